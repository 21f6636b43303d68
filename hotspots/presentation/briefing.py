"""Pictures for a newsletter, drawn without a browser and without the internet.

A picture tells all that a reader of the picture alone must know: what it shows, on
which months, whose data it is, and that made-up data are made up. It shows no zone's
count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from hotspots.presentation.colours import WHITE
from hotspots.sources.boundaries import Districts
from hotspots.tables import SELECTION, check

# The renderer carries this font; one that it lacks leaves a picture without any text.
FONT = "Liberation Sans"
INK, FAINT_INK = "#1b222b", "#4a5560"
LAND, BORDER = "#eceff2", "#9aa5b1"

WIDTH_PX, HEIGHT_PX = 1200, 860
MARGIN_PX = 40
HEAD_PX, FOOT_PX = 150, 90
DOT_AREA_PX = 420
# Dots are 23 pixels wide with their edge, and never closer than this.
DOT_GAP_PX = 25
N_PUSHES = 300
# Twice the pixels, for print and sharp screens.
PIXEL_RATIO = 2
SCALE_BAR_M = 20_000
# Spots tried for a district's name, across and up.
NAME_SPOTS = 25


@dataclass(frozen=True)
class PictureWords:
    """The words of a picture.

    Attributes
    ----------
    title, subtitle
        What it shows, and on which months.
    source
        Whose data it is.
    key
        What a dot means.
    warning
        What must not be overlooked, such as "Synthetic data"; empty if nothing.
    """

    title: str
    subtitle: str
    source: str
    key: str
    warning: str = ""


@dataclass(frozen=True)
class _Frame:
    """Grid metres onto the picture's pixels, north up, one scale for both."""

    scale: float
    left_px: float
    bottom_px: float
    west_m: float
    south_m: float

    def place(self, metres: NDArray[np.float64]) -> NDArray[np.float64]:
        across = self.left_px + (metres[:, 0] - self.west_m) * self.scale
        down = self.bottom_px - (metres[:, 1] - self.south_m) * self.scale
        return np.column_stack([across, down])


def county_picture(
    selection: pd.DataFrame,
    centres: NDArray[np.float64],
    *,
    districts: Districts,
    colour: str,
    words: PictureWords,
) -> alt.LayerChart:
    """Draw the chosen zones as dots on the county's districts.

    Parameters
    ----------
    selection
        The selection.
    centres
        Easting and northing (metres) of each chosen zone, a row each.
    districts
        The districts to draw.
    colour
        Colour of the dots, as #rrggbb.
    words
        Title, months, source and key.
    """
    check(selection, SELECTION)
    frame = _frame(districts.polygons)
    spread = _apart(frame.place(centres))
    dots = pd.DataFrame(spread, columns=["across", "down"])
    layers: list[Any] = [
        _land(districts.polygons, frame),
        _names(districts, frame, dots),
        _dots(dots, colour),
        _scale_bar(frame),
        *_words(words, colour),
    ]
    picture: alt.LayerChart = (
        alt.layer(*layers)
        .properties(width=WIDTH_PX, height=HEIGHT_PX, background=WHITE, padding=0)
        .configure_view(stroke=None)
        .configure(font=FONT)
    )
    return picture


def as_png(picture: alt.LayerChart) -> bytes:
    """Render a picture as PNG, twice as many pixels as its size; needs no internet."""
    import vl_convert

    image: bytes = vl_convert.vegalite_to_png(picture.to_json(), scale=PIXEL_RATIO)
    return image


def _frame(polygons: NDArray[np.object_]) -> _Frame:
    west, south, east, north = shapely.total_bounds(polygons)
    room_across = WIDTH_PX - 2 * MARGIN_PX
    room_up = HEIGHT_PX - HEAD_PX - FOOT_PX
    scale = min(room_across / (east - west), room_up / (north - south))
    spare_across = room_across - scale * (east - west)
    spare_up = room_up - scale * (north - south)
    return _Frame(
        scale=scale,
        left_px=MARGIN_PX + spare_across / 2,
        bottom_px=HEIGHT_PX - FOOT_PX - spare_up / 2,
        west_m=west,
        south_m=south,
    )


def _apart(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Push dots that overlap apart, each pair by half its overlap in turn.

    Zones of one town lie within a few pixels, so a reader could not count them.
    """
    moved = places.copy()
    # Equal places have no direction to part in; this gives each pair its own.
    angle = np.arange(len(moved)) * 2.4
    moved += 0.01 * np.column_stack([np.cos(angle), np.sin(angle)])
    for _ in range(N_PUSHES):
        away = moved[:, None] - moved[None]
        distance = np.hypot(away[..., 0], away[..., 1])
        np.fill_diagonal(distance, np.inf)
        overlap = np.maximum(DOT_GAP_PX - distance, 0) / 2
        moved += (away / distance[..., None] * overlap[..., None]).sum(axis=1) / 2
    return moved


def _land(polygons: NDArray[np.object_], frame: _Frame) -> alt.Chart:
    on_picture = shapely.transform(polygons, frame.place)
    shapes = [
        {"type": "Feature", "geometry": shapely.geometry.mapping(shape)}
        for shape in shapely.set_precision(on_picture, 0.1)
    ]
    # The points are pixels already: a projection that leaves them where they are.
    return (
        alt.Chart(alt.Data(values=shapes))
        .mark_geoshape(fill=LAND, stroke=BORDER, strokeWidth=1.2)
        .project(type="identity", scale=1, translate=[0, 0])
    )


def _dots(dots: pd.DataFrame, colour: str) -> alt.Chart:
    return _at(dots).mark_circle(
        size=DOT_AREA_PX, color=colour, opacity=0.95, stroke=WHITE, strokeWidth=2
    )


def _names(districts: Districts, frame: _Frame, dots: pd.DataFrame) -> alt.LayerChart:
    """Write each district's name where it has room and stands clear of the dots."""
    taken = shapely.MultiPoint(dots.to_numpy())
    shapes = shapely.transform(districts.polygons, frame.place)
    spots = [_name_spot(shape, taken) for shape in shapes]
    names = pd.DataFrame(spots, columns=["across", "down"]).assign(name=districts.names)
    text = _at(names).encode(text="name:N")
    halo = text.mark_text(
        fontSize=17, stroke=WHITE, strokeWidth=5, strokeJoin="round", font=FONT
    )
    return halo + text.mark_text(fontSize=17, color=INK, font=FONT)


def _name_spot(
    shape: shapely.Polygon, taken: shapely.MultiPoint
) -> tuple[float, float]:
    west, north, east, south = shape.bounds
    across, down = np.meshgrid(
        np.linspace(west, east, NAME_SPOTS), np.linspace(north, south, NAME_SPOTS)
    )
    spots = np.asarray(shapely.points(across.ravel(), down.ravel()))
    spots = spots[shapely.contains(shape, spots)]
    room = shapely.distance(spots, shape.boundary)
    # A name is wide and low: half its width of room is enough at the sides.
    clear = np.minimum(shapely.distance(spots, taken), 70) + np.minimum(room, 45)
    best = spots[int(np.argmax(clear))]
    return best.x, best.y


def _scale_bar(frame: _Frame) -> alt.LayerChart:
    length_px = SCALE_BAR_M * frame.scale
    right, down = WIDTH_PX - MARGIN_PX, HEIGHT_PX - FOOT_PX
    line = pd.DataFrame({"across": [right - length_px, right], "down": [down, down]})
    middle = pd.DataFrame({"across": [right - length_px / 2], "down": [down - 12]})
    label = f"{SCALE_BAR_M // 1000} km"
    return _at(line).mark_line(color=FAINT_INK, strokeWidth=3) + _at(middle).mark_text(
        text=label, fontSize=16, color=FAINT_INK, font=FONT
    )


def _words(words: PictureWords, colour: str) -> list[alt.Chart]:
    foot = HEIGHT_PX - FOOT_PX + 30
    key_dot = pd.DataFrame({"across": [MARGIN_PX + 12], "down": [foot]})
    lines = [
        _line(words.title, 52, size=36, weight="bold"),
        _line(words.subtitle, 92, size=21, colour=FAINT_INK),
        _dots(key_dot, colour),
        _line(words.key, foot + 1, size=18, left=MARGIN_PX + 32),
        _line(words.source, foot + 36, size=14, colour=FAINT_INK),
    ]
    if words.warning:
        lines.append(
            _line(words.warning, 122, size=21, weight="bold", colour="#9b1c1c")
        )
    return lines


def _line(
    text: str,
    down: float,
    *,
    size: int,
    weight: Literal["normal", "bold"] = "normal",
    colour: str = INK,
    left: float = MARGIN_PX,
) -> alt.Chart:
    at = pd.DataFrame({"across": [left], "down": [down]})
    return _at(at).mark_text(
        text=text,
        align="left",
        baseline="middle",
        fontSize=size,
        fontWeight=weight,
        color=colour,
        font=FONT,
    )


def _at(places: pd.DataFrame) -> alt.Chart:
    across = alt.X("across:Q", scale=alt.Scale(domain=[0, WIDTH_PX], nice=False))
    down = alt.Y("down:Q", scale=alt.Scale(domain=[HEIGHT_PX, 0], nice=False))
    return alt.Chart(places).encode(x=across.axis(None), y=down.axis(None))
