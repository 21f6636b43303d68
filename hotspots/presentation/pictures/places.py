"""Where the districts' names stand on a picture's map.

A name finds room in its district or beside it, and never lies on anything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from hotspots.presentation.pictures.ground import CELL_PX, Ground
from hotspots.presentation.pictures.marks import Line, Mark, Rect, Text
from hotspots.presentation.pictures.paragraphs import FAINT_INK
from hotspots.presentation.pictures.text import LINE_HEIGHT, text_width_px, wrapped

LEADER_PX = 1.5
# Names of districts stand in grey capitals, so far apart in sizes of their type.
SPACING = 0.06
# What a name's box costs outside its own district, in a neighbour's, or away from the
# middle (each 100 pixels); and what a leader costs.
OUTSIDE, IN_NEIGHBOUR, AWAY, WITH_LEADER = 3.0, 6.0, 0.5, 1.0
# Spots tried with a leader: every so many of the cheapest, as neighbours are alike.
N_SPOTS_TRIED, STEP = 2400, 24
MOST_STEPS_THROUGH_NEIGHBOUR = 2


@dataclass(frozen=True)
class Spot:
    """Where a name stands: its lines, their box, and the line to its district."""

    lines: tuple[str, ...]
    box: Rect
    leader: shapely.LineString | None
    cost: float


@dataclass(frozen=True)
class Lettering:
    """How names are set: their type, and the room over each for a sign."""

    size_px: float
    room_over_px: float = 0.0

    def extent_px(self, lines: Sequence[str]) -> tuple[float, float]:
        """Return the width and height of a name in these lines, with its sign."""
        width = max(self._width_px(line) for line in lines)
        height = len(lines) * self.size_px * LINE_HEIGHT + self.room_over_px
        return max(width, self.room_over_px), height

    @property
    def spacing_px(self) -> float:
        """Room between letters: so a district's name is told from a town's."""
        return SPACING * self.size_px

    def _width_px(self, line: str) -> float:
        capitals = line.upper()
        return text_width_px(capitals, self.size_px) + self.spacing_px * len(capitals)


def place_names(
    ground: Ground, names: Sequence[str], lettering: Lettering
) -> dict[str, Spot]:
    """Find room for each district's name; the ground is marked as taken there.

    A name that finds none is left out of what is returned.
    """
    # The smallest districts choose first: they have the fewest spots.
    area = shapely.area(ground.shapes)
    spots: dict[str, Spot] = {}
    for district in np.argsort(area, kind="stable"):
        name = names[district]
        found = [
            spot
            for lines in _breaks(name, lettering.size_px)
            if (spot := _spot(ground, int(district), lines, lettering)) is not None
        ]
        if found:
            best = min(found, key=lambda spot: spot.cost)
            spots[name] = best
            ground.take(_with_air(best.box, lettering.size_px / 3))
            if best.leader is not None:
                ground.take_line(best.leader)
    return spots


def _with_air(box: Rect, air_px: float) -> Rect:
    return Rect(box.left - air_px, box.top, box.right + air_px, box.bottom)


def name_marks(spots: dict[str, Spot], lettering: Lettering) -> list[Mark]:
    """Draw names where they were placed, with their leaders."""
    leaders = [
        Line(tuple((x, y) for x, y in spot.leader.coords), FAINT_INK, LEADER_PX)
        for spot in spots.values()
        if spot.leader is not None
    ]
    step = lettering.size_px * LINE_HEIGHT
    texts = [
        Text(
            line.upper(),
            (spot.box.left + spot.box.right) / 2,
            spot.box.bottom - step * (len(spot.lines) - n - 0.5),
            lettering.size_px,
            colour=FAINT_INK,
            align="center",
            halo=True,
            spacing_px=lettering.spacing_px,
        )
        for spot in spots.values()
        for n, line in enumerate(spot.lines)
    ]
    return [*leaders, *texts]


def _breaks(name: str, size_px: float) -> list[tuple[str, ...]]:
    """Return the name in one line and, if it has several words, in two."""
    whole = text_width_px(name, size_px)
    broken = wrapped(name, whole * 0.99, size_px)
    return [(name,), broken] if len(broken) > 1 else [(name,)]


def _spot(
    ground: Ground, district: int, lines: tuple[str, ...], lettering: Lettering
) -> Spot | None:
    width, height = lettering.extent_px(lines)
    blocked = ground.sums(ground.taken, width, height)
    if blocked.size == 0:
        return None
    everywhere = ground.sums(np.ones_like(ground.land), width, height)
    own = ground.sums(ground.owned[district], width, height) / everywhere
    others = ground.sums(ground.land, width, height) / everywhere - own
    middle = shapely.point_on_surface(ground.shapes[district])
    rows, columns = np.indices(own.shape)
    away = np.hypot(
        ground.across[columns] + width / 2 - middle.x,
        ground.down[rows] + height / 2 - middle.y,
    )
    cost = OUTSIDE * (1 - own) + IN_NEIGHBOUR * others + AWAY * away / 100
    cost += WITH_LEADER * (own < 0.5)
    cost[blocked > 0] = np.inf
    order = np.argsort(cost, axis=None, kind="stable")[:N_SPOTS_TRIED:STEP]
    for index in order:
        row, column = divmod(int(index), own.shape[1])
        if not np.isfinite(cost[row, column]):
            return None
        box = ground.box_at(row, column, width, height)
        if own[row, column] >= 0.5:
            return Spot(lines, box, None, float(cost[row, column]))
        leader = _leader(ground, district, box)
        if leader is not None:
            return Spot(lines, box, leader, float(cost[row, column]))
    return None


def _leader(ground: Ground, district: int, box: Rect) -> shapely.LineString | None:
    """Return a line from a name's box into its district, if nothing is in its way."""
    line: shapely.LineString = shapely.shortest_line(
        _hooks(box), ground.inner[district]
    )
    n_steps = max(int(line.length / CELL_PX), 1)
    points = shapely.line_interpolate_point(line, np.linspace(0, line.length, n_steps))
    columns = ((shapely.get_x(points) - ground.room.left) / CELL_PX).astype(int)
    rows = ((shapely.get_y(points) - ground.room.top) / CELL_PX).astype(int)
    height, width = ground.taken.shape
    inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    if not inside.all() or ground.taken[rows, columns].any():
        return None
    # Through a neighbour it would seem to point there.
    elsewhere = ground.land[rows, columns] & ~ground.owned[district][rows, columns]
    if elsewhere.sum() > MOST_STEPS_THROUGH_NEIGHBOUR:
        return None
    return line


def _hooks(box: Rect) -> shapely.Geometry:
    """Return where a leader may leave a name: the middle of each side of its box."""
    middle, third = (box.left + box.right) / 2, box.width / 6
    down = (box.top + box.bottom) / 2
    under = [(middle - third, box.bottom), (middle + third, box.bottom)]
    over = [(middle - third, box.top), (middle + third, box.top)]
    sides = [shapely.Point(box.left, down), shapely.Point(box.right, down)]
    return shapely.union_all(
        [shapely.LineString(under), shapely.LineString(over), *sides]
    )
