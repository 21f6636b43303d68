"""The words of a pack, and the published figures that they are made of."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

from hotspots.disclosure.policy import HIDDEN
from hotspots.method.evaluation.periods import Periods
from hotspots.months import Period
from hotspots.presentation.briefing.cards import card_figures
from hotspots.presentation.briefing.figures_file import FIGURE_COLUMNS, figures
from hotspots.presentation.briefing.published_figures import (
    PublishedFigures,
    percent_change,
)
from hotspots.presentation.synthetic import MADE_UP
from hotspots.presentation.words.briefing import (
    APPROXIMATE,
    CANNOT_YET_SAY,
    DISTRICT_RULE,
    NO_PROOF_NOR_PATROLS,
    NOT_WHERE,
    caption,
    falls,
    headline,
    note,
    of_days,
    paragraph,
    promise_not_met,
    words,
)
from hotspots.presentation.words.comparison import by_size
from hotspots.settings import built_in_strands

ASB, VIOLENCE = built_in_strands().values()
ALL_VIOLENCE = VIOLENCE.counting.notes.caption
BEFORE, AFTER = Period("2023-04", "2024-03"), Period("2024-04", "2025-03")
AREA = ("Dover", "Swale")


def counts(*pairs: tuple[int | None, int | None]) -> dict[str, pd.Series]:
    before, after = zip(*pairs, strict=True)
    return {
        "before": pd.Series(before, dtype="Int64"),
        "after": pd.Series(after, dtype="Int64"),
    }


ZONES = pd.DataFrame(
    {
        "zone": ["A", "B"],
        "name": ["Mill Lane", "A zone in Swale"],
        "is_named": [True, False],
        "district": ["Dover", "Swale"],
        **counts((40, 30), (5, None)),
    }
)
PARTS = pd.DataFrame(
    {
        "part": ["county", "chosen zones", "rest of county", "district", "district"],
        "district": ["", "", "", "Dover", "Swale"],
        **counts(
            (20000, 19100), (45, 35), (19955, 19065), (12000, 12000), (8000, 7100)
        ),
    }
)


@pytest.fixture
def facts() -> PublishedFigures:
    return PublishedFigures(
        programme=VIOLENCE,
        where="Kent and Medway",
        area=AREA,
        chosen_on=BEFORE,
        zones=ZONES,
        parts=PARTS,
        periods=Periods(BEFORE, AFTER, "2024-04"),
        n_fell=2,
        n_expected=1,
        expected_after=40,
        of_100=40,
    )


def numbers(text: str) -> set[str]:
    """Return the numbers of a text, without years."""
    found = re.findall(r"\d[\d,]*(?:\.\d+)?", text)
    return {each.rstrip(",").replace(",", "") for each in found} - {
        *(str(year) for year in range(2019, 2032))
    }


# Figures


def test_every_figure_is_listed_once_with_what_it_is_of(facts):
    told = figures(replace(facts, is_public=False))
    assert tuple(told.columns) == FIGURE_COLUMNS
    assert not told.duplicated(["figure", "of", "district"]).any()
    of = told.set_index(["figure", "of", "district"])["value"]
    assert of["zones that fell", "", ""] == "2"
    assert of["incidents before", "county", ""] == "20000"
    assert of["change, %", "county", ""] == "-4.5"
    assert of["change, %", "", "Swale"] == "-11.2"
    assert of["incidents after", "2. A zone in Swale", "Swale"] == HIDDEN
    assert of["change, %", "2. A zone in Swale", "Swale"] == HIDDEN


def test_of_public_data_a_zone_without_its_street_has_no_counts_of_its_own(facts):
    of = figures(facts)["of"]
    assert "1. Mill Lane" in set(of)
    assert not of.str.contains("A zone in Swale").any()


def test_a_change_is_of_published_counts_or_unknown():
    assert percent_change(20000, 19100) == -4.5
    assert percent_change(None, 3) is percent_change(3, None) is percent_change(0, 3)


def test_without_periods_there_are_no_counts(facts):
    told = figures(replace(facts, periods=None, n_fell=None, n_expected=None))
    assert set(told["figure"]) == {"zones chosen", "districts with a zone", "districts"}


# Words


def test_a_fall_is_told_with_what_was_expected_without_patrols(facts):
    assert headline(facts) == (
        "Violence fell in 2 of 2 hotspots; about 1 would have been expected to fall "
        "without patrols, and the number of recorded offences shows no clear difference from "
        "what was expected"
    )
    assert paragraph(facts) == (
        "Recorded offences in the 2 hotspots fell from 45 in the year to March 2024 to "
        "35 in the year to March 2025. About 40 would have been expected without "
        "patrols, because places picked at their worst tend to calm down. The number of "
        "recorded offences shows no clear difference from what was expected. Across Kent and "
        "Medway recorded offences fell by 4.5%. So these figures do not show that "
        "patrols made a difference. They do not say where patrols went."
    )


def test_a_headline_says_in_words_when_the_falls_are_what_was_expected(facts):
    assert headline(replace(facts, n_expected=2)) == (
        "Violence fell in 2 of 2 hotspots, about what we would expect without patrols"
    )


@pytest.mark.parametrize("n_expected", [0, 1, 2])
@pytest.mark.parametrize("side", [-1, 0, 1])
def test_no_falls_stand_anywhere_without_the_verdict_by_size(facts, side, n_expected):
    every = replace(facts, side=side, n_expected=n_expected)
    said = {each: by_size(each, "recorded offences") for each in (-1, 0, 1)}
    assert said[side] in falls(every)
    assert said[side].lower() in paragraph(every).lower()
    verdict = said[side] if side or n_expected < 2 else "about what we would expect"
    assert verdict in headline(every)
    card = card_figures(every, ["zones that fell", "hotspots together"])
    assert all(each.expected.endswith(said[side]) for each in card)
    others = {each for each in said.values() if each != said[side]}
    text = f"{headline(every)} {paragraph(every)} {falls(every)}".lower()
    assert not any(other.lower() in text for other in others)


def test_the_same_months_of_two_years_are_named_once(facts):
    periods = Periods(
        Period("2024-01", "2024-03"), Period("2025-01", "2025-03"), "2024-04"
    )
    quarter = replace(facts, programme=ASB, periods=periods)
    assert paragraph(quarter).startswith(
        "Reports in the 2 hotspots fell from 45 in January to March 2024 to 35 in the "
        "same months of 2025."
    )
    assert (
        "We compared January to March 2025 with the same months of 2024."
        in (note(quarter)[1])
    )


def test_a_list_is_not_of_most_reports_where_harm_or_the_promise_decides(facts):
    chosen = replace(facts, periods=None, n_fell=None, n_expected=None)
    assert headline(chosen).startswith("The 2 places in Kent and Medway with most")
    promised = replace(chosen, has_promise=True)
    assert headline(promised) == (
        "2 places in Kent and Medway chosen by the number of recorded violence and "
        "robbery offences, at least one in every district"
    )
    weighed = replace(promised, is_weighed=True)
    assert "chosen by the number and harm of recorded violence" in headline(weighed)
    assert "had the most" in paragraph(chosen)
    assert "had the most" not in paragraph(weighed)


def test_a_change_per_day_is_said_to_be_one_beside_its_counts(facts):
    periods = Periods(
        Period("2024-01", "2024-03"), Period("2025-01", "2025-03"), "2024-04"
    )
    quarter = replace(facts, programme=ASB, periods=periods)
    assert "Across Kent and Medway reports per day fell by" in paragraph(quarter)
    said = (
        "Changes are per day: January to March 2024 had 91 days, January to March 2025 "
        "had 90."
    )
    assert said in note(quarter)
    assert of_days(facts) == ""
    # Zones over months of their own may differ in another way each.
    other = Periods(
        Period("2024-01", "2024-02"), Period("2025-01", "2025-02"), "2024-03"
    )
    assert of_days(replace(quarter, months_of_zone={"a": other})).endswith("in days.")


def test_a_choice_without_a_change_says_where_the_reports_come_from(facts):
    chosen = replace(
        facts,
        programme=ASB,
        periods=None,
        n_fell=None,
        n_expected=None,
        chosen_on=Period("2025-01", "2025-12"),
        share_of_incidents=0.112,
    )
    assert headline(chosen) == (
        "The 2 places in Kent and Medway with most reports of antisocial behaviour, at "
        "least one in every district"
    )
    assert paragraph(chosen) == (
        "In 2025 about one in nine reports of antisocial behaviour in Kent and Medway "
        "came from 2 small areas, each about 350 metres across. Every district has at "
        "least one of them."
    )
    few = paragraph(replace(chosen, share_of_incidents=None, where=""))
    assert few.startswith(
        "In 2025 these 2 small areas, each about 350 metres across, had the most "
        "reports of antisocial behaviour."
    )


def test_zones_that_the_tool_would_choose_are_not_called_the_county_s_own(facts):
    chosen = replace(facts, periods=None, n_fell=None, n_expected=None)
    for each in (facts, chosen, replace(facts, programme=ASB)):
        told = words(each, rules=())
        text = " ".join([told.headline, told.paragraph, told.caption, *told.note])
        assert "Kent's" not in text
        assert "ince patrols began" not in text


def test_every_figure_in_the_words_is_in_the_figures(facts):
    told = words(facts, rules=())
    values = {value.lstrip("-") for value in figures(facts)["value"]}
    text = " ".join([told.headline, told.paragraph, told.caption, *told.note])
    # Per cents are rounded; the width is a setting, and a chance is of 100 years.
    allowed = values | {f"{round(float(v))}" for v in values if v != HIDDEN}
    assert numbers(text) <= allowed | {"350", "100"}
    assert len(numbers(text)) >= 5


def test_what_is_unusual_is_told_as_such_and_no_more(facts):
    fewer = paragraph(replace(facts, side=-1))
    assert "The number of recorded offences was clearly lower than expected." in fewer
    assert fewer.endswith(NOT_WHERE)
    assert paragraph(facts).endswith(NO_PROOF_NOR_PATROLS)
    # Falls alone are no evidence, however many.
    assert paragraph(replace(facts, n_fell=2, n_expected=0)).endswith(
        NO_PROOF_NOR_PATROLS
    )
    assert "worked" not in fewer


@pytest.fixture
def patrolled(facts) -> PublishedFigures:
    return replace(facts, is_patrolled=True, starts={"2024-04": 2})


def test_patrolled_zones_are_called_so_in_every_text(patrolled):
    texts = words(patrolled, rules=())
    assert texts.headline.startswith("Violence fell in 2 of 2 patrolled zones; about 1")
    assert "in the 2 patrolled zones fell from 45 in" in texts.paragraph
    assert texts.caption.startswith("The 2 patrolled zones, based on")
    assert "These are the zones that are really patrolled, as listed." in texts.note[0]
    assert "hotspot" not in "".join([*texts.note, texts.paragraph, texts.headline])
    listed = figures(patrolled)["figure"].to_list()
    assert "zones patrolled" in listed
    assert "zones chosen" not in listed


def test_zones_chosen_here_are_no_list_of_where_patrols_went(facts):
    assert "zones that the software would choose, not a list of where" in note(facts)[0]


def test_months_that_nobody_knows_give_no_verdict_and_say_so(patrolled):
    unknown = replace(
        patrolled, chosen_on=None, counted_in=BEFORE, n_expected=None, of_100=None
    )
    assert headline(unknown) == (
        "The 2 zones in Kent and Medway patrolled for violence, at least one in every "
        "district"
    )
    assert "fell" not in paragraph(unknown)
    assert "based on" not in caption(unknown)
    assert "Nobody knows which months they were chosen on" in note(unknown)[0]


def test_zones_with_months_of_their_own_are_compared_over_these(patrolled):
    own = {
        "A": Periods(BEFORE, AFTER, "2024-04"),
        "B": Periods(Period("2023-09", "2024-03"), Period("2024-09", "2025-03"), ""),
    }
    later = replace(
        patrolled,
        starts={"2024-04": 1, "2024-09": 1},
        days_of_zone={"A": 1.0, "B": 1.0},
        days_of_zones=1.0,
        months_of_zone=own,
        n_left_out=2,
    )
    said = " ".join(note(later))
    assert "We compared the months since patrols began in each zone with the" in said
    assert "Patrols began in April 2024 (1 zone) and September 2024 (1 zone)." in said
    assert "Two more zones are patrolled but not counted here" in said
    assert "fell from 45 in the months before patrols began to 35 in the" in (
        paragraph(later)
    )
    assert "fell by 4.5% from the year to March 2024 to the year to" in paragraph(later)
    rows = figures(later).set_index(["figure", "of"])["value"]
    assert rows["months after", "2. A zone in Swale"] == "2024-09:2025-03"


def test_how_rare_so_many_falls_are_is_in_the_note(facts):
    assert note(facts)[2] == (
        "Without patrols (counterfactual), falls in as many hotspots or more would be "
        "seen in about 40 years in 100, because places picked at their worst tend to "
        "calm down (regression to the mean)."
    )


def test_zones_chosen_on_the_months_compared_claim_no_fall(facts):
    overlapping = replace(facts, chosen_on_after=True)
    told = words(overlapping, rules=())
    assert "fell" not in told.headline + told.paragraph
    assert CANNOT_YET_SAY in told.note
    assert "We compared" not in " ".join(told.note)


def test_where_nothing_was_expected_no_fall_is_claimed(facts):
    unknown = replace(facts, n_expected=None)
    assert "fell" not in headline(unknown) + paragraph(unknown)


def test_a_hidden_total_is_not_told(facts):
    parts = facts.parts.assign(after=pd.array([pd.NA] * 5, dtype="Int64"))
    assert paragraph(replace(facts, parts=parts)).startswith("Violence fell in 2 of 2")


def test_made_up_data_are_told_as_such_in_every_text(facts):
    told = words(replace(facts, synthetic=True), rules=("Counts are rounded.",))
    assert told.paragraph.startswith(MADE_UP)
    assert told.caption.startswith(MADE_UP)
    assert told.note[0] == MADE_UP
    # A page says it once, at its head.
    under_a_warning = words(replace(facts, synthetic=True), rules=(), is_marked=False)
    assert MADE_UP not in str(under_a_warning)
    assert told.note[-1] == "Counts are rounded."
    assert "data.police.uk" not in told.caption


def test_violence_says_what_it_covers_once(facts):
    told = words(facts, rules=())
    assert ALL_VIOLENCE in caption(facts)
    assert ALL_VIOLENCE not in " ".join([told.paragraph, *told.note])
    assert ALL_VIOLENCE not in caption(replace(facts, programme=ASB))
    assert APPROXIMATE in note(facts)


def test_patrols_are_a_fact_only_of_zones_that_are_listed_as_patrolled(facts):
    text = " ".join(note(facts))
    assert (
        "Patrols in Kent and Medway began in April 2024; whether they cover these"
        in text
    )
    listed = " ".join(note(replace(facts, is_patrolled=True)))
    assert "Patrols began in April 2024." in listed
    assert "not known" not in listed


def test_a_promise_is_told_where_it_was_made(facts):
    assert DISTRICT_RULE not in note(facts)
    promised = replace(facts, has_promise=True)
    assert DISTRICT_RULE in note(promised)
    assert not promise_not_met(promised)
    lacking = replace(promised, area=(*AREA, "Thanet"))
    assert "Thanet has none, because no zone could be chosen there." in note(lacking)
    lacking = replace(promised, area=(*AREA, "Thanet", "Medway"))
    assert promise_not_met(lacking).startswith("Medway and Thanet have none")
    without = replace(facts, area=(*AREA, "Thanet"))
    assert "at least one" not in " ".join([headline(without), *note(without)])
