"""The steps of data/build_districts.py on a toy county; the packages are not needed."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import shapely

from data import build_districts
from hotspots.sources.areas import KENT_DISTRICTS

DISTRICTS_FILE = Path(__file__).parents[1] / "data" / "districts.geojson"


def test_ground_goes_to_the_district_of_the_nearest_postcode():
    points = pd.DataFrame(
        {
            "easting": [0.0, 0.0, 10.0, 10.0],
            "northing": [0.0, 10.0, 0.0, 10.0],
            "code": ["A", "A", "B", "B"],
        }
    )
    ground = build_districts.ground_of(points)
    west, east = shapely.box(-5, -5, 5, 15), shapely.box(5, -5, 15, 15)
    assert list(ground.index) == ["A", "B"]
    assert shapely.covers(ground["A"], west)
    assert shapely.covers(ground["B"], east)


def test_a_small_part_goes_to_the_neighbour_with_most_border_and_an_islet_goes():
    stray = shapely.box(1000, 400, 1200, 600)
    islet = shapely.box(9000, 0, 9100, 100)
    left = shapely.box(0, 0, 1000, 1000)
    right = shapely.difference(shapely.box(1000, 0, 2000, 1000), stray)
    ground = pd.Series(
        {
            "A": left,
            "B": right,
            "C": shapely.union_all([stray, islet, shapely.box(0, 2000, 1000, 3000)]),
        }
    )
    settled = build_districts.settle_small_parts(ground, least_km2=0.5)
    assert settled["A"].equals(left)
    assert settled["B"].equals(shapely.box(1000, 0, 2000, 1000))
    assert settled["C"].equals(shapely.box(0, 2000, 1000, 3000))


def test_holes_are_filled():
    ring = shapely.difference(shapely.box(0, 0, 9, 9), shapely.box(3, 3, 6, 6))
    assert build_districts.without_holes(ring).equals(shapely.box(0, 0, 9, 9))


def test_neighbours_still_share_their_border_in_rounded_degrees():
    west = shapely.box(570_000, 155_000, 571_000.004, 156_000)
    east = shapely.box(571_000.004, 155_000, 572_000, 156_000)
    rounded = [build_districts.in_degrees(shape) for shape in (west, east)]
    assert shapely.coverage_is_valid(rounded)
    places = shapely.get_coordinates(rounded)
    assert (places == places.round(5)).all()


def test_the_file_in_the_project_is_what_the_script_writes(tmp_path):
    features = json.loads(DISTRICTS_FILE.read_text("utf-8"))["features"]
    shapes = [shapely.geometry.shape(row["geometry"]) for row in features]
    codes = [row["properties"]["code"] for row in features]
    assert codes == list(KENT_DISTRICTS)
    build_districts.write(pd.Series(shapes, index=codes), tmp_path / "out.geojson")
    assert (tmp_path / "out.geojson").read_bytes() == DISTRICTS_FILE.read_bytes()
