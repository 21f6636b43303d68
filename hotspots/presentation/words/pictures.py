"""The words of a newsletter picture: true on their own, wherever the picture goes."""

from __future__ import annotations

import math
from collections.abc import Collection

from hotspots.disclosure.policy import Policy
from hotspots.months import months_between
from hotspots.presentation.words import numbers
from hotspots.presentation.words.disclosure import hiding
from hotspots.presentation.words.months_told import spans

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

# How rounded numbers show, by kind of picture.
ROUNDED = {
    "change": (
        "Worked out from numbers rounded to the nearest {round_to}, so a {zone} near "
        "5% may differ from the exact figures."
    ),
    "before-after": "Circles show numbers rounded to the nearest {round_to}.",
}
EVERY_NUMBER = "Numbers are rounded to the nearest {round_to}."

# On a map of a county nobody sees that a sign stands this far from its zone; up to the
# second, the sign's own zone is so wide.
AS_SEEN_M, ROUGHLY_M = 100, 1000
# Signs are pushed by less than this.
STEP_M = 500


def source(*, synthetic: bool, is_public: bool = True) -> str:
    """Say whose data a picture shows, and under which licences."""
    if synthetic:
        return SYNTHETIC_SOURCE
    return SOURCE if is_public else FORCE_SOURCE


def hidden(policy: Policy, *, kind: str, zone: str, is_any_hidden: bool) -> str:
    """Say in one line what of a picture was hidden and rounded.

    Parameters
    ----------
    policy
        The policy in force.
    kind
        What kind of picture: a key of `ROUNDED`, or one with numbers on it.
    zone
        What a zone is called.
    is_any_hidden
        Whether anything that the picture shows is hidden.

    Examples
    --------
    >>> hidden(Policy(), kind="before-after", zone="hotspot", is_any_hidden=False)
    'Circles show numbers rounded to the nearest 5.'
    """
    sentences = [hiding(policy)] if is_any_hidden else []
    if policy.round_to > 1:
        rule = ROUNDED.get(kind, EVERY_NUMBER)
        sentences.append(rule.format(round_to=policy.round_to, zone=zone))
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


def moved(
    farthest_m: float, *, signs: str, zone: str = "hotspot", area_m: float = 0.0
) -> str:
    """Say how far the signs of a map stand from their zones.

    In steps that are the same for every size and kind of picture of a pack, so that two
    laid side by side agree.

    Parameters
    ----------
    farthest_m
        How far the farthest sign as drawn stands from its zone's centre, in metres.
    signs, zone
        What a sign and a zone are called.
    area_m
        Width of the area that a zone is placed in instead of where it is, in metres; 0
        if it stands where it is.

    Examples
    --------
    >>> moved(3150.0, signs="Dots")
    'Dots show roughly where each hotspot is; some are moved by up to 4 km so that all
    can be seen.'
    >>> moved(512.0, signs="Dots")
    'Dots show roughly where each hotspot is, within 1,000 metres.'
    >>> moved(312.0, signs="Dots", area_m=1000)
    'Dots show roughly where each hotspot is, within 1,000 metres.'
    >>> moved(20.0, signs="Dots")
    ''
    """
    if max(farthest_m, area_m) < AS_SEEN_M:
        return ""
    roughly = f"{signs} show roughly where each {zone} is"
    if farthest_m <= max(ROUGHLY_M, area_m):
        within = max(STEP_M * math.ceil(farthest_m / STEP_M), area_m)
        return f"{roughly}, within {numbers.metres(within)}."
    kilometres = math.ceil(farthest_m / 1000)
    return (
        f"{roughly}; some are moved by up to {kilometres} km so that all can be seen."
    )
