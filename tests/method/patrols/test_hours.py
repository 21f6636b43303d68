from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.errors import InputError
from hotspots.method.patrols.hours import Budget, largest_remainders, share_out


def zones_of(*volumes):
    ids = [f"Z{number}" for number in range(len(volumes))]
    return pd.DataFrame({"zone": ids, "volume": volumes})


# Refuses bad input


@pytest.mark.parametrize(
    ("budget", "say"),
    [
        ({"hours": 0, "n_days": 1}, "The hours must be more than 0, not 0"),
        ({"hours": 1, "n_days": 0}, "The number of days must be more than 0"),
        ({"hours": 1, "n_days": 1, "pounds_per_hour": -5}, "cost of an hour .* not -5"),
        (
            {"hours": float("nan"), "n_days": 1},
            "The hours must be more than 0, not nan",
        ),
    ],
)
def test_a_budget_of_nothing_is_refused(budget, say):
    with pytest.raises(InputError, match=say):
        Budget(**budget)


def test_pounds_need_a_cost():
    with pytest.raises(InputError, match="The cost of an hour must be more than 0"):
        Budget.of_pounds(100, pounds_per_hour=0, n_days=1)


@pytest.mark.parametrize(
    ("zones", "hours", "say"),
    [
        (zones_of(), 3, "no zone to share hours out over"),
        (zones_of(0, 0), 3, "these zones have none"),
        (zones_of(1), 0.2, "does not pay for one visit of 15 minutes"),
    ],
)
def test_nothing_to_share_out_is_refused(zones, hours, say):
    with pytest.raises(InputError, match=say):
        share_out(zones, Budget(hours, n_days=1))


# Gives the right answer


def test_visits_go_by_concentration_with_equal_ones_beside():
    found = share_out(zones_of(50, 30, 20), Budget(25, n_days=10, pounds_per_hour=40))
    assert found["visits"].to_list() == [50, 30, 20]
    assert found["visits_per_day"].to_list() == [5, 3, 2]
    assert found["minutes_per_day"].to_list() == [75, 45, 30]
    assert found["hours"].to_list() == [12.5, 7.5, 5]
    assert found["pounds"].to_list() == [500, 300, 200]
    assert found["equal_visits"].to_list() == [34, 33, 33]


def test_without_a_cost_pounds_are_empty():
    assert share_out(zones_of(1), Budget(1, n_days=1))["pounds"].isna().all()


def test_other_lengths_of_visit_and_other_shares():
    zones = zones_of(1, 1).assign(score=[0.75, 0.25])
    found = share_out(zones, Budget(2, n_days=1), by="score", visit_minutes=30)
    assert found["visits"].to_list() == [3, 1]


def test_pounds_buy_hours():
    assert Budget.of_pounds(1_000, pounds_per_hour=40, n_days=30).n_visits() == 100


@given(st.lists(st.integers(0, 500), min_size=1, max_size=30), st.integers(0, 5_000))
def test_every_whole_visit_is_given_and_each_zone_is_within_one(amounts, n_whole):
    amounts[0] += 1
    found = largest_remainders(amounts, n_whole)
    assert found.sum() == n_whole
    for amount, given_to_it in zip(amounts, found.tolist(), strict=True):
        exact = Fraction(amount * n_whole, sum(amounts))
        assert abs(given_to_it - exact) < 1


@given(st.lists(st.integers(0, 500), min_size=2, max_size=10), st.integers(0, 500))
def test_more_incidents_never_get_fewer_visits(amounts, n_whole):
    amounts = sorted((amount + 1 for amount in amounts), reverse=True)
    found = largest_remainders(amounts, n_whole).tolist()
    assert found == sorted(found, reverse=True)
