"""Which columns of a file of zones hold their ids, names, districts and patrols.

An id tells zones apart, so what repeats is none; a name is of the zone itself, so the
name of a district or force that several zones share is none either.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from hotspots.errors import InputError
from hotspots.sources.shapes.polygon_files import PolygonFile
from hotspots.texts import clean

# Headings of ids, likeliest first: of this software, of the Office for National
# Statistics (LSOA21CD), of the Home Office (hex_index), of others.
_IDS = (
    r"zone(_?(id|ref|code|no|number))?",
    r"(hot_?spot|hs|patrol|area|site)_?(id|ref|code|no|number)",
    r"(lsoa|msoa|oa|wd|ward|lad|ltla|parish|par|hex|grid|cell)\d{0,4}_?(cd|code|id|index)",
    r"id|code|ref|reference|uid|gss_?code",
    r"\w+_?(cd|code|id|ref|index)",
)
_NAMES = (
    r"(zone|hot_?spot|site|area|patrol(_?area)?)_?(name|nm|title|label)",
    r"name|title|label",
    r"(lsoa|msoa|oa|wd|ward|parish|par)\d{0,4}_?(nm|name)",
    r"hot_?spot|zone|site|location|place|street",
    r"\w+_?(nm|name|title)",
)
# Areas that zones lie in: their names and codes are no zone's own, unless each zone is
# one of them.
_PARENTS = re.compile(
    r"(lad|ltla|utla|ctyua|cty|csp|pfa|rgn|ctry|region|county|district|local_?authority"
    r"|force|police_?force|borough|council)\d{0,4}_?(nm|name|cd|code|id)?",
    flags=re.IGNORECASE,
)
_DISTRICTS = (r"district(_?name)?", r"(LAD|LTLA)\d*_?(NM|name)", r"local_?authority")
# What a file of zones says of their patrols.
_OF_PATROLS = {
    "strand": (r"strand|programme|patrol_?type|crime_?type|theme",),
    "start": (
        r"(patrol(s|led)?_?)?(starts?|started|began|begins?)(_?(month|date|on))?",
        r"(patrol(s|led)?_?)?(month|date)_?(started|start|began|from)",
        r"(date|month)_?of_?start|patrol(led|s)_?(from|since)|since",
    ),
    "end": (
        r"(patrol(s|led)?_?)?(ends?|ended|finish|finished|until)(_?(month|date|on))?",
        r"(patrol(s|led)?_?)?(month|date)_?(ended|end|finished|to|until)",
        r"(date|month)_?of_?end|patrol(led|s)_?(to|until)",
    ),
    "tier": (r"(patrol_?|hot_?spot_?|zone_?)?(tier|priority|grade)",),
    "agency": (
        r"(lead_?|patrol(ling)?_?|responsible_?)?(agency|organisation|team|owner)",
        r"patrolled_?by|led_?by",
    ),
    "months": (r"months", r"chosen_?on(_?months)?", r"selected_?on"),
}
# Numbers that a mapping program gives rows, which it may change when it saves again.
_ROW_NUMBERS = re.compile(r"(object|f|o)id(_\d+)?|gid|index|row", flags=re.IGNORECASE)


@dataclass(frozen=True)
class ZoneFileOptions:
    """What a user may say of a file of zones; None leaves it to the file."""

    layer: str | None = None
    zone_column: str | None = None
    name_column: str | None = None


@dataclass(frozen=True)
class ZoneColumns:
    """Columns that give ids, names, districts and patrols; empty where none does."""

    zone: str = ""
    name: str = ""
    district: str = ""
    strand: str = ""
    start: str = ""
    end: str = ""
    tier: str = ""
    agency: str = ""
    months: str = ""


def columns_of(file: PolygonFile, asked: ZoneFileOptions) -> ZoneColumns:
    """Find the columns of ids, names and districts.

    Raises
    ------
    InputError
        If a column asked for is not there, or none tells the zones apart.

    Notes
    -----
    A column of ids has another text in each row. Among those, headings of codes come
    before headings of names, then any text, then numbers of rows. A file without any
    column has its zones numbered in its order.
    """
    columns = [str(column) for column in file.columns]
    _refuse_unknown(file.name, columns, asked)
    if not columns:
        return ZoneColumns()
    apart = [column for column in columns if _tells_apart(file, column)]
    own = [column for column in apart if not _PARENTS.fullmatch(column)]
    zone = asked.zone_column or _first(own, _IDS) or _first(own, _NAMES)
    zone = zone or _any_text(file, own) or _first(apart, _IDS) or _first(apart, _NAMES)
    zone = zone or next(iter(apart), "")
    if not zone:
        # The likeliest column, of which the reader then says what is wrong with it.
        zone = _first(columns, _IDS[:1]) or _first(columns, _IDS[2:4])
    if not zone:
        found = ", ".join(columns[:20])
        msg = (
            f"{file.name} has no column that tells its zones apart: each repeats or "
            f"has blanks. It has: {found}. Give each zone its own id."
        )
        raise InputError(msg)
    of_patrols = columns_of_patrols(file)
    others = [each for each in columns if each not in of_patrols.values()]
    name = asked.name_column or _name_column(file, others, apart, zone)
    return ZoneColumns(zone, name, _first(columns, _DISTRICTS), **of_patrols)


def columns_of_patrols(file: PolygonFile) -> dict[str, str]:
    """Return which column gives each thing that a file says of patrols, if any does."""
    columns = [str(column) for column in file.columns]
    filled = [column for column in columns if any(texts_of(file, column))]
    return {what: _first(filled, names) for what, names in _OF_PATROLS.items()}


def texts_of(file: PolygonFile, column: str) -> list[str]:
    """Return a column as texts, or numbers from 1 where a file has no columns at all.

    A blank cell is an empty text, as is one that holds a list; so is every cell of a
    column that is not there.
    """
    n_rows = len(file.polygons)
    if not column:
        has_columns = bool(len(file.columns.columns))
        return [""] * n_rows if has_columns else [str(n + 1) for n in range(n_rows)]
    return [_text(value) for value in file.columns[column]]


def _text(value: object) -> str:
    if isinstance(value, Sequence | Mapping | np.ndarray) and not isinstance(
        value, str
    ):
        return ""
    # Not a number, and no time, differ from themselves.
    if value is None or value is pd.NA or bool(value != value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(value)


def _tells_apart(file: PolygonFile, column: str) -> bool:
    texts = texts_of(file, column)
    return all(texts) and len(set(texts)) == len(texts)


def _first(columns: list[str], patterns: tuple[str, ...]) -> str:
    for pattern in patterns:
        for column in columns:
            plain = re.sub(r"[\s.-]+", "_", column.strip())
            if re.fullmatch(pattern, plain, flags=re.IGNORECASE) and not (
                _ROW_NUMBERS.fullmatch(plain)
            ):
                return column
    return ""


def _any_text(file: PolygonFile, columns: list[str]) -> str:
    """Return the first column that holds texts, not numbers."""
    for column in columns:
        if not all(re.fullmatch(r"-?[\d.]+", text) for text in texts_of(file, column)):
            return column
    return ""


def _name_column(
    file: PolygonFile, columns: list[str], apart: list[str], zone: str
) -> str:
    """Return the column of names: of the zones, never of an area that they share."""
    own = [column for column in columns if not _PARENTS.fullmatch(column)]
    named = [column for column in own if any(texts_of(file, column))]
    others = [column for column in named if column != zone]
    found = _first([column for column in others if column in apart], _NAMES)
    found = found or _first(others, _NAMES)
    if found:
        return found
    # Zones that each are a district are named after it; and an id may be a name.
    as_parent = _first([column for column in apart if column != zone], _NAMES)
    words = any(re.search(r"[A-Za-z]{3}", text) for text in texts_of(file, zone))
    return as_parent or (zone if words and _any_text(file, [zone]) else "")


def _refuse_unknown(name: str, columns: list[str], asked: ZoneFileOptions) -> None:
    for column in (asked.zone_column, asked.name_column):
        if column is not None and column not in columns:
            found = ", ".join(columns[:20]) or "none"
            msg = f"{name} has no column “{column:.60}”. It has: {found}."
            raise InputError(msg)
