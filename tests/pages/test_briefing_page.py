"""The briefing page, without a browser, on two Januaries of two Kent districts."""

from __future__ import annotations

import io
import zipfile

import pytest
from streamlit.testing.v1 import AppTest

from hotspots.presentation.briefing import pack
from hotspots.presentation.briefing.settings import FACTS, KINDS
from hotspots.presentation.pictures import sizes as picture_sizes
from hotspots.presentation.words import disclosure as disclosure_words
from hotspots.presentation.words import pack as pack_words
from hotspots.ui.forms import briefing as briefing_inputs
from hotspots.ui.state import DATA, Upload
from hotspots.ui.views import private_record
from tests.pages.opening import everything_said, opened
from tests.presentation.briefing.whole_packs import drawing, write_place
from tests.toy import write_toy

QUERY = {
    "violence_zones": "3",
    "asb_zones": "3",
    "months": "2024-01:2024-01",
    "floor": "0",
    "patrols_start": "2024-04",
}
KENT = (
    drawing()
    .replace("North Northamptonshire", "Maidstone")
    .replace("West Northamptonshire", "Medway")
)


@pytest.fixture(scope="module")
def kent(tmp_path_factory):
    return write_toy(tmp_path_factory.mktemp("kent"), KENT)


def on(folder, **query: str) -> AppTest:
    app = opened("pages/briefing.py", **QUERY | query)
    app.session_state[DATA] = Upload((str(folder),))
    app.run(timeout=60)
    assert not app.exception
    return app


@pytest.fixture
def app(kent):
    return on(kent)


def texts(app: AppTest) -> list[str]:
    return [each.value for each in app.code]


def downloads(app: AppTest) -> list[str]:
    return [each.proto.label for each in app.get("download_button")]


def turn(element, value) -> AppTest:
    app = element.set_value(value).run(timeout=60)
    assert not app.exception
    return app


def picture(app: AppTest):
    """Return the picture shown: its words, and its address, which changes with it."""
    (shown,) = app.get("image" if app.get("image") else "imgs")
    (one,) = shown.proto.imgs
    return one.url


# Refuses bad input


def test_a_briefing_that_cannot_be_made_says_why(kent):
    app = on(kent, violence_zones="9")
    (error,) = app.error
    assert "No list of 9 zones keeps to all of these rules" in error.value
    # Nothing else stands there but the way to the rules.
    (way,) = [e for e in app.main.get("page_link") if "rules" in e.proto.label]
    assert way.proto.label == pack_words.WHERE_RULES_ARE
    assert not [*app.button, *app.get("file_uploader"), *app.get("download_button")]
    assert not app.header


def test_rounding_too_coarse_is_one_sentence_and_can_be_mended(app):
    app = turn(app.number_input(key=briefing_inputs.HIDE), 4)
    app = turn(app.number_input(key=briefing_inputs.ROUND), 50)
    (error,) = app.error
    assert "Round to 10 at most" in error.value
    assert not app.get("download_button")
    app = turn(app.number_input(key=briefing_inputs.ROUND), 10)
    assert not app.error
    assert "rounded to the nearest 10" in texts(app)[-1]


def test_exact_outlines_need_a_reason_and_print_it(app):
    app = turn(app.toggle(key=briefing_inputs.COARSEN), value=False)
    (error,) = app.error
    assert "need a reason" in error.value
    app = turn(app.text_input(key=briefing_inputs.REASON), "Residents asked")
    assert not app.error
    assert "The reason: Residents asked." in texts(app)[-1]


def test_a_title_too_long_for_its_size_is_told_and_can_be_shortened(app):
    app = turn(app.selectbox(key=briefing_inputs.SIZE), "social")
    title = app.text_input(key="picture-title-violence-zones")
    app = turn(title, "WWWWWWW MMMMMMM " * 5)
    (error,) = app.error
    assert "more than 2 lines" in error.value
    app = turn(app.text_input(key="picture-title-violence-zones"), "Short")
    assert not app.error


def test_a_pack_with_such_a_title_is_not_made(app, monkeypatch):
    monkeypatch.setattr(pack, "SIZES", (picture_sizes.SOCIAL,))
    title = app.text_input(key="picture-title-violence-zones")
    app = turn(title, "WWWWWWW MMMMMMM " * 5)
    app = make(app)
    assert {error.value for error in app.error} == {app.error[0].value}
    assert "more than 2 lines" in app.error[0].value
    assert "The pack (zip)" not in downloads(app)


def test_counts_that_cannot_be_published_are_told(app):
    app = turn(app.number_input(key=briefing_inputs.HIDE), 50)
    (error,) = app.error
    assert "These counts cannot be published" in error.value
    app = turn(app.number_input(key=briefing_inputs.HIDE), 4)
    assert not app.error


# Gives the right answer


def test_the_page_shows_a_picture_its_words_and_the_policy(app):
    assert picture(app)
    headline, paragraph, caption, alt, note = texts(app)
    # So few zones tell nothing of what would have been expected, so no fall is told.
    assert headline == (
        "3 places in Kent and Medway chosen by the number and harm of recorded violence "
        "and robbery offences"
    )
    assert paragraph.startswith("In January 2024 about one in two recorded violence")
    assert caption.startswith(
        "The 3 hotspots, based on recorded offences in January 2024."
    )
    assert alt.startswith("3 violence hotspots. Map with 3 dots: two in Maidstone")
    assert "anyone can count them again in the public data" in note
    assert disclosure_words.PUBLIC_POLICY in everything_said(app)
    assert "hidden" not in " ".join(texts(app))
    assert disclosure_words.RECORD_ASKED not in everything_said(app)
    assert downloads(app) == ["Picture (PNG)"]


def test_the_sample_is_called_synthetic_in_each_text():
    app = opened("pages/briefing.py").run(timeout=90)
    assert not app.exception
    assert not app.error
    _, paragraph, caption, alt, note = texts(app)
    for text in (paragraph, caption, note):
        assert "These data are made up" in text
    assert "Synthetic data" in alt


@pytest.mark.parametrize("kind", KINDS)
def test_every_picture_can_be_had(app, kind):
    first = picture(app)
    app = turn(app.selectbox(key=briefing_inputs.SIZE), "social")
    app = turn(app.selectbox(key=briefing_inputs.KIND), kind)
    assert not app.error
    assert picture(app) != first
    assert downloads(app) == ["Picture (PNG)"]


def test_print_is_offered_as_two_files(app):
    app = turn(app.selectbox(key=briefing_inputs.SIZE), "print")
    assert downloads(app) == ["Picture (SVG)", "Picture (PDF)"]


def test_facts_are_told_in_the_order_set_and_none_means_all(app):
    app = turn(app.selectbox(key=briefing_inputs.KIND), "figures")
    assert app.multiselect(key=briefing_inputs.ORDER).value == list(FACTS)
    app = turn(
        app.multiselect(key=briefing_inputs.ORDER), ["zones chosen", "zones that fell"]
    )
    alt = texts(app)[3]
    assert "Hotspots in all: 3. In 2 districts." in alt
    assert "as a whole" not in alt
    app = turn(app.multiselect(key=briefing_inputs.ORDER), [])
    assert not app.error
    assert "as a whole" in texts(app)[3]


def test_choices_outlive_a_look_at_another_page(app):
    app = turn(app.selectbox(key=briefing_inputs.SIZE), "social")
    app = turn(app.selectbox(key=briefing_inputs.KIND), "figures")
    app = turn(app.multiselect(key=briefing_inputs.ORDER), ["county"])
    app = turn(app.text_input(key="picture-title-violence-figures"), "Our year")
    app = turn(app.number_input(key=briefing_inputs.HIDE), 4)
    app = turn(app.number_input(key=briefing_inputs.ROUND), 10)
    before = texts(app)
    assert before[3].startswith("Our year.")
    app.switch_page("pages/method.py").run(timeout=60)
    app.switch_page("pages/briefing.py").run(timeout=60)
    assert not app.exception
    assert texts(app) == before
    assert app.selectbox(key=briefing_inputs.SIZE).value == "social"
    assert app.selectbox(key=briefing_inputs.KIND).value == "figures"
    assert app.text_input(key="picture-title-violence-figures").value == "Our year"
    # A title taken away gives back the usual one.
    app = turn(app.text_input(key="picture-title-violence-figures"), "")
    assert texts(app)[3].startswith("Violence in numbers.")


def make(app: AppTest) -> AppTest:
    (button,) = [each for each in app.button if each.label == "Make the pack"]
    app = button.click().run(timeout=120)
    assert not app.exception
    return app


def test_the_pack_is_offered_until_a_choice_changes(app, monkeypatch):
    monkeypatch.setattr(pack, "SIZES", (picture_sizes.SOCIAL,))
    assert "The pack (zip)" not in downloads(app)
    app = make(app)
    assert not app.error
    assert "The pack (zip)" in downloads(app)
    content = app.session_state[private_record.MADE][-1].content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert b"hotspots" in archive.read(pack.WORDS)
    assert {pack.PAGE, pack.WORDS, pack.FIGURES, pack.SETTINGS} < {*names}
    assert len(names) == 2 * len(KINDS) + 6
    app = turn(app.number_input(key=briefing_inputs.HIDE), 1)
    assert "The pack (zip)" not in downloads(app)


def test_zones_chosen_on_the_months_being_judged_have_no_pictures_of_change(kent):
    app = on(kent, months="2025-01:2025-01")
    assert app.selectbox(key=briefing_inputs.KIND).options == [
        pack_words.PICTURES[kind] for kind in ("zones", "districts")
    ]
    why = pack_words.LEFT_OUT[pack_words.CHOSEN_ON_AFTER]
    assert f"before and after, in numbers and month by month): {why}" in (
        everything_said(app)
    )


def test_where_no_districts_are_built_in_the_page_says_what_to_do(tmp_path):
    folder = write_place(tmp_path)
    app = on(folder, months="2025-01:2025-01")
    (said,) = [each.value for each in app.info]
    assert pack_words.LEFT_OUT[pack_words.NO_OUTLINES] in said
    assert texts(app)[0].startswith("3 places chosen by the number and harm of")
    app = on(folder)
    assert app.selectbox(key=briefing_inputs.KIND).options == [
        pack_words.PICTURES[kind] for kind in ("figures", "trend")
    ]
