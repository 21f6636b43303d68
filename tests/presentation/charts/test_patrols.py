"""Patrols beside outcomes as a reader sees them."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from hotspots.method.patrols.dosage import ZoneDays
from hotspots.months import Period
from hotspots.presentation.charts import patrols as dosage_charts
from hotspots.presentation.words import patrols as dosage_words
from hotspots.sources.opening import Upload
from hotspots.sources.patrol_log import read_patrol_log

NAN, INF = float("nan"), float("inf")
DOSAGE = pd.DataFrame(
    {
        "zone": ["A1", "A2"],
        "name": ["Mill Lane", "High Street"],
        "district": ["Swale", "Dover"],
        "days_patrolled": [9, 0],
        "hours": [12.25, 0.0],
        "visits": [NAN, NAN],
        "before": [10, 4],
        "after": [7, 6],
        "change": [-3, 2],
        "ratio": [0.7, 1.5],
    }
)
DAYS = ZoneDays(
    first="2025-01-01",
    last="2025-03-31",
    n_zones=2,
    days_patrolled=60,
    days_other=120,
    incidents_patrolled=30,
    incidents_other=100,
    ratio=0.6,
    low=0.4,
    high=0.9,
    p_permutation=0.01,
    shuffled_low=31,
    shuffled_high=56,
)
SHUFFLED = (
    "If patrol days were shuffled at random, they would hold 31 to 56 incidents in 95 "
    "of 100 cases (permutation interval)."
)


def test_the_list_leaves_out_what_the_log_does_not_give():
    shown = dosage_words.dosage_list(DOSAGE)
    assert list(shown) == [
        *("No.", "Zone", "District", "Days patrolled", "Hours"),
        *("Before", "After", "Change", "Ratio"),
    ]
    assert shown["Hours"].to_list() == [12.2, 0.0]
    assert shown["No."].to_list() == [1, 2]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, f"10.0% lower): clearly fewer on days with a patrol. {SHUFFLED}"),
        (
            {"ratio": 1.5, "low": 1.2, "high": 1.9},
            f"clearly more on days with a patrol. {SHUFFLED}",
        ),
        (
            {"p_permutation": 0.2},
            f"there is no clear difference. {SHUFFLED} Shuffled days would differ as "
            "much in 20 of 100 cases (permutation test).",
        ),
        ({"high": 1.1}, f"): no clear difference. {SHUFFLED}"),
        ({"high": INF, "ratio": INF}, "These are too few incidents to compare."),
        ({"ratio": NAN, "low": NAN, "high": NAN}, "cannot be compared."),
    ],
)
def test_days_compared_are_told_no_further_than_both_tests_go(changed, words):
    told = dosage_words.zone_days_sentence(replace(DAYS, **changed))
    assert told.startswith(
        "From 1 January 2025 to 31 March 2025, in 2 patrolled zones, there were 30 "
        "incidents on 60 zone-days with a patrol and 100 on 120 without."
    )
    assert told.endswith(words)


def test_a_log_is_told_with_its_dates_and_what_was_set_aside():
    zones = pd.DataFrame({"zone": ["A1"], "name": [""], "district": [""]})
    text = b"zone,date,hours\nA1,1/2/2025,1\nB,1/2/2025,1\nB,2/2/2025,1\nA1,2/2/2025,"
    log = read_patrol_log(Upload("log.csv", text), zones=zones)
    assert dosage_words.log_sentences(log) == [
        "log.csv: 4 rows read, 1 kept, 3 set aside.",
        "Patrols in 1 zone, 1 February 2025.",
        "Dates with slashes were read day first: 1/2/2025 is 1 February.",
        "Set aside (no hours and no visits): line 5.",
        "Set aside (not a chosen zone): lines 3 and 4.",
    ]


def test_patrols_outside_the_period_are_told():
    period = Period("2025-01", "2025-04")
    assert dosage_words.outside_sentence(0, period) == ""
    assert dosage_words.outside_sentence(2, period) == (
        "2 rows of the log lie outside January to April 2025 and are not counted."
    )


def test_the_chart_fits_no_line():
    chart = dosage_charts.dosage_scatter(
        DOSAGE, measured="hours", colour="#175e87"
    ).to_dict()
    assert [layer["mark"]["type"] for layer in chart["layer"]] == [
        *("rule", "point", "text"),
    ]
    rows = chart["datasets"][chart["layer"][1]["data"]["name"]]
    assert [(r["Patrols"], r["Change"]) for r in rows] == [(12.25, -3), (0.0, 2)]
    assert "transform" not in str(chart)
