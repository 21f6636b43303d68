"""What is said of the chosen zones, and of those that are out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from hotspots.method.choosing.constraints import BY_FLOOR, BY_HAND, BY_SCORE
from hotspots.method.choosing.institutions import what_it_is
from hotspots.method.zoning.addresses import is_address
from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.months_told import span_told
from hotspots.presentation.words.numbers import (
    capital,
    counted,
    listed,
    named,
    number,
    share,
)
from hotspots.presentation.words.promise import fewer_incidents, promise_sentences
from hotspots.presentation.words.strands import notes_of, noun_of, title_of

if TYPE_CHECKING:
    from hotspots.method.choosing.summary import SelectionSummary
    from hotspots.settings import Settings, Strand


DOWNLOADS = {
    "set-aside-rows.csv": "Rows set aside (CSV)",
    "ranking.csv": "Whole ranking (CSV)",
    "settings.json": "Settings",
}
# Why a zone is in the list, by the words of `hotspots.method.choosing.constraints`.
WHY_CHOSEN = {
    BY_SCORE: "Chosen for its score",
    BY_FLOOR: "Chosen so that its district has one",
    BY_HAND: "Put in by hand",
}
BY_OWN_DISTRICT = (
    "Incidents count in the district that they happened in, a zone in the district of "
    "most of its incidents."
)
CHECK_FIRST = "mostly one address: check before sending a patrol"
DOWNLOADS_HEADING = "Chosen zones as a file"


def zone_title(name: str, district: str) -> str:
    """Write what a zone is called where several districts are spoken of.

    Examples
    --------
    >>> zone_title("High Street", "Ashford"), zone_title("HS01 Ashford", "Ashford")
    ('High Street, Ashford', 'HS01 Ashford')
    """
    is_said = f" {name}".casefold().endswith(f" {district}".casefold())
    return name if not district or is_said else f"{name}, {district}"


def map_label(strand: Strand, n_zones: int, *, what: str = "chosen zone") -> str:
    """Name a map for a screen reader."""
    return (
        f"Map of {counted(n_zones, what)}: {title_of(strand)}. The list "
        f"on this page holds the same zones."
    )


def zones_in_groups(summary: SelectionSummary) -> str:
    """Say how many zones were chosen and how many groups of touching ones they make."""
    zones = counted(summary.n_zones, "zone")
    if summary.n_groups == summary.n_zones:
        return f"{zones}, none of which touch" if summary.n_zones > 1 else zones
    if summary.n_groups == 1:
        return f"{zones}, all in one group" if summary.n_zones > 1 else zones
    return f"{zones}, some of which touch ({counted(summary.n_groups, 'group')})"


def headline(summary: SelectionSummary, *, area: Sequence[str]) -> str:
    """Say in one line what was chosen and how much of the strand it holds.

    Parameters
    ----------
    summary
        Totals of the selection.
    area
        Every district of the area.
    """
    districts = counted(len(area), "district")
    each_has_one = 1 < summary.n_districts == len(area)
    where = f"{number(summary.n_districts)} of {districts}"
    return (
        f"**{counted(summary.n_zones, 'zone')}**, "
        f"{f'at least one in each of {districts}' if each_has_one else f'in {where}'}. "
        f"{'It has' if summary.n_zones == 1 else 'They have'} "
        f"{share(summary.share_of_volume)} of all "
        f"{counted(summary.volume, 'incident')}."
    )


def selection_sentence(
    summary: SelectionSummary,
    *,
    strand: str,
    settings: Settings,
    loaded: Sequence[str],
) -> str:
    """Say what was chosen, on which months, and how much of the strand it holds.

    Parameters
    ----------
    summary
        Totals of the selection.
    strand, settings
        What was chosen, and the settings in force.
    loaded
        The months that the data hold.
    """
    span = span_told(settings.months_chosen_on, loaded)
    if settings.months_chosen_on.missing_from(loaded):
        span += ","
    harm = f" and {share(summary.share_of_harm)} of their harm"
    programme = settings.strand(strand)
    one_category, noun = not programme.counts_several, noun_of(programme)
    return (
        f"**{zones_in_groups(summary)}**, chosen on {span} from "
        f"{counted(summary.n_ranked, 'zone')}. "
        f"{'It has' if summary.n_zones == 1 else 'They have'} "
        f"{number(summary.volume_chosen)} of all {number(summary.volume)} {noun} "
        f"({share(summary.share_of_volume)}){'' if one_category else harm}."
    )


def floor_sentence(summary: SelectionSummary, *, floor: int) -> str:
    """Say what the promise to each district changes and what it costs."""
    return promise_sentences(
        summary.promise,
        floor=floor,
        n_districts=summary.n_districts,
        fewer=[fewer_incidents(summary.promise.fewer_incidents["volume"])],
    )


def reason(
    chosen_as: str, *, displaced: str = "", gave_way: str = "", typed: str = ""
) -> str:
    """Say why a zone is in the list, and in place of which zones.

    Parameters
    ----------
    chosen_as
        One of the words of `hotspots.method.choosing.constraints`.
    displaced, gave_way
        Titles of the zones of these columns of the selection; empty for none.
    typed
        The reason typed for a zone put in by hand.

    Examples
    --------
    >>> reason("score"), reason("district floor", displaced="Quay, Dover")
    ('Chosen for its score', 'Chosen so that its district has one, in place of \
Quay, Dover')
    >>> reason("put in", gave_way="Quay, Dover", typed="near a school")
    'Put in by hand: near a school, in place of Quay, Dover'
    """
    why = WHY_CHOSEN[chosen_as]
    if chosen_as == BY_HAND:
        why = f"{why}: {typed}" if typed else why
        return ", in place of ".join(filter(None, (why, gave_way)))
    by_hand = f"{gave_way} (changed by hand)" if gave_way else ""
    return ", in place of ".join(filter(None, (why, displaced, by_hand)))


def in_place_of(displaced: str, gave_way: str) -> str:
    """Name the zones that are out for one: for the promise, and by hand.

    Examples
    --------
    >>> in_place_of("Quay, Dover", "Mill Lane, Swale")
    'Quay, Dover; Mill Lane, Swale'
    """
    return "; ".join(filter(None, (displaced, gave_way)))


def notes(
    selection: pd.DataFrame, not_eligible: pd.DataFrame, *, strand: Strand
) -> list[str]:
    """Say what a reader of the chosen zones must know besides.

    Parameters
    ----------
    selection
        The selection.
    not_eligible
        Rows of the ranking that were no candidates.
    strand
        The strand's settings.
    """
    sentences = list(filter(None, [notes_of(strand).page]))
    if flagged := flagged_sentence(selection):
        sentences.append(flagged)
    if len(not_eligible):
        sentences.append(_not_eligible_sentence(not_eligible))
    return sentences


def _not_eligible_sentence(not_eligible: pd.DataFrame) -> str:
    zones = [
        f"{plain(zone_title(name, district))} (rank {number(rank)}, "
        f"{counted(volume, 'incident')})"
        for name, district, rank, volume in zip(
            *(not_eligible[each] for each in ("name", "district", "rank", "volume")),
            strict=True,
        )
    ]
    return (
        f"Not eligible, because most of their incidents are at a prison, which street "
        f"patrols do not cover: {named(zones)}."
    )


def addresses_in_short(selection: pd.DataFrame) -> str:
    """Say which chosen zones are mostly one address, by number; or nothing."""
    flagged = is_address(selection).to_numpy()
    numbers = [number(n) for n, is_one in enumerate(flagged, start=1) if is_one]
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"Zone {numbers[0]} is {CHECK_FIRST}."
    return f"Zones {listed(numbers)} are {CHECK_FIRST}."


def signs_sentence(selection: pd.DataFrame) -> str:
    """Say what the signs of a map mean whose key has no room for it; or nothing."""
    meanings = []
    if (selection["chosen_as"] == BY_FLOOR).any():
        meanings.append(
            "an outlined number is a zone chosen so that its district has one"
        )
    if is_address(selection).any():
        meanings.append("a yellow dot marks a zone that is mostly one address")
    return f"On the map {' and '.join(meanings)}." if meanings else ""


def flagged_sentence(selection: pd.DataFrame) -> str:
    """Name the chosen zones that are mostly one address, and of what; or nothing."""
    flagged = selection[is_address(selection)]
    if flagged.empty:
        return ""
    zones = []
    for row in flagged.to_dict("records"):
        what = what_it_is(row)
        title = plain(zone_title(row["name"], row["district"]))
        zones.append(f"{title} (a {what})" if what else title)
    return f"{capital(CHECK_FIRST)} to {listed(zones)}."
