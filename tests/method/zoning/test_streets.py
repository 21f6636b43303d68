"""Every street of the incidents is found, whatever its zone is called."""

from __future__ import annotations

import pytest

from hotspots.method.zoning.streets import find_streets, streets_of_zones
from hotspots.method.zoning.zones import zones_of_grid


@pytest.fixture
def streets(incidents):
    rows = incidents(
        location=["High Street", "High Street", "King's Mews", "High Street"],
        easting=[600_000.0, 600_000.0, 600_000.0, 601_000.0],
        category=["Drugs", "Robbery", "Robbery", "Drugs"],
    )
    return streets_of_zones(rows, zones_of_grid(rows, width_m=350))


def test_each_street_stands_with_each_zone_and_all_its_incidents(streets):
    assert streets[["street", "incidents"]].to_numpy().tolist() == [
        ["High Street", 2],
        ["High Street", 1],
        ["King's Mews", 1],
    ]
    assert streets["zone"].nunique() == 2


@pytest.mark.parametrize(
    "text",
    ["kings mews", "KING\N{RIGHT SINGLE QUOTATION MARK}S", "mews", " King's  Mews "],
)
def test_apostrophes_and_capitals_make_no_difference(streets, text):
    assert find_streets(streets, text)["street"].to_list() == ["King's Mews"]


@pytest.mark.parametrize("text", ["", "  ", "(.*", "Queen's Mews"])
def test_nothing_is_found_for_nothing_and_for_what_is_not_there(streets, text):
    assert find_streets(streets, text).empty


@pytest.mark.parametrize("text", ["high st, whitstable", "Whitstable High Street"])
def test_a_town_or_a_district_beside_the_street_narrows_what_is_found(incidents, text):
    rows = incidents(
        location=["High Street", "High Street", "Harbour Street"],
        easting=[610_743.0, 576_000.0, 610_743.0],
        northing=[166_749.0, 155_700.0, 166_749.0],
    )
    streets = streets_of_zones(rows, zones_of_grid(rows, width_m=350))
    (found,) = find_streets(streets, text).to_dict("records")
    assert found["street"] == "High Street"
    assert "Whitstable" in found["area"]
    # A town alone is no street.
    assert find_streets(streets, "Whitstable").empty
