"""What was done to a file of zones, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hotspots.presentation.words.numbers import counted, listed, share

if TYPE_CHECKING:
    import pandas as pd

    from hotspots.method.zoning.zones import Zoning
    from hotspots.sources.shapes.zone_files import ZonePolygons

_MOST_NAMED = 5


def zone_file_notes(brought: ZonePolygons, zoning: Zoning) -> list[str]:
    """Say what a user must know of how a file of zones was read.

    Parameters
    ----------
    brought
        The zones as the file has them.
    zoning
        The incidents in them.
    """
    notes = brought.notes
    said = [_columns(brought)]
    if notes.crs_guessed:
        said.append(
            f"The zone file does not say its coordinate system. Its numbers fit "
            f"{notes.crs_guessed}, so that is used."
        )
    if notes.n_parts_left_out:
        parts = counted(notes.n_parts_left_out, "point or line", "points or lines")
        said.append(f"Not used: {parts} beside the polygons of the zone file.")
    if notes.rows_left_out:
        rows = counted(len(notes.rows_left_out), "row")
        said.append(
            f"Not used: {rows} of the zone file without a polygon, the first is row "
            f"{notes.rows_left_out[0]}."
        )
    if zoning.overlaps is not None and len(zoning.overlaps):
        said.append(_overlaps(zoning.overlaps))
    if zoning.empty:
        zones = counted(len(zoning.empty), "zone")
        said.append(f"No incident lies in {zones}: {_named(zoning.empty)}.")
    return [each for each in said if each]


def _columns(brought: ZonePolygons) -> str:
    columns = brought.columns
    if not columns.zone:
        return "The zone file has no columns, so its zones are numbered in its order."
    names = f", and their names from “{columns.name}”" if columns.name else ""
    return f"Zone ids come from the column “{columns.zone}”{names}."


def _overlaps(overlaps: pd.DataFrame) -> str:
    pairs = [
        f"{row['zone']} and {row['other']} ({share(row['share'])} of the smaller)"
        for _, row in overlaps.iterrows()
    ]
    return (
        f"Zones overlap: {_named(pairs)}. An incident counts in each zone that holds "
        f"it, and once in totals."
    )


def _named(texts: Sequence[str]) -> str:
    shown = list(texts[:_MOST_NAMED])
    more = len(texts) - len(shown)
    return listed([*shown, f"{more} more"] if more else shown)
