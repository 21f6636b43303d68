"""Patrols beside outcomes in words: the log, the list, the days compared."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.months_told import months
from hotspots.presentation.words.numbers import (
    counted,
    first_of,
    higher_or_lower,
    listed,
    number,
    percent_change,
)
from hotspots.sources.patrol_log import NOT_A_CHOSEN_ZONE
from hotspots.tables import DOSAGE, check

if TYPE_CHECKING:
    from hotspots.method.patrols.days import DaysBeforeAfter, DaysCompared
    from hotspots.method.patrols.dosage import ZoneDays
    from hotspots.months import Period
    from hotspots.sources.patrol_log import PatrolLog

LOG_HELP = (
    "A patrol log is a CSV file with a row for each patrol. Its columns are zone, "
    "date, and hours or visits or both. Name a zone by its id in the file of outcomes, "
    "or by a name that only one zone has. Write dates as 2025-01-31 or 31/01/2025 "
    "(day, month, year)."
)
NO_EFFECT_FITTED = (
    "Patrols and outcomes are shown side by side, and no effect is estimated. Patrols "
    "are sent where more crime is expected, so the two go together even if patrols "
    "change nothing."
)
MONTHS_ONLY = (
    "These data give the month, not the day, so days with and without patrols cannot "
    "be compared."
)
NO_DAYS_IN_COMMON = (
    "The patrol log and the data have no days in common, so days with and without "
    "patrols cannot be compared."
)
DAYS_NOTE = (
    "Each zone is compared with itself on the same day of the week. If patrols became "
    "more frequent over time, the season can distort the result. Incidents may also "
    "have moved to other days or nearby, which this does not show."
)
CHART_ALT = (
    "Chart of each zone's change in incidents against its patrols. The list on "
    "this page holds the same figures."
)
# The level at which both the interval and the permutation test must agree.
LEAST_P = 0.05
_MOST_LINES = 3


def day(value: str) -> str:
    """Write a day.

    Examples
    --------
    >>> day("2025-01-31")
    '31 January 2025'
    """
    parsed = date.fromisoformat(value)
    return f"{parsed.day} {parsed:%B %Y}"


def log_sentences(log: PatrolLog) -> list[str]:
    """Say what a patrol log holds, how its dates were read and what was set aside."""
    patrols, aside = log.patrols, log.set_aside
    read = counted(len(patrols) + len(aside), "row")
    sentences = [
        f"{log.name}: {read} read, {number(len(patrols))} kept, {number(len(aside))} "
        f"set aside."
    ]
    if len(patrols):
        span = [day(patrols["date"].min()), day(patrols["date"].max())]
        between = span[0] if span[0] == span[1] else f"from {span[0]} to {span[1]}"
        sentences.append(
            f"Patrols in {counted(patrols['zone'].nunique(), 'zone')}, {between}."
        )
    if log.has_day_first:
        sentences.append(
            "Dates with slashes were read day first: 1/2/2025 is 1 February."
        )
    for reason, rows in aside.groupby("reason"):
        lines = [number(line) for line in rows["line"]]
        where = listed(first_of(lines, most=_MOST_LINES))
        sentences.append(f"Set aside ({reason}): line{'s'[: len(rows) > 1]} {where}.")
    return sentences


def none_in_zones(log: PatrolLog) -> str:
    """Say that no patrol of a log counts, and which zones it names; else nothing."""
    n_rows = len(log.set_aside)
    if len(log.patrols) or not n_rows:
        return ""
    elsewhere = log.set_aside[log.set_aside["reason"] == NOT_A_CHOSEN_ZONE]
    if elsewhere.empty:
        return "No row of the log could be used, so there is nothing to show."
    named = [plain(str(name)) for name in elsewhere["zone"].unique()]
    return (
        f"None of the {counted(n_rows, 'row')} of the log lies in one of these zones. "
        f"The log names {listed(first_of(named, most=_MOST_LINES))}. Name zones as the "
        f"list on this page or the file of outcomes does."
    )


def visits_sentence(visits: pd.DataFrame) -> str:
    """Say how long officers were in the zones, and how long anyone was; or nothing.

    Parameters
    ----------
    visits
        A row a zone, as `method.patrols.visits` gives it.
    """
    if visits.empty:
        return ""
    n_visits, officers, anyone = (
        int(visits[name].sum())
        for name in ("visits", "officer_minutes", "patrol_minutes")
    )
    text = (
        f"{counted(n_visits, 'visit')} with times: "
        f"{counted(round(officers / 60), 'hour')} of officers' time"
    )
    if officers == anyone:
        return f"{text}."
    return (
        f"{text}. Officers overlapped, so someone was there for "
        f"{counted(round(anyone / 60), 'hour')}."
    )


# Every row of a log lies outside the months compared.
ALL_OUTSIDE = (
    "To see patrols beside what happened in the zones, choose later months that hold "
    "them, under Choose the months to compare."
)


def outside_sentence(n_outside: int, period: Period) -> str:
    """Say how many patrols lie outside the period counted, or nothing."""
    if not n_outside:
        return ""
    return (
        f"{counted(n_outside, 'row')} of the log {'lies' if n_outside == 1 else 'lie'} "
        f"outside {months(period.first, period.last)} and {_is_are(n_outside)} not "
        f"counted."
    )


def _is_are(n: int) -> str:
    return "is" if n == 1 else "are"


def dosage_list(dosage: pd.DataFrame) -> pd.DataFrame:
    """List each zone's patrols beside its outcome, numbered as on the map.

    Parameters
    ----------
    dosage
        Table `DOSAGE`. Hours, or visits, that the log does not give have no column.
    """
    check(dosage, DOSAGE)
    columns: dict[str, object] = {
        "No.": range(1, len(dosage) + 1),
        "Zone": dosage["name"],
        "District": dosage["district"].astype("str"),
        "Days patrolled": dosage["days_patrolled"],
    }
    for name, label in (("hours", "Hours"), ("visits", "Visits")):
        if dosage[name].notna().any():
            columns[label] = dosage[name].round(1)
    columns |= {
        "Before": dosage["before"],
        "After": dosage["after"],
        "Change": dosage["change"],
        "Ratio": dosage["ratio"],
    }
    return pd.DataFrame(columns)


def zone_days_sentence(compared: ZoneDays) -> str:
    """Say how patrolled days compare with others, never more than can be told."""
    counts = (
        f"From {day(compared.first)} to {day(compared.last)}, in "
        f"{counted(compared.n_zones, 'patrolled zone')}, there "
        f"{'was' if compared.incidents_patrolled == 1 else 'were'} "
        f"{counted(compared.incidents_patrolled, 'incident')} on "
        f"{counted(compared.days_patrolled, 'zone-day')} with a patrol and "
        f"{number(compared.incidents_other)} on {number(compared.days_other)} without."
    )
    if np.isnan(compared.ratio):
        return (
            f"{counts} No zone with incidents has the same day of the week both with "
            f"and without a patrol, so these days cannot be compared."
        )
    if np.isinf(compared.ratio) or np.isinf(compared.high):
        return f"{counts} These are too few incidents to compare."
    ratio, low, high = (
        higher_or_lower(each, decimals=1)
        for each in (compared.ratio, compared.low, compared.high)
    )
    rates = (
        f"Incidents a day were {ratio} on days with a patrol than on the same days of "
        f"the week without (95% confidence interval {low} to {high})"
    )
    shuffled = (
        " If patrol days were shuffled at random, they would hold "
        f"{number(compared.shuffled_low)} to {number(compared.shuffled_high)} "
        "incidents in 95 of 100 cases (permutation interval)."
    )
    is_clear = not compared.low <= 1 <= compared.high
    if is_clear and compared.p_permutation < LEAST_P:
        fewer = "fewer" if compared.high < 1 else "more"
        return f"{counts} {rates}: clearly {fewer} on days with a patrol.{shuffled}"
    if is_clear:
        return (
            f"{counts} {rates}. But incidents come in bursts, so there is no clear "
            f"difference.{shuffled} Shuffled days would differ as much in "
            f"{number(100 * compared.p_permutation)} of 100 cases (permutation test)."
        )
    return f"{counts} {rates}: no clear difference.{shuffled}"


def by_day_sentence(compared: DaysBeforeAfter) -> str:
    """Say how the patrolled zones changed, by day, on the same days a year before."""
    texts = (
        f"From {day(compared.first)} to {day(compared.last)} the "
        f"{counted(compared.n_zones, 'patrolled zone')} had "
        f"{counted(compared.after, 'incident')}. On the same "
        f"{counted(compared.n_days, 'day')} 52 weeks before: {number(compared.before)}."
    )
    if not compared.before or not compared.after:
        return f"{texts} That is too few to compare."
    ratio, low, high = (
        percent_change(each) for each in (compared.ratio, compared.low, compared.high)
    )
    return (
        f"{texts} That is a change of {ratio} (range by chance alone {low} to {high}). "
        f"Zones picked after a bad year tend to fall anyway, so this is not the effect "
        f"of patrols. The outcomes above allow for it."
    )


def days_sentences(compared: DaysCompared) -> list[str]:
    """Say all that the days of a patrol log tell, and what must be known of it."""
    if not compared.have_days:
        return [MONTHS_ONLY]
    if compared.patrolled is None:
        return [NO_DAYS_IN_COMMON]
    sentences = [zone_days_sentence(compared.patrolled)]
    if compared.since is not None:
        sentences.append(by_day_sentence(compared.since))
    return [*sentences, DAYS_NOTE]
