"""Polygons in metres into short lists of whole numbers that a browser draws.

Places are in units of 1e-5 degrees of longitude and latitude, about a metre, and each
is written as its step from the last: most steps are short, and so is the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from hotspots.sources.police_uk.coordinates import to_degrees

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

UNITS_PER_DEGREE = 100_000
# Lines are drawn to so many metres, a pixel or two at street zoom. Where that leaves
# more corners than a page should send at each change, they are drawn coarser.
TOLERANCES_M = (25.0, 40.0, 60.0, 90.0, 130.0, 200.0)
MOST_CORNERS = 60_000
# Places tried for a name, best first.
N_NAME_SPOTS = 48
NAME_SPOTS_ACROSS = 15
# A pointy-topped hexagon's corners, as seen from its centre.
CORNERS_OF_HEXAGON = np.deg2rad(np.arange(30, 390, 60))
# The corners' planes are fitted on so many places each way.
FITTED_ACROSS = 5


def stamps(
    easting: NDArray[np.float64], northing: NDArray[np.float64], *, width_m: float
) -> dict[str, Any]:
    """Return hexagons as their centres and one rule for their corners.

    Parameters
    ----------
    easting, northing
        Centres in metres (EPSG:27700).
    width_m
        Width across the flats in metres.

    Returns
    -------
    dict
        `shape` of `centres` (steps), `origin` (units) and `corners`: for each corner
        two planes a, b, c. It lies off its centre by a + b (longitude - origin) +
        c (latitude - origin), once in longitude and once in latitude.

    Notes
    -----
    The metre grid turns and shrinks slowly against degrees; over a county a plane
    follows that within 2 cm, so neighbours meet as nearly as units are fine.
    """
    centres = _in_units(easting, northing)
    origin = np.round(centres.mean(axis=0)).astype(int)
    east, north = np.meshgrid(
        np.linspace(easting.min() - width_m, easting.max() + width_m, FITTED_ACROSS),
        np.linspace(northing.min() - width_m, northing.max() + width_m, FITTED_ACROSS),
    )
    sample = np.column_stack([east.ravel(), north.ravel()])
    corners = _corner_planes(sample, width_m / np.sqrt(3), origin)
    shape = {"centres": steps(centres), "origin": origin.tolist(), "corners": corners}
    return {"shape": shape}


def outlines(polygons: NDArray[np.object_]) -> dict[str, Any]:
    """Return polygons as the steps of their rings, and a point inside each.

    Parameters
    ----------
    polygons
        Polygons or multipolygons (EPSG:27700).

    Returns
    -------
    dict
        `rings`, a list of rings for each polygon, and `points`. Holes are rings like
        the others: what lies within an odd number of rings is inside.
    """
    inside = shapely.get_coordinates(shapely.point_on_surface(polygons))
    return {"rings": _rings(polygons), "points": steps(_in_units(*inside.T))}


def named_outlines(
    names: Sequence[str], polygons: NDArray[np.object_]
) -> list[dict[str, Any]]:
    """Return polygons, each with its name and places where the name may stand."""
    return [
        {"name": str(name), "rings": rings, "spots": steps(_in_units(*spots.T))}
        for name, rings, spots in zip(
            names, _rings(polygons), map(_name_spots, polygons), strict=True
        )
    ]


def steps(places: ArrayLike) -> list[int]:
    """Return places as whole steps from one to the next, east and north in turn.

    Examples
    --------
    >>> steps([[52170.2, 5127870.4], [52671.9, 5127868.0]])
    [52170, 5127870, 502, -2]
    """
    whole = np.round(np.asarray(places)).astype(int).reshape(-1, 2)
    return [int(step) for step in np.diff(whole, axis=0, prepend=[[0, 0]]).ravel()]


def _in_units(easting: ArrayLike, northing: ArrayLike) -> NDArray[np.float64]:
    return np.column_stack(to_degrees(easting, northing)) * UNITS_PER_DEGREE


def _corner_planes(
    sample: NDArray[np.float64], radius_m: float, origin: NDArray[np.int_]
) -> list[list[list[float]]]:
    at = _in_units(*sample.T)
    plane = np.column_stack([np.ones(len(at)), at - origin])
    planes = []
    for angle in CORNERS_OF_HEXAGON:
        corner = sample + radius_m * np.array([np.cos(angle), np.sin(angle)])
        fit = np.linalg.lstsq(plane, _in_units(*corner.T) - at, rcond=None)[0]
        planes.append([[float(f"{part:.6g}") for part in way] for way in fit.T])
    return planes


def _rings(polygons: NDArray[np.object_]) -> list[list[list[int]]]:
    rings = [
        shapely.get_rings(shapely.get_parts(polygon)) for polygon in _simpler(polygons)
    ]
    return [
        [steps(_in_units(*shapely.get_coordinates(ring)[:-1].T)) for ring in of_one]
        for of_one in rings
    ]


def _simpler(polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Simplify polygons together, so that neighbours still share one line."""
    for tolerance_m in TOLERANCES_M:
        simpler = np.asarray(shapely.coverage_simplify(polygons, tolerance_m))
        if shapely.get_num_coordinates(simpler).sum() <= MOST_CORNERS:
            break
    return simpler


def _name_spots(polygon: Polygon | MultiPolygon) -> NDArray[np.float64]:
    """Return the place with most room all round it, then others well inside."""
    circle = shapely.maximum_inscribed_circle(polygon, tolerance=TOLERANCES_M[0])
    widest = shapely.get_coordinates(circle)[:1]
    west, south, east, north = polygon.bounds
    across, up = np.meshgrid(
        np.linspace(west, east, NAME_SPOTS_ACROSS),
        np.linspace(south, north, NAME_SPOTS_ACROSS),
    )
    spots = np.asarray(shapely.points(across.ravel(), up.ravel()))
    spots = spots[shapely.contains(polygon, spots)]
    room = shapely.distance(polygon.boundary, spots)
    best = spots[np.argsort(-room, kind="stable")][: N_NAME_SPOTS - 1]
    return np.vstack([widest, shapely.get_coordinates(best)])
