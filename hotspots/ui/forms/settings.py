"""What a visitor can set: the data, the months, the zones and how they are weighed.

Every widget's value lives in the visit's memory under its key, so it survives a change
of page; `settings` gathers them and writes them to the address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from hotspots.presentation import synthetic
from hotspots.presentation.words import data as data_words
from hotspots.presentation.words import escaping, months_told, numbers
from hotspots.presentation.words import loading as loading_words
from hotspots.presentation.words import ranking as ranking_words
from hotspots.presentation.words import selection as selection_words
from hotspots.presentation.words import strands as strands_words
from hotspots.settings import STRANDS, Settings
from hotspots.ui import link, state
from hotspots.ui.forms import briefing as briefing_inputs
from hotspots.ui.forms import data as loading
from hotspots.ui.forms import periods, weights
from hotspots.ui.page import DATA_PAGE
from hotspots.ui.state import Loaded

WIDTHS_M = (200, 250, 300, 350, 400, 500, 750, 1000)

VISIT = "visit"
PROBLEMS = "problems"
# The months that a link or the visitor asked for; those in force may be others, where
# the data lack them.
ASKED = "months asked for"
FIRST, LAST = "first-month", "last-month"
LINKED = "came by a link"
# Streamlit's own button over a table would give a file that does not say "synthetic".
NO_UNMARKED_FILES = """<style>
[data-testid="stElementToolbarButton"]:has([aria-label="Download as CSV"]) {
  display: none;
}
</style>"""

USUAL_STRAND = STRANDS[-1]

# What a page can ask in the sidebar, in the order in which it is asked.
STRAND, MONTHS, WIDTH = "strand", "months", "width"
OF_COUNTY = (MONTHS, WIDTH)
OF_STRAND = (STRAND, MONTHS, WIDTH)

SETTINGS = (
    loading.FOLDER,
    link.WIDTH,
    link.FLOOR,
    link.PRISONS,
    link.STRAND,
    *periods.KEYS,
    link.BUFFER,
    link.RECORDING,
    *(link.zones_key(strand) for strand in STRANDS),
    *(link.counts_key(strand) for strand in STRANDS),
    *(link.share_key(strand) for strand in STRANDS),
    *(link.scale_key(strand) for strand in STRANDS),
    *(link.weights_key(strand) for strand in STRANDS),
)


def begin(asks: Sequence[str] = OF_COUNTY) -> Loaded:
    """Begin a page's inputs: the data and what the sidebar asks.

    Parameters
    ----------
    asks
        Which settings the page can be changed by: of `STRAND`, `MONTHS` and `WIDTH`.

    Returns
    -------
    Loaded
        The data: the built-in sample, until others are loaded.
    """
    _open_visit()
    data = state.loaded()
    _take_months(data)
    with st.sidebar:
        _sidebar(data, asks)
    if data.reading.synthetic:
        st.markdown(synthetic.BANNER)
        st.html(NO_UNMARKED_FILES)
    if st.session_state[LINKED] and state.uses_sample():
        st.info(loading_words.LINK_WITHOUT_DATA)
    for problem in st.session_state[PROBLEMS]:
        st.error(escaping.problem(problem))
    if gone := _months_gone(data):
        st.warning(gone)
    return data


def strand() -> str:
    """Return the strand that the sidebar asks for."""
    return str(st.session_state[link.STRAND])


def choice_widgets(strand: str) -> None:
    """Show what decides a strand's chosen zones, in a row of its own."""
    number, floor, share, scale = st.columns([1, 1, 2, 2], vertical_alignment="bottom")
    number.number_input(
        "Number of zones",
        min_value=link.ZONES_BOUNDS[0],
        max_value=link.ZONES_BOUNDS[1],
        step=1,
        key=link.zones_key(strand),
    )
    floor.number_input(
        "Least in each district",
        min_value=link.FLOOR_BOUNDS[0],
        max_value=link.FLOOR_BOUNDS[1],
        step=1,
        key=link.FLOOR,
        help=selection_words.FLOOR_HELP,
    )
    if len(current().strand(strand).categories) == 1:
        share.caption(strands_words.ONE_CATEGORY_NOTE)
        return
    with share:
        weights.share_widget(strand)
    with scale:
        weights.scale_widget(strand)


def weighing_widgets(strand: str) -> None:
    """Show what a strand counts and how it weighs, all of it."""
    counts, score, editor = st.columns([4, 4, 5], gap="medium")
    with counts:
        weights.counts_widget(strand)
    if len(current().strand(strand).categories) == 1:
        score.markdown(strands_words.ONE_CATEGORY_NOTE)
        return
    with score:
        weights.share_widget(strand)
        weights.scale_widget(strand)
        weights.reset_button(strand)
    with editor:
        weights.weights_editor(strand)


def prison_widget() -> None:
    """Show whether zones that are mostly a prison may be chosen."""
    st.toggle(selection_words.PRISON_LABEL, key=link.PRISONS)


def recording_widget(data: Loaded) -> None:
    """Show in which months crime came to be recorded otherwise, to be marked."""
    st.multiselect(
        data_words.RECORDING_LABEL,
        sorted({*state.loaded_months(data), *st.session_state[link.RECORDING]}),
        format_func=months_told.month_short,
        key=link.RECORDING,
        help=data_words.RECORDING_HELP,
    )


def current() -> Settings:
    """Gather the settings from the visit's memory."""
    kept = st.session_state
    settings = Settings(
        first_month=kept[FIRST],
        last_month=kept[LAST],
        zone_width_m=kept[link.WIDTH],
        floor=kept[link.FLOOR],
        include_prisons=kept[link.PRISONS],
        buffer_width_m=kept[link.BUFFER],
        recording_changes=tuple(sorted(kept[link.RECORDING])),
    )
    settings = replace(settings, **periods.in_force())  # type: ignore[arg-type]
    for name in STRANDS:
        settings = settings.with_strand(
            name, n_zones=kept[link.zones_key(name)], **weights.in_force(name)
        )
    return settings


def settings(data: Loaded) -> Settings:
    """Return the settings in force and write them to the page's address."""
    gathered = current()
    asked = st.session_state[ASKED]
    if asked == _usual_months(data):
        asked = ("", "")
    address = link.to_link(replace(gathered, first_month=asked[0], last_month=asked[1]))
    if strand() != USUAL_STRAND:
        address[link.STRAND] = strand()
    if dict(st.query_params) != address:
        st.query_params.from_dict(address)
    return gathered


def _open_visit() -> None:
    """Set every setting anew: from the link at first, then to what it is.

    Streamlit forgets a widget's value with the page that showed it, and a widget that
    it does not know draws its first option. Saying each value again, on every run and
    before any widget is made, keeps all of them on every page.
    """
    kept = st.session_state
    briefing_inputs.remember()
    if VISIT in kept:
        for key in SETTINGS:
            kept[key] = kept[key]
        for name in STRANDS:
            weights.take_edits(name)
        return
    kept[LINKED] = bool(dict(st.query_params))
    read, problems = link.from_link(st.query_params)
    kept[VISIT], kept[PROBLEMS], kept[loading.FOLDER] = True, problems, ""
    kept[ASKED] = (read.first_month, read.last_month)
    if wrong := periods.remember(read):
        problems.append(wrong)
    kept[link.WIDTH], kept[link.FLOOR] = read.zone_width_m, read.floor
    kept[link.PRISONS] = read.include_prisons
    kept[link.BUFFER] = read.buffer_width_m
    kept[link.RECORDING] = list(read.recording_changes)
    asked = st.query_params.get(link.STRAND, USUAL_STRAND)
    kept[link.STRAND] = asked if asked in STRANDS else USUAL_STRAND
    if asked not in STRANDS:
        problems.append(ranking_words.unknown_strand(asked))
    for name in STRANDS:
        kept[link.zones_key(name)] = read.strand(name).n_zones
        weights.remember(name, read.strand(name))


def _sidebar(data: Loaded, asks: Sequence[str]) -> None:
    line = data_words.data_line(
        data.reading.incidents,
        state.loaded_months(data),
        is_synthetic=data.reading.synthetic,
    )
    with st.container(key="data-line"):
        st.page_link(DATA_PAGE.file, label=line, icon=":material/folder_open:")
    if STRAND in asks:
        st.segmented_control(
            "Strand",
            STRANDS,
            required=True,
            format_func=strands_words.STRAND_SHORT.__getitem__,
            key=link.STRAND,
            width="stretch",
        )
    if MONTHS in asks:
        _month_widgets(data)
    if WIDTH in asks:
        st.selectbox(
            "Width of a zone",
            sorted({*WIDTHS_M, st.session_state[link.WIDTH]}),
            format_func=numbers.metres,
            key=link.WIDTH,
            help=selection_words.WIDTH_HELP,
        )
    names = [strand()] if STRAND in asks else STRANDS if asks else []
    for name in names:
        if note := ranking_words.weighing_note(current(), name):
            st.caption(note)


def _take_months(data: Loaded) -> None:
    """Put the months in force into the widgets: those asked for, or the usual ones."""
    kept = st.session_state
    asked = kept[ASKED]
    in_force = asked if _are_loaded(asked, data) else _usual_months(data)
    kept[FIRST], kept[LAST] = in_force


def _months_gone(data: Loaded) -> str:
    """Say that months were asked for that are not loaded, or nothing."""
    asked = st.session_state[ASKED]
    if not all(asked) or _are_loaded(asked, data):
        return ""
    return data_words.months_gone(asked, _usual_months(data))


def _are_loaded(months: tuple[str, str], data: Loaded) -> bool:
    return set(months) <= set(state.loaded_months(data))


def _usual_months(data: Loaded) -> tuple[str, str]:
    return state.default_months(data, patrols_start=st.session_state[link.START])


def _month_widgets(data: Loaded) -> None:
    """Show the first and the last month that zones are chosen on."""
    loaded, kept = state.loaded_months(data), st.session_state
    first, last = st.columns(2)
    first.selectbox(
        "Months from",
        loaded,
        format_func=months_told.month_short,
        key=FIRST,
        help=selection_words.MONTHS_HELP,
        on_change=_ask_for_months,
    )
    last.selectbox(
        "to",
        [month for month in loaded if month >= kept[FIRST]],
        format_func=months_told.month_short,
        key=LAST,
        on_change=_ask_for_months,
    )


def _ask_for_months() -> None:
    kept = st.session_state
    kept[ASKED] = (kept[FIRST], max(kept[FIRST], kept[LAST]))
