"""Weights typed by hand in a real browser that reaches this machine alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.going import load
from tests.conftest import ROOT
from tests.toy import write_toy

LINK = "violence-zones=2&asb-zones=1&patrols-start=2024-04"
# The editor's rows, in pixels, and how far its last column lies from its right edge.
ROW_PX, FROM_RIGHT_PX = 35, 40

expect.set_options(timeout=30_000)


@pytest.fixture
def page(serve, open_page, tmp_path) -> Page:
    """Open the page of ranks with the toy place loaded."""
    opened = open_page(f"{serve(ROOT / 'app.py')}/rank_zones?{LINK}")
    load(opened, write_toy(tmp_path), then="Rank zones")
    expect(opened.get_by_text("5 zones", exact=True)).to_be_visible()
    return opened


def type_weight(page: Page, row: int, weight: str) -> None:
    """Type a weight into a row of the editor, counted from 1."""
    cell = page.locator("#portal input")
    # What stands above may still be coming, and move the editor away from the mouse.
    for _ in range(5):
        page.locator("[data-test-script-state=notRunning]").wait_for()
        editor = page.get_by_test_id("stDataFrame").first
        editor.scroll_into_view_if_needed()
        box = editor.bounding_box()
        page.mouse.dblclick(
            box["x"] + box["width"] - FROM_RIGHT_PX, box["y"] + ROW_PX * (row + 0.5)
        )
        try:
            cell.wait_for(timeout=4000)
            break
        except PlaywrightTimeout:
            continue
    cell.fill(weight)
    cell.press("Enter")


def test_weights_typed_one_after_another_hold_and_come_along(page):
    type_weight(page, 2, "500")
    expect(page).to_have_url(re.compile("violence-weights=robbery-500(&|$)"))
    type_weight(page, 1, "7.5")
    expect(page).to_have_url(
        re.compile("violence-weights=violent-crime-7.5_robbery-500")
    )
    menu = page.locator(".st-key-page-menu")
    menu.get_by_role("link", name="Choose zones").click()
    expect(page.get_by_text("uses your own weights")).to_be_visible()
    menu.get_by_role("link", name="Rank zones").click()
    expect(page.get_by_text("Volume against harm")).to_be_visible()
    type_weight(page, 1, "8")
    expect(page).to_have_url(re.compile("violence-weights=violent-crime-8_robbery-500"))
    page.get_by_role("button", name="Reset to default weights").click()
    expect(page).not_to_have_url(re.compile("weights"))


def test_a_weight_below_0_is_refused_in_words(page):
    type_weight(page, 2, "-5")
    alert = page.get_by_test_id("stAlert")
    expect(alert).to_contain_text("must be 0 or more, not -5")
    expect(page).not_to_have_url(re.compile("weights"))


def test_the_chart_and_the_map_are_painted(page):
    expect(page.get_by_test_id("stVegaLiteChart").locator("svg").first).to_be_visible()
    page.frame_locator("iframe").locator("#map_div[data-classed='5']").wait_for()
