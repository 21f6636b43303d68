"""Workbooks (XLSX and its kin) and Parquet, into the same cells of text."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from python_calamine import CalamineWorkbook

from hotspots.errors import InputError
from hotspots.sources.force_extract.cells.raw_table import Grid, TableFormat

# A workbook of 200,000 rows unpacks to some 150 MB; a million rows to five times that.
LARGEST_UNPACKED_BYTES = 2_000_000_000
MOST_CELLS = 40_000_000
LOCAL_TIME = "Europe/London"
_CHUNK = 4_000_000


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
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = book.sheet_names
        chosen = _chosen_sheet(book, names, sheet, file_name)
        rows: list[list[Any]] = book.get_sheet_by_name(chosen).to_python(
            skip_empty_area=False
        )
    except InputError:
        raise
    except Exception as error:
        msg = (
            f"{file_name} cannot be opened as a workbook. It may be damaged or locked "
            "with a password. Open it in Excel and save it again, or as CSV."
        )
        raise InputError(msg) from error
    cells = [
        [value if type(value) is str else _cell_text(value) for value in row]
        for row in rows
    ]
    found = TableFormat(
        kind="workbook",
        sheet=chosen,
        other_sheets=tuple(name for name in names if name != chosen),
    )
    return Grid(cells, list(range(1, len(cells) + 1)), found)


def _chosen_sheet(
    book: CalamineWorkbook, names: list[str], sheet: str | None, file_name: str
) -> str:
    if not names:
        msg = f"{file_name} has no sheet with cells."
        raise InputError(msg)
    if sheet is None:
        if len(names) == 1:
            return names[0]
        sizes = {name: book.get_sheet_by_name(name).total_height for name in names}
        return max(names, key=lambda name: sizes[name])
    if sheet not in names:
        msg = f"{file_name} has no sheet {sheet!r}. It has: {', '.join(names)}."
        raise InputError(msg)
    return sheet


def _refuse_bombs(content: bytes, file_name: str) -> None:
    """Refuse what would unpack without end, before anything unpacks it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            if not any(name.startswith(("xl/", "content.xml")) for name in names):
                msg = (
                    f"{file_name} is a zip file without a workbook. Unpack it and "
                    "choose the table in it."
                )
                raise InputError(msg)
            size = sum(entry.file_size for entry in packed.infolist())
            if size > LARGEST_UNPACKED_BYTES:
                _refuse_size(file_name, f"{size / 1e9:,.0f} GB")
            for entry in packed.infolist():
                _refuse_wide_sheet(packed, entry, file_name)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        msg = f"{file_name} is damaged or locked. Save it again in Excel, or as CSV."
        raise InputError(msg) from error
    except Exception as error:
        if isinstance(error, InputError):
            raise
        msg = f"{file_name} is damaged. Save it again in Excel, or as CSV."
        raise InputError(msg) from error


def _refuse_wide_sheet(
    packed: zipfile.ZipFile, entry: zipfile.ZipInfo, file_name: str
) -> None:
    """Unpack once, counting; in a sheet, bound its last row and column.

    A lone cell in the last corner makes a sheet of 17 thousand million cells.
    """
    is_sheet = entry.filename.startswith("xl/worksheets/")
    last_row, last_column, tail = 1, 26, b""
    with packed.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            if not is_sheet:
                continue
            text = tail + chunk
            rows = re.findall(rb'<row [^>]{0,200}?r="(\d+)"', text)
            last_row = max([last_row, *map(int, rows[-1:])])
            for letters in set(re.findall(rb' r="([A-Z]{2,3})\d', text)):
                last_column = max(last_column, _column_number(letters))
            loose = re.findall(rb' r="[A-Z]+(\d{6,})"', text)
            last_row = max([last_row, *map(int, loose)])
            tail = text[-300:]
    if last_row * last_column > MOST_CELLS:
        _refuse_size(file_name, f"{last_row:,} rows by {last_column:,} columns")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _refuse_size(file_name: str, size: str) -> None:
    msg = (
        f"{file_name} unpacks to {size}, more than an extract of incidents can be. "
        "Export the rows as CSV, or delete what lies beside the table."
    )
    raise InputError(msg)


def _cell_text(value: object) -> str:
    """Write a cell as text; dates as year, month, day, so that none is ambiguous."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return str(dt.timedelta(seconds=round(value.total_seconds())))
    return "" if value is None else str(value)


def read_parquet(content: bytes, file_name: str) -> Grid:
    """Read Parquet; times with a zone become local time.

    Raises
    ------
    InputError
        It cannot be opened, or holds more cells than a machine can.
    """
    try:
        file = pq.ParquetFile(io.BytesIO(content))
        n_cells = file.metadata.num_rows * file.metadata.num_columns
        if n_cells > MOST_CELLS * 5:
            _refuse_size(file_name, f"{n_cells:,} cells")
        table = file.read()
        columns = [_column_text(table.column(at)) for at in range(table.num_columns)]
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
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_timestamp(column.type):
        times = column.cast(pa.timestamp("us", tz=column.type.tz)).to_pandas()
        if times.dt.tz is not None:
            times = times.dt.tz_convert(LOCAL_TIME).dt.tz_localize(None)
        return list(times.dt.strftime("%Y-%m-%d %H:%M:%S").fillna(""))
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return [text or "" for text in column.to_pylist()]
    return [_cell_text(_decoded(value)) for value in column.to_pylist()]


def _decoded(value: object) -> object:
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return "" if value is None or value != value else value
