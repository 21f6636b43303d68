"""One street-level csv file into compact columns: texts as codes, degrees, digests.

Nearly every file is read whole by pyarrow. One with a blank line, a stray quote, a row
of the wrong length or a coordinate that is no number is mended line by line and read
again, which is slower and tells which lines are broken.
"""

from __future__ import annotations

import csv
import io

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from hotspots.errors import InputError
from hotspots.sources.police_uk.crime_ids import digest_ids

# Our name of each column of text, and the file's.
TEXT_COLUMNS = {
    "month": "Month",
    "force": "Falls within",
    "category": "Crime type",
    "location": "Location",
    "lsoa": "LSOA name",
}
DEGREES = {"longitude": "Longitude", "latitude": "Latitude"}
CRIME_ID = "Crime ID"
# The built-in sample's ids begin so, and only theirs: they are kept in any copy of it.
SYNTHETIC_ID = "synthetic-"
WANTED = (CRIME_ID, *TEXT_COLUMNS.values(), *DEGREES.values())

_CATEGORY = TEXT_COLUMNS["category"]
_TEXT = pa.dictionary(pa.int32(), pa.string())
_TYPES = {
    CRIME_ID: pa.string(),
    **dict.fromkeys(TEXT_COLUMNS.values(), _TEXT),
    **dict.fromkeys(DEGREES.values(), pa.float64()),
}
# Larger than a force's month, so that only larger files are split over threads: the
# processor's other core is unpacking the next file.
_BLOCK_BYTES = 4 * 2**20
# A row has some 250 letters. A longer line than this is none.
_LONGEST_LINE = 100_000
_HEADING_BYTES = 16_384
# Pictures and texts of two bytes a letter show a zero byte as early as this.
_SIGNATURE_BYTES = 64
_SHOWN = 60
_SYNTHETIC = b"synthetic"


def read_street_csv(content: bytes, *, name: str) -> pa.Table:
    r"""Read one street-level file.

    Parameters
    ----------
    content
        The file: UTF-8 with or without a mark at its start, or Windows-1252; lines may
        end either way.
    name
        What it is called in messages.

    Returns
    -------
    pyarrow.Table
        A row for each row of the file: `line`, the texts as dictionaries, `longitude`
        and `latitude` (degrees; null where blank, NaN where they are no number) and
        `id_1`, `id_2`, the digest of the Crime ID. A line that does not fit the heading
        becomes a row of blanks. `is_synthetic` tells whether any row is made up.

    Raises
    ------
    InputError
        If it is no csv file, lacks a column or has no rows.

    Examples
    --------
    >>> file = b"Crime ID,Month,Falls within,Longitude,Latitude,Location,LSOA name," \
    ...     b"Crime type\n,2025-01,Kent Police,0.5,51.2,On or near A Road,Swale 001A," \
    ...     b"Burglary\n,2025-01,cut sho"
    >>> rows = read_street_csv(file, name="2025-01-kent-street.csv")
    >>> rows.select(["line", "month", "category", "longitude"]).to_pandas()
       line    month  category  longitude
    0     2  2025-01  Burglary        0.5
    1     3                           NaN
    """
    plain = _plain_text(content, name)
    heading = _heading(plain, name)
    table = _read_whole(plain, heading)
    if table is not None:
        return _compact(table, range(2, table.num_rows + 2))
    table, lines = _read_mended(plain, heading)
    if not lines:
        msg = f"{name} has a heading but no rows. Download it again or leave it out."
        raise InputError(msg)
    return _compact(table, lines)


def _plain_text(content: bytes, name: str) -> bytes:
    """Return the file in UTF-8."""
    if not content or content.isspace():
        msg = f"{name} is empty. Download or copy it again."
        raise InputError(msg)
    if b"\0" in content[:_SIGNATURE_BYTES]:
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
            f"{first_line.strip()[:_SHOWN]!r}. Download it again from data.police.uk."
        )
        raise InputError(msg)
    _refuse_columns(heading, name)
    return heading


def _refuse_columns(heading: list[str], name: str) -> None:
    found = ", ".join(column[:_SHOWN] for column in heading[: 2 * len(WANTED)])
    missing = [column for column in WANTED if column not in heading]
    twice = [column for column in WANTED if heading.count(column) > 1]
    if missing:
        columns = "column" if len(missing) == 1 else "columns"
        msg = f"{name} lacks the {columns} {', '.join(missing)}. It has: {found}."
        raise InputError(msg)
    if twice:
        msg = f"{name} has the column {twice[0]} more than once. It has: {found}."
        raise InputError(msg)


def _read_whole(content: bytes, heading: list[str]) -> pa.Table | None:
    """Read a file of which each line is one row; None if it is not so."""
    try:
        table = _parsed(content, heading, _TYPES, skip_rows=1)
    except pa.ArrowInvalid:
        return None
    # Only a quote can make one row of several lines.
    if b'"' in content and table.num_rows != _n_lines(content) - 1:
        return None
    # A blank line has come out as a row of blanks.
    categories = [c for chunk in table[_CATEGORY].chunks for c in chunk.dictionary]
    return table if all(map(str, categories)) and categories else None


def _parsed(
    content: bytes, heading: list[str], types: dict[str, pa.DataType], *, skip_rows: int
) -> pa.Table:
    return pa_csv.read_csv(
        pa.BufferReader(content),
        read_options=pa_csv.ReadOptions(
            column_names=heading, skip_rows=skip_rows, block_size=_BLOCK_BYTES
        ),
        parse_options=pa_csv.ParseOptions(ignore_empty_lines=False),
        convert_options=pa_csv.ConvertOptions(
            column_types=types, include_columns=list(WANTED), null_values=[""]
        ),
    )


def _n_lines(content: bytes) -> int:
    return content.count(b"\n") + (not content.endswith(b"\n"))


def _read_mended(content: bytes, heading: list[str]) -> tuple[pa.Table, list[int]]:
    """Read a file that is not sound throughout, and the line of each row."""
    mended, lines = _mended(content, len(heading))
    if not lines:
        return pa.table({}), lines
    # Degrees as texts first: a word among them becomes NaN.
    types = _TYPES | dict.fromkeys(DEGREES.values(), _TEXT)
    table = _parsed(mended, heading, types, skip_rows=0)
    for name in DEGREES.values():
        place = table.column_names.index(name)
        table = table.set_column(place, name, _as_degrees(table[name]))
    return table, lines


def _mended(content: bytes, n_columns: int) -> tuple[bytes, list[int]]:
    """Drop blank lines and blank those that do not fit; each is read by itself.

    So a stray quote spoils no other line.
    """
    text = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline=None)
    numbered = enumerate(text, start=1)
    next(numbered)
    mended = io.BytesIO()
    lines = []
    for number, line in numbered:
        if not line.isspace():
            lines.append(number)
            mended.write(_fitting(line.rstrip("\n"), n_columns).encode() + b"\n")
    return mended.getvalue(), lines


def _fitting(line: str, n_columns: int) -> str:
    """Return a line with so many fields: itself, or blanks if it has not so many."""
    blanks = "," * (n_columns - 1)
    if len(line) > _LONGEST_LINE:
        return blanks
    if '"' not in line:
        return line if line.count(",") == n_columns - 1 else blanks
    fields = next(csv.reader([line]))
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(fields)
    return written.getvalue() if len(fields) == n_columns else blanks


def _as_degrees(column: pa.ChunkedArray) -> pa.Array:
    """Turn texts into numbers: null where blank, NaN where it is no number."""
    whole = column.unify_dictionaries().combine_chunks()
    texts = [text.strip() for text in whole.dictionary.to_pylist()]
    places = whole.indices.to_numpy()
    blank = np.array([text == "" for text in texts])
    return pa.array(np.array([*map(_number, texts)])[places], mask=blank[places])


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return np.nan


def _compact(table: pa.Table, lines: range | list[int]) -> pa.Table:
    names = {**TEXT_COLUMNS, **DEGREES}
    first, second = digest_ids(table[CRIME_ID])
    synthetic = pc.any(pc.starts_with(table[CRIME_ID], SYNTHETIC_ID)).as_py()
    return (
        table.select(list(names.values()))
        .rename_columns(list(names))
        .append_column("line", pa.array(np.array(lines, dtype=np.int32)))
        .append_column("id_1", pa.array(first))
        .append_column("id_2", pa.array(second))
        .replace_schema_metadata({_SYNTHETIC: "yes"} if synthetic else {})
    )


def is_synthetic(rows: pa.Table) -> bool:
    r"""Say whether any row of a file is made up, as those of the built-in sample are.

    Parameters
    ----------
    rows
        What `read_street_csv` gave.

    Examples
    --------
    >>> file = b"Crime ID,Month,Falls within,Longitude,Latitude,Location,LSOA name," \
    ...     b"Crime type\nsynthetic-0000001,2025-01,Kent Police,0.5,51.2," \
    ...     b"On or near A Road,Swale 001A,Burglary"
    >>> is_synthetic(read_street_csv(file, name="any name.csv"))
    True
    """
    return _SYNTHETIC in (rows.schema.metadata or {})
