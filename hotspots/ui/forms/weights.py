"""What a strand counts and how each of its incidents weighs, as a visitor sets it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from hotspots.errors import InputError
from hotspots.method.choosing.strands import COUNTED, USUAL
from hotspots.presentation.words import ranking as ranking_words
from hotspots.presentation.words import strands as strands_words
from hotspots.presentation.words import weights as weights_words
from hotspots.settings import Setting, Strand, check_weight, setting_named
from hotspots.sources.harm_scales import (
    HarmScale,
    built_in_scales,
    harm_scale,
    scale_title,
)
from hotspots.ui import say
from hotspots.ui.forms import memory

# The editor's columns.
CATEGORY, SCALES, YOURS = "Category", "Scale", "Yours"


COUNTS, SCALE, SHARE, WEIGHTS = map(
    setting_named, ("categories", "harm_scale", "harm_share", "weights")
)
OF_WEIGHING = (COUNTS, SCALE, SHARE, WEIGHTS)


def counts_widget(each: Setting, strand: str) -> None:
    """Show which incidents the strand counts."""
    key = each.key_of(strand)
    options = list(dict.fromkeys([*COUNTED[strand], st.session_state[key]]))
    st.radio(
        each.heading,
        options,
        format_func=strands_words.counts_title,
        captions=[strands_words.counts_caption(categories) for categories in options],
        key=key,
        on_change=_renew_editor,
        args=(strand,),
    )


def scale_widget(each: Setting, strand: str) -> None:
    """Show the harm scales. A scale brings its own weights: edited ones give way."""
    st.selectbox(
        each.heading,
        list(built_in_scales()),
        format_func=scale_title,
        key=each.key_of(strand),
        help=weights_words.scale_help(),
        on_change=forget_edits,
        args=(strand,),
    )


def weights_editor(each: Setting, strand: str) -> None:
    """Show what one incident of each category weighs, to be changed."""
    scale, key = _scale(strand), editor_key(strand)
    categories = memory.get(COUNTS, strand)
    if key not in st.session_state:
        # What the editor starts from must stay while it holds edits of it.
        in_force = scale.with_weights(memory.get(each, strand))
        st.session_state[_start_key(strand)] = in_force.weights
    start = st.session_state[_start_key(strand)]
    say.caption(ranking_words.weights_help(scale.unit))
    st.data_editor(
        pd.DataFrame(
            {
                CATEGORY: categories,
                SCALES: [float(scale.weights[category]) for category in categories],
                YOURS: [float(start[category]) for category in categories],
            }
        ),
        key=key,
        hide_index=True,
        disabled=[CATEGORY, SCALES],
        column_config={
            CATEGORY: st.column_config.TextColumn(width=185),
            SCALES: st.column_config.NumberColumn(width=65),
            YOURS: st.column_config.NumberColumn(width=80),
        },
        alt=ranking_words.WEIGHTS_ALT,
    )
    if refused := st.session_state.pop(_refused_key(strand), ""):
        say.error(refused)


def reset_button(strand: str) -> None:
    """Show the way back to what the strand usually counts and weighs."""
    usual, own = USUAL[strand], memory.gather().strand(strand)
    changed = any(
        getattr(own, each.name) != getattr(usual, each.name) for each in OF_WEIGHING
    )
    st.button(
        "Reset to default weights",
        icon=":material/undo:",
        disabled=not changed,
        on_click=remember,
        args=(strand, usual),
    )


def remember(strand: str, wanted: Strand) -> None:
    """Put what a strand counts and weighs into the visit's memory."""
    forget_edits(strand)
    for each in OF_WEIGHING:
        memory.put(each, getattr(wanted, each.name), strand)


def forget_edits(strand: str) -> None:
    """Take the scale's own weights again, with a new editor."""
    memory.put(WEIGHTS, (), strand)
    _renew_editor(strand)


def take_edits(strand: str) -> None:
    """Put what was typed into the editor in force, or refuse it in words.

    Call it before anything reads the weights.
    """
    session = st.session_state
    typed = session.get(editor_key(strand), {}).get("edited_rows", {})
    if not typed:
        return
    scale, categories = _scale(strand), memory.get(COUNTS, strand)
    weights = {name: session[_start_key(strand)][name] for name in categories}
    for row, cells in typed.items():
        category = categories[int(row)]
        weight = cells.get(YOURS)
        weights[category] = scale.weights[category] if weight is None else weight
    try:
        for category, weight in weights.items():
            check_weight(category, weight)
    except InputError as error:
        session[_refused_key(strand)] = ranking_words.weight_refused(str(error))
        _renew_editor(strand)
        return
    edited = tuple(
        (category, float(weight))
        for category, weight in weights.items()
        if weight != scale.weights[category]
    )
    memory.put(WEIGHTS, edited, strand)


def editor_key(strand: str) -> str:
    """Return the key of the strand's editor, which changes with every new editor."""
    return f"{strand}-editor-{st.session_state.get(_editors_key(strand), 0)}"


def _renew_editor(strand: str) -> None:
    n_before = st.session_state.get(_editors_key(strand), 0)
    st.session_state[_editors_key(strand)] = n_before + 1


def _scale(strand: str) -> HarmScale:
    return harm_scale(memory.get(SCALE, strand))


def _editors_key(strand: str) -> str:
    return f"{strand} editors"


def _start_key(strand: str) -> str:
    return f"{strand} editor starts from"


def _refused_key(strand: str) -> str:
    return f"{strand} weight refused"
