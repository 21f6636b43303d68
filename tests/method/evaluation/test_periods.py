from __future__ import annotations

import pytest

from hotspots.errors import InputError
from hotspots.method.evaluation.periods import find_periods, periods_of, set_periods
from hotspots.months import Period, months_between

START = "2024-04"
LOADED = months_between("2023-01", "2025-12")


def found(*spans: tuple[str, str]) -> tuple[str, str, bool]:
    loaded = sorted({month for span in spans for month in months_between(*span)})
    periods = find_periods(loaded, patrols_start=START)
    return str(periods.before), str(periods.after), periods.stand_in


def as_set(before: tuple[str, str], after: tuple[str, str], loaded=LOADED):
    return set_periods(
        loaded, before=Period(*before), after=Period(*after), patrols_start=START
    )


# Refuses bad input


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            ("2024-01", "2024-04"),
            ("2024-04", "2024-07"),
            "The periods overlap: before is 2024-01 to 2024-04 and after is 2024-04 to",
        ),
        (("2023-01", "2024-12"), ("2024-03", "2024-04"), "The periods overlap"),
        (
            ("2025-01", "2025-04"),
            ("2024-01", "2024-04"),
            "are in the wrong order: before is 2025-01 .* Swap them",
        ),
        (
            ("2024-01", "2024-04"),
            ("2025-01", "2025-03"),
            "differ in length, 4 months and 3 months",
        ),
        (
            ("2022-11", "2023-02"),
            ("2024-11", "2025-02"),
            r"period before, .*: 2 of its months are not loaded \(2022-11, 2022-12\)\. "
            "The data cover 2023-01 to 2025-12",
        ),
        (
            ("2025-01", "2025-04"),
            ("2026-01", "2026-04"),
            "period after, 2026-01 to 2026-04, .*: none of its months is loaded",
        ),
    ],
)
def test_periods_that_cannot_be_compared_are_refused(before, after, words):
    with pytest.raises(InputError, match=words):
        as_set(before, after)


def test_one_period_alone_is_refused():
    with pytest.raises(InputError, match="Only one of the periods before and after"):
        periods_of(LOADED, patrols_start=START, before=Period("2024-01", "2024-04"))


@pytest.mark.parametrize(
    ("loaded", "words"),
    [
        (months_between("2025-01", "2025-12"), "The data cover 2025-01 to 2025-12"),
        (months_between("2023-10", "2024-05"), "No calendar month is loaded both"),
        ([], "The data cover no months"),
    ],
)
def test_no_calendar_month_on_both_sides_is_refused(loaded, words):
    with pytest.raises(InputError, match=words):
        find_periods(loaded, patrols_start=START)


# Gives the right answer


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        # All there: the year up to the start against the year from it on.
        ([("2020-01", "2026-12")], ("2023-04:2024-03", "2024-04:2025-03", False)),
        ([("2023-04", "2025-03")], ("2023-04:2024-03", "2024-04:2025-03", False)),
        # Patrols have run for half a year.
        ([("2023-04", "2024-09")], ("2023-04:2023-09", "2024-04:2024-09", True)),
        # Half a year before them.
        ([("2023-10", "2026-12")], ("2023-10:2024-03", "2024-10:2025-03", True)),
        # A month is missing in the middle: seven months follow on it, four go before.
        (
            [("2023-04", "2023-07"), ("2023-09", "2025-03")],
            ("2023-09:2024-03", "2024-09:2025-03", True),
        ),
        # The year before is not there, the one before that is.
        (
            [("2022-04", "2023-03"), ("2024-04", "2025-03")],
            ("2022-04:2023-03", "2024-04:2025-03", True),
        ),
        # Kent's real months: April 2024 is after the start, so it is not before.
        (
            [("2024-01", "2024-04"), ("2025-01", "2025-12")],
            ("2024-01:2024-03", "2025-01:2025-03", True),
        ),
    ],
)
def test_the_longest_matching_months_are_compared(spans, expected):
    assert found(*spans) == expected


def test_periods_that_are_set_are_taken():
    periods = as_set(("2024-01", "2024-04"), ("2025-01", "2025-04"))
    assert (str(periods.before), str(periods.after)) == (
        "2024-01:2024-04",
        "2025-01:2025-04",
    )
    assert periods.same_calendar_months
    assert not periods.stand_in


def test_other_calendar_months_are_taken_and_told():
    assert not as_set(
        ("2024-01", "2024-04"), ("2024-05", "2024-08")
    ).same_calendar_months
