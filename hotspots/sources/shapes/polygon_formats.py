"""Which format a file of polygons has: a row a suffix, with its reader."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import PurePath

from hotspots.errors import InputError
from hotspots.sources.shapes import column_files, geojson, vector_files
from hotspots.sources.shapes.stored_rows import StoredRows
from hotspots.sources.zips import zip_members

Reader = Callable[[str, bytes, str | None], StoredRows]

# What only Esri's JSON has at its start.
_ESRI_MARKS = (b'"esriGeometry', b'"rings"', b'"curveRings"')
_START_BYTES = 65_536


def read_stored_rows(
    name: str, content: bytes, *, layer: str | None = None
) -> StoredRows:
    """Read a file's rows; the end of its name says how.

    Parameters
    ----------
    name, content
        The file.
    layer
        Which layer, where the file holds several.

    Raises
    ------
    InputError
        If the content is not what the name says, or is damaged.
    SeveralLayersError
        If it holds several layers and none is asked for.

    Examples
    --------
    >>> read_stored_rows("mine.geojson", b"name,code")
    Traceback (most recent call last):
    hotspots.errors.InputError: mine.geojson is not a boundary file: it is not JSON.
    Give a GeoJSON, KML, GeoPackage, GeoParquet, FlatGeobuf or Esri JSON file, a CSV
    or XLSX with a column of WKT, or a shapefile in a zip.
    """
    return READERS[PurePath(name).suffix.lower()](name, content, layer)


def _from_json(name: str, content: bytes, layer: str | None) -> StoredRows:
    start = content[:_START_BYTES]
    if any(mark in start for mark in _ESRI_MARKS):
        return vector_files.from_esri_json(name, content, layer)
    return geojson.from_geojson(name, content)


def _from_zip(name: str, content: bytes, layer: str | None) -> StoredRows:
    """Read what a zip holds: a shapefile, or one file of another format."""
    others = [
        (PurePath(member), load)
        for member, load in zip_members(name, io.BytesIO(content), wanted=_is_other)
        if _is_other(member)
    ]
    if len(others) == 1:
        member, load = others[0]
        return READERS[member.suffix.lower()](f"{name}: {member}", load(), layer)
    if others:
        found = ", ".join(str(member) for member, _ in others[:5])
        msg = f"{name} holds several boundary files: {found}. Give one of them."
        raise InputError(msg)
    return vector_files.from_zipped_shapefile(name, content, layer)


def _is_other(member: str) -> bool:
    path = PurePath(member)
    is_junk = path.name.startswith(".") or "__MACOSX" in path.parts
    return path.suffix.lower() in _IN_A_ZIP and not is_junk


READERS: dict[str, Reader] = {
    ".geojson": _from_json,
    ".json": _from_json,
    ".gpkg": vector_files.from_geopackage,
    ".fgb": vector_files.from_flatgeobuf,
    ".kml": vector_files.from_kml,
    ".kmz": vector_files.from_kmz,
    ".parquet": column_files.from_geoparquet,
    ".geoparquet": column_files.from_geoparquet,
    ".csv": column_files.from_csv,
    ".xlsx": column_files.from_workbook,
    ".shp": vector_files.from_shapefile,
    ".zip": _from_zip,
}
SUFFIXES = tuple(READERS)
_IN_A_ZIP = frozenset({".geojson", ".json", ".gpkg", ".fgb", ".kml", ".geoparquet"})
