"""What a reading of an extract gives: rows, reasons, roles and questions."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from hotspots.sources.force_extract.cells.raw_table import TableFormat
from hotspots.sources.force_extract.columns.guesses import ColumnGuess, Question
from hotspots.sources.force_extract.columns.mapping import Mapping


@dataclass(frozen=True, kw_only=True)
class ExtractSummary:
    """What is said of an extract once it is counted, without any of its rows.

    Attributes
    ----------
    file_name, mapping
        Its name, and which column is what.
    n_kept
        Rows kept.
    unmapped
        Codes and titles without an offence class, each with its incidents.
    assumed
        Codes of several classes, the class that each was taken for, and its incidents.
    offences_total, n_ends_unused, n_flags_unread
        As in `ExtractReading`.
    """

    file_name: str
    mapping: Mapping
    n_kept: int
    unmapped: tuple[tuple[str, int], ...]
    assumed: tuple[tuple[str, str, int], ...]
    offences_total: int | None
    n_ends_unused: int
    n_flags_unread: dict[str, int]


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
        A row for each incident: `row`, `line`, `easting`, `northing` (metres), `start`,
        `end` (local time), `has_time`, `recorded`, `offence_code`, `offence_class`,
        `found_by`, `is_asb`, `asb_class`, `asb_type`, `beat`, `offences`,
        `incident_key`, and a `flag: MEANING` column of true and false for each flag.
    set_aside
        A row for each row not kept: `row`, `line`, `start` and
        `reason` (of `rows.REASONS`).
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
    synthetic
        Whether its identifiers say that the rows are made up.
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
    synthetic: bool = False

    @property
    def must_confirm(self) -> bool:
        """Whether a figure may be wrong until a person answers."""
        return any(question.must_confirm for question in self.questions)

    @property
    def summary(self) -> ExtractSummary:
        """What is said of it once it is counted."""
        unmapped = self.unmapped[["offence", "incidents"]].to_numpy()
        assumed = self.assumed[["code", "offence_class", "incidents"]].to_numpy()
        return ExtractSummary(
            file_name=self.file_name,
            mapping=self.mapping,
            n_kept=len(self.rows),
            unmapped=tuple((str(name), int(n)) for name, n in unmapped),
            assumed=tuple((str(a), str(b), int(n)) for a, b, n in assumed),
            offences_total=self.offences_total,
            n_ends_unused=self.n_ends_unused,
            n_flags_unread=self.n_flags_unread,
        )
