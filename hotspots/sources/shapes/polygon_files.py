"""A file of polygons, whatever its format and coordinate system, in grid metres."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
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
from hotspots.sources.shapes import vector_files
from hotspots.sources.shapes.mending import mended, refuse_many_corners
from hotspots.sources.shapes.polygon_formats import SUFFIXES, read_stored_rows
from hotspots.sources.shapes.stored_rows import DEGREES, EXPECTED, StoredRows

_GRID_EPSG = 27700

# Degrees, west and south, east and north: Great Britain and its islands.
_LEAST, _MOST = (-9.0, 49.7), (2.2, 61.1)

# Where a file does not say its coordinate system, that in which its numbers lie in
# Great Britain: west, south, east, north. No two of these boxes meet.
_BOXES = {
    DEGREES: (*_LEAST, *_MOST),
    "EPSG:27700": (0.0, 0.0, 700_000.0, 1_300_000.0),
    "EPSG:3857": (-1_010_000.0, 6_350_000.0, 250_000.0, 8_650_000.0),
}


@dataclass(frozen=True)
class ShapeNotes:
    """What was done to a file's shapes that its user must know.

    Attributes
    ----------
    crs_guessed
        The coordinate system taken from the numbers, as EPSG:27700; empty where the
        file says it.
    n_parts_left_out
        Points and lines that stood beside a polygon in one row.
    rows_left_out
        Rows, counted from 1, that have no polygon at all.
    """

    crs_guessed: str = ""
    n_parts_left_out: int = 0
    rows_left_out: tuple[int, ...] = ()


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
    notes
        What was done to the shapes.
    """

    name: str
    columns: pd.DataFrame
    polygons: NDArray[np.object_]
    fingerprint: str
    attribution: str
    notes: ShapeNotes = field(default_factory=ShapeNotes)


def read_polygon_file(source: Source, *, layer: str | None = None) -> PolygonFile:
    """Read a file of polygons, whatever its coordinate system.

    Parameters
    ----------
    source
        A path or an upload in a format of `polygon_formats.READERS`. A bare shapefile
        needs its companions beside it.
    layer
        Which layer, where the file holds several of polygons.

    Raises
    ------
    InputError
        If it is no such file, holds no polygon, its coordinate system is not told and
        cannot be seen from its numbers, or the polygons lie outside Great Britain.
    SeveralLayersError
        If it holds several layers of polygons and none is asked for.

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
    stored = _stored(source, name, content, layer)
    flat, has_polygon, n_parts = _only_polygons(name, stored.geometry)
    refuse_many_corners(name, flat)
    crs, guessed = stored.crs, ""
    if crs is None:
        guessed = _crs_of_numbers(name, flat)
        crs = pyproj.CRS(guessed)
    return PolygonFile(
        name=name,
        columns=stored.columns[has_polygon].reset_index(drop=True),
        polygons=mended(name, _in_grid(name, flat, crs)),
        fingerprint=hashlib.sha256(content).hexdigest(),
        attribution=stored.attribution,
        notes=ShapeNotes(
            guessed, n_parts, tuple((np.flatnonzero(~has_polygon) + 1).tolist())
        ),
    )


def _stored(source: Source, name: str, content: bytes, layer: str | None) -> StoredRows:
    if not isinstance(source, Upload) and PurePath(name).suffix.lower() == ".shp":
        return vector_files.from_shapefile_parts(name, _companions(Path(source)))
    return read_stored_rows(name, content, layer=layer)


def _companions(shapefile: Path) -> dict[str, bytes]:
    """Return a shapefile's parts: files of its name in its folder."""
    return {
        part.suffix.lower(): part.read_bytes()
        for part in shapefile.parent.iterdir()
        if part.stem == shapefile.stem
        and part.suffix.lower() in vector_files.SHAPEFILE_PARTS
    }


def _crs_of_numbers(name: str, polygons: NDArray[np.object_]) -> str:
    """Return the coordinate system in which all polygons lie in Great Britain."""
    west, south, east, north = shapely.total_bounds(polygons)
    for crs, (least_x, least_y, most_x, most_y) in _BOXES.items():
        if least_x <= west <= east <= most_x and least_y <= south <= north <= most_y:
            return crs
    msg = (
        f"{name} does not say its coordinate system (CRS), and its numbers, such as "
        f"({west:.6g}, {south:.6g}), fit none that is used in Great Britain. Save it "
        f"again with its CRS."
    )
    raise InputError(msg)


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
        msg = f"{name} does not exist. Check its name and the folder you start from."
        raise InputError(msg) from error
    except OSError as error:
        msg = f"{name} cannot be opened ({error.strerror or error})."
        raise InputError(msg) from error


def _only_polygons(
    name: str, geometry: NDArray[np.object_]
) -> tuple[NDArray[np.object_], NDArray[np.bool_], int]:
    """Return the polygons, which rows have one, and how many other parts were dropped.

    Heights are dropped too; points and lines in a collection are left out.
    """
    kinds = [shape.geom_type if shape is not None else "nothing" for shape in geometry]
    polygons = geometry.copy()
    n_parts = 0
    for row in [row for row, kind in enumerate(kinds) if kind == "GeometryCollection"]:
        polygons[row], n_others = _polygon_of(geometry[row])
        n_parts += n_others
    drawn = [shape.geom_type if shape is not None else "" for shape in polygons]
    empty = shapely.is_missing(polygons) | shapely.is_empty(polygons)
    has_polygon = np.isin(drawn, ["Polygon", "MultiPolygon"]) & ~empty
    if not has_polygon.any():
        found = ", ".join(sorted(set(kinds))) or "no rows"
        msg = f"{name} contains no polygons (found: {found}). {EXPECTED}"
        raise InputError(msg)
    flat = np.asarray(shapely.force_2d(polygons[has_polygon]), dtype=object)
    return flat, np.asarray(has_polygon), n_parts


def _polygon_of(collection: shapely.Geometry) -> tuple[shapely.Geometry | None, int]:
    """Return a collection's polygons as one shape, and how many other parts it has."""
    parts = shapely.get_parts(collection)
    nested = [shapely.get_parts(part) for part in parts]
    simple = np.concatenate([*nested, np.array([], dtype=object)])
    areas = [part for part in simple if part.geom_type == "Polygon"]
    n_others = len(simple) - len(areas)
    return (shapely.union_all(areas) if areas else None), n_others


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
        msg = (
            f"{name}: its coordinate system (CRS), {crs.name}, cannot be converted to "
            "the British National Grid. Save it in longitude and latitude (EPSG:4326)."
        )
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
