"""The home page: what the data say today, in one screen."""

from __future__ import annotations

import streamlit as st

from hotspots.errors import InputError
from hotspots.presentation import wording
from hotspots.settings import STRANDS
from hotspots.ui import inputs, show, show_outcomes, state
from hotspots.ui.page import footer, page

page("Hotspots")
data = inputs.begin()
settings = inputs.settings(data)
st.markdown(wording.data_sentence(data.reading, state.loaded_months(data)))
outcomes = []
for column, strand in zip(st.columns(len(STRANDS)), STRANDS, strict=True):
    with column:
        title = wording.title_of(settings.strand(strand).categories)
        st.subheader(title, anchor=False)
        try:
            chosen = state.chosen(data, settings, strand)
        except InputError as error:
            st.error(wording.problem(error))
            continue
        st.markdown(wording.headline(show.summary(chosen), area=data.reading.area))
        # It takes a second to compute, so the maps come first.
        outcomes.append((st.empty(), chosen))
        show.chosen_map(chosen, height_px=430)
        show.top_table(chosen, n_zones=3)
for place, chosen in outcomes:
    with place:
        show_outcomes.headline(data, chosen)
footer(state.credit(data))
