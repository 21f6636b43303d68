from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import shapely

from hotspots.cli.commands import main
from hotspots.method.pipeline import runs
from hotspots.months import Period
from hotspots.presentation.briefing import pack
from hotspots.presentation.pictures.sizes import PRINT
from hotspots.presentation.words.disclosure import RECORD_NOT_GIVEN
from hotspots.settings import Settings, built_in_strands
from hotspots.sources.police_uk.coordinates import to_grid
from hotspots.sources.reading import FORCE_EXTRACT
from hotspots.tables import OUTCOMES, RANKING_FILE, SELECTION_CSV
from tests.conftest import ROOT
from tests.made_up_extract import made_up_extract
from tests.presentation.briefing.whole_packs import FEW_ZONES, write_place
from tests.toy import TOY, write_toy

STRANDS = tuple(built_in_strands())


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
        (("--number", "1"), "ask for 2 zones in place of 1; or promise "),
        (("--number", "99"), "No list of 99 zones"),
        (("--strand", "knife"), "There is no strand “knife”. Use asb or violence."),
        (("--harm-scale", "mine"), "There is no harm scale “mine”"),
        (("--harm-scale", "mine.csv"), "mine.csv cannot be opened"),
        (("--harm-share", "2"), "from 0 (volume only) to 1"),
        (("--months", "2025-13:2025-14"), "2025-13"),
        (("--months", ""), "Write months as 2025-01:2025-12"),
        (("--months", "2023-01:2023-12"), "No incidents are loaded for 2023-01"),
        (("--zone-width", "3"), "from 100 to 5,000 metres, not 3"),
        (("--zone-width", "wide"), "--zone-width"),
        (("--zone-file", "gone.geojson"), "gone.geojson does not exist"),
        (("--districts", "gone.geojson"), "gone.geojson does not exist"),
        (("--out", "zones.doc"), "its name must end in .csv or .xlsx or .geojson"),
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


LONG = "a" * 300


@pytest.mark.parametrize(
    "more",
    [
        ("--out", f"{LONG}.csv"),
        ("--columns", f"{LONG}.json"),
        ("--districts", f"{LONG}.gpkg"),
        ("--harm-scale", f"{LONG}.csv"),
    ],
)
def test_a_name_that_no_disk_can_hold_ends_with_a_sentence(toy, tmp_path, capsys, more):
    assert select(toy, tmp_path / "out.csv", *more) == 2
    told = capsys.readouterr()
    assert "(File name too long)" in told.err
    assert len(told.err.strip().splitlines()) == 1


def test_a_file_that_is_not_there_leaves_no_traceback():
    command = [sys.executable, "-m", "hotspots", "check", "gone.zip"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "gone.zip" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "help_page"),
    [
        (["claim"], "python -m hotspots claim --help"),
        (["claim", "--zones-total", "3", "--fell", "2", "--loud"], "claim --help"),
        (["power", "x.csv", "--loud"], "python -m hotspots power --help"),
        (["sing"], "python -m hotspots --help"),
    ],
)
def test_wrong_arguments_name_the_help_of_their_command(arguments, help_page, capsys):
    assert main(arguments) == 2
    assert f"{help_page}." in capsys.readouterr().err


def test_a_mapping_saved_with_an_open_question_is_refused(tmp_path, capsys):
    table = pd.read_csv(io.BytesIO(made_up_extract(faults=False)), dtype="str")
    table[["Easting", "Northing"]] = table[["Northing", "Easting"]].to_numpy()
    extract, saved = tmp_path / "extract.csv", tmp_path / "mapping.json"
    table.to_csv(extract, index=False)
    assert main(["check", str(extract), "--save-columns", str(saved)]) == 0
    printed = capsys.readouterr().out
    assert "would be kept" in printed
    mapping = json.loads(saved.read_text(encoding="utf-8"))
    assert "are exchanged" in mapping["to_confirm"][0]
    ranking = ["rank", str(extract), "--columns", str(saved), "--strand", "violence"]
    ranking += ["--out", str(tmp_path / "ranking.csv")]
    assert main(ranking) == 2
    assert "take out the questions that you have answered" in capsys.readouterr().err
    del mapping["to_confirm"]
    saved.write_text(json.dumps(mapping), encoding="utf-8")
    assert main(ranking) == 0


# Gives the right answer


def test_select_writes_the_columns_in_their_order_and_the_same_twice(
    toy, tmp_path, capsys
):
    first, second = tmp_path / "one.csv", tmp_path / "two.csv"
    assert select(toy, first) == select(toy, second) == 0
    assert first.read_bytes() == second.read_bytes()
    written = pd.read_csv(first, keep_default_na=False)
    assert written.columns.to_list() == SELECTION_CSV.column_names
    assert written["name"].to_list() == ["Mill Lane", "Church Row"]
    assert written["harm_unit"].to_list() == ["days", "days"]
    told = capsys.readouterr().out
    assert "2 zones" in told
    assert (
        "Each of the two districts has at least one. This promise brings in one zone "
        "(West Northamptonshire) in place of" in told
    )


def test_rank_needs_no_number_of_zones_that_fits(toy, tmp_path):
    out = tmp_path / "ranking.csv"
    assert main(["rank", toy, "--strand", "violence", "--out", str(out)]) == 0
    written = pd.read_csv(out, keep_default_na=False)
    assert written.columns.to_list() == RANKING_FILE.column_names
    assert written["volume"].sum() == 22


def test_a_map_file_carries_the_zones_and_what_made_them(toy, tmp_path):
    out = tmp_path / "zones.geojson"
    assert select(toy, out, "--months", "2025-01:2025-02") == 0
    written = json.loads(out.read_text(encoding="utf-8"))
    made_with = written["hotspots"]
    assert made_with["strand"] == "violence"
    assert (made_with["first_month"], made_with["last_month"]) == ("2025-01", "2025-02")
    assert (
        Settings.from_json(json.dumps(made_with["settings"])).strand("violence").n_zones
        == 2
    )
    first = written["features"][0]
    assert first["properties"]["zone"] == "H350-1400-0500"
    # 350 m across the flats makes 106,088 square metres, at 1400 + 500/2 widths east.
    ring = shapely.get_coordinates(shapely.from_geojson(json.dumps(first["geometry"])))
    outline = shapely.Polygon([*zip(*to_grid(ring[:, 0], ring[:, 1]), strict=True)])
    assert outline.area == pytest.approx(106_088, rel=0.001)
    assert outline.centroid.x == pytest.approx(577_500, abs=0.2)


def test_a_map_file_names_the_months_that_are_not_loaded(toy, tmp_path, capsys):
    out = tmp_path / "zones.geojson"
    assert select(toy, out, "--months", "2024-12:2025-03") == 0
    made_with = json.loads(out.read_text(encoding="utf-8"))["hotspots"]
    assert made_with["missing_months"] == ["2024-12", "2025-03"]
    told = capsys.readouterr().out
    assert "of which December 2024 and March 2025 are not loaded" in told
    assert select(toy, out) == 0
    made_with = json.loads(out.read_text(encoding="utf-8"))["hotspots"]
    assert made_with["missing_months"] == []
    assert (made_with["zone_width_m"], made_with["zone_file"]) == (350, None)


def test_a_map_file_of_own_zones_and_districts_says_whose_they_are(toy, tmp_path):
    hexagons = tmp_path / "mine.geojson"
    assert select(toy, hexagons) == 0
    districts = tmp_path / "two parts.geojson"
    west, east = square(0.5, 51.2, name="West"), square(0.62, 51.2, name="East")
    for part, edges in ((west, (-1, 0.5)), (east, (0.5, 2))):
        (x, y), shape = edges, part["geometry"]
        shape["coordinates"] = [[[x, 50], [y, 50], [y, 52], [x, 52], [x, 50]]]
    parts = {"type": "FeatureCollection", "features": [west, east]}
    districts.write_text(json.dumps(parts), encoding="utf-8")
    out = tmp_path / "zones.geojson"
    own = ("--zone-file", str(hexagons), "--districts", str(districts), "--floor", "0")
    assert select(toy, out, *own) == 0
    written = json.loads(out.read_text(encoding="utf-8"))
    assert written["hotspots"]["zone_width_m"] is None
    assert written["hotspots"]["zone_file"] == {
        "name": "mine.geojson",
        "fingerprint": hashlib.sha256(hexagons.read_bytes()).hexdigest(),
    }
    credit = written["attribution"]
    assert "postcode" not in credit
    assert "District boundaries: two parts.geojson. Zones: mine.geojson." in credit


def test_a_file_to_read_is_never_overwritten(toy, tmp_path, capsys):
    zones, scale = tmp_path / "zones.geojson", tmp_path / "mine.csv"
    assert select(toy, zones) == 0
    scale.write_text("category,weight\n", encoding="utf-8")
    month = next((tmp_path / "toy").rglob("2025-01*.csv"))
    for out, *more in (
        (zones, "--zone-file", str(zones)),
        (zones, "--districts", str(zones)),
        (scale, "--harm-scale", str(scale)),
        (month,),
    ):
        before = out.read_bytes()
        capsys.readouterr()
        assert select(toy, out, *more) == 2
        told = f"{out} is among the files to read"
        assert told in capsys.readouterr().err
        assert out.read_bytes() == before


def test_own_zones_are_used_as_drawn(toy, tmp_path):
    first = tmp_path / "zones.geojson"
    assert select(toy, first) == 0
    out = tmp_path / "again.csv"
    assert select(toy, out, "--zone-file", str(first)) == 0
    written = pd.read_csv(out, keep_default_na=False)
    assert written["zone"].to_list() == ["H350-1400-0500", "H350-1380-0500"]
    assert written["volume"].to_list() == [6, 1]


def test_one_list_over_all_strands_says_what_earns_each_zone_its_place(
    toy, tmp_path, capsys
):
    out, made = tmp_path / "joint.csv", ["select", toy, "--joint", "--number", "3"]
    assert main([*made, "--out", str(out)]) == 0
    written = pd.read_csv(out).set_index("name")
    assert written["earned_by"].to_dict() == {
        "Church Row": "asb",
        "Mill Lane": "violence",
        "High Road": "violence",
    }
    assert written["asb_volume"].to_dict()["Church Row"] == 3
    said = capsys.readouterr().out
    assert "3 zones for ASB and Violence together" in said
    assert main([*made, "--joint-weights", "asb-0_violence-1", "--out", str(out)]) == 0
    heavier = pd.read_csv(out).set_index("name")
    assert heavier["earned_by"].unique().tolist() == ["violence"]
    assert heavier["score"].to_list() == sorted(heavier["violence_part"])[::-1]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--joint-weights", "knife-2"), "no strand “knife” to weigh in the one list"),
        (("--joint-weights", "asb-0.333"), "from 0 to 100 with 2 decimals at most"),
        (("--joint-weights", "asb-0_violence-0"), "Every strand's weight is 0"),
        (("--number", "1"), "ask for 2 zones in place of 1"),
    ],
)
def test_one_list_that_cannot_be_made_says_why(toy, tmp_path, capsys, more, words):
    out = tmp_path / "joint.csv"
    assert main(["select", toy, "--joint", "--out", str(out), *more]) == 2
    assert words in capsys.readouterr().err
    assert main(["select", toy, "--out", str(out)]) == 2
    assert "Say which strand: --strand asb or" in capsys.readouterr().err


def test_a_list_is_set_beside_a_file_or_other_months(toy, tmp_path, capsys):
    first, out = tmp_path / "first.gpkg", tmp_path / "in-and-out.csv"
    assert select(toy, first, "--months", "2025-01") == 0
    beside = ("--earlier", str(first), "--in-and-out", str(out))
    assert select(toy, tmp_path / "same.csv", "--months", "2025-01", *beside) == 0
    assert "2 zones are in both lists, none is new and none is gone." in (
        capsys.readouterr().out.replace("Two", "2")
    )
    months = ("--earlier", "2025-01", "--in-and-out", str(out))
    alone = ("--floor", "0", "--number", "1", "--months", "2025-02")
    assert select(toy, tmp_path / "later.csv", *alone, *months) == 0
    rows = pd.read_csv(out).set_index("name")
    assert rows["status"].to_dict() == {"Mill Lane": "new", "High Road": "gone"}
    assert select(toy, tmp_path / "a.csv", "--in-and-out", str(out)) == 2
    assert "--in-and-out needs --earlier" in capsys.readouterr().err
    assert select(toy, first, "--earlier", str(first)) == 2
    assert f"{first} is among the files to read" in capsys.readouterr().err


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


def test_check_names_files_that_others_tell_more_fully(tmp_path, capsys):
    first = write_toy(tmp_path / "first")
    fuller = write_toy(
        tmp_path / "second",
        TOY.replace("High Road  | 1401 | 500 | 5", "High Road | 1401 | 500 | 7"),
    )
    assert main(["check", str(first), str(fuller)]) == 0
    told = capsys.readouterr().out
    january = first / "2025-01" / "2025-01-toy-street.csv"
    assert (
        f"{january}: set aside whole: Northamptonshire Police 2025-01 is fuller in {fuller}"
        in told
    )


def test_check_prints_names_that_the_screen_cannot_show(toy, tmp_path):
    """A redirected output on Windows takes a few hundred letters alone."""
    (tmp_path / "toy" / "łódź.doc").write_text("notes", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "hotspots", "check", toy],
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"?\xf3d?.doc: not used" in done.stdout


def test_check_tells_rows_and_months(toy, capsys):
    assert main(["check", toy]) == 0
    told = capsys.readouterr().out
    assert "27 rows read, 27 kept, 0 set aside." in told


def test_a_reader_that_has_read_enough_is_no_error(toy):
    command = [sys.executable, "-m", "hotspots", "check", toy]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as running:
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=60) == 0


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_street_that_looks_like_a_formula_is_written_as_text(tmp_path, start):
    drawing = f"""
        month   | category | district | street       | q    | r   | n
        2025-01 | Robbery  | North Northamptonshire | {start}cmd() | 1400 | 500 | 2
    """
    toy = write_toy(tmp_path / "toy", drawing)
    out = tmp_path / "ranking.csv"
    assert main(["rank", str(toy), "--strand", "violence", "--out", str(out)]) == 0
    assert f",'{start}cmd()," in out.read_text(encoding="utf-8").replace("C", "c")


def test_what_a_link_in_the_data_leads_to_is_never_written_over(toy, tmp_path, capsys):
    out = tmp_path / "ranking.csv"
    month = next(Path(toy).rglob("*.csv"))
    out.write_bytes(month.read_bytes())
    (Path(toy) / "2025-03-toy-street.csv").symlink_to(out)
    before = out.read_bytes()
    assert main(["rank", toy, "--strand", "violence", "--out", str(out)]) == 2
    assert "is among the files to read" in capsys.readouterr().err
    assert out.read_bytes() == before


def test_a_pack_is_never_written_over_the_list_of_one_strand(toy, tmp_path, capsys):
    pack = tmp_path / "pack"
    pack.mkdir()
    zones = pack / "figures.csv"
    assert select(toy, zones) == 0
    before = zones.read_bytes()
    given = ("--zones", f"violence={zones}", "--out", str(pack))
    assert main(["brief", toy, *given]) == 2
    assert f"{zones} is among the files to read" in capsys.readouterr().err
    assert zones.read_bytes() == before


def test_of_very_many_unknown_categories_a_few_are_named(toy, tmp_path, capsys):
    month = next(Path(toy).rglob("*.csv"))
    heading, row, *_ = month.read_text(encoding="utf-8").splitlines()
    kind = next(each for each in row.split(",") if "Violence" in each)
    rows = [row.replace(kind, f"Kind {number}") for number in range(300)]
    month.write_text("\n".join([heading, row, *rows]), encoding="utf-8")
    out = tmp_path / "ranking.csv"
    assert main(["rank", toy, "--strand", "violence", "--out", str(out)]) == 0
    said = capsys.readouterr().err
    assert said.count("is not known") == 5
    assert "295 more categories are not known: 295 rows in no strand." in said


def test_the_end_of_a_file_name_may_be_in_capitals(toy, tmp_path):
    small, large = tmp_path / "zones.csv", tmp_path / "more.CSV"
    assert select(toy, small) == select(toy, large) == 0
    assert large.read_bytes() == small.read_bytes()
    assert select(toy, tmp_path / "map.GeoJSON") == 0
    assert (tmp_path / "map.GeoJSON").read_bytes().startswith(b"{")


# Before and after

# Chosen on the first two months: Mill Lane (6) and, for its district, Church Row (2).
BEFORE_AND_AFTER = """
    month   | category                     | district | street     | q    | r   | n
    2024-01 | Violence and sexual offences | North Northamptonshire | Mill Lane  | 1400 | 500 | 4
    2024-02 | Robbery                      | North Northamptonshire | Mill Lane  | 1400 | 500 | 2
    2025-01 | Robbery                      | North Northamptonshire | Mill Lane  | 1400 | 500 | 3
    2024-02 | Robbery                      | West Northamptonshire | Church Row | 1380 | 500 | 2
    2025-02 | Anti-social behaviour        | West Northamptonshire | Church Row | 1380 | 500 | 5
    2025-02 | Robbery                      | West Northamptonshire | New Road   | 1382 | 500 | 9
"""
CHOSEN_ON_AFTER = (
    "The zones were chosen on months that are also compared, so their change is not "
    "evidence about patrols. Choose zones on earlier months."
)
PERIODS = ("--before", "2024-01:2024-02", "--after", "2025-01:2025-02")


@pytest.fixture
def two_years(tmp_path):
    return str(write_toy(tmp_path / "two years", BEFORE_AND_AFTER))


@pytest.fixture
def zones(two_years, tmp_path, capsys):
    out = tmp_path / "zones.geojson"
    assert select(two_years, out, "--months", "2024-01:2024-02") == 0
    capsys.readouterr()
    return out


def compare(files, zones, out, *more):
    return main(
        ["compare", files, "--zones", str(zones), "--out", str(out), *PERIODS, *more]
    )


def rewritten(zones, **changes):
    """Write the zone file again with some members changed; None takes one out."""
    written = json.loads(zones.read_text(encoding="utf-8")) | changes
    kept = {name: member for name, member in written.items() if member is not None}
    out = zones.with_name("rewritten.geojson")
    out.write_text(json.dumps(kept), encoding="utf-8")
    return out


def square(longitude, latitude, **properties):
    """Draw a zone about 700 m by 1,100 m."""
    east, north = longitude + 0.01, latitude + 0.01
    ring = [[longitude, latitude], [east, latitude], [east, north], [longitude, north]]
    shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    return {"type": "Feature", "properties": properties, "geometry": shape}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--before", "2024-02:2025-01"), "The periods overlap: before is 2024-02"),
        (("--after", "2025-01:2025-01"), "differ in length, 2 months and 1 month"),
        (("--before", "2023-01:2023-02"), "none of its months is loaded"),
        (("--before", ""), "Write months as 2025-01:2025-12"),
        (("--before", "2024-02:2024-13"), "“2024-13” is not a month"),
        (("--patrols-start", "soon"), "“soon” is not a month"),
        (("--strand", "asb"), "contains zones of violence, not of asb"),
        (("--strand", "knife"), "contains zones of violence, not of knife"),
        (("--zones", "gone.geojson"), "gone.geojson does not exist"),
        (("--districts", "gone.geojson"), "gone.geojson does not exist"),
        (("--out", "outcomes.geojson"), "its name must end in .csv"),
    ],
)
def test_compare_refuses_in_one_sentence(
    two_years, zones, tmp_path, capsys, more, words
):
    assert compare(two_years, zones, tmp_path / "out.csv", *more) == 2
    told = capsys.readouterr()
    assert words in told.err
    assert len(told.err.strip().splitlines()) == 1
    assert told.out == ""


@pytest.mark.parametrize(
    ("features", "words"),
    [
        ([], "contains no polygons (found: no rows)"),
        ([square(2.3, 48.8, zone="Paris")], "expected Great Britain"),
        ([square(-3.2, 55.9, zone="Edinburgh")], "No incident, of any category or"),
        ([square(0.5, 51.2)], "No incident, of any category or month, lies in"),
    ],
)
@pytest.mark.parametrize("ours", [True, False])
def test_compare_refuses_zones_that_hold_nothing(
    two_years, zones, tmp_path, capsys, features, words, ours
):
    changes = {"features": features} | ({} if ours else {"hotspots": None})
    empty = rewritten(zones, **changes)
    more = ("--strand", "violence")
    assert compare(two_years, empty, tmp_path / "out.csv", *more) == 2
    told = capsys.readouterr().err
    assert words in told
    assert "rewritten.geojson" in told
    assert len(told.strip().splitlines()) == 1


def test_compare_refuses_a_period_without_the_strand(tmp_path, capsys):
    drawing = BEFORE_AND_AFTER.replace("2025-01", "2025-03").replace(
        "Robbery ", "Drugs"
    )
    files = str(write_toy(tmp_path / "toy", drawing))
    out = tmp_path / "zones.geojson"
    assert select(files, out, "--months", "2024-01:2024-02", "--floor", "0") == 2
    assert (
        select(files, out, "--months", "2024-01", "--number", "1", "--floor", "0") == 0
    )
    capsys.readouterr()
    months = ("--before", "2024-02:2024-02", "--after", "2025-02:2025-02")
    assert compare(files, out, tmp_path / "out.csv", *months) == 2
    assert "lie in the period before, 2024-02 to 2024-02" in capsys.readouterr().err


def test_compare_refuses_files_of_which_no_row_is_kept(zones, tmp_path, capsys):
    far = write_toy(tmp_path / "far", BEFORE_AND_AFTER.replace("1400", "9999"))
    files = [file for file in far.rglob("*.csv") if "2025-01" in file.name]
    assert compare(str(files[0]), zones, tmp_path / "out.csv") == 2
    told = capsys.readouterr().err
    assert told.startswith("No row of these files can be counted (3 rows: outside the")
    assert len(told.strip().splitlines()) == 1


def test_compare_refuses_a_strand_that_nobody_tells(two_years, zones, tmp_path, capsys):
    untold = rewritten(zones, hotspots=None)
    assert compare(two_years, untold, tmp_path / "out.csv") == 2
    assert "rewritten.geojson does not say its strand" in capsys.readouterr().err


def test_compare_counts_what_a_count_by_hand_finds(two_years, zones, tmp_path, capsys):
    out = tmp_path / "outcomes.csv"
    assert compare(two_years, zones, out) == 0
    written = pd.read_csv(out, keep_default_na=False)
    assert written.columns.to_list() == OUTCOMES.column_names
    columns = ["zone", "name", "district", "before", "after", "change"]
    assert written[columns].to_numpy().tolist() == [
        ["H350-1400-0500", "Mill Lane", "North Northamptonshire", 6, 3, -3],
        ["H350-1380-0500", "Church Row", "West Northamptonshire", 2, 0, -2],
    ]
    # 2024 has 60 days in these months, 2025 has 59.
    assert float(written["ratio"][0]) == pytest.approx(3 / 59 / (6 / 60), abs=1e-4)
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.splitlines()[:3] == [
        "Before: January to February 2024. After: January to February 2025. Changes are "
        "per day: January to February 2024 had 60 days, January to February 2025 had "
        "59.",
        "Across the county, violence and robbery incidents per day rose 52.5%, "
        "from 8 to 12 in all.",
        "In the chosen zones together, incidents per day fell 61.9%, from 8 to 3 in all "
        "(too few incidents for a range). In the rest of the county, incidents rose from "
        "0 to 9.",
    ]
    assert "incidents fell in 2 of 2 chosen zones" in told.out
    assert (
        "In North Northamptonshire, incidents per day fell 49.2%, from 6 to 3 in all."
        in told.out
    )
    assert (
        "In West Northamptonshire, incidents per day rose 357.6%, from 2 to 9 in all."
        in told.out
    )


def test_compare_uses_the_start_of_each_zone_and_says_what_it_cannot_compare(
    two_years, zones, tmp_path, capsys
):
    written = json.loads(zones.read_text(encoding="utf-8"))
    first, second = written["features"]
    first["properties"] |= {"start": "2025-01", "tier": "Gold"}
    second["properties"] |= {"start": "2027-04", "agency": "Wardens"}
    out = tmp_path / "outcomes.csv"
    own = rewritten(zones, features=[first, second])
    assert main(["compare", two_years, "--zones", str(own), "--out", str(out)]) == 0
    rows = pd.read_csv(out, keep_default_na=False)
    columns = ["before", "after", "start", "tier", "months_after", "rank"]
    assert rows[columns].to_numpy().tolist() == [
        [6, 3, "2025-01", "Gold", "2025-01:2025-02", 1]
    ]
    said = capsys.readouterr()
    assert (
        "Not compared: 1 zone (Church Row), because patrols there begin (" in said.err
    )
    assert "What the file says of patrols: the start of patrols from the" in said.err
    assert "In the patrolled zone, incidents per day fell" in said.out
    assert "held 100% of all incidents" in said.out


def test_months_of_choosing_are_given_where_a_file_of_others_does_not_say_them(
    two_years, zones, tmp_path, capsys
):
    features = json.loads(zones.read_text(encoding="utf-8"))["features"]
    for feature in features:
        del feature["properties"]["months"]
    theirs = rewritten(zones, hotspots=None, features=features)
    out, more = tmp_path / "outcomes.csv", ("--strand", "violence")
    assert compare(two_years, theirs, out, *more) == 0
    assert "does not say which months its zones were" in capsys.readouterr().err
    assert compare(two_years, theirs, out, *more, "--chosen-on", "2024-01:2024-02") == 0
    assert "which months" not in capsys.readouterr().err
    assert compare(two_years, theirs, out, *more, "--chosen-on", "2024-1") == 2
    assert "“2024-1” is not a month" in capsys.readouterr().err


def test_a_zone_that_holds_nothing_has_empty_cells(two_years, zones, tmp_path):
    """What a spreadsheet cannot hold, endless and unknown, is left empty."""
    written = json.loads(zones.read_text(encoding="utf-8"))
    quiet = {
        "zone": "H350-1300-0500",
        "name": "Heath",
        "district": "West Northamptonshire",
    }
    new_road = {
        "zone": "H350-1382-0500",
        "name": "New Road",
        "district": "West Northamptonshire",
    }
    more = [square(0.5, 51.2, **quiet), square(0.6, 51.2, **new_road)]
    longer = rewritten(zones, features=written["features"] + more)
    out = tmp_path / "outcomes.csv"
    assert compare(two_years, longer, out) == 0
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[3] == "H350-1300-0500,Heath,West Northamptonshire,0,0,0,,,,1.0,,,,,"
    assert lines[4].startswith("H350-1382-0500,New Road,West Northamptonshire,0,9,9,,")
    # No end of the ratio's interval above, a p, nothing expected, no verdict.
    high, p_adjusted, *expected = lines[4].split(",")[-7:]
    assert [high, *expected] == [""] * 6
    assert 0 < float(p_adjusted) <= 1


def test_our_own_zones_are_counted_by_id_and_told_if_drawn_elsewhere(
    two_years, zones, tmp_path, capsys
):
    written = json.loads(zones.read_text(encoding="utf-8"))
    told = [feature["properties"] for feature in written["features"]]
    elsewhere = rewritten(zones, features=[square(1.0, 51.3, **zone) for zone in told])
    first, second = tmp_path / "one.csv", tmp_path / "two.csv"
    assert compare(two_years, zones, first) == 0
    assert compare(two_years, elsewhere, second) == 0
    assert first.read_bytes() == second.read_bytes()
    assert "draws 2 zones in another place than the id says" in capsys.readouterr().err


def test_other_polygons_are_used_as_drawn(two_years, zones, tmp_path, capsys):
    # Mill Lane's hexagon, drawn twice as wide, reaches no other street.
    outline = json.loads(zones.read_text(encoding="utf-8"))["features"][0]["geometry"]
    west, south, *_ = shapely.from_geojson(json.dumps(outline)).bounds
    wide = square(west - 0.001, south - 0.001, name="Our own", id=7)
    far = square(west + 0.5, south, name="By the sea", id=8)
    own = rewritten(zones, features=[wide, far], hotspots=None)
    out = tmp_path / "outcomes.csv"
    assert compare(two_years, own, out, "--strand", "violence") == 0
    written = pd.read_csv(out, keep_default_na=False)
    columns = ["zone", "name", "district", "before", "after"]
    assert written[columns].to_numpy().tolist() == [
        [7, "Our own", "North Northamptonshire", 6, 3],
        # It holds no incident that names its district: the nearest one does.
        [8, "By the sea", "North Northamptonshire", 0, 0],
    ]
    assert (
        "does not say which months its zones were chosen on" in capsys.readouterr().err
    )


def test_zones_chosen_on_the_months_being_judged_are_counted_and_told(
    two_years, tmp_path, capsys
):
    zones, out = tmp_path / "zones.geojson", tmp_path / "outcomes.csv"
    assert select(two_years, zones, "--months", "2025-02") == 2
    capsys.readouterr()
    assert select(two_years, zones, "--months", "2025-01:2025-02") == 0
    capsys.readouterr()
    assert compare(two_years, zones, out) == 0
    told = capsys.readouterr()
    assert told.err.splitlines() == [CHOSEN_ON_AFTER]
    assert "do not show that patrols worked" not in told.out
    assert pd.read_csv(out)["after"].to_list() == [9, 3]


def test_the_months_default_to_those_about_the_start_of_patrols(
    two_years, zones, tmp_path, capsys
):
    out = tmp_path / "outcomes.csv"
    arguments = ["compare", two_years, "--zones", str(zones), "--out", str(out)]
    # Nobody has said when patrols began in Northamptonshire.
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert told.err.startswith("Say when patrols began")
    assert "2024" not in told.err + told.out
    assert main([*arguments, "--patrols-start", "2024-04"]) == 0
    told = capsys.readouterr()
    assert "Before: January to February 2024. After: January" in told.out
    assert "can be compared, because other months are not loaded" in told.err
    assert main([*arguments, "--patrols-start", "2025-02"]) == 0
    told = capsys.readouterr()
    assert "Before: February 2024. After: February 2025." in told.out
    assert main([*arguments, "--before", "2024-01:2024-02"]) == 2
    assert "Only one of the periods" in capsys.readouterr().err


def test_zones_chosen_on_months_not_loaded_are_counted_and_not_explained(
    two_years, zones, tmp_path, capsys
):
    made = json.loads(zones.read_text(encoding="utf-8"))["hotspots"]
    made["first_month"] = "2023-12"
    out = tmp_path / "outcomes.csv"
    assert compare(two_years, rewritten(zones, hotspots=made), out) == 0
    told = capsys.readouterr().out
    assert "not all of the months that the zones were chosen on are loaded" in told
    assert "expected to fall without patrols" not in told
    assert pd.read_csv(out)["expected_after"].isna().all()
    # Nor did whoever chose them have that month.
    made["missing_months"] = ["2023-12"]
    assert compare(two_years, rewritten(zones, hotspots=made), out) == 0
    told = capsys.readouterr().out
    assert "months that the zones were chosen on" not in told
    assert "There is no estimate of what would have happened without patrols." in told


def test_the_zone_file_tells_what_the_strand_counts(two_years, zones, tmp_path):
    made = json.loads(zones.read_text(encoding="utf-8"))["hotspots"]
    made["settings"]["violence"]["categories"] = ["Robbery"]
    out = tmp_path / "outcomes.csv"
    assert compare(two_years, rewritten(zones, hotspots=made), out) == 0
    assert pd.read_csv(out)["before"].to_list() == [2, 2]


def test_months_of_other_seasons_are_compared_and_told(
    two_years, zones, tmp_path, capsys
):
    months = ("--before", "2024-02", "--after", "2025-01")
    assert compare(two_years, zones, tmp_path / "out.csv", *months) == 0
    told = capsys.readouterr()
    assert "different months of the year" in told.err
    assert "Before: February 2024. After: January 2025." in told.out


# The built-in sample

PUBLISHED = {
    "asb": (27, "fell 4.5%", "incidents fell in 16 of 27 chosen zones"),
    "violence": (24, "fell 6.3%", "incidents fell in 18 of 24 chosen zones"),
}


@pytest.mark.parametrize(
    ("strand", "kind", "files"),
    [("asb", ["--kind", "police.uk"], 36), ("violence", [], 2)],
)
def test_the_sample_written_out_gives_the_published_figures(
    strand, kind, files, tmp_path, capsys
):
    n_zones, county, fell = PUBLISHED[strand]
    folder, zones = str(tmp_path / "sample"), str(tmp_path / "zones.geojson")
    assert main(["sample", "--out", folder, *kind]) == 0
    assert f"{files} files written" in capsys.readouterr().out
    assert main(["select", folder, "--strand", strand, "--out", zones]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Synthetic. These data are made up")
    assert f"{n_zones} zones" in told
    made_by = json.loads((tmp_path / "zones.geojson").read_text("utf-8"))
    assert made_by["hotspots"]["synthetic"] is True
    assert "made up" in made_by["attribution"]
    out = str(tmp_path / "outcomes.csv")
    assert main(["compare", folder, "--zones", zones, "--out", out]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Synthetic. These data are made up")
    assert county in told.splitlines()[2]
    assert fell in told
    assert len(pd.read_csv(out)) == n_zones


def test_the_sample_is_never_written_over_other_files(tmp_path, capsys):
    real = tmp_path / "2024-01" / "2024-01-kent-street.csv"
    real.parent.mkdir()
    real.write_text("real", encoding="utf-8")
    assert main(["sample", "--out", str(tmp_path), "--kind", "police.uk"]) == 2
    assert "exists already and is not part of the sample" in capsys.readouterr().err
    assert real.read_text("utf-8") == "real"


# The pack


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Data of two Januaries, and settings for so few zones."""
    folder = tmp_path_factory.mktemp("place")
    write_place(folder / "data")
    settings = folder / "settings.json"
    before = replace(FEW_ZONES, chosen_on=Period("2024-01", "2024-01"))
    settings.write_text(before.to_json(), encoding="utf-8")
    return folder / "data", settings


def brief(place, out, *more):
    data, settings = place
    return main(
        ["brief", str(data), "--settings", str(settings), "--out", str(out), *more]
    )


def test_brief_writes_a_pack_and_the_same_one_from_its_settings(
    place, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(pack, "SIZES", (PRINT,))
    out, again = tmp_path / "new" / "pack", tmp_path / "again"
    assert brief(place, out) == 0
    told = capsys.readouterr()
    assert told.err == f"{RECORD_NOT_GIVEN}\n"
    assert "Violence: figures and trend." in told.out
    assert f"14 files written to {out}." in told.out
    written = sorted(path.name for path in out.rglob("*") if path.is_file())
    assert len(written) == 14
    assert {"briefing.html", "words.md", "figures.csv", "panel.html"} < {*written}
    assert {path.name for path in (out / "private").iterdir()} == {
        "DO-NOT-PUBLISH.txt",
        "panel.html",
        "settings.json",
    }
    saved = json.loads((out / "private" / "settings.json").read_text(encoding="utf-8"))
    assert saved["settings"]["violence"]["n_zones"] == 3
    assert saved["settings"]["first_month"] == "2024-01"
    assert saved["synthetic"] is False
    assert brief((place[0], out / "private" / "settings.json"), again) == 0
    for path in out.rglob("*"):
        if path.is_file() and path.suffix != ".pdf":
            other = again / path.relative_to(out)
            assert other.read_bytes() == path.read_bytes(), path.name


def test_the_pack_holds_the_one_list_and_what_changed(place, tmp_path):
    data, settings = place[0], tmp_path / "settings.json"
    earlier = tmp_path / "earlier.geojson"
    chosen = ["select", str(data), "--strand", "violence", "--months", "2024-01"]
    assert main([*chosen, "--number", "2", "--out", str(earlier)]) == 0
    joint = replace(FEW_ZONES, joint=True, joint_zones=4)
    mine = joint.with_strand("violence", take_out=(("H350-1400-0500", "hospital"),))
    settings.write_text(mine.to_json(), encoding="utf-8")
    out = tmp_path / "out"
    assert brief((data, settings), out, "--earlier", str(earlier)) == 0
    rows = pd.read_csv(out / "one-list.csv")
    assert len(rows) == 4
    assert rows["name"].str.contains("Mill Lane").sum() == 0
    words = (out / "words.md").read_text(encoding="utf-8")
    page = (out / "briefing.html").read_text(encoding="utf-8")
    for said in (
        "One zone was taken out by hand: one in North Northamptonshire (hospital).",
        "One hotspot is also in the list based on January 2024. New: ",
        "4 hotspots for antisocial behaviour and violence together, based on",
        "One area was taken out by hand.",
    ):
        assert said in words
        assert said in page


def test_brief_without_any_picture_still_writes_words_and_figures(
    place, tmp_path, capsys
):
    settings = tmp_path / "settings.json"
    settings.write_text(FEW_ZONES.to_json(), encoding="utf-8")
    # Zones are chosen on all months, and so on those that would be judged.
    assert brief((place[0], settings), tmp_path / "out") == 0
    told = capsys.readouterr().out
    assert "Violence: no pictures." in told
    assert "6 files written" in told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The settings are not JSON"),
        ("\x00\xff", "The settings are not JSON"),
        ('{"settings": {"colour": 1}}', "unknown names: colour"),
        ('{"settings": {}, "policy": {"round_to": 50}}', "Round to 10 at most"),
        ('{"settings": {}, "facts": ["weather"]}', "not weather"),
        (Settings().to_json(), "No list of 27 zones keeps to all of these rules"),
    ],
)
def test_settings_that_make_no_pack_are_told_in_one_sentence(
    place, tmp_path, capsys, text, words
):
    bad = tmp_path / "bad.json"
    bad.write_text(text, encoding="latin-1")
    refused(brief((place[0], bad), tmp_path / "out"), capsys, words)
    assert not [*tmp_path.rglob("*.png")]


def test_files_that_are_not_there_make_no_pack(place, tmp_path, capsys):
    data, settings = place
    gone = tmp_path / "gone"
    refused(brief((data, gone), tmp_path / "out"), capsys, "gone cannot be opened")
    refused(brief((gone, settings), tmp_path / "out"), capsys, "gone does not exist")


def test_a_pack_is_written_to_no_file_and_not_among_the_data(place, tmp_path, capsys):
    file = tmp_path / "taken"
    file.write_text("mine")
    for out in (file, file / "pack"):
        refused(brief(place, out), capsys, "Give another folder")
    assert file.read_text() == "mine"
    refused(brief(place, place[0]), capsys, "is among the files to read")
    refused(brief(place, place[0] / "pack"), capsys, "is among the files to read")


def refused(status: int, capsys, words: str) -> None:
    told = capsys.readouterr()
    assert status == 2
    assert words in told.err
    assert len(told.err.strip().splitlines()) == 1
    assert told.out == ""


def test_brief_says_which_packs_nothing_was_checked_against(
    place, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(pack, "SIZES", ())
    record = tmp_path / "record.json"
    assert brief(place, tmp_path / "one") == 0
    assert "on no private record" in capsys.readouterr().err
    assert brief(place, tmp_path / "one", "--record", str(record)) == 0
    assert "private record" not in capsys.readouterr().err
    held = json.loads(record.read_text(encoding="utf-8"))
    record.write_text(json.dumps({**held, "drugs": held["violence"]}))
    assert brief(place, tmp_path / "one", "--record", str(record)) == 0
    assert "has packs of drugs, a strand that" in capsys.readouterr().err


def test_brief_keeps_a_private_record_and_reads_it_for_the_next_pack(
    place, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(pack, "SIZES", ())
    record = tmp_path / "kept" / "record.json"
    record.parent.mkdir()
    for out in ("one", "two"):
        assert brief(place, tmp_path / out, "--record", str(record)) == 0
    held = json.loads(record.read_text(encoding="utf-8"))
    # The same pack made twice is one release.
    assert {strand: len(held[strand]) for strand in STRANDS} == {
        "asb": 1,
        "violence": 1,
    }
    kinds = {row[0] for row in held["violence"][0]["rows"]}
    assert {"county", "chosen zones", "district"} <= kinds
    packs = [(tmp_path / out / "figures.csv").read_bytes() for out in ("one", "two")]
    assert packs[0] == packs[1]
    assert not list((tmp_path / "one").rglob("record*"))
    # Only the first pack had no earlier one to be checked against.
    told = capsys.readouterr().out
    assert told.count("so no earlier pack is known") == 1
    inside = tmp_path / "one" / "record.json"
    assert brief(place, tmp_path / "one", "--record", str(inside)) == 2
    assert "is in the pack's own folder" in capsys.readouterr().err
    for text, words in (
        ('{"asb": 3}', "is not a private record of earlier packs"),
        ("", "is empty, so what earlier packs published is unknown"),
    ):
        record.write_text(text, encoding="utf-8")
        refused(brief(place, tmp_path / "3", "--record", str(record)), capsys, words)
        assert record.read_text(encoding="utf-8") == text
    assert not (tmp_path / "3").exists()


def test_a_record_that_another_run_changed_meanwhile_is_not_written_over(
    place, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(pack, "SIZES", ())
    record = tmp_path / "record.json"
    assert brief(place, tmp_path / "one", "--record", str(record)) == 0
    others = record.read_text(encoding="utf-8") + "\n"
    record.unlink()
    made = pack.strand_pack

    def beside_another_run(*given, **named):
        record.write_text(others, encoding="utf-8")
        return made(*given, **named)

    monkeypatch.setattr(pack, "strand_pack", beside_another_run)
    capsys.readouterr()
    status = brief(place, tmp_path / "two", "--record", str(record))
    assert status == 2
    assert "was changed by another run" in capsys.readouterr().err
    assert record.read_text(encoding="utf-8") == others
    assert not list((tmp_path / "two").rglob("*.*"))


def test_the_record_is_written_before_the_pack_and_whole_or_not_at_all(
    place, tmp_path, capsys, monkeypatch
):
    record = tmp_path / "record.json"
    monkeypatch.setattr(pack, "SIZES", ())
    assert brief(place, tmp_path / "one", "--record", str(record)) == 0
    capsys.readouterr()
    before = record.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        status = brief(place, tmp_path / "two", "--record", str(record))
    assert status == 2
    assert "No space left on device" in capsys.readouterr().err
    assert record.read_bytes() == before
    assert not list((tmp_path / "two").rglob("*.*"))
    assert [each.name for each in tmp_path.glob(".record*")] == []


def test_an_extract_gets_the_strict_policy_and_a_private_folder(
    place, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(pack, "SIZES", ())
    public = tmp_path / "public"
    assert brief(place, public) == 0
    assert not (public / "settings.json").exists()
    assert not (public / "panel.html").exists()
    read = runs.read_incidents
    monkeypatch.setattr(
        runs,
        "read_incidents",
        lambda *args, **kwargs: replace(
            read(*args, **kwargs), source_kind=FORCE_EXTRACT
        ),
    )
    out = tmp_path / "extract"
    assert brief(place, out) == 0
    assert not (out / "settings.json").exists()
    note = (out / "private" / "DO-NOT-PUBLISH.txt").read_text(encoding="utf-8")
    assert note.startswith("Do not publish this folder")
    saved = json.loads((out / "private" / "settings.json").read_text("utf-8"))
    assert (saved["policy"]["hide_up_to"], saved["policy"]["round_to"]) == (4, 5)
    page = (out / "briefing.html").read_text(encoding="utf-8")
    assert saved["data_fingerprint"][:12] not in page
    # 227 in the county: rounded in the extract's pack, exact in the public one.
    assert ",225\n" in (out / "figures.csv").read_text(encoding="utf-8")
    assert ",227\n" in (public / "figures.csv").read_text(encoding="utf-8")
    # Its own settings make it again; those of the public pack are not for an extract.
    capsys.readouterr()
    again = place[0], out / "private" / "settings.json"
    assert brief(again, tmp_path / "again") == 0
    capsys.readouterr()
    refused(
        brief((place[0], public / "private" / "settings.json"), tmp_path / "no"),
        capsys,
        "is that of a pack of public data",
    )


def test_a_pack_speaks_of_the_zones_really_patrolled(
    two_years, zones, tmp_path, capsys
):
    features = json.loads(zones.read_text(encoding="utf-8"))["features"]
    for feature in features:
        del feature["properties"]["months"]
        feature["properties"] |= {"agency": "Wardens", "strand": "violence"}
    theirs = rewritten(zones, hotspots=None, features=features)
    pack = tmp_path / "pack"
    saved = tmp_path / "settings.json"
    few = {"asb": {"n_zones": 1}, "violence": {"n_zones": 2}}
    own = {"patrols_start": "2025-01", "floor": 0} | few
    saved.write_text(json.dumps(own), encoding="utf-8")
    made = ["brief", two_years, "--settings", str(saved), "--out", str(pack)]
    assert main([*made, "--zones", str(theirs)]) == 0
    words = (pack / "words.md").read_text(encoding="utf-8")
    assert "**Headline:** The 2 zones patrolled for violence" in words
    assert "Nobody knows which months they were chosen on" in words
    assert "not a list of where patrols went" in words
    assert "Wardens" in (pack / "private" / "panel.html").read_text(encoding="utf-8")
    figures = (pack / "figures.csv").read_text(encoding="utf-8")
    assert "recorded,violence,zones patrolled,,,2" in figures
    assert "recorded,asb,zones chosen,,,1" in figures
    written = json.loads(
        (pack / "private" / "settings.json").read_text(encoding="utf-8")
    )
    assert written["patrolled"]["violence"]["file"] == "rewritten.geojson"
    capsys.readouterr()
    # The settings alone do not hold the list, and that is said.
    again = ["brief", two_years, "--settings", str(pack / "private" / "settings.json")]
    assert main([*again, "--out", str(tmp_path / "again")]) == 0
    assert "are of a pack of patrolled zones: violence (rew" in capsys.readouterr().err
    assert (
        main([*again, "--out", str(tmp_path / "x"), "--zones", "asb=nowhere.kml"]) == 2
    )
