"""Extracts of a police force into the same reading as data.police.uk gives.

Each incident's category says what it is: the offence class, or the type of antisocial
behaviour, and those of its flags that a strand asks for. Nothing that names a crime, a
person, an address or a time goes into the tables that pages and exports show.

Long because a reading of an extract fills every table of one.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from hotspots.settings.counting import IncidentKind
from hotspots.sources.force_extract.overlap import Joined, join_readings
from hotspots.sources.force_extract.values.offences import standard_classes
from hotspots.sources.offence_weights import ASB, UNMAPPED, asb_key, titles_of_keys
from hotspots.sources.placing import BY_FILE, BY_FORCES, Area
from hotspots.sources.police_uk.row_rules import OUTSIDE
from hotspots.sources.reading import (
    FORCE_EXTRACT,
    ExtractDetails,
    Reading,
    fingerprint_of,
)
from hotspots.tables import FILES, INCIDENTS, SET_ASIDE, check
from hotspots.texts import clean

if TYPE_CHECKING:
    from hotspots.sources.force_extract.reading import ExtractReading
    from hotspots.sources.shapes.boundaries import Districts

FLAG = "flag: "
# What a row is, where it is antisocial behaviour: this, and the type.
_ASB = "asb:"
# Reasons of this reader in the words that all readers share.
SHARED_REASONS = {
    "no position": "no location",
    "position outside the area": "outside the area",
}
IN_ANOTHER_FILE = "the same incident in a later file"
UNNAMED = "Unnamed"
# Columns of each row that no export shows.
KEPT_ASIDE = ("start", "end", "has_time")
# How far outside simplified polygons a position still counts as inside, in metres.
REACH_M = 500.0


def area_of(districts: Districts | None) -> tuple[BaseGeometry, Districts]:
    """Return the ground of the districts in force, and these districts."""
    if districts is None:
        return _kent_ground()
    return shapely.union_all(districts.polygons), districts


@functools.cache
def _kent_ground() -> tuple[BaseGeometry, Districts]:
    from hotspots.sources.shapes.boundaries import kent_districts

    kent = kent_districts()
    return shapely.buffer(shapely.union_all(kent.polygons), REACH_M), kent


def reading_of(
    readings: Sequence[ExtractReading],
    identities: Sequence[str],
    *,
    districts: Districts | None,
    flags: Collection[str],
) -> Reading:
    """Put extracts together into one reading.

    Parameters
    ----------
    readings
        What each file gave.
    identities
        A text for each that changes with its content and its mapping.
    districts
        The user's own districts, which then are the area; without them Kent's.
    flags
        Flags that some strand asks for: they become part of the category.
    """
    using = area_of(districts)[1]
    in_order = sorted(readings, key=_last_day)
    joined = join_readings(in_order)
    rows = joined.rows
    district = using.district_of(rows["easting"], rows["northing"])
    is_inside = district != ""
    kinds, category = _categories(_what(rows), rows, flags)
    inside = rows[is_inside].reset_index(drop=True)
    incidents = _incidents(inside, district[is_inside], category[is_inside])
    set_aside = _set_aside(in_order, joined, ~is_inside, category)
    names = tuple(sorted(using.names))
    forces = () if districts is not None else ("Kent Police",)
    basis = Area(names, forces, BY_FILE if districts is not None else BY_FORCES)
    content = fingerprint_of(identities, area=names, polygons=using.fingerprint)
    return Reading(
        incidents=incidents,
        set_aside=set_aside,
        files=_files(in_order, set_aside),
        fingerprint=_with_flags_named(content, flags),
        area=names,
        basis=basis,
        synthetic=any(reading.synthetic for reading in readings),
        source_kind=FORCE_EXTRACT,
        kinds=kinds,
        extract=ExtractDetails(
            rows=_details(inside),
            files=tuple(reading.summary for reading in readings),
            content=content,
            overlaps=joined.overlaps,
        ),
    )


def with_flags(reading: Reading, flags: Collection[str]) -> Reading:
    """Return a reading of extracts as if other flags had been asked for.

    Parameters
    ----------
    reading
        A reading of extracts.
    flags
        Flags that some strand asks for: they become part of the category.
    """
    extract = reading.extract
    if extract is None:
        return reading
    fingerprint = _with_flags_named(extract.content, flags)
    if fingerprint == reading.fingerprint:
        return reading
    what_of = {kind.category: _what_of_kind(kind) for kind in reading.kinds}
    category = reading.incidents["category"].cat
    names = np.array([what_of[name] for name in category.categories], dtype=object)
    what = pd.Series(names[category.codes.to_numpy()])
    kinds, renamed = _categories(what, extract.rows, flags)
    return replace(
        reading,
        incidents=check(reading.incidents.assign(category=_named(renamed)), INCIDENTS),
        fingerprint=fingerprint,
        kinds=kinds,
    )


def _with_flags_named(content: str, flags: Collection[str]) -> str:
    named = "\n".join([content, *(f"flag {name}" for name in sorted(flags))])
    return hashlib.sha256(named.encode()).hexdigest()


def _last_day(reading: ExtractReading) -> tuple[pd.Timestamp, str]:
    last = reading.rows["start"].max()
    return (pd.Timestamp.min if pd.isna(last) else last, reading.file_name)


def _what(rows: pd.DataFrame) -> pd.Series:
    """Say of each row what it is: its type of behaviour, or its offence class."""
    types = rows["asb_type"].fillna("").astype(str)
    classes = rows["offence_class"].fillna("").astype(str)
    return (_ASB + types).where(rows["is_asb"], classes)


def _what_of_kind(kind: IncidentKind) -> str:
    return f"{_ASB}{kind.asb_type}" if kind.is_asb else kind.offence_class


def _categories(
    what: pd.Series, rows: pd.DataFrame, flags: Collection[str]
) -> tuple[tuple[IncidentKind, ...], pd.Series]:
    """Return the kinds of incidents that there are, and the category of each row."""
    wanted = [name for name in sorted(flags) if f"{FLAG}{name}" in rows]
    of_row, names = pd.factorize(what.to_numpy(dtype=object))
    number = of_row.astype(np.int64) << len(wanted)
    for bit, name in enumerate(wanted):
        number |= rows[f"{FLAG}{name}"].to_numpy(dtype=bool).astype(np.int64) << bit
    codes, numbers = pd.factorize(number)
    kinds = [
        _kind(
            str(names[each >> len(wanted)]),
            [name for bit, name in enumerate(wanted) if each >> bit & 1],
        )
        for each in numbers.tolist()
    ]
    categories = np.array([kind.category for kind in kinds], dtype=object)
    order = sorted(kinds, key=lambda kind: kind.category)
    return tuple(order), pd.Series(categories[codes])


def _kind(what: str, flags: list[str]) -> IncidentKind:
    marked = f" ({', '.join(flags)})" if flags else ""
    if what.startswith(_ASB):
        asb_type = what.removeprefix(_ASB)
        key = asb_key(asb_type)
        title = titles_of_keys().get(key, asb_type)
        return IncidentKind(
            category=f"{title}{marked}",
            weighed_as=key if key in titles_of_keys() else ASB,
            title=title,
            is_asb=True,
            asb_type=asb_type,
            flags=frozenset(flags),
        )
    if not what:
        title = titles_of_keys()[UNMAPPED]
        return IncidentKind(
            category=f"{title}{marked}",
            weighed_as=UNMAPPED,
            title=title,
            flags=frozenset(flags),
        )
    row = _class_rows()[what]
    return IncidentKind(
        category=f"{row['title']}{marked}",
        weighed_as=what,
        title=row["title"],
        group=row["offence_group"],
        subgroup=row["offence_subgroup"],
        offence_class=what,
        flags=frozenset(flags),
    )


@functools.cache
def _class_rows() -> dict[str, dict[str, str]]:
    table = standard_classes().set_index("offence_class")
    columns = ["title", "offence_group", "offence_subgroup"]
    rows = table[columns].fillna("").astype(str).to_dict("index")
    return {
        str(name): {str(key): str(value) for key, value in row.items()}
        for name, row in rows.items()
    }


def _incidents(
    rows: pd.DataFrame, district: np.ndarray, category: pd.Series
) -> pd.DataFrame:
    places = pd.MultiIndex.from_arrays([rows["easting"], rows["northing"]])
    point = pd.factorize(places)[0].astype(np.int32)
    return check(
        pd.DataFrame(
            {
                "month": _named(_months(rows["start"])),
                "category": _named(category),
                "district": _named(pd.Series(district)),
                "location": _named(_beats(rows["beat"])),
                "point": point,
                "easting": rows["easting"].to_numpy(dtype=float),
                "northing": rows["northing"].to_numpy(dtype=float),
            }
        ),
        INCIDENTS,
    )


def _months(start: pd.Series) -> pd.Series:
    number = start.dt.year * 12 + start.dt.month - 1
    codes, unique = pd.factorize(number)
    texts = [
        "" if pd.isna(n) else f"{int(n) // 12:04d}-{int(n) % 12 + 1:02d}"
        for n in unique
    ]
    return pd.Series(np.array([*texts, ""], dtype=object)[codes], dtype="str")


def _beats(beat: pd.Series) -> pd.Series:
    codes, unique = pd.factorize(beat.fillna("").astype(str))
    texts = [clean(text) or UNNAMED for text in unique]
    return pd.Series(np.array(texts, dtype=object)[codes], dtype="str")


def _named(texts: pd.Series | np.ndarray) -> pd.Categorical:
    codes, unique = pd.factorize(np.asarray(texts, dtype=object))
    order = np.argsort(unique.astype(str), kind="stable")
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return pd.Categorical.from_codes(
        place[codes], categories=pd.Index(unique[order], dtype="str")
    )


def _set_aside(
    readings: Sequence[ExtractReading],
    joined: Joined,
    is_outside: np.ndarray,
    category: pd.Series,
) -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {
                "file": reading.file_name,
                "line": reading.set_aside["line"].to_numpy(),
                "month": _months(reading.set_aside["start"]).to_numpy(),
                "category": "",
                "reason": reading.set_aside["reason"]
                .replace(SHARED_REASONS)
                .to_numpy(),
            }
        )
        for reading in readings
    ]
    outside = joined.rows[is_outside]
    parts.append(
        pd.DataFrame(
            {
                "file": outside["file"].to_numpy(),
                "line": outside["line"].to_numpy(),
                "month": _months(outside["start"]).to_numpy(),
                "category": category[is_outside].to_numpy(),
                "reason": OUTSIDE,
            }
        )
    )
    repeated = joined.repeats
    parts.append(
        pd.DataFrame(
            {
                "file": repeated["file"].to_numpy(),
                "line": repeated["line"].to_numpy(),
                "month": _months(repeated["start"]).to_numpy(),
                "category": "",
                "reason": IN_ANOTHER_FILE,
            }
        )
    )
    table = pd.concat(parts, ignore_index=True).sort_values(
        ["file", "line"], ignore_index=True
    )
    for name in ("file", "month", "category", "reason"):
        table[name] = _named(table[name].to_numpy())
    return check(table.astype({"line": "int64"}), SET_ASIDE)


def _files(readings: Sequence[ExtractReading], set_aside: pd.DataFrame) -> pd.DataFrame:
    n_aside = set_aside["file"].astype(str).value_counts()
    rows = []
    for reading in readings:
        n = int(n_aside.get(reading.file_name, 0))
        months = sorted(set(_months(reading.rows["start"])) - {""})
        rows.append(
            (
                reading.file_name,
                "read",
                "read",
                "",
                "; ".join(months),
                reading.n_read,
                reading.n_read - n,
                n,
            )
        )
    return check(pd.DataFrame(rows, columns=FILES.column_names), FILES)


def _details(rows: pd.DataFrame) -> pd.DataFrame:
    flags = [str(name) for name in rows.columns if str(name).startswith(FLAG)]
    return rows[[*KEPT_ASIDE, *flags]]
