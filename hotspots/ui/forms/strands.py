"""Strands of a visitor's own: defined in a form or by a file, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from hotspots.errors import InputError
from hotspots.presentation.words import strand_form as form_words
from hotspots.presentation.words import strands as words
from hotspots.settings.counting import Definition
from hotspots.settings.strand_files import read_definitions, strands_file
from hotspots.sources.strand_names import refuse_unknown_names
from hotspots.ui import say, state
from hotspots.ui.forms import strand_form

UPLOAD, PROBLEM = "strands-file", "strands problem"
# What the link that was opened asks: read again where other strands come.
ADDRESS = "address opened"
MOST_MB = 1
FILE_NAME = "strands.json"


def strand_widgets(changed: Callable[[], None]) -> None:
    """Show the strands in force, what defines others, and what loads and saves them.

    Parameters
    ----------
    changed
        What sets every setting anew.
    """
    say.header(words.TITLE)
    say.caption(words.WHAT_FOR)

    def use(definitions: Sequence[Definition] | None) -> None:
        """Put strands in force; None for the built-in ones."""
        state.use_definitions(definitions)
        changed()

    if strand_form.is_open():
        strand_form.form(use)
        return
    _strands(use)
    # A file is written in a thread that knows nothing of the visit.
    in_force = state.definitions()
    add, save, back, _ = st.columns([2, 3, 3, 2])
    add.button(
        form_words.ADD,
        icon=":material/add:",
        on_click=strand_form.open_new,
        width="stretch",
    )
    save.download_button(
        words.SAVE,
        lambda: strands_file(in_force),
        file_name=FILE_NAME,
        mime="application/json",
        on_click="ignore",
        icon=":material/download:",
        width="stretch",
    )
    if state.has_own_strands():
        back.button(words.USE_BUILT_IN, on_click=_forget, args=(use,), width="stretch")
    with st.expander(words.FROM_A_FILE):
        say.caption(words.HOW_TO_DEFINE)
        st.file_uploader(
            "A file of strands (JSON)",
            type=["json"],
            key=UPLOAD,
            on_change=_take,
            args=(use,),
            max_upload_size=MOST_MB,
        )
    if problem := st.session_state.get(PROBLEM):
        say.error(problem)


def _strands(use: Callable[[Sequence[Definition] | None], None]) -> None:
    definitions = state.definitions()
    for at, (each, strand) in enumerate(
        zip(definitions, state.usual_settings().strands.values(), strict=True)
    ):
        line, change, remove = st.columns(
            [6, 1.4, 1.4], vertical_alignment="center", gap="small"
        )
        with line:
            say.markdown(words.strand_line(strand))
        change.button(
            "Change",
            key=f"strand-change-{each.name}",
            on_click=strand_form.open_existing,
            args=(at,),
            width="stretch",
        )
        remove.button(
            "Remove",
            key=f"strand-remove-{each.name}",
            on_click=use,
            args=([*definitions[:at], *definitions[at + 1 :]],),
            disabled=len(definitions) == 1,
            help=form_words.LAST if len(definitions) == 1 else None,
            width="stretch",
        )


def _take(use: Callable[[Sequence[Definition] | None], None]) -> None:
    session = st.session_state
    file = session[UPLOAD]
    session[PROBLEM] = ""
    if file is None:
        return
    try:
        definitions = read_definitions(file.getvalue(), name=file.name)
        refuse_unknown_names(definitions)
        use(definitions)
    except InputError as error:
        session[PROBLEM] = str(error)


def _forget(use: Callable[[Sequence[Definition] | None], None]) -> None:
    st.session_state[PROBLEM] = ""
    use(None)
