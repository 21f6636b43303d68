from __future__ import annotations

import json

import pytest

from hotspots.settings.strand_files import read_definitions, strands_file
from hotspots.ui import visits
from hotspots.ui.forms.strands import UPLOAD
from hotspots.ui.state import DEFINITIONS
from tests.made_up_extract import made_up_extract
from tests.pages.opening import everything_said, opened, with_toy
from tests.pages.test_data_page import give

SHORT = {"violence_zones": "2", "asb_zones": "1", "floor": "0"}


def button(app, label):
    return next(each for each in app.button if each.label == label)


def field(app, kind, ending):
    found = [each for each in app.get(kind) if str(each.key).endswith(ending)]
    return found[-1]


def fill(app, **texts):
    for name, text in texts.items():
        field(app, "text_input", f"-{name}").set_value(text)


@pytest.fixture
def page(toy):
    return with_toy("pages/data.py", toy, **SHORT, width="500")


# Refuses bad input


def test_a_strand_without_a_name_or_that_counts_nothing_is_refused_in_words(page):
    button(page, "Add a strand").click().run()
    button(page, "Use this strand").click().run()
    assert "Give the strand a name" in everything_said(page)
    fill(page, short="Shops")
    button(page, "Use this strand").click().run()
    assert "The strand “shops” counts nothing" in everything_said(page)
    fill(page, short="ASB")
    field(page, "multiselect", "-categories").set_value(["Robbery"])
    button(page, "Use this strand").click().run()
    assert "“ASB” is given twice" in everything_said(page)
    assert DEFINITIONS not in page.session_state
    button(page, "Cancel").click().run()
    assert not any(each.label == "Use this strand" for each in page.button)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"categories": ["Robery"]}, "“Robery” in “categories”"),
        ({"categories": ["Robery"]}, "Did you mean “Robbery”?"),
        ({"title": "A\x02B", "categories": ["Robbery"]}, "U+0002"),
    ],
)
def test_a_file_that_names_what_there_is_not_is_refused(page, values, words):
    give(page, ("mine.json", strand_file(values)), key=UPLOAD)
    assert words in everything_said(page)
    assert DEFINITIONS not in page.session_state


# Gives the right answer


def strand_file(way, **strand):
    ways = [{"name": "shops", "title": "Shops", **way}]
    made = {"name": "shops", "n_zones": 2, "from_police_uk": ways, **strand}
    return json.dumps({"strands": [made]}).encode()


def test_numbers_and_texts_of_any_size_that_a_file_may_hold_can_be_changed(page):
    way = {"categories": ["Robbery"], "caption": "x " * 250}
    file = strand_file(way, n_zones=5000, floor=60)
    give(page, ("mine.json", file), key=UPLOAD)
    button(page, "Change").click().run()
    button(page, "Use this strand").click().run()
    assert not page.exception
    [strand] = page.session_state[DEFINITIONS]
    assert (strand.n_zones, strand.floor) == (5000, 60)
    assert strand.from_police_uk[0].caption == ("x " * 250).strip()


def test_a_strand_is_defined_changed_saved_and_removed_without_a_file(page):
    button(page, "Add a strand").click().run()
    fill(page, short="Robbery only")
    field(page, "text_input", "uk-0-noun").set_value("robberies")
    field(page, "text_input", "uk-0-notes-page").set_value("Robbery alone.")
    field(page, "multiselect", "-categories").set_value(["Robbery"]).run()
    assert "In the data loaded this counts" in everything_said(page)
    field(page, "number_input", "-n_zones").set_value(3)
    field(page, "number_input", "-floor").set_value(0)
    field(page, "selectbox", "-colours").set_value("green")
    button(page, "Use this strand").click().run()
    assert not page.exception
    assert "**Robbery only** (3 zones): Robbery only" in everything_said(page)
    made = page.session_state[DEFINITIONS][-1]
    assert (made.name, made.n_zones, made.floor) == ("robbery-only", 3, 0)
    assert (made.colours, made.from_police_uk[0].noun) == ("green", "robberies")
    assert made.from_police_uk[0].notes.caption == "Robbery alone."
    held = visits.store().find(page.session_state[visits.TOKEN])
    assert held.definitions[-1] == made
    # What was set before holds.
    assert page.session_state["width"] == 500
    assert page.session_state["violence-zones"] == 2

    page.switch_page("pages/rank_zones.py").run(timeout=60)
    assert page.session_state["strand"] == "robbery-only"
    assert page.query_params["strand"] in ("robbery-only", ["robbery-only"])
    assert "robberies" in everything_said(page)
    page.switch_page("pages/data.py").run(timeout=60)

    button(page, "Change").click().run()
    changes = [each for each in page.button if each.label == "Use this strand"]
    assert changes
    button(page, "Cancel").click().run()
    page.button(key="strand-change-robbery-only").click().run()
    assert field(page, "text_input", "-short").value == "Robbery only"
    fill(page, short="Street robbery")
    button(page, "Use this strand").click().run()
    made = page.session_state[DEFINITIONS][-1]
    assert (made.name, made.short) == ("robbery-only", "Street robbery")
    assert made.from_police_uk[0].noun == "robberies"

    page.button(key="strand-remove-asb").click().run()
    assert [each.name for each in page.session_state[DEFINITIONS]] == [
        "violence",
        "robbery-only",
    ]
    button(page, "Use the built-in strands").click().run()
    assert DEFINITIONS not in page.session_state


def test_changing_a_strand_keeps_every_way_of_counting_and_what_is_not_asked(page):
    page.button(key="strand-change-violence").click().run()
    button(page, "Use this strand").click().run()
    # Nothing was changed, so these are the built-in strands.
    assert DEFINITIONS not in page.session_state
    page.button(key="strand-change-violence").click().run()
    labels = [each.label for each in page.button]
    assert labels.count("Remove this way of counting") == 6
    next(
        each for each in page.button if str(each.key).endswith("from_extracts-3-remove")
    ).click().run()
    button(page, "Use this strand").click().run()
    ways = page.session_state[DEFINITIONS][1].from_extracts
    assert [way.name for way in ways] == [
        "serious",
        "serious-not-domestic",
        "serious-not-domestic-or-sexual",
    ]
    assert ways[0].public is not None


def test_a_form_survives_a_change_of_page(page):
    button(page, "Add a strand").click().run()
    fill(page, short="Shops")
    page.run()
    page.switch_page("pages/method.py").run(timeout=60)
    page.switch_page("pages/data.py").run(timeout=60)
    assert field(page, "text_input", "-short").value == "Shops"


def test_knife_crime_of_an_extract_is_defined_by_its_flag():
    app = opened("pages/data.py", **SHORT).run()
    file = ("extract.csv", made_up_extract(3000), "text/csv")
    app.file_uploader(key="uploads").set_value([file]).run(timeout=60)
    button(app, "Use these columns").click().run(timeout=60)
    button(app, "Add a strand").click().run()
    fill(app, short="Knife crime")
    field(app, "multiselect", "from_extracts-0-flags").set_value(["knife"]).run()
    said = everything_said(app)
    assert "Assault with injury" in said
    button(app, "Use this strand").click().run(timeout=60)
    assert not app.exception
    app.switch_page("pages/rank_zones.py").run(timeout=60)
    assert not app.exception
    assert "incidents of knife crime" in everything_said(app)


def test_a_strand_from_the_form_is_a_file_that_the_command_line_reads(page):
    button(page, "Add a strand").click().run()
    fill(page, short="Robbery only")
    field(page, "multiselect", "-categories").set_value(["Robbery"])
    button(page, "Use this strand").click().run()
    content = strands_file(page.session_state[DEFINITIONS])
    again = read_definitions(content, name="strands.json")
    assert again == page.session_state[DEFINITIONS]
    assert len(json.loads(content)["strands"]) == 3
