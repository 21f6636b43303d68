"""Counts of one year or several into the rate that each zone has of its own."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# A year tells this much of what the one after it tells: places drift. Weights of 0.4
# to 1 gave much the same spread on real years (docs/counterfactual.md).
WEIGHT_OF_A_YEAR_EARLIER = 0.7

# Rates that a zone may have, evenly spaced in their logarithm, from one incident in
# three centuries to half as many again as were ever counted.
N_RATES = 200
LOWEST_RATE = 0.003
ABOVE_HIGHEST = 1.5

# Stopped so early the distribution of rates stays smooth, and its mean has settled.
N_STEPS = 200

# Weighted counts that differ by less are taken together.
DECIMALS = 1


def own_rates(history: ArrayLike) -> Floats:
    """Return the rate of each zone of its own, in incidents in the last period.

    Parameters
    ----------
    history
        Incidents of every zone, zones x periods, oldest first; the last period holds
        some.

    Notes
    -----
    Empirical Bayes. Counts are Poisson about a zone's rate, and the distribution of
    rates over zones, of any shape, is the one that makes all the counts likeliest
    (Kiefer and Wolfowitz 1956, Annals of Mathematical Statistics 27:887), by
    expectation and maximisation. The rate of a zone is its mean given the zone's own
    counts. The highest counts are partly luck, and are drawn down by as much as zones
    of this county and strand ask for; no law of rates is supposed (a gamma law, as
    road safety uses it, has too light a tail for busy places).

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
    weighted = np.round(counts @ weight, DECIMALS)
    return _posterior_means(weighted, float(weight @ level))


def _posterior_means(weighted: Floats, exposure: float) -> Floats:
    """Return mean rates given weighted counts, whose mean is a rate x exposure."""
    distinct, which, n_zones = np.unique(
        weighted, return_inverse=True, return_counts=True
    )
    highest = ABOVE_HIGHEST * max(float(distinct[-1]) / exposure, 1.0)
    rates = np.geomspace(LOWEST_RATE, highest, N_RATES)
    mean = rates * exposure
    log_likelihood = distinct[:, None] * np.log(mean) - mean
    likely = np.exp(log_likelihood - log_likelihood.max(axis=1, keepdims=True))
    shares = np.full(N_RATES, 1 / N_RATES)
    for _ in range(N_STEPS):
        shares = shares * (likely.T @ (n_zones / (likely @ shares))) / n_zones.sum()
    means: Floats = (likely @ (shares * rates)) / (likely @ shares)
    return means[which]
