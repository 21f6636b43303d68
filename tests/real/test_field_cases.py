"""Small files as others save them: each kind of fault gives its right answer, or is told.

Every test takes one of the cases in ../shared/data/field_cases through the command line
and then siblings of it, written here: other names, other spellings, other files.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from hotspots.cli.commands import main
from hotspots.sources.patrol_log import read_patrol_log
from tests.conftest import lacking

VIOLENCE = ("--strand", "violence")
JANUARY = ("--months", "2025-01")
BOTH = ("--months", "2025-01:2025-02")
TWICE = {"Delta Road": 16, "Gamma Road": 14, "Beta Road": 12, "Alpha Road": 10}
ONCE = {"Delta Road": 8, "Gamma Road": 7, "Beta Road": 6, "Alpha Road": 5}

Case = Callable[..., Path]


@pytest.fixture
def case(real_data, tmp_path) -> Case:
    """Copy a case, with texts of its files replaced; each pair is old and new."""

    def copy(name: str, *changes: tuple[str, str], only: str = "") -> Path:
        given = real_data / "field_cases"
        if not given.is_dir():
            lacking(f"needs the field cases, absent here ({given})")
        (source,) = given.glob(f"{name}_*")
        folder = tmp_path / f"copy {len(list(tmp_path.iterdir()))}"
        shutil.copytree(source, folder)
        for file in folder.iterdir():
            if only in file.name:
                text = file.read_text(encoding="utf-8")
                for old, new in changes:
                    assert old in text, (old, file.name)
                    text = text.replace(old, new)
                file.write_text(text, encoding="utf-8")
        return folder

    return copy


@pytest.fixture
def run(tmp_path, capsys):
    """Run a command; give its table, and what it said on both streams."""

    def command(name: str, *arguments: object) -> tuple[pd.DataFrame, str, str]:
        out = tmp_path / "out.csv"
        out.unlink(missing_ok=True)
        more = () if name == "check" else ("--out", str(out))
        status = main([name, *map(str, arguments), *more])
        said = capsys.readouterr()
        assert status == (2 if not said.out else 0)
        written = pd.read_csv(out, keep_default_na=False) if out.exists() else None
        return (pd.DataFrame() if written is None else written), said.out, said.err

    return command


def volumes(ranking: pd.DataFrame, by: str = "name") -> dict[str, int]:
    return dict(zip(ranking[by], ranking["volume"].astype(int), strict=True))


# Districts of a force


def changed(text: str, column: int, value: str) -> str:
    """Write a file again with another text in a column of every row."""
    heading, *rows = text.strip().split("\n")
    cells = [row.split(",") for row in rows]
    return "\n".join(
        [heading, *(",".join([*c[:column], value, *c[column + 1 :]]) for c in cells)]
    )


@pytest.mark.parametrize(
    "body",
    [
        "British Transport Police",
        "BRITISH TRANSPORT POLICE",
        "Ministry of Defence Police",
        "Civil Nuclear Constabulary",
        "",
    ],
)
def test_other_bodies_take_the_area_of_the_force_they_are_loaded_with(case, run, body):
    folder = case("case01")
    btp = folder / "2025-01-btp-street.csv"
    btp.write_text(changed(btp.read_text(), 3, body), encoding="utf-8")
    ranking, _, err = run("rank", folder, *VIOLENCE, *JANUARY)
    assert ranking["district"].value_counts().to_dict() == {
        "Swale": 2,
        "Maidstone": 2,
        "Ashford": 1,
        "Dartford": 1,
    }
    assert "8 outside the area" in err
    _, out, _ = run("check", folder)
    assert "13 districts of Kent Police." in out
    _, out, err = run("select", folder, *VIOLENCE, *JANUARY, "--number", "4")
    assert "Each of the four districts has at least one" in out
    assert "No incident counted lies in nine of the 13 districts" in err


def test_several_forces_make_the_union_of_their_districts(case, run):
    folder = case("case01", ("British Transport Police", "Essex Police"), only="btp")
    _, out, _ = run("check", folder)
    assert "27 districts of Essex Police and Kent Police." in out


@pytest.mark.parametrize(
    ("force", "district"),
    [
        ("City of London Police", "City of London"),
        ("Gwent Police", "Newport"),
        ("Surrey Police", "Woking"),
        ("Dorset Police", "Dorset"),
    ],
)
def test_rows_over_the_border_make_no_district(case, run, force, district):
    folder = case(
        "case02",
        ("City of London Police", force),
        ("City of London 0", f"{district} 0"),
    )
    zones, _, err = run("select", folder, *VIOLENCE, *JANUARY, "--number", "3")
    assert volumes(zones) == {"Lane 5": 13, "Lane 4": 12, "Lane 3": 11}
    assert set(zones["district"]) == {district}
    assert "2 outside the area" in err
    zones, _, _ = run("select", folder, "--strand", "asb", *JANUARY, "--number", "1")
    assert set(zones["district"]) == {district}


@pytest.mark.parametrize(
    ("stray", "reason"),
    [
        ("Lancaster 001A", "outside the area"),
        ("Aberdeen City 001A", "no known LSOA name"),
        ("NULL", "no known LSOA name"),
        ("Barnet 001A", "outside the area"),
        ("Erewhon 001A", "no known LSOA name"),
    ],
)
def test_rows_geocoded_elsewhere_make_no_district(case, run, stray, reason):
    folder = case("case05")
    (file,) = folder.iterdir()
    text = re.sub(r"Lancaster \w+", stray, file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    zones, out, err = run("select", folder, *VIOLENCE, *JANUARY, "--number", "3")
    assert set(zones["district"]) == {"Ashfield", "Mansfield", "Nottingham"}
    assert "Each of the three districts has at least one" in out
    assert f"Not counted: 2 of 95 rows read (2 {reason}" in err.replace(
        "no district: ", ""
    )


@pytest.mark.parametrize(
    ("force", "old", "new"),
    [
        ("Northamptonshire Police", "Corby", "North Northamptonshire"),
        ("Avon and Somerset Constabulary", "Mendip", "Somerset"),
        ("Cumbria Constabulary", "Allerdale", "Cumberland"),
        ("North Yorkshire Police", "Selby", "North Yorkshire"),
        ("Thames Valley Police", "Aylesbury Vale", "Buckinghamshire"),
    ],
)
def test_a_renamed_district_is_one_place_whatever_the_month(case, run, force, old, new):
    folder = case("case06")
    for file in folder.glob("*.csv"):
        text = file.read_text(encoding="utf-8")
        text = text.replace("Northamptonshire Police", force)
        text = re.sub("(Corby|Kettering) 0", f"{old} 0", text)
        text = text.replace("North Northamptonshire 0", f"{new} 0")
        file.write_text(text, encoding="utf-8")
    zones = folder / "zones.geojson"
    periods = ("--before", "2022-12", "--after", "2023-12")
    outcomes, out, err = run("compare", folder, "--zones", zones, *VIOLENCE, *periods)
    mill = outcomes.set_index("zone").loc["Mill Street"]
    assert (mill["district"], mill["before"], mill["after"]) == (new, 9, 9)
    assert "100.0%" not in out
    # Nobody has said when patrols began there.
    assert "April 2024" not in out + err
    assert f"In {new}, incidents stayed at 17." in out
    if force == "Northamptonshire Police":
        assert "In West Northamptonshire, incidents stayed at 14." in out


# Months, blanks and categories written otherwise


@pytest.mark.parametrize(
    "text",
    [
        *("Feb-25", "25-Feb", "Feb 2025", "February 2025", "01/02/2025", "2/1/2025"),
        *("2025-02-01", "2025-02-01 00:00:00", "202502", "45689", " 2025-2 "),
    ],
)
def test_a_month_written_otherwise_is_counted(case, run, text):
    folder = case("case08", ("Feb-25", text), only="2025-02")
    ranking, _, _ = run("rank", folder, *VIOLENCE, *BOTH)
    assert volumes(ranking) == TWICE
    _, out, _ = run("check", folder)
    assert "was read as February 2025." in out


@pytest.mark.parametrize("text", ["Q1", "05/03/2025", "13/2025", "last month"])
def test_a_month_that_cannot_be_read_is_told_by_every_command(case, run, text):
    folder = case("case08", ("Feb-25", text), only="2025-02")
    told = [
        run("check", folder)[1],
        run("rank", folder, *VIOLENCE)[2],
        run("select", folder, *VIOLENCE, "--number", "2", "--floor", "0")[2],
    ]
    for said in told:
        assert f"“{text}”" in said
        assert "2025-02-kent-street.csv (44)" in said
        assert "Write the months as 2025-01." in said
    assert "No month looks wrong" not in told[0]


@pytest.mark.parametrize(
    "blank", ["NA", "NULL", "NaN", "nan", "-", "N/A", "#N/A", "None", "<NA>"]
)
def test_a_word_for_blank_is_blank(case, run, blank):
    folder = case("case10")
    (file,) = folder.iterdir()
    text = re.sub(r"(?<![^,\n])NA(?![^,\n])", blank, file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    ranking, _, err = run("rank", folder, *VIOLENCE, *JANUARY)
    assert volumes(ranking) == ONCE
    assert err == ""
    assert "44 rows read, 44 kept" in run("check", folder)[1]


SPELLINGS: list[Callable[[str], str]] = [
    str,
    str.upper,
    str.title,
    lambda text: text.replace("-", " "),
    lambda text: text.replace("-", "_"),
    lambda text: text.replace("and", "&"),
    lambda text: f" {text} ",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_category_written_otherwise_is_counted(case, run, spelling):
    folder = case("case12")
    file = folder / "2025-02-kent-street.csv"
    text = file.read_text(encoding="utf-8")
    names = sorted({row.split(",")[9] for row in text.strip().split("\n")[1:]})
    for name in names:
        text = text.replace(f",{name},", f",{spelling(name)},")
    file.write_text(text, encoding="utf-8")
    ranking, _, err = run("rank", folder, *VIOLENCE, *BOTH)
    assert volumes(ranking) == TWICE
    assert err == ""


@pytest.mark.parametrize("name", ["Mugging", "Violence (all)", "VSO", "10"])
def test_a_category_that_is_not_known_is_told_by_every_command(case, run, name):
    folder = case("case12")
    file = folder / "2025-02-kent-street.csv"
    text = changed(file.read_text(encoding="utf-8"), 9, name)
    file.write_text(text, encoding="utf-8")
    for said in (
        run("check", folder)[1],
        run("rank", folder, *VIOLENCE, *BOTH)[2],
        run("select", folder, *VIOLENCE, *BOTH, "--number", "2", "--floor", "0")[2],
    ):
        assert f"The category “{name}” is not known: 44 rows in February 2025" in said
    assert "No month looks wrong" not in run("check", folder)[1]


# Zones


def polygons(file: Path) -> dict:
    return json.loads(file.read_text(encoding="utf-8"))


def redrawn(file: Path, change: Callable[[list], list]) -> Path:
    """Write a zone file again with its features changed."""
    document = polygons(file)
    document["features"] = change(document["features"])
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def with_twin(features: list) -> list:
    """Draw the second zone twice."""
    twin = json.loads(json.dumps(features[1]))
    twin["properties"]["zone"] = "Twin"
    return [*features, twin]


@pytest.mark.parametrize(
    ("change", "more"),
    [
        (lambda features: features, {}),
        (lambda features: features[::-1], {}),
        (with_twin, {"Twin": 12}),
        (lambda features: [features[1], features[0], *features[2:]], {}),
    ],
)
def test_an_incident_counts_in_each_zone_that_holds_it(case, run, change, more):
    folder = case("case14")
    zones = redrawn(folder / "zones.geojson", change)
    file = folder / "2025-01-02-kent.csv"
    ranking, _, err = run("rank", file, *VIOLENCE, *BOTH, "--zone-file", zones)
    expected = {"Beat 1": 22, "Hotspot D": 16, "Hotspot C": 14, "Hotspot B": 12}
    assert volumes(ranking, "zone") == expected | more
    assert "Zones overlap: " in err
    assert "Hotspot B (100% of the smaller)" in err
    periods = ("--before", "2025-01", "--after", "2025-02")
    outcomes, out, err = run("compare", file, "--zones", zones, *VIOLENCE, *periods)
    hotspot = outcomes.set_index("zone").loc["Hotspot B"]
    assert (hotspot["before"], hotspot["after"]) == (6, 6)
    assert "Zones overlap: " in err
    # All incidents lie in a zone, and each is one in the totals.
    assert re.search(r"In the chosen zones together, .*from 26 to 26", out)


def named(**columns: list[str]) -> Callable[[list], list]:
    """Give zones other columns."""

    def change(features: list) -> list:
        for at, feature in enumerate(features):
            feature["properties"] = {n: texts[at] for n, texts in columns.items()}
        return features

    return change


WARDS = ["Ward A", "Ward B", "Ward C", "Ward D"]
CODES = ["E1", "E2", "E3", "E4"]
PARENT = ["Swale", "Swale", "Maidstone", "Maidstone"]


@pytest.mark.parametrize(
    "columns",
    [
        {"LTLA22NM": PARENT, "LSOA21CD": CODES, "LSOA21NM": WARDS},
        {"force": ["Kent"] * 4, "beat_code": CODES, "beat_name": WARDS},
        {"Region": ["SE"] * 4, "hex_index": CODES, "title": WARDS},
        {"CTYUA23CD": ["E10"] * 4, "OBJECTID": [1, 2, 3, 4], "WD23CD": CODES}
        | {"WD23NM": WARDS},
    ],
)
def test_ids_and_names_are_the_zones_own(case, run, columns):
    folder = case("case16")
    zones = redrawn(folder / "ward_code.geojson", named(**columns))
    file = folder / "2025-01-02-kent.csv"
    ranking, _, _ = run("rank", file, *VIOLENCE, *BOTH, "--zone-file", zones)
    assert ranking["zone"].to_list() == CODES[::-1]
    assert ranking["name"].to_list() == WARDS[::-1]


@pytest.mark.parametrize("name", ["lad_code_first", "lad_name_first", "ward_code"])
def test_ids_and_names_of_wards_are_found(case, run, name):
    folder = case("case16")
    arguments = (folder / "2025-01-02-kent.csv", *VIOLENCE, *BOTH, "--zone-file")
    ranking, _, _ = run("rank", *arguments, folder / f"{name}.geojson")
    assert ranking["name"].to_list() == WARDS[::-1]
    assert ranking["zone"].to_list() == [f"E0500000{letter}" for letter in "DCBA"]
    asked = "WD24NM" if name != "ward_code" else "ward_name"
    ranking, _, _ = run(
        "rank", *arguments, folder / f"{name}.geojson", "--zone-id-column", asked
    )
    assert ranking["zone"].to_list() == WARDS[::-1]


@pytest.mark.parametrize("east", [0.0, 1.0, -1.5, -2.0])
def test_zones_of_another_area_are_told(case, run, east, tmp_path):
    folder = case("case18")
    zones = tmp_path / "moved.gpkg"
    shapes = gpd.read_file(folder / "zones.geojson")
    shapes.geometry = shapes.translate(east, 0)
    shapes.to_file(zones, driver="GPKG")
    file = folder / "2025-01-02-kent.csv"
    for command in ("rank", "select"):
        _, _, err = run(command, file, *VIOLENCE, *BOTH, "--zone-file", zones)
        assert err.startswith("No incident, of any category or month, lies in a zone")
        assert "moved.gpkg" in err


# Several files of one month, and files of other kinds


def parts(folder: Path, by: Callable[[list[str]], str]) -> None:
    """Write the rows of all files of a folder again, a file for each text of a kind."""
    rows: dict[str, list[str]] = {}
    for file in sorted(folder.glob("*.csv")):
        heading, *lines = file.read_text(encoding="utf-8").strip().split("\n")
        for line in lines:
            rows.setdefault(by(line.split(",")), []).append(line)
        file.unlink()
    for name, lines in rows.items():
        part = folder / f"{name}.csv"
        part.write_text("\n".join([heading, *lines]), encoding="utf-8")


@pytest.mark.parametrize(
    "by",
    [
        lambda cells: "asb" if cells[9].startswith("Anti") else "others",
        lambda cells: cells[9].lower().replace(" ", "-"),
        lambda cells: cells[8].split(" ")[0],
        lambda cells: f"{cells[1]} {cells[9]}",
    ],
)
def test_parts_of_a_month_are_added(case, run, by):
    folder = case("case19")
    parts(folder, by)
    ranking, _, err = run("rank", folder, *VIOLENCE, *BOTH)
    assert volumes(ranking) == TWICE
    ranking, _, err = run("rank", folder, "--strand", "asb", *BOTH)
    assert volumes(ranking) == dict(zip(TWICE, (12, 10, 8, 6), strict=True))
    assert err == ""


def test_of_two_files_that_may_hold_the_same_rows_one_is_kept_and_told(case, run):
    folder = case("case19")
    whole = (folder / "violence_2025.csv").read_text(encoding="utf-8").split("\n")
    (folder / "some of it.csv").write_text("\n".join(whole[:20]), encoding="utf-8")
    for command in ("rank", "select"):
        more = ("--number", "2", "--floor", "0") if command == "select" else ()
        _, _, err = run(command, folder, *VIOLENCE, *BOTH, *more)
        assert "some of it.csv: set aside whole: Kent Police 2025-01 is fuller" in err
    ranking, _, _ = run("rank", folder, *VIOLENCE, *BOTH)
    assert volumes(ranking) == TWICE


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("2025-01-kent-neighbourhood.csv", "Month,Force\n2025-01,Kent Police\n"),
        ("lsoa_to_ward.csv", "lsoa_code,ward_code\nE01,E05\n"),
        ("2025-01-kent-outcomes.csv", "Crime ID,Month,Outcome type\nx,2025-01,None\n"),
        ("notes.txt", "Not a table"),
        ("population.csv", "Month,Longitude,Latitude,People\n2025-01,0.5,51.2,12\n"),
    ],
)
@pytest.mark.parametrize("kind", ["case21", "case22"])
def test_another_file_in_the_folder_is_named_and_not_fatal(
    case, run, kind, name, content
):
    folder = case(kind)
    (folder / name).write_text(content, encoding="utf-8")
    _, out, _ = run("check", folder)
    assert "44 rows read, 44 kept, 0 set aside." in out
    assert re.search(rf"{re.escape(name)}: not used", out)


# Logs and scales


ZONES = pd.DataFrame(
    {
        "zone": ["H350-1400-0577", "H350-1405-0573"],
        "name": ["Alpha Road", "Beta Road"],
        "district": ["Swale", "Swale"],
    }
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2025-02-05 14:20", "2025-02-05 14:20"),
        ("2025-02-05 14:20", "05/02/2025 14:20"),
        ("2025-02-05 14:20", "05-Feb-25"),
        ("2025-02-05 14:20", "05/02/25"),
        ("H350-1400-0577", "Alpha Road"),
    ],
)
def test_a_log_with_times_or_other_dates_is_read(case, old, new):
    folder = case("case23", (old, new), only="visit_times")
    log = read_patrol_log(folder / "visit_times.csv", zones=ZONES)
    assert log.patrols["date"].to_list() == ["2025-02-05", "2025-02-06"]
    assert log.patrols["visits"].to_list() == [1, 1]
    assert log.set_aside.empty


@pytest.mark.parametrize("total", ["Total", "TOTAL", "Grand total", "Sum"])
def test_a_total_line_is_set_aside_with_its_reason(case, total):
    folder = case("case23", ("Total", total), ("1.5", "1:30"), only="total_row")
    log = read_patrol_log(folder / "total_row.csv", zones=ZONES)
    assert log.patrols["hours"].to_list() == [1.5, 2]
    assert log.set_aside["reason"].to_list() == ["a total, not a patrol"]


@pytest.mark.parametrize(
    "heading",
    ["Category,Weight", "CATEGORY,WEIGHT", " category , weight ", "Category,weight"],
)
def test_headings_of_a_harm_scale_have_any_case(case, run, heading):
    scale = case("case25", ("Category,Weight", heading)) / "weights.csv"
    ranking, _, _ = run("rank", case("case12"), *VIOLENCE, "--harm-scale", scale)
    assert ranking["harm"].to_list() == [2130, 1930, 1730, 1530]


# Forces without LSOA names


@pytest.mark.parametrize(
    "force",
    [
        "Police Service of Northern Ireland",
        "Police Scotland",
        "Isle of Man Constabulary",
        "States of Jersey Police",
    ],
)
def test_files_without_lsoa_names_say_what_mends_it(case, run, force, tmp_path):
    folder = case("case26", ("Police Service of Northern Ireland", force))
    _, out, _ = run("check", folder)
    assert "12 rows read, 0 kept, 12 set aside: no district" in out
    assert "no known LSOA name" in out
    assert "--districts" in out
    assert "No month looks wrong" not in out
    for command in ("rank", "select"):
        _, _, err = run(command, folder, *VIOLENCE, *JANUARY)
        assert "12 rows: no district" in err
        assert "--districts" in err
    own = tmp_path / "own.geojson"
    ring = [[-8, 54], [-5, 54], [-5, 55.5], [-8, 55.5], [-8, 54]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"name": "Own"}, "geometry": shape}
    own.write_text(json.dumps(feature), encoding="utf-8")
    _, out, _ = run("check", folder, "--districts", own)
    assert "12 rows read, 12 kept" in out
    assert "1 district from your own boundaries." in out
