"""The private record: what earlier packs published, to check the next one.

It tells which hidden figures are small, so it is never put into a pack.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

from hotspots.disclosure.releases import Release
from hotspots.errors import InputError
from hotspots.texts import json_of

Record = Mapping[str, Sequence[Release]]

PRIVATE = "Private. Do not publish: this file tells which hidden counts are small."
MOST_BYTES = 20_000_000
# A pack a month for twenty years.
MOST_RELEASES = 240


def no_record() -> dict[str, list[Release]]:
    """Return the record of one who has published no pack yet."""
    return {}


def read_record(content: bytes, *, name: str) -> dict[str, list[Release]]:
    """Read the record: earlier releases by strand, the oldest first.

    Parameters
    ----------
    content
        What `write_record` wrote.
    name
        The file's name, for a message.

    Raises
    ------
    InputError
        If it is anything else, or empty: an empty file is a record lost, not one of no
        packs.
    """
    if not content.strip():
        msg = (
            f"{name} is empty, so what earlier packs published is unknown. Give the "
            f"private record that was written with the last pack."
        )
        raise InputError(msg)
    if len(content) > MOST_BYTES:
        _refuse(name, f"it is larger than {MOST_BYTES:,} bytes")
    values = _object(content, name)
    return {
        strand: _releases(values[strand], strand=strand, name=name)
        for strand in values
        if strand != "private"
    }


def write_record(earlier: Record, made: Mapping[str, Release | None]) -> str:
    """Write the record with the releases made now added to it.

    A release that is there already is not added again.
    """
    both = merged(
        [earlier, {strand: [one] if one else [] for strand, one in made.items()}]
    )
    written = {strand: [one.to_dict() for one in both[strand]] for strand in both}
    return json.dumps({"private": PRIVATE, **written}, indent=1) + "\n"


def merged(records: Iterable[Record]) -> dict[str, list[Release]]:
    """Return all releases of several records, each once, in the order given."""
    every: dict[str, list[Release]] = no_record()
    for record in records:
        for strand, releases in record.items():
            of_strand = every.setdefault(strand, [])
            there = [one.to_dict() for one in of_strand]
            for one in releases:
                if one.to_dict() not in there:
                    there.append(one.to_dict())
                    of_strand.append(one)
    return every


def _object(content: bytes, name: str) -> dict[str, Any]:
    try:
        values = json_of(content)
    except ValueError:
        _refuse(name, "it is not the JSON that was written")
    if not isinstance(values, dict) or "private" not in values:
        _refuse(name, "it does not say “private”")
    return dict(values)


def _releases(values: object, *, strand: str, name: str) -> list[Release]:
    if not isinstance(values, list) or len(values) > MOST_RELEASES:
        _refuse(name, f"{strand} is no list of {MOST_RELEASES} releases at most")
    releases = []
    for number, each in enumerate(values, start=1):
        try:
            releases.append(Release.from_dict(each))
        except InputError as error:
            _refuse(name, f"release {number} of {strand}: {error}".rstrip("."))
    return releases


def _refuse(name: str, why: str) -> NoReturn:
    msg = (
        f"{name} is not a private record of earlier packs: {why}. Give the file that "
        f"was written with the last pack."
    )
    raise InputError(msg)
