"""Cells of a patrol log: which column is what, dates, times and lengths of time."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import datetime, timedelta

# Headings, by their letters alone. The first column that fits a role has it.
ROLES: dict[str, tuple[str, ...]] = {
    "zone": (
        *("zone", "zoneid", "zonename", "hotspot", "hotspotid", "hotspotname"),
        *("patrolarea", "area", "site", "location", "patrolzone", "hs"),
    ),
    "date": (
        *("date", "day", "patroldate", "visitdate", "shiftdate", "dateofpatrol"),
        *("datetime", "dateandtime"),
    ),
    "start": (
        *("start", "starttime", "from", "timefrom", "timeon", "arrived", "arrival"),
        *("startdatetime", "startdate", "timestart", "begin", "in", "timein"),
    ),
    "end": (
        *("end", "endtime", "to", "timeto", "timeoff", "left", "departed", "departure"),
        *("enddatetime", "finish", "finishtime", "timeend", "out", "timeout"),
    ),
    "hours": (
        "hours",
        "hrs",
        "hour",
        "duration",
        "durationhours",
        "time",
        "hourstotal",
    ),
    "minutes": ("minutes", "mins", "min", "durationmins", "durationminutes"),
    "visits": (
        *("visits", "visit", "patrols", "numberofvisits", "noofvisits"),
        *("numberofpatrols", "noofpatrols", "count"),
    ),
}
TOTALS = frozenset({"total", "totals", "grandtotal", "sum", "subtotal", "overall"})

_NOT_A_LETTER = re.compile(r"[^a-z]+")
_MONTHS = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
_CLOCK_TEXT = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?:\s*[AaPp][Mm])?"
_TIME = rf"(?:[T ]+(?P<clock>{_CLOCK_TEXT})\s*Z?)?"
_DATES = (
    re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + _TIME),
    re.compile(
        r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ](?P<year>\d{4}|\d{2})" + _TIME
    ),
    re.compile(
        r"(?:[A-Za-z]{3,9},? )?(?P<day>\d{1,2})(?:st|nd|rd|th)?[-/. ]"
        r"(?P<name>[A-Za-z]{3,9})[-/. ,]+(?P<year>\d{4}|\d{2})" + _TIME
    ),
)
_DAY_FIRST = _DATES[1]
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.]\d{2}(?:\.\d+)?)?"
    r"\s*(?P<half>[AaPp][Mm])?"
)
_LENGTH = re.compile(r"(?P<hours>\d{1,3}):(?P<minutes>[0-5]\d)(?::[0-5]\d)?")
_IN_WORDS = re.compile(
    r"(?:(?P<hours>\d+(?:\.\d+)?)\s*h(?:ou)?rs?|(?P<short>\d+)\s*h)?\s*"
    r"(?:(?P<minutes>\d+)\s*m(?:in(?:ute)?s?)?)?",
    flags=re.IGNORECASE,
)
_SERIAL = re.compile(r"[45]\d{4}(?:\.\d+)?")
_EXCEL_BEGINS = datetime(1899, 12, 30)  # noqa: DTZ001 - local time, as logs are kept


def role_columns(heading: Sequence[str]) -> dict[str, int]:
    """Return the column of each role that a heading has.

    Examples
    --------
    >>> role_columns(["Hotspot", "Collar Number", "Start", "End"])
    {'zone': 0, 'start': 2, 'end': 3}
    """
    letters = [letters_of(text) for text in heading]
    return {
        role: letters.index(name)
        for role, names in ROLES.items()
        for name in [next((each for each in names if each in letters), "")]
        if name
    }


def letters_of(text: str) -> str:
    """Return a text's letters alone, small."""
    return _NOT_A_LETTER.sub("", text.casefold())


def moment(text: str) -> datetime | None:
    """Read a date, day first, with or without a time of day; None if it is none.

    Examples
    --------
    >>> moment("05/01/25"), moment("05-Jan-25").isoformat()
    (datetime.datetime(2025, 1, 5, 0, 0), '2025-01-05T00:00:00')
    >>> moment("2025-02-05 14:20").isoformat(), moment("soon")
    ('2025-02-05T14:20:00', None)
    """
    if _SERIAL.fullmatch(text):
        return _EXCEL_BEGINS + timedelta(minutes=round(float(text) * 24 * 60))
    for pattern in _DATES:
        found = pattern.fullmatch(text)
        if found is not None:
            return _moment(found.groupdict())
    return None


def _moment(parts: dict[str, str | None]) -> datetime | None:
    month = _month(parts)
    year = int(str(parts["year"]))
    try:
        day = datetime(year + 2000 * (year < 100), month, int(str(parts["day"])))  # noqa: DTZ001
    except ValueError:
        return None
    clock = parts.get("clock")
    if clock is None:
        return day
    minutes = minutes_of_day(clock)
    return None if minutes is None else day + timedelta(minutes=minutes)


def _month(parts: dict[str, str | None]) -> int:
    name = (parts.get("name") or "").casefold()
    if not name:
        return int(str(parts["month"]))
    return _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 0


def is_month_first_only(text: str) -> bool:
    """Say whether a text is a date only if its month comes first, as in America.

    Examples
    --------
    >>> is_month_first_only("1/31/2025"), is_month_first_only("31/1/2025")
    (True, False)
    """
    found = _DAY_FIRST.fullmatch(text)
    return found is not None and int(found["month"]) > 12 >= int(found["day"])


def is_day_first(text: str) -> bool:
    """Say whether a text is a date in numbers with the year last."""
    return _DAY_FIRST.fullmatch(text) is not None


def minutes_of_day(text: str) -> int | None:
    """Read a time of day as minutes since midnight; None if it is none.

    Examples
    --------
    >>> minutes_of_day("07:50"), minutes_of_day("7.50 pm"), minutes_of_day("1930")
    (470, 1190, 1170)
    """
    found = _CLOCK.fullmatch(text.strip())
    if found is None and re.fullmatch(r"\d{4}", text.strip()):
        found = _CLOCK.fullmatch(f"{text.strip()[:2]}:{text.strip()[2:]}")
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"])
    half = (found["half"] or "").casefold()
    if half:
        hour = hour % 12 + 12 * (half == "pm")
    return 60 * hour + minute if hour < 24 and minute < 60 else None


def hours_of(text: str) -> float:
    """Read a length of time as hours; not a number if it is none.

    Examples
    --------
    >>> hours_of("1.5"), hours_of("1:30"), hours_of("1h 30m"), hours_of("90 mins")
    (1.5, 1.5, 1.5, 1.5)
    >>> hours_of("two")
    nan
    """
    found = _LENGTH.fullmatch(text)
    if found is not None:
        return int(found["hours"]) + int(found["minutes"]) / 60
    number = number_of(text)
    if not math.isnan(number):
        return number
    words = _IN_WORDS.fullmatch(text.strip())
    if not text.strip() or words is None:
        return math.nan
    hours = float(words["hours"] or words["short"] or 0)
    return hours + int(words["minutes"] or 0) / 60


def number_of(text: str) -> float:
    """Read a number; not a number if it is none, or has no end."""
    try:
        value = float(text.replace(",", ".") if text.count(",") == 1 else text)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan
