"""A visitor's own zones in place of hexagons: the grid from a file."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from hotspots.errors import InputError
from hotspots.method.zoning.zones import zones_of_polygons
from hotspots.presentation.words import zone_files as words
from hotspots.presentation.words.escaping import plain
from hotspots.sources import opening
from hotspots.sources.shapes.polygon_formats import SUFFIXES
from hotspots.sources.shapes.stored_rows import SeveralLayersError
from hotspots.sources.shapes.zone_files import ZonePolygons
from hotspots.ui import say, state, waiting
from hotspots.ui.forms.removable import still_waiting
from hotspots.ui.state import Data, OwnZones

UPLOADER, LAYER = "own-zones-file", "own-zones-layer"


def box(data: Data) -> None:
    """Say which zones are in force, and take others from a file."""
    session = st.session_state
    uploader = f"{UPLOADER}-{session.get(UPLOADER, 0)}"
    waits = waiting.find(waiting.GRID) is not None
    is_used = data.zones is not None or waits or session.get(uploader) is not None
    with st.expander(words.OWN_ZONES, expanded=is_used):
        if data.zones is not None:
            say.markdown(words.in_force(data.zones))
            st.button(words.BACK_TO_HEXAGONS, on_click=_use, args=(None,))
        else:
            say.caption(words.WHAT_FOR)
        st.file_uploader(
            words.FILE,
            type=[suffix.removeprefix(".") for suffix in SUFFIXES],
            key=uploader,
            on_change=waiting.drop_if_removed,
            args=(waiting.GRID, uploader),
        )
        if (file := waiting.file_in(waiting.GRID, uploader)) is not None:
            _offer(data, file, is_in_box=session.get(uploader) is not None)


def _offer(data: Data, file: opening.Upload, *, is_in_box: bool) -> None:
    """Show what a file holds, and offer to take the grid from it."""
    try:
        own, polygons = _read(file)
        zoning = zones_of_polygons(data.reading.incidents, polygons)
    except InputError as error:
        waiting.drop(waiting.GRID)
        say.error(error)
        return
    waiting.put_file(waiting.GRID, file)
    if not is_in_box:
        still_waiting(waiting.GRID, file.name)
    n_in_any = int((zoning.zone_of_incident >= 0).sum())
    say.markdown(words.holds(polygons, zoning, n_incidents=n_in_any))
    for note in words.zone_file_notes(polygons, zoning):
        say.caption(plain(note))
    st.button(words.TAKE_THE_GRID, on_click=_use, args=(own,), type="primary")


def _read(file: opening.Upload) -> tuple[OwnZones, ZonePolygons]:
    own = OwnZones(file)
    try:
        return own, state.read_own_zones(own)
    except SeveralLayersError as error:
        layer = st.selectbox(words.LAYER, error.layers, key=LAYER)
        own = OwnZones(file, layer)
        return own, state.read_own_zones(own)


def _use(own: OwnZones | None) -> None:
    session = st.session_state
    # An uploader is emptied only by another in its place.
    session[UPLOADER] = session.get(UPLOADER, 0) + 1
    waiting.drop(waiting.GRID)
    state.load(replace(state.upload(), zones=own))
