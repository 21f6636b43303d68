"""Counts, chosen zones and periods into what can be said of patrols, and what cannot.

A fall in chosen zones is set beside what was expected anyway, beside zones not
patrolled, and beside what happened next door. Zones chosen on the very months that are
judged tell none of it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.method.evaluation.before_after import Comparison
from hotspots.method.evaluation.comparison_zones import (
    ComparisonZones,
    RelativeRatio,
    choose_comparison_zones,
    dispersion,
    relative_rate_ratio,
)
from hotspots.method.evaluation.expected import (
    Expected,
    chance_of_at_least,
    expected_after,
)
from hotspots.method.evaluation.periods import Periods
from hotspots.method.evaluation.rate_ratio import PooledRatio, pooled_ratio
from hotspots.method.evaluation.spillover import NextDoor, look_next_door
from hotspots.method.evaluation.verdicts import verdicts_of
from hotspots.method.zoning.zones import Zoning
from hotspots.months import Period, years_earlier
from hotspots.tables import OUTCOMES, check

# Why nothing is said of what was expected anyway.
CHOSEN_ON_AFTER = "chosen on after"
CHOSEN_ON_UNKNOWN = "chosen on unknown months"
CHOSEN_ON_LACKING = "chosen on months not loaded"
NO_OTHER_ZONES = "no other zones"
NOTHING_OUTSIDE = "nothing outside"

# So many years before are looked at; older ones say little of places today.
MOST_YEARS_BEFORE = 5


@dataclass(frozen=True, eq=False)
class Beside:
    """Patrolled zones beside comparison zones.

    Attributes
    ----------
    zones
        The comparison zones.
    baseline
        The months before that both are measured from: such as no zone was chosen on, if
        they are loaded.
    patrolled, compared
        Incidents of both groups (baseline, after).
    ratio
        Change of the patrolled zones for that of the comparison zones.
    """

    zones: ComparisonZones
    baseline: Period
    patrolled: tuple[int, int]
    compared: tuple[int, int]
    ratio: RelativeRatio

    @property
    def ids(self) -> list[str]:
        """Ids of the comparison zones."""
        return [str(zone) for zone in self.zones.zones["zone"]]


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What can be said of the change in chosen zones.

    Attributes
    ----------
    comparison
        Before and after; its outcomes now hold verdicts and what was expected.
    expected
        What was expected anyway; None where that cannot be told.
    why_not
        Why not: one of the reasons of this module, or empty.
    pooled
        The ratio that all chosen zones share.
    beside, next_door
        None where there are no comparison zones.
    """

    comparison: Comparison
    expected: Expected | None
    why_not: str
    pooled: PooledRatio
    beside: Beside | None
    next_door: NextDoor | None

    @property
    def p_as_many(self) -> float:
        """How likely as many chosen zones or more would have fallen anyway."""
        return 1.0 if self.expected is None else self.expected.p_at_least

    @property
    def p_as_few(self) -> float:
        """How likely as few chosen zones or fewer would have fallen anyway."""
        if self.expected is None:
            return 1.0
        more = self.expected.n_fell + 1
        return 1 - chance_of_at_least(more, self.expected.p_fall)


@dataclass(frozen=True, eq=False)
class Places:
    """Where things lie: what an evaluation needs beside the comparison.

    Attributes
    ----------
    incidents
        Table `INCIDENTS`.
    zoning, cube
        The zones of these incidents, and their counts.
    candidates
        Table `RANKING` of the zones that could have been chosen, by rank; None where no
        others than the chosen ones are known.
    barred
        Zones that could not.
    loaded
        Months that hold incidents.
    lacking
        Months that the zones were chosen on and that these data do not hold, though
        those that they were chosen from did.
    """

    incidents: pd.DataFrame
    zoning: Zoning
    cube: xr.DataArray
    candidates: pd.DataFrame | None
    barred: Collection[str]
    loaded: Sequence[str]
    lacking: Collection[str] = ()


def evaluate(
    comparison: Comparison,
    places: Places,
    *,
    harm_of: dict[str, float],
    buffer_m: float,
) -> Evaluation:
    """Say what the change in chosen zones can tell of patrols.

    Parameters
    ----------
    comparison
        Before and after.
    places
        Zones, counts, and which zones could have been chosen.
    harm_of
        Harm of one incident of each category of the strand.
    buffer_m
        Width of the buffers in metres, above 0.
    """
    periods, outcomes = comparison.periods, comparison.outcomes
    expected, why_not = _expected(comparison, places, list(harm_of))
    pooled = pooled_ratio(
        before=outcomes["before"],
        after=outcomes["after"],
        days_before=periods.before.days,
        days_after=periods.after.days,
    )
    beside = next_door = None
    if places.candidates is not None and why_not != CHOSEN_ON_AFTER:
        beside = _beside(
            comparison,
            places,
            places.candidates,
            categories=list(harm_of),
            buffer_m=buffer_m,
        )
        if len(beside.zones.zones):
            next_door = look_next_door(
                places.incidents,
                places.zoning,
                groups=(outcomes["zone"].to_list(), beside.ids),
                periods=replace(periods, before=beside.baseline),
                harm_of=harm_of,
                width_m=buffer_m,
            )
    judged = _judged(comparison, expected)
    return Evaluation(judged, expected, why_not, pooled, beside, next_door)


def months_of_history(periods: Periods, loaded: Collection[str]) -> list[Period]:
    """Return the period before, after such earlier years of its months as are loaded.

    Examples
    --------
    >>> before, after = Period("2024-01", "2024-04"), Period("2025-01", "2025-04")
    >>> years = (2022, 2023, 2024)
    >>> held = [f"{year}-0{month}" for year in years for month in range(1, 5)]
    >>> spans = months_of_history(Periods(before, after, "2024-04"), held)
    >>> [str(span) for span in spans]
    ['2022-01:2022-04', '2023-01:2023-04', '2024-01:2024-04']
    """
    spans = [periods.before]
    for years in range(1, MOST_YEARS_BEFORE + 1):
        span = years_earlier(periods.before, years)
        if span.last >= spans[0].first or not set(span.months) <= set(loaded):
            break
        spans.insert(0, span)
    return spans


def _expected(
    comparison: Comparison, places: Places, categories: list[str]
) -> tuple[Expected | None, str]:
    chosen_on = comparison.chosen_on
    if chosen_on is None:
        return None, CHOSEN_ON_UNKNOWN
    if comparison.chosen_on_after:
        return None, CHOSEN_ON_AFTER
    if places.lacking:
        # What the choice rests on is not in the history.
        return None, CHOSEN_ON_LACKING
    if places.candidates is None:
        return None, NO_OTHER_ZONES
    cube = places.cube
    zones = cube["zone"].to_index()
    ids = comparison.outcomes["zone"]
    could = ~zones.isin(list(places.barred)) | zones.isin(ids)
    spans = [
        span.months for span in months_of_history(comparison.periods, places.loaded)
    ]
    seen = {month for span in spans for month in span}
    others = [month for month in chosen_on.months if month not in seen]
    # What the choice rests on must be in the history.
    if set(others) & set(places.loaded):
        spans.insert(0, others)
    history = [_count(cube, categories, span)[could] for span in spans]
    after = _count(cube, categories, comparison.periods.after.months)[could]
    try:
        told = expected_after(
            np.column_stack(history),
            after,
            chosen=zones[could].isin(ids),
            # A zone fell if it holds fewer incidents, as list and headline count it.
            # A leap day is in the trend, which is learnt from the same months.
            days_before=1,
            days_after=1,
        )
    except InputError:
        return None, NOTHING_OUTSIDE
    return _in_order_of(ids, zones[could], told), ""


def _in_order_of(ids: pd.Series, zones: pd.Index, told: Expected) -> Expected:
    """Put what is told of each chosen zone into the order of the outcomes."""
    held = zones[zones.isin(ids)]
    place = pd.Series(range(len(held)), index=held).reindex(ids)
    there = place.notna().to_numpy()
    rows = place.fillna(0).to_numpy(dtype=np.int64)

    def ordered(values: NDArray[Any]) -> NDArray[Any]:
        # A chosen zone without any incident in these data is expected to have none.
        return np.where(there, values[rows], 0) if len(held) else np.zeros(len(ids))

    return replace(
        told,
        expected=ordered(told.expected),
        low=ordered(told.low),
        high=ordered(told.high),
        p_fall=ordered(told.p_fall),
    )


def _judged(comparison: Comparison, expected: Expected | None) -> Comparison:
    """Add verdicts and expected counts; both stay empty where nothing can be judged."""
    outcomes = comparison.outcomes
    verdicts = verdicts_of(
        before=outcomes["before"],
        after=outcomes["after"],
        days_before=comparison.periods.before.days,
        days_after=comparison.periods.after.days,
    )
    can_be_judged = not comparison.chosen_on_after
    judged = outcomes.assign(
        p_adjusted=verdicts.p_adjusted,
        expected_after=np.nan if expected is None else expected.expected,
        verdict=verdicts.verdict if can_be_judged else "",
    ).astype({"verdict": "str"})
    return replace(comparison, outcomes=check(judged, OUTCOMES))


def _beside(
    comparison: Comparison,
    places: Places,
    candidates: pd.DataFrame,
    *,
    categories: list[str],
    buffer_m: float,
) -> Beside:
    ids = comparison.outcomes["zone"].to_list()
    others = choose_comparison_zones(
        candidates, places.zoning, chosen=ids, buffer_m=buffer_m
    )
    baseline = _baseline(comparison, places.loaded)
    zones = places.cube["zone"].to_index()
    counts = np.stack(
        [
            _count(places.cube, categories, span.months)
            for span in (baseline, comparison.periods.after)
        ]
    )
    patrolled = counts[:, zones.isin(ids)]
    compared = counts[:, zones.isin(others.zones["zone"])]
    sums = [(int(each[0].sum()), int(each[1].sum())) for each in (patrolled, compared)]
    ratio = relative_rate_ratio(
        patrolled=sums[0],
        compared=sums[1],
        dispersions=(dispersion(*patrolled), dispersion(*compared)),
    )
    return Beside(others, baseline, sums[0], sums[1], ratio)


def _baseline(comparison: Comparison, loaded: Collection[str]) -> Period:
    """Return the latest year before that no zone was chosen on, or else before."""
    chosen_on = comparison.chosen_on
    for span in reversed(months_of_history(comparison.periods, loaded)):
        if chosen_on is None or not span.overlaps(chosen_on):
            return span
    return comparison.periods.before


def _count(
    cube: xr.DataArray, categories: Sequence[str], months: Sequence[str]
) -> NDArray[np.int64]:
    """Return the strand's incidents of every zone in some months."""
    held = [category for category in categories if category in cube["category"]]
    there = [month for month in months if month in cube["month"]]
    counted = cube.sel(category=held, month=there).sum(("category", "month"))
    return np.asarray(counted.to_numpy(), dtype=np.int64)
