"""A picture's marks as one Altair chart, its own pixels as the chart's units."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import altair as alt
import pandas as pd
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
DASHES = [5, 4]


def chart_of(picture: Picture) -> alt.LayerChart:
    """Return the picture as one Altair chart."""
    canvas = _Canvas(picture.size.width_px, picture.height_px)
    layers = [
        layer
        for (kind, style), marks in groupby(picture.marks, key=_kind)
        for layer in canvas.layers(kind, style, list(marks))
    ]
    config = alt.Config(view=alt.ViewConfig(stroke=None), font=FONT)
    drawn: Any = alt.layer(*layers).properties(
        width=picture.size.width_px,
        height=picture.height_px,
        background=WHITE,
        padding=0,
        config=config,
        description=picture.told,
    )
    return drawn


class _Canvas:
    """What layers of one picture share: its width and height."""

    def __init__(self, width_px: float, height_px: float) -> None:
        self.width_px, self.height_px = width_px, height_px

    def layers(
        self, kind: type[Mark], style: dict[str, Any], marks: list[Any]
    ) -> list[alt.Chart]:
        if kind is Land:
            return [_land(land) for land in marks]
        if kind is Line:
            return [self._lines(marks, style)]
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

    def _lines(self, lines: list[Line], style: dict[str, Any]) -> alt.Chart:
        rows = [
            {"line": n, "position": m, "across": point[0], "down": point[1]}
            | {"colour": line.colour}
            for n, line in enumerate(lines)
            for m, point in enumerate(line.points)
        ]
        return (
            self._at(pd.DataFrame(rows))
            .mark_line(
                strokeWidth=style["stroke_px"],
                strokeDash=DASHES if style["dashed"] else [1, 0],
                aria=False,
            )
            .encode(
                detail="line:N",
                order="position:Q",
                color=alt.Color("colour:N", scale=None, legend=None),
            )
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
        wide, high = [0, self.width_px], [self.height_px, 0]
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
            # The renderer numbers clips on from picture to picture: none, so that the
            # same picture gives the same SVG.
            clip=False,
            aria=False,
        )
        .project(type="identity", scale=1, translate=[0, 0])
    )
