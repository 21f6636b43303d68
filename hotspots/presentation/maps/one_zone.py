"""A small map of one zone: its shape, its neighbours, its map points and streets."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import folium
import numpy as np
import pandas as pd
import shapely

from hotspots.errors import TableError
from hotspots.presentation.maps.packing import pack_streets, pack_zones
from hotspots.presentation.maps.zones import (
    Key,
    change_of,
    with_selected,
    with_streets,
)

if TYPE_CHECKING:
    from hotspots.method.zoning.zones import Zoning
    from hotspots.presentation.colours import MapColours
    from hotspots.sources.shapes.boundaries import Districts

# Neighbours within this share of the zone's own width are drawn.
REACH = 0.4
# The zone alone is filled, in the ramp's lightest colour.
FILL = 1


@dataclass(frozen=True)
class OneZone:
    """What a page needs to show one zone on a map.

    Attributes
    ----------
    packed
        The zone, its neighbours and their names, as `pack_zones` gives them.
    streets
        The map points in and round it, as `pack_streets` gives them.
    change
        What makes the zone stand out.
    ids
        Ids of the zones drawn, in their order.
    """

    packed: str
    streets: str
    change: folium.FeatureGroup
    ids: tuple[str, ...]


def one_zone(
    zone: str,
    zoning: Zoning,
    incidents: pd.DataFrame,
    *,
    counted: tuple[Collection[str], str, str],
    districts: Districts,
    look: tuple[MapColours, Key],
) -> OneZone:
    """Make the map of one zone.

    Parameters
    ----------
    zone
        Its id.
    zoning
        All zones, and the zone of each incident.
    incidents
        The incidents table.
    counted
        The incidents that count: categories, first and last month (included).
    districts
        The districts to draw.
    look
        Colours, and the words of the key.
    """
    ids = zoning.zones["zone"]
    if zone not in set(ids):
        msg = f"There is no zone {zone} in these data."
        raise TableError(msg)
    rows = rows_near(zoning, int(np.flatnonzero(ids == zone)[0]))
    zones = zoning.zones.iloc[rows].reset_index(drop=True)
    outlines = zoning.outlines(rows)
    nearby = shapely.box(*shapely.total_bounds(outlines))
    is_near = shapely.contains_xy(nearby, incidents["easting"], incidents["northing"])
    categories, first, last = counted
    streets = pack_streets(
        incidents[is_near], categories=categories, first=first, last=last
    )
    colours, key = look
    words = replace(key, low="", high="", classes=(), ends=())
    change = change_of(
        classes=str(FILL) + "0" * (len(rows) - 1),
        chosen=[],
        colours=colours,
        legend={**asdict(words), "signs": []},
    )
    packed = pack_zones(
        zones,
        districts=districts,
        hexagon_width_m=zoning.width_m,
        polygons=None if zoning.polygons is None else outlines,
        looks_at=0,
    )
    with_selected(with_streets(change, streets, counted=True), 0)
    return OneZone(packed, streets, change, tuple(zones["zone"]))


def rows_near(zoning: Zoning, row: int) -> list[int]:
    """Return the row of a zone, then those of its neighbours that are drawn."""
    (outline,) = zoning.outlines([row])
    west, south, east, north = outline.bounds
    reach_m = REACH * min(east - west, north - south)
    centres = zoning.zones[["easting", "northing"]].to_numpy(dtype=float)
    # First a wide net by centres: outlines of all zones would take long.
    span_m = reach_m + np.hypot(east - west, north - south)
    middle = shapely.get_coordinates(outline.centroid)[0]
    if zoning.polygons is None:
        around = np.flatnonzero(np.hypot(*(centres - middle).T) <= span_m)
    else:
        around = np.arange(len(centres))
    away = shapely.distance(zoning.outlines(around), outline)
    others = [int(one) for one in around[away <= reach_m] if one != row]
    return [row, *others]
