"""Over-dispersion: how much more than chance counts vary, and how well it is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, eq=False)
class Dispersion:
    """The variance for each 1 that chance alone would give, and how well it is known.

    Attributes
    ----------
    phi
        Variance for each one of Poisson counts, at least 1; not a number where unknown.
        Intervals are widened by its square root.
    degrees_of_freedom
        Degrees of freedom behind it.
    """

    phi: NDArray[np.float64] | float
    degrees_of_freedom: NDArray[np.float64] | float

    @property
    def is_known(self) -> bool:
        """Whether there was enough to estimate it."""
        return not np.isnan(self.phi).any()


# What chance alone gives, and what cannot be estimated.
POISSON = Dispersion(1.0, np.inf)
UNKNOWN = Dispersion(np.nan, 0.0)


def dispersion_of_zones(before: ArrayLike, after: ArrayLike) -> Dispersion:
    """Measure how unevenly zones changed between the periods, beyond chance.

    Parameters
    ----------
    before, after
        Counts, zones along the last axis; further axes (simulated worlds) are kept.

    Notes
    -----
    Residuals are those of a Poisson model with zone and period effects on the counts
    zone x period. Its fit is closed: of the n incidents of a zone, n p are expected
    after, p being the share after of all zones' incidents, with variance n p (1 - p).

    Cells are whole periods, not months, for what an interval of a change between
    periods must cover is that each zone changes from year to year by itself. Monthly
    counts hardly show that: a zone that is a quarter up for the whole of a year has
    months that vary round their mean as Poisson counts do.

    `phi` is sum r^2 / (1 - h)^2 over sum n p (1 - p), h being the zone's share of all
    incidents. With it phi (1 / before + 1 / after) is the variance of the log ratio of
    the sums that standard errors clustered by zone give, a zone that sways the sums
    counting as if it had been left out (Bell and McCaffrey 2002, Survey Methodology
    28:169). Pearson's dispersion, the mean of r^2 / n p (1 - p), would be too small
    where a few zones hold much of the incidents, for busier zones are further from
    Poisson (tests/benchmarks/bench_comparison_zones.py shows by how much).

    Examples
    --------
    Two zones that swapped their incidents, and two that kept them:

    >>> float(dispersion_of_zones([30, 10], [10, 30]).phi)
    40.0
    >>> float(dispersion_of_zones([30, 10], [30, 10]).phi)
    1.0
    """
    before, after = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    both = before + after
    all_zones = np.maximum(both.sum(axis=-1, keepdims=True), 1)
    share = after.sum(axis=-1, keepdims=True) / all_zones
    variance = both * share * (1 - share)
    residual = after - both * share
    swayed = np.where(both < all_zones, 1 - both / all_zones, 1.0)
    free = np.maximum((both > 0).sum(axis=-1) - 1, 1)
    squares, whole = ((residual / swayed) ** 2).sum(axis=-1), variance.sum(axis=-1)
    there = whole > 0
    phi = np.where(there, squares / np.where(there, whole, 1.0), 0.0)
    return Dispersion(np.maximum(phi, 1.0), np.asarray(free, dtype=float))
