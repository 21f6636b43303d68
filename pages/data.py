"""What is loaded: rows, months, districts and files, and what was left out."""

from __future__ import annotations

import streamlit as st

from hotspots.presentation.words import data as data_words
from hotspots.presentation.words import loading as loading_words
from hotspots.presentation.words.not_counted import area_line
from hotspots.settings import AskedOn
from hotspots.ui import say, stages, state
from hotspots.ui.forms import columns, patrolled, strands
from hotspots.ui.forms import data as loading
from hotspots.ui.forms import settings as inputs
from hotspots.ui.forms.widgets import ask_for
from hotspots.ui.page import DATA_PAGE, footer, page
from hotspots.ui.views import left_out
from hotspots.ui.views import zones as show


def tell(data: state.Data) -> None:
    """Show what is loaded, and how to load something else."""
    reading, months = data.reading, state.loaded_months(data)
    say.markdown(loading_words.data_sentence(reading, months))
    say.markdown(loading_words.rows_sentence(reading.files, reading.set_aside))
    area = data_words.area_sentence(reading.area, origin=area_line(reading))
    say.markdown(area)
    left_out.in_full(reading)
    with st.container(border=True):
        st.header("Load other data", anchor=False)
        loading.loading_widgets(data)
    if columns.is_asking():
        columns.form(loading.take_confirmed)
        return
    with st.container(border=True):
        patrolled.box(data)
    with st.container(border=True):
        strands.strand_widgets(inputs.take_other_strands)
    columns.save_widget(reading)
    checked = stages.month_checks(data, inputs.settings(data))
    st.header("Months", anchor=False)
    say.markdown(data_words.months_sentence(checked))
    ask_for(AskedOn.MONTHS)
    show.months_chart(checked, is_synthetic=reading.synthetic)
    show.months_table(checked, height_px=320)
    st.header("Rows set aside", anchor=False)
    if reading.set_aside.empty:
        say.markdown(data_words.NONE_SET_ASIDE)
    else:
        show.reasons_table(reading)
        show.set_aside_download(reading)
    st.header("Files", anchor=False)
    if skipped := loading_words.skipped_sentence(reading.files):
        say.markdown(skipped)
    left_out.of_files(reading)
    show.files_table(reading, height_px=420)


page("Data")
loaded = inputs.begin(asks=(), here=DATA_PAGE)
tell(loaded)
footer(state.credit(loaded))
