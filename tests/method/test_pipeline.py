"""The whole method on the toy place, against answers worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from hotspots.errors import InputError
from hotspots.method.pipeline import run, with_months, with_start
from hotspots.months import Period, months_between
from hotspots.settings import Settings
from hotspots.sources.areas import KENT_DISTRICTS
from hotspots.tables import ADDRESS_FLAGS
from tests.toy import write_toy

# Two zones, one in each district, on both months.
TWO = Settings().with_strand("violence", n_zones=2)


@pytest.fixture
def toy(tmp_path):
    return [write_toy(tmp_path)]


# Refuses bad input


def test_months_that_are_not_loaded_are_refused_with_those_that_are(toy):
    settings = Settings(chosen_on=Period("2023-01", "2023-12"))
    with pytest.raises(
        InputError,
        match="No incidents are loaded for 2023-01 to 2023-12. The data cover ",
    ):
        run(toy, settings, "violence")


def test_an_unknown_strand_is_refused(toy):
    with pytest.raises(InputError, match="There is no strand “knife”"):
        run(toy, Settings(), "knife")


# Gives the right answer


def test_the_toy_place_worked_by_hand(toy, table):
    # Volume 22: Prison 9, Mill Lane 6, High Road 5, Quay Row 1, Church Row 1.
    # Harm at 120.8 and 365 days: 1087.2, 1213.2, 604, 365, 120.8; in all 3390.2.
    # Score: the mean of both shares.
    expected = table("""
        zone           | name       | district | volume | harm   | score    | rank
        H350-1400-0500 | Mill Lane  | North Northamptonshire | 6      | 1213.2 | 0.315291 | 2
        H350-1410-0500 | Prison     | North Northamptonshire | 9      | 1087.2 | 0.364890 | 1
        H350-1401-0500 | High Road  | North Northamptonshire | 5      | 604.0  | 0.202717 | 3
        H350-1420-0500 | Quay Row   | North Northamptonshire | 1      | 365.0  | 0.076559 | 4
        H350-1380-0500 | Church Row | West Northamptonshire | 1      | 120.8  | 0.040543 | 5
    """).sort_values("rank", ignore_index=True)
    ranking = run(toy, TWO, "violence").ranking
    pd.testing.assert_frame_equal(
        ranking[expected.columns.to_list()].round(6),
        expected,
        check_dtype=False,
    )
    first = ranking.loc[0, list(ADDRESS_FLAGS)]
    assert first[first].index.to_list() == ["mostly_prison", "mostly_one_address"]


def test_each_district_gets_one_and_no_prison_is_chosen(toy):
    selection = run(toy, TWO, "violence").selection
    assert selection["name"].to_list() == ["Mill Lane", "Church Row"]
    assert selection["chosen_as"].to_list() == ["score", "district floor"]
    # High Road, third by score, is out for Church Row.
    assert selection["displaced"].to_list() == ["", "H350-1401-0500"]
    assert selection["group"].to_list() == [1, 2]


def test_touching_zones_are_one_place(toy):
    settings = Settings().with_strand("violence", n_zones=3)
    selection = run(toy, settings, "violence").selection
    assert selection["name"].to_list() == ["Mill Lane", "High Road", "Church Row"]
    assert selection["group"].to_list() == [1, 1, 2]


def test_a_prison_can_be_let_in(toy):
    settings = Settings(include_prisons=True).with_strand("violence", n_zones=2)
    selection = run(toy, settings, "violence").selection
    assert selection["name"].to_list() == ["Prison", "Church Row"]


def test_only_the_strand_and_the_months_count(toy):
    january = Settings(chosen_on=Period("2025-01", "2025-01"))
    ranking = run(toy, january.with_strand("violence", n_zones=2), "violence").ranking
    assert dict(zip(ranking["name"], ranking["volume"], strict=True)) == {
        "Mill Lane": 4,
        "High Road": 5,
        "Quay Row": 1,
        "Church Row": 1,
    }


@pytest.mark.parametrize(
    ("loaded", "expected"),
    [
        (("2022-01", "2025-12"), ("2023-04", "2024-03")),
        (("2023-04", "2024-03"), ("2023-04", "2024-03")),
        (("2023-05", "2025-12"), ("2025-01", "2025-12")),
        (("2025-01", "2025-04"), ("2025-01", "2025-04")),
    ],
)
def test_zones_are_chosen_on_the_year_before_patrols_or_the_latest_twelve_months(
    loaded, expected
):
    said = Settings(patrols_start="2024-04")
    filled = with_months(said, months_between(*loaded))
    assert filled.chosen_on == Period(*expected)


def test_where_nobody_says_when_patrols_began_zones_are_chosen_on_the_latest_year():
    filled = with_months(Settings(), months_between("2022-01", "2025-12"))
    assert filled.chosen_on == Period("2025-01", "2025-12")


@pytest.mark.parametrize(
    ("area", "synthetic", "asked", "expected"),
    [
        (tuple(KENT_DISTRICTS.values()), False, "", "2024-04"),
        (tuple(KENT_DISTRICTS.values()), False, "2023-04", "2023-04"),
        (("Swale", "Dover"), False, "", ""),
        (("Lincoln", "Boston"), False, "", ""),
        (("Lincoln", "Boston"), False, "2012-04", "2012-04"),
        (("Swale", "Dover"), True, "", "2024-04"),
    ],
)
def test_patrols_began_in_april_2024_in_kent_and_the_sample_alone(
    toy, area, synthetic, asked, expected
):
    reading = replace(run(toy, TWO, "violence").reading, area=area, synthetic=synthetic)
    filled = with_start(Settings(patrols_start=asked), reading)
    assert filled.patrols_start == expected


def test_an_edited_weight_changes_the_ranking_and_counts_nothing_again(toy):
    edited = TWO.with_strand(
        "violence", weights=(("Robbery", 10_000.0),), harm_share=1.0
    )
    before, after = run(toy, TWO, "violence"), run(toy, edited, "violence")
    assert after.ranking["name"].to_list()[:2] == ["Mill Lane", "Quay Row"]
    pd.testing.assert_series_equal(
        after.ranking.set_index("zone")["volume"].sort_index(),
        before.ranking.set_index("zone")["volume"].sort_index(),
    )
