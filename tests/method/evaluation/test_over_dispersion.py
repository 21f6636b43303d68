from __future__ import annotations

import numpy as np
import pytest
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM

from hotspots.method.evaluation.dispersion import UNKNOWN, Dispersion
from hotspots.method.evaluation.over_dispersion import (
    dispersion_between,
    together,
    wider_interval,
)

BEFORE = np.array([310, 95, 47, 12, 160])
AFTER = np.array([280, 130, 30, 15, 171])


def by_statsmodels(before, after, days_before, days_after) -> float:
    """A level for each part, one change for all, days as exposure, scale X2."""
    n = len(before)
    parts = np.vstack([np.eye(n), np.eye(n)])
    design = np.column_stack([parts, np.repeat([0, 1], n)])
    exposure = np.concatenate(
        [np.broadcast_to(d, n) for d in (days_before, days_after)]
    )
    counts = np.concatenate([before, after])
    model = GLM(counts, design, family=Poisson(), exposure=exposure.astype(float))
    return float(model.fit(scale="X2").scale)


@pytest.mark.parametrize(
    ("days_before", "days_after"),
    [(366, 365), (np.array([31, 29, 31, 30, 31]), np.array([31, 28, 31, 30, 31]))],
)
def test_dispersion_is_that_of_a_model_with_a_level_for_each_part(
    days_before, days_after
):
    told = dispersion_between(
        before=BEFORE, after=AFTER, days_before=days_before, days_after=days_after
    )
    assert told.degrees_of_freedom == 4
    assert told.phi == pytest.approx(
        by_statsmodels(BEFORE, AFTER, days_before, days_after), rel=1e-6
    )


def test_parts_that_change_alike_vary_by_chance_alone():
    told = dispersion_between(
        before=[100, 200, 300], after=[50, 100, 150], days_before=1, days_after=1
    )
    assert told.phi == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([5, 6], [4, 3]),
        ([5, 6, 0], [4, 3, 0]),
        ([0, 0, 0], [1, 2, 3]),
        ([1, 2, 3], 3 * [0]),
    ],
)
def test_too_few_parts_or_none_on_one_side_tell_nothing(before, after):
    told = dispersion_between(before=before, after=after, days_before=1, days_after=1)
    assert not told.is_known
    assert not together([told, Dispersion(2.0, 3.0)]).is_known


def test_interval_is_that_of_the_methods_sheet():
    """-4.5% is -6.4 to -2.6 by chance alone."""
    low, high = wider_interval(
        before=20_000, after=19_100, days=1, dispersion=Dispersion(1.0, 1e9)
    )
    assert [round(100 * (end - 1), 1) for end in (low, high)] == [-6.4, -2.6]


def test_interval_is_empty_where_it_cannot_be_told():
    for before, after, dispersion in (
        (0, 5, Dispersion(1.0, 9.0)),
        (5, 0, Dispersion(1.0, 9.0)),
        (5, 5, UNKNOWN),
    ):
        ends = wider_interval(before=before, after=after, days=1, dispersion=dispersion)
        assert np.isnan(ends).all()


def test_interval_holds_the_truth_where_districts_and_months_wander():
    """Nothing changed but by chance, district (10%) and month (8%), 400 worlds.

    An interval of chance alone misses in more than half of such worlds.
    """
    rng = np.random.default_rng(2025)
    missed = {"wider": 0, "chance alone": 0}
    sizes = np.linspace(0.5, 2.0, 13) / np.linspace(0.5, 2.0, 13).sum()
    for _ in range(400):
        old, new = (
            rng.poisson(
                20_000
                / 12
                * np.outer(
                    sizes * np.exp(rng.normal(0, 0.10 / np.sqrt(2), 13)),
                    np.exp(rng.normal(0, 0.08 / np.sqrt(2), 12)),
                )
            )
            for _ in range(2)
        )
        parts = [
            dispersion_between(
                before=old.sum(axis), after=new.sum(axis), days_before=1, days_after=1
            )
            for axis in (0, 1)
        ]
        for name, phi in (
            ("wider", together(parts)),
            ("chance alone", Dispersion(1.0, 1e9)),
        ):
            low, high = wider_interval(
                before=int(old.sum()), after=int(new.sum()), days=1, dispersion=phi
            )
            missed[name] += not low <= 1 <= high
    assert missed["wider"] <= 0.08 * 400
    assert missed["chance alone"] > 0.5 * 400
