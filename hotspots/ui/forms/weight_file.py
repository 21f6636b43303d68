"""A visitor's own weights: from a file, and back to a file."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from hotspots.errors import InputError
from hotspots.presentation import synthetic
from hotspots.presentation.files.exports import safe_csv
from hotspots.presentation.words import weight_files as words
from hotspots.settings import CATEGORIES, Strand, setting_named
from hotspots.sources.harm_scales import HarmScale
from hotspots.sources.weight_files import (
    WEIGHT_SUFFIXES,
    WeightFile,
    read_weights,
    title_of,
)
from hotspots.ui import say, state
from hotspots.ui.forms import memory, weights

WEIGHTS = setting_named("weights")
MOST_MB = 5


def widgets(strand: str) -> None:
    """Show what takes weights from a file, what was said of it, and the way out."""
    session = st.session_state
    with st.expander("Weights from a file, and to a file"):
        say.caption(words.HOW_TO_LOAD)
        st.file_uploader(
            "A table of weights (XLSX, CSV)",
            type=[each[1:] for each in WEIGHT_SUFFIXES],
            key=_uploader(strand),
            on_change=_take,
            args=(strand,),
            max_upload_size=MOST_MB,
        )
        # A file is written in a thread that knows nothing of the visit.
        programme, scale = weights.programme_of(strand), weights.scale_of(strand)
        edits = memory.get(WEIGHTS, strand)
        name = f"{strand}-weights.csv"
        st.download_button(
            "Weights in force (CSV)",
            lambda: weights_in_force(programme, scale, edits),
            file_name=synthetic.file_name(
                name, synthetic=state.data().reading.synthetic
            ),
            icon=":material/download:",
            on_click="ignore",
        )
    if problem := session.get(_problem(strand)):
        say.error(problem)
    for sentence in session.get(weights.notes_key(strand), ()):
        say.caption(sentence)


def weights_in_force(
    programme: Strand, scale: HarmScale, edits: Sequence[tuple[str, float]]
) -> bytes:
    """Write the weights of what a strand counts; `read_weights` reads them again."""
    own = scale.with_weights(edits)
    return safe_csv(words.weights_table(programme, scale, own))


def _take(strand: str) -> None:
    """Put the weights of the file in force, or say why not and change nothing."""
    session = st.session_state
    file = session[_uploader(strand)]
    session[_problem(strand)] = ""
    if file is None:
        session.pop(weights.notes_key(strand), None)
        return
    try:
        read = read_weights(file.getvalue(), name=file.name)
        scale = weights.scale_of(strand)
        notes = _put_in_force(strand, read, scale)
    except InputError as error:
        session[_problem(strand)] = str(error)
        return
    session[weights.notes_key(strand)] = notes


def _put_in_force(strand: str, file: WeightFile, scale: HarmScale) -> list[str]:
    programme = weights.programme_of(strand)
    kinds = state.data().reading.kinds
    held = dict.fromkeys([kind.weighed_as for kind in kinds] or CATEGORIES)
    found = {key: file.scale.weight_of(key) for key in held}
    new = {key: weight for key, weight in found.items() if weight is not None}
    lacking = [
        title_of(key) for key in dict.fromkeys(programme.weighed) if key not in new
    ]
    if not new:
        counted = [title_of(key) for key in dict.fromkeys(programme.weighed)]
        raise InputError(words.nothing_weighed(file.scale.name, counted_kinds=counted))
    unit = file.scale.unit if file.says_unit else scale.unit
    if unit != scale.unit and lacking:
        msg = words.other_unit(
            file.scale.name, unit=unit, scale_unit=scale.unit, titles=lacking
        )
        raise InputError(msg)
    edits = [
        (key, weight) for key, weight in new.items() if weight != scale.weight_of(key)
    ]
    weights.put_weights(strand, edits, unit="" if unit == scale.unit else unit)
    return [
        *words.weight_file_notes(file),
        words.taken_sentence(len(edits), unit=unit),
        *filter(None, [words.kept_sentence(lacking, scale=words.scale_name(scale))]),
    ]


def _uploader(strand: str) -> str:
    return f"{strand}-weights-file"


def _problem(strand: str) -> str:
    return f"{strand} weights file problem"
