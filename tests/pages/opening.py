"""Opening a page of the app without a browser."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from hotspots.sources.sample import POLICE_UK, sample_sources
from hotspots.ui.state import DATA, Upload
from tests.conftest import ROOT

# The toy place lies in Northamptonshire, of which nobody says when patrols began.
TOY_SETTINGS = {"violence_zones": "2", "asb_zones": "1", "patrols_start": "2024-04"}


def opened(page: str, **query: str) -> AppTest:
    """Go to a page, with names and values in its address; it has not run yet."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    if page != "app.py":
        app.switch_page(page)
    for name, value in query.items():
        app.query_params[name.replace("_", "-")] = value
    return app


def with_toy(page: str, toy: Upload, **query: str) -> AppTest:
    """Open a page with the toy place loaded."""
    app = opened(page, **TOY_SETTINGS | query)
    app.session_state[DATA] = toy
    return app.run()


def with_police_uk_sample(page: str, **query: str) -> AppTest:
    """Open a page with the sample in the form of data.police.uk loaded."""
    app = opened(page, **query)
    app.session_state[DATA] = Upload(tuple(sample_sources(POLICE_UK)))
    return app.run()


def with_part(app: AppTest, key: str, state: object = True) -> AppTest:
    """Open a folded part of a page by its key, or one of its tabs by its title."""
    app.session_state[key] = state
    return app.run()


def everything_said(app: AppTest) -> str:
    elements = [
        *app.markdown,
        *app.caption,
        *app.error,
        *app.warning,
        *app.info,
        *app.header,
    ]
    return "\n".join(str(element.value) for element in elements)
