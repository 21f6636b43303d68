"""Extracts of a police force into the same reading as data.police.uk gives.

Each incident's category says what it is: the offence class, or the type of antisocial
behaviour, and those of its flags that a strand asks for. Nothing that names a crime, a
person, an address or a time goes into the tables that pages and exports show.

Long because a reading of an extract fills every table of one.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from hotspots.settings.counting import IncidentKind
from hotspots.sources.force_extract.overlap import Joined, join_readings
from hotspots.sources.force_extract.values.offences import standard_offences
from hotspots.sources.offence_weights import ASB, UNMAPPED, asb_key, titles_of_keys
from hotspots.sources.placing import BY_FILE, BY_FORCES, Area
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
# Reasons of this reader in the words that all readers share.
SHARED_REASONS = {
    "no position": "no location",
    "position outside the area": "outside the area",
}
OUTSIDE = "outside the area"
IN_ANOTHER_FILE = "the same incident in a later file"
UNNAMED = "Unnamed"
# Columns of each row that no export shows.
KEPT_ASIDE = ("start", "end", "has_time", "offence_class")
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
    kinds, category = _categories(rows, flags)
    inside = rows[is_inside].reset_index(drop=True)
    incidents = _incidents(inside, district[is_inside], category[is_inside])
    set_aside = _set_aside(in_order, joined, ~is_inside, category)
    names = tuple(sorted(using.names))
    forces = () if districts is not None else ("Kent Police",)
    basis = Area(names, forces, BY_FILE if districts is not None else BY_FORCES)
    return Reading(
        incidents=incidents,
        set_aside=set_aside,
        files=_files(in_order, set_aside),
        fingerprint=fingerprint_of(
            [*identities, *(f"flag {name}" for name in sorted(flags))],
            area=names,
            polygons=using.fingerprint,
        ),
        area=names,
        basis=basis,
        synthetic=any(reading.synthetic for reading in readings),
        source_kind=FORCE_EXTRACT,
        kinds=kinds,
        extract=ExtractDetails(
            rows=_details(inside), readings=tuple(readings), overlaps=joined.overlaps
        ),
    )


def _last_day(reading: ExtractReading) -> tuple[pd.Timestamp, str]:
    last = reading.rows["start"].max()
    return (pd.Timestamp.min if pd.isna(last) else last, reading.file_name)


def _categories(
    rows: pd.DataFrame, flags: Collection[str]
) -> tuple[tuple[IncidentKind, ...], pd.Series]:
    """Return the kinds of incidents that there are, and the category of each row."""
    wanted = [name for name in sorted(flags) if f"{FLAG}{name}" in rows]
    types = rows["asb_type"].fillna("").astype(str)
    classes = rows["offence_class"].fillna("").astype(str)
    what = ("asb:" + types).where(rows["is_asb"], classes)
    bits = np.zeros(len(rows), dtype=np.int64)
    for number, name in enumerate(wanted):
        bits |= rows[f"{FLAG}{name}"].to_numpy(dtype=bool).astype(np.int64) << number
    keys = pd.DataFrame({"what": what.to_numpy(), "bits": bits})
    codes, unique = pd.factorize(pd.MultiIndex.from_frame(keys))
    kinds = [
        _kind(str(name), [w for n, w in enumerate(wanted) if bit >> n & 1])
        for name, bit in unique
    ]
    names = pd.Series([kind.category for kind in kinds], dtype="str")
    order = sorted(kinds, key=lambda kind: kind.category)
    return tuple(order), names.take(codes).reset_index(drop=True)


def _kind(what: str, flags: list[str]) -> IncidentKind:
    marked = f" ({', '.join(flags)})" if flags else ""
    if what.startswith("asb:"):
        asb_type = what.removeprefix("asb:")
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
    table = standard_offences().classes.set_index("offence_class")
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
