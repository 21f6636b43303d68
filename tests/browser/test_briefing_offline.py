"""The pack's page in a real browser: for everyone to read, and on two sides of A4."""

from __future__ import annotations

import re
from pathlib import Path

import axe_playwright_python
import pytest

from hotspots.presentation.briefing import pack
from hotspots.presentation.briefing.settings import PackSettings
from hotspots.sources.sample import sample_sources
from tests.presentation.briefing.whole_packs import materials, strands

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def briefing(tmp_path_factory) -> str:
    """The page of the sample's pack, as the address of a file."""
    choices = PackSettings()
    made, fingerprint = materials(sample_sources("police.uk"), choices.settings)
    with pytest.MonkeyPatch.context() as patched:
        # The page has its own pictures; the others are not wanted here.
        patched.setattr(pack, "SIZES", ())
        contents = dict(
            pack.files(
                strands(made, choices),
                choices,
                fingerprint=fingerprint,
                attribution="Incidents: made up.",
            )
        )
    folder = tmp_path_factory.mktemp("briefing")
    for name in (pack.PAGE, pack.PANEL):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(contents[name])
    return (folder / pack.PAGE).as_uri()


@pytest.fixture
def opened(briefing, new_page):
    """Open the page; it may ask for nothing but itself."""
    asked: list[str] = []
    pages = []

    def at(**window):
        page = new_page(**window)
        pages.append(page)
        page.on("request", lambda request: asked.append(request.url))
        page.goto(briefing)
        return page

    yield at
    for page in pages:
        page.close()
    others = [url for url in asked if not url.startswith("data:") and url != briefing]
    assert others == []


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 900}])
def test_axe_finds_nothing_against_the_page(opened, viewport):
    page = opened(viewport=viewport)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    assert [(each["id"], each["help"]) for each in found["violations"]] == []
    # It looked: at contrast, and at words for pictures.
    passed = {each["id"] for each in found["passes"]}
    assert {"color-contrast", "image-alt", "html-has-lang"} <= passed


def test_a_telephone_shows_the_page_without_sideways_scrolling(opened):
    page = opened(viewport=PHONE)
    widest = page.evaluate("document.documentElement.scrollWidth")
    assert widest <= PHONE["width"]
    sizes = page.evaluate(
        "[...document.images].map(each => [each.naturalWidth, each.complete])"
    )
    assert sizes == [[2400, True], [2400, True]]


def test_it_prints_on_two_sides_of_a4_a_strand_each(opened):
    printed = opened().pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert len(boxes) == 2
    for box in boxes:
        wide, high = map(float, box)
        assert wide == pytest.approx(210 / 25.4 * 72, abs=1.5)
        assert high == pytest.approx(297 / 25.4 * 72, abs=1.5)


def test_the_panels_page_prints_a_side_a_strand_and_axe_finds_nothing(
    briefing, new_page
):
    page = new_page(viewport=PHONE)
    page.goto(briefing.replace(pack.PAGE, pack.PANEL))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    assert [(each["id"], each["help"]) for each in found["violations"]] == []
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/MediaBox", printed)) == 2
    page.close()
