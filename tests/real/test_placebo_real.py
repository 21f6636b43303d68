"""Years of real burglary in London without a programme: nothing may be found there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hotspots.method import pipeline
from hotspots.method.evaluation.counterfactual import counterfactual
from hotspots.method.evaluation.placebo import busiest, placebo_pairs, shared_fate_of
from hotspots.sources.police_uk.read import read_police_uk
from tests.conftest import lacking

YEARS = range(2011, 2018)


@pytest.fixture(scope="module")
def counts(real_data) -> np.ndarray:
    """Burglaries of each hexagon in each year."""
    file = real_data / "placebo" / "london-burglary-2011-to-2017.zip"
    if not file.is_file():
        lacking("needs the placebo data of ../shared/data, absent here")
    reading = read_police_uk([file])
    cube = pipeline.count_in(reading, pipeline.zone(reading, width_m=350))
    months = cube["month"].to_numpy()
    by_year = [
        cube.isel(
            month=np.flatnonzero([str(month)[:4] == str(year) for month in months])
        )
        for year in YEARS
    ]
    return np.column_stack(
        [each.sum(("category", "month")).to_numpy() for each in by_year]
    )


def test_all_years_are_there(counts):
    assert (counts.sum(axis=0) > 60_000).all()


@pytest.mark.parametrize("after", range(1, len(YEARS)))
def test_no_year_is_clear_and_a_fall_by_two_fifths_is(counts, after):
    history = counts[:, max(after - 3, 0) : after]
    chosen = busiest(history[:, -1], 24)
    found = counterfactual(history, counts[:, after], chosen=chosen)
    low, high = found.interval
    assert low < 1 < high
    fell = np.random.default_rng(after).binomial(found.seen, 0.6)
    assert replace(found, seen=fell).interval[1] < 1


def test_expected_and_seen_agree_over_the_years(counts):
    pairs = [pair.found for pair in placebo_pairs(counts, n_zones=[24])]
    seen, expected = (
        sum(float(getattr(found, name).sum()) for found in pairs)
        for name in ("seen", "expected")
    )
    assert seen / expected == pytest.approx(1.0, abs=0.05)
    fell = sum(found.n_fell for found in pairs)
    assert fell == pytest.approx(sum(f.n_expected_to_fall for f in pairs), rel=0.12)
    assert np.std([found.log_ratio for found in pairs]) < 0.12


def test_the_shared_spread_of_london_is_near_the_usual(counts):
    shared = shared_fate_of(placebo_pairs(counts, n_zones=[24]), n_zones=24)
    assert 0.04 <= shared.sd <= 0.08
    assert shared.n_pairs == len(YEARS) - 1
