"""The frame of every picture: its size, and where words, legend and body stand.

One routine serves all sizes. A wide size puts the legend and the small print in a
column at the left, the others put them under the body.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from hotspots.errors import InputError
from hotspots.presentation.colours import INK, WHITE
from hotspots.presentation.pictures.marks import Box, Mark, Picture, Rect, Sign, Text
from hotspots.presentation.pictures.sizes import Size
from hotspots.presentation.pictures.text import LINE_HEIGHT, text_width_px, wrapped

FAINT_INK = "#4a5560"
WARNING_GROUND = "#9b1c1c"
TITLE_LINES = 2
# A long title is set smaller, down to this share of its size.
LEAST_TITLE = 0.6
TITLE_STEPS = 9


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
    """

    title: str
    subtitle: str
    source: str
    key: str = ""
    warning: str = ""
    hidden: str = ""


@dataclass(frozen=True)
class LegendEntry:
    """A sign of the legend with its meaning; `across` and `down` are set later."""

    sign: Sign
    meaning: str


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
    """

    draw: Callable[[Rect], Sequence[Mark]]
    height_px: Callable[[float], float]
    beside_words: bool = False


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
    beside = body.beside_words and size.column_px
    lay_out = _with_column if beside else _stacked
    room, around, height = lay_out(words, body, size, legend, top)
    if room.height < size.height_px / 3:
        msg = (
            f"The words leave no room for the picture ({size.name}: {room.height:.0f} "
            f"of {size.height_px} pixels). Shorten the title, the months or the legend."
        )
        raise InputError(msg)
    alt = ". ".join(part for part in (words.title, words.subtitle) if part)
    marks = (*head, *body.draw(room), *around)
    return Picture(size=size, height_px=height, marks=marks, alt=alt)


def paragraph(
    text: str,
    at: tuple[float, float],
    width_px: float,
    *,
    size_px: float,
    bold: bool = False,
    colour: str = INK,
) -> list[Text]:
    """Write text in lines no wider than a width; `at` is its top left corner.

    Lines are made about as long as each other, so that no word is left alone.
    """
    lines = wrapped(text, width_px, size_px, bold=bold)
    return _set(lines, at, size_px=size_px, bold=bold, colour=colour)


def _set(
    lines: Sequence[str],
    at: tuple[float, float],
    *,
    size_px: float,
    bold: bool = False,
    colour: str = INK,
) -> list[Text]:
    left, top = at
    step = size_px * LINE_HEIGHT
    return [
        Text(line, left, top + step * (n + 0.5), size_px, bold=bold, colour=colour)
        for n, line in enumerate(lines)
    ]


def legend_marks(
    legend: Sequence[LegendEntry], at: tuple[float, float], width_px: float, size: Size
) -> list[Mark]:
    """Write the legend in rows, as many entries in each as there is room for."""
    left, top = at
    marks: list[Mark] = []
    across, gap = left, 1.1 * size.text_px
    widest = max((entry.sign.diameter_px for entry in legend), default=0)
    step = max(widest + 8, size.text_px * 1.45)
    for entry in legend:
        indent = max(entry.sign.diameter_px, size.sign_px) + 0.45 * size.text_px
        length = indent + text_width_px(entry.meaning, size.text_px)
        if across > left and across + length > left + width_px:
            across, top = left, top + step
        lines = paragraph(
            entry.meaning,
            (across + indent, top + (step - size.text_px * LINE_HEIGHT) / 2),
            width_px - indent,
            size_px=size.text_px,
        )
        middle = (across + (indent - 0.45 * size.text_px) / 2, top + step / 2)
        marks += [replace(entry.sign, across=middle[0], down=middle[1]), *lines]
        across += length + gap
        top += (len(lines) - 1) * size.text_px * LINE_HEIGHT
    return marks


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
    body: Body,  # noqa: ARG001
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
        # Refused by the caller: no room at all.
        foot = top
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
    first = _set(hidden, at, size_px=size.small_px)
    under = (left, bottom_of(first) + 4 if first else top)
    second = _set(source, under, size_px=size.small_px, colour=FAINT_INK)
    return [*first, *second]


def bottom_of(marks: Sequence[Mark]) -> float:
    """Return where the lowest text or sign ends; 0 for none."""
    return max(
        (mark.rect.bottom for mark in marks if isinstance(mark, Text | Sign)),
        default=0.0,
    )
