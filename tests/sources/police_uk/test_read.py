from __future__ import annotations

import io
import itertools
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotspots.errors import InputError
from hotspots.sources.areas import KENT_DISTRICTS
from hotspots.sources.opening import Upload
from hotspots.sources.police_uk.coordinates import to_grid
from hotspots.sources.police_uk.read import read_police_uk
from hotspots.tables import FILES, INCIDENTS, SET_ASIDE, check

ROOT = Path(__file__).parents[3]
NAME = "2025-01-kent-street.csv"
FIGURES = ["month", "category", "district", "location", "easting", "northing"]


@dataclass
class HalfPlanes:
    """Districts of a toy: West and East of an easting, none north of a northing."""

    names: tuple[str, ...] = ("East", "West")
    replaces_lsoa_names: bool = True
    fingerprint: str = "toy"
    border_m: float = 575_000.0
    end_m: float = 200_000.0

    def district_of(self, easting, northing):
        side = np.where(easting < self.border_m, "West", "East").astype(object)
        return np.where(northing < self.end_m, side, "")


def reasons(reading) -> list[str]:
    """Each row set aside as file:line reason."""
    return [
        f"{row.file}:{row.line} {row.reason}" for row in reading.set_aside.itertuples()
    ]


def uses(reading) -> dict[str, str]:
    return dict(zip(reading.files["file"], reading.files["use"], strict=True))


def assert_every_row_is_accounted_for(reading):
    files = reading.files
    assert (files["rows_kept"] + files["rows_set_aside"]).equals(files["rows_read"])
    assert files["rows_kept"].sum() == len(reading.incidents)
    assert files["rows_set_aside"].sum() == len(reading.set_aside)


# Gives the right answer: rows


def test_a_row_becomes_an_incident(street):
    reading = read_police_uk(
        street("""
            Longitude | Latitude | Location                  | LSOA name      | Crime type
            0.5217    | 51.2787  | On or near Gabriel'S Hill | Maidstone 007A | Robbery
            0.5217    | 51.2787  | On or near                | Shepway 014B   | Drugs
            0.6       | 51.2787  | On or near St George'S Rd | Medway 001C    | Knitting
        """)
    )
    incidents = reading.incidents
    assert incidents["month"].to_list() == ["2025-01"] * 3
    assert incidents["category"].to_list() == ["Robbery", "Drugs", "Knitting"]
    assert incidents["location"].to_list() == ["Gabriel's Hill", "", "St George's Rd"]
    assert incidents["district"].to_list() == [
        "Maidstone",
        "Folkestone and Hythe",
        "Medway",
    ]
    assert incidents["point"].to_list() == [0, 0, 1]
    easting, northing = to_grid([0.5217, 0.5217, 0.6], [51.2787] * 3)
    assert incidents["easting"].to_list() == easting.tolist()
    assert incidents["northing"].to_list() == northing.tolist()


def test_each_row_not_kept_has_its_reason_file_and_line(street):
    reading = read_police_uk(
        street("""
            Month   | Crime ID | Longitude | LSOA name      | Crime type
            2025-01 | aa       | 0.5       | Swale 001A     | Burglary
            2025-01 |          |           |                | Burglary
            2025-01 |          | 0.5       | Bexley 001A    | Burglary
            2025-01 |          | east      | Swale 001A     | Burglary
            2025-01 |          | inf       | Swale 001A     | Burglary
            2025-01 |          | 0.5       | Swale 001A     |
            2025-13 |          | 0.5       | Swale 001A     | Burglary
                    |          | 0.5       | Swale 001A     | Burglary
            2025-01 | aa       | 0.5       | Swale 001A     | Burglary
        """)
    )
    assert reasons(reading) == [
        f"{NAME}:3 no location",
        f"{NAME}:4 outside the area",
        f"{NAME}:5 unreadable row",
        f"{NAME}:6 unreadable row",
        f"{NAME}:7 unreadable row",
        f"{NAME}:8 unknown month",
        f"{NAME}:9 unknown month",
        f"{NAME}:10 repeated Crime ID",
    ]
    assert reading.set_aside["month"].to_list()[-3:] == ["2025-13", "", "2025-01"]
    assert_every_row_is_accounted_for(reading)


def test_a_line_cut_short_is_set_aside_with_its_line(street):
    whole = street("Crime type\nRobbery\nDrugs").content
    reading = read_police_uk(Upload(NAME, whole + b",2025-01,Kent Pol"))
    assert reasons(reading) == [f"{NAME}:4 unreadable row"]
    assert reading.set_aside[["month", "category"]].to_numpy().tolist() == [["", ""]]
    assert_every_row_is_accounted_for(reading)


def test_antisocial_behaviour_and_blank_ids_are_never_repeats(street):
    reading = read_police_uk(
        street("""
            Crime ID | Crime type
                     | Anti-social behaviour
                     | Anti-social behaviour
            aa       | Anti-social behaviour
            aa       | Anti-social behaviour
                     | Burglary
                     | Burglary
            aa       | Burglary
            bb       | Burglary
        """)
    )
    assert len(reading.incidents) == 8
    assert reading.set_aside.empty


def test_a_crime_id_repeated_in_another_month_is_set_aside_there(street):
    later = street(
        "Month | Crime ID\n2025-02 | aa\n2025-02 | bb", "a-2025-02-kent-street.csv"
    )
    earlier = street("Month | Crime ID\n2025-01 | aa", "b-2025-01-kent-street.csv")
    reading = read_police_uk([later, earlier])
    assert reasons(reading) == ["a-2025-02-kent-street.csv:2 repeated Crime ID"]


def test_the_row_without_a_place_is_no_earlier_one(street):
    reading = read_police_uk(
        street("""
            Crime ID | Longitude | Latitude
            aa       |           |
            aa       | 0.5       | 51.2
        """)
    )
    assert reasons(reading) == [f"{NAME}:2 no location"]


def test_old_category_names_become_those_of_today(street):
    old = [
        "Violent crime",
        "Public disorder and weapons",
        "Burglary",
        "Anti-social behaviour",
        "Robbery",
        "Vehicle crime",
        "Other crime",
    ]
    reading = read_police_uk(street("Crime type\n" + "\n".join(old)))
    assert reading.incidents["category"].to_list() == [
        "Violence and sexual offences",
        "Public order",
        *old[2:],
    ]


def test_spaces_round_a_text_are_dropped(street):
    file = street("Crime type | LSOA name\nRobbery | Swale 001A\nDrugs | Swale 001A")
    spaced = file.content
    for text in (b"2025-01", b"Kent Police", b"Swale 001A", b"Robbery"):
        spaced = spaced.replace(text, b" " + text + b"  ", 2)
    reading, plain = (read_police_uk(Upload(NAME, c)) for c in (spaced, file.content))
    pd.testing.assert_frame_equal(reading.incidents, plain.incidents)
    assert reading.files.equals(plain.files)


# Gives the right answer: districts and the area


def test_kents_area_is_its_13_districts_whatever_the_rows_name(street):
    reading = read_police_uk(street("LSOA name\nSwale 001A\nBexley 001A"))
    assert reading.area == tuple(sorted(KENT_DISTRICTS.values()))
    assert reading.incidents["district"].cat.categories.to_list() == ["Swale"]


def test_a_force_has_its_own_districts_whatever_the_rows_name(street):
    named = ["Leeds 001A"] * 9 + ["Bradford 001A"] + ["Kingston upon Hull 001A"] * 3
    rows = "\n".join(f"West Yorkshire Police | {name}" for name in named)
    reading = read_police_uk(street(f"Falls within | LSOA name\n{rows}"))
    assert reading.area == ("Bradford", "Calderdale", "Kirklees", "Leeds", "Wakefield")
    assert reading.basis.forces == ("West Yorkshire Police",)
    assert reasons(reading) == [f"{NAME}:{n} outside the area" for n in (12, 13, 14)]


def test_the_area_of_two_forces_is_that_of_both(street):
    reading = read_police_uk(
        street("""
            Falls within        | LSOA name
            Kent Police         | Swale 001A
            Metropolitan Police | Bexley 001A
        """)
    )
    assert len(reading.area) == 13 + 32
    assert {"Swale", "Bexley"} < set(reading.area)
    assert len(reading.incidents) == 2


def test_a_few_rows_of_another_force_do_not_bring_its_districts(street):
    rows = "\nKent Police | Swale 001A" * 150
    reading = read_police_uk(
        street(f"Falls within | LSOA name{rows}\nEssex Police | Basildon 001A")
    )
    assert reading.basis.forces == ("Kent Police",)
    assert reasons(reading) == [f"{NAME}:152 outside the area"]


def test_bodies_without_districts_take_the_area_of_the_others(street):
    btp = "British Transport Police"
    kent = street("Falls within | LSOA name\nKent Police | Swale 001A", "kent.csv")
    rail = street(
        f"Falls within | LSOA name\n{btp} | Dover 002A\n{btp} | Camden 001A", "btp.csv"
    )
    reading = read_police_uk([kent, rail])
    assert reading.area == tuple(sorted(KENT_DISTRICTS.values()))
    assert reasons(reading) == ["btp.csv:3 outside the area"]
    alone = read_police_uk(rail)
    assert (alone.area, alone.basis.basis) == ((), "unknown")
    assert len(alone.set_aside) == 2


def test_where_no_force_is_named_the_rows_tell_which(street):
    rows = "\n".join(["| Corby 001A"] * 9 + ["| Rutland 001A"])
    reading = read_police_uk(street(f"Falls within | LSOA name\n{rows}", "mine.csv"))
    assert reading.basis.basis == "rows"
    assert reading.area == ("North Northamptonshire", "West Northamptonshire")


def test_the_users_districts_place_every_incident(street):
    file = street("""
        Longitude | Latitude | LSOA name
        0.4       | 51.2     | Swale 001A
        0.6       | 51.2     |
        0.6       | 52.9     | Swale 001A
    """)
    reading = read_police_uk(file, districts=HalfPlanes())
    assert reading.area == ("East", "West")
    assert reading.incidents["district"].to_list() == ["West", "East"]
    assert reasons(reading) == [f"{NAME}:4 outside the area"]


def test_kents_polygons_place_a_row_of_kent_without_an_lsoa(street):
    reading = read_police_uk(
        street("""
            Falls within        | Longitude | Latitude | LSOA name
            Kent Police         | 0.5217    | 51.2787  |
            Kent Police         | -1.5      | 53.8     |
        """)
    )
    assert reading.incidents["district"].to_list() == ["Maidstone"]
    assert reasons(reading) == [f"{NAME}:3 outside the area"]


def test_elsewhere_a_row_without_an_lsoa_has_no_district(street):
    reading = read_police_uk(
        street("""
            Falls within | LSOA name
            Essex Police | Basildon 001A
            Essex Police |
            Essex Police | NULL
            Essex Police | Atlantis 001A
        """)
    )
    why = "no district: no known LSOA name"
    assert reasons(reading) == [f"{NAME}:{n} {why}" for n in (3, 4, 5)]


def test_coordinates_off_the_grid_are_outside_the_area(street):
    reading = read_police_uk(
        street("""
            Longitude | Latitude
            0         | 0
            51.27     | 0.52
            1000      | 2000
            0.52      | 51.27
        """)
    )
    assert reasons(reading) == [
        f"{NAME}:2 no location",
        f"{NAME}:3 outside the area",
        f"{NAME}:4 outside the area",
    ]


# Gives the right answer: files


def test_identical_files_count_once_and_are_named(street):
    files = [
        street("Crime type\nRobbery", name) for name in ("b.csv", "a.csv", "c.csv")
    ]
    reading = read_police_uk(files)
    assert len(reading.incidents) == 1
    assert uses(reading) == {
        "a.csv": "read",
        "b.csv": "skipped: identical to a.csv",
        "c.csv": "skipped: identical to a.csv",
    }
    assert reading.files["rows_read"].to_list() == [1, 0, 0]
    assert reading.fingerprint == read_police_uk(files[0]).fingerprint


def test_the_same_path_given_twice_is_reported(street, tmp_path):
    path = tmp_path / NAME
    path.write_bytes(street("Crime type\nRobbery").content)
    reading = read_police_uk([path, path])
    assert uses(reading) == {
        str(path): "read",
        f"{path} (2)": f"skipped: identical to {path}",
    }


def test_of_two_files_for_one_force_and_month_the_fuller_is_kept(street):
    part = street("Crime type\nRobbery\nDrugs", "a.csv")
    whole = street("Crime type\nRobbery\nDrugs\nBurglary", "b.csv")
    reading = read_police_uk([part, whole])
    assert len(reading.incidents) == 3
    assert reasons(reading) == [
        "a.csv:2 same month in another file",
        "a.csv:3 same month in another file",
    ]
    assert uses(reading) == {
        "a.csv": "set aside whole: Kent Police 2025-01 is fuller in b.csv",
        "b.csv": "read",
    }
    assert reading.fingerprint == read_police_uk(whole).fingerprint
    assert_every_row_is_accounted_for(reading)


def test_of_two_as_full_the_first_by_name_is_kept(street):
    files = [
        street("Location\nMill Lane", "b.csv"),
        street("Location\nHigh Street", "a.csv"),
    ]
    for order in (files, files[::-1]):
        assert read_police_uk(order).incidents["location"].to_list() == ["High Street"]


def test_a_file_a_category_are_parts_of_one_month(street):
    files = [
        street("Crime type\nRobbery\nRobbery", "robbery.csv"),
        street("Crime type\nDrugs", "drugs.csv"),
        street("Crime type\nDrugs\nDrugs", "drugs again.csv"),
    ]
    reading = read_police_uk(files)
    assert reading.incidents["category"].value_counts().to_dict() == {
        "Robbery": 2,
        "Drugs": 2,
    }
    assert reasons(reading) == ["drugs.csv:2 same month in another file"]


def test_a_file_of_several_months_is_compared_month_by_month(street):
    both = street(
        """
        Month   | Crime type
        2025-01 | Robbery
        2025-02 | Robbery
        2025-02 | Robbery
        """,
        "both.csv",
    )
    january = street("Crime type\nRobbery\nDrugs", "january.csv")
    reading = read_police_uk([both, january])
    counts = reading.incidents.groupby(["month", "category"], observed=True).size()
    assert counts.to_dict() == {
        ("2025-01", "Drugs"): 1,
        ("2025-01", "Robbery"): 1,
        ("2025-02", "Robbery"): 2,
    }
    assert reasons(reading) == ["both.csv:2 same month in another file"]
    assert uses(reading)["both.csv"] == (
        "read in part: Kent Police 2025-01 is fuller in january.csv"
    )
    assert reading.files["months"].to_list() == ["2025-01; 2025-02", "2025-01"]


def test_two_forces_of_one_month_are_both_kept(street):
    kent = street("Crime type\nRobbery", "2025-01-kent-street.csv")
    other = street(
        "Falls within | LSOA name\nSussex Police | Lewes 001A",
        "2025-01-sussex-street.csv",
    )
    reading = read_police_uk([kent, other])
    assert len(reading.incidents) == 2
    assert reading.files["force"].to_list() == ["Kent Police", "Sussex Police"]


def test_a_blank_force_is_taken_from_the_files_name(street):
    drawn = "Falls within | LSOA name\n | Swale 001A\n | Bexley 001A"
    reading = read_police_uk(street(drawn, "2025-01/2025-01-kent-street.csv"))
    assert reading.files["force"].to_list() == ["Kent Police"]
    assert len(reading.incidents) == 1


def test_files_not_used_are_listed_and_are_no_errors(street):
    file = street("Crime type\nRobbery")
    outcomes = Upload("2025-01-kent-outcomes.csv", b"anything")
    reading = read_police_uk([file, outcomes])
    assert uses(reading) == {
        "2025-01-kent-outcomes.csv": "not used: outcomes",
        NAME: "read",
    }


def test_a_zip_a_folder_and_uploads_of_the_same_data_agree(street, tmp_path):
    files = [
        street("Crime type\nRobbery", "2025-01/2025-01-kent-street.csv"),
        street(
            "Month | Crime type\n2025-02 | Drugs", "2025-02/2025-02-kent-street.csv"
        ),
    ]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, file in enumerate(files):
            # Names whose order is not that of the months.
            archive.writestr(f"{9 - number}.csv", file.content)
            path = tmp_path / file.name
            path.parent.mkdir()
            path.write_bytes(file.content)
    readings = [
        read_police_uk(given)
        for given in (files, tmp_path, Upload("kent.zip", packed.getvalue()))
    ]
    for reading in readings[1:]:
        pd.testing.assert_frame_equal(reading.incidents, readings[0].incidents)
        assert reading.fingerprint == readings[0].fingerprint


def test_the_fingerprint_tells_what_can_change_the_incidents(street):
    file = street("Crime type\nRobbery")
    changed = street("Crime type\nDrugs")
    more = street("Month\n2025-02", "2025-02.csv")
    fingerprints = [
        read_police_uk(file).fingerprint,
        read_police_uk(changed).fingerprint,
        read_police_uk([file, more]).fingerprint,
        read_police_uk(file, districts=HalfPlanes()).fingerprint,
        read_police_uk(file, districts=HalfPlanes(fingerprint="b")).fingerprint,
    ]
    assert len(set(fingerprints)) == len(fingerprints)
    assert all(len(text) == 64 for text in fingerprints)


# Promises on any data

ROW = st.fixed_dictionaries(
    {
        "Crime ID": st.sampled_from(["", "", "aa", "bb"]),
        "Month": st.sampled_from(["2025-01", "2025-02", "2025-00", ""]),
        "Falls within": st.sampled_from(["Kent Police", "Sussex Police", ""]),
        "Longitude": st.sampled_from(["0.52", "0.53", "", "x", "nan", "0"]),
        "LSOA name": st.sampled_from(["Swale 001A", "Lewes 002B", "Bexley 1A"]),
        "Crime type": st.sampled_from(["Drugs", "Anti-social behaviour", ""]),
    }
)
SHORT = st.lists(ROW, min_size=1, max_size=8)


def drawn(rows) -> str:
    lines = [" | ".join(row.values()) for row in rows]
    return "\n".join([" | ".join(rows[0]), *lines])


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(contents=st.lists(SHORT, min_size=1, max_size=3), shuffle=st.randoms())
def test_kept_and_set_aside_make_up_what_was_read_in_any_order(
    street, contents, shuffle
):
    files = [street(drawn(rows), f"{n}.csv") for n, rows in enumerate(contents)]
    reading = read_police_uk(files)
    assert_every_row_is_accounted_for(reading)
    read_once = {
        file.content: len(rows) for file, rows in zip(files, contents, strict=True)
    }
    assert reading.files["rows_read"].sum() == sum(read_once.values())
    for table, contract in (
        (reading.incidents, INCIDENTS),
        (reading.set_aside, SET_ASIDE),
        (reading.files, FILES),
    ):
        check(table, contract)
    shuffle.shuffle(files)
    again = read_police_uk(files)
    pd.testing.assert_frame_equal(again.incidents, reading.incidents)
    pd.testing.assert_frame_equal(again.set_aside, reading.set_aside)
    assert again.fingerprint == reading.fingerprint


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=SHORT)
def test_either_line_end_gives_the_same_incidents(street, rows):
    unix, windows = (street(drawn(rows), newline=end) for end in ("\n", "\r\n"))
    one, other = read_police_uk(unix), read_police_uk(windows)
    pd.testing.assert_frame_equal(one.incidents, other.incidents)
    pd.testing.assert_frame_equal(one.set_aside, other.set_aside)


def test_one_force_month_counts_once_however_it_is_given(street):
    month = street("Crime type\nRobbery\nDrugs", "a.csv")
    crlf = street("Crime type\nRobbery\nDrugs", "b.csv", newline="\r\n")
    for given_files in itertools.permutations([month, crlf, month]):
        assert len(read_police_uk(given_files).incidents) == 2


def test_categories_are_sorted_and_none_is_unused(street):
    reading = read_police_uk(
        street("""
            Month   | Crime type | LSOA name
            2025-03 | Robbery    | Swale 001A
            2024-11 | Drugs      | Dover 001A
            2025-13 | Other      | Ashford 001A
        """)
    )
    for column, categories in {
        "month": ["2024-11", "2025-03"],
        "category": ["Drugs", "Robbery"],
        "district": ["Dover", "Swale"],
        "location": ["High Street"],
    }.items():
        assert reading.incidents[column].cat.categories.to_list() == categories


def test_a_file_of_which_no_row_is_kept_gives_empty_incidents(street):
    reading = read_police_uk(street("LSOA name\nBexley 001A"))
    assert reading.incidents.empty
    assert reasons(reading) == [f"{NAME}:2 outside the area"]


def test_the_usual_files_need_no_library_of_polygons(street, tmp_path):
    path = tmp_path / NAME
    path.write_bytes(street("Crime type\nRobbery").content)
    program = (
        "import sys; from hotspots.sources.police_uk.read import read_police_uk; "
        f"read_police_uk({str(path)!r}); "
        "print({'shapely', 'geopandas', 'pyogrio', 'streamlit'} & {*sys.modules})"
    )
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"


# Refuses bad input


def test_every_bad_file_is_told_at_once(street, tmp_path):
    files = [
        street("Crime type\nRobbery"),
        Upload("empty.csv", b""),
        Upload("photo.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        Upload("other.csv", b"zone,rank\nA1,1\n"),
        tmp_path / "gone.csv",
    ]
    with pytest.raises(InputError) as told:
        read_police_uk(files)
    first, *others = str(told.value).splitlines()
    assert first == "4 of the files given cannot be read:"
    words = [
        "gone.csv does not exist",
        "empty.csv is empty",
        "other.csv lacks the columns",
    ]
    words.append("photo.csv is not a csv file")
    for line, expected in zip(others, words, strict=True):
        assert expected in line


def test_one_bad_file_is_one_sentence():
    with pytest.raises(InputError, match=r"^empty.csv is empty. Download or copy it"):
        read_police_uk(Upload("empty.csv", b""))
