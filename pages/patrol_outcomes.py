"""What changed where patrols went, and what can be made of it."""

from __future__ import annotations

import streamlit as st

from hotspots.errors import InputError
from hotspots.presentation import comparison_words, wording
from hotspots.ui import inputs, periods, show_outcomes, state
from hotspots.ui.page import footer, page


def compare(data: state.Loaded) -> None:
    """Show one strand before and after."""
    strand = inputs.strand()
    periods.widgets(data)
    settings = inputs.settings(data)
    try:
        chosen = state.chosen(data, settings, strand)
        comparison = state.compared(data, chosen)
    except InputError as error:
        st.error(wording.problem(error))
        return
    st.markdown(comparison_words.periods_sentence(comparison))
    for note in comparison_words.comparison_notes(comparison):
        st.warning(note)
    show_outcomes.figures(comparison)
    if not comparison.chosen_on_after:
        st.markdown(comparison_words.FALL_ANYWAY)
    the_map, the_list = st.columns([1, 1])
    with the_map:
        show_outcomes.outcome_map(chosen, comparison, height_px=520)
    with the_list:
        show_outcomes.outcome_table(comparison, height_px=560)
    show_outcomes.monthly_charts(data, chosen, comparison)
    st.subheader("By district", anchor=False)
    show_outcomes.district_table(comparison)
    st.caption(comparison_words.without_place_sentence(comparison))
    show_outcomes.download(chosen, comparison)


page("Patrol outcomes")
loaded = inputs.begin(asks=inputs.OF_STRAND)
compare(loaded)
footer(state.credit(loaded))
