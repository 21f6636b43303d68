"""Months, and periods of them: all arithmetic with months stands here.

A month is a text such as 2025-01, so that months sort, compare and group as they are.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from hotspots.errors import InputError

MONTHS_A_YEAR = 12

_MONTH = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])")


def is_month(text: str) -> bool:
    """Say whether a text is a month such as 2025-01.

    Examples
    --------
    >>> is_month("2025-12"), is_month("2025-13"), is_month("Jan 2025")
    (True, False, False)
    """
    return _MONTH.fullmatch(text) is not None


def check_month(month: object) -> None:
    """Refuse what is not a month."""
    if not (isinstance(month, str) and is_month(month)):
        msg = f"“{month}” is not a month. Write months as 2025-01."
        raise InputError(msg)


def year_of(month: str) -> int:
    """Return the year of a month."""
    return int(month[:4])


def month_of_year(month: str) -> int:
    """Return which month of its year a month is, 1 to 12."""
    return int(month[5:])


def months_later(month: str, n: int) -> str:
    """Return the month that lies `n` months later; earlier if `n` is negative.

    Examples
    --------
    >>> months_later("2024-11", 3), months_later("2024-01", -1)
    ('2025-02', '2023-12')
    """
    number = year_of(month) * MONTHS_A_YEAR + month_of_year(month) - 1 + n
    year, before = divmod(number, MONTHS_A_YEAR)
    return f"{year:04d}-{before + 1:02d}"


def days_in(month: str) -> int:
    """Return how many days a month has.

    Examples
    --------
    >>> days_in("2024-02"), days_in("2025-02")
    (29, 28)
    """
    return calendar.monthrange(year_of(month), month_of_year(month))[1]


def months_between(first: str, last: str) -> list[str]:
    """List the months from the first to the last, both included.

    Examples
    --------
    >>> months_between("2024-11", "2025-02")
    ['2024-11', '2024-12', '2025-01', '2025-02']
    """
    years = year_of(last) - year_of(first)
    n_months = MONTHS_A_YEAR * years + month_of_year(last) - month_of_year(first) + 1
    return [months_later(first, n) for n in range(n_months)]


@dataclass(frozen=True, order=True)
class Period:
    """Months from the first to the last, both included.

    Raises
    ------
    InputError
        If one of them is not a month, or the last comes before the first.

    Examples
    --------
    A leap year's first four months hold a day more:

    >>> Period("2024-01", "2024-04").days, Period("2025-01", "2025-04").days
    (121, 120)
    """

    first: str
    last: str

    def __post_init__(self) -> None:
        """Refuse what is not a period."""
        check_month(self.first)
        check_month(self.last)
        if self.first > self.last:
            msg = (
                f"The first month, {self.first}, comes after the last, {self.last}. "
                f"Swap them."
            )
            raise InputError(msg)

    def __str__(self) -> str:
        """Write the period as the command line and links take it."""
        return f"{self.first}:{self.last}"

    @property
    def in_a_name(self) -> str:
        """The period as names of files have it, such as 2025-01-to-2025-12."""
        return f"{self.first}-to-{self.last}"

    def __contains__(self, month: str) -> bool:
        """Say whether a month is one of its months."""
        return self.first <= month <= self.last

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a period, such as 2025-01:2025-12; a month alone is a period.

        Raises
        ------
        InputError
            If a month does not exist, or the last comes before the first.

        Examples
        --------
        >>> Period.parse("2025-01:2025-12")
        Period(first='2025-01', last='2025-12')
        """
        months = [part.strip() for part in text.split(":")]
        if len(months) == 1:
            months *= 2
        if len(months) != 2 or not all(months):
            msg = f"Write months as 2025-01:2025-12 (first:last), not as {text!r}."
            raise InputError(msg)
        return cls(*months)

    @classmethod
    def starting(cls, first: str, *, n_months: int) -> Period:
        """Return so many months from the first on.

        Examples
        --------
        >>> str(Period.starting("2024-11", n_months=4))
        '2024-11:2025-02'
        """
        return cls(first, months_later(first, n_months - 1))

    @classmethod
    def ending(cls, last: str, *, n_months: int) -> Period:
        """Return so many months up to the last.

        Examples
        --------
        >>> str(Period.ending("2024-03", n_months=12))
        '2023-04:2024-03'
        """
        return cls(months_later(last, 1 - n_months), last)

    @property
    def months(self) -> list[str]:
        """Its months, in order."""
        return months_between(self.first, self.last)

    @property
    def days(self) -> int:
        """How many days its months have."""
        return sum(map(days_in, self.months))

    def overlaps(self, other: Period) -> bool:
        """Say whether the two share a month."""
        return self.first <= other.last and other.first <= self.last

    def begins_in_season_of(self, other: Period) -> bool:
        """Say whether both begin in the same month of the year."""
        return month_of_year(self.first) == month_of_year(other.first)

    def earlier(self, *, years: int) -> Period:
        """Return the same calendar months so many years before.

        Examples
        --------
        >>> str(Period("2023-04", "2024-03").earlier(years=1))
        '2022-04:2023-03'
        """
        n_months = -MONTHS_A_YEAR * years
        return Period(
            months_later(self.first, n_months), months_later(self.last, n_months)
        )

    def missing_from(self, loaded: Collection[str]) -> list[str]:
        """Return its months that are not among those loaded, in order."""
        return [month for month in self.months if month not in loaded]


def runs_of(months: Iterable[str]) -> list[Period]:
    """Group months into periods without a gap, in order.

    Examples
    --------
    >>> [str(run) for run in runs_of(["2025-01", "2024-12", "2025-03"])]
    ['2024-12:2025-01', '2025-03:2025-03']
    """
    runs: list[Period] = []
    for month in sorted(set(months)):
        if runs and months_later(runs[-1].last, 1) == month:
            runs[-1] = Period(runs[-1].first, month)
        else:
            runs.append(Period(month, month))
    return runs
