"""A chosen zone's months, with the limits that they would keep without patrols."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import xarray as xr

from hotspots.method.evaluation.before_after import expected_by_month, zone_series
from hotspots.method.evaluation.control_charts import (
    ControlChart,
    expected_chart,
    monthly_phi,
    u_chart,
)
from hotspots.method.evaluation.evaluate import Evaluation
from hotspots.method.zoning.counts import of_categories
from hotspots.months import days_in

# Limits from fewer months are themselves mere chance.
LEAST_BASELINE = 12


def zone_limits(
    cube: xr.DataArray, evaluation: Evaluation, row: int, *, categories: Sequence[str]
) -> tuple[list[str], ControlChart]:
    """Return a zone's months, and its control chart.

    Parameters
    ----------
    cube
        The counts cube.
    evaluation
        What can be said of the chosen zones.
    row
        Which of them.
    categories
        Categories of the strand.

    Returns
    -------
    tuple
        About what is expected without patrols, where that is known; else about the
        zone's own months before patrols, if there are 12; else without limits.
    """
    comparison, found = evaluation.comparison, evaluation.expected
    start = comparison.periods.first_patrolled
    months, counts = zone_series(
        cube,
        str(comparison.outcomes["zone"].iloc[row]),
        categories=categories,
        patrols_start=start,
    )
    days = [days_in(month) for month in months]
    n_before = sum(month < start for month in months)
    if found is not None and found.expected[row] > 0:
        expected = expected_by_month(
            cube, comparison, months=months, categories=categories
        )
        chart = expected_chart(
            counts,
            days,
            expected.iloc[row],
            relative_sd=float(found.relative_sd[row]),
            phi=_phi(cube, evaluation, expected, categories),
            n_unjudged=n_before,
        )
    elif n_before >= LEAST_BASELINE:
        chart = u_chart(counts, days, n_baseline=n_before)
    else:
        nothing, never = np.full(len(months), np.nan), np.zeros(len(months), bool)
        values = counts / np.array(days)
        chart = ControlChart(values, nothing, nothing, nothing, never, never, 1.0)
    return months, chart


def _phi(
    cube: xr.DataArray,
    evaluation: Evaluation,
    expected: pd.DataFrame,
    categories: Sequence[str],
) -> float:
    """Return how unevenly months before patrols went, all chosen zones together."""
    start = evaluation.comparison.periods.first_patrolled
    before = [month for month in expected.columns if month < start]
    chosen = cube["zone"].isin(list(expected.index)).to_numpy()
    counted = of_categories(cube, categories).sel(month=before)[chosen].sum("category")
    counts = counted.transpose("zone", "month").to_numpy()
    return monthly_phi(counts, expected[before].sum().to_numpy())
