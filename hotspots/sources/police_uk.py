"""data.police.uk street files -> incidents, and every other row with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hotspots.sources.files import FoundFile, Source, refuse, search
from hotspots.sources.force_months import (
    ForceMonth,
    StreetFile,
    StreetFiles,
    read_street_files,
    superseded,
)
from hotspots.sources.placing import Placed, place
from hotspots.sources.police_uk_words import (
    ANTISOCIAL_BEHAVIOUR,
    category_today,
    is_month,
    street_name,
)
from hotspots.sources.reading import Reading, fingerprint_of
from hotspots.sources.street_csv import DEGREES
from hotspots.tables import FILES, INCIDENTS, SET_ASIDE, check

if TYPE_CHECKING:
    from hotspots.sources.boundaries import Districts

# Why a row is set aside: the first of these that holds. Its place is its code.
KEPT = ""
UNREADABLE = "unreadable row"
UNKNOWN_MONTH = "unknown month"
SAME_MONTH = "same month in another file"
NO_LOCATION = "no location"
OUTSIDE = "outside the area"
REPEATED = "repeated Crime ID"
REASONS = (
    KEPT,
    UNREADABLE,
    UNKNOWN_MONTH,
    SAME_MONTH,
    NO_LOCATION,
    OUTSIDE,
    REPEATED,
)

LessFull = dict[str, dict[ForceMonth, str]]


def read_police_uk(
    sources: Source | Iterable[Source], *, districts: Districts | None = None
) -> Reading:
    """Read street-level files of data.police.uk.

    Every row is kept or set aside with its reason, and one police force's month counts
    once: files with the same content are read once, and of two different files for one
    force and month the fuller is kept.

    Parameters
    ----------
    sources
        Files, folders, zips and uploads, in any order.
    districts
        The user's own districts, which then are the area. Without them Kent Police's
        files use Kent's 13, and another force the districts that hold at least 0.5% of
        its rows.

    Returns
    -------
    Reading
        Incidents, rows set aside and files, each as `hotspots.tables` says.

    Raises
    ------
    InputError
        Naming at once every source that cannot be read.

    Notes
    -----
    An incident's district is what its LSOA's name says; a row without one is placed by
    the districts' polygons. Anti-social behaviour has no Crime ID and is never taken
    for a repeat. Category names of before 2013 become those of today; "Public disorder
    and weapons" becomes "Public order", though it held possession of weapons as well.

    Examples
    --------
    >>> from hotspots.sources.files import Upload
    >>> heading = b"Crime ID,Month,Falls within,Longitude,Latitude,Location,LSOA name,"
    >>> file = heading + b'''Crime type
    ... ,2025-01,Kent Police,0.52,51.27,On or near Gabriel'S Hill,Maidstone 009C,Robbery
    ... ,2025-01,Kent Police,,,No Location,,Burglary
    ... '''
    >>> reading = read_police_uk(Upload("2025-01-kent-street.csv", file))
    >>> reading.incidents[["month", "category", "district", "location"]]
         month category   district        location
    0  2025-01  Robbery  Maidstone  Gabriel's Hill
    >>> reading.set_aside[["file", "line", "reason"]]
                          file  line       reason
    0  2025-01-kent-street.csv     3  no location
    """
    found, problems = search(sources)
    read = read_street_files(found)
    refuse([*problems, *read.problems])
    less_full = superseded(read.files)
    judged = _judge(read.files, less_full, districts)
    return Reading(
        incidents=_incidents(judged),
        set_aside=_set_aside(judged, read.files),
        files=_files(found, judged, read, less_full),
        fingerprint=_fingerprint(judged.placed, read.files, less_full),
        area=judged.placed.area,
    )


@dataclass(frozen=True)
class _Judged:
    """All rows, the code in `REASONS` of each, and the places of those that have one.

    `kept` says of the rows placed which are kept.
    """

    rows: pd.DataFrame
    reason: NDArray[np.int8]
    placed: Placed
    kept: NDArray[np.bool_]


def _judge(
    files: list[StreetFile], less_full: LessFull, districts: Districts | None
) -> _Judged:
    rows = _all_rows(files)
    reason = np.zeros(len(rows), dtype=np.int8)

    def because(why: str, which: NDArray[np.bool_]) -> None:
        reason[(reason == 0) & which] = REASONS.index(why)

    because(UNREADABLE, rows["garbled"].to_numpy() | _is(rows["category"], ""))
    because(UNKNOWN_MONTH, ~_is(rows["month"], is_month))
    because(SAME_MONTH, _told_more_fully(rows, files, less_full))
    because(NO_LOCATION, rows[["longitude", "latitude"]].isna().any(axis=1).to_numpy())
    to_place = np.flatnonzero(reason == 0)
    placed = place(rows.iloc[to_place], districts)
    reason[to_place[~placed.inside]] = REASONS.index(OUTSIDE)
    inside = np.flatnonzero(reason == 0)
    reason[inside[_repeats(rows.iloc[inside])]] = REASONS.index(REPEATED)
    return _Judged(rows, reason, placed, kept=reason[to_place] == 0)


def _all_rows(files: list[StreetFile]) -> pd.DataFrame:
    """Return the rows of all files: texts as categoricals, `file` by its number."""
    table = pa.concat_tables([file.rows for file in files]).unify_dictionaries()
    lengths = [len(file.rows) for file in files]
    sound = [_is_sound(table[name]) for name in DEGREES]
    rows: pd.DataFrame = table.to_pandas()
    rows["garbled"] = pc.invert(pc.and_(*sound)).to_numpy()
    rows["file"] = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    return rows


def _is_sound(degrees: pa.ChunkedArray) -> pa.ChunkedArray:
    """Say which are numbers or blank."""
    return pc.or_kleene(pc.is_null(degrees), pc.is_finite(degrees))


def _is(column: pd.Series, wanted: str | Callable[[str], bool]) -> NDArray[np.bool_]:
    """Say which rows' text, without spaces round it, is as wanted."""
    is_so = wanted.__eq__ if isinstance(wanted, str) else wanted
    fits = [is_so(text.strip()) for text in column.cat.categories.tolist()]
    return np.array(fits, dtype=bool)[column.cat.codes]


def _told_more_fully(
    rows: pd.DataFrame, files: list[StreetFile], less_full: LessFull
) -> NDArray[np.bool_]:
    """Say which rows are of a force and month that another file tells more fully."""
    told = np.zeros(len(rows), dtype=bool)
    for number, name in enumerate(file.name for file in files):
        for force, month in less_full.get(name, {}):
            of_file = (rows["file"] == number).to_numpy()
            told |= of_file & _is(rows["force"], force) & _is(rows["month"], month)
    return told


def _repeats(rows: pd.DataFrame) -> NDArray[np.bool_]:
    """Say which rows have the Crime ID of an earlier row."""
    of_crime = ~_is(rows["category"], ANTISOCIAL_BEHAVIOUR)
    suspects = np.flatnonzero((rows["id_1"].to_numpy() != 0) & of_crime)
    # Half the digest finds the few suspects quickly; the whole digest decides.
    suspects = suspects[rows["id_1"].iloc[suspects].duplicated(keep=False).to_numpy()]
    again = rows[["id_1", "id_2"]].iloc[suspects].duplicated().to_numpy()
    repeated = np.zeros(len(rows), dtype=bool)
    repeated[suspects[again]] = True
    return repeated


def _incidents(judged: _Judged) -> pd.DataFrame:
    rows = judged.rows.iloc[np.flatnonzero(judged.reason == 0)]
    points = judged.placed.points
    point = points.of_row[judged.kept]
    incidents = pd.DataFrame(
        {
            "month": _named(rows["month"]),
            "category": _named(rows["category"], category_today),
            "district": _named(judged.placed.district[judged.kept]),
            "location": _named(rows["location"], street_name),
            "point": point,
            "easting": points.easting[point],
            "northing": points.northing[point],
        },
        copy=False,
    )
    return check(incidents, INCIDENTS)


def _set_aside(judged: _Judged, files: list[StreetFile]) -> pd.DataFrame:
    which = np.flatnonzero(judged.reason != 0)
    rows = judged.rows.iloc[which]
    names = pd.Index([file.name for file in files], dtype="str")
    reasons = pd.Index(REASONS, dtype="str")
    set_aside = pd.DataFrame(
        {
            "file": pd.Categorical.from_codes(rows["file"].to_numpy(), names),
            "line": rows["line"].to_numpy(),
            "month": _named(rows["month"]),
            "category": _named(rows["category"]),
            "reason": pd.Categorical.from_codes(judged.reason[which], reasons),
        },
        copy=False,
    )
    set_aside = set_aside.sort_values(["file", "line"], ignore_index=True)
    return check(set_aside, SET_ASIDE)


def _named(column: pd.Series, meaning: Callable[[str], str] = str) -> pd.Categorical:
    """Return the meaning of each text; only those used, in the alphabet's order."""
    codes = column.cat.codes.to_numpy()
    means = [meaning(text.strip()) for text in column.cat.categories.tolist()]
    used = np.flatnonzero(np.bincount(codes, minlength=len(means)))
    ordered = sorted({means[code] for code in used})
    place = {text: number for number, text in enumerate(ordered)}
    placed = np.array([place.get(text, -1) for text in means], dtype=np.int32)
    categories = pd.Index(ordered, dtype="str")
    return pd.Categorical.from_codes(placed[codes], categories=categories)


def _files(
    found: list[FoundFile], judged: _Judged, read: StreetFiles, less_full: LessFull
) -> pd.DataFrame:
    kept = np.bincount(
        judged.rows["file"][judged.reason == 0], minlength=len(read.files)
    ).tolist()
    told = {
        file.name: (
            _use(file, less_full.get(file.name, {})),
            "; ".join(file.forces),
            "; ".join(file.months),
            len(file.rows),
            n_kept,
            len(file.rows) - n_kept,
        )
        for file, n_kept in zip(read.files, kept, strict=True)
    }
    for file in found:
        again = f"skipped: identical to {read.identical.get(file.name)}"
        told.setdefault(file.name, (file.not_used or again, "", "", 0, 0, 0))
    rows = [(file.name, *told[file.name]) for file in found]
    return check(pd.DataFrame(rows, columns=FILES.column_names), FILES)


def _use(file: StreetFile, fuller: dict[ForceMonth, str]) -> str:
    if not fuller:
        return "read"
    told = "; ".join(
        f"{force} {month} is fuller in {name}"
        for (force, month), name in sorted(fuller.items())
    )
    whole = len(fuller) == len(file.n_rows)
    return f"{'set aside whole' if whole else 'read in part'}: {told}"


def _fingerprint(placed: Placed, files: list[StreetFile], less_full: LessFull) -> str:
    used = []
    for file in files:
        left_out = sorted(less_full.get(file.name, {}))
        if not left_out or len(left_out) < len(file.n_rows):
            used.append(" ".join([file.sha256, *map(" ".join, left_out)]))
    return fingerprint_of(used, area=placed.area, polygons=placed.polygons)
