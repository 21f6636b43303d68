"""Files of incidents of any kind into one reading: data.police.uk, or a force's own."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from hotspots.errors import InputError
from hotspots.sources.force_extract.columns.mapping import Mapping, mapping_from_json
from hotspots.sources.force_extract.read import read_extract
from hotspots.sources.opening import Source, Upload, shown
from hotspots.sources.police_uk.street_csv import looks_street_level
from hotspots.sources.reading import Reading
from hotspots.sources.reading_cache import open_reading

if TYPE_CHECKING:
    from hotspots.sources.force_extract.columns.guesses import Question
    from hotspots.sources.force_extract.reading import ExtractReading
    from hotspots.sources.shapes.boundaries import Districts

# What a force's own systems write; a CSV may be either.
EXTRACT_SUFFIXES = (
    ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet"
)  # fmt: skip
MAPPING_SUFFIX = ".json"
# What a given mapping leaves open: how dates and positions are written.
OPEN_WITH_A_MAPPING = frozenset({"date_order", "swapped"})
_QUESTIONS_SHOWN = 8


class ColumnsToConfirmError(InputError):
    """Columns of an extract that a person must confirm before anything is counted.

    Attributes
    ----------
    readings
        What each file gave, as guessed.
    """

    def __init__(self, message: str, readings: Sequence[ExtractReading]) -> None:
        super().__init__(message)
        self.readings = tuple(readings)


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

    def within(self, districts: Districts | None) -> ConfirmedExtract:
        """Return it as read with these districts."""
        if self.area == _fingerprint(districts):
            return self
        return _confirmed(
            self.reading.file_name, self.content, self.reading.mapping, districts
        )


# What can be read: files, folders, zips, uploads, and extracts read before.
IncidentSource = Source | ConfirmedExtract


@dataclass
class _Sorted:
    street: list[Source] = field(default_factory=list)
    extracts: list[tuple[str, bytes]] = field(default_factory=list)
    mappings: list[Mapping] = field(default_factory=list)
    confirmed: list[ConfirmedExtract] = field(default_factory=list)


def read_incidents(
    sources: IncidentSource | Iterable[IncidentSource],
    *,
    districts: Districts | None = None,
    flags: Collection[str] = (),
) -> Reading:
    """Read files of data.police.uk, or extracts of a police force.

    Parameters
    ----------
    sources
        Files, folders, zips and uploads. Mappings (JSON) among them say which column of
        an extract is what; each is used for the extracts that have its columns.
    districts
        The user's own districts.
    flags
        Flags of an extract that some strand asks for.

    Raises
    ------
    ColumnsToConfirmError
        If columns were guessed and a figure may be wrong until a person confirms them.
    InputError
        If anything cannot be read, or files of both sorts are given.
    """
    one = isinstance(sources, Path | str | Upload | ConfirmedExtract)
    found = _sorted([sources] if one else sources)  # type: ignore[list-item, arg-type]
    if not found.extracts and not found.confirmed:
        if found.mappings:
            msg = "A mapping of columns is given and no extract to read with it."
            raise InputError(msg)
        return open_reading(found.street, districts)
    if found.street:
        msg = (
            "Some of these files are extracts of a police force, and others are of "
            "data.police.uk, which hold the same incidents. Load the ones or the "
            f"others: {_names(found)}."
        )
        raise InputError(msg)
    readings = read_extracts(found.extracts, found.mappings, districts=districts)
    refuse_unconfirmed(readings)
    from hotspots.sources.extract_reading import reading_of

    confirmed = [each.within(districts) for each in found.confirmed] + [
        ConfirmedExtract(reading, content, _fingerprint(districts))
        for (reading, _), (_, content) in zip(readings, found.extracts, strict=True)
    ]
    return reading_of(
        [each.reading for each in confirmed],
        [each.identity for each in confirmed],
        districts=districts,
        flags=flags,
    )


@dataclass(frozen=True, eq=False)
class GuessedExtract:
    """An extract read as far as a guess goes.

    Attributes
    ----------
    reading
        What it gave.
    is_confirmed
        Whether a mapping was given for it.
    content
        Its bytes.
    """

    reading: ExtractReading
    is_confirmed: bool
    content: bytes

    @property
    def questions_open(self) -> tuple[Question, ...]:
        """The questions without whose answers figures may be wrong."""
        return questions_open(self.reading, is_confirmed=self.is_confirmed)

    def confirmed(
        self, mapping: Mapping, *, districts: Districts | None
    ) -> ConfirmedExtract:
        """Return it as read with a mapping that a person confirmed."""
        if mapping == self.reading.mapping:
            area = _fingerprint(districts)
            return ConfirmedExtract(self.reading, self.content, area)
        name = self.reading.file_name
        return _confirmed(name, self.content, mapping, districts)


def guess_of(
    sources: Iterable[IncidentSource], *, districts: Districts | None = None
) -> list[GuessedExtract]:
    """Read the extracts among files as far as a guess goes, refusing no open question.

    Extracts that a person has confirmed before are left out.
    """
    found = _sorted(sources)
    readings = read_extracts(found.extracts, found.mappings, districts=districts)
    return [
        GuessedExtract(reading, is_confirmed, content)
        for (reading, is_confirmed), (_, content) in zip(
            readings, found.extracts, strict=True
        )
    ]


def is_extract_or_mapping(source: IncidentSource) -> bool:
    """Say whether a source is an extract, or a mapping of one."""
    return not _sorted([source]).street


def _confirmed(
    name: str, content: bytes, mapping: Mapping, districts: Districts | None
) -> ConfirmedExtract:
    [(reading, _)] = read_extracts([(name, content)], [mapping], districts=districts)
    return ConfirmedExtract(reading, content, _fingerprint(districts))


def _fingerprint(districts: Districts | None) -> str:
    return "" if districts is None else districts.fingerprint


def _names(found: _Sorted) -> str:
    extracts = [name for name, _ in found.extracts]
    extracts += [each.reading.file_name for each in found.confirmed]
    street = [
        shown(PurePath(each.name if isinstance(each, Upload) else str(each)).name)
        for each in found.street
    ]
    return f"{', '.join(extracts[:3])}; {', '.join(street[:3])}"


def read_extracts(
    extracts: Sequence[tuple[str, bytes]],
    mappings: Sequence[Mapping],
    *,
    districts: Districts | None = None,
) -> list[tuple[ExtractReading, bool]]:
    """Read each extract, with a mapping that fits it or by a guess."""
    from hotspots.sources.extract_reading import area_of

    ground, _ = area_of(districts)
    readings = []
    for name, content in extracts:
        mapping = _fitting(content, name, mappings)
        try:
            reading = read_extract(content, name, mapping=mapping, area=ground)
        except InputError as error:
            raise InputError(_with_hint(str(error), districts)) from error
        readings.append((reading, mapping is not None))
    return readings


def questions_open(
    reading: ExtractReading, *, is_confirmed: bool
) -> tuple[Question, ...]:
    """Return the questions without whose answers figures may be wrong."""
    return tuple(
        question
        for question in reading.questions
        if question.must_confirm
        and (not is_confirmed or question.code in OPEN_WITH_A_MAPPING)
    )


def refuse_unconfirmed(readings: Sequence[tuple[ExtractReading, bool]]) -> None:
    """Refuse extracts of which a question is open."""
    open_questions = [
        (reading.file_name, question)
        for reading, is_confirmed in readings
        for question in questions_open(reading, is_confirmed=is_confirmed)
    ]
    if not open_questions:
        return
    lines = [f"{name}: {question.text}" for name, question in open_questions]
    more = len(lines) - _QUESTIONS_SHOWN
    lines = lines[:_QUESTIONS_SHOWN] + ([f"and {more} more."] if more > 0 else [])
    msg = "\n- ".join(
        [
            "Columns of the extract must be confirmed before anything is counted:",
            *lines,
        ]
    ) + (
        "\nSave what was guessed with `python -m hotspots check FILE --save-columns "
        "mapping.json`, look at it, and give it with --columns mapping.json. In the "
        "app, the Data page asks."
    )
    raise ColumnsToConfirmError(msg, [reading for reading, _ in readings])


def _sorted(sources: Iterable[IncidentSource]) -> _Sorted:
    found = _Sorted()
    for source in sources:
        if isinstance(source, ConfirmedExtract):
            found.confirmed.append(source)
            continue
        name = source.name if isinstance(source, Upload) else str(source)
        suffix = PurePath(name).suffix.lower()
        is_upload = isinstance(source, Upload)
        if suffix not in (*EXTRACT_SUFFIXES, MAPPING_SUFFIX) or not (
            is_upload or Path(name).is_file()
        ):
            found.street.append(source)
            continue
        content = _content(source)
        if suffix == MAPPING_SUFFIX:
            found.mappings.append(mapping_from_json(content, shown(name)))
        elif suffix == ".csv" and looks_street_level(content):
            found.street.append(source)
        else:
            found.extracts.append((shown(PurePath(name).name), content))
    return _named_apart(found)


def _named_apart(found: _Sorted) -> _Sorted:
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


def _content(source: Source) -> bytes:
    if isinstance(source, Upload):
        return source.content
    try:
        return Path(source).read_bytes()
    except OSError as error:
        msg = f"{shown(source)} cannot be opened ({error.strerror or error})."
        raise InputError(msg) from error


def _fitting(content: bytes, name: str, mappings: Sequence[Mapping]) -> Mapping | None:
    """Return the mapping to read a file with; None to guess."""
    if len(mappings) <= 1:
        return mappings[0] if mappings else None
    refused = ""
    for mapping in mappings:
        try:
            read_extract(content, name, mapping=mapping)
        except InputError as error:
            refused = str(error)
        else:
            return mapping
    msg = f"No mapping given fits {name}. {refused}"
    raise InputError(msg)


def _with_hint(message: str, districts: Districts | None) -> str:
    if districts is not None or "no position in the area" not in message.replace(
        "\n", " "
    ):
        return message
    return (
        f"{message} Without boundaries of your own the area is Kent: give your "
        "districts (--districts, or Other district boundaries on the Data page)."
    )
