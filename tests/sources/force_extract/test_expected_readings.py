"""Every synthetic extract reads as the sheet beside it says."""

from __future__ import annotations

import json

import geopandas as gpd
import pandas as pd
import pytest

from hotspots.errors import InputError
from hotspots.sources.force_extract.read import read_extract

FILES = (
    "analyst_toolkit.csv",
    "athena_investigations.csv",
    "broken_rows.csv",
    "crimes.parquet",
    "easting_northing_swapped.csv",
    "lonlat_swapped.csv",
    "met_crimes_2019_23.csv",
    "niche_occurrences.csv",
    "npcc_minimum_asb.csv",
    "older_system.csv",
    "semicolon_cp1252.csv",
    "serial_dates.xlsx",
    "storm_incidents.csv",
    "two_heading_rows.xlsx",
    "utf16_tabs.tsv",
    "west_mercia_warehouse.csv",
    "west_midlands_persons.csv",
)


@pytest.fixture(scope="session")
def extracts(real_data):
    return real_data / "extracts"


@pytest.fixture(scope="session")
def districts(real_data):
    file = real_data / "boundaries" / "kent_districts_ons_bgc.geojson"
    return gpd.read_file(file).to_crs(27700)


@pytest.fixture(scope="session")
def read(extracts, districts):
    area = districts.geometry.buffer(500).union_all()
    done = {}

    def reading(name):
        if name not in done:
            content = (extracts / name).read_bytes()
            done[name] = read_extract(content, name, area=area)
        return done[name]

    return reading


@pytest.fixture(scope="session")
def expected(extracts):
    return lambda name: json.loads(
        (extracts / f"{name}.expected.json").read_text(encoding="utf-8")
    )


def _classes(rows: pd.DataFrame) -> pd.Series:
    behaviour = rows["asb_type"].fillna(rows["asb_class"])
    return rows["offence_class"].fillna("unmapped").where(~rows["is_asb"], behaviour)


def _columns(mapping, *roles):
    return [mapping.columns[role] for role in roles if role in mapping.columns] or None


@pytest.mark.parametrize("name", FILES)
def test_columns_are_what_the_sheet_says(name, read, expected):
    reading, roles = read(name), expected(name)["roles"]
    mapping = reading.mapping
    position = dict(roles["position"]["columns"])
    if "reference" in position:
        position["grid_reference"] = position.pop("reference")
    offence = roles.get("offence") or {}
    assert {role: mapping.columns.get(role) for role in position} == position
    assert bool(mapping.swapped) == roles["position"].get("swapped", False)
    assert _columns(mapping, "from_date", "from_time") == roles["when"]["from"]
    assert _columns(mapping, "to_date", "to_time") == roles["when"]["to"]
    assert _columns(mapping, "offence_code", "offence_subcode") == offence.get("code")
    one = {"identifier": roles["id"], "offence_title": offence.get("text")}
    one |= {
        key: roles.get(key) for key in ("recorded", "count", "asb_class", "asb_type")
    }
    assert {role: mapping.columns.get(role) for role in one} == one
    persons = {guess.column for guess in reading.columns if guess.role == "person"}
    assert persons == set(roles.get("personal", ()))
    assert mapping.one_row_per == roles.get("one_row_per", None) or (
        roles.get("one_row_per") == "incident"
    )


@pytest.mark.parametrize("name", FILES)
def test_flags_mean_what_the_sheet_says(name, read, expected):
    reading, sheet = read(name), expected(name)
    for column, meaning in sheet["roles"].get("flags", {}).items():
        if "asked" in meaning:
            assert column in {c for q in reading.questions for c in q.columns}
            continue
        assert reading.mapping.flags[column] == meaning
        if "flags_kept" in sheet:
            n = int(reading.rows[f"flag: {meaning}"].sum())
            assert n == sheet["flags_kept"][column]


@pytest.mark.parametrize("name", FILES)
def test_rows_are_kept_and_set_aside_as_the_sheet_says(name, read, expected):
    reading, sheet = read(name), expected(name)
    assert reading.n_read == sheet["rows"]["read"]
    assert len(reading.rows) == sheet["rows"]["kept"]
    assert len(reading.rows) + len(reading.set_aside) == reading.n_read
    listed = [(row["row"], row["reason"]) for row in sheet["set_aside_rows"]]
    aside = reading.set_aside
    assert list(zip(aside["row"], aside["reason"], strict=True)) == listed
    assert (
        reading.rows["start"].dt.strftime("%Y-%m").value_counts().to_dict()
        == (sheet["by_month"])
    )
    assert reading.offences_total == sheet.get("offences_total")


@pytest.mark.parametrize("name", FILES)
def test_classes_are_what_the_sheet_says(name, read, expected):
    reading, sheet = read(name), expected(name)
    rows = reading.rows
    if "by_class" in sheet:
        assert _classes(rows).value_counts().to_dict() == sheet["by_class"]
        listed = reading.unmapped
        counts = dict(zip(listed["offence"], listed["incidents"], strict=True))
        assert counts == sheet["unmapped"]
    for key, column in (("by_asb_class", "asb_class"), ("by_asb_type", "asb_type")):
        if key in sheet:
            assert rows[column].value_counts().to_dict() == sheet[key]


@pytest.mark.parametrize("name", FILES)
def test_districts_are_what_the_sheet_says(name, read, expected, districts):
    rows = read(name).rows
    points = gpd.points_from_xy(rows["easting"], rows["northing"], crs=27700)
    joined = gpd.sjoin(gpd.GeoDataFrame(geometry=points), districts)
    named = next(c for c in districts if c.lower() in ("name", "lad_name", "lad24nm")
                 or c.lower().endswith("nm"))  # fmt: skip
    assert joined[named].value_counts().to_dict() == expected(name)["by_district"]


@pytest.mark.parametrize("name", FILES)
def test_named_rows_are_right_to_the_metre_and_the_minute(name, read, expected):
    rows = read(name).rows.assign(what=lambda rows: _classes(rows)).set_index("row")
    for named in expected(name)["named_rows"]:
        row = rows.loc[named["row"]]
        assert abs(row["easting"] - named["easting"]) <= named["tolerance_m"]
        assert abs(row["northing"] - named["northing"]) <= named["tolerance_m"]
        assert row["start"].strftime("%Y-%m-%dT%H:%M") == named["from"]
        ended = None if pd.isna(row["end"]) else row["end"].strftime("%Y-%m-%dT%H:%M")
        assert ended == named["to"]
        assert row["what"] == named["class"]


@pytest.mark.parametrize("name", FILES)
def test_the_file_was_opened_as_the_sheet_says(name, read, expected):
    found, sheet = read(name).file_format, expected(name)["reader"]
    delimiter = {"tab": "\t"}.get(sheet.get("delimiter"), sheet.get("delimiter"))
    assert found.encoding == sheet.get("encoding")
    assert found.delimiter == delimiter
    assert found.heading_row == sheet.get("heading_row", 1)
    assert found.group_row == sheet.get("group_row")
    assert found.n_footer_rows == sheet.get("footer_rows", 0)
    assert found.sheet == sheet.get("sheet")


@pytest.mark.parametrize("name", FILES)
def test_the_saved_mapping_reads_the_same_rows_and_asks_no_more(
    name, read, extracts, districts
):
    first = read(name)
    area = districts.geometry.buffer(500).union_all()
    again = read_extract(
        (extracts / name).read_bytes(), name, mapping=first.mapping, area=area
    )
    pd.testing.assert_frame_equal(again.rows, first.rows)
    assert not again.must_confirm


def test_a_table_of_counts_is_refused_in_words(extracts, expected):
    sheet = expected("aggregate_dashboard.csv")
    content = (extracts / "aggregate_dashboard.csv").read_bytes()
    with pytest.raises(InputError, match="counts for areas or months") as refused:
        read_extract(content, "aggregate_dashboard.csv")
    assert all(word in str(refused.value) for word in sheet["must_name"])
