"""Files are written in a thread that knows nothing of the visit."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from streamlit.elements.widgets import button
from streamlit.runtime.state import session_state_proxy

from hotspots.settings.strand_files import built_in_definitions
from hotspots.ui.page import MENU
from hotspots.ui.state import DEFINITIONS
from tests.pages.opening import opened

PAGES = [entry.file for entry in MENU if entry.label != "Method"]


@pytest.fixture
def files(monkeypatch):
    """Hold what each file of a page is made by, under the file's name."""
    made_by = {}
    marshall = button.marshall_file

    def held(coordinates, data, *args, **kwargs):
        if callable(data):
            made_by[args[2]] = data
        return marshall(coordinates, data, *args, **kwargs)

    monkeypatch.setattr(button, "marshall_file", held)
    return made_by


def in_a_thread_of_its_own(monkeypatch):
    """Let whoever asks for the visit fail, as in the thread that writes files."""

    def none():
        pytest.fail("a file asked for the visit's memory")

    monkeypatch.setattr(session_state_proxy, "get_session_state", none)


@pytest.mark.parametrize("page", PAGES)
def test_no_file_asks_for_the_visit(page, files, monkeypatch):
    assert not opened(page).run(timeout=60).exception
    in_a_thread_of_its_own(monkeypatch)
    for name, make in files.items():
        assert make(), name


def test_strands_and_weights_of_ones_own_are_those_saved(files, monkeypatch):
    first, *others = built_in_definitions()
    app = opened("pages/data.py")
    app.session_state[DEFINITIONS] = (replace(first, name="mine"), *others)
    assert not app.run(timeout=60).exception
    of_rank = opened("pages/rank_zones.py", violence_weights="34A-730_34B-730")
    assert not of_rank.run(timeout=60).exception
    in_a_thread_of_its_own(monkeypatch)
    assert "mine" in json.dumps(json.loads(files["strands.json"]()))
    assert b"730" in files["synthetic-violence-weights.csv"]()
