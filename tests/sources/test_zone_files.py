from __future__ import annotations

import json

import pytest

from hotspots.errors import InputError
from hotspots.sources.files import Upload
from hotspots.sources.zone_files import read_zones


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
        ([{"colour": "red"}], "no column that tells its zones apart.*It has: colour"),
        ([{"zone": "A"}, {"zone": "A"}], "two zones called A"),
        ([{"zone": "A"}, {"zone": ""}], "row 2 has no id"),
        ([{"zone": "A"}, {"zone": None}], "row 2 has no id"),
    ],
)
def test_zones_that_cannot_be_told_apart_are_refused(properties, words):
    with pytest.raises(InputError, match=words):
        read_zones(zones_file(*properties))


# Gives the right answer


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
