"""A patrol log into patrols: zone, day, hours or visits; and the rows set aside."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from hotspots.errors import InputError
from hotspots.sources.opening import Upload, shown
from hotspots.tables import CHOSEN, PATROLS, PATROLS_SET_ASIDE, check

if TYPE_CHECKING:
    from hotspots.sources.opening import Source

DOSES = ("hours", "visits")
NOT_A_CHOSEN_ZONE = "not a chosen zone"
NO_DOSE = "no hours and no visits"

_SHOWN = 60
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})")
_DATES = "Write dates as 2025-01-31 or as 31/01/2025 (day, month, year)"


@dataclass(frozen=True, eq=False)
class PatrolLog:
    """What a patrol log tells.

    Attributes
    ----------
    name
        The file's name.
    patrols
        Table `PATROLS`: the rows kept, in the order of the file.
    set_aside
        Table `PATROLS_SET_ASIDE`: the rows not kept, each with its reason.
    has_day_first
        Whether any date was written 31/01/2025, and so read with the day first.
    """

    name: str
    patrols: pd.DataFrame
    set_aside: pd.DataFrame
    has_day_first: bool


def read_patrol_log(source: Source, *, zones: pd.DataFrame) -> PatrolLog:
    r"""Read a patrol log.

    Parameters
    ----------
    source
        A path or an upload: a csv file with the columns `zone`, `date` and `hours` or
        `visits` or both, in any order; other columns are left alone. Dates are
        2025-01-31 or 31/01/2025, which is always day, month, year. UTF-8 with or
        without a mark at its start, or Windows-1252.
    zones
        Table `CHOSEN`. A row names its zone by id, or by a name that only one zone has.

    Returns
    -------
    PatrolLog
        Rows kept and rows set aside are the file's rows, blank lines apart. A row that
        names no chosen zone, or gives neither hours nor visits, is set aside.

    Raises
    ------
    InputError
        If it is no such csv file, or a row has a date, hours or visits that cannot be
        read, or that are negative: with the first such line.

    Examples
    --------
    >>> zones = pd.DataFrame({"zone": ["A1"], "name": ["Mill Lane"], "district": [""]})
    >>> file = b"Zone,Date,Hours\nA1,31/01/2025,1.5\nMill Lane,2025-02-01,2\n" \
    ...     b"B,1/2/2025,1"
    >>> log = read_patrol_log(Upload("log.csv", file), zones=zones)
    >>> log.patrols[["zone", "date", "hours"]].to_dict("list")
    {'zone': ['A1', 'A1'], 'date': ['2025-01-31', '2025-02-01'], 'hours': [1.5, 2.0]}
    >>> log.set_aside[["line", "zone", "reason"]].to_numpy().tolist()
    [[4, 'B', 'not a chosen zone']]
    """
    name, text = _text_of(source)
    heading, rows = _rows(name, text)
    known = _known_zones(check(zones, CHOSEN))
    kept: list[dict[str, object]] = []
    aside: list[dict[str, object]] = []
    for line, fields in rows:
        told = dict(zip(heading, fields, strict=True))
        where = f"{name}, line {line}"
        day = _date(told["date"], where)
        doses = {dose: _dose(told.get(dose, ""), dose, where) for dose in DOSES}
        zone = known.get(told["zone"].casefold(), "")
        if zone and not all(map(math.isnan, doses.values())):
            kept.append({"line": line, "zone": zone, "date": day.isoformat(), **doses})
        else:
            reason = NO_DOSE if zone else NOT_A_CHOSEN_ZONE
            raw = {"zone": told["zone"], "date": told["date"], "reason": reason}
            aside.append({"line": line, **raw})
    place = heading.index("date")
    return PatrolLog(
        name=name,
        patrols=_table(kept, PATROLS.column_names),
        set_aside=_table(aside, PATROLS_SET_ASIDE.column_names),
        has_day_first=any(_DAY_FIRST.fullmatch(fields[place]) for _, fields in rows),
    )


def _table(rows: list[dict[str, object]], columns: list[str]) -> pd.DataFrame:
    contract = PATROLS if "hours" in columns else PATROLS_SET_ASIDE
    types = {column.name: _TYPES[column.kind] for column in contract.columns}
    return check(pd.DataFrame(rows, columns=columns).astype(types), contract)


_TYPES = {"count": "int64", "text": "str", "number": "float64", "flag": "bool"}


def _text_of(source: Source) -> tuple[str, str]:
    """Return the file's name for messages, and its text."""
    if isinstance(source, Upload):
        name, content = shown(source.name), source.content
    else:
        name = shown(source)
        try:
            content = Path(source).read_bytes()
        except OSError as error:
            msg = f"{name} cannot be opened ({error.strerror or error})."
            raise InputError(msg) from error
    if b"\0" in content:
        msg = f"{name} is not a csv file in plain text. Save the log as CSV (UTF-8)."
        raise InputError(msg)
    try:
        return name, content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Windows programs write.
        return name, content.decode("cp1252", errors="replace")


def _rows(name: str, text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the heading and each row that is not blank, with its line."""
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        read = [(reader.line_num, [f.strip() for f in fields]) for fields in reader]
    except csv.Error as error:
        msg = f"{name} is not a csv file that can be read ({error}). Save it again."
        raise InputError(msg) from error
    rows = [(line, fields) for line, fields in read if any(fields)]
    if not rows:
        msg = f"{name} is empty. Give a log with the columns zone, date and hours."
        raise InputError(msg)
    heading = [column.casefold() for column in rows[0][1]]
    _refuse_columns(name, heading)
    if not rows[1:]:
        msg = f"{name} has a heading but no rows. Give a log that names patrols."
        raise InputError(msg)
    for line, fields in rows[1:]:
        if len(fields) != len(heading):
            msg = (
                f"{name}, line {line}: it has {len(fields)} fields and the heading has "
                f"{len(heading)}. Mend the line."
            )
            raise InputError(msg)
    return heading, rows[1:]


def _refuse_columns(name: str, heading: list[str]) -> None:
    found = ", ".join(column[:_SHOWN] for column in heading)
    missing = [column for column in ("zone", "date") if column not in heading]
    if not set(DOSES) & set(heading):
        missing.append("hours (or visits)")
    if missing:
        columns = "column" if len(missing) == 1 else "columns"
        msg = f"{name} lacks the {columns} {' and '.join(missing)}. It has: {found}."
        raise InputError(msg)
    twice = [each for each in ("zone", "date", *DOSES) if heading.count(each) > 1]
    if twice:
        msg = f"{name} has the column {twice[0]} more than once. It has: {found}."
        raise InputError(msg)


def _known_zones(zones: pd.DataFrame) -> dict[str, str]:
    """Return the zone that each id, and each name of one zone only, stands for."""
    names = Counter(name.casefold() for name in zones["name"])
    by_name = {
        name.casefold(): str(zone)
        for zone, name in zip(zones["zone"], zones["name"], strict=True)
        if name and names[name.casefold()] == 1
    }
    return by_name | {str(zone).casefold(): str(zone) for zone in zones["zone"]}


def _date(text: str, where: str) -> date:
    told = _ISO.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if told is None:
        msg = f"{where}: {text[:_SHOWN]!r} is no date that can be read. {_DATES}."
        raise InputError(msg)
    parts = {part: int(value) for part, value in told.groupdict().items()}
    try:
        return date(**parts)
    except ValueError as error:
        swapped = "/" in text and parts["month"] > 12 >= parts["day"]
        why = ": its month would come first" if swapped else ""
        msg = f"{where}: there is no day {text}{why}. {_DATES}, throughout the file."
        raise InputError(msg) from error


def _dose(text: str, dose: str, where: str) -> float:
    """Return hours or visits; not a number where there are none."""
    if not text:
        return math.nan
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        msg = f"{where}: {dose} are {text[:_SHOWN]!r}, which is no number. Mend it."
        raise InputError(msg)
    if value < 0:
        msg = f"{where}: {dose} are {text}; they cannot be negative. Mend the line."
        raise InputError(msg)
    return value
