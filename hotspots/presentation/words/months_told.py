"""Months and spans of them in words."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from hotspots.presentation.words.numbers import listed

if TYPE_CHECKING:
    from hotspots.settings import Settings


def month(value: str) -> str:
    """Write a month in full.

    Examples
    --------
    >>> month("2025-01")
    'January 2025'
    """
    return f"{calendar.month_name[int(value[5:])]} {value[:4]}"


def month_short(value: str) -> str:
    """Write a month in short.

    Examples
    --------
    >>> month_short("2025-01")
    'Jan 2025'
    """
    return f"{calendar.month_abbr[int(value[5:])]} {value[:4]}"


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
    if first[:4] == last[:4]:
        return f"{calendar.month_name[int(first[5:])]} to {month(last)}"
    return f"{month(first)} to {month(last)}"


def months_not_loaded(settings: Settings, loaded: Sequence[str]) -> list[str]:
    """List the months that zones are to be chosen on and the data do not hold.

    Examples
    --------
    >>> from hotspots.settings import Settings
    >>> asked = Settings(first_month="2024-11", last_month="2025-02")
    >>> months_not_loaded(asked, ["2024-11", "2025-02"])
    ['2024-12', '2025-01']
    """
    return [month for month in _every_month(settings) if month not in loaded]


def span_told(settings: Settings, loaded: Sequence[str]) -> str:
    """Write the months that zones are chosen on, and which of them are not loaded.

    Examples
    --------
    >>> from hotspots.settings import Settings
    >>> asked = Settings(first_month="2024-11", last_month="2025-02")
    >>> span_told(asked, ["2024-11", "2025-01"])
    'November 2024 to February 2025, of which December 2024 and February 2025 are not
    loaded'
    """
    span = months(settings.first_month, settings.last_month)
    missing = months_not_loaded(settings, loaded)
    if not missing:
        return span
    every = _every_month(settings)
    gaps: list[list[str]] = []
    for month in missing:
        follows = bool(gaps) and every.index(month) == every.index(gaps[-1][-1]) + 1
        gaps = [*gaps[:-1], [*gaps[-1], month]] if follows else [*gaps, [month]]
    told = listed([months(gap[0], gap[-1]) for gap in gaps])
    return f"{span}, of which {told} {'is' if len(missing) == 1 else 'are'} not loaded"


def _every_month(settings: Settings) -> list[str]:
    span = pd.period_range(settings.first_month, settings.last_month, freq="M")
    return [str(month) for month in span]
