"""Months and spans of them in words."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable

from hotspots.months import Period, month_of_year, runs_of, year_of
from hotspots.presentation.words.numbers import listed


def month(value: str) -> str:
    """Write a month in full.

    Examples
    --------
    >>> month("2025-01")
    'January 2025'
    """
    return f"{calendar.month_name[month_of_year(value)]} {year_of(value)}"


def month_short(value: str) -> str:
    """Write a month in short.

    Examples
    --------
    >>> month_short("2025-01")
    'Jan 2025'
    """
    return f"{calendar.month_abbr[month_of_year(value)]} {year_of(value)}"


def months(first: str, last: str) -> str:
    """Write a span of months, both ends included.

    Examples
    --------
    >>> months("2025-01", "2025-12"), months("2024-04", "2025-03")
    ('January to December 2025', 'April 2024 to March 2025')
    >>> months("2025-01", "2025-01")
    'January 2025'
    """
    if first == last:
        return month(first)
    if year_of(first) == year_of(last):
        return f"{calendar.month_name[month_of_year(first)]} to {month(last)}"
    return f"{month(first)} to {month(last)}"


def period(span: Period) -> str:
    """Write a period.

    Examples
    --------
    >>> period(Period("2024-04", "2025-03"))
    'April 2024 to March 2025'
    """
    return months(span.first, span.last)


def spans(some: Iterable[str]) -> str:
    """Write months, those that follow on each other as one span.

    Examples
    --------
    >>> spans(["2025-01", "2025-02", "2025-04"])
    'January to February 2025 and April 2025'
    """
    return listed([period(run) for run in runs_of(some)])


def both_periods(before: Period, after: Period) -> str:
    """Write the two periods compared, the shorter way where they are alike.

    Examples
    --------
    >>> both_periods(Period("2024-01", "2024-03"), Period("2025-01", "2025-03"))
    'January to March 2024 and 2025'
    >>> both_periods(Period("2023-04", "2024-03"), Period("2024-04", "2025-03"))
    'April 2023 to March 2024, and April 2024 to March 2025'
    """
    n_years = year_of(after.first) - year_of(before.first)
    in_one_year = year_of(before.first) == year_of(before.last)
    if in_one_year and before == after.earlier(years=n_years):
        return f"{period(before)} and {year_of(after.first)}"
    return f"{period(before)}, and {period(after)}"


def span_told(chosen_on: Period, loaded: Collection[str]) -> str:
    """Write the months that zones are chosen on, and which of them are not loaded.

    Examples
    --------
    >>> span_told(Period("2024-11", "2025-02"), ["2024-11", "2025-01"])
    'November 2024 to February 2025, of which December 2024 and February 2025 are not
    loaded'
    """
    missing = chosen_on.missing_from(loaded)
    if not missing:
        return period(chosen_on)
    verb = "is" if len(missing) == 1 else "are"
    return f"{period(chosen_on)}, of which {spans(missing)} {verb} not loaded"
