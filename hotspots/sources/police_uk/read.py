"""data.police.uk street files -> incidents, and every other row with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from hotspots.sources.opening import FoundFile, Source, refuse, search
from hotspots.sources.placing import Placed
from hotspots.sources.police_uk.categories import street_name
from hotspots.sources.police_uk.force_months import (
    LessFull,
    StreetFile,
    StreetFiles,
    read_street_files,
    superseded,
)
from hotspots.sources.police_uk.row_rules import REASONS, ClassifiedRows, classify_rows
from hotspots.sources.police_uk.street_csv import is_synthetic
from hotspots.sources.reading import (
    ELSEWHERE,
    IDENTICAL,
    IN_PART,
    NOT_USED,
    READ,
    MonthRead,
    Reading,
    fingerprint_of,
)
from hotspots.tables import FILES, INCIDENTS, SET_ASIDE, check

if TYPE_CHECKING:
    from hotspots.sources.shapes.boundaries import Districts


def read_police_uk(
    sources: Source | Iterable[Source], *, districts: Districts | None = None
) -> Reading:
    """Read street-level files of data.police.uk.

    Every row is kept or set aside with its reason, and one police force's month counts
    once: files with the same content are read once, files that are parts of a month are
    added, and of two different files that may hold the same rows the fuller is kept.

    Parameters
    ----------
    sources
        Files, folders, zips and uploads, in any order.
    districts
        The user's own districts, which then are the area. Without them the area is the
        districts of the police forces that the files name, all together.

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
    An incident's district is the one of today that its LSOA's name leads to, whatever
    the month; a row without one is placed by polygons where there are some. Police
    forces without districts of their own, such as British Transport Police, take the
    area of those that they are read with. Anti-social behaviour has no Crime ID and is
    never taken for a repeat, nor is a Crime ID that many rows of a month share.
    Category names of before 2013 become those of today; "Public disorder and weapons"
    becomes "Public order", though it held possession of weapons as well.

    Examples
    --------
    >>> from hotspots.sources.opening import Upload
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
    classified = classify_rows(read.files, less_full, districts)
    placed = classified.placed
    used = [file for file in read.files if not _is_given_elsewhere(file, less_full)]
    return Reading(
        incidents=_incidents(classified),
        set_aside=_set_aside(classified, read.files),
        files=_files(found, classified, read, less_full),
        fingerprint=_fingerprint(placed, used, less_full),
        area=placed.area.districts,
        basis=placed.area,
        months_read=_months_read(read.files),
        synthetic=any(is_synthetic(file.rows) for file in used),
    )


def _incidents(classified: ClassifiedRows) -> pd.DataFrame:
    texts = classified.rows[["month", "category", "location"]]
    rows = texts.iloc[np.flatnonzero(classified.reason == 0)]
    points = classified.placed.points
    point = points.of_row[classified.is_kept]
    incidents = pd.DataFrame(
        {
            "month": _named(rows["month"]),
            "category": _named(rows["category"]),
            "district": _named(classified.placed.district[classified.is_kept]),
            "location": _named(rows["location"], street_name),
            "point": point,
            "easting": points.easting[point],
            "northing": points.northing[point],
        },
        copy=False,
    )
    return check(incidents, INCIDENTS)


def _set_aside(classified: ClassifiedRows, files: list[StreetFile]) -> pd.DataFrame:
    which = np.flatnonzero(classified.reason != 0)
    rows = classified.rows.iloc[which]
    file_names = pd.Index([file.name for file in files], dtype="str")
    file = pd.Categorical.from_codes(rows["file"].to_numpy(), file_names)
    reason = pd.Categorical.from_codes(
        classified.reason[which], pd.Index(REASONS, dtype="str")
    )
    set_aside = pd.DataFrame(
        {
            "file": file.remove_unused_categories(),
            "line": rows["line"].to_numpy(),
            "month": _named(rows["month"]),
            "category": _named(rows["category"]),
            "reason": reason.remove_unused_categories(),
        },
        copy=False,
    )
    set_aside = set_aside.sort_values(["file", "line"], ignore_index=True)
    return check(set_aside, SET_ASIDE)


def _months_read(files: list[StreetFile]) -> tuple[MonthRead, ...]:
    return tuple(
        MonthRead(file.name, text.strip(), month)
        for file in files
        for text, month in sorted(file.months_read.items())
    )


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
    found: list[FoundFile],
    classified: ClassifiedRows,
    read: StreetFiles,
    less_full: LessFull,
) -> pd.DataFrame:
    n_kept = np.bincount(
        classified.rows["file"][classified.reason == 0], minlength=len(read.files)
    ).tolist()
    row_of = {
        file.name: (
            *_use(file, less_full),
            "; ".join(file.forces),
            "; ".join(file.months),
            len(file.rows),
            n,
            len(file.rows) - n,
        )
        for file, n in zip(read.files, n_kept, strict=True)
    }
    for file in found:
        if file.name not in row_of:
            why = _why_not_read(file, read)
            row_of[file.name] = (*why, "", "", 0, 0, 0)
    rows = [(file.name, *row_of[file.name]) for file in found]
    return check(pd.DataFrame(rows, columns=FILES.column_names), FILES)


def _why_not_read(file: FoundFile, read: StreetFiles) -> tuple[str, str]:
    if file.not_used:
        return file.not_used, NOT_USED
    if file.name in read.other:
        return "not used: no street-level crime", NOT_USED
    return f"skipped: identical to {read.identical.get(file.name)}", IDENTICAL


def _use(file: StreetFile, less_full: LessFull) -> tuple[str, str]:
    fuller = less_full.get(file.name, {})
    if not fuller:
        return "read", READ
    where = "; ".join(
        f"{force} {month} is fuller in {name}"
        for (force, month), name in sorted(fuller.items())
    )
    if _is_given_elsewhere(file, less_full):
        return f"set aside whole: {where}", ELSEWHERE
    return f"read in part: {where}", IN_PART


def _is_given_elsewhere(file: StreetFile, less_full: LessFull) -> bool:
    """Say whether other files give all of a file's months more fully."""
    fuller = less_full.get(file.name, {})
    return bool(fuller) and len(fuller) == len(file.n_rows)


def _fingerprint(placed: Placed, used: list[StreetFile], less_full: LessFull) -> str:
    contents = [
        " ".join([file.sha256, *map(" ".join, sorted(less_full.get(file.name, {})))])
        for file in used
    ]
    return fingerprint_of(
        contents, area=placed.area.districts, polygons=placed.polygons
    )
