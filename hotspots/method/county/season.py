"""Months compared with the same months of other years, so that a season is seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from hotspots.method.county.month_flags import loaded_in
from hotspots.months import Period, days_in, month_of_year
from hotspots.tables import INCIDENTS, MONTHS, SEASON, check

# One other year has a level, and no range.
LEAST_OTHER_YEARS = 2


def season_of(
    incidents: pd.DataFrame,
    months: pd.DataFrame,
    *,
    categories: Sequence[str],
    shown: Period,
) -> pd.DataFrame:
    """Count months, and what the same month of other years held.

    Parameters
    ----------
    incidents
        Table `INCIDENTS`; its month and category are categoricals.
    months
        Table `MONTHS`. A month without incidents counts as not loaded.
    categories
        Categories counted together.
    shown
        The months wanted, a year or all that are loaded.

    Returns
    -------
    pandas.DataFrame
        Table `SEASON`. A month is compared with the same month of every other loaded
        year, before and after it. Months that look wrong (`MONTH_FLAGS`) are not left
        out, and the range is as wide as they make it.

    Notes
    -----
    Other years' counts are taken a day and then for as many days as the month has, so
    that a February of 29 days is none the worse for it. Years differ in level as well
    as in season: where crime has risen for years, a late month lies above its range.
    """
    check(incidents, INCIDENTS)
    counts = _counts(incidents, check(months, MONTHS), categories)
    days = pd.Series([days_in(month) for month in counts.index])
    a_day = counts / days.to_numpy()
    rows = []
    for month in shown.months:
        in_season = a_day.index.map(month_of_year) == month_of_year(month)
        others = a_day[in_season & (a_day.index != month)].to_numpy() * days_in(month)
        rows.append(
            {
                "month": month,
                "incidents": float(counts.get(month, np.nan)),
                **_usual(others),
                "n_years": len(others),
            }
        )
    return check(pd.DataFrame(rows), SEASON)


def _usual(others: np.ndarray) -> dict[str, float]:
    if len(others) < LEAST_OTHER_YEARS:
        return dict.fromkeys(("usual", "usual_low", "usual_high"), float("nan"))
    return {
        "usual": float(others.mean()),
        "usual_low": float(others.min()),
        "usual_high": float(others.max()),
    }


def _counts(
    incidents: pd.DataFrame, months: pd.DataFrame, categories: Sequence[str]
) -> pd.Series:
    """Return the incidents of each loaded month, 0 included."""
    of_categories = incidents["category"].isin(categories).to_numpy()
    found = incidents.loc[of_categories, "month"].astype("str").value_counts()
    return found.reindex(sorted(loaded_in(months)), fill_value=0)
