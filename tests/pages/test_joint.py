"""One list over all strands, on the page that chooses zones."""

from __future__ import annotations

from hotspots.presentation.words import joint as words
from tests.pages.opening import everything_said, with_part, with_toy

CHOOSE = "pages/choose_zones.py"
MILL, HIGH = "H350-1400-0500", "H350-1401-0500"


def rows(app):
    return app.dataframe[0].value.set_index("Zone")


def test_each_zone_says_which_strand_earns_its_place(toy):
    app = with_toy(CHOOSE, toy)
    app.toggle(key="onelist").set_value(True).run()
    app.number_input(key="onelist-n").set_value(3).run()
    assert not app.exception
    assert rows(app)["Earned by"].to_dict() == {
        "Church Row": "ASB",
        "Mill Lane": "Violence",
        "High Road": "Violence",
    }
    assert "3 zones for ASB and Violence together" in everything_said(app)
    assert "Each of the two districts has at least one." in everything_said(app)
    app.number_input(key="onelist-n").set_value(1).run()
    assert "ask for 2 zones in place of 1" in app.error[0].value


def test_home_says_that_one_list_is_in_force(toy):
    app = with_toy("app.py", toy, onelist="yes")
    assert [each.value for each in app.info] == [words.IN_FORCE]
    assert not with_toy("app.py", toy).info


def test_the_weights_are_on_screen_and_in_the_link(toy):
    app = with_toy(CHOOSE, toy, onelist="yes", onelist_n="2")
    first = rows(app)["Share of all"].to_dict()
    app.number_input(key="onelist-by-violence").set_value(3.0).run()
    assert app.query_params["onelist-by"] == "violence-3"
    assert rows(app)["Share of all"].to_dict() != first
    again = with_toy(CHOOSE, toy, onelist="yes", onelist_n="2", onelist_by="violence-3")
    assert again.number_input(key="onelist-by-violence").value == 3.0
    assert rows(again).equals(rows(app))


def test_a_zone_taken_out_is_out_of_the_one_list_with_its_reason(toy):
    app = with_toy(CHOOSE, toy, onelist="yes", onelist_n="2", floor="0")
    assert "Mill Lane" in rows(app).index
    with_part(app, "violence-by-hand")
    app.selectbox(key="violence-hand-out").set_value(MILL)
    app.selectbox(key="violence-hand-why").set_value("hospital")
    app.button(key="FormSubmitter:violence-hand-Change the list").click().run()
    assert "Mill Lane" not in rows(app).index
    assert "One zone was taken out: Mill Lane" in everything_said(app)
    app.button(key=f"violence-undo-out-{MILL}").click().run()
    assert "Mill Lane" in rows(app).index
    assert not app.exception
