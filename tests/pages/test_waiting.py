"""A file that waits for an answer outlives a change of page, and every page says so."""

from __future__ import annotations

import json
from typing import NamedTuple

import geopandas as gpd
import pytest

from hotspots.presentation.words import data as data_words
from hotspots.ui import state, waiting
from hotspots.ui.visits import TOKEN, store
from tests.made_up_extract import NARRATIVE, made_up_extract
from tests.pages.opening import everything_said, with_part, with_toy
from tests.pages.test_patrolled import patrolled
from tests.toy import as_csv, rows_of

DATA, CHOOSE, METHOD = "pages/data.py", "pages/choose_zones.py", "pages/method.py"


def far_away() -> bytes:
    """Return a street file of which most rows lie in no district."""
    rows = rows_of()
    return as_csv([rows[0], *({**row, "Longitude": "9"} for row in rows)]).encode()


def two_columns_of_names() -> bytes:
    """Return districts of which no column is known for one of names."""
    corners = [[-3.0, 50.0], [2.0, 50.0], [2.0, 54.0], [-3.0, 54.0], [-3.0, 50.0]]
    feature = {
        "type": "Feature",
        "properties": {"une": "Alpha", "deux": "Beta"},
        "geometry": {"type": "Polygon", "coordinates": [corners]},
    }
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def districts_of_one_field() -> bytes:
    """Return one district that holds next to nothing."""
    document = json.loads(two_columns_of_names())
    [feature] = document["features"]
    feature["properties"] = {"name": "Field"}
    corners = [[1.0, 51.0], [1.001, 51.0], [1.001, 51.001], [1.0, 51.001], [1.0, 51.0]]
    feature["geometry"]["coordinates"] = [corners]
    return json.dumps(document).encode()


class Given(NamedTuple):
    """A file, the box it goes into, and what is asked of it."""

    box: str
    name: str
    content: bytes
    asks: str
    kind: str


FILES = [
    Given(
        "patrolled-file-0",
        "patrolled.geojson",
        patrolled().content,
        "Use these 2 zones",
        waiting.PATROLLED,
    ),
    Given(
        "own-zones-file-0",
        "beats.geojson",
        patrolled().content,
        "Take the grid from this file",
        waiting.GRID,
    ),
    Given(
        "uploads",
        "extract.csv",
        made_up_extract(300, asb=True),
        "Use these columns",
        waiting.COLUMNS,
    ),
    Given(
        "uploads",
        "2025-01-far-street.csv",
        far_away(),
        data_words.USE_ANYWAY,
        waiting.INCIDENTS,
    ),
]


def go(app, page):
    """Change the page, which empties every box."""
    app.switch_page(page)
    return app.run(timeout=60)


def labels(app):
    return [each.label for each in app.button]


@pytest.mark.parametrize("given", FILES, ids=lambda given: given.kind)
def test_a_file_and_its_question_outlive_a_change_of_page(toy, given):
    app = with_toy(DATA, toy)
    file = (given.name, given.content, "text/plain")
    box = app.file_uploader(key=given.box)
    box.set_value([file] if given.box == "uploads" else file).run(timeout=60)
    assert not app.exception
    assert given.asks in labels(app)
    for page in (CHOOSE, METHOD):
        said = everything_said(go(app, page))
        assert f"{given.name} waits for your answer on the data page" in said.replace(
            "\u2060", ""
        )
        assert NARRATIVE not in said
    # The tab holds it for a reload of the page too, in memory alone.
    held = store().find(app.session_state[TOKEN])
    assert list(held.of_files[state.WAITING]) == [given.kind]
    go(app, DATA)
    assert not app.exception
    assert given.asks in labels(app)


def two_layers(tmp_path) -> bytes:
    """Return a file of two layers of zones, of which one has to be named."""
    path = tmp_path / "zones.gpkg"
    corners = [[-1.5, 52.4], [0.5, 52.4], [0.5, 52.6], [-1.5, 52.6], [-1.5, 52.4]]
    polygon = {"type": "Polygon", "coordinates": [corners]}
    zone = {"type": "Feature", "properties": {"name": "Mill"}, "geometry": polygon}
    for layer in ("spring", "autumn"):
        shapes = gpd.GeoDataFrame.from_features([zone], crs="EPSG:4326")
        shapes.to_file(path, layer=layer, driver="GPKG")
    return path.read_bytes()


def test_the_layer_of_another_list_is_still_asked_for_after_other_pages(toy, tmp_path):
    part = ("choose-parts", "Against an earlier list")
    app = with_part(with_toy(CHOOSE, toy), *part)
    file = ("zones.gpkg", two_layers(tmp_path), "text/plain")
    app.file_uploader(key="violence-earlier-file").set_value(file).run(timeout=60)
    assert not app.error
    waits = "zones.gpkg waits for your answer on the page Choose zones"
    said = everything_said(go(app, METHOD)).replace("\u2060", "")
    assert waits in said
    app = with_part(go(app, CHOOSE), *part)
    assert waits not in everything_said(app).replace("\u2060", "")
    layer = app.selectbox(key="violence-earlier-layer")
    assert layer.options == ["spring", "autumn"]
    layer.set_value("autumn").run(timeout=60)
    assert not app.exception
    assert "Set beside **zones.gpkg**" in everything_said(app).replace("\u2060", "")
    # The list outlives a reload of the page, and nothing waits any more.
    held = store().find(app.session_state[TOKEN]).of_files
    assert list(held) == [state.EARLIER]
    assert held[state.EARLIER]["violence"].n_bytes == len(file[1])


def test_a_file_taken_out_of_its_box_waits_no_longer(toy):
    app = with_toy(DATA, toy)
    box = app.file_uploader(key="patrolled-file-0")
    box.set_value(("patrolled.geojson", patrolled().content, "text/plain")).run()
    go(go(app, CHOOSE), DATA)
    remove = app.button(key=f"waiting-remove-{waiting.PATROLLED}")
    remove.click().run()
    assert "Use these 2 zones" not in labels(app)
    assert "waits for your answer" not in everything_said(go(app, CHOOSE))


def test_boundaries_ask_for_their_column_after_a_change_of_page(toy):
    app = with_toy(DATA, toy)
    box = app.file_uploader(key="boundaries")
    box.set_value(("areas.geojson", two_columns_of_names(), "text/plain")).run()
    go(go(app, CHOOSE), DATA)
    asked = [each for each in app.selectbox if each.label == data_words.NAME_COLUMN]
    assert asked[0].options == ["une", "deux"]
    asked[0].set_value("deux").run(timeout=60)
    assert not app.exception
    assert waiting.BOUNDARIES not in app.session_state[state.WAITING]
    assert "Beta" in everything_said(app)


def test_an_unreadable_file_waits_for_nothing(toy):
    app = with_toy(DATA, toy)
    box = app.file_uploader(key="patrolled-file-0")
    box.set_value(("patrolled.geojson", b"{}", "text/plain")).run()
    assert app.error
    assert "waits for your answer" not in everything_said(go(app, CHOOSE))


def test_answers_given_to_columns_outlive_a_change_of_page(toy):
    app = with_toy(DATA, toy)
    file = ("extract.csv", made_up_extract(300, asb=True), "text/csv")
    app.file_uploader(key="uploads").set_value([file]).run(timeout=60)
    key = "of the columns: role-0-DA Flag"
    app.selectbox(key=key).set_value("other").run(timeout=60)
    go(go(app, CHOOSE), DATA)
    assert app.selectbox(key=key).value == "other"
    # The same file given anew is asked about anew.
    next(each for each in app.button if each.label == "Cancel").click().run()
    app.file_uploader(key="uploads").set_value([file]).run(timeout=60)
    assert app.selectbox(key=key).value == "flag: domestic abuse"


def test_districts_given_later_are_read_with_the_file_that_waits(toy):
    """The extract waits; zones in place of districts are named as the likely cause."""
    app = with_toy(DATA, toy)
    file = ("extract.csv", made_up_extract(300, asb=True), "text/csv")
    app.file_uploader(key="uploads").set_value([file]).run(timeout=60)
    go(go(app, CHOOSE), DATA)
    box = app.file_uploader(key="boundaries")
    box.set_value(("tiny.geojson", districts_of_one_field(), "text/plain"))
    box.run(timeout=60)
    assert not app.exception
    [error] = app.error
    assert "The area is that of tiny.geojson, given as districts" in error.value
    assert "have no position in the area by Easting and Northing" in error.value
    assert "districts in force before are still in use" in error.value
    assert "Use these columns" in labels(app)
