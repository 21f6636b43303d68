"""Files that GDAL reads (by pyogrio) into rows with shapes.

Each is written under a name of our own into a folder that goes again, so that no name
from outside reaches the reader, and is opened by its format's own driver only.
"""

from __future__ import annotations

import io
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path, PurePath

import numpy as np
import pandas as pd
import shapely

from hotspots.errors import InputError
from hotspots.sources.shapes.stored_rows import EXPECTED, StoredRows, layer_of
from hotspots.sources.zips import zip_members

_SQLITE_START = b"SQLite format 3\x00"
_FLATGEOBUF_START = b"fgb"

# What the readers of shapes raise at damaged files; pyogrio fails with an unbound
# local where a coordinate system cannot be written out.
_DAMAGED = (
    RuntimeError,
    ValueError,
    LookupError,
    UnboundLocalError,
    shapely.errors.GEOSException,
)
_NOT_POLYGONS = ("Point", "LineString", "MultiPoint", "MultiLineString")

_NEEDED_PARTS = {
    ".shx": "where each shape starts",
    ".dbf": "the names",
}
SHAPEFILE_PARTS = (".shp", ".cpg", ".prj", *_NEEDED_PARTS)


def from_geopackage(name: str, content: bytes, layer: str | None) -> StoredRows:
    """Read one layer of a GeoPackage: a table, never a view."""
    if not content.startswith(_SQLITE_START):
        msg = f"{name} is not a boundary file: it is not a GeoPackage. {EXPECTED}"
        raise InputError(msg)
    return _read(name, {"shapes.gpkg": content}, layer, tables_only=True)


def from_flatgeobuf(name: str, content: bytes, layer: str | None) -> StoredRows:
    """Read FlatGeobuf."""
    if not content.startswith(_FLATGEOBUF_START):
        msg = f"{name} is not a boundary file: it is not FlatGeobuf. {EXPECTED}"
        raise InputError(msg)
    return _read(name, {"shapes.fgb": content}, layer)


def from_kml(name: str, content: bytes, layer: str | None) -> StoredRows:
    """Read KML; its folders are layers."""
    if b"<kml" not in content[:4096].lower():
        msg = f"{name} is not a boundary file: it is not KML. {EXPECTED}"
        raise InputError(msg)
    return _read(name, {"shapes.kml": content}, layer)


def from_kmz(name: str, content: bytes, layer: str | None) -> StoredRows:
    """Read KMZ, which is a zip with one KML."""
    found = _zip_members(name, content, (".kml",))
    if len(found) != 1:
        msg = f"{name} must hold one KML file; it holds {len(found)}. {EXPECTED}"
        raise InputError(msg)
    return from_kml(name, next(iter(found.values())), layer)


def from_esri_json(name: str, content: bytes, layer: str | None) -> StoredRows:
    """Read the JSON of ArcGIS services: rings in place of coordinates."""
    return _read(name, {"shapes.json": content}, layer)


def from_shapefile(name: str, content: bytes, layer: str | None) -> StoredRows:
    """Say that a bare shapefile lacks its companions."""
    del content, layer
    msg = (
        f"{name} is one part of a shapefile, which has at least three (.shp, .shx and "
        f".dbf). Put them all into one zip and give that."
    )
    raise InputError(msg)


def from_zipped_shapefile(name: str, content: bytes, layer: str | None) -> StoredRows:
    """Read one shapefile of a zip; where it holds several, each is a layer."""
    parts = _zip_members(name, content, SHAPEFILE_PARTS)
    stems = [part.with_suffix("") for part in parts if part.suffix.lower() == ".shp"]
    if not stems:
        msg = f"{name} must hold a shapefile (.shp); it holds none. {EXPECTED}"
        raise InputError(msg)
    chosen = layer_of(name, sorted({stem.name for stem in stems}), layer)
    stem = next(stem for stem in stems if stem.name == chosen)
    return from_shapefile_parts(
        name,
        {
            part.suffix.lower(): content
            for part, content in parts.items()
            if part.with_suffix("") == stem
        },
    )


def from_shapefile_parts(name: str, parts: Mapping[str, bytes]) -> StoredRows:
    """Read a shapefile from its parts: suffix -> bytes. It may lack its `.prj`."""
    for suffix, what_for in _NEEDED_PARTS.items():
        if suffix not in parts:
            msg = f"{name} lacks the part {suffix}, which says {what_for}. Add it."
            raise InputError(msg)
    written = {f"shapes{suffix}": content for suffix, content in parts.items()}
    return _read(name, written, None, open_as="shapes.shp")


def _zip_members(
    name: str, content: bytes, suffixes: tuple[str, ...]
) -> dict[PurePath, bytes]:
    def is_wanted(member: str) -> bool:
        path = PurePath(member)
        is_junk = path.name.startswith(".") or "__MACOSX" in path.parts
        return path.suffix.lower() in suffixes and not is_junk

    return {
        PurePath(member): load()
        for member, load in zip_members(name, io.BytesIO(content), wanted=is_wanted)
        if is_wanted(member)
    }


def _read(
    name: str,
    files: Mapping[str, bytes],
    layer: str | None,
    *,
    open_as: str | None = None,
    tables_only: bool = False,
) -> StoredRows:
    with tempfile.TemporaryDirectory() as folder:
        _lay_down(name, Path(folder), files)
        path = Path(folder) / (open_as or next(iter(files)))
        found = _polygon_layers(name, path, tables_only=tables_only)
        chosen = None if open_as else layer_of(name, found, layer)
        return _frame(name, path, chosen)


def _lay_down(name: str, folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a file's parts where GDAL can open them."""
    try:
        for file, content in files.items():
            (folder / file).write_bytes(content)
    except OSError as error:
        msg = (
            f"{name} cannot be unpacked in the folder for temporary files "
            f"({error.strerror or error}). Free some room there and try again."
        )
        raise InputError(msg) from error


def _polygon_layers(name: str, path: Path, *, tables_only: bool) -> list[str]:
    """Return the layers that may hold polygons; where the file does not say, look."""
    import pyogrio

    try:
        layers = [(str(each), kind) for each, kind in pyogrio.list_layers(path)]
    except _DAMAGED as error:
        msg = f"{name} is damaged. Copy or download it again."
        raise InputError(msg) from error
    if tables_only:
        tables = _tables(name, path)
        layers = [(each, kind) for each, kind in layers if each in tables]
    # A layer without shapes, a plain table, has no kind of geometry.
    maybe = [
        (each, str(kind).removesuffix(" Z"))
        for each, kind in layers
        if kind is not None
    ]
    drawn = [(each, kind) for each, kind in maybe if kind not in _NOT_POLYGONS]
    return [
        each
        for each, kind in drawn
        if kind != "Unknown" or len(drawn) == 1 or _has_polygons(name, path, each)
    ]


def _has_polygons(name: str, path: Path, layer: str) -> bool:
    shapes = _frame(name, path, layer).geometry
    kinds = {shape.geom_type for shape in shapes if shape is not None}
    return bool(kinds - set(_NOT_POLYGONS))


def _tables(name: str, geopackage: Path) -> set[str]:
    """Return the names of a GeoPackage's tables that hold all that is read of them.

    A view, a virtual table or a column that is worked out as it is read may do endless
    work, or make a text of any length.
    """
    try:
        with closing(sqlite3.connect(f"file:{geopackage}?mode=ro", uri=True)) as base:
            stored = base.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' "
                "AND sql NOT LIKE 'CREATE VIRTUAL%'"
            )
            names = [str(row[0]) for row in stored]
            worked_out = "SELECT 1 FROM pragma_table_xinfo(?) WHERE hidden IN (2, 3)"
            return {
                each
                for each in names
                if base.execute(worked_out, (each,)).fetchone() is None
            }
    except sqlite3.Error as error:
        msg = f"{name} is a damaged GeoPackage. Copy or download it again."
        raise InputError(msg) from error


def _frame(name: str, path: Path, layer: str | None) -> StoredRows:
    import geopandas

    try:
        frame = geopandas.read_file(path, layer=layer)
    except _DAMAGED as error:
        why = str(error).rstrip(".")[:200] or "it is damaged"
        if isinstance(error, UnboundLocalError):
            why = "its coordinate system (CRS) is damaged"
        why = why.replace(str(path), name)
        msg = f"{name} cannot be read: {why}. Save it again from a mapping program."
        raise InputError(msg) from error
    if not isinstance(frame, geopandas.GeoDataFrame):
        msg = f"{name} holds no shapes. {EXPECTED}"
        raise InputError(msg)
    columns = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    shapes = np.asarray(frame.geometry, dtype=object)
    return StoredRows(columns.dropna(axis="columns", how="all"), shapes, frame.crs)
