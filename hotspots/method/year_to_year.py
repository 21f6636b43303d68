"""How rates differ between zones and from year to year, learnt from counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hotspots.method.prior import LOG_STEP, MOST_STEPS, fit_prior, posterior, rate_grid

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

# The lowest rate is that of one incident in fifty periods.
LOWEST_RATE = 0.02
# No zone's own rate is likely to be more than twice its highest count.
ABOVE_HIGHEST = 2.0
# After so many steps of the prior's fit, likelihoods differ little from their end.
STEPS_OF_SEARCH = 100
# Fewer clumps than that make no difference that counts could show.
LEAST_CLUMPS = 1e-4
# Tau and the square root of `clumps` at which the search begins, and the most sought:
# two years in three within a factor of 3.3. Real counties had a tau of 0 to 0.5.
FIRST_ROOTS = ((0.3, 0.3), (0.5, 0.3), (0.3, 0.6))
MOST_ROOTS = (1.2, 2.2)
# Change of more than so many standard deviations is left out.
REACH_SD = 4.0
# A logarithm needs something.
LEAST_LIKELY = 1e-290
# A root, and a log likelihood, that need not be told apart.
ROOT_TOLERANCE = 0.02
FIT_TOLERANCE = 0.1


@dataclass(frozen=True)
class Variation:
    """How much a zone's counts vary about its own rate, beyond chance.

    In a period the zone's rate is lognormal about its own, which is its mean, and given
    that the count is negative binomial with variance (1 + `clumps`) x mean.

    Attributes
    ----------
    tau2
        Variance of the logarithm of the rate from year to year.
    clumps
        Variance on top of chance for each incident: one cause, several incidents.
    """

    tau2: float
    clumps: float

    def in_a_year(self, rates: Floats) -> tuple[Floats, Floats]:
        """Return the rates that a period may have, and how likely for each own rate.

        Parameters
        ----------
        rates
            Own rates, a `rate_grid`.

        Returns
        -------
        tuple of arrays
            Rates of a period, and shares of shape (own rates, rates of a period), each
            row with sum 1.

        Examples
        --------
        The mean of the rates of a period is the zone's own:

        >>> own = rate_grid(1.0, 2.0)
        >>> rates, shares = Variation(tau2=0.2, clumps=0.0).in_a_year(own)
        >>> bool(np.allclose(shares @ rates, own, rtol=1e-3))
        True
        """
        reach = int(np.ceil((REACH_SD * self.tau2**0.5 + self.tau2 / 2) / LOG_STEP))
        steps = np.arange(-reach, reach + 1)
        # Of no change all is on step 0.
        twice = max(2 * self.tau2, LOG_STEP**4)
        weights = np.exp(-((steps * LOG_STEP + self.tau2 / 2) ** 2) / twice)
        places = np.arange(len(rates))[:, None] + np.arange(len(steps))
        shares = np.zeros((len(rates), len(rates) + 2 * reach))
        np.put_along_axis(shares, places, weights / weights.sum(), axis=1)
        in_steps = np.arange(shares.shape[1]) - reach
        return rates[0] * np.exp(in_steps * LOG_STEP), shares

    def log_likelihood(self, counts: Floats, mean: Floats) -> Floats:
        """Return how likely counts are given the mean of their period.

        Examples
        --------
        Without clumps counts are Poisson; one where one is expected:

        >>> told = Variation(tau2=0.0, clumps=0.0).log_likelihood(1.0, np.ones(1))
        >>> round(float(np.exp(told[0])), 3)
        0.368
        """
        from scipy.special import gammaln

        clumps = max(self.clumps, LEAST_CLUMPS)
        size = mean / clumps
        told: Floats = (
            gammaln(counts + size)
            - gammaln(size)
            - gammaln(np.asarray(counts) + 1)
            - size * np.log1p(clumps)
            + counts * np.log(clumps / (1 + clumps))
        )
        return told

    def at_most(self, counts: Floats, mean: Floats) -> Floats:
        """Return how likely a count is no higher, given the mean of its period."""
        from scipy.special import betainc

        clumps = max(self.clumps, LEAST_CLUMPS)
        chance = betainc(mean / clumps, counts + 1, 1 / (1 + clumps))
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
    own
        How likely each rate is for each zone, given its counts before: (zones, rates).
    trend
        Incidents after for each one in the last period before, where the rates of zones
        stay the same.
    variation
        How a zone's count varies about its own rate.
    """

    rates: Floats
    shares: Floats
    own: Floats
    trend: float
    variation: Variation


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
    A zone's counts vary about its own rate (`Variation`), and rates have a prior of any
    shape, which makes the history likeliest. The trend makes as many incidents expected
    outside as were seen. Variation makes history and counts after likeliest together.
    Which zones are outside may depend on the history in any way: all of it is counted,
    and counts after are looked at given the history.

    Examples
    --------
    Zones that hold twice as many each show no change but the county's:

    >>> history = np.array([[1], [2], [4], [8], [16], [32]] * 9)
    >>> told = learn(history, history[:, 0] * 2, outside=history[:, 0] < 20)
    >>> told.variation, round(told.trend, 1)
    (Variation(tau2=0.0, clumps=0.0), 2.0)
    """
    from scipy.optimize import minimize

    seen = _Seen.of(history, after, outside)
    found = minimize(  # type: ignore[call-overload]
        lambda roots: -seen.fit(Variation(*(roots**2).tolist())),
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
    shares, own, _ = seen.rates_of_kinds(variation, most_steps=MOST_STEPS)
    return YearToYear(
        rates=seen.rates,
        shares=shares,
        own=own[seen.kind],
        trend=seen.trend(own),
        variation=variation,
    )


class _Table(NamedTuple):
    """The counts of one period: which there are, and where they stand."""

    distinct: Floats
    place: Counts
    exposure: float

    @classmethod
    def of(cls, counts: Counts, exposure: float) -> _Table:
        distinct, place = np.unique(counts, return_inverse=True)
        return cls(distinct.astype(float)[:, None], place, float(exposure))

    def log_likelihood(
        self, variation: Variation, in_a_year: Floats, shares: Floats
    ) -> Floats:
        """Return how likely each distinct count is at each own rate."""
        mean = np.maximum(in_a_year * self.exposure, LEAST_LIKELY)
        given = variation.log_likelihood(self.distinct, mean)
        highest = given.max(axis=1, keepdims=True)
        likely = np.exp(given - highest) @ shares.T
        told: Floats = np.log(np.maximum(likely, LEAST_LIKELY)) + highest
        return told


@dataclass(frozen=True, eq=False)
class _Seen:
    """All counts, zones of the same history taken together.

    Attributes
    ----------
    periods
        The counts of each period before.
    n_zones
        How many zones have each history, and
    n_outside
        how many of them are outside.
    kind
        Which of the histories each zone has.
    pairs, n_pairs
        Histories and counts after that stand together outside, and how often.
    rates
        Rates that a zone may have.
    """

    periods: list[_Table]
    n_zones: Counts
    n_outside: Counts
    kind: Counts
    pairs: Counts
    n_pairs: Counts
    rates: Floats

    @classmethod
    def of(cls, history: Counts, after: Counts, outside: NDArray[np.bool_]) -> _Seen:
        kinds, kind, n_zones = np.unique(
            history, axis=0, return_inverse=True, return_counts=True
        )
        pairs, n_pairs = np.unique(
            np.column_stack([kind, after])[outside], axis=0, return_counts=True
        )
        exposures = history.sum(axis=0) / history[:, -1].sum()
        most = (history.max(axis=0) / np.maximum(exposures, LEAST_LIKELY)).max()
        return cls(
            periods=[_Table.of(*each) for each in zip(kinds.T, exposures, strict=True)],
            n_zones=n_zones,
            n_outside=np.bincount(kind[outside], minlength=len(kinds)),
            kind=kind,
            pairs=pairs.T,
            n_pairs=n_pairs,
            rates=rate_grid(LOWEST_RATE, max(most, 1.0) * ABOVE_HIGHEST),
        )

    def rates_of_kinds(
        self, variation: Variation, *, most_steps: int
    ) -> tuple[Floats, Floats, float]:
        """Return the prior, each history's rates, and how well the history fits."""
        in_a_year, shares_of_year = variation.in_a_year(self.rates)
        logs = np.zeros((len(self.n_zones), len(self.rates)))
        for table in self.periods:
            logs += table.log_likelihood(variation, in_a_year, shares_of_year)[
                table.place
            ]
        highest = logs.max(axis=1)
        likely = np.exp(logs - highest[:, None])
        shares, fit = fit_prior(likely, self.n_zones, most_steps=most_steps)
        return shares, posterior(likely, shares), fit + float(self.n_zones @ highest)

    def trend(self, own: Floats) -> float:
        """Return incidents after for each one expected outside at the same rates."""
        seen = self.n_pairs @ self.pairs[1]
        return float(seen / (self.n_outside @ (own @ self.rates)))

    def fit(self, variation: Variation) -> float:
        """Return the logarithm of the likelihood of all counts."""
        _, own, fit = self.rates_of_kinds(variation, most_steps=STEPS_OF_SEARCH)
        kind, after = self.pairs
        table = _Table.of(after, self.trend(own))
        given = table.log_likelihood(variation, *variation.in_a_year(self.rates))
        likely = (own @ np.exp(given).T)[kind, table.place]
        return fit + float(self.n_pairs @ np.log(np.maximum(likely, LEAST_LIKELY)))
