"""The maps of the pack: chosen zones, before and after, change, and every district."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
import shapely

from hotspots.errors import InputError
from hotspots.presentation.colours import CHANGE_COLOURS, INK, WHITE, readable_on
from hotspots.presentation.pictures.dots import Stand, placed_signs, sign_px
from hotspots.presentation.pictures.frame import Body, PictureWords, framed
from hotspots.presentation.pictures.ground import View
from hotspots.presentation.pictures.land import (
    HIDDEN_MEANING,
    height_of,
    hidden_sign,
    land_marks,
    map_body,
    settled,
)
from hotspots.presentation.pictures.marks import Mark, Picture, Rect, Shape, Sign, Text
from hotspots.presentation.pictures.paragraphs import LegendEntry
from hotspots.presentation.pictures.places import Lettering
from hotspots.presentation.pictures.sizes import NEWSLETTER, Size
from hotspots.sources.shapes.boundaries import Districts
from hotspots.tables import Column, Table, check

# Width of the signs, in signs of the size, where there is room.
SIGN = 0.8
# A disc that holds a number of two digits, in lines of text.
DISC = 1.55
# An edge of two pixels, and a hair between neighbours.
EDGE_PX = 3.0
# A triangle looks smaller than a circle as wide.
TRIANGLE = 1.15
HIDDEN = "hidden"
FELL, SAME, ROSE = "fell", "about the same", "rose"
DRAWN_IN_TURN = (FELL, SAME, HIDDEN, ROSE)

_PLACE = (
    Column("easting", "number", "Easting to draw it at.", "metres"),
    Column("northing", "number", "Northing to draw it at.", "metres"),
    # Never drawn: they only tell how far from the zone its sign stands.
    Column("zone_easting", "number", "Easting of the zone's centre.", "metres"),
    Column("zone_northing", "number", "Northing of the zone's centre.", "metres"),
    Column("district", "text", "The zone's district: its sign stays in it."),
)
SIGNED_ZONES = Table("zones to draw", "chosen zone", (), _PLACE)
CHANGED_ZONES = Table(
    "zones to draw",
    "chosen zone",
    (),
    (*_PLACE, Column("change", "text", "Fell, about the same, rose or hidden.")),
)
COUNTED_ZONES = Table(
    "zones to draw",
    "chosen zone",
    (),
    (
        *_PLACE,
        Column("before", "number", "As published; empty if hidden.", may_be_empty=True),
        Column("after", "number", "As published; empty if hidden.", may_be_empty=True),
    ),
)
CHOSEN_IN_DISTRICTS = Table(
    "districts to draw",
    "district",
    ("district",),
    (
        Column("district", "text", "Name of the district."),
        Column("chosen", "number", "Chosen zones; empty if hidden.", may_be_empty=True),
    ),
)

CHANGE_MEANINGS: Mapping[str, str] = {
    FELL: "Fewer incidents",
    SAME: "About the same",
    ROSE: "More incidents",
    HIDDEN: HIDDEN_MEANING,
}


def zones_map(
    zones: pd.DataFrame,
    *,
    districts: Districts,
    colour: str,
    words: PictureWords,
    size: Size = NEWSLETTER,
) -> Picture:
    """Draw the chosen zones of one strand as dots on the county's districts.

    Parameters
    ----------
    zones
        `SIGNED_ZONES`: a row a zone. Zones that would overlap are moved a little apart.
    districts
        The districts to draw.
    colour
        Colour of the dots, as #rrggbb.
    words
        What is written; `key` says what a dot is.
    size
        The size to draw it in.
    """
    check(zones, SIGNED_ZONES)

    def signs(view: View, room: Rect) -> list[Sign]:
        needed = 1 + EDGE_PX / (SIGN * size.sign_px)
        width, placed = _placed(zones, (view, room), districts, size, needed=needed)
        return [stand.carry(Sign(0, 0, width, fill=colour)) for stand in placed]

    legend = [LegendEntry(Sign(0, 0, size.sign_px, fill=colour), words.key)]
    return framed(words, map_body(districts, signs, size), size=size, legend=legend)


def change_map(
    zones: pd.DataFrame,
    *,
    districts: Districts,
    words: PictureWords,
    meanings: Mapping[str, str] = CHANGE_MEANINGS,
    size: Size = NEWSLETTER,
) -> Picture:
    """Draw how each chosen zone changed: a sign for each direction, besides its colour.

    Parameters
    ----------
    zones
        `CHANGED_ZONES`: a row a zone; `change` is one of `CHANGE_MEANINGS`' keys.
    districts, words, size
        As for `zones_map`; `key` is not used.
    meanings
        The legend's words for each change. "Hidden" stands there only where one is.
    """
    check(zones, CHANGED_ZONES)
    changes = zones["change"].to_list()
    if unknown := sorted(set(changes) - set(CHANGE_MEANINGS)):
        msg = f"A change is one of {', '.join(CHANGE_MEANINGS)}, not {unknown[0]!r}."
        raise InputError(msg)

    def signs(view: View, room: Rect) -> list[Sign]:
        needed = TRIANGLE * (1 + EDGE_PX / (SIGN * size.sign_px))
        width, placed = _placed(zones, (view, room), districts, size, needed=needed)
        # Where two overlap all the same, a rise lies on top.
        return [
            stand.carry(_sign_of_change(kind, (0, 0), width))
            for drawn in DRAWN_IN_TURN
            for kind, stand in zip(changes, placed, strict=True)
            if kind == drawn
        ]

    shown = [kind for kind in CHANGE_MEANINGS if kind != HIDDEN or HIDDEN in changes]
    legend = [
        LegendEntry(_sign_of_change(kind, (0, 0), size.sign_px), meanings[kind])
        for kind in shown
    ]
    return framed(words, map_body(districts, signs, size), size=size, legend=legend)


def _placed(
    zones: pd.DataFrame,
    on: tuple[View, Rect],
    districts: Districts,
    size: Size,
    *,
    needed: float,
) -> tuple[float, list[Stand]]:
    """Return the signs' width, and where each stands; `needed` is in widths."""
    view, room = on
    most_px = SIGN * size.sign_px
    width = sign_px(zones, view, districts=districts, most_px=most_px, needed=needed)
    widths = np.full(len(zones), needed * width)
    return width, placed_signs(zones, view, widths, districts=districts, room=room)


def districts_map(
    chosen: pd.DataFrame,
    *,
    districts: Districts,
    colour: str,
    words: PictureWords,
    size: Size = NEWSLETTER,
) -> Picture:
    """Draw how many chosen zones each district has, as a number over its name.

    Parameters
    ----------
    chosen
        `CHOSEN_IN_DISTRICTS`: a row a district; one that is not there has none.
    districts, colour, words, size
        As for `zones_map`; `key` says what the number is.
    """
    check(chosen, CHOSEN_IN_DISTRICTS)
    count = dict(zip(chosen["district"], chosen["chosen"].astype(float), strict=True))
    numbers = {name: count.get(name, 0.0) for name in districts.names}
    disc_px = DISC * size.text_px

    def draw(room: Rect) -> list[Mark]:
        lettering = Lettering(size.name_px, room_over_px=disc_px + 4)
        drawn = settled(districts, lambda *_: [], lettering, (room, size))
        middles = shapely.point_on_surface(drawn.view.shapes(districts.polygons))
        at = {
            name: (middle.x, middle.y)
            for name, middle in zip(districts.names, middles, strict=True)
        }
        # A number stands over its name; where that found no room, in the district.
        at |= {
            name: ((spot.box.left + spot.box.right) / 2, spot.box.top + disc_px / 2)
            for name, spot in drawn.spots.items()
        }
        discs = [
            mark
            for name in districts.names
            for mark in _disc(at[name], numbers[name], colour, size)
        ]
        return [*land_marks(districts, drawn.view, numbers), *drawn.marks, *discs]

    legend = [LegendEntry(Sign(0, 0, disc_px, fill=colour), words.key)]
    if any(np.isnan(number) for number in numbers.values()):
        legend.append(LegendEntry(hidden_sign(disc_px, colour), HIDDEN_MEANING))
    body = Body(draw, height_of(districts), beside_words=True)
    return framed(words, body, size=size, legend=legend)


def _disc(
    at: tuple[float, float], number: float, colour: str, size: Size
) -> list[Mark]:
    disc_px, (across, down) = DISC * size.text_px, at
    if np.isnan(number):
        return [hidden_sign(disc_px, colour, (across, down))]
    ground = colour if number else WHITE
    return [
        Sign(across, down, disc_px, fill=ground, stroke=WHITE if number else INK),
        Text(
            f"{number:.0f}",
            across,
            down + 1,
            size.text_px,
            bold=True,
            colour=readable_on(ground),
            align="center",
        ),
    ]


def _sign_of_change(change: str, at: tuple[float, float], width_px: float) -> Sign:
    fewer, _, same, _, more = CHANGE_COLOURS.ramp
    if change == SAME:
        return Sign(*at, 0.9 * width_px, fill=same, stroke=INK)
    if change == HIDDEN:
        sign = hidden_sign(0.8 * width_px, INK, at)
        return replace(sign, shape="square")
    shape: Shape = "triangle-down" if change == FELL else "triangle-up"
    return Sign(*at, TRIANGLE * width_px, shape, fewer if change == FELL else more)
