"""Before and after into sentences, the same on the pages and the command line.

Long because each sentence has one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from hotspots.method.evaluation import starts
from hotspots.months import MONTHS_A_YEAR, Period, months_later
from hotspots.presentation.words.county import (
    MOST_SHOWN,
    TOO_FEW,
    interval,
    tells_nothing,
)
from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.month_flags import listed_by_month
from hotspots.presentation.words.months_told import month
from hotspots.presentation.words.months_told import period as period
from hotspots.presentation.words.numbers import (
    capital,
    counted,
    in_words,
    named,
    number,
)
from hotspots.presentation.words.per_day import in_all, per_day, per_day_note

if TYPE_CHECKING:
    import pandas as pd

    from hotspots.method.evaluation.before_after import BeforeAfter
    from hotspots.method.evaluation.periods import Periods
    from hotspots.method.evaluation.starts import NotCompared, StartGroup

# What the zones are called, unless they are known to be patrolled.
CHOSEN = "chosen zones"
INTERVAL = "95% confidence interval"
CHOSEN_ON_AFTER = (
    "The zones were chosen on months that are also compared, so their change is not "
    "evidence about patrols. Choose zones on earlier months."
)
NO_EARLIER_MONTHS = (
    "No month before patrols began is loaded. Load earlier months to choose zones on."
)
CHOSEN_ON_UNKNOWN = (
    "The zone file does not say which months its zones were chosen on. If those months "
    "are also compared, the change is not evidence about patrols."
)
ONE_PERIOD = (
    "The link sets only one of the periods before and after. Both are needed, so the "
    "usual periods are compared."
)
SAY_THE_START = (
    "Choose the month in which patrols began: nobody has said so for this area. The "
    "months before it are then compared with the months from it on."
)
OWN_PERIODS = "Choose the months to compare"
POINTS_MOVED = (
    "The source moved its anonymous map points between {before} and {after}: many busy "
    "points of the one hold nothing in the other. Years before that are not used."
)
EXPECTED_NOT_KNOWN = "how many would have fallen without patrols is not known"
# What the number of incidents says, which decides: clearly fewer than expected without
# patrols, no clear difference, clearly more.
_BY_SIZE = {
    -1: "the number of {} was clearly lower than expected",
    0: "the number of {} shows no clear difference from what was expected",
    1: "the number of {} was clearly higher than expected",
}
INCIDENTS = "incidents"
OTHER_SEASON = (
    "The periods before and after are different months of the year, so the change may "
    "only be the season."
)
DISTRICTS_LEFT_OUT = (
    "Changes of single districts are not printed, because they may only be the season. "
    "Compare the same months of two years."
)


def change(what: str, before: int, after: int, *, days: float = 1.0) -> str:
    """Say how a count changed, as a per cent of what it was.

    Parameters
    ----------
    what
        What is counted.
    before, after
        Counts.
    days
        Days after for each day before (`Periods.length_ratio`).

    Examples
    --------
    >>> change("incidents", 20000, 19100)
    'incidents fell 4.5%, from 20,000 to 19,100'
    >>> change("they", 20000, 20001), change("they", 7, 7), change("they", 0, 2)
    ('they rose under 0.1%, from 20,000 to 20,001', 'they stayed at 7', 'they rose from
    0 to 2')
    >>> change("incidents", 910, 900, days=90 / 91)
    'incidents per day stayed the same, from 910 to 900 in all'
    >>> change("incidents", 2, 24)
    'incidents rose 12-fold, from 2 to 24'
    """
    counts = f"from {number(before)} to {number(after)}"
    if not before:
        how = f"rose {counts}" if after else f"stayed at {number(after)}"
        return f"{what} {how}"
    ratio = after / before / days
    daily, counts = f"{what}{per_day(days)}", f"{counts}{in_all(days)}"
    if abs(ratio - 1) < 1e-9:
        if days == 1:
            return f"{what} stayed at {number(after)}"
        return f"{daily} stayed the same, {counts}"
    if ratio > MOST_SHOWN:
        # A per cent of next to nothing misleads.
        return f"{daily} rose {ratio:,.0f}-fold, {counts}"
    percent = 100 * abs(ratio - 1)
    size = f"{percent:,.1f}%" if percent >= 0.05 else "under 0.1%"
    return f"{daily} {'fell' if ratio < 1 else 'rose'} {size}, {counts}"


def change_of(
    comparison: BeforeAfter, part: str, district: str = "", *, what: str = "incidents"
) -> str:
    """Say how a part of the county changed, with its range where there is one."""
    found = comparison.change_of(part, district)
    days = comparison.length_ratio_of(part)
    text = change(what, found.before, found.after, days=days)
    if np.isnan(found.low):
        return text
    if tells_nothing(found.low, found.high):
        return f"{text} ({TOO_FEW})"
    return f"{text} ({INTERVAL} {interval(found.low, found.high)})"


def by_size(side: int, of: str = INCIDENTS) -> str:
    """Say what the number of incidents shows, by the word that a strand has for them.

    Examples
    --------
    >>> by_size(0, "reports")
    'the number of reports shows no clear difference from what was expected'
    """
    return _BY_SIZE[side].format(of)


def fell_in(
    fell: tuple[int, int],
    *,
    what: str,
    where: str,
    expected: int | None,
    side: int,
    of: str = INCIDENTS,
) -> str:
    """Say in how many zones incidents fell, how many would have anyway, the verdict.

    Every "18 of 24 fell" is written here, and none without what it shows: how many fell
    decides nothing, the number of incidents does.

    Parameters
    ----------
    fell
        How many zones fell, of how many.
    what, where
        What fell, and what the zones are called.
    expected
        How many would have been expected to fall without patrols; None if unknown.
    side
        Clearly fewer incidents than expected (-1), clearly more (1), or neither.
    of
        What the strand calls its incidents.

    Examples
    --------
    >>> fell_in((18, 24), what="violence", where="hotspots", expected=19, side=0)
    'Violence fell in 18 of 24 hotspots; about 19 would have been expected to fall
    without patrols, and the number of incidents shows no clear difference from what was
    expected'
    >>> fell_in((9, 9), what="incidents", where="zones", expected=None, side=0)
    'Incidents fell in 9 of 9 zones; how many would have fallen without patrols is not
    known'
    """
    text = f"{capital(what)} fell in {fell_of(*fell)} {where}"
    return f"{text}; {beside_falls(expected, side, of)}"


def fell_as_expected(n_fell: int, n_zones: int, *, what: str, where: str) -> str:
    """Say the same where about as many would have fallen and no difference is clear.

    Examples
    --------
    >>> fell_as_expected(18, 24, what="violence", where="hotspots")
    'Violence fell in 18 of 24 hotspots, about what we would expect without patrols'
    """
    text = f"{capital(what)} fell in {fell_of(n_fell, n_zones)} {where}"
    return f"{text}, about what we would expect without patrols"


def beside_falls(expected: int | None, side: int, of: str = INCIDENTS) -> str:
    """Say what stands beside a number of zones that fell: see `fell_in`."""
    if expected is None:
        return EXPECTED_NOT_KNOWN
    return f"{expected_to_fall(expected)}, and {by_size(side, of)}"


def fell_of(n_fell: int, n_zones: int) -> str:
    """Write how many zones fell, of how many, as a figure.

    Examples
    --------
    >>> fell_of(18, 24)
    '18 of 24'
    """
    return f"{number(n_fell)} of {number(n_zones)}"


def expected_to_fall(expected: int) -> str:
    """Say how many zones would have fallen without patrols.

    Examples
    --------
    >>> expected_to_fall(19)
    'about 19 would have been expected to fall without patrols'
    """
    return f"about {number(expected)} would have been expected to fall without patrols"


def flagged_sentence(flags: pd.DataFrame) -> str:
    """Say which of the months compared look wrong."""
    return (
        f"Some of the months compared look wrong, and are counted all the same: "
        f"{plain(listed_by_month(flags))}. Check the source before you use these "
        f"figures."
    )


def of_days(comparison: BeforeAfter) -> str:
    """Say that changes are per day where the periods compared differ, or nothing."""
    each = (comparison.periods, *comparison.every_periods)
    return per_day_note([(periods.before, periods.after) for periods in each])


def periods_sentence(comparison: BeforeAfter) -> str:
    """Say which months are compared, and where they differ in days."""
    return f"{_periods_compared(comparison)} {of_days(comparison)}".strip()


def _periods_compared(comparison: BeforeAfter) -> str:
    before, after = comparison.periods.before, comparison.periods.after
    if not comparison.groups:
        return f"Before: {period(before)}. After: {period(after)}."
    each = " ".join(map(_group_sentence, comparison.groups))
    return (
        f"Patrols began in different months, so each zone is compared over months of "
        f"its own. {each} The county and its districts are compared over the months of "
        f"most zones: {period(before)} and {period(after)}."
    )


def _group_sentence(group: StartGroup) -> str:
    before, after = group.periods.before, group.periods.after
    ended = f" and ended in {month(group.end)}" if group.end else ""
    return (
        f"{capital(counted(len(group.zones), 'zone'))} where patrols began in "
        f"{month(group.start)}{ended}: before {period(before)}, after {period(after)}."
    )


def not_compared_sentences(zones: Sequence[NotCompared]) -> list[str]:
    """Say which patrolled zones cannot be compared, and why."""
    return [
        f"Not compared: {counted(len(each.zones), 'zone')} ({named(each.names)}), "
        f"because {_why_not(each)}."
        for each in zones
    ]


def _why_not(each: NotCompared) -> str:
    start = f" ({month(each.start)})" if each.start else ""
    end = f" ({month(each.end)})" if each.end else ""
    return {
        starts.NOT_BEGUN: f"patrols there begin{start} after the months loaded",
        starts.ENDED_BEFORE: f"patrols there ended{end} before the months loaded",
        starts.NOTHING_BEFORE: (
            f"no month before patrols began there{start} is loaded; load earlier months"
        ),
        starts.NO_SEASON: (
            f"no calendar month is loaded both before and during patrols there{start}"
        ),
        starts.NOT_SAID: "nobody says when patrols began there",
    }[each.why]


def county_sentence(comparison: BeforeAfter, *, noun: str) -> str:
    """Say how the county changed."""
    return f"Across the county, {change_of(comparison, 'county', what=noun)}."


def together(comparison: BeforeAfter, *, zones: str = CHOSEN) -> str:
    """Return what the zones are called as one whole."""
    return zones if len(comparison.outcomes) == 1 else f"{zones} together"


def parts_sentence(comparison: BeforeAfter, *, zones: str = CHOSEN) -> str:
    """Say how the zones changed together, and the county without them."""
    chosen = change_of(comparison, "chosen zones")
    rest = change_of(comparison, "rest of county")
    own = ", each over months of its own" if comparison.groups else ""
    return (
        f"In the {together(comparison, zones=zones)}{own}, {chosen}. In the rest of "
        f"the county, {rest}."
    )


def zones_rose_sentence(comparison: BeforeAfter, *, zones: str = CHOSEN) -> str:
    """Say in how many zones incidents rose, and in how many they stayed."""
    rose = counted(comparison.n_rose, zones.removesuffix("s"))
    n_stayed = comparison.n_stayed
    same = f" and stayed the same in {number(n_stayed)}" if n_stayed else ""
    return f"Incidents rose in {rose}{same}."


def district_sentences(comparison: BeforeAfter) -> list[str]:
    """Say of each district how it changed."""
    districts = comparison.totals.loc[
        comparison.totals["part"] == "district", "district"
    ]
    return [
        f"In {district}, {change_of(comparison, 'district', district)}."
        for district in districts
    ]


def without_place_sentence(comparison: BeforeAfter) -> str:
    """Say how many rows of the strand no figure holds, or nothing."""
    before, after = comparison.without_location
    if before == after == 0:
        return ""
    return (
        f"Not counted, because no location is recorded: {counted(before, 'row')} "
        f"before and {number(after)} after."
    )


def comparison_notes(comparison: BeforeAfter) -> list[str]:
    """Say what must be known before anything is made of a comparison."""
    after = CHOSEN_ON_AFTER if comparison.chosen_on_after else ""
    stand_in = map(stand_in_sentence, comparison.every_periods)
    return [*filter(None, (after, *stand_in)), *warnings_of(comparison)]


def same_season(comparison: BeforeAfter) -> bool:
    """Say whether all periods before and after are of the same months of the year."""
    return all(each.same_calendar_months for each in comparison.every_periods)


def warnings_of(comparison: BeforeAfter) -> list[str]:
    """Say what weakens a comparison beside what a page says at its head."""
    notes = [] if comparison.chosen_on else [CHOSEN_ON_UNKNOWN]
    notes += not_compared_sentences(comparison.not_compared)
    if not same_season(comparison):
        notes.append(OTHER_SEASON)
    patrolled = map(patrols_sentence, comparison.every_periods)
    return [*notes, *filter(None, patrolled)]


def stand_in_sentence(periods: Periods) -> str:
    """Say which months are lacking to compare whole years, or nothing."""
    if not periods.stand_in:
        return ""
    whole = Period(
        months_later(periods.patrols_start, -MONTHS_A_YEAR),
        months_later(periods.patrols_start, MONTHS_A_YEAR - 1),
    )
    return (
        f"Only {period(periods.before)} and {period(periods.after)} can be "
        f"compared, because other months are not loaded. Load all of "
        f"{period(whole)} to compare whole years."
    )


def choose_on(months: Period) -> str:
    """Name the button that chooses zones on months before those compared after."""
    return f"Choose on {period(months)} instead"


def few_months(months: Period) -> str:
    """Warn that zones chosen on few months owe much to chance, or say nothing."""
    n_months = len(months.months)
    if n_months >= MONTHS_A_YEAR:
        return ""
    some = "month is" if n_months == 1 else "months are"
    return (
        f"{in_words(n_months).capitalize()} {some} few: chance "
        f"decides more of a list chosen on them, and its zones fall back further "
        f"without patrols. Twelve months before patrols began are better, if you can "
        f"load them."
    )


def patrols_sentence(periods: Periods) -> str:
    """Say if before holds patrolled months, or after months without patrols."""
    start = periods.patrols_start
    if not start:
        return ""
    if periods.before.last >= start:
        return (
            f"Patrols began in {month(start)}, so the months before include months "
            f"since then. This does not compare “no patrols” with “patrols”."
        )
    if periods.after.first < start:
        return (
            f"Patrols began in {month(start)}, so the months after include months "
            f"before then."
        )
    return ""


def drawn_elsewhere_sentence(zones: Sequence[str], *, file: str) -> str:
    """Say which hexagons a file draws elsewhere than their ids say, or nothing."""
    if not zones:
        return ""
    return (
        f"{file} draws {counted(len(zones), 'zone')} in another place than the id "
        f"says, such as {zones[0]}. Incidents are counted where the id says."
    )


def comparison_sentences(
    comparison: BeforeAfter, *, noun: str, zones: str = CHOSEN
) -> list[str]:
    """Write a comparison whole, a sentence a line."""
    sentences = [
        periods_sentence(comparison),
        county_sentence(comparison, noun=noun),
        parts_sentence(comparison, zones=zones),
        zones_rose_sentence(comparison, zones=zones),
        *(
            district_sentences(comparison)
            if same_season(comparison)
            else [DISTRICTS_LEFT_OUT]
        ),
        without_place_sentence(comparison),
    ]
    return [sentence for sentence in sentences if sentence]
