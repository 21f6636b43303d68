"""The steps of data/build_districts.py on a toy county; the packages are not needed."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pandas as pd
import pytest
import shapely

from data import build_districts
from hotspots.sources.areas import KENT_DISTRICTS
from hotspots.sources.shapes.boundaries import kent_districts

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


def mended(land, *, postcode=(500, 500), sea_wall=((400, 400), (600, 600))):
    points = pd.DataFrame([postcode], columns=["easting", "northing"])
    return build_districts.mend_land(land, points, sea_wall=sea_wall)


def test_a_gap_narrower_than_100_m_is_closed_and_a_wider_one_stays():
    shore = shapely.box(0, 0, 1000, 1000)
    near, far = shapely.box(1090, 0, 2000, 1000), shapely.box(1110, 0, 2000, 1000)
    assert len(shapely.get_parts(mended(shapely.union(shore, near)))) == 1
    assert len(shapely.get_parts(mended(shapely.union(shore, far)))) == 2


def test_about_a_postcode_in_the_water_is_land_and_about_one_on_land_nothing_changes():
    shore = shapely.box(0, 0, 1000, 1000)
    # Half a disc of 100 m, and a little where it meets the shore.
    added = mended(shore, postcode=(1000.1, 500)).area - shore.area
    assert added == pytest.approx(math.pi / 2 * 100**2, rel=0.1)
    dry = mended(shore, postcode=(999.9, 500)).area - shore.area
    assert dry == pytest.approx(0, abs=10)


def test_what_a_sea_wall_closes_off_is_land():
    bay = shapely.box(600, 300, 1000, 700)
    land = shapely.difference(shapely.box(0, 0, 1000, 1000), bay)
    at = {"postcode": (100, 100)}
    assert mended(land, **at).area == pytest.approx(land.area, rel=0.01)
    walled = mended(land, sea_wall=((1000, 300), (1000, 700)), **at)
    assert walled.area == pytest.approx(1000**2, rel=0.01)


def test_cliffes_marsh_is_land_and_the_estuaries_are_water():
    """The Swale, Gillingham Reach and the Medway's mouth; Sheppey is an island."""
    kent = shapely.union_all(kent_districts().polygons)
    assert shapely.intersects_xy(kent, 572_000, 176_500)
    for easting, northing in (
        (600_000, 166_400),
        (578_500, 170_000),
        (587_500, 173_200),
    ):
        assert not shapely.intersects_xy(kent, easting, northing)
    parts = shapely.get_parts(kent)
    sheppey, maidstone = shapely.points([596_000, 576_000], [172_000, 155_000])
    holds = shapely.intersects(parts[:, None], [sheppey, maidstone])
    assert holds.any(axis=0).all()
    assert not holds.all(axis=1).any()


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
