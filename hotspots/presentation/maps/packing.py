"""What is constant on a map, as short texts that reach a browser once.

A page carries each text beside its maps, under the text's own key; a map knows the keys
alone. So a changed weight sends neither shapes nor streets again.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from hotspots.method.zoning.names import GENERIC_PLACES
from hotspots.presentation.maps import shapes as map_shapes
from hotspots.presentation.maps.marks import marks_off_centre
from hotspots.sources.police_uk.coordinates import to_degrees
from hotspots.sources.towns import towns_within
from hotspots.tables import ZONES, check

if TYPE_CHECKING:
    from collections.abc import Collection

    from hotspots.sources.shapes.boundaries import Districts

# Round zones of a county whose districts are not built in.
ROOM_M = 2_000.0


def pack(content: object) -> str:
    """Write a value as base 64 of deflated JSON."""
    text = json.dumps(content, separators=(",", ":")).encode()
    return base64.b64encode(zlib.compress(text)).decode()


def key_of(packed: str) -> str:
    """Return the key that a text is carried under: it changes with the text.

    Examples
    --------
    >>> key_of("streets")
    'b50c135402fcbd64'
    """
    return hashlib.sha256(packed.encode()).hexdigest()[:16]


def pack_zones(
    zones: pd.DataFrame,
    *,
    districts: Districts,
    hexagon_width_m: float = 0,
    polygons: NDArray[np.object_] | None = None,
    looks_at: int | None = None,
) -> str:
    """Pack the zones, the districts and the names of towns.

    Parameters
    ----------
    zones
        The zones table; its order is the order of `classes` in `restyle`.
    districts
        Names and polygons (EPSG:27700) of the districts.
    hexagon_width_m
        Width of the zones across their flats in metres, if they are hexagons.
    polygons
        The zones' polygons (EPSG:27700) in the order of `zones`, if they are not.
    looks_at
        Row of the zone that the map shows at first; None for the whole county.

    Returns
    -------
    str
        For `zone_map`. Worth keeping: making it takes as long as drawing it.
    """
    check(zones, ZONES)
    codes, names = pd.factorize(zones["district"].astype("str"))
    rows, places = marks_off_centre(zones, districts)
    content = {
        **_shapes(zones, hexagon_width_m, polygons),
        "names": zones["name"].astype("str").to_list(),
        "zone_districts": codes.tolist(),
        "district_names": list(names),
        "districts": map_shapes.named_outlines(districts.names, districts.polygons),
        "marks": {"rows": rows.tolist(), "at": _steps(places[:, 0], places[:, 1])},
        "towns": _towns(_area(zones, districts)),
        "looks_at": looks_at,
    }
    return pack(content)


def pack_streets(
    incidents: pd.DataFrame, *, categories: Collection[str], first: str, last: str
) -> str:
    """Pack the map points of some incidents: place, count and the street's name.

    Parameters
    ----------
    incidents
        The incidents table.
    categories, first, last
        The incidents that count: of these categories, in these months (included).

    Returns
    -------
    str
        For `with_streets`.
    """
    months, kinds = incidents["month"], incidents["category"]
    is_in_months = [first <= str(name) <= last for name in months.cat.categories]
    is_wanted = [str(name) in categories for name in kinds.cat.categories]
    counts = (
        np.array(is_in_months, dtype=bool)[months.cat.codes.to_numpy()]
        & np.array(is_wanted, dtype=bool)[kinds.cat.codes.to_numpy()]
    )
    return pack(_streets(incidents[counts]))


def _streets(incidents: pd.DataFrame) -> dict[str, Any]:
    point = incidents["point"].to_numpy()
    _, row, n = np.unique(point, return_index=True, return_counts=True)
    at = incidents.iloc[row]
    easting = at["easting"].to_numpy(dtype=float)
    northing = at["northing"].to_numpy(dtype=float)
    # Neighbours follow each other, so that steps and new names are short.
    order = np.lexsort([easting, northing // 500])
    name = at["location"].astype("str").to_numpy(dtype=object)[order]
    codes, names = pd.factorize(name)
    return {
        "at": _steps(easting[order], northing[order]),
        "counts": n[order].tolist(),
        "of": codes.tolist(),
        "names": names.tolist(),
        "kinds": [i for i, name in enumerate(names) if name in GENERIC_PLACES],
    }


def _shapes(
    zones: pd.DataFrame, width_m: float, polygons: NDArray[np.object_] | None
) -> dict[str, Any]:
    if polygons is not None:
        return map_shapes.outlines(polygons)
    return map_shapes.stamps(
        zones["easting"].to_numpy(dtype=float),
        zones["northing"].to_numpy(dtype=float),
        width_m=width_m,
    )


def _area(zones: pd.DataFrame, districts: Districts) -> NDArray[np.object_]:
    if len(districts.names):
        return districts.polygons
    corners = (zones["easting"].min(), zones["northing"].min())
    far = (zones["easting"].max(), zones["northing"].max())
    return np.array([shapely.box(*corners, *far).buffer(ROOM_M)], dtype=object)


def _towns(area: NDArray[np.object_]) -> dict[str, Any]:
    towns = towns_within(area)
    at = _steps(towns["easting"].to_numpy(float), towns["northing"].to_numpy(float))
    names, sizes = towns["name"].to_list(), towns["size"].to_list()
    return {"names": names, "at": at, "sizes": sizes}


def _steps(easting: NDArray[np.float64], northing: NDArray[np.float64]) -> list[int]:
    degrees = np.column_stack(to_degrees(easting, northing))
    return map_shapes.steps(degrees * map_shapes.UNITS_PER_DEGREE)
