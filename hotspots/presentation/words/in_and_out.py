"""What is said of a list beside another one: in both, new, gone, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from hotspots.method.choosing import scenarios
from hotspots.method.choosing.scenarios import BOTH, GONE, NEW
from hotspots.method.pipeline.in_and_out import DRAWN_OTHERWISE, RANKS_TOO_LOW
from hotspots.presentation.words.choosing import WHY_OUT
from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.months_told import period
from hotspots.presentation.words.numbers import (
    capital,
    counted,
    how_many,
    in_words,
    listed,
)
from hotspots.presentation.words.selection import WHY_CHOSEN

if TYPE_CHECKING:
    from hotspots.method.pipeline.in_and_out import InAndOut
    from hotspots.presentation.briefing.published_figures import Changed
    from hotspots.sources.shapes.zone_files import ChosenZones

WHY_MOVED: Mapping[str, str] = {
    "": "",
    **{why: text.capitalize() for why, text in WHY_OUT.items()},
    scenarios.MORE_INCIDENTS: "More incidents",
    scenarios.FEWER_INCIDENTS: "Fewer incidents",
    scenarios.OTHERS_FELL: "Others have fewer",
    scenarios.OTHERS_ROSE: "Others have more",
    scenarios.MORE_HARM: "More harm",
    scenarios.LESS_HARM: "Less harm",
    scenarios.RULES: "The rules, not the figures",
    RANKS_TOO_LOW: "Ranks too low",
    DRAWN_OTHERWISE: "Drawn otherwise: its ground is shared between zones here",
    **WHY_CHOSEN,
}
# Of an earlier list of our own, and of a list that somebody else made.
STATUS: Mapping[str, str] = {BOTH: "In both", NEW: "New", GONE: "Gone"}
STATUS_OF_OTHERS: Mapping[str, str] = {
    BOTH: "In both",
    NEW: "Only ours",
    GONE: "Only theirs",
}

COMPARE_WITH = "Set this list beside"
FILE, OTHER_MONTHS = "another list (a file)", "other months"
EARLIER_FILE = "Another list: one exported here, or any file of zones"
WHICH_MONTHS = "The list that these months give under the same rules"
NO_OTHER_YEAR = (
    "The same months of no other year are loaded. Load them, or give an earlier list "
    "as a file."
)
DOWNLOAD = "In and out (CSV)"
GOES_ALONG = (
    "The Excel file of this list then has a sheet of these zones, and the pack says "
    "how many are new and gone."
)


def set_beside(zones: ChosenZones) -> str:
    """Name the file that a list is set beside."""
    return f"Set beside **{plain(zones.name)}**: {counted(len(zones.zones), 'zone')}."


def changed_sentence(found: InAndOut) -> str:
    """Say how many zones are in both lists, and how many in one alone."""
    both, new, gone = (found.count(status) for status in (BOTH, NEW, GONE))
    if not found.is_ours:
        return (
            f"{_are(both).capitalize()} in both lists, {_are(new)} only in ours and "
            f"{_are(gone)} only in theirs ({plain(found.name)})."
        )
    zones = "zone is" if both == 1 else "zones are"
    return (
        f"{how_many(both).capitalize()} {zones} in both lists, {_are(new)} new and "
        f"{_are(gone)} gone."
    )


def changed_sentences(changed: Changed) -> list[str]:
    """Say for a pack how many hotspots are the same as in an earlier list.

    Examples
    --------
    >>> from hotspots.months import Period
    >>> from hotspots.presentation.briefing.published_figures import Changed
    >>> then = Period("2024-01", "2024-12")
    >>> said = changed_sentences(Changed(then, 22, ("Swale", "Swale"), ("Dover",)))
    >>> said[0].removesuffix(" New: two in Swale. No longer a hotspot: one in Dover.")
    '22 hotspots are also in the list based on January to December 2024.'
    """
    both, then = changed.n_both, changed.then
    earlier = "the list based on " + period(then) if then else "the earlier list"
    parts = [
        f"{capital(how_many(both))} {'hotspot is' if both == 1 else 'hotspots are'} "
        f"also in {earlier}."
    ]
    for what, districts in (
        ("New", changed.new),
        ("No longer a hotspot", changed.gone),
    ):
        if districts:
            counts = Counter(districts)
            named = [
                f"{in_words(n)} {f'in {name}' if name else 'elsewhere'}"
                for name, n in counts.items()
            ]
            parts.append(f"{what}: {listed(named)}.")
    return [" ".join(parts)]


def _are(n: int) -> str:
    """Say how many are so.

    Examples
    --------
    >>> _are(0), _are(1), _are(3)
    ('none is', 'one is', 'three are')
    """
    return f"{how_many(n)} {'is' if n < 2 else 'are'}"


def not_the_same_length(found: InAndOut) -> str:
    """Say that two periods have different lengths, so counts cannot be compared."""
    if found.then is None or len(found.then.months) == len(found.now.months):
        return ""
    then, now = len(found.then.months), len(found.now.months)
    return (
        f"The earlier list was chosen on {counted(then, 'month')}, this one on "
        f"{counted(now, 'month')}, so compare ranks, not numbers of incidents."
    )


def how_ranked(found: InAndOut) -> str:
    """Say what the ranks of zones of another's list are; nothing for our own."""
    if found.is_ours:
        return ""
    return (
        "Zones on the same ground (half of the smaller or more) are the same zone. "
        "Zones that are only in their list are ranked as they are drawn, among the "
        "zones here."
    )
