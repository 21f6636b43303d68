"""Counts of one year or several into the rate that each zone has of its own."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hotspots.method.evaluation.slope import quasi_poisson_slope

Floats = NDArray[np.float64]

# A year tells this much of what the one after it tells: places drift. Weights of 0.4
# to 1 gave much the same spread on real years (docs/counterfactual.md).
WEIGHT_OF_A_YEAR_EARLIER = 0.7

# Factors of its own that a zone may have, evenly spaced in their logarithm, from next
# to nothing to half as many again as were ever counted.
N_FACTORS = 200
LOWEST_FACTOR = 0.003
ABOVE_HIGHEST = 1.5

# Surroundings that differ by less in their logarithm are taken together.
STEP_OF_USUAL = 0.2

# Stopped so early the distribution of factors stays smooth, and its mean has settled.
N_STEPS = 200

# Weighted counts are rounded to tenths below this, and to whole numbers from it on.
MANY = 10


def own_rates(history: ArrayLike, around: ArrayLike | None = None) -> Floats:
    """Return the rate of each zone of its own, in incidents in the last period.

    Parameters
    ----------
    history
        Incidents of every zone, zones x periods, oldest first; the last period holds
        some.
    around
        Mean incidents of the zones around each zone in the same periods
        (`counts_around`), not a number where there are none; None if not known.

    Notes
    -----
    Empirical Bayes. Counts are Poisson about a zone's rate. The rate is what zones with
    such surroundings hold, a power of the mean count around them, times a factor of the
    zone's own. The distribution of factors over zones, of any shape, is the one that
    makes all the counts likeliest (Kiefer and Wolfowitz 1956, Annals of Mathematical
    Statistics 27:887), by expectation and maximisation. The rate of a zone is its mean
    given the zone's own counts. The highest counts are partly luck, and are drawn down
    by as much as zones of this county and strand ask for, in a quiet village further
    than in a busy town; no law of rates is supposed (a gamma law, as road safety uses
    it, has too light a tail for busy places).

    An earlier year counts `WEIGHT_OF_A_YEAR_EARLIER` of the next one, after all its
    counts are scaled to the level of the last: the weights of a gamma-Poisson filter
    (Harvey and Fernandes 1989, Journal of Business and Economic Statistics 7:407).

    Examples
    --------
    Most zones hold about 2, so the one that held 9 is thought to have had a bad year:

    >>> rates = own_rates([[2], [1], [3], [2], [2], [1], [3], [2], [9]])
    >>> bool(rates[-1] < 9), bool(rates[0] < rates[-1])
    (True, True)
    """
    counts = np.asarray(history, dtype=float)
    level = counts.sum(axis=0) / counts[:, -1].sum()
    n_years_ago = np.arange(counts.shape[1])[::-1]
    weight = np.where(level > 0, WEIGHT_OF_A_YEAR_EARLIER**n_years_ago, 0.0)
    summed = counts @ weight
    weighted = np.where(summed < MANY, np.round(summed, 1), np.round(summed))
    nearby = None if around is None else np.asarray(around, dtype=float) @ weight
    return _posterior_means(
        weighted, float(weight @ level), _usual_there(weighted, nearby)
    )


def _usual_there(weighted: Floats, nearby: Floats | None) -> Floats:
    """Return how busy zones with such surroundings are, 1 for a zone as they go."""
    if nearby is None or not np.nansum(nearby):
        return np.ones(len(weighted))
    mean = float(np.nanmean(nearby))
    logarithms = np.log(np.where(np.isnan(nearby), mean, nearby) + mean)
    found = quasi_poisson_slope(logarithms, weighted)
    power = max(found.value, 0.0) if np.isfinite(found.error) else 0.0
    usual = power * (logarithms - logarithms.mean())
    return np.asarray(np.exp(np.round(usual / STEP_OF_USUAL) * STEP_OF_USUAL))


def _posterior_means(weighted: Floats, exposure: float, usual: Floats) -> Floats:
    """Return mean rates given weighted counts, whose mean is a rate x exposure."""
    distinct, which, n_zones = np.unique(
        np.column_stack([weighted, usual]),
        axis=0,
        return_inverse=True,
        return_counts=True,
    )
    counts, expected = distinct.T[0], distinct.T[1] * exposure
    highest = ABOVE_HIGHEST * max(float((counts / expected).max()), 1.0)
    factors = np.geomspace(LOWEST_FACTOR, highest, N_FACTORS)
    mean = expected[:, None] * factors
    log_likelihood = counts[:, None] * np.log(mean) - mean
    likely = np.exp(log_likelihood - log_likelihood.max(axis=1, keepdims=True))
    shares = np.full(N_FACTORS, 1 / N_FACTORS)
    for _ in range(N_STEPS):
        shares = shares * (likely.T @ (n_zones / (likely @ shares))) / n_zones.sum()
    means: Floats = (likely @ (shares * factors)) / (likely @ shares)
    return np.asarray((means * distinct.T[1])[which.ravel()])
