"""The weighted displacement difference: a change beyond that of the comparison."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hotspots.method.evaluation.rates import CONFIDENCE
from hotspots.method.evaluation.shared_fate import shared_error_of_difference


@dataclass(frozen=True, eq=False)
class Counted:
    """Incidents of one part of the county in both periods.

    Attributes
    ----------
    before, after
        Incidents; by category along the last axis where they are to be weighed.
    size
        How many times as large the part is as the one it is compared with: areas, or
        numbers of zones. Counts are divided by it.
    phi
        Variance for each one of Poisson counts (`dispersion_of_zones`).
    """

    before: ArrayLike
    after: ArrayLike
    size: float = 1.0
    phi: ArrayLike = 1.0


NOTHING = Counted(0, 0)


@dataclass(frozen=True, eq=False)
class Difference:
    """A change beyond that of the comparison, with its interval.

    Attributes
    ----------
    estimate
        Incidents (or harm) in a period as long as after; below 0 is fewer.
    low, high
        Ends of the interval.
    """

    estimate: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    def with_shared_fate(self, after: ArrayLike, sd: float) -> Difference:
        """Return the same, its interval widened by what the zones of each part share.

        Parameters
        ----------
        after
            Incidents (or harm) after of each part, scaled as in the difference.
        sd
            Standard deviation of the logarithm of that shock.
        """
        reach = _reach(CONFIDENCE)
        error = shared_error_of_difference(
            after,
            np.full(np.shape(after), sd),
            standard_error=float(self.high - self.low) / 2 / reach,
        )
        half = reach * error
        return Difference(self.estimate, self.estimate - half, self.estimate + half)


def weighted_displacement_difference(
    *,
    patrolled: Counted,
    compared: Counted,
    buffers: tuple[Counted, Counted] = (NOTHING, NOTHING),
    days: tuple[float, float] = (1.0, 1.0),
    harm: ArrayLike = 1.0,
    confidence: float = CONFIDENCE,
) -> Difference:
    """Return how many incidents fewer there are than the comparison leads to expect.

    Parameters
    ----------
    patrolled, compared
        Patrolled zones and comparison zones.
    buffers
        The buffers of the patrolled zones and those of the comparison zones.
    days
        Lengths of the periods before and after.
    harm
        Harm of one incident, by category along the counts' last axis; 1 counts
        incidents.
    confidence
        Confidence level of the interval.

    Notes
    -----
    WDD = (T1 - T0) - (C1 - C0) + (D1 - D0) - (E1 - E0), with T patrolled, C compared, D
    and E their buffers. Its variance is the sum of the eight counts (Wheeler and
    Ratcliffe 2018, Crime Science 7:11), each times its part's phi; a count divided by
    w, its part's size times its period's length, has its variance divided by w^2.
    Harm adds h times the difference of each category, and h^2 times its variance.

    Beware: zones chosen for a bad year shed more incidents than the next-ranked ones
    with no patrol at all, so this difference is biased towards an effect where before
    is the time that zones were chosen on. The relative rate ratio much less so.

    Examples
    --------
    Wheeler and Ratcliffe's worked example: 118 fewer, 40 to 196.

    >>> found = weighted_displacement_difference(
    ...     patrolled=Counted(207, 110),
    ...     compared=Counted(308, 318),
    ...     buffers=(Counted(178, 157), Counted(150, 140)),
    ... )
    >>> float(found.estimate), round(float(found.low)), round(float(found.high))
    (-118.0, -196, -40)
    """
    weight = np.asarray(harm, dtype=float)
    own, other = buffers
    signed = ((patrolled, 1), (compared, -1), (own, 1), (other, -1))
    changes = [_change(part, days, weight) for part, _ in signed]
    estimate = sum(
        sign * change for (_, sign), (change, _) in zip(signed, changes, strict=True)
    )
    error = np.sqrt(sum(variance for _, variance in changes))
    reach = _reach(confidence) * error
    return Difference(
        estimate=np.asarray(estimate),
        low=np.asarray(estimate - reach),
        high=np.asarray(estimate + reach),
    )


def _reach(confidence: float) -> float:
    """Return how many standard errors an interval reaches to either side."""
    from scipy.special import ndtri

    return float(ndtri((1 + confidence) / 2))


def _change(
    part: Counted, days: tuple[float, float], harm: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the change of a part and its variance, weighed by size, time and harm."""
    longer = days[0] / days[1]
    before = np.asarray(part.before, dtype=float) / (part.size * longer)
    after = np.asarray(part.after, dtype=float) / part.size
    variance = before / (part.size * longer) + after / part.size
    return (
        _weigh(after - before, harm),
        np.asarray(part.phi) * _weigh(variance, harm**2),
    )


def _weigh(
    values: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    weighed = np.asarray(values * weights)
    return np.asarray(weighed.sum(axis=-1)) if weights.ndim else weighed
