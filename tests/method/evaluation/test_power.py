"""The smallest fall that shows, against simulated programmes."""

from __future__ import annotations

import numpy as np
import pytest

from hotspots.errors import InputError
from hotspots.method import pipeline
from hotspots.method.evaluation.counterfactual import counterfactual
from hotspots.method.evaluation.placebo import busiest
from hotspots.method.evaluation.power import (
    USUAL_EFFECTS,
    chance_to_show,
    smallest_visible_fall,
    visible_fall,
    visible_falls,
)
from hotspots.method.evaluation.slope import USUAL_SLOPE
from hotspots.method.pipeline import visible_falls_of
from hotspots.method.pipeline.results import count_and_rank
from tests.worlds import Plan, reading_of


def year(seed: int = 1, mean: float = 6.0) -> np.ndarray:
    random = np.random.default_rng(seed)
    return random.poisson(mean * random.pareto(1.8, 1_000))[:, None]


def test_zones_without_incidents_are_refused():
    with pytest.raises(InputError, match="The chosen zones hold no incident"):
        visible_fall(np.zeros((50, 1), dtype=int), chosen=np.arange(50) < 3)


def test_more_zones_months_and_incidents_show_smaller_falls():
    few, more = visible_falls(year(), n_zones=[15, 60])
    assert more.fall < few.fall
    chosen = busiest(year()[:, 0], 24)
    by_months = [
        visible_fall(year(), chosen=chosen, months=(12, months)).fall
        for months in (3, 6, 12)
    ]
    assert by_months == sorted(by_months, reverse=True)
    busier = visible_fall(year(mean=60.0), chosen=busiest(year(mean=60.0)[:, 0], 24))
    assert busier.fall < few.fall


def test_the_shared_spread_is_the_floor_of_what_can_be_seen():
    crowded = year(mean=5_000.0)
    found = visible_fall(crowded, chosen=busiest(crowded[:, 0], 400), shared_sd=0.1)
    assert found.fall > smallest_visible_fall(0.1)


def test_a_fall_of_that_size_shows_in_four_of_five():
    for error in (0.06, 0.1, 0.2):
        assert chance_to_show(smallest_visible_fall(error), error) == pytest.approx(0.8)


def test_simulated_programmes_show_it_as_often():
    shown, falls = [], []
    for seed in range(120):
        random = np.random.default_rng(seed)
        rates = 6 * random.pareto(1.8, 1_000)
        history = random.poisson(rates)[:, None]
        chosen = busiest(history[:, 0], 24)
        fall = 0.2
        shock = np.exp(random.normal(0, 0.065))
        left = np.where(chosen, shock * (1 - fall), 1.0)
        after = random.poisson(left * rates**USUAL_SLOPE)
        found = counterfactual(history, after, chosen=chosen)
        shown.append(found.interval[1] < 1)
        falls.append(chance_to_show(fall, found.standard_error))
    assert np.mean(shown) == pytest.approx(np.mean(falls), abs=0.2)


def test_usual_effects_have_sources():
    assert [effect.fall for effect in USUAL_EFFECTS] == [0.16, 0.14]
    assert all(effect.source for effect in USUAL_EFFECTS)


@pytest.mark.parametrize("months", [0, -3, 37])
def test_months_of_which_nothing_is_known_are_refused(months):
    with pytest.raises(InputError, match="cannot be said. Give 1 to 36 months"):
        visible_falls_of(None, [], months_after=months)


COUNTS = [9, 8, 7, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1]


def falls_in(n_chosen: int):
    reading = reading_of({"2024-01": COUNTS})
    settings = Plan("2024-01:2024-01").settings(n_zones=n_chosen)
    zoning = pipeline.zone(reading, width_m=350)
    ranked = count_and_rank(
        reading, settings, "asb", zoning, pipeline.count_in(reading, zoning)
    )
    return visible_falls_of(ranked, ranked.ranking["zone"].to_list()[:n_chosen])


def test_what_no_zones_outside_could_show_is_not_promised():
    with pytest.raises(InputError, match="chosen zones: 5 incidents in 5 zones"):
        falls_in(8)


def test_other_numbers_of_zones_stand_once_each():
    assert [fall.n_zones for fall in falls_in(1).by_number] == [2]
    assert [fall.n_zones for fall in falls_in(3).by_number] == [2, 4, 6]
