"""Going about the app in a browser as a visitor does."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

NARROW_PX = 700
# No run is under way, nothing waits for one, and nothing is fading in or out: while a
# page is drawn again Streamlit pales what it will replace.
AT_REST = """() =>
  document.querySelector("[data-test-script-state=notRunning]") !== null
  && document.querySelector(
    "[data-testid=stSkeleton], [data-testid=stSpinner], [data-stale=true]") === null
  && document.getAnimations().every((each) => each.playState !== "running")"""
A_FOLLOWING_RUN_MS = 400


def rest(page: Page) -> None:
    """Wait until the page has drawn what it will."""
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_function(AT_REST, timeout=60_000)
    # A run that follows on this one begins at once.
    page.wait_for_timeout(A_FOLLOWING_RUN_MS)
    page.wait_for_function(AT_REST, timeout=60_000)


def open_menu(page: Page, entry: str) -> None:
    """Go to a page by the menu, which a phone hides until it is asked for."""
    is_narrow = page.viewport_size["width"] < NARROW_PX
    if is_narrow:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.locator(".st-key-page-menu").get_by_role("link", name=entry).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Hotspots" if entry == "Home" else entry
    )
    if is_narrow:
        # It folds by itself, so that the page that was asked for is seen.
        expect(page.get_by_test_id("stSidebar")).not_to_be_in_viewport()


def name_folder(page: Page, folder: Path | str) -> None:
    """Go to the data page and name a folder there."""
    open_menu(page, "Data")
    box = page.get_by_label("Or a folder, zip or file on this computer")
    box.fill(str(folder))
    box.press("Enter")


def load(page: Page, folder: Path | str, *, then: str) -> None:
    """Load a folder, then go to a page."""
    name_folder(page, folder)
    # Offered once something else than the sample that the app opens with is loaded.
    name = "Use the built-in sample, offence by offence"
    expect(page.get_by_role("button", name=name)).to_be_visible()
    open_menu(page, then)
