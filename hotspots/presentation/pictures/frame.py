"""The frame of every picture: its size, and where words, legend and body stand.

One routine serves all sizes. A wide size puts the legend and the small print in a
column at the left, the others put them under the body.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from hotspots.errors import InputError
from hotspots.presentation.colours import WHITE
from hotspots.presentation.pictures.marks import Box, Mark, Picture, Rect, Sign, Text
from hotspots.presentation.pictures.paragraphs import (
    FAINT_INK,
    LegendEntry,
    bottom_of,
    legend_marks,
    paragraph,
    set_lines,
)
from hotspots.presentation.pictures.sizes import Size
from hotspots.presentation.pictures.text import text_width_px, wrapped

WARNING_GROUND = "#9b1c1c"
TITLE_LINES = 2
# A long title is set smaller, down to this share of its size.
LEAST_TITLE = 0.6
TITLE_STEPS = 9
# How far signs are thought to be moved before any is drawn: most often about right.
FIRST_GUESS_M = 2500.0


def nothing_moved(_farthest_m: float) -> str:
    """Say nothing of where signs stand: they stand for no place."""
    return ""


@dataclass(frozen=True)
class PictureWords:
    """The words of a picture.

    Attributes
    ----------
    title, subtitle
        What it shows, and on which months.
    source
        Whose data it is, and under which licences.
    key
        What a dot means; pictures with several signs bring their own legend.
    warning
        What must not be overlooked, such as "Synthetic data"; empty if nothing.
    hidden
        What was hidden or rounded; empty if nothing.
    moved
        Says how far the signs stand from their zones, given the farthest in metres.
    """

    title: str
    subtitle: str
    source: str
    key: str = ""
    warning: str = ""
    hidden: str = ""
    moved: Callable[[float], str] = nothing_moved

    def small_print(self, farthest_m: float) -> str:
        """Say where signs stand, and what was hidden."""
        return " ".join(filter(None, [self.moved(farthest_m), self.hidden]))


@dataclass(frozen=True)
class Body:
    """What stands in the middle of a picture.

    Attributes
    ----------
    draw
        Draws it in the room that it is given.
    height_px
        The height that it can use at a width: a picture that may be lower ends there.
    beside_words
        Whether the words stand beside it in a size that has a column: so for a map,
        which is not much wider than high.
    has_legend_signs
        Whether its signs are the legend's, which are then drawn as large as they.
    """

    draw: Callable[[Rect], Sequence[Mark]]
    height_px: Callable[[float], float]
    beside_words: bool = False
    has_legend_signs: bool = False


def framed(
    words: PictureWords,
    body: Body,
    *,
    size: Size,
    legend: Sequence[LegendEntry] = (),
) -> Picture:
    """Lay a picture out: warning, title, months, body, legend and small print.

    Parameters
    ----------
    words
        What is written.
    body
        What stands in the middle.
    size
        The size to lay it out for.
    legend
        The signs explained, in order.

    Raises
    ------
    InputError
        If the words leave less than a third of the height for the body.
    """
    head = _head(words, size)
    top = bottom_of(head) + size.gap_px / 2
    drawn, around, height = _settled(words, body, size, legend, top)
    alt = ". ".join(part for part in (words.title, words.subtitle) if part)
    return Picture(size=size, height_px=height, marks=(*head, *drawn, *around), alt=alt)


def _settled(
    words: PictureWords,
    body: Body,
    size: Size,
    legend: Sequence[LegendEntry],
    top: float,
) -> tuple[Sequence[Mark], Sequence[Mark], float]:
    """Draw the body, and the words around it that are true of it; return the height.

    Where signs stand depends on the room, and the room on the words that say how far
    they are moved. After the first try these only say more, so the tries end.
    """
    lay_out = _with_column if body.beside_words and size.column_px else _stacked
    drawn: Sequence[Mark] = ()
    drawn_in, said_m, farthest_m = None, FIRST_GUESS_M, 0.0
    while True:
        true = replace(words, hidden=words.small_print(said_m))
        room, around, height = lay_out(true, body, size, legend, top)
        _refuse_no_room(room, size)
        if room != drawn_in:
            drawn_in, drawn = room, body.draw(room)
        signs = [mark.moved_m for mark in drawn if isinstance(mark, Sign)]
        farthest_m = max([farthest_m, *signs])
        if words.moved(said_m) == words.moved(farthest_m):
            if body.has_legend_signs:
                around = _as_large(around, drawn)
            return drawn, around, height
        said_m = farthest_m


def _as_large(around: Sequence[Mark], drawn: Sequence[Mark]) -> list[Mark]:
    """Draw the legend's signs as large as the body's, about their middles."""
    signs = [mark for mark in drawn if isinstance(mark, Sign)]
    widths = {(sign.shape, sign.fill): sign.diameter_px for sign in signs}
    share = next(
        (
            widths[mark.shape, mark.fill] / mark.diameter_px
            for mark in around
            if isinstance(mark, Sign) and (mark.shape, mark.fill) in widths
        ),
        1.0,
    )
    return [
        replace(mark, diameter_px=share * mark.diameter_px)
        if isinstance(mark, Sign)
        else mark
        for mark in around
    ]


def _refuse_no_room(room: Rect, size: Size) -> None:
    if room.height < size.height_px / 3:
        msg = (
            f"The words leave no room for the picture ({size.name}: {room.height:.0f} "
            f"of {size.height_px} pixels). Shorten the title, the months or the legend."
        )
        raise InputError(msg)


def _head(words: PictureWords, size: Size) -> list[Mark]:
    """Draw the warning as a band over the whole width, and the title."""
    left, width = size.margin_px, size.width_px - 2 * size.margin_px
    marks: list[Mark] = []
    top = 0.8 * size.margin_px
    if words.warning:
        pad = 0.4 * size.text_px
        lines = paragraph(
            words.warning,
            (left, pad),
            width,
            size_px=size.text_px,
            bold=True,
            colour=WHITE,
        )
        band = bottom_of(lines) + pad
        ground = Box(Rect(0, 0, size.width_px, band), WARNING_GROUND)
        marks += [ground, *lines]
        top = band + size.gap_px
    title_px = _title_px(words.title, width, size)
    title = paragraph(words.title, (left, top), width, size_px=title_px, bold=True)
    return [*marks, *title]


def _title_px(title: str, width_px: float, size: Size) -> float:
    """Return the largest type in which the title takes two lines at most."""
    for step in range(TITLE_STEPS):
        share = 1 - (1 - LEAST_TITLE) * step / (TITLE_STEPS - 1)
        size_px = size.title_px * share
        lines = wrapped(title, width_px, size_px, bold=True)
        fits = all(
            text_width_px(line, size_px, bold=True) <= width_px for line in lines
        )
        if len(lines) <= TITLE_LINES and fits:
            return size_px
    msg = (
        f"The title has {len(title)} characters and takes more than {TITLE_LINES} "
        f"lines on the {size.name} picture. Shorten it."
    )
    raise InputError(msg)


_Laid = tuple[Rect, list[Mark], float]


def _stacked(
    words: PictureWords,
    body: Body,
    size: Size,
    legend: Sequence[LegendEntry],
    top: float,
) -> _Laid:
    left, right = size.margin_px, size.width_px - size.margin_px
    width = right - left
    subtitle = _subtitle(words, (left, top), width, size)
    top = bottom_of(subtitle) + size.gap_px

    def under(begin: float) -> list[Mark]:
        drawn = legend_marks(legend, (left, begin), width, size)
        begin = bottom_of(drawn) + 0.8 * size.gap_px if drawn else begin
        return [*drawn, *_small_print(words, (left, begin), width, size)]

    below = bottom_of(under(0)) + 0.8 * size.margin_px
    foot = size.height_px - below - size.gap_px
    if size.may_be_lower:
        foot = min(foot, top + body.height_px(width))
    room = Rect(left, top, right, foot)
    begin = foot + size.gap_px
    return room, [*subtitle, *under(begin)], round(begin + below)


def _with_column(
    words: PictureWords,
    body: Body,
    size: Size,
    legend: Sequence[LegendEntry],
    top: float,
) -> _Laid:
    left, width = size.margin_px, size.column_px
    foot = size.height_px - 0.8 * size.margin_px
    subtitle = _subtitle(words, (left, top), width, size)
    begin = bottom_of(subtitle) + 2 * size.gap_px
    signs = legend_marks(legend, (left, begin), width, size)
    begin = bottom_of([*subtitle, *signs])
    small_height = bottom_of(_small_print(words, (0, 0), width, size))
    small = _small_print(words, (left, foot - small_height), width, size)
    if foot - small_height < begin + size.gap_px:
        # More words than the column holds take the whole width, over and under.
        return _stacked(words, body, size, legend, top)
    room = Rect(left + width + 2 * size.gap_px, top, size.width_px - left, foot)
    return room, [*subtitle, *signs, *small], size.height_px


def _subtitle(
    words: PictureWords, at: tuple[float, float], width_px: float, size: Size
) -> list[Text]:
    return paragraph(
        words.subtitle, at, width_px, size_px=size.text_px, colour=FAINT_INK
    )


def _small_print(
    words: PictureWords, at: tuple[float, float], width_px: float, size: Size
) -> list[Text]:
    """Write what was hidden, then whose data it is."""
    left, top = at
    hidden, source = (
        wrapped(text, width_px, size.small_px, even=False)
        for text in (words.hidden, words.source)
    )
    first = set_lines(hidden, at, size_px=size.small_px)
    under = (left, bottom_of(first) + 4 if first else top)
    second = set_lines(source, under, size_px=size.small_px, colour=FAINT_INK)
    return [*first, *second]
