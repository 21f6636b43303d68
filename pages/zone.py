"""One zone: where exactly it is, what happens there, and when."""

from __future__ import annotations

import streamlit as st

from hotspots.errors import InputError
from hotspots.method.pipeline import Result, one_zone
from hotspots.method.zoning.streets import find_streets
from hotspots.presentation.words import escaping
from hotspots.presentation.words import one_zone as words
from hotspots.ui import say, selection, stages, state
from hotspots.ui.forms import by_hand
from hotspots.ui.forms import settings as inputs
from hotspots.ui.page import footer, page
from hotspots.ui.views import left_out
from hotspots.ui.views import one_zone as show
from hotspots.ui.views.ranked import ranked_or_said

# The widget of the search, and what was last looked for.
FIND, WENT_FOR = "find-a-street", "street looked for"


def look(data: state.Data) -> None:
    """Show the zone that is picked, in or out of the list; else the list's first."""
    strand = inputs.strand()
    asked = selection.take_link()
    ranked = ranked_or_said(data, inputs.settings(data), strand)
    if ranked is None:
        return
    chosen, problem = stages.chosen_if_possible(data, ranked)
    if problem:
        say.warning(escaping.problem(problem))
    # The address stays as it is, so that Back goes where it came from.
    zone = asked or next(iter(chosen.selection["zone"]), "")
    choose_another(data, chosen, zone)
    if not asked:
        say.caption(words.FIRST_OF_LIST if zone else words.NO_LIST)
    if not zone:
        return
    try:
        facts = one_zone.zone_facts(chosen, zone)
    except InputError:
        say.error(words.unknown(zone, width_m=chosen.settings.zone_width_m))
        return
    parts(data, chosen, facts)


def choose_another(data: state.Data, chosen: Result, now: str) -> None:
    """Offer the zones of the list by number, and every street of the data by name."""
    of_list, find, found = st.columns([3, 2, 3], gap="medium")
    with of_list:
        numbered(chosen, now)
    with find:
        wanted = st.text_input(words.FIND, key=FIND)
    with found:
        if wanted.strip():
            streets_found(data, chosen, wanted)


def numbered(chosen: Result, now: str) -> None:
    """Offer the zones of the list, by number."""
    rows = chosen.selection.to_dict("records")
    titles = {
        str(row["zone"]): f"{n}. {row['name']}, {row['district']}"
        for n, row in enumerate(rows, start=1)
    }
    offer(words.PICK, titles, f"zone-of-list-{chosen.strand}", now)


def streets_found(data: state.Data, chosen: Result, wanted: str) -> None:
    """Offer the zones of the streets that were found."""
    found = find_streets(stages.streets(data, chosen), wanted)
    if found.empty:
        say.caption(words.NO_STREET)
        return
    zones = chosen.zoning.zones.set_index("zone")
    titles: dict[str, str] = {}
    for row in found.head(words.MOST_FOUND).to_dict("records"):
        name, district = zones.loc[row["zone"], ["name", "district"]]
        titles.setdefault(
            row["zone"],
            words.street_found(row["street"], name, district, n=row["incidents"]),
        )
    offer(f"{words.FOUND} ({len(titles)})", titles, f"zone-of-{wanted}", "")
    if len(found) > words.MOST_FOUND:
        say.caption(words.MORE_FOUND)
    is_new = st.session_state.get(WENT_FOR) != wanted
    st.session_state[WENT_FOR] = wanted
    if is_new and len(titles) == 1:
        selection.go_to(next(iter(titles)))


def offer(label: str, titles: dict[str, str], key: str, now: str) -> None:
    """Offer zones by their titles; the one picked is looked at."""
    st.session_state[key] = now if now in titles else None
    st.selectbox(
        label,
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
    say.header(words.title(facts))
    said, sheet = st.columns([3, 2], vertical_alignment="center")
    with said:
        say.markdown(show.in_list_or_not(chosen, facts))
    with sheet:
        show.sheet_download(data, chosen, facts)
    with st.container(key="one-zone"):
        of_facts(data, chosen, facts)


def of_facts(data: state.Data, chosen: Result, facts: one_zone.ZoneFacts) -> None:
    """Show what the data hold of a zone; on narrow screens one part below another."""
    selection.go_to(show.where(data, chosen, facts))
    left, right = st.columns(2, gap="medium")
    with left:
        st.header("What kinds", anchor=False)
        show.kinds(chosen, facts)
        st.header("Why it is in or out", anchor=False)
        show.ranks_and_reason(data, chosen, facts)
        if facts.ranked is not None:
            by_hand.of_zone(chosen, facts.zone)
    with right:
        st.header("Month by month", anchor=False)
        show.months(chosen, facts)
        st.header("Before and after", anchor=False)
        show.before_and_after(data, chosen, facts)
        st.header("Patrols", anchor=False)
        show.patrols(data, chosen, facts)
    st.header("When", anchor=False)
    show.when(chosen, facts)


page("One zone")
inputs.take_strand()
loaded = inputs.begin(asks=inputs.OF_STRAND)
look(loaded)
footer(*left_out.small_print(loaded), state.credit(loaded))
