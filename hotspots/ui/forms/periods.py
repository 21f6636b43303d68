"""The two periods compared: when patrols began, and other months if a visitor wants."""

from __future__ import annotations

import streamlit as st

from hotspots.errors import InputError
from hotspots.method import pipeline
from hotspots.presentation.words import comparison as comparison_words
from hotspots.presentation.words import months_told
from hotspots.settings import Settings
from hotspots.ui import link, state
from hotspots.ui.state import Loaded

OWN = "own periods"
# The fields of the settings are the keys of the widgets, too.
PAIRS = (("before_first", "before_last"), ("after_first", "after_last"))
MONTHS = tuple(key for pair in PAIRS for key in pair)
KEYS = (link.START, OWN, *MONTHS)


def remember(settings: Settings) -> str:
    """Put the periods of these settings into the visit's memory.

    Returns
    -------
    str
        What is wrong with them, if they cannot be used; then the usual ones hold.
    """
    kept = st.session_state
    kept[link.START] = settings.patrols_start
    months = [getattr(settings, key) for key in MONTHS]
    kept[OWN] = all(months)
    for key, month in zip(MONTHS, months, strict=True):
        kept[key] = month if kept[OWN] else ""
    return comparison_words.ONE_PERIOD if any(months) and not kept[OWN] else ""


def in_force() -> dict[str, str]:
    """Return the fields of the settings that say what is compared."""
    kept = st.session_state
    own = {key: kept[key] for key in MONTHS if kept[OWN]}
    return {"patrols_start": kept[link.START], **own}


def widgets(data: Loaded) -> None:
    """Show when patrols began and, if wanted, the months compared."""
    loaded, kept = state.loaded_months(data), st.session_state
    start, own = st.columns([1, 4], vertical_alignment="bottom")
    start.selectbox(
        "Patrols began in",
        sorted({*loaded, kept[link.START]}),
        format_func=months_told.month_short,
        key=link.START,
        help=comparison_words.START_HELP,
    )
    own.toggle(
        comparison_words.OWN_PERIODS,
        key=OWN,
        on_change=_begin_with_the_usual,
        args=(loaded,),
    )
    if not kept[OWN]:
        return
    columns = iter(st.columns(len(MONTHS)))
    for name, (first, last) in zip(link.PERIODS, PAIRS, strict=True):
        next(columns).selectbox(
            f"{name.capitalize()}, from",
            sorted({*loaded, kept[first]}),
            format_func=months_told.month_short,
            key=first,
            on_change=_lift,
            args=(first, last),
        )
        from_first = {month for month in loaded if month >= kept[first]}
        next(columns).selectbox(
            f"{name.capitalize()}, to",
            sorted(from_first | {kept[last]}),
            format_func=months_told.month_short,
            key=last,
        )


def _lift(first: str, last: str) -> None:
    """Let no period end before it begins."""
    st.session_state[last] = max(st.session_state[first], st.session_state[last])


def _begin_with_the_usual(loaded: list[str]) -> None:
    """Fill the four months with those that the start of patrols gives."""
    kept = st.session_state
    if not kept[OWN]:
        return
    try:
        usual = pipeline.periods_in_force(
            Settings(patrols_start=kept[link.START]), loaded
        )
    except InputError:
        # Nothing stands on both sides of the start: then the visitor must say.
        kept.update(dict.fromkeys(MONTHS, loaded[-1]))
        return
    for (first, last), span in zip(PAIRS, (usual.before, usual.after), strict=True):
        kept[first], kept[last] = span.first, span.last
