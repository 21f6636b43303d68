"""Tables with a column of shapes: GeoParquet, and CSV with well-known text (WKT)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyproj
import shapely
from numpy.typing import NDArray
from pyproj.exceptions import CRSError

from hotspots.errors import InputError
from hotspots.sources.bounded_parquet import open_parquet, plain, plain_table
from hotspots.sources.force_extract.cells.workbooks import read_workbook
from hotspots.sources.shapes.stored_rows import DEGREES, EXPECTED, StoredRows
from hotspots.texts import from_cell

_PARQUET_START = b"PAR1"
_WKT_STARTS = ("POLYGON", "MULTIPOLYGON", "GEOMETRYCOLLECTION", "SRID=")
_DELIMITERS = ",;\t|"


def from_geoparquet(name: str, content: bytes, layer: str | None) -> StoredRows:
    """Read GeoParquet: shapes as WKB, the coordinate system in the metadata."""
    del layer
    if not content.startswith(_PARQUET_START):
        msg = f"{name} is not a boundary file: it is not Parquet. {EXPECTED}"
        raise InputError(msg)
    try:
        table, _ = open_parquet(content, name)
    except (pa.ArrowException, OSError) as error:
        msg = f"{name} is a damaged Parquet file. Copy or download it again."
        raise InputError(msg) from error
    column, crs = _geometry_column(name, table)
    shapes = _from_wkb(name, table[column])
    return StoredRows(_columns(name, table.drop_columns([column])), shapes, crs)


def _columns(name: str, table: pa.Table) -> pd.DataFrame:
    """Return the columns as they are, whatever is noted in them for pandas."""
    try:
        columns: pd.DataFrame = plain_table(table).to_pandas()
    except (pa.ArrowException, ValueError, TypeError, OverflowError) as error:
        msg = f"{name}: a column of it cannot be read. Save it again."
        raise InputError(msg) from error
    return columns


def _geometry_column(name: str, table: pa.Table) -> tuple[str, pyproj.CRS | None]:
    stored = (table.schema.metadata or {}).get(b"geo")
    if stored is None:
        binary = [f.name for f in table.schema if _is_binary(f.type)]
        if len(binary) == 1:
            return binary[0], None
        msg = f"{name} is a Parquet file without shapes (no GeoParquet). {EXPECTED}"
        raise InputError(msg)
    try:
        said = json.loads(stored)
        column = str(said["primary_column"])
        crs = said["columns"][column].get("crs", DEGREES)
        known = None if crs is None else pyproj.CRS.from_user_input(crs)
    except (ValueError, LookupError, TypeError, AttributeError, CRSError) as error:
        msg = f"{name}: what it says of its shapes cannot be read. Save it again."
        raise InputError(msg) from error
    if column not in table.column_names:
        msg = f"{name} has no column {column:.60}, though it says so. Save it again."
        raise InputError(msg)
    return column, known


def _is_binary(kind: pa.DataType) -> bool:
    is_stored_once = pa.types.is_dictionary(kind)
    return bool(is_stored_once and pa.types.is_binary(kind.value_type))


def _from_wkb(name: str, column: pa.ChunkedArray) -> NDArray[np.object_]:
    try:
        cells = np.array(plain(column).to_pylist(), dtype=object)
        return np.asarray(shapely.from_wkb(cells), dtype=object)
    except (shapely.errors.GEOSException, TypeError, ValueError) as error:
        msg = f"{name}: a shape of it is broken. Save it again from a mapping program."
        raise InputError(msg) from error


def from_csv(name: str, content: bytes, layer: str | None) -> StoredRows:
    r"""Read a CSV with a column of well-known text.

    Examples
    --------
    >>> file = b'name,wkt\nMill Lane,"POLYGON ((0 0, 9 0, 9 9, 0 0))"\n'
    >>> from_csv("zones.csv", file, None).columns["name"].to_list()
    ['Mill Lane']
    """
    del layer
    return _with_wkt(name, _rows(name, content))


def _with_wkt(name: str, rows: list[Mapping[str, Any]]) -> StoredRows:
    column = _wkt_column(name, rows)
    cells = [str(row[column]).strip() for row in rows]
    srid, shapes = _from_wkt(name, cells)
    n_kept = [each for each in rows[0] if each != column]
    frame = pd.DataFrame(
        [{from_cell(each): from_cell(row[each]) for each in n_kept} for row in rows]
    )
    return StoredRows(frame, shapes, srid)


def from_workbook(name: str, content: bytes, layer: str | None) -> StoredRows:
    """Read a sheet of a workbook with a column of well-known text.

    The sheet is the one asked for, else the first that has such a column.
    """
    grid = read_workbook(content, name, sheet=layer)
    sheets = [grid.file_format.sheet, *(() if layer else grid.file_format.other_sheets)]
    for sheet in sheets:
        if sheet != grid.file_format.sheet:
            grid = read_workbook(content, name, sheet=sheet)
        heading, *cells = grid.cells or [[]]
        rows: list[Mapping[str, Any]] = [
            dict(zip(heading, row, strict=False)) for row in cells if any(row)
        ]
        if any(map(_has_wkt, rows)):
            return _with_wkt(name, rows)
    msg = f"{name} has no sheet with a column of polygons as WKT. {EXPECTED}"
    raise InputError(msg)


def _has_wkt(row: Mapping[str, Any]) -> bool:
    return any(map(_is_wkt, row.values()))


def _is_wkt(cell: object) -> bool:
    return str(cell).strip()[:20].upper().startswith(_WKT_STARTS)


def _rows(name: str, content: bytes) -> list[Mapping[str, Any]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    try:
        rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter, restval=""))
    except csv.Error as error:
        msg = f"{name} is not a CSV file that can be read ({error}). Save it again."
        raise InputError(msg) from error
    if not rows or any(None in row for row in rows):
        msg = f"{name} has no rows, or a row longer than its heading. Correct it."
        raise InputError(msg)
    return list(rows)


def _wkt_column(name: str, rows: list[Mapping[str, Any]]) -> str:
    for column in rows[0]:
        if any(_is_wkt(row.get(column)) for row in rows):
            return column
    found = ", ".join(str(column)[:40] for column in rows[0])
    msg = f"{name} has no column of polygons as WKT. It has: {found}. {EXPECTED}"
    raise InputError(msg)


def _from_wkt(
    name: str, cells: list[str]
) -> tuple[pyproj.CRS | None, NDArray[np.object_]]:
    srids = {cell.partition(";")[0] for cell in cells if cell.startswith("SRID=")}
    texts = [
        cell.partition(";")[2] if cell.startswith("SRID=") else cell for cell in cells
    ]
    shapes = np.full(len(texts), None, dtype=object)
    for row, text in enumerate(texts):
        try:
            shapes[row] = shapely.from_wkt(text) if text else None
        except shapely.errors.GEOSException as error:
            msg = f"{name}, row {row + 1}: its polygon cannot be read. Correct it."
            raise InputError(msg) from error
    if len(srids) != 1:
        return None, shapes
    try:
        return pyproj.CRS.from_epsg(int(srids.pop().removeprefix("SRID="))), shapes
    except (CRSError, ValueError):
        return None, shapes
