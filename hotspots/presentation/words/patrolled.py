"""What is said of the zones that are really patrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hotspots.presentation.words import months_told
from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.numbers import counted, number, share

if TYPE_CHECKING:
    from hotspots.method.pipeline.patrolled import Standing
    from hotspots.months import Period

TITLE = "Patrolled zones"
PATROLLED = "patrolled zones"
WHAT_FOR = (
    "Load the zones that are really patrolled: a list exported here, or any file of "
    "polygons. Patrol outcomes and Home then speak of these zones. Without them they "
    "speak of zones that this tool would choose."
)
FILE = "File of the patrolled zones"
LAYER = "Layer of the file"
WHICH_STRAND = "These zones are patrolled for"
ALL_STRANDS = "All strands"
WHICH_MONTHS = "Months that these zones were chosen on"
NOT_KNOWN, KNOWN = "Not known", "These months"
WHY_MONTHS = (
    "Zones chosen on a bad year tend to fall afterwards anyway. Where nobody knows the "
    "months, the page gives no verdict."
)
VIEWS = {"patrolled": "The patrolled zones", "tool": "Zones this tool would choose"}
NOT_LOADED = (
    "These are zones that this tool would choose. To see the zones that are really "
    "patrolled, load them on the data page."
)
MAP_OF_TOOL = "The map and the list show zones that this tool would choose."
STANDING = "Beside the ranking"
DOWNLOAD = "Outcomes by zone (CSV)"
ALL_SENTENCES = "All of it in words: the county, districts, comparison zones"


def use(n_zones: int) -> str:
    """Name the button that takes the zones of a file over."""
    return f"Use {'this zone' if n_zones == 1 else f'these {number(n_zones)} zones'}"


def loaded(strand: str, *, n_zones: int, file: str, chosen_on: Period | None) -> str:
    """Say which patrolled zones are loaded for a strand."""
    months = (
        f"chosen on {months_told.period(chosen_on)}"
        if chosen_on
        else "months that they were chosen on not known"
    )
    zones = counted(n_zones, "patrolled zone")
    return f"**{strand}:** {zones} from {plain(file)}; {months}."


def of_file(strand: str) -> str:
    """Say that the file itself names its strand."""
    return f"The file says that these zones are for {strand}."


def chosen_on(months: Period) -> str:
    """Say that the file itself names the months."""
    return f"The file says that they were chosen on {months_told.period(months)}."


def standing_sentence(standing: Standing) -> str:
    """Say how much the zones hold, beside the best list of as many."""
    n_zones = len(standing.zones)
    return (
        f"In {months_told.period(standing.months)} the "
        f"{counted(n_zones, 'patrolled zone')} "
        f"({standing.area_km2:.1f} square kilometres) held "
        f"{share(standing.volume_share)} of all incidents and "
        f"{share(standing.harm_share)} of their harm. The {number(n_zones)} zones that "
        f"rank first ({standing.best_area_km2:.1f} square kilometres) held "
        f"{share(standing.best_volume_share)} and {share(standing.best_harm_share)}."
    )


def rank_note(standing: Standing) -> str:
    """Say what the rank of a patrolled zone means."""
    return (
        f"Rank: where the zone would stand among the {number(standing.n_ranked)} zones "
        f"ranked. A larger zone holds more, so compare zones of about the same size."
    )
