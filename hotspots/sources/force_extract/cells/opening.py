"""Any kind of table, known by its bytes, into text under headings."""

from __future__ import annotations

from hotspots.sources.force_extract.cells.delimited_text import read_text
from hotspots.sources.force_extract.cells.headings import with_headings
from hotspots.sources.force_extract.cells.missing import without_placeholders
from hotspots.sources.force_extract.cells.parquet_columns import text_table
from hotspots.sources.force_extract.cells.raw_table import RawTable
from hotspots.sources.force_extract.cells.workbooks import read_parquet, read_workbook


def open_table(
    content: bytes,
    file_name: str,
    *,
    sheet: str | None = None,
    heading_row: int | None = None,
) -> RawTable:
    """Open any kind of table as text under headings, placeholders emptied."""
    plain = None
    if content.startswith(b"PAR1") and heading_row is None:
        plain = text_table(content, file_name)
    if plain is not None:
        return _without_placeholders(plain)
    if content.startswith(b"PAR1"):
        grid = read_parquet(content, file_name)
    elif content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        grid = read_workbook(content, file_name, sheet=sheet)
    else:
        grid = read_text(content, file_name)
    table = with_headings(grid, file_name, heading_row=heading_row)
    return _without_placeholders(table)


def _without_placeholders(table: RawTable) -> RawTable:
    return RawTable(**{**table.__dict__, "frame": without_placeholders(table.frame)})
