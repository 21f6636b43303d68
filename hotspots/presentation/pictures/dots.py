"""Where the signs of zones stand on a picture: on their zones, or hardly off them.

Signs that would hide each other are pushed apart, by a few hundred metres at most and
each within its own district. Beyond that they overlap, told apart by their white edges.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from hotspots.presentation.pictures.ground import Limits, Numbers, View, apart
from hotspots.sources.shapes.boundaries import Districts

# No sign is pushed farther than this from where it should be drawn.
MOST_PUSHED_M = 400.0
# So far within its district a sign's middle stays.
WITHIN_M = 60.0
# Signs may hide so much of each other's width before they are drawn smaller.
MOST_HIDDEN = 0.35
LEAST_SIGN_PX = 13.0
N_WIDTHS = 8

Placed = list[tuple[tuple[float, float], float]]


def placed_signs(
    zones: pd.DataFrame,
    view: View,
    widths_px: NDArray[np.float64],
    *,
    districts: Districts,
) -> Placed:
    """Return where each zone's sign stands in pixels, and how far from it in metres.

    Parameters
    ----------
    zones
        `SIGNED_ZONES`.
    view
        The map's scale.
    widths_px
        Width of each sign, with the gap it needs.
    districts
        The districts: a sign stays in its own.
    """
    centres = zones[["zone_easting", "zone_northing"]].to_numpy(dtype=float)
    homes, land = _homes(zones, districts)
    limits = Limits(MOST_PUSHED_M * view.px_per_m, view.shapes(land))
    places = apart(view.place(homes), widths_px, limits)
    moved_m = view.moved_m(places, centres)
    return [
        ((across, down), far)
        for (across, down), far in zip(places.tolist(), moved_m.tolist(), strict=True)
    ]


def sign_px(
    zones: pd.DataFrame, view: View, *, districts: Districts, most_px: float
) -> float:
    """Return the width at which signs, where they may stand, hardly hide each other."""
    homes, land = _homes(zones, districts)
    limits = Limits(MOST_PUSHED_M * view.px_per_m, view.shapes(land))
    least = min(LEAST_SIGN_PX, most_px)
    for width in np.linspace(most_px, least, N_WIDTHS):
        places = apart(view.place(homes), np.full(len(homes), width), limits)
        if _nearest_px(places) >= (1 - MOST_HIDDEN) * width:
            return float(width)
    return least


def _homes(
    zones: pd.DataFrame, districts: Districts
) -> tuple[Numbers, NDArray[np.object_]]:
    """Return where each sign should stand, on its district's land, and that land."""
    wanted = zones[["easting", "northing"]].to_numpy(dtype=float)
    inner = _inner(districts.polygons)
    named = pd.Index(zones["district"].astype("str"))
    of_zone = pd.Index(districts.names).get_indexer(named)
    # A district that is not drawn has no land of its own here.
    land = np.empty(len(zones), dtype=object)
    for row, district in enumerate(of_zone):
        land[row] = inner[district] if district >= 0 else shapely.union_all(inner)
    lines = shapely.shortest_line(shapely.points(wanted), land)
    return shapely.get_coordinates(shapely.get_point(lines, -1)), land


def _inner(polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    inner = np.asarray(shapely.buffer(polygons, -WITHIN_M, quad_segs=2))
    return np.where(shapely.is_empty(inner), polygons, inner)


def _nearest_px(places: Numbers) -> float:
    if len(places) < 2:
        return np.inf
    away = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    np.fill_diagonal(away, np.inf)
    return float(away.min())
