"""Zone files of every format, each with what a right reader makes of it."""

from __future__ import annotations

import json

import pytest
import shapely

from hotspots.sources.shapes.polygon_files import read_polygon_file
from hotspots.sources.shapes.zone_files import read_zones

FILES = (
    "zones.kml",
    "zones_no_prj.zip",
    "two_layers.gpkg",
    "esri.json",
    "geometry_collection.geojson",
)


@pytest.mark.parametrize("name", FILES)
def test_zones_have_their_names_areas_and_centres(real_data, name):
    path = real_data / "extracts" / name
    right = json.loads(path.with_name(f"{name}.expected.json").read_text("utf-8"))
    zones = read_zones(path)
    by_name = dict(zip(zones.names, zones.polygons, strict=True))
    assert len(by_name) == right["n_zones"]
    assert zones.columns.name == right["name_column"]
    for zone in right["zones"]:
        polygon = by_name[zone["name"]]
        assert polygon.area == pytest.approx(zone["area_m2"], rel=0.001)
        centre = polygon.centroid
        assert centre.x == pytest.approx(zone["centre_easting"], abs=3)
        assert centre.y == pytest.approx(zone["centre_northing"], abs=3)


def test_what_a_reader_did_is_said(real_data):
    folder = real_data / "extracts"
    guessed = read_polygon_file(folder / "zones_no_prj.zip").notes
    assert guessed.crs_guessed == "EPSG:27700"
    parts = read_polygon_file(folder / "geometry_collection.geojson").notes
    assert parts.n_parts_left_out == 2
    assert read_polygon_file(folder / "zones.kml").notes.crs_guessed == ""


def test_home_office_hexagons_come_by_their_index(real_data):
    path = real_data / "extracts" / "home_office_hexes.parquet"
    right = json.loads(path.with_name(f"{path.name}.expected.json").read_text("utf-8"))
    zones = read_zones(path)
    assert len(zones.ids) == right["n_zones"]
    assert zones.columns.zone == "hex_index"
    areas = shapely.area(zones.polygons)
    assert areas == pytest.approx(right["area_m2_each"], rel=0.001)
    for zone in right["zones_with_name_8100000_and_8100020"]:
        centre = zones.polygons[zones.ids.index(str(zone["name"]))].centroid
        assert centre.x == pytest.approx(zone["centre_easting"], abs=3)


@pytest.mark.parametrize("name", ["lad_code_first", "lad_name_first", "ward_code"])
def test_wards_are_named_and_numbered_as_themselves(real_data, name):
    folder = real_data / "field_cases" / "case16_ward_columns"
    zones = read_zones(folder / f"{name}.geojson")
    assert sorted(zones.names) == ["Ward A", "Ward B", "Ward C", "Ward D"]
    assert all(zone.startswith("E05") for zone in zones.ids)
