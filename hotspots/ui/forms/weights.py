"""What a strand counts and how each of its incidents weighs, as a visitor sets it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from hotspots.errors import InputError
from hotspots.method import pipeline
from hotspots.method.county.harm_shares import harm_shares
from hotspots.presentation.words import escaping
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
from hotspots.sources.offence_weights import titles_of_keys
from hotspots.ui import say, screen, state
from hotspots.ui.forms import memory
from hotspots.ui.views.tables import ROW_PX, WRAPS_FROM_PX

# The editor's columns.
CATEGORY, SCALES, YOURS = "Category", "Scale", "Yours"
GROUP, SHARE_OF_HARM = "Group", "Share of harm"
ASB_GROUP = "Antisocial behaviour"
# So many classes are seen at once.
MOST_ROWS = 24


COUNTS, WAY, SCALE, SHARE, WEIGHTS, FOUND, MOST = map(
    setting_named,
    (
        "categories",
        "extract_counting",
        "harm_scale",
        "harm_share",
        "weights",
        "leave_out_police_generated",
        "most_of_one",
    ),
)
UNIT = setting_named("harm_unit")
OF_WEIGHING = (COUNTS, WAY, SCALE, SHARE, WEIGHTS, FOUND, MOST, UNIT)


def counts_widget(each: Setting, strand: str) -> None:
    """Show which incidents the strand counts."""
    key = each.key_of(strand)
    programme = state.usual_settings().strand(strand)
    ways = [way.categories for way in programme.definition.from_police_uk]
    options = list(dict.fromkeys([*ways, st.session_state[key]]))
    rows = {
        categories: replace(programme, categories=categories) for categories in options
    }
    st.radio(
        each.heading,
        options,
        format_func=lambda categories: escaping.plain(
            strands_words.option_of(rows[categories])
        ),
        captions=[
            escaping.plain(strands_words.caption_of(rows[each])) for each in options
        ],
        key=key,
        on_change=_renew_editor,
        args=(strand,),
    )


def way_widget(each: Setting, strand: str) -> None:
    """Show the ways in which the strand can count an extract."""
    key = each.key_of(strand)
    # The usual way has no name in settings, so that these are seen to be the defaults.
    ways = {
        way.name if at else "": way
        for at, way in enumerate(programme_of(strand).definition.from_extracts)
    }
    if not ways:
        return
    if st.session_state[key] not in ways:
        st.session_state[key] = ""
    st.radio(
        each.heading,
        list(ways),
        format_func=lambda name: escaping.plain(ways[name].option),
        captions=[escaping.plain(way.caption) for way in ways.values()],
        key=key,
        on_change=_renew_editor,
        args=(strand,),
    )


def scale_widget(each: Setting, strand: str) -> None:
    """Show the harm scales. A scale brings its own weights: edited ones give way."""
    by_offence = programme_of(strand).kinds is not None
    st.selectbox(
        each.heading,
        list(built_in_scales()),
        format_func=lambda name: scale_title(name, by_offence=by_offence),
        key=each.key_of(strand),
        help=weights_words.scale_help(by_offence=by_offence),
        on_change=forget_edits,
        args=(strand,),
    )


def weights_editor(each: Setting, strand: str) -> None:
    """Show what one incident of each kind weighs, to be changed.

    For an extract: each class of offence, by its group, with its share of the harm.
    """
    scale, key, programme = scale_of(strand), editor_key(strand), programme_of(strand)
    in_force = scale.with_weights(memory.get(each, strand))
    table = _table(programme, scale)
    if key not in st.session_state:
        # What the editor starts from must stay while it holds edits of it.
        st.session_state[_start_key(strand)] = {
            name: _weight(in_force, name) for name in table.index
        }
    start = st.session_state[_start_key(strand)]
    table[YOURS] = [start.get(name, _weight(scale, name)) for name in table.index]
    if programme.kinds is not None:
        shares = _shares(programme, in_force).reindex(table.index)
        table[SHARE_OF_HARM] = 100 * shares
    say.caption(ranking_words.weights_help(scale.unit))
    is_narrow = screen.room_px() > 0
    category_px = 185 if programme.kinds is None else 330
    row_px = WRAPS_FROM_PX if is_narrow else ROW_PX
    st.data_editor(
        table.reset_index(drop=True),
        key=key,
        hide_index=True,
        column_order=[CATEGORY, SCALES, YOURS] if is_narrow else None,
        row_height=row_px,
        disabled=[name for name in table.columns if name != YOURS],
        column_config={
            GROUP: st.column_config.TextColumn(width=230),
            CATEGORY: st.column_config.TextColumn(
                width=screen.room_px() - 2 * 80 if is_narrow else category_px
            ),
            SCALES: st.column_config.NumberColumn(width=80, format="localized"),
            YOURS: st.column_config.NumberColumn(width=80, format="localized"),
            SHARE_OF_HARM: st.column_config.NumberColumn(width=95, format="%.1f%%"),
        },
        height=ROW_PX + row_px * min(len(table), MOST_ROWS) + 3,
        alt=ranking_words.WEIGHTS_ALT,
    )
    if refused := st.session_state.pop(_refused_key(strand), ""):
        say.error(refused)


def _table(programme: Strand, scale: HarmScale) -> pd.DataFrame:
    """List what can be weighed, by its key in the scale."""
    if programme.kinds is None:
        names = pd.Index(programme.counted)
        return pd.DataFrame(
            {CATEGORY: names, SCALES: [_weight(scale, name) for name in names]},
            index=names,
        )
    kinds = {kind.weighed_as: kind for kind in programme.kinds}
    ordered = sorted(kinds.values(), key=lambda kind: (kind.group, kind.title))
    return pd.DataFrame(
        {
            GROUP: [kind.group or ASB_GROUP for kind in ordered],
            CATEGORY: [kind.title for kind in ordered],
            SCALES: [_weight(scale, kind.weighed_as) for kind in ordered],
        },
        index=pd.Index([kind.weighed_as for kind in ordered]),
    )


def _shares(programme: Strand, scale: HarmScale) -> pd.Series:
    """Return the share of the county's harm that each kind makes."""
    settings, data = memory.gather(), state.data()
    filled = pipeline.with_data(settings, data.reading)
    return harm_shares(
        data.reading.incidents,
        categories=programme.counted,
        weighed=programme.weighed,
        weight_of={name: _weight(scale, name) for name in programme.weighed},
        period=filled.months_chosen_on,
    )


def _weight(scale: HarmScale, name: str) -> float:
    """Return the weight of a kind, not a number where the scale has none."""
    weight = scale.weight_of(name)
    return float("nan") if weight is None else float(weight)


def programme_of(strand: str) -> Strand:
    """Return a strand with the kinds of incidents that these data hold."""
    return pipeline.with_kinds(memory.gather(), state.data().reading).strand(strand)


def reset_button(strand: str) -> None:
    """Show the way back to what the strand usually counts and weighs."""
    own = memory.gather().strand(strand)
    usual = own.usual
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
    put_weights(strand, ())


def put_weights(
    strand: str, weights: Sequence[tuple[str, float]], *, unit: str = ""
) -> None:
    """Put weights in force in place of all edited ones, with a new editor."""
    memory.put(WEIGHTS, tuple(weights), strand)
    memory.put(UNIT, unit, strand)
    st.session_state.pop(notes_key(strand), None)
    _renew_editor(strand)


def take_edits(strand: str) -> None:
    """Put what was typed into the editor in force, or refuse it in words.

    Call it before anything reads the weights.
    """
    session = st.session_state
    typed = session.get(editor_key(strand), {}).get("edited_rows", {})
    if not typed:
        return
    scale, weights = scale_of(strand), dict(session[_start_key(strand)])
    names = list(weights)
    for row, cells in typed.items():
        name, weight = names[int(row)], cells.get(YOURS)
        weights[name] = _weight(scale, name) if weight is None else weight
    try:
        for name, weight in weights.items():
            check_weight(titles_of_keys().get(name, name), weight)
    except InputError as error:
        session[_refused_key(strand)] = ranking_words.weight_refused(str(error))
        _renew_editor(strand)
        return
    edited = tuple(
        (name, float(weight))
        for name, weight in weights.items()
        if weight != _weight(scale, name)
    )
    memory.put(WEIGHTS, edited, strand)


def editor_key(strand: str) -> str:
    """Return the key of the strand's editor, which changes with every new editor."""
    return f"{strand}-editor-{st.session_state.get(_editors_key(strand), 0)}"


def _renew_editor(strand: str) -> None:
    n_before = st.session_state.get(_editors_key(strand), 0)
    st.session_state[_editors_key(strand)] = n_before + 1


def scale_of(strand: str) -> HarmScale:
    """Return the scale chosen, in the unit of the weights in force."""
    return harm_scale(memory.get(SCALE, strand), unit=memory.get(UNIT, strand))


def notes_key(strand: str) -> str:
    """Return the key under which the visit remembers what was said of its file."""
    return f"{strand} weights file notes"


def _editors_key(strand: str) -> str:
    return f"{strand} editors"


def _start_key(strand: str) -> str:
    return f"{strand} editor starts from"


def _refused_key(strand: str) -> str:
    return f"{strand} weight refused"
