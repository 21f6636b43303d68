"""Counts, chosen zones and periods into what can be said of patrols, and what cannot.

A change in chosen zones is compared with what would be expected without patrols (the
counterfactual), with zones that were not patrolled, and with the buffers round both.
Zones chosen on the months after support no such statement.

Long because every comparison is called from here, in order.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

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
from hotspots.method.evaluation.counterfactual import counterfactual
from hotspots.method.evaluation.dispersion import dispersion_of_zones
from hotspots.method.evaluation.expected_harm import ExpectedHarm, expected_harm
from hotspots.method.evaluation.history import (
    CountedZones,
    ZoneHistory,
    count_months,
    history_of,
    months_of_history,
)
from hotspots.method.evaluation.moved_points import latest_move
from hotspots.method.evaluation.placebo import placebo_pairs, shared_fate_of
from hotspots.method.evaluation.rate_ratio import PooledRatio, pooled_ratio
from hotspots.method.evaluation.relative_effect import (
    RelativeRatio,
    relative_rate_ratio,
)
from hotspots.method.evaluation.seen_and_expected import Counterfactual
from hotspots.method.evaluation.shared_fate import SharedFate, usual_shared_sd
from hotspots.method.evaluation.spillover import Spillover, measure_spillover
from hotspots.method.evaluation.verdicts import (
    adjusted_p_values,
    exact_p_values,
    verdicts_of,
)
from hotspots.method.zoning.zones import Zoning
from hotspots.months import Period
from hotspots.tables import OUTCOMES, check

# Why no counterfactual is given.
CHOSEN_ON_AFTER = "chosen on after"
CHOSEN_ON_UNKNOWN = "chosen on unknown months"
CHOSEN_ON_LACKING = "chosen on months not loaded"
NO_OTHER_ZONES = "no other zones"
POINTS_MOVED = "map points moved"
# The counts say too little, or too odd things: the sentence says which.
REFUSED = "refused"


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
    harm
        The same of harm; None where there is none.
    why_not
        Why not: one of the reasons of this module, or empty.
    refusal
        If the counts refuse to say, the sentence that says so; else empty.
    moved
        The latest two periods between which map points moved (`moved_points`), mostly
        None. If they are before and after, nothing is expected or compared with; else
        the years ahead of the move are not used.
    shared
        The shock that chosen zones share, and what it was measured on.
    pooled
        The ratio that all chosen zones share.
    relative, spillover
        None where there are no comparison zones. Their intervals are widened by the
        shock that the zones of each group share.
    by_start
        Where patrols began in different months, what can be said of each start: all the
        zones, over the months of that start alone.
    """

    comparison: BeforeAfter
    expected: Counterfactual | None
    harm: ExpectedHarm | None
    why_not: str
    refusal: str
    moved: tuple[Period, Period] | None
    shared: SharedFate
    pooled: PooledRatio
    relative: RelativeToComparison | None
    spillover: Spillover | None
    by_start: tuple[Evaluation, ...] = ()

    def over_months_of(self, zone: str) -> Evaluation:
        """Return what can be said over the months that a zone is compared over."""
        groups = zip(self.comparison.groups, self.by_start, strict=True)
        found = (one for group, one in groups if zone in group.zones)
        return next(found, self)

    @property
    def p_as_many(self) -> float:
        """How likely as many chosen zones or more would fall without patrols."""
        return 1.0 if self.expected is None else self.expected.p_as_many

    @property
    def from_selection(self) -> bool:
        """Whether both groups are measured from months that zones were chosen on.

        The ratio to comparison zones then leans, and gives no verdict.
        """
        beside, chosen_on = self.relative, self.comparison.chosen_on
        if beside is None or chosen_on is None:
            return False
        return beside.baseline.overlaps(chosen_on)

    @property
    def side(self) -> int:
        """Clearly fewer incidents than expected (-1), clearly more (1), or neither.

        The range of ordinary numbers counts as it is shown, in whole incidents.
        """
        if self.expected is None:
            return 0
        seen = self.expected.seen.sum()
        low, high = map(round, self.expected.ordinary)
        return int(seen > high) - int(seen < low)


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
    first_patrolled
        Earliest month with patrols in any of the zones, where they began in different
        ones; else empty.
    """

    incidents: pd.DataFrame
    zoning: Zoning
    cube: xr.DataArray
    candidates: pd.DataFrame | None
    not_eligible: Collection[str]
    loaded: Sequence[str]
    lacking: Collection[str] = ()
    first_patrolled: str = ""


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
    evaluation = evaluate_alone(comparison, inputs, weight_of=weight_of)
    periods, outcomes = comparison.periods, comparison.outcomes
    shared = evaluation.shared
    inputs = since_move(inputs, evaluation.moved)
    relative = spillover = None
    beside = evaluation.why_not not in (CHOSEN_ON_AFTER, POINTS_MOVED)
    if inputs.candidates is not None and beside:
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
            ).with_shared_fate(shared.sd)
        relative = replace(relative, ratio=relative.ratio.with_shared_fate(shared.sd))
    return replace(evaluation, relative=relative, spillover=spillover)


def evaluate_alone(
    comparison: BeforeAfter, inputs: EvaluationInputs, *, weight_of: dict[str, float]
) -> Evaluation:
    """Evaluate the change beside what was expected, without comparison zones.

    Parameters
    ----------
    comparison, inputs, weight_of
        As for `evaluate`.
    """
    periods, outcomes = comparison.periods, comparison.outcomes
    n_months = len(periods.before.months)
    spans = [*months_of_history(periods.before, inputs.loaded), periods.after]
    moved = latest_move(inputs.incidents, spans)
    found = _expected(
        comparison,
        since_move(inputs, moved),
        weight_of,
        cannot_compare=moved == (periods.before, periods.after),
    )
    return Evaluation(
        comparison=with_verdicts(comparison, found.expected),
        expected=found.expected,
        harm=found.harm,
        why_not=found.why_not,
        refusal=found.refusal,
        moved=moved,
        shared=found.shared or SharedFate(usual_shared_sd(n_months), 0),
        pooled=pooled_ratio(
            before=outcomes["before"],
            after=outcomes["after"],
            days_before=periods.before.days,
            days_after=periods.after.days,
        ),
        relative=None,
        spillover=None,
    )


@dataclass(frozen=True, eq=False)
class _Expected:
    """What is expected of the chosen zones, or why nothing is."""

    expected: Counterfactual | None = None
    harm: ExpectedHarm | None = None
    shared: SharedFate | None = None
    why_not: str = ""
    refusal: str = ""


def _expected(
    comparison: BeforeAfter,
    inputs: EvaluationInputs,
    weight_of: dict[str, float],
    *,
    cannot_compare: bool,
) -> _Expected:
    if comparison.chosen_on_after:
        return _Expected(why_not=CHOSEN_ON_AFTER)
    if cannot_compare:
        return _Expected(why_not=POINTS_MOVED)
    if comparison.chosen_on is None:
        return _Expected(why_not=CHOSEN_ON_UNKNOWN)
    if inputs.lacking:
        # What the choice rests on is not in the history.
        return _Expected(why_not=CHOSEN_ON_LACKING)
    if inputs.candidates is None:
        return _Expected(why_not=NO_OTHER_ZONES)
    ids = comparison.outcomes["zone"]
    n_months = len(comparison.periods.before.months)
    history = zone_history(comparison, inputs, list(weight_of))
    chosen = history.is_among(ids)
    past = history.without_patrols
    earlier = placebo_pairs(past.before, n_zones=[len(ids)], around=past.around)
    shared = shared_fate_of(earlier, n_zones=len(ids), n_months=n_months)
    try:
        found = counterfactual(
            history.before,
            history.after,
            chosen=chosen,
            around=history.around,
            shared_sd=shared.sd,
        )
    except InputError as error:
        return _Expected(why_not=REFUSED, refusal=str(error))
    histories = {name: zone_history(comparison, inputs, [name]) for name in weight_of}
    harm = expected_harm(histories, weight_of, chosen=chosen, overall=found)
    rows = _rows(ids, history.zones[chosen])
    if harm is not None:
        harm = harm.for_rows(rows)
    return _Expected(found.for_rows(rows), harm, shared)


def zone_history(
    comparison: BeforeAfter, inputs: EvaluationInputs, categories: Sequence[str]
) -> ZoneHistory:
    """Count the zones that could have been chosen, and the chosen ones.

    The months of selection must be known.
    """
    assert comparison.chosen_on is not None
    chosen = set(comparison.outcomes["zone"])
    periods = comparison.periods
    if inputs.first_patrolled:
        periods = replace(periods, patrols_start=inputs.first_patrolled)
    return history_of(
        CountedZones(
            inputs.zoning,
            inputs.cube,
            inputs.loaded,
            without=[zone for zone in inputs.not_eligible if zone not in chosen],
        ),
        categories=categories,
        periods=periods,
        chosen_on=comparison.chosen_on,
    )


def since_move(
    inputs: EvaluationInputs, moved: tuple[Period, Period] | None
) -> EvaluationInputs:
    """Leave out the months ahead of the periods after which map points had moved."""
    if moved is None:
        return inputs
    first = moved[1].first
    return replace(inputs, loaded=[month for month in inputs.loaded if month >= first])


def _rows(ids: pd.Series, held: pd.Index) -> NDArray[np.int64]:
    """Return the place of each outcome's zone among those held; -1 for none."""
    return np.asarray(held.get_indexer(pd.Index(ids)), dtype=np.int64)


def with_verdicts(comparison: BeforeAfter, found: Counterfactual | None) -> BeforeAfter:
    """Add verdicts and what was expected; empty where nothing can be expected."""
    outcomes = comparison.outcomes
    days_before, days_after = comparison.days_of_zones
    p = exact_p_values(
        before=outcomes["before"],
        after=outcomes["after"],
        days_before=days_before,
        days_after=days_after,
    )
    completed = outcomes.assign(p_adjusted=adjusted_p_values(p))
    if found is not None:
        verdicts = verdicts_of(seen=found.seen, expected=found.expected, p=found.p)
        completed = completed.assign(
            expected_after=found.expected,
            expected_low=found.low,
            expected_high=found.high,
            verdict=verdicts.verdict,
            verdict_p=verdicts.p_adjusted,
        )
    completed = completed.astype({"verdict": "str"})
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
            count_months(inputs.cube, categories, span.months)
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
    for span in reversed(months_of_history(comparison.periods.before, loaded)):
        if chosen_on is None or not span.overlaps(chosen_on):
            return span
    return comparison.periods.before
