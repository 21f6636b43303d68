"""One ratio over many zones, with how much the zones differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hotspots.method.evaluation.comparison_zones import HALF, dispersion
from hotspots.method.evaluation.rates import LEVEL


@dataclass(frozen=True)
class PooledRatio:
    """The ratio that all zones share, with its interval, and how they differ.

    Attributes
    ----------
    ratio
        Incidents a day after for each one a day before; not a number where there was
        no incident.
    low, high
        Ends of the interval, widened for how unevenly the zones changed.
    phi
        Variance for each one of Poisson counts (`comparison.dispersion`).
    heterogeneity
        Deviance of the zones' own changes from the shared one.
    degrees_of_freedom
        Of the heterogeneity: zones with an incident, less one.
    heterogeneity_p
        How likely it is at least so great where chance alone parts the zones.
    """

    ratio: float
    low: float
    high: float
    phi: float
    heterogeneity: float
    degrees_of_freedom: int
    heterogeneity_p: float


def pooled_ratio(
    *,
    before: ArrayLike,
    after: ArrayLike,
    days_before: float,
    days_after: float,
    widened: bool = True,
    level: float = LEVEL,
) -> PooledRatio:
    """Estimate the ratio that all zones share, each zone having its own level.

    Parameters
    ----------
    before, after
        Counts, one for each zone.
    days_before, days_after
        Lengths of the periods in days.
    widened
        Whether the interval is widened by the root of phi, with Student's t for phi
        being estimated; else it is what chance alone would give.
    level
        How often such an interval holds the true ratio.

    Notes
    -----
    Poisson model with zone effects, fitted conditional on each zone's incidents
    (Cameron and Trivedi 2013, Regression Analysis of Count Data, chapter 9). All zones
    are counted over the same days, so the fit is closed: the ratio of the sums. Half an
    incident is added to both sums where one is 0. Busy zones weigh as much as they
    hold.

    Examples
    --------
    >>> told = pooled_ratio(
    ...     before=[40, 20, 10], after=[30, 15, 12], days_before=366, days_after=365
    ... )
    >>> [round(each, 3) for each in (told.ratio, told.low, told.high)]
    [0.817, 0.379, 1.759]
    """
    from scipy.special import chdtrc, stdtrit

    before, after = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    spread = dispersion(before, after)
    free = int(spread.degrees_of_freedom)
    sums = np.array([before.sum(), after.sum()])
    if not sums.any():
        return PooledRatio(np.nan, np.nan, np.nan, 1.0, 0.0, free, 1.0)
    sums = sums + (HALF if sums.min() == 0 else 0.0)
    ratio = float(sums[1] / sums[0] * days_before / days_after)
    phi = float(spread.phi)
    error = np.sqrt((phi if widened else 1.0) * (1 / sums).sum())
    quantile = stdtrit(free if widened else np.inf, (1 + level) / 2)
    reach = float(np.exp(quantile * error))
    deviance = _heterogeneity(before, after)
    return PooledRatio(
        ratio=ratio,
        low=ratio / reach,
        high=ratio * reach,
        phi=phi,
        heterogeneity=deviance,
        degrees_of_freedom=free,
        heterogeneity_p=float(chdtrc(free, deviance)),
    )


@dataclass(frozen=True)
class MantelHaenszel:
    """A rate ratio over strata, with its interval."""

    ratio: float
    low: float
    high: float


def mantel_haenszel_ratio(
    *,
    counts: tuple[ArrayLike, ArrayLike],
    exposures: tuple[ArrayLike, ArrayLike],
    level: float = LEVEL,
) -> MantelHaenszel:
    """Return the rate ratio of the first group to the second over strata.

    Parameters
    ----------
    counts, exposures
        Of the first and of the second group, one for each stratum (zone, district).
    level
        How often such an interval holds the true ratio.

    Notes
    -----
    A hand check of `pooled_ratio`, and the way to pool where strata were watched for
    different times. Rothman, Greenland and Lash 2008, Modern Epidemiology, chapter 15;
    variance of Greenland and Robins 1985. It takes the counts as Poisson.

    Examples
    --------
    >>> told = mantel_haenszel_ratio(
    ...     counts=([30, 15, 12], [40, 20, 10]), exposures=([365] * 3, [366] * 3)
    ... )
    >>> round(told.ratio, 3)
    0.817
    """
    from scipy.special import ndtri

    first, second = (np.asarray(each, dtype=float) for each in counts)
    time_1, time_2 = (np.asarray(each, dtype=float) for each in exposures)
    time = time_1 + time_2
    of_first, of_second = (first * time_2 / time).sum(), (second * time_1 / time).sum()
    spread = ((first + second) * time_1 * time_2 / time**2).sum()
    reach = np.exp(ndtri((1 + level) / 2) * np.sqrt(spread / (of_first * of_second)))
    ratio = of_first / of_second
    return MantelHaenszel(float(ratio), float(ratio / reach), float(ratio * reach))


def _heterogeneity(before: NDArray[np.float64], after: NDArray[np.float64]) -> float:
    """Return the deviance of each zone's share after from the shared one."""
    from scipy.special import xlogy

    both = before + after
    share = after.sum() / both.sum()
    seen = xlogy(after, after) + xlogy(before, before) - xlogy(both, both)
    expected = xlogy(after.sum(), share) + xlogy(before.sum(), 1 - share)
    return float(max(2 * (seen.sum() - expected), 0.0))
