"""How rates differ between zones and from year to year, learnt from counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hotspots.method.prior import fit_prior, posterior, rate_grid

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

# The lowest rate is that of one incident in fifty periods.
LOWEST_RATE = 0.02
# No zone's own rate is likely to be more than twice its highest count.
ABOVE_HIGHEST = 2.0
# After so many steps of the prior's fit, likelihoods differ little from their end.
STEPS_OF_SEARCH = 30
# Below a variation of 1% of a rate there is none that counts could show.
LEAST_YEARS = 1e-4
# Square roots of `years` and `clumps` at which the search begins, and the most sought:
# more than any real county had.
FIRST_ROOTS = ((0.3, 0.3), (0.5, 0.3), (0.3, 0.6))
MOST_ROOTS = (1.7, 2.2)
# A root, and a log likelihood, that need not be told apart.
ROOT_TOLERANCE = 0.02
FIT_TOLERANCE = 0.1
# A count that no zone has: it is not to be looked at.
NOT_SEEN = -1


@dataclass(frozen=True)
class Variation:
    """How much a zone's count varies about its own rate, beyond chance.

    The variance of a count of mean m is m + `clumps` m + `years` m^2.

    Attributes
    ----------
    years
        Squared coefficient of variation of a zone's rate from year to year.
    clumps
        Variance on top of chance for each incident: one cause, several incidents.
    """

    years: float
    clumps: float

    @property
    def tau2(self) -> float:
        """Variance of the logarithm of a busy zone's rate from year to year.

        Examples
        --------
        >>> round(Variation(years=0.35, clumps=0.1).tau2, 2)
        0.3
        """
        return float(np.log1p(self.years)) if self.years > LEAST_YEARS else 0.0

    def size(self, mean: Floats) -> Floats:
        """Return the size of the negative binomial counts of each mean."""
        years = max(self.years, LEAST_YEARS)
        told: Floats = mean / (years * mean + self.clumps)
        return told

    def at_most(self, counts: Floats, mean: Floats) -> Floats:
        """Return how likely a count of this mean is no higher than another."""
        from scipy.special import betainc

        size = self.size(mean)
        chance = betainc(size, counts + 1, size / (size + mean))
        return np.asarray(chance, dtype=np.float64)


@dataclass(frozen=True, eq=False)
class YearToYear:
    """How rates differ between zones, and one zone's from period to period.

    Attributes
    ----------
    rates
        Rates that a zone may have, in incidents in the last period before.
    shares
        How many of the zones have each rate; of sum 1.
    exposures
        Incidents in each period for each one in the last period before, county-wide.
    variation
        How a zone's count varies about its own rate.
    """

    rates: Floats
    shares: Floats
    exposures: Floats
    variation: Variation

    def rates_of(self, history: Counts) -> Floats:
        """Return how likely each rate is for each zone, given its counts before."""
        kinds, _, zone = _kinds(history)
        tables = _tables(kinds, self.rates, self.exposures)
        told, _ = _likelihood(tables, self.variation)
        return posterior(told, self.shares)[zone]


def learn(history: Counts, after: Counts, *, outside: NDArray[np.bool_]) -> YearToYear:
    """Learn how rates differ between zones and from year to year.

    Parameters
    ----------
    history
        Incidents, zones x periods; the last period must hold some outside.
    after
        Incidents after; looked at outside only.
    outside
        The zones whose counts after may be looked at.

    Notes
    -----
    A zone's counts are negative binomial about its own rate, and rates have a prior of
    any shape. Prior and variation make all these counts likeliest together. Which zones
    are outside may depend on the history in any way, for the whole history is counted.

    Examples
    --------
    Zones that hold the same each year show no change but the county's:

    >>> history = np.array([[1], [2], [4], [8], [16], [32]] * 9)
    >>> told = learn(history, history[:, 0] * 2, outside=history[:, 0] < 20)
    >>> told.variation.tau2, told.exposures.tolist()
    (0.0, [1.0, 2.0])
    """
    from scipy.optimize import minimize

    counts = np.column_stack([history, np.where(outside, after, NOT_SEEN)])
    kinds, n_zones, _ = _kinds(counts)
    exposures = _exposures(history, after, outside)
    rates = rate_grid(LOWEST_RATE, _highest_rate(history, exposures))
    tables = _tables(kinds, rates, exposures)

    def misfit(roots: Floats) -> float:
        told, highest = _likelihood(tables, Variation(*(roots**2).tolist()))
        _, fit = fit_prior(told, n_zones, most_steps=STEPS_OF_SEARCH)
        return -fit - float(n_zones @ highest)

    found = minimize(
        misfit,
        np.array(FIRST_ROOTS[0]),
        method="Nelder-Mead",
        bounds=[(0.0, most) for most in MOST_ROOTS],
        options={
            "initial_simplex": np.array(FIRST_ROOTS),
            "xatol": ROOT_TOLERANCE,
            "fatol": FIT_TOLERANCE,
        },
    )
    variation = Variation(*(found.x**2).tolist())
    shares, _ = fit_prior(_likelihood(tables, variation)[0], n_zones)
    return YearToYear(rates, shares, exposures, variation)


@dataclass(frozen=True, eq=False)
class _Table:
    """The counts of one period: where they stand, and the means at each rate."""

    distinct: Floats
    place: Counts
    seen: NDArray[np.bool_]
    mean: Floats
    log_factorial: Floats


def _kinds(counts: Counts) -> tuple[Counts, Counts, Counts]:
    """Return the rows that differ, how often each stands, and the kind of each row."""
    kinds, zone, n_zones = np.unique(
        counts, axis=0, return_inverse=True, return_counts=True
    )
    return kinds, n_zones, zone


def _tables(kinds: Counts, rates: Floats, exposures: Floats) -> list[_Table]:
    from scipy.special import gammaln

    tables = []
    for column, exposure in zip(kinds.T, exposures, strict=False):
        distinct, place = np.unique(column, return_inverse=True)
        shown = np.maximum(distinct, 0).astype(float)[:, None]
        mean = np.maximum(rates * exposure, 1e-12)
        tables.append(
            _Table(shown, place, column != NOT_SEEN, mean, gammaln(shown + 1))
        )
    return tables


def _likelihood(tables: list[_Table], variation: Variation) -> tuple[Floats, Floats]:
    """Return how likely each row's counts are together at each rate.

    Each row is over its highest, whose logarithm is the second part: where one period
    is far from another, none is more than nearly 0.
    """
    from scipy.special import gammaln

    logs = np.zeros((len(tables[0].place), len(tables[0].mean)))
    for table in tables:
        count, mean, size = table.distinct, table.mean, variation.size(table.mean)
        of_count = (
            gammaln(count + size)
            - gammaln(size)
            - table.log_factorial
            - size * np.log1p(mean / size)
            + count * np.log(mean / (size + mean))
        )
        logs += np.where(table.seen[:, None], of_count[table.place], 0.0)
    highest = logs.max(axis=1)
    return np.exp(logs - highest[:, None]), highest


def _exposures(history: Counts, after: Counts, outside: NDArray[np.bool_]) -> Floats:
    """Return the incidents of each period for each one in the last before."""
    totals = history.sum(axis=0)
    return np.append(
        totals / totals[-1], after[outside].sum() / history[outside, -1].sum()
    )


def _highest_rate(history: Counts, exposures: Floats) -> float:
    """Return a rate that no zone is likely to be above."""
    told = exposures[:-1] > 0
    most = (history.max(axis=0)[told] / exposures[:-1][told]).max()
    return float(max(most, 1.0) * ABOVE_HIGHEST)
