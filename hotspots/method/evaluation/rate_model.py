"""How rates differ between zones and from year to year, learnt from counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hotspots.method.evaluation.mixing_distribution import (
    MOST_STEPS,
    fit_prior,
    posterior,
    rate_grid,
    resampled_priors,
)
from hotspots.method.evaluation.variation import Variation

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

# Thousands of zones that hold nothing must not add up to much.
LOWEST_RATE = 0.001
# No zone's own rate is likely to be more than twice its highest count.
ABOVE_HIGHEST = 2.0
# After so many steps of the prior's fit, likelihoods differ little from their end.
STEPS_OF_SEARCH = 40
# Tau and the square root of clumps at which the search begins, and the most sought: two
# years in three within a factor of 3.3. Real counties had a tau of 0 to 0.5.
FIRST_ROOTS = ((0.3, 0.3), (0.5, 0.3), (0.3, 0.6))
MOST_ROOTS = (1.2, 2.2)
# A root, and a log likelihood, that need not be told apart.
ROOT_TOLERANCE = 0.02
FIT_TOLERANCE = 0.1
# Clumps look much like change from year to year where counts are low. Unless the counts
# say otherwise there are none: so much of the log likelihood a root of them costs.
COST_OF_CLUMPS = 8.0
# How far apart roots are tried to see how sharply the counts tell them.
STEPS_OF_ROOTS = np.array([0.1, 0.15])
# Counts tell no root less sharply than that.
LEAST_CURVATURE = 0.25
N_RESAMPLES = 40
# A logarithm needs something.
LEAST_LIKELY = 1e-290


class Learnt(NamedTuple):
    """What counts tell under one variation.

    Attributes
    ----------
    shares
        How many of the zones have each rate; of sum 1.
    own
        How likely each rate is for each history, given it: (histories, rates).
    trend
        Incidents after for each one in the last period before, where zones keep their
        rates.
    fit
        Logarithm of the likelihood of all counts.
    """

    shares: Floats
    own: Floats
    trend: float
    fit: float


class _Period(NamedTuple):
    """The counts of one period: which there are, and where they stand."""

    distinct: Floats
    place: Counts
    exposure: float

    @classmethod
    def of(cls, counts: Counts, exposure: float) -> _Period:
        distinct, place = np.unique(counts, return_inverse=True)
        return cls(distinct.astype(float)[:, None], place, float(exposure))

    def log_likelihood(self, variation: Variation, rates: Floats) -> Floats:
        """Return how likely each distinct count is at each own rate."""
        in_a_year, shares = variation.in_a_year(rates)
        mean = np.maximum(in_a_year * self.exposure, LEAST_LIKELY)
        given = variation.log_likelihood(self.distinct, mean)
        highest = given.max(axis=1, keepdims=True)
        likely = np.exp(given - highest) @ shares.T
        told: Floats = np.log(np.maximum(likely, LEAST_LIKELY)) + highest
        return told


@dataclass(frozen=True, eq=False)
class ZoneCounts:
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
        Rates that a zone may have, in incidents in the last period before.
    """

    periods: list[_Period]
    n_zones: Counts
    n_outside: Counts
    kind: Counts
    pairs: Counts
    n_pairs: Counts
    rates: Floats

    @classmethod
    def of(
        cls, history: Counts, after: Counts, *, outside: NDArray[np.bool_]
    ) -> ZoneCounts:
        """Take together the zones that have the same counts before.

        Parameters
        ----------
        history
            Incidents, zones x periods; the last period must hold some outside.
        after
            Incidents after; looked at outside only.
        outside
            The zones whose counts after may be looked at.
        """
        kinds, kind, n_zones = np.unique(
            history, axis=0, return_inverse=True, return_counts=True
        )
        pairs, n_pairs = np.unique(
            np.column_stack([kind, after])[outside], axis=0, return_counts=True
        )
        exposures = history.sum(axis=0) / history[:, -1].sum()
        most = (history.max(axis=0) / np.maximum(exposures, LEAST_LIKELY)).max()
        return cls(
            periods=[
                _Period.of(*each) for each in zip(kinds.T, exposures, strict=True)
            ],
            n_zones=n_zones,
            n_outside=np.bincount(kind[outside], minlength=len(kinds)),
            kind=kind,
            pairs=pairs.T,
            n_pairs=n_pairs,
            rates=rate_grid(LOWEST_RATE, max(most, 1.0) * ABOVE_HIGHEST),
        )

    def likelihood(self, variation: Variation) -> tuple[Floats, Floats]:
        """Return how likely each history is at each rate.

        Each is over its highest, whose logarithm is the second part: where one period
        is far from another, none is more than nearly 0.
        """
        logs = np.zeros((len(self.n_zones), len(self.rates)))
        for period in self.periods:
            logs += period.log_likelihood(variation, self.rates)[period.place]
        highest = logs.max(axis=1)
        return np.exp(logs - highest[:, None]), highest

    def trend(self, mean: Floats) -> NDArray[np.float64]:
        """Return incidents after for each one expected outside at the same rates.

        Parameters
        ----------
        mean
            Mean rate of each history; more columns give a trend each.
        """
        told: Floats = self.n_pairs @ self.pairs[1] / (self.n_outside @ mean)
        return told

    def learn(
        self, variation: Variation, *, most_steps: int = STEPS_OF_SEARCH
    ) -> Learnt:
        """Learn the prior and the trend, and how well such a variation fits."""
        likely, highest = self.likelihood(variation)
        shares, fit = fit_prior(likely, self.n_zones, most_steps=most_steps)
        own = posterior(likely, shares)
        trend = float(self.trend(own @ self.rates))
        kind, after = self.pairs
        period = _Period.of(after, trend)
        given = np.exp(period.log_likelihood(variation, self.rates))
        came = np.maximum((own @ given.T)[kind, period.place], LEAST_LIKELY)
        all_counts = fit + self.n_zones @ highest + self.n_pairs @ np.log(came)
        return Learnt(shares, own, trend, float(all_counts))


@dataclass(frozen=True, eq=False)
class YearToYear:
    """How rates differ between zones, and one zone's from period to period.

    Attributes
    ----------
    counts
        What it was learnt from.
    variation
        How a zone's count varies about its own rate.
    """

    counts: ZoneCounts
    variation: Variation

    @cached_property
    def learnt(self) -> Learnt:
        """The prior, the rates of each history and the trend."""
        return self.counts.learn(self.variation, most_steps=MOST_STEPS)

    @property
    def own(self) -> Floats:
        """How likely each rate is for each zone, given its counts before."""
        return self.learnt.own[self.counts.kind]

    def error_of_sum(self, zones: NDArray[np.bool_]) -> float:
        """Return the standard error of the logarithm of all expected in some zones.

        Prior and variation are learnt, so another county like this one would expect
        another number. Where none is expected, 0.
        """
        if not zones.any() or self.learnt.trend == 0:
            return 0.0
        n_of_kind = np.bincount(
            self.counts.kind[zones], minlength=len(self.counts.n_zones)
        )
        of_prior = np.log(self._sums_of_resamples(n_of_kind)).var()
        return float(np.sqrt(of_prior + self._variance_of_roots(n_of_kind)))

    def _sums_of_resamples(self, n_of_kind: Counts) -> Floats:
        """Return the sum expected under priors of counties like this one."""
        likely, _ = self.counts.likelihood(self.variation)
        priors = resampled_priors(likely, self.counts.n_zones, n=N_RESAMPLES)
        rates = self.counts.rates[:, None]
        mean = (likely @ (rates * priors)) / (likely @ priors)
        sums: Floats = self.counts.trend(mean) * (n_of_kind @ mean)
        return sums

    def _variance_of_roots(self, n_of_kind: Counts) -> float:
        """Return what tau and clumps, as sharply as counts tell them, add to that."""
        roots = np.sqrt([self.variation.tau2, self.variation.clumps])
        centre = np.maximum(roots, STEPS_OF_ROOTS)

        def at(*steps: int) -> tuple[float, float]:
            moved = centre + steps * STEPS_OF_ROOTS
            told = self.counts.learn(_variation_of(moved))
            mean = told.own @ self.counts.rates
            return told.fit, float(np.log(told.trend * (n_of_kind @ mean)))

        fit, _ = at(0, 0)
        ends = [(at(1, 0), at(-1, 0)), (at(0, 1), at(0, -1)), (at(1, 1), at(-1, -1))]
        slope = np.array([(up[1] - down[1]) / 2 for up, down in ends[:2]])
        bend = [2 * fit - up[0] - down[0] for up, down in ends]
        cross = (bend[2] - bend[0] - bend[1]) / 2
        sharpness, turned = np.linalg.eigh([[bend[0], cross], [cross, bend[1]]])
        return float(
            ((slope @ turned) ** 2 / np.maximum(sharpness, LEAST_CURVATURE)).sum()
        )


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
    >>> told.variation, round(told.learnt.trend, 1)
    (Variation(tau2=0.0, clumps=0.0), 2.0)
    """
    from scipy.optimize import minimize

    counts = ZoneCounts.of(history, after, outside=outside)

    def misfit(roots: Floats) -> float:
        cost = COST_OF_CLUMPS * float(roots[1])
        return cost - counts.learn(_variation_of(roots)).fit

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
    return YearToYear(counts, _variation_of(found.x))


def _variation_of(roots: Floats) -> Variation:
    tau, root_of_clumps = roots.tolist()
    return Variation(tau2=tau**2, clumps=root_of_clumps**2)
