"""The headline figures as a card: few, large, each with what it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hotspots.errors import InputError
from hotspots.presentation.colours import INK
from hotspots.presentation.pictures.frame import Body, PictureWords, framed
from hotspots.presentation.pictures.marks import Line, Mark, Picture, Rect, Text
from hotspots.presentation.pictures.paragraphs import FAINT_INK, bottom_of, paragraph
from hotspots.presentation.pictures.sizes import NEWSLETTER, Size
from hotspots.presentation.pictures.text import text_width_px

MOST_FIGURES = 4
RULE = "#8793a0"
# Type of the words and of the figures, in lines of a map's text: the largest that fits.
TYPES = ((1.25, 3.6), (1.15, 3.2), (1.0, 2.8), (1.0, 2.2))
# Air in a row where the picture's height is free, in gaps.
AIR = 1.2
MOST_FIGURE_WIDTH = 0.42
HIDDEN = "hidden"


@dataclass(frozen=True)
class Figure:
    """One headline figure, in the words that it is published in.

    Attributes
    ----------
    value
        The figure, such as "18 of 24"; empty if it is hidden.
    label
        What it is.
    made_of
        The figures that it comes from, such as "from 32,703 to 31,231 incidents".
    expected
        What would have been expected without patrols, or why that is not known.
    is_fall
        Whether it claims a fall: then `expected` must be given.

    Raises
    ------
    InputError
        If a fall is claimed without what would have been expected without patrols.

    Examples
    --------
    >>> Figure("4.5% less", "ASB in the county", is_fall=True)
    Traceback (most recent call last):
    hotspots.errors.InputError: "ASB in the county" claims a fall. Say beside it what
    would have been expected without patrols.
    """

    value: str
    label: str
    made_of: str = ""
    expected: str = ""
    is_fall: bool = False

    def __post_init__(self) -> None:
        if self.is_fall and not self.expected:
            msg = (
                f'"{self.label}" claims a fall. Say beside it what would have been '
                "expected without patrols."
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
        rows = _rows_that_fit(figures, room, size)
        spare = (room.height - sum(rows.heights)) / len(figures)
        drawn: list[Mark] = []
        top = room.top
        for figure, height in zip(figures, rows.heights, strict=True):
            row = Rect(room.left, top, room.right, top + height + spare)
            ink = colour if figure.value else FAINT_INK
            drawn += [_rule(row), _value(figure, row, rows.figure_px, ink)]
            drawn += rows.beside(figure, row)
            top = row.bottom
        return drawn

    def height_px(width_px: float) -> float:
        heights = _rows(figures, width_px, TYPES[0], size).heights
        return sum(heights) + AIR * size.gap_px * len(heights)

    return framed(words, Body(draw, height_px), size=size)


@dataclass(frozen=True)
class _Rows:
    """How a card's rows are set, and the height that each needs."""

    figure_px: float
    text_px: float
    indent_px: float
    heights: tuple[float, ...] = ()

    def beside(self, figure: Figure, row: Rect) -> list[Mark]:
        """Write what belongs to a figure, in the middle of its row's height."""
        width = row.width - self.indent_px
        height = bottom_of(_lines(figure, (0, 0), width, self.text_px))
        at = (row.left + self.indent_px, (row.top + row.bottom - height) / 2)
        return _lines(figure, at, width, self.text_px)


def _rows_that_fit(figures: Sequence[Figure], room: Rect, size: Size) -> _Rows:
    for kind in TYPES:
        rows = _rows(figures, room.width, kind, size)
        if sum(rows.heights) <= room.height:
            return rows
    msg = (
        f"The {len(figures)} figures do not fit the {size.name} card. Shorten their "
        "words, or show fewer."
    )
    raise InputError(msg)


def _rows(
    figures: Sequence[Figure], width_px: float, kind: tuple[float, float], size: Size
) -> _Rows:
    """Set the rows in a type; a figure too long for its column is set smaller."""
    text_px, wanted = kind[0] * size.text_px, kind[1] * size.text_px
    widest = max(_width(figure, 1) for figure in figures)
    figure_px = min(wanted, MOST_FIGURE_WIDTH * width_px / widest)
    if figure_px < text_px:
        longest = max((_written(figure) for figure in figures), key=len)
        msg = (
            f'The figure "{longest}" is too long for the {size.name} card. Shorten it.'
        )
        raise InputError(msg)
    rows = _Rows(figure_px, text_px, widest * figure_px + 1.6 * size.gap_px)
    room = Rect(0, 0, width_px, 0)
    return replace(
        rows,
        heights=tuple(
            max(_height(rows.beside(figure, room)), figure_px) + 1.6 * size.gap_px
            for figure in figures
        ),
    )


def _height(marks: Sequence[Mark]) -> float:
    # They are set around 0, their middle.
    return 2 * bottom_of(marks)


def _written(figure: Figure) -> str:
    return figure.value or HIDDEN


def _width(figure: Figure, size_px: float) -> float:
    return text_width_px(_written(figure), size_px, bold=True)


def _rule(row: Rect) -> Line:
    return Line(((row.left, row.top), (row.right, row.top)), RULE, 2.0)


def _value(figure: Figure, row: Rect, size_px: float, ink: str) -> Text:
    down = (row.top + row.bottom) / 2
    return Text(_written(figure), row.left, down, size_px, bold=True, colour=ink)


def _lines(
    figure: Figure, at: tuple[float, float], width_px: float, text_px: float
) -> list[Mark]:
    left, top = at
    drawn: list[Mark] = []
    for text, bold, ink in (
        (figure.label, True, INK),
        (figure.made_of, False, FAINT_INK),
        (figure.expected, False, INK),
    ):
        drawn += paragraph(
            text,
            (left, bottom_of(drawn) if drawn else top),
            width_px,
            size_px=text_px,
            bold=bold,
            colour=ink,
        )
    return drawn
