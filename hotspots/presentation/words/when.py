"""When incidents happen, in sentences: peak hours, day and night, what is left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from hotspots.method.patrols.strand_times import StrandWeeks
from hotspots.method.patrols.when import LEAST_INCIDENTS, Peak
from hotspots.presentation.words.numbers import counted, listed, number, share
from hotspots.tables import DAY_AND_NIGHT, check

DAYS = (
    *("Monday", "Tuesday", "Wednesday", "Thursday"),
    *("Friday", "Saturday", "Sunday"),
)
NO_TIMES = (
    "There are no times of day in these data. A police force's own extract has them."
)
PEAK_HOURS = "Peak hours"
NONE_STAND_OUT = "No days and hours clearly stand out."
DAY_STARTS = "A day starts at 05:00, so the small hours belong to the night before."
METHOD = (
    "An incident between two times is shared out over the hours between them (aoristic "
    "analysis). Peak hours are the block of days and of 2 to 8 hours, at most 24 "
    "hours a week, that stands out most from an even week. They are named only if "
    "chance alone would rarely show so strong a peak."
)
DAY_AND_NIGHT_HELP = (
    "Day is 05:00 to 17:00 and night is 17:00 to 05:00. Each list ranks the chosen "
    "zones by the number of incidents in its half of the day. Peak hours are those of "
    "the whole day, so they are the same in both lists."
)


def clock(hour: int) -> str:
    """Write an hour.

    Examples
    --------
    >>> clock(3)
    '03:00'
    """
    return f"{hour:02d}:00"


def days_in_words(days: Sequence[int]) -> str:
    """Name consecutive days, from Monday, 0.

    Examples
    --------
    >>> days_in_words((4, 5)), days_in_words((4, 5, 6)), days_in_words(range(7))
    ('Friday and Saturday', 'Friday to Sunday', 'Every day')
    """
    if len(days) == len(DAYS):
        return "Every day"
    if len(days) > 2:
        return f"{DAYS[days[0]]} to {DAYS[days[-1]]}"
    return listed([DAYS[day] for day in days])


def hours_in_words(peak: Peak) -> str:
    """Write the hours of a peak.

    Examples
    --------
    >>> hours_in_words(Peak((4, 5), 21, 3, 0.46, 0.0714))
    '21:00 to 03:00'
    """
    return f"{clock(peak.first_hour)} to {clock(peak.last_hour)}"


def peak_sentence(peak: Peak | None, *, n_timed: float) -> str:
    """Say which days and hours stand out, with their share.

    Examples
    --------
    >>> peak_sentence(Peak((4, 5), 21, 3, 0.46, 12 / 168), n_timed=210)
    'Friday and Saturday, 21:00 to 03:00: 46% of the incidents in 7% of the week.'
    """
    if peak is not None:
        return (
            f"{days_in_words(peak.days)}, {hours_in_words(peak)}: {share(peak.share)} "
            f"of the incidents in {share(peak.share_of_week)} of the week."
        )
    if round(n_timed) < LEAST_INCIDENTS:
        return (
            f"Fewer than {number(LEAST_INCIDENTS)} incidents with a time: too few to "
            f"name peak hours."
        )
    return NONE_STAND_OUT


def when_in_short(peak: Peak | None, *, n_timed: float) -> str:
    """Say when in a list or a file.

    Examples
    --------
    >>> when_in_short(Peak((4, 5), 21, 3, 0.46, 12 / 168), n_timed=210)
    'Friday and Saturday, 21:00 to 03:00 (46%)'
    >>> when_in_short(None, n_timed=12)
    'too few incidents with a time'
    """
    if peak is not None:
        return (
            f"{days_in_words(peak.days)}, {hours_in_words(peak)} ({share(peak.share)})"
        )
    if round(n_timed) < LEAST_INCIDENTS:
        return "too few incidents with a time"
    return "no hours stand out"


def when_of_zones(weeks: StrandWeeks) -> list[str]:
    """Say when of each zone, in short."""
    return [
        when_in_short(peak, n_timed=float(week.sum()))
        for peak, week in zip(weeks.peaks(), weeks.weeks, strict=True)
    ]


def untimed_sentence(n_untimed: int) -> str:
    """Say how many incidents have no time, or nothing.

    Examples
    --------
    >>> untimed_sentence(1)
    'Not shown, because no time is recorded: 1 incident.'
    """
    if not n_untimed:
        return ""
    return f"Not shown, because no time is recorded: {counted(n_untimed, 'incident')}."


def chart_alt(where: str, peak: Peak | None, *, n_timed: float) -> str:
    """Describe the chart for who cannot see it."""
    return (
        f"Chart of incidents by hour and day of the week, {where}. "
        f"{peak_sentence(peak, n_timed=n_timed)}"
    )


def hours_list(hours: pd.DataFrame) -> pd.DataFrame:
    """List the hours of a week, a row an hour and a column a day.

    Parameters
    ----------
    hours
        Table `WEEK_HOURS`.
    """
    by_day = hours.pivot_table(
        index="hour", columns="day", values="incidents", sort=False
    )
    named = by_day.rename(columns=dict(enumerate(DAYS))).round(1)
    return named.rename(index=clock).rename_axis("Hour", axis=0).reset_index()


def day_and_night_table(weeks: StrandWeeks, chosen: pd.DataFrame) -> pd.DataFrame:
    """Make the table of chosen zones for patrols by day and by night.

    Parameters
    ----------
    weeks
        The weeks of these zones.
    chosen
        `zone`, `name` and `district` of each, in the same order.

    Returns
    -------
    pandas.DataFrame
        Table `DAY_AND_NIGHT`.
    """
    peaks = weeks.peaks()
    named = chosen[["zone", "name", "district"]].reset_index(drop=True)
    sentences = {
        "peak_days": [
            "" if peak is None else days_in_words(peak.days) for peak in peaks
        ],
        "peak_hours": ["" if peak is None else hours_in_words(peak) for peak in peaks],
    }
    table = pd.concat([named, weeks.day_and_night()], axis="columns").assign(
        **{name: pd.array(texts, dtype="str") for name, texts in sentences.items()},
        peak_share=[np.nan if peak is None else peak.share for peak in peaks],
    )
    return check(table, DAY_AND_NIGHT)


def day_or_night_list(table: pd.DataFrame, *, by_night: bool) -> pd.DataFrame:
    """List the zones in the order of patrols by day, or by night.

    Parameters
    ----------
    table
        Table `DAY_AND_NIGHT`.
    by_night
        Whether the list is that of the night.
    """
    rank, column = ("night_rank", "by_night") if by_night else ("day_rank", "by_day")
    ordered = table.sort_values(rank)
    both = ordered["by_day"] + ordered["by_night"]
    return pd.DataFrame(
        {
            "Rank": ordered[rank],
            "Zone": ordered["name"],
            "District": ordered["district"].astype("str"),
            "Incidents": ordered[column].round().astype("int64"),
            "Of its incidents": [
                share(part) if part == part else "" for part in ordered[column] / both
            ],
            PEAK_HOURS: [
                f"{days}, {hours}" if days else ""
                for days, hours in zip(
                    ordered["peak_days"], ordered["peak_hours"], strict=True
                )
            ],
        }
    )
