"""Two rates compared within strata: pooled ratio, its interval, permutation p-value.

Everything is exact: conditional on what each stratum holds, no large numbers supposed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hotspots.method.evaluation.rate_ratio import mantel_haenszel_ratio
from hotspots.method.evaluation.rates import CONFIDENCE

# Far beyond any ratio that days of patrol could show.
_WIDEST_LOG_RATIO = 30.0


@dataclass(frozen=True)
class StratifiedRatio:
    """A ratio of two rates, pooled over strata, with its exact interval.

    Attributes
    ----------
    ratio
        Mantel and Haenszel's; infinite where the others hold no incident, and not a
        number where no stratum tells anything.
    low, high
        Ends of the interval; `high` is infinite where the others hold no incident.
    """

    ratio: float
    low: float
    high: float


def stratified_ratio(
    *,
    treated: ArrayLike,
    others: ArrayLike,
    days_treated: ArrayLike,
    days_others: ArrayLike,
    confidence: float = CONFIDENCE,
) -> StratifiedRatio:
    """Pool the ratio of two rates over strata.

    Parameters
    ----------
    treated, others
        Counts in each stratum.
    days_treated, days_others
        What these counts arose from, in days (or person-years).
    confidence
        Confidence level of the interval, at least.

    Notes
    -----
    The ratio is that of Mantel and Haenszel for rates (Rothman, Greenland and Lash
    2008, Modern Epidemiology, chapter 15). The interval inverts the exact test with
    equal tails: given what each stratum holds, the counts of the treated are binomial,
    and their sum is compared (Martin and Austin 1996, Epidemiology 7:29). Strata with
    days of only one kind tell nothing and are passed over. With one stratum it is the
    interval of `rates.rate_ratios`. Counts are taken as Poisson within a stratum;
    where incidents come in bursts, the interval is too narrow.

    Examples
    --------
    Coronary deaths of smokers and others, in five classes of age: Rothman, Greenland
    and Lash 2008, table 15-2, give 1.4247.

    >>> found = stratified_ratio(
    ...     treated=[32, 104, 206, 186, 102],
    ...     others=[2, 12, 28, 28, 31],
    ...     days_treated=[52407, 43248, 28612, 12663, 5317],
    ...     days_others=[18790, 10673, 5710, 2585, 1462],
    ... )
    >>> round(found.ratio, 4), round(found.low, 3), round(found.high, 3)
    (1.4247, 1.153, 1.777)
    """
    counts = [np.asarray(each, dtype=float) for each in (treated, others)]
    days = [np.asarray(each, dtype=float) for each in (days_treated, days_others)]
    telling = (days[0] > 0) & (days[1] > 0) & (counts[0] + counts[1] > 0)
    (new, old), (t_new, t_old) = (
        [each[telling] for each in pair] for pair in (counts, days)
    )
    if not telling.any():
        return StratifiedRatio(float("nan"), float("nan"), float("nan"))
    if new.any() and old.any():
        exposures = (t_new, t_old)
        ratio = mantel_haenszel_ratio(counts=(new, old), exposures=exposures)
    else:
        ratio = 0.0 if old.any() else float("inf")
    low, high = _exact_ends(new, old, t_new / t_old, tail=(1 - confidence) / 2)
    return StratifiedRatio(ratio, low, high)


@dataclass(frozen=True)
class ShuffledDays:
    """What the treated days would hold, had they been drawn at random.

    Attributes
    ----------
    p_value
        Permutation p-value: twice the smaller tail, 1 at most; not a number where no
        stratum tells anything.
    low, high
        Incidents on treated days in the middle 95% of all ways to draw them.
    """

    p_value: float
    low: int
    high: int


def shuffle_days(
    counts: Sequence[ArrayLike], treated: Sequence[ArrayLike]
) -> ShuffledDays:
    """Say what treated days would hold in every way of drawing them.

    Parameters
    ----------
    counts
        For each stratum, the incidents of each of its days.
    treated
        For each stratum, whether each of these days was treated.

    Notes
    -----
    The permutation distribution of the incidents on treated days, each stratum keeping
    its days, their counts and how many are treated, worked out whole rather than
    drawn. So it needs no law of the counts: days on which incidents come in bursts do
    no harm, as long as days of a stratum could have been treated as well as not.

    Examples
    --------
    Of six days two were treated, and both are quieter than all others: one of fifteen
    ways.

    >>> found = shuffle_days([[0, 1, 4, 5, 2, 3]], [[True, True] + 4 * [False]])
    >>> round(found.p_value, 4), found.low, found.high
    (0.1333, 1, 9)
    """
    seen, spread = 0, np.ones(1)
    telling = False
    for stratum, is_treated in zip(counts, treated, strict=True):
        held = np.asarray(stratum, dtype=np.int64)
        chosen = np.asarray(is_treated, dtype=bool)
        telling |= bool(len(np.unique(held)) > 1 and 0 < chosen.sum() < len(chosen))
        seen += int(held[chosen].sum())
        spread = np.convolve(spread, _sum_of_drawn(held, int(chosen.sum())))
    p_value = _both_tails(spread, seen) if telling else float("nan")
    cumulated, tail = spread.cumsum(), (1 - CONFIDENCE) / 2
    low, high = (int(np.searchsorted(cumulated, each)) for each in (tail, 1 - tail))
    return ShuffledDays(p_value, low, min(high, len(spread) - 1))


def _sum_of_drawn(counts: NDArray[np.int64], n_drawn: int) -> NDArray[np.float64]:
    """Return how likely each sum is of so many counts drawn by lot."""
    # Rows: how many are drawn so far; columns: their sum. Each day in turn is drawn
    # with the share of those still wanted among the days left.
    chance = np.zeros((n_drawn + 1, int(counts.sum()) + 1))
    chance[0, 0] = 1.0
    so_far = np.arange(n_drawn + 1)[:, None]
    for day, count in enumerate(counts):
        drawn = chance * np.clip((n_drawn - so_far) / (len(counts) - day), 0, 1)
        chance = chance - drawn
        moved = drawn[:-1, : drawn.shape[1] - count]
        chance[1:, count:] += moved
    return np.asarray(chance[n_drawn])


def _exact_ends(
    new: NDArray[np.float64],
    old: NDArray[np.float64],
    days: NDArray[np.float64],
    *,
    tail: float,
) -> tuple[float, float]:
    from scipy.optimize import brentq

    # Worked out once, at about the ratio seen, and tilted to any other.
    expected = (days * old).sum() + 0.5 * days.mean()
    centre = float(np.log((new.sum() + 0.5) / expected))
    base = _sum_of_binomials(new + old, days, centre)
    with np.errstate(divide="ignore"):
        log_base = np.log(base)
    sums, seen = np.arange(len(base)), int(new.sum())

    def missed(log_ratio: float, *, upper: bool) -> float:
        tilted = log_base + sums * (log_ratio - centre)
        spread = np.exp(tilted - tilted.max())
        beyond = spread[seen:] if upper else spread[: seen + 1]
        return float(beyond.sum() / spread.sum()) - tail

    def end(*, upper: bool) -> float:
        widest = _WIDEST_LOG_RATIO
        found = brentq(lambda x: missed(x, upper=upper), -widest, widest, xtol=1e-10)
        return float(np.exp(found))

    low = end(upper=True) if seen else 0.0
    high = end(upper=False) if old.any() else float("inf")
    return low, high


def _sum_of_binomials(
    trials: NDArray[np.float64], days: NDArray[np.float64], log_ratio: float
) -> NDArray[np.float64]:
    """Return how likely each count of the treated is, given each stratum's total."""
    from scipy.special import expit
    from scipy.stats import binom

    spread = np.ones(1)
    # Strata with days in one proportion are as one.
    for proportion in np.unique(days):
        total = int(trials[days == proportion].sum())
        share = expit(log_ratio + np.log(proportion))
        spread = np.convolve(spread, binom.pmf(np.arange(total + 1), total, share))
    return spread


def _both_tails(spread: NDArray[np.float64], seen: int) -> float:
    smaller = min(spread[: seen + 1].sum(), spread[seen:].sum())
    return float(min(1.0, 2 * smaller))
