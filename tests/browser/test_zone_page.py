"""From a list, a map and the keyboard to the page of a zone, its sheet, and back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.going import open_menu
from tests.conftest import ROOT

ROW_PX = 35
# What of a page is wider than it, or is cut on its right.
WIDER = """() => document.documentElement.scrollWidth - window.innerWidth"""

expect.set_options(timeout=60_000)


@pytest.fixture
def app(serve, open_page):
    def opened(path: str = "", **window) -> Page:
        page = open_page(f"{serve(ROOT / 'app.py')}/{path}", **window)
        page.set_default_timeout(60_000)
        return page

    return opened


def the_map(page: Page) -> Frame:
    page.frame_locator("iframe").first.locator("#map_div[data-classed]").wait_for()
    frame = page.locator("iframe").first.element_handle().content_frame()
    frame.wait_for_function("map.hotspots?.signs?._signs.length >= 0")
    return frame


def link(page: Page, name: str):
    return page.get_by_role("link", name=re.compile(name))


def test_a_zone_is_picked_in_the_list_and_on_the_map_and_its_page_opens(app):
    page = app("choose_zones")
    frame = the_map(page)
    rows = page.get_by_test_id("stDataFrame").first
    rows.scroll_into_view_if_needed()
    box = rows.bounding_box()
    # A click on the third row ...
    page.mouse.click(box["x"] + 150, box["y"] + 3.5 * ROW_PX)
    expect(link(page, "Open the page of zone 3: ")).to_be_visible()
    frame.wait_for_function("map.hotspots.signs._signs[2].matches('.selected')")
    # ... and from the keyboard on the map's fifth number.
    frame.locator(".hotspots-sign").nth(0).focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(link(page, "Open the page of zone 5: ")).to_be_visible()
    frame.wait_for_function("map.hotspots.signs._signs[4].matches('.selected')")
    link(page, "Open the page of zone 5: ").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/zone\?zone=H350-\d+-\d+$"))
    expect(page.get_by_text("Zone 5 of 24 in the list.")).to_be_visible()
    small = the_map(page)
    small.wait_for_function("Number(map.getContainer().dataset.streets) > 0")
    # The same zone is picked there, and Back is one page back.
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose zones")
    expect(link(page, "Open the page of zone 5: ")).to_be_visible()
    page.go_forward()
    expect(page.get_by_text("Zone 5 of 24 in the list.")).to_be_visible()


def test_the_page_of_a_zone_prints_on_one_side_of_a4(app, new_page, tmp_path):
    page = app("zone?zone=H350-1296-0574&strand=asb", width=390, height=844)
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Dartford")
    with page.expect_download() as given:
        page.get_by_role("button", name="A page for a briefing").click()
    name = "synthetic-asb-zone-H350-1296-0574-2023-04-to-2024-03.html"
    assert given.value.suggested_filename == name
    given.value.save_as(tmp_path / "sheet.html")
    assert page.evaluate(WIDER) <= 0
    sheet = new_page()
    sheet.goto((tmp_path / "sheet.html").as_uri())
    assert "Synthetic data" in sheet.locator("header").inner_text()
    printed = sheet.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    sheet.close()


def test_a_street_is_found_and_an_unknown_zone_is_said(app):
    page = app("zone?zone=H350-0001-0001")
    expect(page.get_by_test_id("stAlert").last).to_contain_text("There is no zone")
    box = page.get_by_label("Find a street")
    box.fill("walnut")
    box.press("Enter")
    page.get_by_role("combobox", name=re.compile("Streets found")).click()
    page.keyboard.type("zone of Walnut (by Linnet), Dartford")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Zone 3 of 24 in the list.")).to_be_visible()
    open_menu(page, "Rank zones")
    expect(link(page, "Open the page of zone 3: ")).to_be_visible()
    page.get_by_label("Find a street or district").fill("walnut")
    page.get_by_label("Find a street or district").press("Enter")
    frame = the_map(page)
    frame.wait_for_function("map.hotspots.selected >= 0")
