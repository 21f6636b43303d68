"""The words of a newsletter picture: true on their own, wherever the picture goes."""

from __future__ import annotations

import math
from collections.abc import Collection

from hotspots.disclosure.policy import Policy
from hotspots.months import months_between
from hotspots.presentation.words import numbers
from hotspots.presentation.words.disclosure import settings_explained
from hotspots.presentation.words.months_told import spans
from hotspots.settings.counting import Notes

SYNTHETIC = "Synthetic data: made up, not about real places or patrols"
SOURCE = (
    "Incidents: data.police.uk (Open Government Licence 3.0). Districts: © Crown "
    "copyright, Royal Mail and ONS; land © OpenStreetMap contributors (ODbL)."
)
FORCE_SOURCE = (
    "Incidents: police records, not public data. Districts: © Crown copyright, Royal "
    "Mail and ONS; land © OpenStreetMap contributors (ODbL)."
)
SYNTHETIC_SOURCE = (
    "Incidents: made up. Districts: © Crown copyright, Royal Mail and ONS; land © "
    "OpenStreetMap contributors (ODbL)."
)

# On a map of a county nobody sees that a sign stands this far from its zone; up to the
# second, the sign's own zone is so wide.
AS_SEEN_M, ROUGHLY_M = 100, 1000


def source(*, synthetic: bool, is_public: bool = True) -> str:
    """Say whose data a picture shows, and under which licences."""
    if synthetic:
        return SYNTHETIC_SOURCE
    return SOURCE if is_public else FORCE_SOURCE


def hidden(policy: Policy, notes: Notes) -> str:
    """Say in one line what was hidden and rounded, and what counts include."""
    explained = settings_explained(policy)
    sentences = []
    if policy.hide_up_to:
        sentences.append(explained["hide_up_to"])
    if policy.round_to > 1:
        sentences.append(explained["round_to"])
    sentences.append(notes.picture)
    return " ".join(filter(None, sentences))


def gaps(held: Collection[str]) -> str:
    """Say which months between the first and the last hold nothing, if any.

    Examples
    --------
    >>> gaps(["2024-04", "2025-01"])
    'Not loaded: May to December 2024.'
    """
    there = set(held)
    every = months_between(min(there), max(there))
    missing = [month for month in every if month not in there]
    return f"Not loaded: {spans(missing)}." if missing else ""


def moved(farthest_m: float, *, signs: str, zone: str = "hotspot") -> str:
    """Say how far the signs of a map stand from their zones, the farthest in metres.

    Examples
    --------
    >>> moved(3150.0, signs="Dots")
    'Dots show roughly where each hotspot is; some are moved by up to 4 km so that all
    can be seen.'
    >>> moved(512.0, signs="Dots")
    'Dots show roughly where each hotspot is, within 600 metres.'
    >>> moved(20.0, signs="Dots")
    ''
    """
    if farthest_m < AS_SEEN_M:
        return ""
    roughly = f"{signs} show roughly where each {zone} is"
    if farthest_m <= ROUGHLY_M:
        hundreds = 100 * math.ceil(farthest_m / 100)
        return f"{roughly}, within {numbers.metres(hundreds)}."
    kilometres = math.ceil(farthest_m / 1000)
    return (
        f"{roughly}; some are moved by up to {kilometres} km so that all can be seen."
    )
