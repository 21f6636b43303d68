"""How far a zone's count may lie from the one expected, by itself and with others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

# The variance of a count beyond chance grows with this power of the count expected:
# of 100 incidents the standard deviation is a smaller part than of 10. Real years show
# powers from 1.3 to 1.6 (docs/counterfactual.md).
POWER = 1.5

# Points at which a shock that all zones share is tried.
N_SHOCKS = 15
# Less variance beyond chance than this share of the mean is none.
NEGLIGIBLE = 1e-6


def extra_of(seen: Floats, expected: Floats) -> float:
    """Return the extra variance of counts for each unit of expected ** POWER.

    Parameters
    ----------
    seen, expected
        Incidents of zones, with the same sum.

    Examples
    --------
    >>> extra_of(np.array([90.0, 110.0]), np.array([100.0, 100.0]))
    0.0
    >>> extra_of(np.array([70.0, 130.0]), np.array([100.0, 100.0]))
    0.8
    """
    beyond_chance = float(((seen - expected) ** 2 - expected).sum())
    return max(beyond_chance / float((expected**POWER).sum()), 0.0)


@dataclass(frozen=True, eq=False)
class CountSpread:
    """The distribution of the counts of some zones with nothing done.

    Each count is negative binomial about its mean; the means of all zones together are
    multiplied by one shock, log-normal of mean 1.

    Attributes
    ----------
    expected
        Mean count of each zone.
    extra
        Variance beyond chance for each unit of expected ** POWER; one for all, or one
        a zone.
    shared_sd
        Standard deviation of the logarithm of the shock.
    """

    expected: Floats
    extra: float | Floats
    shared_sd: float

    @property
    def variance(self) -> Floats:
        """Variance of each count about its mean, without the shared shock."""
        return np.asarray(self.expected + self.extra * self.expected**POWER)

    def at_most(self, counts: ArrayLike) -> Floats:
        """Return how likely each zone has no more than so many incidents."""
        return np.asarray(self._at_most_given_shock(counts) @ self._shocks[1])

    def at_least(self, counts: ArrayLike) -> Floats:
        """Return how likely each zone has no fewer than so many incidents."""
        return np.asarray(1 - self.at_most(np.asarray(counts) - 1))

    def quantile(self, share: float) -> Counts:
        """Return the least count of each zone that is not exceeded so often."""
        low = np.full(len(self.expected), -1)
        high = np.ceil(self.expected + 10).astype(np.int64)
        while (self.at_most(high) < share).any():
            high *= 2
        while (high - low > 1).any():
            middle = (low + high) // 2
            reached = self.at_most(middle) >= share
            low, high = np.where(reached, low, middle), np.where(reached, middle, high)
        return high

    def numbers_with_fewer(self, than: ArrayLike) -> Floats:
        """Return how likely 0, 1, 2 ... of the zones have fewer incidents than given.

        Notes
        -----
        Given the shock zones are independent, and their number is Poisson-binomial; the
        shock makes high and low numbers likelier.
        """
        given_shock = self._at_most_given_shock(np.ceil(np.asarray(than)) - 1)
        _, weights = self._shocks
        numbers = np.zeros(len(self.expected) + 1)
        for chances, weight in zip(given_shock.T, weights, strict=True):
            numbers += weight * _number_of_events(chances)
        return numbers

    @cached_property
    def _shocks(self) -> tuple[Floats, Floats]:
        from numpy.polynomial.hermite_e import hermegauss

        points, weights = hermegauss(N_SHOCKS)
        shocks = np.exp(self.shared_sd * points - self.shared_sd**2 / 2)
        return shocks, weights / weights.sum()

    def _at_most_given_shock(self, counts: ArrayLike) -> Floats:
        from scipy.special import betainc

        mean = np.maximum(self.expected[:, None] * self._shocks[0], NEGLIGIBLE)
        extra = np.broadcast_to(self.extra, self.expected.shape)[:, None]
        beyond = np.maximum(extra * mean ** (POWER - 1), NEGLIGIBLE)
        reached = np.asarray(counts, dtype=float)[:, None]
        chance = betainc(mean / beyond, np.maximum(reached, 0) + 1, 1 / (1 + beyond))
        return np.where(reached < 0, 0.0, chance)


def _number_of_events(chances: Floats) -> Floats:
    """Return how likely 0, 1, 2 ... of some events are, each with its own chance."""
    numbers = np.ones(1)
    for chance in chances:
        numbers = np.convolve(numbers, [1 - chance, chance])
    return numbers
