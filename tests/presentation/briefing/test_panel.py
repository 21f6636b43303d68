"""The panel's page: the list with why, the price and how sure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotspots.disclosure.policy import Policy
from hotspots.method.choosing.summary import PriceOfPromise
from hotspots.presentation.briefing.panel import panel_page, panel_side
from hotspots.presentation.briefing.publishing import published_figures
from hotspots.presentation.words import panel as words
from tests.presentation.briefing.whole_packs import FEW_ZONES, materials, write_place


@pytest.fixture(scope="module")
def violence(tmp_path_factory):
    folder = write_place(tmp_path_factory.mktemp("place"))
    made, _ = materials([folder], FEW_ZONES.with_strand("violence", n_zones=5))
    return next(each for each in made if each.strand == "violence")


def side_of(analysis, *, is_public: bool = True):
    facts = published_figures(analysis, policy=Policy())
    return panel_side(replace(facts, is_public=is_public), analysis)


# Refuses bad input


def test_names_of_a_file_stay_text_on_the_page(violence):
    side = replace(side_of(violence), title="<img src=x onerror=alert(1)>")
    page = panel_page([side], title="T", is_synthetic=False, attribution="<b>")
    assert "<img" not in page
    assert "<b>" not in page


# Gives the right answer


@pytest.mark.parametrize("is_public", [True, False])
def test_each_chosen_zone_has_its_street_why_and_its_range(violence, is_public):
    side = side_of(violence, is_public=is_public)
    assert len(side.rows) == 5
    assert side.headings == words.HEADINGS
    districts = [row[1] for row in side.rows]
    assert districts == sorted(districts)
    chosen = violence.selection.set_index("zone")
    assert {row[0] for row in side.rows} == set(chosen["name"])
    assert {row[4] for row in side.rows} == set(chosen["rank"].astype("str"))
    by_score = sum(row[2] == "Score" for row in side.rows)
    assert by_score == (chosen["chosen_as"] == "score").sum()
    assert "of all such incidents" in side.introduction
    # Whether the list is sure stands at its head, by the ranges of its rows.
    ranges = violence.rank_ranges["rank_high"].to_numpy()
    is_sure = (ranges <= 5) & (chosen["chosen_as"] == "score").to_numpy()
    assert side.sureness == words.sureness(
        int(is_sure.sum()), by_score, is_weighed=True
    )
    page = panel_page([side], title="T", is_synthetic=False, attribution="")
    assert page.index(side.sureness) < page.index("<table>")


@pytest.mark.parametrize(
    ("n_sure", "n_by_score", "said"),
    [
        (0, 1, "of the 1 zone chosen by score none is sure of its place. Each could"),
        (2, 9, "of the 9 zones chosen by score two are sure of their places. Every"),
        (9, 9, "nine are sure of their places. Chance alone would not take any"),
    ],
)
def test_how_sure_the_list_is_in_one_sentence(n_sure, n_by_score, said):
    sentence = words.sureness(n_sure, n_by_score, is_weighed=False)
    assert said in sentence
    assert "grave" not in sentence
    assert words.sureness(0, 0, is_weighed=True) == ""


def test_the_page_says_that_it_is_not_for_publication(violence):
    side = side_of(violence)
    page = panel_page([side], title="T", is_synthetic=False, attribution="")
    assert f"<h1>{words.NOT_FOR_PUBLICATION}</h1>" in page
    assert page.count(words.NOT_FOR_PUBLICATION) == 3
    assert "<p></p>" not in page


def test_made_up_data_say_so_on_every_side(violence):
    side = side_of(violence)
    page = panel_page([side, side], title="T", is_synthetic=True, attribution="")
    assert page.count("Synthetic data.") == 2


@pytest.mark.parametrize(
    ("districts", "n_zones", "floor", "said"),
    [
        ((), 0, 0, "no district was promised a zone"),
        ((), 0, 1, "The scores alone give that, at no cost."),
        (
            ("Swale",),
            2,
            2,
            "For that alone two zones are in (Swale), in place of zones elsewhere with a "
            "higher score. It costs 3% of the total score and leaves 157 fewer "
            "incidents in the hotspots.",
        ),
    ],
)
def test_the_price_of_the_promise_is_said(districts, n_zones, floor, said):
    promise = PriceOfPromise(n_zones, districts, 0.03, {"volume": 157})
    assert said in words.price(promise, floor=floor)
