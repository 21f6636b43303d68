"""The two periods compared: when patrols began, and other months if a visitor wants."""

from __future__ import annotations

import streamlit as st

from hotspots.errors import InputError
from hotspots.method import pipeline
from hotspots.presentation.words import comparison as comparison_words
from hotspots.settings import AskedOn, Settings, setting_named, settings_asked
from hotspots.settings.kinds import Span
from hotspots.ui import state
from hotspots.ui.forms import memory
from hotspots.ui.forms.widgets import ask
from hotspots.ui.state import Data

OWN = "own periods"
START, BEFORE, AFTER = map(setting_named, ("patrols_start", "before", "after"))


def remember(settings: Settings) -> str:
    """Put the periods of these settings into the visit's memory.

    Returns
    -------
    str
        What is wrong with them, if they cannot be used; then the usual ones hold.
    """
    both = settings.before, settings.after
    st.session_state[OWN] = all(both)
    for each, span in zip((BEFORE, AFTER), both, strict=True):
        memory.put(each, span if all(both) else None)
    return comparison_words.ONE_PERIOD if any(both) and not all(both) else ""


def widgets(data: Data) -> None:
    """Show when patrols began and, if wanted, the months compared."""
    asked = settings_asked(AskedOn.PERIODS)
    others = [each for each in asked if not isinstance(each.kind, Span)]
    *columns, own = st.columns([*([1] * len(others)), 4], vertical_alignment="bottom")
    for column, each in zip(columns, others, strict=True):
        with column:
            ask(each)
    own.toggle(
        comparison_words.OWN_PERIODS,
        key=OWN,
        on_change=_begin_with_the_usual,
        args=(data,),
    )
    if not st.session_state[OWN]:
        return
    spans = [each for each in asked if isinstance(each.kind, Span)]
    for column, each in zip(st.columns(len(spans)), spans, strict=True):
        with column:
            ask(each)


def _begin_with_the_usual(data: Data) -> None:
    """Fill in the months that the start of patrols gives, or empty them."""
    if not st.session_state[OWN]:
        for each in (BEFORE, AFTER):
            memory.put(each, None)
        return
    loaded = state.loaded_months(data)
    asked = Settings(patrols_start=memory.get(START))
    try:
        usual = pipeline.periods_in_force(
            pipeline.with_start(asked, data.reading), loaded
        )
    except InputError:
        # Nothing stands on both sides of the start: then the visitor must say.
        for each in (BEFORE, AFTER):
            keys = memory.keys_of(each)
            st.session_state.update(dict.fromkeys(keys, loaded[-1]))
        return
    memory.put(BEFORE, usual.before)
    memory.put(AFTER, usual.after)
