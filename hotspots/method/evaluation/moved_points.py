"""Whether map points moved between two periods, so that zones cannot be compared.

Police data stand at anonymous map points. When the list of points was drawn anew, in
2012, busy points of one year held nothing in the next, and zones seemed to fall or rise
by what had only moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.months import Period

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

# A point with so many incidents before holds some after, unless it moved.
BUSY = 10
# Of all incidents before, 3% to 8% lay at busy points that were gone when points moved
# (Lincolnshire and London, 2011 to 2012), and 0.05% to 0.45% in other years.
MOST_GONE = 0.01
# Fewer such points show nothing.
LEAST_POINTS = 20


def points_moved(incidents: pd.DataFrame, before: Period, after: Period) -> bool:
    """Say whether far more busy points are gone than ever are by themselves."""
    earlier, later = counts_at_points(incidents, before, after)
    if (earlier >= BUSY).sum() < LEAST_POINTS:
        return False
    return share_gone(earlier, later) > MOST_GONE


def latest_move(
    incidents: pd.DataFrame, spans: Sequence[Period]
) -> tuple[Period, Period] | None:
    """Return the latest two neighbours of some periods between which points moved."""
    for before, after in reversed(list(pairwise(spans))):
        if points_moved(incidents, before, after):
            return before, after
    return None


def share_gone(earlier: Floats, later: Floats) -> float:
    """Return the share of incidents before at busy points that hold none after.

    Parameters
    ----------
    earlier, later
        What `counts_at_points` gives.

    Examples
    --------
    Half of the incidents lay at one point, which is gone:

    >>> share_gone(np.array([10.0, 10.0]), np.array([0.0, 20.0]))
    0.5
    """
    gone = (earlier >= BUSY) & (later == 0)
    return float(earlier[gone].sum() / max(earlier.sum(), 1))


def counts_at_points(
    incidents: pd.DataFrame, before: Period, after: Period
) -> tuple[Floats, Floats]:
    """Count incidents at each map point before, as often as recorded after, and after.

    Parameters
    ----------
    incidents
        Table `INCIDENTS`, of every category: what one strand lacks another has.
    before, after
        The periods.

    Returns
    -------
    tuple of numpy.ndarray
        Incidents before and after; shape (points,) each.

    Notes
    -----
    A category that is recorded less often after counts so much less before: where one
    is no longer recorded, or no longer loaded, points did not move.

    Examples
    --------
    >>> incidents = pd.DataFrame(
    ...     {
    ...         "point": [0] * 10 + [1] * 30,
    ...         "month": ["2024-01"] * 20 + ["2025-01"] * 20,
    ...         "category": "Burglary",
    ...     }
    ... ).astype({"month": "category", "category": "category"})
    >>> before, after = Period("2024-01", "2024-01"), Period("2025-01", "2025-01")
    >>> [counts.tolist() for counts in counts_at_points(incidents, before, after)]
    [[10.0, 10.0], [0.0, 20.0]]
    """
    kinds = incidents["category"].cat.codes.to_numpy()
    rows = [_rows_in(incidents, span) for span in (before, after)]
    n_before, n_after = (
        np.bincount(kinds[within], minlength=kinds.max() + 1) for within in rows
    )
    as_after = np.minimum(n_after / np.maximum(n_before, 1), 1.0)[kinds]
    points = incidents["point"].to_numpy()
    earlier, later = (
        np.bincount(points[within], weights[within], minlength=points.max() + 1)
        for within, weights in zip(rows, (as_after, np.ones(len(kinds))), strict=True)
    )
    return earlier.astype(np.float64), later.astype(np.float64)


def _rows_in(incidents: pd.DataFrame, span: Period) -> Mask:
    """Say of each incident whether it lies in a period."""
    months = incidents["month"].cat
    within = np.array([str(month) in span for month in months.categories], dtype=bool)
    return np.asarray(within[months.codes])
