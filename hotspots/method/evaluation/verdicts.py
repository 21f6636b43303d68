"""What may be said of each zone: fell, rose, or no clear change."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hotspots.method.evaluation.rates import rate_ratio_p_value

FELL = "fell"
ROSE = "rose"
NO_CLEAR_CHANGE = "no clear change"

# The expected share of false discoveries among the changes called clear.
FALSE_DISCOVERY_RATE = 0.10

ONE_SIDED_RISK = 0.05

# Standard normal points far enough out, and as close as counts of thousands need.
NORMAL_POINTS = np.linspace(-6, 6, 601)


@dataclass(frozen=True, eq=False)
class Verdicts:
    """A verdict for each zone, and what it rests on.

    Attributes
    ----------
    p
        How likely a change at least as unlikely is where the rate is the same.
    p_adjusted
        The same, adjusted for there being many zones; a change is clear up to the
        false discovery rate.
    verdict
        `fell`, `rose` or `no clear change`.
    """

    p: NDArray[np.float64]
    p_adjusted: NDArray[np.float64]
    verdict: NDArray[np.str_]


def verdicts_of(
    *,
    before: ArrayLike,
    after: ArrayLike,
    days_before: float,
    days_after: float,
    tau2: float = 0.0,
    rate: float = FALSE_DISCOVERY_RATE,
) -> Verdicts:
    """Say of each zone whether its change is clear, allowing for testing many zones.

    Parameters
    ----------
    before, after
        Counts, one for each zone.
    days_before, days_after
        Lengths of the periods in days.
    tau2
        Variance of the logarithm of a zone's rate from period to period with nothing
        done; 0 is chance alone.
    rate
        False discovery rate.

    Notes
    -----
    Exact two-sided tests of Poisson counts, adjusted by Benjamini and Hochberg. A zone
    with no incident in either period has p of 1. A clear change is not one that patrols
    made.

    By chance alone a change is the more easily clear the more incidents a zone has,
    though zones change from year to year by themselves: with nothing done and a `tau2`
    of 0.15, 7 in 10 zones of 200 incidents were called clear. With `tau2` the ratio is
    taken to vary log-normally with variance 2 tau2, the count after is binomial with a
    share that varies so, and p is twice the smaller tail.

    Examples
    --------
    >>> found = verdicts_of(
    ...     before=[40, 12, 0], after=[12, 14, 0], days_before=366, days_after=365
    ... )
    >>> found.verdict.tolist()
    ['fell', 'no clear change', 'no clear change']
    """
    earlier, later = np.broadcast_arrays(np.atleast_1d(before), np.atleast_1d(after))
    if tau2:
        odds = days_after / days_before
        p = _p_values_among_years(earlier, later, odds, tau2)
    else:
        p = _p_values(earlier, later, days_before, days_after)
    adjusted = adjusted_p_values(p)
    change = later / days_after - earlier / days_before
    verdict = np.where(change < 0, FELL, ROSE)
    unclear = (adjusted > rate) | (change == 0)
    return Verdicts(p, adjusted, np.where(unclear, NO_CLEAR_CHANGE, verdict))


def adjusted_p_values(p: ArrayLike) -> NDArray[np.float64]:
    """Adjust p-values for how many there are, by Benjamini and Hochberg's procedure.

    Parameters
    ----------
    p
        One for each zone. Of those whose adjusted one is at most q, the share of false
        discoveries is at most q in the long run.

    Notes
    -----
    Benjamini and Hochberg 1995, Journal of the Royal Statistical Society B 57:289.

    Examples
    --------
    >>> adjusted_p_values([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    from scipy.stats import false_discovery_control

    p = np.asarray(p, dtype=float)
    return np.asarray(false_discovery_control(p)) if p.size else p


def critical_count(
    before: ArrayLike,
    *,
    days_before: float = 1.0,
    days_after: float = 1.0,
    risk: float = ONE_SIDED_RISK,
) -> NDArray[np.float64]:
    """Return the greatest count after that would have been a clear fall in one zone.

    Parameters
    ----------
    before
        Counts before.
    days_before, days_after
        Lengths of the periods in days.
    risk
        How likely at most so great a fall is where the rate is the same.

    Returns
    -------
    numpy.ndarray
        Whole numbers; not a number where even 0 would not be clear.

    Notes
    -----
    One-sided and of one zone alone: the verdicts, which are two-sided and adjusted for
    many zones, ask for more. The count after is binomial given both counts, and so at
    most x with the chance that a negative binomial has of at most x failures before
    so many successes as there were incidents before.

    Examples
    --------
    Of 4 none is few enough: all four would have lain before with a chance of 1 in 16.

    >>> critical_count([4, 5, 10, 20, 50, 200]).tolist()
    [nan, 0.0, 3.0, 10.0, 33.0, 167.0]
    """
    from scipy.stats import nbinom

    n_before = np.asarray(before, dtype=float)
    share_before = days_before / (days_before + days_after)
    trials = np.maximum(n_before, 1)
    reached = nbinom.ppf(risk, trials, share_before)
    exact = nbinom.cdf(reached, trials, share_before) <= risk
    at_most = np.where(exact, reached, reached - 1)
    return np.where((n_before > 0) & (at_most >= 0), at_most, np.nan)


def _p_values(
    before: NDArray[np.int64],
    after: NDArray[np.int64],
    days_before: float,
    days_after: float,
) -> NDArray[np.float64]:
    p = np.ones(before.shape)
    for zone in np.flatnonzero(before + after):
        p[zone] = rate_ratio_p_value(
            before=int(before[zone]),
            after=int(after[zone]),
            days_before=days_before,
            days_after=days_after,
        )
    return p


def _p_values_among_years(
    before: NDArray[np.int64], after: NDArray[np.int64], odds: float, tau2: float
) -> NDArray[np.float64]:
    """Return p-values where the log ratio varies by itself with variance 2 tau2."""
    from scipy.special import expit
    from scipy.stats import binom

    shares = expit(np.log(odds) + np.sqrt(2 * tau2) * NORMAL_POINTS)
    density = np.exp(-(NORMAL_POINTS**2) / 2)
    both = (before + after)[:, None]
    at_most = binom.cdf(after[:, None], both, shares) @ density
    at_least = binom.sf(after[:, None] - 1, both, shares) @ density
    tail = np.minimum(at_most, at_least) / density.sum()
    return np.asarray(np.minimum(2 * tail, 1.0))
