"""The same sums on earlier years, in which nothing was done: a placebo test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hotspots.errors import InputError
from hotspots.method.evaluation.counterfactual import counterfactual
from hotspots.method.evaluation.seen_and_expected import Counterfactual
from hotspots.method.evaluation.shared_fate import SharedFate, shared_sd_of

Mask = NDArray[np.bool_]
Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class PlaceboPair:
    """Zones chosen on one period without patrols and followed in the next.

    Attributes
    ----------
    after
        Column of the history that stands for after.
    n_zones
        Zones chosen.
    found
        What was expected and seen.
    """

    after: int
    n_zones: int
    found: Counterfactual


def busiest(counts: Counts, n_zones: int) -> Mask:
    """Choose the zones with most incidents; of as many, the first."""
    chosen = np.zeros(len(counts), dtype=bool)
    chosen[np.argsort(-counts, kind="stable")[:n_zones]] = True
    return chosen


def placebo_pairs(
    history: ArrayLike, *, n_zones: Sequence[int], around: ArrayLike | None = None
) -> list[PlaceboPair]:
    """Choose and follow zones in each earlier pair of periods.

    Parameters
    ----------
    history
        Incidents of every zone that could have been chosen, zones x periods, oldest
        first, all of them before patrols began.
    n_zones
        Numbers of zones to choose: the one in force, and neighbouring ones.
    around
        Mean incidents of the zones around each zone in the same periods; None if not
        known.

    Returns
    -------
    list of PlaceboPair
        None where a pair tells nothing (`counterfactual` refuses it); empty where the
        history is one period long.
    """
    counts = np.asarray(history, dtype=np.int64)
    nearby = None if around is None else np.asarray(around)
    pairs = []
    for after in range(1, counts.shape[1]):
        for number in n_zones:
            chosen = busiest(counts[:, after - 1], number)
            try:
                found = counterfactual(
                    counts[:, :after],
                    counts[:, after],
                    chosen=chosen,
                    around=None if nearby is None else nearby[:, :after],
                )
            except InputError:
                continue
            pairs.append(PlaceboPair(after, number, found))
    return pairs


def shared_fate_of(
    pairs: Sequence[PlaceboPair], *, n_zones: int, n_months: int = 12
) -> SharedFate:
    """Return the shared spread that pairs with so many zones show.

    Parameters
    ----------
    pairs
        Earlier pairs of periods; those with another number of zones are left out.
    n_zones
        Zones chosen.
    n_months
        Months of each period.
    """
    texts = [pair.found for pair in pairs if pair.n_zones == n_zones]
    return shared_sd_of(
        [found.log_ratio for found in texts],
        [found.error_apart for found in texts],
        n_months=n_months,
    )
