"""Where a zone's mark stands: on the zone, in its district, on dry land.

That is its centre, but for zones at the coast or across a border: there it is the
nearest place that is all three.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

if TYPE_CHECKING:
    from hotspots.sources.shapes.boundaries import Districts

# A mark never stands farther from its zone's centre.
MOST_M = 300.0
# So far within its district, so that what is drawn coarser leaves it there.
WITHIN_M = 40.0


def marks_off_centre(
    zones: pd.DataFrame, districts: Districts
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return the zones whose mark does not stand on their centre, and where it does.

    Parameters
    ----------
    zones
        The zones table.
    districts
        The districts drawn.

    Returns
    -------
    tuple of arrays
        Rows of `zones`, and a row each of easting and northing in metres. Where the
        zone's own district is farther than `MOST_M`, the nearest land of any counts;
        where that is farther too, the mark stays.
    """
    centres = zones[["easting", "northing"]].to_numpy(dtype=float)
    named = pd.Index(zones["district"].astype("str"))
    of_zone = pd.Index(districts.names).get_indexer(named)
    rows: list[int] = []
    places: list[NDArray[np.float64]] = []
    for district, polygon in enumerate(districts.polygons):
        mine = np.flatnonzero(of_zone == district)
        inner = _inner(polygon)
        off = mine[~shapely.contains_xy(inner, centres[mine])]
        for row in off.tolist():
            at = _nearest(inner, centres[row])
            if at is None:
                at = _nearest(_dry_land(districts), centres[row])
            if at is not None:
                rows.append(row)
                places.append(at)
    order = np.argsort(np.array(rows, dtype=np.intp), kind="stable")
    return (
        np.array(rows, dtype=np.intp)[order],
        np.array(places, dtype=float).reshape(-1, 2)[order],
    )


def _dry_land(districts: Districts) -> shapely.Geometry:
    return _inner(shapely.union_all(districts.polygons))


def _inner(polygon: shapely.Geometry) -> shapely.Geometry:
    inner = shapely.buffer(polygon, -WITHIN_M, quad_segs=2)
    shapely.prepare(inner)
    return polygon if inner.is_empty else inner


def _nearest(
    area: shapely.Geometry, centre: NDArray[np.float64]
) -> NDArray[np.float64] | None:
    """Return the nearest place of an area that holds no centre, if near enough."""
    line = shapely.shortest_line(shapely.Point(centre), area)
    if not 0 < line.length <= MOST_M:
        return None
    return np.asarray(shapely.get_coordinates(line)[-1])
