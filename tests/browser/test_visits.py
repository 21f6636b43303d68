"""A visit outlives a reload, and a restart of the server is told as what it is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from hotspots.presentation.words.loading import VISIT_LOST
from tests.browser.conftest import _address, _free_port, _start, _wait
from tests.browser.going import open_menu
from tests.conftest import ROOT
from tests.toy import as_csv, rows_of

LINK = "violence-zones=2&asb-zones=1"
STORED = "sessionStorage.getItem('hotspots-visit')"

expect.set_options(timeout=30_000)


def files() -> list[dict[str, object]]:
    rows = rows_of()
    return [
        {
            "name": f"{month}-toy-street.csv",
            "mimeType": "text/csv",
            "buffer": as_csv([row for row in rows if row["Month"] == month]).encode(),
        }
        for month in ("2025-01", "2025-02")
    ]


def loaded(page: Page) -> None:
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(files())
    expect(page.get_by_text("27 recorded incidents")).to_be_visible()
    page.wait_for_function(f"{STORED} !== null")


def test_what_was_loaded_is_there_after_a_reload_and_in_no_other_tab(serve, open_page):
    address = f"{serve(ROOT / 'app.py')}/data?{LINK}"
    page = open_page(address)
    loaded(page)
    token = page.evaluate(STORED)
    assert len(token) >= 40
    assert token not in page.url
    page.reload()
    expect(page.get_by_text("27 recorded incidents")).to_be_visible()
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    other = open_page(address)
    expect(other.get_by_text("545,112 made-up incidents")).to_be_visible()
    page.get_by_role("button", name="Use the built-in sample, offence").click()
    expect(page.get_by_text("545,112 made-up incidents")).to_be_visible()
    page.reload()
    expect(page.get_by_text("545,112 made-up incidents")).to_be_visible()


def test_a_token_that_nobody_holds_opens_nothing(serve, open_page):
    page = open_page(f"{serve(ROOT / 'app.py')}/data")
    expect(page.get_by_text("545,112 made-up incidents")).to_be_visible()
    page.evaluate("sessionStorage.setItem('hotspots-visit', 'x'.repeat(43))")
    page.reload()
    expect(page.get_by_test_id("stAlert")).to_have_text(VISIT_LOST)
    expect(page.get_by_text("545,112 made-up incidents")).to_be_visible()


@pytest.fixture
def server(tmp_path):
    """Start a server that the test may end and start again; give its port and doors."""
    port, log = _free_port(), tmp_path / "log"
    running = []

    def start() -> str:
        with log.open("ab") as to:
            running.append(_start(ROOT / "app.py", port, (), home=tmp_path, log=to))
        _wait(_address(port, ()), running[-1], log)
        return _address(port, ())

    def end() -> None:
        running[-1].terminate()
        running[-1].wait(timeout=20)

    yield start, end
    end()


def test_a_restart_is_told_and_settings_stay(server, open_page):
    start, end = server
    page = open_page(f"{start()}/data?{LINK}")
    loaded(page)
    end()
    box = page.get_by_role("dialog")
    expect(box).to_be_visible()
    said = box.evaluate("box => getComputedStyle(box, '::after').content")
    assert "connects again by itself" in said
    start()
    expect(box).to_have_count(0)
    open_menu(page, "Choose zones")
    alert = page.get_by_test_id("stAlert").filter(has_text="connection was lost")
    expect(alert).to_have_text(VISIT_LOST)
    assert "link" not in VISIT_LOST
    assert re.search(r"violence-zones=2\b", page.url)
    expect(page.get_by_label("Number of zones")).to_have_value("2")
