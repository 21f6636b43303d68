"""How far chosen zones go their own way together: the spread that no sampling shows.

Town centres, the night-time economy, one force's recording: what chosen zones share
moves them all at once. Only years without patrols show by how much.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# From the pairs of real years in `data/placebo_pairs.csv` by `likeliest_sd`.
USUAL_SHARED_SD = 0.065
# Shorter periods share more: 0.09 over four months of Kent, 0.13 over single months of
# West Yorkshire. The usual spread is that of a year times (12 / months) ** this power.
SHORTER = 0.3
# That prior counts as so many pairs of years.
PAIRS_OF_PRIOR = 8
# However alike a few earlier years were, the next may differ.
LEAST_SHARED_SD = 0.04

MONTHS_OF_YEAR = 12

# Pairs of years so far from what was expected are met once in 20 times where zones
# share no more than the usual spread.
SELDOM = 0.05

# 97.5% of a normal distribution lie below so many standard deviations.
_NORMAL_95 = 1.959964

WIDEST_SD = 0.5
N_TRIED = 501


@dataclass(frozen=True)
class SharedFate:
    """The spread that chosen zones share, and what it rests on.

    Attributes
    ----------
    sd
        Standard deviation of the logarithm of incidents seen for each expected, beyond
        what counts and reference zones explain.
    n_pairs
        Earlier pairs of years that it was measured on; 0 where it is the usual one.
    strays
        Whether these strayed further than chance and the usual spread explain.
    """

    sd: float
    n_pairs: int
    strays: bool = False


def usual_shared_sd(n_months: int) -> float:
    """Return the shared spread of periods of so many months, where none is measured.

    Examples
    --------
    >>> [round(usual_shared_sd(n_months), 3) for n_months in (12, 4, 1)]
    [0.065, 0.09, 0.137]
    """
    return float(USUAL_SHARED_SD * (MONTHS_OF_YEAR / n_months) ** SHORTER)


def shared_sd_of(
    log_ratios: ArrayLike, standard_errors: ArrayLike, *, n_months: int = 12
) -> SharedFate:
    """Return the shared spread that earlier pairs of years show, drawn to the usual.

    Parameters
    ----------
    log_ratios
        Logarithm of incidents seen for each expected, of pairs without patrols.
    standard_errors
        What counts and reference zones explain of each, the shared spread left out.
    n_months
        Months of each period.

    Notes
    -----
    By moments: each pair tells log ratio ** 2 - standard error ** 2, and the usual
    spread counts as `PAIRS_OF_PRIOR` pairs. Pairs are taken about 0, so that an error
    of the method that repeats itself counts as spread. So few pairs cannot widen the
    range by all that they show; whether they strayed further than usual is told beside
    it, by the sum of squares in standard errors (chi-squared).

    Examples
    --------
    >>> shared_sd_of([], [])
    SharedFate(sd=0.065, n_pairs=0, strays=False)
    >>> wide = shared_sd_of([0.3, -0.2], [0.1, 0.1])
    >>> round(wide.sd, 3), wide.strays
    (0.12, True)
    """
    ratios = np.asarray(log_ratios, dtype=float)
    errors = np.asarray(standard_errors, dtype=float)
    beyond = float((ratios**2 - errors**2).sum())
    pairs = len(ratios)
    usual = usual_shared_sd(n_months) ** 2
    variance = (PAIRS_OF_PRIOR * usual + beyond) / (PAIRS_OF_PRIOR + pairs)
    return SharedFate(
        max(variance, LEAST_SHARED_SD**2) ** 0.5,
        pairs,
        strays=_chance_of(float((ratios**2 / (errors**2 + usual)).sum()), pairs)
        < SELDOM,
    )


def _chance_of(squares: float, number: int) -> float:
    """Return how likely so many squared standard normals sum to as much, or more."""
    if not number:
        return 1.0
    from scipy.special import chdtrc

    return float(chdtrc(number, squares))


def widened(
    *, ratio: float, low: float, high: float, shared_sds: tuple[float, float]
) -> tuple[float, float]:
    """Return the interval of a ratio of two groups of zones, each with its own fate.

    For the relative rate ratio of chosen and comparison zones, and for that of their
    buffers, whose intervals know how unevenly zones changed and not what each group
    shared.

    Parameters
    ----------
    ratio, low, high
        The ratio and its 95% interval as it stands.
    shared_sds
        Shared spread of both groups (`shared_sd_of`); the usual one twice if unknown.

    Notes
    -----
    Variances of the logarithm add up. The ratio itself stays.

    Examples
    --------
    >>> low, high = widened(ratio=1.0, low=0.8, high=1.25, shared_sds=(0.065, 0.065))
    >>> round(low, 2), round(high, 2)
    (0.75, 1.33)
    """
    shared = _NORMAL_95**2 * sum(sd**2 for sd in shared_sds)
    with np.errstate(divide="ignore"):
        downwards, upwards = np.abs(np.log(np.divide([low, high], ratio)))
    return (
        float(ratio * np.exp(-np.sqrt(downwards**2 + shared))),
        float(ratio * np.exp(np.sqrt(upwards**2 + shared))),
    )


def shared_error_of_difference(
    after: ArrayLike, shared_sds: ArrayLike, *, standard_error: float
) -> float:
    """Return the standard error of a difference of parts, each with its own fate.

    For the weighted displacement difference: each part (chosen zones, comparison zones,
    the buffers of both) may rise or fall together.

    Parameters
    ----------
    after
        Incidents (or harm) after of each part, scaled as they stand in the difference.
    shared_sds
        Shared spread of each part.
    standard_error
        That of the difference as it stands.

    Examples
    --------
    >>> shared_error_of_difference([300.0, 400.0], [0.1, 0.1], standard_error=0.0)
    50.0
    """
    shared = np.asarray(after, dtype=float) * np.asarray(shared_sds, dtype=float)
    return float(np.sqrt(standard_error**2 + (shared**2).sum()))


def likeliest_sd(log_ratios: ArrayLike, standard_errors: ArrayLike) -> float:
    """Return the shared spread that makes pairs of years likeliest, without a prior.

    Examples
    --------
    >>> likeliest_sd([0.3, -0.3, 0.3, -0.3], [0.0, 0.0, 0.0, 0.0])
    0.3
    """
    ratios = np.asarray(log_ratios, dtype=float)
    errors = np.asarray(standard_errors, dtype=float)
    tried = np.linspace(0, WIDEST_SD, N_TRIED)
    variance = np.maximum(errors**2 + tried[:, None] ** 2, 1e-12)
    log_likelihood = -(np.log(variance) + ratios**2 / variance).sum(axis=1) / 2
    return float(round(tried[int(np.argmax(log_likelihood))], 6))
