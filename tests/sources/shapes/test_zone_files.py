from __future__ import annotations

import json
import time

import pytest

from hotspots.errors import InputError
from hotspots.months import Period
from hotspots.settings import Settings
from hotspots.sources.opening import Upload
from hotspots.sources.shapes.zone_files import (
    _refuse_repeated,
    read_chosen_zones,
    read_zones,
)


def zones_file(*properties: dict[str, object]) -> Upload:
    """Write squares near Maidstone, one for each set of properties."""
    features = []
    for number, told in enumerate(properties):
        west = 0.5 + number / 100
        ring = [[west, 51.2], [west + 0.01, 51.2], [west + 0.01, 51.21], [west, 51.2]]
        features.append(
            {
                "type": "Feature",
                "properties": told,
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    collection = {"type": "FeatureCollection", "features": features}
    return Upload("my zones.geojson", json.dumps(collection).encode())


# Refuses bad input


@pytest.mark.parametrize(
    ("properties", "words"),
    [
        (
            [{"colour": "red"}, {"colour": "red"}],
            "no column that tells its zones apart.*It has: colour",
        ),
        ([{"zone": "A"}, {"zone": "A"}], "two zones called A"),
        ([{"zone": "A"}, {"zone": ""}], "row 2 has no id"),
        ([{"zone": "A"}, {"zone": None}], "row 2 has no id"),
    ],
)
def test_zones_that_cannot_be_told_apart_are_refused(properties, words):
    with pytest.raises(InputError, match=words):
        read_zones(zones_file(*properties))


def seconds_to_tell_apart(n_zones: int) -> float:
    ids = [f"E{number:08d}" for number in range(n_zones)]
    start = time.process_time()
    _refuse_repeated("zones.geojson", ids)
    return time.process_time() - start


def test_eight_times_the_zones_take_about_eight_times_as_long_to_tell_apart():
    few = min(seconds_to_tell_apart(2_000) for _ in range(5))
    many = min(seconds_to_tell_apart(16_000) for _ in range(3))
    assert many < 30 * few


def made_with(told: object, *properties: dict[str, object]) -> Upload:
    """Write the same with what made the zones."""
    collection = json.loads(zones_file(*(properties or ({"zone": "A"},))).content)
    content = json.dumps(collection | {"hotspots": told}).encode()
    return Upload("zones.geojson", content)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"strand": "knife"}, "There is no strand “knife”. Use asb or violence"),
        ({"strand": ["asb"]}, "There is no strand"),
        ({"first_month": "2025-13"}, "“2025-13” is not a month"),
        ({"first_month": 2025}, "“2025” is not a month"),
        ({"settings": {"flor": 1}}, "settings have unknown names: flor"),
        ({"settings": []}, "settings must be a JSON object"),
    ],
)
def test_a_making_that_cannot_be_used_is_refused_with_the_file(told, words):
    with pytest.raises(InputError, match=f"zones.geojson describes how .*{words}"):
        read_chosen_zones(made_with(told))


@pytest.mark.parametrize(
    ("told", "given", "words"),
    [
        ({"strand": "asb"}, "violence", "contains zones of asb, not of violence"),
        ({}, None, "does not say its strand. Add --strand asb or --strand violence"),
    ],
)
def test_a_strand_that_is_told_twice_or_not_at_all_is_refused(told, given, words):
    with pytest.raises(InputError, match=words):
        read_chosen_zones(made_with(told)).strand_or(given)


# Gives the right answer


def test_our_own_file_tells_its_strand_and_its_settings():
    settings = Settings(floor=2, chosen_on=Period("2024-01", "2024-12"))
    told = {
        "strand": "violence",
        "first_month": "2023-04",
        "last_month": "2024-03",
        "settings": json.loads(settings.to_json()),
    }
    chosen = read_chosen_zones(made_with(told))
    assert chosen.strand_or(None) == chosen.strand_or("violence") == "violence"
    assert chosen.settings == Settings(floor=2, chosen_on=Period("2023-04", "2024-03"))


def test_chosen_zones_keep_the_order_of_their_file():
    chosen = read_chosen_zones(
        zones_file(
            {"zone": "B", "name": "Bank Row", "district": "Swale"},
            {"zone": "A", "name": "Mill Lane", "district": None},
        )
    )
    assert chosen.zones.to_dict("list") == {
        "zone": ["B", "A"],
        "name": ["Bank Row", "Mill Lane"],
        "district": ["Swale", ""],
    }
    assert chosen.polygons.ids == ("A", "B")
    assert (chosen.strand, chosen.settings) == ("", None)


def test_a_member_of_another_maker_is_left_alone():
    chosen = read_chosen_zones(made_with("not ours"))
    assert (chosen.strand, chosen.settings) == ("", None)


def test_zones_come_in_the_order_of_their_ids():
    zones = read_zones(
        zones_file({"zone": "B", "name": "Bank Row"}, {"zone": "A", "name": None})
    )
    assert zones.ids == ("A", "B")
    assert zones.names == ("", "Bank Row")
    assert zones.polygons[1].bounds[0] < zones.polygons[0].bounds[0]


def test_lsoas_of_the_ons_need_no_renaming():
    zones = read_zones(zones_file({"LSOA21CD": "E01", "LSOA21NM": "Maidstone 001A"}))
    assert (zones.ids, zones.names) == (("E01",), ("Maidstone 001A",))
