"""Loading the zones that are really patrolled, for one strand or for all."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from hotspots.errors import InputError
from hotspots.months import Period
from hotspots.presentation.words import months_told
from hotspots.presentation.words import patrolled as words
from hotspots.presentation.words.strands import short_of
from hotspots.sources.opening import Upload
from hotspots.sources.shapes.polygon_formats import SUFFIXES
from hotspots.sources.shapes.stored_rows import SeveralLayersError
from hotspots.sources.shapes.zone_columns import ZoneFileOptions
from hotspots.sources.shapes.zone_files import ChosenZones, read_chosen_zones
from hotspots.ui import say, state
from hotspots.ui.forms import memory
from hotspots.ui.state import Data

# The patrolled zones of each strand, and the uploader, which is made anew once used.
HELD, UPLOADER = "patrolled zones", "patrolled-file"


@dataclass(frozen=True, eq=False)
class Patrolled:
    """Zones of a file that are patrolled.

    Attributes
    ----------
    zones
        The zones.
    chosen_on
        Months that they were chosen on; None if nobody knows.
    key
        Text that changes with all of it.
    """

    zones: ChosenZones
    chosen_on: Period | None

    @property
    def key(self) -> str:
        """Text that changes with the zones and with the months."""
        ids = "\n".join(self.zones.zones["zone"])
        return f"{self.zones.polygons.fingerprint} {self.chosen_on} {hash(ids)}"


def of_strand(strand: str) -> Patrolled | None:
    """Return the patrolled zones of a strand, if any are loaded."""
    held: dict[str, Patrolled] = st.session_state.get(HELD, {})
    return held.get(strand)


def box(data: Data) -> None:
    """Show which patrolled zones are loaded, and ask for others."""
    say.subheader(words.TITLE)
    say.caption(words.WHAT_FOR)
    _loaded_lists()
    given = st.file_uploader(
        words.FILE,
        type=[suffix.removeprefix(".") for suffix in SUFFIXES],
        key=f"{UPLOADER}-{st.session_state.get(UPLOADER, 0)}",
    )
    if given is None:
        return
    try:
        zones = _read(Upload(given.name, given.getvalue()))
    except InputError as error:
        say.error(error)
        return
    strands = _strands(zones)
    chosen_on = _months(data, zones)
    st.button(
        words.use(len(zones.zones)),
        on_click=_use,
        args=(strands, Patrolled(zones, chosen_on)),
        type="primary",
    )


def _loaded_lists() -> None:
    for strand in memory.strands():
        if (held := of_strand(strand)) is None:
            continue
        line, remove = st.columns([5, 1], vertical_alignment="center")
        with line:
            say.markdown(
                words.loaded(
                    _short(strand),
                    n_zones=len(held.zones.zones),
                    file=held.zones.name,
                    chosen_on=held.chosen_on,
                )
            )
        remove.button(
            "Remove",
            key=f"patrolled-remove-{strand}",
            on_click=_remove,
            args=(strand,),
            width="stretch",
        )


def _short(strand: str) -> str:
    return short_of(memory.gather().strand(strand))


def _read(source: Upload) -> ChosenZones:
    try:
        return read_chosen_zones(source)
    except SeveralLayersError as error:
        layer = st.selectbox(words.LAYER, error.layers, key="patrolled-layer")
        return read_chosen_zones(source, ZoneFileOptions(layer=layer))


def _strands(zones: ChosenZones) -> tuple[str, ...]:
    """Ask which strand's patrols go to the zones, where the file does not say."""
    if zones.strand:
        say.markdown(words.of_file(_short(zones.strand)))
        return (zones.strand,)
    options = {
        "": words.ALL_STRANDS,
        **{name: _short(name) for name in memory.strands()},
    }
    picked = st.segmented_control(
        words.WHICH_STRAND,
        list(options),
        default="",
        required=True,
        format_func=options.__getitem__,
        key="patrolled-strand",
    )
    return (str(picked),) if picked else tuple(memory.strands())


def _months(data: Data, zones: ChosenZones) -> Period | None:
    """Ask which months the zones were chosen on, where the file does not say."""
    if zones.settings is not None and zones.settings.chosen_on is not None:
        say.markdown(words.chosen_on(zones.settings.chosen_on))
        return zones.settings.chosen_on
    known = st.segmented_control(
        words.WHICH_MONTHS,
        [words.NOT_KNOWN, words.KNOWN],
        default=words.NOT_KNOWN,
        required=True,
        key="patrolled-known",
        help=words.WHY_MONTHS,
    )
    if known == words.NOT_KNOWN:
        return None
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
    return Period(first, last)


def _use(strands: tuple[str, ...], patrolled: Patrolled) -> None:
    session = st.session_state
    held = dict(session.get(HELD, {}))
    session[HELD] = held | dict.fromkeys(strands, patrolled)
    session[UPLOADER] = session.get(UPLOADER, 0) + 1


def _remove(strand: str) -> None:
    held: dict[str, Patrolled] = st.session_state[HELD]
    st.session_state[HELD] = {
        name: each for name, each in held.items() if name != strand
    }
