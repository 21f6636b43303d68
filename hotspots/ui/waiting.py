"""What a visitor gave that waits for an answer: the one place that knows.

An uploader forgets its file with the page that shows it. A file of which something is
still asked is held here, with the visit, until it is used or put away, and every page
says which files wait.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from hotspots.sources import opening
from hotspots.ui import state

# What can wait: columns to confirm, data of which most rows would be set aside,
# boundaries with a layer or a column to name, zones as the grid, zones patrolled.
COLUMNS, INCIDENTS, BOUNDARIES = "columns", "incidents", "boundaries"
GRID, PATROLLED = "grid", "patrolled"
# On Choose zones: the list that a strand's list is to be set beside.
EARLIER = "earlier list of "


@dataclass(frozen=True, eq=False)
class Waiting:
    """Files that wait for an answer.

    Attributes
    ----------
    value
        What the answer is put to: the file, or what was read of it.
    files
        The files' names.
    n_bytes
        How much memory the files take.
    """

    value: Any
    files: tuple[str, ...]
    n_bytes: int


def put(kind: str, value: object, *, files: Sequence[str], n_bytes: int) -> None:
    """Hold something until its answer comes, in place of what waited of its kind."""
    _keep({**_held(), kind: Waiting(value, tuple(files), n_bytes)})


def put_file(kind: str, file: opening.Upload) -> None:
    """Hold a file; as `put`."""
    if find(kind) != file:
        put(kind, file, files=[file.name], n_bytes=file.n_bytes)


def find(kind: str) -> Any:  # noqa: ANN401
    """Return what waits of a kind; None where nothing does."""
    held = _held().get(kind)
    return None if held is None else held.value


def drop(*kinds: str) -> None:
    """Let what waits of these kinds go: it was used, put away or replaced."""
    held = _held()
    if held.keys() & set(kinds):
        _keep({kind: each for kind, each in held.items() if kind not in kinds})


def drop_if_removed(kind: str, uploader: str) -> None:
    """Let a file go that was taken out of its box; a change of page takes none out."""
    if st.session_state.get(uploader) is None:
        drop(kind)


def file_in(kind: str, uploader: str) -> opening.Upload | None:
    """Return the file in a box, or the one that stood there before the page changed."""
    given = st.session_state.get(uploader)
    if given is None:
        held: opening.Upload | None = find(kind)
        return held
    return opening.Upload(given.name, given.getvalue())


def names(*, on_choose_page: bool) -> list[str]:
    """Return the names of the files that wait on Choose zones, or on the data page."""
    files = [
        name
        for kind, each in _held().items()
        if kind.startswith(EARLIER) == on_choose_page
        for name in each.files
    ]
    return list(dict.fromkeys(files))


def _held() -> dict[str, Waiting]:
    held: dict[str, Waiting] = st.session_state.get(state.WAITING, {})
    return held


def _keep(held: dict[str, Waiting]) -> None:
    st.session_state[state.WAITING] = held
    state.hold()
