"""What is said of zones, beside statsmodels and scipy, and by the published table."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.rates import test_poisson_2indep as statsmodels_test

from hotspots.method.evaluation.verdicts import (
    FELL,
    NO_CLEAR_CHANGE,
    ROSE,
    adjusted_p_values,
    critical_count,
    verdicts_of,
)

YEARS = {"days_before": 366, "days_after": 365}


@pytest.mark.parametrize("seed", range(3))
def test_p_values_are_those_of_statsmodels(seed):
    rng = np.random.default_rng(seed)
    before, after = rng.poisson(20, 24), rng.poisson(15, 24)
    told = verdicts_of(before=before, after=after, **YEARS)
    theirs = [
        statsmodels_test(int(b), 366, int(a), 365, method="exact-cond").pvalue
        for b, a in zip(before, after, strict=True)
    ]
    assert told.p == pytest.approx(theirs, abs=1e-12)
    clear, adjusted, *_ = multipletests(theirs, alpha=0.1, method="fdr_bh")
    assert told.p_adjusted == pytest.approx(adjusted, abs=1e-12)
    assert (told.verdict != NO_CLEAR_CHANGE).tolist() == clear.tolist()


def test_a_verdict_names_the_direction_and_goes_by_rates():
    # 100 in 366 days and 100 in 36 days: as many, and far more a day.
    told = verdicts_of(
        before=[100, 100], after=[100, 0], days_before=366, days_after=36
    )
    assert told.verdict.tolist() == [ROSE, FELL]


def test_zones_without_incidents_say_nothing():
    told = verdicts_of(before=[0, 0], after=[0, 30], **YEARS)
    assert told.p[0] == told.p_adjusted[0] == 1
    assert told.verdict.tolist() == [NO_CLEAR_CHANGE, ROSE]


def test_no_zones_have_no_verdicts():
    told = verdicts_of(before=np.array([], int), after=np.array([], int), **YEARS)
    assert len(told.p) == len(told.p_adjusted) == len(told.verdict) == 0


def test_many_zones_ask_for_more_than_one():
    alone = verdicts_of(before=[30], after=[14], **YEARS)
    among = verdicts_of(before=[30] * 24, after=[14] + [30] * 23, **YEARS)
    assert alone.verdict[0] == FELL
    assert among.verdict[0] == NO_CLEAR_CHANGE


@pytest.mark.parametrize("mean", [20, 200])
@pytest.mark.parametrize("tau2", [0.0, 0.15])
def test_where_nothing_was_done_few_changes_are_clear(mean, tau2):
    rng = np.random.default_rng(5)
    n_zones, n_worlds = 24, 60
    rates = mean * np.exp(rng.normal(0, np.sqrt(tau2), (n_worlds, 2, n_zones)))
    judged = [
        verdicts_of(before=b, after=a, days_before=365, days_after=365, tau2=tau2)
        for b, a in rng.poisson(rates)
    ]
    p = np.concatenate([each.p for each in judged])
    assert (p < 0.05).mean() < 0.07
    any_clear = [(each.verdict != NO_CLEAR_CHANGE).any() for each in judged]
    # At most 1 in 10 worlds, give or take.
    assert np.mean(any_clear) < 0.2


def test_hardly_any_change_by_itself_is_nearly_chance_alone():
    chance = verdicts_of(before=[40, 12, 9], after=[12, 14, 9], **YEARS)
    hardly = verdicts_of(before=[40, 12, 9], after=[12, 14, 9], tau2=1e-9, **YEARS)
    assert hardly.p == pytest.approx(chance.p, rel=0.35)
    assert hardly.verdict.tolist() == chance.verdict.tolist()


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
