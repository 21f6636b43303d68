"""Sums for crime that moved: differences, quotients and net effects, from counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hotspots.method.evaluation.rates import LEVEL


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
        Variance for each one of Poisson counts (`comparison.dispersion`).
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
    standard_error
        In the same unit.
    z
        The estimate for each standard error; not a number where there is no incident.
    low, high
        Ends of the interval.
    """

    estimate: NDArray[np.float64]
    standard_error: NDArray[np.float64]
    z: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def weighted_displacement_difference(
    *,
    patrolled: Counted,
    compared: Counted,
    buffers: tuple[Counted, Counted] = (NOTHING, NOTHING),
    days: tuple[float, float] = (1.0, 1.0),
    harm: ArrayLike = 1.0,
    level: float = LEVEL,
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
    level
        How often such an interval holds the true difference.

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

    >>> told = weighted_displacement_difference(
    ...     patrolled=Counted(207, 110),
    ...     compared=Counted(308, 318),
    ...     buffers=(Counted(178, 157), Counted(150, 140)),
    ... )
    >>> float(told.estimate), round(float(told.low)), round(float(told.high))
    (-118.0, -196, -40)
    """
    from scipy.special import ndtri

    weight = np.asarray(harm, dtype=float)
    own, other = buffers
    signed = ((patrolled, 1), (compared, -1), (own, 1), (other, -1))
    changes = [_change(part, days, weight) for part, _ in signed]
    estimate = sum(
        sign * change for (_, sign), (change, _) in zip(signed, changes, strict=True)
    )
    error = np.sqrt(sum(variance for _, variance in changes))
    reach = ndtri((1 + level) / 2) * error
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.asarray(estimate / error)
    return Difference(
        estimate=np.asarray(estimate),
        standard_error=np.asarray(error),
        z=z,
        low=np.asarray(estimate - reach),
        high=np.asarray(estimate + reach),
    )


class Quotient(NamedTuple):
    """The parts of the weighted displacement quotient, and the quotient.

    Attributes
    ----------
    success
        Change of the patrolled zones' incidents for each one in comparison zones;
        below 0 is fewer.
    buffer
        The same of their buffers; above 0 is more, as where crime moved.
    quotient
        `buffer` for each one of `success`: above 0 the buffers fared better too, below
        0 crime moved, below -1 more of it than was gained. Not a number without
        success. Never show it alone: near no success it may be anything.
    """

    success: float
    buffer: float
    quotient: float


def displacement_quotient(
    *,
    patrolled: Counted,
    buffer: Counted,
    compared: Counted,
    buffer_compared: Counted | None = None,
) -> Quotient:
    """Return the weighted displacement quotient with its parts.

    Parameters
    ----------
    patrolled, buffer, compared
        Sums over the patrolled zones, their buffers and the comparison zones.
    buffer_compared
        What the buffers are compared with; the comparison zones unless given.

    Notes
    -----
    (D1 / C1 - D0 / C0) / (T1 / C1 - T0 / C0), of Bowers and Johnson 2003, Journal of
    Quantitative Criminology 19:275. With no incident in comparison zones in either
    period their part and the quotient are not a number.

    Give the comparison zones' own buffers for `buffer_compared`. Next-ranked zones fall
    back after a bad year and buffers, which nobody chose, do not: beside those zones
    any buffer seems to have had crime moved into it.

    Examples
    --------
    50 fewer in the zones, and 50 more round them:

    >>> displacement_quotient(
    ...     patrolled=Counted(100, 50),
    ...     buffer=Counted(100, 150),
    ...     compared=Counted(100, 100),
    ... )
    Quotient(success=-0.5, buffer=0.5, quotient=-1.0)
    """
    success = _share_change(patrolled, compared)
    moved = _share_change(buffer, buffer_compared or compared)
    quotient = moved / success if success < 0 else np.nan
    return Quotient(success=success, buffer=moved, quotient=quotient)


class NetEffects(NamedTuple):
    """Incidents fewer than the comparison zones' change leads to expect.

    Attributes
    ----------
    patrolled, buffer, total
        In patrolled zones, in their buffers, in both; above 0 is fewer.
    """

    patrolled: float
    buffer: float
    total: float


def total_net_effects(
    *,
    patrolled: Counted,
    buffer: Counted,
    compared: Counted,
    buffer_compared: Counted | None = None,
) -> NetEffects:
    """Return how many incidents fewer, in patrolled zones and in their buffers.

    Parameters
    ----------
    patrolled, buffer, compared
        Sums over the patrolled zones, their buffers and the comparison zones.
    buffer_compared
        As for `displacement_quotient`, and for the same reason.

    Notes
    -----
    [T0 (C1 / C0) - T1] + [D0 (C1 / C0) - D1], of Guerette 2009, Analyzing Crime
    Displacement and Diffusion. Not a number where comparison zones had no incident
    before.

    Examples
    --------
    Comparison zones fell by a tenth, so 90 were to be expected in each:

    >>> total_net_effects(
    ...     patrolled=Counted(100, 60),
    ...     buffer=Counted(100, 95),
    ...     compared=Counted(200, 180),
    ... )
    NetEffects(patrolled=30.0, buffer=-5.0, total=25.0)
    """
    zones = _net_effect(patrolled, compared)
    ring = _net_effect(buffer, buffer_compared or compared)
    return NetEffects(patrolled=zones, buffer=ring, total=zones + ring)


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


def _net_effect(part: Counted, compared: Counted) -> float:
    trend = _quotient_or_nan(compared.after, compared.before)
    return float(np.asarray(part.before) * trend - np.asarray(part.after))


def _share_change(part: Counted, compared: Counted) -> float:
    now = _quotient_or_nan(part.after, compared.after)
    return now - _quotient_or_nan(part.before, compared.before)


def _quotient_or_nan(part: ArrayLike, whole: ArrayLike) -> float:
    return float(np.asarray(part) / np.asarray(whole)) if whole else np.nan
