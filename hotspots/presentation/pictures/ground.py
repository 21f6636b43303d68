"""The ground of a picture's map: its scale, its signs, and the room that is left."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from hotspots.presentation.pictures.marks import Rect

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]
Indices = NDArray[np.intp]

N_PUSHES = 300
SETTLED_PX = 0.01
# The map is looked at in cells of this width when room is sought.
CELL_PX = 5


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

    def moved_m(self, pixels: Numbers, metres: Numbers) -> Numbers:
        """Return how far points in pixels lie from points in metres, in metres."""
        away = (pixels - self.place(metres)) / self.px_per_m
        far: Numbers = np.hypot(away[:, 0], away[:, 1])
        return far

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


@dataclass(frozen=True, eq=False)
class Limits:
    """How far signs may be pushed, each on its own land.

    Attributes
    ----------
    most_px
        The farthest that one is pushed.
    land
        Each sign's own land, in pixels.
    """

    most_px: float
    land: NDArray[np.object_]

    def __post_init__(self) -> None:
        """Index the land, which is asked for every sign at every push."""
        shapely.prepare(self.land)

    def keep(self, moved: Numbers, homes: Numbers) -> Numbers:
        """Bring back what went too far."""
        off = moved - homes
        far = np.hypot(off[:, 0], off[:, 1])
        held = (
            homes + off * np.minimum(1, self.most_px / np.maximum(far, 1e-9))[:, None]
        )
        dry = shapely.intersects_xy(self.land, held[:, 0], held[:, 1])
        return np.where(dry[:, None], held, self._ashore(held, homes, dry))

    def _ashore(self, held: Numbers, homes: Numbers, dry: Flags) -> Numbers:
        """Return the nearest land of each that is off it, or its home where too far."""
        ashore = held.copy()
        lines = shapely.shortest_line(shapely.points(held[~dry]), self.land[~dry])
        ashore[~dry] = shapely.get_coordinates(shapely.get_point(lines, -1))
        off = ashore - homes
        is_far = np.hypot(off[:, 0], off[:, 1]) > self.most_px
        return np.where(is_far[:, None], homes, ashore)


def apart(places: Numbers, widths_px: Numbers, limits: Limits) -> Numbers:
    """Push signs that overlap apart, each pair by half its overlap in turn.

    Zones of one town lie within a few pixels, so a reader could not count them.

    Parameters
    ----------
    places
        Middles of the signs in pixels, a row each.
    widths_px
        Width of each, with the gap it needs.
    limits
        How far they may go: where that is not far enough, they go on overlapping.
    """
    moved = places.copy()
    # Equal places have no direction to part in; this gives each pair its own.
    angle = np.arange(len(moved)) * 2.4
    moved += 0.01 * np.column_stack([np.cos(angle), np.sin(angle)])
    for _ in range(N_PUSHES):
        one, other = _pairs(moved, float(widths_px.max(initial=0.0)))
        away = moved[one] - moved[other]
        distance = np.maximum(np.hypot(away[:, 0], away[:, 1]), 1e-9)
        needed = (widths_px[one] + widths_px[other]) / 2
        overlap = np.maximum(needed - distance, 0)
        if overlap.max(initial=0.0) < SETTLED_PX:
            break
        push = away / distance[:, None] * overlap[:, None] / 4
        before = moved.copy()
        np.add.at(moved, one, push)
        np.subtract.at(moved, other, push)
        moved = limits.keep(moved, places)
        if np.abs(moved - before).max(initial=0.0) < SETTLED_PX:
            break
    return limits.keep(moved, places)


def _pairs(places: Numbers, reach_px: float) -> tuple[Indices, Indices]:
    """Return each pair of places in reach of each other, once."""
    points = np.asarray(shapely.points(places), dtype=np.object_)
    one, other = shapely.STRtree(points).query(
        points, predicate="dwithin", distance=reach_px
    )
    once = one < other
    return one[once], other[once]


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
        self.land: Flags = np.asarray(self.owned.any(axis=0))
        self.taken: Flags = np.zeros(self.land.shape, dtype=bool)
        # Where a leader may end: well within the district, if it is that wide.
        self.inner = [
            inner
            if not (inner := shape.buffer(-2 * CELL_PX)).is_empty
            else shapely.point_on_surface(shape)
            for shape in shapes
        ]

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
        reach = line.buffer(CELL_PX)
        self.taken |= np.asarray(shapely.contains_xy(reach, across, down))

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
