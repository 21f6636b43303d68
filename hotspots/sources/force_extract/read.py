"""Read a force's extract: guess its columns, or take a mapping, and read its rows."""

from __future__ import annotations

from shapely.geometry.base import BaseGeometry

from hotspots.errors import InputError
from hotspots.sources.force_extract.cells.opening import open_table
from hotspots.sources.force_extract.cells.raw_table import RawTable
from hotspots.sources.force_extract.columns.guess import Guess, guess_columns
from hotspots.sources.force_extract.columns.guesses import ColumnGuess
from hotspots.sources.force_extract.columns.mapping import Mapping
from hotspots.sources.force_extract.reader import Reader
from hotspots.sources.force_extract.reading import ExtractReading
from hotspots.sources.force_extract.values.offences import (
    standard_offences,
)


def read_extract(
    content: bytes,
    file_name: str,
    *,
    mapping: Mapping | None = None,
    area: BaseGeometry | None = None,
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
        Which column is what, and the classes that a person gave to offences that no
        table has; without it the columns are guessed.
    area
        The force's ground in metres: rows outside it are set aside. Without it England
        and Wales.

    Raises
    ------
    InputError
        It cannot be read, holds counts and not incidents, or lacks a column; the
        message says which and what to do.
    """
    offences = standard_offences()
    if mapping is not None:
        offences = offences.with_classes(mapping.offences)
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
    return Reader(table, guess, area, offences, file_name).reading()


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
