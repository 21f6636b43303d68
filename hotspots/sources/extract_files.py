"""Among files, folders, zips and uploads: a force's extracts, and their mappings."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from hotspots.errors import InputError
from hotspots.sources.force_extract.columns.mapping import Mapping, mapping_from_json
from hotspots.sources.opening import Source, Upload, shown
from hotspots.sources.police_uk.street_csv import looks_street_level
from hotspots.sources.zips import zip_members
from hotspots.texts import json_of
from hotspots.writing import is_file

if TYPE_CHECKING:
    from hotspots.sources.force_extract.reading import ExtractReading

# What a force's own systems write; a CSV may be either.
EXTRACT_SUFFIXES = (
    ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet"
)  # fmt: skip
MAPPING_SUFFIX = ".json"
ZIP_SUFFIX = ".zip"


@dataclass(frozen=True, eq=False)
class ConfirmedExtract:
    """An extract already read, whose columns a person has confirmed.

    Attributes
    ----------
    reading
        What it gave, with the mapping that was confirmed.
    content
        Its bytes.
    area
        Fingerprint of the districts that it was read with; empty for Kent's.
    """

    reading: ExtractReading
    content: bytes
    area: str

    @property
    def identity(self) -> str:
        """Text that changes with its content and its mapping."""
        sha256 = hashlib.sha256(self.content).hexdigest()
        return f"{sha256} {self.reading.mapping.to_json()}"


# What can be read: files, folders, zips, uploads, and extracts read before.
IncidentSource = Source | ConfirmedExtract


@dataclass
class FoundExtracts:
    """Files by what they are.

    Attributes
    ----------
    street
        Files, folders and zips that the reader of data.police.uk looks into.
    extracts
        Name and bytes of each extract.
    mappings
        Which column is what.
    confirmed
        Extracts read before.
    """

    street: list[Source] = field(default_factory=list)
    extracts: list[tuple[str, bytes]] = field(default_factory=list)
    mappings: list[Mapping] = field(default_factory=list)
    confirmed: list[ConfirmedExtract] = field(default_factory=list)

    @property
    def names(self) -> str:
        """A few names of each sort, for a message."""
        extracts = [name for name, _ in self.extracts]
        extracts += [each.reading.file_name for each in self.confirmed]
        street = [shown(PurePath(_name(each)).name) for each in self.street]
        return f"{', '.join(extracts[:3])}; {', '.join(street[:3])}"


def find_extracts(sources: Iterable[IncidentSource]) -> FoundExtracts:
    """Tell extracts and mappings from files of data.police.uk."""
    found = FoundExtracts()
    for source in sources:
        if isinstance(source, ConfirmedExtract):
            found.confirmed.append(source)
        elif (files := _files_in(source)) is None:
            found.street.append(source)
        else:
            for name, content in files:
                _add(found, name, content)
    return _named_apart(found)


def is_extract_or_mapping(source: IncidentSource) -> bool:
    """Say whether a source is an extract, or a mapping of one."""
    return not find_extracts([source]).street


def _files_in(source: Source) -> list[tuple[str, bytes]] | None:
    """Return the extracts and mappings that a source holds; None if it holds none."""
    name = _name(source)
    suffix = PurePath(name).suffix.lower()
    if not isinstance(source, Upload) and not is_file(Path(name)):
        return _files_in_folder(Path(name))
    if suffix == ZIP_SUFFIX:
        try:
            return _extracts_among(_members(source))
        except InputError:
            # What is wrong with a zip the reader of data.police.uk says.
            return None
    if suffix not in (*EXTRACT_SUFFIXES, MAPPING_SUFFIX):
        return None
    content = _content(source)
    if suffix == ".csv" and looks_street_level(content):
        return None
    return [(name, content)]


def _files_in_folder(folder: Path) -> list[tuple[str, bytes]] | None:
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file())
    except (OSError, ValueError):
        # What is wrong with it the reader of data.police.uk says.
        return None
    if any(path.suffix.lower() == ZIP_SUFFIX for path in paths):
        return None
    return _extracts_among((str(path), path) for path in paths)


def _members(source: Source) -> Iterator[tuple[str, Path | bytes]]:
    """Go through a zip's extracts, unpacking each as it is asked for."""
    is_upload = isinstance(source, Upload)
    opened = io.BytesIO(source.content) if is_upload else Path(_name(source))  # type: ignore[union-attr]
    for member, load in zip_members(_name(source), opened, wanted=_is_wanted):
        if _is_wanted(member):
            yield member, load()


def _is_wanted(name: str) -> bool:
    path = PurePath(name)
    is_hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return path.suffix.lower() in (*EXTRACT_SUFFIXES, MAPPING_SUFFIX) and not is_hidden


def _extracts_among(
    files: Iterable[tuple[str, Path | bytes]],
) -> list[tuple[str, bytes]] | None:
    """Return extracts and mappings; None where a file is of data.police.uk, or none is.

    It stops at the first file of data.police.uk, so that a year of them is not read.
    """
    found: list[tuple[str, bytes]] = []
    for name, file in files:
        if not _is_wanted(PurePath(name).name):
            continue
        content = _content(file) if isinstance(file, Path) else file
        suffix = PurePath(name).suffix.lower()
        if suffix == ".csv" and looks_street_level(content):
            return None
        if suffix != MAPPING_SUFFIX or _is_mapping(content):
            found.append((name, content))
    has_extract = any(not name.lower().endswith(MAPPING_SUFFIX) for name, _ in found)
    return found if has_extract else None


def _is_mapping(content: bytes) -> bool:
    try:
        values = json_of(content)
    except ValueError:
        return b"hotspots_mapping" in content
    return isinstance(values, dict) and "hotspots_mapping" in values


def _add(found: FoundExtracts, name: str, content: bytes) -> None:
    if PurePath(name).suffix.lower() == MAPPING_SUFFIX:
        found.mappings.append(mapping_from_json(content, shown(name)))
    else:
        found.extracts.append((shown(PurePath(name).name), content))


def _named_apart(found: FoundExtracts) -> FoundExtracts:
    """Read a file that is given twice once; two of one name get a number."""
    once: dict[bytes, str] = {}
    names: dict[str, int] = {}
    for name, content in found.extracts:
        if content in once:
            continue
        names[name] = names.get(name, 0) + 1
        once[content] = name if names[name] == 1 else f"{name} ({names[name]})"
    found.extracts = [(name, content) for content, name in once.items()]
    return found


def _name(source: Source) -> str:
    return source.name if isinstance(source, Upload) else str(source)


def _content(source: Source) -> bytes:
    if isinstance(source, Upload):
        return source.content
    try:
        return Path(source).read_bytes()
    except OSError as error:
        msg = f"{shown(source)} cannot be opened ({error.strerror or error})."
        raise InputError(msg) from error
