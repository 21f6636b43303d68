"""The figure of this year beside years without patrols and other choices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hotspots.errors import InputError
from hotspots.method.evaluation.counterfactual import counterfactual
from hotspots.method.evaluation.evaluate import Evaluation, since_move, zone_history
from hotspots.method.evaluation.history import ZoneHistory
from hotspots.method.evaluation.placebo import placebo_pairs
from hotspots.method.evaluation.seen_and_expected import Counterfactual
from hotspots.method.pipeline.results import (
    Ranked,
    Result,
    compare_chosen,
    count_and_rank,
    with_chosen,
)
from hotspots.method.pipeline.stages import (
    count_in,
    evaluation_inputs,
    zone,
)
from hotspots.months import Period
from hotspots.settings import Settings

# Neighbouring choices: a third fewer zones and half as many again; zones a fifth
# narrower and a quarter wider.
NEIGHBOURING_NUMBERS = (2 / 3, 1.5)
NEIGHBOURING_WIDTHS = (0.8, 1.25)
# Widths are told in steps of so many metres.
WIDTH_STEP_M = 10


@dataclass(frozen=True, eq=False)
class StripPoint:
    """Incidents seen for each expected, of one choice of zones in one pair of periods.

    Attributes
    ----------
    after
        The period judged.
    n_zones, zone_width_m
        The choice; the width is None for the user's own zones.
    with_patrols
        Whether it is the comparison in force.
    as_chosen
        Whether number and width are those in force.
    found
        Seen and expected.
    """

    after: Period
    n_zones: int
    zone_width_m: int | None
    with_patrols: bool
    as_chosen: bool
    found: Counterfactual


def placebo_strip(
    result: Result, evaluation: Evaluation, *, year_earlier: Evaluation | None = None
) -> list[StripPoint]:
    """Do the same sums on earlier pairs of years and on neighbouring choices.

    Parameters
    ----------
    result
        The zones chosen.
    evaluation
        What can be said of them.
    year_earlier
        The same with zones chosen a year earlier by all rules; of years before that,
        and for other numbers, the busiest zones are taken.

    Returns
    -------
    list of StripPoint
        Oldest first, the comparison in force last; empty where nothing is expected.
        Neighbouring choices that cannot be made, and pairs whose counts say too little,
        are left out.
    """
    if evaluation.expected is None:
        return []
    sd = evaluation.shared.sd
    points = [
        replace(point, found=point.found.with_shared_sd(sd))
        for numbers, at in _neighbours(result)
        for point in _points(at, numbers, evaluation, is_chosen=at is result)
    ]
    in_force = StripPoint(
        after=evaluation.comparison.periods.after,
        n_zones=result.programme.n_zones,
        zone_width_m=_width(result),
        with_patrols=True,
        as_chosen=True,
        found=evaluation.expected,
    )
    points.append(in_force)
    if year_earlier is not None and year_earlier.expected is not None:
        span = year_earlier.comparison.periods.after
        points = [
            replace(point, found=year_earlier.expected)
            if point.as_chosen and not point.with_patrols and point.after == span
            else point
            for point in points
        ]
    return sorted(points, key=lambda point: (point.after.first, point.as_chosen))


def _neighbours(result: Result) -> Iterator[tuple[list[int], Result]]:
    """Return numbers of zones, with the zones of a width that they are chosen from."""
    n_zones = result.programme.n_zones
    numbers = [max(round(n_zones * times), 1) for times in NEIGHBOURING_NUMBERS]
    yield sorted({n_zones, *numbers}), result
    if result.zoning.polygons is not None:
        return
    for times in NEIGHBOURING_WIDTHS:
        width = round(result.settings.zone_width_m * times / WIDTH_STEP_M)
        try:
            settings = replace(result.settings, zone_width_m=width * WIDTH_STEP_M)
            yield [n_zones], _of_width(result, settings)
        except InputError:
            continue


def _of_width(result: Result, settings: Settings) -> Result:
    """Choose zones of another width."""
    reading = result.reading
    zoning = zone(reading, width_m=settings.zone_width_m)
    cube = count_in(reading, zoning)
    return with_chosen(count_and_rank(reading, settings, result.strand, zoning, cube))


def _points(
    result: Result, numbers: list[int], evaluation: Evaluation, *, is_chosen: bool
) -> Iterator[StripPoint]:
    """Return the earlier pairs, and this one, for some numbers of zones."""
    n_zones, width = result.programme.n_zones, _width(result)
    compared = compare_chosen(result)
    inputs = evaluation_inputs(
        result.reading, result.zoning, result.cube, result.ranking, result.settings
    )
    usable = since_move(inputs, evaluation.moved)
    history = zone_history(compared, usable, result.programme.counted)
    past = history.without_patrols
    spans = list(history.free.values())
    for pair in placebo_pairs(past.before, n_zones=numbers, around=past.around):
        yield StripPoint(
            after=spans[pair.after],
            n_zones=pair.n_zones,
            zone_width_m=width,
            with_patrols=False,
            as_chosen=is_chosen and pair.n_zones == n_zones,
            found=pair.found,
        )
    for number in numbers:
        if is_chosen and number == n_zones:
            continue
        found = _this_year(result, history, number)
        if found is not None:
            yield StripPoint(
                after=compared.periods.after,
                n_zones=number,
                zone_width_m=width,
                with_patrols=True,
                as_chosen=False,
                found=found,
            )


def _this_year(
    result: Result, history: ZoneHistory, number: int
) -> Counterfactual | None:
    settings = result.settings.with_strand(result.strand, n_zones=number)
    try:
        chosen = with_chosen(
            Ranked(
                result.reading,
                settings,
                result.strand,
                result.zoning,
                result.cube,
                result.of_strand,
                result.ranking,
            )
        )
        return counterfactual(
            history.before,
            history.after,
            around=history.around,
            chosen=history.is_among(chosen.selection["zone"]),
        )
    except InputError:
        return None


def _width(result: Result) -> int | None:
    is_grid = result.zoning.polygons is None
    return result.settings.zone_width_m if is_grid else None
