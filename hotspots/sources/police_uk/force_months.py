"""Street files read one at a time, and which counts for each force and month."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hotspots.errors import InputError
from hotspots.months import is_month
from hotspots.sources.opening import FoundFile
from hotspots.sources.police_uk.categories import force_in_file_name
from hotspots.sources.police_uk.street_csv import read_street_csv

# A police force and a month, as their texts.
ForceMonth = tuple[str, str]
# By file, by force and month: the name of the fuller file.
LessFull = dict[str, dict[ForceMonth, str]]


@dataclass(frozen=True)
class StreetFile:
    """A file that was read: its rows, and how many it has for each force and month."""

    name: str
    sha256: str
    rows: pa.Table
    n_rows: dict[ForceMonth, int]

    @property
    def months(self) -> list[str]:
        """The months that its rows give, in order."""
        return sorted({month for _, month in self.n_rows})

    @property
    def forces(self) -> list[str]:
        """The forces that its rows fall within, in the order of the alphabet."""
        return sorted({force for force, _ in self.n_rows})


@dataclass(frozen=True)
class StreetFiles:
    """All files read.

    Attributes
    ----------
    files
        In the order of their months: their names do not matter to it.
    identical
        Name of each file skipped, and of the file that it is identical to.
    problems
        A sentence on each file that cannot be read.
    """

    files: list[StreetFile] = field(default_factory=list)
    identical: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_street_files(found: list[FoundFile]) -> StreetFiles:
    """Read every file that is to be used, each content once.

    Parameters
    ----------
    found
        The files, sorted by name: of identical ones the first is read.
    """
    read = StreetFiles()
    name_of_content: dict[str, str] = {}
    for file, load in _read_ahead([file for file in found if not file.not_used]):
        try:
            content, sha256 = load()
            first = name_of_content.setdefault(sha256, file.name)
            if first == file.name:
                read.files.append(_street_file(file.name, sha256, content))
            else:
                read.identical[file.name] = first
        except InputError as error:
            read.problems.append(str(error))
    read.files.sort(key=lambda file: (file.months, file.forces, file.sha256))
    return read


def superseded(files: list[StreetFile]) -> LessFull:
    """Say which force and month of which file is told more fully by another file.

    Returns
    -------
    LessFull
        Of files with as many rows the first by name counts as the fuller.

    Examples
    --------
    >>> def street_file(name, n_rows):
    ...     return StreetFile(name, "", None, {("Kent Police", "2025-01"): n_rows})
    >>> superseded([street_file("early.csv", 90), street_file("late.csv", 100)])
    {'early.csv': {('Kent Police', '2025-01'): 'late.csv'}}
    """
    telling: dict[ForceMonth, list[StreetFile]] = defaultdict(list)
    for file in files:
        for force_month in file.n_rows:
            telling[force_month].append(file)
    less_full: LessFull = defaultdict(dict)
    for force_month, rivals in telling.items():
        fullest, *others = sorted(
            rivals, key=lambda file: (-file.n_rows[force_month], file.name)
        )
        for file in others:
            less_full[file.name][force_month] = fullest.name
    return dict(less_full)


def _read_ahead(
    files: list[FoundFile],
) -> Iterator[tuple[FoundFile, Callable[[], tuple[bytes, str]]]]:
    """Unpack the next file while one is being read; never more than these."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        coming = deque(files)
        loading = pool.submit(_load, coming[0]) if coming else None
        while coming and loading is not None:
            file, loaded = coming.popleft(), loading.result
            loading = pool.submit(_load, coming[0]) if coming else None
            yield file, loaded


def _load(file: FoundFile) -> tuple[bytes, str]:
    content = file.read()
    return content, hashlib.sha256(content).hexdigest()


def _street_file(name: str, sha256: str, content: bytes) -> StreetFile:
    rows = _with_force(read_street_csv(content, name=name), name)
    return StreetFile(name, sha256, rows, _rows_of_each(rows))


def _rows_of_each(rows: pa.Table) -> dict[ForceMonth, int]:
    whole = rows.select(["force", "month"]).unify_dictionaries().combine_chunks()
    (force,), (month,) = whole["force"].chunks, whole["month"].chunks
    forces, months = force.dictionary.to_pylist(), month.dictionary.to_pylist()
    both = force.indices.to_numpy() * len(months) + month.indices.to_numpy()
    n_rows: Counter[ForceMonth] = Counter()
    for code, n in enumerate(np.bincount(both).tolist()):
        text = months[code % len(months)].strip()
        if n and is_month(text):
            n_rows[forces[code // len(months)], text] += n
    return n_rows


def _with_force(rows: pa.Table, name: str) -> pa.Table:
    """Name the force of rows that name none after the file."""
    forces = [str(f) for chunk in rows["force"].chunks for f in chunk.dictionary]
    if all(force and force == force.strip() for force in forces):
        return rows
    force = pc.utf8_trim_whitespace(rows["force"].cast(pa.string()))
    told = pc.if_else(pc.equal(force, ""), force_in_file_name(name), force)
    place = rows.column_names.index("force")
    return rows.set_column(place, "force", told.dictionary_encode())
