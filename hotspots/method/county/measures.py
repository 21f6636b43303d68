"""County measures: each in this period, a year before, and in a fixed baseline."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from hotspots.errors import InputError
from hotspots.method.county.month_flags import CheckedMonths, flags_on, loaded_in
from hotspots.method.evaluation.over_dispersion import (
    dispersion_between,
    together,
    wider_interval,
)
from hotspots.method.evaluation.rates import length_ratio
from hotspots.months import (
    MONTHS_A_YEAR,
    Period,
    days_in,
    month_of_year,
    months_later,
)
from hotspots.tables import INCIDENTS, MEASURE_FLAGS, MEASURED, MONTHS, check

MOST_MONTHS = 12


@dataclass(frozen=True)
class Measure:
    """Some categories that are counted together, under one name."""

    name: str
    categories: tuple[str, ...]


BURGLARY, VEHICLE, PERSON, ROBBERY = (
    "Burglary",
    "Vehicle crime",
    "Theft from the person",
    "Robbery",
)
MEASURES = (
    Measure("violence", ("Violence and sexual offences",)),
    Measure("robbery", (ROBBERY,)),
    Measure("weapons", ("Possession of weapons",)),
    Measure("burglary", (BURGLARY,)),
    Measure("vehicle crime", (VEHICLE,)),
    Measure("theft from the person", (PERSON,)),
    Measure("neighbourhood crime", (BURGLARY, VEHICLE, PERSON, ROBBERY)),
    Measure("drugs", ("Drugs",)),
    Measure("asb", ("Anti-social behaviour",)),
    Measure("shoplifting", ("Shoplifting",)),
)
# What the Commissioner's own reports measure from.
USUAL_BASELINE = Period("2019-01", "2019-12")


@dataclass(frozen=True, eq=False)
class MeasuredCounty:
    """County measures and the months that they hold.

    Attributes
    ----------
    table
        Table `MEASURED`.
    flags
        Table `MEASURE_FLAGS`: what looks wrong with months that a measure counts.
    this
        Months counted in this period.
    previous
        The same months a year before; none where no such month is loaded.
    baseline
        The same months of the baseline; none where one of them is not loaded.
    left_out
        Months of the period asked for that are not counted: they, or the same months a
        year before, are not loaded.
    baseline_asked
        The baseline asked for.
    baseline_lacking
        Months that would be needed of it and are not loaded.
    """

    table: pd.DataFrame
    flags: pd.DataFrame
    this: tuple[str, ...]
    previous: tuple[str, ...]
    baseline: tuple[str, ...]
    left_out: tuple[str, ...]
    baseline_asked: Period
    baseline_lacking: tuple[str, ...]


def measure_county(
    incidents: pd.DataFrame,
    checked: CheckedMonths,
    *,
    period: Period,
    baseline: Period = USUAL_BASELINE,
    measures: Sequence[Measure] = MEASURES,
) -> MeasuredCounty:
    """Count each measure in a period, a year before and in the baseline's same months.

    Parameters
    ----------
    incidents
        Table `INCIDENTS`; its month, category and district are categoricals.
    checked
        The months and their flags. A month without incidents counts as not loaded.
    period
        Twelve months at most. Those that are not loaded, or not loaded a year before,
        are left out of both sides. Where no month is loaded a year before, the loaded
        months of the period are counted, and nothing is said of a previous year.
    baseline
        Twelve months before the period.
    measures
        What to count.

    Raises
    ------
    InputError
        If the period is longer than twelve months or holds no loaded month, or the
        baseline is not twelve months that end before the period begins.

    Notes
    -----
    Changes are as counted; ratios are of counts a day where lengths differ by more than
    whole years do (`length_ratio`). Counts of a county vary by far more than chance, so
    the interval of a ratio takes its variance from the same two spans, as phi times
    that of Poisson counts. phi is estimated twice, from how differently the districts
    changed (each over all the months) and from how differently the months changed (each
    over all districts), by `dispersion_between`; what each has beyond 1 is added by
    `together`. With fewer than three districts or three months it cannot be estimated,
    and the interval stays empty: an interval of chance alone would be several times too
    narrow.

    What moves every district and month of a year alike (a new way of recording, a
    pandemic) is in no such interval. It is part of the change, and the interval does
    not say what made the change.
    """
    check(incidents, INCIDENTS)
    loaded = loaded_in(check(checked.months, MONTHS))
    _refuse_period(period, loaded)
    _refuse_baseline(baseline, period)
    this, previous = _both_years(period, loaded)
    same = {month_of_year(month): month for month in baseline.months}
    wanted = tuple(same[month_of_year(month)] for month in this)
    lacking = tuple(sorted(month for month in wanted if month not in loaded))
    spans = this, previous, () if lacking else wanted
    left_out = tuple(month for month in period.months if month not in this)
    rows = [_measured(incidents, measure, spans) for measure in measures]
    table = check(pd.DataFrame(rows).astype({"incidents": "int64"}), MEASURED)
    flags = _flags_of(measures, checked.flags, sum(spans, ()))
    return MeasuredCounty(table, flags, *spans, left_out, baseline, lacking)


def latest_period(months: pd.DataFrame) -> Period:
    """Return the twelve months that end with the latest one loaded.

    Parameters
    ----------
    months
        Table `MONTHS`.

    Examples
    --------
    >>> months = pd.DataFrame({"month": ["2025-04"], "incidents": [9]})
    >>> str(latest_period(months))
    '2024-05:2025-04'
    """
    loaded = loaded_in(months)
    if not loaded:
        msg = "No month is loaded, so there is nothing to measure. Load files."
        raise InputError(msg)
    return Period.ending(max(loaded), n_months=MONTHS_A_YEAR)


def _flags_of(
    measures: Sequence[Measure], flags: pd.DataFrame, months: Sequence[str]
) -> pd.DataFrame:
    """Return what looks wrong with these months, measure by measure."""
    touching = [
        flags_on(flags, months=months, categories=measure.categories).assign(
            measure=measure.name
        )
        for measure in measures
    ]
    together = pd.concat(touching, ignore_index=True).astype({"measure": "str"})
    return check(together[MEASURE_FLAGS.column_names], MEASURE_FLAGS)


def _measured(
    incidents: pd.DataFrame, measure: Measure, spans: tuple[tuple[str, ...], ...]
) -> dict[str, object]:
    counts = _by_district(incidents[incidents["category"].isin(measure.categories)])
    this, previous, baseline = (counts[list(span)] for span in spans)
    return {
        "measure": measure.name,
        "incidents": int(this.to_numpy().sum()),
        **_against(previous, this, names=("previous", "change", "")),
        **_against(baseline, this, names=("baseline", "since_change", "since_")),
    }


def _by_district(incidents: pd.DataFrame) -> pd.DataFrame:
    """Count incidents in each district (rows) and month (columns), none included."""
    district, month = incidents["district"].cat, incidents["month"].cat
    shape = (len(district.categories), len(month.categories))
    cell = district.codes.to_numpy(np.int64) * shape[1] + month.codes.to_numpy()
    counts = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)
    return pd.DataFrame(counts, district.categories, month.categories)


def _against(
    before: pd.DataFrame, after: pd.DataFrame, *, names: tuple[str, str, str]
) -> dict[str, float]:
    """Compare a measure's counts, district by month, of two spans."""
    count, change, prefix = names
    ratios = [f"{prefix}{name}" for name in ("ratio", "ratio_low", "ratio_high")]
    columns = [count, change, *ratios, f"{prefix}dispersion"]
    if before.empty:
        return dict.fromkeys(columns, float("nan"))
    n_before, n_after = (int(each.to_numpy().sum()) for each in (before, after))
    days_before, days_after = (
        np.array([days_in(month) for month in span.columns]) for span in (before, after)
    )
    days = length_ratio(days_before.sum(), days_after.sum())
    dispersion = together(
        [
            dispersion_between(
                before=before.sum(axis="columns"),
                after=after.sum(axis="columns"),
                days_before=days_before.sum(),
                days_after=days_after.sum(),
            ),
            dispersion_between(
                before=before.sum(axis="index"),
                after=after.sum(axis="index"),
                days_before=days_before,
                days_after=days_after,
            ),
        ]
    )
    low, high = wider_interval(
        before=n_before, after=n_after, days=days, dispersion=dispersion
    )
    ratio = n_after / n_before / days if n_before else float("nan")
    values = [n_before, n_after - n_before, ratio, low, high, dispersion.phi]
    return dict(zip(columns, map(float, values), strict=True))


def _both_years(
    period: Period, loaded: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the months counted and those a year before."""
    this = [month for month in period.months if month in loaded]
    both = [month for month in this if _year_before(month) in loaded]
    return tuple(both or this), tuple(map(_year_before, both))


def _year_before(month: str) -> str:
    return months_later(month, -MONTHS_A_YEAR)


def _refuse_period(period: Period, loaded: Collection[str]) -> None:
    n_months = len(period.months)
    span = f"{period.first} to {period.last}"
    if n_months > MOST_MONTHS:
        msg = (
            f"County measures take twelve months at most, so that each season counts "
            f"once; {span} are {n_months}. Choose fewer."
        )
        raise InputError(msg)
    if not set(period.months) & set(loaded):
        held = f"{min(loaded)} to {max(loaded)}" if loaded else "no months"
        msg = (
            f"None of the months {span} is loaded. The data hold {held}: choose months "
            f"among these."
        )
        raise InputError(msg)


def _refuse_baseline(baseline: Period, period: Period) -> None:
    span = f"{baseline.first} to {baseline.last}"
    if len(baseline.months) != MOST_MONTHS:
        msg = (
            f"A baseline is twelve months; {span} are {len(baseline.months)}. Choose "
            f"twelve, such as {USUAL_BASELINE.first} to {USUAL_BASELINE.last}."
        )
        raise InputError(msg)
    if baseline.last >= period.first:
        msg = (
            f"A baseline ends before the period begins: {span} does not end before "
            f"{period.first}. Choose an earlier one."
        )
        raise InputError(msg)
