"""A visitor's own district boundaries: the file, its layer and its column of names."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from hotspots.errors import InputError
from hotspots.presentation.words import data as data_words
from hotspots.sources.shapes.boundaries import NoNameColumnError
from hotspots.sources.shapes.stored_rows import SeveralLayersError
from hotspots.ui import say, state, waiting
from hotspots.ui.forms.removable import still_waiting
from hotspots.ui.state import OwnDistricts

BOUNDARIES = "boundaries"
LAYER, NAMES = "boundary-layer", "boundary-names"
# What the file in the box offers, and what is wrong with it.
LAYERS, COLUMNS = "boundary layers", "boundary columns"
PROBLEM = "boundary problem"
FORGET = "forget boundaries"


def widgets(on_change: Callable[[], None]) -> None:
    """Show what takes boundaries, and beside it what is wrong with those given.

    Parameters
    ----------
    on_change
        What to do once a box holds something else.
    """
    session = st.session_state
    file = waiting.find(waiting.BOUNDARIES)
    if file is not None and PROBLEM not in session:
        # A reload forgets what the file offered, and not the file.
        taken()
    problem = session.get(PROBLEM, "")
    is_in_box = session.get(BOUNDARIES) is not None
    asks = is_in_box or file is not None
    with st.expander("Other district boundaries", expanded=asks or bool(problem)):
        st.file_uploader(
            data_words.OWN_DISTRICTS,
            key=BOUNDARIES,
            on_change=_begin_anew,
            args=(on_change,),
        )
        if file is not None and not is_in_box:
            still_waiting(waiting.BOUNDARIES, file.name)
        if asks:
            _box("Layer", session.get(LAYERS, ()), LAYER, on_change)
            _box(data_words.NAME_COLUMN, session.get(COLUMNS, ()), NAMES, on_change)
        if problem:
            say.error(problem)
        if state.upload().boundaries is not None:
            st.button("Use the built-in districts", on_click=_forget, args=(on_change,))


def taken() -> OwnDistricts | None:
    """Return the boundaries given; those in force before where they cannot be used."""
    session, before = st.session_state, state.upload().boundaries
    if session.pop(FORGET, False):
        return None
    # A page change empties the box, not the visit: districts once given stay.
    upload = waiting.file_in(waiting.BOUNDARIES, BOUNDARIES)
    if upload is None:
        return before
    own = OwnDistricts(upload, session.get(LAYER), session.get(NAMES))
    try:
        session[COLUMNS] = state.read_own(own).columns
    except InputError as error:
        if isinstance(error, SeveralLayersError):
            session[LAYERS] = error.layers
        if isinstance(error, NoNameColumnError):
            session[COLUMNS] = error.columns
        if isinstance(error, SeveralLayersError | NoNameColumnError):
            waiting.put_file(waiting.BOUNDARIES, upload)
        else:
            waiting.drop(waiting.BOUNDARIES)
        session[PROBLEM] = data_words.not_used(str(error))
        return before
    waiting.drop(waiting.BOUNDARIES)
    session[PROBLEM] = ""
    return own


def _box(
    label: str, offered: tuple[str, ...], key: str, on_change: Callable[[], None]
) -> None:
    if offered:
        st.selectbox(
            label,
            offered,
            index=None,
            placeholder=data_words.FOUND_BY_ITSELF,
            key=key,
            on_change=on_change,
        )


def _begin_anew(on_change: Callable[[], None]) -> None:
    """Forget what another file offered."""
    for key in (LAYER, NAMES, LAYERS, COLUMNS, PROBLEM):
        st.session_state.pop(key, None)
    waiting.drop(waiting.BOUNDARIES)
    on_change()


def _forget(on_change: Callable[[], None]) -> None:
    st.session_state[FORGET] = True
    _begin_anew(on_change)
