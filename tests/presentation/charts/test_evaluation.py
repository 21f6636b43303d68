"""Charts and maps of outcomes: what they draw, by their specification alone."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import altair as alt
import numpy as np
import pandas as pd
import pytest

from hotspots.errors import TableError
from hotspots.method.evaluation import evaluate
from hotspots.method.evaluation.control_charts import u_chart
from hotspots.method.evaluation.periods import Periods
from hotspots.months import Period
from hotspots.presentation.charts import outcomes as outcome_charts
from hotspots.presentation.charts.evaluation import AFTER, BEFORE, EXPECTED, dumbbells
from hotspots.presentation.colours import (
    CHANGE_COLOURS,
    GROUP_COLOURS,
    MAP_COLOURS,
    WHITE,
    contrast,
)
from hotspots.presentation.lists import evaluation as lists
from hotspots.presentation.maps import zones as maps
from hotspots.presentation.words import numbers
from hotspots.presentation.words import outcomes as outcome_words
from hotspots.presentation.words.patrolled import start_labels
from hotspots.settings import Settings
from hotspots.tables import CHOSEN_ZONES, COUNTY
from tests.worlds import Plan, evaluated, id_of, reading_of

COLOUR = MAP_COLOURS["blue"].strong


@pytest.fixture(scope="module")
def told():
    counts = (
        [9, 8, 7, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1],
        [5, 8, 4, 4, 3, 1, 3, 1, 0, 2, 1, 2, 0],
    )
    reading = reading_of(dict(zip(("2024-01", "2025-01"), counts, strict=True)))
    return evaluated(reading, Plan("2024-01:2024-01"))


def data_of(chart) -> pd.DataFrame:
    (rows,) = chart.to_dict()["datasets"].values()
    return pd.DataFrame(rows)


# Dumbbells


def test_each_zone_is_drawn_before_after_and_with_its_range(told):
    chart = dumbbells(told, colour=COLOUR)
    drawn = data_of(chart)
    outcomes, expected = told.comparison.outcomes, told.expected
    assert drawn["Zone"].to_list() == [
        f"{number}. {name}" for number, name in enumerate(outcomes["name"], start=1)
    ]
    assert drawn[BEFORE].to_list() == outcomes["before"].to_list()
    assert drawn[AFTER].to_list() == outcomes["after"].to_list()
    assert drawn["Low"].to_list() == expected.low.tolist()
    assert drawn["High"].to_list() == expected.high.tolist()
    assert (drawn["Low"] <= drawn["Expected"]).all()
    assert (drawn["Expected"] <= drawn["High"]).all()
    marks = [layer["mark"]["type"] for layer in chart.to_dict()["layer"]]
    # The range lies under the line, and both under the signs.
    assert marks == ["bar", "rule", "point", "point"]


def test_before_and_after_are_told_apart_without_colour(told):
    spec = dumbbells(told, colour=COLOUR).to_dict()
    scale = spec["layer"][-1]["encoding"]["fill"]["scale"]
    fills = dict(zip(scale["domain"], scale["range"], strict=True))
    assert set(fills) == {BEFORE, AFTER, EXPECTED}
    assert fills[BEFORE] == WHITE
    assert contrast(fills[AFTER], WHITE) >= 4.5


def test_without_an_expectation_no_range_is_drawn(told):
    silent = replace(told, expected=None, why_not=evaluate.REFUSED)
    chart = dumbbells(silent, colour=COLOUR)
    assert [layer["mark"]["type"] for layer in chart.to_dict()["layer"]] == [
        "rule",
        "point",
        "point",
    ]
    assert not {"Low", "High", "Expected"} & set(data_of(chart))
    # Counts are whole, however few.
    axis = chart.to_dict()["layer"][1]["encoding"]["x"]["axis"]
    assert axis["tickMinStep"] == 1
    # Nor does its key name what is not there.
    assert EXPECTED not in json.dumps(chart.to_dict()["layer"])


def test_a_name_from_a_file_stays_text(told):
    nasty = told.comparison.outcomes.assign(name="<b>x</b> ' + alert(1)")
    changed = replace(told, comparison=replace(told.comparison, outcomes=nasty))
    assert data_of(dumbbells(changed, colour=COLOUR))["Zone"].iloc[0] == (
        "1. <b>x</b> ' + alert(1)"
    )


# One zone month by month

MONTHS = [f"2023-{month:02d}" for month in range(1, 13)] + ["2024-01", "2024-02"]


def controlled(counts):
    days = [Period(month, month).days for month in MONTHS]
    return outcome_charts.control_chart(
        MONTHS,
        u_chart(counts, days, n_baseline=12),
        starts={"2024-01": "patrols start"},
        colour=COLOUR,
    )


def points_of(chart) -> pd.DataFrame:
    spec = chart.to_dict()
    return pd.DataFrame(spec["datasets"][spec["layer"][0]["data"]["name"]])


def test_a_month_beyond_the_limits_has_a_sign_of_its_own():
    chart = controlled([31, 28] * 6 + [30, 300])
    drawn = points_of(chart)
    assert drawn["Month"].to_list() == [outcome_charts.USUAL] * 13 + [
        outcome_charts.BEYOND
    ]
    assert (drawn["low"] <= drawn["centre"]).all()
    assert (drawn["centre"] <= drawn["high"]).all()
    assert drawn["value"].iloc[-1] == pytest.approx(300 / 29)
    assert "patrols start" in json.dumps(chart.to_dict())


@pytest.mark.parametrize("has_limits", [True, False])
def test_no_line_crosses_months_that_are_missing(has_limits):
    limits = u_chart([3, 4, 5], [31, 29, 31], n_baseline=3)
    if not has_limits:
        limits = replace(limits, centre=np.full(3, np.nan))
    chart = outcome_charts.control_chart(
        ["2024-01", "2024-02", "2025-01"],
        limits,
        starts={},
        colour=COLOUR,
    )
    spec = chart.to_dict()
    (drawn,) = spec["datasets"].values()
    assert [row["run"] for row in drawn] == [1, 1, 2]
    lines = [each for each in spec["layer"] if "detail" in each["encoding"]]
    assert [each["encoding"]["y"]["field"] for each in lines] == ["value"]
    if has_limits:
        # Band and centre are a piece a month, half way to the months beside it.
        pieces = [each for each in spec["layer"] if "x2" in each["encoding"]]
        assert [each["encoding"]["y"]["field"] for each in pieces] == ["low", "centre"]
        spans = [(row["from"][:10], row["to"][:10]) for row in drawn]
        assert spans[0] == ("2023-12-16", "2024-01-16")
        assert spans[2] == ("2024-12-16", "2025-01-16")
        assert spans[1][1] < spans[2][0]


def test_the_key_names_only_what_is_drawn():
    text = json.dumps(controlled([31, 28] * 7).to_dict())
    assert outcome_charts.USUAL in text
    assert outcome_charts.BEYOND not in text


def test_a_zone_without_any_incident_is_drawn_at_nothing():
    drawn = points_of(controlled([0] * 14))
    assert drawn[["value", "low", "high", "centre"]].to_numpy().max() == 0
    assert set(drawn["Month"]) == {outcome_charts.USUAL}


# Months of the county


PERIODS = Periods(Period("2023-01", "2023-03"), Period("2024-01", "2024-03"), "2023-06")
STARTS = start_labels({"2023-06": 24}, is_patrolled=False)


@pytest.fixture
def monthly(table):
    return table("""
        part         | month   | incidents
        county       | 2023-01 | 90
        county       | 2023-02 | 80
        county       | 2024-01 | 70
        chosen zones | 2023-01 | 9
        chosen zones | 2023-02 | 0
        chosen zones | 2024-01 | 7
    """)


@pytest.mark.parametrize(
    ("part", "counts"), [(COUNTY, [90, 80, 70]), (CHOSEN_ZONES, [9, 0, 7])]
)
def test_months_of_a_part_are_drawn_without_a_line_over_gaps(monthly, part, counts):
    chart = outcome_charts.monthly_line(
        monthly, part=part, periods=PERIODS, starts=STARTS, colour=COLOUR
    )
    spec = chart.to_dict()
    tables = [pd.DataFrame(rows) for rows in spec["datasets"].values()]
    (line,) = [rows for rows in tables if "incidents" in rows]
    assert line["incidents"].to_list() == counts
    assert line["run"].to_list() == [1, 1, 2]
    (bands,) = [rows for rows in tables if "from" in rows]
    assert bands["from"].to_list() == ["2023-01-01", "2024-01-01"]
    assert bands["to"].to_list() == ["2023-03-28", "2024-03-28"]
    (start,) = [rows for rows in tables if list(rows) == ["month"]]
    assert start["month"].to_list() == ["2023-06-01"]


def test_each_start_is_marked_with_its_zones_and_own_months_are_not_shaded(monthly):
    chart = outcome_charts.monthly_line(
        monthly,
        part=CHOSEN_ZONES,
        periods=None,
        starts=start_labels({"2023-06": 3, "2023-09": 1}, is_patrolled=True),
        colour=COLOUR,
    )
    tables = [pd.DataFrame(rows) for rows in chart.to_dict()["datasets"].values()]
    (starts,) = [rows for rows in tables if "label" in rows]
    assert starts["month"].to_list() == ["2023-06-01", "2023-09-01"]
    assert starts["label"].to_list() == [
        "patrols start: 3 zones",
        "patrols start: 1 zone",
    ]
    assert not [rows for rows in tables if "from" in rows]


def test_months_need_the_monthly_table(monthly):
    with pytest.raises(TableError, match="`part` is missing"):
        outcome_charts.monthly_line(
            monthly.drop(columns="part"),
            part=COUNTY,
            periods=PERIODS,
            starts=STARTS,
            colour=COLOUR,
        )


@pytest.mark.parametrize("theme", ["default", "dark"])
def test_charts_look_the_same_in_any_theme(told, theme):
    with alt.theme.enable(theme):
        assert dumbbells(told, colour=COLOUR).to_dict()["background"] == WHITE


# Maps


def change_of(group) -> dict:
    """What the map's script is called with."""
    maps.zone_map("").add_child(group)
    (script,) = group._children.values()
    return json.loads(re.search(r"restyle\(map_\w+,(.*)\);$", script.call())[1])


def zones_of(*numbers: int) -> pd.DataFrame:
    return pd.DataFrame({"zone": [id_of(number) for number in numbers]})


def shaded(classes, colours=CHANGE_COLOURS, zones=(0, 1, 2)):
    shown = pd.DataFrame(
        {
            "zone": [id_of(number) for number in zones],
            "class": classes,
            "label": [str(each) for each in range(1, len(zones) + 1)],
            "told": "Incidents fell.",
        }
    )
    return maps.shade_zones(
        zones_of(0, 3, 1, 2), shown, colours=colours, key=maps.Key("ASB")
    )


def test_zones_shown_have_the_colours_of_their_classes_and_others_none():
    change = change_of(shaded([1, 3, 5]))
    assert change["classes"] == "1035"
    assert [one["zone"] for one in change["chosen"]] == [0, 2, 3]
    assert [one["label"] for one in change["chosen"]] == ["1", "2", "3"]
    assert [one["filled"] for one in change["chosen"]] == [1, 3, 5]


@pytest.mark.parametrize("classes", [[0, 1, 2], [1, 2, 6]])
def test_a_class_without_a_colour_is_refused(classes):
    with pytest.raises(TableError):
        shaded(classes)


def test_both_groups_are_told_apart(told):
    both = lists.both_groups(told)
    zones = zones_of(*range(10))
    change = change_of(
        maps.shade_zones(zones, both, colours=GROUP_COLOURS, key=maps.Key("ASB"))
    )
    assert sorted(change["classes"]) == ["0"] * 4 + ["1"] * 3 + ["2"] * 3
    assert contrast(*GROUP_COLOURS.ramp) >= 3


@pytest.mark.parametrize(
    ("group", "joins"), [("", 0), ("before and after", 1), ("</script>'", 1)]
)
def test_only_maps_of_a_group_are_joined(group, joins):
    text = maps.zone_map("packed", group=group).get_root().render()
    assert text.count("HotspotsMap.join(") == joins
    assert "</script>'" not in text


# Words beside them


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((20000, 19100), f"{numbers.MINUS}4.5%"),
        ((8, 10), "+25.0%"),
        ((7, 7), "0.0%"),
        ((0, 3), "from none"),
        ((0, 0), "none"),
    ],
)
def test_changes_are_written_one_way(counts, said):
    from hotspots.method.evaluation.before_after import Change

    before, after = counts
    ratio = after / before if before else np.nan
    change = Change(before, after, ratio, np.nan, np.nan)
    assert outcome_words.percent(change) == said


def test_figures_are_those_of_the_comparison(told):
    figures = outcome_words.figures(told)
    fell, made_of = figures["Zones where incidents fell"]
    assert fell == "2 of 3"
    assert made_of.startswith("0 rose, 1 stayed the same")
    seen, made_of = figures["Seen"]
    assert seen == "17"
    assert made_of.startswith("incidents in the zones, January 2025. January 2024: 24")
    # One district and one month tell no range.
    assert figures["County"][1].startswith("40 before, 34 after. Outside the zones +6")


def test_the_map_is_called_what_it_shows(told):
    for shown, note in {
        "change": (
            "January 2024, then January 2025. This is the plain change, not a verdict: "
            "none of the 3 zones has a verdict other than as expected."
        ),
        "before": "Before: January 2024",
        "after": "After: January 2025",
    }.items():
        key = outcome_words.map_key(
            told.comparison, programme=Settings().strand("asb"), shown=shown
        )
        assert key.note == note
        assert (
            key.label
            == f"Map of 3 chosen zones: {shown}. The list on this page holds the same figures."
        )
    before, after = (
        outcome_words.map_key(
            told.comparison, programme=Settings().strand("asb"), shown=shown
        )
        for shown in ("before", "after")
    )
    outcomes = told.comparison.outcomes
    for verdicts, words in (
        (["", "", ""], "not a verdict: none can be given for these zones"),
        (
            ["fewer than expected", "as expected", "more than expected"],
            "2 of the 3 zones have a verdict other",
        ),
        (
            ["as expected", "as expected", "more than expected"],
            "1 of the 3 zones has a verdict",
        ),
    ):
        comparison = replace(
            told.comparison, outcomes=outcomes.assign(verdict=verdicts)
        )
        assert words in outcome_words.verdicts_beside(comparison)
    # One scale for both.
    assert (before.low, before.high) == (after.low, after.high)


def test_zones_on_the_map_are_numbered_and_told(told):
    shown = outcome_words.zones_shown(told.comparison, np.array([1, 3, 1]))
    assert shown["label"].to_list() == ["1", "2", "3"]
    assert shown["told"].iloc[0] == "Incidents fell 44.4%, from 9 to 5."
    assert shown["told"].iloc[1] == "Incidents stayed at 8."


def test_districts_are_listed_with_their_change(told):
    listed = outcome_words.district_list(told.comparison)
    assert listed[["Before", "After", "Change"]].to_numpy().tolist() == [[40, 34, -6]]
    assert listed["Change, %"].to_list() == [-15.0]
    assert listed["Range (95%)"].to_list() == [""]
