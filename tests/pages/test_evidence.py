"""What could be seen, a published claim, and the placebo strip, on their pages."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from hotspots.presentation.words import claim as claim_words
from tests.conftest import ROOT
from tests.pages.opening import with_part


def page(name: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.switch_page(f"pages/{name}.py")
    app.query_params["strand"] = "violence"
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in (*app.markdown, *app.caption))


def test_the_choose_page_says_what_fall_could_be_seen():
    app = with_part(page("choose_zones"), "what-could-be-seen")
    assert "In these 24 zones, with 12 months of patrols, a fall of at least" in said(
        app
    )
    app.number_input(key="months-with-patrols").set_value(3).run()
    assert not app.exception
    assert "In these 24 zones, with 3 months of patrols" in said(app)
    assert "Elsewhere all crime fell by about 16%" in said(app)


@pytest.fixture(scope="module")
def outcomes() -> AppTest:
    return page("patrol_outcomes")


def test_a_published_claim_is_checked_on_the_page(outcomes):
    next(each for each in outcomes.button if each.label == "Check the claim").click()
    outcomes.run()
    assert not outcomes.exception
    assert "The claim: 18 of 24 hotspots fell." in said(outcomes)
    assert claim_words.NO_EVIDENCE in said(outcomes)


def test_placebo_strip_and_controls_stand_beside_comparison_zones(outcomes):
    outcomes.button_group(key="outcomes-view").set_value("others").run()
    assert not outcomes.exception
    assert "Before patrols there was nothing to find" in said(outcomes)
    listed = [each.value for each in outcomes.dataframe]
    controls = next(each for each in listed if "Category" in each.columns)
    assert controls["Category"].to_list() == ["Burglary", "Shoplifting"]
    assert controls["Verdict"].eq("No clear difference").all()
