"""The words of a newsletter picture: true on their own, wherever the picture goes."""

from __future__ import annotations

from collections.abc import Collection

from hotspots.disclosure.policy import Policy
from hotspots.months import months_between
from hotspots.presentation.words import numbers
from hotspots.presentation.words.county import spans
from hotspots.presentation.words.disclosure import settings_explained

SYNTHETIC = "Synthetic data: made up, says nothing about real places or patrols"
SOURCE = (
    "Incidents: data.police.uk (Open Government Licence 3.0). Districts: © Crown "
    "copyright, Royal Mail and ONS; land © OpenStreetMap contributors (ODbL)."
)
SYNTHETIC_SOURCE = (
    "Incidents: made up. Districts: © Crown copyright, Royal Mail and ONS; land © "
    "OpenStreetMap contributors (ODbL)."
)


def source(*, synthetic: bool) -> str:
    """Say whose data a picture shows, and under which licences."""
    return SYNTHETIC_SOURCE if synthetic else SOURCE


def hidden(policy: Policy, strand: str) -> str:
    """Say in one line what was hidden and rounded, and what counts include."""
    explained = settings_explained(policy)
    told = []
    if policy.hide_up_to:
        told.append(explained["hide_up_to"])
    if policy.round_to > 1:
        told.append(explained["round_to"])
    if strand == "violence":
        told.append("Sexual and domestic offences are included.")
    return " ".join(told)


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


def placed(policy: Policy) -> str:
    """Say in one line how truly a picture without counts places its zones."""
    if not policy.coarsen_future:
        return ""
    width = numbers.metres(policy.future_zone_width_m)
    return f"Dots stand within about {width} of their zones, not on exact edges."
