from __future__ import annotations

import csv
import io
import json
import sqlite3
from dataclasses import replace
from xml.etree import ElementTree as ET

import geopandas
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
import shapely

from hotspots.errors import InputError
from hotspots.method.pipeline import run, run_joint
from hotspots.presentation.files.formats import (
    FORMATS,
    format_of,
    suffixes,
)
from hotspots.presentation.files.zone_list import (
    joint_zones_to_write,
    zones_to_write,
)
from hotspots.settings import Settings
from hotspots.sources.opening import Upload
from hotspots.sources.shapes.zone_files import read_chosen_zones
from tests.toy import write_toy


@pytest.fixture(scope="module", params=["one strand", "all strands"])
def zones(request, tmp_path_factory):
    reason = "=1+1, asked for"
    settings = Settings().with_strand(
        "violence", n_zones=2, put_in=(("H350-1400-0500", reason),)
    )
    folder = write_toy(tmp_path_factory.mktemp("toy"))
    if request.param == "all strands":
        joint = run_joint([folder], replace(settings, joint=True, joint_zones=2))
        return joint_zones_to_write(joint, attribution="")
    return zones_to_write(run([folder], settings, "violence"), attribution="")


# Refuses bad input


@pytest.mark.parametrize("name", ["zones.txt", "zones", "zones.csv.bak"])
def test_a_format_that_is_not_written_is_refused_with_those_that_are(name):
    words = f"{name} cannot be written: its name must end in .csv or .xlsx or .geojson"
    with pytest.raises(InputError, match=words):
        format_of(name)


# Gives the right answer


def test_no_two_formats_have_a_suffix():
    assert len(set(suffixes())) == len(FORMATS)


@pytest.mark.parametrize("written", FORMATS, ids=lambda each: each.suffix)
def test_every_format_goes_in_again_as_a_list(zones, written):
    content = written.write(zones)
    name = f"zones{written.suffix}"
    again = read_chosen_zones(Upload(name, content))
    assert again.zones["zone"].to_list() == zones.selection["zone"].to_list()
    drawn = dict(zip(again.polygons.ids, again.polygons.polygons, strict=True))
    for zone, outline in zip(zones.selection["zone"], zones.outlines, strict=True):
        assert shapely.hausdorff_distance(drawn[zone], outline) < 0.5
    assert again.strand == zones.made_by["strand"]
    assert again.settings.strand("violence").n_zones == 2


@pytest.mark.parametrize("written", FORMATS, ids=lambda each: each.suffix)
def test_the_same_zones_make_the_same_file(zones, written):
    assert written.write(zones) == written.write(zones)


READERS = {
    ".csv": [
        lambda path: pd.read_csv(path),
        lambda path: pd.DataFrame(csv.DictReader(path.read_text("utf-8").splitlines())),
    ],
    ".xlsx": [
        lambda path: pd.read_excel(path, engine="openpyxl"),
        lambda path: pd.read_excel(path, engine="calamine"),
    ],
    ".geojson": [
        lambda path: geopandas.read_file(path),
        lambda path: pd.json_normalize(
            [each["properties"] for each in json.loads(path.read_bytes())["features"]]
        ),
    ],
    ".gpkg": [
        lambda path: geopandas.read_file(path),
        lambda path: pd.read_sql("SELECT * FROM chosen_zones", sqlite3.connect(path)),
    ],
    ".kml": [
        lambda path: geopandas.read_file(path),
        lambda path: pd.DataFrame(
            [
                {data.get("name"): data[0].text for data in mark.iter(f"{KML}Data")}
                for mark in ET.parse(path).iter(f"{KML}Placemark")
            ]
        ),
    ],
    ".parquet": [
        lambda path: geopandas.read_parquet(path),
        lambda path: pq.read_table(path).to_pandas(),
    ],
}
KML = "{http://www.opengis.net/kml/2.2}"


@pytest.mark.parametrize("written", FORMATS, ids=lambda each: each.suffix)
def test_two_readers_of_others_find_what_was_written(zones, written, tmp_path):
    path = tmp_path / f"zones{written.suffix}"
    path.write_bytes(written.write(zones))
    expected = zones.zone_list
    for read in READERS[written.suffix]:
        found = read(path)
        # One set of names: a format adds what only it holds, and leaves out none.
        assert set(expected) <= {name.lower() for name in found}
        assert found["zone"].to_list() == expected["zone"].to_list()
        for column in ("number", "rank", "rank_low", "rank_high", "easting", "lat"):
            assert found[column].astype(float).to_list() == expected[column].to_list()
        assert found["months"].to_list() == expected["months"].to_list()
        reasons = found["reason"].fillna("").str.lstrip("'").to_list()
        assert sorted(reasons) == ["", "=1+1, asked for"]
        if "earned_by" in expected:
            assert found["earned_by"].to_list() == expected["earned_by"].to_list()


def test_a_workbook_runs_no_text_as_a_formula(zones):
    book = openpyxl.load_workbook(io.BytesIO(format_of("z.xlsx").write(zones)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "=1+1, asked for" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b"}


def test_a_shapefile_tells_the_columns_apart(zones):
    # It keeps ten letters of a name.
    assert zones.zone_list.columns.str[:10].is_unique


def test_an_outline_too_long_for_a_cell_is_said_and_not_lost_in_silence(zones):
    outlines = zones.outlines.copy()
    outlines[0] = shapely.buffer(shapely.centroid(outlines[0]), 175, quad_segs=1_000)
    content = format_of("z.xlsx").write(replace(zones, outlines=outlines))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Chosen zones"]
    said = [cell.value for cell in sheet[2]][-1]
    assert said == "Too long for a cell. Take the GeoPackage of these zones."
    with pytest.raises(InputError, match="row 1: its polygon cannot be read"):
        read_chosen_zones(Upload("z.xlsx", content))


@pytest.mark.parametrize("written", FORMATS, ids=lambda each: each.suffix)
def test_settings_come_back_whatever_the_length_of_outlines_and_reasons(zones, written):
    if written.suffix == ".xlsx":
        # A cell of a workbook holds 32,767 letters, so a longer outline is left out.
        outlines = zones.outlines
    else:
        circle = shapely.buffer(shapely.centroid(zones.outlines), 175, quad_segs=4_000)
        outlines = circle
        assert max(map(len, shapely.to_wkt(outlines))) > 131_072
    made_by = {**zones.made_by, "reasons": ["a reason, " * 12] * 400}
    long = replace(zones, outlines=outlines, made_by=made_by)
    again = read_chosen_zones(Upload(f"zones{written.suffix}", written.write(long)))
    assert again.settings.strand("violence").n_zones == 2
    assert again.strand == zones.made_by["strand"]


def test_a_map_file_says_what_made_it(zones):
    document = json.loads(format_of("zones.GEOJSON").write(zones))
    assert document["hotspots"]["strand"] == zones.made_by["strand"]
    assert document["hotspots"]["settings"]["violence"]["n_zones"] == 2
