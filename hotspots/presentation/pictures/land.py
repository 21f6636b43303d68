"""The county on a picture: its districts, their names, the signs and a scale bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import shapely

from hotspots.presentation.colours import WHITE
from hotspots.presentation.pictures.dots import leaders
from hotspots.presentation.pictures.frame import Body
from hotspots.presentation.pictures.ground import Ground, View, view_of
from hotspots.presentation.pictures.marks import Land, Line, Mark, Rect, Sign, Text
from hotspots.presentation.pictures.paragraphs import FAINT_INK
from hotspots.presentation.pictures.places import (
    Lettering,
    Spot,
    name_marks,
    place_names,
)
from hotspots.presentation.pictures.sizes import Size
from hotspots.presentation.pictures.text import LINE_HEIGHT, text_width_px
from hotspots.sources.shapes.boundaries import Districts

LAND, BORDER, LAND_WITH = "#eceff2", "#8793a0", "#dbe4ec"
# Shares of the room that the county is tried at, until every name has a place: the
# first with names in the size's own type too, each with them in its smallest.
SHARES = (1.0, 0.94, 0.87, 0.8, 0.7, 0.6, 0.5)
SCALE_BARS_KM = (1, 2, 5, 10, 20, 50, 100)
LONGEST_SCALE_BAR = 0.22
# Room between a sign and a district's name, in sizes of its type.
NAME_AIR = 0.35
# In the legend, for a count that is not published.
HIDDEN_MEANING = "Count hidden"


def hidden_sign(
    diameter_px: float, colour: str, at: tuple[float, float] = (0, 0)
) -> Sign:
    """Return the outline that stands for a count that is not published."""
    return Sign(*at, diameter_px, fill=WHITE, stroke=colour, stroke_px=2.5, dashed=True)


SignsOf = Callable[[View, Rect], list[Sign]]


@dataclass(frozen=True)
class Settled:
    """A map whose signs, names and scale bar have found their places."""

    view: View
    spots: dict[str, Spot]
    marks: list[Mark]


def map_body(districts: Districts, signs: SignsOf, size: Size) -> Body:
    """Return a body that draws districts with signs on them."""

    def draw(room: Rect) -> list[Mark]:
        drawn = settled(districts, signs, Lettering(size.name_px), (room, size))
        return [*land_marks(districts, drawn.view), *drawn.marks]

    return Body(draw, height_of(districts), beside_words=True, has_legend_signs=True)


def height_of(districts: Districts) -> Callable[[float], float]:
    """Return the height that the county takes at a width, both in pixels."""
    west, south, east, north = shapely.total_bounds(districts.polygons)
    return lambda width_px: width_px * (north - south) / (east - west)


def settled(
    districts: Districts,
    signs_of: SignsOf,
    lettering: Lettering,
    within: tuple[Rect, Size],
) -> Settled:
    """Find the largest map on which every name has a place, or else most names.

    Notes
    -----
    Names of a county of very many districts may find no room even so: then the map has
    the most names that were found.
    """
    small = replace(lettering, size_px=within[1].least_name_px)
    tries = [(SHARES[0], lettering), *((share, small) for share in SHARES)]
    tried: list[Settled] = []
    for share, letters in tries:
        tried.append(_at_share(share, districts, signs_of, letters, within))
        if len(tried[-1].spots) == len(districts.names):
            break
    return max(tried, key=lambda settled: len(settled.spots))


def _at_share(
    share: float,
    districts: Districts,
    signs_of: SignsOf,
    lettering: Lettering,
    within: tuple[Rect, Size],
) -> Settled:
    room, size = within
    view = view_of(districts.polygons, room, share=share)
    signs = signs_of(view, room)
    ground = Ground(view.shapes(districts.polygons), room)
    take_signs(ground, signs, air_px=NAME_AIR * lettering.size_px)
    bar = scale_bar(ground, view, size)
    spots = place_names(ground, districts.names, lettering)
    return Settled(
        view, spots, [*leaders(signs), *signs, *name_marks(spots, lettering), *bar]
    )


def take_signs(ground: Ground, signs: list[Sign], *, air_px: float) -> None:
    """Mark signs as taken with air about them, for none is a town's; and their lines.

    Parameters
    ----------
    ground
        The map's ground.
    signs
        The signs.
    air_px
        Room at both sides of each, in pixels.
    """
    for sign in signs:
        box = sign.rect
        air = air_px / 2
        ground.take(
            Rect(box.left - air_px, box.top - air, box.right + air_px, box.bottom + air)
        )
    for line in leaders(signs):
        ground.take_line(shapely.LineString(line.points))


def land_marks(
    districts: Districts, view: View, numbers: Mapping[str, float] | None = None
) -> list[Mark]:
    """Draw the districts; where numbers are given, those that have any a shade up."""
    shapes = view.shapes(districts.polygons)
    if numbers is None:
        return [Land(shapes, LAND, BORDER)]
    has = np.array([numbers[name] != 0 for name in districts.names])
    groups = ((shapes[~has], LAND), (shapes[has], LAND_WITH))
    return [Land(group, fill, BORDER) for group, fill in groups if len(group)]


def scale_bar(ground: Ground, view: View, size: Size) -> list[Mark]:
    """Draw a scale bar in the corner with least land and no sign; it is taken then."""
    room = ground.room
    longest_km = LONGEST_SCALE_BAR * room.width / view.px_per_m / 1000
    length_km = max(
        (km for km in SCALE_BARS_KM if km <= longest_km), default=SCALE_BARS_KM[0]
    )
    length_px = length_km * 1000 * view.px_per_m
    label = f"{length_km} km"
    width = max(length_px, text_width_px(label, size.text_px)) + 6
    height = size.text_px * LINE_HEIGHT + 12
    # Near the county, even in a room that is much larger.
    west, north, east, south = shapely.total_bounds(ground.shapes)
    bottom = min(room.bottom, south + height)
    left, right = max(room.left, west - width), min(room.right, east + width)
    corners = [
        Rect(across, top, across + width, top + height)
        for top in (bottom - height, max(room.top, north - height))
        for across in (right - width, left)
    ]
    box = min(corners, key=lambda corner: ground.crowding(corner))
    ground.take(box)
    middle, down = (box.left + box.right) / 2, box.bottom - 5
    ends = (middle - length_px / 2, middle + length_px / 2)
    points = (
        (ends[0], down - 8),
        (ends[0], down),
        (ends[1], down),
        (ends[1], down - 8),
    )
    text_down = box.top + size.text_px * LINE_HEIGHT / 2
    return [
        Line(points, FAINT_INK, 3.0),
        Text(
            label,
            middle,
            text_down,
            size.text_px,
            colour=FAINT_INK,
            align="center",
            halo=True,
        ),
    ]
