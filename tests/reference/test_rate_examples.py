"""Statistics against published examples and the output of R."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest

from hotspots.method.evaluation.rates import (
    binomial_interval,
    binomial_p_value,
    rate_ratio_p_value,
    rate_ratios,
)


def test_poisson_test_eba1977(examples):
    case = examples["poisson-test-eba1977"]
    inputs, expected = case["inputs"], case["expected"]
    sides = {
        "before": inputs["x2"],
        "days_before": inputs["t2"],
        "after": inputs["x1"],
        "days_after": inputs["t1"],
    }
    close = {"abs": case["within"]}
    assert float(rate_ratios(**sides).ratio) == pytest.approx(
        expected["ratio"], **close
    )
    p_value = rate_ratio_p_value(**sides)
    assert p_value == pytest.approx(expected["p_minlike"], **close)


def test_sign_3of10(examples):
    case = examples["sign-3of10"]
    inputs = case["inputs"]
    assert binomial_p_value(
        inputs["k"], inputs["n"], share=inputs["p"]
    ) == pytest.approx(case["expected"]["p"], abs=case["within"])


def test_sign_18of24(examples):
    case = examples["sign-18of24"]
    k, n = case["inputs"]["k"], case["inputs"]["n"]
    low, high = binomial_interval(k, n)
    found = {
        "p_two": binomial_p_value(k, n),
        "p_one": binomial_p_value(k, n, alternative="greater"),
        "lo": float(low),
        "hi": float(high),
    }
    assert found == pytest.approx(case["expected"], abs=case["within"])


# Another library's interval, and R's printed one.


def test_the_interval_is_that_of_r():
    # R's help on poisson.test prints 0.8584264 4.2772659 for these counts.
    found = rate_ratios(before=21, after=11, days_before=3011, days_after=800)
    assert float(found.low) == pytest.approx(0.8584264, abs=5e-8)
    assert float(found.high) == pytest.approx(4.2772659, abs=5e-8)


def test_the_interval_of_a_share_is_that_of_scipy():
    successes = np.array([0, 1, 7, 20, 20, 400])
    trials = np.array([5, 30, 9, 20, 41, 900])
    low, high = binomial_interval(successes, trials, confidence=0.9)
    theirs = [
        binomtest(int(k), int(n)).proportion_ci(0.9, method="exact")
        for k, n in zip(successes, trials, strict=True)
    ]
    assert low == pytest.approx([each.low for each in theirs], abs=1e-12)
    assert high == pytest.approx([each.high for each in theirs], abs=1e-12)


def test_counts_of_nothing_have_no_end():
    found = rate_ratios(
        before=[0, 5, 0, 5], after=[4, 0, 0, 5], days_before=100, days_after=100
    )
    assert found.ratio.tolist()[:2] == [np.inf, 0.0]
    assert found.low[1] == 0
    assert found.high[0] == np.inf
    assert 0 < found.low[0] < np.inf
    assert 0 < found.high[1] < np.inf
    assert np.isnan([found.ratio[2], found.low[2], found.high[2]]).all()
    # Where both counts are the same, no change lies in the middle of the interval.
    assert found.ratio[3] == 1
    assert found.low[3] * found.high[3] == pytest.approx(1)


def test_a_longer_period_after_lowers_the_ratio_as_much():
    short = rate_ratios(before=30, after=20, days_before=100, days_after=100)
    long = rate_ratios(before=30, after=20, days_before=100, days_after=200)
    assert float(long.ratio) == pytest.approx(float(short.ratio) / 2)
    assert float(long.low) == pytest.approx(float(short.low) / 2)
    assert float(long.high) == pytest.approx(float(short.high) / 2)
