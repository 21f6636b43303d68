"""A third strand that a file defines works everywhere, with no code changed."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from hotspots.cli.commands import main
from hotspots.errors import InputError
from hotspots.presentation.briefing import pack
from hotspots.presentation.colours import MAP_COLOURS, colours_of
from hotspots.settings import Settings, built_in_strands
from hotspots.settings.strand_files import (
    BUILT_IN,
    built_in_definitions,
    definitions_from,
    definitions_to_json,
    read_definitions,
)
from hotspots.ui.link import from_link, to_link
from tests.made_up_extract import made_up_extract
from tests.pages.opening import everything_said, opened
from tests.toy import write_toy

RETAIL = {
    "name": "retail-crime",
    "short": "Retail",
    "n_zones": 2,
    "floor": 0,
    "public": {"name": "retail crime", "in_short": "recorded thefts"},
    "from_police_uk": [
        {"name": "robbery", "title": "Robbery of shops", "categories": ["Robbery"]},
        {"name": "both", "title": "All of it", "categories": ["Robbery", "Drugs"]},
    ],
    "from_extracts": [
        {
            "name": "shops",
            "title": "Retail crime",
            "noun": "retail crimes",
            "offence_classes": ["46"],
            "offence_subgroups": ["Robbery of personal property"],
            "notes": {"page": "Retail crime is theft from shops, and robbery."},
        }
    ],
}
PAGES = (
    "app.py",
    "pages/rank_zones.py",
    "pages/choose_zones.py",
    "pages/zone.py",
    "pages/patrol_outcomes.py",
    "pages/briefing.py",
    "pages/method.py",
    "pages/data.py",
)


def with_retail(**changes) -> bytes:
    values = json.loads(BUILT_IN.read_text(encoding="utf-8"))
    asb, violence = values["strands"]
    few = {"n_zones": 3, "floor": 0}
    strands = [asb | few, violence | few, RETAIL | changes]
    return json.dumps({"strands": strands}).encode()


@pytest.fixture
def strands_file(tmp_path):
    path = tmp_path / "strands.json"
    path.write_bytes(with_retail())
    return path


@pytest.fixture
def extract_file(tmp_path):
    path = tmp_path / "extract.csv"
    path.write_bytes(made_up_extract(6000, asb=True))
    return path


# Refuses bad input


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "Retail crime"}, "needs a “name” of small letters"),
        ({"name": "asb-retail"}, "begins with “asb-”"),
        ({"name": "asb"}, "“asb” is given twice|The strand “asb”"),
        ({"n_zones": 0}, "“n_zones” of retail-crime must be from 1"),
        ({"n_zones": None}, "must be a whole number"),
        ({"weather": "fine"}, "unknown: weather"),
        ({"from_police_uk": [], "from_extracts": []}, "counts nothing"),
        ({"from_police_uk": [{"name": "a", "title": "b"}]}, "names no “categories”"),
        ({"from_extracts": [{"name": "a", "title": "b"}]}, "counts nothing of an"),
        ({"from_extracts": [{"name": "a"}]}, "“title” of “a” must be a text"),
        ({"short": "ASB"}, "“ASB”"),
        ({"short": "A\u202eB"}, "invalid character"),
    ],
)
def test_a_file_of_strands_that_cannot_be_used_is_refused_in_words(changes, words):
    with pytest.raises(InputError, match=words):
        read_definitions(with_retail(**changes), name="mine.json")


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"strands": []}', b"\xff\xfe", b'{"strands": 3}']
)
def test_what_is_no_file_of_strands_is_refused(content):
    with pytest.raises(InputError, match="mine.json"):
        read_definitions(content, name="mine.json")


# Gives the right answer


def test_strands_come_back_from_json_as_they_were():
    for definitions in (
        built_in_definitions(),
        read_definitions(with_retail(), name="mine.json"),
    ):
        assert definitions_from(definitions_to_json(definitions)) == definitions


def test_settings_carry_strands_of_a_file_and_not_the_built_in_ones():
    own = Settings.with_definitions(read_definitions(with_retail(), name="mine.json"))
    own = own.with_strand("retail-crime", n_zones=5)
    assert Settings.from_json(own.to_json()) == own
    assert "strand_definitions" not in Settings().to_dict()
    assert own.floor_of("retail-crime") == 0
    assert Settings(floor=2).floor_of("asb") == 2


def test_a_link_carries_the_settings_of_a_third_strand():
    usual = Settings.with_definitions(read_definitions(with_retail(), name="mine.json"))
    changed = usual.with_strand("retail-crime", n_zones=7, weights=(("46", 3.5),))
    address = to_link(changed)
    assert address == {"retail-crime-zones": "7", "retail-crime-weights": "46-3.5"}
    assert from_link(address, usual) == (changed, [])


def test_strands_have_colours_whatever_their_file_says():
    own = Settings.with_definitions(read_definitions(with_retail(), name="mine.json"))
    assert [colours_of(strand) for strand in built_in_strands().values()] == [
        MAP_COLOURS["blue"],
        MAP_COLOURS["orange"],
    ]
    assert colours_of(own.strand("retail-crime")) in MAP_COLOURS.values()


def test_the_command_line_takes_a_third_strand(
    extract_file, strands_file, tmp_path, monkeypatch, capsys
):
    common = [str(extract_file), "--strands", str(strands_file)]
    strand = ["--strand", "retail-crime"]
    ranking, zones = tmp_path / "ranking.csv", tmp_path / "zones.geojson"
    assert main(["rank", *common, *strand, "--out", str(ranking)]) == 0
    assert {"harm", "rank_without_worst"} <= set(pd.read_csv(ranking))
    assert main(["select", *common, *strand, "--out", str(zones)]) == 0
    assert "retail crimes" in capsys.readouterr().out
    outcomes = tmp_path / "outcomes.csv"
    again = ["compare", str(extract_file), "--zones", str(zones)]
    assert main([*again, "--out", str(outcomes)]) == 0
    assert "etail crimes fell" in capsys.readouterr().out
    monkeypatch.setattr(pack, "SIZES", ())
    out = tmp_path / "pack"
    assert main(["brief", *common, "--out", str(out)]) == 0
    assert "## Retail crime" in (out / "words.md").read_text(encoding="utf-8")
    assert "retail-crime" in (out / "figures.csv").read_text(encoding="utf-8")
    settings = json.loads(
        (out / "private" / "settings.json").read_text(encoding="utf-8")
    )
    names = [
        each["name"] for each in settings["settings"]["strand_definitions"]["strands"]
    ]
    assert names == ["asb", "violence", "retail-crime"]


@pytest.mark.parametrize("is_extract", [False, True])
def test_a_third_strand_works_on_every_page(tmp_path, is_extract):
    files = [("extract.csv", made_up_extract(6000, asb=True), "text/csv")]
    if not is_extract:
        folder = write_toy(tmp_path)
        files = [
            (path.name, path.read_bytes(), "text/csv")
            for path in sorted(folder.rglob("*.csv"))
        ]
    app = opened("pages/data.py", strand="retail-crime", asb_zones="1").run()
    uploader = app.file_uploader(key="strands-file")
    uploader.set_value(("mine.json", with_retail(), "application/json")).run()
    app.file_uploader(key="uploads").set_value(files).run(timeout=60)
    if is_extract:
        used = next(each for each in app.button if each.label == "Use these columns")
        used.click().run(timeout=60)
    assert "**Retail** (2 zones)" in everything_said(app)
    for page in PAGES:
        app.switch_page(page).run(timeout=90)
        assert not app.exception, page
        said = everything_said(app)
        if page in ("app.py", "pages/method.py"):
            assert "etail" in said or "Robbery of shops" in said, page
        elif page not in ("pages/data.py", "pages/briefing.py"):
            assert app.session_state["strand"] == "retail-crime"


def test_strands_of_which_police_generate_nothing_come_back_as_they_were():
    written = definitions_to_json(built_in_definitions()) | {"police_generated": {}}
    made = definitions_from(written)
    assert definitions_from(definitions_to_json(made)) == made
