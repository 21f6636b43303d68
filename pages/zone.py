"""One zone: where exactly it is, what happens there, and when."""

from __future__ import annotations

import streamlit as st

from hotspots.errors import InputError
from hotspots.method.pipeline import Result, one_zone
from hotspots.presentation.words import escaping
from hotspots.presentation.words import one_zone as words
from hotspots.ui import say, selection, stages, state
from hotspots.ui.forms import settings as inputs
from hotspots.ui.page import footer, page
from hotspots.ui.views import left_out
from hotspots.ui.views import one_zone as show


def look(data: state.Data) -> None:
    """Show the zone that is picked, in or out of the list."""
    strand = inputs.strand()
    asked = selection.take_link()
    settings = inputs.settings(data)
    try:
        ranked = stages.ranked(data, settings, strand)
    except InputError as error:
        say.error(error)
        return
    chosen, problem = stages.chosen_if_possible(ranked)
    if problem:
        say.warning(escaping.problem(problem))
    choose_another(chosen, asked)
    if not asked:
        say.info(words.NONE_PICKED)
        return
    try:
        facts = one_zone.zone_facts(chosen, asked)
    except InputError:
        say.error(words.unknown(asked, width_m=chosen.settings.zone_width_m))
        return
    parts(data, chosen, facts)


def choose_another(chosen: Result, asked: str) -> None:
    """Offer the zones of the list, by number."""
    rows = chosen.selection.to_dict("records")
    titles = {
        str(row["zone"]): f"{n}. {row['name']}, {row['district']}"
        for n, row in enumerate(rows, start=1)
    }
    key = f"zone-of-list-{chosen.strand}"
    st.session_state[key] = asked if asked in titles else None
    st.selectbox(
        words.PICK,
        list(titles),
        index=None,
        format_func=lambda zone: titles.get(zone, zone),
        key=key,
        on_change=_pick,
        args=(key,),
    )


def _pick(key: str) -> None:
    if zone := st.session_state[key]:
        selection.pick(zone)


def parts(data: state.Data, chosen: Result, facts: one_zone.ZoneFacts) -> None:
    """Show the parts of the page, in the order of the questions."""
    say.subheader(words.title(facts))
    say.markdown(
        words.in_list_or_not(
            facts,
            n=show.number(chosen, facts.zone),
            n_zones=len(chosen.selection),
            strand=chosen.programme,
            months=chosen.settings.months_chosen_on,
        )
    )
    selection.pick_on_map(show.where(data, chosen, facts))
    left, right = st.columns(2, gap="medium")
    with left:
        st.subheader("What kinds", anchor=False)
        show.kinds(chosen, facts)
        st.subheader("Why it is in or out", anchor=False)
        show.ranks_and_reason(data, chosen, facts)
    with right:
        st.subheader("Month by month", anchor=False)
        show.months(chosen, facts)
        st.subheader("Before and after", anchor=False)
        show.before_and_after(data, chosen, facts)
        st.subheader("Patrols", anchor=False)
        show.patrols(data, chosen, facts)
    st.subheader("When", anchor=False)
    show.when(chosen, facts)


page("One zone")
inputs.take_strand()
loaded = inputs.begin(asks=inputs.OF_STRAND)
look(loaded)
footer(*left_out.small_print(loaded), state.credit(loaded))
