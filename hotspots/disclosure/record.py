"""What earlier packs published, kept by the publisher to check the next one.

It tells which hidden figures are small, so it is never put into a pack.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from hotspots.disclosure.releases import Edition
from hotspots.errors import InputError
from hotspots.settings import STRANDS

Record = Mapping[str, Sequence[Edition]]


def read_record(text: str, *, name: str) -> dict[str, list[Edition]]:
    """Read the record: earlier editions by strand; none where the text is empty.

    Parameters
    ----------
    text
        What `write_record` wrote.
    name
        The file's name, for a message.

    Raises
    ------
    InputError
        If it is no record.
    """
    if not text.strip():
        return {strand: [] for strand in STRANDS}
    try:
        values = json.loads(text)
        return {
            strand: [Edition.from_dict(each) for each in values[strand]]
            for strand in STRANDS
        }
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, InputError):
            raise
        msg = (
            f"{name} is no record of earlier packs. Give the file that was kept when "
            f"they were made, or another name for a new one."
        )
        raise InputError(msg) from error


def write_record(earlier: Record, made: Mapping[str, Edition | None]) -> str:
    """Write the record with the editions made now added to it.

    An edition that is there already is not added again.
    """
    written = {}
    for strand in STRANDS:
        held = [edition.to_dict() for edition in earlier.get(strand, ())]
        new = made.get(strand)
        if new is not None and new.to_dict() not in held:
            held.append(new.to_dict())
        written[strand] = held
    return json.dumps(written, indent=1) + "\n"
