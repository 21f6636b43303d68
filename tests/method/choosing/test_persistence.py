from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.errors import InputError
from hotspots.method.choosing.constraints import choose
from hotspots.method.choosing.persistence import (
    best_list,
    caught_later,
    years_in_list,
)
from hotspots.method.choosing.rules import Rules
from tests.method.choosing.lists_of_zones import ranking_of

LATER = pd.DataFrame(
    {
        "zone": list("ABCDE"),
        "area_m2": [100.0] * 5,
        "volume": [40, 30, 20, 10, 0],
        "harm": [10.0, 60.0, 20.0, 10.0, 0.0],
        "foreseen": [20.0, 30.0, 10.0, 0.0, 5.0],
    }
)


def test_zones_that_the_later_period_lacks_are_named():
    with pytest.raises(InputError, match="The later period's zones lack X, Y. Count"):
        caught_later(LATER, {"list": ["A", "Y", "X"]})


def test_what_a_list_caught_beside_the_best_and_plain_counts():
    found = caught_later(LATER, {"list": ["B", "C"], "plain counts": ["A", "E"]})
    found = found.set_index("list")
    assert found["volume"].to_dict() == {
        "list": 50,
        "plain counts": 40,
        "best possible": 70,
    }
    assert found.loc["list", "volume_share"] == 0.5
    assert found.loc["list", "harm_share"] == 0.8
    assert found.loc["list", "area_share"] == 0.4
    assert found.loc["list", "pai"] == pytest.approx(1.25)
    assert found.loc["list", "pei"] == pytest.approx(5 / 7)
    assert found.loc["best possible", "pei"] == 1
    assert found.loc["list", "rri"] == pytest.approx(40 / 50)


def test_zones_of_unequal_ground_are_measured_by_their_ground():
    later = LATER.assign(area_m2=[400.0, 100.0, 100.0, 100.0, 100.0])
    found = caught_later(later, {"list": ["B"]})
    assert found["pai"].to_list() == pytest.approx([0.3 / 0.125, 0.4 / 0.5])


def test_shares_of_nothing_are_empty():
    found = caught_later(LATER.assign(volume=0, harm=0.0), {"list": ["B"]})
    assert found[["volume_share", "harm_share", "pai", "pei"]].isna().to_numpy().all()


def test_equals_in_the_best_list_go_by_id():
    assert best_list(LATER.assign(volume=1), n_zones=2) == ["A", "B"]


@given(st.lists(st.integers(0, 9), min_size=5, max_size=5), st.integers(1, 4))
def test_no_list_catches_more_than_the_best(volumes, n_zones):
    later = LATER.assign(volume=volumes)
    chosen = list("EDCBA")[:n_zones]
    found = caught_later(later, {"list": chosen})
    assert found["volume"][0] <= found["volume"][1]


@given(st.lists(st.integers(0, 500), min_size=5, max_size=5))
def test_no_later_incident_changes_the_list(later_volumes):
    earlier = ranking_of(
        [(zone, "Swale", n) for zone, n in zip("ABCDE", [9, 7, 5, 3, 1], strict=True)]
    )
    later = LATER.assign(volume=later_volumes)
    chosen = choose(earlier, Rules(2), districts=["Swale"]).zones["zone"].to_list()
    found = caught_later(later, {"list": chosen})
    assert chosen == ["A", "B"]
    assert found["volume"][0] == sum(later_volumes[:2])


def test_years_in_the_list():
    found = years_in_list({"2023": ["A"], "2024": ["B", "A"], "2025": ["B", "A"]})
    assert found.to_dict("list") == {
        "zone": ["A", "B"],
        "2023": [True, False],
        "2024": [True, True],
        "2025": [True, True],
        "years_in": [3, 2],
        "years_loaded": [3, 3],
    }
