"""The prior of rates: what counts of many zones tell of one."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import gamma, poisson

from hotspots.method.evaluation.mixing_distribution import (
    fit_prior,
    posterior,
    rate_grid,
    resampled_priors,
)


def likelihood_of(counts, rates):
    return poisson.pmf(np.asarray(counts)[:, None], rates)


def test_rates_stand_at_equal_steps_and_reach_both_ends():
    rates = rate_grid(0.02, 300.0)
    assert rates[0] == 0.02
    assert 300 <= rates[-1] < 330
    assert np.ptp(np.diff(np.log(rates))) < 1e-12


def test_two_kinds_of_zones_are_found():
    # 900 zones of rate 1 and 100 of rate 20, their counts as likely as they are.
    counts = np.arange(60)
    n_zones = 900 * poisson.pmf(counts, 1) + 100 * poisson.pmf(counts, 20)
    rates = rate_grid(0.1, 60.0)
    shares, _ = fit_prior(likelihood_of(counts, rates), n_zones)
    assert shares.sum() == pytest.approx(1)
    assert shares[rates > 5].sum() == pytest.approx(0.1, abs=0.002)
    assert shares @ rates == pytest.approx(0.9 * 1 + 0.1 * 20, rel=0.01)


def test_a_gamma_of_rates_gives_its_known_posterior_mean():
    # Rates gamma with shape 2 and mean 4, counts as likely as they then are: the mean
    # given a count y is (2 + y) / (1/2 + 1).
    counts = np.arange(80)
    fine = np.linspace(0.0005, 60, 60_000)
    density = gamma.pdf(fine, 2, scale=2)
    n_zones = (
        5_000
        * np.array([(poisson.pmf(y, fine) * density).sum() for y in counts])
        * (fine[1] - fine[0])
    )
    rates = rate_grid(0.02, 80.0)
    likelihood = likelihood_of(counts, rates)
    shares, _ = fit_prior(likelihood, n_zones)
    mean = posterior(likelihood, shares) @ rates
    known = (2 + counts) / 1.5
    assert mean[:20].tolist() == pytest.approx(known[:20].tolist(), rel=0.03)


def test_more_steps_fit_better():
    rates = rate_grid(0.1, 30.0)
    likelihood = likelihood_of([0, 1, 5, 12], rates)
    fits = [fit_prior(likelihood, [9, 4, 2, 1], most_steps=n)[1] for n in (3, 30, 300)]
    assert fits == sorted(fits)


def test_a_count_that_only_one_rate_can_give_tells_it():
    told = posterior(np.array([[0.0, 0.3], [0.2, 0.2]]), np.array([0.25, 0.75]))
    assert told.ravel().tolist() == pytest.approx([0.0, 1.0, 0.25, 0.75])


def test_resampled_priors_repeat_and_vary_as_counts_of_zones_do():
    first, again = (resampled_priors(np.eye(2), [30, 10], n=2_000) for _ in range(2))
    assert (first == again).all()
    assert first.sum(axis=0).tolist() == pytest.approx([1.0] * 2_000)
    # A share of 3/4 of 40 zones, weighed at random: variance 3/16 over 41.
    assert first[0].std() == pytest.approx((3 / 16 / 41) ** 0.5, rel=0.05)
