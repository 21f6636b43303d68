"""Loading data: the widgets, and what happens when files cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from hotspots.errors import InputError
from hotspots.presentation.words import data as data_words
from hotspots.presentation.words import extracts as extract_words
from hotspots.presentation.words import loading as loading_words
from hotspots.presentation.words import not_counted, numbers
from hotspots.settings import setting_named
from hotspots.sources import opening
from hotspots.sources.extract_files import EXTRACT_SUFFIXES, IncidentSource
from hotspots.ui import say, server, state, waiting
from hotspots.ui.forms import boundaries, columns, memory, own_zones
from hotspots.ui.state import Data, OwnDistricts, Upload

UPLOADS = "uploads"
FOLDER = "folder"
# Whether the link that was opened speaks of data that are not here.
LINKED = "link of other data"
CHANGED = "data changed"
PROBLEM = "loading problem"
# What stood in the boxes when they could not be read.
FAILED = "loading failed"
# Of the rows: where more are set aside, something is likely wrong.
MOST_SET_ASIDE = 0.5
START = setting_named("patrols_start")


@dataclass(frozen=True, eq=False)
class Pending:
    """Files of which most rows would be set aside, and what is asked of them."""

    given: Upload
    question: str


def loading_widgets(data: Data) -> None:
    """Show what loads data, and why the last attempt failed if it did."""
    how, files = st.columns(2, gap="large")
    with how:
        say.markdown(loading_words.HOW_TO_LOAD)
        say.caption(extract_words.HOW_TO_LOAD)
    with files:
        _files()
    districts, zones = st.columns(2, gap="large")
    with districts:
        boundaries.widgets(_mark_changed)
    with zones:
        own_zones.box(data)
    with st.container(horizontal=True):
        for kind, label in data_words.USE_SAMPLE.items():
            if kind != state.sample_in_use():
                st.button(label, on_click=_use_sample, args=(kind,))


def _files() -> None:
    """Show the boxes for files, and what is asked of those given."""
    st.file_uploader(
        "Files from data.police.uk (zip or CSV), or a force's own extract",
        type=["zip", *(each[1:] for each in EXTRACT_SUFFIXES), "json"],
        accept_multiple_files=True,
        key=UPLOADS,
        on_change=_files_changed,
    )
    if server.may_name_files():
        st.text_input(
            "Or a folder, zip or file on this computer",
            key=FOLDER,
            placeholder="for example C:\\Downloads\\police-data",
            on_change=_mark_changed,
        )
    if st.session_state.pop(CHANGED, False):
        _load()
    if problem := st.session_state.get(PROBLEM):
        say.error(problem)
    _confirm()
    if columns.is_asking():
        say.warning(extract_words.confirm_below(columns.files_asked_about()))
    say.caption(data_words.REPLACES)


def _confirm() -> None:
    """Ask before data of which most rows are set aside replace those loaded."""
    pending: Pending | None = waiting.find(waiting.INCIDENTS)
    if pending is None:
        return
    say.warning(pending.question)
    with st.container(horizontal=True):
        st.button(data_words.USE_ANYWAY, on_click=_use_pending, args=(pending.given,))
        st.button(data_words.KEEP, on_click=waiting.drop, args=(waiting.INCIDENTS,))


def _use_pending(given: Upload) -> None:
    waiting.drop(waiting.INCIDENTS)
    _take(given)


def _mark_changed() -> None:
    st.session_state[CHANGED] = True


def _files_changed() -> None:
    """Let what waits of a box that was emptied go; another page empties none."""
    if not st.session_state.get(UPLOADS):
        waiting.drop(waiting.INCIDENTS)
        columns.forget()
    _mark_changed()


def _use_sample(kind: str) -> None:
    st.session_state[FOLDER], st.session_state[PROBLEM] = "", ""
    st.session_state[LINKED] = False
    waiting.drop(waiting.INCIDENTS)
    columns.forget()
    memory.put(START, START.default)
    state.use_sample(kind)


def _load() -> None:
    """Load what the boxes hold; if it cannot be, say why and keep what was loaded."""
    session = st.session_state
    own = boundaries.taken()
    given = _given() or _waited()
    waiting.drop(waiting.INCIDENTS)
    if not given:
        _try(replace(state.upload(), boundaries=own))
    elif (problem := _try(_with(given, own))) and not _spoilt_by(own, given, problem):
        # What stood in the boxes at the last failure must not spoil what came since.
        failed = session.get(FAILED, frozenset())
        came = {key: source for key, source in given.items() if key not in failed}
        session[FAILED] = failed | set(given)
        if 0 < len(came) < len(given) and not _try(_with(came, own)):
            left = [state.name_of(given[key]) for key in given if key not in came]
            session[PROBLEM] = data_words.left_in_box(left, problem)
            session[FAILED] = failed
    st.rerun()


def _spoilt_by(
    own: OwnDistricts | None, given: dict[str, IncidentSource], problem: str
) -> bool:
    """Say whether files can be read with the districts in force before; then do so."""
    before = state.upload().boundaries
    if own == before or _try(_with(given, before)):
        return False
    st.session_state[PROBLEM] = data_words.not_used(problem)
    return True


def _with(given: dict[str, IncidentSource], own: OwnDistricts | None) -> Upload:
    """Return these files with the districts given; own zones once taken stay."""
    return Upload(tuple(given.values()), own, state.upload().zones)


def _given() -> dict[str, IncidentSource]:
    """Return what the boxes hold, by texts that tell them apart."""
    session = st.session_state
    sources: list[IncidentSource] = [
        _upload(file) for file in session.get(UPLOADS) or []
    ]
    folder = (session.get(FOLDER) or "").strip().strip('"')
    # A box that is not offered can still be filled in by whoever writes the messages.
    if folder and server.may_name_files():
        sources.append(folder)
    return {_text_of(source): source for source in sources}


def _waited() -> dict[str, IncidentSource]:
    """Return the files that wait since before the page changed; as `_given`."""
    pending: Pending | None = waiting.find(waiting.INCIDENTS)
    given = columns.given() if pending is None else pending.given
    sources = () if given is None else given.sources
    return {_text_of(source): source for source in sources}


def _text_of(source: IncidentSource) -> str:
    is_path = isinstance(source, Path | str)
    return str(source) if is_path else Upload((source,)).key


def _try(given: Upload) -> str:
    """Load files, or ask first where most rows are set aside; say what is wrong.

    Columns of an extract that nobody has confirmed are asked about before that.
    """
    session = st.session_state
    columns.forget()
    try:
        ready = columns.ask_about(given)
        if ready is None:
            session[PROBLEM] = ""
            return ""
    except InputError as error:
        session[PROBLEM] = data_words.not_loaded(str(error))
        return str(error)
    return _try_ready(ready)


def take_confirmed(given: Upload) -> None:
    """Load files whose columns a person has just confirmed."""
    columns.forget()
    _try_ready(given)


def _try_ready(given: Upload) -> str:
    session = st.session_state
    try:
        reading = state.read(given)
    except InputError as error:
        session[PROBLEM] = data_words.not_loaded(str(error))
        return str(error)
    session[PROBLEM] = ""
    share = 1 - len(reading.incidents) / max(int(reading.files["rows_read"].sum()), 1)
    if share > MOST_SET_ASIDE and given != state.upload():
        own = given.boundaries
        name = "" if own is None else state.name_of(own.file)
        why = not_counted.likely_cause(reading, districts_file=name)
        said = data_words.most_set_aside(why, share=numbers.share(share))
        waiting.put(
            waiting.INCIDENTS,
            Pending(given, said),
            files=_came_last(given),
            n_bytes=given.n_bytes,
        )
    else:
        _take(given)
    return ""


def _came_last(given: Upload) -> list[str]:
    """Return the names of the files given last: districts, or the incidents."""
    own = given.boundaries
    if own is not None and own != state.upload().boundaries:
        return [state.name_of(own.file)]
    return [state.name_of(source) for source in given.sources]


def _take(given: Upload) -> None:
    """Put files in place of those loaded; another area began to patrol otherwise.

    What a link says holds for the data that come after the sample.
    """
    before, was_sample = state.data().reading.area, state.uses_sample()
    state.load(given)
    if not was_sample and state.data().reading.area != before:
        memory.put(START, START.default)


def _upload(file: st.runtime.uploaded_file_manager.UploadedFile) -> opening.Upload:
    return opening.Upload(file.name, file.getvalue())
