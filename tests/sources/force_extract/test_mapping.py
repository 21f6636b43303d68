"""Mappings: saved, used again, and refused in words where they do not fit."""

from __future__ import annotations

import json

import pytest

from hotspots.errors import InputError
from hotspots.sources.force_extract.columns.mapping import Mapping, mapping_from_json
from hotspots.sources.force_extract.overlap import join_readings
from hotspots.sources.force_extract.read import read_extract
from tests.sources.force_extract.extracts import cells, csv_bytes, incidents

COLUMNS = {
    "A": lambda i: f"C{i.number}",
    "B": lambda i: i.code,
    "C": lambda i: i.title,
    "D": lambda i: i.start.strftime("%d/%m/%Y %H:%M"),
    "E1": lambda i: i.easting,
    "N1": lambda i: i.northing,
    "F": lambda i: "DA" if i.domestic else "",
}
ROLES = {
    "identifier": "A",
    "offence_code": "B",
    "offence_title": "C",
    "from_date": "D",
    "easting": "E1",
    "northing": "N1",
}


def _csv(rows):
    return csv_bytes(cells(COLUMNS, rows))


def test_a_mapping_reads_what_no_heading_tells():
    rows = incidents()
    mapping = Mapping(columns=ROLES, flags={"F": {"DA": "domestic abuse"}})
    reading = read_extract(_csv(rows), "a.csv", mapping=mapping)
    assert len(reading.rows) == 120
    n_domestic = sum(i.domestic for i in rows)
    assert int(reading.rows["flag: domestic abuse"].sum()) == n_domestic
    assert not reading.must_confirm


def test_a_mapping_comes_back_as_it_was_saved():
    mapping = Mapping(
        columns=ROLES,
        flags={"F": {"DA": "domestic abuse"}},
        person_columns=("G",),
        date_order="day first",
        swapped=False,
        one_row_per="person",
        sheet="Sheet1",
        heading_row=3,
        offences={"199/99": "46", "Hare coursing": "96"},
    )
    assert mapping_from_json(mapping.to_json()) == mapping


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"columns": {**ROLES, "colour": "A"}}, "colour is not a role"),
        ({"columns": {"from_date": "D"}}, "names no position"),
        ({"columns": {**ROLES, "easting": 3}}, "easting must be a text"),
        ({"columns": []}, "columns must be a list of roles"),
        ({"columns": ROLES, "date_order": "backwards"}, "date_order must be one of"),
        ({"columns": ROLES, "swapped": "yes"}, "swapped must be true or false"),
        ({"columns": ROLES, "heading_row": True}, "heading_row must be a whole"),
        ({"columns": ROLES, "flags": {"F": 1}}, "meaning of flag F"),
        ({"columns": ROLES, "extra": 1}, "extra is not one of"),
        ({"columns": ROLES, "offences": ["1"]}, "offences must be a list of offences"),
        ({"columns": ROLES, "offences": {"Ghosts": "99Z"}}, "offence Ghosts .*: 99Z"),
        (
            {"columns": ROLES, "offences": {"Ghosts": ["46"]}},
            "offence Ghosts is not in",
        ),
        ({"columns": ROLES, "hotspots_mapping": 2}, "hotspots_mapping must be 1"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_why(change, words):
    with pytest.raises(InputError, match=words):
        mapping_from_json(json.dumps(change), "m.json")


@pytest.mark.parametrize(
    "text", ["", "not json", "[]", "3", b"\xff\xfe\x00", "[" * 100_000]
)
def test_what_is_no_mapping_is_refused(text):
    with pytest.raises(InputError, match="m.json is not"):
        mapping_from_json(text, "m.json")


def test_what_is_null_in_a_mapping_is_left_out():
    text = json.dumps({"columns": ROLES, "flags": None, "person_columns": None})
    assert mapping_from_json(text) == Mapping(columns=ROLES)


def test_columns_that_a_new_month_lacks_are_named():
    mapping = Mapping(columns={**ROLES, "easting": "East", "beat": "Beat"})
    with pytest.raises(InputError, match="lacks columns of the mapping: East, Beat"):
        read_extract(_csv(incidents()), "a.csv", mapping=mapping)


# ---- months together ----------------------------------------------------------------


def _read(rows, name):
    return read_extract(_csv(rows), name, mapping=Mapping(columns=ROLES))


def test_an_incident_in_two_files_counts_once_and_the_later_file_knows_best():
    rows = incidents()
    joined = join_readings([_read(rows[:80], "one.csv"), _read(rows[60:], "two.csv")])
    assert len(joined.rows) == 120
    assert joined.repeats["file"].to_list() == ["one.csv"] * 20
    assert "incident_key" not in joined.rows
    assert joined.overlaps == ()


def test_files_without_identifiers_that_overlap_are_said():
    rows = incidents()
    nameless = Mapping(columns={k: v for k, v in ROLES.items() if k != "identifier"})
    one = read_extract(_csv(rows[:80]), "one.csv", mapping=nameless)
    two = read_extract(_csv(rows[60:]), "two.csv", mapping=nameless)
    joined = join_readings([one, two])
    assert len(joined.rows) == 140
    assert joined.overlaps == (("one.csv", "two.csv"),)
