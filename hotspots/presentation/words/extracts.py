"""What is said of a force's extract: roles, questions, rows, offences not known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.numbers import counted, first_of, listed, number
from hotspots.sources.force_extract.columns.mapping import LEFT_OUT, ROLES
from hotspots.texts import clean

if TYPE_CHECKING:
    from hotspots.sources.force_extract.columns.guesses import ColumnGuess, Question
    from hotspots.sources.force_extract.reading import ExtractReading, ExtractSummary
    from hotspots.sources.reading import Reading

_MOST_NAMED = 8
_ROWS_NAMED = 5
CERTAINTY = {
    "certain": "name and values agree",
    "likely": "likely",
    "ask": "please confirm",
}
FLAG_ROLE = "flag"
CONFIRM = (
    "Look at what each column was taken for. Change what is wrong, answer the "
    "questions, and press the button. Nothing is counted before that."
)
HOW_TO_CONFIRM = (
    "Nothing is counted while one of these questions is open. Write the columns with "
    "--save-columns mapping.json, correct what is wrong, take out the questions that "
    "you have answered (to_confirm), and give the file with --columns mapping.json."
)
# A column of codes of unknown meaning, which no figure needs.
NOT_NEEDED = "counted by nothing until you say what it means"
HOW_TO_LOAD = (
    "A police force's own extract (CSV, TSV, Excel or Parquet, one row for each crime "
    "or incident) is read as it is. If you saved its columns last month, upload that "
    "file with it."
)
MAPPING_SAVED = (
    "Save the columns and upload that file together with next month's extract: it is "
    "then read the same way, without questions."
)
EXAMPLES_ALT = (
    "Table of ten example rows, without numbers, names, addresses and free text"
)
CLASSES = "Offences that the table does not have"
HOW_TO_CLASSIFY = (
    "Give an offence the class that it belongs to, so that it is counted and weighed. "
    "The classes are saved with the columns, and used again next month."
)
NO_CLASS = "No class: listed, and counted by no strand"
NOT_STORED = (
    "An extract stays in the memory of the machine that runs Hotspots and is not "
    "written to disk. Apart from these example rows, no page and no export shows the "
    "exact time of a single row, and none shows a crime number or a free text."
)


def confirm_below(files: Sequence[str]) -> str:
    """Say under the box that nothing of these extracts counts yet, and where to go."""
    verb = "waits" if len(files) == 1 else "wait"
    return (
        f"**{plain(listed(files))} {verb} for your answer, and nothing of it counts "
        "yet.** Look at *Columns of the extract* below, and press *Use these columns*."
    )


def role_words(guess: ColumnGuess) -> str:
    """Say what a column was taken for."""
    if guess.role == FLAG_ROLE:
        return f"flag: {guess.meaning}" if guess.meaning else "flag or code"
    return ROLES.get(guess.role) or LEFT_OUT[guess.role]


def certainty(guess: ColumnGuess) -> str:
    """Say how certain it is what a column was taken for."""
    if guess.role == FLAG_ROLE and guess.meaning is None and guess.certainty == "ask":
        return NOT_NEEDED
    return CERTAINTY[guess.certainty]


def role_lines(reading: ExtractReading) -> list[str]:
    """Say of each column what it was taken for and how certain that is."""
    return [
        f"  {clean(each.column)}: {role_words(each)} ({certainty(each)})"
        for each in reading.columns
    ]


def question_line(question: Question) -> str:
    """Write a question with its choices."""
    choices = f" Choose: {' or '.join(question.options)}." if question.options else ""
    return f"{clean(question.text, most=600)}{choices}"


def how_read(reading: ExtractReading) -> str:
    """Say how positions and dates are written."""
    return (
        f"Positions: {reading.position_kind} ({reading.position_system}), to "
        f"{number(reading.precision_m)} m. Dates: {reading.date_order}."
    )


def table_line(reading: ExtractReading) -> str:
    """Say where in the file the table lies, and what of the file is no row of it."""
    found = reading.file_format
    group = (
        "" if found.group_row is None else f", under groups in row {found.group_row}"
    )
    lines = [f"Headings in row {number(found.heading_row)}{group}."]
    if found.sheet is not None:
        lines.insert(0, f"Sheet: {clean(found.sheet)}.")
    if found.other_sheets:
        sheets = [clean(name) for name in found.other_sheets]
        others = listed(first_of(sheets, most=_MOST_NAMED))
        lines.append(f"Sheets not read: {others}.")
    around = [
        counted(n, noun, plural)
        for n, noun, plural in (
            (
                found.n_footer_rows,
                "row of totals or notes under the table",
                "rows of totals or notes under the table",
            ),
            (found.n_blank_rows, "blank row", "blank rows"),
        )
        if n
    ]
    if around:
        lines.append(f"Not counted as rows: {listed(around)}.")
    return " ".join(lines)


def set_aside_lines(reading: ExtractReading) -> list[str]:
    """Say for each reason how many rows are set aside, and which come first."""
    lines = []
    for reason, rows in reading.set_aside.groupby("reason", sort=False):
        first = listed([number(row) for row in rows["row"].head(_ROWS_NAMED)])
        more = " ..." if len(rows) > _ROWS_NAMED else ""
        lines.append(
            f"Set aside, {reason}: {counted(len(rows), 'row')} (row {first}{more})."
        )
    return lines


def rows_line(reading: ExtractReading, *, is_counted: bool) -> str:
    """Say how many rows were read, and are kept and set aside, or would be."""
    would = "" if is_counted else "would be "
    return (
        f"{reading.file_name}: {counted(reading.n_read, 'row')} read, "
        f"{number(len(reading.rows))} {would}kept, "
        f"{number(len(reading.set_aside))} {would}set aside."
    )


def unmapped_line(files: Sequence[ExtractSummary]) -> str:
    """Name the offences that the table of offences does not have, with their counts."""
    counts: dict[str, int] = {}
    for file in files:
        for offence, n in file.unmapped:
            name = clean(offence, most=80)
            counts[name] = counts.get(name, 0) + n
    if not counts:
        return ""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    named = [f"{name} ({number(n)})" for name, n in ordered]
    offences = listed(first_of(named, most=_MOST_NAMED))
    total = sum(counts.values())
    return (
        f"{counted(total, 'incident')} with an offence that is not in the table of "
        f"offences: {offences}. No strand counts them, and they have no weight."
    )


def assumed_line(files: Sequence[ExtractSummary]) -> str:
    """Name the codes of several classes that were taken for the commonest one."""
    pairs = [
        f"{code} as class {name} ({number(n)})"
        for file in files
        for code, name, n in file.assumed
    ]
    if not pairs:
        return ""
    return (
        f"Codes that stand for several offence classes, read as the commonest: "
        f"{listed(first_of(pairs, most=_MOST_NAMED))}."
    )


def extract_lines(reading: Reading) -> list[str]:
    """Say of an extract what its figures leave out or take for granted."""
    if reading.extract is None:
        return []
    files = reading.extract.files
    overlaps = [
        f"{one} and {other} cover the same days, and their rows have no identifiers to "
        "tell them apart: incidents may count twice."
        for one, other in reading.extract.overlaps
    ]
    several = [
        f"{each.file_name}: the column with offences of each row adds up to "
        f"{number(each.offences_total)} in {counted(each.n_kept, 'row')}. A row is one "
        "incident at one place and time, and counts once."
        for each in files
        if each.offences_total is not None and each.offences_total != each.n_kept
    ]
    ends = [
        f"{each.file_name}: {counted(each.n_ends_unused, 'end')} cannot be read or lie "
        "before the start, and are not used."
        for each in files
        if each.n_ends_unused
    ]
    flags = [
        f"{each.file_name}: {counted(n, 'cell')} of {clean(column)} say neither yes "
        "nor no, and count as no."
        for each in files
        for column, n in each.n_flags_unread.items()
    ]
    lines = [unmapped_line(files), assumed_line(files)]
    return [*filter(None, lines), *several, *ends, *flags, *overlaps]
