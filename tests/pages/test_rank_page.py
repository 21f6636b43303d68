from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from hotspots.presentation.words import ranking as ranking_words
from hotspots.presentation.words import strands as strands_words
from hotspots.settings import built_in_strands
from tests.pages.opening import everything_said, with_toy

STRANDS = tuple(built_in_strands())

RANK = "pages/rank_zones.py"
HOME, CHOOSE = "app.py", "pages/choose_zones.py"
WEAPONS = ("Violence and sexual offences", "Robbery", "Possession of weapons")
WITH_CRIMES = ("Anti-social behaviour", "Public order", "Criminal damage and arson")


def type_weight(app: AppTest, row: int, weight: float | None) -> AppTest:
    """Type into the editor of weights; rows are numbered from 0, as it does."""
    number = 0
    if "violence editors" in app.session_state:
        number = app.session_state["violence editors"]
    key = f"violence-editor-{number}"
    # An editor tells all that was typed since it was made.
    before = app.session_state[key]["edited_rows"] if key in app.session_state else {}
    app.session_state[key] = {
        "edited_rows": {**before, row: {"Yours": weight}},
        "added_rows": [],
        "deleted_rows": [],
    }
    return app.run()


def ranked(app: AppTest):
    """The table of ranked zones."""
    return next(
        table.value for table in app.dataframe if "Chosen" in table.value.columns
    )


def editor(app: AppTest):
    return next(
        (table.value for table in app.dataframe if "Yours" in table.value.columns), None
    )


def charts(app: AppTest) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart")]


# Refuses bad input


@pytest.mark.parametrize(
    ("weight", "words"),
    [(-5, "must be 0 or more, not -5"), (1.23456, "can have 3 decimals at most")],
)
def test_a_weight_that_cannot_weigh_is_refused_and_the_last_one_holds(
    toy, weight, words
):
    app = type_weight(with_toy(RANK, toy), 1, weight)
    assert words in app.error[0].value
    assert app.error[0].value.endswith("The previous weight is still used.")
    assert editor(app)["Yours"].to_list() == [120.8, 365.0]
    assert "violence-weights" not in app.query_params
    app.run()
    assert not app.error


def test_weights_that_are_all_0_are_refused_and_can_be_mended(toy):
    app = type_weight(with_toy(RANK, toy), 0, 0)
    app = type_weight(app, 1, 0)
    assert "Every weight of the strand is 0" in app.error[0].value
    app = type_weight(app, 1, 3)
    assert not app.error
    assert app.query_params["violence-weights"] == "violent-crime-0_robbery-3"


def test_the_ranking_is_there_where_so_many_zones_cannot_be_chosen(toy):
    app = with_toy(RANK, toy, violence_zones="24")
    assert not app.exception
    assert "No list of 24 zones keeps to all of these rules" in app.warning[0].value
    assert len(ranked(app)) == 5
    assert set(ranked(app)["Chosen"]) == {"", "Not eligible"}


# Gives the right answer


def test_every_ranked_zone_is_listed_and_the_worst_are_named(toy):
    app = with_toy(RANK, toy)
    assert ranked(app)["Zone"].to_list() == [
        "Prison",
        "Mill Lane",
        "High Road",
        "Quay Row",
        "Church Row",
    ]
    assert (
        "**5 zones** had 22 violence and robbery incidents in January to February 2025."
        in (everything_said(app))
    )


def test_a_zone_is_found_by_its_street(toy):
    app = with_toy(RANK, toy)
    app.text_input(key="find").set_value("quay").run()
    assert ranked(app)["Zone"].to_list() == ["Quay Row"]
    app.text_input(key="find").set_value("nowhere").run()
    assert ranking_words.NO_MATCH in everything_said(app)


def test_a_weight_is_in_force_on_every_page_and_in_the_link(toy):
    app = type_weight(with_toy(RANK, toy), 1, 0)
    assert ranked(app)["Harm"].to_list() == [1087, 604, 483, 121, 0]
    assert app.query_params["violence-weights"] == "robbery-0"
    for page in (CHOOSE, HOME):
        app.switch_page(page).run()
        assert app.query_params["violence-weights"] == "robbery-0"
        assert "uses your own weights (robbery 0)" in everything_said(app)
    app.switch_page(CHOOSE).run()
    assert app.dataframe[0].value["Harm"].to_list() == [604, 121]


def test_weights_read_from_a_link_are_in_the_editor(toy):
    app = with_toy(RANK, toy, violence_weights="robbery-0")
    assert editor(app)["Scale"].to_list() == [120.8, 365.0]
    assert editor(app)["Yours"].to_list() == [120.8, 0.0]


def test_edits_follow_one_another_and_one_of_them_can_be_taken_back(toy):
    app = type_weight(with_toy(RANK, toy), 1, 10)
    app.switch_page(CHOOSE).run()
    app.switch_page(RANK).run()
    assert editor(app)["Yours"].to_list() == [120.8, 10.0]
    app = type_weight(app, 0, 20.5)
    assert app.query_params["violence-weights"] == "violent-crime-20.5_robbery-10"
    app = type_weight(app, 0, None)
    assert app.query_params["violence-weights"] == "robbery-10"


def test_another_scale_brings_its_own_weights(toy):
    app = type_weight(with_toy(RANK, toy), 1, 10)
    app.selectbox(key="violence-harm-scale").set_value("ons").run()
    assert editor(app)["Yours"].to_list() == [249.9, 799.6]
    assert "violence-weights" not in app.query_params


def test_the_way_back_to_the_usual_weights(toy):
    app = with_toy(RANK, toy)
    assert "These are the default weights." in everything_said(app)
    assert app.button[0].disabled
    app.slider(key="violence-harm-share").set_value(1.0)
    app.radio(key="violence-counts").set_value(WEAPONS).run()
    app = type_weight(app, 1, 10)
    assert "These are the default weights." not in everything_said(app)
    app.button[0].click().run()
    assert "These are the default weights." in everything_said(app)
    assert set(app.query_params) == {
        "violence-zones",
        "asb-zones",
        "patrols-start",
        "data",
    }
    assert editor(app)["Yours"].to_list() == [120.8, 365.0]


def test_zones_that_other_weights_bring_in_are_named(toy):
    app = with_toy(RANK, toy, violence_zones="1", floor="0")
    assert ranked(app).set_index("Zone")["Chosen"]["Mill Lane"] == "No. 1"
    app = type_weight(app, 1, 0)
    assert (
        "**With these weights 1 of 1 chosen zone differs from the default choice.** In: "
        "High Road, North Northamptonshire. Out: Mill Lane, North Northamptonshire."
        in everything_said(app)
    )


def test_how_far_the_choice_depends_on_the_built_in_weights_is_told(toy):
    told = everything_said(with_toy(RANK, toy))
    # Church Row for its district always; Mill Lane leads under every built-in scale.
    assert "2 of 2 zones are chosen with all 9 built-in weightings" in told


def test_weapons_are_one_click_away_with_their_caveat(toy):
    app = with_toy(RANK, toy)
    told = app.radio(key="violence-counts").proto
    assert "Patrols find weapons" in list(told.captions)[1]
    app.radio(key="violence-counts").set_value(WEAPONS).run()
    assert editor(app)["Category"].to_list() == list(WEAPONS)
    assert app.query_params["violence-counts"] == (
        "violent-crime_robbery_possession-of-weapons"
    )


def test_one_category_has_no_weights_to_set_and_no_chart(toy):
    app = with_toy(RANK, toy, strand="asb")
    assert strands_words.ONE_CATEGORY_NOTE in everything_said(app)
    assert editor(app) is None
    assert not app.slider
    assert not charts(app)


def test_asb_with_the_crimes_it_goes_with_has_weights(toy):
    app = with_toy(RANK, toy, strand="asb")
    app.radio(key="asb-counts").set_value(WITH_CRIMES).run()
    assert editor(app)["Category"].to_list() == list(WITH_CRIMES)
    assert strands_words.ONE_CATEGORY_NOTE not in everything_said(app)
    app.switch_page(HOME).run()
    titles = [heading.value for heading in app.header]
    assert "Antisocial behaviour and related crimes" in titles


def test_categories_that_only_a_link_asks_for_can_be_chosen_and_left(toy):
    app = with_toy(RANK, toy, violence_counts="robbery")
    radio = app.radio(key="violence-counts")
    assert radio.options[-1] == "Robbery"
    assert len(ranked(app)) == 2
    radio.set_value(WEAPONS).run()
    assert app.radio(key="violence-counts").value == WEAPONS


def test_volume_is_drawn_against_harm(toy):
    (spec,) = charts(with_toy(RANK, toy))
    assert len(spec["layer"]) == 2
    assert spec["background"] == "#ffffff"


def test_every_setting_of_a_strand_is_kept_for_the_next_page():
    from hotspots.ui.forms import memory

    names = ("zones", "counts", "harm-share", "harm-scale", "weights")
    for strand in STRANDS:
        assert {f"{strand}-{name}" for name in names} <= set(memory.keys())
