"""The rules that set a row aside, each with its reason; a row under none is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hotspots.months import is_month
from hotspots.sources.placing import PLACED_BY, Placed, place
from hotspots.sources.police_uk.categories import ANTISOCIAL_BEHAVIOUR
from hotspots.sources.police_uk.force_months import (
    LessFull,
    StreetFile,
    named_forces,
)
from hotspots.sources.police_uk.street_csv import DEGREES

if TYPE_CHECKING:
    from hotspots.sources.shapes.boundaries import Districts

# Why a row is set aside: the first of these that holds. Its place is its code.
KEPT = ""
UNREADABLE = "unreadable row"
UNKNOWN_MONTH = "unknown month"
SAME_MONTH = "same month in another file"
AMBIGUOUS_MONTH = "month can be read in two ways"
NO_LOCATION = "no location"
NO_DISTRICT = "no district: no known LSOA name"
OUTSIDE = "outside the area"
REPEATED = "repeated Crime ID"
REASONS = (
    KEPT,
    UNREADABLE,
    UNKNOWN_MONTH,
    AMBIGUOUS_MONTH,
    SAME_MONTH,
    NO_LOCATION,
    NO_DISTRICT,
    OUTSIDE,
    REPEATED,
)


# A Crime ID on more rows of one month than this is a word for none.
MOST_ROWS_OF_AN_ID = 5


@dataclass(frozen=True)
class ClassifiedRows:
    """All rows, the code in `REASONS` of each, and the places of those that have one.

    `is_kept` says of the rows placed which are kept.
    """

    rows: pd.DataFrame
    reason: NDArray[np.int8]
    placed: Placed
    is_kept: NDArray[np.bool_]


def classify_rows(
    files: list[StreetFile], less_full: LessFull, districts: Districts | None
) -> ClassifiedRows:
    """Give every row of every file its reason, or none to those that are kept.

    Parameters
    ----------
    files
        The files, in the order that decides which of two repeats is the earlier.
    less_full
        What of each file another gives more fully, from `superseded`.
    districts
        The user's own districts, if there are any.
    """
    rows = _all_rows(files)
    reason = np.zeros(len(rows), dtype=np.int8)

    def set_aside_where(which: NDArray[np.bool_], why: str) -> None:
        reason[(reason == 0) & which] = REASONS.index(why)

    set_aside_where(rows["garbled"].to_numpy() | _is(rows["category"], ""), UNREADABLE)
    set_aside_where(rows["ambiguous"].to_numpy(), AMBIGUOUS_MONTH)
    set_aside_where(~_is(rows["month"], is_month), UNKNOWN_MONTH)
    set_aside_where(_given_more_fully(rows, files, less_full), SAME_MONTH)
    set_aside_where(_has_no_location(rows), NO_LOCATION)
    to_place = np.flatnonzero(reason == 0)
    placed = place(
        rows[list(PLACED_BY)].iloc[to_place], districts, named=named_forces(files)
    )
    reason[to_place[placed.unplaced]] = REASONS.index(NO_DISTRICT)
    reason[to_place[~placed.inside & ~placed.unplaced]] = REASONS.index(OUTSIDE)
    set_aside_where(_repeats(rows, of=reason == 0), REPEATED)
    return ClassifiedRows(rows, reason, placed, is_kept=reason[to_place] == 0)


def _has_no_location(rows: pd.DataFrame) -> NDArray[np.bool_]:
    """Say which rows have no degrees, or none but zeros, which databases write."""
    degrees = rows[["longitude", "latitude"]]
    return np.asarray(degrees.isna().any(axis=1) | (degrees == 0).all(axis=1))


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


def _given_more_fully(
    rows: pd.DataFrame, files: list[StreetFile], less_full: LessFull
) -> NDArray[np.bool_]:
    """Say which rows are of a force and month that another file gives more fully."""
    fuller = np.zeros(len(rows), dtype=bool)
    ends = np.cumsum([len(file.rows) for file in files])
    for file, end in zip(files, ends, strict=True):
        its = slice(end - len(file.rows), end)
        for force, month in less_full.get(file.name, {}):
            of_force = _is(rows["force"].iloc[its], force)
            fuller[its] |= of_force & _is(rows["month"].iloc[its], month)
    return fuller


def _repeats(rows: pd.DataFrame, *, of: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say which of some rows have the Crime ID of an earlier one of them."""
    of_crime = ~_is(rows["category"], ANTISOCIAL_BEHAVIOUR)
    has_id = (rows["id_1"] != 0).to_numpy()
    suspects = np.flatnonzero(of & of_crime & has_id)
    suspects = suspects[_is_an_id(rows.iloc[suspects])]
    # Half the digest finds the few suspects quickly; the whole digest decides.
    suspects = suspects[rows["id_1"].iloc[suspects].duplicated(keep=False).to_numpy()]
    again = rows[["id_1", "id_2"]].iloc[suspects].duplicated().to_numpy()
    repeated = np.zeros(len(rows), dtype=bool)
    repeated[suspects[again]] = True
    return repeated


def _is_an_id(rows: pd.DataFrame) -> NDArray[np.bool_]:
    """Say of which rows the Crime ID is one: not of many rows in one month."""
    again = rows["id_1"].duplicated(keep=False).to_numpy()
    months = rows.loc[again, "month"].cat.codes
    n_rows = rows.loc[again].groupby(["id_1", months])["id_1"].transform("size")
    is_an_id = np.ones(len(rows), dtype=bool)
    is_an_id[again] = (n_rows <= MOST_ROWS_OF_AN_ID).to_numpy()
    return is_an_id
