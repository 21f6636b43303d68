"""What is said of ranks and weights, and of what other weights would change."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from hotspots.presentation.words import address_flags
from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.months_told import period
from hotspots.presentation.words.numbers import counted, first_of, listed, number, share
from hotspots.presentation.words.selection import zone_title
from hotspots.presentation.words.strands import (
    in_a_sentence,
    noun_of,
    option_of,
    short_of,
)
from hotspots.presentation.words.weights import unit_told
from hotspots.sources.offence_weights import titles_of_keys

if TYPE_CHECKING:
    from hotspots.settings import Settings

WEIGHTS_ALT = (
    "Table of the categories with the harm scale's weight and your own, which can be "
    "changed"
)
CHART_NOTE = (
    "Each mark is a zone. Zones that are not chosen and have the same figures share a "
    "mark; point at it to see how many there are. The dashed line is the lowest score "
    "that was chosen by score alone: a zone that is in for its district, or by hand, "
    "can lie below it. It tilts when you change the weight of harm."
)
CHART_ALT = (
    "Chart of zones by number of incidents and by harm. The table on this page holds "
    "the same figures."
)
REST_OF_RANKING = "Search by street or district, or download the CSV for all of them."
REST_OF_NOT_CHOSEN = "The page Rank zones can find any of them."
# So many zones are named in a sentence; the table holds them all.
MOST_NAMED = 4
WEIGHING = "What counts, and how much"
LIST = "Every zone by rank"
NO_MATCH = "No ranked zone has these letters in a street or its district."


def weights_help(unit: str) -> str:
    """Say what the editor of weights holds and how it is used."""
    return (
        f"Harm of one incident, in {unit_told(unit)}. Double-click your weight to "
        f"change it. Delete it to use the scale's weight."
    )


def weight(value: float) -> str:
    """Write a weight.

    Examples
    --------
    >>> weight(365.0), weight(120.8), weight(5475.0)
    ('365', '120.8', '5,475')
    """
    return f"{value:,.3f}".rstrip("0").rstrip(".")


def weight_refused(problem: str) -> str:
    """Say why a weight was refused, and that the last one holds."""
    return f"{problem} The previous weight is still used."


def weighing_note(settings: Settings, strand: str) -> str:
    """Say what a strand counts or weighs unlike its scale, or nothing."""
    programme = settings.strand(strand)
    changes = []
    if programme.kinds is not None:
        if programme.counting != programme.definition.of_extract(""):
            changes.append(f"counts “{option_of(programme)}”")
    elif programme.categories != programme.usual.categories:
        changes.append(f"counts {in_a_sentence(programme.categories)}")
    if programme.weights:
        weights = [
            f"{titles_of_keys().get(name, name).lower()} {weight(value)}"
            for name, value in programme.weights
        ]
        named = listed(first_of(weights, most=MOST_NAMED))
        changes.append(f"uses your own weights ({named})")
    if not changes:
        return ""
    return f"{short_of(programme)} {', and '.join(changes)}. Change this on Rank zones."


def ranking_sentence(ranking: pd.DataFrame, *, settings: Settings, strand: str) -> str:
    """Say how many zones are ranked, on what, and which three are the worst."""
    span = period(settings.months_chosen_on)
    noun = noun_of(settings.strand(strand))
    worst = [
        plain(zone_title(row["name"], row["district"]))
        + (f" ({flags})" if (flags := address_flags.phrase(row)) else "")
        for row in ranking.head(3).to_dict("records")
    ]
    volume = number(ranking["volume"].sum())
    return (
        f"**{counted(len(ranking), 'zone')}** had {volume} {noun} in {span}. The "
        f"highest scores: {'; '.join(worst)}."
    )


def difference_sentence(
    came: pd.DataFrame, left: pd.DataFrame, *, n_zones: int, as_usual: bool
) -> str:
    """Say how far the chosen zones differ from those of the default weights.

    Parameters
    ----------
    came, left
        Chosen zones that the default weights do not choose, and the reverse.
    n_zones
        Number of chosen zones.
    as_usual
        Whether the weights in force are the defaults.
    """
    if as_usual:
        return "These are the default weights."
    if came.empty:
        zones = counted(n_zones, "zone")
        return f"These weights choose the same {zones} as the default weights."
    return (
        f"**With these weights {number(len(came))} of "
        f"{counted(n_zones, 'chosen zone')} "
        f"{'differs' if len(came) == 1 else 'differ'} from the default choice.** "
        f"In: {_titles(came)}. Out: {_titles(left)}."
    )


def _titles(zones: pd.DataFrame) -> str:
    """Name the first few zones, and say how many more there are."""
    titles = [
        plain(zone_title(name, district))
        for name, district in zip(zones["name"], zones["district"], strict=True)
    ]
    return "; ".join(first_of(titles, most=MOST_NAMED))


def robust_sentence(*, n_robust: int, n_zones: int, n_weighings: int) -> str:
    """Say how many chosen zones stay whatever the built-in weights."""
    return (
        f"{number(n_robust)} of {counted(n_zones, 'zone')} "
        f"{'is' if n_robust == 1 else 'are'} chosen with all "
        f"{number(n_weighings)} built-in weightings (robust): by volume only, and with "
        f"each harm scale by half volume and half harm, or by harm only."
    )


def one_or_alike(title: str, n_alike: int) -> str:
    """Name the zone of a sign, or say how many zones with the same figures it is.

    Examples
    --------
    >>> one_or_alike("Mill Lane, Swale", 1), one_or_alike("Mill Lane, Swale", 3)
    ('Mill Lane, Swale', '3 zones, same figures')
    """
    return title if n_alike == 1 else f"{number(n_alike)} zones, same figures"


def rows_shown(*, n_shown: int, n_found: int, rest: str) -> str:
    """Say how much of a list is shown and where the rest is, or nothing if all is."""
    if n_shown == n_found:
        return ""
    return f"The first {number(n_shown)} of {number(n_found)} are shown. {rest}"


def found_elsewhere(n_zones: int) -> str:
    """Say that a street also lies in zones that are not ranked.

    Examples
    --------
    >>> found_elsewhere(1)
    'Also in 1 zone without an incident of this strand in these months: the page One
    zone finds it.'
    """
    return (
        f"Also in {counted(n_zones, 'zone')} without an incident of this strand in "
        f"these months: the page One zone finds {'it' if n_zones == 1 else 'them'}."
    )


def score_map_label(n_ranked: int) -> str:
    """Name the map of scores for a screen reader."""
    return (
        f"Map of {counted(n_ranked, 'zone')} shaded by score. The table on this page "
        f"holds the same zones."
    )


def score_key(n_ranked: int, *, top_share: float) -> tuple[str, str]:
    """Say what the light and the dark end of the map's ramp mean."""
    n_top = math.ceil(n_ranked * top_share)
    return "Lower score", f"Highest {share(top_share)} ({counted(n_top, 'zone')})"


def unknown_strand(asked: str) -> str:
    """Say that a link asks for a strand that there is not."""
    return (
        f"The link asks for the strand “{plain(asked)}”, which does not exist. If it "
        "is one of somebody's own, load their file of strands on the Data page."
    )


def columns_left_out(names: Sequence[str]) -> str:
    """Say which columns a narrow screen has no room for.

    Examples
    --------
    >>> columns_left_out(["Before", "After"])
    'Not shown on a narrow screen: Before and After.'
    """
    return f"Not shown on a narrow screen: {listed(names)}."


def more_columns(names: Sequence[str]) -> str:
    """Name the part that holds the columns for which a table is too narrow.

    Examples
    --------
    >>> more_columns(["Ratio per day", "Harm before"])
    'More in this table: Ratio per day and Harm before'
    """
    return f"More in this table: {listed(names)}"
