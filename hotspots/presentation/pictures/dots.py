"""Where the signs of zones stand on a picture: on their zones, or hardly off them.

Signs that would hide each other are pushed apart, by a few hundred metres at most and
each within its own district. One that still has no room stands beside the others, with
a line to where it should be. Only where there is no room there either do they overlap.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from hotspots.presentation.pictures.ground import Flags, Limits, Numbers, View, apart
from hotspots.presentation.pictures.marks import Line, Rect, Sign
from hotspots.presentation.pictures.paragraphs import FAINT_INK
from hotspots.sources.shapes.boundaries import Districts

# No sign is pushed farther than this from where it should be drawn.
MOST_PUSHED_M = 400.0
# So far within its district a sign's middle stays.
WITHIN_M = 60.0
# No sign is drawn smaller, nor smaller than this share of the width with room.
LEAST_SIGN_PX, LEAST_SHARE = 13.0, 0.6
N_WIDTHS = 8
# Signs are drawn smaller rather than have more than this share of them on lines.
MOST_ON_LINES = 0.4
LEADER_PX = 2.5
# So much of a line is seen at least.
SEEN_PX = 8.0
# Where a sign on a line may stand: so many widths away, in so many directions; and what
# another district costs, in widths.
WIDTHS_AWAY = (1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 5.0)
N_DIRECTIONS = 32
IN_ANOTHER = 0.5
# Pixels that rounding may take of a gap.
ROUNDING_PX = 0.5


@dataclass(frozen=True)
class Stand:
    """Where a sign stands.

    Attributes
    ----------
    at
        Its middle, in pixels.
    moved_m
        How far it, or the end of its line, is from the zone's centre, in metres.
    leads_to
        Where its line ends; None without a line.
    """

    at: tuple[float, float]
    moved_m: float
    leads_to: tuple[float, float] | None = None

    def shifted(self, across: float, down: float) -> Stand:
        """Return the same on a map that is drawn elsewhere."""
        end = self.leads_to
        return replace(
            self,
            at=(self.at[0] + across, self.at[1] + down),
            leads_to=None if end is None else (end[0] + across, end[1] + down),
        )

    def carry(self, sign: Sign) -> Sign:
        """Return the sign as it stands here."""
        across, down = self.at
        return replace(
            sign,
            across=across,
            down=down,
            moved_m=self.moved_m,
            leads_to=self.leads_to,
        )


def placed_signs(
    zones: pd.DataFrame,
    view: View,
    widths_px: NDArray[np.float64],
    *,
    districts: Districts,
    room: Rect,
    overlap: float = 0.0,
) -> list[Stand]:
    """Return where each zone's sign stands.

    Parameters
    ----------
    zones
        `SIGNED_ZONES`.
    view
        The map's scale.
    widths_px
        Width of each sign, with the gap it needs.
    districts
        The districts: a sign stays in its own, or its line ends there.
    room
        The room of the map.
    overlap
        Share of their widths that two signs may overlap by.
    """
    centres = zones[["zone_easting", "zone_northing"]].to_numpy(dtype=float)
    homes, land = _homes(zones, districts)
    limits = Limits(MOST_PUSHED_M * view.px_per_m, view.shapes(land))
    at_home = view.place(homes)
    places = apart(at_home, widths_px, limits)
    asides = _asides(places, (1 - overlap) * widths_px)
    county = shapely.union_all(view.shapes(districts.polygons))
    taken = _Taken(places, widths_px, asides)
    stands = places.copy()
    on_line = np.zeros(len(places), dtype=bool)
    for sign in asides:
        spot = taken.spot_for(sign, at_home[sign], (limits.land[sign], county), room)
        if spot is not None:
            stands[sign], on_line[sign] = spot, True
    ends = np.where(on_line[:, None], at_home, stands)
    moved_m = view.moved_m(ends, centres)
    return [
        Stand(tuple(at), far, tuple(end) if has_line else None)
        for at, far, end, has_line in zip(
            stands.tolist(),
            moved_m.tolist(),
            ends.tolist(),
            on_line.tolist(),
            strict=True,
        )
    ]


def sign_px(
    zones: pd.DataFrame,
    view: View,
    *,
    districts: Districts,
    most_px: float,
    needed: float = 1.0,
) -> float:
    """Return the width at which most signs find room where they may stand.

    Parameters
    ----------
    zones, view, districts
        As for `placed_signs`.
    most_px
        The width where there is room.
    needed
        What a sign takes, in widths.
    """
    homes, land = _homes(zones, districts)
    limits = Limits(MOST_PUSHED_M * view.px_per_m, view.shapes(land))
    least = min(max(LEAST_SIGN_PX, LEAST_SHARE * most_px), most_px)
    for width in np.linspace(most_px, least, N_WIDTHS):
        widths = np.full(len(homes), needed * width)
        places = apart(view.place(homes), widths, limits)
        if len(_asides(places, widths)) <= MOST_ON_LINES * len(homes):
            return float(width)
    return least


def leaders(signs: list[Sign]) -> list[Line]:
    """Return the lines of the signs that do not stand where they should."""
    return [
        Line((sign.leads_to, (sign.across, sign.down)), FAINT_INK, LEADER_PX)
        for sign in signs
        if sign.leads_to is not None
    ]


def _asides(places: Numbers, widths_px: Numbers) -> list[int]:
    """Return the signs that overlap others which stay: the most crowded first leave."""
    needed = (widths_px[:, None] + widths_px[None]) / 2 - ROUNDING_PX
    clashes = _away(places, places) < needed
    np.fill_diagonal(clashes, val=False)
    asides: list[int] = []
    while (n_clashes := clashes.sum(axis=1)).any():
        worst = int(n_clashes.argmax())
        asides.append(worst)
        clashes[worst] = clashes[:, worst] = False
    return asides


def _away(one: Numbers, other: Numbers) -> Numbers:
    """Return how far each place of one lies from each of the other."""
    far: Numbers = np.hypot(*(one[:, None] - other[None]).transpose(2, 0, 1))
    return far


class _Taken:
    """The signs that stand already, and the lines."""

    def __init__(self, places: Numbers, widths: Numbers, asides: list[int]) -> None:
        stay = np.ones(len(places), dtype=bool)
        stay[asides] = False
        self._widths = widths
        self._at, self._radii = places[stay], widths[stay] / 2
        self._lines: list[shapely.LineString] = []

    def spot_for(
        self,
        sign: int,
        home: Numbers,
        lands: tuple[shapely.Geometry, shapely.Geometry],
        room: Rect,
    ) -> Numbers | None:
        """Find a spot beside the others, near home, in its own district or at sea."""
        width = float(self._widths[sign])
        angles = np.arange(N_DIRECTIONS) * 2 * np.pi / N_DIRECTIONS
        directions = np.column_stack([np.cos(angles), np.sin(angles)])
        tried = np.concatenate(
            [home + width * away * directions for away in WIDTHS_AWAY]
        )
        cost = np.repeat(WIDTHS_AWAY, N_DIRECTIONS)
        own, county = lands
        elsewhere = shapely.contains_xy(county, tried) & ~shapely.contains_xy(
            own, tried
        )
        cost = cost + IN_ANOTHER * elsewhere
        half = np.array([room.width - width, room.height - width]) / 2
        middle = np.array([room.left + room.right, room.top + room.bottom]) / 2
        inside: Flags = np.asarray((np.abs(tried - middle) < half).all(axis=1))
        at_end = _away(home[None], self._at)[0] < self._radii
        needed = self._radii + width / 2 + SEEN_PX * at_end
        free = (_away(tried, self._at) >= needed).all(axis=1)
        for spot in np.argsort(cost, kind="stable"):
            if inside[spot] and free[spot] and self._is_clear(home, tried[spot]):
                self._stand(home, tried[spot], width)
                found: Numbers = tried[spot]
                return found
        return None

    def _is_clear(self, home: Numbers, spot: Numbers) -> bool:
        """Say whether a line crosses no other, nor a sign that is not at its end."""
        line = shapely.LineString([home, spot])
        at_end = _away(home[None], self._at)[0] < self._radii
        near = shapely.distance(line, shapely.points(self._at)) < self._radii
        crossed = shapely.intersects(line, np.array(self._lines, dtype=object))
        return not (near & ~at_end).any() and not crossed.any()

    def _stand(self, home: Numbers, spot: Numbers, width: float) -> None:
        self._at = np.vstack([self._at, spot])
        self._radii = np.append(self._radii, width / 2)
        # Lines of one spot part there: only beyond it would they cross.
        part = home + 0.15 * (spot - home)
        self._lines.append(shapely.LineString([part, spot]))


def _homes(
    zones: pd.DataFrame, districts: Districts
) -> tuple[Numbers, NDArray[np.object_]]:
    """Return where each sign should stand, on its district's land, and that land."""
    wanted = zones[["easting", "northing"]].to_numpy(dtype=float)
    inner = _inner(districts.polygons)
    named = pd.Index(zones["district"].astype("str"))
    of_zone = pd.Index(districts.names).get_indexer(named)
    # A district that is not drawn has no land of its own here.
    land = np.empty(len(zones), dtype=object)
    for row, district in enumerate(of_zone):
        land[row] = inner[district] if district >= 0 else shapely.union_all(inner)
    lines = shapely.shortest_line(shapely.points(wanted), land)
    return shapely.get_coordinates(shapely.get_point(lines, -1)), land


def _inner(polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    inner = np.asarray(shapely.buffer(polygons, -WITHIN_M, quad_segs=2))
    return np.where(shapely.is_empty(inner), polygons, inner)
