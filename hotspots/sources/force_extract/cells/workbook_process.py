"""A workbook's cells, read in a process of its own that a bad file may end.

The reader of workbooks is native code: cells far apart, or text without end, make it
abort, and that ends the process that it runs in. So a process reads each workbook
(`python -m hotspots.sources.force_extract.cells.workbook_process`), with bounds on its
memory and its time.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hotspots.sources.bounded_memory import bound_memory

# Where the other process finds this package.
ROOT = Path(__file__).parents[4]
MOST_CELLS = 40_000_000
# A small workbook takes little, however often it repeats a text.
LEAST_MEMORY_BYTES, MOST_MEMORY_BYTES = 2 * 2**30, 4 * 2**30
MEMORY_TIMES_SIZE = 50
# Excel's own limit is 32,767 letters.
LONGEST_CELL = 32_767
# A workbook of a million rows takes half a minute.
LONGEST_SECONDS = 180.0


@dataclass(frozen=True)
class SheetRead:
    """What a workbook holds, or what is wrong with it.

    Attributes
    ----------
    names
        Its sheets.
    sheet
        The one that was read; empty where it has none of the name asked for.
    rows
        Cells of that sheet, as text.
    size
        Rows and columns of a sheet that has too many cells to read.
    """

    names: tuple[str, ...]
    sheet: str = ""
    rows: list[list[str]] | None = None
    size: tuple[int, int] | None = None


def read_apart(content: bytes, sheet: str | None) -> SheetRead | None:
    """Read a sheet of a workbook: the one named, else the one that holds most rows.

    Returns
    -------
    SheetRead or None
        None where it cannot be read, whatever the reason.
    """
    asked = json.dumps(sheet).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=asked + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            timeout=LONGEST_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return None
    try:
        names, chosen, rows, size = json.loads(done.stdout)
    except (ValueError, TypeError, RecursionError):
        return None
    return SheetRead(tuple(names), chosen, rows, tuple(size) if size else None)


def main() -> None:
    """Read the workbook that comes by standard input; write its cells as JSON."""
    # Whatever the reader prints must not stand among the cells.
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    asked = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    wanted = max(LEAST_MEMORY_BYTES, MEMORY_TIMES_SIZE * len(content))
    bound_memory(min(wanted, MOST_MEMORY_BYTES))
    found = _read(content, asked)
    json.dump([found.names, found.sheet, found.rows, found.size], answer)
    answer.close()


def _read(content: bytes, asked: str | None) -> SheetRead:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    names = tuple(book.sheet_names)
    if asked is not None and asked not in names:
        return SheetRead(names)
    if asked is None:
        sheets = map(book.get_sheet_by_name, names)
        found = max(sheets, key=lambda each: each.total_height, default=None)
    else:
        found = book.get_sheet_by_name(asked)
    if found is None:
        return SheetRead(names)
    last_row, last_column = found.end or (0, 0)
    size = (last_row + 1, last_column + 1)
    if size[0] * size[1] > MOST_CELLS:
        return SheetRead(names, found.name, size=size)
    rows = [
        [value if type(value) is str else cell_text(value) for value in row]
        for row in found.to_python(skip_empty_area=False)
    ]
    if any(len(text) > LONGEST_CELL for row in rows for text in row):
        msg = "no program for workbooks wrote a cell so long"
        raise ValueError(msg)
    return SheetRead(names, found.name, rows)


def cell_text(value: Any) -> str:  # noqa: ANN401
    """Write a cell as text; dates as year, month, day, so that none is ambiguous.

    Examples
    --------
    >>> cell_text(3.0), cell_text(True), cell_text(dt.date(2025, 1, 31))
    ('3', 'Y', '2025-01-31')
    """
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


if __name__ == "__main__":
    main()
