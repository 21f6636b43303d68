"""The headline figures as a card: few, large, each with what it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hotspots.errors import InputError
from hotspots.presentation.colours import INK
from hotspots.presentation.picture_frame import (
    FAINT_INK,
    NEWSLETTER,
    Body,
    PictureWords,
    Size,
    bottom_of,
    framed,
    paragraph,
)
from hotspots.presentation.picture_marks import Line, Mark, Picture, Rect, Text
from hotspots.presentation.picture_text import LINE_HEIGHT, text_width_px

MOST_FIGURES = 4
RULE = "#8793a0"
# A figure's type, in lines of text; smaller where the rows are low or a figure is long.
FIGURE_LINES = 3.4
LEAST_FIGURE_LINES = 1.5
MOST_FIGURE_WIDTH = 0.42
HIDDEN = "hidden"


@dataclass(frozen=True)
class Figure:
    """One headline figure, in the words that it is published in.

    Attributes
    ----------
    value
        The figure, such as "−4.5%" or "18 of 24"; empty if it is hidden.
    label
        What it is.
    made_of
        The figures that it comes from, such as "from 32,703 to 31,231 incidents".
    anyway
        What would have been expected anyway, or why that cannot be told.
    is_fall
        Whether it claims a fall: then `anyway` must be given.

    Raises
    ------
    InputError
        If a fall is claimed without what would have been expected anyway.

    Examples
    --------
    >>> Figure("−4.5%", "ASB in the county", is_fall=True)
    Traceback (most recent call last):
    hotspots.errors.InputError: "ASB in the county" claims a fall. Say beside it what
    would have been expected anyway.
    """

    value: str
    label: str
    made_of: str = ""
    anyway: str = ""
    is_fall: bool = False

    def __post_init__(self) -> None:
        if self.is_fall and not self.anyway:
            msg = (
                f'"{self.label}" claims a fall. Say beside it what would have been '
                "expected anyway."
            )
            raise InputError(msg)


def figures_card(
    figures: Sequence[Figure],
    *,
    colour: str,
    words: PictureWords,
    size: Size = NEWSLETTER,
) -> Picture:
    """Draw one to four figures, in the order given, a row each.

    Parameters
    ----------
    figures
        The figures in the order in which they are to be read.
    colour
        Colour of the figures, as #rrggbb.
    words
        What is written; `key` is not used.
    size
        The size to draw it in.

    Raises
    ------
    InputError
        If there are none or more than four, or they do not fit.
    """
    if not 1 <= len(figures) <= MOST_FIGURES:
        msg = f"A card shows 1 to {MOST_FIGURES} figures, not {len(figures)}."
        raise InputError(msg)

    def draw(room: Rect) -> list[Mark]:
        figure_px = _figure_px(figures, room, size)
        column = max(_width(figure, figure_px) for figure in figures)
        height = room.height / len(figures)
        drawn: list[Mark] = []
        for n, figure in enumerate(figures):
            top = room.top + n * height
            row = Rect(room.left, top, room.right, top + height)
            ink = colour if figure.value else FAINT_INK
            drawn += [
                _rule(row),
                _value(figure, row, figure_px, ink),
                *_beside(figure, row, column + 1.6 * size.gap_px, size),
            ]
        return drawn

    def height_px(width_px: float) -> float:
        room = Rect(0, 0, width_px, size.height_px)
        figure_px = FIGURE_LINES * size.text_px
        column = max(_width(figure, figure_px) for figure in figures)
        column = min(column, MOST_FIGURE_WIDTH * width_px) + 1.6 * size.gap_px
        lines = [
            bottom_of(_lines(figure, (column, 0), room.width - column, size))
            for figure in figures
        ]
        return len(figures) * (max(*lines, figure_px) + 2.2 * size.gap_px)

    return framed(words, Body(draw, height_px), size=size)


def _told(figure: Figure) -> str:
    return figure.value or HIDDEN


def _width(figure: Figure, size_px: float) -> float:
    return text_width_px(_told(figure), size_px, bold=True)


def _figure_px(figures: Sequence[Figure], room: Rect, size: Size) -> float:
    """Return the type that leaves room for the words beside the longest figure."""
    widest = max(_width(figure, 1) for figure in figures)
    largest = min(
        FIGURE_LINES * size.text_px,
        MOST_FIGURE_WIDTH * room.width / widest,
        room.height / len(figures) / LINE_HEIGHT,
    )
    if largest < LEAST_FIGURE_LINES * size.text_px:
        longest = max((_told(figure) for figure in figures), key=len)
        msg = (
            f'The figure "{longest}" is too long for the {size.name} card. Shorten it.'
        )
        raise InputError(msg)
    return largest


def _rule(row: Rect) -> Line:
    return Line(((row.left, row.top), (row.right, row.top)), RULE, 2.0)


def _value(figure: Figure, row: Rect, size_px: float, ink: str) -> Text:
    down = (row.top + row.bottom) / 2
    return Text(_told(figure), row.left, down, size_px, bold=True, colour=ink)


def _beside(figure: Figure, row: Rect, indent: float, size: Size) -> list[Mark]:
    """Write the label and what belongs to it, in the middle of the row's height."""
    width = row.width - indent
    height = bottom_of(_lines(figure, (0, 0), width, size))
    if height > row.height - 4:
        msg = f'The words of "{figure.label}" do not fit the {size.name} card.'
        raise InputError(f"{msg} Shorten them, or show fewer figures.")
    top = (row.top + row.bottom - height) / 2
    return _lines(figure, (row.left + indent, top), width, size)


def _lines(
    figure: Figure, at: tuple[float, float], width_px: float, size: Size
) -> list[Mark]:
    left, top = at
    drawn: list[Mark] = []
    for text, bold, ink in (
        (figure.label, True, INK),
        (figure.made_of, False, FAINT_INK),
        (figure.anyway, False, INK),
    ):
        drawn += paragraph(
            text,
            (left, bottom_of(drawn) or top),
            width_px,
            size_px=size.text_px,
            bold=bold,
            colour=ink,
        )
    return drawn
