"""Limits of usual months, beside statsmodels and by hand."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from hotspots.errors import InputError
from hotspots.method.evaluation.control_charts import (
    expected_chart,
    monthly_phi,
    u_chart,
)

DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def of_equal_months(counts, **options):
    return u_chart(counts, [1] * len(counts), **options)


# Refuses bad input


@pytest.mark.parametrize("n_baseline", [0, 1, 13])
def test_a_baseline_too_short_or_too_long_is_refused(n_baseline):
    with pytest.raises(InputError, match=f"within its 12 months, not {n_baseline}"):
        u_chart([5] * 12, DAYS, n_baseline=n_baseline)


# Gives the right answer


def test_the_centre_and_phi_are_those_of_statsmodels():
    counts = np.random.default_rng(1).negative_binomial(5, 0.1, 12)
    fitted = sm.GLM(
        counts, np.ones(12), family=sm.families.Poisson(), offset=np.log(DAYS)
    ).fit(scale="X2")
    chart = u_chart(counts, DAYS)
    assert chart.centre == pytest.approx(np.exp(fitted.params[0]))
    assert chart.phi == pytest.approx(fitted.scale, rel=1e-6)
    error = np.sqrt(chart.phi * chart.centre / np.array(DAYS))
    assert chart.high == pytest.approx(chart.centre + 3 * error)


def test_months_that_vary_more_have_wider_limits():
    counts = [20, 60, 10, 70, 30, 50, 15, 65]
    wide, narrow = of_equal_months(counts), of_equal_months(counts, widened=False)
    assert narrow.phi == 1
    assert wide.high[0] - wide.centre == pytest.approx(
        np.sqrt(wide.phi) * (narrow.high[0] - narrow.centre)
    )
    assert narrow.beyond.any()
    assert not wide.beyond.any()


def test_months_steadier_than_chance_keep_the_limits_of_chance():
    assert of_equal_months([100] * 6).phi == 1


def test_limits_come_from_the_baseline_alone():
    chart = of_equal_months([10, 12, 8, 10, 40, 1], n_baseline=4)
    assert (chart.centre == 10).all()
    assert chart.beyond.tolist() == [False] * 4 + [True, False]


def test_shorter_months_have_wider_limits():
    chart = u_chart([31, 28, 31, 30] * 3, [31, 28, 31, 30] * 3)
    assert chart.high[1] > chart.high[3] > chart.high[0]


def test_eight_in_a_row_on_one_side():
    up_and_down = [9, 11, 9, 11, 9, 11, 9, 11, 9, 11]
    chart = of_equal_months([*up_and_down, *[8] * 9], n_baseline=10)
    # The last of the baseline is above, so the nine are a run of their own.
    assert chart.in_run.tolist() == [False] * 17 + [True] * 2


def test_a_point_on_the_centre_ends_a_run():
    chart = of_equal_months([9, 11, *[9] * 7, 10, *[9] * 7], n_baseline=2)
    assert not chart.in_run.any()


def test_no_incidents_are_nothing_unusual():
    chart = of_equal_months([0, 0, 0])
    assert chart.phi == 1
    assert not chart.beyond.any()


def test_few_points_of_usual_months_lie_beyond():
    rng = np.random.default_rng(4)
    charts = [of_equal_months(rng.poisson(20, 36), n_baseline=24) for _ in range(200)]
    assert np.mean([chart.beyond.mean() for chart in charts]) < 0.01


# About what is expected


def test_a_month_far_from_what_is_expected_is_beyond_and_an_unjudged_one_never():
    counts, expected = [40, 10, 9, 40], [10.0] * 4
    found = expected_chart(counts, [30] * 4, expected, relative_sd=0.2, n_unjudged=1)
    assert found.beyond.tolist() == [False, False, False, True]
    assert found.centre == pytest.approx([1 / 3] * 4)


def test_limits_leave_out_what_three_standard_deviations_do():
    found = expected_chart([400], [1], [400.0], relative_sd=0.0)
    assert found.high[0] == pytest.approx(400 + 3 * 20, abs=3)
    wide = expected_chart([400], [1], [400.0], relative_sd=0.1, phi=2.0)
    assert wide.high[0] > found.high[0] + 60


@pytest.mark.parametrize(("mean", "is_told"), [(10.0, True), (2.0, False)])
def test_no_run_is_told_of_under_three_a_month(mean, is_told):
    counts = [int(1.8 * mean)] * 9
    found = expected_chart(counts, [30] * 9, [mean] * 9, relative_sd=0.1)
    assert found.in_run.any() == is_told


def test_a_zone_off_by_no_more_than_zones_are_has_no_run():
    found = expected_chart([11] * 12, [30] * 12, [10.0] * 12, relative_sd=0.15)
    assert not found.in_run.any()


def test_uneven_months_widen_and_even_ones_do_not():
    assert monthly_phi([[10, 10, 10]], [1, 1, 1]) == 1
    assert monthly_phi([[30, 0, 0]], [1, 1, 1]) == pytest.approx(30)
    assert monthly_phi([[30]], [1]) == 1
