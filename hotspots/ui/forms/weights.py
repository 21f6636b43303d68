"""What a strand counts and how each of its incidents weighs, as a visitor sets it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from hotspots.errors import InputError
from hotspots.method.choosing.strands import COUNTED, USUAL
from hotspots.presentation.words import ranking as ranking_words
from hotspots.presentation.words import strands as strands_words
from hotspots.presentation.words import weights as weights_words
from hotspots.settings import Strand, check_weight
from hotspots.sources.harm_scales import HarmScale, built_in_scales, harm_scale
from hotspots.ui import link

# The editor's columns.
CATEGORY, SCALES, YOURS = "Category", "Scale", "Yours"


def counts_widget(strand: str) -> None:
    """Show which incidents the strand counts."""
    key = link.counts_key(strand)
    options = list(dict.fromkeys([*COUNTED[strand], st.session_state[key]]))
    st.radio(
        "Incidents that count",
        options,
        format_func=strands_words.counts_title,
        captions=[strands_words.counts_caption(categories) for categories in options],
        key=key,
        on_change=_renew_editor,
        args=(strand,),
    )


def share_widget(strand: str) -> None:
    """Show how much of the score is harm."""
    st.slider(
        "Weight of harm in the score",
        min_value=0.0,
        max_value=1.0,
        step=0.05,
        key=link.share_key(strand),
        help=weights_words.SHARE_HELP,
    )


def scale_widget(strand: str) -> None:
    """Show the harm scales. A scale brings its own weights: edited ones give way."""
    st.selectbox(
        "Harm scale",
        list(built_in_scales()),
        format_func=weights_words.SCALE_TITLES.__getitem__,
        key=link.scale_key(strand),
        help=weights_words.SCALE_HELP,
        on_change=forget_edits,
        args=(strand,),
    )


def weights_editor(strand: str) -> None:
    """Show what one incident of each category weighs, to be changed."""
    scale, key = _scale(strand), editor_key(strand)
    categories = st.session_state[link.counts_key(strand)]
    if key not in st.session_state:
        # What the editor starts from must stay while it holds edits of it.
        in_force = scale.with_weights(st.session_state[link.weights_key(strand)])
        st.session_state[_start_key(strand)] = in_force.weights
    start = st.session_state[_start_key(strand)]
    st.caption(ranking_words.weights_help(scale.unit))
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
        st.error(refused)


def reset_button(strand: str) -> None:
    """Show the way back to what the strand usually counts and weighs."""
    usual = USUAL[strand]
    changed = any(
        value != getattr(usual, name) for name, value in in_force(strand).items()
    )
    st.button(
        "Back to the usual weights",
        icon=":material/undo:",
        disabled=not changed,
        on_click=remember,
        args=(strand, usual),
    )


def remember(strand: str, wanted: Strand) -> None:
    """Put what a strand counts and weighs into the visit's memory."""
    kept = st.session_state
    forget_edits(strand)
    kept[link.counts_key(strand)] = wanted.categories
    kept[link.scale_key(strand)] = wanted.harm_scale
    kept[link.share_key(strand)] = wanted.harm_share
    kept[link.weights_key(strand)] = wanted.weights


def in_force(strand: str) -> dict[str, Any]:
    """Return what the strand counts and weighs, named as the settings name it."""
    kept = st.session_state
    categories = kept[link.counts_key(strand)]
    return {
        "categories": categories,
        "harm_scale": kept[link.scale_key(strand)],
        "harm_share": round(kept[link.share_key(strand)], 2),
        "weights": tuple(
            pair for pair in kept[link.weights_key(strand)] if pair[0] in categories
        ),
    }


def forget_edits(strand: str) -> None:
    """Take the scale's own weights again, with a new editor."""
    st.session_state[link.weights_key(strand)] = ()
    _renew_editor(strand)


def take_edits(strand: str) -> None:
    """Put what was typed into the editor in force, or refuse it in words.

    Call it before anything reads the weights.
    """
    kept = st.session_state
    typed = kept.get(editor_key(strand), {}).get("edited_rows", {})
    if not typed:
        return
    scale, categories = _scale(strand), kept[link.counts_key(strand)]
    weights = {name: kept[_start_key(strand)][name] for name in categories}
    for row, cells in typed.items():
        category = categories[int(row)]
        weight = cells.get(YOURS)
        weights[category] = scale.weights[category] if weight is None else weight
    try:
        for category, weight in weights.items():
            check_weight(category, weight)
    except InputError as error:
        kept[_refused_key(strand)] = ranking_words.weight_refused(str(error))
        _renew_editor(strand)
        return
    kept[link.weights_key(strand)] = tuple(
        (category, float(weight))
        for category, weight in weights.items()
        if weight != scale.weights[category]
    )


def editor_key(strand: str) -> str:
    """Return the key of the strand's editor, which changes with every new editor."""
    return f"{strand}-editor-{st.session_state.get(_editors_key(strand), 0)}"


def _renew_editor(strand: str) -> None:
    n_before = st.session_state.get(_editors_key(strand), 0)
    st.session_state[_editors_key(strand)] = n_before + 1


def _scale(strand: str) -> HarmScale:
    return harm_scale(st.session_state[link.scale_key(strand)])


def _editors_key(strand: str) -> str:
    return f"{strand} editors"


def _start_key(strand: str) -> str:
    return f"{strand} editor starts from"


def _refused_key(strand: str) -> str:
    return f"{strand} weight refused"
