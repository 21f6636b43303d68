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
from hotspots.method.evaluation.displacement import Difference
from hotspots.method.evaluation.relative_effect import RelativeRatio
from hotspots.presentation.lists import evaluation as lists
from hotspots.presentation.words import evaluation as words
from tests.worlds import ASB, Plan, evaluated, id_of, reading_of

MINUS = "\N{MINUS SIGN}"
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
    counts = [9, 8, 7, 3, 3, 2, 2, 1, 1, 1], [5, 8, 4, 4, 3, 1, 3, 1, 0, 2]
    reading = reading_of(
        dict(zip(("2024-01", "2025-01"), counts, strict=True)),
        {"2024-01": [4] * 10, "2025-01": [5] * 10},
    )
    return evaluated(reading, ON_BEFORE)


def expecting(told, **changes):
    return replace(told, expected=replace(told.expected, **changes))


def as_likely(told, p):
    """Make as many falls, 2 of 3 zones, as likely as that."""
    return expecting(told, p_fall=np.sqrt([p, p, 0]))


def beside(told, low, ratio, high, **changes):
    ratios = RelativeRatio(*map(np.array, (ratio, low, high)))
    return replace(told, relative=replace(told.relative, ratio=ratios, **changes))


def next_door(told, low, high, own=(20, 10)):
    ratio = RelativeRatio(*map(np.array, ((low * high) ** 0.5, low, high)))
    counts = told.spillover.counts | {BUFFER: own, COMPARED_BUFFER: (30, 25)}
    return replace(told.spillover, ratio=ratio, counts=counts)


def difference(low, estimate, high) -> Difference:
    return Difference(*map(np.array, (estimate, low, high)))


def everything(told, *, placebo=None) -> str:
    said = words.evaluation_sentences(told, categories=[ASB], harm_unit="days")
    said += [
        words.in_short(told, categories=[ASB]),
        *words.placebo_sentences(placebo),
    ]
    return "\n".join(said)


# Headline


def headline(told) -> str:
    return words.headline(told, categories=[ASB])


def test_the_headline_says_how_many_would_fall_anyway(told):
    said = headline(expecting(as_likely(told, 0.37), n_expected_to_fall=1.6))
    assert said == (
        "**Antisocial behaviour (ASB) incidents fell in 2 of 3 chosen zones; about 2 "
        "would have been expected to fall without patrols.** That number is high "
        "because the worst zones of a year mostly fall back (regression to the mean). "
        "Without patrols, this many or more would fall in "
        "about 37 years in 100, so this is no evidence that patrols made a difference."
    )
    few = headline(expecting(told, n_expected_to_fall=1.2))
    assert "regression to the mean" not in few


def test_the_home_page_never_gives_a_fall_without_what_was_expected(told):
    said = words.in_short(told, categories=[ASB])
    assert said.startswith("**Antisocial behaviour (ASB) incidents fell in 2 of 3")
    assert "would have been expected to fall without patrols.** Across the" in said
    assert said.endswith("January 2024 is compared with January 2025.")


def test_more_falls_than_expected_are_told_with_how_rare_that_is(told):
    said = headline(as_likely(told, 0.032))
    assert said.endswith(
        "Without patrols, this many or more would fall in about 3 years in 100: more "
        "fell than would be expected."
    )
    rarer = headline(as_likely(told, 0.0004))
    assert "in fewer than 1 year in 100" in rarer
    assert "in about 1 year in 100" in headline(as_likely(told, 0.006))


def test_fewer_falls_than_expected_get_no_verdict(told):
    said = headline(expecting(told, p_fall=np.array([0.9999] * 3)))
    assert "fewer fell" not in said
    assert said.endswith("no evidence that patrols made a difference.")


@given(st.floats(0, 1))
def test_more_is_claimed_only_of_one_year_in_twenty(told, p):
    said = headline(as_likely(told, p))
    assert ("more fell than" in said) == (p <= 0.05)
    assert ("no evidence that patrols made a difference" in said) == (p > 0.05)


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
        (evaluate.NO_OTHER_ZONES, "there are no zones other than the chosen ones"),
        (evaluate.NOTHING_OUTSIDE, "have no incidents before"),
    ],
)
def test_where_nothing_can_be_told_the_headline_says_why(told, why_not, said):
    silent = replace(
        told, expected=None, why_not=why_not, relative=None, spillover=None
    )
    assert said in headline(silent)
    assert "expected to fall" not in words.in_short(silent, categories=[ASB])
    assert words.expected_sentence(silent) == ""
    assert words.beside_sentences(silent) == []
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
    assert set(words.WHY_NOT) == reasons


# Incidents for each one expected


def test_incidents_are_set_beside_those_expected(told):
    said = words.expected_sentence(
        expecting(
            told,
            expected=np.array([6.0, 5.0, 4.2]),
            ratio=17 / 15.2,
            ratio_low=17 / 15.2 / 1.8,
            ratio_high=17 / 15.2 * 1.8,
            n_periods=2,
        )
    )
    assert said == (
        "The chosen zones together had 17 incidents after. Without patrols about 15 "
        "would have been expected, and anything from 8 to 27 would be ordinary (95% of "
        "years): no clear difference. This is estimated from 2 earlier periods and "
        "from all zones that were not chosen (counterfactual)."
    )
    assert words.expected_sentence(expecting(told, ratio=float("nan"))) == ""
    endless = expecting(told, ratio=1.5, ratio_low=0.5, ratio_high=float("inf"))
    assert "anything from 0 up would be ordinary" in words.expected_sentence(endless)


@given(st.floats(0.2, 5), st.floats(1.01, 40))
def test_a_count_is_clear_only_outside_the_numbers_shown_as_ordinary(told, part, reach):
    after = int(told.comparison.outcomes["after"].sum())
    total = after / part
    changed = expecting(
        told,
        expected=np.array([total, 0.0, 0.0]),
        ratio=part,
        ratio_low=part / reach,
        ratio_high=part * reach,
    )
    said = words.expected_sentence(changed)
    shown = re.search(r"anything from ([\d,]+)(?: to ([\d,]+))? ", said)
    least, most = (int(end.replace(",", "")) if end else None for end in shown.groups())
    assert ("clearly fewer" in said) == (after < least)
    assert ("clearly more" in said) == (most is not None and after > most)
    assert ("no clear difference" in said) == ("clearly" not in said)


@given(ends)
def test_a_difference_is_clear_only_if_its_range_as_shown_leaves_out_none(told, three):
    low, ratio, high = three
    sentence = words.beside_sentences(beside(told, low, ratio, high))[0]
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
        said = words.beside_sentences(beside(told, low, ratio, high))[0]
        assert "no clear difference" in said


# All together


def test_the_pooled_change_is_told_with_how_uneven_it_was(told):
    pooled = replace(told.pooled, ratio=0.81, low=0.71, high=0.92, phi=3.28)
    assert words.pooled_sentence(replace(told, pooled=pooled)) == (
        f"Across the chosen zones, incidents per day changed by {MINUS}19% (95% "
        f"confidence interval {MINUS}29% to {MINUS}8%). This includes what would have "
        "changed without patrols. Zones differed 3.3 times more than chance alone "
        "would explain (over-dispersion), so the interval is wider."
    )
    even = words.pooled_sentence(replace(told, pooled=replace(pooled, phi=1.0)))
    assert even.endswith("Zones differed no more than chance alone would explain.")
    nothing = replace(pooled, ratio=float("nan"))
    assert words.pooled_sentence(replace(told, pooled=nothing)) == ""


# Comparison zones


def test_comparison_zones_are_told_with_their_counts(told):
    (first, *more) = words.beside_sentences(
        beside(told, 0.5, 0.75, 0.95, patrolled=(24, 17), compared=(1200, 1100))
    )
    assert first == (
        "Between January 2024 and January 2025, incidents in the chosen zones fell by 29% "
        "(24 to 17). In 3 comparison zones (the next-ranked zones without patrols) "
        "they fell by 8% (1,200 to 1,100). The chosen zones ended 25% lower than if "
        "they had changed in the same way (95% confidence interval 50% lower to 5% "
        "lower): clearly lower."
    )
    assert more == [words.LEANS]


def test_a_baseline_no_zone_was_chosen_on_does_not_lean(told):
    from hotspots.months import Period

    earlier = Period("2023-01", "2023-01")
    said = words.beside_sentences(beside(told, 0.5, 1, 2, baseline=earlier))
    assert len(said) == 1
    assert "Between January 2023 and January 2025" in said[0]


def test_too_few_comparison_zones_are_told(told):
    zones = replace(told.relative.zones, zones=told.relative.zones.zones.head(1))
    said = words.beside_sentences(beside(told, 0.5, 1, 2, zones=zones))
    assert "In 1 comparison zone (" in said[0]
    assert "Only 1 comparison zone could be found for 3 chosen zones." in said
    assert (
        len(lists.comparison_list(beside(told, 0.5, 1, 2, zones=zones).relative)) == 1
    )


def test_without_comparison_zones_the_reason_is_told(told):
    none = replace(told.relative.zones, zones=told.relative.zones.zones.head(0))
    (said,) = words.beside_sentences(beside(told, 0.5, 1, 2, zones=none))
    assert "all others lie within the buffers" in said
    unknown = replace(none, n_unpatrolled=0)
    (said,) = words.beside_sentences(beside(told, 0.5, 1, 2, zones=unknown))
    assert "only the chosen zones had an incident" in said
    assert "worked" not in said


# Next door


@pytest.mark.parametrize(
    ("low", "high", "own", "said"),
    [
        (0.5, 0.9, (20, 10), "Incidents fell more there than around the comparison"),
        (0.5, 0.9, (20, 22), "Incidents rose less there than around the comparison"),
        (1.1, 1.9, (20, 30), "Incidents rose more there than around the comparison"),
        (1.1, 1.9, (20, 18), "Incidents fell less there than around the comparison"),
        (0.8, 1.2, (20, 10), "There is no clear evidence of displacement, or of"),
        (1.001, 1.2, (20, 30), "There is no clear evidence of displacement, or of"),
    ],
)
def test_buffers_say_what_moved_and_no_more(told, low, high, own, said):
    sentence = words.next_door_sentences(
        next_door(told, low, high, own), harm_unit="days", leans=False
    )[0]
    assert said in sentence
    assert sentence.startswith(
        "Within 1,200 metres of the chosen zones (the buffer), incidents "
    )
    assert f"({own[0]} to {own[1]}). Within the same distance of the" in sentence
    assert "(30 to 25)." in sentence
    assert ("may have moved nearby (displacement)" in sentence) == (low > 1.01)
    assert ("no sign of displacement" in sentence) == (high < 1)


def test_the_difference_is_told_in_incidents_and_in_harm(told):
    both = replace(
        next_door(told, 0.8, 1.2),
        incidents=difference(-196.2, -118.0, -40.4),
        harm=difference(-5000.0, -1234.5, 2100.0),
    )
    assert words.next_door_sentences(both, harm_unit="days", leans=False)[1] == (
        "Zones and buffers together had 118 fewer incidents (95% confidence interval "
        "196 fewer to 40 fewer) than the comparison zones and theirs would predict "
        "(weighted displacement difference). Weighed by harm that is 1,234 fewer days "
        "(95% confidence interval 5,000 fewer to 2,100 more, which includes no "
        "difference)."
    )


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3).map(sorted))
def test_a_difference_whose_range_holds_none_says_so(told, three):
    both = replace(told.spillover, incidents=difference(*three))
    said = words.next_door_sentences(both, harm_unit="days", leans=False)[1].partition(
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
    silent = replace(told, expected=None, why_not=evaluate.NOTHING_OUTSIDE)
    assert words.placebo_sentences(silent) == [words.PLACEBO_LACKING]
    (said,) = words.placebo_sentences(expecting(told, n_expected_to_fall=1.6))
    assert said.startswith(
        "January 2024 is compared with January 2025, before patrols began. Incidents fell in 2 of 3 zones "
        "chosen for that year; about 2 would have been expected to fall without "
        "patrols. Those zones had 17 incidents after."
    )
    (none,) = words.placebo_sentences(expecting(told, ratio=float("nan")))
    assert none.endswith("None of their incidents was expected.")


# Lists and maps


def test_the_list_holds_all_that_is_known_of_each_zone(told):
    harm = pd.DataFrame({"before": [9.0, 8.0, 7.0], "after": [5.0, 8.0, 4.0]})
    clear = np.array([2.0, np.nan, 1.0])
    listed = lists.outcome_list(told, critical=clear, harm=harm)
    assert listed["No."].to_list() == [1, 2, 3]
    assert listed["Change"].to_list() == [-4, 0, -3]
    assert listed["Clear of chance"].to_list() == ["No clear change"] * 3
    assert listed["Clear fall at or below"].isna().to_list() == [False, True, False]
    assert listed["Expected range (95%)"].iloc[0] == (
        f"{told.expected.low[0]} to {told.expected.high[0]}"
    )
    silent = replace(told, expected=None, why_not=evaluate.NOTHING_OUTSIDE)
    listed = lists.outcome_list(silent, critical=clear, harm=harm)
    assert "Clear of chance" in listed
    assert "Verdict" not in listed
    assert "Expected without patrols" not in listed
    overlapping = replace(silent, why_not=evaluate.CHOSEN_ON_AFTER)
    assert "Clear of chance" not in lists.outcome_list(
        overlapping, critical=clear, harm=harm
    )


def test_a_verdict_is_of_the_range_expected(told):
    after = told.comparison.outcomes["after"].to_numpy()
    harm = pd.DataFrame({"before": [9.0, 8.0, 7.0], "after": [5.0, 8.0, 4.0]})
    ranges = expecting(
        told,
        low=after + np.array([1, 0, -2]),
        high=after + np.array([3, 0, -1]),
    )
    listed = lists.outcome_list(ranges, critical=np.full(3, np.nan), harm=harm)
    assert listed["Verdict"].to_list() == [
        "Fewer than expected",
        "As expected",
        "More than expected",
    ]


def test_a_zone_with_no_incident_before_has_no_end_to_its_ratio(told):
    outcomes = told.comparison.outcomes.assign(
        ratio=np.nan, ratio_low=0.2, ratio_high=np.nan
    )
    changed = replace(told, comparison=replace(told.comparison, outcomes=outcomes))
    harm = pd.DataFrame({"before": [0.0] * 3, "after": [1.0] * 3})
    listed = lists.outcome_list(changed, critical=np.full(3, np.nan), harm=harm)
    assert listed["Ratio, 95% interval"].to_list() == [""] * 3
    assert listed["Ratio per day"].isna().all()


def test_the_map_of_both_groups_numbers_chosen_zones_as_the_list(told):
    both = lists.both_groups(told)
    assert both["zone"].to_list()[:3] == [id_of(0), id_of(1), id_of(2)]
    assert both["label"].to_list() == ["1", "2", "3", "C", "C", "C"]
    assert both["class"].to_list() == [1, 1, 1, 2, 2, 2]
    assert both["zone"].is_unique
    assert words.groups_label(told).startswith(
        "Map of 3 chosen zones and 3 comparison zones."
    )
    alone = replace(told, relative=None)
    assert len(lists.both_groups(alone)) == 3
    assert "3 chosen zones and 0 comparison zones" in words.groups_label(alone)


def test_everything_told_is_plain_text(told):
    said = words.evaluation_sentences(told, categories=[ASB], harm_unit="days")
    assert all(said)
    assert not [sentence for sentence in said if "*" in sentence]
    assert "nan" not in " ".join(said)


def test_a_difference_from_the_months_of_selection_is_not_to_be_published(told):
    said = words.next_door_sentences(
        next_door(told, 0.8, 1.2, (20, 10)), harm_unit="days", leans=True
    )
    assert said[-1] == words.DIFFERENCE_LEANS
    assert len(said) == 3
