"""A published "k of n hotspots fell", and what would have been expected, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hotspots.presentation.words.comparison import fell_of
from hotspots.presentation.words.numbers import (
    counted,
    listed,
    number,
    years_in_100,
)

if TYPE_CHECKING:
    from hotspots.method.evaluation.published_claim import ClaimCheck
    from hotspots.method.pipeline import ClaimSpread

TITLE = "Check a published claim"
INTRODUCTION = (
    "“Crime fell in 18 of 24 hotspots.” Places are picked after a bad year, so most of "
    "them fall with no patrols at all. How many would have?"
)
# A chance below this is called more than ordinary: one year in twenty.
UNUSUAL = 0.05
NO_EVIDENCE = (
    "So the number of hotspots that fell does not show that patrols made a difference."
)
MORE = (
    "That is more than would be ordinary. Ask how many incidents were seen, and how "
    "many would have been expected: the size of a fall says more than how many fell."
)
# By size, where counts after are known: -1 fewer, 0 no clear difference, 1 more.
SHOWS_BY_SIZE = {
    -1: (
        "That is clearly fewer than would be ordinary. The counts cannot say why: ask "
        "what else changed there, and how similar places without patrols did."
    ),
    0: "So these counts do not show that patrols made a difference.",
    1: "That is clearly more than would be ordinary.",
}
DEPENDS = (
    "That depends on how busy the hotspots are, which the claim does not say: ask for "
    "their counts."
)
COUNTS_HELP = "Incidents in a hotspot, on average. Leave it empty if not published."


def claim_sentences(checks: Sequence[ClaimCheck]) -> list[str]:
    """Say what would have been expected, and what the claim shows.

    Parameters
    ----------
    checks
        One, or one for each of some usual busynesses where counts are not known.
    """
    first = checks[0]
    sentences = [
        f"The claim: {fell_of(first.n_fell, first.n_zones)} "
        f"{'hotspot' if first.n_zones == 1 else 'hotspots'} fell."
    ]
    sentences += [_expected(check) for check in checks]
    if first.seen is not None:
        return [*sentences, _by_size(first), SHOWS_BY_SIZE[first.side]]
    return [*sentences, _shows(checks)]


def _by_size(check: ClaimCheck) -> str:
    low, high = (number(round(each)) for each in check.ordinary)
    return (
        f"Together they had about {counted(round(check.seen or 0), 'incident')} after. "
        f"Without patrols about {number(round(check.expected))} would have been "
        f"expected, and anything from {low} to {high} would be ordinary (95% of years)."
    )


def spread_sentence(spread: ClaimSpread, *, n_zones: int) -> str:
    """Say what came of as many of the busiest zones in the years loaded."""
    if not spread.falls:
        return (
            f"The files hold too few years to follow their busiest zones "
            f"({number(n_zones)}) from one to the next, so the spread is that of other "
            f"places."
        )
    fell = listed([number(fell) for fell in spread.falls])
    return (
        f"In {counted(len(spread.falls), 'pair')} of years in these files, {fell} of "
        f"the {counted(n_zones, 'busiest zone')} fell in the next year."
    )


def _expected(check: ClaimCheck) -> str:
    busyness = f"about {counted(round(check.before), 'incident')} before"
    which = (
        f"With {busyness} in each hotspot"
        if check.counts_known
        else f"If each hotspot had {busyness}"
    )
    return (
        f"{which}, about {number(check.expected_fall)} would have been expected to "
        f"fall without patrols, and anything from {number(check.low)} to "
        f"{number(check.high)} would be ordinary (95% of years). As many as claimed, "
        f"or more, would fall in {years_in_100(check.p_as_many)}."
    )


def _shows(checks: Sequence[ClaimCheck]) -> str:
    unusual = [check.p_as_many < UNUSUAL for check in checks]
    if all(unusual):
        return MORE
    return DEPENDS if any(unusual) else NO_EVIDENCE
