"""County measures and seasons as a reader sees them: words, lists and charts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hotspots.method.county.measures import MEASURES, MeasuredCounty
from hotspots.months import Period
from hotspots.presentation.charts import county as measure_charts
from hotspots.presentation.lists import county as measure_lists
from hotspots.presentation.words import county as measure_words
from hotspots.presentation.words import season as season_words
from hotspots.tables import MEASURE_FLAGS
from tests.months import NAN, flags_of

JANUARY, A_YEAR_BEFORE, BASELINE = ("2025-01",), ("2024-01",), ("2019-01",)


def row(measure: str, n: int, previous: float = NAN, ends=(NAN, NAN), **more) -> dict:
    ratio = n / previous if previous else NAN
    return {
        "measure": measure,
        "incidents": n,
        "previous": previous,
        "change": n - previous,
        "ratio": ratio,
        "ratio_low": ends[0],
        "ratio_high": ends[1],
        "dispersion": NAN if np.isnan(ends[0]) else 2.0,
        "baseline": NAN,
        "since_change": NAN,
        "since_ratio": NAN,
        "since_ratio_low": NAN,
        "since_ratio_high": NAN,
        "since_dispersion": NAN,
    } | more


def measure_flags(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=MEASURE_FLAGS.column_names)


def county(*rows: dict, **changed) -> MeasuredCounty:
    told = {
        "table": pd.DataFrame(list(rows)),
        "flags": measure_flags(),
        "this": JANUARY,
        "previous": A_YEAR_BEFORE,
        "baseline": (),
        "left_out": (),
        "baseline_asked": Period("2019-01", "2019-12"),
        "baseline_lacking": BASELINE,
    }
    return MeasuredCounty(**(told | changed))


SEASON = pd.DataFrame(
    {
        "month": ["2024-03", "2024-04", "2024-05"],
        "incidents": [7.0, NAN, 9.0],
        "usual": [8.0, 9.0, NAN],
        "usual_low": [5.0, 8.0, NAN],
        "usual_high": [9.0, 11.0, NAN],
        "n_years": [3, 3, 1],
    }
)


FLAGS = flags_of(
    ("2024-04", "", "", "missing", 0, NAN),
    ("2024-05", "", "", "total_low", 9, 120),
    ("2025-05", "", "", "total_low", 8, 120),
)


def test_every_measure_has_a_title_and_a_caveat():
    assert list(measure_words.MEASURE_WORDS) == [measure.name for measure in MEASURES]
    caveats = {name: w.caveat for name, w in measure_words.MEASURE_WORDS.items()}
    assert all(caveats.values())
    assert caveats["drugs"] == (
        "Follows proactive policing, so it is not a measure of crime."
    )
    assert caveats["neighbourhood crime"].endswith(
        "Includes burglary and robbery of businesses, which data.police.uk does not "
        "separate."
    )


def test_without_a_year_before_the_notes_say_so():
    alone = county(row("drugs", 9), previous=())
    assert "so no change can be given" in measure_words.county_notes(alone)[0]
    assert measure_words.INTERVAL_NOTE not in measure_words.county_notes(alone)


def test_the_list_has_the_columns_of_what_is_loaded():
    own = ("drugs", "2025-01", "", "", "total_low", 9, 120)
    other = ("asb", "2025-01", "category", "Anti-social behaviour", "part_low", 1, 400)
    told = county(row("drugs", 80, 100, (0.7, 0.9)), flags=measure_flags(other, own))
    shown = measure_lists.measure_list(told)
    assert list(shown) == [
        "Measure",
        "January 2025",
        "January 2024",
        "Change",
        "Change, %",
        "Range of change (95%)",
        "Clear change",
        "Note",
        "Caveat",
    ]
    assert shown.iloc[0].to_list()[:8] == [
        "Drug offences",
        80,
        100,
        -20,
        -20.0,
        "\N{MINUS SIGN}30.0% to \N{MINUS SIGN}10.0%",
        "Fell",
        "Jan 2025: looks low: 9 incidents, about 120 expected",
    ]


def test_the_baseline_stands_in_the_list_with_its_own_change():
    since = {
        "baseline": 60.0,
        "since_change": 20.0,
        "since_ratio": 4 / 3,
        "since_ratio_low": 1.1,
        "since_ratio_high": 1.6,
        "since_dispersion": 2.0,
    }
    told = county(
        row("drugs", 80, 100, (0.7, 0.9), **since),
        baseline=BASELINE,
        baseline_lacking=(),
    )
    shown = measure_lists.measure_list(told)
    assert shown["January 2019"].to_list() == [60]
    assert shown["Change since January 2019, %"].to_list() == [33.3]
    assert shown["Clear change since January 2019"].to_list() == ["Rose"]
    assert measure_words.county_notes(told)[1] == (
        "The fixed baseline is January to December 2019, the same months."
    )


def test_notes_say_what_is_missing():
    told = county(row("drugs", 95, 100), this=("2025-02",), previous=("2024-02",))
    notes = measure_words.county_notes(told)
    assert measure_words.NO_INTERVAL in notes
    assert measure_words.BY_DAY in notes
    assert notes[1] == (
        "There is no fixed baseline, because January to December 2019 is not loaded."
    )


def test_changes_are_told_apart_by_shape_and_by_colour():
    told = county(
        row("drugs", 80, 100, (0.7, 0.9)),
        row("asb", 95, 100, (0.8, 1.1)),
        row("weapons", 3, 0),
    )
    chart = measure_charts.change_chart(
        told.table, then="previous", daily=measure_words.daily(told, told.previous)
    ).to_dict()
    [none, rules, points] = chart["layer"]
    assert none["mark"]["type"] == "rule"
    assert points["encoding"]["shape"]["scale"] == {
        "domain": ["Fell", "No clear change"],
        "range": ["triangle-down", "circle"],
    }
    rows = chart["datasets"][rules["data"]["name"]]
    assert [r["Measure"] for r in rows] == [
        "Drug offences",
        "Antisocial behaviour (ASB)",
    ]
    assert rows[0]["Change"] == pytest.approx(-0.2)
    assert (rows[0]["Low"], rows[0]["High"]) == pytest.approx((-0.3, -0.1))


def test_a_season_marks_the_patrol_start_and_crosses_no_gap():
    chart = measure_charts.season_chart(
        SEASON, flags=FLAGS, patrols_start="2024-04", colour="#175e87"
    ).to_dict()
    marks = [layer["mark"]["type"] for layer in chart["layer"]]
    assert marks == ["rect", "rule", "line", "point", "rule", "text"]
    # A label a month, no month twice.
    axis = chart["layer"][2]["encoding"]["x"]["axis"]
    assert (axis["tickCount"], axis["format"]) == ("month", "%b %Y")
    usual = chart["datasets"][chart["layer"][0]["data"]["name"]]
    assert [(r["usual_low"], r["usual_high"]) for r in usual] == [(5, 9), (8, 11)]
    line = chart["datasets"][chart["layer"][2]["data"]["name"]]
    assert len({r["run"] for r in line}) == 2
    assert [r["note"] for r in line] == [
        "",
        "looks low: 9 incidents, about 120 expected",
    ]


def test_a_season_without_other_years_names_none_in_the_legend():
    alone = SEASON.assign(usual=NAN, usual_low=NAN, usual_high=NAN, n_years=1)
    chart = measure_charts.season_chart(
        alone, flags=flags_of(), patrols_start="2019-04", colour="#175e87"
    ).to_dict()
    assert len(chart["layer"]) == 4
    assert chart["layer"][2]["encoding"]["color"]["scale"]["domain"] == ["These months"]
    assert "too few other years" in season_words.season_sentence(alone)


def test_a_season_names_what_is_missing_and_what_looks_wrong():
    assert season_words.season_sentence(SEASON).endswith(
        "For May 2024 fewer than two other years are loaded."
    )
    # Two other years leave out two months in three by chance alone.
    two = SEASON.assign(n_years=2)
    assert "With two other years about 67% would by chance" in (
        season_words.season_sentence(two)
    )
    every = two.assign(usual_low=1e6, usual_high=1e6)
    assert "of 1 month lies outside" in season_words.season_sentence(every)
    assert "Here none of" not in season_words.season_sentence(every)
    assert season_words.season_flags(SEASON, FLAGS) == (
        "Not loaded: April 2024. Looks wrong: May 2024: looks low: 9 incidents, about "
        "120 expected."
    )
    assert season_words.season_flags(SEASON, flags_of()) == ""
