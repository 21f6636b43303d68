"""What a visitor can set of a briefing: what is published, titles, facts, sizes."""

from __future__ import annotations

from typing import Any

import streamlit as st

from hotspots.disclosure.policy import Policy, usual_policy
from hotspots.errors import InputError
from hotspots.presentation.briefing.settings import FACTS, MOST_TITLE, PackSettings
from hotspots.presentation.words.disclosure import settings_explained
from hotspots.settings import Settings

HIDE, ROUND, WIDTH = "publish-hide", "publish-round", "publish-width"
ADDRESSES, COARSEN, REASON = "publish-addresses", "publish-coarsen", "publish-reason"
ORDER, TITLES, KIND, SIZE = "card-facts", "picture-titles", "picture", "picture-size"
TITLE = "picture-title"
POLICY = (HIDE, ROUND, WIDTH, ADDRESSES, COARSEN, REASON)
REMEMBERED = (*POLICY, ORDER, TITLES, KIND, SIZE)
# Whether the policy in force was set for public data.
POLICY_OF = "publish-public-data"


def remember() -> None:
    """Say each choice again, so that all of them outlive a look at another page."""
    session = st.session_state
    start = {
        **_policy_values(Policy()),
        ORDER: list(FACTS),
        TITLES: {},
        KIND: "zones",
        SIZE: "newsletter",
    }
    for key in REMEMBERED:
        session[key] = session.get(key, start[key])


def follow(*, is_public: bool) -> None:
    """Set the usual policy of the data; a choice made for other data does not hold.

    Parameters
    ----------
    is_public
        Whether anyone can have the same data.
    """
    session = st.session_state
    if session.get(POLICY_OF) != is_public:
        session[POLICY_OF] = is_public
        for key, value in _policy_values(usual_policy(is_public=is_public)).items():
            session[key] = value


def _policy_values(policy: Policy) -> dict[str, Any]:
    return {
        HIDE: policy.hide_up_to,
        ROUND: policy.round_to,
        WIDTH: policy.least_zone_width_m,
        ADDRESSES: policy.name_addresses_by_district,
        COARSEN: policy.coarsen_future,
        REASON: policy.reason_not_coarsened,
    }


def policy_in_force() -> Policy:
    """Return what may be published, as set.

    Raises
    ------
    InputError
        If the choices cannot be a policy.
    """
    session = st.session_state
    return Policy(
        hide_up_to=session[HIDE],
        round_to=session[ROUND],
        least_zone_width_m=session[WIDTH],
        name_addresses_by_district=session[ADDRESSES],
        coarsen_future=session[COARSEN],
        reason_not_coarsened=session[REASON],
    )


def choices(settings: Settings) -> PackSettings:
    """Return the choices in force.

    Raises
    ------
    InputError
        If they cannot be a policy, or a card would show nothing.
    """
    session = st.session_state
    return PackSettings(
        settings=settings,
        policy=policy_in_force(),
        titles={name: title for name, title in session[TITLES].items() if title},
        # A card of nothing would take away the widget that mends it.
        facts=tuple(session[ORDER]) or FACTS,
    )


def policy_widgets() -> None:
    """Show what may be published, each setting explained."""
    try:
        explained = settings_explained(choices(Settings()).policy)
    except InputError:
        explained = settings_explained(Policy())
    hide, rounding, width = st.columns(3)
    hide.number_input(
        "Hide numbers up to", 0, 50, step=1, key=HIDE, help=explained["hide_up_to"]
    )
    rounding.number_input(
        "Round other numbers to", 1, 100, step=1, key=ROUND, help=explained["round_to"]
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
        "Name zones that are mostly one address only by their district",
        key=ADDRESSES,
    )
    st.toggle(
        "Show only the general area of future patrols",
        key=COARSEN,
        help=explained["coarsen_future"],
    )
    if not st.session_state[COARSEN]:
        st.text_input("Why exact areas are shown (printed in the pack)", key=REASON)


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
        help="To move a fact to the end, remove it and add it again.",
    )
