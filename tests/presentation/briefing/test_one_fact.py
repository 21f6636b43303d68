"""A change is one figure, per day, wherever it stands: lists, words, files, pictures."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from hotspots.disclosure.policy import usual_policy
from hotspots.method.county.measures import measure_county
from hotspots.method.county.month_checks import check_months
from hotspots.months import Period
from hotspots.presentation.briefing import page as briefing_page
from hotspots.presentation.briefing.figures_file import figures
from hotspots.presentation.briefing.settings import PackSettings
from hotspots.presentation.briefing.small_print import picture_words
from hotspots.presentation.lists.county import measure_list
from hotspots.presentation.words import comparison as comparison_words
from hotspots.presentation.words import county as county_words
from hotspots.presentation.words import outcomes as outcome_words
from tests.presentation.briefing.whole_packs import (
    FEW_ZONES,
    drawing,
    materials,
    strands,
    write_place,
)

# February of a leap year has a day more, and counts stand beside the changes.
LEAP, NEXT = "2024-02", "2025-02"
CHOICES = PackSettings(policy=usual_policy(is_public=True))


@pytest.fixture(scope="module")
def analysis(tmp_path_factory):
    folder = write_place(tmp_path_factory.mktemp("leap"), drawing((LEAP, NEXT)))
    settings = replace(FEW_ZONES, chosen_on=Period(LEAP, LEAP))
    return materials([folder], settings)[0][0]


@pytest.fixture(scope="module")
def part(analysis):
    return strands([analysis], CHOICES)[0]


@pytest.fixture(scope="module")
def facts(analysis):
    """The change of each part, worked out by hand from the incidents."""
    incidents = analysis.result.reading.incidents
    own = incidents[incidents["category"].isin(analysis.result.programme.counted)]
    selected = analysis.evaluation.comparison.outcomes
    changes = {}
    for district in own["district"].unique():
        months = own.loc[own["district"] == district, "month"].value_counts()
        changes["", district] = (months[LEAP], months[NEXT])
    months = own["month"].value_counts()
    changes["county", ""] = (months[LEAP], months[NEXT])
    changes["chosen zones", ""] = (selected["before"].sum(), selected["after"].sum())
    return {
        key: round(100 * (after / 28 / (before / 29) - 1), 1)
        for key, (before, after) in changes.items()
    }


def number(text: str) -> float:
    return float(text.replace("\N{MINUS SIGN}", "-").replace("%", ""))


def test_the_list_of_districts_and_the_sentences_hold_the_figure(analysis, facts):
    comparison = analysis.evaluation.comparison
    listed = outcome_words.district_list(comparison)
    shown = listed.set_index("District")["Change per day, %"]
    assert dict(shown) == {name: each for (part, name), each in facts.items() if name}
    texts = {
        ("county", ""): comparison_words.county_sentence(comparison, noun="reports"),
        ("chosen zones", ""): comparison_words.parts_sentence(comparison),
    }
    for key, text in texts.items():
        verb, size = re.search(r"per day (fell|rose) ([\d.]+)%, from", text).groups()
        assert float(size) * (-1 if verb == "fell" else 1) == facts[key]
    key = outcome_words.map_key(
        comparison, programme=analysis.result.programme, shown="change"
    )
    assert key.title.endswith(": change per day")
    assert outcome_words.percent(comparison.change_of("county")) in str(
        outcome_words.figures(analysis.evaluation)["County"]
    )
    assert (
        number(outcome_words.percent(comparison.change_of("county")))
        == (facts["county", ""])
    )


def test_the_measures_of_the_county_hold_the_figure(analysis, facts):
    reading = analysis.result.reading
    measured = measure_county(
        reading.incidents,
        check_months(reading),
        period=Period(NEXT, NEXT),
    )
    listed = measure_list(measured).set_index("Measure")["Change per day, %"]
    assert listed["Antisocial behaviour (ASB)"] == facts["county", ""]
    assert county_words.BY_DAY in county_words.county_notes(measured)
    assert county_words.daily(measured, measured.previous) == " per day"


def test_the_file_of_figures_holds_the_figure(part, facts):
    table = figures(part.facts)
    assert not (table["figure"] == "change, %").any()
    daily = table[table["figure"] == "change per day, %"]
    found = daily.set_index(["of", "district"])["value"].astype(float)
    for key, change in facts.items():
        assert found[key] == change


def test_the_page_and_the_picture_hold_the_figure(part, facts):
    written = briefing_page.page(
        [briefing_page.StrandOnPage(part.facts, part.words, b"", "")],
        title="",
        attribution="",
        made_with="",
    )
    assert '<th scope="col">Change per day</th>' in written
    rows = dict(
        re.findall(r'<th scope="row">(.*?)</th>.*?([^<>]+%)</td></tr>', written)
    )
    for (_, district), change in facts.items():
        if district:
            assert number(rows[district]) == change
    assert np.isin(
        [facts["county", ""], facts["chosen zones", ""]],
        [number(each) for each in rows.values()],
    ).all()
    card = part.drawing("figures").alt
    assert (
        number(re.search(r"as a whole per day: ([^ ]+%)", card).group(1))
        == (facts["county", ""])
    )
    subtitle = picture_words("change", part.facts, CHOICES, [LEAP, NEXT]).subtitle
    assert subtitle.endswith("; changes are per day")
