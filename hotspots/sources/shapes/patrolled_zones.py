"""What a file of zones says of their patrols: strand, months, tier, agency."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.months import Period
from hotspots.sources.force_extract.cells.missing import PLACEHOLDERS
from hotspots.sources.police_uk.month_texts import AMBIGUOUS, months_meant
from hotspots.sources.shapes.polygon_files import PolygonFile
from hotspots.sources.shapes.zone_columns import (
    ZoneColumns,
    columns_of_patrols,
    texts_of,
)
from hotspots.tables import PATROLLED_ZONES, check

# Texts that mean every strand.
ALL_STRANDS = frozenset({"", "all", "both", "any", "allstrands", "bothstrands"})


def patrols_of(
    file: PolygonFile, columns: ZoneColumns, *, ids: list[str]
) -> pd.DataFrame:
    """Return what a file says of the patrols of each zone.

    Parameters
    ----------
    file
        The zones.
    columns
        Which of its columns say what.
    ids
        Id of each row.

    Returns
    -------
    pandas.DataFrame
        Table `PATROLLED_ZONES`, in the file's order.

    Raises
    ------
    InputError
        If a cell is no month, may be either of two, or an end lies before its start.
    """
    months = {
        what: _months(file, getattr(columns, what), ids=ids, what=what)
        for what in ("start", "end")
    }
    for zone, start, end in zip(ids, months["start"], months["end"], strict=True):
        if start and end and end < start:
            msg = (
                f"{file.name}: patrols in zone {zone} end in {end}, before they start "
                f"in {start}. Correct one of the two months."
            )
            raise InputError(msg)
    table = {
        "zone": ids,
        **months,
        "tier": _known(texts_of(file, columns.tier)) if columns.tier else "",
        "agency": _known(texts_of(file, columns.agency)) if columns.agency else "",
    }
    return check(pd.DataFrame(table, dtype="str"), PATROLLED_ZONES)


def chosen_on_of(file: PolygonFile, columns: ZoneColumns) -> Period | None:
    """Return the months that a file says its zones were chosen on; None if it does not.

    A list written here as CSV says it in a column alone.
    """
    said = set(texts_of(file, columns.months)) if columns.months else set()
    if len(said) != 1:
        return None
    try:
        return Period.parse(said.pop())
    except InputError:
        return None


@dataclass(frozen=True, eq=False)
class StrandRows:
    """The rows of a file that are patrolled for one strand.

    Attributes
    ----------
    strand
        Name of the strand; empty where the file does not say.
    file
        The rows.
    """

    strand: str
    file: PolygonFile


def by_strand(
    file: PolygonFile, strands: Mapping[str, Collection[str]]
) -> list[StrandRows]:
    """Part a file whose rows say which strand is patrolled there.

    Parameters
    ----------
    file
        The zones.
    strands
        For each strand the texts that it may be called.

    Returns
    -------
    list of StrandRows
        A part for each strand that the file names, in the order of `strands`; or the
        file whole, with no strand, if it names none.

    Raises
    ------
    InputError
        If some rows name a strand and others something else.
    """
    column = columns_of_patrols(file).get("strand", "")
    if not column:
        return [StrandRows("", file)]
    written = _known(texts_of(file, column))
    texts = [_plain(text) for text in written]
    known = {_plain(text): name for name, all_of in strands.items() for text in all_of}
    unknown = [
        row
        for row, text in enumerate(texts)
        if text not in ALL_STRANDS and text not in known
    ]
    named = {known[text] for text in texts if text in known}
    if not named:
        return [StrandRows("", file)]
    if unknown:
        msg = (
            f"{file.name}: row {unknown[0] + 1} is for “{written[unknown[0]]:.60}”, "
            f"which is not a strand here, though other rows name one. Write "
            f"{' or '.join(strands)}, or leave it blank for all strands."
        )
        raise InputError(msg)
    parts = []
    for name in strands:
        rows = np.flatnonzero(
            [text in ALL_STRANDS or known[text] == name for text in texts]
        )
        if name in named and len(rows):
            parts.append(StrandRows(name, _rows_of(file, rows)))
    return parts


def _rows_of(file: PolygonFile, rows: NDArray[np.intp]) -> PolygonFile:
    columns = file.columns.iloc[rows].reset_index(drop=True)
    return replace(file, columns=columns, polygons=file.polygons[rows])


def _plain(text: str) -> str:
    """Return a text without what people write one way or another."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _known(texts: list[str]) -> list[str]:
    return ["" if text.upper() in PLACEHOLDERS else text for text in texts]


def _months(file: PolygonFile, column: str, *, ids: list[str], what: str) -> list[str]:
    if not column:
        return [""] * len(ids)
    texts = _known(texts_of(file, column))
    meant = months_meant({text for text in texts if text})
    for zone, text in zip(ids, texts, strict=True):
        if text and meant[text] in ("", AMBIGUOUS):
            why = (
                "may be either of two months"
                if meant[text] == AMBIGUOUS
                else "is not a month"
            )
            msg = (
                f"{file.name}: the {what} of patrols in zone {zone}, “{text:.60}” in "
                f"the column “{column:.60}”, {why}. Write it as 2024-04, or leave it "
                f"blank if nobody knows."
            )
            raise InputError(msg)
    return [meant[text] if text else "" for text in texts]
