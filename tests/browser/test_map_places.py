"""Marks and street names of the whole app, as drawn, on the sample and on real Kent."""

from __future__ import annotations

import re

import numpy as np
import pytest
import shapely
from playwright.sync_api import Frame, Page

from hotspots.presentation.maps.marks import MOST_M
from hotspots.sources.police_uk.coordinates import to_grid
from hotspots.sources.shapes.boundaries import kent_districts
from tests.browser.going import load, open_menu
from tests.browser.test_map_offline import MARKS, overlapping
from tests.conftest import ROOT

GO = "([lat, lng, zoom]) => map.setView([lat, lng], zoom, { animate: false })"
DISTRICTS = "(rows) => rows.map((row) => map.hotspots.scene.districtOfZone[row])"
READY = """(n) => [...document.querySelectorAll("iframe")].filter((frame) =>
    frame.contentDocument?.querySelector("#map_div[data-classed][data-towns]")).length === n"""
# The numbers of zones, as drawn, and what of the map is free for them.
NUMBERS = """() => {
  const foot = document.querySelector(".hotspots-foot")?.getBoundingClientRect().top;
  const frame = map.getContainer().getBoundingClientRect();
  return map.hotspots.signs._signs.map((sign) => {
    const { left, right, top, bottom } = sign.getBoundingClientRect();
    return { text: sign.textContent, box: { left, right, top, bottom },
      seen: left >= 0 && top >= 0 && right <= frame.right && bottom <= foot + 1 };
  });
}"""
SCREENS = ((1440, 900), (820, 1180), (390, 844))
PLACES = {
    "Maidstone": [51.274, 0.523, 14],
    "Chatham": [51.383, 0.527, 15],
    "Margate": [51.388, 1.383, 16],
}
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


def test_street_names_are_there_and_none_covers_another(home):
    for frame in maps(home):
        for name, at in PLACES.items():
            frame.evaluate(GO, at)
            frame.wait_for_function("Number(map.getContainer().dataset.streets) > 0")
            labels = frame.evaluate("map.hotspots.canvas.labels")
            assert len(labels) > 30, name
            assert overlapping(labels) == [], name


def test_no_number_covers_another_when_the_whole_county_shows(home):
    for width, height in SCREENS:
        home.set_viewport_size({"width": width, "height": height})
        home.wait_for_timeout(1500)
        for frame in maps(home):
            numbers = frame.evaluate(NUMBERS)
            assert len(numbers) >= 24
            assert overlapping(numbers) == [], width
            assert [each["text"] for each in numbers if not each["seen"]] == [], width
