"""Patrols beside outcomes: how much each zone had, and patrolled against other days."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.method.patrols.stratified import shuffle_days, stratified_ratio
from hotspots.months import Period
from hotspots.tables import DATED, DOSAGE, OUTCOMES, PATROLS, check


@dataclass(frozen=True, eq=False)
class ZoneDays:
    """Days with a patrol compared with days without, zone by zone and day of the week.

    Attributes
    ----------
    first, last
        Days compared, both included, as 2025-01-31.
    n_zones
        Zones that were patrolled on some of these days.
    days_patrolled, days_other
        Zone-days of these zones.
    incidents_patrolled, incidents_other
        Incidents on them.
    ratio, low, high
        Incidents a day on patrolled days for each one on other days of the same zone
        and day of the week, with its exact 95% interval. Not a number where no zone
        has both kinds of one day of the week.
    p_permutation
        Permutation p-value: how likely so uneven a split is had the patrolled days been
        drawn at random within each zone and day of the week.
    shuffled_low, shuffled_high
        Incidents that the patrolled days would hold in 95 of 100 such draws.
    """

    first: str
    last: str
    n_zones: int
    days_patrolled: int
    days_other: int
    incidents_patrolled: int
    incidents_other: int
    ratio: float
    low: float
    high: float
    p_permutation: float
    shuffled_low: int
    shuffled_high: int


def dosage_of_zones(
    patrols: pd.DataFrame, outcomes: pd.DataFrame, *, period: Period
) -> pd.DataFrame:
    """List the dosage of each chosen zone with its outcome.

    Parameters
    ----------
    patrols
        Table `PATROLS`.
    outcomes
        Table `OUTCOMES`.
    period
        The period after; patrols on other days are not counted.

    Returns
    -------
    pandas.DataFrame
        Table `DOSAGE`, in the order of the outcomes. A zone that the log never names in
        these months has no days, and 0 hours and visits where the log gives such.

    Notes
    -----
    Shown, and no effect is fitted: more patrols go where more is expected to happen,
    so hours and outcomes go together for reasons of their own.
    """
    check(patrols, PATROLS)
    check(outcomes, OUTCOMES)
    within = patrols_within(patrols, period=period)
    of_zone = within.groupby("zone")
    zones = outcomes["zone"]
    given = patrols.columns[patrols.notna().any()]
    totals = {
        name: _totals(of_zone[name].sum(), zones, is_given=name in given)
        for name in ("hours", "visits")
    }
    days = _patrolled(within).groupby("zone")["date"].nunique()
    table = outcomes[["zone", "name", "district"]].assign(
        days_patrolled=days.reindex(zones, fill_value=0).to_numpy(dtype="int64"),
        **totals,
    )
    both = outcomes[["before", "after", "change", "ratio"]]
    return check(pd.concat([table, both], axis="columns"), DOSAGE)


def patrols_within(patrols: pd.DataFrame, *, period: Period) -> pd.DataFrame:
    """Return the patrols on days of a period.

    Parameters
    ----------
    patrols
        Table `PATROLS`.
    period
        Months, both ends included.
    """
    return patrols[patrols["date"].str[:7].between(period.first, period.last)]


def compare_zone_days(
    patrols: pd.DataFrame,
    dated: pd.DataFrame,
    *,
    first: str | None = None,
    last: str | None = None,
) -> ZoneDays:
    """Compare days on which a zone was patrolled with its other days.

    Parameters
    ----------
    patrols
        Table `PATROLS`. Only zones that it names are compared.
    dated
        Table `DATED`: incidents of the strand that carry a date.
    first, last
        Days, both included, as 2025-01-31; the first and the last day of the log
        unless given. The incidents must cover all of them.

    Raises
    ------
    InputError
        If the log holds no patrol on these days.

    Notes
    -----
    Each zone is compared with itself on the same day of the week, so neither busy zones
    nor busy Saturdays being patrolled more makes a difference; the time of year may,
    where patrols became more frequent over the span. An incident counts for its day
    whatever the hour of the patrol. Incidents may also move to the next day or next
    door, which this comparison does not see.
    """
    check(patrols, PATROLS)
    check(dated, DATED)
    done = _patrolled(patrols)
    first = first or str(done["date"].min())
    last = last or str(done["date"].max())
    done = done[done["date"].between(first, last)]
    if done.empty:
        msg = (
            "The patrol log holds no patrol on the days compared, so there is nothing "
            "to compare. Choose days that it covers."
        )
        raise InputError(msg)
    days = _zone_days(done, dated, first, last)
    of_kind = days.groupby("is_patrolled")["incidents"].agg(["size", "sum"])
    n_days, n_incidents = (
        of_kind[each].reindex([True, False], fill_value=0).to_list()
        for each in ("size", "sum")
    )
    strata = [rows for _, rows in days.groupby(["zone", "weekday"])]
    pooled = stratified_ratio(
        treated=[rows.loc[rows["is_patrolled"], "incidents"].sum() for rows in strata],
        others=[rows.loc[~rows["is_patrolled"], "incidents"].sum() for rows in strata],
        days_treated=[rows["is_patrolled"].sum() for rows in strata],
        days_others=[(~rows["is_patrolled"]).sum() for rows in strata],
    )
    shuffled = shuffle_days(
        [rows["incidents"].to_numpy() for rows in strata],
        [rows["is_patrolled"].to_numpy() for rows in strata],
    )
    return ZoneDays(
        first,
        last,
        int(done["zone"].nunique()),
        days_patrolled=int(n_days[0]),
        days_other=int(n_days[1]),
        incidents_patrolled=int(n_incidents[0]),
        incidents_other=int(n_incidents[1]),
        ratio=pooled.ratio,
        low=pooled.low,
        high=pooled.high,
        p_permutation=shuffled.p_value,
        shuffled_low=shuffled.low,
        shuffled_high=shuffled.high,
    )


def _zone_days(
    done: pd.DataFrame, dated: pd.DataFrame, first: str, last: str
) -> pd.DataFrame:
    """Return every day of every patrolled zone: incidents, patrolled, day of week."""
    every = pd.date_range(first, last)
    zones = sorted(set(done["zone"]))
    keys = pd.MultiIndex.from_product(
        [zones, every.strftime("%Y-%m-%d")], names=["zone", "date"]
    )
    incidents = dated.astype("str").groupby(["zone", "date"]).size()
    patrolled = pd.MultiIndex.from_frame(done[["zone", "date"]])
    return pd.DataFrame(
        {
            "incidents": incidents.reindex(keys, fill_value=0).to_numpy(dtype="int64"),
            "is_patrolled": keys.isin(patrolled),
            "weekday": np.tile(every.day_of_week, len(zones)),
            "zone": keys.get_level_values("zone"),
        }
    )


def _patrolled(patrols: pd.DataFrame) -> pd.DataFrame:
    """Leave out rows of no hours and no visits: nobody came."""
    return patrols[(patrols["hours"] > 0) | (patrols["visits"] > 0)]


def _totals(
    found: pd.Series, zones: pd.Series, *, is_given: bool
) -> NDArray[np.float64]:
    values = found.reindex(zones, fill_value=0.0).to_numpy(dtype=float)
    return values if is_given else np.full(len(zones), np.nan)
