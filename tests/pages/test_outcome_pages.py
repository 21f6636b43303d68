"""Patrol outcomes and briefing, without a browser, on a toy of two Januaries."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from hotspots.presentation import comparison_words
from hotspots.ui import periods
from hotspots.ui.state import DATA, Given
from tests.conftest import ROOT
from tests.toy import TOY, write_toy

# Mill Lane falls from 8 to 4, High Road rises from 2 to 3, Quay Row from 1 to 2, and
# Church Row stays at 1.
TWO_JANUARIES = """
    month   | category                     | district | street     | q    | r   | n
    2024-01 | Violence and sexual offences | Eastmere | Mill Lane  | 1400 | 500 | 8
    2024-01 | Violence and sexual offences | Eastmere | High Road  | 1410 | 500 | 2
    2024-01 | Violence and sexual offences | Westmere | Church Row | 1380 | 500 | 1
    2024-01 | Violence and sexual offences | Westmere | Quay Row   | 1370 | 500 | 1
    2025-01 | Violence and sexual offences | Eastmere | Mill Lane  | 1400 | 500 | 4
    2025-01 | Violence and sexual offences | Eastmere | High Road  | 1410 | 500 | 3
    2025-01 | Violence and sexual offences | Westmere | Church Row | 1380 | 500 | 1
    2025-01 | Violence and sexual offences | Westmere | Quay Row   | 1370 | 500 | 2
"""


def opened(page: str, folder, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if page != "app.py":
        app.switch_page(page)
    for name, value in query.items():
        app.query_params[name.replace("_", "-")] = value
    app.session_state[DATA] = Given((str(folder),))
    return app.run()


@pytest.fixture
def januaries(tmp_path):
    return write_toy(tmp_path, TWO_JANUARIES)


def outcomes(folder, **query: str) -> AppTest:
    return opened("pages/patrol_outcomes.py", folder, violence_zones="3", **query)


def map_changes(app: AppTest) -> list[str]:
    return [
        json.dumps(json.loads(element.proto.json_args)["feature_group"])
        for element in app.get("component_instance")
        if "feature_group" in element.proto.json_args
    ]


# Refuses bad input


def test_data_with_nothing_to_compare_are_told_in_words(tmp_path):
    app = outcomes(write_toy(tmp_path, TOY))
    assert not app.exception
    assert len(app.error) == 1
    assert "no months" in app.error[0].value.lower() or "month" in app.error[0].value


# Gives the right answer


def test_zones_chosen_before_are_told_with_what_falls_anyway(januaries):
    app = outcomes(januaries, months="2024-01:2024-01")
    assert not app.exception
    figures = {metric.label: metric.value for metric in app.metric}
    # County 12 to 10. Of Church Row and Quay Row, equal before, the first id is chosen:
    # the chosen three 11 to 9, the rest 1 to 1.
    assert figures == {
        "County": "\N{MINUS SIGN}16.7%",
        "Chosen zones": "\N{MINUS SIGN}18.2%",
        "Rest of county": "0.0%",
        "Zones where incidents fell": "1 of 3",
    }
    told = [element.value for element in app.markdown]
    assert any("expected to fall without patrols" in one for one in told)
    assert app.dataframe[0].value["Change"].to_list() == [-4, 1, 1]


def test_zones_chosen_on_the_months_being_judged_say_so(januaries):
    app = outcomes(januaries, months="2025-01:2025-01")
    assert comparison_words.CHOSEN_ON_AFTER in [note.value for note in app.warning]
    told = [one.value for one in app.markdown]
    assert not any("without patrols" in one for one in told)
    columns = app.dataframe[0].value.columns
    assert "Before" in columns
    assert not {"Verdict", "Expected anyway"} & set(columns)


def test_the_map_shows_change_or_before_and_after_side_by_side(januaries):
    app = outcomes(januaries, months="2024-01:2024-01")
    (change,) = map_changes(app)
    app.button_group(key="outcomes-shown").set_value("both").run()
    assert not app.exception
    before, after = map_changes(app)
    assert len({change, before, after}) == 3


def test_the_briefing_offers_a_picture_with_its_words(januaries):
    kent = TWO_JANUARIES.replace("Eastmere", "Maidstone").replace("Westmere", "Medway")
    write_toy(januaries, kent)
    app = opened(
        "pages/briefing.py", januaries, violence_zones="3", months="2024-01:2024-01"
    )
    assert not app.exception
    assert len(app.get("image")) == len(app.get("download_button")) == 1
    assert "Chosen on January 2024" in app.code[0].value
    assert "Map: 3 violence hotspots" in app.code[0].value


def test_without_built_in_districts_the_briefing_says_what_to_do(januaries):
    app = opened("pages/briefing.py", januaries, violence_zones="3")
    assert not app.exception
    assert "boundaries on the data page" in app.info[0].value


def test_a_briefing_that_cannot_be_made_says_why(januaries):
    app = opened("pages/briefing.py", januaries, violence_zones="9")
    assert not app.exception
    assert "A number of zones of 9 is too large" in app.error[0].value


def test_home_says_how_the_zones_did_unless_they_were_chosen_on_after(januaries):
    query = {"violence_zones": "3", "months": "2024-01:2024-01"}
    app = opened("app.py", januaries, **query)
    told = [
        one.value for one in app.markdown if "fell in **1 of 3 zones**" in one.value
    ]
    assert len(told) == 1
    assert told[0].startswith(
        "Comparing January 2024 with January 2025, incidents fell 16.7% county-wide"
    )
    app = opened("app.py", januaries, violence_zones="3", months="2025-01:2025-01")
    assert not [one for one in app.markdown if "zones**." in one.value]


def test_the_start_of_patrols_moves_the_periods_and_the_months_of_selection(tmp_path):
    later = TWO_JANUARIES.replace("2025-01", "2024-07").replace("2024-01", "2023-07")
    write_toy(tmp_path, TWO_JANUARIES + "\n".join(later.splitlines()[2:]))
    app = outcomes(tmp_path)
    assert "Before is January 2024" in app.markdown[0].value
    app.selectbox(key="patrols-start").set_value("2024-01").run()
    assert not app.exception
    assert "Before is July 2023; after is July 2024." in app.markdown[0].value
    assert app.query_params["patrols-start"] == "2024-01"
    again = outcomes(tmp_path, patrols_start="2024-01")
    assert again.markdown[0].value == app.markdown[0].value


def test_other_periods_can_be_chosen_and_are_carried_in_the_link(tmp_path):
    third = "\n".join(
        line.replace("2025-01", "2025-02")
        for line in TWO_JANUARIES.splitlines()
        if "2025-01" in line
    )
    write_toy(tmp_path, TWO_JANUARIES + third)
    app = outcomes(tmp_path, months="2024-01:2024-01")
    assert not [box for box in app.selectbox if box.key == "after_first"]
    app.toggle(key="own periods").set_value(True).run()
    # It begins with what was compared, so that nothing jumps.
    chosen = [app.selectbox(key=key).value for key in periods.MONTHS]
    assert chosen == ["2024-01", "2024-01", "2025-01", "2025-01"]
    app.selectbox(key="after_last").set_value("2025-02").run()
    assert "The periods differ in length, 1 and 2 months" in app.error[0].value
    app.selectbox(key="after_first").set_value("2025-02").run()
    assert not app.error
    assert "after is February 2025" in app.markdown[0].value
    assert app.query_params["after"] == "2025-02:2025-02"
    again = outcomes(
        tmp_path,
        months="2024-01:2024-01",
        before="2024-01:2024-01",
        after="2025-02:2025-02",
    )
    assert again.markdown[0].value == app.markdown[0].value


def test_periods_outlive_a_look_at_another_page(januaries):
    link = {"before": "2025-01:2025-01", "after": "2024-01:2024-01"}
    app = outcomes(januaries, **link)
    assert "stand the wrong way round" in app.error[0].value
    app.switch_page("pages/method.py").run()
    app.switch_page("pages/patrol_outcomes.py").run()
    assert "stand the wrong way round" in app.error[0].value
    app.toggle(key="own periods").set_value(False).run()
    assert not app.error
    assert "before" not in app.query_params
