"""When the second sample's offences happen: days, hours and spans.

Each incident stays in its month. Its hour of the week goes by the pattern of its class
and place; some are written with two times hours apart, and some with a day alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.build_sample import MONTHS
from data.offence_habits import DAYS, HOURS, KINDS, PATTERNS, weeks
from data.offence_what import Offences

# How much the hours of places differ: their leaning to nights out, as log odds.
OF_LSOA = 0.7
NIGHT_OUT, TRADING = PATTERNS.index("night out"), PATTERNS.index("trading hours")

# Times are mostly told to the half hour or to five minutes.
ON_THE_HOUR, ON_THE_HALF, ON_FIVE = 0.3, 0.2, 0.35
# Of offences seen as they happen: no end is written, or the same, or one soon after.
NO_END, SAME_END = 0.15, 0.5
SPREAD_OF_SPANS = 0.8
LONGEST_SPAN_HOURS = 24 * 120
# Share flagged alcohol, by pattern.
ALCOHOL = (0.12, 0.5, 0.15, 0.02, 0.03)

_LEANINGS, _TIMES = 30, 31


@dataclass(frozen=True)
class DayTimes:
    """Start and end of each incident to the minute, as numpy times.

    Attributes
    ----------
    start, end
        Local time; `end` is not a time where none is written.
    has_time
        Whether more than the day is written.
    alcohol
        Flag of each incident.
    """

    start: NDArray[np.datetime64]
    end: NDArray[np.datetime64]
    has_time: NDArray[np.bool_]
    alcohol: NDArray[np.bool_]


def draw_times(rows: pd.DataFrame, offences: Offences, *, seed: int) -> DayTimes:
    """Draw the times of each incident; see `data.offence_what.draw_offences`."""
    rng = np.random.default_rng([seed, _TIMES])
    pattern = _patterns(rows, offences, rng, seed=seed)
    hour_of_week = np.empty(len(rows), dtype=np.int64)
    for at, chances in enumerate(weeks()):
        here = np.flatnonzero(pattern == at)
        hour_of_week[here] = rng.choice(HOURS * DAYS, len(here), p=chances)
    day = _days(rows["month"].to_numpy(), hour_of_week // HOURS, rng)
    minutes = (hour_of_week % HOURS) * 60 + _minutes(len(rows), rng)
    start = day.astype("datetime64[m]") + minutes.astype("timedelta64[m]")
    habits = [offences.habits[row] for row in range(len(offences.habits))]
    of_kind = {
        name: np.array([getattr(habit, name) for habit in habits])[offences.kind]
        for name in ("span_hours", "share_span", "untimed")
    }
    return DayTimes(
        start,
        _ends(start, of_kind["span_hours"], of_kind["share_span"], rng),
        rng.random(len(rows)) >= of_kind["untimed"],
        rng.random(len(rows)) < np.array(ALCOHOL)[pattern],
    )


def _patterns(
    rows: pd.DataFrame, offences: Offences, rng: np.random.Generator, *, seed: int
) -> NDArray[np.int64]:
    """Choose a pattern for each incident, by its class and its place."""
    mixes = np.log(np.array([habit.mix for habit in offences.habits]) + 1e-3)
    log_odds = mixes[offences.kind]
    lsoa, names = pd.factorize(rows["lsoa"], sort=True)
    of_places = np.random.default_rng([seed, _LEANINGS])
    lean = OF_LSOA * of_places.standard_normal(len(names))
    log_odds[:, NIGHT_OUT] += lean[lsoa] + _step(rows["location"], 1)
    log_odds[:, TRADING] += _step(rows["location"], 2)
    chosen: NDArray[np.int64] = (log_odds + rng.gumbel(size=log_odds.shape)).argmax(1)
    return chosen


def _step(location: pd.Series, which: int) -> NDArray[np.float64]:
    steps = {name: values[which] for name, values in KINDS.items()}
    return location.map(steps).fillna(0).to_numpy(dtype=float)


def _days(
    month: NDArray[np.int64], weekday: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[np.datetime64]:
    """Choose for each incident one of its month's days with its day of the week."""
    first = np.array(MONTHS, dtype="datetime64[M]").astype("datetime64[D]")
    length = np.diff(
        np.append(first, np.datetime64(MONTHS[-1], "M") + 1).astype("datetime64[D]")
    ).astype(np.int64)
    # 1970-01-01, day 0, was a Thursday.
    weekday_of_first = (first.astype(np.int64) + 3) % DAYS
    offset = (weekday - weekday_of_first[month]) % DAYS
    n_days = (length[month] - 1 - offset) // DAYS + 1
    week = np.floor(rng.random(len(month)) * n_days).astype(np.int64)
    return first[month] + (offset + DAYS * week).astype("timedelta64[D]")


def _minutes(n: int, rng: np.random.Generator) -> NDArray[np.int64]:
    how = rng.random(n)
    any_minute = rng.integers(0, 60, n)
    on_five = any_minute // 5 * 5
    minute = np.where(how < ON_THE_HOUR + ON_THE_HALF + ON_FIVE, on_five, any_minute)
    minute = np.where(how < ON_THE_HOUR + ON_THE_HALF, 30, minute)
    return np.where(how < ON_THE_HOUR, 0, minute)


def _ends(
    start: NDArray[np.datetime64],
    span_hours: NDArray[np.float64],
    share_span: NDArray[np.float64],
    rng: np.random.Generator,
) -> NDArray[np.datetime64]:
    n = len(start)
    hours = span_hours * np.exp(SPREAD_OF_SPANS * rng.standard_normal(n))
    quarters = np.ceil(np.minimum(hours, LONGEST_SPAN_HOURS) * 4).astype(np.int64)
    how, few = rng.random(n), 5 * rng.integers(1, 7, n)
    shortly = np.where(how < NO_END + SAME_END, 0, few)
    is_span = rng.random(n) < share_span
    minutes = np.where(is_span, 15 * quarters, shortly)
    end = start + minutes.astype("timedelta64[m]")
    return np.where(~is_span & (how < NO_END), np.datetime64("NaT", "m"), end)
