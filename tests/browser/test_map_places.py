"""Marks and street names of the whole app, as drawn, on the sample and on real Kent."""

from __future__ import annotations

import re

import numpy as np
import pytest
import shapely
from playwright.sync_api import Frame, Page, expect

from hotspots.presentation.maps.marks import MOST_M
from hotspots.sources.police_uk.coordinates import to_grid
from hotspots.sources.shapes.boundaries import kent_districts
from tests.browser.going import load, open_menu
from tests.browser.test_map_offline import MARKS, overlapping
from tests.conftest import ROOT

expect.set_options(timeout=60_000)

GO = "([lat, lng, zoom]) => map.setView([lat, lng], zoom, { animate: false })"
DISTRICTS = "(rows) => rows.map((row) => map.hotspots.scene.districtOfZone[row])"
READY = """(n) => [...document.querySelectorAll("iframe")].filter((frame) =>
    frame.contentDocument?.querySelector("#map_div[data-classed][data-towns]")).length === n"""
# The numbers of zones, as drawn, and what of the map is free for them.
NUMBERS = """() => {
  const foot = document.querySelector(".hotspots-foot")?.getBoundingClientRect().top;
  const frame = map.getContainer().getBoundingClientRect();
  const numbered = map.hotspots.signs._signs.filter((sign) => !sign.matches(".bare"));
  return numbered.map((sign) => {
    const { left, right, top, bottom } = sign.getBoundingClientRect();
    return { text: sign.textContent, box: { left, right, top, bottom },
      seen: left >= 0 && top >= 0 && right <= frame.right && bottom <= foot + 1 };
  });
}"""
# Lines to numbers that run over another zone's mark, or into another line; marks that
# lie on each other have lines that lead away.
CROSSED = """() => {
    const lines = [...document.querySelectorAll(".hotspots-drawing line:not(.casing)")]
        .map((line) => ["x1", "y1", "x2", "y2"].map((end) => Number(line.getAttribute(end))));
    const marks = [...document.querySelectorAll(".hotspots-mark")].map((mark) => {
        const { x, y, width, height } = mark.getBBox();
        return [x + width / 2, y + height / 2, width / 2];
    });
    const far = ([x, y], [x1, y1, x2, y2]) => {
        const [across, down] = [x2 - x1, y2 - y1];
        const share = ((x - x1) * across + (y - y1) * down) / (across ** 2 + down ** 2);
        const at = Math.min(Math.max(share, 0), 1);
        return Math.hypot(x - x1 - at * across, y - y1 - at * down);
    };
    const side = (a, b, c) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    const cross = (one, two) => {
        const [a, b, c, d] = [one.slice(0, 2), one.slice(2), two.slice(0, 2), two.slice(2)];
        return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
    };
    return lines.flatMap((line, i) => [
        ...marks.filter((mark) => Math.hypot(mark[0] - line[0], mark[1] - line[1]) > 2 * mark[2]
            && far(mark, line) < mark[2]),
        ...lines.slice(0, i).filter((other) => cross(line, other)),
    ]);
}"""
SCREENS = ((1440, 900), (820, 1180), (390, 844))
MOST_BARE = 2
# Labels that something lies over, or that the edge of the map cuts.
COVERED = """() => {
    // What is within the map's edge.
    const { clientLeft, clientTop, clientWidth, clientHeight } = map.getContainer();
    const { x, y } = map.getContainer().getBoundingClientRect();
    const frame = new DOMRect(x + clientLeft, y + clientTop, clientWidth, clientHeight);
    const { _bounds, labels } = map.hotspots.canvas;
    const corner = map.containerPointToLayerPoint([0, 0]).subtract(_bounds.min);
    const over = [...document.querySelectorAll(
        ".hotspots-foot, .hotspots-sign, .hotspots-hint:not([hidden]), .leaflet-control"
    )].filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect());
    const { width } = frame;
    return labels.map(({ text, box }) => ({
        text,
        left: box.left - corner.x, right: box.right - corner.x,
        top: box.top - corner.y + frame.y, bottom: box.bottom - corner.y + frame.y,
    })).filter((box) => box.right > 0 && box.left < width &&
        box.bottom > frame.y && box.top < frame.bottom).filter(
        (box) => (box.left < 0 || box.right > width) && box.top < frame.bottom - 60 ||
            over.some((one) => box.left + frame.x < one.right - 2 &&
                one.left + 2 < box.right + frame.x &&
                box.top < one.bottom - 2 && one.top + 2 < box.bottom)
    ).map(({ text }) => text);
}"""
PLACES = {
    # 1:30,000, and closer.
    "Dartford": [51.445, 0.217, 13.5],
    "Maidstone": [51.274, 0.523, 14],
    "Chatham": [51.383, 0.527, 15],
    "Margate": [51.388, 1.383, 16],
}
# The files of ours, and of Leaflet's, that a page or a frame has asked for.
ASKED_FOR = """performance.getEntriesByType("resource").map(({ name }) => name)
  .filter((name) => /static[/](hotspots|vendor)[/].*[.](js|css)/.test(name))"""
# How many pixels lie between the county's southern end and what stands under the map.
ROOM_UNDER = """() => {
  const { scene, foot } = map.hotspots;
  const south = Math.max(...scene.districts.map(({ box }) => box.south));
  const end = map.latLngToContainerPoint(map.unproject(L.point(0, south), 0)).y;
  return map.getSize().y - foot.offsetHeight - end;
}"""
# The county, and closer while zones are too small for their numbers.
ZOOMS = (None, 10, 11)


@pytest.fixture(params=["sample", "kent"])
def home(request, serve, open_page) -> Page:
    """Home, with its two maps."""
    page = open_page(serve(ROOT / "app.py"))
    page.set_default_timeout(90_000)
    if request.param == "kent":
        load(page, request.getfixturevalue("real_data") / "police_uk", then="Home")
    else:
        open_menu(page, "Home")
    page.wait_for_function(READY, arg=2)
    return page


def maps(page: Page) -> list[Frame]:
    return [frame for frame in page.frames if re.search("st_folium", frame.url)]


def test_every_mark_stands_on_its_zone_in_its_district_and_on_land(home):
    districts = kent_districts()
    for frame in maps(home):
        for zoom in ZOOMS:
            if zoom:
                frame.evaluate(GO, [51.3, 0.7, zoom])
            marks = frame.evaluate(MARKS)
            assert len(marks) > 20
            assert max(mark["away_m"] for mark in marks) < MOST_M
            at = to_grid(
                [mark["lng"] for mark in marks], [mark["lat"] for mark in marks]
            )
            own = frame.evaluate(DISTRICTS, [mark["zone"] for mark in marks])
            land = districts.polygons[[districts.names.index(name) for name in own]]
            # Districts are drawn to 25 metres.
            far = shapely.distance(land, shapely.points(np.column_stack(at)))
            assert far.max() < 30


def test_the_county_lies_above_the_key_and_scripts_were_fetched_before(home):
    fetched = home.evaluate(ASKED_FOR)
    for frame in maps(home):
        assert frame.evaluate(ROOM_UNDER) > 15
        loaded = frame.evaluate(ASKED_FOR)
        assert len(loaded) > 10
        assert set(loaded) <= set(fetched)


def look_at(frame: Frame, at: list[float]) -> list[dict]:
    """Go to a place; return the names of streets that are drawn there."""
    frame.evaluate(GO, at)
    frame.wait_for_function("Number(map.getContainer().dataset.streets) > 0")
    return frame.evaluate("map.hotspots.canvas.labels")


def test_street_names_are_there_and_nothing_covers_one(home):
    for frame in maps(home):
        for name, at in PLACES.items():
            labels = look_at(frame, at)
            assert len(labels) > 12, name
            assert overlapping(labels) == [], name
            assert frame.evaluate(COVERED) == [], name
    # As at 200%: half the width for twice the size.
    home.set_viewport_size({"width": 720, "height": 450})
    for frame in maps(home):
        frame.wait_for_function("map.getSize().x < 700 && map.getSize().x > 100")
        labels = look_at(frame, PLACES["Maidstone"])
        assert len(labels) > 15
        assert overlapping(labels) == []
        assert frame.evaluate(COVERED) == []


def test_no_number_or_line_is_in_the_way_when_the_whole_county_shows(home):
    for width, height in SCREENS:
        home.set_viewport_size({"width": width, "height": height})
        home.wait_for_timeout(1500)
        for frame in maps(home):
            numbers = frame.evaluate(NUMBERS)
            # A mark without a number is the button itself; the list has the number.
            assert len(numbers) >= 24 - MOST_BARE
            assert frame.evaluate(CROSSED) == [], width
            assert overlapping(numbers) == [], width
            assert [each["text"] for each in numbers if not each["seen"]] == [], width
