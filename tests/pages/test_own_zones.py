"""The grid taken from a file of one's own, in place of hexagons."""

from __future__ import annotations

from dataclasses import replace

from hotspots.ui.state import DATA, OwnZones
from tests.pages.opening import everything_said, opened
from tests.pages.test_patrolled import patrolled

CHOOSE, DATA_PAGE, METHOD = (
    f"pages/{name}.py" for name in ("choose_zones", "data", "method")
)
ONE_ZONE = {"violence_zones": "1", "floor": "0"}


def with_grid(page, toy, **query):
    own = replace(toy, zones=OwnZones(patrolled()))
    app = opened(page, **query)
    app.session_state[DATA] = own
    return app.run()


def test_zones_of_the_file_are_ranked_and_chosen(toy):
    app = with_grid(CHOOSE, toy, **ONE_ZONE)
    assert not app.exception
    assert "chosen on January to February 2025 from 1 zone" in everything_said(app)
    chosen = app.dataframe[0].value
    assert chosen[["Zone", "Incidents"]].to_numpy().tolist() == [["Mill Lane", 6]]
    assert "Zones: patrolled.geojson (2)" in everything_said(app)
    assert "Zones: patrolled.geojson." in everything_said(app)
    assert "they lie in no zone of the file: 21 of 27 incidents." in (
        everything_said(app)
    )
    assert not [each for each in app.selectbox if each.key == "width"]


def test_the_one_list_over_all_strands_is_of_them_too(toy):
    app = with_grid(CHOOSE, toy, onelist="yes", onelist_n="1", **ONE_ZONE)
    assert not app.exception
    assert "No incidents of Anti-social behaviour lie in a zone" in app.error[0].value


def test_the_method_page_says_whose_zones_these_are(toy):
    app = with_grid(METHOD, toy)
    said = everything_said(app)
    assert "The zones are those of the file patrolled.geojson, used as drawn" in said
    assert "The map is divided into hexagons" not in said
    assert not app.exception


def test_hexagons_come_back(toy):
    app = with_grid(DATA_PAGE, toy)
    assert "The grid is that of **patrolled.geojson**: 2 zones" in everything_said(app)
    (back,) = [each for each in app.button if each.label == "Use hexagons again"]
    back.click().run()
    assert "patrolled.geojson" not in everything_said(app)
    assert app.session_state[DATA].zones is None
