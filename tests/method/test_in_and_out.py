"""A list beside another one: of a file, whoever made it, or of other months."""

from __future__ import annotations

import io
import json

import pandas as pd
import pytest
import shapely
import shapely.affinity

from hotspots.method.choosing.scenarios import BOTH, GONE, NEW
from hotspots.method.pipeline import run, with_chosen
from hotspots.method.pipeline.in_and_out import (
    DRAWN_OTHERWISE,
    RANKS_TOO_LOW,
    beside_file,
    beside_months,
    ranked_on,
)
from hotspots.method.zoning.zones import hexagons
from hotspots.months import Period
from hotspots.presentation.files.formats import FORMATS, format_of
from hotspots.presentation.files.zone_list import zones_to_write
from hotspots.presentation.lists.choosing import in_and_out_list
from hotspots.presentation.words.in_and_out import changed_sentence
from hotspots.settings import Settings
from hotspots.sources.opening import Upload
from hotspots.sources.police_uk.coordinates import to_degrees
from hotspots.sources.shapes.zone_files import read_chosen_zones
from tests.toy import write_toy

MILL, CHURCH, HIGH = "H350-1400-0500", "H350-1380-0500", "H350-1401-0500"
FIRST, SECOND = Period("2025-01", "2025-01"), Period("2025-02", "2025-02")


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    settings = Settings().with_strand("violence", n_zones=2)
    return run([write_toy(tmp_path_factory.mktemp("toy"))], settings, "violence")


def moved(zone: str, east_m: float = 0.0):
    return shapely.affinity.translate(hexagons([zone])[0], east_m)


def theirs(*polygons):
    """Write polygons as the file of another maker."""
    features = []
    for number, polygon in enumerate(polygons):
        corners = shapely.get_coordinates(polygon).tolist()
        ring = [
            [float(degrees) for degrees in to_degrees(*corner)] for corner in corners
        ]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        properties = {"hex_index": f"8{number}"}
        features.append(
            {"type": "Feature", "properties": properties, "geometry": geometry}
        )
    document = {"type": "FeatureCollection", "features": features}
    return read_chosen_zones(Upload("theirs.geojson", json.dumps(document).encode()))


def again(result):
    return lambda span: ranked_on(result, span)


def test_zones_of_another_maker_have_rank_and_reason(result):
    # Mill Lane moved a little, a field, and High Road's zone, which is not in our list.
    field = moved("H350-1300-0500")
    others = theirs(moved(MILL, 20), field, moved(HIGH))
    found = beside_file(result, others, again(result))
    rows = found.table.set_index("earlier_zone")
    assert rows.loc["80", ["zone", "status"]].to_list() == [MILL, BOTH]
    assert rows.loc["81", ["status", "volume_now"]].to_list() == [GONE, 0]
    assert rows.loc["81", "why"] == RANKS_TOO_LOW
    assert rows.loc["82", ["status", "volume_now"]].to_list() == [GONE, 5]
    assert rows.loc["82", "rank_now"] == 3
    new = found.table[found.table["status"] == NEW]
    assert new["name"].to_list() == ["Church Row"]
    assert "One is in both lists, one is only in ours and two are only in theirs" in (
        changed_sentence(found)
    )
    listed = in_and_out_list(found)["Status"].to_list()
    assert listed == ["In both", "Only ours", "Only theirs", "Only theirs"]


def test_a_busy_zone_that_is_drawn_otherwise_says_so(tmp_path):
    settings = Settings(floor=0).with_strand("violence", n_zones=2)
    result = run([write_toy(tmp_path)], settings, "violence")
    # A strip through both chosen zones, most of it beyond them.
    east, north = shapely.get_coordinates(shapely.centroid(moved(MILL)))[0]
    strip = shapely.box(east - 10, north - 20, east + 900, north + 20)
    found = beside_file(result, theirs(strip), again(result)).table
    gone = found[found["status"] == GONE].iloc[0]
    assert gone[["rank_now", "volume_now"]].to_list() == [1, 11]
    assert gone["why"] == DRAWN_OTHERWISE


@pytest.mark.parametrize("written", FORMATS, ids=lambda each: each.suffix)
def test_the_list_itself_as_a_file_has_nothing_in_and_nothing_out(result, written):
    content = written.write(zones_to_write(result, attribution=""))
    earlier = read_chosen_zones(Upload(f"mine{written.suffix}", content))
    found = beside_file(result, earlier, again(result))
    assert found.table["status"].to_list() == [BOTH, BOTH]
    assert found.table["rank_now"].to_list() == result.selection["rank"].to_list()


def test_other_months_say_why_a_zone_moved(tmp_path):
    settings = Settings(floor=0).with_strand("violence", n_zones=1)
    both = run([write_toy(tmp_path)], settings, "violence")
    first, second = (with_chosen(ranked_on(both, span)) for span in (FIRST, SECOND))
    assert first.settings.chosen_on == FIRST
    found = beside_months(second, first)
    assert (found.then, found.now) == (FIRST, SECOND)
    # High Road had five incidents in January, Mill Lane two robberies in February.
    rows = found.table.set_index("name")
    assert rows["status"].to_dict() == {"Mill Lane": NEW, "High Road": GONE}
    assert rows.loc["High Road", ["volume_then", "volume_now"]].to_list() == [5, 0]
    assert rows.loc["High Road", "why"] == "fewer incidents"


def test_a_workbook_has_a_sheet_of_what_is_in_and_out(result):
    found = beside_file(result, theirs(moved(MILL)), again(result))
    zones = zones_to_write(result, attribution="", beside=found)
    book = io.BytesIO(format_of("a.xlsx").write(zones))
    sheet = pd.read_excel(book, sheet_name="In and out", engine="openpyxl")
    assert sheet["status"].to_list() == ["both", "new"]
    assert sheet["why"].to_list()[1] == "Chosen so that its district has one"
