"""How many incidents the zones around each zone hold."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hotspots.method.zoning.zones import NEIGHBOURS, Zoning, from_hexagon_ids

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]


def counts_around(zoning: Zoning, counts: ArrayLike) -> Floats:
    """Return the mean count of the zones around each zone.

    Parameters
    ----------
    zoning
        The zones.
    counts
        Incidents of every zone, zones x periods, in the order of `zoning.zones`.

    Returns
    -------
    numpy.ndarray
        Zones x periods. A hexagon has six zones around it, of which those without any
        incident are in no table and count 0. Of the user's polygons those count that
        touch or overlap; a polygon that stands alone has not a number.
    """
    each = np.asarray(counts, dtype=float)
    row, other = (
        _beside_hexagons(zoning.zones["zone"])
        if zoning.polygons is None
        else _beside_polygons(zoning.polygons)
    )
    around = np.zeros(each.shape)
    np.add.at(around, row, each[other])
    if zoning.polygons is None:
        return around / len(NEIGHBOURS)
    number = np.bincount(row, minlength=len(each)).astype(float)
    number[number == 0] = np.nan
    return np.asarray(around / number.reshape(-1, *[1] * (each.ndim - 1)))


def _beside_hexagons(ids: ArrayLike) -> tuple[Rows, Rows]:
    """Return rows of zones, with each the row of a zone beside it."""
    _, q, r = from_hexagon_ids(ids).T
    # q and r stay well within 2**31 on the National Grid, so one number holds both.
    keys = (q << 32) + r
    order = np.argsort(keys)
    rows, others = [], []
    for step_q, step_r in NEIGHBOURS:
        wanted = keys + (step_q << 32) + step_r
        at = np.minimum(np.searchsorted(keys[order], wanted), len(keys) - 1)
        is_there = keys[order[at]] == wanted
        rows.append(np.flatnonzero(is_there))
        others.append(order[at[is_there]])
    return np.concatenate(rows), np.concatenate(others)


def _beside_polygons(polygons: NDArray[np.object_]) -> tuple[Rows, Rows]:
    import shapely

    row, other = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    is_other = row != other
    return row[is_other].astype(np.int64), other[is_other].astype(np.int64)
