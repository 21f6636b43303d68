"""What counts of many zones tell of rates, and of their change from year to year."""

from __future__ import annotations

import numpy as np
import pytest

from hotspots.method.evaluation.rate_model import ZoneCounts, learn

N_ZONES = 4_000


@pytest.fixture(scope="module")
def county():
    """Make a county: counts of three years, with change and clumps as told."""

    def make(*, tau2: float = 0.0, clumps: float = 0.0, trend: float = 1.0):
        random = np.random.default_rng(7)
        rates = 6 * random.gamma(1.0, 1.0, N_ZONES)
        change = random.normal(-tau2 / 2, tau2**0.5, (3, N_ZONES))
        means = rates * np.exp(change) * [[1.0], [1.0], [trend]]
        if clumps:
            means = random.gamma(means / clumps, clumps)
        return random.poisson(means).T

    return make


def learnt_from(counts, *, n_before: int = 1, n_chosen: int = 24):
    history, after = counts[:, 2 - n_before : 2], counts[:, 2]
    outside = np.argsort(np.argsort(-history[:, -1], kind="stable")) >= n_chosen
    return learn(history, after, outside=outside), outside


@pytest.mark.parametrize("tau2", [0.0, 0.15, 0.3])
def test_change_from_year_to_year_is_recovered(county, tau2):
    told, _ = learnt_from(county(tau2=tau2))
    assert told.variation.tau2 == pytest.approx(tau2, abs=0.03)
    assert told.variation.clumps == pytest.approx(0, abs=0.1)


def test_clumps_are_told_from_change_of_rates(county):
    told, _ = learnt_from(county(tau2=0.05, clumps=1.0))
    assert told.variation.clumps == pytest.approx(1.0, abs=0.2)
    assert told.variation.tau2 == pytest.approx(0.05, abs=0.03)


def test_more_years_before_tell_the_same(county):
    told, _ = learnt_from(county(tau2=0.15), n_before=2)
    assert told.variation.tau2 == pytest.approx(0.15, abs=0.02)


def test_the_trend_is_the_countys_whichever_zones_are_chosen(county):
    counts = county(tau2=0.3, trend=0.8)
    told, outside = learnt_from(counts, n_chosen=400)
    plain = counts[outside, 2].sum() / counts[outside, 1].sum()
    assert told.learnt.trend == pytest.approx(0.8, abs=0.025)
    # Zones that were not chosen had a good year, so the plain ratio is too high.
    assert plain > 0.9


def test_the_worst_zones_are_expected_to_hold_what_they_then_hold(county):
    counts = county(tau2=0.3)
    told, outside = learnt_from(counts, n_chosen=200)
    mean = told.own @ told.counts.rates
    worst = ~outside
    # Over 40 such counties the one is 1.03 of the other on average, give or take 0.09.
    assert mean[worst].sum() == pytest.approx(counts[worst, 2].sum(), rel=0.15)
    assert mean[worst].sum() < 0.75 * counts[worst, 1].sum()


def test_the_error_of_a_sum_is_less_where_more_is_known(county):
    counts = county(tau2=0.15)
    told, outside = learnt_from(counts)
    fewer, _ = learnt_from(counts[:400])
    assert 0 < told.error_of_sum(~outside) < 0.2
    assert told.error_of_sum(outside) < told.error_of_sum(~outside)
    assert fewer.error_of_sum(~outside[:400]) > told.error_of_sum(~outside)


def test_counts_after_of_zones_not_outside_are_not_looked_at(county):
    counts = county(tau2=0.15)
    outside = np.arange(N_ZONES) % 2 == 0
    first, again = (
        learn(counts[:, 1:2], np.where(outside, counts[:, 2], other), outside=outside)
        for other in (0, 900)
    )
    assert first.variation == again.variation
    assert first.learnt.trend == again.learnt.trend


def test_zones_of_one_history_are_taken_together():
    told = ZoneCounts.of(
        np.array([[1, 2], [3, 4], [1, 2]]),
        np.array([5, 6, 7]),
        outside=np.array([True, False, True]),
    )
    assert told.n_zones.tolist() == [2, 1]
    assert told.n_outside.tolist() == [2, 0]
    assert told.kind.tolist() == [0, 1, 0]
    assert told.pairs.tolist() == [[0, 0], [5, 7]]
    # The earlier year had 5 incidents for 8 of the later.
    assert [period.exposure for period in told.periods] == [0.625, 1.0]
