"""Which zones are in, which are out, and why."""

from __future__ import annotations

import streamlit as st

from hotspots.errors import InputError
from hotspots.method.choosing.selection import not_eligible
from hotspots.presentation.words import escaping
from hotspots.presentation.words import selection as selection_words
from hotspots.settings import AskedOn
from hotspots.ui import stages, state
from hotspots.ui.forms import settings as inputs
from hotspots.ui.forms.widgets import ask_for
from hotspots.ui.page import footer, page
from hotspots.ui.views import left_out
from hotspots.ui.views import when as show_times
from hotspots.ui.views import zones as show
from hotspots.ui.views.power import what_could_be_seen


def choose(data: state.Data) -> None:
    """Show the choice of one strand's zones."""
    strand = inputs.strand()
    inputs.choice_widgets(strand)
    settings = inputs.settings(data)
    try:
        chosen = stages.chosen(data, settings, strand)
    except InputError as error:
        st.error(escaping.problem(error))
        return
    summary = show.summary(chosen)
    st.markdown(
        selection_words.selection_sentence(
            summary,
            strand=strand,
            settings=chosen.settings,
            loaded=state.loaded_months(data),
        )
    )
    left_out.warn_of_months(data, chosen)
    the_map, the_list = st.columns([5, 6])
    with the_map:
        show.chosen_map(chosen, height_px=560)
    with the_list:
        show.chosen_table(chosen, height_px=560)
    st.markdown(
        selection_words.floor_sentence(summary, floor=settings.floor_of(strand))
    )
    left_out.districts_without(chosen)
    not_candidates = not_eligible(
        chosen.ranking, include_prisons=settings.include_prisons
    )
    for note in selection_words.notes(
        chosen.selection, not_candidates, strand=chosen.programme
    ):
        st.caption(note)
    what_could_be_seen(data, chosen)
    ask_for(AskedOn.CANDIDATES, strand)
    show.downloads(chosen, data)
    show_times.when(chosen)
    districts, others = st.tabs(["By district", "Zones not chosen"])
    with districts:
        show.district_table(chosen, data.reading.area)
    with others:
        show.not_chosen_table(chosen, height_px=420)


page("Choose zones")
loaded = inputs.begin(asks=inputs.OF_STRAND)
choose(loaded)
footer(*left_out.small_print(loaded), state.credit(loaded))
