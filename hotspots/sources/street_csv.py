"""One street-level csv file into compact columns: codes of texts, and numbers.

Nearly every file is read whole by pyarrow. One with a blank line, a stray quote, a row
of the wrong length or a coordinate that is no number is read again line by line, which
is slower and says which lines are broken.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.sources.crime_ids import digest_ids

# Our name of each column of text, and the file's.
TEXT_COLUMNS = {
    "month": "Month",
    "force": "Falls within",
    "category": "Crime type",
    "location": "Location",
    "lsoa": "LSOA name",
}
DEGREES = ("Longitude", "Latitude")
CRIME_ID = "Crime ID"
WANTED = (CRIME_ID, *TEXT_COLUMNS.values(), *DEGREES)

_DICTIONARY = pa.dictionary(pa.int32(), pa.string())
_TYPES = {
    CRIME_ID: pa.string(),
    **dict.fromkeys(TEXT_COLUMNS.values(), _DICTIONARY),
    **dict.fromkeys(DEGREES, pa.float64()),
}
_SCHEMA = pa.schema([(name, _TYPES[name]) for name in WANTED])

# Lines read at a time on the slow way, so that memory stays small.
_LINES_AT_ONCE = 50_000
_HEADING_BYTES = 16_384


class Vocabulary:
    """Texts and their codes, the same in all files, so that rows hold small numbers.

    Examples
    --------
    >>> months = Vocabulary()
    >>> months.code("2025-02"), months.code("2025-01"), months.code("2025-02")
    (0, 1, 0)
    >>> months.texts
    ['2025-02', '2025-01']
    """

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    @property
    def texts(self) -> list[str]:
        """The texts in the order of their codes."""
        return list(self._codes)

    def code(self, text: str) -> int:
        """Return the code of a text, a new one if it is new."""
        return self._codes.setdefault(text, len(self._codes))

    def find(self, text: str) -> int:
        """Return the code of a text, -1 if it has none."""
        return self._codes.get(text, -1)

    def encode(self, column: pa.ChunkedArray) -> NDArray[np.int32]:
        """Return the codes of a column that pyarrow holds as a dictionary."""
        whole = column.unify_dictionaries().combine_chunks()
        known = self._codes
        # Spelt out rather than by `code`: it is the inmost loop of reading.
        codes = [
            known.setdefault(text.strip(), len(known))
            for text in whole.dictionary.to_pylist()
        ]
        places: NDArray[np.int32] = whole.indices.to_numpy()
        return np.array(codes, dtype=np.int32)[places]


@dataclass(frozen=True)
class Texts:
    """The vocabulary of each column of text."""

    month: Vocabulary = field(default_factory=Vocabulary)
    force: Vocabulary = field(default_factory=Vocabulary)
    category: Vocabulary = field(default_factory=Vocabulary)
    location: Vocabulary = field(default_factory=Vocabulary)
    lsoa: Vocabulary = field(default_factory=Vocabulary)


@dataclass(frozen=True)
class StreetRows:
    """What one file holds.

    `rows` has a line number, a code for each text, degrees (empty where the file gives
    none), `garbled` (a coordinate that is no number, or no category) and the two halves
    of a digest of the Crime ID (0 where there is none). `broken_lines` are lines that
    do not fit the heading.
    """

    rows: pd.DataFrame
    broken_lines: list[int]

    @property
    def n_read(self) -> int:
        """Rows in the file, without its heading and blank lines."""
        return len(self.rows) + len(self.broken_lines)


def read_street_csv(content: bytes, *, name: str, texts: Texts) -> StreetRows:
    r"""Read one street-level file.

    Parameters
    ----------
    content
        The file: UTF-8 with or without a mark at its start, or Windows-1252; lines may
        end either way.
    name
        What it is called in messages.
    texts
        The vocabularies; texts that are new to them are added.

    Raises
    ------
    InputError
        If it is no csv file, lacks a column or has no rows.

    Examples
    --------
    >>> file = b"Crime ID,Month,Falls within,Longitude,Latitude,Location,LSOA name," \
    ...     b"Crime type\n,2025-01,Kent Police,0.5,51.2,On or near A Road,Swale 001A," \
    ...     b"Burglary\n,2025-01,cut sho"
    >>> texts = Texts()
    >>> read = read_street_csv(file, name="2025-01-kent-street.csv", texts=texts)
    >>> len(read.rows), read.broken_lines, texts.category.texts
    (1, [3], ['Burglary'])
    """
    plain = _plain_text(content, name)
    heading = _heading(plain, name)
    whole = _read_whole(plain, heading)
    if whole is not None and whole.num_rows:
        return StreetRows(_compact(whole, np.arange(whole.num_rows) + 2, texts), [])
    table, lines, broken = _read_line_by_line(plain, heading)
    if not lines and not broken:
        msg = f"{name} has a heading but no rows. Download it again or leave it out."
        raise InputError(msg)
    return StreetRows(_compact(table, np.array(lines, np.int64), texts), broken)


def _plain_text(content: bytes, name: str) -> bytes:
    """Return the file in UTF-8."""
    if not content or content.isspace():
        msg = f"{name} is empty. Download or copy it again."
        raise InputError(msg)
    if b"\0" in content[:_HEADING_BYTES]:
        msg = f"{name} is not a csv file in plain text (UTF-8). Download it again."
        raise InputError(msg)
    try:
        if not content.isascii():
            content.decode()
    except UnicodeDecodeError:
        # What Windows programs write when they save such a file again.
        return content.decode("cp1252", errors="replace").encode()
    return content


def _heading(content: bytes, name: str) -> list[str]:
    start = content[:_HEADING_BYTES].decode("utf-8-sig", errors="replace")
    first_line = io.StringIO(start, newline=None).readline()
    heading = [text.strip() for text in next(csv.reader([first_line]), [])]
    if not heading[1:]:
        msg = (
            f"{name} is not a csv file of street-level crime: its first line is "
            f"{first_line.strip()[:60]!r}. Download it again from data.police.uk."
        )
        raise InputError(msg)
    _refuse_columns(heading, name)
    return heading


def _refuse_columns(heading: list[str], name: str) -> None:
    found = f"It has: {', '.join(heading)}."[:400]
    missing = [column for column in WANTED if column not in heading]
    twice = [column for column in WANTED if heading.count(column) > 1]
    if missing:
        columns = "column" if len(missing) == 1 else "columns"
        msg = f"{name} lacks the {columns} {', '.join(missing)}. {found}"
        raise InputError(msg)
    if twice:
        msg = f"{name} has the column {twice[0]} more than once. {found}"
        raise InputError(msg)


def _read_whole(content: bytes, heading: list[str]) -> pa.Table | None:
    """Read a file of which each line is one row; None if it is not so."""
    try:
        table = pa_csv.read_csv(
            pa.BufferReader(content),
            read_options=pa_csv.ReadOptions(column_names=heading, skip_rows=1),
            convert_options=pa_csv.ConvertOptions(
                column_types=_TYPES, include_columns=list(WANTED), null_values=[""]
            ),
        )
    except pa.ArrowInvalid:
        return None
    n_lines = content.count(b"\n") + (not content.endswith(b"\n"))
    return table if table.num_rows == n_lines - 1 else None


def _read_line_by_line(
    content: bytes, heading: list[str]
) -> tuple[pa.Table, list[int], list[int]]:
    """Read each line by itself, so that a stray quote spoils no other line."""
    text = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline=None)
    numbered = enumerate(text, start=1)
    next(numbered)
    places = [heading.index(column) for column in WANTED]
    tables = [_SCHEMA.empty_table()]
    lines: list[int] = []
    broken: list[int] = []
    while block := list(islice(numbered, _LINES_AT_ONCE)):
        rows = []
        for line, row in ((line, _fields(row)) for line, row in block if row.strip()):
            whole = len(row) == len(heading)
            (lines if whole else broken).append(line)
            if whole:
                rows.append([row[place] for place in places])
        tables.append(_as_table(rows))
    return pa.concat_tables(tables), lines, broken


def _fields(line: str) -> list[str]:
    try:
        return next(csv.reader([line]))
    except csv.Error:
        return []


def _as_table(rows: list[list[str]]) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else ((),) * len(WANTED)
    arrays = []
    for name, values in zip(WANTED, columns, strict=True):
        if name in DEGREES:
            arrays.append(_as_degrees(values))
        else:
            arrays.append(pa.array(values, pa.string()).cast(_TYPES[name]))
    return pa.table(arrays, schema=_SCHEMA)


def _as_degrees(values: Sequence[str]) -> pa.Array:
    """Turn texts into numbers: none where blank, NaN where it is no number."""
    text = pd.Series(values, dtype=object).str.strip()
    degrees = pd.to_numeric(text, errors="coerce").to_numpy(np.float64)
    return pa.array(degrees, mask=(text == "").to_numpy(bool))


def _compact(table: pa.Table, lines: NDArray[np.int64], texts: Texts) -> pd.DataFrame:
    columns: dict[str, NDArray[np.generic]] = {"line": lines.astype(np.int32)}
    for ours, theirs in TEXT_COLUMNS.items():
        columns[ours] = getattr(texts, ours).encode(table[theirs])
    garbled = columns["category"] == texts.category.find("")
    for name in DEGREES:
        degrees = table[name].to_numpy()
        given = table[name].is_valid().to_numpy()
        garbled = garbled | (given & ~np.isfinite(degrees))
        columns[name.lower()] = degrees
    columns["garbled"] = garbled
    columns["id_1"], columns["id_2"] = digest_ids(table[CRIME_ID])
    return pd.DataFrame(columns, copy=False)
