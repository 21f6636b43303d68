"""What is said of a list shaped by rules and by hand."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from hotspots.method.choosing import reasons
from hotspots.presentation.words.by_hand import NO_REASON, and_more
from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.numbers import counted, listed, number
from hotspots.presentation.words.selection import zone_title

if TYPE_CHECKING:
    from hotspots.method.choosing.constraints import Choice
    from hotspots.method.choosing.programme import Solution
    from hotspots.settings import Settings

WHY_OUT: Mapping[str, str] = {
    reasons.TAKEN_OUT: "taken out by hand",
    reasons.NOT_ELIGIBLE: "mostly a prison",
    reasons.TOO_FEW: "too few incidents",
    reasons.TOO_MANY: "too many incidents",
    reasons.TOO_CLOSE: "too close to a chosen zone",
    reasons.AT_CAP: "its district has as many as the cap allows",
    reasons.FOR_FLOOR: "its turn goes to a district that was promised a zone",
    reasons.FOR_HAND: "makes room for a zone put in by hand",
    reasons.RULES_TOGETHER: "the rules together leave no room for it",
}

# Why zones are taken out or put in, and how the page offers it.
OTHER = "other"
REASONS: Mapping[str, str] = {
    "prison": "Prison",
    "hospital": "Hospital",
    "police station": "Police station",
    "one address": "One address",
    "other": "Other (say which)",
}
BY_HAND = "Change the list by hand"
HOW_BY_HAND = (
    "Take a zone out, put one in, or do both to swap them. The list is then chosen "
    "again around your changes. The reason goes into the list, the files and the pack."
)
PICK_A_ZONE = "Pick a zone to take out, one to put in, or both."
GIVE_A_REASON = "Give a reason: pick one, or write it in your own words."
REASON = "Reason"
SAY_WHY = "Give a reason in your own words."
UNDO_CHANGE = "Undo the change made by hand"
TAKE_IT_OUT = "Take it out"
PUT_IT_IN = "Put it in"
LEAVE_IT_IN = "It counts: leave it in"
RULES = "Rules for the list"


def promise_in_doubt(zone: Mapping[Hashable, Any], *, what: str) -> str:
    """Ask whether a zone that is mostly one institution fills its district's promise.

    Parameters
    ----------
    zone
        Its row of the selection.
    what
        What it mostly is.
    """
    district = plain(str(zone["district"]))
    return (
        f"**{district}** has its promised zone only through {plain(zone['name'])}, "
        f"which is mostly a {what}. Does that count?"
    )


def counts_for_promise(what: str) -> str:
    """Return the reason for a zone that is left in although it is an institution."""
    return f"counts for its district, though mostly a {what}"


def take_out_institutions(number_of_zones: int) -> str:
    """Name the button that takes out zones that are mostly one institution.

    Examples
    --------
    >>> take_out_institutions(1)
    'Take out the zone that is mostly a prison, hospital or police station'
    """
    which = (
        "zone that is" if number_of_zones == 1 else f"{number_of_zones} zones that are"
    )
    return f"Take out the {which} mostly a prison, hospital or police station"


def rules_in_force(settings: Settings, strand: str = "") -> str:
    """Name the rules that are set, to stand below their box; nothing if none.

    Those of single strands are left out where no strand is given.

    Examples
    --------
    >>> from hotspots.settings import Settings
    >>> rules_in_force(Settings(cap=3, spacing_m=500), "asb")
    'Rules in force: at most 3 in a district; 500 metres apart.'
    >>> rules_in_force(Settings(), "asb")
    ''
    """
    own = settings.strand(strand) if strand else None
    least, most = (own.least_incidents, own.most_incidents) if own else (0, 0)
    said = [
        *(f"{name} at least {floor}" for name, floor in settings.floors),
        *([f"at most {settings.cap} in a district"] if settings.cap else []),
        *_apart(settings.spacing_m),
        *([f"at least {counted(least, 'incident')}"] if least else []),
        *([f"at most {counted(most, 'incident')}"] if most else []),
        *(["prisons allowed"] if settings.include_prisons else []),
    ]
    return f"Rules in force: {'; '.join(said)}." if said else ""


def _apart(spacing_m: int | None) -> list[str]:
    if spacing_m is None:
        return []
    return [f"{number(spacing_m)} metres apart" if spacing_m else "not touching"]


def equals(choice: Choice, ranking: pd.DataFrame) -> str:
    """Say which chosen zones have the same score as one left out; nothing if none."""
    tied = choice.tied.drop_duplicates("zone")
    if tied.empty:
        return ""
    # A name is one zone's in its district alone.
    names = map(zone_title, ranking["name"], ranking["district"])
    name = dict(zip(ranking["zone"], names, strict=True))
    pairs = [
        f"{plain(name[row.zone])} (in) or {plain(name[row.other])} (out)"
        for row in tied.itertuples()
    ]
    return (
        f"Equal scores, so either could be chosen: {and_more(pairs)}. The "
        f"better rank is chosen: more harm, then more incidents."
    )


def proof(solution: Solution) -> str:
    """Say whether the list is proven the best, where that is not plain."""
    if solution.greedy:
        return ""
    if solution.proven:
        return (
            "No other list that keeps to these rules has a higher total score (proven "
            "by integer programming)."
        )
    gap = f"{100 * solution.gap:.2g}%"
    return (
        f"The search for the best list was stopped after some seconds. Another list "
        f"could score at most {gap} higher in total."
    )


def only_ones(zones: pd.DataFrame) -> str:
    """Say why zones stayed though higher-ranked ones made room for the promise.

    Parameters
    ----------
    zones
        As `hotspots.method.choosing.reasons.only_ones` returns them.

    Examples
    --------
    >>> only_ones(pd.DataFrame({"name": ["Quay"], "district": ["Dover"], "rank": [20]}))
    'Quay, Dover (rank 20) stays in although higher-ranked zones made room for the \
promise, because its district has no more zones than promised.'
    """
    if zones.empty:
        return ""
    named = [
        f"{plain(zone_title(name, district))} (rank {number(rank)})"
        for name, district, rank in zip(
            zones["name"], zones["district"], zones["rank"], strict=True
        )
    ]
    is_one = len(named) == 1
    return (
        f"{listed(named)} {'stays' if is_one else 'stay'} in although higher-ranked "
        f"zones made room for the promise, because "
        f"{'its district has' if is_one else 'their districts have'} no more zones "
        f"than promised."
    )


def why_out(why: str, *, of: str, typed: str) -> str:
    """Say why a zone that ranks high enough is out.

    Parameters
    ----------
    why
        One of the words of `hotspots.method.choosing.reasons`.
    of
        The zone or district that it is about; empty for none.
    typed
        The reason typed for a zone taken out.

    Examples
    --------
    >>> why_out("too close", of="Mill Lane", typed="")
    'Too close to Mill Lane'
    >>> why_out("taken out", of="", typed="hospital")
    'Taken out by hand: hospital'
    """
    if why == reasons.TAKEN_OUT:
        return f"Taken out by hand: {typed or NO_REASON}"
    if why == reasons.TOO_CLOSE:
        return f"Too close to {of}"
    if why == reasons.AT_CAP:
        return f"{of} has as many as the cap allows"
    if why == reasons.FOR_HAND:
        return f"Makes room for {of}, put in by hand"
    if why == reasons.FOR_FLOOR:
        return f"Makes room for {of}, promised to its district"
    return WHY_OUT[why].capitalize()


PRICE = "What the promise to each district costs"
LEFT_OUT = "Zones that rank high enough, but are not in the list"


def others_out(*, has_others: bool) -> str:
    """Head the list of zones that are out, below that of those high enough if any."""
    return f"{'Other zones' if has_others else 'Zones'} that are not in the list"


def choice_sentences(choice: Choice | None, ranking: pd.DataFrame) -> list[str]:
    """Say how sure it is that a list is the best: rules, equal scores.

    Parameters
    ----------
    choice
        The choice; None where no list could be made.
    ranking
        The ranking.
    """
    if choice is None:
        return []
    sentences = (
        proof(choice.solution),
        equals(choice, ranking),
        only_ones(reasons.only_ones(choice, ranking)),
    )
    return [sentence for sentence in sentences if sentence]
