"""Who may be chosen, and a choice into the selection."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.method.choosing.constraints import Choice
from hotspots.tables import SELECTION, check


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


def selection_of(
    choice: Choice, *, touching: Callable[[Sequence[str]], NDArray[np.bool_]]
) -> pd.DataFrame:
    """Return a choice as the selection, by rank.

    Parameters
    ----------
    choice
        The choice.
    touching
        Given ids of zones, says which touch, as a square of true and false.
    """
    number = groups(touching(choice.zones["zone"].to_list()))
    return check(choice.zones.assign(group=number), SELECTION)


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
    held = set(map(str, ranking["district"].unique()))
    return tuple(district for district in area if district not in held)


def none_chosen(ranking: pd.DataFrame) -> pd.DataFrame:
    """Return the selection of none of these zones, where a choice is impossible."""
    none = dict.fromkeys(("chosen_as", "displaced", "reason", "gave_way"), "")
    return check(ranking.head(0).assign(**none, group=0), SELECTION)


def groups(touching: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Give zones that touch, directly or through others, the number of one group.

    Parameters
    ----------
    touching
        Square of true and false, symmetric.

    Returns
    -------
    numpy.ndarray
        For each zone the number of its group, from 1 in the order of first zones.

    Examples
    --------
    >>> groups(np.array([[0, 0, 1], [0, 0, 0], [1, 0, 0]], dtype=bool)).tolist()
    [1, 2, 1]
    """
    # scipy does this too, and its import would take longer than all of the choosing.
    number = np.zeros(len(touching), dtype=np.int64)
    for first in range(len(touching)):
        if number[first] == 0:
            number[_reached_from(first, touching)] = number.max() + 1
    return number


def _reached_from(first: int, touching: NDArray[np.bool_]) -> NDArray[np.bool_]:
    reached = np.zeros(len(touching), dtype=bool)
    reached[first] = True
    while True:
        grown: NDArray[np.bool_] = reached | touching[reached].any(axis=0)
        if np.array_equal(grown, reached):
            return reached
        reached = grown
