"""Before and after into sentences, the same on the pages and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.month_flags import listed_by_month
from hotspots.presentation.words.months_told import both_periods, month
from hotspots.presentation.words.months_told import period as period
from hotspots.presentation.words.numbers import counted, number
from hotspots.presentation.words.strands import noun_of

if TYPE_CHECKING:
    import pandas as pd

    from hotspots.method.evaluation.before_after import BeforeAfter
    from hotspots.method.evaluation.periods import Periods

CHOSEN_ON_AFTER = (
    "These zones were chosen using the months being judged; their change is not "
    "evidence about patrols."
)
CHOSEN_ON_UNKNOWN = (
    "The zones do not say which months they were chosen on. If those are the months "
    "being judged, their change is not evidence about patrols."
)
ONE_PERIOD = (
    "The link cannot be used whole: it sets one of the periods before and after, and "
    "both are needed. The usual ones are compared."
)
OWN_PERIODS = "Choose the months compared"
OTHER_SEASON = (
    "Before and after are different months of the year, so a change may be no more "
    "than the season."
)
FALL_ANYWAY = (
    "Zones are chosen because incidents were many there, and such zones tend to fall "
    "with no patrols at all, so these falls alone do not show that patrols worked."
)


def change(before: int, after: int) -> str:
    """Say how a count changed, as a per cent of what it was.

    Examples
    --------
    >>> change(20000, 19100)
    'fell 4.5%, from 20,000 to 19,100'
    >>> change(20000, 20001), change(7, 7), change(0, 2)
    ('rose under 0.1%, from 20,000 to 20,001', 'stayed at 7', 'rose from 0 to 2')
    """
    if before == after:
        return _change_in_short(before, after)
    comma = "," if before else ""
    counts = f"from {number(before)} to {number(after)}"
    return f"{_change_in_short(before, after)}{comma} {counts}"


def _change_in_short(before: int, after: int) -> str:
    """Say how a count changed, without the counts."""
    if before == after:
        return f"stayed at {number(after)}"
    verb = "fell" if after < before else "rose"
    if not before:
        return verb
    percent = 100 * abs(after - before) / before
    return f"{verb} {percent:,.1f}%" if percent >= 0.05 else f"{verb} under 0.1%"


def headline(comparison: BeforeAfter) -> str:
    """Say in two sentences how county and zones changed, and what that shows."""
    periods = comparison.periods
    since = (
        f"Since patrols began in {month(periods.patrols_start)}"
        if periods.are_usual
        else f"Comparing {period(periods.before)} with {period(periods.after)}"
    )
    county = _change_in_short(*comparison.counts_of("county"))
    n_zones = number(len(comparison.outcomes))
    return (
        f"{since}, incidents {county} county-wide, and they fell in "
        f"**{number(comparison.n_fell)} of {n_zones} zones**."
    )


def flagged_sentence(flags: pd.DataFrame) -> str:
    """Say which of the months compared look wrong."""
    return (
        f"Of the months compared some look wrong, and are counted all the same: "
        f"{plain(listed_by_month(flags))}. Look at the source before you use these "
        f"figures."
    )


def periods_sentence(comparison: BeforeAfter) -> str:
    """Say which months are compared."""
    before, after = comparison.periods.before, comparison.periods.after
    return f"Before is {period(before)}; after is {period(after)}."


def county_sentence(comparison: BeforeAfter, *, categories: Sequence[str]) -> str:
    """Say how the county changed."""
    noun = noun_of(categories)
    return f"County-wide, {noun} {change(*comparison.counts_of('county'))}."


def parts_sentence(comparison: BeforeAfter) -> str:
    """Say how the chosen zones changed together, and the county without them."""
    chosen = change(*comparison.counts_of("chosen zones"))
    rest = change(*comparison.counts_of("rest of county"))
    return (
        f"In the chosen zones together they {chosen}; in the rest of the county they "
        f"{rest}."
    )


def zones_fell_sentence(comparison: BeforeAfter) -> str:
    """Say in how many chosen zones incidents fell, rose and stayed."""
    n_zones = counted(len(comparison.outcomes), "chosen zone")
    return (
        f"Incidents fell in {number(comparison.n_fell)} of the {n_zones}, rose in "
        f"{number(comparison.n_rose)} and stayed the same in "
        f"{number(comparison.n_stayed)}."
    )


def district_sentences(comparison: BeforeAfter) -> list[str]:
    """Say of each district how it changed."""
    districts = comparison.totals.loc[
        comparison.totals["part"] == "district", "district"
    ]
    return [
        f"{district} {change(*comparison.counts_of('district', district))}."
        for district in districts
    ]


def without_place_sentence(comparison: BeforeAfter) -> str:
    """Say how many rows of the strand no figure holds, or nothing."""
    before, after = comparison.without_location
    if before == after == 0:
        return ""
    return (
        f"In none of these figures, for want of a place: {counted(before, 'row')} "
        f"before and {number(after)} after."
    )


def comparison_notes(comparison: BeforeAfter) -> list[str]:
    """Say what must be known before anything is made of a comparison."""
    periods, told = comparison.periods, []
    if comparison.chosen_on_after:
        told.append(CHOSEN_ON_AFTER)
    if comparison.chosen_on is None:
        told.append(CHOSEN_ON_UNKNOWN)
    if periods.stand_in:
        told.append(
            f"The data do not hold all of the 12 months before and the 12 after "
            f"patrols began in {month(periods.patrols_start)}, so the longest matching "
            f"months are compared: {both_periods(periods.before, periods.after)}."
        )
    if not periods.same_calendar_months:
        told.append(OTHER_SEASON)
    return [*told, *filter(None, [patrols_sentence(periods)])]


def patrols_sentence(periods: Periods) -> str:
    """Say if before holds patrolled months, or after months without patrols."""
    start = periods.patrols_start
    if periods.before.last >= start:
        return (
            f"Patrols began in {month(start)}, so before holds months with patrols: "
            f"the change is not from none to some."
        )
    if periods.after.first < start:
        return (
            f"Patrols began in {month(start)}, so after holds months without patrols."
        )
    return ""


def drawn_elsewhere_sentence(zones: Sequence[str], *, file: str) -> str:
    """Say which hexagons a file draws elsewhere than their ids say, or nothing."""
    if not zones:
        return ""
    return (
        f"{file} draws {counted(len(zones), 'zone')} elsewhere than the id says, such "
        f"as {zones[0]}; incidents are counted where the id says."
    )


def comparison_told(comparison: BeforeAfter, *, categories: Sequence[str]) -> list[str]:
    """Tell a comparison whole, a sentence a line."""
    fell = zones_fell_sentence(comparison)
    told = [
        periods_sentence(comparison),
        county_sentence(comparison, categories=categories),
        parts_sentence(comparison),
        fell if comparison.chosen_on_after else f"{fell} {FALL_ANYWAY}",
        *district_sentences(comparison),
        without_place_sentence(comparison),
    ]
    return [sentence for sentence in told if sentence]
