"""What was done to a file of zones, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.numbers import (
    MOST_NAMED,
    counted,
    named,
    number,
    share,
)

if TYPE_CHECKING:
    import pandas as pd

    from hotspots.method.zoning.zones import Zoning
    from hotspots.sources.shapes.zone_files import ZonePolygons

OWN_ZONES = "Zones of your own, in place of hexagons"
WHAT_FOR = (
    "Take the grid from a file, such as the Home Office's hexagons or census areas. "
    "Every page then counts, ranks and chooses these zones, as they are drawn. What "
    "lies in none of them is not counted."
)
FILE = "File of zones (GeoParquet, GeoPackage, GeoJSON, KML, zipped shapefile, CSV)"
LAYER = "Layer of the file"
TAKE_THE_GRID = "Take the grid from this file"
BACK_TO_HEXAGONS = "Use hexagons again"


def in_force(brought: ZonePolygons) -> str:
    """Say that zones of a file are in force."""
    return (
        f"The grid is that of **{plain(brought.name)}**: "
        f"{counted(len(brought.ids), 'zone')}, used as drawn."
    )


def holds(brought: ZonePolygons, zoning: Zoning, *, n_incidents: int) -> str:
    """Say how many incidents lie in the zones of a file.

    Parameters
    ----------
    brought, zoning
        The zones, and the incidents in them.
    n_incidents
        Incidents that lie in any.
    """
    of_all = n_incidents / max(len(zoning.zone_of_incident), 1)
    return (
        f"{plain(brought.name)} has {counted(len(brought.ids), 'zone')}. "
        f"In {'it' if len(brought.ids) == 1 else 'them'}: {number(n_incidents)} of "
        f"{counted(len(zoning.zone_of_incident), 'incident')} ({share(of_all)})."
    )


def in_sidebar(brought: ZonePolygons) -> str:
    """Name the zones in force where hexagons would have their width."""
    return f"Zones: {plain(brought.name)} ({number(len(brought.ids))})"


def zone_file_notes(brought: ZonePolygons, zoning: Zoning) -> list[str]:
    """Say what a user must know of how a file of zones was read.

    Parameters
    ----------
    brought
        The zones as the file has them.
    zoning
        The incidents in them.
    """
    said = shape_notes(brought, zoning)
    said.append(in_no_zone(zoning))
    if zoning.empty:
        zones = counted(len(zoning.empty), "zone")
        said.append(f"No incident lies in {zones}: {named(zoning.empty)}.")
    return [each for each in said if each]


def shape_notes(brought: ZonePolygons, zoning: Zoning) -> list[str]:
    """Say which columns and shapes of a file of zones were used, and which overlap."""
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
    return said


def in_no_zone(zoning: Zoning) -> str:
    """Say how many incidents lie in no zone of a file; nothing if none."""
    n_outside = int((zoning.zone_of_incident < 0).sum())
    n_all = len(zoning.zone_of_incident)
    if not n_outside:
        return ""
    return (
        f"Not counted, because they lie in no zone of the file: {number(n_outside)} of "
        f"{counted(n_all, 'incident')}."
    )


def _columns(brought: ZonePolygons) -> str:
    columns = brought.columns
    if not columns.zone:
        return "The zone file has no columns, so its zones are numbered in its order."
    if columns.name == columns.zone:
        return f"Zone ids and names come from the column “{columns.zone}”."
    names = f", and their names from “{columns.name}”" if columns.name else ""
    return f"Zone ids come from the column “{columns.zone}”{names}."


def _overlaps(overlaps: pd.DataFrame) -> str:
    pairs = [
        f"{row['zone']} and {row['other']} ({share(row['share'])} of the smaller)"
        for _, row in overlaps.head(MOST_NAMED).iterrows()
    ]
    return (
        f"Zones overlap: {named(pairs, n_all=len(overlaps))}. An incident counts in "
        f"each zone that holds it, and once in totals."
    )
