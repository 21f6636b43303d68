from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from hotspots.method.choosing.selection import not_eligible
from hotspots.method.choosing.summary import summarise
from hotspots.method.pipeline import districts_of, run
from hotspots.presentation.lists import zones as lists
from hotspots.settings import Settings
from tests.months import NAN, checked
from tests.toy import write_toy


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    toy = write_toy(tmp_path_factory.mktemp("toy"))
    return run([toy], Settings().with_strand("violence", n_zones=2), "violence")


def test_the_list_tells_each_zones_reason_beside_the_zone_it_kept_out(result):
    told = lists.chosen_list(result.selection, result.ranking)
    assert told["No."].to_list() == [1, 2]
    assert told["Why"].to_list() == ["Score", "District"]
    assert told["In place of"].to_list() == ["", "High Road, North Northamptonshire"]
    assert lists.reasons(result.selection, result.ranking) == [
        "Chosen for its score",
        "Chosen so that its district has one, in place of High Road, North Northamptonshire",
    ]


def test_zones_in_and_zones_out_make_up_the_ranking(result):
    told = lists.not_chosen_list(result.ranking, result.selection)
    assert told["Zone"].to_list() == ["Prison", "High Road", "Quay Row"]
    assert len(told) + len(result.selection) == len(result.ranking)
    assert told["Mostly"][0] == "One address, a prison"


def test_districts_add_up_by_hand(result, table):
    expected = table("""
        district | chosen | chosen_by_floor | best_rank | volume | volume_chosen
        North Northamptonshire | 1      | 0               | 2         | 21     | 6
        Nowhere  | 0      | 0               | 0         | 0      | 0
        West Northamptonshire | 1      | 1               | 5         | 1      | 1
    """)
    area = ("North Northamptonshire", "Nowhere", "West Northamptonshire")
    told = districts_of(replace(result, reading=replace(result.reading, area=area)))
    pd.testing.assert_frame_equal(told, expected, check_dtype=False)
    assert lists.district_list(told)["District"].to_list() == list(expected["district"])


def test_the_summary_adds_up_by_hand(result):
    # Chosen: 6 and 1 of 22 incidents; High Road (5) out for Church Row (1).
    summary = summarise(result.ranking, result.selection)
    assert (summary.volume, summary.volume_chosen) == (22, 7)
    assert summary.share_of_harm == pytest.approx((1213.2 + 120.8) / 3390.2)
    assert summary.promise.n_zones == 1
    assert summary.promise.districts == ("West Northamptonshire",)
    assert summary.promise.fewer_incidents == {"volume": 4}
    # Scores 0.315291 + 0.202717 without the floor, 0.040543 for the second with it.
    assert summary.promise.share == pytest.approx(
        (0.202717 - 0.040543) / (0.315291 + 0.202717), abs=1e-5
    )


def test_every_ranked_zone_is_listed_with_whether_it_is_chosen(result, table):
    expected = table("""
        Rank | Zone       | Chosen
        1    | Prison     | Not eligible
        2    | Mill Lane  | No. 1
        3    | High Road  |
        4    | Quay Row   |
        5    | Church Row | No. 2
    """)
    told = lists.rank_list(
        result.ranking, result.selection, not_eligible(result.ranking)
    )
    pd.testing.assert_frame_equal(
        told[list(expected)], expected, check_dtype=False, check_index_type=False
    )


def test_zones_are_found_by_street_or_district_as_they_stand(result):
    told = lists.rank_list(
        result.ranking, result.selection, not_eligible(result.ranking)
    )
    none = [""] * len(told)
    assert lists.find(told, "mill", streets=none)["Zone"].to_list() == ["Mill Lane"]
    assert lists.find(told, "WEST", streets=none)["Zone"].to_list() == ["Church Row"]
    assert lists.find(told, "(.*", streets=none).empty
    assert len(lists.find(told, "  ", streets=none)) == len(told)


def test_zones_are_found_by_any_street_in_them_and_say_which(result):
    told = lists.rank_list(
        result.ranking, result.selection, not_eligible(result.ranking)
    )
    found = lists.find(told, "back", streets=["", "", "Back Alley", "", ""])
    assert found[["Zone", "Street"]].to_numpy().tolist() == [
        ["High Road", "Back Alley"]
    ]


def test_reasons_are_listed_by_number_and_explained():
    set_aside = pd.DataFrame(
        {
            "file": "a.csv",
            "line": [2, 3, 4],
            "month": "2025-01",
            "category": "Drugs",
            "reason": ["no location", "outside the area", "no location"],
        }
    )
    told = lists.reason_list(set_aside)
    assert told["Reason"].to_list() == ["no location", "outside the area"]
    assert told["Rows"].to_list() == [2, 1]
    assert told["What it means"][0] == "No location is recorded for it."


def test_files_that_were_not_read_come_first(table):
    files = table("""
        file                          | use                     | status   | force | months  | rows_read | rows_kept | rows_set_aside
        /a/2025-01-kent-street.csv    | read                    | read     | Kent  | 2025-01 | 9         | 8         | 1
        /a/kent.zip: b/1-outcomes.csv | not used: outcomes      | not used |       |         | 0         | 0         | 0
    """)
    told = lists.file_list(files)
    assert told["File"].to_list() == [
        "kent.zip: 1-outcomes.csv",
        "2025-01-kent-street.csv",
    ]
    assert told["What was done"].to_list() == ["Not used: outcomes", "Read"]
    assert told["Rows read"].to_list() == [0, 9]


def test_months_are_listed_with_what_looks_wrong():
    months = checked(
        {"2025-01": 9, "2025-02": 0}, ("2025-02", "", "", "missing", 0, NAN)
    )
    told = lists.month_list(months)
    assert told["Month"].to_list() == ["Jan 2025", "Feb 2025"]
    assert told["What looks wrong"].to_list() == ["", "no incidents: month missing"]
