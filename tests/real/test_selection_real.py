"""The main job on Kent's real months: so many zones, every district, every incident."""

from __future__ import annotations

import csv
import io
import zipfile

import pandas as pd
import pytest

from hotspots.cli.commands import main
from hotspots.method.pipeline import run
from hotspots.months import Period
from hotspots.settings import Settings
from hotspots.sources.areas import KENT_DISTRICTS

YEAR = "2025-01:2025-12"
CATEGORIES = {
    "violence": {"Violence and sexual offences", "Robbery"},
    "asb": {"Anti-social behaviour"},
}
NUMBERS = {"violence": 24, "asb": 27}


def counted_by_hand(zips, strand: str) -> int:
    """Count the strand's rows of 2025 in Kent with the csv module alone."""
    districts = set(KENT_DISTRICTS.values())
    n, seen = 0, set()
    for path in zips:
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                text = archive.read(name).decode("utf-8-sig")
                for row in csv.DictReader(io.StringIO(text)):
                    crime = row["Crime ID"]
                    if not row["Longitude"] or row["LSOA name"][:-5] not in districts:
                        continue
                    repeated, _ = crime in seen, seen.add(crime) if crime else None
                    if repeated or not row["Month"].startswith("2025"):
                        continue
                    n += row["Crime type"] in CATEGORIES[strand]
    return n


@pytest.mark.parametrize("strand", ["violence", "asb"])
def test_select_on_kent(kent_zips, tmp_path, strand):
    outs = [tmp_path / "one.csv", tmp_path / "two.csv"]
    for out in outs:
        arguments = ["select", *map(str, kent_zips), "--strand", strand]
        arguments += ["--months", YEAR, "--number", str(NUMBERS[strand])]
        assert main([*arguments, "--out", str(out)]) == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()
    chosen = pd.read_csv(outs[0])
    assert len(chosen) == chosen["zone"].nunique() == NUMBERS[strand]
    assert set(chosen["district"]) == set(KENT_DISTRICTS.values())


@pytest.mark.parametrize("strand", ["violence", "asb"])
def test_the_zones_hold_every_incident_that_a_count_by_hand_finds(
    kent_zips, tmp_path, strand
):
    out = tmp_path / "ranking.csv"
    arguments = ["rank", *map(str, kent_zips), "--strand", strand, "--months", YEAR]
    assert main([*arguments, "--out", str(out)]) == 0
    ranking = pd.read_csv(out)
    assert ranking["volume"].sum() == counted_by_hand(kent_zips, strand)
    assert ranking["score"].sum() == pytest.approx(1, abs=1e-5)


def test_every_month_twice_from_two_zips_changes_no_figure(kent_zips, tmp_path):
    again = tmp_path / "the same months.zip"
    with zipfile.ZipFile(again, "w") as copy:
        for path in kent_zips:
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    copy.writestr(f"download/{name}", archive.read(name))
    settings = Settings(chosen_on=Period("2025-01", "2025-12"))
    once = run(kent_zips, settings, "violence")
    twice = run([*kent_zips, again], settings, "violence")
    pd.testing.assert_frame_equal(once.ranking, twice.ranking)
    pd.testing.assert_frame_equal(once.selection, twice.selection)
    skipped = twice.reading.files["use"].str.startswith("skipped: identical to")
    assert skipped.sum() == 16
    assert once.reading.fingerprint == twice.reading.fingerprint


def test_a_prison_is_ranked_and_not_chosen_and_a_hospital_is_flagged(kent_zips):
    settings = Settings(chosen_on=Period("2025-01", "2025-12"))
    result = run(kent_zips, settings, "violence")
    first = result.ranking.set_index("rank")
    assert first.loc[2, "mostly_prison"]
    assert first.loc[3, "mostly_hospital"]
    assert first.loc[2, "zone"] not in set(result.selection["zone"])
    assert first.loc[3, "zone"] in set(result.selection["zone"])
