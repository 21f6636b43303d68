"""County, chosen zones, the rest and each district, before and after, with ranges."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.method.evaluation.before_after import empty_if_endless
from hotspots.method.evaluation.dispersion import Dispersion, dispersion_of_zones
from hotspots.method.evaluation.over_dispersion import (
    dispersion_between,
    together,
    wider_interval,
)
from hotspots.method.evaluation.periods import Periods
from hotspots.months import Period, days_in
from hotspots.tables import (
    CHOSEN_ZONES,
    COUNTY,
    DISTRICT,
    REST_OF_COUNTY,
    TOTALS,
    check,
)

Counts = NDArray[np.int64]


def totals_of_county(
    incidents: pd.DataFrame,
    outcomes: pd.DataFrame,
    *,
    categories: Sequence[str],
    periods: Periods,
    area: Sequence[str],
    in_chosen: NDArray[np.bool_] | None = None,
) -> pd.DataFrame:
    """Count the county, the chosen zones, the rest and each district, before and after.

    Parameters
    ----------
    incidents
        Table `INCIDENTS`: every incident kept counts for the county, in a zone or not.
    outcomes
        Table `OUTCOMES`.
    categories
        Categories of the strand.
    periods
        The periods compared.
    area
        Every district of the area.
    in_chosen
        Which incidents lie in any chosen zone, where zones overlap and their counts do
        not add up.

    Returns
    -------
    pandas.DataFrame
        Table `TOTALS`.

    Raises
    ------
    InputError
        If a period holds no incident of the strand.

    Notes
    -----
    A county's counts vary far more from year to year than chance allows, so ranges are
    widened: the county's by how differently its districts and its months changed, a
    district's by the same of the districts and of its own months, that of the chosen
    zones by how differently they changed.
    """
    before, after = (
        _by_district_and_month(incidents, area, categories, period)
        for period in (periods.before, periods.after)
    )
    counted = np.column_stack([before.sum(axis=1), after.sum(axis=1)])
    county = counted.sum(axis=0)
    _refuse_empty(county, categories, periods)
    if in_chosen is None:
        chosen = outcomes[["before", "after"]].sum().to_numpy()
    else:
        chosen = np.array(
            [
                _by_district_and_month(
                    incidents[in_chosen], area, categories, period
                ).sum()
                for period in (periods.before, periods.after)
            ]
        )
    rows = np.vstack([county, chosen, county - chosen, counted])
    of_county, of_districts = _dispersions(before, after, periods)
    of_zones = dispersion_of_zones(outcomes["before"], outcomes["after"])
    dispersions = [of_county, of_zones, of_county, *of_districts]
    days = periods.length_ratio
    ends = [
        wider_interval(before=int(b), after=int(a), days=days, dispersion=dispersion)
        for (b, a), dispersion in zip(rows, dispersions, strict=True)
    ]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = rows[:, 1] / rows[:, 0] / days
    parts = [COUNTY, CHOSEN_ZONES, REST_OF_COUNTY]
    totals = pd.DataFrame(
        {
            "part": [*parts, *[DISTRICT] * len(area)],
            "district": [*[""] * len(parts), *area],
            "before": rows[:, 0],
            "after": rows[:, 1],
            "change": rows[:, 1] - rows[:, 0],
            "ratio": empty_if_endless(ratio),
            "ratio_low": [low for low, _ in ends],
            "ratio_high": [high for _, high in ends],
        }
    )
    return check(totals, TOTALS)


def _dispersions(
    before: Counts, after: Counts, periods: Periods
) -> tuple[Dispersion, list[Dispersion]]:
    """Return how much more than chance the county's total varies, and each district's.

    Parameters
    ----------
    before, after
        Incidents, districts x months.
    periods
        The periods compared.
    """
    days_before, days_after = (
        np.array([days_in(month) for month in span.months])
        for span in (periods.before, periods.after)
    )
    districts = dispersion_between(
        before=before.sum(axis=1),
        after=after.sum(axis=1),
        days_before=days_before.sum(),
        days_after=days_after.sum(),
    )

    def with_months(earlier: Counts, later: Counts) -> Dispersion:
        months = dispersion_between(
            before=earlier, after=later, days_before=days_before, days_after=days_after
        )
        return together([districts, months])

    return with_months(before.sum(axis=0), after.sum(axis=0)), [
        with_months(*each) for each in zip(before, after, strict=True)
    ]


def _by_district_and_month(
    incidents: pd.DataFrame,
    area: Sequence[str],
    categories: Sequence[str],
    period: Period,
) -> Counts:
    """Return the strand's incidents of these districts in each month of a period."""
    number_of = {month: number for number, month in enumerate(period.months)}
    month = incidents["month"].cat
    column = np.array([number_of.get(str(each), -1) for each in month.categories])
    columns = column[month.codes]
    of_strand = incidents["category"].cat.categories.isin(categories)
    counts = (columns >= 0) & of_strand[incidents["category"].cat.codes]
    district = incidents["district"].cat
    row_of = {name: row for row, name in enumerate(area)}
    row = np.array([row_of.get(str(each), -1) for each in district.categories])
    rows = row[district.codes]
    counts &= rows >= 0
    cells = rows[counts] * len(number_of) + columns[counts]
    n_cells = len(area) * len(number_of)
    return np.bincount(cells, minlength=n_cells).reshape(len(area), -1).astype(np.int64)


def _refuse_empty(
    county: NDArray[np.int64], categories: Sequence[str], periods: Periods
) -> None:
    for name, n in zip(("before", "after"), county, strict=True):
        if n == 0:
            period = getattr(periods, name)
            msg = (
                f"No incidents of {' or '.join(categories)} lie in the period {name}, "
                f"{period.first} to {period.last}, so there is nothing to compare. "
                f"Choose other months."
            )
            raise InputError(msg)
