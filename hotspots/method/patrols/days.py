"""Before and after by day: the patrolled zones since patrols began, and a year before.

Months hide a start in the middle of one; days do not.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from hotspots.errors import InputError
from hotspots.method.evaluation.rates import rate_ratios
from hotspots.method.patrols.dosage import ZoneDays, compare_zone_days
from hotspots.tables import DATED, PATROLS, check

# Whole weeks, so that before and after hold the same days of the week.
A_YEAR = pd.Timedelta(weeks=52)


@dataclass(frozen=True)
class DaysBeforeAfter:
    """Patrolled zones since patrols began beside the same days a year before.

    Attributes
    ----------
    first, last
        Days after the start, both included, as 2025-01-31.
    n_days
        How many they are; before there are as many, 52 weeks earlier.
    n_zones
        Zones in the log.
    before, after
        Incidents in them.
    ratio, low, high
        Incidents after for each before, with the exact 95% interval for chance.
    """

    first: str
    last: str
    n_days: int
    n_zones: int
    before: int
    after: int
    ratio: float
    low: float
    high: float


def days_covered(patrols: pd.DataFrame, dated: pd.DataFrame) -> tuple[str, str] | None:
    """Return the first and last day that log and incidents both cover; None if none.

    Parameters
    ----------
    patrols
        Table `PATROLS`.
    dated
        Table `DATED`, of all zones: it covers its first day to its last.
    """
    check(patrols, PATROLS)
    check(dated, DATED)
    if patrols.empty or dated.empty:
        return None
    first = max(str(patrols["date"].min()), str(dated["date"].min()))
    last = min(str(patrols["date"].max()), str(dated["date"].max()))
    return (first, last) if first <= last else None


def compare_by_day(
    patrols: pd.DataFrame, dated: pd.DataFrame
) -> DaysBeforeAfter | None:
    """Count the patrolled zones from the log's first day on, and 52 weeks before.

    Parameters
    ----------
    patrols
        Table `PATROLS`.
    dated
        Table `DATED`, of all zones.

    Returns
    -------
    DaysBeforeAfter or None
        None where the incidents do not cover both spans, or the spans overlap.

    Notes
    -----
    Zones picked after a bad year fall anyway, and the county may have changed too; the
    interval is for chance alone.
    """
    covered = days_covered(patrols, dated)
    if covered is None:
        return None
    first, last = map(pd.Timestamp, covered)
    last = min(last, first + A_YEAR - pd.Timedelta(days=1))
    begins = str((first - A_YEAR).date())
    if begins < str(dated["date"].min()):
        return None
    zones = patrols["zone"].unique()
    days = dated.loc[dated["zone"].isin(zones), "date"].astype("str")
    after = int(days.between(str(first.date()), str(last.date())).sum())
    before = int(days.between(begins, str((last - A_YEAR).date())).sum())
    found = rate_ratios(before=before, after=after, days_before=1, days_after=1)
    return DaysBeforeAfter(
        str(first.date()),
        str(last.date()),
        (last - first).days + 1,
        len(zones),
        before,
        after,
        float(found.ratio),
        float(found.low),
        float(found.high),
    )


@dataclass(frozen=True)
class DaysCompared:
    """What the days of a patrol log tell; None where they cannot be compared.

    Attributes
    ----------
    have_days
        Whether the data have days at all.
    patrolled
        Days with a patrol beside those without.
    since
        The days since patrols began beside those of a year before.
    """

    have_days: bool
    patrolled: ZoneDays | None = None
    since: DaysBeforeAfter | None = None


def compare_days(patrols: pd.DataFrame, dated: pd.DataFrame | None) -> DaysCompared:
    """Compare the days of a patrol log in every way that the data allow.

    Parameters
    ----------
    patrols
        Table `PATROLS`.
    dated
        Table `DATED`, of all zones; None where the data have months alone.
    """
    if dated is None:
        return DaysCompared(have_days=False)
    covered = days_covered(patrols, dated)
    if covered is None:
        return DaysCompared(have_days=True)
    first, last = covered
    try:
        patrolled = compare_zone_days(patrols, dated, first=first, last=last)
    except InputError:
        # No patrol was done on any of them.
        return DaysCompared(have_days=True)
    since = compare_by_day(patrols, dated)
    return DaysCompared(have_days=True, patrolled=patrolled, since=since)
