from __future__ import annotations

import pytest

from hotspots.method.zoning.addresses import addresses
from hotspots.method.zoning.zones import zones_of_grid


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
    assert told_of["marks"].to_list() == [""]


@pytest.mark.parametrize(("at_one", "mark"), [(4, "mostly one address"), (3, "")])
def test_from_four_in_five_at_one_point_a_zone_is_mostly_one_address(
    incidents, at_one, mark
):
    made = incidents(point=[1] * at_one + list(range(2, 7 - at_one)))
    assert told(made)["marks"].to_list() == [mark]


@pytest.mark.parametrize("place", ["Prison", "Hospital", "Police Station"])
def test_a_zone_is_marked_where_more_than_half_name_such_a_place(incidents, place):
    most = incidents(location=[place, place, "Mill Lane"], point=[1, 2, 3])
    half = incidents(location=[place, "Mill Lane"], point=[1, 2])
    assert told(most)["marks"].to_list() == [f"mostly a {place.lower()}"]
    assert told(half)["marks"].to_list() == [""]


def test_only_incidents_of_the_strand_and_the_months_count(incidents):
    made = incidents(
        category=["Robbery", "Drugs", "Robbery", "Robbery"],
        month=["2025-01", "2025-01", "2026-01", "2025-02"],
        location=["Mill Lane", "Prison", "Prison", "Mill Lane"],
        point=[1, 2, 2, 3],
    )
    told_of = told(made)
    assert told_of["share_at_one_point"].to_list() == [0.5]
    assert told_of["marks"].to_list() == [""]


def test_a_zone_without_such_incidents_has_a_share_of_nothing(incidents):
    assert told(incidents(category=["Drugs"]))["share_at_one_point"].to_list() == [0.0]
