"""Loading data: the widgets, and what happens when files cannot be read."""

from __future__ import annotations

import streamlit as st

from hotspots.errors import InputError
from hotspots.presentation.words import data as data_words
from hotspots.presentation.words import escaping
from hotspots.presentation.words import loading as loading_words
from hotspots.sources import opening
from hotspots.sources.opening import Source
from hotspots.ui import state
from hotspots.ui.state import Upload

LOCAL_ADDRESSES = ("localhost", "127.0.0.1", "::1", "[::1]")
PROXY_MARKS = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")

UPLOADS = "uploads"
FOLDER = "folder"
BOUNDARIES = "boundaries"
CHANGED = "data changed"
FORGET = "forget boundaries"
PROBLEM = "loading problem"


def loading_widgets() -> None:
    """Show what loads data, and why the last attempt failed if it did."""
    st.markdown(loading_words.HOW_TO_LOAD)
    st.caption(data_words.REPLACES)
    st.file_uploader(
        "Files from data.police.uk (zip or CSV)",
        type=["zip", "csv"],
        accept_multiple_files=True,
        key=UPLOADS,
        on_change=_mark_changed,
    )
    if _is_on_this_computer():
        st.text_input(
            "Or a folder, zip or file on this computer",
            key=FOLDER,
            placeholder="for example C:\\Downloads\\police-data",
            on_change=_mark_changed,
        )
    with st.expander("Other district boundaries"):
        st.file_uploader(
            "Your own districts (GeoJSON, GeoPackage or zipped shapefile)",
            type=["geojson", "json", "gpkg", "zip"],
            key=BOUNDARIES,
            on_change=_mark_changed,
        )
        if state.upload().boundaries is not None:
            st.button("Use the built-in districts", on_click=_forget_boundaries)
    if not state.uses_sample():
        st.button("Use the built-in sample", on_click=_forget_data)
    if st.session_state.pop(CHANGED, False):
        _load()
    if problem := st.session_state.get(PROBLEM):
        st.error(escaping.problem(problem))


def _is_on_this_computer() -> bool:
    """Say whether the visitor sits at the machine that runs the app.

    Only then may a visitor name its folders. A visitor who comes through a proxy has
    another machine's name in the address, or the proxy's mark on the request.
    """
    if st.get_option("server.address") not in LOCAL_ADDRESSES:
        return False
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    host = headers.get("host", LOCAL_ADDRESSES[0])
    is_local = host.rpartition(":")[0] in LOCAL_ADDRESSES or host in LOCAL_ADDRESSES
    return is_local and not any(mark in headers for mark in PROXY_MARKS)


def _mark_changed() -> None:
    st.session_state[CHANGED] = True


def _forget_boundaries() -> None:
    st.session_state[FORGET] = st.session_state[CHANGED] = True


def _forget_data() -> None:
    st.session_state[FOLDER], st.session_state[PROBLEM] = "", ""
    state.use_sample()


def _load() -> None:
    """Load what the widgets hold; if it cannot be, say why and keep what was loaded."""
    session = st.session_state
    sources: list[Source] = [_upload(file) for file in session.get(UPLOADS) or []]
    if folder := (session.get(FOLDER) or "").strip().strip('"'):
        sources.append(folder)
    before, own = state.upload(), session.get(BOUNDARIES)
    sources = sources or list(before.sources)
    # A page change empties the widgets, not the visit: districts once given stay.
    boundaries = _upload(own) if own else before.boundaries
    if session.pop(FORGET, False):
        boundaries = None
    try:
        state.load(Upload(tuple(sources), boundaries))
    except InputError as error:
        session[PROBLEM] = data_words.not_loaded(str(error))
    else:
        session[PROBLEM] = ""
    st.rerun()


def _upload(file: st.runtime.uploaded_file_manager.UploadedFile) -> opening.Upload:
    return opening.Upload(file.name, file.getvalue())
