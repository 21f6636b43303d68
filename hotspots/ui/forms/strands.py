"""Strands of a visitor's own: a file of them, and the way back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from hotspots.errors import InputError
from hotspots.presentation.words import strands as words
from hotspots.settings.strand_files import BUILT_IN, read_definitions
from hotspots.ui import say, state

UPLOAD, PROBLEM = "strands-file", "strands problem"
# What the link that was opened asks: read again where other strands come.
ADDRESS = "address opened"
MOST_MB = 1


def strand_widgets(changed: Callable[[], None]) -> None:
    """Show the strands in force, and what loads others.

    Parameters
    ----------
    changed
        What sets every setting anew.
    """
    st.subheader("Strands", anchor=False)
    say.markdown(words.strands_sentence(state.usual_settings()))
    with st.expander("Your own strands"):
        say.markdown(words.HOW_TO_DEFINE)
        st.file_uploader(
            "A file of strands (JSON)",
            type=["json"],
            key=UPLOAD,
            on_change=_take,
            args=(changed,),
            max_upload_size=MOST_MB,
        )
        st.download_button(
            "The built-in strands, to start from (JSON)",
            BUILT_IN.read_bytes(),
            file_name=BUILT_IN.name,
            mime="application/json",
            on_click="ignore",
        )
        if state.DEFINITIONS in st.session_state:
            st.button(
                "Use the built-in strands again", on_click=_forget, args=(changed,)
            )
    if problem := st.session_state.get(PROBLEM):
        say.error(problem)


def _take(changed: Callable[[], None]) -> None:
    session = st.session_state
    file = session[UPLOAD]
    session[PROBLEM] = ""
    if file is None:
        return
    try:
        session[state.DEFINITIONS] = read_definitions(file.getvalue(), name=file.name)
    except InputError as error:
        session[PROBLEM] = str(error)
        return
    changed()


def _forget(changed: Callable[[], None]) -> None:
    st.session_state.pop(state.DEFINITIONS, None)
    st.session_state[PROBLEM] = ""
    changed()
