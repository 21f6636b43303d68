"""One ratio over zones, beside statsmodels' conditional and fixed-effect models."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from statsmodels.discrete.conditional_models import ConditionalPoisson

from hotspots.method.evaluation.rate_ratio import mantel_haenszel_ratio, pooled_ratio

DAYS = {"days_before": 366, "days_after": 365}


def zones(seed: int, n_zones: int = 20) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    mean = rng.gamma(2, 12, n_zones) + 3
    return rng.poisson(mean), rng.poisson(0.85 * mean)


@pytest.mark.parametrize("seed", range(3))
def test_the_ratio_is_that_of_a_model_with_zone_effects(seed):
    before, after = zones(seed)
    m = len(before)
    counts = np.concatenate([before, after])
    is_after = np.repeat([0.0, 1.0], m)
    fitted = sm.GLM(
        counts,
        np.column_stack([np.tile(np.eye(m), (2, 1)), is_after]),
        family=sm.families.Poisson(),
        offset=np.log(np.repeat([366, 365], m)),
    ).fit()
    told = pooled_ratio(before=before, after=after, widened=False, **DAYS)
    assert told.ratio == pytest.approx(np.exp(fitted.params[-1]))
    assert [told.low, told.high] == pytest.approx(
        np.exp(fitted.conf_int()[-1]).tolist()
    )


def test_the_ratio_is_that_of_a_conditional_model():
    before, after = zones(9, n_zones=8)
    m = len(before)
    fitted = ConditionalPoisson(
        np.concatenate([before, after]),
        np.repeat([[0.0], [1.0]], m, axis=0),
        groups=np.tile(np.arange(m), 2),
    ).fit()
    told = pooled_ratio(
        before=before, after=after, days_before=365, days_after=365, widened=False
    )
    assert np.log(told.ratio) == pytest.approx(fitted.params[0], abs=1e-5)
    error = np.log(told.high / told.low) / 2 / 1.959963984540054
    assert error == pytest.approx(fitted.bse[0], rel=1e-4)


def test_zones_that_differ_widen_the_interval():
    alike = pooled_ratio(before=[40] * 6, after=[30] * 6, **DAYS)
    apart = pooled_ratio(before=[40] * 6, after=[10, 50] * 3, **DAYS)
    assert alike.ratio == apart.ratio
    assert alike.phi == 1
    assert apart.phi > 5
    assert apart.low < alike.low < alike.high < apart.high


def test_a_sum_of_nothing_gets_half_an_incident():
    told = pooled_ratio(before=[0, 0], after=[3, 2], days_before=100, days_after=100)
    assert told.ratio == pytest.approx(5.5 / 0.5)
    assert np.isfinite(told.high)


@pytest.mark.parametrize("counts", [[0, 0], []])
def test_without_incidents_there_is_no_ratio(counts):
    told = pooled_ratio(before=counts, after=counts, **DAYS)
    assert np.isnan([told.ratio, told.low, told.high]).all()
    assert told.phi == 1


def test_over_the_same_days_both_ways_of_pooling_agree():
    before, after = zones(4)
    m = len(before)
    by_hand = mantel_haenszel_ratio(
        counts=(after, before), exposures=([365] * m, [366] * m)
    )
    told = pooled_ratio(before=before, after=after, widened=False, **DAYS)
    assert by_hand == pytest.approx(told.ratio)
