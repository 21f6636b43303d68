"""What a picture is drawn from: text, signs, lines, boxes and land, in its own pixels.

A layout places these; `Picture.chart` turns them into one Altair chart. So a test can
ask a picture for every box of text, and the renderer decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

import altair as alt
import pandas as pd
import shapely

from hotspots.presentation.colours import INK, WHITE
from hotspots.presentation.picture_text import FONT, LINE_HEIGHT, text_width_px

if TYPE_CHECKING:
    from hotspots.presentation.picture_frame import Size

Align = Literal["left", "center", "right"]
Shape = Literal["circle", "square", "triangle-up", "triangle-down"]
_BEFORE_ANCHOR = {"left": 0.0, "center": 0.5, "right": 1.0}
HALO_PX = 5.0
# Shorter dashes look like a rough edge at phone size.
DASHES = [5, 4]


@dataclass(frozen=True)
class Rect:
    """A box on the picture, in pixels from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Its width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its height in pixels."""
        return self.bottom - self.top

    def overlaps(self, other: Rect) -> bool:
        """Say whether the two share more than an edge.

        Examples
        --------
        >>> Rect(0, 0, 2, 2).overlaps(Rect(1, 1, 3, 3))
        True
        >>> Rect(0, 0, 2, 2).overlaps(Rect(2, 0, 3, 3))
        False
        """
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0 and down > 0


@dataclass(frozen=True)
class Text:
    """One line of text; `down` is the middle of the line.

    A halo is a white edge for text that stands on land.
    """

    text: str
    across: float
    down: float
    size_px: float
    bold: bool = False
    colour: str = INK
    align: Align = "left"
    halo: bool = False

    @property
    def rect(self) -> Rect:
        """The box that the line takes."""
        width = text_width_px(self.text, self.size_px, bold=self.bold)
        left = self.across - width * _BEFORE_ANCHOR[self.align]
        half = self.size_px * LINE_HEIGHT / 2
        return Rect(left, self.down - half, left + width, self.down + half)


@dataclass(frozen=True)
class Sign:
    """A mark with a shape of its own; `fill` empty leaves it open."""

    across: float
    down: float
    diameter_px: float
    shape: Shape = "circle"
    fill: str = ""
    stroke: str = WHITE
    stroke_px: float = 2.0
    dashed: bool = False

    @property
    def rect(self) -> Rect:
        """The box that the sign takes, its edge included."""
        half = (self.diameter_px + self.stroke_px) / 2
        return Rect(
            self.across - half, self.down - half, self.across + half, self.down + half
        )


@dataclass(frozen=True)
class Line:
    """A line through points, straight from one to the next."""

    points: tuple[tuple[float, float], ...]
    colour: str
    stroke_px: float
    dashed: bool = False


@dataclass(frozen=True)
class Box:
    """A filled box."""

    rect: Rect
    fill: str


@dataclass(frozen=True, eq=False)
class Land:
    """Districts' shapes, in pixels."""

    shapes: Sequence[shapely.Geometry]
    fill: str
    stroke: str
    stroke_px: float = 1.5


Mark = Text | Sign | Line | Box | Land


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture ready to be drawn.

    Attributes
    ----------
    size
        The size that it was laid out for.
    height_px
        Its height: the size's own, or less where a newsletter needs less.
    marks
        What it shows, from the back to the front.
    told
        What it shows, in words, for those who cannot see it.
    """

    size: Size
    height_px: float
    marks: tuple[Mark, ...] = field(repr=False)
    told: str = ""

    @property
    def texts(self) -> list[Text]:
        """Every line of text on it."""
        return [mark for mark in self.marks if isinstance(mark, Text)]

    @property
    def signs(self) -> list[Sign]:
        """Every sign on it, the legend's included."""
        return [mark for mark in self.marks if isinstance(mark, Sign)]

    def chart(self) -> alt.LayerChart:
        """Return the picture as one Altair chart, its own pixels as its units."""
        layers = [
            layer
            for (kind, style), marks in groupby(self.marks, key=_kind)
            for layer in self._layers(kind, style, list(marks))
        ]
        config = alt.Config(view=alt.ViewConfig(stroke=None), font=FONT)
        drawn: alt.LayerChart = alt.layer(*layers).properties(
            width=self.size.width_px,
            height=self.height_px,
            background=WHITE,
            padding=0,
            config=config,
            description=self.told,
        )
        return drawn

    def _layers(
        self, kind: type[Mark], style: dict[str, Any], marks: list[Any]
    ) -> list[alt.Chart]:
        if kind is Land:
            return [_land(land) for land in marks]
        if kind is Line:
            return [self._line(line) for line in marks]
        if kind is Text:
            return self._lines_of_text(marks, style)
        if kind is Sign:
            return [self._signs(marks, style)]
        return [self._box(box) for box in marks]

    def _lines_of_text(
        self, texts: list[Text], style: dict[str, Any]
    ) -> list[alt.Chart]:
        columns = ("text", "across", "down", "size_px", "colour")
        rows = [{name: getattr(text, name) for name in columns} for text in texts]
        base = self._at(pd.DataFrame(rows)).encode(
            text="text:N",
            size=alt.Size("size_px:Q", scale=None, legend=None),
            # What a screen reader says of the line in an SVG.
            description="text:N",
        )
        look = {
            "align": style["align"],
            "fontWeight": "bold" if style["bold"] else "normal",
            "baseline": "middle",
            "font": FONT,
        }
        ink = base.mark_text(**look).encode(color=alt.Color("colour:N", scale=None))
        if not style["halo"]:
            return [ink]
        # Spoken once: the halo is for the eye.
        halo = base.mark_text(
            **look,
            stroke=WHITE,
            strokeWidth=HALO_PX,
            strokeJoin="round",
            color=WHITE,
            aria=False,
        )
        return [halo, ink]

    def _signs(self, signs: list[Sign], style: dict[str, Any]) -> alt.Chart:
        rows = [
            {
                "across": sign.across,
                "down": sign.down,
                "area": sign.diameter_px**2,
                "shape": sign.shape,
                "fill": sign.fill or "transparent",
                "stroke": sign.stroke,
            }
            for sign in signs
        ]
        return (
            self._at(pd.DataFrame(rows))
            .mark_point(
                opacity=1,
                strokeWidth=style["stroke_px"],
                strokeDash=DASHES if style["dashed"] else [1, 0],
                strokeJoin="round",
                aria=False,
            )
            .encode(
                size=alt.Size("area:Q", scale=None, legend=None),
                shape=alt.Shape("shape:N", scale=None, legend=None),
                fill=alt.Fill("fill:N", scale=None, legend=None),
                stroke=alt.Stroke("stroke:N", scale=None, legend=None),
            )
        )

    def _line(self, line: Line) -> alt.Chart:
        points = pd.DataFrame(line.points, columns=["across", "down"])
        return (
            self._at(points.assign(position=range(len(points))))
            .mark_line(
                color=line.colour,
                strokeWidth=line.stroke_px,
                strokeDash=DASHES if line.dashed else [1, 0],
                aria=False,
            )
            .encode(order="position:Q")
        )

    def _box(self, box: Box) -> alt.Chart:
        rect = box.rect
        corners = pd.DataFrame(
            {
                "across": [rect.left],
                "down": [rect.top],
                "right": [rect.right],
                "bottom": [rect.bottom],
            }
        )
        base = self._at(corners).mark_rect(color=box.fill, aria=False)
        return base.encode(x2="right:Q", y2="bottom:Q")

    def _at(self, places: pd.DataFrame) -> alt.Chart:
        wide, high = [0, self.size.width_px], [self.height_px, 0]
        across = alt.X("across:Q", scale=alt.Scale(domain=wide, nice=False))
        down = alt.Y("down:Q", scale=alt.Scale(domain=high, nice=False))
        return alt.Chart(places.round(2)).encode(x=across.axis(None), y=down.axis(None))


def _kind(mark: Mark) -> tuple[type[Mark], dict[str, Any]]:
    """Return what marks of one layer have in common."""
    common = ("bold", "align", "halo", "stroke_px", "dashed")
    return type(mark), {
        name: getattr(mark, name) for name in common if hasattr(mark, name)
    }


def _land(land: Land) -> alt.Chart:
    shapes = [
        {"type": "Feature", "geometry": shapely.geometry.mapping(shape)}
        for shape in shapely.set_precision(list(land.shapes), 0.1)
    ]
    # The points are pixels already: a projection that leaves them where they are.
    return (
        alt.Chart(alt.Data(values=shapes))
        .mark_geoshape(
            fill=land.fill,
            stroke=land.stroke,
            strokeWidth=land.stroke_px,
            strokeJoin="round",
            aria=False,
        )
        .project(type="identity", scale=1, translate=[0, 0])
    )
