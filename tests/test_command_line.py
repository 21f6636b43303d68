from __future__ import annotations

import json
import subprocess
import sys

import pandas as pd
import pytest
import shapely

from hotspots.__main__ import main
from hotspots.settings import Settings
from hotspots.sources.coordinates import to_grid
from hotspots.tables import RANKING, SELECTION
from tests.conftest import ROOT
from tests.toy import write_toy


@pytest.fixture
def toy(tmp_path):
    return str(write_toy(tmp_path / "toy"))


def select(toy, out, *more):
    return main(
        [
            "select",
            toy,
            "--strand",
            "violence",
            "--number",
            "2",
            "--out",
            str(out),
            *more,
        ]
    )


# Refuses bad input


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--number", "1"), "2 districts with at least 1 each need 2"),
        (("--number", "99"), "only 4 zones hold an incident"),
        (("--strand", "knife"), "There is no strand “knife”. Choose asb or violence."),
        (("--harm-scale", "mine"), "There is no harm scale “mine”"),
        (("--harm-scale", "mine.csv"), "mine.csv cannot be opened"),
        (("--harm-share", "2"), "between 0 (volume alone) and 1"),
        (("--months", "2025-13:2025-14"), "2025-13"),
        (("--months", "2023-01:2023-12"), "No incidents are loaded for 2023-01"),
        (("--zone-width", "3"), "from 100 to 5,000 metres, not 3"),
        (("--zone-width", "wide"), "--zone-width"),
        (("--zone-file", "gone.geojson"), "gone.geojson is not there"),
        (("--districts", "gone.geojson"), "gone.geojson is not there"),
        (("--out", "zones.doc"), "its name must end in .csv or .geojson"),
        (("--out", "no/such/folder/zones.csv"), "cannot be written"),
        (("--colour", "red"), "Unrecognized arguments: --colour red"),
    ],
)
def test_bad_input_ends_with_one_sentence_and_status_2(
    toy, tmp_path, capsys, more, words
):
    assert select(toy, tmp_path / "out.csv", *more) == 2
    told = capsys.readouterr()
    assert words in told.err
    assert len(told.err.strip().splitlines()) == 1
    assert told.out == ""


def test_a_file_that_is_not_there_leaves_no_traceback():
    command = [sys.executable, "-m", "hotspots", "check", "gone.zip"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "gone.zip" in done.stderr
    assert "Traceback" not in done.stderr


# Gives the right answer


def test_select_writes_the_columns_in_their_order_and_the_same_twice(
    toy, tmp_path, capsys
):
    first, second = tmp_path / "one.csv", tmp_path / "two.csv"
    assert select(toy, first) == select(toy, second) == 0
    assert first.read_bytes() == second.read_bytes()
    written = pd.read_csv(first, keep_default_na=False)
    assert written.columns.to_list() == SELECTION.column_names
    assert written["name"].to_list() == ["Mill Lane", "Church Row"]
    assert written["harm_unit"].to_list() == ["days", "days"]
    told = capsys.readouterr().out
    assert "2 zones" in told
    assert (
        "Each of the 2 districts has at least 1. 1 zone is in for that reason" in told
    )


def test_rank_needs_no_number_of_zones_that_fits(toy, tmp_path):
    out = tmp_path / "ranking.csv"
    assert main(["rank", toy, "--strand", "violence", "--out", str(out)]) == 0
    written = pd.read_csv(out, keep_default_na=False)
    assert written.columns.to_list() == RANKING.column_names
    assert written["volume"].sum() == 22


def test_a_map_file_carries_the_zones_and_what_made_them(toy, tmp_path):
    out = tmp_path / "zones.geojson"
    assert select(toy, out, "--months", "2025-01:2025-02") == 0
    written = json.loads(out.read_text(encoding="utf-8"))
    made_with = written["hotspots"]
    assert made_with["strand"] == "violence"
    assert (made_with["first_month"], made_with["last_month"]) == ("2025-01", "2025-02")
    assert Settings.from_json(json.dumps(made_with["settings"])).violence.n_zones == 2
    first = written["features"][0]
    assert first["properties"]["zone"] == "H350-1400-0500"
    # 350 m across the flats makes 106,088 square metres, at 1400 + 500/2 widths east.
    ring = shapely.get_coordinates(shapely.from_geojson(json.dumps(first["geometry"])))
    outline = shapely.Polygon([*zip(*to_grid(ring[:, 0], ring[:, 1]), strict=True)])
    assert outline.area == pytest.approx(106_088, rel=0.001)
    assert outline.centroid.x == pytest.approx(577_500, abs=0.2)


def test_own_zones_are_used_as_drawn(toy, tmp_path):
    first = tmp_path / "zones.geojson"
    assert select(toy, first) == 0
    out = tmp_path / "again.csv"
    assert select(toy, out, "--zone-file", str(first)) == 0
    written = pd.read_csv(out, keep_default_na=False)
    assert written["zone"].to_list() == ["H350-1400-0500", "H350-1380-0500"]
    assert written["volume"].to_list() == [6, 1]


def test_own_weights_rank(toy, tmp_path):
    scale = tmp_path / "mine.csv"
    scale.write_text(
        "category,weight,unit\nRobbery,9000,points\nViolence and sexual offences,1,points\n",
        encoding="utf-8",
    )
    out = tmp_path / "ranking.csv"
    arguments = [
        "rank",
        toy,
        "--strand",
        "violence",
        "--harm-share",
        "1",
        "--out",
        str(out),
    ]
    assert main([*arguments, "--harm-scale", str(scale)]) == 0
    written = pd.read_csv(out)
    assert written["name"].to_list()[:2] == ["Mill Lane", "Quay Row"]
    assert set(written["harm_unit"]) == {"points"}


def test_check_tells_rows_and_months(toy, capsys):
    assert main(["check", toy]) == 0
    told = capsys.readouterr().out
    assert "27 rows read, 27 kept, 0 set aside." in told


def test_a_street_that_looks_like_a_formula_is_written_as_text(tmp_path):
    drawing = """
        month   | category | district | street       | q    | r   | n
        2025-01 | Robbery  | Eastmere | =cmd()       | 1400 | 500 | 2
    """
    toy = write_toy(tmp_path / "toy", drawing)
    out = tmp_path / "ranking.csv"
    assert main(["rank", str(toy), "--strand", "violence", "--out", str(out)]) == 0
    assert "'=cmd()" in out.read_text(encoding="utf-8")
