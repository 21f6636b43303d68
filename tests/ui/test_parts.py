from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from hotspots.ui.views import choosing, power, when
from tests.pages.opening import with_part, with_toy
from tests.toy import write_toy

CHOOSE = "pages/choose_zones.py"


def page() -> None:
    import streamlit as st

    from hotspots.ui import parts

    calls = st.session_state.setdefault("calls", [])

    def number(name: str) -> None:
        calls.append(name)
        st.number_input(name, key=name, persist_state="session")

    parts.folded("A [title](http://x.example)", lambda: number("box"), key="of box")
    parts.in_tabs(
        {"One": lambda: number("one"), "Two": lambda: number("two")}, key="of tabs"
    )


def calls_of(app: AppTest) -> list[str]:
    calls = list(app.session_state["calls"])
    app.session_state["calls"] = []
    return calls


def test_only_open_parts_are_worked_out_and_closed_ones_keep_their_values():
    app = AppTest.from_function(page).run()
    assert calls_of(app) == ["one"]
    with_part(app, "of box")
    assert calls_of(app) == ["box", "one"]
    app.number_input(key="box").set_value(3.0)
    app.number_input(key="one").set_value(5.0).run()
    calls_of(app)
    with_part(app, "of box", False)
    with_part(app, "of tabs", "Two")
    assert calls_of(app) == ["one", "two"]
    with_part(app, "of box")
    with_part(app, "of tabs", "One")
    assert app.number_input(key="box").value == 3.0
    assert app.number_input(key="one").value == 5.0


def wide_table() -> None:
    import pandas as pd

    from hotspots.ui.views.tables import table

    names = ["No.", "Zone", "District", "Why", "In place of", "Group"]
    rows = pd.DataFrame({name: [40 * "n"] for name in names})
    table(rows, more="more of it")


def test_columns_without_room_stand_below_the_table_in_a_part_of_their_own():
    app = AppTest.from_function(wide_table).run()
    assert app.expander[0].label == "More in this table: Why, In place of and Group"
    assert len(app.dataframe) == 1
    with_part(app, "more of it")
    more = app.expander[0].dataframe[0].value
    assert more.columns.to_list() == ["No.", "Zone", "Why", "In place of", "Group"]


def narrow_table() -> None:
    import pandas as pd
    import streamlit as st

    from hotspots.ui import screen
    from hotspots.ui.views.tables import table

    st.session_state[screen.WIDTH] = 390
    name = "Parking Area near West Terrace"
    verdict = "More than expected, by far"
    table(pd.DataFrame({"Zone": [name], "Verdict": [verdict], "Change": [-1204]}))


def test_rows_of_several_lines_write_the_minus_of_sentences():
    app = AppTest.from_function(narrow_table).run()
    assert app.dataframe[0].value["Change"].to_list() == ["\N{MINUS SIGN}1,204"]


def test_a_title_is_no_link():
    app = AppTest.from_function(page).run()
    assert app.expander[0].label.startswith(r"A \[title\]")


@pytest.fixture
def worked_out(monkeypatch) -> list[str]:
    """The names of the costly parts of Choose zones that were worked out."""
    calls = []

    def watch(module, name):
        monkeypatch.setattr(module, name, lambda *_: calls.append(name))

    for name in ("not_chosen", "how_sure", "earlier_list", "lasts"):
        watch(choosing, name)
    watch(power, "_falls")
    watch(when, "when")
    return calls


def test_a_changed_weight_works_out_nothing_that_is_closed(worked_out, tmp_path):
    from hotspots.ui.state import Upload

    app = with_toy(CHOOSE, Upload((str(write_toy(tmp_path)),)))
    app.slider(key="violence-harm-share").set_value(0.9).run()
    assert worked_out == []
    with_part(app, "choose-parts", "How sure")
    with_part(app, "what-could-be-seen")
    assert worked_out == ["how_sure", "_falls", "how_sure"]
    assert not app.exception
