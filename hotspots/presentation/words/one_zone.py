"""What a page says of one zone: where, how it ranks, why it is in or out, and when.

Long because the page and its sheet for print say the same sentences.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from hotspots.method.evaluation.verdicts import AS_EXPECTED
from hotspots.method.pipeline import one_zone
from hotspots.method.zoning.addresses import BUILDING_OF_FLAG
from hotspots.method.zoning.zones import HEXAGON_ID
from hotspots.presentation.words import choosing, comparison, months_told, selection
from hotspots.presentation.words.address_flags import phrase
from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.numbers import (
    capital,
    counted,
    first_of,
    listed,
    number,
    share,
)
from hotspots.presentation.words.per_day import per_day_note
from hotspots.presentation.words.strands import noun_of
from hotspots.sources.offence_weights import titles_of_keys

if TYPE_CHECKING:
    from hotspots.method.evaluation.evaluate import Evaluation
    from hotspots.method.evaluation.periods import Periods
    from hotspots.method.pipeline.one_zone import WhyOut, ZoneFacts
    from hotspots.months import Period
    from hotspots.settings import Strand

FIRST_OF_LIST = (
    "This is the first zone of the list. Choose another here, or click on one in a "
    "list or on a map."
)
NO_LIST = "There is no list to choose from. Find a street here."
HOW_TO_PICK = (
    "Click on a zone in the list or on the map to see where it is and open its page."
)
NO_STRAND_INCIDENTS = "No incident of this strand in these months."
NO_LOG = "No patrol log is loaded. The page Patrol outcomes takes one."
NO_LOG_ON_SHEET = "No patrol log is loaded."
EXPECTED_OF_CHOSEN = (
    "What would be expected without patrols is worked out for chosen zones only."
)
MONTHS_ALT = "Bar chart of the zone's incidents month by month. "
NO_OTHER_LIST = "no list would keep to all the rules"
PICK = "Choose a zone from the list"
FIND = "Find a street"
FOUND = "Streets found"
NO_STREET = (
    "No street or place of this name has incidents in these data. Incidents of a "
    "small street can stand under one nearby: look for that one, or click on the map "
    "of Choose zones."
)
# So many streets that were found are offered.
MOST_FOUND = 200
MORE_FOUND = (
    f"Only the {MOST_FOUND} with most incidents are offered. Add the town or the "
    "district to the street."
)
SHEET = "A page for a briefing (prints on one side of A4)"
SHEET_HELP = (
    "An HTML file: open it in a browser and print it. It holds counts and names of "
    "streets, and no identifier or exact time of an incident."
)
NOT_TO_PUBLISH = (
    "Not for publication: it holds exact counts and addresses, which can identify "
    "people."
)
_NO_FILE_NAME = re.compile(r"[^A-Za-z0-9]+")
MOST_LETTERS = 60
# So many of the zones that are exchanged for one are named.
MOST_NAMED = 3
# Nearer than this a zone is in the middle of a town.
MIDDLE_KM = 0.15
COMPASS = (
    "north",
    "north-east",
    "east",
    "south-east",
    "south",
    "south-west",
    "west",
    "north-west",
)


def unknown(zone: str, *, width_m: int) -> str:
    """Say that there is no zone with this id, and why where the id says it.

    It is an error's sentence, to be shown letter for letter.

    Examples
    --------
    >>> unknown("H500-0001-0002", width_m=350)
    'There is no zone “H500-0001-0002” here: that is the id of a zone 500 metres wide,
    and zones are 350 metres wide now.'
    """
    found = HEXAGON_ID.fullmatch(zone)
    if found and int(found[1]) != width_m:
        return (
            f"There is no zone “{zone}” here: that is the id of a zone "
            f"{number(int(found[1]))} metres wide, and zones are {number(width_m)} "
            f"metres wide now."
        )
    return (
        f"There is no zone “{zone}” here: no incident of these data lies in a zone "
        f"with this id."
    )


def title(facts: ZoneFacts) -> str:
    """Name a zone with its district."""
    return plain(selection.zone_title(facts.name, facts.district))


def short(name: str, district: str, *, n: int) -> str:
    """Name a zone in a link: its number in the list, if it has one.

    Examples
    --------
    >>> short("Mill Lane", "Swale", n=3), short("Mill Lane", "Swale", n=0)
    ('zone 3: Mill Lane, Swale', 'Mill Lane, Swale')
    """
    named = plain(selection.zone_title(name, district))
    return f"zone {n}: {named}" if n else named


def open_page(name: str, district: str, *, n: int) -> str:
    """Name the link to the page of a zone."""
    return f"Open the page of {short(name, district, n=n)}"


def in_list_or_not(
    facts: ZoneFacts, *, n: int, n_zones: int, strand: Strand, months: Period
) -> str:
    """Say in a sentence whether a zone is in the list, and what it holds.

    Parameters
    ----------
    facts
        What the data hold of it.
    n
        Its number in the list; 0 if it is not in.
    n_zones
        Zones in the list.
    strand, months
        The strand, and the months that zones are chosen on.
    """
    what = f"{noun_of(strand)} in {months_told.period(months)}"
    held = f"{number(facts.volume)} {what}" if facts.volume else f"No {what}"
    if n:
        return f"**Zone {n} of {n_zones} in the list.** {held}."
    return f"**Not in the list of {counted(n_zones, 'zone')}.** {held}."


def street_found(street: str, name: str, district: str, *, n: int) -> str:
    """Write a street that was found, with the zone that it lies in.

    Examples
    --------
    >>> street_found("Mill Road", "High Street", "Dover", n=3)
    'Mill Road: zone of High Street, Dover (3 incidents)'
    """
    zone = selection.zone_title(name, district)
    return f"{street}: zone of {zone} ({counted(n, 'incident')})"


def map_label(facts: ZoneFacts) -> str:
    """Name the map of one zone for a screen reader."""
    return f"Map of {title(facts)} with its streets. The list beside it holds them."


def where(facts: ZoneFacts) -> str:
    """Say at which streets most of it happens."""
    if facts.points.empty:
        return NO_STRAND_INCIDENTS
    by_street = facts.points.groupby("location", sort=False)["incidents"].sum()
    worst = by_street.sort_values(ascending=False, kind="stable").head(3)
    most = [f"{plain(str(name))} ({number(n)})" for name, n in worst.items()]
    n_points = counted(len(facts.points), "map point")
    which = "all" if len(by_street) == 1 else "most"
    held = counted(facts.volume, "incident")
    return f"{held} at {n_points}, {which} at {listed(most)}."


def what(facts: ZoneFacts) -> str:
    """Say which kinds of incidents that the strand counts are most frequent."""
    counted_kinds = facts.kinds[facts.kinds["counts"]]
    titles = titles_of_keys()
    most = [
        f"{plain(titles.get(row['kind'], row['kind']).lower())} "
        f"({number(row['incidents'])})"
        for row in counted_kinds.head(3).to_dict("records")
    ]
    if not most:
        return ""
    return f"{'All are' if len(counted_kinds) == 1 else 'Mostly'} {listed(most)}."


def one_address(facts: ZoneFacts) -> str:
    """Say what a zone mostly is, how much of it, and at how many map points; or "".

    Both shares are of the zone's incidents: at the map points of one name, which the
    list of streets counts together, and at the busiest of them.
    """
    if facts.ranked is None or facts.points.empty:
        return ""
    flagged = facts.ranked.to_dict()
    flags = phrase(flagged)
    if not flags:
        return ""
    points = facts.points
    buildings = [name for flag, name in BUILDING_OF_FLAG.items() if flagged[flag]]
    name = buildings[0] if buildings else str(points["location"].iloc[0])
    at_name = points.loc[points["location"] == name, "incidents"]
    held, n_points = int(at_name.sum()), len(at_name)
    most = int(at_name.max())
    where = "one map point" if n_points == 1 else f"{number(n_points)} map points"
    busiest = (
        f", {number(most)} ({share(most / facts.volume)}) at one of them"
        if n_points > 1
        else ""
    )
    return (
        f"{capital(flags)}: {number(held)} of {counted(facts.volume, 'incident')} "
        f"({share(held / facts.volume)}) are at {where} named {plain(name)}{busiest}. "
        f"Check before sending a patrol."
    )


def why_in(row: pd.Series, *, title_of: Callable[[str], str]) -> str:
    """Say why a zone is in the list.

    Parameters
    ----------
    row
        Its row of the selection.
    title_of
        Gives a zone's title; that of none is empty.
    """
    reason = selection.reason(
        str(row["chosen_as"]),
        displaced=plain(title_of(str(row["displaced"]))),
        gave_way=plain(title_of(str(row["gave_way"]))),
        typed=plain(str(row["reason"])),
    )
    return f"In: {reason[0].lower()}{reason[1:]}."


def why_out(out: WhyOut, facts: ZoneFacts, *, of: str) -> str:
    """Say why a zone is not in the list.

    Parameters
    ----------
    out
        Why.
    facts
        What the data hold of it.
    of
        Name of the zone or district that `out` is about.
    """
    if out.why == one_zone.NOT_RANKED:
        typed = f" It was also taken out by hand: {plain(out.typed)}." * bool(out.typed)
        return f"Out: it has no incident of this strand in these months.{typed}"
    if out.why == one_zone.BELOW:
        rank = facts.ranks[0].rank if facts.ranks else 0
        return f"Out: its score is too low for the list (rank {number(rank)})."
    said = choosing.why_out(out.why, of=of, typed=out.typed)
    return f"Out: {plain(said[0].lower() + said[1:])}."


def exchanged(others: pd.DataFrame, facts: ZoneFacts, *, is_in: bool) -> str:
    """Say which zone would come in without this one, or go out for it.

    Parameters
    ----------
    others
        Those zones: rows of the ranking.
    facts
        What the data hold of the zone.
    is_in
        Whether it is in the list.
    """
    if others.empty:
        return (
            "If you took it out, no other zone would come in."
            if is_in
            else "Put in by hand, it would take no other zone's place."
        )
    named = [
        f"{plain(selection.zone_title(row['name'], row['district']))} "
        f"(rank {number(row['rank'])})"
        for row in others.to_dict("records")
    ]
    who = listed(first_of(named, most=MOST_NAMED, noun="zone"))
    more_or_fewer = _more_or_fewer(int(others["volume"].sum()) - facts.volume)
    have = "which has" if len(others) == 1 else "which together have"
    if is_in:
        return f"If you took it out, {who} would come in, {have} {more_or_fewer}."
    return f"Put in by hand, it would take the place of {who}, {have} {more_or_fewer}."


def _more_or_fewer(difference: int) -> str:
    if not difference:
        return "as many incidents"
    which = "more" if difference > 0 else "fewer"
    noun = "incident" if abs(difference) == 1 else "incidents"
    return f"{number(abs(difference))} {which} {noun}"


def no_exchange(*, is_in: bool) -> str:
    """Say that the list cannot be made with or without the zone."""
    return f"{'Without' if is_in else 'With'} it {NO_OTHER_LIST}."


def sheet_name(strand: str, zone: str) -> str:
    """Name the file of a zone's page for print.

    Examples
    --------
    >>> sheet_name("asb", "H350-1400-0500"), sheet_name("asb", "../Ward 7")
    ('asb-zone-H350-1400-0500.html', 'asb-zone-Ward-7.html')
    """
    plain_id = _NO_FILE_NAME.sub("-", zone).strip("-")[:MOST_LETTERS]
    return f"{strand}-zone-{plain_id}.html"


def other_streets(incidents: Sequence[int]) -> str:
    """Say what the streets hold that a list for print leaves out, or nothing.

    Examples
    --------
    >>> other_streets([3, 1]), other_streets([])
    ('2 other streets or places: 4 incidents.', '')
    """
    if not incidents:
        return ""
    named = counted(len(incidents), "other street or place", "other streets or places")
    return f"{named}: {counted(sum(incidents), 'incident')}."


def other_kinds(incidents: Sequence[int], harm: float, *, unit: str) -> str:
    """Say what the kinds hold that a list for print leaves out, or nothing.

    Parameters
    ----------
    incidents
        Of each kind that is left out, how many.
    harm, unit
        Their harm, and its unit.

    Examples
    --------
    >>> other_kinds([70, 5], 1204.4, unit="days"), other_kinds([], 0, unit="days")
    ('75 other incidents of 2 kinds, 1,204 days of harm.', '')
    """
    if not incidents:
        return ""
    others = counted(sum(incidents), "other incident")
    kinds = counted(len(incidents), "kind")
    return f"{others} of {kinds}, {number(harm)} {unit} of harm."


def kinds_not_counted(n: int) -> str:
    """Say how many incidents are of kinds that the strand does not count, or nothing.

    Examples
    --------
    >>> kinds_not_counted(1), kinds_not_counted(0)
    ('Besides, 1 incident of kinds that are not counted here.', '')
    """
    if not n:
        return ""
    return f"Besides, {counted(n, 'incident')} of kinds that are not counted here."


def place(
    centre: tuple[int, int],
    degrees: tuple[float, float],
    *,
    district: str,
    town: str,
    way_m: tuple[float, float],
) -> str:
    """Say where a zone's centre is.

    Parameters
    ----------
    centre
        Easting and northing of the British National Grid (metres).
    degrees
        Longitude and latitude (degrees).
    district
        The zone's district.
    town, way_m
        The nearest town or village, and the way from its middle to the zone's centre:
        to the east and to the north (metres).

    Examples
    --------
    >>> place(
    ...     (575974, 156304), (0.52171, 51.27869),
    ...     district="Maidstone", town="Maidstone", way_m=(-300, 280),
    ... )  # doctest: +NORMALIZE_WHITESPACE
    '0.4 km north-west of the middle of Maidstone, in the district of Maidstone. Centre:
    easting 575974, northing 156304 (latitude 51.27869, longitude 0.52171).'
    """
    easting, northing = centre
    longitude, latitude = degrees
    within = f", in the district of {plain(district)}" if district else ""
    return (
        f"{_way(plain(town), *way_m)}{within}. Centre: easting {easting}, northing "
        f"{northing} (latitude {latitude:.5f}, longitude {longitude:.5f})."
    )


def _way(town: str, east_m: float, north_m: float) -> str:
    """Say how far from a town's middle a place is, and which way.

    Examples
    --------
    >>> _way("Deal", 20, 30), _way("Deal", 0, -1240)
    ('In the middle of Deal', '1.2 km south of the middle of Deal')
    """
    far_km = math.hypot(east_m, north_m) / 1000
    if far_km < MIDDLE_KM:
        return f"In the middle of {town}"
    eighths = round(math.degrees(math.atan2(east_m, north_m)) / 45) % 8
    return f"{far_km:.1f} km {COMPASS[eighths]} of the middle of {town}"


def months_sentence(facts: ZoneFacts) -> str:
    """Say in which months there was most and least."""
    months = facts.months
    if not months.sum():
        return NO_STRAND_INCIDENTS.replace("these months", "the months loaded")
    most = str(months.idxmax())
    mean = months.mean()
    return (
        f"{counted(int(months.sum()), 'incident')} in "
        f"{counted(len(months), 'month')} loaded, {mean:.1f} a month. Most in "
        f"{months_told.month(most)} ({number(months[most])})."
    )


def before_after(row: pd.Series, periods: Periods) -> str:
    """Say how a zone's count changed between the periods compared."""
    before, after = int(row["before"]), int(row["after"])
    text = comparison.change("incidents", before, after, days=periods.length_ratio)
    note = per_day_note([(periods.before, periods.after)])
    return (
        f"{comparison.period(periods.before)} beside "
        f"{comparison.period(periods.after)}: {text}. {note}"
    ).strip()


def expected(evaluation: Evaluation, row: pd.Series) -> str:
    """Say what would have been expected of a chosen zone without patrols."""
    if evaluation.comparison.chosen_on_after:
        return comparison.CHOSEN_ON_AFTER
    if np.isnan(row["expected_after"]):
        return "There is no estimate of what would have happened without patrols."
    low, high = number(row["expected_low"]), number(row["expected_high"])
    return (
        f"Without patrols about {number(row['expected_after'])} would have been "
        f"expected, and anything from {low} to {high} would be ordinary (95% of "
        f"years). Verdict: {row['verdict']}."
        f"{_outside(row, n_zones=len(evaluation.comparison.outcomes))}"
    )


def _outside(row: pd.Series, *, n_zones: int) -> str:
    """Say why a count outside its ordinary range may be as expected, or nothing."""
    below = row["after"] < row["expected_low"]
    if row["verdict"] != AS_EXPECTED or not (
        below or row["after"] > row["expected_high"]
    ):
        return ""
    side = "below" if below else "above"
    return (
        f" The count is {side} that range, but by chance about one zone in 20 is "
        f"outside its own: with {counted(n_zones, 'zone')} that alone is no clear "
        f"difference."
    )


def patrolled(patrols: pd.DataFrame, months: Period) -> str:
    """Say how much a zone was patrolled, from its rows of the patrol log.

    Parameters
    ----------
    patrols
        Rows of table `PATROLS` of the zone, in these months.
    months
        The period after.
    """
    span = months_told.period(months)
    if patrols.empty:
        return f"The patrol log has no patrol here in {span}."
    said = [counted(patrols["date"].nunique(), "day") + " with a patrol"]
    if patrols["hours"].notna().any():
        said.append(f"{patrols['hours'].sum():,.1f} hours")
    if patrols["visits"].notna().any():
        said.append(counted(int(patrols["visits"].sum()), "visit"))
    return f"In {span}: {listed(said)}."
