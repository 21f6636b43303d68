"""The list that a strand's list is set beside: a file, or other months."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from hotspots.errors import InputError
from hotspots.months import Period
from hotspots.presentation.words import in_and_out as words
from hotspots.presentation.words import months_told
from hotspots.presentation.words import zone_files as zone_words
from hotspots.sources.opening import Upload
from hotspots.sources.shapes.polygon_formats import SUFFIXES
from hotspots.sources.shapes.stored_rows import SeveralLayersError
from hotspots.sources.shapes.zone_columns import ZoneFileOptions
from hotspots.sources.shapes.zone_files import ChosenZones, read_chosen_zones
from hotspots.ui import say, state, waiting
from hotspots.ui.forms.removable import removable, still_waiting

# What is wrong with a strand's file, by the strand.
WRONG = "earlier list wrong"


@dataclass(frozen=True, eq=False)
class Earlier:
    """What a list is set beside: zones of a file, or months; one of the two is None.

    Attributes
    ----------
    zones, months
        The zones; the months.
    n_bytes
        How large the file is.
    """

    zones: ChosenZones | None = None
    months: Period | None = None
    n_bytes: int = 0

    @property
    def key(self) -> str:
        """Text that changes with it."""
        return f"{self.months} {self.zones.polygons.fingerprint if self.zones else ''}"


@dataclass(frozen=True, eq=False)
class OfLayers:
    """A file of several layers, of which one is asked for."""

    file: Upload
    layers: tuple[str, ...]


def of_strand(strand: str) -> Earlier | None:
    """Return what a strand's list is set beside, if anything."""
    held: dict[str, Earlier] = st.session_state.get(state.EARLIER, {})
    return held.get(strand)


def key_of_all() -> str:
    """Return a text that changes with what any strand's list is set beside."""
    held: dict[str, Earlier] = st.session_state.get(state.EARLIER, {})
    return "\n".join(f"{strand} {held[strand].key}" for strand in sorted(held))


def keep_in_step(strand: str, spans: list[Period]) -> None:
    """Let other months follow where those of the list move; `spans` as for `ask`."""
    held = of_strand(strand)
    if held is None or held.months is None or held.months in spans:
        return
    if spans:
        _hold(strand, Earlier(months=spans[-1]))
    else:
        _forget(strand)


def ask(strand: str, spans: list[Period]) -> None:
    """Ask for an earlier list as a file, or for other months.

    Parameters
    ----------
    strand
        The strand.
    spans
        The same months of other years that are loaded.
    """
    before = of_strand(strand)
    is_of_months = before is not None and before.months is not None
    source = st.segmented_control(
        words.COMPARE_WITH,
        [words.FILE, words.OTHER_MONTHS],
        default=words.OTHER_MONTHS if is_of_months else words.FILE,
        required=True,
        key=f"{strand}-earlier-source",
        on_change=_forget,
        args=(strand,),
        persist_state="session",
    )
    if source == words.FILE:
        _file(strand)
    elif not spans:
        say.info(words.NO_OTHER_YEAR)
    else:
        span = st.selectbox(
            words.WHICH_MONTHS,
            spans,
            index=spans.index(before.months)
            if before is not None and before.months in spans
            else len(spans) - 1,
            format_func=months_told.period,
            key=f"{strand}-earlier-months",
            persist_state="session",
        )
        if before is None or before.months != span:
            _hold(strand, Earlier(months=span))
            st.rerun()


def _file(strand: str) -> None:
    session = st.session_state
    uploader, waits = f"{strand}-earlier-file", f"{waiting.EARLIER}{strand}"
    st.file_uploader(
        words.EARLIER_FILE,
        type=[suffix.removeprefix(".") for suffix in SUFFIXES],
        key=uploader,
        on_change=_take,
        args=(strand, uploader),
    )
    asked: OfLayers | None = waiting.find(waits)
    if asked is not None:
        if session.get(uploader) is None:
            still_waiting(waits, asked.file.name)
        _ask_layer(strand, asked)
    if wrong := session.get(f"{WRONG} {strand}"):
        say.error(wrong)
    held = of_strand(strand)
    if held is not None and held.zones is not None:
        removable(
            words.set_beside(held.zones),
            key=f"{strand}-earlier-remove",
            remove=partial(_forget, strand),
        )


def _ask_layer(strand: str, asked: OfLayers) -> None:
    """Ask which layer of a file to take."""
    key = f"{strand}-earlier-layer"

    def take_layer() -> None:
        _read(strand, asked.file, layer=st.session_state[key])

    st.selectbox(
        zone_words.LAYER, asked.layers, index=None, key=key, on_change=take_layer
    )


def _take(strand: str, uploader: str) -> None:
    """Hold the file in the box, or say what is wrong with it."""
    given = st.session_state[uploader]
    st.session_state.pop(f"{WRONG} {strand}", None)
    waiting.drop(f"{waiting.EARLIER}{strand}")
    if given is None:
        _forget(strand)
    else:
        _read(strand, Upload(given.name, given.getvalue()))


def _read(strand: str, file: Upload, *, layer: str | None = None) -> None:
    waits = f"{waiting.EARLIER}{strand}"
    try:
        zones = read_chosen_zones(file, ZoneFileOptions(layer=layer))
    except SeveralLayersError as error:
        asked = OfLayers(file, error.layers)
        waiting.put(waits, asked, files=[file.name], n_bytes=file.n_bytes)
        return
    except InputError as error:
        st.session_state[f"{WRONG} {strand}"] = str(error)
        zones = None
    waiting.drop(waits)
    if zones is not None:
        _hold(strand, Earlier(zones=zones, n_bytes=file.n_bytes))


def _hold(strand: str, earlier: Earlier) -> None:
    session = st.session_state
    session[state.EARLIER] = session.get(state.EARLIER, {}) | {strand: earlier}
    state.hold()


def _forget(strand: str) -> None:
    held: dict[str, Earlier] = st.session_state.get(state.EARLIER, {})
    st.session_state[state.EARLIER] = {
        name: each for name, each in held.items() if name != strand
    }
    state.hold()
