"""How it is done, and what its limits are."""

from __future__ import annotations

import streamlit as st

from hotspots.presentation.words import method as method_words
from hotspots.presentation.words.settings_in_force import in_force
from hotspots.ui import state
from hotspots.ui.forms import settings as inputs
from hotspots.ui.page import footer, page

page("Method")
loaded = inputs.begin(asks=())
settings = inputs.settings(loaded)
st.markdown(method_words.INTRODUCTION)
st.markdown(method_words.LIMITS_IN_SHORT)
for number, step in enumerate(method_words.steps(settings, loaded.reading), start=1):
    st.subheader(method_words.heading(number, step), anchor=False)
    done, limits = st.columns(2)
    done.markdown(method_words.done(step))
    limits.markdown(method_words.limits(step))
st.subheader("Settings in force", anchor=False)
st.table(in_force(settings), hide_index=True, border="horizontal")
st.subheader("Harm scales", anchor=False)
st.markdown(method_words.ABOUT_SCALES)
st.table(method_words.scale_table(), hide_index=True, border="horizontal")
with st.expander("Where the weights come from"):
    st.table(method_words.source_table(), hide_index=True, border="horizontal")
with st.expander("Words"):
    st.markdown(method_words.words())
footer(state.credit(loaded))
