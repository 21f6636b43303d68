"""What the chosen zones would have had, on worlds where the answer is known."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import numpy as np
import pytest

from hotspots.errors import InputError
from hotspots.method.evaluation.counterfactual import counterfactual
from hotspots.method.evaluation.own_rates import own_rates
from hotspots.method.evaluation.slope import USUAL, slope_of

N_ZONES, N_CHOSEN = 1_500, 24


def world(seed: int, *, years: int = 1, trend: float = 0.9, bunch: int = 1):
    """Draw zones whose rates last and whose busiest of the last year are chosen."""
    random = np.random.default_rng(seed)
    rates = 6 * random.pareto(1.8, N_ZONES)
    drawn = [random.poisson(rates / bunch) * bunch for _ in range(years)]
    history = np.column_stack(drawn)
    after = random.poisson(trend * rates / bunch) * bunch
    chosen = np.zeros(N_ZONES, dtype=bool)
    chosen[np.argsort(-history[:, -1], kind="stable")[:N_CHOSEN]] = True
    return history, after, chosen


# --- refuses bad input ---


def test_arrays_of_different_lengths_are_refused():
    history, after, chosen = world(1)
    with pytest.raises(InputError, match="Give arrays of the same length"):
        counterfactual(history, after[1:], chosen=chosen)


def test_a_history_without_periods_is_refused():
    history, after, chosen = world(1)
    with pytest.raises(InputError, match="history with a column for each period"):
        counterfactual(history[:, 0], after, chosen=chosen)


def test_no_chosen_zone_is_refused():
    history, after, chosen = world(1)
    with pytest.raises(InputError, match="None of the chosen zones holds an incident"):
        counterfactual(history, after, chosen=np.zeros_like(chosen))


def test_too_few_zones_outside_are_refused_in_words():
    with pytest.raises(InputError, match="chosen zones: 12 incidents in 4 zones"):
        counterfactual([[9], [3], [3], [3], [3]], [5] * 5, chosen=[True] + 4 * [False])


def test_nothing_after_in_the_reference_zones_is_refused():
    history, after, chosen = world(1)
    with pytest.raises(InputError, match="chosen zones: 0 incidents in"):
        counterfactual(history, after * 0, chosen=chosen)


@pytest.mark.parametrize(
    ("times", "words"), [(0.1, "a third as many or less"), (4, "three times as many")]
)
def test_a_change_of_recording_is_refused_not_turned_into_a_figure(times, words):
    history, after, chosen = world(1)
    after = np.random.default_rng(5).poisson(times * after)
    with pytest.raises(InputError, match=words):
        counterfactual(history, after, chosen=chosen)


def test_several_records_of_one_event_are_refused_not_turned_into_a_figure():
    random = np.random.default_rng(3)
    rates = random.pareto(2.0, 1_800)
    history, after = (4 * random.poisson(rates / 4) for _ in range(2))
    chosen = np.argsort(np.argsort(-history, kind="stable")) < 24
    with pytest.raises(InputError, match="busy ones fell back far further"):
        counterfactual(history[:, None], after, chosen=chosen)


def test_bunched_counts_of_busy_places_are_marked():
    assert counterfactual(*world(4)[:2], chosen=world(4)[2]).is_bunched is False
    history, after, chosen = world(4, bunch=6, years=3)
    assert counterfactual(history, after, chosen=chosen).is_bunched


# --- gives the right answer ---


@pytest.mark.parametrize("years", [1, 3])
def test_where_nothing_is_done_as_many_are_seen_and_fall_as_are_expected(years):
    found = [
        counterfactual(history, after, chosen=chosen)
        for history, after, chosen in (world(seed, years=years) for seed in range(40))
    ]
    log_ratios = np.array([each.log_ratio for each in found])
    # Rates last in this world, and the usual slope takes them to fall back a little.
    assert abs(log_ratios.mean()) < 0.06
    assert sum(each.n_fell for each in found) == pytest.approx(
        sum(each.n_expected_to_fall for each in found), rel=0.05
    )
    assert (
        np.mean([not each.interval[0] <= 1 <= each.interval[1] for each in found])
        < 0.08
    )
    outside = [
        ((each.seen < each.low) | (each.seen > each.high)).mean() for each in found
    ]
    assert np.mean(outside) < 0.07


def test_a_fall_by_two_fifths_shows_in_ratio_falls_and_zones():
    history, after, chosen = world(7)
    patrolled = np.where(chosen, np.random.default_rng(7).binomial(after, 0.6), after)
    found = counterfactual(history, patrolled, chosen=chosen)
    assert found.interval[1] < 1
    assert found.p_as_many < 0.05
    assert (found.p < 0.01).any()


def test_counts_after_of_chosen_zones_do_not_touch_what_is_expected():
    history, after, chosen = world(2)
    found = counterfactual(history, after, chosen=chosen)
    other = counterfactual(history, np.where(chosen, 0, after), chosen=chosen)
    assert found.expected.tolist() == other.expected.tolist()
    assert other.ratio == 0.0
    assert other.interval[0] == 0.0
    assert 0 < other.interval[1] < 0.01


def test_zones_left_out_of_outside_do_not_touch_it_either():
    history, after, chosen = world(2)
    touched = np.roll(chosen, 1) & ~chosen
    changed = np.where(touched, after * 5, after)
    outside = ~chosen & ~touched
    one, other = (
        counterfactual(history, came, chosen=chosen, outside=outside)
        for came in (after, changed)
    )
    assert one.expected.tolist() == other.expected.tolist()


def test_the_order_of_zones_makes_no_difference():
    history, after, chosen = world(5)
    order = np.random.default_rng(5).permutation(len(after))
    one = counterfactual(history, after, chosen=chosen)
    other = counterfactual(history[order], after[order], chosen=chosen[order])
    assert one.ratio == pytest.approx(other.ratio, rel=1e-3)


def test_in_another_order_every_zone_keeps_its_own():
    found = counterfactual(*world(6)[:2], chosen=world(6)[2])
    turned = found.for_rows(np.array([2, -1, 0]))
    assert turned.expected.tolist() == [found.expected[2], 0, found.expected[0]]
    assert turned.seen.tolist() == [found.seen[2], 0, found.seen[0]]
    assert (turned.low[1], turned.high[1], turned.p[1]) == (0, 0, 1)


def test_a_wider_shared_spread_widens_ratio_zones_and_number_of_falls():
    history, after, chosen = world(8)
    narrow, wide = (
        counterfactual(history, after, chosen=chosen, shared_sd=sd) for sd in (0.0, 0.3)
    )
    assert wide.interval[1] > narrow.interval[1]
    assert wide.high.sum() > narrow.high.sum()
    few = narrow.spread.numbers_with_fewer(narrow.before)
    many = wide.spread.numbers_with_fewer(wide.before)
    assert many[:6].sum() > few[:6].sum()


def test_a_chosen_zone_without_history_is_expected_to_hold_next_to_nothing():
    history, after, chosen = world(9)
    empty = int(np.flatnonzero(history[:, 0] == 0)[0])
    chosen[empty] = True
    found = counterfactual(history, after, chosen=chosen)
    place = int(np.flatnonzero(np.flatnonzero(chosen) == empty)[0])
    assert 0 < found.expected[place] < 1
    assert found.p_fall[place] == 0


def test_six_years_of_eleven_thousand_zones_take_less_than_two_seconds():
    random = np.random.default_rng(1)
    rates = 5 * random.pareto(1.2, 11_000)
    history = random.poisson(rates[:, None].repeat(6, axis=1))
    chosen = np.argsort(np.argsort(-history[:, -1], kind="stable")) < 24
    seconds = []
    for _ in range(3):
        start = perf_counter()
        found = counterfactual(history, random.poisson(rates), chosen=chosen)
        assert found.low.sum() < found.high.sum()
        seconds.append(perf_counter() - start)
    assert min(seconds) < 2


def test_few_chosen_zones_lean_on_the_scatter_of_the_reference_zones():
    history, after, chosen = world(10)
    found = counterfactual(history, after, chosen=chosen)
    alone = replace(found, seen=found.seen * 0 + np.round(found.expected).astype(int))
    assert alone.error_apart < found.error_apart


# --- its parts ---


def test_rates_keep_the_number_of_incidents_and_the_order_of_counts():
    history, _, _ = world(11)
    rates = own_rates(history)
    assert rates.sum() == pytest.approx(history.sum(), rel=0.02)
    by_count = rates[np.argsort(history[:, 0])]
    assert (np.diff(by_count) >= -1e-9).all()


def test_an_earlier_year_counts_at_the_level_of_the_last():
    history, _, _ = world(11)
    doubled = np.column_stack([2 * history[:, 0], history[:, 0]])
    assert own_rates(doubled).sum() == pytest.approx(history.sum(), rel=0.02)


def test_a_year_without_any_incident_tells_nothing():
    history, _, _ = world(11)
    empty_first = np.column_stack([0 * history[:, 0], history[:, 0]])
    assert own_rates(empty_first).tolist() == own_rates(history).tolist()


def test_few_zones_have_the_usual_slope_and_many_their_own():
    random = np.random.default_rng(2)
    rates = random.uniform(1, 100, 5_000)
    after = random.poisson(3 * rates**0.9).astype(float)
    assert slope_of(rates[:20], after[:20]) == USUAL
    found = slope_of(rates, after)
    assert found.value == pytest.approx(0.9, abs=0.02)
    assert found.error < 0.02


def test_zones_of_one_rate_show_no_slope():
    found = slope_of(np.full(100, 4.0), np.full(100, 4.0))
    assert found.value == pytest.approx(USUAL.value)
