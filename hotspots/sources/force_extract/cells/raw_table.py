"""What every file format becomes first: text under headings, with its line numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

Cells = list[list[str]]


@dataclass(frozen=True)
class TableFormat:
    """How a file was written, as far as a reader has to know to read it again.

    Attributes
    ----------
    kind
        ``text``, ``workbook`` or ``parquet``.
    encoding, delimiter
        Of text: ``utf-8``, ``utf-16``, ``cp1252``; the character between cells.
    sheet
        Of a workbook: the sheet that was read.
    other_sheets
        Sheets that were not read.
    heading_row, group_row
        Rows of the headings and of the groups above them, counted from 1, blank rows
        with them.
    n_footer_rows, n_blank_rows
        Totals and notes under the table, and rows without any cell.
    """

    kind: str
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    other_sheets: tuple[str, ...] = ()
    heading_row: int = 1
    group_row: int | None = None
    n_footer_rows: int = 0
    n_blank_rows: int = 0


@dataclass(frozen=True)
class Grid:
    """Cells of a file before its headings are found; `lines` counts from 1.

    `broken` holds lines that could not be cut into cells (quotes that never close).
    """

    cells: Cells
    lines: list[int]
    file_format: TableFormat
    broken: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class RawTable:
    """A table of text with unique headings.

    Attributes
    ----------
    frame
        Text, a column for each heading; the index is the row, from 1.
    headings
        For each column what its name is guessed from: the groups above with it.
    lines
        Line of the file or row of the sheet in which each row begins.
    unreadable
        Rows that are no cells under these headings: the row and why
        (``broken quotes``, ``wrong number of cells``, ``heading repeated``).
    n_rows
        Rows read, the unreadable ones with them.
    """

    frame: pd.DataFrame
    headings: dict[str, str]
    lines: pd.Series
    unreadable: dict[int, str]
    n_rows: int
    file_format: TableFormat
