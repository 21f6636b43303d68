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


@dataclass(frozen=True, eq=False)
class ControlChart:
    """A series with its centre, its limits, and its unusual points.

    Attributes
    ----------
    values
        The series: counts, or counts for each unit of size.
    centre
        Mean of the baseline.
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
    centre: float
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
    >>> chart.centre, round(float(chart.high[3]), 2), bool(chart.beyond[3])
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
        centre=centre,
        low=low,
        high=high,
        beyond=(values < low) | (values > high),
        in_run=_in_run(np.sign(values - centre)),
        phi=phi,
    )


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
