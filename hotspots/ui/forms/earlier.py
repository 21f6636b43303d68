"""The list that a strand's list is set beside: a file, or other months."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from hotspots.errors import InputError
from hotspots.months import Period
from hotspots.presentation.words import in_and_out as words
from hotspots.presentation.words import months_told
from hotspots.sources.opening import Upload
from hotspots.sources.shapes.polygon_formats import SUFFIXES
from hotspots.sources.shapes.stored_rows import SeveralLayersError
from hotspots.sources.shapes.zone_columns import ZoneFileOptions
from hotspots.sources.shapes.zone_files import ChosenZones, read_chosen_zones
from hotspots.ui import say
from hotspots.ui.forms.removable import removable

# What each strand's list is set beside, by the strand; and what is wrong with a file.
HELD, WRONG = "earlier lists", "earlier list wrong"


@dataclass(frozen=True, eq=False)
class Earlier:
    """What a list is set beside: zones of a file, or months; one of the two is None."""

    zones: ChosenZones | None = None
    months: Period | None = None

    @property
    def key(self) -> str:
        """Text that changes with it."""
        return f"{self.months} {self.zones.polygons.fingerprint if self.zones else ''}"


def of_strand(strand: str) -> Earlier | None:
    """Return what a strand's list is set beside, if anything."""
    held: dict[str, Earlier] = st.session_state.get(HELD, {})
    return held.get(strand)


def key_of_all() -> str:
    """Return a text that changes with what any strand's list is set beside."""
    held: dict[str, Earlier] = st.session_state.get(HELD, {})
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
    source = st.segmented_control(
        words.COMPARE_WITH,
        [words.FILE, words.OTHER_MONTHS],
        default=words.FILE,
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
            index=len(spans) - 1,
            format_func=months_told.period,
            key=f"{strand}-earlier-months",
            persist_state="session",
        )
        before = of_strand(strand)
        if before is None or before.months != span:
            _hold(strand, Earlier(months=span))
            st.rerun()


def _file(strand: str) -> None:
    uploader = f"{strand}-earlier-file"
    st.file_uploader(
        words.EARLIER_FILE,
        type=[suffix.removeprefix(".") for suffix in SUFFIXES],
        key=uploader,
        on_change=_take,
        args=(strand, uploader),
    )
    wrong = st.session_state.get(f"{WRONG} {strand}")
    if isinstance(wrong, SeveralLayersError):
        st.selectbox(
            words.LAYER,
            wrong.layers,
            index=None,
            key=f"{strand}-earlier-layer",
            on_change=_take,
            args=(strand, uploader),
        )
    elif wrong is not None:
        say.error(wrong)
    held = of_strand(strand)
    if held is not None and held.zones is not None:
        removable(
            words.set_beside(held.zones),
            key=f"{strand}-earlier-remove",
            remove=partial(_forget, strand),
        )


def _take(strand: str, uploader: str) -> None:
    """Hold the file in the box, or say what is wrong with it."""
    session = st.session_state
    given = session[uploader]
    session.pop(f"{WRONG} {strand}", None)
    if given is None:
        _forget(strand)
        return
    layer = session.get(f"{strand}-earlier-layer")
    try:
        zones = read_chosen_zones(
            Upload(given.name, given.getvalue()), ZoneFileOptions(layer=layer)
        )
    except InputError as error:
        session[f"{WRONG} {strand}"] = error
        return
    _hold(strand, Earlier(zones=zones))


def _hold(strand: str, earlier: Earlier) -> None:
    session = st.session_state
    session[HELD] = session.get(HELD, {}) | {strand: earlier}


def _forget(strand: str) -> None:
    held: dict[str, Earlier] = st.session_state.get(HELD, {})
    st.session_state[HELD] = {
        name: each for name, each in held.items() if name != strand
    }
