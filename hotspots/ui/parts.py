"""Parts of a page that are worked out only while they are open.

A changed weight runs the whole page again, so what stands behind a closed title or tab
costs nothing until somebody opens it. What a visitor set in such a part is held for
the visit by its widgets (`persist_state="session"`), or in the visit's memory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from hotspots.ui import say


def folded(title: str, show: Callable[[], None], *, key: str) -> None:
    """Show a part that opens by a click on its title.

    Parameters
    ----------
    title
        Its title: what matters of it while it is closed.
    show
        Shows what is in it.
    key
        Tells it from others on the page; its state is true while it is open.
    """
    part = say.part(title, key=key)
    if part.open:
        with part:
            show()


def unfold(key: str) -> None:
    """Open the part of this key from now on, until it is closed by hand."""
    st.session_state[key] = True


def in_tabs(parts: Mapping[str, Callable[[], None]], *, key: str) -> None:
    """Show parts as tabs, of which one is open.

    Parameters
    ----------
    parts
        What shows each part, by its title.
    key
        Tells them from others on the page; their state is the open title.
    """
    for tab, show in zip(say.tabs(parts, key=key), parts.values(), strict=True):
        if tab.open:
            with tab:
                show()
