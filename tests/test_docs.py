from __future__ import annotations

import contextlib
import io
import re

import pytest

from hotspots.cli.commands import COMMANDS
from hotspots.cli.parser import parser_of
from hotspots.presentation.files.dictionary import PAGE, dictionary
from hotspots.settings import Settings
from tests.conftest import ROOT

MARKDOWN = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
)


def test_the_data_dictionary_is_fresh():
    assert PAGE.read_text(encoding="utf-8") == dictionary()


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda page: page.name)
def test_files_that_a_page_names_are_there(page):
    named = re.findall(
        r"`((?:docs|data|static|hotspots|tests)/[\w./-]+)`", page.read_text("utf-8")
    )
    missing = [name for name in named if not (ROOT / name).exists()]
    assert missing == []


def test_the_page_of_commands_tells_the_defaults():
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    assert f"--zone-width {Settings().zone_width_m}" in page
    assert f"--harm-share {Settings().strand('violence').harm_share:g}" in page


def test_the_page_of_commands_names_every_command_and_only_options_that_there_are():
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    helps = "\n".join(map(help_of, COMMANDS))
    assert [name for name in COMMANDS if f"- `{name}` " not in page] == []
    named = set(re.findall(r"--[a-z][a-z-]+", page))
    assert sorted(named - set(re.findall(r"--[a-z][a-z-]+", helps))) == []


def help_of(command):
    text = io.StringIO()
    with contextlib.redirect_stdout(text), contextlib.suppress(SystemExit):
        parser_of(COMMANDS).parse_args([command, "--help"])
    return text.getvalue()


def test_both_commands_of_the_readme_stand_alone_on_a_line():
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert (
        "python -m pip install -r requirements.txt; python -m streamlit run app.py"
        in lines
    )
    assert (
        "python -m pip install -r requirements-dev.txt; python -m pytest -n auto"
        in lines
    )
