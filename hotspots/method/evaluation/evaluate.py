"""Counts, chosen zones and periods into what can be said of patrols, and what cannot.

A change in chosen zones is compared with what would be expected without patrols (the
counterfactual), with zones that were not patrolled, and with the buffers round both.
Zones chosen on the months after support no such statement.
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
from hotspots.method.evaluation.before_after import BeforeAfter
from hotspots.method.evaluation.comparison_zones import (
    ComparisonZones,
    choose_comparison_zones,
)
from hotspots.method.evaluation.dispersion import dispersion_of_zones
from hotspots.method.evaluation.expected import (
    Expected,
    chance_of_at_least,
    expected_after,
)
from hotspots.method.evaluation.periods import Periods
from hotspots.method.evaluation.rate_ratio import PooledRatio, pooled_ratio
from hotspots.method.evaluation.relative_effect import (
    RelativeRatio,
    relative_rate_ratio,
)
from hotspots.method.evaluation.spillover import Spillover, measure_spillover
from hotspots.method.evaluation.verdicts import verdicts_of
from hotspots.method.zoning.zones import Zoning
from hotspots.months import Period
from hotspots.tables import OUTCOMES, check

# Why no counterfactual is given.
CHOSEN_ON_AFTER = "chosen on after"
CHOSEN_ON_UNKNOWN = "chosen on unknown months"
CHOSEN_ON_LACKING = "chosen on months not loaded"
NO_OTHER_ZONES = "no other zones"
NOTHING_OUTSIDE = "nothing outside"

# So many years before are looked at; older ones say little of inputs today.
MOST_YEARS_BEFORE = 5


@dataclass(frozen=True, eq=False)
class RelativeToComparison:
    """The change in patrolled zones relative to that in comparison zones.

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
        What would be expected without patrols; None where that cannot be estimated.
    why_not
        Why not: one of the reasons of this module, or empty.
    pooled
        The ratio that all chosen zones share.
    relative, spillover
        None where there are no comparison zones.
    """

    comparison: BeforeAfter
    expected: Expected | None
    why_not: str
    pooled: PooledRatio
    relative: RelativeToComparison | None
    spillover: Spillover | None

    @property
    def p_as_many(self) -> float:
        """How likely as many chosen zones or more would fall without patrols."""
        return self._chance_of_at_least(self.comparison.n_fell)

    @property
    def p_as_few(self) -> float:
        """How likely as few chosen zones or fewer would fall without patrols."""
        if self.expected is None:
            return 1.0
        return 1 - self._chance_of_at_least(self.comparison.n_fell + 1)

    def _chance_of_at_least(self, n_zones: int) -> float:
        if self.expected is None:
            return 1.0
        return chance_of_at_least(n_zones, self.expected.p_fall)


@dataclass(frozen=True, eq=False)
class EvaluationInputs:
    """What an evaluation needs besides the counts before and after.

    Attributes
    ----------
    incidents
        Table `INCIDENTS`.
    zoning, cube
        The zones of these incidents, and their counts.
    candidates
        Table `RANKING` of the zones that could have been chosen, by rank; None where no
        others than the chosen ones are known.
    not_eligible
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
    not_eligible: Collection[str]
    loaded: Sequence[str]
    lacking: Collection[str] = ()


def evaluate(
    comparison: BeforeAfter,
    inputs: EvaluationInputs,
    *,
    weight_of: dict[str, float],
    buffer_m: float,
) -> Evaluation:
    """Evaluate the change in chosen zones: what it can tell of patrols.

    Parameters
    ----------
    comparison
        Before and after.
    inputs
        Zones, counts, and which zones could have been chosen.
    weight_of
        Harm of one incident of each category of the strand.
    buffer_m
        Width of the buffers in metres, above 0.
    """
    periods, outcomes = comparison.periods, comparison.outcomes
    expected, why_not = _expected(comparison, inputs, list(weight_of))
    pooled = pooled_ratio(
        before=outcomes["before"],
        after=outcomes["after"],
        days_before=periods.before.days,
        days_after=periods.after.days,
    )
    relative = spillover = None
    if inputs.candidates is not None and why_not != CHOSEN_ON_AFTER:
        relative = _relative(
            comparison,
            inputs,
            inputs.candidates,
            categories=list(weight_of),
            buffer_m=buffer_m,
        )
        if len(relative.zones.zones):
            spillover = measure_spillover(
                inputs.incidents,
                inputs.zoning,
                groups=(outcomes["zone"].to_list(), relative.ids),
                periods=replace(periods, before=relative.baseline),
                weight_of=weight_of,
                width_m=buffer_m,
            )
    with_verdicts = _with_verdicts(comparison, expected)
    return Evaluation(with_verdicts, expected, why_not, pooled, relative, spillover)


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
        span = periods.before.earlier(years=years)
        if span.last >= spans[0].first or not set(span.months) <= set(loaded):
            break
        spans.insert(0, span)
    return spans


def _expected(
    comparison: BeforeAfter, inputs: EvaluationInputs, categories: list[str]
) -> tuple[Expected | None, str]:
    chosen_on = comparison.chosen_on
    if chosen_on is None:
        return None, CHOSEN_ON_UNKNOWN
    if comparison.chosen_on_after:
        return None, CHOSEN_ON_AFTER
    if inputs.lacking:
        # What the choice rests on is not in the history.
        return None, CHOSEN_ON_LACKING
    if inputs.candidates is None:
        return None, NO_OTHER_ZONES
    cube = inputs.cube
    zones = cube["zone"].to_index()
    ids = comparison.outcomes["zone"]
    could = ~zones.isin(list(inputs.not_eligible)) | zones.isin(ids)
    spans = [
        span.months for span in months_of_history(comparison.periods, inputs.loaded)
    ]
    seen = {month for span in spans for month in span}
    others = [month for month in chosen_on.months if month not in seen]
    # What the choice rests on must be in the history.
    if set(others) & set(inputs.loaded):
        spans.insert(0, others)
    history = [_count(cube, categories, span)[could] for span in spans]
    after = _count(cube, categories, comparison.periods.after.months)[could]
    try:
        expected = expected_after(
            np.column_stack(history), after, chosen=zones[could].isin(ids)
        )
    except InputError:
        return None, NOTHING_OUTSIDE
    return _in_order_of(ids, zones[could], expected), ""


def _in_order_of(ids: pd.Series, zones: pd.Index, expected: Expected) -> Expected:
    """Put what is expected of each chosen zone into the order of the outcomes."""
    held = zones[zones.isin(ids)]
    row = pd.Series(range(len(held)), index=held).reindex(ids)
    there = row.notna().to_numpy()
    rows = row.fillna(0).to_numpy(dtype=np.int64)

    def ordered(values: NDArray[Any]) -> NDArray[Any]:
        # A chosen zone without any incident in these data is expected to have none.
        return np.where(there, values[rows], 0) if len(held) else np.zeros(len(ids))

    return replace(
        expected,
        expected=ordered(expected.expected),
        low=ordered(expected.low),
        high=ordered(expected.high),
        p_fall=ordered(expected.p_fall),
    )


def _with_verdicts(comparison: BeforeAfter, expected: Expected | None) -> BeforeAfter:
    """Add verdicts and expected counts; both stay empty where none can be given."""
    outcomes = comparison.outcomes
    verdicts = verdicts_of(
        before=outcomes["before"],
        after=outcomes["after"],
        days_before=comparison.periods.before.days,
        days_after=comparison.periods.after.days,
    )
    completed = outcomes.assign(
        p_adjusted=verdicts.p_adjusted,
        expected_after=np.nan if expected is None else expected.expected,
        verdict="" if comparison.chosen_on_after else verdicts.verdict,
    ).astype({"verdict": "str"})
    return replace(comparison, outcomes=check(completed, OUTCOMES))


def _relative(
    comparison: BeforeAfter,
    inputs: EvaluationInputs,
    candidates: pd.DataFrame,
    *,
    categories: list[str],
    buffer_m: float,
) -> RelativeToComparison:
    ids = comparison.outcomes["zone"].to_list()
    others = choose_comparison_zones(
        candidates, inputs.zoning, chosen=ids, buffer_m=buffer_m
    )
    baseline = _baseline(comparison, inputs.loaded)
    zones = inputs.cube["zone"].to_index()
    counts = np.stack(
        [
            _count(inputs.cube, categories, span.months)
            for span in (baseline, comparison.periods.after)
        ]
    )
    patrolled = counts[:, zones.isin(ids)]
    compared = counts[:, zones.isin(others.zones["zone"])]
    sums = [(int(each[0].sum()), int(each[1].sum())) for each in (patrolled, compared)]
    ratio = relative_rate_ratio(
        patrolled=sums[0],
        compared=sums[1],
        dispersions=(dispersion_of_zones(*patrolled), dispersion_of_zones(*compared)),
    )
    return RelativeToComparison(others, baseline, sums[0], sums[1], ratio)


def _baseline(comparison: BeforeAfter, loaded: Collection[str]) -> Period:
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
