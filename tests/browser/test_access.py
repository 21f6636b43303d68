"""Every page and view for everyone: wide and narrow, light and dark, without a mouse."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Locator, Page, expect

from hotspots.presentation.colours import CHARTS_ON_DARK
from hotspots.presentation.words.outcomes import VIEWS
from hotspots.ui.page import MENU
from hotspots.ui.screen import NARROW_UNDER_PX
from tests.browser.going import rest
from tests.conftest import ROOT

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
expect.set_options(timeout=30_000)

# A desktop, a tablet, a telephone, and what a desktop shows at 400%.
WIDTHS = ((1440, 900), (820, 1180), (390, 844), (320, 640))
PAGES = [entry.file.removesuffix(".py").removeprefix("pages/") for entry in MENU]
A_ZONE = "zone?zone=H350-1300-0570"
# Streamlit's own: it asks for its health beside a page's address first.
NOT_OURS = "404 (Not Found)"
NO_TABLE_SCROLLS = """() => [...document.querySelectorAll(
  "[data-testid=stDataFrame] .dvn-scroller"
)].every((table) => table.scrollWidth <= table.clientWidth)"""
# Colours of what charts draw, and of what they stand on.
DRAWN = """() => [...document.querySelectorAll("[data-testid=stVegaLiteChart] svg *")]
  .flatMap((each) => ["fill", "stroke"]
    .filter((part) => ![null, "none", "transparent"].includes(each.getAttribute(part)))
    .map((part) => getComputedStyle(each)[part]))"""
# Texts that their own box cuts. Streamlit's tables are canvases with a scroll of their
# own.
CUT = """() => [...document.querySelectorAll(
    "[data-testid=stMain] *, [data-testid=stSidebar] *")].filter((each) => {
  const isText = [...each.childNodes].some(
    (node) => node.nodeType === 3 && node.textContent.trim());
  return isText && each.clientWidth > 0 && !each.closest("[data-testid=stDataFrame]")
    && getComputedStyle(each).overflowX !== "visible"
    && each.scrollWidth > each.clientWidth + 1;
}).map((each) => each.textContent.trim())"""


@pytest.fixture
def app(serve, open_page):
    """Open a page; it must log no error."""
    logged: list[str] = []

    def opened(path: str = "", **window) -> Page:
        page = open_page("about:blank", **window)
        page.on(
            "console",
            lambda said: logged.append(said.text) if said.type == "error" else None,
        )
        page.goto(f"{serve(ROOT / 'app.py')}/{'' if path == 'app' else path}")
        rest(page)
        return page

    yield opened
    assert [text for text in logged if NOT_OURS not in text] == []


def broken_rules(page: Page) -> list[tuple[str, str]]:
    """Return the rules of WCAG that axe finds broken seriously, and where."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    assert "color-contrast" in {each["id"] for each in found["passes"]}
    return [
        (each["id"], str(each["nodes"][0]["target"]))
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]


def rgb(colour: str) -> str:
    """A colour as #rrggbb the way that a browser says it."""
    return f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"


def fits(page: Page) -> None:
    """Check at every width that nothing lies beside the screen and no text is cut."""
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        # A narrow screen has fewer columns in its tables.
        rest(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        beside = "each => each.scrollWidth - each.clientWidth"
        assert page.get_by_test_id("stMain").evaluate(beside) <= 1, width
        assert page.evaluate(CUT) == [], width
        if width < NARROW_UNDER_PX:
            page.wait_for_function(NO_TABLE_SCROLLS)


@pytest.mark.parametrize("path", [*PAGES, A_ZONE])
def test_axe_finds_nothing_grave_and_every_page_fits_every_screen(app, path):
    page = app(path)
    assert broken_rules(page) == []
    if path == "patrol_outcomes":
        for view in VIEWS.values():
            page.get_by_text(view, exact=True).click()
            rest(page)
            fits(page)
            assert broken_rules(page) == [], view
            page.set_viewport_size({"width": 1440, "height": 900})
    else:
        fits(page)
        assert broken_rules(page) == []


@pytest.mark.parametrize("path", ["app", "choose_zones", "patrol_outcomes"])
def test_in_the_dark_axe_finds_nothing_grave(app, path):
    page = app(path, color_scheme="dark")
    assert broken_rules(page) == []
    # Charts follow too: each thing drawn has a colour of the dark theme.
    drawn = set(page.evaluate(DRAWN))
    assert drawn <= {rgb(colour) for colour in CHARTS_ON_DARK.values()}
    assert bool(drawn) == (path == "patrol_outcomes")


def tab_to(page: Page, wanted: Locator, *, back: bool = False) -> None:
    """Press Tab until something has the focus."""
    wanted.first.wait_for(timeout=60_000)
    for _ in range(150):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if wanted.first.evaluate("each => each === document.activeElement"):
            return
    pytest.fail(f"Tab does not reach {wanted}")


def test_the_keyboard_alone_chooses_a_zone_opens_its_page_and_saves_the_picture(app):
    page = app("zone")
    listed = page.get_by_label("Choose a zone from the list")
    tab_to(page, listed)
    # The focus is seen, and looks like nothing else.
    # The page opens with the first.
    page.keyboard.type("2.")
    page.keyboard.press("Enter")
    page.wait_for_url("**zone=*")
    rest(page)
    link = page.locator(".st-key-page-menu").get_by_role("link", name="Briefing")
    tab_to(page, link, back=True)
    seen = link.evaluate(
        "each => [getComputedStyle(each).outlineStyle, getComputedStyle(each).outlineWidth]"
    )
    assert seen == ["solid", "3px"]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Briefing")
    rest(page)
    save = page.get_by_role("button", name="Picture (PNG)")
    tab_to(page, save)
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    assert saved.value.suggested_filename.startswith("synthetic-")
    assert saved.value.suggested_filename.endswith(".png")


def test_on_a_telephone_the_menu_folds_when_a_page_is_chosen(app):
    page = app("method", width=390, height=844)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.locator(".st-key-page-menu").get_by_role("link", name="Data").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Data")
    expect(page.get_by_test_id("stSidebar")).not_to_be_in_viewport()
