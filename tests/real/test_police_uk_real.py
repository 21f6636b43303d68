"""Kent's real months, counted a second time with the csv module alone."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from hotspots.method.county.month_checks import check_months
from hotspots.method.county.month_flags import MISSING
from hotspots.sources.areas import KENT_DISTRICTS
from hotspots.sources.police_uk.read import read_police_uk
from hotspots.sources.reading import Reading

KEYS = ["district", "month", "category"]


@pytest.fixture(scope="module")
def reading(kent_zips) -> Reading:
    return read_police_uk(kent_zips)


@pytest.fixture(scope="module")
def by_hand(kent_zips) -> list[dict[str, str]]:
    """Every row with its district, read with the csv module alone."""
    rows = []
    for path in kent_zips:
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                with archive.open(name) as file:
                    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
                    rows += csv.DictReader(text)
    return [row | {"district": row["LSOA name"].rpartition(" ")[0]} for row in rows]


def counted(rows) -> Counter[tuple[str, str, str]]:
    return Counter((row["district"], row["Month"], row["Crime type"]) for row in rows)


def in_kent(rows) -> list[dict[str, str]]:
    return [row for row in rows if row["district"] in KENT_DISTRICTS.values()]


def repeats(rows) -> list[dict[str, str]]:
    seen = set()
    again = []
    for row in rows:
        if row["Crime ID"] and row["Crime ID"] in seen:
            again.append(row)
        seen.add(row["Crime ID"])
    return again


def months_only(reading: Reading, keep) -> Reading:
    """The reading with some of its incidents only."""
    incidents = reading.incidents[keep].copy()
    for column in ["month", "category", "district"]:
        incidents[column] = incidents[column].cat.remove_unused_categories()
    return Reading(incidents, reading.set_aside, reading.files, "", reading.area)


def flags(reading: Reading) -> list[tuple[str, str, str]]:
    """What looks wrong, months between others aside: month, part, kind."""
    found = check_months(reading).flags[["month", "part", "kind"]]
    return list(map(tuple, found[found["kind"] != MISSING].to_numpy()))


def test_counts_are_those_of_the_csv_module_alone(reading, by_hand):
    located = in_kent(by_hand)
    expected = counted(located)
    expected.subtract(counted(repeats(located)))
    found = reading.incidents.groupby(KEYS, observed=True).size()
    assert found.to_dict() == +expected


def test_rows_set_aside_are_those_of_the_csv_module_alone(reading, by_hand):
    no_location = [row for row in by_hand if not row["Longitude"]]
    outside = [row for row in by_hand if row["Longitude"] and row not in in_kent([row])]
    assert reading.set_aside["reason"].value_counts().to_dict() == {
        "no location": len(no_location),
        "outside the area": len(outside),
        "repeated Crime ID": len(repeats(in_kent(by_hand))),
    }
    assert len(reading.incidents) + len(reading.set_aside) == len(by_hand) == 240_043


def test_every_row_set_aside_stands_in_the_line_told(reading):
    told = reading.set_aside.astype(str).groupby("file")
    for file, rows in list(told)[::5]:
        path, _, member = file.partition(": ")
        with zipfile.ZipFile(path) as archive:
            lines = archive.read(member).decode().splitlines()
        for line, reason, category in zip(
            rows["line"].astype(int), rows["reason"], rows["category"], strict=True
        ):
            assert category in lines[line - 1]
            assert ("No Location" in lines[line - 1]) == (reason == "no location")


def test_totals_of_2025_are_the_reference_table(reading, real_data, by_hand):
    path = Path(real_data).parent / "reference" / "kent_counts_2025.csv"
    if not path.is_file():
        pytest.skip(f"needs the reference table {path}, absent here")
    reference = pd.read_csv(path)
    expected = Counter(
        dict(
            zip(
                zip(*(reference[c] for c in reference.columns[:3]), strict=True),
                reference["crimes"].tolist(),
                strict=True,
            )
        )
    )
    # The table counts the one row of 2025 whose Crime ID another row has already.
    again = counted(repeats(in_kent(by_hand)))
    expected.subtract({key: n for key, n in again.items() if key[1] >= "2025"})
    found = reading.incidents.groupby(KEYS, observed=True).size().to_dict()
    assert {key: n for key, n in found.items() if key[1] >= "2025"} == +expected
    assert reference["crimes"].sum() - sum(expected.values()) == 1


def test_every_month_twice_from_two_zips_changes_nothing_and_is_reported(
    reading, kent_zips, tmp_path
):
    copies = [tmp_path / f"copy of {path.name}" for path in kent_zips]
    for path, copy in zip(kent_zips, copies, strict=True):
        copy.write_bytes(path.read_bytes())
    twice = read_police_uk([*copies, *kent_zips])
    assert twice.incidents.equals(reading.incidents)
    columns = ["line", "month", "category", "reason"]
    assert twice.set_aside[columns].equals(reading.set_aside[columns])
    assert twice.fingerprint == reading.fingerprint
    skipped = twice.files["use"].str.startswith("skipped: identical to ")
    assert skipped.sum() == 16
    assert twice.files["rows_read"].sum() == 240_043


def test_the_other_line_end_and_a_folder_give_the_same_incidents(kent_zips, tmp_path):
    with zipfile.ZipFile(kent_zips[0]) as archive:
        for name in archive.namelist():
            path = tmp_path / name
            path.parent.mkdir()
            path.write_bytes(archive.read(name).replace(b"\r\n", b"\n"))
    unix, windows = read_police_uk(tmp_path), read_police_uk(kent_zips[0])
    assert unix.incidents.equals(windows.incidents)


def test_points_and_districts_are_those_of_kent(reading, by_hand):
    incidents = reading.incidents
    points = {(row["Longitude"], row["Latitude"]) for row in in_kent(by_hand)}
    assert incidents["point"].nunique() == len(points)
    assert set(incidents["district"].cat.categories) == set(KENT_DISTRICTS.values())
    assert reading.area == tuple(sorted(KENT_DISTRICTS.values()))
    assert incidents["easting"].between(540_000, 645_000).all()
    assert incidents["northing"].between(110_000, 185_000).all()
    per_point = incidents.groupby("point")[["easting", "northing"]].nunique()
    assert (per_point == 1).all(axis=None)
    assert not incidents["location"].str.contains("On or near|'S", regex=True).any()


def test_no_real_month_is_called_wrong(reading):
    assert flags(reading) == []
    months = reading.incidents["month"]
    for first, last in [("2024-01", "2024-04"), ("2025-01", "2025-12")]:
        part = ((months.astype(str) >= first) & (months.astype(str) <= last)).to_numpy()
        assert flags(months_only(reading, part)) == []


@pytest.mark.parametrize("month", ["2024-02", "2025-02", "2025-07"])
def test_a_halved_month_is_called_low(reading, month):
    every_second = np.arange(len(reading.incidents)) % 2 == 0
    keep = (reading.incidents["month"] != month).to_numpy() | every_second
    assert flags(months_only(reading, keep)) == [(month, "", "total_low")]


@pytest.mark.parametrize(
    ("column", "absent"),
    [("category", "Anti-social behaviour"), ("district", "Tunbridge Wells")],
)
def test_a_month_that_lacks_a_category_or_a_district_is_named(reading, column, absent):
    incidents = reading.incidents
    keep = (incidents["month"] != "2025-08") | (incidents[column] != absent)
    found = flags(months_only(reading, keep.to_numpy()))
    assert found == [("2025-08", absent, "part_absent")]
