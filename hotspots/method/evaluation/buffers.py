"""Incidents into patrolled zones, their buffers, and those of comparison zones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.method.evaluation.periods import Periods
from hotspots.method.zoning.zones import Zoning, hexagons

# Parts of the county, and how an array of parts names them.
ELSEWHERE, PATROLLED, BUFFER, COMPARED, COMPARED_BUFFER = range(5)


@dataclass(frozen=True, eq=False)
class Surroundings:
    """Where each incident lies, seen from the patrolled and the comparison zones.

    Attributes
    ----------
    part
        For each incident `PATROLLED`, `BUFFER`, `COMPARED`, `COMPARED_BUFFER` or
        `ELSEWHERE`; each incident is in one part alone.
    zone
        For each incident the position, in the list of patrolled or of comparison zones,
        of the zone that it lies in or whose buffer it lies in (of several the nearest,
        of as near ones the first); -1 elsewhere.
    n_patrolled, n_compared
        How many zones the two lists hold.
    """

    part: NDArray[np.int8]
    zone: NDArray[np.int32]
    n_patrolled: int
    n_compared: int


def surroundings_of(
    incidents: pd.DataFrame,
    zoning: Zoning,
    *,
    patrolled: Sequence[str],
    compared: Sequence[str],
    width_m: float,
) -> Surroundings:
    """Sort incidents into zones, the buffers round them, and elsewhere.

    Parameters
    ----------
    incidents
        Table `INCIDENTS`.
    zoning
        The zones of these incidents.
    patrolled, compared
        Ids of the patrolled zones and of the comparison zones. One that `zoning` lacks
        holds no incident; a hexagon has a buffer even so, for its id gives its outline.
    width_m
        Width of a buffer: an incident lies in it if it is at most so far from the
        zone's outline.

    Notes
    -----
    An incident in a patrolled zone is in no buffer, and one in several buffers counts
    once. Patrolled zones come first, then their buffers, then comparison zones, then
    theirs: the buffers of comparison zones leave out whatever may have been touched by
    a patrol. Distances are from map points, which stand up to some tens of metres from
    where an incident happened.

    Raises
    ------
    InputError
        If the width is not above 0.
    """
    if not width_m > 0:
        msg = f"A buffer must be wider than 0 metres, not {width_m:g}. Choose a width."
        raise InputError(msg)
    part = np.zeros(len(incidents), dtype=np.int8)
    zone = np.full(len(incidents), -1, dtype=np.int32)
    for ids, inside, round_it in (
        (patrolled, PATROLLED, BUFFER),
        (compared, COMPARED, COMPARED_BUFFER),
    ):
        for kind, found in (
            (inside, _within(zoning, ids)),
            (round_it, _near(incidents, zoning, ids, width_m)),
        ):
            taken = (part == ELSEWHERE) & (found >= 0)
            part[taken], zone[taken] = kind, found[taken]
    return Surroundings(part, zone, len(patrolled), len(compared))


def count_part(
    incidents: pd.DataFrame,
    around: Surroundings,
    part: int,
    *,
    categories: Sequence[str],
    periods: Periods,
) -> NDArray[np.int64]:
    """Count the incidents of one part by zone, period and category.

    Parameters
    ----------
    incidents
        Table `INCIDENTS`; its month and category are categoricals.
    around
        Where these incidents lie.
    part
        `PATROLLED`, `BUFFER`, `COMPARED` or `COMPARED_BUFFER`.
    categories
        Categories of the strand.
    periods
        The periods compared.

    Returns
    -------
    numpy.ndarray
        Whole numbers of shape (zones, 2, categories): before and after, zones and
        categories in the order given. Summed over zones they are the part's incidents.
    """
    n_zones = around.n_patrolled if part in (PATROLLED, BUFFER) else around.n_compared
    spans = dict.fromkeys(periods.before.months, 0)
    spans |= dict.fromkeys(periods.after.months, 1)
    number_of = {category: number for number, category in enumerate(categories)}
    period = _codes(incidents["month"], spans)
    category = _codes(incidents["category"], number_of)
    counted = (around.part == part) & (period >= 0) & (category >= 0)
    counts = np.zeros((n_zones, 2, len(categories)), dtype=np.int64)
    at = (around.zone[counted], period[counted], category[counted])
    np.add.at(counts, at, 1)
    return counts


def outlines_of(
    zoning: Zoning, ids: Sequence[str]
) -> tuple[NDArray[np.int32], NDArray[np.object_]]:
    """Return the outlines of zones (EPSG:27700), and which of `ids` they belong to.

    A hexagon's id tells its outline; another zone that `zoning` lacks has none known.
    """
    if zoning.polygons is None:
        return np.arange(len(ids), dtype=np.int32), hexagons(list(ids))
    row = pd.Series(range(len(zoning.zones)), index=zoning.zones["zone"])
    rows = row.reindex(list(ids))
    known = np.flatnonzero(rows.notna()).astype(np.int32)
    return known, zoning.outlines(rows.dropna().to_numpy(dtype=np.int64))


def _within(zoning: Zoning, ids: Sequence[str]) -> NDArray[np.int32]:
    """Return the position in `ids` of the zone of each incident; -1 for none."""
    order = pd.Series(range(len(ids)), index=list(ids), dtype="int32")
    found = order.reindex(zoning.zones["zone"], fill_value=-1).to_numpy()
    # The last is for incidents in no zone, whose row is -1.
    return np.append(found, np.int32(-1)).astype(np.int32)[zoning.zone_of_incident]


def _near(
    incidents: pd.DataFrame, zoning: Zoning, ids: Sequence[str], width_m: float
) -> NDArray[np.int32]:
    """Return the position in `ids` of the nearest zone in reach of each incident."""
    import shapely

    known, outlines = outlines_of(zoning, ids)
    if not len(known):
        return np.full(len(incidents), -1, dtype=np.int32)
    points, first, point_of_incident = np.unique(
        incidents["point"], return_index=True, return_inverse=True
    )
    at = shapely.points(incidents[["easting", "northing"]].to_numpy()[first])
    point, nearest = shapely.STRtree(outlines).query_nearest(at, max_distance=width_m)
    found = np.full(len(points), len(ids), dtype=np.int32)
    np.minimum.at(found, point, known[nearest])
    found[found == len(ids)] = -1
    return found[point_of_incident]


def _codes(values: pd.Series, number_of: dict[str, int]) -> NDArray[np.int64]:
    """Return the number of each value of a categorical; -1 where it has none."""
    of_category = [number_of.get(str(each), -1) for each in values.cat.categories]
    return np.array([*of_category, -1])[values.cat.codes.to_numpy()]
