from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hotspots.method.county.season import season_of
from hotspots.months import Period, months_between


@pytest.fixture
def season(incidents):
    """The season of robbery; each month holds a burglary besides."""

    def make(counts: dict[str, int], shown: Period) -> pd.DataFrame:
        rows = [(month, "Robbery") for month, n in counts.items() for _ in range(n)]
        rows += [(month, "Burglary") for month in counts]
        months, categories = zip(*rows, strict=True)
        data = incidents(month=list(months), category=list(categories))
        every = months_between(min(counts), max(counts))
        totals = [counts.get(month, -1) + 1 for month in every]
        table = pd.DataFrame({"month": every, "incidents": totals})
        return season_of(data, table, categories=["Robbery"], shown=shown)

    return make


def test_a_month_is_beside_the_same_month_of_other_years(season):
    counts = {"2021-03": 10, "2022-03": 14, "2023-03": 30, "2024-03": 18}
    row = season(counts, Period("2023-03", "2023-03")).iloc[0]
    assert row["incidents"] == 30
    usual = row[["usual", "usual_low", "usual_high", "n_years"]].to_list()
    assert usual == [14, 10, 18, 3]


def test_a_leap_february_is_taken_by_the_day(season):
    counts = {"2022-02": 28, "2023-02": 56, "2024-02": 40}
    row = season(counts, Period("2024-02", "2024-02")).iloc[0]
    assert row[["usual", "usual_low", "usual_high"]].to_list() == [43.5, 29, 58]


def test_one_other_year_has_no_range(season):
    row = season({"2023-03": 9, "2024-03": 7}, Period("2024-03", "2024-03")).iloc[0]
    assert row["n_years"] == 1
    assert row[["usual", "usual_low", "usual_high"]].isna().all()


def test_a_month_that_is_not_loaded_is_empty_and_a_month_without_any_is_nought(season):
    told = season({"2024-01": 3, "2024-03": 0}, Period("2024-01", "2024-03"))
    assert told["month"].to_list() == ["2024-01", "2024-02", "2024-03"]
    np.testing.assert_array_equal(told["incidents"], [3, np.nan, 0])
