"""The private record on the briefing page: asked for, added to, and given back.

A pack made in the browser is linked to the packs before it, as `brief --record` links
one made on the command line.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

import streamlit as st

from hotspots.disclosure.record import (
    MOST_BYTES,
    Record,
    merged,
    no_record,
    read_record,
    write_record,
)
from hotspots.disclosure.releases import Release
from hotspots.errors import InputError
from hotspots.presentation import synthetic
from hotspots.presentation.briefing.settings import PackSettings
from hotspots.presentation.words import disclosure as words
from hotspots.ui import say
from hotspots.ui.forms import earlier
from hotspots.ui.state import Data

# What the visit remembers, and the widgets that a change of page empties.
GIVEN, MADE, IS_FIRST = "private record given", "packs made", "first pack said"
UPLOADER, FIRST = "private-record", "first-pack"
SAVE = "private-record-save"


@dataclass(frozen=True)
class RecordGiven:
    """A record as it was uploaded: what it holds, or why it is none."""

    name: str
    record: Record
    problem: str = ""


@dataclass(frozen=True, eq=False)
class MadePack:
    """A pack made on this visit.

    Attributes
    ----------
    key
        What it was made with.
    synthetic
        Whether its data are made up: such packs bear on no other.
    earlier
        The releases that it was checked against.
    releases
        What it published, by strand.
    content
        The pack, as a zip.
    is_recorded
        Whether the record that holds it was saved.
    """

    key: str
    synthetic: bool
    earlier: Record
    releases: dict[str, Release | None]
    content: bytes
    is_recorded: bool = False


def is_needed(data: Data, choices: PackSettings) -> bool:
    """Say whether packs must be linked: not where nothing is hidden from anyone."""
    return bool(choices.policy.hide_up_to) or not data.reading.is_public


def made() -> list[MadePack]:
    """Return the packs made on this visit, the oldest first."""
    packs: list[MadePack] = st.session_state.get(MADE, [])
    return packs


def last_made(key: str) -> MadePack | None:
    """Return the last pack made, if it was made with this."""
    last = made()[-1] if made() else None
    return last if last is not None and last.key == key else None


def remember(pack: MadePack) -> None:
    """Add a pack to those of this visit; of the earlier ones no file is kept."""
    st.session_state[MADE] = [*(replace(one, content=b"") for one in made()), pack]


def key_of(data: Data, choices: PackSettings) -> str:
    """Return a text that changes with the data, the choices and the record given."""
    made_with = choices.to_json(fingerprint=data.key) + earlier.key_of_all()
    if not is_needed(data, choices):
        return made_with
    upload = given()
    return made_with + digest(no_record() if upload is None else upload.record)


def earlier_releases(data: Data, choices: PackSettings) -> Record:
    """Return what the pack must be checked against: the record and this visit's packs.

    A pack just made keeps what it was checked against, so that it stays as it is.

    Raises
    ------
    InputError
        If the record given is none.
    """
    if not is_needed(data, choices):
        return no_record()
    if last := last_made(key_of(data, choices)):
        return last.earlier
    upload = given()
    if upload is not None and upload.problem:
        raise InputError(upload.problem)
    of_visit = [
        {strand: [one] for strand, one in pack.releases.items() if one is not None}
        for pack in made()
        if pack.synthetic == data.reading.synthetic
    ]
    return merged([upload.record if upload else no_record(), *of_visit])


def is_answered(data: Data, choices: PackSettings) -> bool:
    """Say whether it is known what was published before."""
    if not is_needed(data, choices) or st.session_state.get(IS_FIRST, False):
        return True
    return any(earlier_releases(data, choices).values())


def given() -> RecordGiven | None:
    """Return the record that this visit was given."""
    upload: RecordGiven | None = st.session_state.get(GIVEN)
    return upload


def ask(data: Data, choices: PackSettings) -> None:
    """Ask for the record, or whether there is none yet."""
    if not is_needed(data, choices):
        return
    say.markdown(words.RECORD_ASKED)
    st.file_uploader(
        "Private record of your earlier packs (JSON)",
        type=["json"],
        key=UPLOADER,
        on_change=_take,
        max_upload_size=MOST_BYTES // 1_000_000,
    )
    upload = given()
    if upload is None:
        st.checkbox(
            "This is our first pack of these data",
            value=st.session_state.get(IS_FIRST, False),
            key=FIRST,
            on_change=_say_first,
        )
        return
    if st.session_state[UPLOADER] is None:
        st.button("Remove private record", on_click=_forget)
    if not upload.problem:
        strands = choices.settings.strands
        packs = [upload.record.get(name, ()) for name in strands]
        say.caption(words.checked_against(max(map(len, packs), default=0)))
        if not_checked := words.strands_not_checked(upload.record, strands):
            say.warning(not_checked)


def give_back(pack: MadePack) -> None:
    """Offer the record with the pack just made in it."""
    say.markdown(words.SAVE_RECORD)
    st.download_button(
        "Private record (JSON)",
        write_record(pack.earlier, pack.releases),
        file_name=synthetic.file_name(
            "hotspots-private-record.json", synthetic=pack.synthetic
        ),
        mime="application/json",
        key=SAVE,
        on_click=_note_saved,
        icon=":material/lock:",
    )


def _take() -> None:
    upload = st.session_state[UPLOADER]
    if upload is None:
        _forget()
        return
    try:
        record = read_record(upload.getvalue(), name=upload.name)
        st.session_state[GIVEN] = RecordGiven(upload.name, record)
    except InputError as error:
        st.session_state[GIVEN] = RecordGiven(upload.name, no_record(), str(error))


def _forget() -> None:
    st.session_state.pop(GIVEN, None)


def _say_first() -> None:
    st.session_state[IS_FIRST] = st.session_state[FIRST]


def _note_saved() -> None:
    packs = made()
    st.session_state[MADE] = [*packs[:-1], replace(packs[-1], is_recorded=True)]


def digest(record: Record) -> str:
    """Return a short text that changes with a record."""
    return hashlib.sha256(write_record(record, {}).encode()).hexdigest()
