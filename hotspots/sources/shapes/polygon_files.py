"""A file of polygons, whatever its format and coordinate system, in grid metres."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath

import numpy as np
import pandas as pd
import pyproj
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import network
from pyproj.exceptions import ProjError

from hotspots.errors import InputError
from hotspots.sources.opening import Source, Upload, shown
from hotspots.sources.police_uk.coordinates import to_degrees, to_grid
from hotspots.sources.shapes.polygon_formats import (
    DEGREES,
    EXPECTED,
    SUFFIXES,
    read_stored_rows,
)

_GRID_EPSG = 27700

# Degrees, west and south, east and north: Great Britain and its islands.
_LEAST, _MOST = (-9.0, 49.7), (2.2, 61.1)


@dataclass(frozen=True, eq=False)
class PolygonFile:
    """What a file of polygons holds.

    Attributes
    ----------
    name
        The file's name, for messages.
    columns
        What the file says of each polygon, one row a polygon.
    polygons
        Polygons and multi-polygons in EPSG:27700 (metres), valid, in the file's order.
    fingerprint
        sha256 of the file, in hexadecimal.
    attribution
        Whom to credit, where the file says so (a GeoJSON's member `attribution`).
    """

    name: str
    columns: pd.DataFrame
    polygons: NDArray[np.object_]
    fingerprint: str
    attribution: str


def read_polygon_file(source: Source) -> PolygonFile:
    """Read a file of polygons, whatever its coordinate system.

    Parameters
    ----------
    source
        A path or an upload: `.geojson` or `.json`; `.gpkg` with one layer of polygons;
        `.zip` with one shapefile.

    Raises
    ------
    InputError
        If it is no such file, a row has no polygon, its coordinate system is not told
        or the polygons lie outside Great Britain.

    Examples
    --------
    >>> ring = "[[0.52, 51.27], [0.53, 51.27], [0.53, 51.28], [0.52, 51.27]]"
    >>> feature = (
    ...     '{"type": "Feature", "properties": {"name": "Maidstone"}, "geometry":'
    ...     ' {"type": "Polygon", "coordinates": [' + ring + "]}}"
    ... )
    >>> file = read_polygon_file(Upload("one.geojson", feature.encode()))
    >>> file.columns["name"].to_list(), round(float(file.polygons[0].length))
    (['Maidstone'], 3124)
    """
    name, content = _open(source)
    stored = read_stored_rows(name, content)
    flat = _only_polygons(name, stored.geometry)
    if stored.crs is None:
        msg = (
            f"{name} does not say its coordinate system (CRS). Save it again with one."
        )
        raise InputError(msg)
    return PolygonFile(
        name=name,
        columns=stored.columns,
        polygons=_mended(name, _in_grid(name, flat, stored.crs)),
        fingerprint=hashlib.sha256(content).hexdigest(),
        attribution=stored.attribution,
    )


def _open(source: Source) -> tuple[str, bytes]:
    """Return the file's name and bytes, if its name ends as it should."""
    name = shown(source.name if isinstance(source, Upload) else source)
    if PurePath(name).suffix.lower() not in SUFFIXES:
        msg = f"{name} is not a boundary file that can be read. {EXPECTED}"
        raise InputError(msg)
    if isinstance(source, Upload):
        return name, source.content
    try:
        return name, Path(source).read_bytes()
    except (FileNotFoundError, ValueError) as error:
        # A name with a zero byte, or letters that no disc can hold, is a ValueError.
        msg = f"{name} is not there. Check its name and the folder you start from."
        raise InputError(msg) from error
    except OSError as error:
        msg = f"{name} cannot be opened ({error.strerror or error})."
        raise InputError(msg) from error


def _only_polygons(name: str, geometry: NDArray[np.object_]) -> NDArray[np.object_]:
    """Refuse the file if a row is no polygon; else drop heights."""
    kinds = [shape.geom_type if shape is not None else "nothing" for shape in geometry]
    empty = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    is_polygon = np.isin(kinds, ["Polygon", "MultiPolygon"]) & ~empty
    if not is_polygon.any():
        found = ", ".join(sorted(set(kinds))) or "no rows"
        msg = f"{name} holds no polygons (found: {found}). {EXPECTED}"
        raise InputError(msg)
    if not is_polygon.all():
        row = int(np.argmin(is_polygon))
        msg = (
            f"{name}: {np.sum(~is_polygon)} of its {len(kinds)} rows have no polygon; "
            f"the first is row {row + 1} ({kinds[row]}). Remove or mend them."
        )
        raise InputError(msg)
    return np.asarray(shapely.force_2d(geometry), dtype=object)


def _in_grid(
    name: str, polygons: NDArray[np.object_], crs: pyproj.CRS
) -> NDArray[np.object_]:
    """Turn to grid metres by way of degrees: the last step is the pinned one."""
    horizontal = crs.sub_crs_list[0] if crs.is_compound else crs
    if horizontal.to_epsg() == _GRID_EPSG:
        west, south, east, north = shapely.bounds(polygons).T
        corners = (*to_degrees(west, south), *to_degrees(east, north))
        _refuse_outside_great_britain(name, np.column_stack(corners))
        return polygons
    network.set_network_enabled(active=False)  # type: ignore[attr-defined]
    try:
        way = pyproj.Transformer.from_crs(horizontal, DEGREES, always_xy=True)
    except ProjError as error:
        msg = f"{name}: its coordinate system (CRS), {crs.name}, leads nowhere known."
        raise InputError(msg) from error
    degrees = _moved(polygons, way.transform)
    bounds = shapely.bounds(degrees)
    _refuse_not_degrees(name, polygons, bounds)
    _refuse_outside_great_britain(name, bounds)
    return _moved(degrees, to_grid)


def _moved(
    polygons: NDArray[np.object_], way: Callable[..., tuple[ArrayLike, ArrayLike]]
) -> NDArray[np.object_]:
    return shapely.transform(
        polygons, lambda points: np.column_stack(way(points[:, 0], points[:, 1]))
    )


def _refuse_not_degrees(
    name: str, polygons: NDArray[np.object_], bounds: NDArray[np.float64]
) -> None:
    fits = (np.abs(bounds) <= (180, 90, 180, 90)).all(axis=1)
    if fits.all():
        return
    first = shapely.get_coordinates(polygons[np.argmin(fits)])[0]
    msg = (
        f"{name}: its coordinates, such as ({first[0]:.6g}, {first[1]:.6g}), do not "
        "fit the coordinate system (CRS) that it has. GeoJSON is in longitude and "
        "latitude unless it says otherwise: save it so."
    )
    raise InputError(msg)


def _refuse_outside_great_britain(name: str, bounds: NDArray[np.float64]) -> None:
    """Refuse polygons that are not wholly in Great Britain; bounds in degrees."""
    least, most = bounds[:, :2], bounds[:, 2:]
    inside = ((least >= _LEAST) & (most <= _MOST)).all(axis=1)
    if inside.all():
        return
    row = int(np.argmin(inside))
    longitude, latitude = (least[row] + most[row]) / 2
    msg = (
        f"{name}: its polygon {row + 1} lies near longitude {longitude:.1f}, latitude "
        f"{latitude:.1f}; expected Great Britain. Check the file and its coordinate "
        "system (CRS)."
    )
    raise InputError(msg)


def _mended(name: str, polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Mend outlines that cross themselves; what is no area after that is dropped."""
    mended = polygons.copy()
    for row in np.flatnonzero(~shapely.is_valid(polygons)):
        parts = shapely.get_parts(shapely.make_valid(polygons[row]))
        mended[row] = shapely.union_all(parts[shapely.area(parts) > 0])
        if mended[row].is_empty:
            msg = f"{name}: its polygon {row + 1} has no area. Remove or mend it."
            raise InputError(msg)
    return mended
