"""Comparison zones on a small map, and the ratio against them beside statsmodels."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from hotspots.errors import InputError
from hotspots.method.choosing.selection import candidates
from hotspots.method.evaluation.comparison_zones import (
    choose_comparison_zones,
)
from hotspots.method.evaluation.dispersion import Dispersion, dispersion_of_zones
from hotspots.method.evaluation.relative_effect import relative_rate_ratio
from hotspots.method.zoning.zones import Zoning, hexagon_centres, hexagon_ids, hexagons

WIDTH_M = 350


@pytest.fixture
def row_of_zones():
    """Make a ranking of hexagons in one row, by rank, from their places q."""

    def make(*places: int, prison: int | None = None, brought: bool = False):
        ids = hexagon_ids(places, [0] * len(places), width_m=WIDTH_M)
        easting, northing = hexagon_centres(
            np.array(places), np.zeros(len(places)), width_m=WIDTH_M
        )
        zones = pd.DataFrame(
            {
                "zone": ids,
                "name": [f"Street {place}" for place in places],
                "district": "Swale",
                "easting": easting,
                "northing": northing,
            }
        )
        ranking = zones.assign(
            rank=range(1, len(ids) + 1),
            volume=range(len(ids), 0, -1),
            mostly_prison=[place == prison for place in places],
        )
        drawn = {"polygons": hexagons(ids)} if brought else {"width_m": WIDTH_M}
        return ranking, Zoning(zones, np.array([], dtype=np.int32), **drawn)

    return make


def in_places(told) -> list[int]:
    return [int(zone.split("-")[1]) for zone in told.zones["zone"]]


# Refuses bad input


def test_a_buffer_of_less_than_nothing_is_refused(row_of_zones):
    ranking, zoning = row_of_zones(0, 1)
    with pytest.raises(InputError, match="cannot be -5 metres wide"):
        choose_comparison_zones(ranking, zoning, chosen=[], buffer_m=-5)


# Comparison zones: the right ones


@pytest.mark.parametrize("brought", [False, True])
@pytest.mark.parametrize(
    ("buffer_m", "expected"),
    [(0, [1, 2]), (349, [2, 9]), (350, [2, 9]), (351, [9, 3]), (700, [9, 3])],
)
def test_the_next_ranked_outside_the_buffers(row_of_zones, buffer_m, expected, brought):
    # Chosen are 0 and -1; from outline to outline 1 touches and 2 is 350 m away.
    ranking, zoning = row_of_zones(0, -1, 1, 2, 9, 3, 12, brought=brought)
    chosen = ranking["zone"].to_list()[:2]
    told = choose_comparison_zones(ranking, zoning, chosen=chosen, buffer_m=buffer_m)
    assert in_places(told) == expected
    assert (told.n_asked, told.n_unpatrolled) == (2, 5)
    assert told.zones["distance_m"].min() >= buffer_m - 1e-6


def test_the_table_tells_rank_volume_and_distance(row_of_zones):
    ranking, zoning = row_of_zones(0, 1, 3)
    told = choose_comparison_zones(
        ranking, zoning, chosen=["H350-0000-0000"], buffer_m=100
    )
    (row,) = told.zones.to_dict("records")
    assert row.pop("distance_m") == pytest.approx(700)
    assert row == {
        "zone": "H350-0003-0000",
        "name": "Street 3",
        "district": "Swale",
        "rank": 3,
        "volume": 1,
    }


def test_a_prison_is_no_comparison(row_of_zones):
    ranking, zoning = row_of_zones(0, 5, 9, prison=5)
    told = choose_comparison_zones(
        candidates(ranking), zoning, chosen=["H350-0000-0000"], buffer_m=100
    )
    assert in_places(told) == [9]


def test_fewer_than_asked_where_there_are_no_more(row_of_zones):
    ranking, zoning = row_of_zones(0, 1, 2, 9)
    chosen = ranking["zone"].to_list()[:3]
    told = choose_comparison_zones(ranking, zoning, chosen=chosen, buffer_m=350)
    assert (len(told.zones), told.n_asked) == (1, 3)


def test_none_where_all_lie_in_the_buffers(row_of_zones):
    ranking, zoning = row_of_zones(0, 1, 2)
    told = choose_comparison_zones(
        ranking, zoning, chosen=["H350-0000-0000"], buffer_m=2000
    )
    assert told.zones.empty
    assert told.n_unpatrolled == 2


def test_none_where_no_other_zone_is_known(row_of_zones):
    ranking, zoning = row_of_zones(0, 1, brought=True)
    told = choose_comparison_zones(
        ranking, zoning, chosen=ranking["zone"].to_list(), buffer_m=100
    )
    assert told.zones.empty
    assert told.n_unpatrolled == 0


def test_a_chosen_hexagon_without_any_incident_keeps_its_buffer(row_of_zones):
    ranking, zoning = row_of_zones(1, 9)
    told = choose_comparison_zones(
        ranking, zoning, chosen=["H350-0000-0000"], buffer_m=350
    )
    assert in_places(told) == [9]


# Dispersion and ratio: beside statsmodels


def changed_zones(seed: int, n_zones: int = 24) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    mean = rng.gamma(2, 15, n_zones) + 2
    drift = np.exp(rng.normal(0, 0.4, n_zones))
    return rng.poisson(mean), rng.poisson(0.8 * mean * drift)


@pytest.mark.parametrize("seed", range(4))
def test_phi_gives_the_errors_that_statsmodels_clusters_by_zone(seed):
    # Where all zones hold as much, each sways the sums alike: by 1 in m.
    rng = np.random.default_rng(seed)
    after = rng.integers(20, 80, 24)
    before, m = 100 - after, len(after)
    is_after = np.repeat([0.0, 1.0], m)
    fitted = sm.GLM(
        np.concatenate([before, after]),
        sm.add_constant(is_after),
        family=sm.families.Poisson(),
    ).fit(
        cov_type="cluster",
        cov_kwds={"groups": np.tile(np.arange(m), 2), "use_correction": False},
    )
    variance = float(dispersion_of_zones(before, after).phi) * (
        1 / before.sum() + 1 / after.sum()
    )
    assert variance * ((m - 1) / m) ** 2 == pytest.approx(fitted.bse[1] ** 2, rel=1e-8)


@pytest.mark.parametrize("seed", range(4))
def test_phi_is_nearly_what_leaving_out_each_zone_gives(seed):
    before, after = changed_zones(seed)
    left = np.log((after.sum() - after) / (before.sum() - before))
    m = len(before)
    jackknife = (m - 1) / m * ((left - left.mean()) ** 2).sum()
    variance = float(dispersion_of_zones(before, after).phi) * (
        1 / before.sum() + 1 / after.sum()
    )
    assert variance == pytest.approx(jackknife, rel=0.1)


# A model with as many parameters as counts fits them perfectly, and is meant to.
@pytest.mark.filterwarnings(
    "ignore:divide by zero:RuntimeWarning", "ignore:Perfect separation"
)
@pytest.mark.parametrize("days", [(365, 365), (121, 120), (100, 300)])
def test_the_ratio_is_that_of_a_model_with_an_interaction(days):
    counts = np.array([50, 30, 60, 55])
    is_after, is_patrolled = np.array([[0, 1, 0, 1], [1, 1, 0, 0]])
    design = sm.add_constant(
        np.column_stack([is_after, is_patrolled, is_after * is_patrolled])
    )
    fitted = sm.GLM(
        counts,
        design,
        family=sm.families.Poisson(),
        offset=np.log(np.tile(days, 2)),
    ).fit(scale=3.0)
    wide = Dispersion(3.0, np.inf)
    told = relative_rate_ratio(
        patrolled=(50, 30), compared=(60, 55), dispersions=(wide, wide)
    )
    # The lengths of the periods cancel.
    assert float(told.ratio) == pytest.approx(np.exp(fitted.params[3]))
    assert [float(told.low), float(told.high)] == pytest.approx(
        np.exp(fitted.conf_int()[3]).tolist()
    )


def test_zones_that_changed_alike_are_not_held_steadier_than_chance():
    told = dispersion_of_zones([10, 20, 30], [5, 10, 15])
    assert float(told.phi) == 1


def test_zones_without_an_incident_do_not_count():
    some = dispersion_of_zones([30, 10, 25], [10, 30, 20])
    more = dispersion_of_zones([30, 10, 25, 0], [10, 30, 20, 0])
    assert float(some.phi) == pytest.approx(float(more.phi))
    assert some.degrees_of_freedom == more.degrees_of_freedom == 2


@pytest.mark.parametrize(
    ("before", "after"), [([0, 0], [0, 0]), ([5, 3], [0, 0]), ([4], [9]), ([], [])]
)
def test_where_nothing_can_vary_chance_is_left(before, after):
    assert float(dispersion_of_zones(before, after).phi) == 1


def test_a_zero_gets_half_an_incident_and_other_worlds_do_not():
    told = relative_rate_ratio(
        patrolled=([50, 10], [30, 0]), compared=([60, 20], [55, 20])
    )
    assert told.ratio == pytest.approx([(30 / 50) / (55 / 60), 0.5 / 10.5])
    assert np.isfinite(told.high).all()


def test_below_1_is_that_patrolled_zones_fared_better():
    better = relative_rate_ratio(patrolled=(100, 50), compared=(100, 100))
    worse = relative_rate_ratio(patrolled=(100, 100), compared=(100, 50))
    assert float(better.ratio) == 0.5
    assert float(better.high) < 1 < float(worse.low)


def test_worlds_are_worked_at_once_as_one_by_one():
    worlds = [changed_zones(seed) for seed in range(5)]
    before, after = (np.array(each) for each in zip(*worlds, strict=True))
    together = dispersion_of_zones(before, after)
    apart = [float(dispersion_of_zones(*world).phi) for world in worlds]
    assert together.phi == pytest.approx(apart)
    ratios = relative_rate_ratio(
        patrolled=(before.sum(1), after.sum(1)),
        compared=(before.sum(1)[::-1], after.sum(1)[::-1]),
        dispersions=(together, together),
    )
    assert ratios.ratio.shape == (5,)
    assert (ratios.low < ratios.high).all()


def simulated_ratios(rng, *, effect: float, tau2: float, n_worlds: int = 600):
    """Return ratios of groups of heavy-tailed zones that no selection touched."""
    shape = (2, n_worlds, 24)
    level = 20 * (rng.pareto(2.2, shape) + 0.2)
    before = rng.poisson(level * np.exp(rng.normal(0, np.sqrt(tau2), shape)))
    level[0] *= effect
    after = rng.poisson(level * np.exp(rng.normal(0, np.sqrt(tau2), shape)))
    (t0, c0), (t1, c1) = before, after
    return relative_rate_ratio(
        patrolled=(t0.sum(1), t1.sum(1)),
        compared=(c0.sum(1), c1.sum(1)),
        dispersions=(dispersion_of_zones(t0, t1), dispersion_of_zones(c0, c1)),
    )


@pytest.mark.parametrize("tau2", [0.0, 0.15])
def test_the_interval_holds_a_planted_effect_as_often_as_it_says(tau2):
    told = simulated_ratios(np.random.default_rng(7), effect=0.8, tau2=tau2)
    held = (told.low <= 0.8) & (told.high >= 0.8)
    # 95% of 600, give or take three standard errors, or more where nothing drifts.
    assert 0.92 < held.mean() < 0.995
