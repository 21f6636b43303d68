"""What chosen zones share: measured on earlier pairs, and added where it was left out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from hotspots.method.evaluation.placebo import busiest, placebo_pairs, shared_fate_of
from hotspots.method.evaluation.shared_fate import (
    LEAST_SHARED_SD,
    USUAL_SHARED_SD,
    likeliest_sd,
    shared_error_of_difference,
    shared_sd_of,
    usual_shared_sd,
    widened,
)

PAIRS = Path(__file__).parents[3] / "data" / "placebo_pairs.csv"


def years(seed: int, *, n: int = 4, shock: float = 0.0) -> np.ndarray:
    random = np.random.default_rng(seed)
    rates = 6 * random.pareto(1.8, 1_000)
    busy = rates >= np.sort(rates)[-40]
    drawn = []
    for _ in range(n):
        factor = np.where(busy, np.exp(random.normal(0, shock)), 1.0)
        drawn.append(random.poisson(rates * factor))
    return np.column_stack(drawn)


def test_with_no_earlier_pair_the_usual_spread_is_taken():
    assert placebo_pairs(years(1, n=1), n_zones=[24]) == []
    assert shared_fate_of([], n_zones=24).sd == USUAL_SHARED_SD


def test_shorter_periods_share_more_unless_earlier_pairs_say_otherwise():
    assert (
        usual_shared_sd(12) == USUAL_SHARED_SD < usual_shared_sd(4) < usual_shared_sd(1)
    )
    assert shared_sd_of([], [], n_months=4).sd == usual_shared_sd(4)
    assert shared_sd_of([0.0] * 100, [0.2] * 100, n_months=4).sd == LEAST_SHARED_SD


def test_each_earlier_pair_is_followed_for_each_number_of_zones():
    pairs = placebo_pairs(years(1), n_zones=[15, 24])
    assert [(pair.after, pair.n_zones) for pair in pairs] == [
        (1, 15), (1, 24), (2, 15), (2, 24), (3, 15), (3, 24),
    ]  # fmt: skip
    assert [pair.found.n_periods for pair in pairs[::2]] == [1, 2, 3]


def test_a_pair_that_tells_nothing_is_left_out():
    nothing = np.column_stack([years(1, n=2), np.zeros(1_000, dtype=int)])
    assert {pair.after for pair in placebo_pairs(nothing, n_zones=[24])} == {1}


def test_shocks_of_busy_zones_widen_the_spread_and_calm_years_narrow_it():
    shaken = shared_fate_of(
        placebo_pairs(years(2, n=6, shock=0.3), n_zones=[24]), n_zones=24
    )
    calm = shared_fate_of(placebo_pairs(years(2, n=6), n_zones=[24]), n_zones=24)
    assert shaken.sd > USUAL_SHARED_SD > calm.sd >= LEAST_SHARED_SD
    assert shaken.n_pairs == calm.n_pairs == 5


def test_the_usual_spread_is_that_of_the_pairs_written_down():
    pairs = pd.read_csv(PAIRS)
    likeliest = likeliest_sd(pairs["log_ratio"], pairs["error_apart"])
    assert abs(likeliest - USUAL_SHARED_SD) < 0.02


def test_the_likeliest_spread_is_found_again():
    random = np.random.default_rng(3)
    errors = random.uniform(0.05, 0.2, 4_000)
    ratios = random.normal(0, np.hypot(errors, 0.1))
    assert likeliest_sd(ratios, errors) == pytest.approx(0.1, abs=0.01)


def test_spread_is_never_below_the_least():
    assert shared_sd_of([0.0] * 50, [0.2] * 50).sd == LEAST_SHARED_SD


def test_no_shared_spread_leaves_an_interval_as_it_was():
    ends = widened(ratio=0.9, low=0.7, high=1.3, shared_sds=(0.0, 0.0))
    assert ends == pytest.approx((0.7, 1.3))


def test_spreads_of_both_groups_add_to_the_variance():
    low, high = widened(ratio=1.0, low=1.0, high=1.0, shared_sds=(0.03, 0.04))
    assert high == pytest.approx(np.exp(1.959964 * 0.05))
    assert low == pytest.approx(1 / high)


def test_an_interval_down_to_nothing_stays_so():
    low, _ = widened(ratio=1.0, low=0.0, high=2.0, shared_sds=(0.1, 0.1))
    assert low == 0.0


def test_a_difference_without_shared_spread_keeps_its_error():
    assert shared_error_of_difference([9.0], [0.0], standard_error=4.0) == 4.0


def test_the_busiest_zones_are_chosen_and_the_first_of_as_busy_ones():
    assert busiest(np.array([3, 5, 5, 1, 3]), 3).tolist() == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_pairs_that_strayed_further_than_usual_are_marked_one_time_in_twenty():
    random = np.random.default_rng(4)
    errors = np.array([0.1, 0.08])
    marked = {}
    for sd in (USUAL_SHARED_SD, 0.2):
        drawn = random.normal(0, np.hypot(errors, sd), (2_000, 2))
        marked[sd] = np.mean([shared_sd_of(row, errors).strays for row in drawn])
    assert marked[USUAL_SHARED_SD] == pytest.approx(0.05, abs=0.01)
    assert marked[0.2] > 0.4
    assert not shared_sd_of([], []).strays
    # Shorter periods share more, so as much is less of a surprise.
    assert shared_sd_of([0.25], [0.08]).strays
    assert not shared_sd_of([0.25], [0.08], n_months=1).strays
