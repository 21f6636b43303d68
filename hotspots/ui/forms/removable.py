"""A line on something that was loaded, and the button that takes it away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from hotspots.presentation.words import data as words
from hotspots.ui import say, waiting


def removable(text: str, *, key: str, remove: Callable[[], None]) -> None:
    """Show a line on something loaded, with a button beside it that takes it away.

    Parameters
    ----------
    text
        The line, as Markdown.
    key
        Tells the button from others.
    remove
        What the button does.
    """
    line, button = st.columns([5, 1], vertical_alignment="center")
    with line:
        say.markdown(text)
    button.button("Remove", key=key, on_click=remove, width="stretch")


def still_waiting(kind: str, file: str) -> None:
    """Say that a file given before still waits, with a button that puts it away.

    Parameters
    ----------
    kind
        What waits, as `waiting` has it.
    file
        The file's name.
    """
    removable(
        words.still_waits(file),
        key=f"waiting-remove-{kind}",
        remove=partial(waiting.drop, kind),
    )
