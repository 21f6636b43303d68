"""Control charts of monthly counts: limits of usual months, and which are unusual."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hotspots.errors import InputError

# Shewhart's limits, in standard deviations.
LIMIT = 3.0

# So many points in a row on one side of the centre are unusual.
RUN = 8
# With fewer incidents a month than that half of all months hold next to none, and a run
# below the centre says nothing.
LEAST_FOR_RUN = 3.0


@dataclass(frozen=True, eq=False)
class ControlChart:
    """A series with its centre, its limits, and its unusual points.

    Attributes
    ----------
    values
        The series: counts, or counts for each unit of size.
    centre
        Mean of the baseline, or what is expected of each point.
    low, high
        Limits of each point; `low` is never below 0.
    beyond
        Whether a point lies outside its limits.
    in_run
        Whether a point is at least the eighth in a row on one side of the centre.
    phi
        Variance of the baseline for each one of Poisson counts, at least 1; limits are
        widened by its square root.
    """

    values: NDArray[np.float64]
    centre: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    beyond: NDArray[np.bool_]
    in_run: NDArray[np.bool_]
    phi: float


def u_chart(
    counts: ArrayLike,
    sizes: ArrayLike,
    *,
    n_baseline: int | None = None,
    widened: bool = True,
) -> ControlChart:
    """Chart counts for each unit of size, such as incidents a day in months.

    Parameters
    ----------
    counts
        The series, in order of time.
    sizes
        Size of each point, such as the days of a month.
    n_baseline
        How many of its first points set centre and limits; all unless given.
    widened
        Whether limits are widened for over-dispersion; else they are Poisson's.

    Raises
    ------
    InputError
        If the baseline has fewer than two points, or more than the series.

    Notes
    -----
    Centre u, limits u +- 3 sqrt(phi u / size) (Montgomery 2013, Introduction to
    Statistical Quality Control, chapter 7). phi is Pearson's X2 of the baseline over
    its degrees of freedom, at least 1 (Laney 2002, Quality Engineering 14:531, widens
    them for the same reason). A season within the baseline widens them too. The
    baseline should be a zone's own months before patrols, 24 if there are so many; few
    months give limits that are themselves uncertain.

    Examples
    --------
    >>> chart = u_chart([31, 28, 31, 60], [31, 28, 31, 30], n_baseline=3)
    >>> float(chart.centre[0]), round(float(chart.high[3]), 2), bool(chart.beyond[3])
    (1.0, 1.55, True)
    """
    counts, sizes = np.broadcast_arrays(
        np.asarray(counts, dtype=float), np.asarray(sizes, dtype=float)
    )
    n_usual = len(counts) if n_baseline is None else n_baseline
    if not 2 <= n_usual <= len(counts):
        msg = (
            f"A control chart needs at least 2 months of baseline within its "
            f"{len(counts)} months, not {n_usual}. Load more months before."
        )
        raise InputError(msg)
    usual, length = counts[:n_usual], sizes[:n_usual]
    centre = float(usual.sum() / length.sum())
    phi = _phi(usual, centre * length) if widened else 1.0
    reach = LIMIT * np.sqrt(phi * centre / sizes)
    values, low, high = counts / sizes, np.maximum(centre - reach, 0), centre + reach
    return ControlChart(
        values=values,
        centre=np.full(len(counts), centre),
        low=low,
        high=high,
        beyond=(values < low) | (values > high),
        in_run=_in_run(np.sign(values - centre)),
        phi=phi,
    )


def expected_chart(
    counts: ArrayLike,
    sizes: ArrayLike,
    expected: ArrayLike,
    *,
    relative_sd: float,
    phi: float = 1.0,
    n_unjudged: int = 0,
) -> ControlChart:
    """Chart counts about those expected without patrols.

    Parameters
    ----------
    counts, sizes
        As for `u_chart`.
    expected
        Count expected of each point.
    relative_sd
        How far the zone may lie from that for the whole of the time, by itself: the
        standard deviation as a share of what is expected.
    phi
        Variance of single points for each one of Poisson counts (`monthly_phi`).
    n_unjudged
        First points that are drawn and never unusual: zones were chosen on such months,
        of which they hold more than usual.

    Notes
    -----
    Limits leave out as much as 3 standard deviations of a normal distribution would, of
    a negative binomial one that varies by chance, by phi and by the zone's own going up
    or down. A run counts only beyond that going: a zone that lies 15% off
    for a year, as zones do, has most of its months on one side. With fewer than
    `LEAST_FOR_RUN` expected a point no run is told.

    Examples
    --------
    >>> chart = expected_chart([9, 40], [30, 31], [10.0, 10.0], relative_sd=0.2)
    >>> chart.beyond.tolist(), chart.in_run.tolist()
    ([False, True], [False, False])
    """
    seen, size, mean = (np.asarray(each, float) for each in (counts, sizes, expected))
    low, high = _limits(mean, phi * mean + (relative_sd * mean) ** 2)
    texts = np.arange(len(seen)) >= n_unjudged
    side = np.sign(seen - mean) * (np.abs(seen - mean) > relative_sd * mean) * texts
    is_busy = bool(texts.any() and mean[texts].mean() >= LEAST_FOR_RUN)
    return ControlChart(
        values=seen / size,
        centre=mean / size,
        low=low / size,
        high=high / size,
        beyond=texts & ((seen < low) | (seen > high)),
        in_run=_in_run(side) & is_busy,
        phi=phi,
    )


def monthly_phi(counts: ArrayLike, shape: ArrayLike) -> float:
    """Return how much more than chance single months of some zones vary.

    Parameters
    ----------
    counts
        Zones x months.
    shape
        Of each month, what it holds for each one of another, in places as these.

    Notes
    -----
    Pearson's X2 over its degrees of freedom about each zone's own level times the
    shape, at least 1.

    Examples
    --------
    >>> monthly_phi([[10, 10], [5, 5]], [1.0, 1.0]), monthly_phi([[16, 4]], [1.0, 1.0])
    (1.0, 7.2)
    """
    seen, share = np.asarray(counts, float), np.asarray(shape, float)
    if share.size < 2 or not share.all():
        return 1.0
    mean = np.outer(seen.sum(axis=1), share / share.sum())
    free = (seen.sum(axis=1) > 0).sum() * (share.size - 1)
    squares = np.divide(
        (seen - mean) ** 2, mean, out=np.zeros_like(mean), where=mean > 0
    )
    return float(max(squares.sum() / max(free, 1), 1.0))


def _limits(
    mean: NDArray[np.float64], variance: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the limits that counts of such a mean and variance keep."""
    from scipy.special import ndtr
    from scipy.stats import nbinom

    tail = float(ndtr(-LIMIT))
    p = np.clip(mean / np.maximum(variance, 1e-9), 1e-9, 1 - 1e-9)
    size = np.maximum(mean * p / (1 - p), 1e-9)
    low, high = (nbinom.ppf(share, size, p) for share in (tail, 1 - tail))
    return np.asarray(low), np.asarray(high)


def _phi(counts: NDArray[np.float64], expected: NDArray[np.float64]) -> float:
    if not counts.any():
        return 1.0
    squares = (counts - expected) ** 2 / expected
    return float(max(squares.sum() / (len(counts) - 1), 1.0))


def _in_run(sides: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Say which points are at least the eighth in a row above, or below."""
    lengths = np.zeros(len(sides), dtype=np.int64)
    for at, side in enumerate(sides):
        goes_on = at > 0 and side == sides[at - 1]
        lengths[at] = 0 if side == 0 else 1 + (lengths[at - 1] if goes_on else 0)
    return lengths >= RUN
