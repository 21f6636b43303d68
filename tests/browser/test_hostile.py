"""Names that attack, in every field of every file and on every page.

Nothing of them may leave this machine, run, become a link or a picture, or raise an
error in the browser.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from hotspots.method.zoning.zones import hexagon_centres
from hotspots.sources.police_uk.coordinates import to_degrees
from hotspots.ui.page import MENU
from tests.browser.conftest import THIS_MACHINE
from tests.browser.going import open_menu, rest
from tests.conftest import ROOT
from tests.presentation.briefing.whole_packs import CATEGORIES, PLACES, drawing
from tests.toy import as_csv, rows_of

# Boxes for files, by their labels.
DATA, BOUNDARIES = "Files from data.police.uk", "Your own districts"
EVIL = "http://evil.example"
NAMES = [
    "<script>top.hacked=1</script>",
    "<img src=x onerror=top.hacked=1>",
    "</script><script>top.hacked=1</script>",
    f"![a]({EVIL}/p.png)",
    f"[b]({EVIL})",
    "[c](javascript:top.hacked=1)",
    f"<{EVIL}>",
    f"see {EVIL}/d",
    "www.evil.example",
    "me@evil.example",
    "mailto:me@evil.example",
    f"http&#58;//evil.example and {EVIL.upper()}",
    r"http:\//evil.example",
    "{{ 7*7 }}{% raw %}${7*7}#{7*7}",
    "$\\frac{1}{2}$ $$x$$",
    ":material/home: :smile: :100: :streamlit:",
    ":red[x] :blue-background[y]",
    "# head\n## two\n- list",
    "`code` ~~gone~~ _it_ **bold**",
    "a|b\n---|---\nc|d",
    '"\'\\";top.hacked=1;//',
    "`${top.hacked=1}`",
    "\x02\x00\x1b[31m",
    "\u202eenaL lliM\u202c \ufeff\u200b",
    "\U0001f600 \u0301\u0301\u0301",
    "=HYPERLINK(1) +1 -1 @x",
    "x" * 10_000,
    "\ud800 lone".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "__proto__",
    "constructor",
    "%s %d {0} {name}",
    "'; DROP TABLE zones; --",
]
SETTINGS = "asb-zones=3&violence-zones=3"

expect.set_options(timeout=60_000)


def street_files() -> list[dict[str, object]]:
    """Return months in which each text field holds each name, as files to upload."""
    rows = rows_of(drawing())
    fields = ("Location", "LSOA code", "Last outcome category", "Context", "Crime ID")
    streets = {place[1]: NAMES[number] for number, place in enumerate(PLACES)}
    for number, row in enumerate(rows):
        street = row["Location"].removeprefix("On or near ")
        row["Location"] = f"On or near {streets.get(street, street)}"
        row["LSOA code"] = row["Last outcome category"] = NAMES[number % len(NAMES)]
    extra = []
    for number, name in enumerate(NAMES):
        for field in (*fields, "LSOA name", "Crime type", "Month", "Falls within"):
            extra.append(dict(rows[number]) | {field: name})
        extra.append(dict(rows[number]) | {"Reported by": name, "Falls within": name})
    months = sorted({row["Month"] for row in rows})
    return [
        {
            "name": f"{month}-{name}-street.csv",
            "mimeType": "text/csv",
            "buffer": as_csv(
                [row for row in rows if row["Month"] == month]
                + (extra if month == months[0] else [])
            ).encode("utf-8", "replace"),
        }
        for month, name in zip(
            months,
            (f"![f]({EVIL}) <img src=x onerror=top.hacked=1>", NAMES[7]),
            strict=True,
        )
    ]


def districts_file(first: str, second: str, credit: str) -> dict[str, object]:
    """Return two districts over the toy's places, with names that attack."""
    # The places lie on one line, from easting 563,000 to 583,000.
    middle, features = 574_000, []
    for name, west, east in ((first, 400_000, middle), (second, middle, 640_000)):
        corners = [(west, 100_000), (east, 100_000), (east, 300_000), (west, 300_000)]
        ring = [
            [float(value) for value in to_degrees(*corner)]
            for corner in (*corners, corners[0])
        ]
        features.append(
            {
                "type": "Feature",
                "properties": {"name": name, "attribution": credit},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    content = {
        "type": "FeatureCollection",
        "attribution": credit,
        "name": credit,
        "features": features,
    }
    return {
        "name": f"![g]({EVIL}) {NAMES[1]}.geojson",
        "mimeType": "application/geo+json",
        "buffer": json.dumps(content).encode(),
    }


def patrol_log() -> dict[str, object]:
    lines = ["zone,date,hours,visits,start,officer"]
    for name in NAMES:
        cell = '"' + name.replace('"', '""') + '"'
        lines += [f"{cell},2025-01-02,1,1,,x", f"A1,{cell},{cell},{cell},{cell},{cell}"]
    return {
        "name": f"[log]({EVIL}) www.evil.example.csv",
        "mimeType": "text/csv",
        "buffer": "\n".join(lines).encode("utf-8", "replace"),
    }


def zones_file(names: Sequence[str]) -> dict[str, object]:
    """Return zones around the toy's places, each of whose texts attacks."""
    features = []
    columns = [q for _, _, q, *_ in PLACES]
    centres = hexagon_centres(columns, [500] * len(columns), width_m=350)
    for number, (east, north) in enumerate(zip(*centres, strict=True)):
        corners = [(-90, -90), (90, -90), (90, 90), (-90, 90), (-90, -90)]
        ring = [
            [float(value) for value in to_degrees(east + right, north + up)]
            for right, up in corners
        ]
        text = names[number % len(names)]
        values = {"zone": f"{number}{text}", "name": text, "district": text}
        values |= {"tier": text, "agency": text, "start": "2024-04", "strand": text}
        features.append(
            {
                "type": "Feature",
                "properties": values,
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    content = {"type": "FeatureCollection", "features": features}
    return {
        "name": f"{names[0]}.geojson",
        "mimeType": "application/geo+json",
        "buffer": json.dumps(content).encode(),
    }


def strands_file(name: str) -> dict[str, object]:
    """Return strands of which each text attacks."""
    notes = dict.fromkeys(("page", "caption", "picture"), name)
    public = dict.fromkeys(("name", "incidents", "most"), name)
    strands = []
    for strand, category in zip(("violence", "asb"), CATEGORIES, strict=True):
        way = {"name": "one", "categories": [category], "notes": notes}
        way |= dict.fromkeys(("title", "option", "noun", "short", "caption"), name)
        strands.append(
            {
                "name": strand,
                "short": f"{name} {strand}",
                "n_zones": 3,
                "public": public,
                "from_police_uk": [way | {"public": public}, way | {"name": "two"}],
            }
        )
    return {
        "name": f"{name}.json",
        "mimeType": "application/json",
        "buffer": json.dumps({"strands": strands}).encode(),
    }


def weights_file(names: Sequence[str]) -> dict[str, object]:
    lines = [f"Offence {names[1]},weight", "Violence and sexual offences,2"]
    lines += [f'"{name}",3' for name in names]
    return {
        "name": f"{names[0]}.csv",
        "mimeType": "text/csv",
        "buffer": "\n".join(lines).encode(),
    }


@pytest.fixture
def watched(serve, open_page):
    """Open a page of the app, and remember what no page should do."""
    strange: list[str] = []

    def seen(page: Page) -> Page:
        page.on(
            "dialog",
            lambda box: (strange.append(f"dialog {box.message}"), box.dismiss()),
        )
        page.on("console", lambda line: note(line))
        page.on("popup", lambda other: strange.append(f"window {other.url}"))
        return page

    def note(line) -> None:
        where = line.location.get("url", "")
        # Streamlit asks for its own files beside a page's address first.
        # And a picture that a newer one has taken the place of may be gone already.
        ours = ("/_stcore/", "/media/")
        if line.type == "error" and not any(each in where + line.text for each in ours):
            strange.append(f"console: {line.text} ({where})")

    def opened(path: str) -> Page:
        page = seen(open_page("about:blank"))
        page.goto(f"{serve(ROOT / 'app.py')}/{path}")
        return page

    yield opened
    assert not strange


def nothing_strange(page: Page) -> None:
    """Fail on a link, a picture or a run script that is none of ours."""
    rest(page)
    for frame in page.frames:
        links = frame.evaluate(
            "[...document.querySelectorAll('a[href]')].map(a => a.href)"
        )
        sources = frame.evaluate(
            "[...document.querySelectorAll('[src],[data]')].map(e => e.src || e.data)"
        )
        for address in filter(None, [*links, *sources]):
            parts = urlsplit(str(address))
            is_ours = parts.scheme in ("data", "blob", "about")
            assert is_ours or parts.hostname == THIS_MACHINE, address
    assert page.evaluate("window.hacked === undefined")
    inside = page.locator("[data-testid=stMarkdownContainer]")
    for what in ("script", "img", ".katex", "code", "del"):
        assert inside.locator(what).count() == 0, f"{what} in a text"


def upload(page: Page, label: str, *files: dict[str, object]) -> None:
    """Put files into the first box of that label, and look."""
    boxes = page.get_by_test_id("stFileUploader").filter(has_text=label)
    inputs = boxes.get_by_test_id("stFileUploaderDropzoneInput")
    inputs.first.set_input_files(list(files), timeout=60_000)
    nothing_strange(page)


@pytest.mark.parametrize(
    "names",
    [
        (
            f"![d]({EVIL}/d.png)",
            "<img src=x onerror=top.hacked=1>",
            f"![c]({EVIL}/c.png)",
        ),
        ("www.evil.example", "me@evil.example", f"see {EVIL} :smile: $x$"),
        (
            "{{ 7*7 }}",
            "</script><script>top.hacked=1</script>",
            "[x](javascript:alert(1))",
        ),
    ],
)
def test_names_of_every_kind_do_nothing_on_any_page(watched, names):
    page = watched(f"data?{SETTINGS}")
    rest(page)
    page.get_by_text("Other district boundaries").click()
    upload(page, BOUNDARIES, districts_file(*names))
    upload(page, DATA, *street_files())
    alerts = page.get_by_test_id("stAlert").all_inner_texts()
    assert not [text for text in alerts if "cannot" in text], alerts
    expect(
        page.get_by_role("button", name="Use the built-in sample, offence")
    ).to_be_visible()
    upload(page, "File of the patrolled zones", zones_file(names))
    look_everywhere(page, names)


def test_strands_of_ones_own_do_nothing_on_any_page(watched):
    page = watched(f"data?{SETTINGS}")
    rest(page)
    page.get_by_text("Strands from a file").click()
    words = "www.evil.example me@evil.example :smile: $x$ <b>"
    upload(page, "A file of strands", strands_file(f"![s]({EVIL}/s.png) {words}"))
    page.get_by_role("button", name="Change").first.click()
    nothing_strange(page)
    for entry in MENU:
        open_menu(page, entry.label)
        nothing_strange(page)


def look_everywhere(page: Page, names: Sequence[str]) -> None:
    """Look at every page, and put a file into every box there is."""
    for entry in MENU:
        open_menu(page, entry.label)
        nothing_strange(page)
        if entry.label == "Rank zones":
            upload(page, "A table of weights", weights_file(names))
        if entry.label == "Choose zones":
            look_into_tabs(page, names)
        if entry.label == "One zone":
            page.get_by_role("combobox", name="Choose a zone from the list").click()
            page.keyboard.press("Enter")
            nothing_strange(page)
            expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
        if entry.label == "Patrol outcomes":
            look_at_outcomes(page)
        if entry.label == "Briefing":
            title = page.get_by_label("Title", exact=True)
            if title.count():
                title.fill(f"![t]({EVIL}) <img src=x onerror=top.hacked=1>")
                title.press("Enter")
                nothing_strange(page)


def look_into_tabs(page: Page, names: Sequence[str]) -> None:
    """Open each tab, for what is in a closed one is not there yet."""
    page.get_by_role("tab", name="Against an earlier list").click()
    upload(page, "Another list", zones_file(names))
    for tab in page.get_by_role("tab").all():
        tab.click()
        nothing_strange(page)


def look_at_outcomes(page: Page) -> None:
    for view in page.get_by_test_id("stButtonGroup").last.get_by_role("radio").all():
        view.click()
        nothing_strange(page)
        if page.get_by_text("Patrol log (CSV)").count():
            upload(page, "Patrol log", patrol_log())


LINK_NAMES = (
    *("floor", "width", "months", "asb-zones", "violence-weights", "asb-counts"),
    *("patrols-start", "before", "recording-changes", "violence-harm-scale", "strand"),
    *("zone", "joint-weights"),
)


def test_values_of_a_link_do_nothing(watched):
    page = watched("")
    rest(page)
    base = page.url.split("?")[0]
    # Each name stands somewhere, and each part of a link holds several in turn.
    for turn in range(4):
        values = NAMES[turn * 8 :] + NAMES
        query = "&".join(
            f"{part}={quote(value[:300], errors='replace')}"
            for part, value in zip(LINK_NAMES, values, strict=False)
        )
        for path in ("", "zone"):
            page.goto(f"{base}{path}?{query}")
            expect(page.get_by_test_id("stAlert").first).to_be_visible()
            nothing_strange(page)
    page.goto(f"{base}zone?zone={quote(NAMES[1])}")
    nothing_strange(page)
    expect(page.get_by_test_id("stAlert").last).to_contain_text(NAMES[1])


def test_files_that_cannot_be_read_are_told_and_do_nothing(watched):
    page = watched("data")
    rest(page)
    for name, suffix, content in (
        (NAMES[1], "csv", b"a,b\n1,2\n"),
        (NAMES[3], "zip", b"PK\x03\x04"),
        (NAMES[7], "csv", b""),
    ):
        file = {"name": f"{name}.{suffix}", "mimeType": "text/csv", "buffer": content}
        upload(page, DATA, file)
        expect(page.get_by_test_id("stAlert").first).to_be_visible()
    page.get_by_text("Other district boundaries").click()
    for name in (NAMES[1], NAMES[8], NAMES[13]):
        bad = {
            "type": "FeatureCollection",
            "features": [{"properties": {"name": name}}],
        }
        for content in (json.dumps(bad).encode(), name.encode()):
            file = {
                "name": f"{name}.geojson",
                "mimeType": "text/json",
                "buffer": content,
            }
            upload(page, BOUNDARIES, file)
