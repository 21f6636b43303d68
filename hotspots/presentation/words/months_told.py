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


def spoken(first: str, last: str) -> str:
    """Name a span of months as briefly as a newsletter does.

    Examples
    --------
    >>> spoken("2025-01", "2025-12"), spoken("2024-04", "2025-03")
    ('2025', 'the year to March 2025')
    >>> spoken("2025-01", "2025-03")
    'January to March 2025'
    """
    n_months = 12 * (int(last[:4]) - int(first[:4])) + int(last[5:]) - int(first[5:])
    if n_months != 11:
        return months(first, last)
    return first[:4] if first[5:] == "01" else f"the year to {month(last)}"


def during(first: str, last: str) -> str:
    """Name a span of months as the time in which something happened.

    Examples
    --------
    >>> during("2025-01", "2025-12"), during("2024-04", "2025-03")
    ('in 2025', 'in the year to March 2025')
    >>> during("2025-01", "2025-03"), during("2025-01", "2025-01")
    ('from January to March 2025', 'in January 2025')
    """
    name = spoken(first, last)
    is_one = first == last or name != months(first, last)
    return f"{'in' if is_one else 'from'} {name}"


def same_months(span: tuple[str, str], *, of: tuple[str, str]) -> str:
    """Name a span of months after another, which may be the same months of a year.

    Examples
    --------
    >>> same_months(("2025-01", "2025-03"), of=("2024-01", "2024-03"))
    'the same months of 2025'
    >>> same_months(("2025-01", "2025-12"), of=("2024-01", "2024-12"))
    '2025'
    """
    name = spoken(*span)
    is_within_a_year = len({value[:4] for value in span}) == 1
    is_alike = [value[5:] for value in span] == [value[5:] for value in of]
    if is_within_a_year and is_alike and name == months(*span):
        return f"the same month{'s' if span[0] != span[1] else ''} of {span[0][:4]}"
    return name


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
