from __future__ import annotations

import json

import pytest

from hotspots.presentation import synthetic
from hotspots.sources.force_extract.columns.mapping import mapping_from_json
from tests.made_up_extract import IDENTIFIER, NARRATIVE, made_up_extract
from tests.pages.opening import everything_said, opened

PAGES = (
    "app.py",
    "pages/data.py",
    "pages/rank_zones.py",
    "pages/choose_zones.py",
    "pages/zone.py",
    "pages/patrol_outcomes.py",
    "pages/briefing.py",
    "pages/method.py",
)


@pytest.fixture(scope="module")
def extract() -> bytes:
    return made_up_extract(4000, asb=True)


def upload(app, *files):
    app.file_uploader(key="uploads").set_value(list(files)).run(timeout=60)
    return app


def button(app, label):
    return next(each for each in app.button if each.label == label)


@pytest.fixture(scope="module")
def loaded(extract):
    app = opened("pages/data.py", violence_zones="4", asb_zones="3", floor="0").run()
    upload(app, ("extract.csv", extract, "text/csv"))
    button(app, "Use these columns").click().run(timeout=60)
    assert not app.exception
    return app


def test_columns_are_shown_to_be_confirmed_before_anything_is_counted(extract):
    app = opened("pages/data.py").run()
    upload(app, ("extract.csv", extract, "text/csv"))
    assert not app.exception
    boxes = {each.label: each.value for each in app.selectbox}
    assert boxes["Easting"] == "easting"
    assert boxes["Committed From"] == "from\\_date".replace("\\", "")
    assert boxes["MO Text"] == "free_text"
    assert boxes["DA Flag"] == "flag: domestic abuse"
    said = everything_said(app) + str([table.value.to_csv() for table in app.dataframe])
    assert NARRATIVE not in said
    assert IDENTIFIER not in said
    assert "incidents" in said


def test_an_offence_of_no_table_is_given_a_class_that_is_saved(extract):
    app = opened("pages/data.py").run()
    upload(app, ("extract.csv", extract, "text/csv"))
    assert "199/99" in everything_said(app)
    box = next(each for each in app.selectbox if each.label == "199/99")
    box.set_value("46").run()
    button(app, "Use these columns").click().run(timeout=60)
    assert not app.exception
    read = app.session_state["data read"].reading.extract.files[0]
    assert read.mapping.offences == {"199/99": "46"}
    assert not read.unmapped
    assert "199/99" not in everything_said(app)


def test_two_columns_of_one_role_are_refused_in_words(extract):
    app = opened("pages/data.py").run()
    upload(app, ("extract.csv", extract, "text/csv"))
    next(b for b in app.selectbox if b.label == "Beat").set_value("easting").run()
    button(app, "Use these columns").click().run()
    assert "are “easting (metres)”" in everything_said(app)
    button(app, "Cancel").click().run()
    assert not any(each.label == "Use these columns" for each in app.button)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_shows_an_extract(loaded, page):
    loaded.switch_page(page).run(timeout=90)
    assert not loaded.exception
    assert not [each.value for each in loaded.error]
    said = everything_said(loaded)
    said += str([table.value.to_csv() for table in loaded.dataframe])
    assert NARRATIVE not in said
    assert IDENTIFIER not in said
    assert "Incidents: recorded by the police force" in said
    assert "Incidents: data.police.uk" not in said


def test_saved_columns_answer_for_next_month(loaded):
    loaded.switch_page("pages/data.py").run(timeout=60)
    data = loaded.session_state["data read"]
    mapping = data.reading.extract.files[0].mapping.to_json()
    assert mapping_from_json(mapping).columns["easting"] == "Easting"
    app = opened("pages/data.py").run()
    upload(
        app,
        ("next.csv", made_up_extract(900, seed=9), "text/csv"),
        ("columns.json", without_asb(mapping), "application/json"),
    )
    assert not any(each.label == "Use these columns" for each in app.button)
    assert "901 rows read" in everything_said(app)


def without_asb(mapping: str) -> bytes:
    values = json.loads(mapping)
    for role in ("asb_class", "asb_type"):
        values["columns"].pop(role)
    return json.dumps(values).encode()


def test_the_rank_page_weighs_each_class(loaded):
    loaded.switch_page("pages/rank_zones.py").run(timeout=60)
    assert any(
        "Serious violence, domestic included" in each.options for each in loaded.radio
    )


WEIGHTS = b"""HO class;Offence;Weight
8N;Assault with injury;20
034/01;Robbery (personal);730
;Stolen dreams;5
"""


def test_weights_come_from_a_file_and_go_back_to_one(loaded):
    loaded.switch_page("pages/rank_zones.py").run(timeout=60)
    box = loaded.file_uploader(key="violence-weights-file")
    box.set_value(("mine.csv", WEIGHTS, "text/csv")).run(timeout=60)
    assert not loaded.exception
    assert not [each.value for each in loaded.error]
    said = everything_said(loaded)
    assert "mine.csv: 3 rows read; weights from the column “Weight”" in said
    assert "Not known as an offence, a class or a category, so not used: Stolen" in said
    assert "Weights changed by the file: 2. They are taken as days of harm" in said
    assert "so weighed by the scale" in said
    assert loaded.session_state["violence-weights"] == (("8N", 20.0), ("34B", 730.0))
    back = loaded.get("download_button")
    assert any(each.proto.label == "Weights in force (CSV)" for each in back)
    box = loaded.file_uploader(key="violence-weights-file")
    box.set_value(("points.csv", b"class,weight,unit\n8N,20,points\n", "text/csv"))
    loaded.run(timeout=60)
    assert "points.csv weighs in points, and the harm scale in days." in str(
        [each.value for each in loaded.error]
    )
    assert loaded.session_state["violence-weights"] == (("8N", 20.0), ("34B", 730.0))
    button(loaded, "Reset to default weights").click().run(timeout=60)
    assert loaded.session_state["violence-weights"] == ()
    assert "mine.csv" not in everything_said(loaded)


def test_the_app_opens_with_offences_and_says_how_far_robbery_weighs():
    """Both classes of robbery weigh twice what the scale says."""
    link = {"violence_weights": "34A-730_34B-730"}
    app = opened("pages/rank_zones.py", **link).run(timeout=60)
    assert not app.exception
    said = everything_said(app)
    assert synthetic.BANNER in said
    assert "With these weights 4 of 24 chosen zones differ from the default" in said
    weighed = next(t.value for t in app.dataframe if "Yours" in t.value.columns)
    robbery = weighed[weighed["Category"].str.startswith("Robbery")]
    assert robbery[["Scale", "Yours"]].to_numpy().tolist() == [[365, 730]] * 2
    # What the link sets, and nothing else.
    assert dict(app.query_params) == {"violence-weights": "34A-730_34B-730"}
