"""Small statistics on counts, each checked against a published example.

SciPy is imported where it is used: it takes longer to import than a selection to make.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

CONFIDENCE = 0.95

# Whole years that differ by a leap day are compared as they are published.
LEAST_LENGTH_DIFFERENCE = 0.005

Alternative = Literal["two-sided", "less", "greater"]


@dataclass(frozen=True, eq=False)
class RateRatios:
    """Ratios of two rates, each with its interval.

    Attributes
    ----------
    ratio
        The rate after for each one before; infinite where only before is 0, and not a
        number where both are.
    low, high
        Ends of the interval; `high` is infinite where before is 0. Not a number where
        both counts are 0.
    """

    ratio: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def rate_ratios(
    *,
    before: ArrayLike,
    after: ArrayLike,
    days_before: float,
    days_after: float,
    confidence: float = CONFIDENCE,
) -> RateRatios:
    """Compare counts of two periods as rates a day, with exact conditional intervals.

    Parameters
    ----------
    before, after
        Counts, of one shape.
    days_before, days_after
        Lengths of the periods in days.
    confidence
        Confidence level of the interval, at least.

    Notes
    -----
    Given both counts together, the count after is binomial with share
    p = days_after r / (days_after r + days_before), r being the true ratio
    (Przyborowski and Wilenski 1940, Biometrika 31:313). The interval of p is that of
    Clopper and Pearson, and its ends are turned into those of r. It takes the counts
    as Poisson. Real counts vary more than that from year to year, so the interval is
    too narrow rather than too wide.

    Examples
    --------
    R's help on poisson.test gives 1.971488 (0.8584264 to 4.2772659):

    >>> found = rate_ratios(before=21, after=11, days_before=3011, days_after=800)
    >>> [round(float(value), 6) for value in (found.ratio, found.low, found.high)]
    [1.971488, 0.858426, 4.277266]
    """
    before, after = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    days = days_before / days_after
    low, high = binomial_interval(after, before + after, confidence=confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio, low, high = after / before, low / (1 - low), high / (1 - high)
    any_incident = before + after > 0
    return RateRatios(
        *(np.where(any_incident, days * each, np.nan) for each in (ratio, low, high))
    )


def length_ratio(days_before: float, days_after: float) -> float:
    """Return days after for each day before, by which a change is put right.

    Notes
    -----
    Of whole years a leap day is 0.3%, and published changes of years do not put it
    right, so neither does this; of January to March it is 1.1%.

    Examples
    --------
    >>> length_ratio(366, 365), round(length_ratio(91, 90), 3)
    (1.0, 0.989)
    """
    ratio = days_after / days_before
    return 1.0 if abs(ratio - 1) < LEAST_LENGTH_DIFFERENCE else ratio


def rate_ratio_p_value(
    *, before: int, after: int, days_before: float, days_after: float
) -> float:
    """Return how likely a change at least as unlikely is where the rate is the same.

    Notes
    -----
    Two-sided, adding up all outcomes that are no likelier than the one seen, as R's
    poisson.test does. The interval of `rate_ratios` has equal tails instead, so the two
    can disagree close to the limit.

    Examples
    --------
    R's help on poisson.test gives 0.07967:

    >>> p = rate_ratio_p_value(before=21, after=11, days_before=3011, days_after=800)
    >>> round(p, 5)
    0.07967
    """
    share = days_after / (days_before + days_after)
    return binomial_p_value(after, before + after, share=share)


def binomial_interval(
    successes: ArrayLike, trials: ArrayLike, *, confidence: float = CONFIDENCE
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the exact interval of a share, with equal tails.

    Parameters
    ----------
    successes, trials
        Counts; no trials tell nothing, and the interval is 0 to 1.
    confidence
        Confidence level of the interval, at least.

    Returns
    -------
    tuple of arrays
        The lower and the upper ends (0 to 1).

    Notes
    -----
    Clopper and Pearson 1934, Biometrika 26:404.

    Examples
    --------
    18 of 24:

    >>> low, high = binomial_interval(18, 24)
    >>> round(float(low), 4), round(float(high), 4)
    (0.5329, 0.9023)
    """
    from scipy.special import betaincinv

    won = np.asarray(successes, dtype=float)
    lost = np.asarray(trials, dtype=float) - won
    tail = (1 - confidence) / 2
    low = betaincinv(np.maximum(won, 1), lost + 1, tail)
    high = betaincinv(won + 1, np.maximum(lost, 1), 1 - tail)
    return np.where(won == 0, 0.0, low), np.where(lost == 0, 1.0, high)


def binomial_p_value(
    successes: int,
    trials: int,
    *,
    share: float = 0.5,
    alternative: Alternative = "two-sided",
) -> float:
    """Return how likely an outcome at least as unlikely is under a share.

    With a share of one half this is the sign test.

    Parameters
    ----------
    successes, trials
        Counts, with at least one trial.
    share
        The share supposed (0 to 1).
    alternative
        Against a share that differs, is less or is greater.

    Notes
    -----
    The sign test of how many zones fell supposes that each falls as easily as it rises.
    Zones chosen because a year was bad do not: most fall with nothing done. So it is no
    test of chosen zones.

    Examples
    --------
    >>> round(binomial_p_value(3, 10), 5)
    0.34375
    """
    from scipy.stats import binomtest

    tested = binomtest(int(successes), int(trials), p=share, alternative=alternative)
    return float(tested.pvalue)
