from __future__ import annotations

import pytest

from hotspots.method.zoning.addresses import BUILDING_OF_FLAG, addresses, is_address
from hotspots.method.zoning.zones import zones_of_grid
from hotspots.tables import ADDRESS_FLAGS


def told(made, **choices):
    zoning = zones_of_grid(made, width_m=350)
    choices = {
        "categories": ("Robbery",),
        "first": "2025-01",
        "last": "2025-12",
        **choices,
    }
    return addresses(made, zoning, **choices)


def test_the_share_is_of_the_busiest_map_point(incidents):
    told_of = told(incidents(point=[1, 1, 1, 2]))
    assert told_of["share_at_one_point"].to_list() == [0.75]
    assert not is_address(told_of).any()


@pytest.mark.parametrize(("at_one", "is_one"), [(4, True), (3, False)])
def test_from_four_in_five_at_one_point_a_zone_is_mostly_one_address(
    incidents, at_one, is_one
):
    made = incidents(point=[1] * at_one + list(range(2, 7 - at_one)))
    flags = told(made)
    assert flags["mostly_one_address"].to_list() == [is_one]
    assert is_address(flags).to_list() == [is_one]


@pytest.mark.parametrize(("flag", "building"), BUILDING_OF_FLAG.items())
def test_a_zone_is_flagged_where_more_than_half_name_such_a_building(
    incidents, flag, building
):
    most = incidents(location=[building, building, "Mill Lane"], point=[1, 2, 3])
    half = incidents(location=[building, "Mill Lane"], point=[1, 2])
    flags = told(most)[list(ADDRESS_FLAGS)].iloc[0]
    assert flags[flags].index.to_list() == [flag]
    assert is_address(told(most)).all()
    assert not is_address(told(half)).any()


def test_only_incidents_of_the_strand_and_the_months_count(incidents):
    made = incidents(
        category=["Robbery", "Drugs", "Robbery", "Robbery"],
        month=["2025-01", "2025-01", "2026-01", "2025-02"],
        location=["Mill Lane", "Prison", "Prison", "Mill Lane"],
        point=[1, 2, 2, 3],
    )
    told_of = told(made)
    assert told_of["share_at_one_point"].to_list() == [0.5]
    assert not is_address(told_of).any()


def test_a_zone_without_such_incidents_has_a_share_of_nothing(incidents):
    assert told(incidents(category=["Drugs"]))["share_at_one_point"].to_list() == [0.0]
