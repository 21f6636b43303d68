"""What would have happened anyway: the counts expected after, with nothing done.

Zones are chosen because a year was bad, so most of them fall next year with no patrol
at all. How many, and by how much, the zones that were not chosen tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hotspots.errors import InputError
from hotspots.method.rates import LEVEL
from hotspots.method.year_to_year import Counts, Floats, Variation, YearToYear, learn


@dataclass(frozen=True, eq=False)
class Expected:
    """The counts expected in the chosen zones had nothing been done, and those seen.

    Attributes
    ----------
    expected
        Mean count after of each chosen zone.
    low, high
        The count after of a chosen zone lies between these, both included, in at least
        95 of 100 years.
    p_fall
        How likely the zone has fewer incidents a day after than before.
    n_fell
        Chosen zones with fewer incidents a day after than before.
    n_expected_to_fall
        How many of them would be expected to have fewer.
    p_at_least
        How likely as many or more would have fallen.
    ratio
        Incidents seen in the chosen zones for each one expected; not a number where
        none is expected.
    ratio_low, ratio_high
        Its interval, for change from year to year and for chance.
    trend
        Incidents a day after for each one before, had each zone kept its own rate.
    tau2
        Variance of the logarithm of a busy zone's rate from year to year.
    clumps
        Variance of counts on top of chance for each incident: one cause, several of
        them.
    n_periods
        Periods before that the expectation rests on.
    """

    expected: Floats
    low: Counts
    high: Counts
    p_fall: Floats
    n_fell: int
    n_expected_to_fall: float
    p_at_least: float
    ratio: float
    ratio_low: float
    ratio_high: float
    trend: float
    tau2: float
    clumps: float
    n_periods: int


def expected_after(
    history: ArrayLike,
    after: ArrayLike,
    *,
    chosen: ArrayLike,
    days_before: float,
    days_after: float,
    outside: ArrayLike | None = None,
) -> Expected:
    """Say what counts the chosen zones would have after, had nothing been done.

    Parameters
    ----------
    history
        Incidents of every zone that could have been chosen, zones x periods, oldest
        first: the period before last, and ahead of it such earlier periods of the same
        calendar months as are loaded.
    after
        Incidents of every such zone after.
    chosen
        Whether each zone was chosen. The choice may rest on the history in any way, and
        on nothing after it.
    days_before, days_after
        Lengths of the last period of the history and of the period after.
    outside
        The zones that tell how the county changed; those not chosen, unless given.
        Leave out zones that patrols may have touched.

    Raises
    ------
    InputError
        If the zones outside have no incident before, or arrays differ in length.

    Notes
    -----
    Empirical Bayes. A zone has a rate of its own, drawn from a prior of any shape that
    all zones share, and its counts vary about it from year to year by more than chance
    (`learn`). Prior and variation are those that make all counts likeliest, save the
    counts after of zones that are not outside, which are not looked at. Given the
    counts before, the choice tells no more of a zone, so it may be left out of account
    (Rubin 1976, Biometrika 63:581).

    The trend is incidents seen outside over those expected there by the same rule:
    the plain ratio is too high, for zones that were not chosen had a good year.

    Changes of different zones are taken as independent. Where all chosen zones share a
    fate that the county does not, such as town centres in a bad summer, chance is
    larger than told.

    Examples
    --------
    Ten zones alike hold 3 a year by chance, and the two that held most are chosen. Both
    fall, and no wonder:

    >>> told = expected_after(
    ...     [[6], [5], [4], [3], [3], [3], [2], [2], [1], [1]],
    ...     [3, 2, 2, 5, 4, 1, 3, 1, 3, 2],
    ...     chosen=[True, True] + 8 * [False],
    ...     days_before=365,
    ...     days_after=365,
    ... )
    >>> told.n_fell, told.n_expected_to_fall > 1.5, told.p_at_least > 0.5
    (2, True, True)
    """
    seen = _checked(history, after, chosen, outside)
    learnt = learn(seen.history, seen.after, outside=seen.outside)
    predicted = _predict(learnt, seen)
    days = days_after / days_before
    # Fewer a day than before: at most so many.
    still_fewer = np.ceil(np.round(seen.history[seen.chosen, -1] * days, 9)) - 1
    came = seen.after[seen.chosen]
    n_fell = int((came <= still_fewer).sum())
    p_fall = predicted.at_most(still_fewer)
    ratio, low, high = predicted.ratio(int(came.sum()))
    return Expected(
        expected=predicted.mean,
        low=predicted.quantile((1 - LEVEL) / 2),
        high=predicted.quantile((1 + LEVEL) / 2),
        p_fall=p_fall,
        n_fell=n_fell,
        n_expected_to_fall=float(p_fall.sum()),
        p_at_least=chance_of_at_least(n_fell, p_fall),
        ratio=ratio,
        ratio_low=low,
        ratio_high=high,
        trend=predicted.trend / days,
        tau2=learnt.variation.tau2,
        clumps=learnt.variation.clumps,
        n_periods=seen.history.shape[1],
    )


def chance_of_at_least(n: int, chances: ArrayLike) -> float:
    """Return how likely at least `n` of some events are, each with its own chance.

    Notes
    -----
    The Poisson-binomial distribution, by adding one event after the other.

    Examples
    --------
    Two coins, of which one always falls heads:

    >>> chance_of_at_least(2, [0.5, 1.0])
    0.5
    """
    of_number = np.ones(1)
    for chance in np.asarray(chances, dtype=float):
        of_number = np.convolve(of_number, [1 - chance, chance])
    return float(min(of_number[max(n, 0) :].sum(), 1.0))


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
    seen = _Seen(
        np.asarray(history, dtype=np.int64),
        np.asarray(after, dtype=np.int64),
        is_chosen,
        is_outside & ~is_chosen,
    )
    n_zones = len(seen.after)
    lengths = {len(each) for each in (seen.history, seen.chosen, seen.outside)}
    if seen.history.ndim != 2 or lengths != {n_zones}:
        msg = (
            f"The history must be zones x periods, with as many zones as the counts "
            f"after ({n_zones}) and as the marks of chosen zones and of zones outside. "
            f"It has shape {seen.history.shape}."
        )
        raise InputError(msg)
    if not seen.history[seen.outside, -1].sum():
        msg = (
            "The zones that were not chosen hold no incident in the period before, so "
            "nothing tells what would have happened anyway. Choose fewer zones, or a "
            "longer period."
        )
        raise InputError(msg)
    return seen


@dataclass(frozen=True, eq=False)
class _Predicted:
    """Counts after of the chosen zones, as far as they can be told beforehand.

    Attributes
    ----------
    means, shares
        Mean counts of a period that a zone may have, and how likely each is: (zones,
        means).
    chance, rest
        Variance of each zone's count: of chance and clumps, and what the rate adds.
    variation
        How counts vary about them.
    mean
        Of each zone's count.
    trend, trend_variance
        Incidents after for each one before, and the variance of its logarithm.
    """

    means: Floats
    shares: Floats
    chance: Floats
    rest: Floats
    variation: Variation
    mean: Floats
    trend: float
    trend_variance: float

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

        The ends are the ratios r at which n is as far from r x expected as the interval
        allows; chance varies as r, and all other variance as its square.
        """
        from scipy.special import ndtri

        expected = float(self.mean.sum())
        if expected == 0:
            return np.nan, np.nan, np.nan
        z2 = float(ndtri((1 + LEVEL) / 2)) ** 2
        lasting = float(self.rest.sum()) + expected**2 * self.trend_variance
        square = expected**2 - z2 * lasting
        half = n * expected + z2 * float(self.chance.sum()) / 2
        root = np.sqrt(half**2 - square * n**2)
        high = (half + root) / square if square > 0 else np.inf
        return n / expected, float(n**2 / (half + root)), float(high)


def _predict(learnt: YearToYear, seen: _Seen) -> _Predicted:
    """Predict the counts after of the chosen zones, given all before."""
    variation, own, trend = learnt.variation, learnt.own, learnt.trend
    mean = trend * (own @ learnt.rates)
    chance = (1 + variation.clumps) * mean
    squares = trend**2 * (own @ learnt.rates**2)
    rest = np.exp(variation.tau2) * squares - mean**2
    of_trend = float((chance + rest)[seen.outside].sum())
    in_a_year, shares = variation.in_a_year(learnt.rates)
    return _Predicted(
        means=in_a_year * trend,
        shares=own[seen.chosen] @ shares,
        chance=chance[seen.chosen],
        rest=rest[seen.chosen],
        variation=variation,
        mean=mean[seen.chosen],
        trend=trend,
        trend_variance=of_trend / max(float(mean[seen.outside].sum()), 1) ** 2,
    )
