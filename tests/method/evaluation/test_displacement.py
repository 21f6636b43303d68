"""Weighted displacement differences against statsmodels and by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
import statsmodels.api as sm

from hotspots.method.evaluation.displacement import (
    Counted,
    weighted_displacement_difference,
)


def standard_error(told) -> float:
    """Return what the 95% interval of normal errors is made from."""
    return float(told.high - told.low) / 2 / 1.959963984540054


# A model with as many parameters as counts fits them perfectly, and is meant to.
@pytest.mark.filterwarnings(
    "ignore:divide by zero:RuntimeWarning",
    "ignore:Perfect separation",
    "ignore:The Identity link function does not respect",
)
@pytest.mark.parametrize("seed", range(4))
def test_the_difference_is_that_of_an_identity_link_model(seed):
    rng = np.random.default_rng(seed)
    counts = rng.poisson([80, 60, 90, 85])
    is_after, is_patrolled = np.array([[0, 1, 0, 1], [1, 1, 0, 0]])
    fitted = sm.GLM(
        counts,
        sm.add_constant(
            np.column_stack([is_after, is_patrolled, is_after * is_patrolled])
        ),
        family=sm.families.Poisson(sm.families.links.Identity()),
    ).fit(start_params=[80.0, 0, 0, 0])
    told = weighted_displacement_difference(
        patrolled=Counted(*counts[:2]), compared=Counted(*counts[2:])
    )
    assert float(told.estimate) == pytest.approx(fitted.params[3], abs=1e-6)
    assert standard_error(told) == pytest.approx(fitted.bse[3], rel=1e-6)
    assert [float(told.low), float(told.high)] == pytest.approx(
        fitted.conf_int()[3].tolist(), abs=1e-5
    )


def test_days_scale_before_to_the_length_of_after():
    told = weighted_displacement_difference(
        patrolled=Counted(242, 100), compared=Counted(121, 120), days=(121, 120)
    )
    # 240 and 120 in 120 days.
    assert float(told.estimate) == pytest.approx((100 - 240) - 0)
    assert standard_error(told) == pytest.approx(
        math.sqrt(100 + 120 + (242 + 121) * (120 / 121) ** 2)
    )


def test_dispersion_widens_each_part_by_its_own():
    plain = weighted_displacement_difference(
        patrolled=Counted(50, 50), compared=Counted(100, 100)
    )
    wide = weighted_displacement_difference(
        patrolled=Counted(50, 50, phi=4), compared=Counted(100, 100, phi=2)
    )
    assert standard_error(plain) ** 2 == pytest.approx(300)
    assert standard_error(wide) ** 2 == pytest.approx(4 * 100 + 2 * 200)


def test_harm_of_one_everywhere_counts_incidents():
    patrolled, compared = Counted([20, 5], [10, 3]), Counted([20, 6], [20, 4])
    by_category = weighted_displacement_difference(
        patrolled=patrolled, compared=compared, harm=[1, 1]
    )
    in_all = weighted_displacement_difference(
        patrolled=Counted(25, 13), compared=Counted(26, 24)
    )
    assert float(by_category.estimate) == float(in_all.estimate) == -10
    assert float(by_category.high) == float(in_all.high)


def test_worlds_are_worked_at_once():
    told = weighted_displacement_difference(
        patrolled=Counted(np.array([20, 30]), np.array([10, 30])),
        compared=Counted(np.array([20, 30]), np.array([20, 30])),
    )
    assert told.estimate.tolist() == [-10, 0]


def test_of_no_incidents_there_is_no_change():
    told = weighted_displacement_difference(
        patrolled=Counted(0, 0), compared=Counted(0, 0)
    )
    assert float(told.low) == float(told.estimate) == float(told.high) == 0
