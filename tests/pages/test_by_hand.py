"""A list shaped by rules and by hand on the page, each change with its reason."""

from __future__ import annotations

import json

from hotspots.settings import Settings
from hotspots.ui.state import Upload
from tests.pages.opening import (
    everything_said,
    with_part,
    with_police_uk_sample,
    with_toy,
)
from tests.toy import TOY, write_toy

CHOOSE = "pages/choose_zones.py"
BY_HAND = "violence-by-hand"
MILL, HIGH, CHURCH = "H350-1400-0500", "H350-1401-0500", "H350-1380-0500"


def change(app, *, out=None, into=None, why=None, text=""):
    app.selectbox(key="violence-hand-out").set_value(out)
    app.selectbox(key="violence-hand-in").set_value(into)
    app.selectbox(key="violence-hand-why").set_value(why)
    app.text_input(key="violence-hand-text").set_value(text)
    return app.button(key="FormSubmitter:violence-hand-Change the list").click().run()


def chosen(app):
    return app.dataframe[0].value["Zone"].to_list()


def test_a_zone_is_taken_out_with_a_reason_and_put_back(toy):
    app = with_part(with_toy(CHOOSE, toy), BY_HAND)
    assert "Mill Lane" in chosen(app)
    change(app, out=MILL, why="police station")
    assert "Mill Lane" not in chosen(app)
    assert "One zone was taken out: Mill Lane, North" in everything_said(app)
    listed = app.dataframe[0].value
    came = listed[
        listed["In place of"].str.endswith("Mill Lane, North Northamptonshire")
    ].iloc[0]
    said = f"police station). {came['Zone']}, {came['District']} (rank {came['Rank']}) came in."
    assert said in everything_said(app)
    assert app.query_params["violence-out"] == MILL
    app.button(key=f"violence-undo-out-{MILL}").click().run()
    assert "Mill Lane" in chosen(app)
    assert not app.exception


def test_a_zone_is_swapped_for_another_in_words_of_ones_own(toy):
    app = with_part(with_toy(CHOOSE, toy), BY_HAND)
    change(app, out=MILL, into=HIGH, text="=asked for by *us*")
    listed = app.dataframe[0].value.set_index("Zone")
    assert listed.loc["High Road", "Why"] == "By hand"
    assert listed.loc["High Road", "Reason"] == "=asked for by *us*"
    assert r"=asked for by \*us\*" in everything_said(app)


def test_a_change_needs_a_zone_and_a_reason(toy):
    app = change(with_part(with_toy(CHOOSE, toy), BY_HAND), why="hospital")
    assert [each.value for each in app.warning] == [
        "Pick a zone to take out, one to put in, or both."
    ]
    change(app, out=MILL, why="other")
    assert [each.value for each in app.warning] == [
        "Give a reason: pick one, or write it in your own words."
    ]
    assert "Mill Lane" in chosen(app)


def test_a_rule_that_cannot_be_met_is_named_and_can_be_undone(toy):
    app = with_part(with_toy(CHOOSE, toy), BY_HAND)
    change(app, out=CHURCH, why="hospital")
    assert f"do not take out {CHURCH}" in app.error[0].value
    app.button(key=f"violence-undo-out-{CHURCH}").click().run()
    assert not app.error


def test_the_distance_is_kept_and_named(toy):
    app = with_toy(CHOOSE, toy)
    app.number_input(key="violence-zones").set_value(3).run()
    app.selectbox(key="spacing").set_value(250).run()
    assert not app.exception
    assert "Rules in force: 250 metres apart." in everything_said(app)
    # Mill Lane and High Road touch.
    assert len({"Mill Lane", "High Road"} & set(chosen(app))) == 1
    app.number_input(key="spacing-own").set_value(400).run()
    assert app.query_params["spacing"] == "400"


def test_a_link_brings_the_zones_without_their_reasons(toy):
    app = with_toy(CHOOSE, toy, violence_out=MILL)
    assert "Mill Lane" not in chosen(app)
    assert "no reason given" in everything_said(app)


def test_a_promise_that_only_a_hospital_fills_is_asked_about():
    app = with_police_uk_sample(CHOOSE)
    said = everything_said(app)
    assert "**Sevenoaks** has its promised zone only through Hospital near " in said
    zone = next(
        each.key.removeprefix("violence-promise-out-")
        for each in app.button
        if (each.key or "").startswith("violence-promise-out-")
    )
    app.button(key=f"violence-promise-in-{zone}").click().run()
    assert "has its promised zone only" not in everything_said(app)
    app.button(key=f"violence-undo-in-{zone}").click().run()
    app.button(key="violence-institutions").click().run()
    listed = app.dataframe[0].value
    assert not listed["Mostly"].str.contains("hospital|police").any()
    assert not app.exception


def test_a_list_is_set_beside_other_months(tmp_path):
    both_years = TOY + TOY.partition("\n")[2].partition("\n")[2].replace("2025", "2024")
    upload = Upload((str(write_toy(tmp_path / "two", both_years)),))
    app = with_toy(CHOOSE, upload, months="2025-01:2025-02")
    with_part(app, "choose-parts", "Against an earlier list")
    source = app.segmented_control(key="violence-earlier-source")
    source.set_value("other months").run()
    assert not app.exception
    said = everything_said(app)
    assert "in both lists" in said
    assert "The Excel file of this list then has a sheet" in said
    assert [each for each in app.dataframe if "Status" in each.value.columns]
    # The months beside the list follow its own while the tab is closed.
    with_part(app, "choose-parts", "When")
    app.selectbox(key="first_month").set_value("2024-01")
    app.selectbox(key="last_month").set_value("2024-02").run()
    with_part(app, "choose-parts", "Against an earlier list")
    assert str(app.selectbox(key="violence-earlier-months").value) == "2025-01:2025-02"


def test_saved_settings_hold_the_reasons():
    settings = Settings().with_strand("violence", take_out=((MILL, "prison"),))
    saved = json.loads(settings.to_json())["violence"]["take_out"]
    assert saved == [[MILL, "prison"]]
    assert Settings.from_json(settings.to_json()) == settings
