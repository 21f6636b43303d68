"""What the panel's page says: the list, why each zone is in, the price, how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hotspots.method.choosing.constraints import BY_FLOOR, BY_HAND
from hotspots.months import Period
from hotspots.presentation.words import months_told
from hotspots.presentation.words.months_told import during
from hotspots.presentation.words.numbers import (
    counted,
    how_many,
    in_words,
    listed,
    share,
)
from hotspots.presentation.words.patrolled import began
from hotspots.presentation.words.promise import fewer_incidents

if TYPE_CHECKING:
    from hotspots.method.choosing.summary import PriceOfPromise

NOT_FOR_PUBLICATION = "For the panel, not for publication"
HEADINGS = (
    "Hotspot",
    "District",
    "Why it is in",
    "In place of",
    "Rank",
    "Could rank",
)
# What a list of patrolled zones may say of each, with its heading.
OF_PATROLS = {
    "start": "Patrols began",
    "end": "Patrols ended",
    "tier": "Tier",
    "agency": "Agency",
}
NOTE_OF_PATROLLED = (
    "Rank: place among all zones of about the same size, or among the listed ones "
    "where no others are known; 1 has most."
)
NOTE_OF_RANKS = (
    "Rank: place among all zones by the list's score. Could rank: the range that "
    "chance allows (95% confidence interval). A zone that could rank below the length "
    "of the list could drop out by chance alone. Nearly any: nine ranks in ten or more."
)


def title(name: str, where: str, *, zones: str = "Patrol hotspots") -> str:
    """Return the heading of a strand's side."""
    return f"{zones}{f' in {where}' if where else ''}: {name}"


def patrolled_introduction(
    *,
    n_zones: int,
    chosen_on: Period | None,
    counted_in: Period,
    part: float | None,
) -> str:
    """Say of zones that are really patrolled what is known of their list.

    Parameters
    ----------
    n_zones
        How many zones the list has.
    chosen_on
        Months that they were chosen on; None where nobody knows.
    counted_in, part
        Their part of all incidents (0 to 1) in some months; None where that may not be
        said.
    """
    text = f"{counted(n_zones, 'zone')} that are really patrolled, as listed. "
    if chosen_on is None:
        text += "The months that they were chosen on are not known."
    else:
        text += f"They were chosen on {months_told.period(chosen_on)}."
    if part is None:
        return text
    span = months_told.during(counted_in.first, counted_in.last)
    return f"{text} They had {share(part)} of all such incidents {span}."


def of_patrols(column: str, text: str, *, assumed: bool = False) -> str:
    """Write what the list says of a zone's patrols; or that their start is assumed."""
    if column in ("start", "end") and text:
        return began(text, assumed=assumed and column == "start")
    return text


def introduction(
    *, n_zones: int, first: str, last: str, part: float, is_weighed: bool
) -> str:
    """Say what the list is, on which months, and how much it holds.

    Parameters
    ----------
    n_zones
        How many zones the list has.
    first, last
        Months that they were chosen on.
    part
        Their part of all incidents (0 to 1).
    is_weighed
        Whether harm decides, too.
    """
    harm = " and the harm done" if is_weighed else ""
    return (
        f"{counted(n_zones, 'zone')} chosen by the number of incidents{harm} "
        f"{during(first, last)}, from all zones in the area. "
        f"These zones had {share(part)} of all such incidents."
    )


def why(chosen_as: str, reason: str) -> str:
    """Say why a zone is in."""
    if chosen_as == BY_HAND:
        return f"Put in by hand: {reason}" if reason else "Put in by hand"
    return "District promise" if chosen_as == BY_FLOOR else "Score"


def sureness(n_sure: int, n_by_score: int, *, is_weighed: bool) -> str:
    """Say how many zones chosen by score are sure of their place, and what it means.

    Parameters
    ----------
    n_sure, n_by_score
        Zones that chance would not take off the list, of those chosen by score.
    is_weighed
        Whether harm decides, too, so that one grave offence can move a zone far.

    Examples
    --------
    >>> sureness(0, 20, is_weighed=True)
    'How sure: of the 20 zones chosen by score none is sure of its place. Each could
    drop out by chance alone, such as one grave offence more or less, so zones that just
    missed the list may be as bad.'
    """
    if not n_by_score:
        return ""
    some = how_many(n_sure)
    are = "are sure of their places" if n_sure > 1 else "is sure of its place"
    zones = counted(n_by_score, "zone")
    text = f"How sure: of the {zones} chosen by score {some} {are}."
    if n_sure == n_by_score:
        return f"{text} Chance alone would not take any of them off the list."
    which = "Every other one" if n_sure else "Each"
    such_as = ", such as one grave offence more or less," if is_weighed else ","
    return (
        f"{text} {which} could drop out by chance alone{such_as} so zones that just "
        f"missed the list may be as bad."
    )


def price(promise: PriceOfPromise, *, floor: int) -> str:
    """Say what the promise to each district costs.

    Parameters
    ----------
    promise
        What it costs.
    floor
        How many zones each district was promised.
    """
    if not floor:
        return "The price: no district was promised a zone, so there is none."
    promised = f"each district was promised at least {in_words(floor)}"
    if not promise.n_zones:
        return f"The price: {promised}. The scores alone give that, at no cost."
    fewer = fewer_incidents(promise.fewer_incidents["volume"])
    leaves = f" and leaves {fewer} in the hotspots" if fewer else ""
    one = "zone is" if promise.n_zones == 1 else "zones are"
    return (
        f"The price: {promised}. For that alone {in_words(promise.n_zones)} {one} in "
        f"({listed(promise.districts)}), in place of zones elsewhere with a higher "
        f"score. It costs {share(promise.share)} of the total score{leaves}."
    )
