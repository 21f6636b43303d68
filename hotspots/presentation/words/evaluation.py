"""What patrols can be credited with, and what not, in sentences.

No sentence says more than its range: a range that includes no change is "no clear
difference", and a change stands beside what would have been expected without patrols.
Long because lead, headline, notes and placebo test say the same figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hotspots.method.evaluation import evaluate
from hotspots.method.evaluation.verdicts import AS_EXPECTED, FEWER, MORE
from hotspots.presentation.words.comparison import (
    CHOSEN,
    CHOSEN_ON_AFTER,
    INTERVAL,
    POINTS_MOVED,
    change_of,
    fell_in,
    of_days,
    period,
)
from hotspots.presentation.words.comparison_zones import (
    beside_sentences,
    next_door_sentences,
)
from hotspots.presentation.words.county import MOST_SHOWN
from hotspots.presentation.words.numbers import (
    capital,
    counted,
    in_words,
    number,
    percent_change,
)

if TYPE_CHECKING:
    from hotspots.method.evaluation.evaluate import Evaluation
    from hotspots.method.evaluation.seen_and_expected import Counterfactual

AGAINST_EXPECTED = "against what was expected"

# Variance for each one of chance, from which on it is mentioned.
LEAST_UNEVEN = 1.05

_CANNOT = "There is no estimate of what would have happened without patrols: "

WHY_NOT = {
    evaluate.CHOSEN_ON_AFTER: CHOSEN_ON_AFTER,
    evaluate.CHOSEN_ON_UNKNOWN: (
        f"{_CANNOT}the zone file does not say which months its zones were chosen on."
    ),
    evaluate.CHOSEN_ON_LACKING: (
        f"{_CANNOT}not all of the months that the zones were chosen on are loaded. "
        f"Load them as well."
    ),
    evaluate.NO_OTHER_ZONES: (
        f"{_CANNOT}there are no zones other than the chosen ones that are about as "
        f"large."
    ),
    evaluate.POINTS_MOVED: (
        f"{_CANNOT}the source moved its anonymous map points between the two periods. "
        f"Many busy points of the period before hold nothing after, so zones seem to "
        f"fall or rise by what only moved. Compare two periods after that."
    ),
}

LEAD_WHY_NOT = {
    evaluate.CHOSEN_ON_AFTER: ", because they were chosen on months that are compared",
    evaluate.CHOSEN_ON_UNKNOWN: (
        ", because the months that they were chosen on are not known"
    ),
    evaluate.POINTS_MOVED: (
        ", because the source moved its map points between the periods"
    ),
    evaluate.CHOSEN_ON_LACKING: (
        ", because the months that they were chosen on are not all loaded"
    ),
}

VERDICTS_NOTE = (
    "The verdict compares each zone with the range expected without patrols. Allowing "
    "for testing many zones, about one in ten zones called fewer or more than expected "
    "will be so by chance (false discovery rate 10%). Their adjusted p-value is 0.1 "
    "or below."
)

# Counts that come several at a time.
BUNCHED = (
    "Several records here seem to come from one event. In such places the range can be "
    "too narrow, and incidents run above what is expected more often than one would "
    "think."
)
ONE_PERIOD_BEFORE = (
    "This verdict rests on one period before patrols. One period cannot show how far "
    "the busiest zones rise and fall by themselves, so load earlier years before you "
    "rely on it."
)
STRAYED = (
    "In earlier years without patrols, incidents in the busiest zones here strayed "
    "further from what was expected than in other places. The range is wider for that, "
    "and may still be too narrow, so a clear difference needs other evidence as well."
)

PLACEBO_LACKING = (
    "A placebo test repeats the analysis a year earlier, before patrols, and shows how "
    "far the method can be trusted here. These data do not allow one: load the same "
    "months of one more year before patrols began."
)

STRIP_ALT = (
    "Chart with a row for each pair of periods: how far incidents in the chosen zones "
    "lay from those expected, for the choice in force with its range and for other "
    "numbers and sizes of zones."
)

CONTROLS_NOTE = (
    "Control outcomes: the same zones and months. Zones are not picked on these "
    "crimes, so they are expected to change as the next-ranked zones did. If they "
    "strayed as far as the crimes that patrols aim at, something other than patrols "
    "moved these places."
)

CHART_ALT = (
    "Chart with a row for each chosen zone: incidents before, incidents after, and the "
    "range expected without patrols. The list on this page holds the same figures."
)


def headline(evaluation: Evaluation, *, noun: str, zones: str = CHOSEN) -> str:
    """Say how many incidents there were for those expected; falls stand beside.

    What it shows in one sentence is the `lead` that stands over it.

    Parameters
    ----------
    evaluation
        What can be said of the zones.
    noun
        What the strand counts, in words.
    zones
        What the zones are called.
    """
    expected = evaluation.expected
    falls = _falls(evaluation, noun, zones)
    if expected is None:
        return f"{falls} {why_not(evaluation)}".strip()
    sentences = (
        f"The {zones} had {_for_expected(expected)}",
        ruled_out(expected),
        falls,
        _why_expected(evaluation),
    )
    return " ".join(sentence for sentence in sentences if sentence)


def zones_by_verdict(evaluation: Evaluation) -> str:
    """Say how many zones had fewer, more or as many incidents as expected, or nothing.

    It is what the chart of all zones shows.
    """
    if evaluation.expected is None:
        return ""
    verdicts = evaluation.comparison.outcomes["verdict"]
    n_fewer, n_more = (int((verdicts == side).sum()) for side in (FEWER, MORE))
    rest = len(verdicts) - n_fewer - n_more
    return (
        f"Fewer incidents than expected: {counted(n_fewer, 'zone')}. More: "
        f"{counted(n_more, 'zone')}. As expected: {counted(rest, 'zone')}."
    )


def lead(evaluation: Evaluation, *, noun: str, zones: str = CHOSEN) -> str:
    """Say in one sentence what the page is opened for.

    Parameters
    ----------
    evaluation, noun, zones
        As for `headline`.
    """
    if evaluation.expected is None:
        because = LEAD_WHY_NOT.get(evaluation.why_not, "")
        these = "This" if len(evaluation.comparison.outcomes) == 1 else "These"
        return f"{these} {zones} cannot show what patrols changed{because}."
    expected = "would have been expected without patrols"
    n_zones = len(evaluation.comparison.outcomes)
    of = f"{capital(noun)} in the {_several(n_zones)}{zones}"
    if not evaluation.side:
        return f"{of}: no clear difference from what {expected}."
    return (
        f"{of}: clearly {'fewer' if evaluation.side < 0 else 'more'} than {expected}."
    )


def _several(n_zones: int) -> str:
    """Write how many zones, and nothing of one."""
    return "" if n_zones == 1 else f"{number(n_zones)} "


def why_not(evaluation: Evaluation) -> str:
    """Say why nothing can be said to be expected, or nothing."""
    if evaluation.why_not == evaluate.REFUSED:
        return f"{_CANNOT.rstrip(': ')}. {evaluation.refusal}"
    return WHY_NOT.get(evaluation.why_not, "")


def _verdict(evaluation: Evaluation) -> str:
    side = evaluation.side
    if not side:
        return "No clear difference."
    return f"Clearly {'fewer' if side < 0 else 'more'} incidents than expected."


def ruled_out(expected: Counterfactual) -> str:
    """Say which fall, and which rise, the range leaves out, where it is not clear.

    Examples
    --------
    With incidents from 0.8 to 1.3 for each one expected a fall of a quarter would have
    shown.
    """
    low, high = expected.interval
    if not low <= 1 <= high:
        return ""
    fall = f"A fall of more than {_whole(100 * (1 - low))}% {AGAINST_EXPECTED}"
    if high > MOST_SHOWN:
        return f"{fall} can be ruled out."
    return (
        f"{fall} can be ruled out, and so can a rise of more than "
        f"{_whole(100 * (high - 1))}% ({INTERVAL})."
    )


def _whole(percent: float) -> str:
    # What is ruled out is never overstated.
    return number(np.ceil(percent - 1e-9))


def in_short(evaluation: Evaluation, *, noun: str, zones: str = CHOSEN) -> str:
    """Say how the county changed, and how many zones fell and were expected to."""
    comparison = evaluation.comparison
    before, after = comparison.periods.before, comparison.periods.after
    county = change_of(comparison, "county")
    own = " Each zone is compared over months of its own."
    verdict = "" if evaluation.expected is None else f"**{_verdict(evaluation)}** "
    return (
        f"{verdict}{_falls(evaluation, noun, zones)} Across the county, {county}. "
        f"{period(before)} is compared with {period(after)}."
        f"{own if comparison.groups else ''} {of_days(comparison)}"
    ).strip()


def _falls(evaluation: Evaluation, noun: str, zones: str = CHOSEN) -> str:
    expected = evaluation.expected
    text = fell_in(
        (evaluation.comparison.n_fell, len(evaluation.comparison.outcomes)),
        what=noun,
        where=zones,
        expected=None if expected is None else round(expected.n_expected_to_fall),
        side=evaluation.side,
    )
    from_none = int((evaluation.comparison.outcomes["before"] == 0).sum())
    if not from_none:
        return f"{text}."
    had = "had" if from_none > 1 else "of them had"
    return f"{text}. {capital(in_words(from_none))} {had} none before and cannot fall."


def _why_expected(evaluation: Evaluation) -> str:
    """Say why so many were expected to fall, where that is most of them."""
    expected, comparison = evaluation.expected, evaluation.comparison
    if expected is None or 2 * expected.n_expected_to_fall < len(comparison.outcomes):
        return ""
    whole = comparison.change_of("county")
    # It fell both as counted and per day, or nothing is said.
    fell = whole.after < whole.before and whole.ratio < 1
    county = ", and the county fell too" if fell else ""
    return (
        f"Most would be expected to fall because the worst zones of a year mostly fall "
        f"back (regression to the mean){county}."
    )


def expected_sentence(evaluation: Evaluation, *, zones: str = CHOSEN) -> str:
    """Say what the number expected rests on, or nothing."""
    expected = evaluation.expected
    if expected is None:
        return ""
    shared = evaluation.shared
    measured = (
        f"measured on {counted(shared.n_pairs, 'comparison')} of two earlier years"
        if shared.n_pairs
        else "as in other places, because no earlier years are loaded"
    )
    is_one = len(evaluation.comparison.outcomes) == 1
    shared_by = "busy zones" if is_one else f"all {zones}"
    return (
        f"The number expected without patrols (counterfactual) rests on "
        f"{'at least ' if evaluation.by_start else ''}"
        f"{counted(expected.n_periods, 'earlier period')} of each zone and of those "
        f"around it, and on the {number(expected.n_reference)} next-ranked zones, "
        f"which nobody chose. The "
        f"range allows for chance, for zones that change by themselves, and for what "
        f"{shared_by} share ({100 * shared.sd:.0f}%, {measured})."
    )


def strip_note(evaluation: Evaluation) -> str:
    """Say what the strip of placebo tests shows, and the spread that follows."""
    shared = evaluation.shared
    where = (
        f"the earlier years here ({counted(shared.n_pairs, 'pair')}) and other places"
        if shared.n_pairs
        else "other places, because no earlier years without patrols are loaded"
    )
    return (
        f"Before patrols there was nothing to find, so signs away from 0 show how far "
        f"places stray by themselves. Other numbers and sizes of zones show how much "
        f"hangs on the choice. All chosen zones together stray by about "
        f"{100 * shared.sd:.0f}% from year to year (standard deviation), as "
        f"measured on {where}."
    )


def evaluation_notes(evaluation: Evaluation) -> list[str]:
    """Say what must be known of the data before any verdict is used."""
    notes = []
    if evaluation.moved is not None and evaluation.expected is not None:
        before, after = (period(span) for span in evaluation.moved)
        notes.append(POINTS_MOVED.format(before=before, after=after))
    expected = evaluation.expected
    if expected is None:
        return notes
    if expected.is_bunched:
        notes.append(BUNCHED)
    if evaluation.shared.strays:
        notes.append(STRAYED)
    if evaluation.side and expected.n_periods == 1:
        notes.append(ONE_PERIOD_BEFORE)
    return notes


def outside_sentence(evaluation: Evaluation) -> str:
    """Say how many zones are as expected but outside their range, or nothing."""
    outcomes = evaluation.comparison.outcomes
    after = outcomes["after"]
    outside = (after < outcomes["expected_low"]) | (after > outcomes["expected_high"])
    n_outside = int((outside & (outcomes["verdict"] == AS_EXPECTED)).sum())
    if not n_outside:
        return ""
    zones = "zone is" if n_outside == 1 else "zones are"
    return (
        f"{capital(in_words(n_outside))} {zones} as expected although the count lies "
        f"outside the ordinary range: by chance about one zone in 20 does, so with "
        f"{counted(len(outcomes), 'zone')} that alone is no clear difference."
    )


def harm_sentence(
    evaluation: Evaluation, *, harm_unit: str, zones: str = CHOSEN
) -> str:
    """Say how much harm there was, for how much expected, or nothing."""
    harm = evaluation.harm
    if harm is None or harm.n_categories == 1:
        # Of one category harm goes as incidents do.
        return ""
    seen, expected = float(harm.seen.sum()), float(harm.expected.sum())
    low, high = harm.ordinary
    clear = (
        "clearly less than expected"
        if seen < low
        else "clearly more than expected"
        if seen > high
        else "no clear difference"
    )
    return (
        f"Weighed by harm, the {zones} had {number(seen)} {harm_unit}. Without "
        f"patrols about {number(expected)} would have been expected, and anything from "
        f"{number(low)} to {number(high)} would be ordinary: {clear}."
    )


def _for_expected(expected: Counterfactual) -> str:
    """Say how many incidents were expected, and which numbers would be ordinary."""
    after, total = int(expected.seen.sum()), float(expected.expected.sum())
    low, high = expected.ordinary
    ordinary = (
        f"from {number(low)} to {number(high)}"
        if high <= MOST_SHOWN * total
        else f"from {number(low)} up"
    )
    return (
        f"{counted(after, 'incident')} after. Without patrols about "
        f"{number(round(total))} would have been expected, and anything {ordinary} "
        f"would be ordinary (95% of years)."
    )


def pooled_sentence(evaluation: Evaluation, *, zones: str = CHOSEN) -> str:
    """Say how unevenly the zones changed, or nothing."""
    pooled = evaluation.pooled
    if np.isnan(pooled.ratio) or len(evaluation.comparison.outcomes) == 1:
        return ""
    text = f"The change in the {zones} includes what would have changed anyway."
    if pooled.phi < LEAST_UNEVEN:
        return f"{text} Zones differed no more than chance alone would explain."
    return (
        f"{text} Zones differed {pooled.phi:.1f} times more than chance alone would "
        f"explain (over-dispersion), so the interval of this change is wider."
    )


def placebo_sentences(placebo: Evaluation | None) -> list[str]:
    """Give the result of the same analysis a year earlier, when no patrols ran."""
    if placebo is None:
        return [PLACEBO_LACKING]
    if placebo.expected is None:
        return [why_not(placebo) or PLACEBO_LACKING]
    comparison, expected = placebo.comparison, placebo.expected
    total = f"Those zones had {_for_expected(expected)}"
    falls = fell_in(
        (comparison.n_fell, len(comparison.outcomes)),
        what="incidents",
        where="zones chosen for that year",
        expected=round(expected.n_expected_to_fall),
        side=placebo.side,
    )
    return [
        f"{period(comparison.periods.before)} is compared with "
        f"{period(comparison.periods.after)}, before patrols began. {falls}. {total}"
    ]


def evaluation_sentences(
    evaluation: Evaluation, *, noun: str, harm_unit: str, zones: str = CHOSEN
) -> list[str]:
    """Write an evaluation whole, a sentence a line."""
    sentences = [
        lead(evaluation, noun=noun, zones=zones),
        headline(evaluation, noun=noun, zones=zones),
        expected_sentence(evaluation, zones=zones),
        harm_sentence(evaluation, harm_unit=harm_unit, zones=zones),
        pooled_sentence(evaluation, zones=zones),
        *beside_sentences(evaluation, zones=zones),
        *next_door_sentences(evaluation, harm_unit=harm_unit, zones=zones),
    ]
    return [sentence for sentence in sentences if sentence]


def _percent(ratio: float) -> str:
    """Write a ratio as a signed whole per cent; of very few incidents it may be any."""
    if ratio > MOST_SHOWN:
        return f"+{number(100 * (MOST_SHOWN - 1))}% or more"
    return percent_change(ratio, decimals=0)
