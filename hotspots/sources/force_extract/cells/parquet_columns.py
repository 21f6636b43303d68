"""Large Parquet of plain text, column by column: the same table, without its cells.

Cells of half a million rows take seconds to make and to take apart again.
"""

from __future__ import annotations

import io

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from hotspots.errors import InputError
from hotspots.sources.bounded_parquet import open_parquet, plain_table
from hotspots.sources.force_extract.cells.delimited_text import LONGEST_CELL
from hotspots.sources.force_extract.cells.headings import with_headings
from hotspots.sources.force_extract.cells.raw_table import Grid, RawTable, TableFormat

# Below this the usual way is as fast.
LEAST_ROWS = 20_000
# Ends of the table that are looked at for headings, titles and totals.
HEAD, TAIL = 600, 100


def text_table(content: bytes, file_name: str) -> RawTable | None:
    """Read large Parquet of text columns; None where it is not that plain.

    What it returns is what reading the cells one by one returns.
    """
    try:
        file = pq.ParquetFile(io.BytesIO(content))
        if file.metadata.num_rows < LEAST_ROWS or not _all_text(file.schema_arrow):
            return None
        table, _ = open_parquet(content, file_name, longest_cell=LONGEST_CELL)
        frame = plain_table(table).to_pandas()
    except InputError:
        raise
    except (pa.ArrowException, OSError, ValueError):
        return None
    frame = frame.astype("str").fillna("")
    index = pd.RangeIndex(1, len(frame) + 1, name="row")
    ends = _ends(frame, file_name)
    if ends is None or _has_odd_rows(frame):
        return None
    rows = pd.Index(list(index), name="row", dtype="int64")
    return RawTable(
        frame=frame.set_axis(rows, axis=0),
        headings=ends.headings,
        lines=pd.Series(range(1, len(frame) + 1), index=index),
        unreadable={},
        n_rows=len(frame),
        file_format=ends.file_format,
    )


def _all_text(schema: pa.Schema) -> bool:
    return all(
        pa.types.is_string(kind) or pa.types.is_large_string(kind)
        for kind in schema.types
    )


def _ends(frame: pd.DataFrame, file_name: str) -> RawTable | None:
    """Read both ends the usual way; None where that cuts or renames anything."""
    both = pd.concat([frame.head(HEAD), frame.tail(TAIL)])
    cells = [list(map(str, frame.columns)), *both.to_numpy(dtype=object).tolist()]
    grid = Grid(cells, list(range(len(cells))), TableFormat(kind="parquet"))
    try:
        table = with_headings(grid, file_name)
    except InputError:
        return None
    same = list(table.frame.columns) == list(frame.columns)
    whole = table.n_rows == len(table.frame) == len(both)
    return table if same and whole and not table.unreadable else None


def _has_odd_rows(frame: pd.DataFrame) -> bool:
    """Say whether a row is blank or repeats the headings."""
    blank = pd.Series(data=True, index=frame.index)
    for name in frame.columns:
        blank &= frame[name] == ""
        if not blank.any():
            break
    first = str(frame.columns[0])
    return bool(blank.any() or (frame[first].str.strip() == first).any())
