"""Zones as the public may see them: coarse enough, at fixed places."""

from __future__ import annotations

import pytest
import shapely

from hotspots.disclosure.policy import Policy
from hotspots.disclosure.public_zones import public_centres, public_outlines, widths_m
from hotspots.method.zoning.zones import hexagons

ZONES = hexagons(["H350-1389-0514", "H350-1390-0514", "H200-2400-0900"])
EXACT = Policy(coarsen_future=False, reason_not_coarsened="The force agreed.")


def test_a_hexagon_is_as_wide_as_across_its_flats():
    assert widths_m(ZONES) == pytest.approx([350, 350, 200])


def test_a_long_thin_zone_is_as_wide_as_it_is_thin():
    assert widths_m(shapely.box([0], [0], [4000], [30])) == pytest.approx([30])


def test_future_zones_become_hexagons_that_hold_their_centres():
    drawn = public_outlines(ZONES, policy=Policy(), future=True)
    assert widths_m(drawn) == pytest.approx([1000] * 3)
    assert shapely.contains(drawn, shapely.centroid(ZONES)).all()
    assert not shapely.equals(drawn, ZONES).any()


def test_a_wide_future_zone_keeps_no_edge_of_its_own():
    wide = hexagons(["H1500-0300-0120"])
    drawn = public_outlines(wide, policy=Policy(), future=True)
    assert widths_m(drawn) == pytest.approx([2000])


def test_neighbours_may_share_one_hexagon_at_a_fixed_place():
    drawn = public_outlines(ZONES, policy=Policy(), future=True)
    again = public_outlines(ZONES[:1], policy=Policy(), future=True)
    assert shapely.equals(drawn[0], again[0])
    assert public_centres(drawn).shape == (3, 2)


def test_past_zones_are_drawn_as_they_are_unless_too_narrow():
    drawn = public_outlines(ZONES, policy=Policy(), future=False)
    assert shapely.equals(drawn, ZONES).tolist() == [True, True, False]
    assert widths_m(drawn) == pytest.approx([350] * 3)


def test_future_zones_are_drawn_exactly_where_a_reason_is_given():
    drawn = public_outlines(ZONES[:2], policy=EXACT, future=True)
    assert shapely.equals(drawn, ZONES[:2]).all()


def test_no_zones_give_no_outlines():
    assert len(public_outlines(ZONES[:0], policy=Policy(), future=True)) == 0
    assert len(public_outlines(ZONES[:0], policy=Policy(), future=False)) == 0
