"""County, districts and their ranges, on three districts of four months."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from hotspots.method.evaluation.over_dispersion import dispersion_between, together
from hotspots.method.evaluation.periods import Periods
from hotspots.method.evaluation.totals import totals_of_county
from hotspots.months import Period, days_in, months_between

BEFORE, AFTER = Period("2024-01", "2024-04"), Period("2025-01", "2025-04")
AREA = ("A", "B", "C")


@pytest.fixture(scope="module")
def counts() -> pd.Series:
    random = np.random.default_rng(4)
    months = [*BEFORE.months, *AFTER.months]
    index = pd.MultiIndex.from_product([AREA, months], names=["district", "month"])
    return pd.Series(random.poisson(90, len(index)), index)


@pytest.fixture(scope="module")
def totals(counts) -> pd.DataFrame:
    rows = counts.index.to_frame(index=False).loc[np.repeat(range(len(counts)), counts)]
    incidents = rows.assign(category="x").astype("category")
    outcomes = pd.DataFrame({"before": [60, 50, 40], "after": [50, 45, 44]})
    return totals_of_county(
        incidents,
        outcomes,
        categories=["x"],
        periods=Periods(BEFORE, AFTER, "2024-05"),
        area=AREA,
    ).set_index(["part", "district"])


def test_counts_are_those_of_the_rows(counts, totals):
    assert totals.loc[("county", ""), "before"] == counts.loc[:, BEFORE.months].sum()
    assert totals.loc[("district", "B"), "after"] == counts.loc["B", AFTER.months].sum()
    assert totals.loc[("chosen zones", ""), "change"] == -11


def test_ratios_are_per_day_and_lie_in_their_ranges(totals):
    days = AFTER.days / BEFORE.days
    assert totals["ratio"].to_numpy() == pytest.approx(
        totals["after"] / totals["before"] / days
    )
    assert totals["ratio"].between(totals["ratio_low"], totals["ratio_high"]).all()


def test_the_county_s_range_is_that_of_its_districts_and_months(counts, totals):
    table = counts.reset_index(name="n").pivot_table("n", "district", "month")
    old, new = table[list(BEFORE.months)], table[list(AFTER.months)]
    found = together(
        [
            dispersion_between(
                before=old.sum(axis=1),
                after=new.sum(axis=1),
                days_before=BEFORE.days,
                days_after=AFTER.days,
            ),
            dispersion_between(
                before=old.sum(),
                after=new.sum(),
                days_before=[days_in(month) for month in BEFORE.months],
                days_after=[days_in(month) for month in AFTER.months],
            ),
        ]
    )
    row = totals.loc[("county", "")]
    width = np.log(row["ratio_high"] / row["ratio_low"])
    error = np.sqrt(found.phi * (1 / row["before"] + 1 / row["after"]))
    assert width == pytest.approx(2 * t.ppf(0.975, found.degrees_of_freedom) * error)


def test_a_leap_day_in_a_whole_year_changes_no_figure():
    year = Periods(
        Period("2023-04", "2024-03"), Period("2024-04", "2025-03"), "2024-04"
    )
    assert year.length_ratio == 1
    assert len(months_between("2023-04", "2024-03")) == 12
    assert Periods(BEFORE, AFTER, "2024-05").length_ratio == pytest.approx(120 / 121)
