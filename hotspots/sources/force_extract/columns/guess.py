"""Guess which column is what: from its name, then from its values."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from hotspots.errors import InputError
from hotspots.sources.force_extract.cells.raw_table import RawTable
from hotspots.sources.force_extract.columns.guess_dates import guess_dates
from hotspots.sources.force_extract.columns.guess_offences import guess_what
from hotspots.sources.force_extract.columns.guess_positions import guess_position
from hotspots.sources.force_extract.columns.guess_rest import (
    guess_beat,
    guess_counts,
    guess_flag,
    guess_identifier,
    is_count,
    left_out,
)
from hotspots.sources.force_extract.columns.guesses import ColumnGuess, Question, Taken
from hotspots.sources.force_extract.columns.mapping import Mapping, has_position
from hotspots.sources.force_extract.columns.profiles import (
    Profile,
    is_month_heading,
    profile_of,
)
from hotspots.sources.force_extract.values.offences import OffenceTable

# A table whose rows stand for more offences than this on average holds counts.
MOST_OFFENCES_A_ROW = 1.5


@dataclass(frozen=True)
class Guess:
    """A guess at all columns, the mapping it makes, and what to ask."""

    columns: tuple[ColumnGuess, ...]
    mapping: Mapping
    questions: tuple[Question, ...]


def guess_columns(table: RawTable, offences: OffenceTable, file_name: str) -> Guess:
    """Guess the role of each column.

    Raises
    ------
    InputError
        The table holds counts and not incidents, or no column can be the position,
        the time or what happened.
    """
    profiles = [
        profile_of(name, table.headings[name], table.frame[name], offences)
        for name in table.frame.columns
    ]
    taken = Taken()
    guess_position(profiles, taken)
    _refuse_counts(profiles, table, taken, file_name)
    guess_dates(profiles, taken)
    guess_what(profiles, taken)
    _settle_logs(taken)
    guess_identifier(profiles, taken)
    guess_counts(profiles, table.headings, taken)
    guess_beat(profiles, taken)
    _refuse_timeless_counts(profiles, taken, file_name)
    _refuse_lacking(taken, list(table.frame.columns), file_name)
    return _finished(profiles, table, taken)


def _settle_logs(taken: Taken) -> None:
    """Take the opening of an incident log for its time: a call comes as it happens."""
    logs = "asb_class" in taken.roles and "offence_code" not in taken.roles
    if logs and any(q.code == "recorded_date_only" for q in taken.questions):
        taken.questions[:] = [
            replace(q, must_confirm=q.code != "recorded_date_only" and q.must_confirm)
            for q in taken.questions
        ]
        taken.give("from_date", taken.roles["from_date"][0], "likely")


def _finished(profiles: list[Profile], table: RawTable, taken: Taken) -> Guess:
    by_column: dict[str, ColumnGuess] = {}
    for role, (column, certainty) in taken.roles.items():
        by_column.setdefault(column, ColumnGuess(column, role, certainty))
    flags: dict[str, str | dict[str, str]] = {}
    for profile in profiles:
        if profile.column in by_column:
            continue
        meaning, question = guess_flag(profile, table.frame[profile.column])
        if meaning or question:
            by_column[profile.column] = _flag(profile.column, meaning, question)
            if meaning:
                flags[profile.column] = meaning
            if question:
                taken.questions.append(question)
        else:
            by_column[profile.column] = left_out(profile)
    guessed = tuple(by_column[profile.column] for profile in profiles)
    mapping = Mapping(
        columns={role: column for role, (column, _) in taken.roles.items()},
        flags=flags,
        person_columns=tuple(g.column for g in guessed if g.role == "person"),
    )
    return Guess(guessed, mapping, tuple(taken.questions))


def _flag(
    column: str, meaning: str | dict[str, str] | None, question: Question | None
) -> ColumnGuess:
    named = meaning if isinstance(meaning, str) else None
    return ColumnGuess(column, "flag", "ask" if question else "certain", named)


def _refuse_counts(
    profiles: list[Profile], table: RawTable, taken: Taken, file_name: str
) -> None:
    """Refuse tables of counts: for areas and months, never one row an incident."""
    months = [
        p.column for p in profiles if is_month_heading(p.column) and p.number > 0.5
    ]
    if len(months) >= 3:
        _refuse(file_name, f"columns headed with months ({months[0]}, {months[1]} ...)")
    counts = [p for p in profiles if is_count(p, table.headings[p.column])]
    if counts and not has_position(dict.fromkeys(taken.roles, "")):
        _refuse(file_name, f"a column {counts[0].column} and no position")


def _refuse_timeless_counts(
    profiles: list[Profile], taken: Taken, file_name: str
) -> None:
    count = taken.roles.get("count")
    if count is None or _numbers_incidents(profiles, taken):
        return
    profile = next(p for p in profiles if p.column == count[0])
    timed = [
        p
        for p in profiles
        if p.timed and taken.roles.get("from_date", ("",))[0] == p.column
    ]
    if (
        profile.mean > MOST_OFFENCES_A_ROW
        and not timed
        and "from_time" not in taken.roles
    ):
        _refuse(file_name, f"a column {profile.column} and no number or time of each")


def _numbers_incidents(profiles: list[Profile], taken: Taken) -> bool:
    """Tell whether an identifier is of crimes or incidents, not of areas."""
    column = taken.roles.get("identifier", ("",))[0]
    of = {"crime", "crno", "incident", "occurrence", "investigation", "offence"}
    of |= {"case", "log", "urn", "event"}
    return any(p.column == column and p.words & of for p in profiles)


def _refuse(file_name: str, found: str) -> None:
    msg = (
        f"{file_name} holds counts for areas or months, not incidents: it has {found}. "
        "Ask for the rows behind it: one row for each crime or incident, with its "
        "position and time."
    )
    raise InputError(msg)


def _refuse_lacking(taken: Taken, columns: list[str], file_name: str) -> None:
    roles = set(taken.roles)
    lacking = []
    if not has_position(dict.fromkeys(roles, "")):
        lacking.append("a position (easting and northing, longitude and latitude, or a grid reference)")  # fmt: skip  # noqa: E501
    if "from_date" not in roles:
        lacking.append("a date")
    if not roles & {"offence_code", "offence_title", "asb_class", "asb_type",
                    "record_type"}:  # fmt: skip
        lacking.append("an offence or a class of antisocial behaviour")
    if lacking:
        msg = (
            f"{file_name} has no column that reads as {', nor '.join(lacking)}. Its "
            f"columns are: {', '.join(columns[:40])}. Say which column is which in a "
            "mapping, or export the file with them."
        )
        raise InputError(msg)


def examples(table: RawTable, mapping: Mapping, *, n_rows: int = 10) -> pd.DataFrame:
    """Give example rows to confirm a mapping by, without what must not be shown.

    Identifiers, persons, addresses and free text are left out.
    """
    shown = [column for role, column in mapping.columns.items() if role != "identifier"]
    used = [c for c in table.frame.columns if c in {*shown, *mapping.flags}]
    return table.frame[used].head(n_rows)
