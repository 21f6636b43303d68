"""The app itself in a real browser that reaches this machine alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.going import load, name_folder, open_menu
from tests.conftest import ROOT
from tests.toy import write_toy

LINK = "violence-zones=2&asb-zones=1&patrols-start=2024-04"

# A busy machine may take long over the first page; a wrong page never comes.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    return write_toy(tmp_path_factory.mktemp("toy"))


@pytest.fixture
def app(serve, open_page):
    """Open a page of the app."""

    def opened(path: str = "", **window) -> Page:
        return open_page(f"{serve(ROOT / 'app.py')}/{path}", **window)

    return opened


def maps(page: Page, number: int) -> list[Frame]:
    """Return the frames of so many painted maps, from left to right."""
    frames = []
    for index in range(number):
        inside = (
            page.frame_locator("iframe").nth(index).locator("#map_div[data-classed]")
        )
        inside.wait_for()
        frames.append(
            page.locator("iframe").nth(index).element_handle().content_frame()
        )
    return frames


def painted(frame: Frame, what: str) -> int:
    return int(frame.evaluate(f"map.getContainer().dataset.{what}"))


def n_marked(frame: Frame) -> int:
    """Return how many chosen zones a map marks, beside them or in them."""
    return painted(frame, "circles") + painted(frame, "inside")


# Refuses bad input


def test_a_folder_that_is_not_there_is_told_in_one_sentence(app):
    page = app()
    name_folder(page, "no/such/folder")
    alert = page.get_by_test_id("stAlert")
    expect(alert).to_contain_text("no/such/folder does not exist")
    expect(alert).not_to_contain_text("Traceback")


def test_a_file_that_is_no_zip_is_told_and_what_was_loaded_stays(app, toy, tmp_path):
    page = app(f"choose_zones?{LINK}")
    load(page, toy, then="Choose zones")
    maps(page, 1)
    broken = tmp_path / "kent.zip"
    broken.write_bytes(b"PK\x03\x04 broken off")
    open_menu(page, "Data")
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(broken)
    expect(page.get_by_test_id("stAlert")).to_contain_text("kent.zip")
    open_menu(page, "Choose zones")
    assert n_marked(maps(page, 1)[0]) == 2


# Gives the right answer


def test_the_first_page_shows_the_sample_with_its_maps(app):
    page = app()
    asb, violence = maps(page, 2)
    assert (painted(asb, "circles"), painted(violence, "circles")) == (27, 24)
    expect(
        page.get_by_text("These data are made up to match published totals")
    ).to_be_visible()
    for shown in (asb, violence):
        assert (
            "Synthetic data, April 2023" in shown.locator(".hotspots-head").inner_text()
        )
    expect(page.get_by_text("fell in 18 of 24 chosen zones")).to_be_visible()
    expect(page.get_by_text("fell in 16 of 27 chosen zones")).to_be_visible()


@pytest.mark.parametrize(
    ("entry", "n_maps"),
    [("Data", 0), ("Rank zones", 1), ("Choose zones", 1), ("Patrol outcomes", 1)],
)
def test_every_page_of_the_sample_is_painted(app, entry, n_maps):
    page = app()
    maps(page, 2)
    open_menu(page, entry)
    expect(page.locator("iframe")).to_have_count(n_maps)
    for shown in maps(page, n_maps):
        assert painted(shown, "districts") == 13
    if entry != "Choose zones":
        drawn = page.get_by_test_id("stVegaLiteChart").locator("svg, canvas").first
        expect(drawn).to_be_visible()
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


def test_kents_chosen_zones_are_painted_for_both_strands(app, kent_zips):
    page = app()
    load(page, kent_zips[0].parent, then="Home")
    asb, violence = maps(page, 2)
    assert (painted(asb, "circles"), painted(violence, "circles")) == (27, 24)
    assert painted(asb, "districts") == painted(violence, "districts") == 13
    # Zones that hold an incident of the strand in the months of selection.
    assert (painted(asb, "classed"), painted(violence, "classed")) == (4422, 5535)
    expect(
        page.get_by_text("27 zones, at least one in each of 13 districts")
    ).to_be_visible()


def test_a_bookmark_opened_first_works_and_carries_its_settings(app, toy):
    page = app(f"choose_zones?{LINK}&floor=0&violence-harm-share=1&data=own")
    expect(page.get_by_text("with the link's settings")).to_be_visible()
    load(page, toy, then="Choose zones")
    (shown,) = maps(page, 1)
    assert n_marked(shown) == 2
    expect(page.get_by_role("spinbutton", name="Least in each district")).to_have_value(
        "0"
    )
    expect(page.get_by_text("No district is promised a zone")).to_be_visible()


def test_settings_and_data_survive_going_to_another_page_and_back(app, toy):
    page = app(f"choose_zones?{LINK}&floor=0")
    load(page, toy, then="Choose zones")
    maps(page, 1)
    number = page.get_by_role("spinbutton", name="Number of zones")
    number.fill("3")
    number.press("Enter")
    expect(page.get_by_text("3 zones, some of which touch (2 groups)")).to_be_visible()
    open_menu(page, "Home")
    assert n_marked(maps(page, 2)[1]) == 3
    open_menu(page, "Choose zones")
    expect(page.get_by_role("spinbutton", name="Number of zones")).to_have_value("3")
    expect(page).to_have_url(re.compile("violence-zones=3"))


def test_a_changed_number_repaints_the_map_without_a_new_one(app, toy):
    page = app(f"choose_zones?{LINK}")
    load(page, toy, then="Choose zones")
    (shown,) = maps(page, 1)
    shown.evaluate("window.stillHere = true")
    page.get_by_role("spinbutton", name="Number of zones").fill("4")
    page.get_by_role("spinbutton", name="Number of zones").press("Enter")
    shown.wait_for_function(
        "(({ circles, inside }) => Number(circles) + Number(inside) === 4)"
        "(map.getContainer().dataset)"
    )
    assert shown.evaluate("window.stillHere")


def test_on_a_phone_the_page_is_no_wider_than_the_screen(app, toy):
    page = app(f"choose_zones?{LINK}", width=390, height=844)
    load(page, toy, then="Choose zones")
    maps(page, 1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


# Patrol outcomes


def view_of(frame: Frame) -> tuple[float, float, float]:
    """Return where a map looks: latitude, longitude and zoom."""
    told = frame.evaluate("[map.getCenter().lat, map.getCenter().lng, map.getZoom()]")
    return tuple(round(each, 4) for each in told)


def same_view(frame: Frame, view: tuple[float, float, float]) -> None:
    """Wait until a map looks there."""
    frame.wait_for_function(
        """([lat, lng, zoom]) =>
            Math.abs(map.getCenter().lat - lat) < 0.001 &&
            Math.abs(map.getCenter().lng - lng) < 0.001 &&
            Math.abs(map.getZoom() - zoom) < 0.001""",
        arg=list(view),
    )


def open_both_maps(page: Page) -> list[Frame]:
    maps(page, 2)
    open_menu(page, "Patrol outcomes")
    page.get_by_text("Before and after", exact=True).click()
    page.locator("iframe").nth(1).wait_for()
    return maps(page, 2)


def test_the_maps_before_and_after_move_together(app):
    page = app()
    before, after = open_both_maps(page)
    # Each map fits its own foot; then they agree.
    same_view(after, view_of(before))
    start = view_of(before)
    # A mouse drags the left map ...
    page.locator("iframe").first.scroll_into_view_if_needed()
    box = page.locator("iframe").first.bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 120, middle[1] + 60, steps=6)
    page.mouse.up()
    before.wait_for_function(
        "lng => Math.abs(map.getCenter().lng - lng) > 0.01", arg=start[1]
    )
    # It may glide on for a while.
    page.wait_for_timeout(500)
    same_view(after, view_of(before))
    # ... and the right one is zoomed.
    after.evaluate("map.setZoom(map.getZoom() + 2, { animate: false })")
    assert view_of(after)[2] == pytest.approx(start[2] + 2, abs=0.001)
    same_view(before, view_of(after))


def test_maps_opened_again_still_move_together_and_others_stay(app):
    page = app()
    open_both_maps(page)
    page.get_by_text("Change", exact=True).first.click()
    expect(page.locator("iframe")).to_have_count(1)
    page.get_by_text("Before and after", exact=True).click()
    page.locator("iframe").nth(1).wait_for()
    before, after = maps(page, 2)
    after.evaluate("map.setView([51.2, 0.9], 12, { animate: false })")
    same_view(before, (51.2, 0.9, 12))
    before.evaluate("map.panBy([80, 0], { animate: false })")
    same_view(after, view_of(before))


@pytest.mark.parametrize(
    ("view", "n_maps", "shown"),
    [
        ("Comparison zones", 1, "Did crime move nearby (displacement)?"),
        ("The county", 0, "County measures"),
        ("Patrol log", 0, "Patrol log (CSV)"),
    ],
)
def test_every_view_of_the_outcomes_is_painted(app, view, n_maps, shown):
    page = app()
    maps(page, 2)
    open_menu(page, "Patrol outcomes")
    maps(page, 1)
    page.get_by_text(view, exact=True).click()
    expect(page.get_by_text(shown, exact=True).first).to_be_visible()
    expect(page.locator("iframe")).to_have_count(n_maps)
    for each in maps(page, n_maps):
        # Chosen zones and as many comparison zones.
        assert painted(each, "classed") == 48
    expect(page.get_by_test_id("stException")).to_have_count(0)
    if view == "The county":
        charts = page.get_by_test_id("stVegaLiteChart")
        expect(charts.nth(2).locator("svg, canvas").first).to_be_visible()
