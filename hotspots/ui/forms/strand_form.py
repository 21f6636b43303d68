"""A form in which a strand is defined, without a file.

The draft is held as a file of strands would hold it, so that what is not asked for
stays, and so that a file's faults and a form's are found and told by the same code.

Long because what draws a field and what gathers it share its key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

import streamlit as st

from hotspots.errors import InputError
from hotspots.method.choosing.strands import counts_of_way
from hotspots.presentation.colours import MAP_COLOURS
from hotspots.presentation.words import strand_form as words
from hotspots.settings import CATEGORIES
from hotspots.settings.counting import Counting, Definition
from hotspots.settings.strand_files import (
    MOST_NOTE,
    MOST_ZONES,
    definitions_from,
    definitions_to_json,
)
from hotspots.sources.offence_weights import titles_of_keys
from hotspots.sources.strand_names import FLAGS, names_of_lists, refuse_unknown_names
from hotspots.ui import say, state

# The strand that is being defined, and why it cannot be used.
DRAFT, PROBLEM, OPENED = "strand draft", "strand draft refused", "strand drafts opened"
SOURCES = tuple(words.FROM)
LISTS = {
    "from_police_uk": ("categories",),
    "from_extracts": tuple(name for name in words.LIST_LABELS if name != "categories"),
}
USUAL_ZONES, MOST_SHOWN = 20, 4


def is_open() -> bool:
    """Say whether a strand is being defined."""
    return DRAFT in st.session_state


def open_new() -> None:
    """Begin a new strand, with zones enough for one in each district."""
    n_zones = max(USUAL_ZONES, len(state.data().reading.area))
    _open({"n_zones": n_zones, **_empty_ways()}, at=None)


def open_existing(at: int) -> None:
    """Begin to change one of the strands in force, counted from 0."""
    values = definitions_to_json(state.definitions())["strands"][at]
    _open({**_empty_ways(), **values}, at=at)


def _empty_ways() -> dict[str, Any]:
    return {source: [{}] for source in SOURCES}


def _open(values: dict[str, Any], *, at: int | None) -> None:
    """Take values into a form of its own: its widgets have new keys."""
    session = st.session_state
    session[OPENED] = session.get(OPENED, 0) + 1
    session[DRAFT] = {"values": values, "at": at}
    session.pop(PROBLEM, None)


def close() -> None:
    """Define nothing any more."""
    for key in (DRAFT, PROBLEM):
        st.session_state.pop(key, None)


def form(use: Callable[[Sequence[Definition]], None]) -> None:
    """Show the form.

    Parameters
    ----------
    use
        What puts strands in force.
    """
    draft = st.session_state[DRAFT]
    if _key("short") not in st.session_state:
        # Another page was open in between, and Streamlit has forgotten the widgets.
        draft["start"] = deepcopy(draft["values"])
    start = draft["start"]
    say.header(words.NEW if draft["at"] is None else words.EDITED)
    say.caption(words.HOW)
    _strand_fields(start)
    for source in SOURCES:
        say.markdown(f"**{words.FROM[source]}**")
        for number, way in enumerate(start[source]):
            _way(source, number, way, n_ways=len(start[source]))
        st.button(
            words.ADD_WAY, key=_key("add", source), on_click=_add_way, args=(source,)
        )
    with st.expander(words.PUBLIC_WORDS):
        _texts(words.PUBLIC_LABELS, start.get("public", {}), "public")
    if refused := st.session_state.get(PROBLEM):
        say.error(refused)
    left, right, _ = st.columns([2, 1, 4])
    left.button(
        words.USE,
        type="primary",
        icon=":material/check:",
        on_click=_use,
        args=(use,),
        width="stretch",
    )
    right.button(words.CANCEL, on_click=close, width="stretch")
    draft["values"] = _gathered()


def _strand_fields(start: Mapping[str, Any]) -> None:
    labels = words.STRAND_LABELS
    name, zones, floor, colours = st.columns([3, 1, 1, 2], vertical_alignment="bottom")
    with name:
        _text("short", labels["short"], start)
    label, _ = labels["n_zones"]
    zones.number_input(label, 1, MOST_ZONES, int(start["n_zones"]), key=_key("n_zones"))
    label, help_text = labels["floor"]
    floor.number_input(
        label,
        0,
        MOST_ZONES,
        start.get("floor"),
        key=_key("floor"),
        help=help_text,
        step=1,
    )
    options = ["", *MAP_COLOURS]
    held = start.get("colours", "")
    colours.selectbox(
        labels["colours"][0],
        options,
        index=options.index(held) if held in options else 0,
        format_func=lambda name: name.capitalize() or words.NO_COLOUR,
        key=_key("colours"),
    )


def _way(source: str, number: int, way: Mapping[str, Any], *, n_ways: int) -> None:
    title = str(way.get("option") or way.get("title") or "")
    heading = words.way_heading(title, number + 1, n_ways)
    with say.expander(heading, is_open=n_ways == 1):
        boxes = [box for _ in range(0, len(LISTS[source]), 2) for box in st.columns(2)]
        for name, box in zip(LISTS[source], boxes, strict=False):
            with box:
                _list(source, number, name, way)
        _preview(source, number)
        say.markdown(f"*{words.WORDS_OF_WAY}*")
        _texts(words.WAY_LABELS, way, source, number)
        _texts(words.NOTE_LABELS, way.get("notes", {}), source, number, "notes")
        if n_ways > 1:
            st.button(
                words.REMOVE_WAY,
                key=_key(source, number, "remove"),
                on_click=_remove_way,
                args=(source, number),
            )


def _list(source: str, number: int, name: str, way: Mapping[str, Any]) -> None:
    label, help_text = words.LIST_LABELS[name]
    held = list(way.get(name, []))
    st.multiselect(
        label,
        list(dict.fromkeys([*_options(name), *held])),
        default=held,
        format_func=lambda option: _shown(name, option),
        key=_key(source, number, name),
        help=help_text or None,
        placeholder="None",
    )


def _options(name: str) -> Sequence[str]:
    if name == "categories":
        return CATEGORIES
    return names_of_lists().get(name, FLAGS)


def _shown(name: str, option: str) -> str:
    """Name an option: a class with its title."""
    if not name.startswith("offence_classes"):
        return option
    return f"{titles_of_keys().get(option, option)} ({option})"


def _texts(
    labels: Mapping[str, tuple[str, str]], held: Mapping[str, Any], *of: object
) -> None:
    for (name, label), box in zip(
        labels.items(),
        (box for _ in range(0, len(labels), 2) for box in st.columns(2)),
        strict=False,
    ):
        with box:
            _text(name, label, held, *of)


def _text(
    name: str, label: tuple[str, str], held: Mapping[str, Any], *of: object
) -> None:
    st.text_input(
        label[0],
        str(held.get(name, "")),
        key=_key(*of, name),
        help=label[1] or None,
        max_chars=MOST_NOTE,
    )


def _preview(source: str, number: int) -> None:
    """Say how much of the data loaded a way of counting counts."""
    reading = state.data().reading
    lists = _lists(source, number)
    is_other = (source == "from_extracts") == reading.is_public
    if is_other or not lists:
        return
    picked: dict[str, Any] = {name: tuple(names) for name, names in lists.items()}
    way = Counting(name="", option="", title="", noun="", **picked)
    if not way.flags_named <= state.usual_settings().flags_named:
        # The data are read with those flags once the strand is in use.
        return
    counts = counts_of_way(reading, way)
    say.caption(words.preview(sum(counts.values()), list(counts.items())[:MOST_SHOWN]))


def _gathered() -> dict[str, Any]:
    """Return what the form holds, as a file of strands would."""
    session, draft = st.session_state, st.session_state[DRAFT]
    values = deepcopy(draft["start"])
    for name in words.STRAND_LABELS:
        _put(values, name, session.get(_key(name)))
    public = values.setdefault("public", {})
    for name in words.PUBLIC_LABELS:
        _put(public, name, session.get(_key("public", name)))
    for source in SOURCES:
        for number, way in enumerate(values[source]):
            _gather_way(source, number, way)
    return dict(values)


def _gather_way(source: str, number: int, way: dict[str, Any]) -> None:
    session = st.session_state
    for name in words.WAY_LABELS:
        _put(way, name, session.get(_key(source, number, name)))
    for name in LISTS[source]:
        way.pop(name, None)
    way |= _lists(source, number)
    notes = way.setdefault("notes", {})
    was = notes.get("page")
    for name in words.NOTE_LABELS:
        _put(notes, name, session.get(_key(source, number, "notes", name)))
    if notes.get("caption", was) == was:
        _put(notes, "caption", notes.get("page"))


def _lists(source: str, number: int) -> dict[str, list[str]]:
    session = st.session_state
    picked = {
        name: list(session.get(_key(source, number, name)) or [])
        for name in LISTS[source]
    }
    return {name: names for name, names in picked.items() if names}


def _put(values: dict[str, Any], name: str, value: Any) -> None:  # noqa: ANN401
    """Put a value, or take the name out where nothing is said."""
    said = value.strip() if isinstance(value, str) else value
    if said is None or said == "":
        values.pop(name, None)
    else:
        values[name] = said


def _add_way(source: str) -> None:
    _change_ways(source, [*_gathered()[source], {}])


def _remove_way(source: str, number: int) -> None:
    ways = _gathered()[source]
    _change_ways(source, [*ways[:number], *ways[number + 1 :]])


def _change_ways(source: str, ways: list[dict[str, Any]]) -> None:
    draft = st.session_state[DRAFT]
    _open({**_gathered(), source: ways}, at=draft["at"])


def _use(use: Callable[[Sequence[Definition]], None]) -> None:
    """Put the strand in force among the others, or say why it cannot be."""
    session, draft = st.session_state, st.session_state[DRAFT]
    draft["values"] = _gathered()
    try:
        use(_with_strand(draft["values"], draft["at"]))
    except InputError as error:
        session[PROBLEM] = str(error)
        return
    close()


def _with_strand(values: dict[str, Any], at: int | None) -> tuple[Definition, ...]:
    file = definitions_to_json(state.definitions())
    strands = file["strands"]
    made = _completed(values, [each["name"] for each in strands])
    if at is None:
        strands.append(made)
    else:
        strands[at] = made
    definitions = definitions_from(file)
    refuse_unknown_names(definitions)
    return definitions


def _completed(values: dict[str, Any], taken: Sequence[str]) -> dict[str, Any]:
    """Give a strand and its ways the names that people do not have to write."""
    if "short" not in values:
        raise InputError(words.NO_NAME)
    made = {**deepcopy(values)}
    made.setdefault("name", words.name_from(made["short"], taken))
    names: list[str] = []
    for source in SOURCES:
        made[source] = [way for way in made[source] if _counts(source, way)]
        for way in made[source]:
            way.setdefault("title", made["short"])
            way.setdefault(
                "name", words.name_from(way.get("option", way["title"]), names)
            )
            names.append(way["name"])
    return {key: value for key, value in made.items() if value != []}


def _counts(source: str, way: Mapping[str, Any]) -> bool:
    return any(way.get(name) for name in LISTS[source])


def _key(*parts: object) -> str:
    opened = st.session_state[OPENED]
    return "-".join(["strand-form", str(opened), *map(str, parts)])
