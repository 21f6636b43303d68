"""Extracts of many systems: each column taken for what it is, at the first guess."""

from __future__ import annotations

import datetime as dt
import functools

import pandas as pd
import pytest

from hotspots.sources.force_extract.read import read_extract
from tests.sources.force_extract.extracts import cells, csv_bytes, incidents

ISO = "%Y-%m-%d %H:%M:%S"
UK = "%d/%m/%Y %H:%M"


def serial(moment: dt.datetime) -> float:
    """Write a time as Excel does: days since the end of 1899."""
    days = moment - dt.datetime(1899, 12, 30)  # noqa: DTZ001
    return days.total_seconds() / 86_400


SIBLINGS = {
    "connect": {
        "Crime Ref No": lambda i: f"C/{i.number:05d}/25",
        "Crime Recorded Date": lambda i: i.recorded.strftime(UK),
        "Committed On/After": lambda i: i.start.strftime(UK),
        "Committed On/Before": lambda i: i.end.strftime(UK),
        "Offence HOC": lambda i: i.code,
        "Offence Desc": lambda i: i.title.upper(),
        "Loc Easting": lambda i: i.easting,
        "Loc Northing": lambda i: i.northing,
        "Victim Age": lambda i: 20 + i.number % 50,
        "Officer Collar No": lambda i: 1000 + i.number,
        "@": {
            "identifier": "Crime Ref No",
            "recorded": "Crime Recorded Date",
            "from_date": "Committed On/After",
            "to_date": "Committed On/Before",
            "offence_code": "Offence HOC",
            "offence_title": "Offence Desc",
            "easting": "Loc Easting",
            "northing": "Loc Northing",
        },
    },
    "snake": {
        "occ_no": lambda i: f"OCC{i.number:07d}",
        "ho_offence_code": lambda i: i.code.replace("/", ""),
        "ho_offence_desc": lambda i: i.title,
        "start_dt": lambda i: i.start.strftime(ISO),
        "end_dt": lambda i: i.end.strftime(ISO),
        "rep_dt": lambda i: i.recorded.strftime(ISO),
        "x_coord": lambda i: i.easting,
        "y_coord": lambda i: i.northing,
        "da_ind": lambda i: "Y" if i.domestic else "N",
        "knife_ind": lambda i: "Y" if i.knife else "N",
        "last_updated": lambda i: i.recorded.strftime(ISO),
        "mo_text": lambda _: "Unknown person entered by the window and took things",
        "@": {
            "identifier": "occ_no",
            "offence_code": "ho_offence_code",
            "offence_title": "ho_offence_desc",
            "from_date": "start_dt",
            "to_date": "end_dt",
            "recorded": "rep_dt",
            "easting": "x_coord",
            "northing": "y_coord",
        },
        "@flags": {"da_ind": "domestic abuse", "knife_ind": "knife"},
    },
    "capitals": {
        "CRIME_NO": lambda i: f"{i.number:06d}",
        "HOMC": lambda i: i.main,
        "HOOC": lambda i: i.part,
        "OFFENCE_TITLE": lambda i: i.title,
        "DATE_FROM": lambda i: i.start.strftime("%d-%b-%y").upper(),
        "TIME_FROM": lambda i: i.start.strftime("%H%M"),
        "DATE_TO": lambda i: i.end.strftime("%d-%b-%y").upper(),
        "TIME_TO": lambda i: i.end.strftime("%H%M"),
        "DATE_RECORDED": lambda i: i.recorded.strftime("%d-%b-%y").upper(),
        "GRIDREF": lambda i: i.reference(8, ""),
        "DIVISION": lambda _: "NORTH",
        "WARD": lambda i: f"W{i.number % 9}",
        "@": {
            "identifier": "CRIME_NO",
            "offence_code": "HOMC",
            "offence_subcode": "HOOC",
            "offence_title": "OFFENCE_TITLE",
            "from_date": "DATE_FROM",
            "from_time": "TIME_FROM",
            "to_date": "DATE_TO",
            "to_time": "TIME_TO",
            "recorded": "DATE_RECORDED",
            "grid_reference": "GRIDREF",
            "beat": "WARD",
        },
    },
    "degrees": {
        "URN": lambda i: 7_000_000 + i.number,
        "Classification": lambda i: f"{i.code} - {i.title}",
        "Start DateTime": lambda i: i.start.strftime("%d.%m.%Y %H:%M"),
        "End DateTime": lambda i: i.end.strftime("%d.%m.%Y %H:%M"),
        "Created DateTime": lambda i: i.recorded.strftime("%d.%m.%Y %H:%M"),
        "Lat": lambda i: f"{i.latitude:.6f}",
        "Long": lambda i: f"{i.longitude:.6f}",
        "Post Code": lambda _: "ZZ99 9ZZ",
        "@": {
            "identifier": "URN",
            "offence_code": "Classification",
            "offence_title": "Classification",
            "from_date": "Start DateTime",
            "to_date": "End DateTime",
            "recorded": "Created DateTime",
            "latitude": "Lat",
            "longitude": "Long",
        },
    },
    "camel": {
        "investigationId": lambda i: f"INV-{i.number}",
        "homeOfficeClass": lambda i: i.main,
        "homeOfficeSubClass": lambda i: i.part,
        "crimeType": lambda i: i.title,
        "occurredFrom": lambda i: i.start.strftime("%Y-%m-%dT%H:%M:%S"),
        "occurredTo": lambda i: i.end.strftime("%Y-%m-%dT%H:%M:%S"),
        "reportedAt": lambda i: i.recorded.strftime("%Y-%m-%dT%H:%M:%S"),
        "gridEasting": lambda i: i.easting,
        "gridNorthing": lambda i: i.northing,
        "isDomestic": lambda i: "true" if i.domestic else "false",
        "suspectDob": lambda _: "01/02/1990",
        "@": {
            "identifier": "investigationId",
            "offence_code": "homeOfficeClass",
            "offence_subcode": "homeOfficeSubClass",
            "offence_title": "crimeType",
            "from_date": "occurredFrom",
            "to_date": "occurredTo",
            "recorded": "reportedAt",
            "easting": "gridEasting",
            "northing": "gridNorthing",
        },
        "@flags": {"isDomestic": "domestic abuse"},
    },
    "points": {
        "Case Number": lambda i: f"K{i.number:05d}",
        "Offence Group": lambda _: "VIOLENCE",
        "Offence Sub Group": lambda _: "WITH INJURY",
        "HO Code": lambda i: f"{int(i.main)}/{int(i.part)}",
        "Offence Type": lambda i: i.title,
        "Earliest Committed": lambda i: i.start.strftime("%d %b %Y %H:%M"),
        "Latest Committed": lambda i: i.end.strftime("%d %b %Y %H:%M"),
        "Geometry": lambda i: f"POINT ({i.easting} {i.northing})",
        "@": {
            "identifier": "Case Number",
            "offence_code": "HO Code",
            "offence_title": "Offence Type",
            "from_date": "Earliest Committed",
            "to_date": "Latest Committed",
            "point": "Geometry",
        },
    },
    "numeric codes": {
        "CrimeNumber": lambda i: 100_000 + i.number,
        "OffenceCode": lambda i: int(i.code.replace("/", "")),
        "OffenceDescription": lambda i: i.title,
        "CommittedFromDate": lambda i: i.start.strftime("%Y%m%d"),
        "CommittedFromTime": lambda i: int(i.start.strftime("%H%M")),
        "CommittedToDate": lambda i: i.end.strftime("%Y%m%d"),
        "CommittedToTime": lambda i: int(i.end.strftime("%H%M")),
        "Easting (m)": lambda i: f"{i.easting:,}",
        "Northing (m)": lambda i: f"{i.northing:,}",
        "@": {
            "identifier": "CrimeNumber",
            "offence_code": "OffenceCode",
            "offence_title": "OffenceDescription",
            "from_date": "CommittedFromDate",
            "from_time": "CommittedFromTime",
            "to_date": "CommittedToDate",
            "to_time": "CommittedToTime",
            "easting": "Easting (m)",
            "northing": "Northing (m)",
        },
    },
    "twelve hours": {
        "Reference": lambda i: f"R{i.number}",
        "Home Office Classification": lambda i: i.code,
        "Offence Wording": lambda i: i.title,
        "Incident Date/Time": lambda i: i.start.strftime("%d/%m/%Y %I:%M:%S %p"),
        "Date/Time Reported": lambda i: i.recorded.strftime("%d/%m/%Y %I:%M:%S %p"),
        "OS Grid Ref": lambda i: i.reference(10, ""),
        "Outcome Date": lambda i: i.recorded.strftime("%d/%m/%Y"),
        "@": {
            "identifier": "Reference",
            "offence_code": "Home Office Classification",
            "offence_title": "Offence Wording",
            "from_date": "Incident Date/Time",
            "recorded": "Date/Time Reported",
            "grid_reference": "OS Grid Ref",
        },
    },
    "serials": {
        "CRN": lambda i: f"46{i.number:06d}25",
        "HO Crime Class": lambda i: i.code,
        "Crime Classification": lambda i: i.title,
        "From": lambda i: serial(i.start),
        "To": lambda i: serial(i.end),
        "X": lambda i: i.easting,
        "Y": lambda i: i.northing,
        "DV": lambda i: "Yes" if i.domestic else "No",
        "@": {
            "identifier": "CRN",
            "offence_code": "HO Crime Class",
            "offence_title": "Crime Classification",
            "from_date": "From",
            "to_date": "To",
            "easting": "X",
            "northing": "Y",
        },
        "@flags": {"DV": "domestic abuse"},
    },
    "east and north": {
        "Occurrence No.": lambda i: f"46/{i.number}/25",
        "Offence (HO)": lambda i: i.title,
        "HO Cd": lambda i: i.code,
        "Occ Date": lambda i: i.start.strftime("%a %d/%m/%Y"),
        "Occ Time": lambda i: i.start.strftime("%H:%M:%S"),
        "East": lambda i: f"{i.easting}.00",
        "North": lambda i: f"{i.northing}.00",
        "Beat": lambda i: f"B{i.number % 7}",
        "@": {
            "identifier": "Occurrence No.",
            "offence_code": "HO Cd",
            "offence_title": "Offence (HO)",
            "from_date": "Occ Date",
            "from_time": "Occ Time",
            "easting": "East",
            "northing": "North",
            "beat": "Beat",
        },
    },
}


@functools.cache
def _reading(name: str, delimiter: str = ",", encoding: str = "utf-8"):
    columns = {k: v for k, v in SIBLINGS[name].items() if not k.startswith("@")}
    rows = incidents()
    content = csv_bytes(cells(columns, rows), delimiter, encoding)
    return read_extract(content, f"{name}.csv"), rows


@pytest.mark.parametrize("name", SIBLINGS)
def test_each_column_is_taken_for_what_it_is(name):
    reading, _ = _reading(name)
    assert reading.mapping.columns == SIBLINGS[name]["@"]
    assert reading.mapping.flags == SIBLINGS[name].get("@flags", {})


@pytest.mark.parametrize("name", SIBLINGS)
def test_every_row_is_read_to_the_minute_and_the_metre(name):
    reading, incidents_made = _reading(name)
    rows = reading.rows
    assert len(rows) == len(incidents_made) == reading.n_read
    assert rows["start"].dt.strftime("%d %H:%M").to_list() == [
        i.start.strftime("%d %H:%M") for i in incidents_made
    ]
    near = 10 if "GRIDREF" in SIBLINGS[name] else 1
    assert (rows["easting"] - [i.easting for i in incidents_made]).abs().max() <= near
    assert (rows["northing"] - [i.northing for i in incidents_made]).abs().max() <= near


@pytest.mark.parametrize("name", SIBLINGS)
def test_classes_come_from_codes_and_titles_and_the_rest_is_listed(name):
    reading, incidents_made = _reading(name)
    found = reading.rows["offence_class"].astype(object)
    expected = [i.offence_class for i in incidents_made]
    assert found.where(found.notna(), None).to_list() == expected
    assert reading.unmapped.to_dict("list") == {
        "offence": ["199/99"],
        "incidents": [expected.count(None)],
    }


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_any_delimiter_and_encoding_read_alike(delimiter, encoding):
    plain, _ = _reading("connect")
    other, _ = _reading("connect", delimiter, encoding)
    assert other.mapping == plain.mapping
    pd.testing.assert_frame_equal(other.rows, plain.rows)
    assert other.file_format.delimiter == delimiter


def test_words_about_people_are_taken_for_no_title_and_no_code():
    columns = {
        "Crime No": lambda i: f"C{i.number}",
        "HO Code": lambda i: i.code,
        "Offence Details": lambda i: f"Person {i.number} met another in the street",
        "Keywords": lambda i: f"Person of house {i.number % 20}, in the High Street",
        "Date": lambda i: i.start.strftime(UK),
        "Easting": lambda i: i.easting,
        "Northing": lambda i: i.northing,
    }
    reading = read_extract(csv_bytes(cells(columns, incidents())), "texts.csv")
    assert "offence_title" not in reading.mapping.columns
    assert reading.mapping.flags == {}
    everything = reading.rows.to_csv() + reading.unmapped.to_csv() + str(reading)
    assert "Person" not in everything + reading.examples.to_csv()


def test_no_identifier_person_or_text_leaves_the_reader():
    reading, _ = _reading("snake")
    everything = reading.rows.to_csv() + reading.examples.to_csv() + str(reading)
    assert "OCC0000001" not in everything
    assert "Unknown person" not in everything
