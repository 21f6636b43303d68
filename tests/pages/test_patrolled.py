"""Zones really patrolled, loaded on the data page and told of on the outcomes page."""

from __future__ import annotations

import json

import shapely

from hotspots.method.zoning.zones import hexagons
from hotspots.sources.opening import Upload
from hotspots.sources.police_uk.coordinates import to_degrees
from hotspots.sources.shapes.zone_files import read_chosen_zones
from hotspots.ui.forms.patrolled import Patrolled
from hotspots.ui.state import PATROLLED
from tests.pages.opening import everything_said, with_part, with_toy

OUTCOMES, DATA, CHOOSE = (
    f"pages/{name}.py" for name in ("patrol_outcomes", "data", "choose_zones")
)
START = {"before": "2025-01:2025-01", "after": "2025-02:2025-02"}


def patrolled(**hotspots) -> Upload:
    """Draw Mill Lane's hexagon and an empty field as a file of polygons."""
    features = []
    for zone in ("H350-1400-0500", "H350-1300-0500"):
        corners = shapely.get_coordinates(hexagons([zone])[0])
        ring = [
            [float(one) for one in to_degrees(*corner)] for corner in corners.tolist()
        ]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append(
            {"type": "Feature", "properties": {"zone": zone}, "geometry": geometry}
        )
    document = {"type": "FeatureCollection", "features": features, **hotspots}
    return Upload("patrolled.geojson", json.dumps(document).encode())


def with_list(page, toy, upload, **query):
    app = with_toy(page, toy, **query)
    held = Patrolled(read_chosen_zones(upload), None)
    app.session_state[PATROLLED] = {"violence": held}
    return app.run()


def test_without_a_list_the_page_says_whose_zones_these_are(toy):
    app = with_toy(OUTCOMES, toy, **START)
    assert "These are zones that this tool would choose." in everything_said(app)


def test_the_outcomes_are_those_of_the_patrolled_zones(toy):
    app = with_list(OUTCOMES, toy, patrolled(), **START)
    assert not app.exception
    said = everything_said(app)
    assert "1 of 2" in [metric.value for metric in app.metric]
    assert "These patrolled zones cannot show what patrols changed" in said
    # Nobody knows the months: no verdict.
    assert "does not say which months its zones were chosen on" in said
    outcomes, standing = (each.value for each in app.dataframe[:2])
    assert outcomes[["Before", "After"]].to_numpy().tolist() == [[4, 2], [0, 0]]
    assert standing["Incidents"].to_list() == [6, 0]
    assert standing["Rank"].to_list()[0] == 2


def test_home_says_how_the_patrolled_zones_did(toy):
    app = with_list("app.py", toy, patrolled(), **START)
    said = everything_said(app)
    assert "fell in 1 of 2 patrolled zones" in said
    # The map and the list are of these zones, not of those that this tool chooses.
    assert "**2 patrolled zones** from patrolled.geojson." in said
    assert "at least one in each" not in said
    assert app.dataframe[1].value["Incidents"].to_list() == [6, 0]
    assert not app.exception


def starting(month: str) -> Upload:
    """Draw the same zones, whose patrols began in a month."""
    document = json.loads(patrolled().content)
    for feature in document["features"]:
        feature["properties"] |= {"start": month, "tier": "Gold"}
    return Upload("patrolled.geojson", json.dumps(document).encode())


def test_a_start_that_the_data_cannot_show_is_a_sentence_and_no_error_page(toy):
    for month, words in (
        ("2030-01", "so there is nothing to compare yet"),
        ("2025-01", "No calendar month is loaded both before and after patrols began"),
    ):
        app = with_list(OUTCOMES, toy, starting(month))
        assert words in everything_said(app)
        assert not app.exception


def test_months_set_by_hand_hold_and_what_the_file_says_is_listed(toy):
    app = with_list(OUTCOMES, toy, starting("2025-02"), **START)
    said = everything_said(app)
    assert "The months to compare are set by hand" in said
    outcomes = app.dataframe[0].value
    assert outcomes["Tier"].to_list() == ["Gold", "Gold"]
    assert outcomes["Patrols began"].to_list() == ["Feb 2025", "Feb 2025"]


def test_another_strand_keeps_the_zones_of_the_tool(toy):
    app = with_list(OUTCOMES, toy, patrolled(), strand="asb", **START)
    assert "These are zones that this tool would choose." in everything_said(app)


def test_a_list_is_named_on_the_data_page_and_can_be_removed(toy):
    app = with_list(DATA, toy, patrolled())
    assert "2 patrolled zones from patrolled.geojson; months" in everything_said(app)
    app.button(key="patrolled-remove-violence").click().run()
    assert "patrolled.geojson" not in everything_said(app)
    assert not app.exception


def test_a_budget_becomes_visits(toy):
    app = with_part(with_toy(CHOOSE, toy), "choose-parts", "Hours")
    app.number_input(key="hours-amount").set_value(3650).run()
    app.number_input(key="hours-cost").set_value(50.0).run()
    app.text_input(key="hours-source").set_value("finance office, *2025*").run()
    said = everything_said(app)
    assert "73 hours are 292 visits of 15 minutes over 365 days" in said
    assert r"An hour costs £50.00 (source: finance office, \*2025\*)." in said
    # What was typed is still there after a look at another part.
    with_part(app, "choose-parts", "When")
    assert "73 hours" not in everything_said(app)
    with_part(app, "choose-parts", "Hours")
    assert "73 hours are 292 visits" in everything_said(app)
    assert app.text_input(key="hours-source").value == "finance office, *2025*"
    assert not app.exception
