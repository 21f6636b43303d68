"""What pictures say to who cannot see them: their figures, and what is not shown."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hotspots.presentation.words import alt_texts, pictures

MONTHS = ["2024-01", "2024-02", "2025-01", "2025-02"]


def monthly(counts, months=MONTHS, part="Hotspots together"):
    return pd.DataFrame({"part": part, "month": months, "incidents": counts})


def test_equal_districts_are_said_together_and_the_rest_in_short():
    n_in = {"Ashford": 1, "Dover": 2, "Medway": 6, "Swale": 2, "Thanet": 1}
    assert alt_texts.zones(n_in, area=list(n_in)) == (
        "Map with 12 dots: six in Medway, two each in Dover and Swale, "
        "one in each other district."
    )
    # Where a district has none, those that have one are named.
    assert alt_texts.districts(n_in, area=[*n_in, "Dartford"]).endswith(
        "one each in Ashford and Thanet; none in Dartford."
    )
    assert alt_texts.zones({"Dover": 1}, area=["Dover"]) == (
        "Map with 1 dot: one in Dover."
    )


def test_few_zones_that_rose_are_named_by_their_districts():
    ways = ["fell"] * 17 + ["rose"] * 5 + ["about the same"] * 3 + ["hidden"] * 2
    of = ["Ashford"] * 17 + ["Medway"] * 3 + ["Swale", "Dover"] + ["Thanet"] * 5
    assert alt_texts.change(ways, of, name="violence", span="May with April") == (
        "Map comparing May with April. Of 27 hotspots, violence fell by 5% or more in "
        "17, rose by 5% or more in five (three in Medway, one each in Dover and Swale) "
        "and changed by less in three (three in Thanet). For two the change is not "
        "shown."
    )


def test_a_map_of_hidden_changes_alone_says_so():
    said = alt_texts.change(["hidden"], ["Dover"], name="violence", span="A with B")
    assert said == "Map comparing A with B. For one the change is not shown."


def test_circles_are_said_with_their_least_and_most():
    counts = pd.DataFrame({"2024": [10, 55, None], "2025": [0, 40, 5]}, dtype="Int64")
    said = alt_texts.before_after(counts, together=(None, 45), called="reports")
    assert said == (
        "Two maps with a circle for each of 3 hotspots, larger for more reports. 2024: "
        "10 to 55 in one hotspot, one not shown. 2025: 45 together, 0 to 40 in one "
        "hotspot."
    )


FEBRUARY = {"2024-02": "patrols start"}


def test_a_line_is_said_by_the_months_that_are_loaded():
    said = alt_texts.trend(
        monthly([20, 30, 15, 15]), starts=FEBRUARY, rounded=True, called="reports"
    )
    assert said == (
        "Line chart of reports a month, with an upright line at February 2024 (patrols "
        "start). Hotspots together: about 20 to 30 in January to February 2024 (most in February 2024); "
        "about 15 in January to February 2025. March to December 2024 are missing."
    )


def test_a_line_without_gaps_is_said_before_and_after_the_start_of_patrols():
    months = ["2024-01", "2024-02", "2024-03"]
    said = alt_texts.trend(
        monthly([20, 30, 15], months),
        starts={"2024-03": "patrols start"},
        rounded=True,
        called="reports",
    )
    assert "20 to 30 in January to February 2024" in said
    assert said.endswith("about 15 in March 2024.")
    later = alt_texts.trend(
        monthly([20, 30, 15], months),
        starts={"2025-03": "patrols start"},
        rounded=True,
        called="reports",
    )
    assert "15 to 30 in January to March 2024" in later


def test_exact_counts_are_said_without_about():
    exact = alt_texts.trend(
        monthly([20, 30, 15, 15]), starts={}, rounded=False, called="reports"
    )
    assert "about" not in exact


def test_hidden_months_are_counted_and_never_said():
    said = alt_texts.trend(
        monthly([20, np.nan, np.nan, np.nan]),
        starts=FEBRUARY,
        rounded=True,
        called="reports",
    )
    assert "about 20 in January to February 2024, 1 month not shown" in said
    assert "not shown in January to February 2025" in said


@pytest.mark.parametrize(
    ("farthest_m", "words"),
    [
        (99.0, ""),
        (101.0, "within 500 metres."),
        (501.0, "within 1,000 metres."),
        (1000.0, "within 1,000 metres."),
        (1001.0, "moved by up to 2 km so that"),
        (3200.0, "moved by up to 4 km so that"),
        (4000.0, "moved by up to 4 km so that"),
    ],
)
def test_what_is_said_of_moved_dots_is_never_less_than_they_were_moved(
    farthest_m, words
):
    said = pictures.moved(farthest_m, signs="Dots")
    assert words in said
    assert bool(said) == bool(words)
