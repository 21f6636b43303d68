"""What may be said of each zone: fewer than expected, more, or as expected."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hotspots.method.evaluation.rates import rate_ratio_p_value

FEWER = "fewer than expected"
MORE = "more than expected"
AS_EXPECTED = "as expected"

# The expected share of false discoveries among the zones not as expected.
FALSE_DISCOVERY_RATE = 0.10

ONE_SIDED_RISK = 0.05


class Verdicts(NamedTuple):
    """A verdict for each zone, and what it rests on.

    Attributes
    ----------
    verdict
        `fewer than expected`, `more than expected` or `as expected`.
    p_adjusted
        How likely a count at least as extreme is, adjusted for there being many zones;
        a zone is not as expected up to the false discovery rate.
    """

    verdict: NDArray[np.str_]
    p_adjusted: NDArray[np.float64]


def verdicts_of(
    *,
    seen: ArrayLike,
    expected: ArrayLike,
    p: ArrayLike,
    rate: float = FALSE_DISCOVERY_RATE,
) -> Verdicts:
    """Say of each zone whether its count is as expected, allowing for many zones.

    Parameters
    ----------
    seen, expected
        Count of each zone after, and the mean of those expected.
    p
        Two-sided, of the count seen among those expected (`Counterfactual.p`).
    rate
        False discovery rate.

    Examples
    --------
    >>> verdicts_of(seen=[3, 9], expected=[20, 8], p=[0.001, 0.7]).verdict.tolist()
    ['fewer than expected', 'as expected']
    """
    adjusted = adjusted_p_values(p)
    side = np.where(np.asarray(seen) < np.asarray(expected), FEWER, MORE)
    return Verdicts(np.where(adjusted > rate, AS_EXPECTED, side), adjusted)


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
    days_before: ArrayLike = 1.0,
    days_after: ArrayLike = 1.0,
    risk: float = ONE_SIDED_RISK,
) -> NDArray[np.float64]:
    """Return the greatest count after that would have been a clear fall in one zone.

    Parameters
    ----------
    before
        Counts before.
    days_before, days_after
        Lengths of the periods in days; one for all, or one a zone.
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
    earlier, later = (np.asarray(days, float) for days in (days_before, days_after))
    share_before = earlier / (earlier + later)
    trials = np.maximum(n_before, 1)
    reached = nbinom.ppf(risk, trials, share_before)
    exact = nbinom.cdf(reached, trials, share_before) <= risk
    at_most = np.where(exact, reached, reached - 1)
    return np.where((n_before > 0) & (at_most >= 0), at_most, np.nan)


def exact_p_values(
    *,
    before: ArrayLike,
    after: ArrayLike,
    days_before: ArrayLike,
    days_after: ArrayLike,
) -> NDArray[np.float64]:
    """Return how likely by chance alone a change at least as unlikely is, zone by zone.

    Exact and two-sided, before beside after alone: zones also fall back and change by
    themselves, so it is no verdict. A zone with no incident in either period has 1.
    Days may be one number for all, or one a zone.

    Examples
    --------
    >>> exact_p_values(before=[9, 0], after=[1, 0], days_before=1, days_after=1)
    array([0.02148438, 1.        ])
    """
    earlier, later, days, days_later = np.broadcast_arrays(
        *map(np.atleast_1d, (before, after, days_before, days_after))
    )
    p = np.ones(earlier.shape)
    for zone in np.flatnonzero(earlier + later):
        p[zone] = rate_ratio_p_value(
            before=int(earlier[zone]),
            after=int(later[zone]),
            days_before=float(days[zone]),
            days_after=float(days_later[zone]),
        )
    return p
