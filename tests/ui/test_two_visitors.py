"""Two visitors give the same bytes under other names: neither sees the other's."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from hotspots.sources import opening
from hotspots.sources.police_uk.coordinates import to_degrees
from hotspots.ui.page import MENU
from hotspots.ui.state import DATA, OwnDistricts, Upload
from hotspots.ui.visits import Visits
from tests.conftest import ROOT
from tests.toy import as_csv, rows_of

PAGES = [entry.file for entry in MENU]
SECRET = "named suspects"


def given(*, name: str) -> Upload:
    """Return the toy's months and two districts, in files called so."""
    rows, features = rows_of(), []
    for district, west, east in (
        ("West", 400_000, 574_000),
        ("East", 574_000, 640_000),
    ):
        corners = [(west, 100_000), (east, 100_000), (east, 300_000), (west, 300_000)]
        ring = [[float(n) for n in to_degrees(*one)] for one in (*corners, corners[0])]
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append(
            {"type": "Feature", "properties": {"name": district}, "geometry": shape}
        )
    districts = {"type": "FeatureCollection", "features": features}
    return Upload(
        tuple(
            opening.Upload(
                f"{month} {name}-street.csv",
                as_csv([row for row in rows if row["Month"] == month]).encode(),
            )
            for month in ("2025-01", "2025-02")
        ),
        OwnDistricts(opening.Upload(f"{name}.geojson", json.dumps(districts).encode())),
    )


def everything_sent(page: str, upload: Upload) -> str:
    """Return all that a page sends to the browser."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if page != "app.py":
        app.switch_page(page)
    app.session_state[DATA] = upload
    app.query_params["violence-zones"] = "2"
    app.query_params["asb-zones"] = "1"
    app.run()
    assert not app.exception

    def sent(node) -> str:
        inside = getattr(node, "children", {}).values()
        frame = node.value if node.type in ("arrow_data_frame", "table") else ""
        text = frame.to_csv() if hasattr(frame, "to_csv") else ""
        return "\n".join([str(getattr(node, "proto", "")), text, *map(sent, inside)])

    return sent(app._tree)


@pytest.mark.parametrize("page", PAGES)
def test_no_name_of_a_file_crosses_visits(page):
    first = everything_sent(page, given(name=SECRET))
    second = everything_sent(page, given(name="plain"))
    assert SECRET not in second
    # The first visitor is credited: else this test would show nothing.
    if page != "pages/method.py":
        assert SECRET in first


# What is held of visits


def test_a_visit_is_held_for_its_time_and_no_longer():
    now = [0.0]
    visits = Visits(life_seconds=10, clock=lambda: now[0])
    token = visits.hold("mine", n_bytes=1)
    for now[0] in (9.0, 18.0):
        assert visits.find(token) == "mine"
    now[0] = 28.1
    assert visits.find(token) is None


def test_visits_are_bounded_in_number_and_bytes():
    visits = Visits(most_visits=2, most_bytes=10)
    first, second = (visits.hold(n, n_bytes=4) for n in range(2))
    visits.find(first)
    third = visits.hold(2, n_bytes=4)
    assert [visits.find(one) for one in (first, second, third)] == [0, None, 2]
    large = visits.hold("large", n_bytes=11)
    assert visits.find(large) is None
    assert visits.find(third) == 2


def test_a_visit_that_loads_again_keeps_its_token_and_one_place():
    visits = Visits(most_bytes=10)
    token = visits.hold("one", n_bytes=8)
    assert visits.hold("two", n_bytes=9, token=token) == token
    assert visits.find(token) == "two"
    visits.forget(token)
    assert visits.find(token) is None


def test_tokens_are_long_and_never_the_same():
    visits = Visits()
    tokens = {visits.hold(n, n_bytes=0) for n in range(20)}
    assert len(tokens) == 20
    assert min(map(len, tokens)) >= 40
