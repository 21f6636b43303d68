"""The errors that carry a sentence for a person: what was found, where, what to do."""

from __future__ import annotations

import re

# Nobody reads further. Of a longer message its start and its end are shown: what was
# found, and what to do.
MOST_LETTERS = 1000
_AT_THE_END = 300
_SPACES = re.compile(r"[^\S\n]")


class HotspotsError(ValueError):
    r"""Anything this package refuses. Its message is written to be shown as it is.

    A message repeats words of files, so letters that cannot be shown are left out, and
    what is too long for anyone is cut in its middle.

    Examples
    --------
    >>> str(HotspotsError("It has: Zone\x02, \u202eDate."))
    'It has: Zone, Date.'
    """

    def __init__(self, message: object = "") -> None:
        super().__init__(_readable(str(message)))


class InputError(HotspotsError):
    """A file or a choice that cannot be used; the message says what to do instead."""


class TableError(HotspotsError):
    """A table that breaks its contract in `hotspots.tables`: a fault in the code."""


def _readable(message: str) -> str:
    spaced = _SPACES.sub(" ", message)
    plain = "".join(each for each in spaced if each.isprintable() or each == "\n")
    if len(plain) <= MOST_LETTERS:
        return plain
    start = plain[: MOST_LETTERS - _AT_THE_END - 3].rstrip()
    return f"{start} … {plain[-_AT_THE_END:].lstrip()}"
