"""Months, and periods of them: said once, for every part of the software."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from hotspots.errors import InputError

_MONTH = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])")


def is_month(text: str) -> bool:
    """Say whether a text is a month such as 2025-01.

    Examples
    --------
    >>> is_month("2025-12"), is_month("2025-13"), is_month("Jan 2025")
    (True, False, False)
    """
    return _MONTH.fullmatch(text) is not None


def check_months(first: str, last: str) -> None:
    """Refuse months that do not exist or stand the wrong way round."""
    for month in (first, last):
        if month != "" and not (isinstance(month, str) and is_month(month)):
            msg = f"There is no month “{month}”. Write months as 2025-01."
            raise InputError(msg)
    if first and last and first > last:
        msg = f"The first month, {first}, comes after the last, {last}. Swap them."
        raise InputError(msg)


def parse_months(text: str) -> tuple[str, str]:
    """Read the first and the last month of a period, both included.

    Parameters
    ----------
    text
        As 2025-01:2025-12; a month alone is its own first and last.

    Raises
    ------
    InputError
        If a month does not exist, or the last comes before the first.

    Examples
    --------
    >>> parse_months("2025-01:2025-12")
    ('2025-01', '2025-12')
    """
    months = [part.strip() for part in text.split(":")]
    if len(months) == 1:
        months *= 2
    if len(months) != 2 or not all(months):
        msg = f"Months are given as 2025-01:2025-12 (first:last), not as {text!r}."
        raise InputError(msg)
    first, last = months
    check_months(first, last)
    return first, last


def months_between(first: str, last: str) -> list[str]:
    """List the months from the first to the last, both included.

    Examples
    --------
    >>> months_between("2024-11", "2025-02")
    ['2024-11', '2024-12', '2025-01', '2025-02']
    """
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(start, end + 1)]


@dataclass(frozen=True)
class Period:
    """Months from the first to the last, both included.

    Examples
    --------
    A leap year's first four months hold a day more:

    >>> Period("2024-01", "2024-04").days, Period("2025-01", "2025-04").days
    (121, 120)
    """

    first: str
    last: str

    def __str__(self) -> str:
        """Write the period as the command line takes it."""
        return f"{self.first}:{self.last}"

    @property
    def months(self) -> list[str]:
        """Its months, in order."""
        return months_between(self.first, self.last)

    @property
    def days(self) -> int:
        """How many days its months have."""
        pairs = ((int(month[:4]), int(month[5:])) for month in self.months)
        return sum(calendar.monthrange(*pair)[1] for pair in pairs)

    def overlaps(self, other: Period) -> bool:
        """Say whether the two share a month."""
        return self.first <= other.last and other.first <= self.last


def years_earlier(period: Period, years: int) -> Period:
    """Return the same calendar months so many years before.

    Examples
    --------
    >>> str(years_earlier(Period("2023-04", "2024-03"), 1))
    '2022-04:2023-03'
    """
    first, last = (
        f"{int(month[:4]) - years:04d}{month[4:]}"
        for month in (period.first, period.last)
    )
    return Period(first, last)


def period_or_none(first: str, last: str) -> Period | None:
    """Return the period of these months; none where they are not set."""
    return Period(first, last) if first and last else None
