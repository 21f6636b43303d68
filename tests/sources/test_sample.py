"""The built-in sample: found, read, written out, and always known as made up."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from hotspots.errors import InputError
from hotspots.method.county.month_checks import check_months
from hotspots.months import months_between
from hotspots.sources.areas import KENT_DISTRICTS
from hotspots.sources.opening import Upload, find_files
from hotspots.sources.police_uk.read import read_police_uk
from hotspots.sources.police_uk.row_rules import NO_LOCATION, OUTSIDE
from hotspots.sources.sample import POLICE_UK, sample_sources, write_sample

MOST_BYTES = 10_000_000
MONTHS = months_between("2022-04", "2025-03")


@pytest.fixture(scope="module")
def reading():
    return read_police_uk(sample_sources(POLICE_UK))


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> list[Path]:
    return write_sample(tmp_path_factory.mktemp("sample"), kind=POLICE_UK)


def a_month_of_the_sample(written: list[Path], name: str) -> Upload:
    return Upload(name, written[20].read_bytes())


def test_it_is_36_months_of_kent_in_less_than_10_mb(reading):
    assert sum(path.stat().st_size for path in sample_sources(POLICE_UK)) < MOST_BYTES
    assert reading.incidents["month"].cat.categories.to_list() == MONTHS
    assert reading.area == tuple(sorted(KENT_DISTRICTS.values()))
    assert set(reading.incidents["district"].unique()) == set(reading.area)
    assert check_months(reading).flags.empty


def test_every_row_is_kept_or_set_aside_and_a_few_are_for_the_usual_reasons(reading):
    rows = reading.files["rows_read"].sum()
    assert len(reading.incidents) + len(reading.set_aside) == rows
    reasons = reading.set_aside["reason"].value_counts()
    assert 0.01 < reasons[NO_LOCATION] / rows < 0.02
    assert 0 < reasons[OUTSIDE] < 200
    assert set(reasons.index) == {NO_LOCATION, OUTSIDE}


def test_it_has_the_layout_of_data_police_uk(written):
    text = io.StringIO(written[0].read_text("utf-8"))
    rows = list(csv.DictReader(text))
    assert text.getvalue().splitlines()[0].count(",") == 11
    assert rows[0].keys() == {
        *("Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude"),
        *("Location", "LSOA code", "LSOA name", "Crime type", "Last outcome category"),
        "Context",
    }
    of_asb = [row["Crime type"] == "Anti-social behaviour" for row in rows]
    assert [not row["Crime ID"] for row in rows] == of_asb
    assert all(
        row["Location"] == "No Location" or row["Location"].startswith("On or near ")
        for row in rows
    )


def test_written_out_it_is_a_folder_a_month_with_the_same_incidents(written, reading):
    assert [path.parent.name for path in written] == MONTHS
    assert [path.name for path in written] == [f"{m}-kent-street.csv" for m in MONTHS]
    again = read_police_uk(written[0].parents[1])
    assert again.fingerprint == reading.fingerprint
    assert again.synthetic


def test_writing_it_again_changes_nothing_and_another_file_is_never_written_over(
    written, tmp_path
):
    assert write_sample(written[0].parents[1], kind=POLICE_UK) == written
    real = tmp_path / "2024-01" / "2024-01-kent-street.csv"
    real.parent.mkdir()
    real.write_text("real incidents", encoding="utf-8")
    with pytest.raises(InputError, match="2024-01-kent-street.csv exists already and"):
        write_sample(tmp_path, kind=POLICE_UK)
    assert real.read_text("utf-8") == "real incidents"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [real]


def test_a_folder_that_cannot_be_written_to_is_one_sentence(tmp_path):
    (tmp_path / "a file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="The sample cannot be written to .*a file"):
        write_sample(tmp_path / "a file", kind=POLICE_UK)


def test_it_is_known_as_made_up_whatever_its_file_is_called(reading, written):
    assert reading.synthetic
    renamed = a_month_of_the_sample(written, "real incidents.csv")
    assert read_police_uk(renamed).synthetic


def test_real_months_beside_it_leave_it_made_up_and_alone_they_are_not(written, street):
    real = street("Month | Crime type\n 2019-01 | Burglary", name="2019-01-street.csv")
    assert not read_police_uk(real).synthetic
    both = read_police_uk([real, a_month_of_the_sample(written, "made-up.csv")])
    assert both.synthetic
    assert both.incidents["month"].nunique() == 2


def test_a_made_up_file_that_is_set_aside_whole_makes_no_reading_made_up(street):
    made_up = street("Crime ID\n synthetic-0000001", name="made-up.csv")
    real = street("Crime ID\n a1\n a2", name="real.csv")
    assert read_police_uk(made_up).synthetic
    reading = read_police_uk([made_up, real])
    assert not reading.synthetic
    assert len(reading.incidents) == 2


def test_every_file_in_it_is_to_be_read():
    assert {file.not_used for file in find_files(sample_sources(POLICE_UK))} == {""}
