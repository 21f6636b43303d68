"""Blocks of words on a picture: paragraphs, and a legend of signs and meanings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hotspots.presentation.colours import INK
from hotspots.presentation.pictures.marks import Mark, Sign, Text
from hotspots.presentation.pictures.sizes import Size
from hotspots.presentation.pictures.text import LINE_HEIGHT, text_width_px, wrapped

FAINT_INK = "#4a5560"


@dataclass(frozen=True)
class LegendEntry:
    """A sign of the legend with its meaning; `across` and `down` are set later."""

    sign: Sign
    meaning: str


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
    return set_lines(lines, at, size_px=size_px, bold=bold, colour=colour)


def set_lines(
    lines: Sequence[str],
    at: tuple[float, float],
    *,
    size_px: float,
    bold: bool = False,
    colour: str = INK,
) -> list[Text]:
    """Write lines as they are broken already; `at` is their top left corner."""
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


def bottom_of(marks: Sequence[Mark]) -> float:
    """Return where the lowest text or sign ends; 0 for none."""
    return max(
        (mark.rect.bottom for mark in marks if isinstance(mark, Text | Sign)),
        default=0.0,
    )
