"""Files of incidents of any kind into one reading: data.police.uk, or a force's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hotspots.errors import InputError
from hotspots.sources.extract_files import (
    ConfirmedExtract,
    IncidentSource,
    find_extracts,
)
from hotspots.sources.extract_reading import area_of, reading_of, with_flags
from hotspots.sources.force_extract.columns.guesses import Question
from hotspots.sources.force_extract.columns.mapping import Mapping
from hotspots.sources.force_extract.read import read_extract
from hotspots.sources.force_extract.reader import UnplacedRowsError
from hotspots.sources.opening import Upload
from hotspots.sources.reading import Reading
from hotspots.sources.reading_cache import open_reading
from hotspots.sources.shipped import shipped_offences

if TYPE_CHECKING:
    from hotspots.sources.force_extract.reading import ExtractReading
    from hotspots.sources.shapes.boundaries import Districts

# What a given mapping leaves open: how dates and positions are written.
OPEN_WITH_A_MAPPING = frozenset({"date_order", "swapped"})
_QUESTIONS_SHOWN = 8


class ColumnsToConfirmError(InputError):
    """Columns of an extract that a person must confirm before anything is counted."""


@dataclass(frozen=True, eq=False)
class GuessedExtract:
    """An extract read as far as a guess goes.

    Attributes
    ----------
    reading
        What it gave.
    is_confirmed
        Whether a mapping was given for it of which nothing is open.
    content
        Its bytes.
    """

    reading: ExtractReading
    is_confirmed: bool
    content: bytes

    @property
    def questions_open(self) -> tuple[Question, ...]:
        """The questions without whose answers figures may be wrong."""
        return tuple(
            question
            for question in (*_left_open(self.reading), *self.reading.questions)
            if question.must_confirm
            and (not self.is_confirmed or question.code in OPEN_WITH_A_MAPPING)
        )

    def confirmed(
        self, mapping: Mapping, *, districts: Districts | None
    ) -> ConfirmedExtract:
        """Return it as read with a mapping that a person confirmed."""
        reading = self.reading
        if mapping != reading.mapping:
            reading = _read(self.content, reading.file_name, mapping, districts)
        return ConfirmedExtract(reading, self.content, _fingerprint(districts))


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
    several = list(_several(sources))
    if districts is None and (shipped := shipped_offences(several)) is not None:
        return with_flags(shipped, flags)
    return read_files(several, districts=districts, flags=flags)


def read_files(
    sources: Iterable[IncidentSource],
    *,
    districts: Districts | None = None,
    flags: Collection[str] = (),
) -> Reading:
    """Read files as `read_incidents` does, and take no extract as read before."""
    found = find_extracts(sources)
    if not found.extracts and not found.confirmed:
        if found.mappings:
            msg = "A mapping of columns is given, and no extract to read with it."
            raise InputError(msg)
        return open_reading(found.street, districts)
    if found.street:
        msg = (
            "Some of these files are extracts of a police force, and others are of "
            "data.police.uk, which hold the same incidents. Load the ones or the "
            f"others: {found.names}."
        )
        raise InputError(msg)
    guessed = _guessed(found.extracts, found.mappings, districts)
    refuse_unconfirmed(guessed)
    confirmed = [_within(each, districts) for each in found.confirmed]
    confirmed += [
        each.confirmed(each.reading.mapping, districts=districts) for each in guessed
    ]
    return reading_of(
        [each.reading for each in confirmed],
        [each.identity for each in confirmed],
        districts=districts,
        flags=flags,
    )


def guess_of(
    sources: Iterable[IncidentSource], *, districts: Districts | None = None
) -> list[GuessedExtract]:
    """Read the extracts among files as far as a guess goes, refusing no open question.

    Extracts that a person has confirmed before are left out.
    """
    found = find_extracts(sources)
    return _guessed(found.extracts, found.mappings, districts)


def refuse_unconfirmed(guessed: Sequence[GuessedExtract]) -> None:
    """Refuse extracts of which a question is open."""
    lines = [
        f"{each.reading.file_name}: {question.text}"
        for each in guessed
        for question in each.questions_open
    ]
    if not lines:
        return
    more = len(lines) - _QUESTIONS_SHOWN
    lines = lines[:_QUESTIONS_SHOWN] + ([f"and {more} more."] if more > 0 else [])
    heading = "Columns of the extract must be confirmed before anything is counted:"
    msg = "\n- ".join([heading, *lines]) + (
        "\nSave what was guessed with `python -m hotspots check FILE --save-columns "
        "mapping.json`, correct it, take out the questions that you have answered "
        "(to_confirm), and give it with --columns mapping.json. In the app, the Data "
        "page asks."
    )
    raise ColumnsToConfirmError(msg)


def _several(
    sources: IncidentSource | Iterable[IncidentSource],
) -> Iterable[IncidentSource]:
    if isinstance(sources, Path | str | Upload | ConfirmedExtract):
        return [sources]
    return sources


def _guessed(
    extracts: Sequence[tuple[str, bytes]],
    mappings: Sequence[Mapping],
    districts: Districts | None,
) -> list[GuessedExtract]:
    """Read each extract, with a mapping that fits it or by a guess."""
    read = []
    for name, content in extracts:
        mapping = _fitting(content, name, mappings)
        reading = _read(content, name, mapping, districts)
        is_confirmed = mapping is not None and not mapping.to_confirm
        read.append(GuessedExtract(reading, is_confirmed, content))
    return read


def _left_open(reading: ExtractReading) -> list[Question]:
    """Return the questions that were open when its mapping was saved, and no more."""
    asked = {question.text for question in reading.questions}
    return [
        Question("saved_open", text, columns=(), assumed="")
        for text in reading.mapping.to_confirm
        if text not in asked
    ]


def _read(
    content: bytes, name: str, mapping: Mapping | None, districts: Districts | None
) -> ExtractReading:
    ground, _ = area_of(districts)
    try:
        return read_extract(content, name, mapping=mapping, area=ground)
    except UnplacedRowsError as error:
        raise InputError(_with_cause(error, districts)) from error


def _within(extract: ConfirmedExtract, districts: Districts | None) -> ConfirmedExtract:
    """Return an extract as read with these districts."""
    if extract.area == _fingerprint(districts):
        return extract
    name, mapping = extract.reading.file_name, extract.reading.mapping
    reading = _read(extract.content, name, mapping, districts)
    return ConfirmedExtract(reading, extract.content, _fingerprint(districts))


def _fingerprint(districts: Districts | None) -> str:
    return "" if districts is None else districts.fingerprint


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


def _with_cause(error: UnplacedRowsError, districts: Districts | None) -> str:
    """Say which area nearly all rows lie outside of, and what to look at first."""
    if districts is None:
        return (
            f"{error} Without boundaries of your own the area is Kent: give your "
            "districts (--districts, or Other district boundaries on the Data page)."
        )
    return (
        f"{error.found} The area is that of {districts.file_name}, given as districts: "
        "check first that it holds all districts of the area, and no zones. If it "
        "does, the columns of positions may be others, or of another force."
    )
