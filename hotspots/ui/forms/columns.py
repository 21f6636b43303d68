"""The columns of a force's extract: what they were taken for, to confirm or change.

Long because its parts share one draft.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from hotspots.errors import InputError
from hotspots.presentation.words import escaping
from hotspots.presentation.words import extracts as words
from hotspots.sources.extract_files import ConfirmedExtract, is_extract_or_mapping
from hotspots.sources.force_extract.columns.guesses import ColumnGuess
from hotspots.sources.force_extract.columns.mapping import (
    LEFT_OUT,
    ROLES,
    Mapping,
    mapping_from_json,
)
from hotspots.sources.force_extract.reading import ExtractReading
from hotspots.sources.force_extract.values.flags import MEANINGS
from hotspots.sources.force_extract.values.offences import standard_offences
from hotspots.sources.incident_files import GuessedExtract, guess_of
from hotspots.sources.reading import Reading
from hotspots.sources.shapes.boundaries import Districts
from hotspots.texts import clean
from hotspots.ui import say, waiting
from hotspots.ui.state import Upload, read_own, reading_sign, sample_of

REFUSED = "columns refused"
_FLAG = "flag: "
# What the keys of all answers begin with.
_ANSWERED = "of the columns: "
_COLUMNS_A_ROW = 4
_MOST_OFFENCES = 20
# What a question's answer is in the mapping.
_ANSWERS = {
    "date_order": "date_order",
    "swapped": "swapped",
    "rows_are_persons": "one_row_per",
}


@dataclass(frozen=True, eq=False)
class Asking:
    """Extracts whose columns wait to be confirmed."""

    given: Upload
    extracts: tuple[GuessedExtract, ...]


def ask_about(given: Upload) -> Upload | None:
    """Guess the columns of the extracts among files, and remember to ask about them.

    Returns
    -------
    Upload or None
        What can be loaded; None where a person has to confirm columns first.
    """
    if sample_of(given):
        return given
    with reading_sign(given):
        extracts = guess_of(given.sources, districts=_own_districts(given))
    if any(not each.is_confirmed or each.questions_open for each in extracts):
        waiting.put(
            waiting.COLUMNS,
            Asking(given, tuple(extracts)),
            files=[each.reading.file_name for each in extracts],
            n_bytes=given.n_bytes,
        )
        return None
    if not extracts:
        return given
    return _with_confirmed(given, [(each, each.reading.mapping) for each in extracts])


def _own_districts(given: Upload) -> Districts | None:
    return None if given.boundaries is None else read_own(given.boundaries)


def _with_confirmed(
    given: Upload, extracts: Sequence[tuple[GuessedExtract, Mapping]]
) -> Upload:
    """Put extracts as confirmed in place of the files that they came from."""
    districts = _own_districts(given)
    confirmed = [each.confirmed(m, districts=districts) for each, m in extracts]
    others = [each for each in given.sources if not is_extract_or_mapping(each)]
    before = [each for each in given.sources if isinstance(each, ConfirmedExtract)]
    return replace(given, sources=(*others, *before, *confirmed))


def is_asking() -> bool:
    """Say whether columns wait to be confirmed."""
    return waiting.find(waiting.COLUMNS) is not None


def given() -> Upload | None:
    """Return the files whose columns wait; None where none do."""
    asking: Asking | None = waiting.find(waiting.COLUMNS)
    return None if asking is None else asking.given


def files_asked_about() -> list[str]:
    """Return the names of the extracts whose columns wait."""
    asking: Asking = waiting.find(waiting.COLUMNS)
    return [each.reading.file_name for each in asking.extracts]


def forget() -> None:
    """Ask no more."""
    session = st.session_state
    session.pop(REFUSED, None)
    # What was answered of other columns holds for those no more.
    for key in [key for key in session if str(key).startswith(_ANSWERED)]:
        del session[key]
    waiting.drop(waiting.COLUMNS)


def form(load: Callable[[Upload], None]) -> None:
    """Show what each column was taken for, beside example rows, and the questions.

    Parameters
    ----------
    load
        What loads the files, with the mappings among them.
    """
    asking: Asking = waiting.find(waiting.COLUMNS)
    st.header("Columns of the extract", anchor=False)
    say.markdown(words.CONFIRM)
    say.caption(words.NOT_STORED)
    for number, each in enumerate(asking.extracts):
        with st.container(border=True):
            _extract(number, each)
    if refused := st.session_state.get(REFUSED):
        say.error(refused)
    left, right, _ = st.columns([2, 1, 4])
    left.button(
        "Use these columns",
        type="primary",
        icon=":material/check:",
        on_click=_use,
        args=(asking, load),
    )
    right.button("Cancel", on_click=forget)


def save_widget(reading: Reading) -> None:
    """Offer the columns of each extract loaded, for next month."""
    if reading.extract is None:
        return
    st.header("Columns of the extract", anchor=False)
    say.markdown(words.MAPPING_SAVED)
    for number, each in enumerate(reading.extract.files):
        st.download_button(
            f"Save the columns of {escaping.plain(each.file_name)}",
            each.mapping.to_json(),
            file_name="columns.json",
            mime="application/json",
            key=f"save-columns-{number}",
            icon=":material/download:",
            on_click="ignore",
        )


def _extract(number: int, extract: GuessedExtract) -> None:
    reading = extract.reading
    say.markdown(f"**{escaping.plain(words.rows_line(reading, is_counted=False))}**")
    for line in (words.table_line(reading), words.how_read(reading)):
        say.caption(escaping.plain(line))
    for line in words.set_aside_lines(reading):
        say.caption(escaping.plain(line))
    if unmapped := words.unmapped_line([reading.summary]):
        say.caption(escaping.plain(unmapped))
    _questions(number, extract)
    _offences(number, reading)
    shown = reading.examples.map(lambda cell: clean(cell, most=40))
    shown.columns = [clean(name, most=40) for name in shown.columns]
    st.dataframe(shown, hide_index=True, alt=words.EXAMPLES_ALT)
    roles = _roles_of(reading)
    for start in range(0, len(reading.columns), _COLUMNS_A_ROW):
        row = reading.columns[start : start + _COLUMNS_A_ROW]
        for box, guess in zip(st.columns(_COLUMNS_A_ROW), row, strict=False):
            with box:
                _role_box(number, guess, roles)


def _questions(number: int, extract: GuessedExtract) -> None:
    """Show what is asked of an extract, with the answers to choose from."""
    reading, still_open = extract.reading, extract.questions_open
    for question in still_open:
        if question not in reading.questions:
            say.warning(escaping.plain(clean(question.text, most=600)))
    for place, question in enumerate(reading.questions):
        show = st.warning if question in still_open else st.info
        show(escaping.plain(clean(question.text, most=600)))
        if question.code in _ANSWERS:
            options = list(question.options)
            assumed = question.assumed
            st.radio(
                "Your answer",
                options,
                index=options.index(assumed) if assumed in options else 0,
                format_func=escaping.plain,
                horizontal=True,
                key=_answer_key(number, place),
                persist_state="session",
            )


def _offences(number: int, reading: ExtractReading) -> None:
    """Ask for the class of offences that the table does not have, if anyone knows."""
    unmapped = reading.unmapped["offence"].head(_MOST_OFFENCES)
    if unmapped.empty:
        return
    titles = standard_offences().by_class
    with st.expander(words.CLASSES):
        say.caption(words.HOW_TO_CLASSIFY)
        for place, text in enumerate(unmapped):
            st.selectbox(
                escaping.plain(clean(text, most=80)),
                ["", *titles],
                format_func=lambda name: (
                    f"{titles[name]} ({name})" if name else words.NO_CLASS
                ),
                key=_class_key(number, place),
                persist_state="session",
            )


def _classes(number: int, reading: ExtractReading) -> dict[str, str]:
    """Return the classes that offences were given."""
    given = {
        str(text): st.session_state.get(_class_key(number, place), "")
        for place, text in enumerate(reading.unmapped["offence"].head(_MOST_OFFENCES))
    }
    return {text: name for text, name in given.items() if name}


def _roles_of(reading: ExtractReading) -> dict[str, str]:
    """Return the roles to choose from, with their words."""
    own = [g.meaning for g in reading.columns if g.role == "flag" and g.meaning]
    meanings = dict.fromkeys([name for name, _ in MEANINGS] + own)
    flags = {f"{_FLAG}{name}": f"flag: {name}" for name in meanings}
    return {**ROLES, **flags, "flag": "flag of several codes", **LEFT_OUT}


def _role_box(number: int, guess: ColumnGuess, roles: dict[str, str]) -> None:
    options = list(roles)
    if not _has_codes(number, guess):
        options.remove("flag")
    guessed = f"{_FLAG}{guess.meaning}" if guess.meaning else guess.role
    st.selectbox(
        escaping.plain(clean(guess.column, most=60)),
        options,
        index=options.index(guessed if guessed in options else "other"),
        format_func=roles.__getitem__,
        key=_role_key(number, guess.column),
        help=f"Guessed: {words.certainty(guess)}.",
        persist_state="session",
    )


def _has_codes(number: int, guess: ColumnGuess) -> bool:
    asking: Asking = waiting.find(waiting.COLUMNS)
    reading = asking.extracts[number].reading
    return isinstance(reading.mapping.flags.get(guess.column), dict)


def _use(asking: Asking, load: Callable[[Upload], None]) -> None:
    """Take the roles chosen, and load the files with them."""
    session = st.session_state
    try:
        answered = [
            (each, _checked(_mapping(number, each.reading), each.reading.file_name))
            for number, each in enumerate(asking.extracts)
        ]
        given = _with_confirmed(asking.given, answered)
    except InputError as error:
        session[REFUSED] = str(error)
        return
    load(given)


def _checked(mapping: Mapping, file_name: str) -> Mapping:
    """Read a mapping again as a saved one is, so that faults are found and named."""
    return mapping_from_json(mapping.to_json(), file_name)


def _mapping(number: int, reading: ExtractReading) -> Mapping:
    session = st.session_state
    columns: dict[str, str] = {}
    flags: dict[str, str | dict[str, str]] = {}
    persons = []
    for guess in reading.columns:
        role = session[_role_key(number, guess.column)]
        if role.startswith(_FLAG):
            flags[guess.column] = role.removeprefix(_FLAG)
        elif role == "flag":
            flags[guess.column] = reading.mapping.flags[guess.column]
        elif role == "person":
            persons.append(guess.column)
        elif role in ROLES:
            _refuse_second(role, guess.column, columns, reading)
            columns[role] = guess.column
    # A column may be both: its date is one role and its time another.
    for role, column in reading.mapping.columns.items():
        chosen = session[_role_key(number, column)]
        if role not in columns and chosen == _role_guessed(reading, column):
            columns[role] = column
    answers: dict[str, Any] = _answers(number, reading)
    return replace(
        reading.mapping,
        columns=columns,
        flags=flags,
        person_columns=tuple(persons),
        offences={**reading.mapping.offences, **_classes(number, reading)},
        to_confirm=(),
        **answers,
    )


def _refuse_second(
    role: str, column: str, columns: dict[str, str], reading: ExtractReading
) -> None:
    if role in columns:
        msg = (
            f"Two columns of {reading.file_name} are “{ROLES[role]}”: {columns[role]} "
            f"and {column}. Choose one."
        )
        raise InputError(msg)


def _role_guessed(reading: ExtractReading, column: str) -> str:
    return next(g.role for g in reading.columns if g.column == column)


def _answers(number: int, reading: ExtractReading) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for place, question in enumerate(reading.questions):
        if question.code in _ANSWERS:
            said = st.session_state[_answer_key(number, place)]
            is_swap = question.code == "swapped"
            answers[_ANSWERS[question.code]] = said == "exchanged" if is_swap else said
    return answers


def _role_key(number: int, column: str) -> str:
    return f"{_ANSWERED}role-{number}-{column}"


def _class_key(number: int, place: int) -> str:
    return f"{_ANSWERED}class-{number}-{place}"


def _answer_key(number: int, place: int) -> str:
    return f"{_ANSWERED}answer-{number}-{place}"
