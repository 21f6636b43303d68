"""One zone for print: its outline with its map points and streets, and its months."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from hotspots.months import months_between
from hotspots.presentation.colours import INK, PALE
from hotspots.presentation.pictures.marks import (
    Align,
    Box,
    Land,
    Line,
    Mark,
    Picture,
    Rect,
    Sign,
    Text,
)
from hotspots.presentation.pictures.sizes import ZONE_SHEET
from hotspots.presentation.words import months_told
from hotspots.tables import POINTS_OF_ZONE, check

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hotspots.months import Period
    from hotspots.presentation.colours import MapColours

# Round the zone, in shares of its greater side.
ROOM = 0.13
GROUND, NEIGHBOUR_LINE = "#f4f4f1", "#c3c9cf"
# A point's area is in proportion to its count, up to a largest.
PX_PER_ROOT, LEAST_PX, MOST_PX = 4.2, 7.0, 46.0
GAP_PX = 3.0
SCALE_M = 100
MONTHS_HEIGHT_PX = 150
_SIDES: tuple[tuple[int, Align], ...] = ((1, "left"), (-1, "right"))
# So many bars find room with their numbers.
MOST_MONTHS = 36


def zone_picture(
    outline: shapely.Polygon,
    neighbours: NDArray[np.object_],
    points: pd.DataFrame,
    *,
    colours: MapColours,
    alt: str,
) -> Picture:
    """Draw a zone with its map points, each by its count, and the names of streets.

    Parameters
    ----------
    outline, neighbours
        Polygons of the zone and of those round it (EPSG:27700).
    points
        Table `POINTS_OF_ZONE`.
    colours
        Colours of the strand.
    alt
        What it shows, in words.
    """
    check(points, POINTS_OF_ZONE)
    size = ZONE_SHEET
    scene = _Scene(outline)
    field = Rect(0, 0, size.width_px, size.height_px)
    shapes = [scene.placed(each) for each in (*neighbours, outline)]
    marks: list[Mark] = [
        Box(field, GROUND),
        Land(np.array(shapes[:-1], dtype=object), GROUND, NEIGHBOUR_LINE),
        Land(np.array(shapes[-1:], dtype=object), colours.ramp[0], INK, 3.5),
    ]
    at = [
        (*scene.at(easting, northing), _diameter_px(int(n)))
        for easting, northing, n in zip(
            points["easting"], points["northing"], points["incidents"], strict=True
        )
    ]
    marks += [
        Sign(across, down, wide, fill=colours.strong, stroke_px=1.2)
        for across, down, wide in at
    ]
    marks += _names(points, at, field)
    marks += _scale(scene)
    return Picture(size, size.height_px, tuple(marks), alt)


class _Scene:
    """Metres into pixels, the zone in the middle."""

    def __init__(self, outline: shapely.Polygon) -> None:
        west, south, east, north = outline.bounds
        room = ROOM * max(east - west, north - south)
        size = ZONE_SHEET
        self.px_per_m = min(
            size.width_px / (east - west + 2 * room),
            size.height_px / (north - south + 2 * room),
        )
        self._east, self._north = (west + east) / 2, (south + north) / 2

    def at(self, easting: float, northing: float) -> tuple[float, float]:
        return (
            ZONE_SHEET.width_px / 2 + (easting - self._east) * self.px_per_m,
            ZONE_SHEET.height_px / 2 - (northing - self._north) * self.px_per_m,
        )

    def placed(self, shape: shapely.Geometry) -> shapely.Geometry:
        return shapely.transform(
            shape, lambda places: np.array([self.at(*place) for place in places])
        )


def _diameter_px(n: int) -> float:
    return min(max(PX_PER_ROOT * math.sqrt(n), LEAST_PX), MOST_PX)


def _names(
    points: pd.DataFrame, at: list[tuple[float, float, float]], field: Rect
) -> list[Mark]:
    """Write the names and counts that find room, those of most incidents first."""
    taken = [
        Rect(x - wide / 2, y - wide / 2, x + wide / 2, y + wide / 2)
        for x, y, wide in at
    ]
    found: list[Mark] = []
    for (x, y, wide), name, n in zip(
        at, points["location"], points["incidents"], strict=True
    ):
        spots = _spots(f"{name}, {n}", (x, y), wide / 2 + GAP_PX)
        free = (
            spot
            for spot in spots
            if _is_within(spot.rect, field)
            and not any(_overlap(spot.rect, other) for other in taken)
        )
        if (text := next(free, None)) is not None:
            found.append(text)
            taken.append(text.rect)
    return found


def _spots(text: str, at: tuple[float, float], off: float) -> list[Text]:
    """Return where a name may stand: beside its point, over and under it, between."""
    x, y = at
    size_px = ZONE_SHEET.text_px
    up = off + size_px / 2
    steps: list[tuple[float, float, Align]] = [
        (off, 0, "left"),
        (-off, 0, "right"),
        (0, -up, "center"),
        (0, up, "center"),
        *((off * side, up * way, align) for side, align in _SIDES for way in (-1, 1)),
    ]
    return [
        Text(text, x + across, y + down, size_px, align=align, halo=True)
        for across, down, align in steps
    ]


def _is_within(box: Rect, field: Rect) -> bool:
    return (
        box.left > field.left
        and box.right < field.right
        and box.top > field.top
        and box.bottom < field.bottom
    )


def _overlap(a: Rect, b: Rect) -> bool:
    return (
        a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom
    )


def _scale(scene: _Scene) -> list[Mark]:
    left, down = 14.0, ZONE_SHEET.height_px - 16.0
    right = left + SCALE_M * scene.px_per_m
    bar = Line(
        ((left, down - 6), (left, down), (right, down), (right, down - 6)), INK, 2
    )
    return [bar, Text(f"{SCALE_M} m", right + 6, down - 6, ZONE_SHEET.text_px)]


def months_picture(
    months: pd.Series, *, chosen_on: Period, colours: MapColours, alt: str
) -> Picture:
    """Draw a bar a month with its number, the months that zones are chosen on dark.

    Parameters
    ----------
    months
        Incidents of each month loaded, by month; the latest 36 months are drawn, and
        those not loaded have a sign and no bar.
    chosen_on
        The months that zones are chosen on.
    colours
        Colours of the strand.
    alt
        What it shows, in words.
    """
    every = months_between(str(months.index[0]), str(months.index[-1]))
    shown = every[-MOST_MONTHS:]
    size = ZONE_SHEET
    step = min(size.width_px / max(len(shown), 1), 60.0)
    top, bottom = 22.0, MONTHS_HEIGHT_PX - 34.0
    px_per_one = (bottom - top) / max(int(months.max()), 1)
    marks: list[Mark] = []
    for place, month in enumerate(shown):
        left = place * step
        middle, high = left + step / 2, int(months.get(month, 0)) * px_per_one
        fill = colours.strong if month in chosen_on else PALE
        bar = Rect(left + 0.1 * step, bottom - high, left + 0.9 * step, bottom)
        marks.append(Box(bar, fill))
        # A month that is not loaded has no number.
        n = str(months.get(month, "?"))
        marks.append(Text(n, middle, bottom - high - 8, size.small_px, align="center"))
        marks += _month_name(month, middle, bottom, is_first=place == 0)
    marks.append(Line(((0, bottom), (step * len(shown), bottom)), INK, 1.2))
    return Picture(size, MONTHS_HEIGHT_PX, tuple(marks), alt)


def _month_name(
    month: str, middle: float, bottom: float, *, is_first: bool
) -> list[Mark]:
    """Write a month's first letter, and the year under January and the first."""
    name = months_told.month(month)
    small = ZONE_SHEET.small_px
    letters = [Text(name[0], middle, bottom + 10, small, align="center")]
    if is_first:
        letters.append(Text(month[:4], middle - 6, bottom + 25, small))
    elif month.endswith("-01"):
        letters.append(Text(month[:4], middle, bottom + 25, small, align="center"))
    return [*letters]
