"""Zones as the public may see them drawn: no finer than the policy says.

Coarse outlines are hexagons of a fixed grid, so drawing a zone again next month, or
beside another, tells no more of where it lies than drawing it once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hotspots.disclosure.policy import Policy
from hotspots.method.zoning.zones import hexagon_ids, hexagon_of, hexagons

# A hexagon written to a file and read again may have lost a millimetre.
ROUNDING_ERROR_M = 0.5


def public_outlines(
    outlines: NDArray[np.object_], *, policy: Policy, future: bool
) -> NDArray[np.object_]:
    """Return the outlines to draw for the public.

    Parameters
    ----------
    outlines
        Polygons of the zones (EPSG:27700).
    policy
        The policy in force.
    future
        Whether patrols in these zones are still to come.

    Returns
    -------
    numpy.ndarray
        A polygon a zone, in the same order. Where `future` and the policy coarsens, a
        hexagon of the coarse width that holds the zone's centre, or for wider zones one
        of a multiple of that width: no edge of the zone itself is left. Else the zone
        as it is, unless it is narrower than the least width: then a hexagon of that.
        Zones near each other may share a hexagon.

    Examples
    --------
    >>> zone = hexagons(["H350-1389-0514"])
    >>> drawn = public_outlines(zone, policy=Policy(), future=True)
    >>> west, _, east, _ = drawn[0].bounds
    >>> round(east - west)
    1000
    """
    widths = widths_m(outlines)
    if future and policy.coarsen_future:
        least = policy.future_zone_width_m
        times = np.maximum(np.ceil((widths - ROUNDING_ERROR_M) / least), 1)
        return _hexagons_at(outlines, (times * least).astype(np.int64))
    least = policy.least_zone_width_m
    narrow = widths < least - ROUNDING_ERROR_M
    drawn = outlines.copy()
    if narrow.any():
        coarse = np.full(int(narrow.sum()), least, dtype=np.int64)
        drawn[narrow] = _hexagons_at(outlines[narrow], coarse)
    return drawn


def public_centres(outlines: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return easting and northing (metres) of each public outline's centre."""
    import shapely

    return np.asarray(shapely.get_coordinates(shapely.centroid(outlines)))


def widths_m(outlines: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return the width in metres of each polygon at its narrowest.

    That is the shorter side of the smallest rectangle round it, at any angle; for a
    hexagon, its width across the flats.
    """
    import shapely

    boxes = shapely.minimum_rotated_rectangle(outlines)
    corners = [shapely.get_coordinates(box)[:3] for box in boxes]
    sides = [np.hypot(*np.diff(corner, axis=0).T).min() for corner in corners]
    return np.array(sides, dtype=np.float64)


def _hexagons_at(
    outlines: NDArray[np.object_], widths: NDArray[np.int64]
) -> NDArray[np.object_]:
    ids = []
    for (easting, northing), width in zip(
        public_centres(outlines), widths.tolist(), strict=True
    ):
        q, r = hexagon_of([easting], [northing], width_m=width)
        ids += hexagon_ids(q, r, width_m=width)
    return hexagons(ids)
