"""The page of one zone: chosen or not, known or not, with few months and without log."""

from __future__ import annotations

import pytest

from hotspots.presentation.words import home as home_words
from hotspots.presentation.words import one_zone as words
from hotspots.presentation.words import when as when_words
from hotspots.sources.opening import Upload
from hotspots.ui import state
from tests.pages.opening import everything_said, opened, with_toy

ZONE = "pages/zone.py"
MILL, HIGH = "H350-1400-0500", "H350-1401-0500"
LOG_FILE = b"zone,date,hours\nMill Lane,2025-02-03,1.5\nMill Lane,2025-02-04,2\n"


def said(app) -> str:
    tables = "\n".join(frame.value.to_csv() for frame in app.dataframe)
    return f"{everything_said(app)}\n{tables}"


def asked(zone: str, toy, **query):
    app = with_toy(ZONE, toy, zone=zone, **query)
    assert not app.exception
    return app


# Refuses bad input


@pytest.mark.parametrize("zone", ["H350-0001-0001", "nonsense", "![a](b) <img>"])
def test_a_zone_that_is_not_there_is_said_in_a_sentence(toy, zone):
    app = asked(zone, toy)
    (error,) = app.error
    assert "There is no zone" in error.value
    assert not app.dataframe


def test_a_zone_of_another_width_says_so(toy):
    (error,) = asked("H500-0001-0001", toy).error
    assert "500 metres wide, and zones are 350 metres wide now" in error.value


def test_a_public_server_shows_nothing_of_it(toy, monkeypatch):
    monkeypatch.setenv("HOTSPOTS_PUBLIC", "1")
    app = asked(MILL, toy)
    assert everything_said(app) == home_words.NOT_PUBLIC
    assert not app.dataframe


# Gives the right answer


def test_without_a_zone_the_page_shows_the_first_of_the_list(toy):
    app = with_toy(ZONE, toy)
    assert words.FIRST_OF_LIST in everything_said(app)
    assert "Zone 1 of 2 in the list" in everything_said(app)
    # Back goes where it came from: the address does not name the zone.
    assert "zone" not in app.query_params
    picker = app.selectbox(key="zone-of-list-violence")
    assert picker.value == MILL
    picker.select_index(1).run()
    assert app.query_params["zone"] not in ("", MILL)
    assert words.FIRST_OF_LIST not in everything_said(app)
    assert "Zone 2 of 2 in the list" in everything_said(app)
    picker = app.selectbox(key="zone-of-list-violence")
    picker.set_value(MILL).run()
    assert app.query_params["zone"] == MILL
    assert "Mill Lane, North Northamptonshire" in everything_said(app)


def test_a_chosen_zone_has_its_streets_kinds_months_and_reason(toy):
    text = said(asked(MILL, toy))
    for each in (
        "Zone 1 of 2 in the list",
        "6 incidents at 1 map point, all at Mill Lane (6).",
        "Violence and sexual offences,4,483",
        "Most in January 2025 (4).",
        "In: chosen for its score.",
        "If you took it out, High Road, North Northamptonshire (rank ",
        "would come in, which has 1 fewer incident.",
        "Mostly one address: 6 of 6 incidents (100%) are at one map point named "
        "Mill Lane.",
        when_words.NO_TIMES,
        words.NO_LOG,
    ):
        assert each in text


def test_a_zone_that_is_out_says_why_and_whose_place_it_would_take(toy):
    text = said(asked(HIGH, toy))
    assert "Not in the list of 2 zones." in text
    assert "Out: makes room for " in text
    assert "it would take the place of Mill Lane" in text
    assert "which has 1 more incident." in text


def test_hand_made_changes_are_said_with_their_reason(toy):
    text = said(asked(MILL, toy, violence_out=f"{MILL}=pub closed"))
    assert "Out: taken out by hand: pub closed." in text
    text = said(asked(HIGH, toy, violence_in=f"{HIGH}=school run"))
    assert "In: put in by hand: school run, in place of " in text


def test_a_zone_is_taken_out_and_put_back_on_its_page_with_a_reason(toy):
    app = asked(MILL, toy)

    def press(label):
        next(each for each in app.button if each.label == label).click().run()

    press("Take it out")
    assert "Give a reason" in app.warning[-1].value
    app.text_input(key="violence-zone-why").set_value("closed")
    press("Take it out")
    assert "Out: taken out by hand: closed." in said(app)
    press("Undo the change made by hand")
    assert "In: chosen for its score." in said(app)


def test_any_street_of_the_data_is_found_and_its_zone_opened(toy):
    app = with_toy(ZONE, toy)
    # One zone holds it, so the page goes there; its strand has nothing to do with it.
    app.text_input(key="find-a-street").set_value("quay").run()
    assert "Quay Row, North Northamptonshire" in everything_said(app)
    app.text_input(key="find-a-street").set_value("row").run()
    picker = next(box for box in app.selectbox if box.label == "Streets found (2)")
    church = next(each for each in picker.options if each.startswith("Church Row"))
    assert (
        church == "Church Row: zone of Church Row, West Northamptonshire (6 incidents)"
    )
    picker.select(church).run()
    assert "Church Row, West Northamptonshire" in [h.value for h in app.header]
    app.text_input(key="find-a-street").set_value("no such").run()
    assert words.NO_STREET in everything_said(app)


def test_before_and_after_stand_beside_what_was_expected_of_chosen_zones(toy):
    months = {"before": "2025-01:2025-01", "after": "2025-02:2025-02"}
    chosen_on = {"months": "2025-01:2025-01", "patrols_start": "2025-02"}
    text = said(asked(HIGH, toy, **months, **chosen_on))
    assert "incidents per day fell 100.0%, from 5 to 0 in all." in text
    text = said(asked("H350-1420-0500", toy, **months, **chosen_on))
    assert words.EXPECTED_OF_CHOSEN in text


def test_the_patrol_log_of_the_visit_is_summed_for_the_zone(toy):
    months = {"before": "2025-01:2025-01", "after": "2025-02:2025-02"}
    app = with_toy(ZONE, toy, zone=MILL, **months)
    app.session_state[state.LOG] = Upload("log.csv", LOG_FILE)
    app.run()
    text = said(app)
    assert "In February 2025: 2 days with a patrol and 3.5 hours." in text
    assert "Feb 2025,2,3.5" in text


def test_a_link_opens_a_zone_of_the_sample():
    app = opened(ZONE, zone="H350-1300-0570").run(timeout=60)
    assert not app.exception
    assert "Zone 15 of 24 in the list" in everything_said(app)
