"""Parquet from outside, opened with a bound on what it unpacks to.

A few hundred bytes can say of a text that it stands in a million rows, or of one row
that it holds a hundred million values.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hotspots.errors import InputError
from hotspots.texts import LONGEST_CELL

MOST_CELLS = 200_000_000
MOST_BYTES = 2_000_000_000
# What unpacks to no more than the first does no harm; a table of incidents unpacks to
# ten times its size. A cell takes so much, even if it is empty.
SMALL_BYTES, MOST_TIMES_SMALLER, LEAST_BYTES_OF_CELL = 128 * 2**20, 40, 8
MOST_ROWS_AT_ONCE = 65_536
# How Parquet can store text beside the dictionary of each text once: what it shares
# with the one before and the rest, or all lengths and then all letters.
SHARES_PREFIXES, STORES_LENGTHS = "DELTA_BYTE_ARRAY", "DELTA_LENGTH_BYTE_ARRAY"


class TooLargeError(InputError):
    """Parquet that unpacks to more than a machine can hold."""


def open_parquet(
    content: bytes, name: str, *, longest_cell: int = LONGEST_CELL
) -> tuple[pa.Table, list[str]]:
    """Open Parquet, its text as it is stored: each text once.

    Parameters
    ----------
    content
        Its bytes.
    name
        What it is called in messages.
    longest_cell
        Letters or bytes that a cell may hold.

    Returns
    -------
    table
        Its columns; text and bytes as dictionaries.
    left_out
        Columns whose cells are lists, which are not read.

    Raises
    ------
    TooLargeError
        If it unpacks to too much, or to far more than its size.
    pyarrow.ArrowException, OSError
        If it is no Parquet, or damaged.
    """
    file = pq.ParquetFile(pa.BufferReader(content))
    of_lists, of_text, of_prefixes = set(), [], []
    for number in range(len(file.schema)):
        column = file.schema.column(number)
        encodings = _encodings(file.metadata, number)
        if column.max_repetition_level:
            of_lists.add(column.path.partition(".")[0])
        elif SHARES_PREFIXES in encodings and column.path == column.name:
            of_prefixes.append((column.name, number))
        elif column.physical_type == "BYTE_ARRAY" and column.path == column.name:
            of_text += [] if STORES_LENGTHS in encodings else [column.name]
    names = [each for each in file.schema_arrow.names if each not in of_lists]
    most_bytes = max(SMALL_BYTES, MOST_TIMES_SMALLER * len(content))
    _refuse_what_it_says(file.metadata, name, most_bytes, longest_cell=longest_cell)
    file = pq.ParquetFile(pa.BufferReader(content), read_dictionary=of_text)
    apart = {column for column, _ in of_prefixes}
    table = file.read(columns=[each for each in names if each not in apart])
    for column, number in of_prefixes:
        texts = _in_batches(file, column, number, name)
        table = table.append_column(column, texts)
    _refuse_bytes(name, sum(map(_bytes_of, table.columns)), most=most_bytes)
    _refuse_long_cells(table, name, longest_cell)
    return table.select(names), sorted(of_lists)


def _refuse_what_it_says(
    metadata: pq.FileMetaData, name: str, most_bytes: int, *, longest_cell: int
) -> None:
    """Refuse by what a file says of itself, before anything unpacks."""
    n_cells = metadata.num_rows * max(metadata.num_columns, 1)
    if n_cells > MOST_CELLS:
        raise TooLargeError(_too_large(name, f"{n_cells:,} cells"))
    n_bytes = _bytes_said(metadata)
    _refuse_bytes(name, n_bytes)
    _refuse_bytes(name, n_cells * LEAST_BYTES_OF_CELL, most=most_bytes)
    if n_bytes > max(n_cells * longest_cell, SMALL_BYTES):
        size = f"cells of {n_bytes // max(n_cells, 1):,} bytes"
        raise TooLargeError(_too_large(name, size))


def _refuse_long_cells(table: pa.Table, name: str, longest_cell: int) -> None:
    longest = max(map(_longest_of, table.columns), default=0)
    if longest > longest_cell:
        raise TooLargeError(_too_large(name, f"a cell of {longest:,} characters"))


def _in_batches(
    file: pq.ParquetFile, column: str, number: int, name: str
) -> pa.ChunkedArray:
    """Read texts that share what they begin with, so few at once that they fit.

    No text is longer than all that is stored of its column.
    """
    groups = map(file.metadata.row_group, range(file.metadata.num_row_groups))
    longest = max((g.column(number).total_uncompressed_size for g in groups), default=1)
    n_rows = max(MOST_BYTES // max(longest, 1), 1)
    chunks, n_bytes = [], 0
    for batch in file.iter_batches(min(n_rows, MOST_ROWS_AT_ONCE), columns=[column]):
        chunks.append(batch.column(0))
        n_bytes += batch.nbytes
        _refuse_bytes(name, n_bytes)
    kind = file.schema_arrow.field(column).type
    return pa.chunked_array(chunks, type=kind).combine_chunks()


def _encodings(metadata: pq.FileMetaData, number: int) -> set[str]:
    groups = map(metadata.row_group, range(metadata.num_row_groups))
    return {each for group in groups for each in group.column(number).encodings}


def plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column without its dictionary."""
    if pa.types.is_dictionary(column.type):
        return column.cast(column.type.value_type)
    return column


def plain_table(table: pa.Table) -> pa.Table:
    """Return a table without dictionaries, and without what is noted for pandas."""
    return pa.Table.from_arrays(list(map(plain, table.columns)), table.column_names)


def _bytes_said(metadata: pq.FileMetaData) -> int:
    groups = map(metadata.row_group, range(metadata.num_row_groups))
    return sum(group.total_byte_size for group in groups)


def _bytes_of(column: pa.ChunkedArray) -> int:
    """Return how many bytes a column takes once each row has its text."""
    if not pa.types.is_dictionary(column.type):
        return int(column.nbytes)
    return sum(
        pc.sum(pc.binary_length(chunk.dictionary).take(chunk.indices)).as_py() or 0
        for chunk in column.chunks
    )


def _longest_of(column: pa.ChunkedArray) -> int:
    kind = column.type
    texts = column.chunks
    if pa.types.is_dictionary(kind):
        texts, kind = [chunk.dictionary for chunk in column.chunks], kind.value_type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        return 0
    return max(
        (pc.max(pc.binary_length(each)).as_py() or 0 for each in texts), default=0
    )


def _refuse_bytes(name: str, n_bytes: int, *, most: int = MOST_BYTES) -> None:
    if n_bytes > min(most, MOST_BYTES):
        is_gb = n_bytes >= 1e9
        size = f"{n_bytes / (1e9 if is_gb else 1e6):,.0f} {'GB' if is_gb else 'MB'}"
        raise TooLargeError(_too_large(name, size))


def _too_large(name: str, size: str) -> str:
    return (
        f"{name} unpacks to {size}, more than can be read. Export fewer columns or "
        f"months at a time."
    )
