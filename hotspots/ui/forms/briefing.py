"""What a visitor can set of a briefing: what is published, titles, facts, sizes."""

from __future__ import annotations

import streamlit as st

from hotspots.disclosure.policy import Policy
from hotspots.errors import InputError
from hotspots.presentation.briefing.settings import FACTS, MOST_TITLE, PackSettings
from hotspots.presentation.words import pack as pack_words
from hotspots.settings import Settings

HIDE, ROUND, WIDTH = "publish-hide", "publish-round", "publish-width"
ADDRESSES, COARSEN, REASON = "publish-addresses", "publish-coarsen", "publish-reason"
ORDER, TITLES, KIND, SIZE = "card-facts", "picture-titles", "picture", "picture-size"
TITLE = "picture-title"
KEPT = (HIDE, ROUND, WIDTH, ADDRESSES, COARSEN, REASON, ORDER, TITLES, KIND, SIZE)


def remember() -> None:
    """Say each choice again, so that all of them outlive a look at another page."""
    kept, usual = st.session_state, Policy()
    start = {
        HIDE: usual.hide_up_to,
        ROUND: usual.round_to,
        WIDTH: usual.least_zone_width_m,
        ADDRESSES: usual.name_addresses_by_district,
        COARSEN: usual.coarsen_future,
        REASON: usual.reason_not_coarsened,
        ORDER: list(FACTS),
        TITLES: {},
        KIND: "zones",
        SIZE: "newsletter",
    }
    for key in KEPT:
        kept[key] = kept.get(key, start[key])


def choices(settings: Settings) -> PackSettings:
    """Return the choices in force.

    Raises
    ------
    InputError
        If they cannot be a policy, or a card would show nothing.
    """
    kept = st.session_state
    return PackSettings(
        settings=settings,
        policy=Policy(
            hide_up_to=kept[HIDE],
            round_to=kept[ROUND],
            least_zone_width_m=kept[WIDTH],
            name_addresses_by_district=kept[ADDRESSES],
            coarsen_future=kept[COARSEN],
            reason_not_coarsened=kept[REASON],
        ),
        titles={name: title for name, title in kept[TITLES].items() if title},
        # A card of nothing would take away the widget that mends it.
        facts=tuple(kept[ORDER]) or FACTS,
    )


def policy_widgets() -> None:
    """Show what may be published, each setting explained."""
    try:
        explained = pack_words.explained(choices(Settings()).policy)
    except InputError:
        explained = pack_words.explained(Policy())
    hide, rounding, width = st.columns(3)
    hide.number_input(
        "Hide counts up to", 0, 50, step=1, key=HIDE, help=explained["hide_up_to"]
    )
    rounding.number_input(
        "Round others to", 1, 100, step=1, key=ROUND, help=explained["round_to"]
    )
    width.number_input(
        "Draw zones no narrower than (metres)",
        100,
        5000,
        step=50,
        key=WIDTH,
        help=explained["least_zone_width_m"],
    )
    st.toggle(
        "Name zones that are mostly one address by their district alone",
        key=ADDRESSES,
    )
    st.toggle(
        "Draw zones of future patrols coarser",
        key=COARSEN,
        help=explained["coarsen_future"],
    )
    if not st.session_state[COARSEN]:
        st.text_input("Why they are drawn exactly (printed in the pack)", key=REASON)


def title_widget(name: str, title: str) -> None:
    """Ask for a picture's own title.

    Parameters
    ----------
    name
        The picture's name, such as `violence-zones`.
    title
        What it is called unless set otherwise.
    """
    own = st.text_input(
        "Title",
        value=st.session_state[TITLES].get(name, ""),
        placeholder=title,
        max_chars=MOST_TITLE,
        key=f"{TITLE}-{name}",
    )
    titles = dict(st.session_state[TITLES])
    if titles.get(name, "") != own:
        st.session_state[TITLES] = titles | {name: own}
        st.rerun()


def facts_widget() -> None:
    """Ask which facts the card shows, in which order."""
    st.multiselect(
        "Facts, in this order",
        FACTS,
        key=ORDER,
        format_func=str.capitalize,
        placeholder="All of them",
        help="Take a fact away and add it again to put it last.",
    )
