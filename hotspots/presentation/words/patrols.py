"""Patrols beside outcomes in words: the log, the list, the days compared."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from hotspots.presentation.words.county import percent_change
from hotspots.presentation.words.months_told import months
from hotspots.presentation.words.numbers import counted, listed, number
from hotspots.tables import DOSAGE, check

if TYPE_CHECKING:
    from hotspots.method.patrols.dosage import ZoneDays
    from hotspots.months import Period
    from hotspots.sources.patrol_log import PatrolLog

LOG_HELP = (
    "A patrol log is a csv file with the columns zone, date and hours, or visits, or "
    "both: a row a patrol. Zones go by the id in the file of outcomes, or by a name "
    "that only one zone has. Dates are 2025-01-31 or 31/01/2025, always day, month, "
    "year."
)
NO_EFFECT_FITTED = (
    "Shown side by side, and no effect is fitted: patrols go where more is expected, "
    "so hours and outcomes go together for reasons of their own."
)
MONTHS_ONLY = (
    "These data carry months only, so patrolled and unpatrolled days cannot be "
    "compared."
)
DAYS_NOTE = (
    "Each zone is compared with itself on the same day of the week. The season may "
    "make a difference where patrols grew more frequent, and incidents may have moved "
    "to other days or next door, which this does not see."
)
CHART_ALT = (
    "Chart of each zone's change in incidents against its patrols. The list holds the "
    "same figures."
)
# The level at which both the interval and the shuffled days must speak.
LEAST_P = 0.05
_MOST_LINES = 3


def day(value: str) -> str:
    """Write a day.

    Examples
    --------
    >>> day("2025-01-31")
    '31 January 2025'
    """
    told = date.fromisoformat(value)
    return f"{told.day} {told:%B %Y}"


def log_sentences(log: PatrolLog) -> list[str]:
    """Say what a patrol log holds, how its dates were read and what was set aside."""
    patrols, aside = log.patrols, log.set_aside
    read = counted(len(patrols) + len(aside), "row")
    told = [
        f"{log.name}: {read} read, {number(len(patrols))} kept, {number(len(aside))} "
        f"set aside."
    ]
    if len(patrols):
        span = [day(patrols["date"].min()), day(patrols["date"].max())]
        between = span[0] if span[0] == span[1] else f"from {span[0]} to {span[1]}"
        told.append(
            f"Patrols in {counted(patrols['zone'].nunique(), 'zone')}, {between}."
        )
    if log.has_day_first:
        told.append("Dates with strokes were read day first: 1/2/2025 is 1 February.")
    for reason, rows in aside.groupby("reason"):
        lines = [number(line) for line in rows["line"].head(_MOST_LINES)]
        more = len(rows) - len(lines)
        where = listed([*lines, f"{number(more)} more"] if more else lines)
        told.append(f"Set aside, {reason}: line{'s'[: len(rows) > 1]} {where}.")
    return told


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


def dosage_list(dose: pd.DataFrame) -> pd.DataFrame:
    """List each zone's patrols beside its outcome, numbered as on the map.

    Parameters
    ----------
    dose
        Table `DOSAGE`. Hours, or visits, that the log does not give have no column.
    """
    check(dose, DOSAGE)
    columns: dict[str, object] = {
        "No.": range(1, len(dose) + 1),
        "Zone": dose["name"],
        "District": dose["district"].astype("str"),
        "Days patrolled": dose["days_patrolled"],
    }
    for name, label in (("hours", "Hours"), ("visits", "Visits")):
        if dose[name].notna().any():
            columns[label] = dose[name].round(1)
    columns |= {
        "Before": dose["before"],
        "After": dose["after"],
        "Change": dose["change"],
        "Ratio": dose["ratio"],
    }
    return pd.DataFrame(columns)


def zone_days_sentence(compared: ZoneDays) -> str:
    """Say how patrolled days compare with others, never more than can be told."""
    told = (
        f"From {day(compared.first)} to {day(compared.last)}, in "
        f"{counted(compared.n_zones, 'patrolled zone')}: "
        f"{counted(compared.incidents_patrolled, 'incident')} on "
        f"{counted(compared.days_patrolled, 'zone-day')} with a patrol, "
        f"{number(compared.incidents_other)} on {number(compared.days_other)} without."
    )
    if np.isnan(compared.ratio):
        return (
            f"{told} No zone with incidents has the same day of the week both with and "
            f"without a patrol, so they cannot be compared."
        )
    if np.isinf(compared.ratio) or np.isinf(compared.high):
        return f"{told} That is too little to compare."
    ratio, low, high = (
        percent_change(each) for each in (compared.ratio, compared.low, compared.high)
    )
    rates = f"Day for day that is {ratio} with a patrol, with a range of {low} to "
    rates += high
    is_clear = not compared.low <= 1 <= compared.high
    if is_clear and compared.p_permutation < LEAST_P:
        fewer = "fewer" if compared.high < 1 else "more"
        return f"{told} {rates}: {fewer} incidents on patrolled days."
    if is_clear:
        return (
            f"{told} {rates}; but incidents come in bursts, and days drawn by lot "
            f"differ as much in {_in_a_hundred(compared.p_permutation)}: no clear "
            f"difference."
        )
    return f"{told} {rates}, which includes no difference: no clear difference."


def _in_a_hundred(p: float) -> str:
    return f"{number(100 * p)} draws of 100"
