"""The ranking into the selection: N zones, at least the floor in each district."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.tables import SELECTION, check

CHOSEN_BY_SCORE = "score"
CHOSEN_BY_FLOOR = "district floor"


def candidates(ranking: pd.DataFrame, *, include_prisons: bool = False) -> pd.DataFrame:
    """Return the zones of the ranking that may be chosen.

    Zones whose incidents are mostly at a prison are none unless `include_prisons`: no
    street patrol reaches them. They keep their rank in the ranking.
    """
    return ranking[~_is_not_eligible(ranking, include_prisons=include_prisons)]


def not_eligible(
    ranking: pd.DataFrame, *, include_prisons: bool = False
) -> pd.DataFrame:
    """Return the zones of the ranking that may not be chosen."""
    return ranking[_is_not_eligible(ranking, include_prisons=include_prisons)]


def _is_not_eligible(ranking: pd.DataFrame, *, include_prisons: bool) -> pd.Series:
    return ranking["mostly_prison"] & (not include_prisons)


def select_zones(
    ranking: pd.DataFrame,
    *,
    n_zones: int,
    districts: Sequence[str],
    floor: int = 1,
    touching: Callable[[Sequence[str]], NDArray[np.bool_]],
) -> pd.DataFrame:
    """Choose the N zones of highest total score, at least the floor in each district.

    Parameters
    ----------
    ranking
        The ranking, of the zones that may be chosen.
    n_zones
        How many zones to choose.
    districts
        Every district of the area.
    floor
        Least number of chosen zones in each district.
    touching
        Given ids of zones, says which touch, as a square of true and false.

    Returns
    -------
    pandas.DataFrame
        The selection, by rank.

    Raises
    ------
    InputError
        If so many zones cannot be chosen, or a district has too few for its floor.

    Notes
    -----
    Each district's best `floor` zones, then the best of the rest. That is the exact
    answer: sets with a least number from each part are the bases of a matroid, where
    greedy choice is optimal (Edmonds 1971, Mathematical Programming 1:127).
    """
    _refuse_impossible(ranking, n_zones=n_zones, districts=districts, floor=floor)
    by_rank = ranking.sort_values("rank").reset_index(drop=True)
    best_of_its_own = by_rank.groupby("district", observed=True).cumcount() < floor
    in_floor = best_of_its_own & by_rank["district"].isin(districts)
    best_first = by_rank.assign(rest=~in_floor).sort_values(["rest", "rank"])
    chosen = best_first.head(n_zones).sort_values("rank")
    without_floor = by_rank.head(n_zones)
    by_floor = ~chosen["zone"].isin(without_floor["zone"])
    left_out = without_floor[~without_floor["zone"].isin(chosen["zone"])]
    displaced = pd.Series("", index=chosen.index, dtype="str")
    displaced[by_floor] = left_out["zone"].to_numpy()
    selection = chosen.drop(columns="rest").assign(
        chosen_as=np.where(by_floor, CHOSEN_BY_FLOOR, CHOSEN_BY_SCORE),
        displaced=displaced,
        place=places(touching(chosen["zone"].to_list())),
    )
    return check(selection.reset_index(drop=True), SELECTION)


def districts_without_zones(
    ranking: pd.DataFrame, area: Sequence[str]
) -> tuple[str, ...]:
    """Return the districts of the area in which there is no zone to choose.

    Parameters
    ----------
    ranking
        The ranking, of the zones that may be chosen.
    area
        Every district of the area.
    """
    held = set(ranking["district"].astype("str"))
    return tuple(district for district in area if district not in held)


def none_chosen(ranking: pd.DataFrame) -> pd.DataFrame:
    """Return the selection of none of these zones, where a choice is impossible."""
    nothing = ranking.head(0).assign(chosen_as="", displaced="", place=0)
    return check(nothing, SELECTION)


def places(touching: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Give zones that touch, directly or through others, the number of one place.

    Parameters
    ----------
    touching
        Square of true and false, symmetric.

    Returns
    -------
    numpy.ndarray
        For each zone the number of its place, from 1 in the order of first zones.

    Examples
    --------
    >>> places(np.array([[0, 0, 1], [0, 0, 0], [1, 0, 0]], dtype=bool)).tolist()
    [1, 2, 1]
    """
    from scipy.sparse.csgraph import connected_components

    _, component = connected_components(touching, directed=False)
    _, first, number = np.unique(component, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[number] + 1)


def _refuse_impossible(
    ranking: pd.DataFrame, *, n_zones: int, districts: Sequence[str], floor: int
) -> None:
    available = ranking["district"].astype("str").value_counts()
    short = [name for name in districts if available.get(name, 0) < floor]
    if n_zones > len(ranking):
        zones = "1 zone" if len(ranking) == 1 else f"{len(ranking):,} zones"
        msg = (
            f"The number of zones, {n_zones:,}, is too large: only {zones} can be "
            f"chosen. Ask for fewer."
        )
    elif n_zones < floor * len(districts):
        msg = (
            f"The number of zones, {n_zones:,}, is too small: {len(districts)} "
            f"districts with at least {floor} each need {floor * len(districts)}. "
            f"Choose more zones, or lower the floor."
        )
    elif short:
        msg = (
            f"{', '.join(short)} cannot have {floor} chosen: too few zones there have "
            f"an incident of the strand in these months. Lower the floor, or load "
            f"more months."
        )
    else:
        return
    raise InputError(msg)
