"""Every page opens, and every control does something, without a browser."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from hotspots.presentation import synthetic
from hotspots.presentation.words import loading as loading_words
from hotspots.presentation.words import strands as strands_words
from hotspots.ui.page import MENU
from hotspots.ui.state import DATA
from tests.pages.opening import everything_said, opened, with_toy
from tests.toy import as_csv, rows_of, write_toy

PAGES = tuple(entry.file for entry in MENU)
CHOOSE = "pages/choose_zones.py"


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_the_sample_and_says_that_it_is_made_up(page):
    app = opened(page).run()
    assert not app.exception
    assert not app.error
    assert synthetic.BANNER in everything_said(app)
    told = [link.proto.label for link in app.sidebar.get("page_link")]
    assert told[-1].startswith("Synthetic data, ")
    assert loading_words.LINK_WITHOUT_DATA not in everything_said(app)


def test_maps_of_the_sample_say_that_it_is_made_up():
    app = opened("app.py").run()
    maps = [
        element.proto.json_args
        for element in app.get("component_instance")
        if "feature_group" in element.proto.json_args
    ]
    assert len(maps) == 2
    assert all("Synthetic data, April 2023 to March 2024" in told for told in maps)


@pytest.mark.parametrize("page", ["pages/data.py", "pages/rank_zones.py"])
def test_charts_of_the_sample_say_that_it_is_made_up(page, toy):
    app = opened(page)
    app.query_params["strand"] = "violence"
    of_sample, of_toy = app.run(), with_toy(page, toy)
    specs = [
        [json.dumps(chart.proto.spec) for chart in each.get("vega_lite_chart")]
        for each in (of_sample, of_toy)
    ]
    assert ["Synthetic data" in spec for spec in specs[0]] == [True]
    assert ["Synthetic data" in spec for spec in specs[1]] == [False]


def test_the_foot_credits_nobody_for_made_up_incidents():
    credit = opened(CHOOSE).run().caption[-1].value
    assert "made up (synthetic)" in credit
    assert "data.police.uk" not in credit


def test_a_link_without_data_says_that_it_carries_none(toy):
    of_other_data = everything_said(opened(CHOOSE, floor="0", data="own").run())
    assert loading_words.LINK_WITHOUT_DATA in of_other_data
    of_sample = everything_said(opened(CHOOSE, floor="0").run())
    assert loading_words.LINK_WITHOUT_DATA not in of_sample
    assert loading_words.LINK_WITHOUT_DATA not in everything_said(with_toy(CHOOSE, toy))


@pytest.mark.parametrize("page", PAGES)
def test_with_data_every_page_opens(page, toy):
    app = with_toy(page, toy)
    assert not app.exception
    told = [link.proto.label for link in app.sidebar.get("page_link")]
    assert told == [
        *(entry.label for entry in MENU),
        "27 incidents, Jan 2025 to Feb 2025",
    ]


@pytest.mark.parametrize(
    ("page", "words"),
    [("app.py", "**2 zones**, at least one"), (CHOOSE, "2 zones, none of which touch")],
)
def test_chosen_zones_are_told(page, words, toy):
    assert words in everything_said(with_toy(page, toy))


def test_home_says_what_stands_in_the_way_of_one_strand_and_shows_the_other(toy):
    app = opened("app.py", violence_zones="2")
    app.session_state[DATA] = toy
    app.run()
    # 27 zones of antisocial behaviour cannot be chosen: the toy has one.
    assert [error.value for error in app.error] == [
        "No list of 27 zones keeps to all of these rules. Change one of them: ask for 1 "
        "zone in place of 27."
    ]
    assert "**2 zones**, at least one in each of 2 districts" in everything_said(app)


def test_the_number_of_zones_changes_the_list(toy):
    app = with_toy(CHOOSE, toy)
    assert app.dataframe[0].value["Zone"].to_list() == ["Mill Lane", "Church Row"]
    app.number_input(key="violence-zones").set_value(3).run()
    assert app.dataframe[0].value["Zone"].to_list() == [
        "Mill Lane",
        "High Road",
        "Church Row",
    ]


def test_the_weight_of_harm_changes_the_list(toy):
    app = with_toy(CHOOSE, toy)
    app.number_input(key="violence-zones").set_value(3)
    app.number_input(key="floor").set_value(0)
    app.slider(key="violence-harm-share").set_value(1.0).run()
    assert app.dataframe[0].value["Harm rank"].to_list() == [1, 3, 4]
    app.selectbox(key="violence-harm-scale").set_value("equal").run()
    # At one day each, harm says again what incidents do.
    assert app.dataframe[0].value["Incidents"].to_list() == [6, 5, 1]
    assert "Harm" not in app.dataframe[0].value.columns


def test_letting_prisons_in_changes_the_list_and_the_note(toy):
    app = with_toy(CHOOSE, toy)
    assert "Not eligible" in everything_said(app)
    app.toggle(key="prisons").set_value(True).run()
    assert app.dataframe[0].value["Zone"].to_list() == ["Prison", "Church Row"]
    assert "Not eligible" not in everything_said(app)


def test_months_and_width_change_the_counts(toy):
    app = with_toy(CHOOSE, toy)
    app.selectbox(key="last_month").set_value("2025-01").run()
    assert app.dataframe[0].value["Incidents"].to_list() == [5, 1]
    app.selectbox(key="width").set_value(1000).run()
    assert app.dataframe[0].value["Incidents"].to_list() == [9, 1]


def test_a_strand_with_one_category_has_no_dead_harm_control(toy):
    app = with_toy(CHOOSE, toy)
    app.button_group(key="strand").set_value("asb").run()
    assert not app.exception
    assert strands_words.ONE_CATEGORY_NOTE in everything_said(app)
    assert [slider.key for slider in app.slider] == []


def test_too_few_zones_are_refused_in_words_and_the_page_stays(toy):
    app = with_toy(CHOOSE, toy)
    app.number_input(key="violence-zones").set_value(1).run()
    assert [error.value for error in app.error] == [
        "No list of 1 zone keeps to all of these rules. Change one of them: ask for 2 "
        "zones in place of 1; or promise North Northamptonshire no zone in place of 1; "
        "or promise West Northamptonshire no zone in place of 1."
    ]
    app.number_input(key="violence-zones").set_value(2).run()
    assert not app.error


def test_settings_are_written_to_the_address(toy):
    app = with_toy(CHOOSE, toy)
    app.slider(key="violence-harm-share").set_value(0.2).run()
    assert app.query_params["violence-harm-share"] == "0.2"
    assert "months" not in app.query_params


def test_a_folder_that_is_not_there_is_told_and_what_was_loaded_stays(toy):
    app = with_toy("pages/data.py", toy)
    app.text_input(key="folder").set_value("no/such/folder").run()
    assert "no/such/folder does not exist" in app.error[0].value
    assert "The data loaded before are still in use." in app.error[0].value
    assert "27 rows read, 27 kept" in everything_said(app)


def test_data_once_read_stay_when_their_folder_goes(toy, tmp_path):
    app = with_toy(CHOOSE, toy)
    shutil.rmtree(tmp_path)
    app.number_input(key="violence-zones").set_value(3).run()
    assert not app.exception
    assert app.dataframe[0].value["Zone"].to_list()[1] == "High Road"


def test_files_of_which_no_row_is_kept_are_refused_and_the_others_stay(
    toy, tmp_path_factory
):
    nowhere = [row | {"Longitude": "", "Latitude": ""} for row in rows_of()]
    path = tmp_path_factory.mktemp("nowhere") / "2025-01-toy-street.csv"
    path.write_text(as_csv(nowhere), encoding="utf-8")
    app = with_toy("pages/data.py", toy)
    app.text_input(key="folder").set_value(str(path)).run()
    assert not app.exception
    assert "No row of these files can be counted" in app.error[0].value
    assert "27 rows read, 27 kept" in everything_said(app)


def test_districts_once_given_stay_when_another_page_empties_the_widget(toy, tmp_path):
    ring = [[0.0, 51.0], [1.0, 51.0], [1.0, 51.6], [0.0, 51.6], [0.0, 51.0]]
    feature = {
        "type": "Feature",
        "properties": {"name": "One District"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    app = with_toy("pages/data.py", toy)
    own = ("own.geojson", json.dumps(feature).encode(), "application/json")
    app.file_uploader(key="boundaries").set_value(own).run()
    assert "One District" in everything_said(app)
    app.switch_page("app.py").run()
    app.switch_page("pages/data.py").run()
    app.text_input(key="folder").set_value(str(tmp_path)).run()
    assert "One District" in everything_said(app)
    usual = [button for button in app.button if "districts" in button.label]
    usual[0].click().run()
    assert "One District" not in everything_said(app)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("2025-01-kent-street.csv", b"", "empty"),
        ("2025-01-kent-street.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "not "),
        ("2025-01-kent-street.csv", b"Month,Longitude\n2025-01,0.5\n", "Crime type"),
        ("kent.zip", b"PK\x03\x04 broken off", "zip"),
    ],
)
def test_an_upload_that_cannot_be_read_is_told_in_words(name, content, words):
    app = opened("pages/data.py").run()
    app.file_uploader(key="uploads").set_value((name, content, "text/csv")).run()
    assert not app.exception
    assert len(app.error) == 1
    assert name in app.error[0].value
    assert words in app.error[0].value


def test_an_upload_is_loaded(tmp_path):
    folder = write_toy(tmp_path)
    files = [
        (path.name, path.read_bytes(), "text/csv")
        for path in sorted(folder.rglob("*.csv"))
    ]
    app = opened("pages/data.py", violence_zones="2").run()
    app.file_uploader(key="uploads").set_value(files).run()
    app.switch_page(CHOOSE).run()
    assert not app.exception
    assert app.dataframe[0].value["Zone"].to_list() == ["Mill Lane", "Church Row"]


def test_a_link_carries_the_strand(toy):
    app = with_toy(CHOOSE, toy)
    app.button_group(key="strand").set_value("asb").run()
    assert app.query_params["strand"] == "asb"
    again = with_toy(CHOOSE, toy, strand="asb")
    assert strands_words.ONE_CATEGORY_NOTE in everything_said(again)


def test_a_link_to_a_strand_or_months_that_are_not_there_says_so(toy):
    app = with_toy(CHOOSE, toy, strand="knife", months="2023-01:2023-12")
    assert "The link asks for the strand “knife”" in app.error[0].value
    assert app.warning[0].value == (
        "Not all of January to December 2023 is loaded. Zones are "
        "chosen on January to February 2025 instead."
    )
    app.selectbox(key="last_month").set_value("2025-01").run()
    assert not app.warning


def test_the_months_of_a_link_wait_for_their_data(toy):
    # The sample ends in March 2025.
    app = opened(CHOOSE, months="2025-02:2025-04", violence_zones="2", asb_zones="1")
    app.run()
    assert "Not all of February to April 2025 is loaded" in app.warning[0].value
    assert app.query_params["months"] == "2025-02:2025-04"
    app.switch_page("pages/data.py").run()
    later = [dict(row, Month="2025-04") for row in rows_of()]
    name = "2025-04-toy-street.csv"
    (Path(toy.sources[0]) / name).write_text(as_csv(later), encoding="utf-8")
    app.text_input(key="folder").set_value(toy.sources[0]).run()
    app.switch_page(CHOOSE).run()
    (note,) = [each.value for each in app.warning]
    assert "no incidents in March 2025" in note
    assert app.selectbox(key="first_month").value == "2025-02"
    assert app.selectbox(key="last_month").value == "2025-04"


def test_other_data_come_with_their_own_usual_months_and_no_word_of_it(toy):
    app = opened("pages/data.py", violence_zones="2", asb_zones="1").run()
    app.text_input(key="folder").set_value(toy.sources[0]).run()
    app.switch_page(CHOOSE).run()
    assert not app.warning
    assert app.selectbox(key="first_month").value == "2025-01"
    assert "months" not in app.query_params
