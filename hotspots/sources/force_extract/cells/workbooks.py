"""Workbooks (XLSX and its kin) and Parquet, into the same cells of text."""

from __future__ import annotations

import io
import zipfile
from typing import NoReturn

import pyarrow as pa

from hotspots.errors import InputError
from hotspots.sources.bounded_parquet import open_parquet, plain
from hotspots.sources.force_extract.cells.delimited_text import LONGEST_CELL
from hotspots.sources.force_extract.cells.raw_table import Grid, TableFormat
from hotspots.sources.force_extract.cells.workbook_process import (
    MOST_CELLS,
    cell_text,
    read_apart,
)

# A workbook of 200,000 rows unpacks to some 150 MB; a million rows to five times that.
LARGEST_UNPACKED_BYTES = 2_000_000_000
# Each shrinks to a tenth; what shrinks to so little is one text without end.
MOST_TIMES_SMALLER = 100
_SMALL_BYTES = 64 * 2**20
LOCAL_TIME = "Europe/London"


def read_workbook(content: bytes, file_name: str, *, sheet: str | None = None) -> Grid:
    """Read one sheet: the one named, else the one that holds most rows.

    Raises
    ------
    InputError
        It cannot be opened, is locked with a password, has no such sheet, or would
        unpack to more than a machine can hold.
    """
    if content.startswith(b"PK"):
        _refuse_bombs(content, file_name)
    found = read_apart(content, sheet)
    if found is None:
        msg = (
            f"{file_name} cannot be opened as a workbook. It may be damaged, locked "
            "with a password, or hold cells very far from the table. Open it in Excel "
            "and save it again, or as CSV."
        )
        raise InputError(msg)
    if found.size is not None:
        rows, columns = found.size
        _refuse_size(file_name, f"{rows:,} rows by {columns:,} columns")
    if found.rows is None:
        msg = f"{file_name} has no sheet with cells."
        if found.names and sheet is not None:
            msg = (
                f"{file_name} has no sheet {sheet!r}. It has: {', '.join(found.names)}."
            )
        raise InputError(msg)
    described = TableFormat(
        kind="workbook",
        sheet=found.sheet,
        other_sheets=tuple(name for name in found.names if name != found.sheet),
    )
    return Grid(found.rows, list(range(1, len(found.rows) + 1)), described)


def _refuse_bombs(content: bytes, file_name: str) -> None:
    """Refuse what would unpack without end, before anything unpacks it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
    except Exception as error:
        msg = f"{file_name} is damaged or locked. Save it again in Excel, or as CSV."
        raise InputError(msg) from error
    if not any(each.filename.startswith(("xl/", "content.xml")) for each in entries):
        msg = (
            f"{file_name} is a zip file without a workbook. Unpack it and choose the "
            "table in it."
        )
        raise InputError(msg)
    size = sum(each.file_size for each in entries)
    if size > LARGEST_UNPACKED_BYTES:
        _refuse_size(file_name, f"{size / 1e9:,.0f} GB")
    if size > max(_SMALL_BYTES, MOST_TIMES_SMALLER * len(content)):
        _refuse_size(file_name, f"{size / len(content):,.0f} times its size")


def _refuse_size(file_name: str, size: str) -> NoReturn:
    msg = (
        f"{file_name} unpacks to {size}, more than an extract of incidents can be. "
        "Export the rows as CSV, or delete what lies beside the table."
    )
    raise InputError(msg)


def read_parquet(content: bytes, file_name: str) -> Grid:
    """Read Parquet; times with a zone become local time.

    Raises
    ------
    InputError
        It cannot be opened, or holds more cells than a machine can.
    """
    try:
        table, of_lists = open_parquet(content, file_name, longest_cell=LONGEST_CELL)
        if of_lists:
            msg = (
                f"{file_name} has lists in the cells of {', '.join(of_lists)}. Export "
                "it without them."
            )
            raise InputError(msg)
        if table.num_rows * table.num_columns > MOST_CELLS:
            size = f"{table.num_rows:,} rows by {table.num_columns:,} columns"
            _refuse_size(file_name, size)
        columns = [_column_text(plain(column)) for column in table.columns]
    except InputError:
        raise
    except Exception as error:
        msg = f"{file_name} cannot be opened as Parquet: it is damaged. Export again."
        raise InputError(msg) from error
    rows = list(map(list, zip(*columns, strict=True)))
    cells = [[str(name) for name in table.column_names], *rows]
    found = TableFormat(kind="parquet")
    return Grid(cells, list(range(len(cells))), found)


def _column_text(column: pa.ChunkedArray) -> list[str]:
    """Write a typed column as text."""
    if pa.types.is_timestamp(column.type):
        times = column.cast(pa.timestamp("us", tz=column.type.tz)).to_pandas()
        if times.dt.tz is not None:
            times = times.dt.tz_convert(LOCAL_TIME).dt.tz_localize(None)
        return list(times.dt.strftime("%Y-%m-%d %H:%M:%S").fillna(""))
    if pa.types.is_nested(column.type):
        return [cell_text(_decoded(value)) for value in column.to_pylist()]
    # Each value once: millions of cells then share their texts.
    coded = column.combine_chunks().dictionary_encode()
    texts = [cell_text(_decoded(value)) for value in coded.dictionary.to_pylist()]
    return ["" if at is None else texts[at] for at in coded.indices.to_pylist()]


def _decoded(value: object) -> object:
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return "" if value is None or value != value else value
