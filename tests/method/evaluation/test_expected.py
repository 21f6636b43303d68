"""What would have happened anyway: by hand, at the limits, and with planted truth."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.stats import poisson, poisson_binom

from hotspots.errors import InputError
from hotspots.method.evaluation.expected import chance_of_at_least, expected_after
from hotspots.method.evaluation.prediction import predict_after

N_CHOSEN = 24


def top(counts, n: int = N_CHOSEN):
    return np.argsort(np.argsort(-np.asarray(counts), kind="stable")) < n


def county(*, seed: int, mean: float = 6.0, tau2: float = 0.0, n_zones: int = 1_800):
    """Draw two years of a county's zones, of which a few hold much."""
    random = np.random.default_rng(seed)
    rates = mean * random.gamma(0.5, 2.0, n_zones)
    change = random.normal(-tau2 / 2, tau2**0.5, (2, n_zones))
    before, after = random.poisson(rates * np.exp(change))
    return before, after


# Refuses bad input


def test_arrays_of_different_lengths_are_refused():
    with pytest.raises(InputError, match=r"as many zones. Their shapes are \(3, 1\)"):
        expected_after([[1], [2], [3]], [1, 2], chosen=[True, False, False])


def test_a_history_without_periods_is_refused():
    with pytest.raises(InputError, match="must be zones x periods"):
        expected_after([1, 2], [1, 2], chosen=[True, False])


def test_counts_below_nothing_are_refused():
    with pytest.raises(InputError, match="cannot be below 0"):
        expected_after([[1], [2]], [1, -1], chosen=[True, False])


@pytest.mark.parametrize("chosen", [[True, False], [True, True]])
def test_a_county_without_incidents_outside_tells_nothing(chosen):
    with pytest.raises(InputError, match="nothing tells what would have happened"):
        expected_after([[5], [0]], [3, 2], chosen=chosen)


# Gives the right answer


def test_the_chance_of_as_many_falls_is_that_of_scipy():
    chances = np.random.default_rng(3).uniform(0, 1, N_CHOSEN)
    for n in (0, 1, 12, 18, 24):
        theirs = poisson_binom(chances).sf(n - 1)
        assert chance_of_at_least(n, chances) == pytest.approx(theirs, abs=1e-12)


def test_the_chance_of_as_many_falls_is_that_of_counting_all_outcomes():
    chances = [0.2, 0.5, 0.9]
    of_two = sum(
        np.prod([p if fell else 1 - p for p, fell in zip(chances, each, strict=True)])
        for each in product([True, False], repeat=3)
        if sum(each) >= 2
    )
    assert chance_of_at_least(2, chances) == pytest.approx(of_two)
    assert chance_of_at_least(4, chances) == 0


def test_zones_all_alike_are_expected_to_hold_the_same_whatever_they_held():
    # 500 zones of rate 8: any chosen one is Poisson with mean 8 next year.
    random = np.random.default_rng(1)
    before, after = random.poisson(8, (2, 500))
    chosen = top(before, 5)
    told = expected_after(before[:, None], after, chosen=chosen)
    assert told.tau2 < 0.01
    assert told.expected.tolist() == pytest.approx([8] * 5, rel=0.1)
    known = poisson.cdf(before[chosen] - 1, 8)
    assert told.p_fall.tolist() == pytest.approx(known.tolist(), abs=0.03)
    assert told.n_expected_to_fall == pytest.approx(told.p_fall.sum())
    assert told.low.tolist() == pytest.approx([poisson.ppf(0.025, 8)] * 5, abs=1)
    assert told.high.tolist() == pytest.approx([poisson.ppf(0.975, 8)] * 5, abs=1)


def test_most_of_the_worst_zones_fall_and_that_is_expected():
    before, after = county(seed=5, tau2=0.15)
    chosen = top(before)
    told = expected_after(before[:, None], after, chosen=chosen)
    n_fell = (after < before)[chosen].sum()
    assert n_fell >= 16
    assert told.n_expected_to_fall == pytest.approx(n_fell, abs=4)
    assert chance_of_at_least(n_fell, told.p_fall) > 0.05
    assert told.ratio_low < 1 < told.ratio_high
    assert told.ratio == pytest.approx(after[chosen].sum() / told.expected.sum())


def test_a_planted_fall_of_a_fifth_is_found():
    before, after = county(seed=8, mean=20)
    chosen = top(before)
    after = np.where(chosen, np.random.default_rng(8).binomial(after, 0.8), after)
    told = expected_after(before[:, None], after, chosen=chosen)
    n_fell = (after < before)[chosen].sum()
    assert chance_of_at_least(n_fell, told.p_fall) < 0.01
    assert told.ratio_low < 0.8 < told.ratio_high < 1


def test_where_nothing_was_done_nothing_is_claimed():
    claims = []
    for seed in range(20):
        before, after = county(seed=seed, tau2=0.1, n_zones=900)
        told = predict_after(before[:, None], after, chosen=top(before))
        came = after[top(before)]
        n_fell = (came < before[top(before)]).sum()
        falls = chance_of_at_least(n_fell, told.p_fall)
        claims.append((falls < 0.05, told.ratio(int(came.sum()))[2] < 1))
    assert np.sum(claims, axis=0).tolist() <= [2, 2]


def test_counts_after_of_chosen_zones_do_not_move_what_is_expected():
    before, after = county(seed=2)
    chosen = top(before)
    first, again = (
        expected_after(before[:, None], counts, chosen=chosen)
        for counts in (after, np.where(chosen, 0, after))
    )
    assert (first.expected == again.expected).all()
    assert (again.ratio, again.ratio_low) == (0.0, 0.0)
    assert 0 < again.ratio_high < 0.1


def test_zones_that_patrols_may_have_touched_can_be_left_out():
    before, after = county(seed=2)
    chosen, near = top(before), top(before, 2 * N_CHOSEN)
    first, again = (
        expected_after(before[:, None], counts, chosen=chosen, outside=~near)
        for counts in (after, np.where(near & ~chosen, 500, after))
    )
    assert (first.expected == again.expected).all()


def test_the_expectation_of_every_zone_holds_that_of_the_chosen_ones():
    before, after = county(seed=2)
    chosen = top(before)
    told = expected_after(before[:, None], after, chosen=chosen)
    assert (told.everywhere[chosen] == told.expected).all()
    # The trend is such that as many are expected outside as were seen.
    assert told.everywhere[~chosen].sum() == pytest.approx(after[~chosen].sum())


def test_a_place_hot_for_one_year_only_is_expected_to_cool():
    # Twenty years ago or none, most zones hold what they held; two had 40 last year.
    random = np.random.default_rng(4)
    rates = random.gamma(2, 5, 1_000)
    years = rates * np.exp(random.normal(-0.05, 0.1**0.5, (4, 1_000)))
    counts = random.poisson(years).T
    counts[0, :3], counts[1, :3] = [8, 8, 40], [40, 40, 40]
    chosen = top(counts[:, 2], 30) | (np.arange(1_000) < 2)
    told = expected_after(counts[:, :3], counts[:, 3], chosen=chosen)
    once = expected_after(counts[:, 2:3], counts[:, 3], chosen=chosen)
    assert (told.n_periods, once.n_periods) == (3, 1)
    assert told.expected[0] < 0.6 * told.expected[1]
    assert once.expected[0] == once.expected[1]


def test_to_fall_is_to_hold_fewer():
    told = predict_after(
        [[10], [3], [2], [4]], [9, 3, 3, 4], chosen=[True] + 3 * [False]
    )
    assert told.most_to_fall.tolist() == [9]


# At the limits


def test_no_chosen_zone_is_nothing_expected():
    told = expected_after([[3], [4]], [3, 4], chosen=[False, False])
    assert told.n_expected_to_fall == 0
    assert len(told.expected) == 0
    assert np.isnan([told.ratio, told.ratio_low, told.ratio_high]).all()


def test_one_chosen_zone_of_two_has_an_answer():
    told = expected_after([[9], [4]], [3, 4], chosen=[True, False])
    assert 0 < chance_of_at_least(1, told.p_fall) == told.n_expected_to_fall <= 1


def test_a_zone_that_held_nothing_cannot_fall():
    before, after = county(seed=6, mean=1)
    chosen = (before == 0) & (np.arange(len(before)) < 100)
    told = expected_after(before[:, None], after, chosen=chosen)
    assert told.n_expected_to_fall == 0
    assert (told.expected > 0).all()
    assert (told.low == 0).all()


def test_a_county_of_no_incident_after_expects_none():
    before, _ = county(seed=6)
    told = expected_after(before[:, None], np.zeros_like(before), chosen=top(before))
    assert told.expected.tolist() == [0] * N_CHOSEN
    assert told.p_fall.tolist() == pytest.approx([1] * N_CHOSEN)
    assert np.isnan(told.ratio)


def test_one_point_with_far_more_than_all_others_does_no_harm():
    # A hospital with 2,000, and one that had 195 and was shut.
    before, after = county(seed=6, mean=1)
    before[:2], after[:2] = [2_000, 195], [1_900, 0]
    told = expected_after(before[:, None], after, chosen=top(before))
    assert np.isfinite([told.p_fall.sum(), told.ratio_low, told.ratio_high]).all()
    assert told.expected[0] > 1_000


def test_two_runs_give_the_same():
    before, after = county(seed=6, tau2=0.15)
    first, again = (
        expected_after(before[:, None], after, chosen=top(before)) for _ in range(2)
    )
    assert first.ratio_low == again.ratio_low
    assert (first.p_fall == again.p_fall).all()
