"""Parquet from outside, opened with a bound on what it unpacks to.

A few hundred bytes can say of a text that it stands in a million rows, or of one row
that it holds a hundred million values.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hotspots.errors import InputError

MOST_CELLS = 200_000_000
MOST_BYTES = 2_000_000_000


class TooLargeError(InputError):
    """Parquet that unpacks to more than a machine can hold."""


def open_parquet(content: bytes, name: str) -> tuple[pa.Table, list[str]]:
    """Open Parquet, its text as it is stored: each text once.

    Parameters
    ----------
    content
        Its bytes.
    name
        What it is called in messages.

    Returns
    -------
    table
        Its columns; text and bytes as dictionaries.
    left_out
        Columns whose cells are lists, which are not read.

    Raises
    ------
    TooLargeError
        If it unpacks to too much.
    pyarrow.ArrowException, OSError
        If it is no Parquet, or damaged.
    """
    file = pq.ParquetFile(pa.BufferReader(content))
    of_lists, of_text = set(), []
    for number in range(len(file.schema)):
        column = file.schema.column(number)
        if column.max_repetition_level:
            of_lists.add(column.path.partition(".")[0])
        elif column.physical_type == "BYTE_ARRAY" and column.path == column.name:
            of_text.append(column.name)
    names = [each for each in file.schema_arrow.names if each not in of_lists]
    n_cells = file.metadata.num_rows * max(len(file.schema), 1)
    if n_cells > MOST_CELLS:
        raise TooLargeError(_too_large(name, f"{n_cells:,} cells"))
    _refuse_bytes(name, _bytes_said(file.metadata))
    file = pq.ParquetFile(pa.BufferReader(content), read_dictionary=of_text)
    table = file.read(columns=names)
    _refuse_bytes(name, sum(map(_bytes_of, table.columns)))
    return table, sorted(of_lists)


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


def _refuse_bytes(name: str, n_bytes: int) -> None:
    if n_bytes > MOST_BYTES:
        raise TooLargeError(_too_large(name, f"{n_bytes / 1e9:,.0f} GB"))


def _too_large(name: str, size: str) -> str:
    return (
        f"{name} unpacks to {size}, more than can be read. Export fewer columns or "
        f"months at a time."
    )
