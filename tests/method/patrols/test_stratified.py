from __future__ import annotations

import itertools

import numpy as np
import pytest

from hotspots.method.evaluation.rates import rate_ratios
from hotspots.method.patrols.stratified import shuffle_days, stratified_ratio


def test_smokers_of_five_ages_as_published(examples):
    case = examples["mantel-haenszel-rates"]
    told = stratified_ratio(
        treated=case["inputs"]["x1"],
        others=case["inputs"]["x2"],
        days_treated=case["inputs"]["t1"],
        days_others=case["inputs"]["t2"],
        confidence=case["inputs"]["level"],
    )
    expected = case["expected"]
    assert told.ratio == pytest.approx(expected["irr"], abs=case["within"])
    # The published interval supposes large numbers; the exact one is a little wider.
    assert expected["lo"] - 0.03 < told.low < expected["lo"]
    assert expected["hi"] < told.high < expected["hi"] + 0.03


@pytest.mark.parametrize(("treated", "others"), [(11, 21), (0, 7), (7, 0), (3, 3)])
def test_one_stratum_is_the_exact_ratio_of_two_rates(treated, others):
    told = stratified_ratio(
        treated=[treated], others=[others], days_treated=[800], days_others=[3011]
    )
    plain = rate_ratios(before=others, after=treated, days_before=3011, days_after=800)
    for mine, theirs in (
        (told.ratio, plain.ratio),
        (told.low, plain.low),
        (told.high, plain.high),
    ):
        assert mine == pytest.approx(float(theirs), rel=1e-6)


def test_thousands_of_incidents_far_from_one_are_no_trouble():
    told = stratified_ratio(
        treated=[40_000, 20_000],
        others=[400, 300],
        days_treated=2 * [50],
        days_others=2 * [50],
    )
    assert told.low < told.ratio < told.high
    # Logs of large counts are normal: 1.96 sqrt(1/60000 + 1/700).
    assert np.log(told.high / told.low) / 2 == pytest.approx(0.0745, rel=0.02)


def test_strata_of_one_kind_of_day_tell_nothing():
    with_all = stratified_ratio(
        treated=[3, 9], others=[5, 0], days_treated=[10, 10], days_others=[10, 0]
    )
    alone = stratified_ratio(
        treated=[3], others=[5], days_treated=[10], days_others=[10]
    )
    assert with_all == alone
    none = stratified_ratio(treated=[9], others=[0], days_treated=[9], days_others=[0])
    assert np.isnan([none.ratio, none.low, none.high]).all()


def test_busy_strata_that_are_treated_more_make_no_difference():
    """10 a day in the busy stratum and 1 in the quiet one, treated or not."""
    told = stratified_ratio(
        treated=[900, 10], others=[100, 90], days_treated=[90, 10], days_others=[10, 90]
    )
    assert told.ratio == pytest.approx(1)


def test_shuffled_p_value_counts_every_way():
    """Every way of treating 2 of 4 and 1 of 3 days, counted one by one."""
    counts = [[0, 3, 5, 1], [2, 0, 7]]
    treated = [[True, False, False, True], [False, True, False]]
    sums = np.array(
        [
            sum(counts[0][day] for day in pair) + counts[1][one]
            for pair in itertools.combinations(range(4), 2)
            for one in range(3)
        ]
    )
    seen = 0 + 1 + 0
    by_hand = min(1, 2 * min((sums <= seen).mean(), (sums >= seen).mean()))
    found = shuffle_days(counts, treated)
    assert found.p_value == pytest.approx(by_hand)
    assert (found.low, found.high) == (
        np.quantile(sums, 0.025, method="inverted_cdf"),
        np.quantile(sums, 0.975, method="inverted_cdf"),
    )


@pytest.mark.parametrize(
    ("counts", "treated"),
    [([[1, 1]], [[True, False]]), ([[1, 2]], [[True, True]]), ([], [])],
)
def test_days_that_could_be_no_other_way_tell_nothing(counts, treated):
    assert np.isnan(shuffle_days(counts, treated).p_value)


def test_bursts_do_not_fool_the_shuffled_days():
    """No effect; a tenth of days hold a burst of 10. 200 worlds of 20 weeks."""
    rng = np.random.default_rng(7)
    wrong = {"shuffled": 0, "exact": 0}
    for _ in range(200):
        counts = 10 * (rng.random((7, 20)) < 0.1)
        treated = rng.random((7, 20)) < 0.4
        wrong["shuffled"] += shuffle_days(list(counts), list(treated)).p_value < 0.05
        told = stratified_ratio(
            treated=(counts * treated).sum(axis=1),
            others=(counts * ~treated).sum(axis=1),
            days_treated=treated.sum(axis=1),
            days_others=(~treated).sum(axis=1),
        )
        wrong["exact"] += not told.low <= 1 <= told.high
    assert wrong["shuffled"] <= 0.07 * 200
    assert wrong["exact"] > 0.3 * 200
