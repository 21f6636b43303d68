"""What is said of zones, beside statsmodels and scipy, and by the published table."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.rates import test_poisson_2indep as statsmodels_test

from hotspots.method.evaluation.verdicts import (
    AS_EXPECTED,
    FEWER,
    MORE,
    adjusted_p_values,
    critical_count,
    exact_p_values,
    verdicts_of,
)

YEARS = {"days_before": 366, "days_after": 365}


@pytest.mark.parametrize("seed", range(3))
def test_p_values_are_those_of_statsmodels(seed):
    rng = np.random.default_rng(seed)
    before, after = rng.poisson(20, 24), rng.poisson(15, 24)
    ours = exact_p_values(before=before, after=after, **YEARS)
    theirs = [
        statsmodels_test(int(b), 366, int(a), 365, method="exact-cond").pvalue
        for b, a in zip(before, after, strict=True)
    ]
    assert ours == pytest.approx(theirs, abs=1e-12)
    clear, adjusted, *_ = multipletests(theirs, alpha=0.1, method="fdr_bh")
    found = verdicts_of(seen=after, expected=before, p=ours)
    assert found.p_adjusted == pytest.approx(adjusted, abs=1e-12)
    assert (found.verdict != AS_EXPECTED).tolist() == clear.tolist()


def test_a_verdict_names_the_side_of_what_was_expected():
    found = verdicts_of(seen=[3, 30, 9], expected=[9, 9, 9], p=[0.001, 0.001, 0.9])
    assert found.verdict.tolist() == [FEWER, MORE, AS_EXPECTED]


def test_zones_without_incidents_say_nothing():
    assert exact_p_values(before=[0, 0], after=[0, 30], **YEARS)[0] == 1


def test_no_zones_have_no_verdicts():
    none = np.array([], int)
    found = verdicts_of(seen=none, expected=none, p=none)
    assert len(found.p_adjusted) == len(found.verdict) == 0
    assert len(exact_p_values(before=none, after=none, **YEARS)) == 0


def test_many_zones_ask_for_more_than_one():
    assert verdicts_of(seen=[2], expected=[9], p=[0.03]).verdict[0] == FEWER
    among = verdicts_of(seen=[2] * 24, expected=[9] * 24, p=[0.03] + [0.9] * 23)
    assert among.verdict[0] == AS_EXPECTED


def test_adjusted_p_values_keep_their_order():
    p = np.random.default_rng(2).random(50)
    adjusted = adjusted_p_values(p)
    assert (np.diff(adjusted[np.argsort(p)]) >= 0).all()
    assert (adjusted >= p).all()


# The smallest clear fall


def test_the_published_table_of_clear_falls():
    before = [5, 10, 20, 30, 50, 100, 200]
    assert critical_count(before).tolist() == [0, 3, 10, 17, 33, 77, 167]


@pytest.mark.parametrize("days", [(1, 1), (366, 365), (121, 120), (90, 365), (365, 90)])
def test_one_more_would_not_be_clear(days):
    before = np.arange(1, 150, 7)
    share = days[1] / sum(days)
    most = critical_count(before, days_before=days[0], days_after=days[1])
    for n_before, at_most in zip(before, most, strict=True):
        seen = -1 if np.isnan(at_most) else int(at_most)
        for n_after, is_clear in ((seen, True), (seen + 1, False)):
            if n_after >= 0:
                tested = binomtest(
                    n_after, int(n_before) + n_after, share, alternative="less"
                )
                assert bool(tested.pvalue <= 0.05) is is_clear


def test_a_chance_of_just_as_much_as_the_risk_is_clear():
    # All of 2 lay before with a chance of exactly a quarter.
    assert critical_count(2, risk=0.25) == 0
    assert np.isnan(critical_count(2, risk=0.2499))


def test_no_fall_from_nothing():
    assert np.isnan(critical_count([0, 1, 4])).all()
