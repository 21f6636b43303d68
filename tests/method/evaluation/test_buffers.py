"""Incidents in zones and in the buffers round them, placed by hand and drawn."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspots.errors import InputError
from hotspots.method.evaluation.buffers import (
    BUFFER,
    COMPARED,
    COMPARED_BUFFER,
    ELSEWHERE,
    PATROLLED,
    count_part,
    surroundings_of,
)
from hotspots.method.evaluation.dispersion import dispersion_of_zones
from hotspots.method.evaluation.periods import Periods
from hotspots.method.evaluation.relative_effect import relative_rate_ratio
from hotspots.method.zoning.counts import count
from hotspots.method.zoning.zones import Zoning, hexagons, zones_of_grid
from hotspots.months import Period
from hotspots.tables import ZONES

WIDTH_M = 350
A, B, C, D = (f"H350-{q:04d}-0000" for q in (10, 11, 14, 40))
# Easting of the centre of A; its eastern flat is 175 m further.
AT_A = 10 * WIDTH_M
PERIODS = Periods(Period("2024-01", "2024-02"), Period("2025-01", "2025-02"), "2024-04")


@pytest.fixture
def drawn(incidents):
    """Place an incident at each easting, on the line through the centres."""

    def draw(*eastings: float, northing: float = 0.0, **columns):
        points = np.unique(eastings, return_inverse=True)[1]
        columns = {"easting": list(eastings), "point": points, **columns}
        return incidents(**columns, northing=northing)

    return draw


def around(placed: pd.DataFrame, *, patrolled, compared=(), width_m=200.0):
    zoning = zones_of_grid(placed, width_m=WIDTH_M)
    return surroundings_of(
        placed, zoning, patrolled=patrolled, compared=compared, width_m=width_m
    )


# Refuses bad input


@pytest.mark.parametrize("width_m", [0, -1, float("nan")])
def test_a_buffer_without_width_is_refused(drawn, width_m):
    with pytest.raises(InputError, match="must be wider than 0 metres"):
        around(drawn(AT_A), patrolled=[A], width_m=width_m)


# Gives the right answer


def test_parts_by_distance_from_the_outline(drawn):
    placed = drawn(AT_A, AT_A + 174, AT_A + 176, AT_A + 374, AT_A + 376, AT_A - 300)
    told = around(placed, patrolled=[A])
    assert told.part.tolist() == [
        PATROLLED,
        PATROLLED,
        BUFFER,
        BUFFER,
        ELSEWHERE,
        BUFFER,
    ]
    assert told.zone.tolist() == [0, 0, 0, 0, -1, 0]


def test_a_patrolled_zone_is_in_no_buffer_and_the_nearest_has_an_incident(drawn):
    # A and B touch; the last lies 100 m east of B and 450 m from A.
    placed = drawn(AT_A, AT_A + 350, AT_A + 350 + 275)
    told = around(placed, patrolled=[A, B], width_m=500)
    assert told.part.tolist() == [PATROLLED, PATROLLED, BUFFER]
    assert told.zone.tolist() == [0, 1, 1]


def test_buffers_that_overlap_count_an_incident_once(drawn):
    # Halfway between the outlines of A and C, 525 m from each, in a buffer of 600 m.
    placed = drawn(AT_A + 2 * 350)
    told = around(placed, patrolled=[C, A], width_m=600)
    assert told.part.tolist() == [BUFFER]
    # Of as near ones the first.
    assert told.zone.tolist() == [0]


def test_the_buffers_of_comparison_zones_leave_out_what_patrols_may_have_touched(drawn):
    between = AT_A + 2 * 350
    placed = drawn(AT_A, between, AT_A + 4 * 350, AT_A + 4 * 350 + 300)
    told = around(placed, patrolled=[A], compared=[C], width_m=600)
    assert told.part.tolist() == [PATROLLED, BUFFER, COMPARED, COMPARED_BUFFER]


def test_without_any_zone_all_is_elsewhere(drawn):
    told = around(drawn(AT_A, AT_A + 350), patrolled=[])
    assert told.part.tolist() == [ELSEWHERE] * 2


def test_a_hexagon_without_incidents_has_a_buffer(drawn):
    told = around(drawn(AT_A + 200), patrolled=[A])
    assert told.part.tolist() == [BUFFER]


def test_incidents_in_no_zone_may_lie_in_a_buffer(drawn):
    placed = drawn(AT_A, AT_A + 250, AT_A + 900)
    zones = pd.DataFrame(
        [["A", "High Street", "Swale", float(AT_A), 0.0]], columns=ZONES.column_names
    )
    zoning = Zoning(
        zones, np.array([0, -1, -1], dtype=np.int32), polygons=hexagons([A])
    )
    told = surroundings_of(
        placed, zoning, patrolled=["gone", "A"], compared=[], width_m=200
    )
    assert told.part.tolist() == [PATROLLED, BUFFER, ELSEWHERE]
    assert told.zone.tolist() == [1, 1, -1]


def test_counts_by_zone_period_and_category(drawn):
    placed = drawn(
        *[AT_A] * 4,
        *[AT_A + 200] * 3,
        month=["2024-01", "2024-02", "2025-02", "2024-03"] + ["2025-01"] * 3,
        category=["Robbery", "Drugs", "Robbery", "Robbery"] + ["Drugs"] * 3,
    )
    told = around(placed, patrolled=[D, A])
    categories = {"categories": ("Robbery", "Drugs", "Burglary"), "periods": PERIODS}
    inside = count_part(placed, told, PATROLLED, **categories)
    assert inside[0].sum() == 0
    assert inside[1].tolist() == [[1, 1, 0], [1, 0, 0]]
    ring = count_part(placed, told, BUFFER, **categories)
    assert ring[1].tolist() == [[0, 0, 0], [0, 3, 0]]
    assert count_part(placed, told, COMPARED, **categories).shape == (0, 2, 3)


# What must hold on any data


@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 10_000), width_m=st.sampled_from([50.0, 350.0, 900.0]))
def test_parts_agree_with_distances_and_counts_with_the_cube(incidents, seed, width_m):
    rng = np.random.default_rng(seed)
    at = rng.uniform(3000, 7000, (80, 2))
    placed = incidents(
        easting=at[:, 0],
        northing=at[:, 1] - 5000,
        point=np.arange(80),
        month=rng.choice(["2024-01", "2025-02"], 80),
        category=rng.choice(["Robbery", "Drugs"], 80),
    )
    zoning = zones_of_grid(placed, width_m=WIDTH_M)
    ids = rng.permutation(zoning.zones["zone"])[:10].tolist()
    patrolled, compared = ids[:5], ids[5:]
    told = surroundings_of(
        placed, zoning, patrolled=patrolled, compared=compared, width_m=width_m
    )
    points = shapely.points(placed[["easting", "northing"]].to_numpy())
    zone = zoning.zones["zone"].to_numpy()[zoning.zone_of_incident]
    near, near_compared = (
        shapely.distance(points, shapely.union_all(hexagons(group))) <= width_m
        for group in (patrolled, compared)
    )
    expected = np.select(
        [np.isin(zone, patrolled), near, np.isin(zone, compared), near_compared],
        [PATROLLED, BUFFER, COMPARED, COMPARED_BUFFER],
    )
    assert told.part.tolist() == expected.tolist()
    inside = count_part(
        placed, told, PATROLLED, categories=("Drugs", "Robbery"), periods=PERIODS
    )
    cube = count(placed, zoning).sel(zone=patrolled)
    months = ["2024-01", "2025-02"]
    by_month = cube.sel(category=["Drugs", "Robbery"]).reindex(month=months)
    assert (inside == by_month.transpose("zone", "month", "category").to_numpy()).all()


def planted(incidents, rng, *, moved: float):
    """Draw zones, each with a street 100 m east of it, and move crime there."""
    n_zones, mean = 24, 60
    rates = np.full((2, n_zones, 2), float(mean))  # group, zone, inside or beside
    rows = []
    for period, month in enumerate(("2024-01", "2025-01")):
        now = rates.copy()
        if period:
            now[0, :, 0] -= 0.4 * mean
            now[0, :, 1] += moved * 0.4 * mean
        counts = rng.poisson(now)
        for (group, zone, beside), n in np.ndenumerate(counts):
            easting = (zone * 10 + 5) * WIDTH_M + beside * 275
            rows += [(easting, group * 100_000 * np.sqrt(3), month)] * int(n)
    easting, northing, months = zip(*rows, strict=True)
    point = np.unique(np.column_stack([easting, northing]), axis=0, return_inverse=True)
    return incidents(easting=easting, northing=northing, month=months, point=point[1])


@pytest.mark.parametrize(("moved", "ratio"), [(0.5, 1.2), (-0.5, 0.8)])
def test_a_planted_displacement_or_diffusion_is_seen(incidents, moved, ratio):
    placed = planted(incidents, np.random.default_rng(3), moved=moved)
    zoning = zones_of_grid(placed, width_m=WIDTH_M)
    by_size = zoning.zones[zoning.zones["easting"] % 3500 == 5 * WIDTH_M]
    south = by_size["northing"] < 1000
    told = surroundings_of(
        placed,
        zoning,
        patrolled=by_size.loc[south, "zone"].to_list(),
        compared=by_size.loc[~south, "zone"].to_list(),
        width_m=300,
    )
    assert (told.n_patrolled, told.n_compared) == (24, 24)
    ring, their_ring = (
        count_part(placed, told, part, categories=("Robbery",), periods=PERIODS)[..., 0]
        for part in (BUFFER, COMPARED_BUFFER)
    )
    seen = relative_rate_ratio(
        patrolled=tuple(ring.sum(axis=0)),
        compared=tuple(their_ring.sum(axis=0)),
        dispersions=(dispersion_of_zones(*ring.T), dispersion_of_zones(*their_ring.T)),
    )
    assert float(seen.low) < ratio < float(seen.high)
    assert not float(seen.low) < 1 < float(seen.high)
