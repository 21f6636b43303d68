"""What fall could be seen onto a page."""

from __future__ import annotations

from functools import partial

import streamlit as st

from hotspots.errors import InputError
from hotspots.method.pipeline import Result
from hotspots.method.pipeline.seeing import MOST_MONTHS_AFTER
from hotspots.presentation.colours import colours_of
from hotspots.presentation.words import power as words
from hotspots.ui import charts as page_charts
from hotspots.ui import parts, say, stages
from hotspots.ui.state import Data
from hotspots.ui.views.tables import table


def what_could_be_seen(data: Data, chosen: Result) -> None:
    """Show what fall in the chosen zones would show, before anyone promises one."""
    parts.folded(words.TITLE, partial(_falls, data, chosen), key="what-could-be-seen")


def _falls(data: Data, chosen: Result) -> None:
    # Altair takes long to import, and the part is mostly closed.
    from hotspots.presentation.charts import power as charts

    months = st.number_input(
        "Months with patrols",
        min_value=1,
        max_value=MOST_MONTHS_AFTER,
        value=12,
        key="months-with-patrols",
        width=200,
        persist_state="session",
    )
    try:
        falls = stages.visible_falls(data, chosen, int(months))
    except InputError as error:
        say.error(error)
        return
    say.markdown(words.main_sentence(falls))
    chart = charts.visible_falls(
        words.fall_list(falls), colour=colours_of(chosen.programme).strong
    )
    page_charts.show(chart, alt=words.CHART_ALT, is_synthetic=chosen.synthetic)
    for sentence in words.usual_sentences(falls):
        say.markdown(sentence)
    table(words.fall_list(falls))
    say.caption(words.NOTE)
