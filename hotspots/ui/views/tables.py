"""A table onto a page, as wide as its names need; on a telephone what matters first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from itertools import accumulate
from math import ceil
from typing import Any

import pandas as pd
import streamlit as st
from pandas.api.types import is_numeric_dtype
from streamlit.elements.lib.column_types import ColumnConfig

from hotspots.presentation.lists import zones as lists
from hotspots.presentation.words import numbers
from hotspots.presentation.words import ranking as ranking_words
from hotspots.presentation.words import weights as weights_words
from hotspots.ui import parts, say, screen, selection

# What a letter of a table takes, and the white about a cell; a column is as wide as its
# longest text, so that no name is cut, and no wider than a screen holds.
LETTER_PX, PADDING_PX, WIDEST_PX = 6.3, 16, 760
ROW_PX = 35
# What a page has room for where a window is 1,440 pixels wide.
WIDE_PX = 1084
# There letters may take a little more.
SPARE_PX = 6
# The boxes that pick a row; on a narrow screen the widest text, which takes several
# lines there.
BOXES_PX, WRAPPED_PX, LINE_PX = 34, 138, 19
# Streamlit breaks lines in rows that are higher than 64 pixels.
WRAPS_FROM_PX = 65
# So much longer is a text in lines that break between words.
WRAPS = 1.15
# What a narrow screen shows first: what a row is about, or a table's first text where
# it has none of these, what was found of it, and its incidents; then the others in
# their order, as far as they fit. Texts take several lines so that a finding fits too.
ABOUT = ("No.", "Rank", "Zone", "Measure")
FINDINGS = ("Verdict", "Change")
COUNTS = ("Incidents",)


def table(
    rows: pd.DataFrame,
    most_px: int | None = None,
    *,
    unit: str = "",
    ids: Sequence[str] = (),
    key: str = "",
    more: str = "",
) -> None:
    """Show a table as high as its rows, and no higher than `most_px`.

    Last columns for which a page has no room stand in a part of their own below it.

    Parameters
    ----------
    rows
        The table.
    most_px
        Its greatest height in pixels; none if it may be as high as its rows.
    unit
        Unit of harm.
    ids, key
        If a click on a row picks its zone: the id of each row's zone, and what tells
        the table from others on the page.
    more
        If last columns may stand in a part of their own: what tells it from others.
    """
    wanted = {name: _wanted_px(rows[name]) for name in rows.columns}
    shown, n_lines = wanted, 1
    if screen.room_px():
        room_px = screen.room_px() - (BOXES_PX if ids else 0)
        wraps = [name for name in wanted if not is_numeric_dtype(rows[name])]
        shown = columns_that_fit(wanted, room_px, wraps=wraps)
        n_lines = _n_lines(wanted, shown)
    elif more:
        spaced = {name: width + SPARE_PX for name, width in wanted.items()}
        shown = first_columns(spaced, WIDE_PX - (BOXES_PX if ids else 0))
    row_px = ROW_PX
    if n_lines > 1:
        row_px = max(ROW_PX + LINE_PX * (n_lines - 1), WRAPS_FROM_PX)
    needed_px = ROW_PX + row_px * len(rows) + 3
    falling = [name for name in rows.columns if _falls(rows[name])]
    # Streamlit breaks no line of a table with texts of its own, so there numbers
    # below 0 become texts.
    has_own_texts = bool(falling) and n_lines == 1
    as_written: dict[Any, Any] = dict.fromkeys(falling, numbers.with_minus)
    if n_lines > 1:
        as_texts = {name: rows[name].map(numbers.with_minus) for name in falling}
        rows = rows.assign(**as_texts)
    st.dataframe(
        rows.style.format(as_written) if has_own_texts else rows,
        hide_index=True,
        height=min(needed_px, most_px or needed_px),
        row_height=row_px if n_lines > 1 else None,
        column_order=list(shown),
        column_config={
            name: _column(rows[name], unit, width, falls=name in falling)
            for name, width in shown.items()
        },
        **(selection.of_table(key, list(ids)) if ids else {}),
    )
    left_out = [str(name) for name in wanted if name not in shown]
    if left_out and screen.room_px():
        say.caption(ranking_words.columns_left_out(left_out))
    elif left_out:
        about = [name for name in ABOUT if name in wanted and name not in left_out]
        parts.folded(
            ranking_words.more_columns(left_out),
            partial(table, rows[[*about, *left_out]], most_px, unit=unit),
            key=more,
        )


def first_columns(wanted: Mapping[str, int], room_px: int) -> dict[str, int]:
    """Return the first columns that there is room for, in their order.

    Parameters
    ----------
    wanted
        The width that each column takes, in pixels.
    room_px
        The width that there is.

    Examples
    --------
    >>> first_columns({"Zone": 200, "Why": 90, "In place of": 300, "Group": 50}, 400)
    {'Zone': 200, 'Why': 90}
    """
    ends = accumulate(wanted.values())
    return {
        name: width
        for (name, width), end in zip(wanted.items(), ends, strict=True)
        if end <= room_px
    }


def columns_that_fit(
    wanted: Mapping[str, int], room_px: int, *, wraps: Collection[str]
) -> dict[str, int]:
    """Return the columns that a narrow screen has room for, what matters first.

    Parameters
    ----------
    wanted
        The width that each column would take in one line, in pixels.
    room_px
        The width that there is.
    wraps
        The columns of texts, which may take several lines.

    Returns
    -------
    dict
        The width of each column shown.

    Examples
    --------
    >>> wanted = {"Before": 60, "Zone": 200, "Verdict": 100}
    >>> columns_that_fit(wanted, 300, wraps=["Zone", "Verdict"])
    {'Zone': 200, 'Verdict': 100}
    >>> columns_that_fit(wanted, 298, wraps=["Zone", "Verdict"])
    {'Zone': 138, 'Verdict': 100, 'Before': 60}
    >>> columns_that_fit({"Incidents": 75, "Kind": 90}, 300, wraps=["Kind"])
    {'Kind': 90, 'Incidents': 75}
    """
    texts = [name for name in wanted if name in wraps]
    about = [name for name in ABOUT if name in wanted] or (texts or list(wanted))[:1]
    findings, counts = (
        [name for name in names if name in wanted] for names in (FINDINGS, COUNTS)
    )
    ahead = [*about, *findings, *counts]
    order = sorted(
        wanted, key=lambda name: ahead.index(name) if name in ahead else len(ahead)
    )
    has_room = sum(wanted[name] for name in [*about, *findings[:1]]) <= room_px
    shown: dict[str, int] = {}
    for name in order:
        least = max(WRAPPED_PX, _one_line_px(name))
        is_cut = name in wraps and not has_room
        width = min(wanted[name], least) if is_cut else wanted[name]
        if not shown or sum(shown.values()) + width <= room_px:
            shown[name] = width
    for name in shown:
        spare = max(room_px - sum(shown.values()), 0)
        shown[name] += min(wanted[name] - shown[name], spare)
    return shown


def _n_lines(wanted: Mapping[str, int], shown: Mapping[str, int]) -> int:
    """Return how many lines the longest text takes; lines break between words."""
    cut = [
        ceil(WRAPS * (wanted[name] - PADDING_PX) / (width - PADDING_PX))
        for name, width in shown.items()
        if width < wanted[name]
    ]
    return max(cut, default=1)


def _falls(values: pd.Series) -> bool:
    """Say whether a column holds numbers below 0, which are written with a minus."""
    return bool(is_numeric_dtype(values) and (values < 0).any())


def _column(
    values: pd.Series, unit: str, width_px: int, *, falls: bool
) -> ColumnConfig:
    if not is_numeric_dtype(values):
        return st.column_config.TextColumn(
            width=width_px, alignment="right" if falls else None
        )
    return st.column_config.NumberColumn(
        format=None if falls else "localized",
        width=width_px,
        help=weights_words.harm_help(unit) if values.name == lists.HARM else None,
    )


def _wanted_px(values: pd.Series) -> int:
    """Return the width of a column's longest text, in one line."""
    if is_numeric_dtype(values):
        # Digits are wider than most letters.
        texts = [f"{numbers.number(value)} " for value in values.dropna()]
    else:
        texts = [str(text) for text in values]
    return max(map(_one_line_px, [str(values.name), *texts]))


def _one_line_px(text: str) -> int:
    return min(round(LETTER_PX * len(text)) + PADDING_PX, WIDEST_PX)
