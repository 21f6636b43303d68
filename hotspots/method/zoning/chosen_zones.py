"""Chosen zones from a file into the zones of some incidents: by id, or as drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from hotspots.errors import InputError
from hotspots.method.zoning.zones import (
    HEXAGON_ID,
    Zoning,
    from_hexagon_ids,
    hexagon_ids,
    hexagons,
    zones_of_grid,
    zones_of_polygons,
)
from hotspots.settings import ZONE_WIDTH_BOUNDS_M
from hotspots.tables import CHOSEN, check

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hotspots.sources.reading import Reading
    from hotspots.sources.shapes.zone_files import ChosenZones, ZonePolygons

# Polygons between these shares of another zone's ground are compared with it.
AS_LARGE = (0.8, 1.25)
NEGLIGIBLE_M2 = 1.0
# Mapping programs move a file's corners by a few metres when they save it again.
DRAWN_WITHIN_M = 10


def zone_as_chosen(reading: Reading, chosen: ChosenZones) -> Zoning:
    """Place incidents in chosen zones read from a file.

    Hexagons of our own files are known by their ids, and incidents are placed in them
    by arithmetic. Other zones are used as drawn.

    Raises
    ------
    InputError
        If none of the zones holds an incident of any category in any month.
    """
    width_m = hexagon_width_m(chosen)
    if width_m:
        zoning = zones_of_grid(reading.incidents, width_m=width_m)
    else:
        zoning = zones_of_polygons(reading.incidents, chosen.polygons)
    if not zoning.zones["zone"].isin(chosen.zones["zone"]).any():
        msg = (
            f"No incident, of any category or month, lies in a zone of {chosen.name}. "
            f"Check that zones and incidents are from the same area."
        )
        raise InputError(msg)
    return zoning


def zone_beside_others(
    reading: Reading,
    chosen: ChosenZones,
    *,
    width_m: int,
    grid: ZonePolygons | None = None,
) -> tuple[Zoning, bool]:
    """Place incidents in chosen zones, and in others of about the same size.

    Parameters
    ----------
    reading
        The incidents.
    chosen
        Zones of a file.
    width_m
        Width of the hexagons that stand for other zones, where the file's own are
        polygons of about their size.
    grid
        Zones that stand for others in place of hexagons.

    Returns
    -------
    tuple
        The zones, and whether others than the chosen ones are among them. Others that
        reach into a chosen polygon are left out.
    """
    zoning = zone_as_chosen(reading, chosen)
    if zoning.polygons is None:
        return zoning, True
    drawn = chosen.polygons
    ids, names, outlines = _others(reading, width_m=width_m, grid=grid)
    apart = _apart(outlines, drawn.polygons)
    ids, names, outlines = ids[apart], names[apart], outlines[apart]
    if not _are_as_large(drawn.polygons, outlines) or set(ids) & set(drawn.ids):
        return zoning, False
    every_id = np.array([*drawn.ids, *ids], dtype=object)
    every_name = np.array([*drawn.names, *names], dtype=object)
    order = np.argsort(every_id, kind="stable")
    every = replace(
        drawn,
        ids=tuple(every_id[order].tolist()),
        names=tuple(every_name[order].tolist()),
        polygons=np.concatenate([drawn.polygons, outlines])[order],
    )
    placed = zones_of_polygons(reading.incidents, every)
    empty = tuple(zone for zone in placed.empty if zone in drawn.ids)
    return replace(placed, empty=empty, overlaps=zoning.overlaps), True


def _others(
    reading: Reading, *, width_m: int, grid: ZonePolygons | None
) -> tuple[NDArray[np.object_], NDArray[np.object_], NDArray[np.object_]]:
    """Return ids, names and outlines of the zones that stand for others."""
    if grid is not None:
        ids, names = (np.array(each, dtype=object) for each in (grid.ids, grid.names))
        return ids, names, grid.polygons
    zones = zones_of_grid(reading.incidents, width_m=width_m).zones["zone"]
    ids = zones.to_numpy(dtype=object)
    return ids, np.full(len(ids), "", dtype=object), hexagons(ids)


def _are_as_large(polygons: NDArray[np.object_], others: NDArray[np.object_]) -> bool:
    """Say whether every polygon is about as large as others are."""
    import shapely

    if not len(others):
        return False
    share = shapely.area(polygons) / np.median(shapely.area(others))
    least, most = AS_LARGE
    return bool(((share >= least) & (share <= most)).all())


def _apart(
    outlines: NDArray[np.object_], polygons: NDArray[np.object_]
) -> NDArray[np.bool_]:
    """Say which outlines reach into none of these polygons."""
    import shapely

    row, polygon = shapely.STRtree(polygons).query(outlines, predicate="intersects")
    shared = shapely.area(shapely.intersection(outlines[row], polygons[polygon]))
    apart = np.ones(len(outlines), dtype=bool)
    apart[row[shared > NEGLIGIBLE_M2]] = False
    return apart


def hexagon_width_m(chosen: ChosenZones) -> int:
    """Return the width of the hexagons that the ids name; 0 if they name none.

    Only the ids of a file that this software wrote are trusted to: one that says so, or
    that draws every hexagon where its id says, as a list saved as CSV does.
    """
    ids = chosen.zones["zone"].to_list()
    if not all(map(HEXAGON_ID.fullmatch, ids)):
        return 0
    width, q, r = from_hexagon_ids(ids).T
    width_m = int(width[0])
    least, most = ZONE_WIDTH_BOUNDS_M
    is_ours = least <= width_m <= most and hexagon_ids(q, r, width_m=width_m) == ids
    if is_ours and chosen.settings is None:
        is_ours = not _drawn_elsewhere(chosen)
    return width_m if is_ours else 0


def drawn_elsewhere(chosen: ChosenZones) -> list[str]:
    """Return the hexagons that the file draws elsewhere than their ids say."""
    return _drawn_elsewhere(chosen) if hexagon_width_m(chosen) else []


def _drawn_elsewhere(chosen: ChosenZones) -> list[str]:
    import shapely

    ids = np.array(chosen.polygons.ids, dtype=object)
    apart_m = shapely.hausdorff_distance(chosen.polygons.polygons, hexagons(ids))
    return [str(zone) for zone in ids[apart_m > DRAWN_WITHIN_M]]


def with_names(chosen: pd.DataFrame, zones: pd.DataFrame) -> pd.DataFrame:
    """Fill in names and districts that a file did not give.

    Parameters
    ----------
    chosen
        Table `CHOSEN`.
    zones
        Table `ZONES`: what the incidents say. A zone without any stays as it is.
    """
    known = zones.set_index("zone").reindex(chosen["zone"]).astype("str")
    filled = {
        column: chosen[column].where(
            chosen[column] != "", known[column].fillna("").to_numpy()
        )
        for column in ("name", "district")
    }
    return check(chosen.assign(**filled), CHOSEN)
