"""A patrol log into patrols: zone, day, hours or visits; and the rows set aside.

Long because each row has its reason.
"""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from hotspots.errors import InputError
from hotspots.sources import patrol_cells as cells
from hotspots.sources.opening import Upload, shown
from hotspots.sources.police_uk.categories import is_blank
from hotspots.tables import CHOSEN, PATROLS, PATROLS_SET_ASIDE, check
from hotspots.texts import clean, from_cell

if TYPE_CHECKING:
    from hotspots.sources.opening import Source

DOSAGE = ("hours", "visits")
# Why a row is set aside: the first of these that holds.
WRONG_FIELDS = "not as many fields as the heading"
TOTAL = "a total, not a patrol"
NOT_A_CHOSEN_ZONE = "not a chosen zone"
SEVERAL_ZONES = "several zones have this name"
NO_DATE = "date cannot be read"
DAY_OR_MONTH = "day or month first: the file has both"
BAD_DOSAGE = "hours or visits cannot be read"
NEGATIVE = "hours or visits below 0"
END_FIRST = "ends before it starts"
TOO_LONG = "more than 24 hours in one visit: check it"
NO_DOSAGE = "no hours and no visits"

HOURS_A_DAY = 24.0
_MINUTES_A_DAY = 24 * 60
_DELIMITERS = ",;\t|"
_LONGEST_NAME = 60
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - local time, as logs are kept


@dataclass(frozen=True, eq=False)
class PatrolLog:
    """What a patrol log says.

    Attributes
    ----------
    name
        The file's name.
    patrols
        Table `PATROLS`: the rows kept, in the order of the file. `start` and `end` are
        minutes since 1970 in local time, -1 where the log gives no times.
    set_aside
        Table `PATROLS_SET_ASIDE`: the rows not kept, each with its reason.
    has_day_first
        Whether any date was written 31/01/2025, and so read with the day first.
    """

    name: str
    patrols: pd.DataFrame
    set_aside: pd.DataFrame
    has_day_first: bool


class _Patrol(NamedTuple):
    """What a row says of one patrol, or why it says nothing."""

    reason: str = ""
    date: str = ""
    hours: float = math.nan
    visits: float = math.nan
    start: int = -1
    end: int = -1


def read_patrol_log(source: Source, *, zones: pd.DataFrame) -> PatrolLog:
    r"""Read a patrol log.

    Parameters
    ----------
    source
        A path or an upload: a csv file, whatever its delimiter, with a column of zones
        and one of dates, and hours, minutes or visits, or times from and to; headings
        such as `zone`, `Hotspot`, `date`, `Start`, `End`, `hours`. Dates have the day
        first, or are written 2025-01-31 or 5-Jan-25, with or without a time. UTF-8 with
        or without a mark at its start, or Windows-1252.
    zones
        Table `CHOSEN`. A row names its zone by id, by a name that only one zone has, or
        by the first word of only one name.

    Returns
    -------
    PatrolLog
        Rows kept and rows set aside are the file's rows, blank lines apart.

    Raises
    ------
    InputError
        If it is no such csv file: no row of it could be read.

    Examples
    --------
    >>> zones = pd.DataFrame({"zone": ["A1"], "name": ["Mill Lane"], "district": [""]})
    >>> file = b"Zone,Date,Hours\nA1,31/01/2025,1.5\nMill Lane,2025-02-01,2:30\n" \
    ...     b"B,1/2/2025,1\nTotal,,4.5"
    >>> log = read_patrol_log(Upload("log.csv", file), zones=zones)
    >>> log.patrols[["zone", "date", "hours"]].to_dict("list")
    {'zone': ['A1', 'A1'], 'date': ['2025-01-31', '2025-02-01'], 'hours': [1.5, 2.5]}
    >>> log.set_aside[["line", "zone", "reason"]].to_numpy().tolist()
    [[4, 'B', 'not a chosen zone'], [5, 'Total', 'a total, not a patrol']]
    """
    name, text = _text_of(source)
    heading, rows = _rows(name, text)
    columns = _columns(name, heading)
    known = _KnownZones(check(zones, CHOSEN))
    texts = [
        _cells(fields, columns) if len(fields) == len(heading) else None
        for _, fields in rows
    ]
    when = [_when(cell) for cell in texts if cell is not None]
    mixed = any(cells.is_month_first_only(text.split(" ")[0]) for text in when)
    patrols: list[dict[str, object]] = []
    aside: list[dict[str, object]] = []
    for (line, fields), cell in zip(rows, texts, strict=True):
        given = cell or dict.fromkeys(("zone", "date"), "") | _named(fields)
        zone, reason = known.find(given["zone"])
        patrol = _Patrol(WRONG_FIELDS) if cell is None else _patrol(cell, mixed=mixed)
        # What the row is comes before what it lacks.
        reason = patrol.reason if patrol.reason == WRONG_FIELDS else reason
        reason = reason or patrol.reason
        if reason:
            raw = {"zone": given["zone"], "date": _when(given), "reason": reason}
            aside.append({"line": line, **raw})
        else:
            patrols.append({"line": line, "zone": zone, **patrol._asdict()})
    return PatrolLog(
        name=name,
        patrols=_table(patrols, PATROLS.column_names, ("start", "end")),
        set_aside=_table(aside, PATROLS_SET_ASIDE.column_names),
        has_day_first=any(cells.is_day_first(text.split(" ")[0]) for text in when),
    )


def _patrol(cell: dict[str, str], *, mixed: bool) -> _Patrol:
    """Read one row's day and dosage."""
    text = _when(cell)
    if mixed and cells.is_day_first(text.split(" ")[0]):
        return _Patrol(DAY_OR_MONTH)
    day = cells.moment(text)
    if day is None:
        return _Patrol(NO_DATE)
    start, end, reason = _times(cell, day)
    if reason:
        return _Patrol(reason)
    hours, visits = _dosage(cell, start, end)
    reason = _wrong_dosage(cell, hours, visits)
    return _Patrol(reason, day.date().isoformat(), hours, visits, start, end)


def _times(cell: dict[str, str], day: datetime) -> tuple[int, int, str]:
    """Return start and end in minutes since 1970, -1 for none, and what is wrong."""
    if not (cell.get("start") and cell.get("end")):
        return -1, -1, ""
    start, end = (_at(cell[part], day) for part in ("start", "end"))
    if start is None or end is None:
        return -1, -1, BAD_DOSAGE
    if end < start:
        # A clock without a date passes midnight.
        if cells.minutes_of_day(cell["end"]) is None:
            return -1, -1, END_FIRST
        end += _MINUTES_A_DAY
    return start, end, ""


def _at(text: str, day: datetime) -> int | None:
    minutes = cells.minutes_of_day(text)
    if minutes is not None:
        at = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001
    else:
        found = cells.moment(text)
        if found is None:
            return None
        at = found
    return round((at - _EPOCH).total_seconds() / 60)


def _dosage(cell: dict[str, str], start: int, end: int) -> tuple[float, float]:
    """Return hours and visits; not a number where the row does not give them."""
    hours = math.nan
    if cell.get("hours"):
        hours = cells.hours_of(cell["hours"])
    elif cell.get("minutes"):
        hours = cells.number_of(cell["minutes"]) / 60
    elif start >= 0:
        hours = (end - start) / 60
    visits = cells.number_of(cell["visits"]) if cell.get("visits") else math.nan
    # A row with times is one visit.
    alone = start >= 0 and "visits" not in cell
    return hours, 1.0 if alone else visits


def _wrong_dosage(cell: dict[str, str], hours: float, visits: float) -> str:
    given = [
        (value, bool(cell.get(role)))
        for role, value in (("hours", hours), ("minutes", hours), ("visits", visits))
    ]
    if any(is_given and math.isnan(value) for value, is_given in given):
        return BAD_DOSAGE
    if any(value < 0 for value, _ in given):
        return NEGATIVE
    if math.isnan(hours) and math.isnan(visits):
        return NO_DOSAGE
    a_visit = hours / max(visits, 1) if visits > 0 else hours
    return TOO_LONG if a_visit > HOURS_A_DAY else ""


def _when(cell: dict[str, str]) -> str:
    return cell.get("date") or cell.get("start") or ""


class _KnownZones:
    """The zone that each id, each name of one zone, and each first word stands for."""

    def __init__(self, zones: pd.DataFrame) -> None:
        ids = [str(zone) for zone in zones["zone"]]
        names = [str(name).casefold() for name in zones["name"]]
        firsts = [name.split(" ")[0] for name in names]
        self._ids = {zone.casefold(): zone for zone in ids}
        self._by_text: dict[str, str] = {}
        for texts in (firsts, names):
            n_zones = Counter(texts)
            pairs = zip(texts, ids, strict=True)
            self._by_text |= {t: zone for t, zone in pairs if t and n_zones[t] == 1}
        self._shared = {name for name, n in Counter(names).items() if n > 1}

    def find(self, text: str) -> tuple[str, str]:
        """Return a zone's id, or why the text names none."""
        key = text.casefold()
        if key not in self._ids:
            # As the files written here have an id that a spreadsheet would run.
            key = from_cell(key)
        if cells.letters_of(text) in cells.TOTALS:
            return "", TOTAL
        if key in self._ids:
            return self._ids[key], ""
        if key in self._shared:
            return "", SEVERAL_ZONES
        zone = self._by_text.get(key, "")
        return zone, "" if zone else NOT_A_CHOSEN_ZONE


def _table(
    rows: list[dict[str, object]], columns: Sequence[str], more: tuple[str, ...] = ()
) -> pd.DataFrame:
    contract = PATROLS if "hours" in columns else PATROLS_SET_ASIDE
    types = {column.name: _TYPES[column.kind] for column in contract.columns}
    types |= dict.fromkeys(more, "int64")
    frame = pd.DataFrame(rows, columns=[*columns, *more])
    return check(frame.astype(types), contract)


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
        msg = f"{name} is not a CSV file in plain text. Save the log as CSV (UTF-8)."
        raise InputError(msg)
    try:
        return name, content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Windows programs write.
        return name, content.decode("cp1252", errors="replace")


def _rows(name: str, text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the heading and each row that is not blank, with its line."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        read = [(reader.line_num, [f.strip() for f in fields]) for fields in reader]
    except csv.Error as error:
        msg = f"{name} is not a CSV file that can be read ({error}). Save it again."
        raise InputError(msg) from error
    rows = [(line, fields) for line, fields in read if any(fields)]
    if not rows:
        msg = f"{name} is empty. Give a log with the columns zone, date and hours."
        raise InputError(msg)
    if not rows[1:]:
        msg = f"{name} has a heading but no rows. Give a log with at least one patrol."
        raise InputError(msg)
    return rows[0][1], rows[1:]


def _columns(name: str, heading: list[str]) -> dict[str, int]:
    """Return the column of each role, or say which are lacking."""
    columns = cells.role_columns(heading)
    has_times = {"start", "end"} <= set(columns)
    missing = [] if "zone" in columns else ["zone"]
    if not {"date", "start"} & set(columns):
        missing.append("date")
    if not {"hours", "minutes", "visits"} & set(columns) and not has_times:
        missing.append("hours (or visits)")
    found = ", ".join(column[:_LONGEST_NAME] for column in heading)
    if missing:
        word = "column" if len(missing) == 1 else "columns"
        msg = f"{name} lacks the {word} {' and '.join(missing)}. It has: {found}."
        raise InputError(msg)
    letters = [cells.letters_of(text) for text in heading]
    twice = [heading[n] for n in columns.values() if letters.count(letters[n]) > 1]
    if twice:
        msg = f"{name} has the column {twice[0]} more than once. It has: {found}."
        raise InputError(msg)
    return columns


def _cells(fields: list[str], columns: dict[str, int]) -> dict[str, str]:
    texts = {role: fields[column] for role, column in columns.items()}
    return {role: "" if is_blank(t) else clean(t) for role, t in texts.items()}


def _named(fields: list[str]) -> dict[str, str]:
    return {"zone": clean(fields[0], most=_LONGEST_NAME) if fields else ""}
