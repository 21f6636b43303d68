"""Street files read one at a time, and which counts for each force and month."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from hotspots.errors import InputError
from hotspots.months import is_month
from hotspots.sources.areas import Force, force_of
from hotspots.sources.opening import FoundFile
from hotspots.sources.police_uk.categories import (
    category_today,
    force_in_file_name,
    is_blank,
    month_in_file_name,
)
from hotspots.sources.police_uk.month_texts import AMBIGUOUS, months_meant
from hotspots.sources.police_uk.part_files import fuller_parts, part_of
from hotspots.sources.police_uk.street_csv import NotStreetLevelError, read_street_csv
from hotspots.texts import clean

# A police force and a month, as their texts.
ForceMonth = tuple[str, str]
# By file, by force and month: the name of the fuller file.
LessFull = dict[str, dict[ForceMonth, str]]

_LEAST_SHARE_OF_ROWS = 0.01


@dataclass(frozen=True)
class StreetFile:
    """A file that was read.

    Attributes
    ----------
    rows
        Its rows, with months, forces and categories by their names of today.
    n_rows
        How many it has for each force and month.
    months_read
        The month that each text stands for that is not written as 2025-01.
    """

    name: str
    sha256: str
    rows: pa.Table
    n_rows: dict[ForceMonth, int]
    months_read: dict[str, str] = field(default_factory=dict)

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
    other
        Name of each file beside street files that is a table of something else, and
        what it lacks.
    problems
        A sentence on each file that cannot be read.
    """

    files: list[StreetFile] = field(default_factory=list)
    identical: dict[str, str] = field(default_factory=dict)
    other: dict[str, str] = field(default_factory=dict)
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
        except NotStreetLevelError as error:
            # Folders and zips hold other tables too; a file given by name is meant.
            if file.is_given:
                read.problems.append(str(error))
            else:
                read.other[file.name] = str(error)
        except InputError as error:
            read.problems.append(str(error))
    if not read.files:
        read.problems.extend(read.other.values())
    read.files.sort(key=lambda file: (file.months, file.forces, file.sha256))
    return read


def superseded(files: list[StreetFile]) -> LessFull:
    """Say which force and month of which file another file gives more fully.

    Files that are parts of one force's month, such as a file a category, are all read:
    see `hotspots.sources.police_uk.part_files`.
    """
    giving: dict[ForceMonth, list[StreetFile]] = defaultdict(list)
    for file in files:
        for force_month in file.n_rows:
            giving[force_month].append(file)
    less_full: LessFull = defaultdict(dict)
    for force_month, rivals in giving.items():
        if len(rivals) == 1:
            continue
        parts = {file.name: part_of(file.rows, force_month) for file in rivals}
        for name, fuller in fuller_parts(parts).items():
            less_full[name][force_month] = fuller
    return dict(less_full)


def named_forces(files: list[StreetFile]) -> tuple[Force, ...]:
    """Return the territorial forces that files name, by slug.

    A force counts if a file names it for most of its rows, or a hundredth of all rows
    name it: a few rows of another force are strays.
    """
    total: Counter[str] = Counter()
    found: set[str] = set()
    for file in files:
        of_force: Counter[str] = Counter()
        for (force, _), n in file.n_rows.items():
            of_force[force] += n
        total.update(of_force)
        found |= {name for name, n in of_force.items() if 2 * n >= of_force.total()}
    least = _LEAST_SHARE_OF_ROWS * total.total()
    found |= {name for name, n in total.items() if n >= least}
    forces = {force.slug: force for force in map(force_of, found) if force is not None}
    return tuple(forces[slug] for slug in sorted(forces))


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
    raw = read_street_csv(content, name=name)
    rows, months_read = _with_months(raw, name)
    rows = _renamed(rows, "force", _forces_meant(name))
    for column, meaning in _MEANINGS.items():
        rows = _renamed(rows, column, meaning)
    return StreetFile(name, sha256, rows, _rows_of_each(rows), months_read)


def _rows_of_each(rows: pa.Table) -> dict[ForceMonth, int]:
    (force,), (month,) = rows["force"].chunks, rows["month"].chunks
    forces, months = force.dictionary.to_pylist(), month.dictionary.to_pylist()
    both = force.indices.to_numpy() * len(months) + month.indices.to_numpy()
    n_rows: Counter[ForceMonth] = Counter()
    for code, n in enumerate(np.bincount(both).tolist()):
        text = months[code % len(months)]
        if n and is_month(text):
            n_rows[forces[code // len(months)], text] += n
    return n_rows


def _with_months(rows: pa.Table, name: str) -> tuple[pa.Table, dict[str, str]]:
    """Write months as 2025-01; `ambiguous` says which rows give one of two."""
    whole = _texts(rows["month"])
    meant = months_meant(whole.dictionary.to_pylist(), in_name=month_in_file_name(name))
    open_ones = [meant[text] == AMBIGUOUS for text in whole.dictionary.to_pylist()]
    ambiguous = np.array([*open_ones, False])[whole.indices.to_numpy()]
    read = {text: month for text, month in meant.items() if is_month(month)}
    rows = _renamed(rows, "month", lambda text: read.get(text, _blank_as_empty(text)))
    rows = rows.append_column("ambiguous", pa.array(ambiguous))
    return rows, {text: m for text, m in read.items() if text.strip() != m}


def _forces_meant(name: str) -> Callable[[str], str]:
    """Return what names a force: a row of none has that of the file's name."""
    in_name = force_in_file_name(name)

    def meaning(text: str) -> str:
        given = in_name if is_blank(text) else text.strip()
        force = force_of(given)
        return given if force is None else force.name

    return meaning


def _blank_as_empty(text: str) -> str:
    return "" if is_blank(text) else text.strip()


def _category(text: str) -> str:
    return "" if is_blank(text) else category_today(text)


_MEANINGS: dict[str, Callable[[str], str]] = {
    "category": _category,
    "lsoa": _blank_as_empty,
    "location": _blank_as_empty,
}


def _texts(column: pa.ChunkedArray) -> pa.DictionaryArray:
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    whole = column.unify_dictionaries().combine_chunks()
    return whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole


def _renamed(rows: pa.Table, column: str, meaning: Callable[[str], str]) -> pa.Table:
    """Give each text of a column its meaning; texts of one meaning become one."""
    whole = _texts(rows[column])
    meant = [clean(meaning(text)) for text in whole.dictionary.to_pylist()]
    names = list(dict.fromkeys(meant)) or [""]
    code_of = {text: code for code, text in enumerate(names)}
    codes = np.array([code_of[text] for text in meant], dtype=np.int32)
    of_row = codes[whole.indices.to_numpy()] if len(codes) else codes
    renamed = pa.DictionaryArray.from_arrays(pa.array(of_row), pa.array(names))
    return rows.set_column(rows.column_names.index(column), column, renamed)
