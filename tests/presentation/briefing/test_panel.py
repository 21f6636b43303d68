"""The panel's page: the list with why, the price and how sure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotspots.disclosure.policy import Policy, usual_policy
from hotspots.presentation.briefing.panel import panel_page, panel_side
from hotspots.presentation.briefing.published_figures import published_figures
from hotspots.presentation.words import panel as words
from tests.presentation.briefing.whole_packs import FEW_ZONES, materials, write_place


@pytest.fixture(scope="module")
def violence(tmp_path_factory):
    folder = write_place(tmp_path_factory.mktemp("place"))
    made, _ = materials([folder], FEW_ZONES.with_strand("violence", n_zones=5))
    return next(each for each in made if each.strand == "violence")


def side_of(analysis, *, is_public: bool = True, policy: Policy | None = None):
    facts = published_figures(analysis, policy=policy or Policy())
    return panel_side(replace(facts, is_public=is_public), analysis, Policy())


# Refuses bad input


def test_names_of_a_file_stay_text_on_the_page(violence):
    side = replace(side_of(violence), title="<img src=x onerror=alert(1)>")
    page = panel_page([side], title="T", is_synthetic=False, attribution="<b>")
    assert "<img" not in page
    assert "<b>" not in page


# Gives the right answer


def test_each_chosen_zone_has_a_row_with_why_and_its_range(violence):
    side = side_of(violence)
    assert len(side.rows) == 5
    assert side.headings == words.PUBLIC_HEADINGS
    districts = [row[1] for row in side.rows]
    assert districts == sorted(districts)
    chosen = violence.selection.set_index("zone")
    assert {row[4] for row in side.rows} == set(chosen["rank"].astype("str"))
    by_score = sum(row[2] == "Score" for row in side.rows)
    assert by_score == (chosen["chosen_as"] == "score").sum()


def test_what_only_the_police_have_shows_no_rank_and_no_count(violence):
    side = side_of(violence, is_public=False, policy=usual_policy(is_public=True))
    assert side.headings == words.HEADINGS
    sureness = {row[-1] for row in side.rows}
    assert sureness <= {words.SURE, words.NOT_SURE, words.PROMISED}
    assert "fewer incidents" not in side.price


def test_where_a_count_is_hidden_no_reason_tells_which_of_two_is_larger(violence):
    side = side_of(violence, is_public=False)
    assert side.headings == words.HEADINGS_WITHOUT_WHY
    assert {len(row) for row in side.rows} == {2}
    assert side.note == words.WHY_LEFT_OUT
    assert "in for that is left out" in side.price


def test_made_up_data_say_so_on_every_side(violence):
    side = side_of(violence)
    page = panel_page([side, side], title="T", is_synthetic=True, attribution="")
    assert page.count("Synthetic data.") == 2


@pytest.mark.parametrize(
    ("districts", "floor", "said"),
    [
        ((), 0, "no district was promised a zone"),
        ((), 1, "The scores alone give that, at no cost."),
        (
            ("Swale",),
            1,
            "1 zone is in for that alone (Swale), in place of zones elsewhere with a "
            "higher score. It costs 3% of the total score and leaves 157 fewer "
            "incidents in the hotspots.",
        ),
    ],
)
def test_the_price_of_the_promise_is_said(districts, floor, said):
    price = words.price(districts, floor=floor, share_price=0.03, volume_price=157)
    assert said in price
