"""Which zones are worst, and how that depends on the weights."""

from __future__ import annotations

import streamlit as st

from hotspots.presentation.words import ranking as ranking_words
from hotspots.ui import say, stages, state
from hotspots.ui.forms import settings as inputs
from hotspots.ui.page import footer, page
from hotspots.ui.views import left_out
from hotspots.ui.views import zones as show
from hotspots.ui.views.ranked import ranked_or_said


def rank(data: state.Data) -> None:
    """Show the ranking of one strand's zones, and what decides it."""
    strand = inputs.strand()
    # The answer comes first; what it rests on is asked below it.
    head = st.container()
    st.header(ranking_words.WEIGHING, anchor=False)
    inputs.weighing_widgets(strand)
    settings = inputs.settings(data)
    with head:
        ranked = ranked_or_said(data, settings, strand)
        if ranked is None:
            return
        say.markdown(
            ranking_words.ranking_sentence(
                ranked.ranking, settings=ranked.settings, strand=strand
            )
        )
        left_out.warn_of_months(data, ranked)
        chosen, problem = stages.chosen_if_possible(data, ranked)
        if problem:
            say.warning(problem)
        else:
            show.difference(data, chosen)
        show.score_map(chosen, height_px=480)
    st.header(ranking_words.LIST, anchor=False)
    find, download = st.columns([3, 2], vertical_alignment="bottom")
    wanted = find.text_input("Find a street or district", key="find")
    with download:
        show.ranking_download(chosen)
    show.ranking_table(chosen, wanted=wanted, height_px=470)
    if ranked.programme.counts_several:
        st.header("Volume against harm", anchor=False)
        show.harm_chart(chosen)
        say.caption(ranking_words.CHART_NOTE)


page("Rank zones")
loaded = inputs.begin(asks=inputs.OF_STRAND)
rank(loaded)
footer(*left_out.small_print(loaded), state.credit(loaded))
