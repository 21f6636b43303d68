from __future__ import annotations

import pandas as pd
import pytest

from hotspots.method.pipeline import run
from hotspots.method.summary import by_district, summarise
from hotspots.presentation import lists
from hotspots.settings import Settings
from tests.toy import write_toy


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    toy = write_toy(tmp_path_factory.mktemp("toy"))
    return run([toy], Settings().with_strand("violence", n_zones=2), "violence")


def test_the_list_tells_each_zones_reason_beside_the_zone_it_kept_out(result):
    told = lists.chosen_list(result.selection, result.ranking)
    assert told["No."].to_list() == [1, 2]
    assert told["Why"].to_list() == ["Score", "District"]
    assert told["In place of"].to_list() == ["", "High Road, Eastmere"]
    assert lists.reasons(result.selection, result.ranking) == [
        "Chosen on its score",
        "Chosen for its district, in place of High Road, Eastmere",
    ]


def test_zones_in_and_zones_out_make_up_the_ranking(result):
    told = lists.not_chosen_list(result.ranking, result.selection)
    assert told["Zone"].to_list() == ["Prison", "High Road", "Quay Row"]
    assert len(told) + len(result.selection) == len(result.ranking)
    assert told["Look out"][0] == "Mostly one address, mostly a prison"


def test_districts_add_up_by_hand(result, table):
    expected = table("""
        district | chosen | chosen_by_floor | best_rank | volume | volume_chosen
        Eastmere | 1      | 0               | 1         | 21     | 6
        Nowhere  | 0      | 0               | 0         | 0      | 0
        Westmere | 1      | 1               | 5         | 1      | 1
    """)
    told = by_district(
        result.ranking, result.selection, area=("Eastmere", "Nowhere", "Westmere")
    )
    pd.testing.assert_frame_equal(told, expected, check_dtype=False)
    assert lists.district_list(told)["District"].to_list() == list(expected["district"])


def test_the_summary_adds_up_by_hand(result):
    # Chosen: 6 and 1 of 22 incidents; High Road (5) out for Church Row (1).
    summary = summarise(result.ranking, result.selection)
    assert (summary.volume, summary.volume_chosen) == (22, 7)
    assert summary.share_of_harm == pytest.approx((1213.2 + 120.8) / 3390.2)
    assert (summary.n_by_floor, summary.districts_by_floor) == (1, ("Westmere",))
    assert summary.volume_price == 4
    # Scores 0.315291 + 0.202717 without the floor, 0.040543 for the second with it.
    assert summary.share_price == pytest.approx(
        (0.202717 - 0.040543) / (0.315291 + 0.202717), abs=1e-5
    )
