"""One ratio of two rates over many zones or strata."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from hotspots.method.evaluation.dispersion import dispersion_of_zones
from hotspots.method.evaluation.rates import CONFIDENCE
from hotspots.method.evaluation.relative_effect import HALF


@dataclass(frozen=True)
class PooledRatio:
    """The ratio that all zones share, with its interval.

    Attributes
    ----------
    ratio
        Incidents a day after for each one a day before; not a number where there was
        no incident.
    low, high
        Ends of the interval, widened for how unevenly the zones changed.
    phi
        Variance for each one of Poisson counts (`dispersion_of_zones`).
    """

    ratio: float
    low: float
    high: float
    phi: float


def pooled_ratio(
    *,
    before: ArrayLike,
    after: ArrayLike,
    days_before: float,
    days_after: float,
    widened: bool = True,
    confidence: float = CONFIDENCE,
) -> PooledRatio:
    """Estimate the ratio that all zones share, each zone having its own rate.

    Parameters
    ----------
    before, after
        Counts, one for each zone.
    days_before, days_after
        Lengths of the periods in days.
    widened
        Whether the interval is widened by the root of phi, with Student's t for phi
        being estimated; else it is what chance alone would give.
    confidence
        Confidence level of the interval.

    Notes
    -----
    Poisson model with zone effects, fitted conditional on each zone's incidents
    (Cameron and Trivedi 2013, Regression Analysis of Count Data, chapter 9). All zones
    are counted over the same days, so the fit is closed: the ratio of the sums. Half an
    incident is added to both sums where one is 0. Busy zones weigh as much as they
    hold.

    Examples
    --------
    >>> found = pooled_ratio(
    ...     before=[40, 20, 10], after=[30, 15, 12], days_before=366, days_after=365
    ... )
    >>> [round(each, 3) for each in (found.ratio, found.low, found.high)]
    [0.817, 0.379, 1.759]
    """
    from scipy.special import stdtrit

    before, after = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    spread = dispersion_of_zones(before, after)
    sums = np.array([before.sum(), after.sum()])
    if not sums.any():
        return PooledRatio(np.nan, np.nan, np.nan, 1.0)
    sums = sums + (HALF if sums.min() == 0 else 0.0)
    ratio = float(sums[1] / sums[0] * days_before / days_after)
    phi = float(spread.phi)
    error = np.sqrt((phi if widened else 1.0) * (1 / sums).sum())
    free = spread.degrees_of_freedom if widened else np.inf
    quantile = stdtrit(free, (1 + confidence) / 2)
    reach = float(np.exp(quantile * error))
    return PooledRatio(ratio=ratio, low=ratio / reach, high=ratio * reach, phi=phi)


def mantel_haenszel_ratio(
    *,
    counts: tuple[ArrayLike, ArrayLike],
    exposures: tuple[ArrayLike, ArrayLike],
) -> float:
    """Return the rate ratio of the first group to the second over strata.

    Parameters
    ----------
    counts, exposures
        Of the first and of the second group, one for each stratum (zone, district).

    Notes
    -----
    Rothman, Greenland and Lash 2008, Modern Epidemiology, chapter 15. Strata may have
    been watched for different times.

    Examples
    --------
    >>> ratio = mantel_haenszel_ratio(
    ...     counts=([30, 15, 12], [40, 20, 10]), exposures=([365] * 3, [366] * 3)
    ... )
    >>> round(ratio, 3)
    0.817
    """
    first, second = (np.asarray(each, dtype=float) for each in counts)
    time_1, time_2 = (np.asarray(each, dtype=float) for each in exposures)
    time = time_1 + time_2
    return float((first * time_2 / time).sum() / (second * time_1 / time).sum())
