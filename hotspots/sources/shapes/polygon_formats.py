"""GeoJSON, GeoPackage and zipped shapefile into rows with shapes, as stored."""

from __future__ import annotations

import io
import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import numpy as np
import pandas as pd
import pyproj
import shapely
from numpy.typing import NDArray
from pyproj.exceptions import CRSError

from hotspots.errors import InputError
from hotspots.sources.zips import zip_members

SUFFIXES = (".geojson", ".json", ".gpkg", ".zip")
EXPECTED = "Give a GeoJSON file, a GeoPackage or a shapefile in a zip."

# Longitude and latitude: what GeoJSON is in unless it says otherwise.
DEGREES = "EPSG:4326"

# Names of coordinate systems; anything else might be the path of a file.
_CRS_NAMES = ("urn:ogc:def:crs:", "epsg:", "ogc:")

_SQLITE_START = b"SQLite format 3\x00"

# Half a letter: JSON can write one, and text that holds it can be neither printed nor
# hashed. It is looked for only where the file has such an escape.
_HALF_LETTER = re.compile(rb"\\u[dD][89a-fA-F]")

# What the readers of shapes raise at damaged files; pyogrio fails with an unbound
# local where a coordinate system cannot be written out.
_DAMAGED = (
    RuntimeError,
    ValueError,
    LookupError,
    UnboundLocalError,
    shapely.errors.GEOSException,
)

_NEEDED_PARTS = {
    ".shx": "where each shape starts",
    ".dbf": "the names",
    ".prj": "which coordinate system (CRS) it is in",
}
_SHAPEFILE_PARTS = (".shp", ".cpg", *_NEEDED_PARTS)


@dataclass(frozen=True, eq=False)
class StoredRows:
    """A file's rows before anything is checked or moved to the grid.

    Attributes
    ----------
    columns
        What the file says of each row.
    geometry
        The shape of each row, of any kind; None where it has none.
    crs
        The coordinate system that the file names, if it does.
    attribution
        Whom to credit, where the file says so.
    """

    columns: pd.DataFrame
    geometry: NDArray[np.object_]
    crs: pyproj.CRS | None
    attribution: str = ""


def read_stored_rows(name: str, content: bytes) -> StoredRows:
    """Read a file's rows; the end of its name says how.

    Raises
    ------
    InputError
        If the content is not what the name says, or is damaged.

    Examples
    --------
    >>> read_stored_rows("mine.geojson", b"name,code")
    Traceback (most recent call last):
    hotspots.errors.InputError: mine.geojson is not a boundary file: it is not JSON.
    Give a GeoJSON file, a GeoPackage or a shapefile in a zip.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix == ".gpkg":
        return _from_geopackage(name, content)
    if suffix == ".zip":
        return _from_zipped_shapefile(name, content)
    return _from_geojson(name, content)


def _from_geojson(name: str, content: bytes) -> StoredRows:
    """Read GeoJSON without geopandas, whose import alone takes longer than this."""
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        msg = f"{name} is not a boundary file: it is not JSON. {EXPECTED}"
        raise InputError(msg) from error
    if _HALF_LETTER.search(content):
        _refuse_half_letters(name, document)
    features = _features(name, document)
    properties = [feature.get("properties") or {} for feature in features]
    credit = document.get("attribution", "")
    return StoredRows(
        columns=pd.DataFrame(properties, index=range(len(features))),
        geometry=_geometries(name, [feature.get("geometry") for feature in features]),
        crs=_named_crs(name, document.get("crs")),
        attribution=credit if isinstance(credit, str) else "",
    )


def _refuse_half_letters(name: str, document: object) -> None:
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        msg = (
            f"{name} holds a letter that is none ({error.object[error.start]!a}). "
            "Save the file again from a mapping program."
        )
        raise InputError(msg) from error


def _features(name: str, document: object) -> list[dict[str, Any]]:
    kind = document.get("type") if isinstance(document, dict) else None
    if isinstance(document, dict) and kind == "Feature":
        return [document]
    features = document.get("features") if isinstance(document, dict) else None
    if kind != "FeatureCollection" or not isinstance(features, list):
        found = f"its type is {kind!r}" if isinstance(kind, str) else "it has no type"
        msg = (
            f"{name} is not a boundary file: {found}, not a GeoJSON FeatureCollection."
        )
        raise InputError(msg)
    for row, feature in enumerate(features, start=1):
        if not isinstance(feature, dict) or not isinstance(
            feature.get("properties") or {}, dict
        ):
            msg = f"{name} is not a boundary file: its feature {row} is no GeoJSON."
            raise InputError(msg)
    return features


def _geometries(name: str, stored: list[object]) -> NDArray[np.object_]:
    geometries = np.full(len(stored), None, dtype=object)
    for row, geometry in enumerate(stored):
        if geometry is None:
            continue
        try:
            geometries[row] = shapely.from_geojson(json.dumps(geometry))
        except shapely.errors.GEOSException as error:
            msg = (
                f"{name}: the shape of feature {row + 1} is broken ({error}). Save the "
                "file again from a mapping program."
            )
            raise InputError(msg) from error
    return geometries


def _named_crs(name: str, member: object) -> pyproj.CRS:
    """Return the CRS of the old member `crs`; without it GeoJSON is in degrees."""
    if member is None:
        return pyproj.CRS(DEGREES)
    inner = member.get("properties") if isinstance(member, Mapping) else None
    called = inner.get("name") if isinstance(inner, Mapping) else None
    try:
        if isinstance(called, str) and called.lower().startswith(_CRS_NAMES):
            return pyproj.CRS.from_user_input(called)
    except CRSError:
        called = str(called)
    msg = (
        f"{name}: its coordinate system (CRS) {called!r} is not known. Save it in "
        "longitude and latitude (EPSG:4326)."
    )
    raise InputError(msg)


def _from_geopackage(name: str, content: bytes) -> StoredRows:
    if not content.startswith(_SQLITE_START):
        msg = f"{name} is not a boundary file: it is not a GeoPackage. {EXPECTED}"
        raise InputError(msg)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shapes.gpkg"
        path.write_bytes(content)
        return _read_frame(name, path, layer=_only_layer(name, path))


def _only_layer(name: str, geopackage: Path) -> str:
    import pyogrio

    try:
        layers = pyogrio.list_layers(geopackage)
    except _DAMAGED as error:
        msg = f"{name} is a damaged GeoPackage. Copy or download it again."
        raise InputError(msg) from error
    # A layer without shapes, a plain table, has no kind of geometry.
    drawn = [str(layer) for layer, kind in layers if kind is not None]
    if len(drawn) != 1:
        found = ", ".join(drawn) or "none"
        msg = f"{name} must hold one layer of polygons; its layers are: {found}."
        raise InputError(msg)
    return drawn[0]


def _from_zipped_shapefile(name: str, content: bytes) -> StoredRows:
    """Unpack a shapefile's parts, under names of our own, and read them."""
    parts = _shapefile_parts(name, content)
    with tempfile.TemporaryDirectory() as folder:
        for suffix, data in parts.items():
            (Path(folder) / f"shapes{suffix}").write_bytes(data)
        return _read_frame(name, Path(folder) / "shapes.shp")


def _shapefile_parts(name: str, content: bytes) -> dict[str, bytes]:
    """Return the parts of the zip's one shapefile: suffix -> bytes."""
    members = [
        (PurePath(member), load)
        for member, load in zip_members(name, io.BytesIO(content), wanted=_is_part)
        if _is_part(member)
    ]
    shapes = [member for member, _ in members if member.suffix.lower() == ".shp"]
    if len(shapes) != 1:
        found = ", ".join(map(str, shapes)) or "none"
        msg = f"{name} must hold one shapefile (.shp); it holds: {found}."
        raise InputError(msg)
    stem = shapes[0].with_suffix("")
    loaders = {
        part.suffix.lower(): load
        for part, load in members
        if part.with_suffix("") == stem
    }
    for suffix, what_for in _NEEDED_PARTS.items():
        if suffix not in loaders:
            msg = f"{name} lacks {stem.name}{suffix}, which tells {what_for}. Add it."
            raise InputError(msg)
    return {suffix: load() for suffix, load in loaders.items()}


def _is_part(member: str) -> bool:
    path = PurePath(member)
    is_junk = path.name.startswith(".") or "__MACOSX" in path.parts
    return path.suffix.lower() in _SHAPEFILE_PARTS and not is_junk


def _read_frame(name: str, path: Path, *, layer: str | None = None) -> StoredRows:
    import geopandas

    try:
        frame = geopandas.read_file(path, layer=layer)
    except _DAMAGED as error:
        told = str(error).rstrip(".") or "it is damaged"
        if isinstance(error, UnboundLocalError):
            told = "its coordinate system (CRS) is damaged"
        msg = f"{name} cannot be read: {told}. Save it again from a mapping program."
        raise InputError(msg) from error
    columns = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    return StoredRows(columns, np.asarray(frame.geometry, dtype=object), frame.crs)
