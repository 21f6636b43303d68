"""Months as programs and people write them, read where one month alone can be meant."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from datetime import date, timedelta

from hotspots.months import is_month

# A cell that means one of two months.
AMBIGUOUS = "?"

_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
# After a date may come a time of day.
_ZONE = r"\s*(?:Z|[+-]\d{2}:?\d{2})?"
_TIME = rf"(?:[T ]+\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?(?:\s*[AP]M)?{_ZONE})?"
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})[-/. ]?(?P<month>\d{1,2})(?:[-/. ]?(?P<day>\d{1,2}))?" + _TIME,
    flags=re.IGNORECASE,
)
_MONTH_THEN_YEAR = re.compile(r"(?P<month>\d{1,2})[-/. ](?P<year>\d{4})")
_BOTH_WAYS = re.compile(
    r"(?P<first>\d{1,2})[-/. ](?P<second>\d{1,2})[-/. ](?P<year>\d{4}|\d{2})" + _TIME,
    flags=re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:(?P<before>\d{1,4})(?:st|nd|rd|th)?[-/. ,]*)?(?P<name>[a-z]{3,9})\.?"
    r"[-/. ,']*(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?,[ ])?(?P<after>\d{4}|\d{2})?"
    + _TIME,
    flags=re.IGNORECASE,
)
# A day as Excel counts them, of 2010 to 2049; its day 1 is the first of 1900.
_SERIAL = re.compile(r"(?P<days>[45]\d{4})(?:\.\d+)?")
_EXCEL_BEGINS = date(1899, 12, 30)
_SERIAL_BOUNDS = (40_179, 54_788)
_MONTHS = 12
_CENTURY = 2000
# Stands beside a day for "or a day of a year that is not given".
_NO_YEAR = "no year"


def months_meant(texts: Iterable[str], *, in_name: str = "") -> dict[str, str]:
    """Return the month that each text of a file's column Month means.

    Parameters
    ----------
    texts
        The different texts of the column.
    in_name
        Month that the file's name gives; empty if it gives none.

    Returns
    -------
    dict
        For each text its month as 2025-01; `AMBIGUOUS` where it may be either of two,
        and empty where it is none.

    Notes
    -----
    A month written as numbers with the year last, such as 03/02/2025, has the day or
    the month first. The order that fits every text of the file is taken; where both do,
    the month in the file's name decides. Without one, a first day of a month in British
    order is taken for that month, and any other text is ambiguous.

    Examples
    --------
    >>> months_meant(["2025-02", "Feb-25", "202502", "2025-02-01 00:00:00", "45689"])
    {'2025-02': '2025-02', 'Feb-25': '2025-02', '202502': '2025-02',
     '2025-02-01 00:00:00': '2025-02', '45689': '2025-02'}
    >>> months_meant(["01/02/2025"]), months_meant(["03/02/2025"])
    ({'01/02/2025': '2025-02'}, {'03/02/2025': '?'})
    """
    found = {text: _candidates(text.strip()) for text in texts}
    in_order = _orders_that_fit(
        [each for each in found.values() if len(each) == 2 and _NO_YEAR not in each]
    )
    return {text: _settled(each, in_order, in_name) for text, each in found.items()}


def _orders_that_fit(pairs: list[list[str]]) -> list[int]:
    """Return the orders, 0 for day first and 1 for month first, that fit every text."""
    return [order for order in (0, 1) if all(each[order] for each in pairs)]


def _settled(candidates: list[str], orders: list[int], in_name: str) -> str:
    if len(candidates) < 2:
        return "".join(candidates)[:7]
    if _NO_YEAR in candidates:
        return in_name if in_name == candidates[0][:7] else AMBIGUOUS
    months = {candidates[order][:7] for order in orders}
    if len(months) == 1:
        return months.pop()
    if in_name:
        return in_name if in_name in months else AMBIGUOUS
    first_of_month = candidates[0].endswith("-01")
    return candidates[0][:7] if 0 in orders and first_of_month else AMBIGUOUS


def _candidates(text: str) -> list[str]:
    """Return the day that a text means, or the two that it may mean."""
    if is_month(text):
        return [f"{text}-01"]
    for read in (_year_first, _with_a_name, _year_last, _counted):
        days = read(text)
        if days:
            return days
    return []


def _year_first(text: str) -> list[str]:
    found = _YEAR_FIRST.fullmatch(text) or _MONTH_THEN_YEAR.fullmatch(text)
    if found is None:
        return []
    parts = found.groupdict()
    return _days((int(parts["year"]), int(parts["month"]), int(parts.get("day") or 1)))


def _year_last(text: str) -> list[str]:
    found = _BOTH_WAYS.fullmatch(text)
    if found is None:
        return []
    first, second = int(found["first"]), int(found["second"])
    year = _whole_year(found["year"])
    both = [*_days((year, second, first)), *_days((year, first, second))]
    day_first, month_first = second <= _MONTHS, first <= _MONTHS
    if day_first and month_first:
        return both
    # An empty text keeps the order's place, so that it fits no other order.
    return ([*both, ""] if day_first else ["", *both]) if both else []


def _with_a_name(text: str) -> list[str]:
    found = _NAMED.fullmatch(text)
    if found is None:
        return []
    months = [n for n, name in enumerate(_NAMES, 1) if _names(name, found["name"])]
    numbers = [found[part] for part in ("before", "day", "after") if found[part]]
    if not months or not numbers:
        return []
    long_ones = [number for number in numbers if len(number) > 2]
    year = long_ones[0] if long_ones else numbers[-1]
    # 25-Feb is the 25th of a year not given, or February 2025: nobody can tell.
    days = _days((_whole_year(year), months[0], 1))
    alone = len(numbers) == 1 and found["before"] == year and len(year) <= 2
    return [*days, _NO_YEAR] if alone else days


def _names(month: str, text: str) -> bool:
    short = text.casefold()
    return month.startswith(short) or (month == "september" and short == "sept")


def _counted(text: str) -> list[str]:
    found = _SERIAL.fullmatch(text)
    if found is None:
        return []
    days = int(found["days"])
    if not _SERIAL_BOUNDS[0] <= days <= _SERIAL_BOUNDS[1]:
        return []
    return [(_EXCEL_BEGINS + timedelta(days=days)).isoformat()]


def _whole_year(text: str) -> int:
    return int(text) if len(text) > 2 else _CENTURY + int(text)


def _days(*parts: tuple[int, int, int]) -> list[str]:
    """Return those of these days that there are."""
    days = []
    for year, month, day in parts:
        with contextlib.suppress(ValueError):
            whole = date(year, month, day)
            days += [whole.isoformat()] if is_month(f"{whole:%Y-%m}") else []
    return days
