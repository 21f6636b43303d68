"""Counts, chosen zones and periods into outcomes: before, after and the change.

Long because zones, county, months and harm are counted by one rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
import xarray as xr
from numpy.typing import ArrayLike, NDArray

from hotspots.method.evaluation.periods import Periods
from hotspots.method.evaluation.rates import rate_ratios
from hotspots.method.evaluation.starts import NotCompared, StartGroup
from hotspots.method.zoning.counts import of_categories
from hotspots.months import Period
from hotspots.sources.police_uk.categories import category_today
from hotspots.sources.police_uk.row_rules import NO_LOCATION
from hotspots.tables import CHOSEN_ZONES, COUNTY, MONTHLY, OUTCOMES, check

# Ratios at which the classes of change end and begin, themselves included.
FEWER_TO = (0.75, 0.95)
MORE_FROM = (1.05, 1.25)
N_COUNT_CLASSES = 5
# Two years tell what is usual in a zone; older ones may be another time.
MOST_MONTHS_BEFORE = 24


class Counts(NamedTuple):
    """Incidents of both periods."""

    before: int
    after: int


@dataclass(frozen=True, eq=False)
class BeforeAfter:
    """What changed from one period to another, for one strand.

    Attributes
    ----------
    periods
        The two periods.
    chosen_on
        Months that the zones were chosen on; None where nobody says.
    outcomes
        Table `OUTCOMES`: a row for each chosen zone.
    totals
        Table `TOTALS`: county, chosen zones, rest of county, each district.
    without_location
        The strand's rows of the two periods that had no location, and so are in none of
        these figures.
    synthetic
        Whether the incidents are made up.
    groups
        Zones whose patrols began in different months, each compared over months of its
        own; `periods` are then those of most zones, over which the county is compared.
        Empty where one pair of periods holds for all.
    not_compared
        Patrolled zones that these data cannot show before and after.
    """

    periods: Periods
    chosen_on: Period | None
    outcomes: pd.DataFrame
    totals: pd.DataFrame
    without_location: Counts
    synthetic: bool = False
    groups: tuple[StartGroup, ...] = ()
    not_compared: tuple[NotCompared, ...] = ()

    @property
    def every_periods(self) -> list[Periods]:
        """The periods that zones are compared over, each once."""
        return [group.periods for group in self.groups] or [self.periods]

    @property
    def starts(self) -> dict[str, int]:
        """Each month in which patrols began, with the number of zones; known ones."""
        if not self.groups:
            start = self.periods.patrols_start
            return {start: len(self.outcomes)} if start else {}
        counts: dict[str, int] = {}
        for group in self.groups:
            counts[group.start] = counts.get(group.start, 0) + len(group.zones)
        return counts

    @property
    def months(self) -> set[str]:
        """Every month that is compared."""
        spans = [
            span for each in self.every_periods for span in (each.before, each.after)
        ]
        both = self.periods.before, self.periods.after
        return {month for span in (*spans, *both) for month in span.months}

    @property
    def chosen_on_after(self) -> bool:
        """Whether zones were chosen using months of a period after."""
        chosen_on = self.chosen_on
        return chosen_on is not None and any(
            chosen_on.overlaps(each.after) for each in self.every_periods
        )

    def periods_of(self, zone: str) -> Periods:
        """Return the periods that a zone is compared over."""
        found = (group.periods for group in self.groups if zone in group.zones)
        return next(found, self.periods)

    @property
    def days_of_zones(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Days of each zone's periods before and after."""
        periods = [self.periods_of(str(zone)) for zone in self.outcomes["zone"]]
        return (
            np.array([each.before.days for each in periods], dtype=np.int64),
            np.array([each.after.days for each in periods], dtype=np.int64),
        )

    @property
    def length_ratios(self) -> list[float]:
        """Days after for each day before, zone by zone (`rates.length_ratio`)."""
        zones = self.outcomes["zone"].astype("str")
        return [self.periods_of(zone).length_ratio for zone in zones]

    def length_ratio_of(self, part: str) -> float:
        """Return days after for each day before, of a part of the totals."""
        if part != CHOSEN_ZONES or not self.groups:
            return self.periods.length_ratio
        before = self.outcomes["before"].to_numpy()
        weights = before if before.any() else np.ones_like(before)
        return float(np.average(self.length_ratios, weights=weights))

    @property
    def n_fell(self) -> int:
        """How many chosen zones hold fewer incidents after than before."""
        return self._directions.fell

    @property
    def n_rose(self) -> int:
        """How many chosen zones hold more incidents after than before."""
        return self._directions.rose

    @property
    def n_stayed(self) -> int:
        """How many chosen zones hold as many incidents after as before."""
        return self._directions.stayed

    @property
    def _directions(self) -> Directions:
        return directions_of(self.outcomes["before"], self.outcomes["after"])

    def counts_of(self, part: str, district: str = "") -> Counts:
        """Return the counts of one row of the totals."""
        change = self.change_of(part, district)
        return Counts(before=change.before, after=change.after)

    def change_of(self, part: str, district: str = "") -> Change:
        """Return the change of one row of the totals: one figure a fact."""
        totals = self.totals
        row = totals[(totals["part"] == part) & (totals["district"] == district)]
        return Change(
            int(row["before"].item()),
            int(row["after"].item()),
            *(float(row[name].item()) for name in ("ratio", "ratio_low", "ratio_high")),
        )


class Change(NamedTuple):
    """How a part of the county changed.

    Attributes
    ----------
    before, after
        Incidents.
    ratio
        After for each one before, in periods as long (`length_ratio`); not a number
        where there were none before.
    low, high
        Ends of its 95% interval, widened for over-dispersion; not numbers where that
        cannot be estimated.
    """

    before: int
    after: int
    ratio: float
    low: float
    high: float


class Directions(NamedTuple):
    """How many zones hold fewer incidents after than before, more, and as many."""

    fell: int
    rose: int
    stayed: int


def directions_of(before: ArrayLike, after: ArrayLike) -> Directions:
    """Count the zones that fell, rose and stayed: incidents as recorded, not a day.

    Parameters
    ----------
    before, after
        Incidents of each zone.

    Examples
    --------
    >>> directions_of([9, 5, 7], [4, 6, 2])
    Directions(fell=2, rose=1, stayed=0)
    """
    change = np.asarray(after) - np.asarray(before)
    fell, rose = int((change < 0).sum()), int((change > 0).sum())
    return Directions(fell, rose, len(change) - fell - rose)


def outcomes_of_zones(
    cube: xr.DataArray,
    chosen: pd.DataFrame,
    *,
    categories: Sequence[str],
    periods: Periods,
) -> pd.DataFrame:
    """Count each chosen zone before and after.

    Parameters
    ----------
    cube
        The counts cube. A chosen zone that it lacks has no incidents.
    chosen
        Table `CHOSEN`.
    categories
        Categories of the strand.
    periods
        The periods compared.

    Returns
    -------
    pandas.DataFrame
        Table `OUTCOMES`, in the order of `chosen`. Counts and change are as recorded;
        the ratio is of counts a day, for a leap year's February is longer. Verdicts
        and what was expected are still empty: `evaluate` fills them in.
    """
    before, after = (
        _in_zones(cube, chosen["zone"], categories, period)
        for period in (periods.before, periods.after)
    )
    ratios = rate_ratios(
        before=before,
        after=after,
        days_before=periods.before.days,
        days_after=periods.after.days,
    )
    outcomes = pd.DataFrame(
        {
            "zone": chosen["zone"].array,
            "name": chosen["name"].array,
            "district": chosen["district"].array,
            "before": before,
            "after": after,
            "change": after - before,
            "ratio": empty_if_endless(ratios.ratio),
            "ratio_low": ratios.low,
            "ratio_high": empty_if_endless(ratios.high),
            # Filled in by `evaluate`, with all the county in view.
            "p_adjusted": np.nan,
            "expected_after": np.nan,
            "expected_low": np.nan,
            "expected_high": np.nan,
            "verdict": pd.Series("", index=chosen.index, dtype="str").array,
            "verdict_p": np.nan,
        }
    )
    return check(outcomes, OUTCOMES)


def change_classes(outcomes: pd.DataFrame) -> NDArray[np.int64]:
    """Return the class of each zone's change, for colouring a map.

    1 is fewer by a quarter or more, 2 fewer by 5% or more, 3 about as many, 4 more by
    5% or more, 5 more by a quarter or more. A zone with none before is in 5 if it has
    any after, else in 3.
    """
    ratio = outcomes["ratio"].to_numpy(dtype=float)
    none_before = np.where(outcomes["after"] > 0, np.inf, 1.0)
    known = np.where(np.isnan(ratio), none_before, ratio)
    fewer = np.searchsorted(FEWER_TO, known, side="left")
    return np.asarray(1 + fewer + np.searchsorted(MORE_FROM, known, side="right"))


def count_classes(outcomes: pd.DataFrame, period: str) -> NDArray[np.int64]:
    """Return the class of each zone's count in `before` or `after`, on one scale.

    1 to 5 in equal steps up to the greatest count of either period.
    """
    most = max(outcomes[["before", "after"]].to_numpy().max(), 1)
    share = outcomes[period].to_numpy() / most
    classes = np.clip(np.ceil(share * N_COUNT_CLASSES), 1, N_COUNT_CLASSES)
    return np.asarray(classes, dtype=np.int64)


def monthly_counts(
    cube: xr.DataArray,
    incidents: pd.DataFrame,
    chosen: pd.Series,
    *,
    categories: Sequence[str],
    in_chosen: NDArray[np.bool_] | None = None,
) -> pd.DataFrame:
    """Count the strand's incidents month by month.

    Parameters
    ----------
    cube
        The counts cube.
    incidents
        Table `INCIDENTS`, for the county.
    chosen
        Ids of the chosen zones.
    categories
        Categories of the strand.
    in_chosen
        As for `totals_of_county`.

    Returns
    -------
    pandas.DataFrame
        Table `MONTHLY`: a row a month and part (county, chosen zones).
    """
    of_strand = incidents["category"].isin(list(categories)).to_numpy()
    county = incidents.loc[of_strand, "month"].astype("str").value_counts().sort_index()
    if in_chosen is None:
        is_chosen = cube["zone"].isin(list(chosen)).to_numpy()
        counts = of_categories(cube, categories)[is_chosen]
        zones = pd.Series(
            counts.sum(("zone", "category")).to_numpy(), cube["month"].to_numpy()
        )
    else:
        months = incidents.loc[of_strand & in_chosen, "month"].astype("str")
        zones = months.value_counts().reindex(county.index, fill_value=0)
    parts = {COUNTY: county, CHOSEN_ZONES: zones.reindex(county.index)}
    monthly = pd.concat(parts, names=["part", "month"]).rename("incidents")
    return check(monthly.reset_index().astype({"month": "str"}), MONTHLY)


def zone_series(
    cube: xr.DataArray, zone: str, *, categories: Sequence[str], patrols_start: str
) -> tuple[list[str], NDArray[np.int64]]:
    """Return one zone's months and its incidents in each.

    Parameters
    ----------
    cube
        The counts cube.
    zone
        The zone's id; one that the cube lacks has no incidents.
    categories
        Categories of the strand.
    patrols_start
        Month in which patrols began; of the months before it the latest 24 are taken.
    """
    months = [str(month) for month in cube["month"].to_numpy()]
    before = [month for month in months if month < patrols_start]
    shown = months[max(len(before) - MOST_MONTHS_BEFORE, 0) :]
    counted = of_categories(cube, categories).sel(month=shown).sum("category")
    of_zone = counted[(cube["zone"] == zone).to_numpy()].sum("zone")
    return shown, of_zone.to_numpy()


def expected_by_month(
    cube: xr.DataArray,
    comparison: BeforeAfter,
    *,
    months: Sequence[str],
    categories: Sequence[str],
) -> pd.DataFrame:
    """Spread what is expected of each chosen zone over months, as other zones had them.

    Parameters
    ----------
    cube
        The counts cube.
    comparison
        Before and after, with what was expected after.
    months
        Months wanted, loaded.
    categories
        Categories of the strand.

    Returns
    -------
    pandas.DataFrame
        Incidents expected, zones x months. A month holds as many for each one after as
        it held in all zones that were not chosen.
    """
    outcomes = comparison.outcomes
    others = ~cube["zone"].isin(list(outcomes["zone"]))
    of_others = of_categories(cube, categories)[others.to_numpy()]
    counted = of_others.sum(("zone", "category"))
    of_month = pd.Series(counted.to_numpy(), index=cube["month"].to_numpy())
    of_month = of_month.astype(float)
    after = of_month.reindex(comparison.periods.after.months).sum()
    share = of_month.reindex(list(months)) / max(after, 1.0)
    expected = np.outer(outcomes["expected_after"], share)
    return pd.DataFrame(expected, index=outcomes["zone"].array, columns=list(months))


def harm_of_outcomes(
    cube: xr.DataArray, comparison: BeforeAfter, *, weight_of: Mapping[str, float]
) -> pd.DataFrame:
    """Weigh the incidents of each zone compared, over its own months.

    Parameters
    ----------
    cube
        The counts cube.
    comparison
        Before and after.
    weight_of
        Harm of one incident of each category of the strand.

    Returns
    -------
    pandas.DataFrame
        As `harm_of_zones`, in the order of the outcomes.
    """
    zones = comparison.outcomes["zone"]
    harm = harm_of_zones(cube, zones, periods=comparison.periods, weight_of=weight_of)
    for group in comparison.groups:
        own = harm_of_zones(cube, zones, periods=group.periods, weight_of=weight_of)
        is_in = zones.isin(group.zones).to_numpy()[:, None]
        both = np.where(is_in, own.to_numpy(), harm.to_numpy())
        harm = pd.DataFrame(both, columns=harm.columns)
    return harm


def harm_of_zones(
    cube: xr.DataArray,
    zones: pd.Series,
    *,
    periods: Periods,
    weight_of: Mapping[str, float],
) -> pd.DataFrame:
    """Weigh each zone's incidents in both periods.

    Parameters
    ----------
    cube
        The counts cube.
    zones
        Ids of the zones wanted; one that the cube lacks has no harm.
    periods
        The periods compared.
    weight_of
        Harm of one incident of each category of the strand.

    Returns
    -------
    pandas.DataFrame
        A row a zone, columns `before` and `after`, in the unit of the harm scale.
    """
    held = {
        name: weight for name, weight in weight_of.items() if name in cube["category"]
    }
    weights = np.array(list(held.values()))
    ids = cube["zone"].to_index()
    harms = {}
    for name, span in (("before", periods.before), ("after", periods.after)):
        there = [month for month in span.months if month in cube["month"]]
        counted = cube.sel(category=list(held), month=there).sum("month")
        harm = counted.transpose("zone", "category").to_numpy() @ weights
        harms[name] = pd.Series(harm, index=ids).reindex(zones, fill_value=0).to_numpy()
    return pd.DataFrame(harms)


def rows_without_location(
    set_aside: pd.DataFrame, *, categories: Sequence[str], periods: Periods
) -> Counts:
    """Count the strand's rows that were set aside without a location, by period.

    Parameters
    ----------
    set_aside
        Table `SET_ASIDE`.
    categories
        Categories of the strand, as the source names them today.
    periods
        The periods compared.
    """
    rows = set_aside[set_aside["reason"] == NO_LOCATION].astype("str")
    months = rows.loc[rows["category"].map(category_today).isin(categories), "month"]
    before, after = (
        int(months.between(period.first, period.last).sum())
        for period in (periods.before, periods.after)
    )
    return Counts(before=before, after=after)


def _in_zones(
    cube: xr.DataArray, zones: pd.Series, categories: Sequence[str], period: Period
) -> NDArray[np.int64]:
    """Return the strand's incidents of these zones in a period."""
    span = slice(period.first, period.last)
    counted = of_categories(cube, categories).sel(month=span)
    of_zone = pd.Series(
        counted.sum(("category", "month")).to_numpy(), index=cube["zone"].to_numpy()
    )
    return of_zone.reindex(zones, fill_value=0).to_numpy(dtype=np.int64)


def empty_if_endless(ratios: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the ratios, with not a number for those without end."""
    return np.where(np.isfinite(ratios), ratios, np.nan)
