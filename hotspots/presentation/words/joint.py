"""What is said of one list over several strands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from hotspots.method.choosing.constraints import BY_HAND
from hotspots.presentation.words import selection as selection_words
from hotspots.presentation.words.months_told import period, span_told
from hotspots.presentation.words.numbers import (
    capital,
    counted,
    in_words,
    listed,
    share,
)
from hotspots.presentation.words.promise import fewer_incidents, promise_sentences
from hotspots.presentation.words.strands import short_of

if TYPE_CHECKING:
    from hotspots.method.choosing.summary import PriceOfPromise
    from hotspots.method.pipeline.joint import JointList
    from hotspots.settings import Settings

HOW = (
    "A zone's score is its share of each strand's incidents and of their harm, by the "
    "weights of the strands. Counts of different strands are never added, so "
    "antisocial behaviour does not vanish beside violence. Rules hold as for one "
    "strand. A zone taken out of or put into any strand's list is so here, too."
)


EARNED_LEFT_OUT = (
    "Which kind earns each its place is left out, because it would tell of hidden "
    "numbers which is the larger."
)
IN_FORCE = (
    "**One list over all strands is in force.** It is on the Choose zones page. The "
    "lists below are of each strand alone."
)
SEE_IT = "See the one list"
NONE_LEFT_OUT = "Every zone that ranks high enough is in the list."


def titles_of(settings: Settings, strands: Sequence[str]) -> dict[str, str]:
    """Return what each of these strands is called in short, by its name."""
    return {name: short_of(settings.strand(name)) for name in strands}


def weight_of(strand: str) -> str:
    """Name the weight of a strand."""
    return f"Weight of {strand}"


def title(titles: Mapping[str, str]) -> str:
    """Name the list by its strands.

    Examples
    --------
    >>> title({"asb": "ASB", "violence": "Violence"})
    'One list over ASB and Violence'
    """
    return f"One list over {listed(list(titles.values()))}"


def map_label(titles: Mapping[str, str], n_zones: int) -> str:
    """Name the map for a screen reader."""
    return (
        f"Map of {counted(n_zones, 'chosen zone')}: {listed(list(titles.values()))} "
        f"together. The list on this page holds the same zones."
    )


def sentences(joint: JointList, *, loaded: Sequence[str]) -> str:
    """Say how many zones there are, what earns them their place, and what they hold.

    Parameters
    ----------
    joint
        The joint list.
    loaded
        The months that the data hold.
    """
    settings, selection = joint.settings, joint.selection
    titles = titles_of(settings, joint.strands)
    span = span_told(settings.months_chosen_on, loaded)
    names = listed(list(titles.values()))
    held = []
    for each in joint.of_strands:
        part = selection[f"{each.strand}_volume"].sum() / each.ranking["volume"].sum()
        held.append(f"{share(part)} of all incidents of {titles[each.strand]}")
    return (
        f"**{counted(len(selection), 'zone')} for {names} together**, chosen on {span} "
        f"from {counted(len(joint.ranking), 'zone')}. "
        f"{earned(selection['earned_by'].map(titles))} They have {listed(held)}."
    )


def price(joint: JointList, of: PriceOfPromise) -> str:
    """Say what the promise to each district brings into the one list, and its cost.

    Parameters
    ----------
    joint
        The joint list.
    of
        The price.
    """
    titles = titles_of(joint.settings, joint.strands)
    fewer = [
        fewer_incidents(of.fewer_incidents[f"{name}_volume"], of=title)
        for name, title in titles.items()
    ]
    return promise_sentences(
        of,
        floor=joint.choice.rules.floor,
        n_districts=joint.selection["district"].nunique(),
        fewer=fewer,
    )


def for_a_pack(
    joint: JointList, titles: Mapping[str, str], *, with_earned: bool
) -> list[str]:
    """Say for a pack what the one list is, and how it was made.

    Parameters
    ----------
    joint
        The joint list.
    titles
        What the public reads each strand as, by its name.
    with_earned
        Whether it may be said which strand earns a zone its place.
    """
    settings, selection = joint.settings, joint.selection
    weights = [
        f"{titles[name]} {settings.joint_weight_of(name):g}" for name in joint.strands
    ]
    span = settings.months_chosen_on
    taken = len(joint.choice.rules.take_out)
    why = EARNED_LEFT_OUT
    if with_earned:
        why = earned(selection["earned_by"].map(titles))
    were = "area was" if taken == 1 else "areas were"
    return [
        f"{counted(len(selection), 'hotspot')} for {listed(list(titles.values()))} "
        f"together, based on {period(span)}. {why}",
        "Each area counts by its share of the number of incidents of each kind and of "
        f"their harm, with these weights: {listed(weights)}.",
        *([f"{capital(in_words(taken))} {were} taken out by hand."] if taken else []),
    ]


def earned(earned_by: pd.Series) -> str:
    """Say which strand earns how many zones their place.

    Examples
    --------
    >>> earned(pd.Series(["Violence", "ASB", "ASB"]))
    'Two are in mostly for ASB and one is in mostly for Violence.'
    """
    counts = earned_by.value_counts().sort_index()
    parts = [
        f"{in_words(n)} {'is' if n == 1 else 'are'} in mostly for {strand}"
        for strand, n in counts.items()
    ]
    said = listed(parts)
    return f"{said[:1].upper()}{said[1:]}."


def reason(
    chosen_as: str, *, earned_by: str, displaced: str, gave_way: str, typed: str
) -> str:
    """Say why a zone is in the one list.

    Examples
    --------
    >>> reason("score", earned_by="ASB", displaced="", gave_way="", typed="")
    'Chosen for its score; mostly for ASB'
    """
    why = selection_words.reason(
        chosen_as, displaced=displaced, gave_way=gave_way, typed=typed
    )
    return why if chosen_as == BY_HAND else f"{why}; mostly for {earned_by}"
