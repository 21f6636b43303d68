"""A public server: every message to the browser, read byte by byte."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from hotspots.disclosure.policy import Policy
from hotspots.presentation.briefing.settings import PackSettings
from hotspots.ui.page import MENU
from tests.browser.going import rest
from tests.conftest import ROOT
from tests.presentation.briefing.whole_packs import FEW_ZONES, materials, write_place

# Counts that no rounding leaves, that a reader could look for, and two that are hidden.
COUNTS = [613, 487, 359, 271, 433, 157, 3, 2, 611, 483, 352, 276, 431, 158, 4, 1]
STREETS = ["Mill Lane", "High Road", "Back Lane", "Church Row", "Quay Row", "Far Road"]
STREETS += ["Hidden Way", "Small Yard"]
SPACING = 8

expect.set_options(timeout=90_000)


def drawing() -> str:
    """Draw a place whose counts are all told apart."""
    lines = ["month | category | district | street | q | r | n"]
    for n_month, month in enumerate(("2024-01", "2025-01")):
        for number, street in enumerate(STREETS):
            of = "North" if number % 2 else "West"
            count = COUNTS[n_month * len(STREETS) + number]
            lines += [
                f"{month} | {category} | {of} Northamptonshire | {street} "
                f"| {1360 + SPACING * number} | 500 | {count}"
                for category in (
                    "Violence and sexual offences",
                    "Anti-social behaviour",
                )
            ]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def public_server(serve, tmp_path_factory):
    """Start a public server on a place and a policy; give its address and what it is of."""
    folder = tmp_path_factory.mktemp("public")
    place = write_place(folder / "secret-folder", drawing())
    settings = folder / "secret-settings.json"
    choices = PackSettings(settings=FEW_ZONES, policy=Policy(hide_up_to=4, round_to=5))
    made, fingerprint = materials([place], FEW_ZONES)
    written = choices.to_json(fingerprint=fingerprint, is_public=False)
    settings.write_text(written, encoding="utf-8")
    address = serve(
        ROOT / "app.py",
        HOTSPOTS_PUBLIC="1",
        HOTSPOTS_DATA=str(place),
        HOTSPOTS_SETTINGS=str(settings),
    )
    return address, fingerprint, made


@pytest.fixture
def listened(public_server, open_page):
    """Open a page and gather every byte that the server sends it."""

    def opened(path: str) -> tuple[Page, list[bytes]]:
        page, received = open_page("about:blank"), []

        def take(content: str | bytes) -> None:
            received.append(content.encode() if isinstance(content, str) else content)

        page.on("websocket", lambda line: line.on("framereceived", take))
        page.goto(f"{public_server[0]}/{path}")
        rest(page)
        return page, received

    return opened


def test_no_message_holds_more_than_may_be_published(public_server, listened):
    _, fingerprint, _ = public_server
    page, received = listened("?violence-zones=1&floor=0")
    expect(page.get_by_test_id("stExpander")).to_have_count(4)
    for closed in page.get_by_test_id("stExpander").all():
        closed.click()
    rest(page)
    said = b"\n".join(received)
    assert b"incidents before" in said, "nothing was said, so this test shows nothing"
    for secret in (fingerprint, "secret-folder", "secret-settings", "street.csv"):
        assert secret.encode() not in said
    totals = [a + b for a, b in pairwise(COUNTS)] + [sum(COUNTS[:8]), sum(COUNTS[8:])]
    for count in {n for n in [*COUNTS, *totals] if n % 5 and n > 99}:
        for shown in (f"{count}", f"{count:,}"):
            found = re.search(rb"(?<![\w.#-])%s(?![\w.%%-])" % shown.encode(), said)
            assert found is None, said[found.start() - 80 : found.end() + 40]
    for street in ("Hidden Way", "Small Yard"):
        assert street.encode() not in said


@pytest.mark.parametrize("entry", MENU[1:], ids=lambda entry: entry.label)
def test_no_other_page_is_there_and_nothing_can_be_given(listened, entry):
    path = entry.file.removeprefix("pages/").removesuffix(".py")
    page, received = listened(path)
    expect(page.get_by_test_id("stAlert")).to_contain_text(
        "not part of the public site"
    )
    expect(page.locator(".st-key-page-menu").get_by_role("link")).to_have_count(1)
    assert page.locator("input, textarea, canvas, iframe, table").count() == 0
    for street in STREETS:
        assert street.encode() not in b"".join(received)


def test_the_sample_is_shown_with_its_pictures_and_as_made_up(serve, open_page):
    page = open_page(serve(ROOT / "app.py", HOTSPOTS_PUBLIC="1"))
    expect(page.get_by_test_id("stImage")).to_have_count(2)
    expect(page.get_by_text("Synthetic").first).to_be_visible()


def test_data_that_cannot_be_read_say_nothing_of_themselves(serve, tmp_path, open_page):
    bad = tmp_path / "2025-01-secret-street.csv"
    bad.write_text("Month,Crime type,secret heading\n2025-01,secret cell,x\n")
    address = serve(ROOT / "app.py", HOTSPOTS_PUBLIC="1", HOTSPOTS_DATA=str(bad))
    page = open_page(address)
    alert = page.get_by_test_id("stAlert")
    expect(alert).to_have_text(
        "These figures cannot be shown at the moment. Please come back later."
    )
    assert "secret" not in page.content()
