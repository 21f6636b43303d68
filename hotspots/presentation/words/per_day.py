"""Where a change is per day, because the periods compared differ in days: the words."""

from __future__ import annotations

from collections.abc import Sequence

from hotspots.method.evaluation.rates import length_ratio
from hotspots.months import Period
from hotspots.presentation.words.months_told import period

PER_DAY = " per day"
SEVERAL = "Changes are per day, because the months before and after differ in days."


def per_day(days: float) -> str:
    """Return what follows "incidents" where a change is per day, or nothing.

    Parameters
    ----------
    days
        Days after for each day before (`Periods.length_ratio`).

    Examples
    --------
    >>> per_day(90 / 91), per_day(1.0)
    (' per day', '')
    """
    return "" if days == 1 else PER_DAY


def in_all(days: float) -> str:
    """Return what follows the counts beside such a change, or nothing.

    Examples
    --------
    >>> in_all(90 / 91), in_all(1.0)
    (' in all', '')
    """
    return "" if days == 1 else " in all"


def per_day_note(compared: Sequence[tuple[Period, Period]]) -> str:
    """Say why a change does not follow from the counts beside it, or nothing.

    Parameters
    ----------
    compared
        Periods before and after, of each group of zones that has its own.

    Examples
    --------
    >>> per_day_note([(Period("2024-01", "2024-03"), Period("2025-01", "2025-03"))])
    'Changes are per day: January to March 2024 had 91 days, January to March 2025 had
    90.'
    >>> per_day_note([(Period("2024-01", "2024-12"), Period("2025-01", "2025-12"))])
    ''
    """
    differ = list(
        dict.fromkeys(
            (before, after)
            for before, after in compared
            if length_ratio(before.days, after.days) != 1
        )
    )
    if len(differ) > 1:
        return SEVERAL
    return " ".join(
        f"Changes are per day: {period(before)} had {before.days} days, "
        f"{period(after)} had {after.days}."
        for before, after in differ
    )
