from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.errors import InputError
from hotspots.months import Period, is_month, months_between, months_later, runs_of

# Refuses bad input


@pytest.mark.parametrize("text", ["", "2025-01:", ":", "2025-01:2025-02:2025-03"])
def test_a_period_of_another_form_is_refused(text):
    with pytest.raises(InputError, match="Write months as 2025-01:2025-12"):
        Period.parse(text)


@pytest.mark.parametrize("month", ["2025-13", "2025-00", "2025-1", "Jan 2025", "25-01"])
def test_a_month_that_does_not_exist_is_named(month):
    with pytest.raises(InputError, match=f"“{month}” is not a month. Write months"):
        Period.parse(f"2024-01:{month}")


def test_a_first_month_after_the_last_is_refused():
    words = "The first month, 2025-12, comes after the last, 2025-01. Swap them."
    with pytest.raises(InputError, match=words):
        Period.parse("2025-12:2025-01")


@pytest.mark.parametrize("month", [None, 202501, ""])
def test_what_is_not_a_text_is_no_end_of_a_period(month):
    with pytest.raises(InputError, match=f"“{month}” is not a month"):
        Period("2024-01", month)


# Gives the right answer


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2025-01", True),
        ("1999-12", True),
        ("2025-13", False),
        ("2025-00", False),
        ("2025-1", False),
        ("2025-01-01", False),
        ("20\u0662\u0665-01", False),
        ("", False),
    ],
)
def test_a_month_is_a_year_and_01_to_12(text, is_one):
    assert is_month(text) is is_one


def test_months_between_go_over_the_year():
    assert months_between("2023-12", "2024-02") == ["2023-12", "2024-01", "2024-02"]
    assert months_between("2024-02", "2024-02") == ["2024-02"]


@given(st.integers(1900 * 12, 2100 * 12 - 37), st.integers(1, 36))
def test_months_between_are_as_many_as_counted_and_in_order(start, n):
    first, last = (f"{m // 12}-{m % 12 + 1:02d}" for m in (start, start + n - 1))
    months = months_between(first, last)
    assert (months[0], months[-1], len(set(months))) == (first, last, n)
    assert months == sorted(months)


def test_a_period_is_read_with_its_ends():
    assert Period.parse("2025-01:2025-12") == Period("2025-01", "2025-12")
    assert Period.parse(" 2025-01 : 2025-02 ") == Period("2025-01", "2025-02")
    assert Period.parse("2025-03") == Period("2025-03", "2025-03")


def test_days_count_the_leap_day():
    assert Period("2023-04", "2024-03").days == 366
    assert Period("2024-04", "2025-03").days == 365
    assert Period("2025-02", "2025-02").days == 28


@pytest.mark.parametrize(
    ("other", "overlap"),
    [
        (("2024-01", "2024-03"), False),
        (("2024-01", "2024-04"), True),
        (("2024-05", "2024-06"), True),
        (("2024-08", "2024-12"), True),
        (("2024-09", "2024-12"), False),
        (("2023-01", "2025-12"), True),
    ],
)
def test_periods_overlap_if_they_share_a_month(other, overlap):
    period = Period("2024-04", "2024-08")
    assert period.overlaps(Period(*other)) is overlap
    assert Period(*other).overlaps(period) is overlap


@given(st.integers(1900 * 12, 2100 * 12 - 500), st.integers(-400, 400))
def test_so_many_months_later_and_back_is_the_same_month(start, n):
    month = f"{start // 12}-{start % 12 + 1:02d}"
    assert months_later(months_later(month, n), -n) == month


@given(st.sets(st.integers(0, 60), max_size=40))
def test_runs_hold_the_months_and_no_others_with_gaps_between(numbers):
    months = [months_later("2020-01", n) for n in numbers]
    runs = runs_of(months)
    assert [month for run in runs for month in run.months] == sorted(months)
    for one, two in itertools.pairwise(runs):
        assert months_later(one.last, 1) < two.first


def test_the_same_months_a_year_earlier():
    assert Period("2023-11", "2024-02").earlier(years=2) == Period("2021-11", "2022-02")


def test_months_missing_from_those_loaded():
    assert Period("2024-11", "2025-02").missing_from(["2024-11", "2025-01"]) == [
        "2024-12",
        "2025-02",
    ]
