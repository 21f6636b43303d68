"""Marks stand on their zones, in their districts, on dry land."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely

from hotspots.method import pipeline
from hotspots.presentation.maps.marks import MOST_M, marks_off_centre
from hotspots.sources.police_uk.read import read_police_uk
from hotspots.sources.sample import sample_sources
from hotspots.sources.shapes.boundaries import kent_districts


class Two:
    names = ("East", "West")
    polygons = np.array(
        [shapely.box(2_000, 0, 4_000, 2_000), shapely.box(0, 0, 2_000, 2_000)],
        dtype=object,
    )


def zones(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["district", "easting", "northing"])


def test_a_mark_well_within_its_district_stays_on_its_zone():
    rows, _ = marks_off_centre(zones(("West", 1_000, 1_000)), Two())
    assert rows.tolist() == []


def test_a_mark_at_sea_comes_to_the_nearest_land_of_its_district():
    rows, at = marks_off_centre(
        zones(("West", 1_000, 1_000), ("West", 1_000, -100)), Two()
    )
    assert rows.tolist() == [1]
    assert at.round().tolist() == [[1_000, 40]]


def test_a_mark_over_the_border_comes_home():
    rows, at = marks_off_centre(zones(("East", 1_900, 1_000)), Two())
    assert rows.tolist() == [0]
    assert at.round().tolist() == [[2_040, 1_000]]


def test_a_zone_far_from_its_district_is_marked_where_it_is():
    rows, _ = marks_off_centre(zones(("East", 500, 1_000)), Two())
    assert rows.tolist() == []


def test_a_zone_of_a_district_that_is_not_drawn_is_marked_where_it_is():
    rows, _ = marks_off_centre(zones(("Elsewhere", 500, -100)), Two())
    assert rows.tolist() == []


@pytest.mark.parametrize("data", ["sample", "kent"])
def test_no_mark_of_a_county_is_at_sea_or_far_from_its_zone(data, request):
    sources = (
        sample_sources("police.uk")
        if data == "sample"
        else request.getfixturevalue("kent_zips")
    )
    districts = kent_districts()
    found = pipeline.zone(read_police_uk(sources), width_m=350).zones
    rows, moved = marks_off_centre(found, districts)
    centres = found[["easting", "northing"]].to_numpy(dtype=float)
    places = centres.copy()
    places[rows] = moved
    assert np.hypot(*(places - centres).T).max() <= MOST_M
    land = shapely.union_all(districts.polygons)
    at_sea = ~shapely.contains_xy(land, places)
    # Rows placed far outside the county by the source itself stay where they are.
    away = shapely.distance(land, shapely.points(centres[at_sea]))
    assert (away > MOST_M - 60).all()
