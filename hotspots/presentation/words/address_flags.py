"""Zones that are mostly one address, in words: no other module writes them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

COLUMN = "Mostly"
# Of all of them, where there is room for few words.
ANY = "Mostly one address"
_MOSTLY = "mostly "
PHRASES = {
    "mostly_one_address": "mostly one address",
    "mostly_prison": "mostly a prison",
    "mostly_hospital": "mostly a hospital",
    "mostly_police_station": "mostly a police station",
}


def phrase(zone: Mapping[Hashable, Any]) -> str:
    """Write the flags of a zone as one phrase; empty where it has none.

    Examples
    --------
    >>> flags = dict.fromkeys(PHRASES, False) | {"mostly_hospital": True}
    >>> phrase(flags | {"mostly_one_address": True})
    'mostly one address, a hospital'
    """
    return _once([text for flag, text in PHRASES.items() if zone[flag]])


def phrases(zones: pd.DataFrame) -> list[str]:
    """Write the flags of each zone as one phrase; most have none."""
    flags = zip(*(zones[flag].to_list() for flag in PHRASES), strict=True)
    return [
        _once(
            [text for text, is_so in zip(PHRASES.values(), row, strict=True) if is_so]
        )
        if any(row)
        else ""
        for row in flags
    ]


def in_column(zones: pd.DataFrame) -> list[str]:
    """Write the flags of each zone for a column that is headed `COLUMN`."""
    return [text.removeprefix(_MOSTLY).capitalize() for text in phrases(zones)]


def _once(texts: Sequence[str]) -> str:
    return ", ".join(texts).replace(f", {_MOSTLY}", ", ")
