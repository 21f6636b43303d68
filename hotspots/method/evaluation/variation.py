"""How much a zone's counts vary about its own rate, from year to year and by chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hotspots.method.evaluation.mixing_distribution import LOG_STEP

Floats = NDArray[np.float64]

# Fewer clumps than that make no difference that counts could show.
LEAST_CLUMPS = 1e-4
# Change of more than so many standard deviations is left out.
REACH_SD = 4.0


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

        >>> from hotspots.method.evaluation.mixing_distribution import rate_grid
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
