"""A widget for each setting: which one follows from the kind of the setting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from hotspots.method import pipeline
from hotspots.months import Period, months_later
from hotspots.presentation.words import escaping, months_told
from hotspots.presentation.words import joint as joint_words
from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.settings_in_force import in_words
from hotspots.presentation.words.strands import short_of
from hotspots.settings import AskedOn, Setting, Settings, settings_asked
from hotspots.settings.kinds import Kind, Month, Months, Share, Span, Whole, YesNo
from hotspots.settings.kinds_of_lists import (
    MOST_STRAND_WEIGHT,
    NO_DISTANCE,
    STRAND_WEIGHT_DECIMALS,
    Distance,
    DistrictNumbers,
    StrandWeights,
)
from hotspots.settings.kinds_of_strand import Categories, Scale, WayOfCounting, Weights
from hotspots.ui import say, state
from hotspots.ui.forms import memory, weights
from hotspots.ui.forms.memory import keys_of

NOT_CHOSEN = "Choose a month"
MONTHS_AHEAD = 24


def ask_for(part: AskedOn, strand: str = "") -> None:
    """Show the widgets of all settings that a part of a page asks for.

    Parameters
    ----------
    part
        The part of a page.
    strand
        The strand whose own settings are asked for.
    """
    for each in settings_asked(part):
        ask(each, strand)


def ask(each: Setting, strand: str = "") -> None:
    """Show the widget of a setting."""
    WIDGETS[type(each.kind)](each, strand)


def label_of(each: Setting) -> str:
    """Return the words over a setting's widget."""
    label = each.label or each.heading
    if isinstance(each.kind, Whole) and each.kind.unit and not each.kind.offered:
        return f"{label}, in {each.kind.unit}"
    return label


def _whole(each: Setting, strand: str) -> None:
    kind, key = each.kind, each.key_of(strand)
    if not isinstance(kind, Whole):
        return
    if kind.offered:
        st.selectbox(
            label_of(each),
            sorted({*kind.offered, st.session_state[key]}),
            format_func=lambda value: in_words(each, value),
            key=key,
            help=each.help or None,
        )
        return
    st.number_input(
        label_of(each),
        min_value=kind.within.least,
        max_value=kind.within.most,
        value=None if kind.zero else "min",
        placeholder=kind.zero or None,
        step=kind.step,
        key=key,
        help=each.help or None,
        width=280,
    )


def _share(each: Setting, strand: str) -> None:
    kind = each.kind
    st.slider(
        label_of(each),
        min_value=0.0,
        max_value=1.0,
        step=kind.step if isinstance(kind, Share) else None,
        key=each.key_of(strand),
        help=each.help or None,
    )


def _yes_no(each: Setting, strand: str) -> None:
    st.toggle(label_of(each), key=each.key_of(strand), help=each.help or None)


def _text(each: Setting, strand: str) -> None:
    st.text_input(label_of(each), key=each.key_of(strand), help=each.help or None)


def _month(each: Setting, strand: str) -> None:
    """Ask for a month; empty stands for what the data say, or for not known."""
    key = each.key_of(strand)
    held = st.session_state[key]
    known = each.value_in(pipeline.with_start(Settings(), state.data().reading))
    # Patrols may be still to come: zones are chosen for next year.
    ahead = Period.starting(months_later(_loaded()[-1], 1), n_months=MONTHS_AHEAD)
    offered = {*_loaded(), *ahead.months, held}
    if held != known:
        offered = (offered - {known}) | {""}
    st.selectbox(
        label_of(each),
        sorted(offered, key=lambda month: month or known),
        format_func=lambda month: _short_or(NOT_CHOSEN, month or known),
        key=key,
        help=each.help or None,
    )


def _months(each: Setting, strand: str) -> None:
    key = each.key_of(strand)
    st.multiselect(
        label_of(each),
        sorted({*_loaded(), *st.session_state[key]}),
        format_func=months_told.month_short,
        key=key,
        help=each.help or None,
    )


def _span(each: Setting, strand: str) -> None:
    """Ask for both ends of a period; no period ends before it begins."""
    first, last = keys_of(each, strand)
    session, left_right = st.session_state, st.columns(2)
    left_right[0].selectbox(
        f"{label_of(each)}, from",
        sorted({*_loaded(), session[first]}),
        format_func=partial(_short_or, "None"),
        key=first,
        on_change=_lift,
        args=(first, last),
        help=each.help or None,
    )
    from_first = {month for month in _loaded() if month >= session[first]}
    left_right[1].selectbox(
        f"{label_of(each)}, to",
        sorted(from_first | {session[last]}),
        format_func=partial(_short_or, "None"),
        key=last,
    )


def _short_or(none: str, month: str) -> str:
    return months_told.month_short(month) if month else none


def _lift(first: str, last: str) -> None:
    st.session_state[last] = max(st.session_state[first], st.session_state[last])


def _loaded() -> list[str]:
    return state.loaded_months(state.data())


def _distance(each: Setting, strand: str) -> None:
    """Ask for a distance: one of those offered, or any other beside them."""
    kind, key = each.kind, each.key_of(strand)
    if not isinstance(kind, Distance):
        return
    st.selectbox(
        label_of(each),
        sorted({NO_DISTANCE, *kind.offered, st.session_state[key]}),
        format_func=lambda value: in_words(each, kind.from_widget(value)),
        key=key,
        help=each.help or None,
    )
    own = f"{key}-own"
    st.number_input(
        "Another distance, in metres",
        min_value=0,
        max_value=kind.most,
        value=None,
        step=50,
        key=own,
        on_change=_take_over,
        args=(own, key),
    )


def _take_over(own: str, key: str) -> None:
    if (value := st.session_state[own]) is not None:
        st.session_state[key], st.session_state[own] = value, None


def _district_numbers(each: Setting, strand: str) -> None:
    """Ask for numbers of single districts: which, and how many."""
    kind, key = each.kind, each.key_of(strand)
    if not isinstance(kind, DistrictNumbers):
        return
    held = dict(st.session_state[key])
    names = sorted({*state.data().reading.area, *held})
    district, number, put = st.columns([3, 2, 2], vertical_alignment="bottom")
    name = district.selectbox(
        label_of(each), names, key=f"{key}-district", help=each.help or None
    )
    wanted = number.number_input("Number", 0, 50, 1, key=f"{key}-number")
    put.button(
        "Set",
        key=f"{key}-set",
        on_click=_set,
        args=(key, tuple(sorted({**held, name: wanted}.items()))),
        width="stretch",
    )
    if held:
        line, clear = st.columns([5, 2], vertical_alignment="center")
        with line:
            say.caption(plain(in_words(each, st.session_state[key])))
        clear.button(
            "Clear", key=f"{key}-clear", on_click=_set, args=(key, ()), width="stretch"
        )


def _strand_weights(each: Setting, strand: str) -> None:  # noqa: ARG001
    """Ask for the weight of each strand, side by side."""
    key, names = each.key, memory.strands()
    held = dict(st.session_state[key])
    settings = memory.gather()
    for column, name in zip(st.columns(len(names)), names, strict=True):
        own = f"{key}-{name}"
        st.session_state[own] = float(held.get(name, 1.0))
        column.number_input(
            escaping.plain(joint_words.weight_of(short_of(settings.strand(name)))),
            0.0,
            float(MOST_STRAND_WEIGHT),
            step=0.25,
            key=own,
            on_change=_set_weight,
            args=(key, name),
        )


def _set_weight(key: str, name: str) -> None:
    weight = round(st.session_state[f"{key}-{name}"], STRAND_WEIGHT_DECIMALS)
    held = dict(st.session_state[key]) | {name: weight}
    st.session_state[key] = tuple(
        sorted((strand, one) for strand, one in held.items() if one != 1.0)
    )


def _set(key: str, value: object) -> None:
    st.session_state[key] = value


# How each kind of setting is asked for.
WIDGETS: Mapping[type[Kind], Callable[[Setting, str], None]] = {
    Kind: _text,
    Whole: _whole,
    Share: _share,
    YesNo: _yes_no,
    Month: _month,
    Months: _months,
    Span: _span,
    Categories: weights.counts_widget,
    WayOfCounting: weights.way_widget,
    Scale: weights.scale_widget,
    Weights: weights.weights_editor,
    Distance: _distance,
    DistrictNumbers: _district_numbers,
    StrandWeights: _strand_weights,
}
