"""Visits with times into minutes: of officers, and of patrols whoever was there."""

from __future__ import annotations

import pandas as pd


def visits_of_zones(patrols: pd.DataFrame) -> pd.DataFrame:
    """Sum the visits of each zone.

    Parameters
    ----------
    patrols
        Table `PATROLS` of a log with times: `start` and `end` in minutes.

    Returns
    -------
    pandas.DataFrame
        A row a zone, by id: `visits`, `officer_minutes` (every officer's added up),
        `patrol_minutes` (a minute in the zone once, however many officers were there)
        and `days_with_a_visit`, a visit being of the day it starts on.

    Examples
    --------
    Two officers from 10:00 to 10:30, one of them a quarter of an hour longer:

    >>> patrols = pd.DataFrame(
    ...     {
    ...         "zone": ["A", "A"],
    ...         "date": ["2025-01-05"] * 2,
    ...         "start": [600, 600],
    ...         "end": [630, 645],
    ...     }
    ... )
    >>> visits_of_zones(patrols).to_dict("records")
    [{'visits': 2, 'officer_minutes': 75, 'patrol_minutes': 45, 'days_with_a_visit': 1}]
    """
    timed = patrols[patrols["start"] >= 0].sort_values(["zone", "start", "end"])
    # What a visit adds to the minutes of those that began before it.
    reached = timed.groupby("zone")["end"].cummax().groupby(timed["zone"]).shift()
    begun = (
        timed["start"]
        .where(reached.isna(), reached.fillna(0))
        .clip(lower=timed["start"])
    )
    added = (timed["end"] - begun).clip(lower=0)
    by_zone = timed.assign(
        officer_minutes=timed["end"] - timed["start"], patrol_minutes=added
    ).groupby("zone")
    return pd.DataFrame(
        {
            "visits": by_zone.size(),
            "officer_minutes": by_zone["officer_minutes"].sum(),
            "patrol_minutes": by_zone["patrol_minutes"].sum().astype("int64"),
            "days_with_a_visit": by_zone["date"].nunique(),
        }
    )
