"""Incidents in Parquet, as many as a nation has in three years, into the counts cube.

The same figures as reading, zoning and counting give, a row group at a time: only each
row's cell stays in memory. docs/scale.md says where one machine ends.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xarray as xr
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.method.zoning.zones import hexagon_ids, hexagon_of

COLUMNS = ("month", "category", "easting", "northing")
# 8 GB: a cube larger than this belongs on an engine for many machines.
MOST_CELLS = 2 * 10**9
N_THREADS = 2


@dataclass(frozen=True)
class _Group:
    """A row group: the number of each row's zone, category and month in its lists."""

    zones: NDArray[np.int64]
    categories: list[str]
    months: list[str]
    zone: NDArray[np.int32]
    category: NDArray[np.int32]
    month: NDArray[np.int32]


def count_parquet(path: Path | str, *, width_m: int) -> xr.DataArray:
    """Count incidents of Parquet files in hexagons.

    Parameters
    ----------
    path
        A Parquet file, or a folder of them, with the columns `month` and `category`
        (texts), `easting` and `northing` (metres, EPSG:27700) of the table of
        incidents; others are not read.
    width_m
        Width of a hexagon across its flats, in metres.

    Returns
    -------
    xarray.DataArray
        Whole numbers of shape (zones, categories, months), as
        `hotspots.method.zoning.counts.count` gives for `zones_of_grid`.

    Raises
    ------
    InputError
        If there is no such file, it lacks a column or a cell, or the cube is too large.

    Examples
    --------
    >>> import tempfile
    >>> row = {"month": "2025-01", "category": "Robbery"}
    >>> incidents = pd.DataFrame([{**row, "easting": 575974.0, "northing": 156304.0}])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     incidents.to_parquet(Path(folder) / "one.parquet")
    ...     cube = count_parquet(folder, width_m=350)
    >>> cube.to_series().to_dict()
    {('H350-1388-0516', 'Robbery', '2025-01'): 1}
    """
    groups = _groups(Path(path))
    read = functools.partial(_read_group, width_m=width_m)
    with ThreadPoolExecutor(max_workers=N_THREADS) as pool:
        counted = list(pool.map(read, groups))
    zones = np.unique(np.concatenate([group.zones for group in counted]))
    categories = sorted({name for group in counted for name in group.categories})
    months = sorted({name for group in counted for name in group.months})
    shape = (len(zones), len(categories), len(months))
    if np.prod(shape, dtype=np.int64) > MOST_CELLS:
        msg = (
            f"{shape[0]:,} zones x {shape[1]} categories x {shape[2]} months are too "
            "many for one machine. Take wider zones or fewer months."
        )
        raise InputError(msg)
    counts = np.zeros(shape, dtype=np.int32)
    for group in counted:
        _add(counts.reshape(-1), group, zones, categories, months)
    q, r = _from_keys(zones)
    return xr.DataArray(
        counts,
        dims=("zone", "category", "month"),
        coords={
            "zone": np.array(hexagon_ids(q, r, width_m=width_m), dtype=object),
            "category": np.array(categories, dtype=object),
            "month": np.array(months, dtype=object),
        },
    )


def _groups(path: Path) -> list[tuple[Path, int]]:
    """Return every row group of every file, by file and number."""
    files = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
    found = []
    for file in files:
        schema, groups = _opened(file)
        if missing := [name for name in COLUMNS if name not in schema.names]:
            has = ", ".join(schema.names[:20])
            msg = f"{file} lacks the columns {', '.join(missing)}. It has: {has}."
            raise InputError(msg)
        found += [(file, number) for number in groups]
    if not found:
        msg = f"{path} holds no rows in Parquet."
        raise InputError(msg)
    return found


def _opened(file: Path) -> tuple[pa.Schema, list[int]]:
    """Return a file's schema, and the numbers of the row groups that hold rows."""
    try:
        with pq.ParquetFile(file) as opened:
            about = opened.metadata
            numbers = range(about.num_row_groups)
            groups = [n for n in numbers if about.row_group(n).num_rows]
            return opened.schema_arrow, groups
    except (OSError, pa.ArrowException) as error:
        msg = f"{file} is not there, or is not a Parquet file that can be read."
        raise InputError(msg) from error


def _read_group(group: tuple[Path, int], *, width_m: int) -> _Group:
    file, number = group
    try:
        with pq.ParquetFile(file, read_dictionary=COLUMNS[:2]) as opened:
            rows = opened.read_row_group(number, columns=list(COLUMNS))
    except (OSError, pa.ArrowException) as error:
        msg = f"{file} is damaged. Copy or write it again."
        raise InputError(msg) from error
    metres = [_metres(rows[name], name, file) for name in COLUMNS[2:]]
    q, r = hexagon_of(*metres, width_m=width_m)
    zone, zones = pd.factorize((q << 32) + r)
    category, categories = _coded(rows["category"], "category", file)
    month, months = _coded(rows["month"], "month", file)
    return _Group(zones, categories, months, zone.astype(np.int32), category, month)


def _metres(column: pa.ChunkedArray, name: str, file: Path) -> NDArray[np.float64]:
    try:
        metres = np.asarray(column.cast(pa.float64()).to_numpy(), dtype=float)
    except pa.ArrowException as error:
        msg = f"{file}: the column {name} must hold metres, not {column.type}."
        raise InputError(msg) from error
    # A billion metres lie on no map, and would not fit the number of a zone.
    if n_lost := int((~(np.abs(metres) < 10**9)).sum()):
        msg = f"{file}: {n_lost:,} rows have no {name}. Leave them out and count them."
        raise InputError(msg)
    return metres


def _coded(
    column: pa.ChunkedArray, name: str, file: Path
) -> tuple[NDArray[np.int32], list[str]]:
    """Return the number of each row's text, and the texts."""
    if column.null_count:
        msg = f"{file}: {column.null_count:,} rows have no {name}."
        raise InputError(msg)
    if not pa.types.is_dictionary(column.type):
        column = column.cast(pa.string()).dictionary_encode()
    whole = column.unify_dictionaries().combine_chunks()
    coded = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    texts = [str(text) for text in coded.dictionary.to_pylist()]
    codes = np.asarray(coded.indices.to_numpy(), dtype=np.int32)
    used = np.flatnonzero(np.bincount(codes, minlength=len(texts)))
    place = np.zeros(len(texts), dtype=np.int32)
    place[used] = np.arange(len(used), dtype=np.int32)
    return place[codes], [texts[number] for number in used.tolist()]


def _add(
    counts: NDArray[np.int32],
    group: _Group,
    zones: NDArray[np.int64],
    categories: list[str],
    months: list[str],
) -> None:
    """Add a group's rows to the cube, laid out flat."""
    cell = np.searchsorted(zones, group.zones)[group.zone]
    for codes, ours, theirs in (
        (group.category, group.categories, categories),
        (group.month, group.months, months),
    ):
        cell = cell * len(theirs) + _places(ours, theirs)[codes]
    # One of the array's own kind: any other is forty times slower.
    np.add.at(counts, cell, np.int32(1))


def _places(names: Iterable[str], among: list[str]) -> NDArray[np.int64]:
    place = {name: number for number, name in enumerate(among)}
    return np.array([place[name] for name in names], dtype=np.int64)


def _from_keys(
    keys: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    r = keys.astype(np.int32).astype(np.int64)
    return (keys - r) >> 32, r
