from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest

from hotspots.method.choosing.constraints import choose, prepare
from hotspots.method.choosing.rank_uncertainty import (
    Stays,
    rank_ranges,
    score_weights,
    stays_in,
    toss_up,
)
from hotspots.method.choosing.rules import Rules
from tests.method.choosing.lists_of_zones import ranking_of, squares_at


def coverage(rates, weights, *, n_draws, seed=1):
    """Return how often each zone's range holds its true rank; equals share the best."""
    rng = np.random.default_rng(seed)
    true = rates @ weights
    rank = 1 + (true[None, :] > true[:, None]).sum(axis=1)
    held = np.zeros(len(true))
    for _ in range(n_draws):
        found = rank_ranges(rng.poisson(rates), weights)
        held += (found["rank_low"] <= rank) & (rank <= found["rank_high"])
    return held / n_draws


def lone(rates):
    return np.array(rates, dtype=float)[:, None]


# Ranges hold the true rank as often as they say


@pytest.mark.parametrize(
    "rates",
    [[100, 100], [10] * 30, [10, 10, 100], list(np.geomspace(1, 200, 40))],
)
def test_ranges_by_volume_hold_at_their_level(rates):
    assert coverage(lone(rates), np.array([1.0]), n_draws=600).min() >= 0.95 - 0.02


def test_two_equal_zones_are_told_apart_no_more_often_than_said():
    # The exact test is nearly of its size here: it is not merely wide.
    held = coverage(lone([400, 400]), np.array([1.0]), n_draws=3_000)
    assert 0.95 <= held.min() <= 0.99


@pytest.mark.parametrize(
    ("mixture", "weights"),
    [
        ([0.95, 0.05], [120.8, 365.0]),
        ([0.9, 0.0997, 0.0003], [10.0, 300.0, 5_475.0]),
    ],
)
def test_ranges_by_harm_hold_at_their_level(mixture, weights):
    busy = np.random.default_rng(3).gamma(0.6, 15, size=120)
    rates = busy[:, None] * np.array([mixture])
    assert coverage(rates, np.array(weights), n_draws=200).min() >= 0.93


def test_harm_that_is_rare_and_grave_is_not_taken_for_none():
    # Half do 40 days in small things; half do 20, and 20 more in a thing so rare that
    # most of these zones, in most years, see none of it.
    rates = np.repeat([[40.0, 0.0], [20.0, 0.02]], 30, axis=0)
    assert coverage(rates, np.array([1.0, 1_000.0]), n_draws=300).min() >= 0.93


# Ranges


def test_clear_differences_are_clear():
    found = rank_ranges(lone([1_000, 500, 100, 10]).astype(int), [1])
    assert found.to_numpy().tolist() == [[1, 1], [2, 2], [3, 3], [4, 4]]


def test_ranges_by_harm_are_nearly_those_of_counts_where_offences_weigh_nearly_alike():
    counts = np.random.default_rng(5).poisson(
        np.geomspace(20, 400, 30)[:, None] / 2, (30, 2)
    )
    exact = rank_ranges(counts, [1.0, 1.0])
    near = rank_ranges(counts, [1.0, 1.0001])
    assert (exact - near).abs().to_numpy().max() <= 2


def test_some_zones_alone_have_the_same_ranges():
    counts = np.random.default_rng(5).poisson(20, size=(300, 2))
    for weights in ([1.0, 1.0], [1.0, 3.0]):
        every = rank_ranges(counts, weights)
        some = rank_ranges(counts, weights, zones=[7, 200])
        assert some.to_numpy().tolist() == every.iloc[[7, 200]].to_numpy().tolist()


def test_zones_without_incidents_and_a_single_zone():
    assert rank_ranges([[0], [0]], [1]).to_numpy().tolist() == [[1, 2], [1, 2]]
    assert rank_ranges([[3]], [1]).to_numpy().tolist() == [[1, 1]]
    assert rank_ranges([[3, 1]], [1, 2]).to_numpy().tolist() == [[1, 1]]


def test_a_whole_county_takes_less_than_two_seconds():
    rng = np.random.default_rng(2)
    counts = rng.poisson(rng.gamma(0.4, 30, size=(5_500, 1)) * [[0.95, 0.05]])
    started = time.perf_counter()
    rank_ranges(counts, [120.8, 365.0])
    assert time.perf_counter() - started < 2


# Stays in


ROWS = [("A", "Swale", 400), ("B", "Swale", 60), ("C", "Swale", 59), ("D", "Swale", 5)]


def stays_of(rows, rules, districts, **given):
    ranking = ranking_of(rows)
    choice = choose(ranking, rules, districts=districts, **given)
    prepared = prepare(ranking, rules, districts=districts, **given)
    counts = prepared.zones[["volume"]].to_numpy()
    return stays_in(prepared, choice.solution.chosen, counts, [1.0], n_draws=600)


def test_a_sure_zone_stays_and_a_close_one_half_the_time():
    found = stays_of(ROWS, Rules(2), ["Swale"]).zones.set_index("zone")
    stays = found["stays_in_of_100"]
    assert stays["A"] == 100
    assert stays["B"] == pytest.approx(53, abs=8)
    assert stays["C"] == pytest.approx(47, abs=8)
    assert "D" not in stays
    assert found["chosen"].to_dict() == {"A": True, "B": True, "C": False}


def test_shares_add_up_to_the_number_of_zones():
    stays = stays_of(ROWS, Rules(2), ["Swale"])
    assert stays.zones["stays_in_of_100"].sum() == pytest.approx(200)


def test_draws_keep_to_the_rules():
    rows = [*ROWS, ("E", "Dover", 1)]
    rules = Rules(2, take_out={"A": "prison"})
    found = stays_of(rows, rules, ["Dover", "Swale"]).zones.set_index("zone")
    assert found["stays_in_of_100"]["E"] == 100
    assert "A" not in found.index


def test_draws_keep_distances():
    places_m = {"A": 0, "B": 100, "C": 1_000, "D": 1_100}
    given = {"outlines": squares_at(places_m)}
    found = stays_of(ROWS, Rules(2, spacing_m=0), ["Swale"], **given).zones
    assert found["zone"].to_list() == ["A", "C"]
    assert found["stays_in_of_100"].to_list() == [100, 100]


def test_the_same_seed_gives_the_same_figures():
    one, other = (stays_of(ROWS, Rules(2), ["Swale"]).zones for _ in range(2))
    pd.testing.assert_frame_equal(one, other)


def test_as_many_zones_outside_as_are_unsure():
    stays = stays_of(ROWS, Rules(2), ["Swale"])
    found = toss_up(stays)
    assert (found.last_in, found.first_out) == (["B"], ["C"])
    sure = Stays(stays.zones.assign(stays_in_of_100=99.0), n_draws=1)
    assert toss_up(sure).last_in == []
    assert toss_up(sure).first_out == []


def test_score_weights_give_the_score():
    counts = np.array([[6, 1], [2, 1]])
    weights = score_weights(counts, [1, 6], harm_share=0.25)
    volume, harm = counts.sum(axis=1), counts @ [1, 6]
    expected = 0.75 * volume / volume.sum() + 0.25 * harm / harm.sum()
    assert counts @ weights == pytest.approx(expected)
    assert score_weights(counts, [0, 0], harm_share=0.25) @ [1, 1] == pytest.approx(
        0.15
    )
