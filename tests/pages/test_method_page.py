from __future__ import annotations

from hotspots.presentation.words import method as method_words
from hotspots.settings import CATEGORIES
from tests.pages.opening import everything_said, opened, with_toy

METHOD = "pages/method.py"


def test_the_method_is_told_of_the_sample_at_first():
    app = opened(METHOD).run()
    assert not app.exception
    told = everything_said(app)
    assert method_words.INTRODUCTION in told
    assert "7. Compare" in told
    assert "Data loaded now: 551,761 rows read" in told
    # The sample stands for an extract, which is not public.
    assert "Counts from 1 to 4 are hidden" in told
    # What holds of data.police.uk alone is not said of an extract.
    assert "one grave offence more or less" in told
    assert "In an extract each class of offences has its own weight" in told
    assert "its offences weigh by their class" in told
    of_public_data = ("no day or hour", "750,000 map points", "which incidents were")
    assert not [words for words in of_public_data if words in told]


def test_a_scale_has_one_title_on_every_page():
    shown = opened("pages/rank_zones.py").run(timeout=60)
    boxes = [each for each in shown.selectbox if each.label.startswith("Harm scale")]
    title = boxes[0].options[0]
    tables = opened("pages/method.py").run(timeout=60).get("table")
    in_force = [
        each.value.to_csv() for each in tables if "Harm scale" in str(each.value)
    ]
    assert title == "Cambridge index"
    assert all("Kent's mix" not in text for text in in_force[:1])
    assert any(title in text for text in in_force)


def test_the_method_tells_the_figures_in_force(toy):
    app = with_toy(METHOD, toy, width="500", floor="0", violence_harm_share="0.2")
    told = everything_said(app)
    assert "hexagons 500 metres across" in told
    assert "No district is promised one." in told
    assert "Harm makes up 20% of the score for Violence." in told
    assert "27 rows read, 27 kept" in told
    assert "an incident has a month, but no day or hour." in told
    assert "one grave offence" not in told
    assert "In an extract each class" not in told
    # Anyone can count public data again.
    assert "No count is hidden or rounded" in told
    in_force = app.table[0].value.set_index("Setting")
    assert in_force.loc["Months that zones are chosen on", "ASB"] == (
        "January to February 2025"
    )


def test_scales_and_their_sources_are_listed(toy):
    app = with_toy(METHOD, toy)
    _, scales, sources, words = (table.value for table in app.table)
    assert "floor" in words["Word"].to_list()
    assert "| word |" not in everything_said(app)
    assert scales["Category"].to_list() == ["Unit", *CATEGORIES]
    assert sources["Source"].str.contains("Cambridge Crime Harm Index 2020").any()


def test_a_link_s_settings_outlive_a_look_at_the_method(toy):
    app = with_toy(METHOD, toy, violence_weights="robbery-5")
    assert app.query_params["violence-weights"] == "robbery-5"
    app.switch_page("pages/choose_zones.py").run()
    assert app.query_params["violence-weights"] == "robbery-5"
