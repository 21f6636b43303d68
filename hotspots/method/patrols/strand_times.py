"""When a strand's incidents happen in its zones, where the data have times or days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.method.patrols.when import (
    Peak,
    day_and_night,
    peak_of,
    season_of,
    weeks_of_zones,
)
from hotspots.method.zoning.counts import is_among, is_counted
from hotspots.method.zoning.zones import Zoning
from hotspots.months import Period
from hotspots.settings import Strand
from hotspots.sources.reading import Reading
from hotspots.tables import DATED, check


@dataclass(frozen=True, eq=False)
class StrandWeeks:
    """A strand's incidents by hour of the week.

    Attributes
    ----------
    zones
        Ids of the zones, in the order asked for; one that is empty for the whole area.
    weeks
        Shape (zones, 7 days from Monday, 24 hours from 05:00).
    n_untimed
        Of each zone, incidents without a time; they are in no week.
    """

    zones: tuple[str, ...]
    weeks: NDArray[np.float64]
    n_untimed: NDArray[np.int64]

    def peaks(self) -> list[Peak | None]:
        """Return the peak hours of each zone; None where none stand out."""
        return [peak_of(week) for week in self.weeks]

    def day_and_night(self) -> pd.DataFrame:
        """Rank the zones for patrols by day and by night."""
        return day_and_night(self.weeks).assign(untimed=self.n_untimed)


def times_of(reading: Reading) -> pd.DataFrame | None:
    """Return start, end and `has_time` of each incident; None for months alone.

    Data of data.police.uk have no times.
    """
    return None if reading.extract is None else reading.extract.rows


def has_times(reading: Reading) -> bool:
    """Say whether any incident has a time."""
    times = times_of(reading)
    return times is not None and bool(times["has_time"].any())


def strand_weeks(
    reading: Reading,
    zoning: Zoning,
    strand: Strand,
    *,
    months: Period,
    zones: Sequence[str],
    season: str = "",
) -> StrandWeeks | None:
    """Share a strand's incidents out over the hours of the week, zone by zone.

    Parameters
    ----------
    reading, zoning
        The incidents, and the zone of each.
    strand
        What counts.
    months
        The months counted, both ends included.
    zones
        Ids of the zones asked for.
    season
        One of `SEASONS`; all of the year unless given.

    Returns
    -------
    StrandWeeks or None
        None where the data have no times.
    """
    times = times_of(reading)
    if times is None or not has_times(reading):
        return None
    incident, at = zoning.incidents_in(zones)
    counts = _is_counted(
        reading.incidents[["category", "month"]].iloc[incident],
        strand,
        months=months,
        season=season,
    )
    return _weeks(times.iloc[incident[counts]], at[counts], zones)


def week_of_area(
    reading: Reading, strand: Strand, *, months: Period, season: str = ""
) -> StrandWeeks | None:
    """Share all incidents of a strand out over one week, in zones or not.

    Parameters are those of `strand_weeks`.
    """
    times = times_of(reading)
    if times is None or not has_times(reading):
        return None
    counts = _is_counted(reading.incidents, strand, months=months, season=season)
    rows = times[counts]
    return _weeks(rows, np.zeros(len(rows), dtype=np.int64), ("",))


def _weeks(
    rows: pd.DataFrame, at: NDArray[np.int64], zones: Sequence[str]
) -> StrandWeeks:
    untimed = ~rows["has_time"].to_numpy(dtype=bool)
    return StrandWeeks(
        tuple(zones),
        weeks_of_zones(rows, at, n_zones=len(zones)),
        np.bincount(at[untimed], minlength=len(zones)),
    )


def dated_incidents(
    reading: Reading, zoning: Zoning, strand: Strand
) -> pd.DataFrame | None:
    """List a strand's incidents in zones by day.

    Returns
    -------
    pandas.DataFrame or None
        Table `DATED`; None where the data have months alone. An incident counts for
        the day of its start.
    """
    times = times_of(reading)
    if times is None:
        return None
    incident, zone = zoning.memberships()
    counted = is_among(reading.incidents["category"], strand.counted.__contains__)[
        incident
    ]
    day = times["start"].iloc[incident[counted]].dt.strftime("%Y-%m-%d")
    ids = zoning.zones["zone"].astype("str").to_numpy()[zone[counted]]
    dated = pd.DataFrame({"zone": ids, "date": day.to_numpy()}, dtype="str")
    return check(dated, DATED)


def _is_counted(
    incidents: pd.DataFrame, strand: Strand, *, months: Period, season: str
) -> NDArray[np.bool_]:
    counts = is_counted(
        incidents,
        categories=strand.counted,
        first=months.first,
        last=months.last,
    )
    if season:
        counts &= is_among(incidents["month"], lambda name: _season(name) == season)
    return counts


def _season(month: str) -> str:
    return str(season_of(pd.Series([month], dtype="str")).iloc[0])
