"""A choice as numbers: who may be chosen, how many, how close; the best in turn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.method.choosing.spacing import masks_of

# No cap: more zones than any list has.
UNLIMITED = 2**31

NO_PAIRS = np.empty((0, 2), dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Problem:
    """Zones that may be chosen, best ranked first, and what a list must keep to.

    Attributes
    ----------
    worths
        Worth of each zone: whole numbers, as Python's own.
    district
        Number of each zone's district.
    n_zones
        How many to choose.
    floors, caps
        Least and most chosen zones of each district.
    pinned
        Zones that are in whatever they are worth.
    pairs
        Pairs of positions that may not both be chosen.
    """

    worths: NDArray[Any]
    district: NDArray[np.int64]
    n_zones: int
    floors: NDArray[np.int64]
    caps: NDArray[np.int64]
    pinned: NDArray[np.bool_]
    pairs: NDArray[np.int64]

    @cached_property
    def masks(self) -> list[int]:
        """For each zone those too close to it, as bits of a number."""
        return masks_of(self.pairs, len(self.district))

    def without_floors(self) -> Problem:
        """Return the same choice with no promise to any district."""
        changed = replace(self, floors=np.zeros_like(self.floors))
        if "masks" in vars(self):
            vars(changed)["masks"] = self.masks
        return changed

    def reordered(self, order: NDArray[np.intp], worths: NDArray[Any]) -> Problem:
        """Return the same choice over zones in another order, with other worths.

        Zones that `order` leaves out cannot be chosen.
        """
        position = np.full(len(self.district), -1)
        position[order] = np.arange(len(order))
        pairs = position[self.pairs]
        return replace(
            self,
            worths=worths[order],
            district=self.district[order],
            pinned=self.pinned[order],
            pairs=pairs[(pairs >= 0).all(axis=1)] if len(pairs) else NO_PAIRS,
        )


@dataclass(frozen=True, eq=False)
class Solution:
    """A list, and how far from the best it can be.

    Attributes
    ----------
    chosen
        For each zone whether it is chosen.
    proven
        Whether no list is worth more, by more than `gap`.
    gap
        Share of its worth by which another list could be worth more at most: 0, or
        what rounding scores to the solver's digits can hide (some billionths), and
        where the list is not proven what the solver left open.
    greedy
        Whether the list was made by taking the best in turn.
    """

    chosen: NDArray[np.bool_]
    proven: bool
    gap: float
    greedy: bool


def is_matroid(problem: Problem) -> bool:
    """Say whether taking the best in turn gives the best list."""
    return len(problem.pairs) == 0


def counts_fit(problem: Problem) -> bool:
    """Say whether numbers alone, without distances, allow a list.

    Notes
    -----
    Without distances this is necessary and enough: any numbers of zones between the
    least and the most of each district can be taken, and their sums are all the numbers
    between the two totals.
    """
    least, most = least_and_most(problem)
    return bool((least <= most).all() and least.sum() <= problem.n_zones <= most.sum())


def least_and_most(
    problem: Problem,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the least and the most zones of each district that a list can have."""
    n_districts = len(problem.floors)
    pinned = np.bincount(problem.district[problem.pinned], minlength=n_districts)
    available = np.bincount(problem.district, minlength=n_districts)
    return np.maximum(problem.floors, pinned), np.minimum(problem.caps, available)


def greedy(problem: Problem) -> NDArray[np.bool_]:
    """Take what is pinned, then each district's best up to its floor, then the best.

    Notes
    -----
    Sets of N zones with a least and a most number from each district are the bases of a
    matroid, where this is exact (Edmonds 1971, Mathematical Programming 1:127). It asks
    that `counts_fit`.

    Examples
    --------
    Five zones of two districts; the second must have two, the first at most one.

    >>> greedy(Problem(
    ...     worths=np.array([9, 8, 7, 2, 1]), district=np.array([0, 0, 1, 1, 1]),
    ...     n_zones=3, floors=np.array([0, 2]), caps=np.array([1, UNLIMITED]),
    ...     pinned=np.zeros(5, dtype=bool), pairs=NO_PAIRS,
    ... )).tolist()
    [True, False, True, True, False]
    """
    chosen = problem.pinned.copy()
    n_districts = len(problem.floors)
    held = np.bincount(problem.district[chosen], minlength=n_districts)
    in_turn = _turn_in_district(problem.district, ~chosen)
    chosen |= ~chosen & (in_turn < (problem.floors - held)[problem.district])
    held = np.bincount(problem.district[chosen], minlength=n_districts)
    in_turn = _turn_in_district(problem.district, ~chosen)
    open_to_all = ~chosen & (in_turn < (problem.caps - held)[problem.district])
    chosen[np.flatnonzero(open_to_all)[: problem.n_zones - int(chosen.sum())]] = True
    return chosen


def _turn_in_district(
    district: NDArray[np.int64], counted: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Return for each counted zone how many of its district come before it."""
    turn = np.zeros(len(district), dtype=np.int64)
    rows = np.flatnonzero(counted)
    rows = rows[np.argsort(district[rows], kind="stable")]
    of_row = district[rows]
    starts = np.flatnonzero(np.diff(of_row, prepend=-1))
    lengths = np.diff(np.append(starts, len(rows)))
    turn[rows] = np.arange(len(rows)) - np.repeat(starts, lengths)
    return turn
