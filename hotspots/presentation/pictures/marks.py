"""What a picture is drawn from: text, signs, lines, boxes and land, in its own pixels.

A layout places these; `svg` writes them. So a test can ask a picture for every box of
text, and the renderer decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from hotspots.presentation.colours import INK, WHITE
from hotspots.presentation.pictures.text import LINE_HEIGHT, text_width_px

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from hotspots.presentation.pictures.sizes import Size

Align = Literal["left", "center", "right"]
Shape = Literal["circle", "square", "triangle-up", "triangle-down"]
_BEFORE_ANCHOR = {"left": 0.0, "center": 0.5, "right": 1.0}


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


@dataclass(frozen=True)
class Text:
    """One line of text; `down` is the middle of the line.

    A halo is a white edge for text that stands on land; `spacing_px` goes between
    letters.
    """

    text: str
    across: float
    down: float
    size_px: float
    bold: bool = False
    colour: str = INK
    align: Align = "left"
    halo: bool = False
    spacing_px: float = 0.0

    @property
    def rect(self) -> Rect:
        """The box that the line takes."""
        width = text_width_px(self.text, self.size_px, bold=self.bold)
        width += self.spacing_px * len(self.text)
        left = self.across - width * _BEFORE_ANCHOR[self.align]
        half = self.size_px * LINE_HEIGHT / 2
        return Rect(left, self.down - half, left + width, self.down + half)


@dataclass(frozen=True)
class Sign:
    """A mark with a shape of its own; `fill` empty leaves it open.

    `moved_m` is how far it stands from the centre of what it stands for, in metres; so
    is the end of its line, `leads_to`, where it has one.
    """

    across: float
    down: float
    diameter_px: float
    shape: Shape = "circle"
    fill: str = ""
    stroke: str = WHITE
    stroke_px: float = 2.0
    dashed: bool = False
    moved_m: float = 0.0
    leads_to: tuple[float, float] | None = None

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

    shapes: NDArray[np.object_]
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
    alt
        What it shows, in words, for those who cannot see it.
    """

    size: Size
    height_px: float
    marks: tuple[Mark, ...] = field(repr=False)
    alt: str = ""

    @property
    def texts(self) -> list[Text]:
        """Every line of text on it."""
        return [mark for mark in self.marks if isinstance(mark, Text)]

    @property
    def signs(self) -> list[Sign]:
        """Every sign on it, the legend's included."""
        return [mark for mark in self.marks if isinstance(mark, Sign)]
