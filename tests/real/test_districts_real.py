"""The built-in districts against official boundaries and against real incidents."""

from __future__ import annotations

import dataclasses
import json
import zipfile

import pandas as pd
import pytest
import shapely

from hotspots.sources.areas import KENT_DISTRICTS
from hotspots.sources.police_uk.coordinates import to_grid
from hotspots.sources.shapes.boundaries import kent_districts, read_districts

ONS_FILE = "boundaries/kent_districts_ons_bgc.geojson"


@pytest.fixture(scope="module")
def ons_districts(real_data):
    return read_districts(real_data / ONS_FILE)


@pytest.fixture(scope="module")
def located(kent_zips):
    """Kent's located incidents: easting, northing and the district of the LSOA name."""
    columns = ["Longitude", "Latitude", "LSOA name"]
    frames = []
    for path in kent_zips:
        with zipfile.ZipFile(path) as archive:
            frames += [
                pd.read_csv(archive.open(name), usecols=columns)
                for name in archive.namelist()
                if name.endswith("-street.csv")
            ]
    rows = pd.concat(frames, ignore_index=True).dropna()
    # "Maidstone 007A" lies in Maidstone.
    district = rows["LSOA name"].str.rsplit(" ", n=1).str[0]
    district = district.replace({"Shepway": "Folkestone and Hythe"})
    easting, northing = to_grid(rows["Longitude"], rows["Latitude"])
    told = pd.DataFrame({"easting": easting, "northing": northing})
    told["district"] = district.to_numpy()
    return told[told["district"].isin(KENT_DISTRICTS.values())]


def test_each_district_overlaps_its_official_boundary(ons_districts):
    built, official = kent_districts(), ons_districts
    assert built.names == official.names
    shared = shapely.area(shapely.intersection(built.polygons, official.polygons))
    either = shapely.area(shapely.union(built.polygons, official.polygons))
    overlap = pd.Series(shared / either, index=built.names)
    assert overlap.min() >= 0.88, overlap.round(3).to_dict()
    assert overlap.mean() >= 0.93


def test_kents_incidents_fall_in_the_district_of_their_lsoa(located):
    found = kent_districts().district_of(located["easting"], located["northing"])
    assert len(located) > 230_000
    assert (found == located["district"]).mean() > 0.998


def test_nearly_all_lie_strictly_inside_it_without_the_reach(located):
    # A user's districts have no reach.
    strict = dataclasses.replace(kent_districts(), replaces_lsoa_names=True)
    found = strict.district_of(located["easting"], located["northing"])
    assert (found == located["district"]).mean() > 0.995


def test_official_boundaries_place_incidents_as_well_as_their_lsoa(
    located, ons_districts
):
    found = ons_districts.district_of(located["easting"], located["northing"])
    assert (found == located["district"]).mean() > 0.999


def test_the_code_of_each_district_is_the_official_one(real_data):
    official = json.loads((real_data / ONS_FILE).read_text("utf-8"))["features"]
    codes = {row["properties"]["LADCD"]: row["properties"]["LADNM"] for row in official}
    assert codes == KENT_DISTRICTS
