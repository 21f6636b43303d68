"""Every text that a page shows, through one gate.

Pages call these in place of Streamlit's own functions, so that no name from a file, a
link or a settings file becomes a link, a picture, an icon or a formula. A test fails
where a page shows a text past them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer
from streamlit.elements.lib.mutable_tab_container import TabContainer

from hotspots.presentation.words import escaping

if TYPE_CHECKING:
    import pandas as pd


def markdown(text: object) -> None:
    """Show a text: its bold, italics and lists, and no link, picture or icon."""
    st.markdown(escaping.sentence(text))


def lead(text: object, *, key: str = "lead") -> None:
    """Show the one sentence that a page is opened for, large; as `markdown`."""
    with st.container(key=key):
        st.markdown(escaping.sentence(text))


def banner(text: object) -> None:
    """Show across the page what must not be overlooked; as `markdown`."""
    with st.container(key="page-banner"):
        st.markdown(escaping.sentence(text))


def caption(text: object) -> None:
    """Show a text in small print; as `markdown`."""
    st.caption(escaping.sentence(text))


def info(text: object) -> None:
    """Show a remark; as `markdown`."""
    st.info(escaping.sentence(text))


def warning(text: object) -> None:
    """Show a warning; as `markdown`."""
    st.warning(escaping.sentence(text))


def error(problem: object) -> None:
    """Show an error's sentence, letter for letter."""
    st.error(escaping.problem(problem))


def header(text: object) -> None:
    """Show a heading; as `markdown`."""
    st.header(escaping.sentence(text), anchor=False)


def metric(label: str, figure: str) -> None:
    """Show a figure with its label; as `markdown`."""
    st.metric(escaping.sentence(label), escaping.sentence(figure))


def table(frame: pd.DataFrame) -> None:
    """Show a whole table, whose cells Streamlit reads as Markdown."""
    cells = frame.map(
        lambda cell: escaping.sentence(cell) if isinstance(cell, str) else cell
    )
    names = cells.rename(columns=escaping.sentence)
    st.table(names, hide_index=True, border="horizontal")


def page_link(
    file: str, label: str, *, icon: str, query: Mapping[str, str] | None = None
) -> None:
    """Show a link to another page; its label as `markdown`."""
    st.page_link(
        file, label=escaping.sentence(label), icon=icon, query_params=dict(query or {})
    )


def expander(title: str, *, is_open: bool = False) -> DeltaGenerator:
    """Begin a part that opens; its title as `markdown`."""
    return st.expander(escaping.sentence(title), expanded=is_open)


def part(title: str, *, key: str) -> ExpanderContainer:
    """Begin a part that says whether it is `open`; its title as `markdown`."""
    return st.expander(escaping.sentence(title), key=key, on_change="rerun")


def tabs(titles: Iterable[str], *, key: str) -> Sequence[TabContainer]:
    """Begin tabs that say which of them is `open`; their titles as `markdown`."""
    return st.tabs(list(map(escaping.sentence, titles)), key=key, on_change="rerun")
