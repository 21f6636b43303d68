"""A setting added to the table, and to nothing else, is found wherever settings are."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

TABLES = Path("hotspots/settings")
SHARED = """
    made_up_m: int = setting(
        0,
        kind=Whole(Bounds(0, 5000), step=50, unit="metres"),
        stage=Stage.CHOOSE,
        heading="A made-up length",
        what="The made-up length",
        key="made-up",
        help="Made up.",
        asked_on=(AskedOn.NUMBERS,),
        option=Option(flag="--made-up", commands=("select",), help="made up"),
    )
"""
OF_STRAND = """
    own_share: float = setting(
        0.25,
        kind=Share(none="none", whole="all"),
        stage=Stage.RANK,
        heading="A made-up share",
        what="The made-up share",
        key="own-share",
        asked_on=(AskedOn.WEIGHING,),
        option=Option(flag="--own-share", commands=("rank",), help="made up"),
    )
"""
LOOK = """
import contextlib, io, json
from hotspots.cli.commands import COMMANDS
from hotspots.cli.options import with_options
from hotspots.cli.parser import parser_of
from hotspots.presentation.words.settings_in_force import in_force
from hotspots.settings import Settings, Stage
from hotspots.ui.link import from_link, to_link
from streamlit.testing.v1 import AppTest

set_ones = Settings(made_up_m=350).with_strand("violence", own_share=0.75)
parser = parser_of(dict.fromkeys(COMMANDS, print))
files = ["files", "--strand", "violence", "--out", "out.csv"]
options = parser.parse_args(["select", *files, "--made-up", "350"])
of_rank = parser.parse_args(["rank", *files, "--own-share", "0.75"])
help_text = io.StringIO()
with contextlib.redirect_stdout(help_text), contextlib.suppress(SystemExit):
    parser.parse_args(["select", "--help"])
try:
    Settings(made_up_m=9999)
except Exception as error:
    refused = str(error)

def page(name):
    app = AppTest.from_file("app.py", default_timeout=120)
    app.switch_page(f"pages/{name}.py")
    return app

app = page("choose_zones").run()
app.number_input(key="made-up").set_value(350).run()
again = page("choose_zones")
again.query_params["made-up"] = "350"
again.run()
rank = page("rank_zones").run()
rank.slider(key="violence-own-share").set_value(0.75).run()
method = page("method")
method.query_params["made-up"] = "350"
method.run()
print(json.dumps({
    "link": to_link(set_ones),
    "read": from_link(to_link(set_ones)) == (set_ones, []),
    "json": Settings.from_json(set_ones.to_json()) == set_ones,
    "in force": in_force(set_ones).set_index("Setting")["Violence"].to_dict(),
    "option": with_options(Settings(), options, "violence").made_up_m,
    "strand's option": with_options(Settings(), of_rank, "violence").strand(
        "violence").own_share,
    "help": help_text.getvalue(),
    "refused": refused,
    "keys": [
        stage for stage in Stage if set_ones.key_of(stage, "violence")
        != Settings().key_of(stage, "violence")
    ],
    "other strand's keys": [
        stage for stage in Stage if Settings().with_strand("violence", own_share=1.0)
        .key_of(stage, "asb") != Settings().key_of(stage, "asb")
    ],
    "address": dict(app.query_params),
    "rank's address": dict(rank.query_params),
    "from the address": again.number_input(key="made-up").value,
    "method page": any(
        "A made-up length" in table.value.to_string()
        and "350 metres" in table.value.to_string() for table in method.table
    ),
    "problems": [
        str(error.value) for each in (app, again, rank, method)
        for error in [*each.exception, *each.error]
    ],
}))
"""


def insert(path: Path, before: str, text: str) -> None:
    written = path.read_text("utf-8")
    assert written.count(before) == 1
    path.write_text(written.replace(before, text.lstrip("\n") + before), "utf-8")


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    tree = tmp_path_factory.mktemp("tree")
    for name in ("hotspots", "pages"):
        shutil.copytree(
            ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(ROOT / "app.py", tree)
    for name in ("data", "static", "docs", ".streamlit"):
        if (ROOT / name).exists():
            (tree / name).symlink_to(ROOT / name)
    table = tree / TABLES
    insert(table / "choices.py", "    include_prisons: bool = setting(", SHARED)
    insert(table / "strand.py", "    harm_unit: str = setting(", OF_STRAND)
    (tree / "look.py").write_text(LOOK, "utf-8")
    done = subprocess.run(
        [sys.executable, "look.py"],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_a_link_carries_it(found):
    assert found["link"] == {"made-up": "350", "violence-own-share": "0.75"}
    assert found["read"]


def test_saved_settings_hold_it(found):
    assert found["json"]


def test_the_settings_in_force_tell_it(found):
    listed = found["in force"]
    assert listed["A made-up length"] == "350 metres"
    assert listed["A made-up share"] == "75%"
    assert found["method page"]


def test_the_command_line_takes_it(found):
    assert (found["option"], found["strand's option"]) == (350, 0.75)
    assert "--made-up" in found["help"]


def test_its_bounds_hold(found):
    assert found["refused"] == (
        "The made-up length must be from 0 to 5,000 metres, not 9999."
    )


def test_the_stages_that_read_it_are_done_again_and_no_others(found):
    one_list = "one list over all strands"
    assert found["keys"] == ["rank", "choose", one_list, "compare"]
    assert found["other strand's keys"] == []


def test_its_page_asks_for_it_and_remembers_it(found):
    assert found["problems"] == []
    assert found["address"] == {"made-up": "350"}
    assert found["rank's address"] == {"violence-own-share": "0.75"}
    assert found["from the address"] == 350
