"""Read a force's extract: guess its columns, or take a mapping, and read its rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from shapely.geometry.base import BaseGeometry

from hotspots.errors import InputError
from hotspots.sources.force_extract.delimited_text import read_text
from hotspots.sources.force_extract.flags import holds_value, is_yes, not_yes_or_no
from hotspots.sources.force_extract.guess import Guess, examples, guess_columns
from hotspots.sources.force_extract.guesses import ColumnGuess, Question
from hotspots.sources.force_extract.headings import with_headings
from hotspots.sources.force_extract.mapping import Mapping
from hotspots.sources.force_extract.missing import without_placeholders
from hotspots.sources.force_extract.offences import OffenceTable, standard_offences
from hotspots.sources.force_extract.positions import PositionsRead, inside, numbers
from hotspots.sources.force_extract.raw_table import RawTable, TableFormat
from hotspots.sources.force_extract.rows import (
    SetAside,
    differing_repeats,
    incident_keys,
    repeats,
    rows_are_persons,
)
from hotspots.sources.force_extract.what import WhatHappened, read_what
from hotspots.sources.force_extract.when import When, read_when
from hotspots.sources.force_extract.where import read_where
from hotspots.sources.force_extract.workbooks import read_parquet, read_workbook

# Below this share of rows with a position in the area, something is wrong with all.
LEAST_SHARE_PLACED = 0.2


@dataclass(frozen=True)
class ExtractReading:
    """An extract as read: nothing in it names a person, an address or a crime number.

    Attributes
    ----------
    columns
        What each column was taken for, in the file's order.
    mapping
        The mapping that was used, with what the data decided (order of dates,
        exchanged positions, one row a person) filled in.
    questions
        What to confirm; empty of those a given mapping answers.
    rows
        A row for each incident: `row`, `easting`, `northing` (metres), `start`, `end`
        (local time), `has_time`, `recorded`, `offence_code`, `offence_class`,
        `found_by`, `is_asb`, `asb_class`, `asb_type`, `beat`, `offences`,
        `incident_key`, and a `flag: MEANING` column of true and false for each flag.
    set_aside
        A row for each row not kept: `row`, `line` and `reason` (of `rows.REASONS`).
    unmapped
        Codes and titles without an offence class: `offence`, `incidents`.
    assumed
        Codes of several classes whose title does not tell: `code`, `offence_class`
        (the commonest), `incidents`.
    examples
        Ten rows of the columns used, as written, without identifiers and free text.
    n_read
        Rows of the file under its headings; kept and set aside together.
    offences_total
        Offences in the rows kept by the file's own count; None without such a column.
    position_kind, position_system, precision_m, date_order
        How positions and dates are written.
    n_ends_unused
        Ends that cannot be read, or lie before the start.
    n_flags_unread
        By flag column: cells that are neither yes nor no.
    """

    file_name: str
    file_format: TableFormat
    columns: tuple[ColumnGuess, ...]
    mapping: Mapping
    questions: tuple[Question, ...]
    rows: pd.DataFrame
    set_aside: pd.DataFrame
    unmapped: pd.DataFrame
    assumed: pd.DataFrame
    examples: pd.DataFrame
    n_read: int
    offences_total: int | None
    position_kind: str
    position_system: str
    precision_m: int
    date_order: str
    n_ends_unused: int
    n_flags_unread: dict[str, int]

    @property
    def must_confirm(self) -> bool:
        """Whether a figure may be wrong until a person answers."""
        return any(question.must_confirm for question in self.questions)


def read_extract(
    content: bytes,
    file_name: str,
    *,
    mapping: Mapping | None = None,
    area: BaseGeometry | None = None,
    offences: OffenceTable | None = None,
) -> ExtractReading:
    """Read an extract of offences or of antisocial behaviour.

    Parameters
    ----------
    content
        The file's bytes: CSV of any common encoding and delimiter, TSV, a workbook
        (XLSX, XLS, ODS) or Parquet, known by what it holds and not by its name.
    file_name
        What messages call it.
    mapping
        Which column is what; without it the columns are guessed.
    area
        The force's ground in metres: rows outside it are set aside. Without it England
        and Wales.
    offences
        Codes and titles with their classes; by itself the table that comes with the
        software.

    Raises
    ------
    InputError
        It cannot be read, holds counts and not incidents, or lacks a column; the
        message says which and what to do.
    """
    offences = offences or standard_offences()
    table = open_table(
        content,
        file_name,
        sheet=mapping.sheet if mapping else None,
        heading_row=mapping.heading_row if mapping else None,
    )
    if mapping is None:
        guess = guess_columns(table, offences, file_name)
    else:
        guess = _given(table, mapping, file_name)
    return _Reader(table, guess, area, offences, file_name).reading()


def open_table(
    content: bytes,
    file_name: str,
    *,
    sheet: str | None = None,
    heading_row: int | None = None,
) -> RawTable:
    """Open any kind of table as text under headings, placeholders emptied."""
    if content.startswith(b"PAR1"):
        grid = read_parquet(content, file_name)
    elif content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        grid = read_workbook(content, file_name, sheet=sheet)
    else:
        grid = read_text(content, file_name)
    table = with_headings(grid, file_name, heading_row=heading_row)
    return RawTable(**{**table.__dict__, "frame": without_placeholders(table.frame)})


def _given(table: RawTable, mapping: Mapping, file_name: str) -> Guess:
    """Take a person's mapping, if the table has its columns."""
    has = list(table.frame.columns)
    named = [*mapping.columns.values(), *mapping.flags]
    lacking = [column for column in dict.fromkeys(named) if column not in has]
    if lacking:
        msg = (
            f"{file_name} lacks columns of the mapping: {', '.join(lacking)}. It has: "
            f"{', '.join(has[:40])}. Correct the mapping or choose another file."
        )
        raise InputError(msg)
    roles = {column: role for role, column in reversed(mapping.columns.items())}
    guessed = tuple(_as_given(column, roles, mapping) for column in has)
    return Guess(guessed, mapping, ())


def _as_given(column: str, roles: dict[str, str], mapping: Mapping) -> ColumnGuess:
    if column in roles:
        return ColumnGuess(column, roles[column], "certain")
    if column in mapping.flags:
        meaning = mapping.flags[column]
        named = meaning if isinstance(meaning, str) else None
        return ColumnGuess(column, "flag", "certain", named)
    person = column in mapping.person_columns
    return ColumnGuess(column, "person" if person else "other", "certain")


class _Reader:
    """One reading of one table; each step fills in what the next one needs."""

    def __init__(
        self,
        table: RawTable,
        guess: Guess,
        area: BaseGeometry | None,
        offences: OffenceTable,
        file_name: str,
    ) -> None:
        self.table, self.guess, self.area = table, guess, area
        self.mapping, self.file_name = guess.mapping, file_name
        frame = table.frame
        self.when: When = read_when(frame, self.mapping)
        self.what: WhatHappened = read_what(frame, self.mapping, offences)
        where = read_where(frame, self.mapping, area)
        self.where: PositionsRead = where[0]
        self.questions = [*guess.questions, *where[1], *self.when.questions]
        self.aside = SetAside(frame.index)

    def reading(self) -> ExtractReading:
        self._classify()
        self._refuse_unplaced()
        keys, persons = self._repeats()
        kept_rows = self.aside.free()
        return ExtractReading(
            file_name=self.file_name,
            file_format=self.table.file_format,
            columns=self.guess.columns,
            mapping=self._settled(persons=persons),
            questions=tuple(self.questions),
            rows=self._rows(keys)[kept_rows.to_numpy()].reset_index(drop=True),
            set_aside=self._set_aside(),
            unmapped=self.what.unmapped(kept_rows),
            assumed=self.what.assumed(kept_rows),
            examples=examples(self.table, self.mapping),
            n_read=self.table.n_rows,
            offences_total=self._offences_total(kept_rows),
            position_kind=self.where.kind,
            position_system=self.where.system,
            precision_m=self.where.precision_m,
            date_order=self.when.order,
            n_ends_unused=int(
                ((self.when.end_unreadable | self.when.end_before_start)
                & kept_rows).sum()
            ),  # fmt: skip
            n_flags_unread=self._flags_unread(),
        )

    def _classify(self) -> None:
        where = self.where
        aside = self.aside
        aside.where(self.when.blank, "no date")
        aside.where(self.when.bad_date, "date not readable")
        aside.where(self.when.bad_time, "time not readable")
        aside.where(where.easting.isna() | where.northing.isna(), "no position")
        aside.where(self.what.neither, "neither antisocial behaviour nor an offence")
        aside.where(self.what.blank, "no offence")
        placed = inside(where.easting, where.northing, self.area)
        outside = ~placed & aside.free().to_numpy()
        aside.where(outside, "position outside the area")
        self._say_exchanged(outside)

    def _say_exchanged(self, outside: np.ndarray) -> None:
        """Say it where single rows have their two coordinates exchanged."""
        hits = outside & inside(self.where.northing, self.where.easting, self.area)
        if not hits.any() or self.where.kind == "grid reference":
            return
        first = int(self.table.frame.index[hits.argmax()])
        self.questions.append(
            Question(
                code="rows_exchanged",
                text=(
                    f"{int(hits.sum()):,} rows set aside as outside the area would lie "
                    "in it with their two coordinates exchanged. The first is row "
                    f"{first}. Correct them in the file."
                ),
                columns=(),
                assumed="set aside",
                first_row=first,
                must_confirm=False,
            )
        )

    def _refuse_unplaced(self) -> None:
        """Refuse a file whose positions are nearly all unusable, and say the first."""
        bad = self.aside.reason.isin(["no position", "position outside the area"])
        if bad.mean() <= 1 - LEAST_SHARE_PLACED or len(bad) < 5:
            return
        names = [
            self.mapping.columns[role]
            for role in ("easting", "northing", "longitude", "latitude",
                         "grid_reference", "point")
            if role in self.mapping.columns
        ]  # fmt: skip
        where = "the area" if self.area is not None else "England and Wales"
        msg = (
            f"Of {len(bad):,} rows of {self.file_name}, {int(bad.sum()):,} have no "
            f"position in {where} by {' and '.join(names)}; the first is row "
            f"{int(bad.idxmax())}. The columns may be others, in another system than "
            "the British National Grid or degrees, or of another force."
        )
        raise InputError(msg)

    def _repeats(self) -> tuple[pd.Series, bool]:
        """Set aside rows that repeat an incident; give the keys, and if persons."""
        column = self.mapping.columns.get("identifier")
        frame = self.table.frame
        if column is None:
            return pd.Series(pd.NA, index=frame.index, dtype="UInt64"), False
        keys = incident_keys(frame[column])
        versions = self.mapping.columns.get("version")
        version = numbers(frame[versions]) if versions else None
        free = self.aside.free()
        dropped, older = repeats(keys, self.what, free, version)
        persons = rows_are_persons(self.mapping, dropped)
        self.aside.where(older, "an earlier version of an incident")
        reason = "another person of a crime already read"
        self.aside.where(dropped, reason if persons else "the same crime again")
        self._ask_about_repeats(column, dropped, keys, persons=persons)
        return keys, persons

    def _ask_about_repeats(
        self, column: str, dropped: pd.Series, keys: pd.Series, *, persons: bool
    ) -> None:
        n = int(dropped.sum())
        if persons and n and self.mapping.one_row_per is None:
            self.questions.append(
                Question(
                    code="rows_are_persons",
                    text=(
                        f"Rows are persons: {column} repeats. Each crime is counted "
                        f"once; {n:,} rows of further persons are not counted."
                    ),
                    columns=(column,),
                    assumed="person",
                    options=("person", "incident"),
                    first_row=int(dropped.idxmax()),
                    must_confirm=False,
                )
            )
        places = pd.DataFrame(
            {"easting": self.where.easting, "northing": self.where.northing}
        )
        odd = differing_repeats(dropped, keys, self.when, places)
        if odd is not None:
            self.questions.append(
                Question(
                    code="repeats_differ",
                    text=(
                        f"{column} repeats for the same offence at another time or "
                        f"place, first in row {odd}. Each number is counted once."
                    ),
                    columns=(column,),
                    assumed="counted once",
                    first_row=odd,
                )
            )

    def _settled(self, *, persons: bool) -> Mapping:
        """Fill in what the data decided, so that next month reads the same way."""
        order = self.when.order
        settled = {
            **self.mapping.__dict__,
            "date_order": self.mapping.date_order
            or (order if order in ("day first", "month first") else None),
            "swapped": True if self.where.swapped else self.mapping.swapped,
            "one_row_per": self.mapping.one_row_per
            or ("person" if persons else None),
        }
        return Mapping(**settled)

    def _rows(self, keys: pd.Series) -> pd.DataFrame:
        columns = self.mapping.columns
        frame = self.table.frame
        rows = pd.DataFrame(
            {
                "row": frame.index,
                "easting": self.where.easting,
                "northing": self.where.northing,
                "start": self.when.start,
                "end": self.when.end,
                "has_time": self.when.has_time,
                "recorded": self.when.recorded,
                "offence_code": self.what.code,
                "offence_class": self.what.offence_class,
                "found_by": self.what.found_by,
                "is_asb": self.what.is_asb,
                "asb_class": self.what.asb_class,
                "asb_type": self.what.asb_type,
                "beat": frame[columns["beat"]] if "beat" in columns else "",
                "offences": self._offences(),
                "incident_key": keys,
            },
            index=frame.index,
        )
        for meaning, says in self._flags().items():
            rows[f"flag: {meaning}"] = says
        return rows

    def _offences(self) -> pd.Series:
        column = self.mapping.columns.get("count")
        if column is None:
            return pd.Series(1, index=self.table.frame.index, dtype="int64")
        return numbers(self.table.frame[column]).fillna(1).round().astype("int64")

    def _offences_total(self, kept_rows: pd.Series) -> int | None:
        if "count" not in self.mapping.columns:
            return None
        return int(self._offences()[kept_rows].sum())

    def _flags(self) -> dict[str, pd.Series]:
        """Give a column for each meaning; two columns of one meaning are joined."""
        said: dict[str, pd.Series] = {}
        for column, meaning in self.mapping.flags.items():
            texts = self.table.frame[column]
            if isinstance(meaning, str):
                found = {meaning: is_yes(texts)}
            else:
                found = {}
                for code, name in meaning.items():
                    hit = holds_value(texts, code)
                    found[name] = found[name] | hit if name in found else hit
            for name, hit in found.items():
                said[name] = said[name] | hit if name in said else hit
        return said

    def _flags_unread(self) -> dict[str, int]:
        counts = {
            column: int(not_yes_or_no(self.table.frame[column]).sum())
            for column, meaning in self.mapping.flags.items()
            if isinstance(meaning, str)
        }
        return {column: n for column, n in counts.items() if n}

    def _set_aside(self) -> pd.DataFrame:
        reason = self.aside.reason.dropna()
        found = {**self.table.unreadable, **reason.to_dict()}
        rows = np.array(sorted(found), dtype="int64")
        return pd.DataFrame(
            {
                "row": rows,
                "line": self.table.lines.reindex(rows).to_numpy(),
                "reason": [found[row] for row in rows],
            }
        )
