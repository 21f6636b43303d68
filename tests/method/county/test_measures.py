from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hotspots.errors import InputError
from hotspots.method.county.measures import Measure, latest_period, measure_county
from hotspots.method.county.month_flags import CheckedMonths
from hotspots.months import Period, months_between
from tests.months import NAN, checked

ROBBERY = Measure("robbery", ("Robbery",))
DISTRICTS = ("Dover", "Swale", "Thanet", "Medway")


def months_of(incidents: pd.DataFrame, *flags) -> CheckedMonths:
    """Every month from the first to the last, and rows of flags."""
    found = incidents["month"].astype("str").value_counts()
    every = months_between(min(found.index), max(found.index))
    return checked(found.reindex(every, fill_value=0).to_dict(), *flags)


@pytest.fixture
def county(incidents):
    """So many robberies a month in each district, and one burglary a month."""

    def make(counts: dict[str, int]) -> pd.DataFrame:
        rows = [
            (month, district, "Robbery")
            for month, n in counts.items()
            for district in DISTRICTS
            for _ in range(n)
        ]
        rows += [(month, "Dover", "Burglary") for month in counts]
        months, districts, categories = zip(*rows, strict=True)
        return incidents(
            month=list(months), district=list(districts), category=list(categories)
        )

    return make


def measured(incidents, first, last, *, measures=(ROBBERY,), flags=(), **choices):
    told = measure_county(
        incidents,
        months_of(incidents, *flags),
        period=Period(first, last),
        measures=measures,
        **choices,
    )
    return told, told.table.iloc[0]


def year(first: str, n: int) -> dict[str, int]:
    start = int(first[:4]) * 12 + int(first[5:]) - 1
    last = start + 11
    return dict.fromkeys(
        months_between(first, f"{last // 12:04d}-{last % 12 + 1:02d}"), n
    )


# Refuses bad input


def test_a_period_of_more_than_a_year_is_refused(county):
    with pytest.raises(InputError, match="twelve months at most.*are 13. Choose fewer"):
        measured(county(year("2025-01", 1)), "2024-12", "2025-12")


def test_a_period_of_which_nothing_is_loaded_is_refused(county):
    with pytest.raises(
        InputError, match="None of the months .* hold 2025-01 to 2025-12"
    ):
        measured(county(year("2025-01", 1)), "2023-01", "2023-12")


@pytest.mark.parametrize(
    ("baseline", "words"),
    [
        (Period("2019-01", "2019-06"), "A baseline is twelve months; .* are 6"),
        (Period("2024-06", "2025-05"), "ends before the period begins"),
    ],
)
def test_a_baseline_that_is_no_earlier_year_is_refused(county, baseline, words):
    with pytest.raises(InputError, match=words):
        measured(county(year("2025-01", 1)), "2025-01", "2025-12", baseline=baseline)


def test_the_latest_period_of_nothing_is_refused():
    empty = pd.DataFrame({"month": ["2025-01"], "incidents": [0]})
    with pytest.raises(InputError, match="No month is loaded"):
        latest_period(empty)


# Gives the right answer


def test_changes_are_as_counted_and_ratios_by_the_day(county):
    """2024 is a leap year: 40 in 29 days, 40 in 28."""
    data = county({"2024-02": 10, "2025-02": 10})
    told, row = measured(data, "2025-02", "2025-02")
    assert (row["incidents"], row["previous"], row["change"]) == (40, 40, 0)
    assert row["ratio"] == pytest.approx(29 / 28)
    assert (told.this, told.previous) == (("2025-02",), ("2024-02",))


def test_one_month_gives_a_change_and_no_interval(county):
    _, row = measured(county({"2024-02": 10, "2025-02": 7}), "2025-02", "2025-02")
    assert row["change"] == -12
    assert row[["ratio_low", "ratio_high", "dispersion"]].isna().all()


def test_months_without_a_year_before_are_left_out_of_both_sides(county):
    data = county(year("2024-01", 3) | {"2025-01": 4, "2025-02": 4, "2025-03": 4})
    del_march = data[data["month"] != "2024-03"]
    del_march = del_march.assign(
        month=del_march["month"].cat.remove_unused_categories()
    )
    told, row = measured(del_march, "2025-01", "2025-12")
    assert told.this == ("2025-01", "2025-02")
    assert told.previous == ("2024-01", "2024-02")
    assert told.left_out == tuple(months_between("2025-03", "2025-12"))
    assert (row["incidents"], row["previous"]) == (32, 24)


def test_without_any_year_before_the_period_is_counted_alone(county):
    told, row = measured(county(year("2025-01", 2)), "2025-01", "2025-12")
    assert told.previous == ()
    assert told.left_out == ()
    assert row["incidents"] == 96
    empty = ["previous", "change", "ratio", "ratio_low", "ratio_high", "dispersion"]
    assert row[empty].isna().all()


def test_the_baseline_is_the_same_months_of_its_year(county):
    data = county(year("2018-07", 5) | {"2019-07": 3, "2020-07": 6, "2020-08": 7})
    told, row = measured(
        data, "2020-07", "2020-08", baseline=Period("2018-07", "2019-06")
    )
    assert told.baseline == ("2018-07",)
    assert told.left_out == ("2020-08",)
    assert (row["incidents"], row["previous"], row["baseline"]) == (24, 12, 20)
    assert (row["change"], row["since_change"]) == (12, 4)
    assert row["since_ratio"] == pytest.approx(24 / 20)


def test_a_baseline_that_lacks_a_month_is_empty_and_names_it(county):
    data = county(year("2019-01", 5) | year("2024-01", 5) | year("2025-01", 5))
    without = data[data["month"] != "2019-05"]
    told, row = measured(without, "2025-01", "2025-12")
    assert told.baseline == ()
    assert told.baseline_lacking == ("2019-05",)
    assert np.isnan(row["baseline"])


def test_a_category_that_the_data_lack_counts_none(county):
    data = county(year("2024-01", 2) | year("2025-01", 2))
    weapons = Measure("weapons", ("Possession of weapons",))
    _, row = measured(data, "2025-01", "2025-12", measures=(weapons,))
    assert (row["incidents"], row["previous"], row["change"]) == (0, 0, 0)
    assert row[["ratio", "ratio_low", "dispersion"]].isna().all()


def test_from_none_there_is_no_ratio(county):
    data = county(dict.fromkeys(year("2024-01", 0), 0) | year("2025-01", 2))
    _, row = measured(data, "2025-01", "2025-12")
    assert (row["previous"], row["change"]) == (0, 96)
    assert np.isnan(row["ratio"])


def test_a_sum_counts_each_of_its_categories(county):
    data = county(year("2024-01", 2) | year("2025-01", 2))
    both = Measure("both", ("Robbery", "Burglary"))
    _, row = measured(data, "2025-01", "2025-12", measures=(both,))
    assert row["incidents"] == 96 + 12


def test_flags_name_the_months_that_touch_a_measure(county):
    data = county(year("2024-01", 2) | year("2025-01", 2))
    total = ("2024-03", "", "", "total_low", 9, 30)
    absent = ("2025-04", "category", "Burglary", "part_absent", 0, 40)
    high = ("2025-05", "district", "Swale", "part_high", 400, 210)
    long_ago = ("2023-05", "", "", "missing", 0, NAN)
    burglary = Measure("burglary", ("Burglary",))
    told, _ = measured(
        data,
        "2025-01",
        "2025-12",
        flags=(long_ago, total, absent, high),
        measures=(ROBBERY, burglary),
    )
    assert list(told.flags.itertuples(index=False, name=None)) == [
        ("robbery", *total),
        ("robbery", *high),
        ("burglary", *total),
        ("burglary", *absent),
        ("burglary", *high),
    ]


def test_a_measure_keeps_its_own_flag_however_many_others_a_month_has(county):
    data = county(year("2024-01", 2) | year("2025-01", 2))
    others = [
        ("2025-03", "category", f"Category {number}", "part_absent", 0, 50)
        for number in range(12)
    ]
    own = ("2025-03", "category", "Robbery", "part_low", 8, 400)
    told, _ = measured(data, "2025-01", "2025-12", flags=(*others, own))
    assert list(told.flags.itertuples(index=False, name=None)) == [("robbery", *own)]


def test_what_was_handed_in_stays_as_it_was(county):
    data = county(year("2024-01", 2) | year("2025-01", 2))
    months = months_of(data, ("2024-03", "", "", "total_low", 9, 30))
    before = data.copy(), months.months.copy(), months.flags.copy()
    measure_county(data, months, period=Period("2025-01", "2025-12"))
    pd.testing.assert_frame_equal(data, before[0])
    pd.testing.assert_frame_equal(months.months, before[1])
    pd.testing.assert_frame_equal(months.flags, before[2])
