"""The two periods compared: when patrols began, and other months if a visitor wants."""

from __future__ import annotations

import streamlit as st

from hotspots.errors import InputError
from hotspots.method import pipeline
from hotspots.presentation import comparison_words, wording
from hotspots.settings import Settings
from hotspots.ui import link, state
from hotspots.ui.state import Loaded

OWN = "own periods"
ENDS = ("first", "last")
PERIOD_KEYS = tuple(f"{name}-{end}" for name in link.PERIODS for end in ENDS)
KEYS = (link.START, OWN, *PERIOD_KEYS)


def remember(settings: Settings) -> None:
    """Put the periods of these settings into the visit's memory."""
    kept = st.session_state
    kept[link.START] = settings.patrols_start
    for key in PERIOD_KEYS:
        kept[key] = getattr(settings, key.replace("-", "_"))
    kept[OWN] = any(kept[key] for key in PERIOD_KEYS)


def in_force() -> dict[str, str]:
    """Return the fields of the settings that say what is compared."""
    kept = st.session_state
    own = {key.replace("-", "_"): kept[key] for key in PERIOD_KEYS if kept[OWN]}
    return {"patrols_start": kept[link.START], **own}


def widgets(data: Loaded) -> None:
    """Show when patrols began and, if wanted, the months compared."""
    loaded = state.loaded_months(data)
    start, own = st.columns([1, 4], vertical_alignment="bottom")
    start.selectbox(
        "Patrols began in",
        sorted({*loaded, st.session_state[link.START]}),
        format_func=wording.month_short,
        key=link.START,
        help=comparison_words.START_HELP,
    )
    own.toggle(
        comparison_words.OWN_PERIODS,
        key=OWN,
        on_change=_begin_with_the_usual,
        args=(loaded,),
    )
    if not st.session_state[OWN]:
        return
    labels = ("Before, from", "to", "After, from", "to ")
    ends = st.columns(len(labels))
    for column, key, label in zip(ends, PERIOD_KEYS, labels, strict=True):
        column.selectbox(
            label,
            sorted({*loaded, st.session_state[key]}),
            format_func=wording.month_short,
            key=key,
        )


def _begin_with_the_usual(loaded: list[str]) -> None:
    """Fill the four months with those that the start of patrols gives."""
    kept = st.session_state
    if not kept[OWN]:
        return
    try:
        usual = pipeline.periods_in_force(
            Settings(patrols_start=kept[link.START]), loaded
        )
        months = [usual.before, usual.after]
    except InputError:
        # Nothing stands on both sides of the start: then the visitor must say.
        kept.update(dict.fromkeys(PERIOD_KEYS, loaded[-1]))
        return
    for key in PERIOD_KEYS:
        name, _, end = key.partition("-")
        kept[key] = getattr(months[link.PERIODS.index(name)], end)
