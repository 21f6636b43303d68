"""Incidents, polygons or a grid into zones, and the zone of each incident.

The grid is of pointy-topped hexagons numbered by axial coordinates from the origin of
the British National Grid: the centre of hexagon (q, r), of width w across the flats, is
at easting w (q + r/2), northing w r sqrt(3)/2. So an id names one place for ever.

Long because the grid and polygons give the same object.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from hotspots.errors import InputError
from hotspots.method.zoning.names import names_of_zones
from hotspots.tables import ZONES, check

if TYPE_CHECKING:
    from hotspots.sources.shapes.zone_files import ZonePolygons

IN_NO_ZONE = -1
ROW_PER_WIDTH = np.sqrt(3) / 2
HEXAGON_ID = re.compile(r"H(\d+)-(-?\d+)-(-?\d+)")

# The six neighbours of a hexagon, as steps of (q, r).
NEIGHBOURS = ((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1))


@dataclass(frozen=True)
class Zoning:
    """The zones of some incidents, and which incident lies in which.

    Attributes
    ----------
    zones
        The zones table, in the order of their ids.
    zone_of_incident
        For each incident the row of its first zone in `zones`, or -1 for none.
    width_m
        Width of the hexagons in metres; 0 where the user brought polygons.
    polygons
        The user's polygons (EPSG:27700) in the order of `zones`; none for hexagons.
    further
        Zones beyond the first that an incident lies in, where polygons overlap: rows of
        incidents, and with each a row of `zones`.
    overlaps
        Table `OVERLAPS`: pairs of the user's polygons that overlap.
    empty
        Ids of the user's polygons in which no incident lies; they are in no table.
    """

    zones: pd.DataFrame
    zone_of_incident: NDArray[np.int32]
    width_m: int = 0
    polygons: NDArray[np.object_] | None = None
    further: tuple[NDArray[np.int64], NDArray[np.int32]] | None = None
    overlaps: pd.DataFrame | None = None
    empty: tuple[str, ...] = ()

    def memberships(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return each incident with each zone that holds it, as rows of both.

        An incident where zones overlap is there once for each of them.
        """
        incident = np.flatnonzero(self.zone_of_incident >= 0)
        zone = self.zone_of_incident[incident].astype(np.int64)
        if self.further is None:
            return incident, zone
        return (
            np.concatenate([incident, self.further[0]]),
            np.concatenate([zone, self.further[1].astype(np.int64)]),
        )

    def incidents_in(
        self, ids: Iterable[str]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the incidents of zones, each with the number of its zone in `ids`.

        An incident where zones overlap is there once for each of them, and a zone that
        the table lacks has none.
        """
        incident, begin = self._by_zone
        row_of = self._row_of
        wanted = enumerate(_listed(ids))
        rows = [(row_of[zone], at) for at, zone in wanted if zone in row_of]
        parts = [incident[begin[row] : begin[row + 1]] for row, _ in rows]
        n_of = [len(part) for part in parts]
        number = np.array([at for _, at in rows], dtype=np.int64)
        return np.concatenate([incident[:0], *parts]), np.repeat(number, n_of)

    @functools.cached_property
    def _by_zone(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The incidents, zone by zone, and where each zone's begin; its end is last."""
        incident, zone = self.memberships()
        n_of = np.bincount(zone, minlength=len(self.zones))
        return (
            incident[np.argsort(zone, kind="stable")],
            np.concatenate([[0], np.cumsum(n_of)]),
        )

    def is_in_any(self, ids: Iterable[str]) -> NDArray[np.bool_]:
        """Say of each incident whether it lies in any of these zones, by their ids."""
        is_in = np.zeros(len(self.zone_of_incident), dtype=bool)
        is_in[self.incidents_in(ids)[0]] = True
        return is_in

    def holds(self, ids: Iterable[str]) -> NDArray[np.bool_]:
        """Say of each id whether the table has such a zone."""
        row_of = self._row_of
        return np.array([zone in row_of for zone in _listed(ids)], dtype=bool)

    def distinct_in(self, ids: Iterable[str]) -> NDArray[np.bool_] | None:
        """Say which incidents lie in any of these zones, where zones overlap.

        None where none do: then the zones' own counts add up.
        """
        return None if self.further is None else self.is_in_any(ids)

    def rows_of(self, ids: Iterable[str]) -> NDArray[np.intp]:
        """Return the rows of zones in the zones table, by their ids.

        Raises
        ------
        KeyError
            If the table lacks a zone.
        """
        row_of = self._row_of
        return np.array([row_of[zone] for zone in _listed(ids)], dtype=np.intp)

    @functools.cached_property
    def _row_of(self) -> dict[str, int]:
        return {zone: row for row, zone in enumerate(self.zones["zone"].to_list())}

    def outlines(self, rows: ArrayLike) -> NDArray[np.object_]:
        """Return the polygons (EPSG:27700) of the zones at these rows."""
        if self.polygons is not None:
            return np.asarray(self.polygons[np.asarray(rows)])
        return hexagons(self.zones["zone"].to_numpy()[np.asarray(rows)])

    def areas_m2(self) -> NDArray[np.float64]:
        """Return the area of each zone in square metres."""
        if self.polygons is not None:
            import shapely

            return np.asarray(shapely.area(self.polygons), dtype=np.float64)
        return np.full(len(self.zones), ROW_PER_WIDTH * self.width_m**2)

    def touching(self, rows: ArrayLike) -> NDArray[np.bool_]:
        """Say which of these zones touch each other, as a square of true and false."""
        if self.polygons is not None:
            return _polygons_touching(self.outlines(rows))
        return _hexagons_touching(self.zones["zone"].to_numpy()[np.asarray(rows)])


def _listed(ids: Iterable[str]) -> Iterable[str]:
    """Return ids as they are quickest to go through: a series is slow."""
    return ids.to_list() if isinstance(ids, pd.Series) else ids


def hexagon_of(
    easting: ArrayLike, northing: ArrayLike, *, width_m: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the one hexagon (q, r) that holds each point.

    Parameters
    ----------
    easting, northing
        Metres (EPSG:27700).
    width_m
        Width of a hexagon across its flats.

    Returns
    -------
    tuple of arrays
        Axial coordinates q and r.

    Notes
    -----
    Hexagons are half-open: a point as near to two centres belongs to the more northern,
    or on a level to the more eastern. The centres form two rectangular lattices (even
    and odd rows), so the nearest is the nearer of two.

    Examples
    --------
    >>> q, r = hexagon_of([0.0, 350.0, 175.0], [0.0, 0.0, 0.0], width_m=350)
    >>> q.tolist(), r.tolist()
    ([0, 1, 1], [0, 0, 0])
    """
    column = np.asarray(easting, dtype=float) / width_m
    row = np.asarray(northing, dtype=float) / (width_m * ROW_PER_WIDTH)
    even_row = 2 * np.floor(row / 2 + 0.5)
    odd_row = 2 * np.floor(row / 2) + 1
    even_column = np.floor(column + 0.5)
    odd_column = np.floor(column) + 0.5
    tall = ROW_PER_WIDTH**2
    to_even = (column - even_column) ** 2 + tall * (row - even_row) ** 2
    to_odd = (column - odd_column) ** 2 + tall * (row - odd_row) ** 2
    is_even = (to_even < to_odd) | ((to_even == to_odd) & (even_row > odd_row))
    nearest_row = np.where(is_even, even_row, odd_row)
    q = np.where(is_even, even_column, odd_column) - nearest_row / 2
    return q.astype(np.int64), nearest_row.astype(np.int64)


def hexagon_ids(q: ArrayLike, r: ArrayLike, *, width_m: int) -> list[str]:
    """Return the ids of hexagons.

    Examples
    --------
    >>> hexagon_ids([1389], [514], width_m=350)
    ['H350-1389-0514']
    """
    pairs = zip(np.asarray(q).tolist(), np.asarray(r).tolist(), strict=True)
    return [f"H{width_m}-{column:04d}-{row:04d}" for column, row in pairs]


def from_hexagon_ids(ids: ArrayLike) -> NDArray[np.int64]:
    """Return width, q and r of hexagons as rows of three whole numbers.

    Examples
    --------
    >>> from_hexagon_ids(["H350-1389-0514"]).tolist()
    [[350, 1389, 514]]
    """
    found = [HEXAGON_ID.fullmatch(str(zone)) for zone in np.asarray(ids).tolist()]
    if not all(found):
        first = np.asarray(ids).tolist()[found.index(None)]
        msg = f"“{first}” is not the id of a hexagon, such as H350-1389-0514."
        raise InputError(msg)
    numbers = [[int(part) for part in match.groups()] for match in found if match]
    return np.array(numbers, dtype=np.int64).reshape(-1, 3)


def hexagon_centres(
    q: ArrayLike, r: ArrayLike, *, width_m: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return easting and northing (metres) of the centres of hexagons."""
    width, column, row = np.asarray(width_m, float), np.asarray(q), np.asarray(r)
    return width * (column + row / 2), width * ROW_PER_WIDTH * row


def hexagons(ids: ArrayLike) -> NDArray[np.object_]:
    """Return the polygons (EPSG:27700) of hexagons, from their ids alone."""
    import shapely

    width, q, r = from_hexagon_ids(ids).T
    easting, northing = hexagon_centres(q, r, width_m=width)
    angle = np.deg2rad(np.arange(30, 390, 60))
    corner = (width / np.sqrt(3))[:, None]
    rings = np.stack(
        [
            easting[:, None] + corner * np.cos(angle),
            northing[:, None] + corner * np.sin(angle),
        ],
        axis=-1,
    )
    return np.asarray(shapely.polygons(rings))


def zones_of_grid(incidents: pd.DataFrame, *, width_m: int) -> Zoning:
    """Place incidents in hexagons; every incident lies in one.

    Parameters
    ----------
    incidents
        The incidents table.
    width_m
        Width of a hexagon across its flats, in metres.
    """
    # Incidents share map points, so the arithmetic is done once for each point.
    point = incidents["point"].to_numpy()
    an_incident_at = np.full(point.max(initial=-1) + 1, -1)
    an_incident_at[point] = np.arange(len(point))
    points = np.flatnonzero(an_incident_at >= 0)
    at = incidents[["easting", "northing"]].iloc[an_incident_at[points]]
    q, r = hexagon_of(at["easting"], at["northing"], width_m=width_m)
    # q and r stay well within 2**31 on the National Grid, so one number holds both.
    keys, zone_of_held = np.unique((q << 32) + r, return_inverse=True)
    zone_of_point = np.empty(len(an_incident_at), dtype=np.int32)
    zone_of_point[points] = zone_of_held
    zone_of_incident = zone_of_point[point]
    r_of_zone = keys.astype(np.int32).astype(np.int64)
    q_of_zone = (keys - r_of_zone) >> 32
    easting, northing = hexagon_centres(q_of_zone, r_of_zone, width_m=width_m)
    named = names_of_zones(incidents, zone_of_incident, n_zones=len(keys))
    zones = pd.DataFrame(
        {
            "zone": hexagon_ids(q_of_zone, r_of_zone, width_m=width_m),
            "name": named["name"],
            "district": named["district"],
            "easting": easting,
            "northing": northing,
        }
    )
    return Zoning(check(zones, ZONES), zone_of_incident, width_m=width_m)


def zones_of_polygons(incidents: pd.DataFrame, brought: ZonePolygons) -> Zoning:
    """Place incidents in the user's polygons, used as drawn.

    An incident in none has zone -1. Where polygons overlap it lies in each that holds
    it; on an edge it lies in the first by id alone. Polygons with no incident are left
    out of the zones, and named in `Zoning.empty`.
    """
    import shapely

    from hotspots.method.zoning.overlaps import (
        overlaps_of,
        points_in_polygons,
        refuse_many_times,
    )

    overlaps = overlaps_of(brought)
    point, polygon = points_in_polygons(incidents, brought.polygons)
    refuse_many_times(incidents["point"], point, brought.name)
    incident, polygon = _by_incident(incidents, point, polygon)
    held = np.unique(polygon)
    if not len(held):
        msg = (
            f"No incident, of any category or month, lies in a zone of "
            f"{brought.name or 'the file'}. Check that zones and incidents are from "
            f"the same area."
        )
        raise InputError(msg)
    row = np.full(len(brought.ids), IN_NO_ZONE, dtype=np.int32)
    row[held] = np.arange(len(held), dtype=np.int32)
    zone = row[polygon]
    is_first = np.ones(len(incident), dtype=bool)
    is_first[1:] = incident[1:] != incident[:-1]
    zone_of_incident = np.full(len(incidents), IN_NO_ZONE, dtype=np.int32)
    zone_of_incident[incident[is_first]] = zone[is_first]
    polygons = brought.polygons[held]
    centres = shapely.get_coordinates(shapely.centroid(polygons))
    named = names_of_zones(incidents.iloc[incident], zone, n_zones=len(held))
    ids = np.asarray(brought.ids, dtype=object)
    given = pd.Series(np.asarray(brought.names, dtype=object)[held], dtype="str")
    district = named["district"].reset_index(drop=True)
    zones = pd.DataFrame(
        {
            "zone": pd.Series(ids[held], dtype="str"),
            "name": _told_apart(given, district, ids[held]).where(
                given != "", named["name"].reset_index(drop=True)
            ),
            "district": district,
            "easting": centres[:, 0],
            "northing": centres[:, 1],
        }
    )
    return Zoning(
        check(zones, ZONES),
        zone_of_incident,
        polygons=polygons,
        further=None if is_first.all() else (incident[~is_first], zone[~is_first]),
        overlaps=overlaps,
        empty=tuple(ids[row == IN_NO_ZONE].tolist()),
    )


def _by_incident(
    incidents: pd.DataFrame, point: NDArray[np.intp], polygon: NDArray[np.intp]
) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Turn points in polygons into incidents in polygons, in the order of incidents."""
    pairs = pd.DataFrame({"point": point, "polygon": polygon})
    places = pd.DataFrame(
        {"point": incidents["point"].to_numpy(), "incident": np.arange(len(incidents))}
    )
    both = places.merge(pairs, on="point").sort_values(["incident", "polygon"])
    return both["incident"].to_numpy(), both["polygon"].to_numpy()


def _told_apart(
    names: pd.Series, districts: pd.Series, ids: NDArray[np.object_]
) -> pd.Series:
    """Add its id to a name that another zone of the district has too."""
    pairs = pd.DataFrame({"name": names, "district": districts})
    is_shared = pairs.duplicated(keep=False) & (names != "")
    with_id = names + " (" + pd.Series(ids, dtype="str") + ")"
    return names.where(~is_shared, with_id)


def _hexagons_touching(ids: ArrayLike) -> NDArray[np.bool_]:
    numbers = from_hexagon_ids(ids)
    step = numbers[:, None, 1:] - numbers[None, :, 1:]
    same_grid = numbers[:, None, 0] == numbers[None, :, 0]
    near = [(step == neighbour).all(axis=-1) for neighbour in NEIGHBOURS]
    return np.asarray(np.any(near, axis=0) & same_grid)


def _polygons_touching(polygons: NDArray[np.object_]) -> NDArray[np.bool_]:
    import shapely

    touching = shapely.intersects(polygons[:, None], polygons[None, :])
    np.fill_diagonal(touching, val=False)
    return np.asarray(touching)
