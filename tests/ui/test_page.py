from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from hotspots.ui.page import ICON, MENU
from tests.conftest import ROOT

A_PAGE = """
from hotspots.ui.page import footer, page
page("{title}")
footer("Sources: the police and the post")
"""


@pytest.fixture
def site(tmp_path):
    """A site with the menu's pages, each empty but for its frame."""
    for entry in MENU:
        file = tmp_path / entry.file
        file.parent.mkdir(exist_ok=True)
        file.write_text(A_PAGE.format(title=entry.label), "utf-8")
    return tmp_path


def opened(site, entry) -> AppTest:
    app = AppTest.from_file(str(site / "app.py"))
    if entry.file != "app.py":
        app.switch_page(entry.file)
    return app.run()


@pytest.mark.parametrize("entry", MENU, ids=lambda entry: entry.file)
def test_every_page_has_one_heading_the_whole_menu_and_a_foot(site, entry):
    app = opened(site, entry)
    assert not app.exception
    assert [title.value for title in app.title] == [entry.label]
    links = [link.proto for link in app.sidebar.get("page_link")]
    assert [(link.label, link.icon) for link in links] == [
        (each.label, each.icon) for each in MENU
    ]
    assert [small.value for small in app.caption] == [
        "Sources: the police and the post"
    ]


def test_the_menu_names_pages_that_exist_and_all_that_exist():
    files = {"app.py", *(f"pages/{file.name}" for file in ROOT.glob("pages/*.py"))}
    assert {entry.file for entry in MENU} == files


def test_the_tab_s_icon_is_a_file_of_our_own():
    # A word or an emoji would make the reader's browser fetch it from the internet.
    assert ICON.is_relative_to(ROOT / "static")
    assert ICON.read_text("utf-8").startswith("<svg")
