"""The home page: what the data say today, in one screen."""

from __future__ import annotations

import streamlit as st

from hotspots.errors import InputError
from hotspots.presentation.words import loading as loading_words
from hotspots.presentation.words import selection as selection_words
from hotspots.presentation.words import strands as strands_words
from hotspots.ui import say, server, stages, state
from hotspots.ui.forms import settings as inputs
from hotspots.ui.page import doors, footer, page
from hotspots.ui.views import left_out, public
from hotspots.ui.views import outcomes as show_outcomes
from hotspots.ui.views import patrolled as show_patrolled
from hotspots.ui.views import zones as show

page("Hotspots", is_public=True)
if server.is_public():
    footer(public.show())
    st.stop()
data = inputs.begin()
settings = inputs.settings(data)
say.markdown(loading_words.data_sentence(data.reading, state.loaded_months(data)))
doors()
outcomes = []
# Narrower columns than a third hold no map.
MOST_A_ROW = 3
n_columns = min(len(settings.strands), MOST_A_ROW)
with st.container(key="strands"):
    columns = [
        column
        for _ in range(-(-len(settings.strands) // n_columns))
        for column in st.columns(n_columns)
    ]
for column, strand in zip(columns, settings.strands, strict=False):
    with column:
        title = strands_words.title_of(settings.strand(strand))
        say.header(title)
        try:
            chosen = stages.chosen(data, settings, strand)
        except InputError as error:
            say.error(error)
            continue
        say.markdown(
            selection_words.headline(show.summary(chosen), area=data.reading.area)
        )
        left_out.districts_without(chosen)
        # It takes a second to compute, so the maps come first.
        outcomes.append((st.container(), chosen))
        show.chosen_map(chosen, height_px=430)
        show.whole_list(chosen)
for above_the_map, chosen in outcomes:
    with above_the_map:
        if not show_patrolled.headline(data, settings, chosen.strand):
            show_outcomes.headline(data, chosen)
footer(*left_out.small_print(data), state.credit(data))
