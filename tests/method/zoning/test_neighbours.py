"""Counts of the zones around a zone, on places drawn by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from hotspots.method.evaluation.own_rates import own_rates
from hotspots.method.zoning.neighbours import counts_around
from hotspots.method.zoning.zones import NEIGHBOURS, Zoning, hexagon_ids

NOTHING = np.array([], dtype=np.int32)


def hexagons_at(*cells: tuple[int, int]) -> Zoning:
    q, r = np.array(cells).T
    zones = pd.DataFrame({"zone": hexagon_ids(q, r, width_m=350)})
    return Zoning(zones, NOTHING, width_m=350)


def test_a_hexagon_has_six_zones_around_it_and_empty_ones_count_nothing():
    flower = [(1300, 500), *((1300 + q, 500 + r) for q, r in NEIGHBOURS)]
    counts = np.column_stack([[9, 1, 2, 3, 4, 5, 6], [0, 6, 0, 0, 0, 0, 0]])
    around = counts_around(hexagons_at(*flower, (1400, 600)), [*counts, [8, 8]])
    assert around[0].tolist() == [21 / 6, 1.0]
    # The first petal touches the middle and two petals; far away nothing is.
    assert around[1, 0] == (9 + 2 + 6) / 6
    assert around[-1].tolist() == [0.0, 0.0]


def test_polygons_count_those_that_touch_and_one_alone_has_none():
    squares = [shapely.box(left, 0, left + 10, 10) for left in (0, 10, 20, 90)]
    zones = pd.DataFrame({"zone": list("abcd")})
    zoning = Zoning(zones, NOTHING, polygons=np.array(squares))
    around = counts_around(zoning, [[4], [6], [2], [7]])
    assert around[:3, 0].tolist() == [6.0, 3.0, 6.0]
    assert np.isnan(around[3, 0])


def test_of_two_zones_alike_the_one_in_a_busy_town_is_thought_busier():
    random = np.random.default_rng(5)
    town = np.repeat(random.gamma(1.0, 3.0, 100), 10)
    history = random.poisson(town * random.gamma(4.0, 0.25, 1_000))[:, None]
    around = (history.reshape(100, 10).sum(axis=1).repeat(10)[:, None] - history) / 9
    rates = own_rates(history, around)
    alike = np.flatnonzero(history[:, 0] == 6)
    in_town = around[alike, 0] > np.median(around[alike, 0])
    assert rates[alike][in_town].mean() > 1.2 * rates[alike][~in_town].mean()
    truth = town[alike]
    assert np.corrcoef(rates[alike], truth)[0, 1] > 0.5
    # Zones that stand alone are taken as they go.
    assert np.isfinite(own_rates(history, np.where(around > 3, np.nan, around))).all()
