"""What is said of the zones that are really patrolled.

Long because what a file of them is asked, what it lacks and how its zones stand among
all are said alike by the data page, Patrol outcomes, packs and commands.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from hotspots.method.zoning.chosen_zones import drawn_elsewhere
from hotspots.presentation.words import months_told
from hotspots.presentation.words.comparison import (
    CHOSEN,
    drawn_elsewhere_sentence,
)
from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.numbers import (
    capital,
    counted,
    listed,
    named,
    number,
    share,
)
from hotspots.presentation.words.zone_files import shape_notes

if TYPE_CHECKING:
    from hotspots.method.evaluation.before_after import BeforeAfter
    from hotspots.method.pipeline.patrolled import Listed
    from hotspots.method.pipeline.standing import Standing
    from hotspots.months import Period
    from hotspots.settings import Settings
    from hotspots.sources.shapes.zone_files import ChosenZones

TITLE = "Patrolled zones"
PATROLLED = "patrolled zones"
PATROLS_START = "patrols start"
WHAT_FOR = (
    "Load the zones that are really patrolled: a list exported here, or any file of "
    "polygons. Patrol outcomes, Home and Briefing then speak of these zones. Without "
    "them they speak of zones that this tool would choose. If the file has columns for "
    "the strand, the start and the end of patrols, the tier or the agency of each zone "
    "(headed Strand, Start, End, Tier, Agency), they are used."
)
FILE = "File of the patrolled zones"
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
_OF_PACK = {
    True: (
        "Pictures and words speak of the patrolled zones that are loaded on the data "
        "page."
    ),
    False: (
        "Pictures and words speak of zones that this tool would choose. To speak of "
        "the zones that are really patrolled, load them on the data page."
    ),
}
NO_JOINT_LIST = (
    "The one list over all strands is left out, because patrolled zones are given. "
    "Make a pack without them to have it."
)
ANSWER_FIRST = (
    "First say which months these zones were chosen on. “Not known” is an answer too."
)
STANDING = "Beside the ranking"
OWN_STARTS_NOT_USED = (
    "The months to compare are set by hand, so the months in which patrols began in "
    "each zone are not used."
)
DOWNLOAD = "Outcomes by zone (CSV)"


def start_labels(starts: Mapping[str, int], *, is_patrolled: bool) -> dict[str, str]:
    """Name the rule that marks each month in which patrols began.

    Of zones that this tool chose nobody knows whether they are patrolled.

    Examples
    --------
    >>> start_labels({"2024-04": 24}, is_patrolled=False)
    {'2024-04': 'patrols start (not known where)'}
    >>> start_labels({"2024-04": 1, "2024-09": 3}, is_patrolled=True)
    {'2024-04': 'patrols start: 1 zone', '2024-09': 'patrols start: 3 zones'}
    """
    if not is_patrolled:
        return dict.fromkeys(starts, f"{PATROLS_START} (not known where)")
    if len(starts) == 1:
        return dict.fromkeys(starts, PATROLS_START)
    return {
        month: f"{PATROLS_START}: {counted(n_zones, 'zone')}"
        for month, n_zones in starts.items()
    }


def began_somewhere(month: str, *, where: str = "") -> str:
    """Say when patrols began where nobody knows whether in these zones.

    Examples
    --------
    >>> began_somewhere("2024-04", where="Kent and Medway")
    'Patrols in Kent and Medway began in April 2024; whether they cover these
    zones is not known'
    """
    area = f" in {where}" if where else ""
    began_then = f"Patrols{area} began in {months_told.month(month)}"
    return f"{began_then}; whether they cover these zones is not known"


def of_home(zones: ChosenZones) -> str:
    """Say which patrolled zones a page speaks of."""
    n_zones = counted(len(zones.zones), "patrolled zone")
    return f"**{n_zones}** from {plain(zones.name)}."


def use(n_zones: int) -> str:
    """Name the button that takes the zones of a file over."""
    return f"Use {'this zone' if n_zones == 1 else f'these {number(n_zones)} zones'}"


def loaded(strand: str, *, zones: ChosenZones, chosen_on: Period | None) -> str:
    """Say which patrolled zones are loaded for a strand."""
    months = (
        f"chosen on {months_told.period(chosen_on)}"
        if chosen_on
        else "months that they were chosen on not known"
    )
    n_zones = counted(len(zones.zones), "patrolled zone")
    began = sorted({start for start in zones.patrols["start"] if start})
    patrols = f"; patrols began in {months_told.spans(began)}" if began else ""
    return f"**{strand}:** {n_zones} from {plain(zones.name)}; {months}{patrols}."


def of_file(zones: Mapping[str, ChosenZones]) -> str:
    """Say that the file itself names the strand of its zones."""
    each = [
        f"{counted(len(listed_zones.zones), 'zone')} for {strand}"
        for strand, listed_zones in zones.items()
    ]
    return f"The file says which strand its zones are for: {listed(each)}."


def unknown_strand(name: str) -> str:
    """Say that the file names a strand that is none of this visit's."""
    return (
        f"The file says that its zones are for “{plain(name)}”, which is not a "
        f"strand here. Choose one."
    )


def called(comparison: BeforeAfter, *, is_patrolled: bool) -> str:
    """Return what zones are called: those really patrolled, or those chosen here."""
    zones = PATROLLED if is_patrolled else CHOSEN
    return zones.removesuffix("s") if len(comparison.outcomes) == 1 else zones


def file_notes(result: Listed) -> list[str]:
    """Say what must be known of how a file of patrolled zones was read."""
    zones, zoning = result.listed, result.zoning
    if zoning.polygons is None:
        elsewhere = drawn_elsewhere_sentence(drawn_elsewhere(zones), file=zones.name)
        notes = [elsewhere]
    else:
        notes = shape_notes(zones.polygons, zoning)
    empty, far = result.without_incidents
    near = [zone for zone in empty if zone not in far]
    if near:
        notes.append(
            f"No incident lies in {counted(len(near), 'zone')}: {named(near)}. Each "
            f"counts as one with none before and none after."
        )
    if far:
        lie = "lies" if len(far) == 1 else "lie"
        them = "it" if len(far) == 1 else "them"
        notes.append(
            f"{capital(counted(len(far), 'zone'))} {lie} 5 km or more from every "
            f"incident, so probably outside the area of these data: {named(far)}. Load "
            f"the data of that area, or take {them} out of the file."
        )
    notes += [*of_patrols(zones, result.settings), starts_assumed(result)]
    return [note for note in notes if note]


def chosen_on(months: Period) -> str:
    """Say that the file itself names the months."""
    return f"The file says that they were chosen on {months_told.period(months)}."


def of_patrols(zones: ChosenZones, settings: Settings) -> list[str]:
    """Say what the file tells of patrols, and what of it is not used."""
    columns = zones.polygons.columns
    heads = {
        "the start of patrols": columns.start,
        "their end": columns.end,
        "the tier": "" if zones.settings else columns.tier,
        "the agency": columns.agency,
    }
    said = [
        f"{what} from the column “{column}”" for what, column in heads.items() if column
    ]
    notes = [f"What the file says of patrols: {listed(said)}."] if said else []
    if zones.says_starts and settings.before is not None:
        notes.append(OWN_STARTS_NOT_USED)
    return notes


def began(month: str, *, assumed: bool = False) -> str:
    """Write when patrols of a zone began.

    Examples
    --------
    >>> began("2024-09"), began("2024-04", assumed=True)
    ('Sep 2024', 'Apr 2024 (assumed)')
    """
    return months_told.month_short(month) + (" (assumed)" if assumed else "")


def starts_assumed(result: Listed) -> str:
    """Say in which zones the start of patrols is not the file's, or nothing."""
    without = result.start_assumed
    if not without.any():
        return ""
    month = months_told.month(result.settings.patrols_start)
    if without.all():
        which = "the zone is" if len(without) == 1 else "all zones are"
        return (
            f"The file does not say when patrols began, so {which} compared as if they "
            f"began in {month}."
        )
    zones = result.selection
    names = zones["name"].where(zones["name"] != "", zones["zone"])[without.to_numpy()]
    are = "is" if len(names) == 1 else "are"
    return (
        f"The file does not say when patrols began in {counted(len(names), 'zone')} "
        f"({named(names.to_list())}), which {are} compared as if they began in {month}."
    )


def of_pack(*, is_patrolled: bool) -> str:
    """Say whose zones a pack speaks of."""
    return _OF_PACK[is_patrolled]


def not_given(
    said: Mapping[str, Mapping[str, str]], given: Mapping[str, ChosenZones]
) -> str:
    """Say which lists of a pack's settings are not given, or nothing."""
    lacking = [
        f"{strand} ({of_list['file']})"
        for strand, of_list in said.items()
        if strand not in given
    ]
    if not lacking:
        return ""
    return (
        f"These settings are of a pack of patrolled zones: {listed(lacking)}. Give "
        f"them with --zones; else the pack speaks of zones that this tool would choose."
    )


def not_shown(problem: object) -> str:
    """Say why a page cannot say what changed in the patrolled zones."""
    return f"The patrolled zones cannot be compared. {plain(problem)}"


def standing_sentence(standing: Standing, *, zones: str = PATROLLED) -> str:
    """Say how much the zones hold, beside the best list of as many."""
    n_zones = len(standing.zones)
    held, best = (share(standing.volume_share), share(standing.best_volume_share))
    if (held, best) == (share(standing.harm_share), share(standing.best_harm_share)):
        # Harm would say again what incidents do.
        harm = harm_of_best = ""
    else:
        harm = f" and {share(standing.harm_share)} of their harm"
        harm_of_best = f" and {share(standing.best_harm_share)}"
    first = (
        "one zone that ranks" if n_zones == 1 else f"{number(n_zones)} zones that rank"
    )
    these = zones.removesuffix("s")
    if n_zones > 1:
        these = counted(n_zones, these)
    return (
        f"In {months_told.period(standing.months)} the {these} "
        f"({standing.area_km2:.1f} square kilometres) held "
        f"{held} of all incidents{harm}. The {first} first "
        f"({standing.best_area_km2:.1f} square kilometres) held "
        f"{best}{harm_of_best}."
    )


def rank_note(standing: Standing) -> str:
    """Say what the rank of a patrolled zone means."""
    return (
        f"Rank: where the zone would stand among the {number(standing.n_ranked)} zones "
        f"ranked; one without incidents is ranked nowhere. A larger zone holds more, "
        f"so compare zones of about the same size."
    )
