"""Before and after as two maps of one scale, a circle for each zone's count."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import shapely

from hotspots.presentation.pictures.dots import Stand, leaders, placed_signs
from hotspots.presentation.pictures.frame import Body, PictureWords, framed
from hotspots.presentation.pictures.ground import Ground, Numbers, View, view_of
from hotspots.presentation.pictures.land import (
    BORDER,
    HIDDEN_MEANING,
    LAND,
    NAME_AIR,
    hidden_sign,
    scale_bar,
    take_signs,
)
from hotspots.presentation.pictures.maps import COUNTED_ZONES, EDGE_PX
from hotspots.presentation.pictures.marks import Land, Mark, Picture, Rect, Sign
from hotspots.presentation.pictures.paragraphs import LegendEntry, bottom_of, paragraph
from hotspots.presentation.pictures.places import Lettering, name_marks, place_names
from hotspots.presentation.pictures.sizes import NEWSLETTER, Size
from hotspots.presentation.pictures.text import LINE_HEIGHT, text_width_px
from hotspots.sources.shapes.boundaries import Districts
from hotspots.tables import check

# The largest circle, in signs of the size, where this many zones or fewer are drawn;
# and the least that is still seen.
LARGEST_SIGN, N_ZONES_AT_LARGEST = 1.2, 24
# Circles may overlap by this share of their widths: the smaller lie on the larger.
OVERLAP = 0.5
LEAST_PX = 6.0
# Names that would cover more of the land than this find no room.
MOST_LAND_UNDER_NAMES = 0.45
# What stands over a map: in bold, and under it.
Heading = tuple[str, str]

# Share of the room's width for a heading that stands beside its map.
HEADING_SHARE = 0.27
NICE = (1, 2, 5)


def before_after_maps(
    zones: pd.DataFrame,
    *,
    districts: Districts,
    colour: str,
    words: PictureWords,
    headings: tuple[Heading, Heading] = (("Before", ""), ("After", "")),
    size: Size = NEWSLETTER,
) -> Picture:
    """Draw each chosen zone's count before and after, on maps of one scale.

    Parameters
    ----------
    zones
        `COUNTED_ZONES`: a row a zone. A zone stands in the same spot on both maps.
    districts
        The districts to draw; their names are written only if all find room.
    colour
        Colour of the circles, as #rrggbb.
    words
        What is written; `key` says what is counted, such as "incidents in a zone".
    headings
        What stands over each map: in bold, and what stands under it.
    size
        The size to draw it in.
    """
    check(zones, COUNTED_ZONES)
    counts = zones[["before", "after"]].to_numpy(dtype=float)
    most = float(np.nanmax(counts, initial=1.0))
    crowd = np.sqrt(N_ZONES_AT_LARGEST / max(len(zones), N_ZONES_AT_LARGEST))
    largest_px = float(LARGEST_SIGN * size.sign_px * crowd)
    diameters = _diameters(counts / most, largest_px)

    def draw(room: Rect) -> list[Mark]:
        panels = _panels(room, headings, districts, size)
        maps = [panel for _, panel in panels]
        view = view_of(districts.polygons, maps[0])
        widest = diameters.max(axis=1) + EDGE_PX
        placed = placed_signs(
            zones, view, widest, districts=districts, room=maps[0], overlap=OVERLAP
        )
        shifts = [
            (panel.left - maps[0].left, panel.top - maps[0].top) for panel in maps
        ]
        drawn: list[Mark] = []
        for n, (heading, panel) in enumerate(panels):
            stands = [stand.shifted(*shifts[n]) for stand in placed]
            signs = _signs(counts[:, n], diameters[:, n], stands, colour)
            moved = view_of(districts.polygons, panel)
            drawn += [*heading, *_panel(districts, moved, panel, signs, size)]
        return drawn

    legend = _legend(most, largest_px, colour, words.key)
    if np.isnan(counts).any():
        wide = float(_diameters(np.array(np.nan), largest_px))
        legend.append(LegendEntry(hidden_sign(wide, colour), HIDDEN_MEANING))
    return framed(
        words, Body(draw, _height_of(districts, size)), size=size, legend=legend
    )


Panel = tuple[list[Mark], Rect]


def _panels(
    room: Rect, headings: tuple[Heading, Heading], districts: Districts, size: Size
) -> list[Panel]:
    """Set the maps beside or under each other, whichever draws the county larger."""
    beside = _beside(room, headings, districts, size)
    under = _under(room, headings, size)
    scales = [
        view_of(districts.polygons, layout[0][1]).px_per_m for layout in (beside, under)
    ]
    return beside if scales[0] >= scales[1] else under


def _beside(
    room: Rect, headings: tuple[Heading, Heading], districts: Districts, size: Size
) -> list[Panel]:
    width = (room.width - 2 * size.gap_px) / 2
    lefts = (room.left, room.right - width)
    words = [_heading(heading, (0, 0), width, size) for heading in headings]
    head = bottom_of([*words[0], *words[1]]) + size.gap_px / 2
    # In a room that is higher than needed both stand in the middle.
    height = min(room.height, head + width * _height_of_width(districts))
    top = (room.top + room.bottom - height) / 2
    return [
        (
            _heading(heading, (left, top), width, size),
            Rect(left, top + head, left + width, top + height),
        )
        for heading, left in zip(headings, lefts, strict=True)
    ]


def _under(room: Rect, headings: tuple[Heading, Heading], size: Size) -> list[Panel]:
    height = (room.height - size.gap_px) / 2
    width = HEADING_SHARE * room.width
    panels: list[Panel] = []
    for heading, top in zip(headings, (room.top, room.bottom - height), strict=True):
        words = _heading(heading, (room.left, 0), width, size)
        words = _heading(
            heading, (room.left, top + (height - bottom_of(words)) / 2), width, size
        )
        left = room.left + width + size.gap_px
        panels.append((words, Rect(left, top, room.right, top + height)))
    return panels


def _heading(
    heading: Heading, at: tuple[float, float], width_px: float, size: Size
) -> list[Mark]:
    """Write a heading's first part in bold, and the other beside or under it."""
    name, rest = heading
    bold_px = 1.2 * size.text_px
    bold = paragraph(name, at, width_px, size_px=bold_px, bold=True)
    indent = text_width_px(name, bold_px, bold=True) + size.gap_px
    if indent + text_width_px(rest, size.text_px) <= width_px:
        beside = (at[0] + indent, at[1] + (bold_px - size.text_px) * LINE_HEIGHT / 2)
        return [*bold, *paragraph(rest, beside, width_px, size_px=size.text_px)]
    under = (at[0], bottom_of(bold))
    return [*bold, *paragraph(rest, under, width_px, size_px=size.text_px)]


def _height_of(districts: Districts, size: Size) -> Callable[[float], float]:
    # Two lines of heading over the maps.
    heading = 2.2 * size.text_px * LINE_HEIGHT + size.gap_px / 2
    share = _height_of_width(districts)
    return lambda width_px: heading + (width_px / 2 - size.gap_px) * share


def _height_of_width(districts: Districts) -> float:
    west, south, east, north = shapely.total_bounds(districts.polygons)
    return float((north - south) / (east - west))


def _diameters(shares: Numbers, largest_px: float) -> Numbers:
    """Return a circle's width for each share of the most: its area is in proportion."""
    wide = np.maximum(largest_px * np.sqrt(np.nan_to_num(shares)), LEAST_PX)
    return np.where(np.isnan(shares), 0.6 * largest_px, wide)


def _signs(
    counts: Numbers, diameters: Numbers, placed: list[Stand], colour: str
) -> list[Sign]:
    signs = [
        stand.carry(
            hidden_sign(wide, colour)
            if np.isnan(count)
            else Sign(0, 0, wide, fill=colour)
        )
        for count, wide, stand in zip(
            counts.tolist(), diameters.tolist(), placed, strict=True
        )
    ]
    # The largest first, so that none hides a smaller one.
    return sorted(signs, key=lambda sign: -sign.diameter_px)


def _panel(
    districts: Districts, view: View, panel: Rect, signs: list[Sign], size: Size
) -> list[Mark]:
    shapes = view.shapes(districts.polygons)
    ground = Ground(shapes, panel)
    lettering = Lettering(size.least_name_px)
    take_signs(ground, signs, air_px=NAME_AIR * lettering.size_px)
    bar = scale_bar(ground, view, size)
    wanted = sum(np.prod(lettering.extent_px([name])) for name in districts.names)
    roomy = wanted < MOST_LAND_UNDER_NAMES * shapely.area(shapes).sum()
    spots = place_names(ground, districts.names, lettering) if roomy else {}
    # Some names and not others would say that those districts matter more.
    names = name_marks(spots, lettering) if len(spots) == len(districts.names) else []
    return [Land(shapes, LAND, BORDER), *leaders(signs), *signs, *names, *bar]


def _legend(most: float, largest_px: float, colour: str, key: str) -> list[LegendEntry]:
    """Explain two round counts by circles as large as theirs on the maps."""
    large = _nice_below(most)
    counts = [count for count in (_nice_below(large / 3), large) if count >= 1]
    widths = [float(_diameters(np.array(count / most), largest_px)) for count in counts]
    return [
        LegendEntry(Sign(0, 0, wide, fill=colour), f"{count:,.0f} {key}")
        for count, wide in zip(counts, widths, strict=True)
    ]


def _nice_below(most: float) -> float:
    """Return the largest of 1, 2, 5, 10, 20, 50 and so on that is not above."""
    if most < 1:
        return 0.0
    power = 10.0 ** np.floor(np.log10(most))
    return float(power * max(step for step in NICE if step * power <= most))
