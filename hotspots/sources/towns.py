"""Towns and villages of England and Wales, for their names on a map."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

_FILE = Path(__file__).parents[2] / "data" / "towns.csv"

# The coast of the districts is simplified, and a seaside town's point may lie off it.
REACH_M = 300.0


def towns_within(polygons: NDArray[np.object_]) -> pd.DataFrame:
    """Return the towns and villages of an area, largest first.

    Parameters
    ----------
    polygons
        The area's polygons (EPSG:27700).

    Returns
    -------
    pandas.DataFrame
        `name`, `easting`, `northing` (metres) and `size`, from 1 (a village of 500
        people) to 6 (100,000 and more).

    Examples
    --------
    >>> county_hall = shapely.box(575_000, 154_000, 576_500, 156_500)
    >>> towns_within(np.array([county_hall], dtype=object))["name"].tolist()[:1]
    ['Maidstone']
    """
    towns = _all()
    if len(polygons) == 0:
        return towns.head(0)
    area = shapely.union_all(shapely.buffer(polygons, REACH_M, quad_segs=2))
    is_in = shapely.contains_xy(area, towns["easting"], towns["northing"])
    return towns[is_in].reset_index(drop=True)


def nearest_town(easting: float, northing: float) -> tuple[str, tuple[float, float]]:
    """Return the nearest town or village, and the way from its middle to a place.

    Parameters
    ----------
    easting, northing
        A place of the British National Grid (metres).

    Returns
    -------
    tuple
        The town's name, and the metres from its middle to the place: to the east and
        to the north.

    Examples
    --------
    >>> nearest_town(575_974, 156_304)[0]
    'Maidstone'
    """
    towns = _all()
    place = np.array([easting]), np.array([northing])
    nearest = towns.iloc[int(_nearest(towns, *place)[0])]
    way = (easting - float(nearest["easting"]), northing - float(nearest["northing"]))
    return str(nearest["name"]), way


def nearest_towns(
    easting: NDArray[np.float64], northing: NDArray[np.float64], *, least_size: int
) -> NDArray[np.object_]:
    """Return the name of the town or village nearest to each place.

    Parameters
    ----------
    easting, northing
        Places of the British National Grid (metres).
    least_size
        The least size of a town, as for `towns_within`.

    Examples
    --------
    >>> perry_street = np.array([563_700.0]), np.array([173_300.0])
    >>> nearest_towns(*perry_street, least_size=4).tolist()
    ['Gravesend']
    """
    towns = _all()
    towns = towns[towns["size"] >= least_size]
    nearest = _nearest(towns, easting, northing)
    return towns["name"].to_numpy(dtype=object)[nearest]


def _nearest(
    towns: pd.DataFrame, easting: NDArray[np.float64], northing: NDArray[np.float64]
) -> NDArray[np.intp]:
    """Return the row of the town nearest to each place."""
    middles = list(map(shapely.Point, towns["easting"], towns["northing"]))
    nearest = shapely.STRtree(middles).nearest(shapely.points(easting, northing))
    return np.asarray(nearest, dtype=np.intp)


@functools.cache
def _all() -> pd.DataFrame:
    return pd.read_csv(_FILE, dtype={"name": "str", "size": "int64"})
