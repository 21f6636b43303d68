"""The change in patrolled zones against that in comparison zones, as one ratio."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hotspots.method.evaluation.dispersion import POISSON, Dispersion
from hotspots.method.evaluation.rates import CONFIDENCE
from hotspots.method.evaluation.shared_fate import widened

# Added to all four counts where one is 0, so that a logarithm can be had.
HALF = 0.5


@dataclass(frozen=True, eq=False)
class RelativeRatio:
    """Change in patrolled zones for that in comparison zones, with its interval.

    Attributes
    ----------
    ratio
        Below 1: patrolled zones fared better, whatever the county did.
    low, high
        Ends of the interval.
    """

    ratio: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    def with_shared_fate(self, sd: float) -> RelativeRatio:
        """Return the same, its interval widened by what the zones of each group share.

        Parameters
        ----------
        sd
            Standard deviation of the logarithm of that shock, for either group.
        """
        ends = {"low": float(self.low), "high": float(self.high)}
        low, high = widened(ratio=float(self.ratio), **ends, shared_sds=(sd, sd))
        return RelativeRatio(self.ratio, np.asarray(low), np.asarray(high))


def relative_rate_ratio(
    *,
    patrolled: tuple[ArrayLike, ArrayLike],
    compared: tuple[ArrayLike, ArrayLike],
    dispersions: tuple[Dispersion, Dispersion] = (POISSON, POISSON),
    confidence: float = CONFIDENCE,
) -> RelativeRatio:
    """Compare the change in patrolled zones with that in comparison zones.

    Parameters
    ----------
    patrolled, compared
        Incidents (before, after) of all such zones together; arrays give a ratio each.
    dispersions
        Of the patrolled and of the comparison zones.
    confidence
        Confidence level of the interval.

    Notes
    -----
    ratio = (T1 / T0) / (C1 / C0), with variance of its logarithm phi_T (1/T0 + 1/T1) +
    phi_C (1/C0 + 1/C1) (Wilson 2022, Journal of Quantitative Criminology 38:323). The
    interval takes Student's t, for phi is estimated, with the degrees of freedom of
    Satterthwaite 1946, Biometrics Bulletin 2:110; without dispersions it is the normal
    one. Half an incident is added to all four counts where one is 0. Lengths of the
    periods cancel, both groups being counted in the same ones.

    Beware of the direction: Farrington and Welsh's relative effect size is the inverse,
    above 1 where patrolled zones fared better.

    Examples
    --------
    Wheeler's example prints 0.6545455:

    >>> found = relative_rate_ratio(patrolled=(50, 30), compared=(60, 55))
    >>> [round(float(each), 4) for each in (found.ratio, found.low, found.high)]
    [0.6545, 0.3657, 1.1714]
    """
    from scipy.special import stdtrit

    counts = np.stack(np.broadcast_arrays(*patrolled, *compared)).astype(float)
    t0, t1, c0, c1 = counts + np.where(counts.min(axis=0) == 0, HALF, 0.0)
    ratio = (t1 / t0) / (c1 / c0)
    own, other = dispersions
    variance_own = own.phi * (1 / t0 + 1 / t1)
    variance_other = other.phi * (1 / c0 + 1 / c1)
    variance = variance_own + variance_other
    share_own = variance_own / variance
    per_degree = (
        share_own**2 / own.degrees_of_freedom
        + (1 - share_own) ** 2 / other.degrees_of_freedom
    )
    with np.errstate(divide="ignore"):
        free = 1 / per_degree
    reach = np.exp(stdtrit(free, (1 + confidence) / 2) * np.sqrt(variance))
    return RelativeRatio(ratio=ratio, low=ratio / reach, high=ratio * reach)
