"""Zones really patrolled: what changed in them, each over the months of its start."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from hotspots.method.evaluation.before_after import BeforeAfter
from hotspots.method.evaluation.evaluate import (
    Evaluation,
    EvaluationInputs,
    evaluate_alone,
)
from hotspots.method.evaluation.periods import Periods
from hotspots.method.evaluation.starts import NOT_BEGUN, Starts, starts_of
from hotspots.method.evaluation.together import together
from hotspots.method.pipeline.patrolled import Listed, list_zones
from hotspots.method.pipeline.stages import (
    compare,
    evaluate,
    evaluation_inputs,
    harm_weights,
    loaded_months,
)
from hotspots.method.zoning.counts import is_counted
from hotspots.months import Period
from hotspots.settings import Settings
from hotspots.sources.reading import Reading
from hotspots.tables import CHOSEN

if TYPE_CHECKING:
    from hotspots.sources.shapes.zone_files import ChosenZones


def evaluate_listed(result: Listed) -> Evaluation:
    """Say what changed in zones of a file, beside what was expected without patrols.

    Each zone is compared over the months that its own start gives, unless the settings
    say which months to compare.

    Raises
    ------
    InputError
        If no zone can be compared.
    """
    settings, loaded = result.settings, loaded_months(result.reading)
    patrols = result.listed.patrols.assign(name=result.selection["name"].array)
    if settings.before is not None or settings.after is not None:
        compared = _compared(result, patrols["zone"])
        return evaluate(compared, _inputs(result, ()), settings, result.programme)
    starts = starts_of(patrols, loaded, patrols_start=settings.patrols_start)
    lead = starts.lead
    others = [
        zone
        for each in starts.not_compared
        if each.why != NOT_BEGUN
        for zone in each.zones
    ]
    inputs = _inputs(result, others)
    zones = [zone for group in starts.groups for zone in group.zones]
    if len(starts.groups) == 1:
        compared = _compared(result, zones, lead.periods)
        compared = replace(compared, not_compared=starts.not_compared)
        return evaluate(compared, inputs, settings, result.programme)
    inputs = replace(inputs, first_patrolled=starts.groups[0].start)
    weight_of = harm_weights(result.programme)
    evaluations = [
        evaluate_alone(
            _compared(result, zones, group.periods), inputs, weight_of=weight_of
        )
        for group in starts.groups
    ]
    return together(evaluations, starts, distinct=_distinct(result, starts))


def _compared(
    result: Listed, zones: Collection[str], periods: Periods | None = None
) -> BeforeAfter:
    """Count zones over the periods given, or those in force."""
    named = result.selection[CHOSEN.column_names].astype("str")
    settings = result.settings
    if periods is not None:
        settings = replace(
            settings,
            before=periods.before,
            after=periods.after,
            patrols_start=periods.patrols_start,
        )
    compared = compare(
        result.reading,
        result.cube,
        named[named["zone"].isin(list(zones))].reset_index(drop=True),
        settings,
        result.programme,
        zoning=result.zoning,
    )
    return compared if periods is None else replace(compared, periods=periods)


def _inputs(result: Listed, without: Collection[str]) -> EvaluationInputs:
    """Gather what an evaluation needs; `without` are zones that are no others."""
    chosen_on = result.settings.chosen_on
    months = [] if chosen_on is None else chosen_on.months
    there = {*result.listed.missing_months, *loaded_months(result.reading)}
    lacking = {*months} - there
    ranked = None
    if result.has_others and months and not lacking:
        ranked = result.ranking[~result.ranking["zone"].isin(list(without))]
    inputs = evaluation_inputs(
        result.reading, result.zoning, result.cube, ranked, result.settings
    )
    not_eligible = (*inputs.not_eligible, *without)
    return replace(inputs, lacking=lacking, not_eligible=not_eligible)


def _distinct(result: Listed, starts: Starts) -> tuple[int, int] | None:
    """Count incidents once each where zones overlap; None where none do."""
    if result.zoning.distinct_in(result.selection["zone"]) is None:
        return None
    incidents = result.reading.incidents
    sums = []
    for name in ("before", "after"):
        is_in = np.zeros(len(incidents), dtype=bool)
        for group in starts.groups:
            span: Period = getattr(group.periods, name)
            is_in |= result.zoning.is_in_any(group.zones) & is_counted(
                incidents,
                categories=result.programme.counted,
                first=span.first,
                last=span.last,
            )
        sums.append(int(is_in.sum()))
    return sums[0], sums[1]


@dataclass(frozen=True, eq=False)
class Compared:
    """What changed in zones of a file.

    Attributes
    ----------
    evaluation
        What changed, beside what was expected without patrols.
    result
        The zones, as the file has them, and their ranking.
    """

    evaluation: Evaluation
    result: Listed


def compare_listed(
    reading: Reading, chosen: ChosenZones, settings: Settings, strand: str
) -> Compared:
    """Compare zones read from a file before and after; as both functions above."""
    result = list_zones(reading, chosen, settings, strand)
    return Compared(evaluate_listed(result), result)
