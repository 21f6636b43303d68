"""The settings in the visit's memory: under the keys of their widgets.

Which there are, and how each is held, follows from the table of settings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from hotspots.months import Period
from hotspots.settings import CATEGORIES, Setting, Settings, Strand, each_setting
from hotspots.settings.counting import Definition
from hotspots.settings.kinds import Span
from hotspots.ui import state

# The settings as they were gathered last.
GATHERED = "settings gathered"


@dataclass(frozen=True, eq=False)
class Gathered:
    """Settings, and what they were gathered from: the strands and the values held."""

    of_strands: tuple[Definition, ...]
    held: Mapping[tuple[str, str], Any]
    settings: Settings


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
    of_strands, names = state.definitions(), strands()
    held = {
        (each.name, strand): get(each, strand)
        for each, strand in each_setting(names)
        if each.key
    }
    # A page asks for them many times, and they change once, if at all.
    last: Gathered | None = st.session_state.get(GATHERED)
    if last is None or last.of_strands is not of_strands or last.held != held:
        last = Gathered(of_strands, held, _settings_of(held, names))
        st.session_state[GATHERED] = last
    return last.settings


def _settings_of(held: Mapping[tuple[str, str], Any], names: Sequence[str]) -> Settings:
    usual = state.usual_settings()
    own = {name: _strand_of(held, usual.strand(name), name) for name in names}
    shared = {name: value for (name, strand), value in held.items() if not strand}
    return replace(usual, strands={**usual.strands, **own}, **shared)


def _strand_of(held: Mapping[tuple[str, str], Any], usual: Strand, name: str) -> Strand:
    own = {field: value for (field, strand), value in held.items() if strand == name}
    strand = replace(usual, **own)
    # A weight stays in the memory while its category is not counted.
    weights = tuple(
        pair
        for pair in strand.weights
        if pair[0] in strand.categories or pair[0] not in CATEGORIES
    )
    return replace(strand, weights=weights)
