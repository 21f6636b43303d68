"""Text with a character between cells: its encoding, that character, and the cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from hotspots.errors import InputError
from hotspots.sources.force_extract.cells.raw_table import Grid, TableFormat
from hotspots.sources.force_extract.cells.workbook_process import MOST_CELLS

DELIMITERS = (",", ";", "\t", "|", "^", "~")
# One cell may hold this many characters; a report's longest text is far shorter.
LONGEST_CELL = 1_000_000
# Lines that one quoted cell may run over before its quote counts as never closed.
LONGEST_QUOTE_LINES = 40
_SNIFFED_LINES = 60


def read_text(content: bytes, file_name: str) -> Grid:
    """Cut text into cells, whatever its encoding and delimiter.

    Raises
    ------
    InputError
        The text is a web page, holds no table, or has a cell of a million characters
        or more cells than a machine can hold.
    """
    text, encoding = decode(content)
    _refuse_binary(text[:4000], file_name)
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    _refuse_other_languages(text, file_name)
    delimiter, text, skipped = _delimiter(text)
    _refuse_many_cells(text, delimiter, file_name)
    cells, lines, broken = _cells(text, delimiter, file_name)
    lines = [line + skipped for line in lines]
    found = TableFormat(kind="text", encoding=encoding, delimiter=delimiter)
    return Grid(cells, lines, found, broken=[line + skipped for line in broken])


def decode(content: bytes) -> tuple[str, str]:
    r"""Give the text and the encoding that it was written in.

    Examples
    --------
    >>> decode("a,b".encode("utf-16"))
    ('a,b', 'utf-16')
    >>> decode("Café".encode("cp1252"))
    ('Café', 'cp1252')
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), "utf-16"
    if content.startswith(b"\xef\xbb\xbf"):
        return content[3:].decode("utf-8", errors="replace"), "utf-8"
    wide = _wide_encoding(content[:4000])
    if wide:
        return content.decode(wide, errors="replace"), "utf-16"
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "cp1252"


def _wide_encoding(start: bytes) -> str | None:
    """Tell UTF-16 without its mark by the zero byte beside each letter."""
    half = max(len(start) // 2, 1)
    if start[1::2].count(0) > 0.6 * half:
        return "utf-16-le"
    if start[0::2].count(0) > 0.6 * half:
        return "utf-16-be"
    return None


def _refuse_binary(start: str, file_name: str) -> None:
    """Refuse what no text begins like: a picture, a database, an old document."""
    odd = sum(character < " " and character not in "\t\n\r\f\0" for character in start)
    odd += start.count("\ufffd")
    if start and (odd > 0.02 * len(start) or start.count("\0") > 0.3 * len(start)):
        msg = (
            f"{file_name} is not text, a workbook or Parquet. Export the table as CSV "
            "or as a workbook (.xlsx)."
        )
        raise InputError(msg)


def _refuse_other_languages(text: str, file_name: str) -> None:
    start = text[:2000].lstrip("\ufeff \n\t").lower()
    if not start:
        msg = f"{file_name} is empty. Export it again."
        raise InputError(msg)
    if start.startswith(("<!doctype", "<html", "<table", "<?xml", "<meta", "mime-ver")):
        msg = (
            f"{file_name} is a web page or XML, not a table of cells. Open it in Excel "
            "and save it as CSV or as a workbook (.xlsx)."
        )
        raise InputError(msg)
    if start.startswith(("{", "[{")):
        msg = f"{file_name} is JSON, not a table of cells. Export it as CSV."
        raise InputError(msg)


def _delimiter(text: str) -> tuple[str, str, int]:
    """Find the delimiter; a first line ``sep=;`` says it and goes."""
    said = re.match(r"\ufeff?\"?sep=(.)\"?[^\n]*\n", text)
    if said:
        return said[1], text[said.end() :], 1
    lines = text.lstrip("\ufeff").split("\n", _SNIFFED_LINES)[:_SNIFFED_LINES]
    sample = [line[:20_000] for line in lines if line.strip()]
    best = max(DELIMITERS, key=lambda mark: _regularity(sample, mark))
    return best, text.lstrip("\ufeff"), 0


def _regularity(sample: list[str], delimiter: str) -> float:
    """Score a delimiter: how many lines have the commonest number of cells."""
    widths: list[int] = []
    try:
        widths.extend(len(row) for row in csv.reader(sample, delimiter=delimiter))
    except csv.Error:
        return 0.0
    width, n_lines = (
        Counter(width for width in widths if width > 1).most_common(1)[0]
        if any(width > 1 for width in widths)
        else (1, 0)
    )
    return n_lines / max(len(widths), 1) + min(width, 50) / 1000


def _cells(
    text: str, delimiter: str, file_name: str
) -> tuple[list[list[str]], list[int], list[int]]:
    if '"' not in text:
        rows = text.split("\n")
        if rows and not rows[-1]:
            rows.pop()
        _refuse_huge(rows, file_name)
        return [row.split(delimiter) for row in rows], list(range(1, len(rows) + 1)), []
    plain = _plain_cells(text, delimiter)
    if plain is not None:
        return (*plain, [])
    return _mended_cells(text.split("\n"), delimiter)


def _refuse_many_cells(text: str, delimiter: str, file_name: str) -> None:
    n_cells = text.count(delimiter) + text.count("\n")
    if n_cells > MOST_CELLS:
        msg = (
            f"{file_name} has some {n_cells:,} cells; at most {MOST_CELLS:,} are read. "
            f"Export fewer columns, or fewer months at a time."
        )
        raise InputError(msg)


def _refuse_huge(rows: list[str], file_name: str) -> None:
    for number, row in enumerate(rows, start=1):
        if len(row) > LONGEST_CELL:
            msg = (
                f"Line {number} of {file_name} is {len(row):,} characters long. "
                "That is not a table of incidents. Export it again."
            )
            raise InputError(msg)


def _plain_cells(text: str, delimiter: str) -> tuple[list[list[str]], list[int]] | None:
    """Cut well-formed text; None where a quote may never have been closed."""
    if max(map(len, text.split("\n"))) > LONGEST_CELL:
        return None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    cells: list[list[str]] = []
    lines: list[int] = []
    before = 0
    width: int | None = None
    try:
        for row in reader:
            n_lines = reader.line_num - before
            if n_lines > 1:
                width = width or _commonest_width(cells)
                if n_lines > LONGEST_QUOTE_LINES or len(row) != width:
                    return None
            cells.append(row)
            lines.append(before + 1)
            before = reader.line_num
    except csv.Error:
        return None
    return cells, lines


def _commonest_width(cells: list[list[str]]) -> int | None:
    """Width of most of the first rows; None before there are any."""
    widths = Counter(len(row) for row in cells[:200])
    return widths.most_common(1)[0][0] if widths else None


def _mended_cells(
    text_lines: list[str], delimiter: str
) -> tuple[list[list[str]], list[int], list[int]]:
    """Cut line by line, so that one open quote costs one row and not the rest."""
    if text_lines and not text_lines[-1]:
        text_lines = text_lines[:-1]
    whole = [_one_row([line], delimiter) for line in text_lines[:400]]
    width = _commonest_width([row for row in whole if row]) or 1
    cells: list[list[str]] = []
    lines: list[int] = []
    broken: list[int] = []
    for number, row, n_lines in _rows_found(text_lines, delimiter, width):
        lines.append(number)
        if row is None:
            broken.append(number)
            row = []
        cells.append(row)
        del n_lines
    return cells, lines, broken


def _rows_found(
    text_lines: list[str], delimiter: str, width: int
) -> Iterator[tuple[int, list[str] | None, int]]:
    at = 0
    while at < len(text_lines):
        line = text_lines[at]
        n_lines, row = 1, None
        if line.count('"') % 2 == 0:
            row = _one_row([line], delimiter)
        else:
            n_lines, row = _row_over_lines(text_lines, at, delimiter, width)
        yield at + 1, row, n_lines
        at += n_lines


def _row_over_lines(
    text_lines: list[str], at: int, delimiter: str, width: int
) -> tuple[int, list[str] | None]:
    """Join the lines of one quoted cell; else take the line alone, or give it up."""
    quotes = text_lines[at].count('"')
    for n_lines in range(2, LONGEST_QUOTE_LINES + 1):
        if at + n_lines > len(text_lines):
            break
        quotes += text_lines[at + n_lines - 1].count('"')
        if quotes % 2 == 0:
            row = _one_row(text_lines[at : at + n_lines], delimiter)
            if row is not None and len(row) == width:
                return n_lines, row
    if re.search(rf'(^|{re.escape(delimiter)})"', text_lines[at]):
        return 1, None
    alone = _one_row([text_lines[at]], delimiter)
    return 1, alone if alone is not None and len(alone) == width else None


def _one_row(text_lines: list[str], delimiter: str) -> list[str] | None:
    """Cut one row; None where it is longer than a cell may be or is two rows."""
    try:
        rows = list(
            csv.reader([f"{line}\n" for line in text_lines], delimiter=delimiter)
        )
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None
