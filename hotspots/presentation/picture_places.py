"""Where things stand on a picture's map: the county, its signs, names and scale bar.

Nothing that is placed here lies on anything else: signs of neighbours are moved apart, a
name finds room in its district or beside it, and what cannot be placed makes the county
smaller until it can.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
import shapely.ops
from numpy.typing import NDArray

from hotspots.presentation.picture_marks import Line, Mark, Rect, Text
from hotspots.presentation.picture_text import LINE_HEIGHT, text_width_px, wrapped

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]

N_PUSHES = 300
LEADER_PX = 1.5
LEADER_COLOUR = "#4a5560"
# The map is looked at in cells of this width when room is sought.
CELL_PX = 5
# What a name's box costs outside its own district, in a neighbour's, or away from the
# middle (each 100 pixels); and what a leader costs.
OUTSIDE, IN_NEIGHBOUR, AWAY, WITH_LEADER = 3.0, 6.0, 0.5, 1.0
N_SPOTS_TRIED = 150


@dataclass(frozen=True)
class View:
    """Grid metres onto the picture's pixels, north up, one scale for both."""

    px_per_m: float
    left_px: float
    bottom_px: float
    west_m: float
    south_m: float

    def place(self, metres: Numbers) -> Numbers:
        """Return points, a row each, in pixels."""
        across = self.left_px + (metres[:, 0] - self.west_m) * self.px_per_m
        down = self.bottom_px - (metres[:, 1] - self.south_m) * self.px_per_m
        return np.column_stack([across, down])

    def shapes(self, polygons: NDArray[np.object_]) -> NDArray[np.object_]:
        """Return polygons in pixels."""
        moved: NDArray[np.object_] = shapely.transform(polygons, self.place)
        return moved


def view_of(polygons: NDArray[np.object_], room: Rect, *, share: float = 1.0) -> View:
    """Fit polygons into the middle of a room, or into a share of its width and height.

    Examples
    --------
    >>> square = np.array([shapely.box(0, 0, 1000, 1000)], dtype=object)
    >>> view_of(square, Rect(0, 0, 300, 100)).place(np.array([[0.0, 1000.0]]))
    array([[100., 0.]])
    """
    west, south, east, north = shapely.total_bounds(polygons)
    px_per_m = share * min(room.width / (east - west), room.height / (north - south))
    spare_across = room.width - px_per_m * (east - west)
    spare_down = room.height - px_per_m * (north - south)
    return View(
        px_per_m=px_per_m,
        left_px=room.left + spare_across / 2,
        bottom_px=room.bottom - spare_down / 2,
        west_m=west,
        south_m=south,
    )


def apart(places: Numbers, widths_px: Numbers, room: Rect) -> Numbers:
    """Push signs that overlap apart, each pair by half its overlap in turn.

    Zones of one town lie within a few pixels, so a reader could not count them.

    Parameters
    ----------
    places
        Middles of the signs in pixels, a row each.
    widths_px
        Width of each, with the gap it needs.
    room
        What they must stay in.
    """
    moved = places.copy()
    # Equal places have no direction to part in; this gives each pair its own.
    angle = np.arange(len(moved)) * 2.4
    moved += 0.01 * np.column_stack([np.cos(angle), np.sin(angle)])
    needed = (widths_px[:, None] + widths_px[None]) / 2
    half = widths_px[:, None] / 2
    least = np.array([[room.left, room.top]]) + half
    most = np.array([[room.right, room.bottom]]) - half
    for _ in range(N_PUSHES):
        away = moved[:, None] - moved[None]
        distance = np.hypot(away[..., 0], away[..., 1])
        np.fill_diagonal(distance, np.inf)
        overlap = np.maximum(needed - distance, 0) / 2
        moved += (away / distance[..., None] * overlap[..., None]).sum(axis=1) / 2
        moved = np.clip(moved, least, most)
    return moved


class Ground:
    """A room in cells: whose land each is, and what already stands there."""

    def __init__(self, shapes: NDArray[np.object_], room: Rect) -> None:
        self.room, self.shapes = room, shapes
        self.across = np.arange(room.left + CELL_PX / 2, room.right, CELL_PX)
        self.down = np.arange(room.top + CELL_PX / 2, room.bottom, CELL_PX)
        across, down = np.meshgrid(self.across, self.down)
        self.owned = np.stack(
            [shapely.contains_xy(shape, across, down) for shape in shapes]
        )
        self.land: Flags = self.owned.any(axis=0)
        self.taken: Flags = np.zeros_like(self.land)

    def take(self, rect: Rect) -> None:
        """Mark a box as taken."""
        columns = (
            np.abs(self.across - (rect.left + rect.right) / 2)
            < (rect.width + CELL_PX) / 2
        )
        rows = (
            np.abs(self.down - (rect.top + rect.bottom) / 2)
            < (rect.height + CELL_PX) / 2
        )
        self.taken[np.ix_(rows, columns)] = True

    def take_line(self, line: shapely.LineString) -> None:
        """Mark a line as taken."""
        across, down = np.meshgrid(self.across, self.down)
        self.taken |= shapely.contains_xy(line.buffer(CELL_PX), across, down)

    def crowding(self, rect: Rect) -> float:
        """Say how much lies in a box: its land, and a hundredfold what is taken."""
        columns = (self.across > rect.left) & (self.across < rect.right)
        rows = (self.down > rect.top) & (self.down < rect.bottom)
        cells = np.ix_(rows, columns)
        return float(self.land[cells].sum() + 100 * self.taken[cells].sum())

    def sums(self, flags: Flags, width_px: float, height_px: float) -> Numbers:
        """Count the flagged cells in a box, for each place of its top left cell."""
        rows = int(np.ceil(height_px / CELL_PX)) + 1
        columns = int(np.ceil(width_px / CELL_PX)) + 1
        total = np.zeros((flags.shape[0] + 1, flags.shape[1] + 1))
        total[1:, 1:] = flags.cumsum(axis=0).cumsum(axis=1)
        if rows > flags.shape[0] or columns > flags.shape[1]:
            return np.zeros((0, 0))
        sums: Numbers = (
            total[rows:, columns:]
            - total[:-rows, columns:]
            - total[rows:, :-columns]
            + total[:-rows, :-columns]
        )
        return sums

    def box_at(self, row: int, column: int, width_px: float, height_px: float) -> Rect:
        """Return the box in the middle of the cells that begin here."""
        spare = [
            (np.ceil(length / CELL_PX) + 1) * CELL_PX - length
            for length in (width_px, height_px)
        ]
        left = float(self.across[column]) - CELL_PX / 2 + spare[0] / 2
        top = float(self.down[row]) - CELL_PX / 2 + spare[1] / 2
        return Rect(left, top, left + width_px, top + height_px)


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
        width = max(text_width_px(line, self.size_px) for line in lines)
        height = len(lines) * self.size_px * LINE_HEIGHT + self.room_over_px
        return max(width, self.room_over_px), height


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
            spots[name] = min(found, key=lambda spot: spot.cost)
            ground.take(spots[name].box)
            if spots[name].leader is not None:
                ground.take_line(spots[name].leader)
    return spots


def name_marks(spots: dict[str, Spot], lettering: Lettering) -> list[Mark]:
    """Draw names where they were placed, with their leaders."""
    leaders = [
        Line(tuple(spot.leader.coords), LEADER_COLOUR, LEADER_PX)
        for spot in spots.values()
        if spot.leader is not None
    ]
    step = lettering.size_px * LINE_HEIGHT
    texts = [
        Text(
            line,
            (spot.box.left + spot.box.right) / 2,
            spot.box.bottom - step * (len(spot.lines) - n - 0.5),
            lettering.size_px,
            align="center",
            halo=True,
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
    order = np.argsort(cost, axis=None, kind="stable")[:N_SPOTS_TRIED]
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
    shape = ground.shapes[district]
    inner = shape.buffer(-2 * CELL_PX)
    target = inner if not inner.is_empty else shapely.point_on_surface(shape)
    edge = _hooks(box)
    line = shapely.LineString(
        [point.coords[0] for point in shapely.ops.nearest_points(edge, target)]
    )
    n_steps = max(int(line.length / CELL_PX), 1)
    points = shapely.line_interpolate_point(line, np.linspace(0, line.length, n_steps))
    columns = ((shapely.get_x(points) - ground.room.left) / CELL_PX).astype(int)
    rows = ((shapely.get_y(points) - ground.room.top) / CELL_PX).astype(int)
    height, width = ground.taken.shape
    inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    if not inside.all() or ground.taken[rows, columns].any():
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
