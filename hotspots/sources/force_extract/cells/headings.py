"""Where a table begins and ends: titles above, one or two heading rows, notes below.

Long because where a heading ends decides where the rows begin.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pandas as pd

from hotspots.errors import InputError
from hotspots.sources.force_extract.cells.missing import PLACEHOLDERS
from hotspots.sources.force_extract.cells.raw_table import (
    Cells,
    Grid,
    RawTable,
    TableFormat,
)

# Headings are looked for in so many rows: titles and filters above are seldom longer.
SEARCHED_ROWS = 40
# No system exports as many; the time to guess what they are grows by their square.
MOST_COLUMNS = 300
# Where no more rows than this are short, a short row is a cut one and not a habit.
SHARE_SHORT_BY_HABIT = 0.02
_VALUE = re.compile(
    r"[-+£$]?[\d.,:/\-\s]+%?"
    r"|\d{4}-\d\d-\d\d.*"
    r"|\d{1,2}[-/ ][A-Za-z]{3,9}[-/ ]\d{2,4}.*"
    r"|[A-Za-z]{2} ?\d{2,5} ?\d{2,5}"
)
_NOTE = re.compile(
    r"\W*(grand |sub ?-?)?total|\W*(count|sum|source|notes?|report|generated|produced|"
    r"printed|run|end of|official|restricted|copyright|records?|rows?|page|extract|"
    r"data|this |please|prepared|classification:|the |filter|\*|©|\d+ (rows|records))",
    re.IGNORECASE,
)


def with_headings(
    grid: Grid, file_name: str, *, heading_row: int | None = None
) -> RawTable:
    """Find the headings, or take the row said, and cut what is above and below.

    Raises
    ------
    InputError
        No row reads as headings, or no row follows them; or it has too many columns.
    """
    _refuse_wide(grid, file_name)
    at, group_at = _heading_rows(grid.cells, grid.lines, file_name, heading_row)
    places, names, headings = _names(grid.cells, at, group_at)
    first, last = at + 1, _last_row(grid.cells, at + 1, len(places))
    n_footer = sum(any(map(str.strip, row)) for row in grid.cells[last:])
    broken = set(grid.broken)
    filled = [
        place
        for place in range(first, last)
        if any(map(str.strip, grid.cells[place])) or grid.lines[place] in broken
    ]
    if not filled:
        msg = f"{file_name} has headings and no rows under them. Export it again."
        raise InputError(msg)
    file_format = TableFormat(
        **{
            **grid.file_format.__dict__,
            "heading_row": grid.lines[at] if grid.file_format.kind != "parquet" else 1,
            "group_row": None if group_at is None else grid.lines[group_at],
            "n_footer_rows": n_footer,
            "n_blank_rows": last - first - len(filled),
        }
    )
    rows, unreadable = _rows(grid, filled, places, grid.cells[at])
    index = pd.Index(list(rows), name="row", dtype="int64")
    by_column = zip(*rows.values(), strict=True) if rows else ([] for _ in names)
    frame = pd.DataFrame(
        {
            name: pd.Series(list(cells), index=index, dtype="str")
            for name, cells in zip(names, by_column, strict=True)
        }
    )
    lines = pd.Series(
        [grid.lines[place] for place in filled],
        index=pd.RangeIndex(1, len(filled) + 1, name="row"),
    )
    return RawTable(
        frame=frame,
        headings=headings,
        lines=lines,
        unreadable=unreadable,
        n_rows=len(filled),
        file_format=file_format,
    )


def _heading_rows(
    cells: Cells, lines: list[int], file_name: str, said: int | None
) -> tuple[int, int | None]:
    if said is not None:
        if said not in lines:
            msg = f"{file_name} has no row {said} to hold its headings."
            raise InputError(msg)
        at = lines.index(said)
        return at, _group_above(cells, at)
    head = cells[:SEARCHED_ROWS]
    widest = max((_n_filled(row) for row in head), default=0)
    if widest < 2:
        msg = (
            f"{file_name} has a single column. Expected a heading for each column, and "
            "cells parted by commas, semicolons, tabs or bars."
        )
        raise InputError(msg)
    wide = [at for at, row in enumerate(head) if _n_filled(row) >= 0.6 * widest]
    worded = next((at for at in wide if _share_words(head[at]) >= 0.7), None)
    if worded is not None:
        return _with_second_row(cells, worded)
    if _share_words(head[wide[0]]) >= 0.3:
        return wide[0], _group_above(cells, wide[0])
    msg = (
        f"{file_name} has no row of headings: its first row holds values. Add a first "
        "row that names each column."
    )
    raise InputError(msg)


def _with_second_row(cells: Cells, at: int) -> tuple[int, int | None]:
    """Tell whether the row below still belongs to the headings."""
    below = cells[at + 1] if at + 1 < len(cells) else []
    if not _n_filled(below) or _share_words(below) < 1 or _has_figures(below):
        return at, _group_above(cells, at)
    upper = [cell.strip() for cell in cells[at]]
    lower = [cell.strip() for cell in below] + [""] * len(upper)
    fills_gap = any(
        low and not up for up, low in zip(upper, lower, strict=False) if up or low
    )
    named = [cell for cell in upper if cell]
    repeats = len(set(named)) < len(named)
    lower_named = [cell for cell in below if cell.strip()]
    if fills_gap or (repeats and len(lower_named) >= len(set(named))):
        return at + 1, at
    return at, _group_above(cells, at)


def _group_above(cells: Cells, at: int) -> int | None:
    if at == 0:
        return None
    above = cells[at - 1]
    is_group = (
        2 <= _n_filled(above) <= _n_filled(cells[at]) and _share_words(above) == 1
    )
    return at - 1 if is_group else None


def _n_filled(row: list[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _share_words(row: list[str]) -> float:
    """Share of the filled cells that are words, not figures or dates."""
    filled = [cell.strip() for cell in row if cell.strip()]
    words = [cell for cell in filled if not is_value(cell)]
    return len(words) / len(filled) if filled else 0.0


def _has_figures(row: list[str]) -> bool:
    return any(character.isdigit() for cell in row for character in cell)


def is_value(text: str) -> bool:
    """Tell a figure, date, code or placeholder from words that could be a heading.

    Examples
    --------
    >>> [is_value(text) for text in ("576187", "02/01/2025", "TQ 464 405", "Date")]
    [True, True, True, False]
    """
    return bool(_VALUE.fullmatch(text)) or text.upper() in PLACEHOLDERS


def _names(
    cells: Cells, at: int, group_at: int | None
) -> tuple[list[int], list[str], dict[str, str]]:
    """Give the columns' places, their unique names, and what to guess from."""
    own = [_tidy(cell) for cell in cells[at]]
    groups = _groups(cells, group_at, len(own))
    upper = [_tidy(cell) for cell in cells[group_at]] if group_at is not None else []
    used = _used_places(cells, at, len(own))
    places = [place for place in range(len(own)) if own[place] or place in used]
    repeated = Counter(own)
    names: list[str] = []
    headings: dict[str, str] = {}
    for place in places:
        name = own[place]
        if not name:
            name = (upper[place] if place < len(upper) else "") or f"Column {place + 1}"
        elif repeated[name] > 1 and groups[place]:
            name = f"{groups[place]} {name}"
        while name in headings:
            name = _next_name(name)
        names.append(name)
        headings[name] = f"{groups[place]} {name}".strip()
    return places, names, headings


def _tidy(cell: str) -> str:
    return re.sub(r"\s+", " ", cell.replace("\ufeff", "")).strip()


def _next_name(name: str) -> str:
    counted = re.fullmatch(r"(.*) \((\d+)\)", name)
    return f"{counted[1]} ({int(counted[2]) + 1})" if counted else f"{name} (2)"


def _groups(cells: Cells, group_at: int | None, width: int) -> list[str]:
    """Carry each group's name to the right, as merged cells mean it."""
    if group_at is None:
        return [""] * width
    given = [_tidy(cell) for cell in cells[group_at]] + [""] * width
    for place, (left, here) in enumerate(pairwise(given[:width]), start=1):
        if not here:
            given[place] = given[place - 1] or left
    return given[:width]


def _used_places(cells: Cells, at: int, width: int) -> set[int]:
    """Columns without a heading that hold something all the same."""
    return {
        place
        for row in cells[at + 1 : at + 500]
        for place, cell in enumerate(row[:width])
        if cell.strip()
    }


def _last_row(cells: Cells, first: int, width: int) -> int:
    """Give the row after the last one, without totals, notes and blank rows."""
    last = len(cells)
    while last > first and not _n_filled(cells[last - 1]):
        last -= 1
    end = last
    while end > first and width >= 4:
        row = cells[end - 1]
        n_filled = _n_filled(row)
        text = next((cell for cell in row if cell.strip()), "")
        few = n_filled <= max(2, 0.34 * width)
        if n_filled and not (few and _NOTE.match(text)):
            break
        end -= 1
        if n_filled:
            last = end
    return _without_trailing_blanks(cells, first, last)


def _without_trailing_blanks(cells: Cells, first: int, last: int) -> int:
    while last > first and not _n_filled(cells[last - 1]):
        last -= 1
    return last


def _rows(
    grid: Grid, filled: list[int], places: list[int], heading: list[str]
) -> tuple[dict[int, list[str]], dict[int, str]]:
    """Give each row its cells; rows that do not fit the headings go with a reason."""
    width = len(heading)
    n_short = sum(len(grid.cells[place]) < width for place in filled)
    pads = grid.file_format.kind != "text" or (
        n_short > SHARE_SHORT_BY_HABIT * len(filled) and n_short > 1
    )
    broken = set(grid.broken)
    whole = len(places) == width
    rows: dict[int, list[str]] = {}
    unreadable: dict[int, str] = {}
    for number, place in enumerate(filled, start=1):
        cells = grid.cells[place]
        if grid.lines[place] in broken:
            unreadable[number] = "broken quotes"
        elif cells == heading:
            unreadable[number] = "heading repeated"
        elif len(cells) == width:
            rows[number] = cells if whole else [cells[at] for at in places]
        elif (len(cells) > width and any(map(str.strip, cells[width:]))) or (
            len(cells) < width and not pads
        ):
            unreadable[number] = "wrong number of cells"
        else:
            padded = (cells + [""] * width)[:width]
            rows[number] = [padded[at] for at in places]
    return rows, unreadable


def _refuse_wide(grid: Grid, file_name: str) -> None:
    """Refuse more columns with something in them than a table of incidents has."""
    searched = grid.cells[:SEARCHED_ROWS]
    widest = max((len(row) for row in searched), default=0)
    if widest <= MOST_COLUMNS:
        return
    n_filled = max(sum(bool(cell.strip()) for cell in row) for row in searched)
    if n_filled > MOST_COLUMNS:
        msg = (
            f"{file_name} has {n_filled:,} columns; at most {MOST_COLUMNS:,} are read. "
            "Export fewer."
        )
        raise InputError(msg)
