"""A picture's marks as SVG, written straight: a test can ask it for every word.

Whatever text comes, the drawing is XML: what XML cannot hold is replaced here, at the
one door, so that no name and no title can stop the renderer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import shapely

from hotspots.presentation.colours import WHITE
from hotspots.presentation.pictures.marks import (
    Box,
    Land,
    Line,
    Mark,
    Picture,
    Sign,
    Text,
)
from hotspots.presentation.pictures.text import FONT

HALO_PX = 5.0
# Shorter dashes look like a rough edge at phone size.
DASHES = "5,4"
# A line's baseline under its middle, in shares of the type's size.
BASELINE = 0.3
ANCHORS = {"left": "start", "center": "middle", "right": "end"}
# Everything outside production 2, Char, of XML 1.0, fifth edition.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def svg_of(
    picture: Picture, *, width: float | None = None, height: float | None = None
) -> str:
    """Write a picture as SVG; the same picture gives the same text each time.

    Parameters
    ----------
    picture
        The picture.
    width, height
        How large it is shown; its own pixels unless said.
    """
    wide, high = picture.size.width_px, picture.height_px
    shown = f'width="{_number(width or wide)}" height="{_number(height or high)}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" {shown} '
        f'viewBox="0 0 {_number(wide)} {_number(high)}" role="img" '
        f"aria-label={quoteattr(as_xml_text(picture.alt))}>"
    )
    ground = f'<rect width="{_number(wide)}" height="{_number(high)}" fill="{WHITE}"/>'
    marks = (
        line
        for kind, group in groupby(picture.marks, key=type)
        for line in _marks(kind, list(group))
    )
    return "\n".join([head, ground, *marks, "</svg>", ""])


def as_xml_text(text: str) -> str:
    r"""Replace the characters that XML cannot hold by the sign for one unknown.

    Examples
    --------
    >>> as_xml_text("Mill Lane\x02") == "Mill Lane\N{REPLACEMENT CHARACTER}"
    True
    """
    return NOT_XML.sub(REPLACEMENT, text)


def _marks(kind: type[Mark], marks: Sequence[Mark]) -> Iterator[str]:
    """Write marks of one kind that follow each other."""
    if kind is Text:
        yield from _texts([mark for mark in marks if isinstance(mark, Text)])
        return
    for mark in marks:
        if isinstance(mark, Land):
            yield from _land(mark)
        elif isinstance(mark, Line):
            yield _line(mark)
        elif isinstance(mark, Sign):
            yield _sign(mark)
        elif isinstance(mark, Box):
            yield _box(mark)


def _texts(texts: Sequence[Text]) -> Iterator[str]:
    """Write lines of text, every halo first: none lies on a neighbour's letters."""
    edge = (
        f' stroke="{WHITE}" stroke-width="{_number(HALO_PX)}" stroke-linejoin="round"'
    )
    for text in texts:
        if text.halo:
            yield _text(text, WHITE, edge)
    for text in texts:
        yield _text(text, text.colour, "")


def _text(text: Text, colour: str, edge: str) -> str:
    # On whole pixels from the middle, so that type is sharp.
    baseline = text.down + math.floor(BASELINE * text.size_px + 0.5)
    weight = ' font-weight="bold"' if text.bold else ""
    if text.spacing_px:
        weight += f' letter-spacing="{_number(text.spacing_px)}"'
    return (
        f'<text x="{_number(text.across)}" y="{_number(baseline)}" '
        f'text-anchor="{ANCHORS[text.align]}" font-family="{FONT}" '
        f'font-size="{_number(text.size_px)}"{weight} fill="{colour}"{edge}>'
        f"{escape(as_xml_text(text.text))}</text>"
    )


def _sign(sign: Sign) -> str:
    look = (
        f'fill="{sign.fill or "none"}" stroke="{sign.stroke}" '
        f'stroke-width="{_number(sign.stroke_px)}" stroke-linejoin="round"'
        f"{_dashes(dashed=sign.dashed)}/>"
    )
    across, down, half = sign.across, sign.down, sign.diameter_px / 2
    if sign.shape == "circle":
        middle = f'cx="{_number(across)}" cy="{_number(down)}"'
        return f'<circle {middle} r="{_number(half)}" {look}'
    if sign.shape == "square":
        corners = [(-half, -half), (half, -half), (half, half), (-half, half)]
    else:
        # As high as a triangle of three equal sides that is as wide.
        tip = -half * math.sqrt(3) / 2
        if sign.shape == "triangle-down":
            tip = -tip
        corners = [(0, tip), (-half, -tip), (half, -tip)]
    placed = [(across + x, down + y) for x, y in corners]
    return f'<path d="{_path(placed)}Z" {look}'


def _line(line: Line) -> str:
    return (
        f'<path d="{_path(line.points)}" fill="none" stroke="{line.colour}" '
        f'stroke-width="{_number(line.stroke_px)}"{_dashes(dashed=line.dashed)}/>'
    )


def _box(box: Box) -> str:
    rect = box.rect
    return (
        f'<rect x="{_number(rect.left)}" y="{_number(rect.top)}" '
        f'width="{_number(rect.width)}" height="{_number(rect.height)}" '
        f'fill="{box.fill}"/>'
    )


def _land(land: Land) -> Iterator[str]:
    for shape in land.shapes:
        rings = (
            ring
            for polygon in shapely.get_parts(shape)
            for ring in (polygon.exterior, *polygon.interiors)
        )
        d = "".join(f"{_path(_outline(ring))}Z" for ring in rings)
        yield (
            f'<path d="{d}" fill="{land.fill}" fill-rule="evenodd" '
            f'stroke="{land.stroke}" stroke-width="{_number(land.stroke_px)}" '
            f'stroke-linejoin="round"/>'
        )


def _outline(ring: shapely.LinearRing) -> list[tuple[float, float]]:
    """Return a ring's points to a tenth of a pixel, each once."""
    points = shapely.get_coordinates(ring).round(1)
    moved = np.any(np.diff(points, axis=0) != 0, axis=1)
    return [(x, y) for x, y in points[:-1][moved].tolist()]


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _dashes(*, dashed: bool) -> str:
    return f' stroke-dasharray="{DASHES}"' if dashed else ""


def _number(value: float) -> str:
    """Write a number to a hundredth of a pixel, as short as it can be.

    Examples
    --------
    >>> _number(12.0), _number(0.126), _number(-0.001)
    ('12', '0.13', '0')
    """
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
