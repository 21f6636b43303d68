"""A reading as bytes and back: Parquet tables in one file, with a checksum before them.

Texts stand once in a table of their own and rows hold their numbers; so do map points.
What comes back is checked throughout, because anyone may have written the bytes.

Long because each part that is read back is checked.
"""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from hotspots.errors import InputError, TableError
from hotspots.sources import stored_extract
from hotspots.sources.placing import Area
from hotspots.sources.reading import MonthRead, Reading
from hotspots.tables import FILES, INCIDENTS, SET_ASIDE, check

_FRAMES = {"incidents": INCIDENTS, "set_aside": SET_ASIDE, "files": FILES}
_AS_TEXT = ("fingerprint", "synthetic", "source_kind")
_OF_EXTRACT = {"kinds", "extract"}
_WRITTEN = {*_FRAMES, *_AS_TEXT, *_OF_EXTRACT, "area", "basis", "months_read"}
_METRES = ("easting", "northing")

_N_CHECKSUM = hashlib.sha256().digest_size
# No clock may change the bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_TEXT, _NAMED = "text", "named"
_NUMBERS = ("int8", "int16", "int32", "int64", "float64", "bool")

# What the readers of zips, Parquet and JSON raise at bytes that are something else.
_NOT_OURS = (
    pa.ArrowException,
    zipfile.BadZipFile,
    InputError,
    TableError,
    LookupError,
    TypeError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    RecursionError,
    AttributeError,
)


class NotStorableError(ValueError):
    """A reading that would not come back the same."""


class NotAReadingError(ValueError):
    """Bytes that hold no whole reading."""


def to_bytes(reading: Reading, *, level: int = 1, made_from: str = "") -> bytes:
    """Write a reading.

    Parameters
    ----------
    reading
        Any reading whose tables hold texts, named texts (categoricals) and numbers.
    level
        How hard to press, 1 to 22.
    made_from
        What it was read from, and by what.

    Raises
    ------
    NotStorableError
        If some of it has no place in the bytes.
    """
    _refuse_unknown(reading)
    texts: dict[str, pa.Array] = {}
    tables, kinds = {}, {}
    for name in _FRAMES:
        frame = getattr(reading, name)
        if name == "incidents":
            frame, tables["points"] = _without_metres(frame)
        tables[name], kinds[name] = _written_frame(name, frame, texts)
    tables["texts"] = pa.table(
        {
            "column": pa.array(np.repeat(list(texts), [*map(len, texts.values())])),
            "text": pa.concat_arrays([pa.array([], pa.string()), *texts.values()]),
        }
    )
    if reading.extract is not None:
        times = stored_extract.times_to_store(reading.extract)
        tables["times"], kinds["times"] = _written_frame("times", times, texts)
    about = {
        "made_from": made_from,
        "extract": stored_extract.about(reading),
        "kinds": kinds,
        "rows": {name: len(table) for name, table in tables.items()},
        "area": reading.area,
        "basis": reading.basis and dataclasses.asdict(reading.basis),
        "months_read": [dataclasses.astuple(each) for each in reading.months_read],
        **{name: getattr(reading, name) for name in _AS_TEXT},
    }
    packed = _packed(tables, json.dumps(about), level)
    return hashlib.sha256(packed).digest() + packed


def from_bytes(content: bytes, *, made_from: str = "") -> Reading:
    """Read what `to_bytes` wrote.

    Parameters
    ----------
    content
        The bytes.
    made_from
        What it must have been read from, and by what.

    Raises
    ------
    NotAReadingError
        If the bytes are damaged, or not a reading that keeps its tables' contracts, or
        made from something else.
    """
    checksum, packed = content[:_N_CHECKSUM], memoryview(content)[_N_CHECKSUM:]
    if hashlib.sha256(packed).digest() != checksum:
        msg = "the checksum does not fit"
        raise NotAReadingError(msg)
    try:
        return _from_packed(packed, made_from)
    except _NOT_OURS as error:
        raise NotAReadingError(str(error)) from error


def under_name(reading: Reading, zip_name: str) -> Reading:
    """Return the reading of a zip as if the zip had another name.

    Parameters
    ----------
    reading
        A reading of one zip.
    zip_name
        What the zip is called in its files' names.
    """
    old = str(reading.files["file"].iloc[0]).partition(": ")[0]

    def named(file: str) -> str:
        return zip_name + file.removeprefix(old)

    set_aside = reading.set_aside
    return dataclasses.replace(
        reading,
        files=reading.files.assign(
            file=pd.array([named(file) for file in reading.files["file"]], dtype="str")
        ),
        set_aside=set_aside.assign(file=set_aside["file"].cat.rename_categories(named)),
        months_read=tuple(
            dataclasses.replace(each, file=named(each.file))
            for each in reading.months_read
        ),
    )


def _refuse_unknown(reading: Reading) -> None:
    """Refuse a reading that tells more than is written here."""
    for field in dataclasses.fields(reading):
        if field.name in _WRITTEN:
            continue
        default = (
            field.default
            if field.default_factory is dataclasses.MISSING
            else field.default_factory()
        )
        if getattr(reading, field.name) != default:
            msg = f"{field.name} has no place in a stored reading"
            raise NotStorableError(msg)


def _packed(tables: Mapping[str, pa.Table], about: str, level: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo("reading.json", _NO_TIME), about)
        for name, table in tables.items():
            member = io.BytesIO()
            pq.write_table(
                table,
                member,
                compression="zstd",
                compression_level=level,
                use_dictionary=name == "files",
                write_statistics=False,
                row_group_size=1 << 30,
            )
            info = zipfile.ZipInfo(f"{name}.parquet", _NO_TIME)
            archive.writestr(info, member.getbuffer())
    return packed.getvalue()


def _from_packed(packed: memoryview, made_from: str) -> Reading:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        about = json.loads(archive.read("reading.json"))
        if about["made_from"] != made_from:
            msg = f"it was made from {about['made_from']!r}"
            raise NotAReadingError(msg)
        of_extract = ("times",) if about["extract"] is not None else ()
        tables = {
            name: pq.read_table(pa.BufferReader(archive.read(f"{name}.parquet")))
            for name in ("points", "texts", *of_extract, *_FRAMES)
        }
    if {name: len(table) for name, table in tables.items()} != about["rows"]:
        msg = "rows are missing"
        raise NotAReadingError(msg)
    texts = _texts_by_column(tables["texts"])
    frames = {
        name: _read_frame(name, tables[name], about["kinds"][name], texts)
        for name in (*of_extract, *_FRAMES)
    }
    frames["incidents"] = _with_metres(frames["incidents"], tables["points"])
    for name, contract in _FRAMES.items():
        check(frames[name], contract)
    _refuse_lost_rows(frames)
    details = stored_extract.details(about["extract"], frames)
    basis: dict[str, Any] | None = about["basis"]
    as_text: dict[str, Any] = {name: _same_type(name, about[name]) for name in _AS_TEXT}
    return Reading(
        incidents=frames["incidents"],
        set_aside=frames["set_aside"],
        files=frames["files"],
        **as_text,
        area=tuple(about["area"]),
        basis=None if basis is None else _area(basis),
        months_read=tuple(MonthRead(*each) for each in about["months_read"]),
        kinds=stored_extract.kinds(about["extract"]),
        extract=details,
    )


def _same_type(name: str, value: object) -> Any:  # noqa: ANN401
    wanted = bool if name == "synthetic" else str
    if not isinstance(value, wanted):
        msg = f"{name} is {value!r}"
        raise NotAReadingError(msg)
    return value


def _area(basis: dict[str, Any]) -> Area:
    of_area: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in basis.items()
    }
    return Area(**of_area)


def _without_metres(incidents: pd.DataFrame) -> tuple[pd.DataFrame, pa.Table]:
    """Take the metres out of the rows, into a table with a row for each map point."""
    point = incidents["point"].to_numpy()
    n_points = int(point.max()) + 1 if len(point) else 0
    metres = {}
    for name in _METRES:
        of_row = incidents[name].to_numpy()
        of_point = np.zeros(n_points)
        of_point[point] = of_row
        if not np.array_equal(of_point[point], of_row):
            msg = "one map point lies in two places"
            raise NotStorableError(msg)
        metres[name] = of_point
    if [*incidents.columns[-2:]] != [*_METRES]:
        msg = "the metres are not the last columns"
        raise NotStorableError(msg)
    return incidents.iloc[:, :-2], pa.table(metres)


def _with_metres(incidents: pd.DataFrame, points: pa.Table) -> pd.DataFrame:
    point = incidents["point"].to_numpy()
    if len(point) and point.min() < 0:
        msg = "a map point is missing"
        raise NotAReadingError(msg)
    metres = {name: points[name].to_numpy()[point] for name in _METRES}
    columns = {str(name): column for name, column in incidents.items()}
    return pd.DataFrame({**columns, **metres}, copy=False)


def _written_frame(
    table: str, frame: pd.DataFrame, texts: dict[str, pa.Array]
) -> tuple[pa.Table, dict[str, str]]:
    """Return a frame as a table of numbers and texts, and the kind of each column."""
    columns: dict[str, pa.Array] = {}
    kinds: dict[str, str] = {}
    if not frame.index.equals(pd.RangeIndex(len(frame))):
        msg = f"the rows of {table} are not numbered from 0"
        raise NotStorableError(msg)
    for label, column in frame.items():
        name = str(label)
        if isinstance(column.dtype, pd.CategoricalDtype) and not column.cat.ordered:
            kinds[name] = _NAMED
            columns[name] = pa.array(column.cat.codes.to_numpy())
            named = column.cat.categories
            if named.dtype != "str":
                msg = f"{table}.{name} names no texts"
                raise NotStorableError(msg)
            texts[f"{table}.{name}"] = pa.array(named.to_list(), pa.string())
        elif column.dtype == "str":
            kinds[name], columns[name] = _TEXT, pa.array(column.to_list(), pa.string())
        elif str(column.dtype) in _NUMBERS:
            kinds[name], columns[name] = str(column.dtype), pa.array(column.to_numpy())
        else:
            msg = f"{table}.{name} is {column.dtype}"
            raise NotStorableError(msg)
    return pa.table(columns), kinds


def _texts_by_column(texts: pa.Table) -> dict[str, list[str]]:
    """Return the texts of each column; those of one stand together."""
    column = np.asarray(texts["column"].to_pylist(), dtype=object)
    starts = np.flatnonzero(np.append(True, column[1:] != column[:-1]))
    text = texts["text"].to_pylist()
    if not len(column):
        return {}
    ends = [*starts[1:], len(text)]
    return {
        str(column[a]): text[a:b] for a, b in zip(starts.tolist(), ends, strict=True)
    }


def _read_frame(
    name: str,
    table: pa.Table,
    kinds: Mapping[str, str],
    texts: Mapping[str, list[str]],
) -> pd.DataFrame:
    if table.column_names != list(kinds):
        msg = f"{name} has other columns"
        raise NotAReadingError(msg)
    columns: dict[str, Any] = {}
    for column, kind in kinds.items():
        if kind == _TEXT:
            columns[column] = pd.array(table[column].to_pylist(), dtype="str")
            continue
        values = table[column].to_numpy()
        if kind == _NAMED:
            names = pd.Index(texts.get(f"{name}.{column}", []), dtype="str")
            columns[column] = pd.Categorical.from_codes(values, names)
        elif kind in _NUMBERS and values.dtype == kind:
            columns[column] = values
        else:
            msg = f"{name}.{column} is {values.dtype}"
            raise NotAReadingError(msg)
    return pd.DataFrame(columns, copy=False)


def _refuse_lost_rows(frames: Mapping[str, pd.DataFrame]) -> None:
    files = frames["files"]
    for name, column in (
        ("incidents", "rows_kept"),
        ("set_aside", "rows_set_aside"),
    ):
        if len(frames[name]) != files[column].sum():
            msg = f"{name} has {len(frames[name])} rows, not {files[column].sum()}"
            raise NotAReadingError(msg)
