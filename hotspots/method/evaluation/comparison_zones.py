"""Comparison zones: the next-ranked ones that were not patrolled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.method.evaluation.buffers import outlines_of
from hotspots.method.zoning.zones import Zoning
from hotspots.tables import COMPARISON_ZONES, check

# Coordinates are doubles of some 600,000 m: distances are right to far less than this.
NEGLIGIBLE_M = 1e-6


@dataclass(frozen=True, eq=False)
class ComparisonZones:
    """Zones not patrolled that the chosen zones are compared with.

    Attributes
    ----------
    zones
        Table `COMPARISON_ZONES`, by rank. It is empty where there is none to be had.
    n_asked
        How many were wanted: as many as there are chosen zones.
    n_unpatrolled
        How many zones could have been chosen and were not; 0 where no others are known.
    """

    zones: pd.DataFrame
    n_asked: int
    n_unpatrolled: int


def choose_comparison_zones(
    candidates: pd.DataFrame,
    zoning: Zoning,
    *,
    chosen: Sequence[str],
    buffer_m: float,
) -> ComparisonZones:
    """Take the next-ranked zones that lie outside the buffers of the chosen ones.

    Parameters
    ----------
    candidates
        Table `RANKING`, of the zones that may be chosen (`selection.candidates`).
    zoning
        The zones ranked.
    chosen
        Ids of the chosen zones.
    buffer_m
        Width of a buffer; comparison zones lie at least so far from any chosen zone,
        outline to outline.

    Returns
    -------
    ComparisonZones
        As many as there are chosen zones, or as there are.

    Raises
    ------
    InputError
        If the width is below 0.

    Notes
    -----
    They are not matched to the chosen zones on the months before those of selection,
    though that is often advised. A zone as busy as a chosen one in earlier months, and
    not as busy in the months that zones were chosen on, is one that had no bad year:
    the chosen ones then fall beside it with no patrol at all. Where nothing was done,
    matching gave mean relative rate ratios of 0.55 to 0.97, and the next-ranked zones
    0.76 to 1.09 (tests/benchmarks/bench_comparison_zones.py). Earlier months help as
    the baseline instead: with before taken from months that no zone was chosen on, the
    next-ranked zones gave 0.98 to 1.01 throughout.
    """
    if buffer_m < 0:
        msg = f"A buffer cannot be {buffer_m:g} metres wide. Choose 0 or more."
        raise InputError(msg)
    others = candidates[~candidates["zone"].isin(list(chosen))].sort_values("rank")
    far = _metres_to_nearest(zoning, others["zone"], chosen)
    outside = far >= buffer_m - NEGLIGIBLE_M
    taken = others[outside].head(len(chosen))
    columns = ["zone", "name", "district", "rank", "volume"]
    zones = taken[columns].assign(distance_m=far[outside][: len(chosen)])
    return ComparisonZones(
        zones=check(zones.reset_index(drop=True), COMPARISON_ZONES),
        n_asked=len(chosen),
        n_unpatrolled=len(others),
    )


def _metres_to_nearest(
    zoning: Zoning, zones: pd.Series, chosen: Sequence[str]
) -> NDArray[np.float64]:
    """Return how far each zone is from the nearest chosen one; endless if none is."""
    import shapely

    row, outlines = outlines_of(zoning, zones.to_list())
    _, patrolled = outlines_of(zoning, chosen)
    far = np.full(len(zones), np.inf)
    if len(patrolled) and len(outlines):
        tree = shapely.STRtree(patrolled)
        found, metres = tree.query_nearest(
            outlines, return_distance=True, all_matches=False
        )
        far[row[found[0]]] = metres
    return far
