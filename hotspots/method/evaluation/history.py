"""Counts of every zone that could have been chosen, before and after, for a strand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr
from numpy.typing import NDArray

from hotspots.method.evaluation.periods import Periods
from hotspots.method.zoning.neighbours import counts_around
from hotspots.method.zoning.zones import Zoning
from hotspots.months import Period

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

# So many years before are looked at; older ones say little of inputs today.
MOST_YEARS_BEFORE = 5


@dataclass(frozen=True, eq=False)
class CountedZones:
    """Zones and their counts, and what of both may be used.

    Attributes
    ----------
    zoning, cube
        The zones, and the counts cube.
    loaded
        Months that may be used.
    without
        Ids of zones that could not have been chosen.
    """

    zoning: Zoning
    cube: xr.DataArray
    loaded: Collection[str]
    without: Collection[str] = ()


@dataclass(frozen=True, eq=False)
class ZonesBefore:
    """Counts of the zones that could have been chosen, in periods before.

    Attributes
    ----------
    zones
        Their ids.
    before
        Incidents, zones x periods, oldest first; the last column is the period before.
    around
        Mean incidents of the zones around each zone in the same periods.
    """

    zones: pd.Index
    before: Counts
    around: Floats

    def latest(self, n_periods: int) -> ZonesBefore:
        """Return the last periods alone."""
        columns = slice(-n_periods, None)
        return ZonesBefore(self.zones, self.before[:, columns], self.around[:, columns])

    def is_among(self, ids: Collection[str]) -> NDArray[np.bool_]:
        """Say of each zone whether it is one of these."""
        return np.asarray(self.zones.isin(list(ids)))


@dataclass(frozen=True, eq=False)
class ZoneHistory(ZonesBefore):
    """The same, and counts after.

    Attributes
    ----------
    after
        Incidents in the period after.
    free
        Columns of `before` that hold the same calendar months as the period before and
        lie ahead of the start of patrols, with those months: what a placebo test may
        use.
    """

    after: Counts
    free: dict[int, Period]

    @property
    def without_patrols(self) -> ZonesBefore:
        """The periods without patrols alone."""
        columns = list(self.free)
        return ZonesBefore(self.zones, self.before[:, columns], self.around[:, columns])


def months_of_history(before: Period, loaded: Collection[str]) -> list[Period]:
    """Return the period before, after such earlier years of its months as are loaded.

    Examples
    --------
    >>> years = (2022, 2023, 2024)
    >>> held = [f"{year}-0{month}" for year in years for month in range(1, 5)]
    >>> spans = months_of_history(Period("2024-01", "2024-04"), held)
    >>> [str(span) for span in spans]
    ['2022-01:2022-04', '2023-01:2023-04', '2024-01:2024-04']
    """
    spans = [before]
    for years in range(1, MOST_YEARS_BEFORE + 1):
        span = before.earlier(years=years)
        if span.last >= spans[0].first or not set(span.months) <= set(loaded):
            break
        spans.insert(0, span)
    return spans


def history_of(
    counted: CountedZones,
    *,
    categories: Sequence[str],
    periods: Periods,
    chosen_on: Period,
) -> ZoneHistory:
    """Count zones in the periods that a counterfactual rests on.

    Parameters
    ----------
    counted
        Zones and counts.
    categories
        Categories of the strand.
    periods
        The periods compared.
    chosen_on
        Months that zones were chosen on. What the choice rests on must be in the
        history, so such of them as lie elsewhere stand first, as a period of their own.
    """
    years = months_of_history(periods.before, counted.loaded)
    spans = [span.months for span in years]
    seen = {month for span in spans for month in span}
    others = [month for month in chosen_on.months if month not in seen]
    first = 0
    if set(others) & set(counted.loaded):
        spans.insert(0, others)
        first = 1
    past = _before(counted, categories, spans)
    after = count_months(counted.cube, categories, periods.after.months)
    return ZoneHistory(
        zones=past.zones,
        before=past.before,
        around=past.around,
        after=after[_could(counted)],
        free={
            first + number: span
            for number, span in enumerate(years)
            if span.last < periods.first_patrolled
        },
    )


def history_before(
    counted: CountedZones, *, categories: Sequence[str], chosen_on: Period
) -> ZonesBefore:
    """Count zones in the months of selection and years before."""
    spans = months_of_history(chosen_on, counted.loaded)
    return _before(counted, categories, [span.months for span in spans])


def _before(
    counted: CountedZones, categories: Sequence[str], spans: Sequence[Sequence[str]]
) -> ZonesBefore:
    counts = np.column_stack(
        [count_months(counted.cube, categories, months) for months in spans]
    )
    around = counts_around(counted.zoning, counts)
    could = _could(counted)
    zones = counted.cube["zone"].to_index()
    return ZonesBefore(zones[could], counts[could], around[could])


def _could(counted: CountedZones) -> NDArray[np.bool_]:
    return ~counted.cube["zone"].to_index().isin(list(counted.without))


def count_months(
    cube: xr.DataArray, categories: Sequence[str], months: Sequence[str]
) -> Counts:
    """Return the incidents of every zone in some categories and months."""
    place_of = {name: n for n, name in enumerate(cube["category"].to_numpy())}
    wanted = set(months)
    is_wanted = np.array([month in wanted for month in cube["month"].to_numpy()])
    # Category by category, because an extract has many and a strand counts few.
    values = cube.transpose("zone", "category", "month").to_numpy()
    summed = np.zeros(len(values), dtype=np.int64)
    for category in categories:
        if category in place_of:
            of_category = values[:, place_of[category]]
            summed += of_category[:, is_wanted].sum(axis=1, dtype=np.int64)
    return summed
