"""The settings in the visit's memory: under the keys of their widgets.

Which there are, and how each is held, follows from the table of settings.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from hotspots.months import Period
from hotspots.settings import CATEGORIES, Setting, Settings, each_setting
from hotspots.settings.kinds import Span
from hotspots.ui import state


def strands() -> tuple[str, ...]:
    """Return the names of this visit's strands."""
    return tuple(state.usual_settings().strands)


def keys() -> list[str]:
    """Return the keys under which the settings are held."""
    return [
        key for each, strand in each_setting(strands()) for key in keys_of(each, strand)
    ]


def keys_of(each: Setting, strand: str = "") -> tuple[str, ...]:
    """Return the keys of a setting's widgets; none for one that is never asked for."""
    if not each.key:
        return ()
    if isinstance(each.kind, Span):
        return each.kind.first, each.kind.last
    return (each.key_of(strand),)


def remember(settings: Settings) -> None:
    """Put settings into the visit's memory."""
    for each, strand in each_setting(strands()):
        put(each, each.value_in(settings, strand), strand)


def put(each: Setting, value: Any, strand: str = "") -> None:  # noqa: ANN401
    """Put the value of a setting into the visit's memory."""
    held = each.kind.to_widget(value)
    if isinstance(each.kind, Span):
        held = ("", "") if value is None else (value.first, value.last)
    else:
        held = (held,)
    st.session_state.update(zip(keys_of(each, strand), held, strict=False))


def get(each: Setting, strand: str = "") -> Any:  # noqa: ANN401
    """Return the value of a setting that the visit's memory holds."""
    held = [st.session_state[key] for key in keys_of(each, strand)]
    if isinstance(each.kind, Span):
        return Period(*held) if all(held) else None
    return each.kind.from_widget(held[0])


def gather() -> Settings:
    """Return the settings in the visit's memory."""
    settings = state.usual_settings()
    for each, strand in each_setting(strands()):
        if each.key:
            settings = each.put(settings, get(each, strand), strand)
    for strand in strands():
        own = settings.strand(strand)
        # A weight stays in the memory while its category is not counted.
        weights = tuple(
            pair
            for pair in own.weights
            if pair[0] in own.categories or pair[0] not in CATEGORIES
        )
        settings = settings.with_strand(strand, weights=weights)
    return settings
