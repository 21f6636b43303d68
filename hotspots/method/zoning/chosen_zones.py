"""Chosen zones from a file into the zones of some incidents: by id, or as drawn."""

from __future__ import annotations

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
    from hotspots.sources.reading import Reading
    from hotspots.sources.shapes.zone_files import ChosenZones

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


def hexagon_width_m(chosen: ChosenZones) -> int:
    """Return the width of the hexagons that the ids name; 0 if they name none.

    Only the ids of a file that this software wrote are trusted to.
    """
    ids = chosen.zones["zone"].to_list()
    if chosen.settings is None or not all(map(HEXAGON_ID.fullmatch, ids)):
        return 0
    width, q, r = from_hexagon_ids(ids).T
    width_m = int(width[0])
    least, most = ZONE_WIDTH_BOUNDS_M
    is_ours = least <= width_m <= most and hexagon_ids(q, r, width_m=width_m) == ids
    return width_m if is_ours else 0


def drawn_elsewhere(chosen: ChosenZones) -> list[str]:
    """Return the hexagons that the file draws elsewhere than their ids say."""
    import shapely

    if not hexagon_width_m(chosen):
        return []
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
