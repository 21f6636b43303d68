"""One street-level csv file into compact columns: texts as codes, degrees, digests.

Nearly every file is read whole by pyarrow. One with a blank line, a stray quote, a row
of the wrong length or a coordinate that is not a number is mended line by line and read
again, which is slower and tells which lines are broken.

Long because whole and broken files are read by two ways.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from hotspots.errors import InputError
from hotspots.sources.police_uk.categories import BLANKS, is_blank
from hotspots.sources.police_uk.coordinates import to_degrees
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
# Files of 2012 have these in place of degrees, and neither Crime ID nor LSOA.
METRES = {"longitude": "Easting", "latitude": "Northing"}
CRIME_ID = "Crime ID"
# The built-in sample's ids begin so, and only theirs: they are kept in any copy of it.
SYNTHETIC_ID = "synthetic-"
# Columns that forces' own systems have too.
_ALSO_IN_EXTRACTS = frozenset(
    {"Longitude", "Latitude", "Easting", "Northing", "Location"}
)
REQUIRED = (TEXT_COLUMNS["month"], TEXT_COLUMNS["category"])
WANTED = (CRIME_ID, *TEXT_COLUMNS.values(), *DEGREES.values(), *METRES.values())

_CATEGORY = TEXT_COLUMNS["category"]
_TEXT = pa.dictionary(pa.int32(), pa.string())
_PAIRS = (tuple(DEGREES.values()), tuple(METRES.values()))
_POSITIONS = (*_PAIRS[0], *_PAIRS[1])
_TYPES = {
    CRIME_ID: pa.string(),
    **dict.fromkeys(TEXT_COLUMNS.values(), _TEXT),
    **dict.fromkeys(_POSITIONS, pa.float64()),
}
# As a file writes them: pyarrow compares letter by letter.
_NULLS = sorted({form for b in BLANKS for form in (b, b.upper(), b.title(), "NaN")})
_DELIMITERS = ",;\t|"
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
# Shorter than this an id may be a word for none; those of the files have 64 letters.
_SHORT_ID = 12
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class _Layout:
    """How a file is laid out: its heading, each wanted column by our name for it."""

    heading: list[str]
    delimiter: str

    @property
    def columns(self) -> list[str]:
        """The wanted columns that the file has."""
        return [column for column in WANTED if column in self.heading]

    @property
    def positions(self) -> dict[str, str]:
        """The columns of positions, in degrees or in metres."""
        has_degrees = all(column in self.heading for column in DEGREES.values())
        return DEGREES if has_degrees else METRES


# A table with so many columns of data.police.uk is meant to be one of its files.
_LEAST_COLUMNS = 3


def looks_street_level(content: bytes) -> bool:
    r"""Say whether a file is meant as one of data.police.uk, by its heading.

    Anything that is no table of several columns is left to its reader to refuse.

    Examples
    --------
    >>> looks_street_level(b"Crime ID,Month,Longitude,Crime type\n,2025-01,0.5,Drugs")
    True
    >>> looks_street_level(b"Crime No,Easting,Northing,Offence,Committed From\n")
    False
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = content[:_HEADING_BYTES].decode("utf-16", errors="replace")
    else:
        start = content[:_HEADING_BYTES].decode("utf-8-sig", errors="replace")
    first_line = io.StringIO(start, newline=None).readline()
    delimiter = max(_DELIMITERS, key=first_line.count)
    heading = next(csv.reader([first_line], delimiter=delimiter), [])
    ours = {_OURS.get(_key(text)) for text in heading} - {None, *_ALSO_IN_EXTRACTS}
    return len(heading) < _LEAST_COLUMNS or len(ours) >= _LEAST_COLUMNS - 1


class NotStreetLevelError(InputError):
    """A table of something else than street-level crime."""


def read_street_csv(content: bytes, *, name: str) -> pa.Table:
    r"""Read one street-level file.

    Parameters
    ----------
    content
        The file: UTF-8 with or without a mark at its start, UTF-16 with one, or
        Windows-1252; lines may end either way. Fields are parted by commas, semicolons,
        tabs or bars; headings may be written in small letters or with other signs.
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
    NotStreetLevelError
        If it is a table of something else: it lacks the month, the category or the
        position.
    InputError
        If it is no csv file, has a column twice or has no rows.

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
    layout = _layout(plain, name)
    table = _read_whole(plain, layout)
    if table is not None:
        return _compact(table, range(2, table.num_rows + 2), layout)
    table, lines = _read_mended(plain, layout)
    if not lines:
        msg = f"{name} has a heading but no rows. Download it again or leave it out."
        raise InputError(msg)
    return _compact(table, lines, layout)


def _plain_text(content: bytes, name: str) -> bytes:
    """Return the file in UTF-8."""
    if not content or content.isspace():
        msg = f"{name} is empty. Download or copy it again."
        raise InputError(msg)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        # What Excel calls Unicode text.
        return content.decode("utf-16", errors="replace").encode()
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


def _layout(content: bytes, name: str) -> _Layout:
    start = content[:_HEADING_BYTES].decode("utf-8-sig", errors="replace")
    first_line = io.StringIO(start, newline=None).readline()
    delimiter = max(_DELIMITERS, key=first_line.count)
    written = [
        text.strip() for text in next(csv.reader([first_line], delimiter=delimiter), [])
    ]
    if not written[1:]:
        msg = (
            f"{name} is not a csv file of street-level crime: its first line is "
            f"{first_line.strip()[:_SHOWN]!r}. Download it again from data.police.uk."
        )
        raise NotStreetLevelError(msg)
    heading = [_OURS.get(_key(text), text) for text in written]
    _refuse_columns(heading, written, name)
    # Columns that are not wanted get names of their own: pyarrow wants no two alike.
    return _Layout(
        [h if h in WANTED else f"{n} {h}" for n, h in enumerate(heading)], delimiter
    )


def _key(heading: str) -> str:
    return _NOT_A_LETTER.sub("", heading.casefold())


_OURS = {_key(column): column for column in WANTED}


def _refuse_columns(heading: list[str], written: list[str], name: str) -> None:
    found = ", ".join(column[:_SHOWN] for column in written[: 2 * len(WANTED)])
    missing = [column for column in REQUIRED if column not in heading]
    if not any(set(pair) <= set(heading) for pair in _PAIRS):
        # The pair that the file has half of, else degrees.
        half = max(_PAIRS, key=lambda pair: len(set(pair) & set(heading)))
        missing += [column for column in half if column not in heading]
    twice = [column for column in WANTED if heading.count(column) > 1]
    if missing:
        columns = "column" if len(missing) == 1 else "columns"
        msg = f"{name} lacks the {columns} {', '.join(missing)}. It has: {found}."
        raise NotStreetLevelError(msg)
    if twice:
        msg = f"{name} has the column {twice[0]} more than once. It has: {found}."
        raise InputError(msg)


def _read_whole(content: bytes, layout: _Layout) -> pa.Table | None:
    """Read a file of which each line is one row; None if it is not so."""
    try:
        table = _parsed(content, layout, _TYPES, skip_rows=1)
    except pa.ArrowInvalid:
        return None
    # Only a quote can make one row of several lines.
    if b'"' in content and table.num_rows != _n_lines(content) - 1:
        return None
    # A blank line has come out as a row of blanks.
    categories = [c for chunk in table[_CATEGORY].chunks for c in chunk.dictionary]
    return table if all(map(str, categories)) and categories else None


def _parsed(
    content: bytes, layout: _Layout, types: dict[str, pa.DataType], *, skip_rows: int
) -> pa.Table:
    return pa_csv.read_csv(
        pa.BufferReader(content),
        read_options=pa_csv.ReadOptions(
            column_names=layout.heading, skip_rows=skip_rows, block_size=_BLOCK_BYTES
        ),
        parse_options=pa_csv.ParseOptions(
            ignore_empty_lines=False, delimiter=layout.delimiter
        ),
        convert_options=pa_csv.ConvertOptions(
            column_types=types, include_columns=layout.columns, null_values=_NULLS
        ),
    )


def _n_lines(content: bytes) -> int:
    return content.count(b"\n") + (not content.endswith(b"\n"))


def _read_mended(content: bytes, layout: _Layout) -> tuple[pa.Table, list[int]]:
    """Read a file that is not sound throughout, and the line of each row."""
    mended, lines = _mended(content, layout)
    if not lines:
        return pa.table({}), lines
    # Positions as texts first: a word among them becomes NaN.
    types = _TYPES | dict.fromkeys(_POSITIONS, _TEXT)
    table = _parsed(mended, layout, types, skip_rows=0)
    for name in layout.positions.values():
        number = table.column_names.index(name)
        table = table.set_column(number, name, _as_numbers(table[name]))
    return table, lines


def _mended(content: bytes, layout: _Layout) -> tuple[bytes, list[int]]:
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
            mended.write(_fitting(line.rstrip("\n"), layout).encode() + b"\n")
    return mended.getvalue(), lines


def _fitting(line: str, layout: _Layout) -> str:
    """Return a line with so many fields: itself, or blanks if it has not so many."""
    n_columns, delimiter = len(layout.heading), layout.delimiter
    blanks = delimiter * (n_columns - 1)
    if len(line) > _LONGEST_LINE:
        return blanks
    if '"' not in line:
        return line if line.count(delimiter) == n_columns - 1 else blanks
    fields = next(csv.reader([line], delimiter=delimiter))
    written = io.StringIO()
    csv.writer(written, lineterminator="", delimiter=delimiter).writerow(fields)
    return written.getvalue() if len(fields) == n_columns else blanks


def _as_numbers(column: pa.ChunkedArray) -> pa.Array:
    """Turn texts into numbers: null where blank, NaN where it is not one."""
    whole = column.unify_dictionaries().combine_chunks()
    texts = [str(text).strip() for text in whole.dictionary.to_pylist()]
    places = pc.fill_null(whole.indices, -1).to_numpy()
    blank = np.array([*map(is_blank, texts), True])
    numbers = np.array([*map(_number, texts), np.nan])
    return pa.array(numbers[places], mask=blank[places])


def _number(text: str) -> float:
    try:
        # A comma is a decimal point on the continent.
        return float(text.replace(",", ".") if text.count(",") == 1 else text)
    except ValueError:
        return np.nan


def _compact(table: pa.Table, lines: range | list[int], layout: _Layout) -> pa.Table:
    n_rows = table.num_rows
    texts = {
        ours: table[column] if column in layout.heading else _blank_texts(n_rows)
        for ours, column in TEXT_COLUMNS.items()
    }
    ids = _ids(table) if CRIME_ID in layout.heading else _no_ids(n_rows)
    synthetic = pc.any(pc.starts_with(ids, SYNTHETIC_ID)).as_py()
    first, second = digest_ids(ids)
    longitude, latitude = _degrees(table, layout)
    return pa.table(
        {
            **texts,
            "longitude": longitude,
            "latitude": latitude,
            "line": pa.array(np.array(lines, dtype=np.int32)),
            "id_1": pa.array(first),
            "id_2": pa.array(second),
        }
    ).replace_schema_metadata({_SYNTHETIC: "yes"} if synthetic else {})


def _blank_texts(n_rows: int) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(
        pa.array(np.zeros(n_rows, dtype=np.int32)), pa.array([""])
    )


def _no_ids(n_rows: int) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array([""] * n_rows, type=pa.string())])


def _ids(table: pa.Table) -> pa.ChunkedArray:
    """Return the Crime IDs; words for none become blank, and so do rounded numbers."""
    ids = table[CRIME_ID]
    short = pc.less(pc.binary_length(ids), _SHORT_ID)
    if not pc.any(short).as_py():
        return ids
    none = pc.or_(
        pc.is_in(pc.utf8_lower(pc.utf8_trim_whitespace(ids)), pa.array(sorted(BLANKS))),
        # A spreadsheet makes a number of some ids: 1.2E+63.
        pc.match_substring_regex(ids, r"^\s*[0-9.]+[Ee][+]?[0-9]+\s*$|^\s*0+\s*$"),
    )
    return pc.if_else(pc.and_(short, none), "", ids)


def _degrees(table: pa.Table, layout: _Layout) -> tuple[pa.Array, pa.Array]:
    """Return longitude and latitude, from metres where a file has these."""
    one, other = (table[column] for column in layout.positions.values())
    if layout.positions is DEGREES:
        return one, other
    metres = [
        pc.fill_null(each, np.nan).to_numpy().astype(float) for each in (one, other)
    ]
    blank = pc.or_(pc.is_null(one), pc.is_null(other)).to_numpy()
    with np.errstate(invalid="ignore"):
        degrees = [np.where(np.isfinite(d), d, np.nan) for d in to_degrees(*metres)]
    # Seven decimals, as map points are told apart.
    longitude, latitude = (pa.array(np.round(d, 7), mask=blank) for d in degrees)
    return longitude, latitude


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
