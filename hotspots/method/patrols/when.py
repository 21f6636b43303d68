"""When incidents happen: hour by weekday of each zone, and the hours that stand out.

A day begins at 05:00, so that the night of Friday is one night. Where an incident has
two times, each hour between them gets its share of it (aoristic analysis).

Long because sharing out and the search for peak hours share their hours.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.tables import WEEK_HOURS, check

DAYS, HOURS = 7, 24
FIRST_HOUR = 5
# Hours of the day that day patrols cover, from 05:00 on; the rest is the night's.
DAY_HOURS = 12
# Fewer incidents than these name no peak hours, and single ones could be picked out.
LEAST_INCIDENTS = 30
# A block is as long as a short patrol at least and as a shift at most.
BLOCK_HOURS = (2, 8)
# And no block is more than a seventh of the week: all evenings are no peak to patrol.
MOST_HOURS_A_WEEK = 24
# From so many incidents on, the log likelihood ratio that the best block exceeds in one
# of twenty weeks without any peak: 12,000 such weeks were drawn at each of 30, 60, 100,
# 300, 1,000 and 10,000 incidents (7.23, 7.59, 7.54, 7.63, 7.70 and 7.95).
CRITICAL_RATIOS = ((0, 7.4), (50, 7.65), (1000, 7.8), (3000, 8.0))

_MINUTES_A_DAY = 24 * 60
_WEEK = DAYS * HOURS
_WEEK_MINUTES = DAYS * _MINUTES_A_DAY
# 1970-01-01, from which numpy counts, was a Thursday: day 3 from Monday.
_FIRST_WEEKDAY = 3

SEASONS = {
    "winter": ("12", "01", "02"),
    "spring": ("03", "04", "05"),
    "summer": ("06", "07", "08"),
    "autumn": ("09", "10", "11"),
}


@dataclass(frozen=True)
class Peak:
    """Days and hours that stand out of a week.

    Attributes
    ----------
    days
        Consecutive days from Monday, 0; the hours after midnight are the day's before.
    first_hour, last_hour
        From and to, 0 to 23: 21 and 3 are 21:00 to 03:00.
    share
        Share of the incidents in it.
    share_of_week
        Share of the week's hours in it.
    """

    days: tuple[int, ...]
    first_hour: int
    last_hour: int
    share: float
    share_of_week: float


def weeks_of_zones(
    incidents: pd.DataFrame, zone: NDArray[np.int64], *, n_zones: int
) -> NDArray[np.float64]:
    """Share incidents out over the hours of the week, zone by zone.

    Parameters
    ----------
    incidents
        `start` and `end` (local time; no end where none is written) and `has_time`;
        those without a time are left out.
    zone
        Of each incident the number of its zone, from 0.
    n_zones
        How many zones there are.

    Returns
    -------
    numpy.ndarray
        Shape (zones, 7 days from Monday, 24 hours from 05:00).

    Notes
    -----
    Aoristic analysis (Ratcliffe 2000, International Journal of Geographical Information
    Science 14:669), minute by minute: an hour gets the part of the span that lies in
    it. No end, or the same, puts all of an incident in the hour of its start; a span of
    a week or more tells nothing and is spread evenly. The clocks going forward or back
    are left out of account.
    """
    timed = incidents["has_time"].to_numpy(dtype=bool)
    row, hour, share = shares_of_hours(
        incidents["start"].to_numpy()[timed], incidents["end"].to_numpy()[timed]
    )
    flat = zone[timed][row] * _WEEK + hour
    weeks = np.zeros(n_zones * _WEEK)
    weeks += np.bincount(flat, weights=share, minlength=n_zones * _WEEK)
    return weeks.reshape(n_zones, DAYS, HOURS)


def shares_of_hours(
    start: NDArray[np.datetime64], end: NDArray[np.datetime64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return the aoristic shares of incidents.

    Parameters
    ----------
    start, end
        Local times; not a time where none is written.

    Returns
    -------
    tuple
        For each share: the number of its incident, its hour of the week (0 is Monday
        05:00) and the share, above 0. Those of one incident add up to 1.

    Examples
    --------
    Home was left at 10:55 on a Monday and found broken into at 11:55.

    >>> left, found = np.array(["2025-01-06T10:55"], "M8[m]"), ["2025-01-06T11:55"]
    >>> _, hour, share = shares_of_hours(left, np.array(found, "M8[m]"))
    >>> hour.tolist(), (share * 60).round().tolist()
    ([5, 6], [5.0, 55.0])
    """
    first = start.astype("datetime64[m]").astype(np.int64)
    known = ~np.isnat(end)
    last = np.where(known, end.astype("datetime64[m]").astype(np.int64), first)
    minutes = np.clip(last - first, 0, _WEEK_MINUTES)
    at = (first + (_FIRST_WEEKDAY * HOURS - FIRST_HOUR) * 60) % _WEEK_MINUTES
    # A week or more: every hour once, wherever in an hour it began.
    at = np.where(minutes == _WEEK_MINUTES, 0, at)
    n_hours = np.maximum(-(-(at % 60 + minutes) // 60), 1)
    row = np.repeat(np.arange(len(at)), n_hours)
    step = np.arange(len(row)) - np.repeat(np.cumsum(n_hours) - n_hours, n_hours)
    begins = (at // 60 * 60)[row] + 60 * step
    inside = np.minimum(begins + 60, (at + minutes)[row]) - np.maximum(begins, at[row])
    span = minutes[row]
    share = np.where(span == 0, 1.0, inside / np.maximum(span, 1))
    return row, begins // 60 % _WEEK, share


def season_of(months: pd.Series) -> pd.Series:
    """Return the season of each month, by the weather's year.

    Examples
    --------
    >>> season_of(pd.Series(["2024-02", "2024-07"])).to_list()
    ['winter', 'summer']
    """
    of_month = {month: name for name, months in SEASONS.items() for month in months}
    return months.astype("str").str[-2:].map(of_month)


def peak_of(week: NDArray[np.float64]) -> Peak | None:
    """Return the days and hours that stand out most; None if none clearly do.

    Parameters
    ----------
    week
        Incidents of shape (7 days from Monday, 24 hours from 05:00).

    Notes
    -----
    Of all blocks of consecutive days with the same two to eight whole hours, 24 hours a
    week at most, the one whose incidents are least like an even spread over the week,
    by the likelihood ratio of a scan statistic (Kulldorff 1997, Communications in
    Statistics 26:1481). It must beat the best block of 95 in 100 weeks that are even:
    the block was sought, and in few incidents some block always stands out.
    """
    total = float(week.sum())
    if total < LEAST_INCIDENTS:
        return None
    ratios, inside = _likelihood_ratios(week)
    best = int(ratios.argmax())
    if ratios[best] <= _critical_ratio(total):
        return None
    block = _blocks()[best]
    return Peak(
        days=tuple((block.day + step) % DAYS for step in range(block.n_days)),
        first_hour=(FIRST_HOUR + block.hour) % HOURS,
        last_hour=(FIRST_HOUR + block.hour + block.n_hours) % HOURS,
        share=float(inside[best] / total),
        share_of_week=block.n_days * block.n_hours / _WEEK,
    )


@dataclass(frozen=True)
class _Block:
    day: int
    n_days: int
    hour: int
    n_hours: int


@functools.cache
def _blocks() -> tuple[_Block, ...]:
    """List all blocks; those of seven days begin on Monday."""
    return tuple(
        _Block(day, n_days, hour, n_hours)
        for n_days in range(1, DAYS + 1)
        for day in range(DAYS if n_days < DAYS else 1)
        for n_hours in range(BLOCK_HOURS[0], BLOCK_HOURS[1] + 1)
        for hour in range(HOURS - n_hours + 1)
        if n_days * n_hours <= MOST_HOURS_A_WEEK
    )


@functools.cache
def _corners() -> tuple[NDArray[np.int64], ...]:
    fields = ("day", "n_days", "hour", "n_hours")
    return tuple(
        np.array([getattr(block, name) for block in _blocks()]) for name in fields
    )


def _likelihood_ratios(
    week: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the log likelihood ratio of every block, and the incidents in it."""
    day, n_days, hour, n_hours = _corners()
    twice = np.zeros((2 * DAYS + 1, HOURS + 1))
    twice[1:, 1:] = np.concatenate([week, week]).cumsum(axis=0).cumsum(axis=1)
    inside = (
        twice[day + n_days, hour + n_hours]
        - twice[day, hour + n_hours]
        - twice[day + n_days, hour]
        + twice[day, hour]
    )
    share = np.clip(inside / week.sum(), 1e-12, 1 - 1e-12)
    even = n_days * n_hours / _WEEK
    ratio = share * np.log(share / even) + (1 - share) * np.log(
        (1 - share) / (1 - even)
    )
    return np.where(share > even, week.sum() * ratio, 0.0), inside


def _critical_ratio(n_incidents: float) -> float:
    """Return what the best block's ratio exceeds in few weeks that are even."""
    return max(ratio for least, ratio in CRITICAL_RATIOS if n_incidents >= least)


def hours_table(week: NDArray[np.float64]) -> pd.DataFrame:
    """List the hours of a week.

    Parameters
    ----------
    week
        Incidents of shape (7 days from Monday, 24 hours from 05:00).

    Returns
    -------
    pandas.DataFrame
        Table `WEEK_HOURS`, from Monday 05:00 on.
    """
    day, hour = np.divmod(np.arange(_WEEK), HOURS)
    table = {"day": day, "hour": (hour + FIRST_HOUR) % HOURS, "incidents": week.ravel()}
    return check(pd.DataFrame(table), WEEK_HOURS)


def day_and_night(weeks: NDArray[np.float64]) -> pd.DataFrame:
    """Rank zones for day patrols, 05:00 to 17:00, and for night patrols.

    Parameters
    ----------
    weeks
        Incidents of shape (zones, 7 days, 24 hours from 05:00), best zone first.

    Returns
    -------
    pandas.DataFrame
        `by_day` and `by_night` (incidents), `day_rank` and `night_rank` (from 1; of
        equal zones the first one goes first).
    """
    by_day = weeks[:, :, :DAY_HOURS].sum(axis=(1, 2))
    by_night = weeks[:, :, DAY_HOURS:].sum(axis=(1, 2))
    return pd.DataFrame(
        {
            "by_day": by_day,
            "by_night": by_night,
            "day_rank": _ranks(by_day),
            "night_rank": _ranks(by_night),
        }
    )


def _ranks(values: NDArray[np.float64]) -> NDArray[np.int64]:
    ranks = np.empty(len(values), dtype=np.int64)
    # A part of a share in a million is no difference.
    ranks[np.argsort(-values.round(6), kind="stable")] = np.arange(1, len(values) + 1)
    return ranks
