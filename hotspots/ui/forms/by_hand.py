"""Zones taken out and put in by hand, each with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd
import streamlit as st

from hotspots.errors import InputError
from hotspots.method import pipeline
from hotspots.method.choosing.constraints import BY_HAND, Choice
from hotspots.method.choosing.institutions import (
    institutions,
    promises_in_doubt,
    what_it_is,
    without_institutions,
)
from hotspots.method.pipeline import Result
from hotspots.presentation.words import choosing as words
from hotspots.presentation.words.by_hand import NO_REASON
from hotspots.presentation.words.escaping import plain
from hotspots.settings import setting_named
from hotspots.texts import clean
from hotspots.ui import parts, say
from hotspots.ui.forms import memory

OUT, IN = map(setting_named, ("take_out", "put_in"))
# So many zones that were not chosen can be picked from a list; others by their id.
MOST_OFFERED = 300


def form(ranking: pd.DataFrame, selection: pd.DataFrame, strand: str) -> None:
    """Ask which zone comes out, which comes in, and why.

    Parameters
    ----------
    ranking
        The ranking, of the strand or over all.
    selection
        The chosen zones; none where no list can be made.
    strand
        The strand whose list is changed.
    """
    key = _part(strand)
    if _held(strand) and key not in st.session_state:
        parts.unfold(key)
    parts.folded(words.BY_HAND, partial(_form, ranking, selection, strand), key=key)


def _part(strand: str) -> str:
    return f"{strand}-by-hand"


def _form(ranking: pd.DataFrame, selection: pd.DataFrame, strand: str) -> None:
    say.caption(words.HOW_BY_HAND)
    _change_form(ranking, selection, strand)
    _changes(ranking, strand)


def promises(selection: pd.DataFrame, choice: Choice | None, strand: str) -> None:
    """Ask of each promise that only an institution fills whether it stands."""
    if choice is None:
        return
    doubtful = promises_in_doubt(selection, choice.rules)
    if doubtful.empty:
        return
    for row in doubtful.to_dict("records"):
        zone, what = str(row["zone"]), what_it_is(row)
        with st.container(border=True, key=f"{strand}-promise-{zone}"):
            say.markdown(words.promise_in_doubt(row, what=what))
            take, leave, _ = st.columns([2, 2, 3])
            take.button(
                words.TAKE_IT_OUT,
                key=f"{strand}-promise-out-{zone}",
                on_click=_add,
                args=(strand, {zone: what}, {}),
                width="stretch",
            )
            leave.button(
                words.LEAVE_IT_IN,
                key=f"{strand}-promise-in-{zone}",
                on_click=_add,
                args=(strand, {}, {zone: words.counts_for_promise(what)}),
                width="stretch",
            )


def institutions_button(
    selection: pd.DataFrame,
    strand: str,
    choose_without: Callable[[dict[str, str]], pd.DataFrame],
) -> None:
    """Offer to take out every zone that is mostly one institution, if there is one.

    Parameters
    ----------
    selection
        The chosen zones.
    strand
        The strand whose list is changed.
    choose_without
        Chooses again with further zones taken out, each with its reason.
    """
    found = institutions(selection)
    found = found[found["chosen_as"] != BY_HAND]
    if len(found):
        st.button(
            words.take_out_institutions(len(found)),
            key=f"{strand}-institutions",
            on_click=_take_out_institutions,
            args=(selection, strand, choose_without),
        )


def of_zone(chosen: Result, zone: str) -> None:
    """Offer to take one ranked zone out of the list, or to put it in, with a reason."""
    strand = chosen.strand
    if zone in dict(_held(strand)):
        st.button(words.UNDO_CHANGE, on_click=_undo, args=(strand, zone))
        return
    is_in = bool((chosen.selection["zone"] == zone).any())
    with st.form(f"{strand}-hand-of-zone", border=False, clear_on_submit=True):
        why, button = st.columns([3, 2], vertical_alignment="bottom")
        why.text_input(
            words.REASON, key=f"{strand}-zone-why", max_chars=120, placeholder=""
        )
        button.form_submit_button(
            words.TAKE_IT_OUT if is_in else words.PUT_IT_IN,
            on_click=_change_one,
            args=(strand, zone),
            kwargs={"is_in": is_in},
        )
    if wrong := st.session_state.pop(f"{strand}-zone-wrong", ""):
        say.warning(wrong)


def _change_one(strand: str, zone: str, *, is_in: bool) -> None:
    reason = clean(st.session_state[f"{strand}-zone-why"])
    if not reason:
        st.session_state[f"{strand}-zone-wrong"] = words.SAY_WHY
        return
    change = {zone: reason}
    _add(strand, change if is_in else {}, {} if is_in else change)


def _held(strand: str) -> list[tuple[str, str]]:
    return [*memory.get(OUT, strand), *memory.get(IN, strand)]


def _change_form(ranking: pd.DataFrame, selection: pd.DataFrame, strand: str) -> None:
    others = ranking[~ranking["zone"].isin(selection["zone"])].head(MOST_OFFERED)
    numbered = {
        row["zone"]: f"{number} · {row['name']}, {row['district']}"
        for number, row in enumerate(selection.to_dict("records"), start=1)
    }
    by_rank = {
        row["zone"]: f"Rank {row['rank']:,} · {row['name']}, {row['district']}"
        for row in others.to_dict("records")
    }
    with st.form(f"{strand}-hand", border=False, clear_on_submit=True):
        out, into, why, text = st.columns([4, 4, 3, 4], vertical_alignment="bottom")
        _pick(out, "Take out", numbered, f"{strand}-hand-out")
        _pick(into, "Put in", by_rank, f"{strand}-hand-in")
        _pick(why, "Reason", words.REASONS, f"{strand}-hand-why")
        text.text_input(
            "In your own words",
            key=f"{strand}-hand-text",
            max_chars=120,
            placeholder="",
        )
        st.form_submit_button("Change the list", on_click=_change, args=(strand,))
    if wrong := st.session_state.pop(f"{strand}-hand-wrong", ""):
        say.warning(wrong)


def _pick(
    column: st.delta_generator.DeltaGenerator,
    label: str,
    options: Mapping[str, str],
    key: str,
) -> None:
    column.selectbox(
        label,
        list(options),
        index=None,
        format_func=lambda each: options.get(each, each),
        placeholder="None",
        key=key,
    )


def _change(strand: str) -> None:
    session = st.session_state
    out, into = session[f"{strand}-hand-out"], session[f"{strand}-hand-in"]
    typed = clean(session[f"{strand}-hand-text"])
    picked = session[f"{strand}-hand-why"] or ""
    reason = typed or ("" if picked == words.OTHER else picked)
    if not (out or into):
        session[f"{strand}-hand-wrong"] = words.PICK_A_ZONE
    elif not reason:
        session[f"{strand}-hand-wrong"] = words.GIVE_A_REASON
    else:
        _add(strand, {out: reason} if out else {}, {into: reason} if into else {})


def _add(strand: str, out: Mapping[str, str], into: Mapping[str, str]) -> None:
    """Take zones out and put zones in; what was said of them before goes."""
    named = {*out, *into}
    for each, new in ((OUT, out), (IN, into)):
        before = {
            zone: why for zone, why in memory.get(each, strand) if zone not in named
        }
        memory.put(each, tuple({**before, **new}.items()), strand)
    parts.unfold(_part(strand))


def choose_without(chosen: Result, out: dict[str, str]) -> pd.DataFrame:
    """Choose a strand's zones again with further zones taken out."""
    both = {**dict(chosen.programme.take_out), **out}
    settings = chosen.settings.with_strand(chosen.strand, take_out=tuple(both.items()))
    choice = pipeline.choose(
        chosen.ranking,
        chosen.zoning,
        chosen.reading.area,
        settings,
        settings.strand(chosen.strand),
    )
    return choice.zones


def _take_out_institutions(
    selection: pd.DataFrame,
    strand: str,
    choose_without: Callable[[dict[str, str]], pd.DataFrame],
) -> None:
    try:
        out = without_institutions(selection, choose_without)
    except InputError as error:
        st.session_state[f"{strand}-hand-wrong"] = str(error)
        parts.unfold(_part(strand))
        return
    _add(strand, out, {})


def _changes(ranking: pd.DataFrame, strand: str) -> None:
    """List what was changed by hand, each with a way back."""
    titles = {
        row["zone"]: f"{row['name']}, {row['district']} (rank {row['rank']:,})"
        for row in ranking[
            ranking["zone"].isin([zone for zone, _ in _held(strand)])
        ].to_dict("records")
    }
    for each, verb in ((OUT, "Taken out"), (IN, "Put in")):
        for zone, reason in memory.get(each, strand):
            line, undo = st.columns([6, 1], vertical_alignment="center")
            title = plain(titles.get(zone, zone))
            why = plain(reason or NO_REASON)
            with line:
                say.markdown(f"**{verb}:** {title}: {why}")
            undo.button(
                "Undo",
                key=f"{strand}-undo-{each.key}-{zone}",
                on_click=_undo,
                args=(strand, zone),
                width="stretch",
            )


def _undo(strand: str, zone: str) -> None:
    for each in (OUT, IN):
        left = [pair for pair in memory.get(each, strand) if pair[0] != zone]
        memory.put(each, tuple(left), strand)
