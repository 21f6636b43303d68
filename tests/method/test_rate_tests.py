"""Tests of two rates beside statsmodels."""

from __future__ import annotations

import pytest
from statsmodels.stats.rates import confint_poisson
from statsmodels.stats.rates import test_poisson_2indep as statsmodels_test

from hotspots.method.rate_tests import (
    e_test_p_value,
    higher_rate_p_value,
    poisson_interval,
)


@pytest.mark.parametrize(
    "method", ["wald", "score", "sqrt", "wald-log", "score-log", "cond-midp"]
)
@pytest.mark.parametrize("counts", [(60, 30), (5, 9), (12, 3)])
def test_all_six_are_those_of_statsmodels(method, counts):
    theirs = statsmodels_test(
        counts[0], 500.0, counts[1], 700.0, method=method, alternative="larger"
    )
    mine = higher_rate_p_value(counts=counts, exposures=(500.0, 700.0), method=method)
    assert mine == pytest.approx(float(theirs.pvalue), abs=1e-10)


@pytest.mark.parametrize("count", [0, 1, 15, 400])
def test_the_interval_of_one_count_is_that_of_statsmodels(count):
    theirs = confint_poisson(count, 30.0, method="exact-c", alpha=0.1)
    mine = poisson_interval(count, exposure=30.0, level=0.9)
    assert mine == pytest.approx([float(end) for end in theirs])


def test_the_order_of_the_rates_does_not_matter_to_the_e_test():
    one = e_test_p_value(counts=(2, 8), exposures=(100, 120))
    other = e_test_p_value(counts=(8, 2), exposures=(120, 100))
    assert one == pytest.approx(other)
