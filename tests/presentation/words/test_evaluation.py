"""Sentences on what patrols can be credited with: every branch, and no claim too many."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.method.evaluation import evaluate
from hotspots.method.evaluation.buffers import BUFFER, COMPARED_BUFFER
from hotspots.method.evaluation.count_spread import CountSpread
from hotspots.method.evaluation.displacement import Difference
from hotspots.method.evaluation.expected_harm import ExpectedHarm
from hotspots.method.evaluation.relative_effect import RelativeRatio
from hotspots.method.evaluation.shared_fate import SharedFate
from hotspots.months import Period
from hotspots.presentation.lists import evaluation as lists
from hotspots.presentation.words import comparison_zones as beside_words
from hotspots.presentation.words import evaluation as words
from hotspots.presentation.words import one_zone
from tests.worlds import Plan, evaluated, id_of, reading_of

NOUN = "antisocial behaviour (ASB) incidents"
ON_BEFORE = Plan("2024-01:2024-01", buffer_m=1200)
# Not to be said of figures that nothing is compared with.
CAUSAL = (
    "because of patrols",
    "due to",
    "thanks to",
    "caused",
    "worked",
    "effect",
    "impact",
    "reduced",
    "made crime",
)

positive = st.floats(0.01, 20)
ends = st.lists(positive, min_size=3, max_size=3).map(sorted)


@pytest.fixture(scope="module")
def told():
    counts = (
        [9, 8, 7, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1],
        [5, 8, 4, 4, 3, 1, 3, 1, 0, 2, 1, 2, 0],
    )
    reading = reading_of(
        dict(zip(("2024-01", "2025-01"), counts, strict=True)),
        {"2024-01": [4] * 13, "2025-01": [5] * 13},
    )
    return evaluated(reading, ON_BEFORE)


def expecting(told, seen: int, mean: float, *, shared_sd: float = 0.1):
    """Say that so many were seen and expected, all of them in one zone."""
    found = replace(
        told.expected.with_shared_sd(shared_sd),
        seen=np.array([seen, 0, 0]),
        spread=CountSpread(np.array([mean, 0.0, 0.0]), 0.0, shared_sd),
        error=0.0,
    )
    return replace(told, expected=found)


def as_expected_to_fall(told, number):
    """Make so many falls expected, of 2 of 3 zones that fell."""

    class Found(type(told.expected)):
        n_expected_to_fall = number

    return replace(told, expected=Found(**vars(told.expected)))


# Months that no zone was chosen on.
EARLIER = Period("2023-01", "2023-01")


def beside(told, low, ratio, high, *, baseline=EARLIER, **changes):
    changes |= {"ratio": RelativeRatio(*map(np.array, (ratio, low, high)))}
    relative = replace(told.relative, baseline=baseline, **changes)
    return replace(told, relative=relative)


def next_door(told, low, high, own=(20, 10), *, baseline=EARLIER):
    ratio = RelativeRatio(*map(np.array, ((low * high) ** 0.5, low, high)))
    counts = told.spillover.counts | {BUFFER: own, COMPARED_BUFFER: (30, 25)}
    relative = replace(told.relative, baseline=baseline)
    return with_spillover(replace(told, relative=relative), ratio=ratio, counts=counts)


def with_spillover(told, **changes):
    return replace(told, spillover=replace(told.spillover, **changes))


def difference(low, estimate, high) -> Difference:
    return Difference(*map(np.array, (estimate, low, high)))


def everything(told, *, placebo=None) -> str:
    said = words.evaluation_sentences(told, noun=NOUN, harm_unit="days")
    said += [
        words.in_short(told, noun=NOUN),
        *words.placebo_sentences(placebo),
    ]
    return "\n".join(said)


# Headline


def headline(told) -> str:
    return words.headline(told, noun=NOUN)


def test_the_headline_is_decided_by_size_and_falls_stand_beside(told):
    said = headline(as_expected_to_fall(told, 1.6))
    low, high = told.expected.ordinary
    least, most = told.expected.interval
    assert said == (
        "The chosen zones had 17 incidents after. Without patrols about "
        f"{told.expected.expected.sum():.0f} would have been expected, and anything "
        f"from {low:.0f} to {high:.0f} would be ordinary (95% of years). A fall of "
        f"more than {np.ceil(100 * (1 - least)):.0f}% against what was "
        "expected can be ruled out, and so can a "
        f"rise of more than {np.ceil(100 * (most - 1)):.0f}% (95% confidence "
        "interval). Antisocial behaviour (ASB) incidents fell in 2 of 3 chosen zones; "
        "about 2 would have been expected to fall without patrols, and the number of "
        "incidents shows no clear difference from what was expected. Most would be "
        "expected to fall because the worst zones of a year mostly fall back "
        "(regression to the mean)."
    )
    few = headline(as_expected_to_fall(told, 1.2))
    assert "regression to the mean" not in few


def test_the_home_page_never_gives_a_fall_without_what_was_expected(told):
    said = words.in_short(told, noun=NOUN)
    assert said.startswith(
        "**No clear difference.** Antisocial behaviour (ASB) incidents fell in 2 of 3"
    )
    assert "no clear difference from what was expected. Across the" in said
    silent = words.in_short(replace(told, expected=None), noun=NOUN)
    assert (
        "2 of 3 chosen zones; how many would have fallen without patrols is" in silent
    )
    assert said.endswith("January 2024 is compared with January 2025.")


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (60, "the number of incidents was clearly lower than expected"),
        (100, "the number of incidents shows no clear difference from what was"),
        (160, "the number of incidents was clearly higher than expected"),
    ],
)
def test_a_verdict_has_its_side_and_rules_nothing_out(told, seen, said):
    found = expecting(told, seen, 100.0)
    sentence = headline(found)
    # Nowhere do falls stand without it.
    assert f"to fall without patrols, and {said}" in sentence
    assert f"to fall without patrols, and {said}" in words.in_short(found, noun=NOUN)
    (placebo,) = words.placebo_sentences(found)
    assert f"to fall without patrols, and {said}" in placebo
    lead, *_ = words.evaluation_sentences(found, noun=NOUN, harm_unit="days")
    assert lead == words.lead(found, noun=NOUN)
    assert ("ruled out" in sentence) == (seen == 100)


def test_no_number_of_falls_is_a_verdict(told):
    for number in (0.1, 2.9):
        said = headline(as_expected_to_fall(told, number))
        assert "fewer fell" not in said
        assert "more fell" not in said


def test_what_is_ruled_out_is_never_overstated(told):
    found = expecting(told, 100, 100.0).expected
    low, high = found.interval
    fall, rise = map(int, re.findall(r"(\d+)%", words.ruled_out(found))[:2])
    assert 1 - fall / 100 <= low < 1 - (fall - 1) / 100
    assert high <= 1 + rise / 100
    wide = expecting(told, 2, 2.0, shared_sd=3.0).expected
    assert words.ruled_out(wide).endswith("can be ruled out.")


@pytest.mark.parametrize(
    ("why_not", "said"),
    [
        (evaluate.CHOSEN_ON_AFTER, "their change is not evidence about patrols"),
        (
            evaluate.CHOSEN_ON_UNKNOWN,
            "does not say which months its zones were chosen on",
        ),
        (
            evaluate.CHOSEN_ON_LACKING,
            "not all of the months that the zones were chosen on",
        ),
        (evaluate.NO_OTHER_ZONES, "there are no zones other than the chosen ones that"),
        (evaluate.POINTS_MOVED, "moved its anonymous map points between"),
        (evaluate.REFUSED, "Only 3 incidents lie in 4 zones"),
    ],
)
def test_where_nothing_can_be_told_the_headline_says_why(told, why_not, said):
    silent = replace(
        told,
        expected=None,
        harm=None,
        why_not=why_not,
        refusal="Only 3 incidents lie in 4 zones.",
        relative=None,
        spillover=None,
    )
    assert said in headline(silent)
    assert "expected to fall" not in words.in_short(silent, noun=NOUN)
    assert words.expected_sentence(silent) == ""
    assert beside_words.beside_sentences(silent) == []
    # No comparison zones, no cause.
    text = everything(silent).replace(said, "").lower()
    assert not [word for word in CAUSAL if word in text]
    assert not re.search(r"clearly|more fell|fewer fell", text)


def test_every_reason_of_the_method_has_its_words():
    reasons = {
        value
        for name, value in vars(evaluate).items()
        if name.isupper() and isinstance(value, str)
    }
    assert {*words.WHY_NOT, evaluate.REFUSED} == reasons


# Incidents for each one expected


def test_what_the_expectation_rests_on_is_told(told):
    assert words.expected_sentence(told) == (
        "The number expected without patrols (counterfactual) rests on 1 earlier "
        "period of each zone and of those around it, and on the 23 next-ranked zones, "
        "which nobody chose. The range allows for chance, for zones that change by themselves, and for what "
        "all chosen zones share (14%, as in other places, because no earlier years are "
        "loaded)."
    )
    measured = replace(told, shared=SharedFate(0.08, 3))
    assert (
        "(8%, measured on 3 comparisons of two earlier years)"
        in words.expected_sentence(measured)
    )


@given(st.integers(0, 400), st.floats(0.01, 3))
def test_a_count_is_clear_only_outside_the_numbers_shown_as_ordinary(told, seen, sd):
    said = headline(expecting(told, seen, 100.0, shared_sd=sd))
    shown = re.search(r"anything from ([\d,]+)(?: to ([\d,]+)| up)", said)
    least, most = (int(end.replace(",", "")) if end else None for end in shown.groups())
    assert ("clearly lower" in said) == (seen < least)
    if most is not None:
        assert ("clearly higher" in said) == (seen > most)
    assert ("no clear difference" in said) == ("clearly" not in said)


def test_harm_of_several_categories_stands_beside_what_was_expected(told):
    assert words.harm_sentence(told, harm_unit="days") == ""
    harm = ExpectedHarm(np.array([900.0]), np.array([1200.0]), 0.05, 2)
    assert words.harm_sentence(replace(told, harm=harm), harm_unit="days") == (
        "Weighed by harm, the chosen zones had 900 days. Without patrols about 1,200 "
        "would have been expected, and anything from 1,088 to 1,324 would be ordinary: "
        "clearly less than expected."
    )
    more = replace(harm, seen=np.array([1400.0]))
    assert "clearly more" in words.harm_sentence(
        replace(told, harm=more), harm_unit="days"
    )
    same = replace(harm, seen=np.array([1250.0]))
    assert "no clear difference" in words.harm_sentence(
        replace(told, harm=same), harm_unit="days"
    )


def test_notes_warn_of_points_that_moved_and_of_bunched_records(told):
    assert words.evaluation_notes(told) == []
    moved = replace(
        told, moved=(Period("2011-01", "2011-12"), Period("2012-01", "2012-12"))
    )
    (note,) = words.evaluation_notes(moved)
    assert "points of 2011 hold nothing in 2012" in note or "2011" in note
    bunched = replace(told, expected=replace(told.expected, bunching=9.0))
    assert words.evaluation_notes(bunched) == [words.BUNCHED]


def test_notes_warn_of_one_period_alone_and_of_years_that_strayed(told):
    fewer = np.zeros_like(told.expected.seen)
    clear = replace(told, expected=replace(told.expected, seen=fewer))
    assert clear.side == -1
    assert words.evaluation_notes(clear) == [words.ONE_PERIOD_BEFORE]
    longer = replace(clear, expected=replace(clear.expected, n_periods=3))
    assert words.evaluation_notes(longer) == []
    strayed = replace(longer, shared=SharedFate(0.12, 2, strays=True))
    assert words.evaluation_notes(strayed) == [words.STRAYED]


def test_the_strip_says_where_its_spread_comes_from(told):
    assert "other places, because no earlier years" in words.strip_note(told)
    measured = replace(told, shared=SharedFate(0.08, 2))
    assert "about 8% from year" in words.strip_note(measured)
    assert "the earlier years here (2 pairs)" in words.strip_note(measured)


@given(ends)
def test_a_difference_is_clear_only_if_its_range_as_shown_leaves_out_none(told, three):
    low, ratio, high = three
    sentence = beside_words.beside_sentences(beside(told, low, ratio, high))[0]
    shown = re.search(
        r"interval ([\d,]+)% (\w+)(?: or more)? to ([\d,]+)% (\w+)", sentence
    ).groups()
    least, most = (
        int(n.replace(",", "")) * (-1 if word == "lower" else 1)
        for n, word in (shown[:2], shown[2:])
    )
    assert least <= most
    if "clearly lower" in sentence:
        assert most < 0
    elif "clearly higher" in sentence:
        assert least > 0
    else:
        assert "no clear difference" in sentence
        assert least <= 0 <= most


def test_a_range_that_shows_as_nothing_is_not_clear(told):
    for low, ratio, high in ((1.001, 1.1, 1.2), (0.8, 0.9, 0.999)):
        said = beside_words.beside_sentences(beside(told, low, ratio, high))[0]
        assert "no clear difference" in said


# All together


def test_the_pooled_change_is_told_with_how_uneven_it_was(told):
    pooled = replace(told.pooled, ratio=0.81, low=0.71, high=0.92, phi=3.28)
    assert words.pooled_sentence(replace(told, pooled=pooled)) == (
        "The change in the chosen zones includes what would have changed anyway. Zones "
        "differed 3.3 times more than chance alone would explain (over-dispersion), so "
        "the interval of this change is wider."
    )
    even = words.pooled_sentence(replace(told, pooled=replace(pooled, phi=1.0)))
    assert even.endswith("Zones differed no more than chance alone would explain.")
    nothing = replace(pooled, ratio=float("nan"))
    assert words.pooled_sentence(replace(told, pooled=nothing)) == ""


# Comparison zones


def test_comparison_zones_are_told_with_their_counts(told):
    counts = {"patrolled": (24, 17), "compared": (1200, 1100)}
    (first,) = beside_words.beside_sentences(beside(told, 0.5, 0.75, 0.95, **counts))
    assert first == (
        "Between January 2023 and January 2025, incidents in the chosen zones fell by 29% "
        "(24 to 17). In 3 comparison zones (the next-ranked zones without patrols) "
        "they fell by 8.3% (1,200 to 1,100). The chosen zones ended 25% lower than if "
        "they had changed in the same way (95% confidence interval 50% lower to 5% "
        "lower): clearly lower."
    )


def test_a_ratio_from_the_months_of_selection_gives_no_verdict(told):
    on_selection = told.comparison.periods.before
    leaning = beside(told, 0.5, 0.75, 0.95, baseline=on_selection)
    first, second = beside_words.beside_sentences(leaning)
    assert first.endswith("(95% confidence interval 50% lower to 5% lower).")
    assert second == beside_words.LEANS


def test_too_few_comparison_zones_are_told(told):
    zones = replace(told.relative.zones, zones=told.relative.zones.zones.head(1))
    said = beside_words.beside_sentences(beside(told, 0.5, 1, 2, zones=zones))
    assert "In 1 comparison zone (" in said[0]
    assert "Only 1 comparison zone could be found for 3 chosen zones." in said
    assert (
        len(lists.comparison_list(beside(told, 0.5, 1, 2, zones=zones).relative)) == 1
    )


def test_without_comparison_zones_the_reason_is_told(told):
    none = replace(told.relative.zones, zones=told.relative.zones.zones.head(0))
    (said,) = beside_words.beside_sentences(beside(told, 0.5, 1, 2, zones=none))
    assert "all others lie within the buffers" in said
    unknown = replace(none, n_unpatrolled=0)
    (said,) = beside_words.beside_sentences(beside(told, 0.5, 1, 2, zones=unknown))
    assert "only the chosen zones had an incident" in said
    assert "worked" not in said


# Next door


@pytest.mark.parametrize(
    ("low", "high", "own", "said"),
    [
        (0.5, 0.9, (20, 10), "Incidents fell more around the chosen zones than"),
        (0.5, 0.9, (20, 22), "Incidents rose less around the chosen zones than"),
        (1.1, 1.9, (20, 30), "Incidents rose more around the chosen zones than"),
        (1.1, 1.9, (20, 18), "Incidents fell less around the chosen zones than"),
        (0.8, 1.2, (20, 10), "There is no clear evidence that crime moved nearby"),
        (1.001, 1.2, (20, 30), "There is no clear evidence that crime moved nearby"),
    ],
)
def test_buffers_say_what_moved_and_no_more(told, low, high, own, said):
    answer, sentence, _ = beside_words.next_door_sentences(
        next_door(told, low, high, own), harm_unit="days"
    )
    assert answer.startswith(said)
    assert sentence.startswith(
        "Within 1,200 metres of the chosen zones (the buffer), incidents "
    )
    assert f"({own[0]} to {own[1]}). Within the same distance of the" in sentence
    assert "(30 to 25)." in sentence
    assert ("may have moved nearby (displacement)" in answer) == (low > 1.01)
    assert ("no sign of displacement" in answer) == (high < 1)


def test_the_difference_is_told_in_incidents_and_in_harm(told):
    both = with_spillover(
        next_door(told, 0.8, 1.2),
        incidents=difference(-196.2, -118.0, -40.4),
        harm=difference(-5000.0, -1234.5, 2100.0),
    )
    assert beside_words.next_door_sentences(both, harm_unit="days")[2] == (
        "Zones and buffers together had 118 fewer incidents (95% confidence interval "
        "196 fewer to 40 fewer) than the comparison zones and theirs would predict "
        "(weighted displacement difference). Weighed by harm that is 1,234 fewer days "
        "(95% confidence interval 5,000 fewer to 2,100 more, which includes no "
        "difference)."
    )


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3).map(sorted))
def test_a_difference_whose_range_holds_none_says_so(told, three):
    both = with_spillover(told, incidents=difference(*three))
    said = beside_words.next_door_sentences(both, harm_unit="days")[2].partition(
        "Weighed"
    )[0]
    ends = re.search(r"interval ([\d,]+) (\w+) to ([\d,]+) (\w+)", said).groups()
    least, most = (
        int(n.replace(",", "")) * (-1 if word == "fewer" else 1)
        for n, word in (ends[:2], ends[2:])
    )
    assert least <= most
    assert ("which includes no difference" in said) == (least <= 0 <= most)


# A year earlier


def test_the_year_before_is_told_or_what_it_lacks(told):
    assert words.placebo_sentences(None) == [words.PLACEBO_LACKING]
    silent = replace(told, expected=None, why_not=evaluate.POINTS_MOVED)
    (said,) = words.placebo_sentences(silent)
    assert "moved its anonymous map points between the two periods" in said
    (said,) = words.placebo_sentences(as_expected_to_fall(told, 1.6))
    assert said.startswith(
        "January 2024 is compared with January 2025, before patrols began. Incidents fell in 2 of 3 zones "
        "chosen for that year; about 2 would have been expected to fall without "
        "patrols, and the number of incidents shows no clear difference from what was "
        "expected. Those zones had 17 incidents after."
    )


# Lists and maps


def test_the_list_holds_all_that_is_known_of_each_zone(told):
    harm = pd.DataFrame({"before": [18.0, 8.0, 7.0], "after": [5.0, 8.0, 4.0]})
    clear = np.array([2.0, np.nan, 1.0])
    listed = lists.outcome_list(told, critical=clear, harm=harm)
    assert listed["No."].to_list() == [1, 2, 3]
    first = ["No.", "Zone", "District", "Before", "After", "Change", "Expected"]
    assert listed.columns.to_list()[:7] == first
    assert listed["Change"].to_list() == [-4, 0, -3]
    assert listed["Verdict"].to_list() == ["As expected"] * 3
    # In whole days, as on every other page.
    assert listed["Harm before"].to_list() == [18, 8, 7]
    assert listed["Harm expected"].to_list() == [
        round(each) for each in told.harm.expected
    ]
    assert listed["Clear fall at or below"].isna().to_list() == [False, True, False]
    assert listed["Ordinary (95%)"].iloc[0] == (
        f"{told.expected.low[0]} to {told.expected.high[0]}"
    )
    silent = replace(told, expected=None, harm=None, why_not=evaluate.REFUSED)
    listed = lists.outcome_list(silent, critical=clear, harm=harm)
    # Nor what could be read as one.
    verdicts = {"Verdict", "Expected", "Clear fall at or below", "Ratio (95%)"}
    assert not verdicts & set(listed.columns)
    assert not [name for name in listed.columns if name.startswith("p-value")]


def test_the_chart_of_zones_has_its_finding_in_words(told):
    outcomes = told.comparison.outcomes.assign(
        verdict=["fewer than expected", "as expected", "as expected"]
    )
    changed = replace(told, comparison=replace(told.comparison, outcomes=outcomes))
    assert words.zones_by_verdict(changed) == (
        "Fewer incidents than expected: 1 zone. More: 0 zones. As expected: 2 zones."
    )
    silent = replace(told, expected=None, why_not=evaluate.REFUSED)
    assert words.zones_by_verdict(silent) == ""


def test_a_zone_outside_its_range_that_is_as_expected_is_explained(told):
    outcomes = told.comparison.outcomes.assign(
        after=[2, 5, 5], expected_low=3.0, expected_high=9.0, verdict="as expected"
    )
    changed = replace(told, comparison=replace(told.comparison, outcomes=outcomes))
    assert words.outside_sentence(changed).startswith(
        "One zone is as expected although"
    )
    first, second, _ = (
        one_zone.expected(changed, row)
        for _, row in outcomes.assign(expected_after=6.0).iterrows()
    )
    assert "The count is below that range" in first
    assert "with 3 zones that alone is no clear difference" in first
    assert "that range" not in second


def test_harm_that_equals_incidents_has_no_column_of_its_own(told):
    outcomes = told.comparison.outcomes
    harm = outcomes[["before", "after"]].astype("float64")
    listed = lists.outcome_list(told, critical=np.full(3, np.nan), harm=harm)
    assert not [name for name in listed.columns if name.startswith("Harm")]


def test_a_zone_with_no_incident_before_has_no_end_to_its_ratio(told):
    outcomes = told.comparison.outcomes.assign(
        ratio=np.nan, ratio_low=0.2, ratio_high=np.nan
    )
    changed = replace(told, comparison=replace(told.comparison, outcomes=outcomes))
    harm = pd.DataFrame({"before": [0.0] * 3, "after": [1.0] * 3})
    listed = lists.outcome_list(changed, critical=np.full(3, np.nan), harm=harm)
    assert listed["Ratio (95%)"].to_list() == [""] * 3
    assert listed["Ratio per day"].isna().all()


def test_the_map_of_both_groups_numbers_chosen_zones_as_the_list(told):
    both = lists.both_groups(told)
    assert both["zone"].to_list()[:3] == [id_of(0), id_of(1), id_of(2)]
    assert both["label"].to_list() == ["1", "2", "3", "C1", "C2", "C3"]
    assert both["class"].to_list() == [1, 1, 1, 2, 2, 2]
    assert both["zone"].is_unique
    assert beside_words.groups_label(told).startswith(
        "Map of 3 chosen zones and 3 comparison zones."
    )
    alone = replace(told, relative=None)
    assert len(lists.both_groups(alone)) == 3
    assert "3 chosen zones and 0 comparison zones" in beside_words.groups_label(alone)


def test_everything_told_is_plain_text(told):
    said = words.evaluation_sentences(told, noun=NOUN, harm_unit="days")
    assert all(said)
    assert not [sentence for sentence in said if "*" in sentence]
    assert "nan" not in " ".join(said)


def test_a_difference_from_the_months_of_selection_is_not_to_be_published(told):
    assert told.from_selection
    on_selection = told.comparison.periods.before
    leaning = next_door(told, 0.6, 0.8, baseline=on_selection)
    said = beside_words.next_door_sentences(leaning, harm_unit="days")
    assert said[-1] == beside_words.DIFFERENCE_LEANS
    assert said[0] == beside_words.NO_ANSWER
    assert len(said) == 4
    assert "displacement" not in said[1]
    assert "clearly" not in said[1]
    said = beside_words.next_door_sentences(next_door(told, 0.8, 1.2), harm_unit="days")
    assert len(said) == 3
    without = replace(told, spillover=None)
    assert beside_words.next_door_sentences(without, harm_unit="days") == []
