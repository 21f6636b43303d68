from __future__ import annotations

import numpy as np
import pytest

from hotspots.method.zoning.names import names_of_zones


def named(made, zone_of_incident, n_zones):
    of_zone = np.array(zone_of_incident, dtype=np.int32)
    return names_of_zones(made, of_zone, n_zones=n_zones)


def test_a_zone_is_called_after_the_street_most_of_its_incidents_name(incidents):
    made = incidents(location=["Mill Lane", "Mill Lane", "Bank Street"])
    assert named(made, [0, 0, 0], 1)["name"].to_list() == ["Mill Lane"]


@pytest.mark.parametrize(
    ("locations", "name"),
    [
        # A hospital with the street beside it, as real files have it.
        (["Hospital"] * 3 + ["Mill Lane"], "Hospital near Mill Lane"),
        (["Prison"], "Prison"),
        # Half is not most.
        (["Supermarket", "Supermarket", "Mill Lane", "Mill Lane"], "Mill Lane"),
        (["Supermarket", "Mill Lane", "Bank Street"], "Bank Street"),
        # Most are at places, but at none as many as in the street.
        (["Hospital", "Supermarket", "Parking Area", "Mill Lane"], "Mill Lane"),
        (
            ["Parking Area", "Parking Area", "Shopping Area", "Mill Lane", "Mill Lane"],
            "Mill Lane",
        ),
        (
            ["Parking Area", "Parking Area", "Shopping Area", "Mill Lane"],
            "Parking Area near Mill Lane",
        ),
    ],
)
def test_a_zone_mostly_at_places_that_are_no_street_says_so(incidents, locations, name):
    made = incidents(location=locations)
    assert named(made, [0] * len(locations), 1)["name"].to_list() == [name]


def test_two_zones_of_one_place_and_street_are_told_apart(incidents):
    made = incidents(location=(["Hospital"] * 3 + ["Mill Lane"]) * 2)
    names = named(made, [0] * 4 + [1] * 4, 2)["name"].to_list()
    assert names == ["Hospital near Mill Lane", "Hospital near Mill Lane (zone B)"]


def test_of_equally_frequent_streets_the_first_by_name_is_taken(incidents):
    made = incidents(location=["Mill Lane", "Bank Street"])
    assert named(made, [0, 0], 1)["name"].to_list() == ["Bank Street"]


def test_one_name_twice_in_a_district_tells_the_next_street_then_a_number(incidents):
    made = incidents(
        location=["High Street"] * 3 + ["Mill Lane", "High Street", "High Street"],
        district=["Swale"] * 5 + ["Dover"],
    )
    names = named(made, [0, 0, 1, 1, 2, 3], 4)
    assert names["name"].to_list() == [
        "High Street",
        "High Street (by Mill Lane)",
        "High Street (zone B)",
        "High Street",
    ]
    assert not names.duplicated().any()


def test_a_number_never_makes_the_name_of_another_zone(incidents):
    streets = ["Park Lane", "Park Lane", "Park Lane (zone B)", "Park Lane"]
    names = named(incidents(location=streets), [0, 1, 2, 3], 4)["name"].to_list()
    assert names == [
        "Park Lane",
        "Park Lane (zone C)",
        "Park Lane (zone B)",
        "Park Lane (zone D)",
    ]


def test_a_number_reads_as_no_street(incidents):
    streets = ["A", "A", "A 2"]
    names = named(incidents(location=streets), [0, 1, 2], 3)["name"].to_list()
    assert names == ["A", "A (zone B)", "A 2"]


def test_the_district_is_that_of_most_incidents_of_the_zone(incidents):
    made = incidents(district=["Swale", "Dover", "Dover", "Swale"])
    assert named(made, [0, 0, 0, 1], 2)["district"].to_list() == ["Dover", "Swale"]
