"""A planner's list in a real browser: shaped, exported, reloaded, set beside itself."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.going import open_menu, rest
from tests.conftest import ROOT


def pick(page: Page, label: str, option: str) -> None:
    """Pick the first option of a select box that holds some letters."""
    settled(page)
    found = page.get_by_role("option").filter(has_text=option).first
    for _ in range(3):
        page.get_by_role("combobox", name=label).click()
        # A page that is drawn again just then closes its open boxes.
        try:
            found.click(timeout=10_000)
        except PlaywrightTimeout:
            continue
        return
    found.click()


def settled(page: Page) -> None:
    """Wait until the page is done with the last change."""
    expect(page.get_by_role("tab", name="Does it last")).to_be_visible(timeout=40_000)
    rest(page)


def take_out(page: Page, number: int, reason: str) -> None:
    """Take the zone of some number out of the list."""
    pick(page, "Take out", f"{number} · ")
    pick(page, "Reason", reason)
    page.get_by_role("button", name="Change the list", exact=True).click()


def test_an_export_loaded_as_an_earlier_list_shows_nothing_in_and_nothing_out(
    serve, open_page, tmp_path
):
    page = open_page(f"{serve(ROOT / 'app.py')}/choose_zones")
    page.set_default_timeout(40_000)
    settled(page)
    page.get_by_text("Change the list by hand").click()
    take_out(page, 3, "Police station")
    expect(page.get_by_text("One zone was taken out")).to_be_visible(timeout=40_000)
    take_out(page, 2, "Hospital")
    expect(page.get_by_text("Two zones were taken out")).to_be_visible(timeout=40_000)
    page.get_by_text("Rules for the list").click()
    pick(page, "Distance between zones", "500 metres")
    expect(page.get_by_text("Rules in force: 500 metres apart.")).to_be_visible()
    # The box stays open for the next rule.
    expect(page.get_by_role("combobox", name="Distance between")).to_be_visible()
    expect(page.get_by_text("none of which touch")).to_be_visible(timeout=40_000)
    # The page is drawn again: a file asked for now is saved once it stands.
    with page.expect_download() as download:
        page.get_by_role("button", name="GeoPackage").click()
    assert download.value.suggested_filename == (
        "synthetic-violence-chosen-zones-2023-04-to-2024-03.gpkg"
    )
    path = tmp_path / "last-year.gpkg"
    download.value.save_as(path)
    page.reload()
    expect(page.get_by_text("Two zones were taken out")).to_be_visible(timeout=40_000)
    # The link carries the zones, and no reason.
    expect(page.get_by_text("no reason given").first).to_be_visible()
    page.get_by_role("tab", name="Against an earlier list").click()
    page.locator("[data-testid=stFileUploader] input").set_input_files(path)
    said = "24 zones are in both lists, none is new and none is gone."
    expect(page.get_by_text(said)).to_be_visible(timeout=40_000)


# Zones of a file, and those of them for violence: one has a column that says which.
THEIRS = {
    "zones.kml": (6, 6),
    "two_layers.gpkg": (6, 3),
    "home_office_hexes.parquet": (42, 42),
}


def test_files_of_others_are_taken_as_patrolled_zones_and_judged(
    serve, open_page, real_data
):
    page = open_page(f"{serve(ROOT / 'app.py')}/data")
    page.set_default_timeout(60_000)
    for file, (n_all, n_zones) in THEIRS.items():
        box = page.get_by_test_id("stFileUploader").filter(
            has_text="File of the patrolled zones"
        )
        box.locator("input").set_input_files(real_data / "extracts" / file)
        use = page.get_by_role("button", name=f"Use these {n_all} zones")
        # Which months they were chosen on has to be answered first.
        expect(use).to_be_disabled(timeout=60_000)
        page.get_by_text("These months", exact=True).click()
        expect(use).to_be_enabled()
        use.click()
        loaded = page.get_by_text(f"{n_zones} patrolled zones from {file}").first
        expect(loaded).to_be_visible(timeout=60_000)
        open_menu(page, "Patrol outcomes")
        judged = f"in the {n_zones} patrolled zones: "
        expect(page.get_by_text(judged).first).to_be_visible(timeout=90_000)
        expect(page.get_by_text("Beside the ranking")).to_be_visible(timeout=60_000)
        if file != list(THEIRS)[-1]:
            open_menu(page, "Data")
    page.reload()
    expect(page.get_by_text(judged).first).to_be_visible(timeout=90_000)
