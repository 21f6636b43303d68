"""Patrol outcomes and briefing, without a browser, on a toy of two Januaries."""

from __future__ import annotations

import json
import random

import pytest
from streamlit.testing.v1 import AppTest

from hotspots.months import months_between
from hotspots.presentation.words import comparison as comparison_words
from hotspots.presentation.words import outcomes as outcome_words
from hotspots.ui.state import DATA, Upload
from hotspots.ui.views import patrols as show_patrols
from tests.conftest import ROOT
from tests.pages.opening import everything_said
from tests.toy import TOY, write_toy

MONTHS = ("before_first", "before_last", "after_first", "after_last")

# Mill Lane falls from 8 to 4, High Road rises from 2 to 3, Quay Row from 1 to 2, and
# Church Row stays at 1.
TWO_JANUARIES = """
    month   | category                     | district | street     | q    | r   | n
    2024-01 | Violence and sexual offences | North Northamptonshire | Mill Lane  | 1400 | 500 | 8
    2024-01 | Violence and sexual offences | North Northamptonshire | High Road  | 1410 | 500 | 2
    2024-01 | Violence and sexual offences | West Northamptonshire | Church Row | 1380 | 500 | 1
    2024-01 | Violence and sexual offences | West Northamptonshire | Quay Row   | 1370 | 500 | 1
    2025-01 | Violence and sexual offences | North Northamptonshire | Mill Lane  | 1400 | 500 | 4
    2025-01 | Violence and sexual offences | North Northamptonshire | High Road  | 1410 | 500 | 3
    2025-01 | Violence and sexual offences | West Northamptonshire | Church Row | 1380 | 500 | 1
    2025-01 | Violence and sexual offences | West Northamptonshire | Quay Row   | 1370 | 500 | 2
"""

# The toy place lies in Northamptonshire, of which nobody says when patrols began.
TOY_SETTINGS = {"patrols_start": "2024-04"}


def opened(page: str, folder, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if page != "app.py":
        app.switch_page(page)
    for name, value in (TOY_SETTINGS | query).items():
        app.query_params[name.replace("_", "-")] = value
    app.session_state[DATA] = Upload((str(folder),))
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
        "Seen": "9",
        "Expected without patrols": "Not known",
        "Zones where incidents fell": "1 of 3",
        "County": "\N{MINUS SIGN}16.7%",
    }
    said = everything_said(app)
    assert "January 2024: 11 (\N{MINUS SIGN}18.2%)" in said
    assert "Outside the zones 0.0%" in said
    told = [element.value for element in app.markdown]
    # So small a county shows nothing of zones without patrols, and it says so.
    assert any("chosen zones: 1 incident in 1 zone" in one for one in told)
    assert app.dataframe[0].value["Change"].to_list() == [-4, 1, 1]


def test_zones_chosen_on_the_months_being_judged_say_so(januaries):
    app = outcomes(januaries, months="2025-01:2025-01")
    told = [one.value for one in app.markdown]
    # It is the first thing that the page says, after its style and its menu.
    assert told[0].startswith("These chosen zones cannot show what patrols changed")
    assert not any("without patrols" in one for one in told)
    columns = app.dataframe[0].value.columns
    assert "Before" in columns
    assert not {"Verdict", "Expected"} & set(columns)


@pytest.mark.parametrize("page", ["app.py", "pages/patrol_outcomes.py"])
def test_zones_chosen_on_the_months_being_judged_can_be_chosen_on_earlier_ones(
    page, januaries
):
    query = {"violence_zones": "3", "asb_zones": "0", "months": "2025-01:2025-01"}
    app = opened(page, januaries, **query)
    (button,) = (each for each in app.button if each.label.startswith("Choose on"))
    assert button.label == "Choose on January 2024 instead"
    button.click().run()
    assert not app.exception
    assert app.query_params["months"] == "2024-01:2024-01"
    assert not [each for each in app.button if each.label.startswith("Choose on")]
    assert app.selectbox(key="first_month").value == "2024-01"


def test_where_no_earlier_month_is_loaded_the_page_says_so(tmp_path):
    later = "\n".join(
        line.replace("2024-01", "2025-02")
        for line in TWO_JANUARIES.splitlines()
        if "2024-01" in line
    )
    head = TWO_JANUARIES.splitlines()[:2]
    rest = [line for line in TWO_JANUARIES.splitlines() if "2025-01" in line]
    folder = write_toy(tmp_path, "\n".join([*head, *rest, later]))
    app = outcomes(
        folder,
        months="2025-01:2025-02",
        before="2025-01:2025-01",
        after="2025-02:2025-02",
    )
    assert not [each for each in app.button if each.label.startswith("Choose on")]
    assert comparison_words.NO_EARLIER_MONTHS in everything_said(app)


def test_a_first_month_past_the_last_moves_both_and_says_so(januaries):
    app = outcomes(januaries, months="2024-01:2024-01")
    app.selectbox(key="first_month").set_value("2025-01").run()
    assert app.selectbox(key="last_month").value == "2025-01"
    assert "The last month moved too: both are now January 2025" in everything_said(app)
    app.selectbox(key="last_month").set_value("2024-01").run()
    assert app.selectbox(key="first_month").value == "2024-01"
    assert "The first month moved too: both are now January 2024" in everything_said(
        app
    )
    app.run()
    assert "moved too" not in everything_said(app)


def test_an_earlier_first_month_leaves_the_last_as_it_is(januaries):
    app = outcomes(januaries, months="2025-01:2025-01")
    app.selectbox(key="first_month").set_value("2024-01").run()
    assert app.selectbox(key="last_month").value == "2025-01"
    assert "moved too" not in everything_said(app)


def test_the_map_shows_change_or_before_and_after_side_by_side(januaries):
    app = outcomes(januaries, months="2024-01:2024-01")
    (change,) = map_changes(app)
    app.button_group(key="outcomes-shown").set_value("both").run()
    assert not app.exception
    before, after = map_changes(app)
    assert len({change, before, after}) == 3


def test_home_says_how_the_zones_did_unless_they_were_chosen_on_after(januaries):
    query = {"violence_zones": "3", "months": "2024-01:2024-01"}
    app = opened("app.py", januaries, **query)
    told = [
        one.value for one in app.markdown if "fell in 1 of 3 chosen zones" in one.value
    ]
    assert len(told) == 1
    assert "Across the county, incidents fell 16.7%" in told[0]
    assert told[0].endswith("January 2024 is compared with January 2025.")
    app = opened("app.py", januaries, violence_zones="3", months="2025-01:2025-01")
    assert not [one for one in app.markdown if "fell in" in one.value]
    assert "so nothing here shows what patrols changed" in everything_said(app)


def test_patrols_may_begin_next_year(tmp_path):
    write_toy(tmp_path, TWO_JANUARIES)
    app = outcomes(tmp_path)
    app.selectbox(key="patrols-start").set_value("2026-04").run()
    assert not app.exception
    said = "Patrols begin in 2026-04, after the last month loaded (2025-01)"
    assert said in app.error[0].value
    assert app.query_params["patrols-start"] == "2026-04"


def test_the_start_of_patrols_moves_the_periods_and_the_months_of_selection(tmp_path):
    later = TWO_JANUARIES.replace("2025-01", "2024-07").replace("2024-01", "2023-07")
    write_toy(tmp_path, TWO_JANUARIES + "\n".join(later.splitlines()[2:]))
    app = outcomes(tmp_path)
    assert "Before: January 2024" in everything_said(app)
    app.selectbox(key="patrols-start").set_value("2024-01").run()
    assert not app.exception
    assert "Before: July 2023. After: July 2024." in everything_said(app)
    assert app.query_params["patrols-start"] == "2024-01"
    again = outcomes(tmp_path, patrols_start="2024-01")
    assert everything_said(again) == everything_said(app)


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
    chosen = [app.selectbox(key=key).value for key in MONTHS]
    assert chosen == ["2024-01", "2024-01", "2025-01", "2025-01"]
    app.selectbox(key="after_last").set_value("2025-02").run()
    assert "The periods differ in length, 1 month and 2 months" in app.error[0].value
    app.selectbox(key="after_first").set_value("2025-02").run()
    assert not app.error
    assert "After: February 2025" in everything_said(app)
    assert app.query_params["after"] == "2025-02:2025-02"
    again = outcomes(
        tmp_path,
        months="2024-01:2024-01",
        before="2024-01:2024-01",
        after="2025-02:2025-02",
    )
    assert everything_said(again) == everything_said(app)


def test_periods_outlive_a_look_at_another_page(januaries):
    link = {"before": "2025-01:2025-01", "after": "2024-01:2024-01"}
    app = outcomes(januaries, **link)
    assert "are in the wrong order" in app.error[0].value
    app.switch_page("pages/method.py").run()
    app.switch_page("pages/patrol_outcomes.py").run()
    assert "are in the wrong order" in app.error[0].value
    app.toggle(key="own periods").set_value(False).run()
    assert not app.error
    assert "before" not in app.query_params


# The views

# The next-ranked zone stands far off, and Back Lane in the hexagon next to Mill Lane:
# it holds 3 in both years.
WITH_OTHERS = (
    TWO_JANUARIES.rstrip()
    + """
    2024-01 | Violence and sexual offences | North Northamptonshire | Back Lane  | 1401 | 500 | 3
    2025-01 | Violence and sexual offences | North Northamptonshire | Back Lane  | 1401 | 500 | 3
    2024-01 | Violence and sexual offences | West Northamptonshire | Far Road   | 1340 | 500 | 1
    2025-01 | Violence and sexual offences | West Northamptonshire | Far Road   | 1340 | 500 | 1
"""
)


@pytest.fixture
def with_others(tmp_path):
    return write_toy(tmp_path / "others", WITH_OTHERS)


def two_zones(folder, view: str = "", **query: str) -> AppTest:
    """Open the page on Mill Lane and, for its district, Church Row."""
    app = opened(
        "pages/patrol_outcomes.py",
        folder,
        violence_zones="2",
        months="2024-01:2024-01",
        **query,
    )
    if view:
        app.button_group(key="outcomes-view").set_value(view).run()
    assert not app.exception
    return app


def subheaders(app: AppTest) -> list[str]:
    return [element.value for element in app.header]


def test_every_view_opens_and_one_follows_on_another(with_others):
    app = two_zones(with_others)
    views = [*outcome_words.VIEWS, *reversed(outcome_words.VIEWS)]
    shown = {}
    for view in views:
        app.button_group(key="outcomes-view").set_value(view).run()
        assert not app.exception
        assert not app.error
        shown[view] = subheaders(app)
    assert shown["zones"] == ["Months compared", "One zone, month by month"]
    assert shown["others"] == [
        "Months compared",
        "Compared with zones without patrols",
        "Did crime move nearby (displacement)?",
        "The same analysis a year earlier (placebo test)",
    ]
    assert "County measures" in shown["county"]
    assert shown["patrols"] == ["Months compared"]


def test_the_width_of_the_ring_changes_figures_and_is_carried_in_the_link(with_others):
    narrow = "Within 100 metres of the chosen zones (the buffer), incidents stayed the same (0 to 0)"
    app = two_zones(with_others, "others", buffer="100")
    assert narrow in everything_said(app)
    app.number_input(key="buffer").set_value(200).run()
    assert not app.exception
    said = everything_said(app)
    assert (
        "Within 200 metres of the chosen zones (the buffer), incidents stayed the same (3 to 3)"
        in said
    )
    assert app.query_params["buffer"] == "200"
    again = two_zones(with_others, "others", buffer="200")
    assert everything_said(again) == said
    # The usual width is not written.
    app.number_input(key="buffer").set_value(350).run()
    assert "buffer" not in app.query_params


def test_a_ring_so_wide_that_no_zone_is_left_says_so(with_others):
    app = two_zones(write_narrow(with_others), "others", buffer="2000")
    said = everything_said(app)
    assert "Choose a narrower buffer" in said
    assert "moved next door" not in said


def write_narrow(folder):
    """The same without what lies far off."""
    near = [
        line
        for line in WITH_OTHERS.splitlines()
        if not any(far in line for far in ("Far Road", "High Road", "Quay Row"))
    ]
    return write_toy(folder.parent / "near", "\n".join(near))


def test_a_ring_that_is_none_is_told(with_others):
    app = two_zones(with_others, buffer="0")
    assert any("from 50 to 2,000 metres, not 0" in error.value for error in app.error)


def test_the_year_before_is_told_or_what_it_lacks(tmp_path):
    app = two_zones(write_toy(tmp_path / "two", WITH_OTHERS), "others")
    assert "These data do not allow one" in everything_said(app)
    earlier = "\n".join(
        line.replace("2024-01", "2023-01")
        for line in WITH_OTHERS.splitlines()
        if "2024-01" in line
    )
    folder = write_toy(tmp_path / "three", WITH_OTHERS + earlier)
    app = two_zones(folder, "others")
    said = everything_said(app)
    # Of so few zones nothing can be expected a year earlier either, and that is said.
    assert "These data do not allow one" not in said
    assert said.count("Load more months or a larger area") == 2
    # With a year before, comparison zones are measured from that.
    assert "Between January 2023 and January 2025" in said


# Periods


def five_months(folder):
    rows = TWO_JANUARIES.rstrip().splitlines()
    more = [
        row.replace("2024-01", month).replace("2025-01", month.replace("24", "25"))
        for month in ("2024-02", "2024-03")
        for row in rows[2:]
    ]
    return write_toy(folder, "\n".join([*rows, *more]))


def test_the_four_boxes_turned_at_random_never_break_the_page(tmp_path):
    app = two_zones(five_months(tmp_path))
    app.toggle(key="own periods").set_value(True).run()
    drawn = random.Random(7)
    for _ in range(16):
        box = app.selectbox(key=drawn.choice(MONTHS))
        box.select_index(drawn.randrange(len(box.options))).run()
        assert not app.exception
        assert len(app.error) <= 1
        kept = [app.selectbox(key=key).value for key in MONTHS]
        assert kept[0] <= kept[1]
        assert kept[2] <= kept[3]


def test_the_four_boxes_in_any_order_lead_to_the_same_periods(tmp_path):
    app = two_zones(five_months(tmp_path))
    wanted = dict(
        zip(MONTHS, ("2024-02", "2024-03", "2025-02", "2025-03"), strict=True)
    )
    drawn = random.Random(3)
    for _ in range(3):
        app.toggle(key="own periods").set_value(True).run()
        for key in drawn.sample(MONTHS, k=4):
            app.selectbox(key=key).set_value(wanted[key]).run()
            assert not app.exception
        assert not app.error
        said = everything_said(app)
        assert "Before: February to March 2024. After: February to March 2025" in (said)
        app.toggle(key="own periods").set_value(False).run()
        assert "Before: January to March 2024" in everything_said(app)


@pytest.mark.parametrize("name", ["before", "after"])
def test_a_link_with_one_period_says_so_and_compares_the_usual_ones(januaries, name):
    app = outcomes(januaries, **{name: "2024-01:2024-01"})
    assert not app.exception
    assert comparison_words.ONE_PERIOD in [error.value for error in app.error]
    assert "Before: January 2024. After: January 2025." in everything_said(app)
    assert name not in app.query_params


def year_of(street: str, q: int, n: int, months) -> str:
    return "\n".join(
        f"{month} | Violence and sexual offences | North Northamptonshire | {street} | {q} | 500 | {n}"
        for month in months
    )


HEADING = "month | category | district | street | q | r | n\n"


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    """Two years of 80 a month in one place, but 10 in May 2024, and fewer in others."""
    months = months_between("2023-03", "2025-02")
    drawing = HEADING + "\n".join(
        [
            year_of("Mill Lane", 1400, 80, (m for m in months if m != "2024-05")),
            year_of("Mill Lane", 1400, 10, ["2024-05"]),
            year_of("High Road", 1420, 20, months),
            year_of("Quay Row", 1440, 15, months),
        ]
    )
    return write_toy(tmp_path_factory.mktemp("long"), drawing)


def on_long(folder, **query: str) -> AppTest:
    query = {"patrols_start": "2024-03", "violence_zones": "2", **query}
    return opened("pages/patrol_outcomes.py", folder, **query)


def test_months_that_look_wrong_are_named(long):
    app = on_long(long)
    (note,) = [each.value for each in app.warning]
    assert note.startswith("Some of the months compared look wrong")
    assert "May 2024" in note
    # Months that no figure touches are not.
    spans = {"before": "2023-03:2023-04", "after": "2024-03:2024-04"}
    assert not [
        each for each in on_long(long, **spans).warning if "May 2024" in each.value
    ]


def test_a_zone_is_drawn_month_by_month_within_its_limits(long):
    app = on_long(long)
    assert not app.exception
    assert outcome_words.TOO_FEW_MONTHS not in [note.value for note in app.caption]
    (note,) = (
        each.value
        for each in app.caption
        if each.value.endswith(outcome_words.CONTROL_NOTE)
    )
    assert note.startswith("1 of 24 months lies outside the band.")
    box = app.selectbox(key="zone-by-month")
    assert box.options == [
        "1. Mill Lane, North Northamptonshire",
        "2. High Road, North Northamptonshire",
    ]
    box.select_index(1).run()
    assert not app.exception
    app = on_long(long, patrols_start="2024-02")
    assert outcome_words.TOO_FEW_MONTHS in [note.value for note in app.caption]


def test_a_marked_change_of_recording_reaches_the_measures_at_once(long):
    app = on_long(long)
    app.button_group(key="outcomes-view").set_value("county").run()
    assert "recording changed" not in measures_of(app)
    app = on_long(long, recording_changes="2025-01")
    app.button_group(key="outcomes-view").set_value("county").run()
    assert not app.exception
    assert "recording changed" in measures_of(app)


def measures_of(app: AppTest) -> str:
    listed = [each.value for each in app.dataframe if "Measure" in each.value.columns]
    return listed[0].to_csv()


def test_every_fixed_baseline_can_be_asked_for(long):
    app = on_long(long)
    app.button_group(key="outcomes-view").set_value("county").run()
    for index in range(len(app.selectbox(key="baseline").options)):
        app.selectbox(key="baseline").select_index(index).run()
        assert not app.exception
        assert len(app.error) <= 1


# The patrol log

LOG = b"zone,date,hours\nMill Lane,2025-01-03,2\nMill Lane,2025-01-09,1.5\nNowhere,2025-01-09,1\n"


def give(app: AppTest, content: bytes, name: str = "log.csv") -> AppTest:
    given = app.file_uploader(key=show_patrols.UPLOADER)
    given.set_value((name, content, "text/csv")).run()
    assert not app.exception
    return app


def test_a_patrol_log_is_shown_beside_the_outcomes(with_others):
    app = give(two_zones(with_others, "patrols"), LOG)
    assert not app.error
    said = everything_said(app)
    assert "3 rows read, 2 kept, 1 set aside" in said
    assert "no effect is estimated" in said
    listed = next(e.value for e in app.dataframe if "Hours" in e.value.columns)
    assert listed["Hours"].iloc[0] == 3.5
    assert listed["Days patrolled"].to_list() == [2, 0]
    assert listed["Change"].iloc[0] == -4


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "log.csv"),
        (b"zone,when\nMill Lane,2025-01-03\n", "date"),
        (b"PK\x03\x04\0", "not a CSV file"),
    ],
    ids=["empty", "no date", "binary"],
)
def test_a_log_that_cannot_be_read_is_told_in_a_sentence(with_others, content, words):
    app = give(two_zones(with_others, "patrols"), content)
    assert len(app.error) == 1
    assert words in app.error[0].value
    # A good one after it is read.
    assert not give(app, LOG).error


def test_a_log_of_other_zones_is_said_and_draws_nothing(with_others):
    before = two_zones(with_others, "patrols")
    n_charts = len(before.get("vega_lite_chart"))
    app = give(before, b"zone,date,hours\nQuay,2025-01-03,2\nPier,2025-01-04,2\n")
    (warning,) = (each.value for each in app.warning if "None of" in each.value)
    assert warning.startswith("None of the 2 rows of the log lies in one of these")
    assert "The log names Quay and Pier." in warning
    assert len(app.get("vega_lite_chart")) == n_charts
    assert not any("Hours" in each.value.columns for each in app.dataframe)


@pytest.mark.parametrize("row", ["2025-13-03,2", "2025-01-03,-2"])
def test_rows_of_a_log_that_cannot_be_read_are_set_aside_by_line(with_others, row):
    content = f"zone,date,hours\nMill Lane,{row}\nMill Lane,2025-01-04,2\n".encode()
    app = give(two_zones(with_others, "patrols"), content)
    assert not app.error
    said = everything_said(app)
    assert "2 rows read, 1 kept, 1 set aside" in said
    assert "line 2." in said


def test_patrols_outside_after_are_told_and_not_counted(with_others):
    app = give(
        two_zones(with_others, "patrols"),
        b"zone,date,visits\nMill Lane,2024-01-03,2\nMill Lane,2025-01-09,1\n",
    )
    (told,) = [info.value for info in app.info if "row" in info.value]
    assert told == "1 row of the log lies outside January 2025 and is not counted."
    listed = next(e.value for e in app.dataframe if "Visits" in e.value.columns)
    assert listed["Visits"].iloc[0] == 1


def test_a_log_of_no_chosen_zone_breaks_nothing(with_others):
    app = give(
        two_zones(with_others, "patrols"),
        b"zone,date,hours\nNowhere,2025-01-03,2\n",
    )
    assert "1 row read, 0 kept, 1 set aside" in everything_said(app)


def test_the_log_outlives_a_look_at_another_page_until_it_is_taken_away(with_others):
    app = give(two_zones(with_others, "patrols"), LOG)
    app.switch_page("pages/method.py").run()
    app.switch_page("pages/patrol_outcomes.py").run()
    app.button_group(key="outcomes-view").set_value("patrols").run()
    assert "3 rows read" in everything_said(app)
    (away,) = [each for each in app.button if "Remove patrol log" in each.label]
    away.click().run()
    assert not app.exception
    assert "rows read" not in everything_said(app)


def test_a_log_taken_back_is_gone(with_others):
    app = give(two_zones(with_others, "patrols"), LOG)
    app.file_uploader(key=show_patrols.UPLOADER).set_value(None).run()
    assert not app.exception
    assert "rows read" not in everything_said(app)


def test_no_causal_word_is_said_where_zones_were_chosen_on_after(with_others):
    app = opened(
        "pages/patrol_outcomes.py",
        with_others,
        violence_zones="2",
        months="2025-01:2025-01",
    )
    for view in outcome_words.VIEWS:
        app.button_group(key="outcomes-view").set_value(view).run()
        assert not app.exception
        said = everything_said(app).lower()
        for word in ("because of patrols", "caused by", "patrols worked", "effect of"):
            assert word not in said, (view, word)


def test_where_nobody_says_when_patrols_began_the_page_asks(januaries):
    app = outcomes(januaries, patrols_start="", months="2024-01:2024-01")
    assert not app.exception
    assert [note.value for note in app.info] == [comparison_words.SAY_THE_START]
    assert app.selectbox(key="patrols-start").value == ""
    # Months of one's own do without.
    spans = {"before": "2024-01:2024-01", "after": "2025-01:2025-01"}
    app = outcomes(januaries, patrols_start="", months="2024-01:2024-01", **spans)
    assert not app.exception
    assert not app.error
    for view in outcome_words.VIEWS:
        app.button_group(key="outcomes-view").set_value(view).run()
        assert not app.exception
        assert "patrols began in" not in everything_said(app).lower()
    app = outcomes(januaries, patrols_start="", months="2024-01:2024-01")
    app.selectbox(key="patrols-start").set_value("2025-01").run()
    assert app.query_params["patrols-start"] == "2025-01"
    assert not app.info
