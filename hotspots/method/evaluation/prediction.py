"""The counts of chosen zones after, as far as the counts before tell them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hotspots.errors import InputError
from hotspots.method.evaluation.rate_model import YearToYear, learn
from hotspots.method.evaluation.rates import CONFIDENCE
from hotspots.method.evaluation.variation import Variation

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

# Taken in place of no incident, so that a logarithm can be had.
HALF = 0.5
# One zone that holds nearly all would leave an interval without end.
LEAST_FREE = 4.0


@dataclass(frozen=True, eq=False)
class Prediction:
    """Counts after of the chosen zones, had nothing been done.

    Attributes
    ----------
    everywhere
        Mean count after of every zone, chosen or not.
    mean
        Mean count after of each chosen zone.
    most_to_fall
        The highest count after with which the zone has fewer than before.
    trend
        Incidents after for each one before, where zones keep their rates.
    variation
        How a zone's counts vary about its own rate.
    means, shares
        Mean counts that a chosen zone may have in the period after, and how likely each
        is: (zones, means).
    chance, rest
        Variance of each chosen zone's count: of chance and clumps, and of its rate.
    error
        Standard error of the logarithm of the sum of means.
    """

    everywhere: Floats
    mean: Floats
    most_to_fall: Floats
    trend: float
    variation: Variation
    means: Floats
    shares: Floats
    chance: Floats
    rest: Floats
    error: float

    @cached_property
    def p_fall(self) -> Floats:
        """How likely each chosen zone has fewer incidents after than before."""
        return self.at_most(self.most_to_fall)

    def at_most(self, counts: NDArray[Any]) -> Floats:
        """Return how likely each zone's count is no higher; below 0 it cannot be."""
        held = np.maximum(counts, 0).astype(float)[:, None]
        chances = self.shares * self.variation.at_most(held, self.means)
        return np.where(counts < 0, 0.0, chances.sum(axis=1))

    def quantile(self, share: float) -> Counts:
        """Return the least count that each zone does not exceed in that share."""
        low, high = np.full((2, len(self.mean)), [[-1], [1]])
        while (short := self.at_most(high) < share).any():
            high = np.where(short, 2 * high, high)
        while (high - low > 1).any():
            middle = (low + high) // 2
            enough = self.at_most(middle) >= share
            low, high = np.where(enough, low, middle), np.where(enough, middle, high)
        return high

    def ratio(self, n: int) -> tuple[float, float, float]:
        """Return incidents seen for each one expected, and its interval.

        Student's t, whose degrees of freedom are those of Satterthwaite (1946,
        Biometrics 2:110): where few zones hold most, the sum varies as few do.
        """
        from scipy.special import stdtrit

        expected = float(self.mean.sum())
        if expected == 0:
            return np.nan, np.nan, np.nan
        seen = max(n, HALF)
        variance = self.chance * expected / seen + self.rest
        error = np.sqrt(variance.sum() / expected**2 + self.error**2)
        free = max(variance.sum() ** 2 / (variance**2).sum(), LEAST_FREE)
        reach = float(np.exp(stdtrit(free, (1 + CONFIDENCE) / 2) * error))
        return n / expected, n / expected / reach, seen / expected * reach


def predict_after(
    history: ArrayLike,
    after: ArrayLike,
    *,
    chosen: ArrayLike,
    outside: ArrayLike | None = None,
) -> Prediction:
    """Predict the counts after of the chosen zones from all the rest.

    Parameters
    ----------
    history
        Incidents of every zone that could have been chosen, zones x periods, oldest
        first: the period before last, and ahead of it such earlier periods of the same
        calendar months as are loaded.
    after
        Incidents of every such zone after; those of zones not outside are not looked
        at.
    chosen
        Whether each zone was chosen.
    outside
        The zones that tell how the county changed; those not chosen, unless given.

    Raises
    ------
    InputError
        If the zones outside hold no incident before, arrays differ in length, or a
        count is below 0.

    Examples
    --------
    Where all zones are alike, those that held most are expected to hold what others do:

    >>> told = predict_after(
    ...     [[6], [5], [4], [3], [3], [3], [2], [2], [1], [1]],
    ...     [0, 0, 2, 5, 4, 1, 3, 1, 3, 2],
    ...     chosen=[True, True] + 8 * [False],
    ... )
    >>> bool((told.mean < [4, 4]).all())
    True
    """
    seen = _checked(history, after, chosen, outside)
    learnt = learn(seen.history, seen.after, outside=seen.outside)
    return _prediction(learnt, seen)


def _prediction(learnt: YearToYear, seen: _Seen) -> Prediction:
    own, variation = learnt.own, learnt.variation
    rates, trend = learnt.counts.rates, learnt.learnt.trend
    mean = trend * (own @ rates)
    chance = (1 + variation.clumps) * mean
    rest = np.exp(variation.tau2) * trend**2 * (own @ rates**2) - mean**2
    outside, chosen = seen.outside, seen.chosen
    of_trend = float((chance + rest)[outside].sum()) / max(mean[outside].sum(), 1) ** 2
    error = np.hypot(learnt.error_of_sum(chosen), np.sqrt(of_trend))
    in_a_year, shares = variation.in_a_year(rates)
    return Prediction(
        everywhere=mean,
        mean=mean[chosen],
        most_to_fall=seen.history[chosen, -1] - 1.0,
        trend=trend,
        variation=variation,
        means=in_a_year * trend,
        shares=own[chosen] @ shares,
        chance=chance[chosen],
        rest=rest[chosen],
        error=float(error),
    )


@dataclass(frozen=True, eq=False)
class _Seen:
    """Counts of all zones, and which of them are what."""

    history: Counts
    after: Counts
    chosen: NDArray[np.bool_]
    outside: NDArray[np.bool_]


def _checked(
    history: ArrayLike, after: ArrayLike, chosen: ArrayLike, outside: ArrayLike | None
) -> _Seen:
    """Return the arrays if they fit together and can tell anything."""
    is_chosen = np.asarray(chosen, dtype=bool)
    is_outside = ~is_chosen if outside is None else np.asarray(outside, dtype=bool)
    counts, came = np.asarray(history, np.int64), np.asarray(after, np.int64)
    lengths = {len(each) for each in (counts, came, is_chosen, is_outside)}
    if counts.ndim != 2 or len(lengths) != 1:
        shapes = [each.shape for each in (counts, came, is_chosen, is_outside)]
        msg = (
            f"The history must be zones x periods, and after, chosen and outside must "
            f"have as many zones. Their shapes are {', '.join(map(str, shapes))}."
        )
        raise InputError(msg)
    if min(counts.min(initial=0), came.min(initial=0)) < 0:
        msg = "Counts of incidents cannot be below 0."
        raise InputError(msg)
    if not counts[is_outside & ~is_chosen, -1:].sum():
        msg = (
            "The zones that were not chosen have no incident in the period before, so "
            "nothing shows what would have happened without patrols. Choose fewer "
            "zones, or a longer period."
        )
        raise InputError(msg)
    return _Seen(counts, came, is_chosen, is_outside & ~is_chosen)
