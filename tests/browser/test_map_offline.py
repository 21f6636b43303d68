"""The map in a real browser that reaches this machine alone."""

from __future__ import annotations

import itertools
import math
import re
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page

from hotspots.presentation.colours import (
    CHANGE_COLOURS,
    GROUP_COLOURS,
    LEAST_SIGN_CONTRAST,
    LEAST_TEXT_CONTRAST,
    MAP_COLOURS,
    contrast,
)
from hotspots.presentation.maps.zones import CLOSEST_ZOOM

APP = Path(__file__).parent / "map_app.py"
# What map_app.py draws.
N_ZONES = 600
N_CLASSED = 500
N_CHOSEN = 5
N_DISTRICTS = 13

SIGN_PX = 22
SMALL_SIGN_PX = 18
ONE_LINE_PX = 40
STREET_ZOOM = 14
POINTS_OF_A_ZONE = 6
SOLID_ZOOM = 11.5

STEADY = """() => document.fonts.ready.then(
    () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))))"""
COLOURS_ON_CANVAS = """() => {
    const canvas = document.querySelector("#map_div canvas");
    const { data } = canvas.getContext("2d")
        .getImageData(0, 0, canvas.width, canvas.height);
    const pixels = {};
    for (let i = 0; i < data.length; i += 4) {
        const colour = Array.from(data.slice(i, i + 4)).join();
        pixels[colour] = (pixels[colour] || 0) + 1;
    }
    return Object.keys(pixels).filter((colour) => pixels[colour] >= 20);
}"""
CENTRE_OF_SIGN = """() => Array.from(document.querySelectorAll(
    ".leaflet-signs-pane button")).map((sign) => {
        const box = sign.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];
    })"""
GO_TO_CHOSEN = """([i, zoom]) => {
    const { scene, change } = map.hotspots;
    const [x, y] = scene.zones[change.chosen[i].zone].centre;
    map.setView(map.unproject(L.point(x, y), 0), zoom, { animate: false });
}"""


# What is received over the page's one connection, counted from now on.
COUNT_RECEIVED = """() => {
    const plain = Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data").get;
    window.received = 0;
    const seen = new WeakSet();
    Object.defineProperty(MessageEvent.prototype, "data", { get() {
        const data = plain.call(this);
        if (data?.byteLength && !seen.has(this)) {
            seen.add(this);
            window.received += data.byteLength;
        }
        return data;
    }});
}"""
# Each mark as drawn, and how far that is from its zone's centre.
MARKS = """() => [...document.querySelectorAll(".hotspots-mark")].map((mark) => {
    const box = mark.getBoundingClientRect();
    const frame = map.getContainer().getBoundingClientRect();
    const at = map.containerPointToLatLng([
        box.x + box.width / 2 - frame.x - map.getContainer().clientLeft,
        box.y + box.height / 2 - frame.y - map.getContainer().clientTop]);
    const zone = map.hotspots.scene.zones[Number(mark.dataset.zone)];
    const centre = map.unproject(L.point(zone.centre), 0);
    const next = map.containerPointToLatLng(
        map.latLngToContainerPoint(centre).add([1, 0]));
    return { lat: at.lat, lng: at.lng, zone: Number(mark.dataset.zone),
        away_m: map.distance(at, centre), metres: map.distance(centre, next) };
})"""
# Labels of other zones' points that have a corner or their middle in the zone shown.
OTHERS_WITHIN = """() => {
    const { scene, canvas } = map.hotspots;
    const { _left: left, _top: top, _scale: scale } = canvas;
    const isIn = (x, y) =>
        HotspotsMap.holds(scene.zones[scene.looksAt], (x + left) / scale, (y + top) / scale);
    return canvas.labels.filter(({ isOwn, box }) => !isOwn && [box.left, box.right,
        (box.left + box.right) / 2].some((x) => isIn(x, box.top) || isIn(x, box.bottom)));
}"""
# Whether the one map of the page is a drawn one of so many zones.
HAS_ZONES = """(n) => {
    const frames = [...document.querySelectorAll("iframe")];
    return frames.length === 1 &&
        frames[0].contentDocument.querySelector(`#map_div[data-classed][data-zones="${n}"]`);
}"""
TILE_HAS = """(colour) => [...document.querySelectorAll("canvas.leaflet-tile")].some((tile) => {
    if (!tile.width) return false;
    const { data } = tile.getContext("2d").getImageData(tile.width / 2, tile.height / 2, 1, 1);
    return `rgb(${data[0]}, ${data[1]}, ${data[2]})` === colour;
})"""


class Shown:
    """The map on a page: what it says of itself, and how to move it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.locator("iframe").first.wait_for(state="attached")
        page.frame_locator("iframe").locator("#map_div[data-classed]").wait_for()
        self.frame: Frame = page.frame(url=re.compile("st_folium"))
        # The font may change the foot's height, and that the county's place.
        self.frame.evaluate(STEADY)

    def counts(self) -> dict[str, int]:
        told = self.frame.evaluate("({...map.getContainer().dataset})")
        return {name: int(value) for name, value in told.items()}

    def zoom(self) -> float:
        return self.frame.evaluate("map.getZoom()")

    def go_to_chosen(self, number: int, zoom: float) -> None:
        self.frame.evaluate(GO_TO_CHOSEN, [number - 1, zoom])

    def colours(self) -> set[str]:
        """The colours that cover 20 pixels or more, as red,green,blue,opacity."""
        return set(self.frame.evaluate(COLOURS_ON_CANVAS))

    def signs(self) -> list[list[float]]:
        return self.frame.evaluate(CENTRE_OF_SIGN)

    def told(self) -> list[str]:
        lines = self.frame.locator(".leaflet-tooltip .hotspots-told > div")
        lines.first.wait_for()
        return lines.all_text_contents()

    def labels(self) -> list[dict]:
        """Names of streets on the map, each with its box."""
        return self.frame.evaluate("map.hotspots.canvas.labels")

    def _at(self, world: list[float]) -> tuple[float, float]:
        at = self.frame.evaluate(
            "c => map.latLngToContainerPoint(map.unproject(L.point(c), 0))", world
        )
        box = self.frame.locator("#map_div").bounding_box()
        return box["x"] + at["x"], box["y"] + at["y"]

    def hover(self, world: list[float]) -> None:
        self.page.mouse.move(*self._at(world))

    def click(self, world: list[float]) -> None:
        self.page.mouse.click(*self._at(world))

    def double_click(self, world: list[float]) -> None:
        self.page.mouse.dblclick(*self._at(world))

    def change(self) -> None:
        """Move the slider by one and wait for the map to follow."""
        before = self.frame.evaluate("map.hotspots.change.classes")
        self.page.locator("[data-testid=stSlider] input[type=range]").focus()
        self.page.keyboard.press("ArrowRight")
        self.frame.wait_for_function(
            "before => map.hotspots.change.classes !== before", arg=before
        )


@pytest.fixture
def show(serve, open_page):
    def shown(case: str = "hexagons", **window) -> Shown:
        return Shown(open_page(f"{serve(APP)}/?case={case}", **window))

    return shown


def on_canvas(colour: str) -> str:
    parts = [str(int(colour[i : i + 2], 16)) for i in (1, 3, 5)]
    return ",".join([*parts, "255"])


def overlapping(labels: list[dict]) -> list[tuple[str, str]]:
    return [
        (one["text"], other["text"])
        for one, other in itertools.combinations(labels, 2)
        if one["box"]["left"] < other["box"]["right"]
        and other["box"]["left"] < one["box"]["right"]
        and one["box"]["top"] < other["box"]["bottom"]
        and other["box"]["top"] < one["box"]["bottom"]
    ]


def nearest_two(points) -> float:
    return min(
        math.dist(one, other) for one, other in itertools.combinations(points, 2)
    )


# What is painted


def test_the_county_is_painted_with_a_circle_for_each_chosen_zone(show):
    shown = show()
    counts = shown.counts()
    # A name that would hide a mark or another name is left out.
    assert N_DISTRICTS - 2 <= counts.pop("names") <= N_DISTRICTS
    assert counts.pop("towns") >= 5
    assert counts == {
        "streets": 0,
        "zones": N_ZONES,
        "classed": N_CLASSED,
        "districts": N_DISTRICTS,
        "circles": N_CHOSEN,
        "bare": 0,
        "inside": 0,
    }
    assert len(shown.colours()) > 5


def test_no_circle_covers_another_although_their_zones_touch(show):
    shown = show()
    assert shown.zoom() < 11
    assert nearest_two(shown.signs()) >= SIGN_PX
    shown.go_to_chosen(1, 9)
    assert nearest_two(shown.signs()) >= SIGN_PX


def test_circles_stand_in_the_same_places_every_time(show):
    first, again = show().signs(), show().signs()
    assert first == again


@pytest.mark.parametrize("case", ["hexagons", "polygons"])
def test_on_zooming_in_zones_appear_in_their_classes_and_circles_go(show, case):
    shown = show(case)
    shown.go_to_chosen(1, STREET_ZOOM)
    counts = shown.counts()
    assert (counts["circles"], counts["inside"]) == (0, N_CHOSEN)
    assert on_canvas(MAP_COLOURS["orange"].strong) in shown.colours()
    assert_painted(shown, "violence")
    shown.go_to_chosen(1, 10)
    assert shown.counts()["circles"] == N_CHOSEN


def test_hexagons_and_polygons_of_the_same_zones_look_the_same(show):
    views = []
    for case in ("hexagons", "polygons"):
        shown = show(case)
        shown.go_to_chosen(1, STREET_ZOOM)
        views.append(
            shown.frame.evaluate("map.hotspots.scene.zones.map(z => z.centre)")
        )
    for one, other in zip(*views, strict=True):
        # World pixels: at the closest zoom a 65,536th is one pixel on screen.
        assert one == pytest.approx(other, abs=1 / 65_536)


def assert_painted(shown, strand: str) -> None:
    """Over the county classes are solid; closer they let the streets through."""
    shown.go_to_chosen(1, SOLID_ZOOM)
    ramp = {
        on_canvas(colour)
        for colour in MAP_COLOURS[{"asb": "blue", "violence": "orange"}[strand]].ramp
    }
    assert ramp <= shown.colours()


# What changes


def test_a_change_repaints_and_keeps_the_view(show):
    shown = show()
    shown.go_to_chosen(2, STREET_ZOOM)
    view = shown.frame.evaluate("[map.getZoom(), map.getCenter()]")
    shown.change()
    assert shown.frame.evaluate("[map.getZoom(), map.getCenter()]") == view
    assert_painted(shown, "asb")


def test_changes_leave_nothing_behind(show):
    shown = show()
    before = shown.frame.evaluate("Object.keys(map._layers).length")
    for _ in range(5):
        shown.change()
    assert shown.frame.evaluate("Object.keys(map._layers).length") == before
    assert shown.frame.evaluate("window.feature_group.length") == 1


def test_looking_round_never_runs_the_page_again(show):
    shown = show()
    ran = shown.page.get_by_text("Runs:").inner_text()
    shown.frame.locator(".leaflet-control-zoom-in").click()
    shown.frame.evaluate("map.panBy([80, 40])")
    shown.page.wait_for_timeout(700)
    assert shown.page.get_by_text("Runs:").inner_text() == ran == "Runs: 1"


# What is told


def test_a_chosen_zone_tells_its_number_name_reason_and_mark(show):
    shown = show()
    shown.go_to_chosen(2, STREET_ZOOM)
    shown.frame.locator(".leaflet-signs-pane button").nth(1).hover()
    assert shown.told() == [
        "No. 2",
        "Street 316, Maidstone",
        "Score",
        "mostly one address",
    ]


def test_any_other_zone_tells_its_name_under_the_mouse(show):
    shown = show()
    shown.go_to_chosen(1, STREET_ZOOM)
    zone = shown.frame.evaluate("map.hotspots.scene.zones[317].centre")
    at = shown.frame.evaluate(
        "c => map.latLngToContainerPoint(map.unproject(L.point(c), 0))", zone
    )
    box = shown.frame.locator("#map_div").bounding_box()
    shown.page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    assert shown.told() == ["Street 317, Maidstone"]


def test_text_from_a_file_is_never_run(show):
    shown = show("nasty")
    shown.go_to_chosen(1, STREET_ZOOM)
    shown.frame.locator(".leaflet-signs-pane button").first.hover()
    assert shown.told()[1].startswith('<img src=x onerror="')
    assert shown.told()[1].count("{{ 'x' }}") == 2
    assert shown.frame.locator(".hotspots-head strong").inner_text().startswith("<img")
    assert shown.frame.locator("img[src=x]").count() == 0
    assert shown.frame.evaluate("[window.ran, window.top.ran]") == [None, None]


def test_the_key_names_every_sign_in_one_line_and_unfolds_what_that_has_no_room_for(
    show,
):
    shown = show()
    foot = shown.frame.locator(".hotspots-foot")
    head = shown.frame.locator(".hotspots-head").inner_text()
    assert "Violence" in head
    assert "These data are made up" in head
    colours = ("Lower score", "Higher score")
    signs = (
        *("Chosen for its score", "Chosen so that its district has one"),
        "Mostly one address",
    )
    for width, stage, at_once in (
        (1440, "all", (*colours, *signs)),
        (720, "colours", colours),
        (540, "swatches", ("Lower", "Higher")),
        (390, "none", ()),
    ):
        shown.page.set_viewport_size({"width": width, "height": 800})
        shown.frame.wait_for_function(
            "stage => document.querySelector('.hotspots-key').dataset.stage === stage",
            arg=stage,
        )
        assert foot.bounding_box()["height"] < ONE_LINE_PX, width
        assert foot.evaluate("foot => foot.scrollWidth <= foot.clientWidth")
        key = foot.inner_text()
        found = tuple(words for words in (*colours, *signs) if words in key)
        assert found == at_once or all(words in key for words in at_once)
        assert bool(at_once) == ("Lower" in key)
        assert "Dots with a" not in key
    # It opens over the map: neither that nor the buttons move.
    buttons = shown.frame.get_by_role("button", name="Zoom in")
    before = [shown.frame.evaluate("`${map.getZoom()} ${map.getCenter()}`")]
    before += [buttons.bounding_box()]
    foot.locator(".hotspots-key summary").click()
    assert [
        shown.frame.evaluate("`${map.getZoom()} ${map.getCenter()}`"),
        buttons.bounding_box(),
    ] == before
    unfolded = foot.inner_text()
    assert all(words in unfolded for words in (*colours, *signs, "Dots with a"))


# Streets


def test_zoomed_in_the_streets_of_the_data_are_named_and_no_name_covers_another(show):
    shown = show()
    assert shown.counts()["streets"] == 0
    for zoom, least in ((13.6, 3), (15, 10), (17, 10)):
        shown.go_to_chosen(1, zoom)
        labels = shown.labels()
        assert len(labels) == shown.counts()["streets"] >= least
        assert overlapping(labels) == []
        assert {label["text"].split()[0] for label in labels} <= {"Road", "Parking"}


def test_a_street_under_the_mouse_tells_its_count(show):
    shown = show()
    shown.go_to_chosen(1, 16)
    shown.hover(shown.frame.evaluate("map.hotspots.streets[0][0].at"))
    assert re.fullmatch(r"Road \d+: 9 incidents at this map point", shown.told()[0])


def test_a_change_does_not_send_the_streets_again(show):
    shown = show()
    received: list[int] = []
    shown.page.on(
        "websocket", lambda _: pytest.fail("the page opened a second connection")
    )
    before = shown.frame.evaluate("map.hotspots.streetsKey")
    shown.page.evaluate(COUNT_RECEIVED)
    shown.change()
    received = shown.page.evaluate("window.received || 0")
    assert shown.frame.evaluate("map.hotspots.streetsKey") == before
    assert received < 40_000


# A street map on request


def test_no_street_map_is_asked_for_until_the_switch_is_set_and_then_it_may_fail(
    serve, new_page
):
    page = new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(15_000)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{serve(APP)}/?case=hexagons")
    shown = Shown(page)
    assert not [url for url in asked if "openstreetmap" in url]
    box = shown.frame.locator(".hotspots-tiles")
    box.locator("summary").click()
    assert "could learn where patrols may go" in box.inner_text()
    box.locator("input").check()
    box.get_by_text("The street map cannot be reached.").wait_for()
    assert [url for url in asked if "tile.openstreetmap.org" in url]
    assert len(shown.colours()) > 5
    assert not shown.frame.locator(".hotspots-credit").is_visible()
    page.close()


@pytest.mark.parametrize("is_there", [True, False])
def test_a_street_map_of_our_own_comes_from_this_server(
    serve, open_page, monkeypatch, is_there
):
    monkeypatch.setenv("HOTSPOTS_TILES", "vendor/streets.pmtiles")
    monkeypatch.setenv("MAP_APP_TILES", "yes" if is_there else "no")
    shown = Shown(
        open_page(f"{serve(APP, '--server.maxUploadSize', str(5 + is_there))}")
    )
    box = shown.frame.locator(".hotspots-tiles")
    box.locator("summary").click()
    if not is_there:
        assert "is not a file in static/" in box.inner_text()
        assert box.locator("input").count() == 0
        return
    assert "nobody outside learns" in box.inner_text()
    box.locator("input").check()
    shown.frame.locator(".hotspots-credit").wait_for()
    water = "rgb(128, 222, 234)"
    shown.frame.wait_for_function(TILE_HAS, arg=water)


# Where marks stand


def test_marks_stand_on_their_zones_whatever_the_zoom(show):
    shown = show()
    for zoom in (None, 9.5, 10.5):
        if zoom:
            shown.go_to_chosen(2, zoom)
        marks = shown.frame.evaluate(MARKS)
        assert len(marks) == N_CHOSEN
        # Half a pixel of a screen, and a metre of packing.
        assert max(mark["away_m"] for mark in marks) < 1 + 0.5 * marks[0]["metres"]


# Selecting


def test_a_click_tells_the_page_the_zone_and_the_page_makes_it_stand_out(show):
    shown = show("clicks")
    shown.frame.locator(".leaflet-signs-pane button").nth(1).click()
    told = shown.page.get_by_text(re.compile(r"^Clicked: H350-"))
    told.wait_for(timeout=60_000)  # This page draws each of its maps anew.
    first = told.inner_text()
    shown.frame.wait_for_function("map.hotspots.selected >= 0")
    shown.frame.wait_for_function("map.hotspots.signs._signs[1].matches('.selected')")
    shown.go_to_chosen(1, STREET_ZOOM)
    shown.click(shown.frame.evaluate("map.hotspots.scene.zones[317].centre"))
    shown.page.wait_for_function(
        "before => document.body.innerText.match(/Clicked: \\S+/)[0] !== before",
        arg=first,
    )
    shown.frame.wait_for_function("map.hotspots.selected === 317")
    # A double click only looks closer, as close as there is something to see.
    zoom = shown.zoom()
    world = shown.frame.evaluate("map.hotspots.scene.zones[318].centre")
    shown.double_click(world)
    shown.frame.wait_for_function("before => map.getZoom() > before", arg=zoom)
    shown.page.wait_for_timeout(900)
    assert shown.frame.evaluate("map.hotspots.selected") == 317
    assert shown.frame.evaluate("map.getMaxZoom()") == CLOSEST_ZOOM
    # The ring is in the key.
    shown.frame.locator(".hotspots-key summary").click()
    assert "Zone that you picked" in shown.frame.locator(".hotspots-foot").inner_text()


def test_a_zone_chosen_elsewhere_is_brought_into_sight(show):
    shown = show("clicks")
    shown.go_to_chosen(1, STREET_ZOOM)
    shown.page.get_by_role("button", name="Last zone").click()
    shown.frame.wait_for_function("map.hotspots.selected === 599")
    assert shown.frame.evaluate(
        "map.getBounds().contains(map.unproject(L.point("
        "map.hotspots.scene.zones[599].mark), 0))"
    )
    assert shown.zoom() == STREET_ZOOM


def test_other_zones_keep_the_view(show):
    shown = show("widths")
    shown.go_to_chosen(1, STREET_ZOOM)
    view = shown.frame.evaluate("[map.getZoom(), map.getCenter()]")
    shown.page.get_by_role("button", name="Fewer zones").click()
    shown.page.wait_for_function(HAS_ZONES, arg="300")
    again = Shown(shown.page)
    found = again.frame.evaluate("[map.getZoom(), map.getCenter()]")
    assert found[0] == view[0]
    # Within a pixel.
    assert found[1] == pytest.approx(view[1], abs=1e-4)


def test_the_map_of_one_zone_shows_it_with_its_streets_and_their_counts(show):
    shown = show("one")
    assert shown.counts()["zones"] == 7
    assert shown.zoom() > 14
    labels = shown.labels()
    assert labels
    assert all(re.search(r", \d+$|^\d+$", label["text"]) for label in labels)
    assert overlapping(labels) == []
    # Each point of the zone has its count, and no other point's name is in the zone.
    assert sum(label["isOwn"] for label in labels) == POINTS_OF_A_ZONE
    assert shown.frame.evaluate(OTHERS_WITHIN) == []


# The wheel


def test_the_wheel_zooms_with_ctrl_alone(show):
    shown = show()
    box = shown.frame.locator("#map_div").bounding_box()
    shown.page.mouse.move(box["x"] + 500, box["y"] + 200)
    before = shown.zoom()
    shown.page.mouse.wheel(0, -300)
    shown.frame.get_by_text("Ctrl and wheel zooms").wait_for()
    assert shown.zoom() == before
    shown.page.keyboard.down("Control")
    shown.page.mouse.wheel(0, -300)
    shown.page.keyboard.up("Control")
    shown.frame.wait_for_function("before => map.getZoom() > before", arg=before)


def test_a_double_click_and_the_buttons_zoom(show):
    shown = show()
    closer = "before => map.getZoom() > before + 0.05"
    before = shown.zoom()
    box = shown.frame.locator("#map_div").bounding_box()
    shown.page.mouse.dblclick(box["x"] + 500, box["y"] + 200)
    shown.frame.wait_for_function(closer, arg=before)
    shown.page.wait_for_timeout(400)
    before = shown.zoom()
    shown.frame.get_by_role("button", name="Zoom in").click()
    shown.frame.wait_for_function(closer, arg=before)
    shown.frame.get_by_role("button", name="Show all").click()
    shown.frame.wait_for_function("before => map.getZoom() < before", arg=before)


# Who can use it


def test_the_keyboard_alone_reaches_every_chosen_zone_and_looks_closer(show):
    shown = show()
    signs = shown.frame.locator(".leaflet-signs-pane button")
    signs.first.focus()
    shown.page.keyboard.press("ArrowRight")
    assert shown.told()[0] == "No. 2"
    shown.page.keyboard.press("End")
    assert shown.told()[0] == f"No. {N_CHOSEN}"
    shown.page.keyboard.press("Enter")
    shown.frame.wait_for_function(
        "n => map.getContainer().dataset.inside === String(n)", arg=N_CHOSEN
    )
    assert "Street 0" in signs.last.get_attribute("aria-label")
    assert signs.last.evaluate("sign => sign === document.activeElement")


def test_a_browser_too_old_says_so(serve, open_page):
    page = open_page("about:blank")
    page.add_init_script("delete window.DecompressionStream")
    page.goto(f"{serve(APP)}/?case=hexagons")
    told = page.frame_locator("iframe").get_by_text("This browser cannot draw the map.")
    told.wait_for(timeout=60_000)  # This page draws each of its maps anew.


def test_a_screen_reader_is_told_what_the_map_is(show):
    shown = show()
    label = "Map of 5 chosen zones"
    assert shown.page.locator("iframe").get_attribute("title") == label
    assert shown.frame.get_by_role("region", name=label).count() == 1


def test_on_a_phone_it_fits_and_the_key_stays_in_sight(show):
    shown = show(width=390, height=844, has_touch=True, is_mobile=True)
    assert nearest_two(shown.signs()) >= SMALL_SIGN_PX
    box = shown.frame.locator("#map_div").bounding_box()
    foot = shown.frame.locator(".hotspots-foot").bounding_box()
    assert box["width"] <= 390
    assert foot["y"] + foot["height"] <= box["y"] + box["height"] + 1
    south = shown.frame.evaluate(
        "Math.max(...map.hotspots.scene.districts.map((d) =>"
        " map.latLngToContainerPoint(map.unproject(L.point(d.box.west, d.box.south), 0)).y))"
    )
    assert box["y"] + south < foot["y"]


def test_a_map_in_a_tab_opened_later_shows_the_county(serve, open_page):
    page = open_page(f"{serve(APP)}/?case=hidden")
    page.get_by_role("tab", name="Second").click()
    shown = Shown(page)
    shown.frame.wait_for_function("map.getZoom() > 7 && map.getSize().x > 300")
    assert shown.counts()["circles"] == N_CHOSEN


def test_it_is_dark_where_the_page_is_dark_as_it_changes_and_light_on_paper(show):
    shown = show(color_scheme="dark")
    page, frame = shown.page, shown.frame
    foot = "getComputedStyle(document.querySelector('.hotspots-foot')).backgroundColor"
    ramps = {
        "rgb(18, 24, 31)": MAP_COLOURS["orange"].ramp_on_dark,
        "rgb(255, 255, 255)": MAP_COLOURS["orange"].ramp,
    }
    ground = "getComputedStyle(document.querySelector('[data-testid=stApp]'))"
    shown.go_to_chosen(1, SOLID_ZOOM)
    for scheme in ("dark", "light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(f"{ground}.colorScheme === '{scheme}'")
        is_dark = "dark => document.documentElement.matches('.dark') === dark"
        frame.wait_for_function(is_dark, arg=scheme == "dark")
        paper = page.evaluate(f"{ground}.backgroundColor")
        assert frame.evaluate(foot) == paper
        assert {on_canvas(colour) for colour in ramps[paper]} <= shown.colours()
    # Numbers on marks of any colour, and what edges marks, can be read.
    used = [*MAP_COLOURS.values(), CHANGE_COLOURS, GROUP_COLOURS]
    grounds = [one for each in used for one in (*each.ramp, *each.ramp_on_dark)]
    inks = frame.evaluate("grounds => grounds.map(HotspotsMap.readableOn)", grounds)
    for ground, ink in zip(grounds, inks, strict=True):
        assert contrast(ground, ink) >= LEAST_TEXT_CONTRAST, ground
    land = frame.evaluate("HotspotsMap.inks.land")
    for each in used:
        assert contrast(each.strong_on_dark, land) >= LEAST_SIGN_CONTRAST
    frame.evaluate(
        f"addEventListener('beforeprint', () => {{ window.printed = {foot}; }})"
    )
    page.pdf()
    assert frame.evaluate("window.printed") == "rgb(255, 255, 255)"
    assert frame.evaluate(foot) == "rgb(18, 24, 31)"


def test_it_is_painted_behind_a_base_path_too(serve, open_page):
    address = serve(APP, "--server.baseUrlPath", "kent/patrols")
    shown = Shown(open_page(address))
    assert shown.counts()["circles"] == N_CHOSEN
