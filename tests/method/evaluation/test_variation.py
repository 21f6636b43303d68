"""How counts vary about a zone's own rate, against other libraries."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import lognorm, nbinom, poisson

from hotspots.method.evaluation.mixing_distribution import rate_grid
from hotspots.method.evaluation.variation import Variation

RATES = rate_grid(0.02, 200.0)


def test_without_change_a_period_has_the_zones_own_rate():
    rates, shares = Variation(tau2=0.0, clumps=0.0).in_a_year(RATES)
    assert rates.tolist() == pytest.approx(RATES.tolist())
    assert (shares == np.eye(len(RATES))).all()


@pytest.mark.parametrize("tau2", [0.03, 0.15, 0.3, 1.0])
def test_rates_of_a_period_have_the_mean_and_variance_of_the_lognormal(tau2):
    rates, shares = Variation(tau2=tau2, clumps=0.0).in_a_year(RATES)
    assert shares.sum(axis=1).tolist() == pytest.approx([1.0] * len(RATES))
    assert (shares @ rates / RATES).tolist() == pytest.approx(
        [1.0] * len(RATES), rel=0.001
    )
    logs = shares @ np.log(rates) ** 2 - (shares @ np.log(rates)) ** 2
    assert logs.tolist() == pytest.approx([tau2] * len(RATES), rel=0.01)


def test_clumps_are_a_negative_binomial():
    mean, clumps = np.array([0.4, 3.0, 50.0]), 0.6
    told = Variation(tau2=0.0, clumps=clumps)
    for count in (0, 1, 7, 60):
        theirs = nbinom(mean / clumps, 1 / (1 + clumps))
        ours = np.exp(told.log_likelihood(np.array(count), mean))
        assert ours.tolist() == pytest.approx(theirs.pmf(count).tolist(), rel=1e-9)
        assert told.at_most(np.array(count), mean).tolist() == pytest.approx(
            theirs.cdf(count).tolist(), rel=1e-9
        )


def test_without_clumps_counts_are_poisson():
    mean = np.array([0.4, 3.0, 50.0])
    told = Variation(tau2=0.0, clumps=0.0).at_most(np.array(4.0), mean)
    assert told.tolist() == pytest.approx(poisson.cdf(4, mean).tolist(), abs=1e-4)


def test_the_grid_gives_the_integral_over_the_lognormal():
    # A count of 12 where the own rate is about 20, by scipy's quadrature.
    place, tau2 = 86, 0.25
    own = RATES[place]
    rates, shares = Variation(tau2=tau2, clumps=0.0).in_a_year(RATES)
    ours = shares[place] @ poisson.pmf(12, rates)
    spread = lognorm(tau2**0.5, scale=own * np.exp(-tau2 / 2))
    theirs, _ = quad(
        lambda rate: float(poisson.pmf(12, rate) * spread.pdf(rate)), 0.01, 200
    )
    assert own == pytest.approx(20, rel=0.05)
    assert ours == pytest.approx(theirs, rel=0.002)
