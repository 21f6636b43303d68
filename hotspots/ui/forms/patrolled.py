"""Loading the zones that are really patrolled, for one strand or for all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from hotspots.errors import InputError
from hotspots.months import Period
from hotspots.presentation.briefing.settings import said_of
from hotspots.presentation.words import escaping, months_told
from hotspots.presentation.words import patrolled as words
from hotspots.presentation.words import zone_files as zone_words
from hotspots.presentation.words.strands import short_of
from hotspots.sources.opening import Upload
from hotspots.sources.shapes.polygon_formats import SUFFIXES
from hotspots.sources.shapes.stored_rows import SeveralLayersError
from hotspots.sources.shapes.zone_columns import ZoneFileOptions
from hotspots.sources.shapes.zone_files import (
    ChosenZones,
    names_of_strands,
    read_zone_lists,
)
from hotspots.ui import say, state, waiting
from hotspots.ui.forms import memory
from hotspots.ui.forms.removable import removable, still_waiting
from hotspots.ui.state import Data

# The uploader, which is made anew once used.
UPLOADER = "patrolled-file"


@dataclass(frozen=True, eq=False)
class Patrolled:
    """Zones of a file that are patrolled.

    Attributes
    ----------
    zones
        The zones.
    chosen_on
        Months that they were chosen on; None if nobody knows.
    n_bytes
        How large the file is.
    """

    zones: ChosenZones
    chosen_on: Period | None
    n_bytes: int = 0

    @property
    def key(self) -> str:
        """Text that changes with the zones and with the months."""
        return f"{self.zones.identity} {self.chosen_on}"


def of_strand(strand: str) -> Patrolled | None:
    """Return the patrolled zones of a strand, if any are loaded."""
    held: dict[str, Patrolled] = st.session_state.get(state.PATROLLED, {})
    return held.get(strand)


def said() -> dict[str, dict[str, str]]:
    """Return what the settings of a pack say of the lists that are loaded."""
    held = {strand: of_strand(strand) for strand in memory.strands()}
    return {
        strand: said_of(each.zones, each.chosen_on)
        for strand, each in held.items()
        if each is not None
    }


def box(data: Data) -> None:
    """Show which patrolled zones are loaded, and ask for others."""
    say.header(words.TITLE)
    say.caption(words.WHAT_FOR)
    _loaded_lists()
    uploader = f"{UPLOADER}-{st.session_state.get(UPLOADER, 0)}"
    st.file_uploader(
        words.FILE,
        type=[suffix.removeprefix(".") for suffix in SUFFIXES],
        key=uploader,
        on_change=waiting.drop_if_removed,
        args=(waiting.PATROLLED, uploader),
    )
    source = waiting.file_in(waiting.PATROLLED, uploader)
    if source is not None:
        _ask(data, source, is_in_box=st.session_state.get(uploader) is not None)


def _ask(data: Data, source: Upload, *, is_in_box: bool) -> None:
    """Ask what a file of patrolled zones does not say, and offer to use it."""
    try:
        lists = _read(source)
    except InputError as error:
        waiting.drop(waiting.PATROLLED)
        say.error(error)
        return
    waiting.put_file(waiting.PATROLLED, source)
    if not is_in_box:
        still_waiting(waiting.PATROLLED, source.name)
    by_strand = _strands(lists)
    months = {each.chosen_on for each in lists}
    of_file = months.pop() if len(months) == 1 else None
    is_answered, chosen_on = _months(data, of_file)
    n_bytes = len(source.content)
    ready = {
        strand: Patrolled(zones, chosen_on, n_bytes)
        for strand, zones in by_strand.items()
    }
    st.button(
        words.use(sum(len(each.zones) for each in lists)),
        on_click=_use,
        args=(ready,),
        type="primary",
        disabled=not (is_answered and ready),
    )
    if not is_answered:
        say.caption(words.ANSWER_FIRST)


def _loaded_lists() -> None:
    for strand in memory.strands():
        if (held := of_strand(strand)) is None:
            continue
        removable(
            words.loaded(_short(strand), zones=held.zones, chosen_on=held.chosen_on),
            key=f"patrolled-remove-{strand}",
            remove=partial(_remove, strand),
        )


def _short(strand: str) -> str:
    return short_of(memory.gather().strand(strand))


def _read(source: Upload) -> list[ChosenZones]:
    strands = names_of_strands(memory.gather().strands)
    try:
        return read_zone_lists(source, strands=strands)
    except SeveralLayersError as error:
        layer = st.selectbox(zone_words.LAYER, error.layers, key="patrolled-layer")
        asked = ZoneFileOptions(layer=layer)
        return read_zone_lists(source, asked, strands=strands)


def _strands(lists: list[ChosenZones]) -> dict[str, ChosenZones]:
    """Ask which strand's patrols go to the zones, where the file does not say."""
    strands = memory.strands()
    if all(each.strand in strands for each in lists):
        say.markdown(words.of_file({_short(each.strand): each for each in lists}))
        return {each.strand: each for each in lists}
    (zones,) = lists
    if zones.strand:
        say.warning(words.unknown_strand(zones.strand))
    options = {"": words.ALL_STRANDS, **{name: _short(name) for name in strands}}
    picked = st.segmented_control(
        words.WHICH_STRAND,
        list(options),
        default="",
        required=True,
        format_func=lambda name: escaping.plain(options[name]),
        key="patrolled-strand",
    )
    return dict.fromkeys((str(picked),) if picked else strands, zones)


def _months(data: Data, of_file: Period | None) -> tuple[bool, Period | None]:
    """Ask which months the zones were chosen on, where the file does not say.

    Returns
    -------
    tuple
        Whether that is answered, and the months; None where nobody knows.
    """
    if of_file is not None:
        say.markdown(words.chosen_on(of_file))
        return True, of_file
    known = st.segmented_control(
        words.WHICH_MONTHS,
        [words.NOT_KNOWN, words.KNOWN],
        key="patrolled-known",
        help=words.WHY_MONTHS,
    )
    if known != words.KNOWN:
        return known == words.NOT_KNOWN, None
    loaded = state.loaded_months(data)
    left, right = st.columns(2)
    first = left.selectbox(
        "From", loaded, format_func=months_told.month_short, key="patrolled-first"
    )
    last = right.selectbox(
        "To",
        [month for month in loaded if month >= first],
        format_func=months_told.month_short,
        key="patrolled-last",
    )
    return True, Period(first, last)


def _use(ready: dict[str, Patrolled]) -> None:
    session = st.session_state
    session[state.PATROLLED] = session.get(state.PATROLLED, {}) | ready
    session[UPLOADER] = session.get(UPLOADER, 0) + 1
    waiting.drop(waiting.PATROLLED)
    state.hold()


def _remove(strand: str) -> None:
    held: dict[str, Patrolled] = st.session_state[state.PATROLLED]
    st.session_state[state.PATROLLED] = {
        name: each for name, each in held.items() if name != strand
    }
    state.hold()
