"""The frame of the real pages, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from hotspots.ui.page import APP_NAME, MENU
from tests.conftest import ROOT


@pytest.mark.parametrize("entry", MENU, ids=lambda entry: entry.file)
def test_a_bookmark_opened_first_on_a_fresh_server_shows_its_page_in_the_menu(
    serve, open_page, entry
):
    address = serve(ROOT / "app.py", fresh=True)
    path = "" if entry.file == "app.py" else entry.file[len("pages/") : -len(".py")]
    page = open_page(f"{address}/{path}")
    heading = page.get_by_role("heading", level=1)
    heading.wait_for()
    assert heading.count() == 1
    assert page.title().endswith(APP_NAME)
    menu = page.locator(".st-key-page-menu").get_by_test_id("stPageLink-NavLink")
    expect(menu).to_have_count(len(MENU))
    assert [link.inner_text().split("\n")[-1] for link in menu.all()] == [
        each.label for each in MENU
    ]


def test_the_page_is_set_in_its_own_font_from_this_server(serve, open_page):
    page = open_page(serve(ROOT / "app.py"))
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_function(
        "[...document.fonts].some((font) =>"
        " font.family.includes('IBM Plex Sans') && font.status === 'loaded')"
    )
    family = page.get_by_role("heading", level=1).evaluate(
        "heading => getComputedStyle(heading).fontFamily"
    )
    assert family.split(",")[0].strip("'\"") == "IBM Plex Sans"


def test_the_heading_stands_near_the_top(serve, open_page):
    page = open_page(serve(ROOT / "app.py"))
    heading = page.get_by_role("heading", level=1)
    heading.wait_for()
    assert heading.bounding_box()["y"] < 100


# Ask for the last file as soon as the page is at work, however short that is.
ASK_AT_WORK = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  new MutationObserver((_, observer) => {
    if (app.getAttribute("data-test-script-state") !== "running") return;
    observer.disconnect();
    window.askedAtWork = true;
    const file = "[data-testid=stDownloadButton] button";
    [...document.querySelectorAll(file)].at(-1).click();
  }).observe(app, { attributes: true });
}"""


def test_a_file_waits_for_the_page_that_it_is_of(serve, open_page):
    """A click while the page is worked out again must not save the list of before."""
    page = open_page(f"{serve(ROOT / 'app.py')}/rank_zones?strand=violence")
    app = page.get_by_test_id("stApp")
    save = page.get_by_test_id("stDownloadButton").get_by_role("button")
    save.last.wait_for(timeout=60_000)
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    page.evaluate(ASK_AT_WORK)
    with page.expect_download(timeout=60_000) as saved:
        page.get_by_role("radio", name="Antisocial behaviour").click()
    assert page.evaluate("window.askedAtWork")
    assert saved.value.suggested_filename.startswith("synthetic-asb-ranking")
