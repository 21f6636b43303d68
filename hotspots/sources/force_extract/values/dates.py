"""Dates and times as forces write them, into local time to the second.

Day comes before month unless the column shows otherwise; a column that shows neither
is read day first and the person is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from hotspots.sources.force_extract.values.clocks import read_clock

LOCAL_TIME = "Europe/London"
# Excel's days count from here: it takes 1900 for a leap year.
SERIAL_EPOCH = pd.Timestamp("1899-12-30")
# Excel serials of 1930 to 2099, and years that a committed date can have.
SERIALS = (10_959.0, 73_050.0)
YEARS = (1930, 2099)
ORDERS = ("day first", "month first", "year first")

_WEEKDAY = (
    r"\b(MON|TUES?|WED(NES)?|THU(R|RS)?|FRI|SAT(UR)?|SUN)(DAY)?\b[.,]?",
    "",
)
_CANONICAL = (
    (r"(\d)(ST|ND|RD|TH)\b", r"\1"),
    (r"\bSEPT\b", "SEP"),
    (r"(\d)T(\d)", r"\1 \2"),
    (r"[\s,_]+(AT( |$))?", " "),
    (r"(\d) ?(HRS?|HOURS|H)$", r"\1"),
    (r"(:\d\d:\d\d)[.:,]\d+", r"\1"),
    (r"(\d)([AP])\.?M\.?$", r"\1 \2M"),
    (r"^(\d{1,2})[-. /]?([A-Z]{3,9})[-. /]?(\d{2,4})\b", r"\1/\2/\3"),
    (r"^([A-Z]{3,9}) (\d{1,2}) (\d{4})\b", r"\2/\1/\3"),
    (r"^(\d{1,4})[-. ](\d{1,2})[-. ](\d{2,4})\b", r"\1/\2/\3"),
    (r" (\d{1,2})[.-](\d\d)$", r" \1:\2"),
    (r"^(\d{4}/\d{1,2}/\d{1,2})[-:](\d)", r"\1 \2"),
    (r"^(\d{1,2}/\d{1,2}/\d{4})[-:](\d)", r"\1 \2"),
)
_ZONE = r"(?:Z|[+-]\d\d:?\d\d)$"


@dataclass(frozen=True)
class DatesRead:
    """A column of dates, read.

    Attributes
    ----------
    times
        Local time; missing where blank or unreadable.
    has_time
        Whether an hour is written beside the day.
    unreadable
        Rows that hold something which is no date.
    order
        ``day first``, ``month first``, ``year first``, ``month in letters`` or
        ``serial``.
    asked
        No value shows whether day or month comes first.
    """

    times: pd.Series
    has_time: pd.Series
    unreadable: pd.Series
    order: str
    asked: bool = False


def read_dates(texts: pd.Series, *, order: str | None = None) -> DatesRead:
    """Read a column of dates, with or without times.

    Parameters
    ----------
    texts
        Text, empty where missing.
    order
        ``day first``, ``month first`` or ``year first``, as a person confirmed it; by
        itself the column decides.

    Examples
    --------
    >>> read = read_dates(pd.Series(["03-JUN-2025 21:10", "4/6/25", "32/1/2025", ""]))
    >>> read.times.dt.strftime("%Y-%m-%d %H:%M").to_list()[:2]
    ['2025-06-03 21:10', '2025-06-04 00:00']
    >>> read.unreadable.to_list()
    [False, False, True, False]
    """
    days, clocks = _day_and_clock(texts)
    codes, uniques = pd.factorize(days)
    values = pd.Series(uniques, dtype="str")
    times, has_time, said, asked = _read_unique(values, order)
    taken = times.take(codes).set_axis(texts.index)
    taken_has = has_time.take(codes).set_axis(texts.index)
    spans, bad_clock = read_clock(clocks)
    taken = (taken + spans.fillna(pd.Timedelta(0))).where(~bad_clock)
    taken_has |= spans.notna() & taken.notna()
    unreadable = taken.isna() & (texts != "")
    return DatesRead(taken.astype("datetime64[s]"), taken_has, unreadable, said, asked)


def _day_and_clock(texts: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Part a clock at the end (21:10 or 21:10:00) from the day before it.

    Days and clocks repeat where times hardly do, so that each is read but once.
    """
    size = np.where(texts.str[-6:-5] == ":", 8, 5)
    ends = (texts.str[-3:-2] == ":").to_numpy()
    before = np.where(size == 8, texts.str[-9:-8], texts.str[-6:-5])
    parted = ends & np.isin(before.astype(str), [" ", "T"])
    long = parted & (size == 8)
    days = texts.where(~parted, texts.str[:-6]).where(~long, texts.str[:-9])
    clocks = texts.str[-5:].where(parted, "").where(~long, texts.str[-8:])
    return days, clocks


def _read_unique(
    values: pd.Series, order: str | None
) -> tuple[pd.Series, pd.Series, str, bool]:
    zones = values.str.extract(rf"\d:\d\d(?::\d\d(?:\.\d+)?)?\s*({_ZONE})")[0]
    plain = canonical(values.str.replace(rf"(\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*{_ZONE}",
                                         r"\1", regex=True))  # fmt: skip
    times = pd.Series(pd.NaT, index=values.index, dtype="datetime64[s]")
    has_time = pd.Series(data=False, index=values.index)
    shapes = plain.str.replace(r"\d", "9", regex=True).str.replace(
        r"[A-Z]", "A", regex=True
    )
    day_month, asked = _day_or_month(plain, order)
    digits_order, digits_asked = _digits_order(plain, order)
    said: dict[str, int] = {}
    for shape, here in plain.groupby(shapes):
        if not shape:
            continue
        read, order_read, with_time = _read_shape(
            str(shape), here, day_month, digits_order
        )
        times.loc[here.index] = read
        has_time.loc[here.index] = with_time
        said[order_read] = said.get(order_read, 0) + int(read.notna().sum())
    times = _in_years(_to_local(times, zones))
    best = max(said, key=lambda name: said[name]) if said else "day first"
    is_asked = (asked and best == day_month) or (digits_asked and best == digits_order)
    return times, has_time & times.notna(), best, is_asked


def canonical(values: pd.Series) -> pd.Series:
    """Write dates alike: strokes between day, month and year, a blank before times."""
    plain = values.str.upper().str.strip()
    if plain.str.contains("DAY|MON|TUE|WED|THU|FRI|SAT|SUN", regex=True).any():
        plain = plain.str.replace(*_WEEKDAY, regex=True).str.strip()
    for pattern, replacement in _CANONICAL:
        plain = plain.str.replace(pattern, replacement, regex=True)
    return plain.str.strip()


def _day_or_month(plain: pd.Series, order: str | None) -> tuple[str, bool]:
    """Tell which comes first from values above 12; else day, and ask."""
    if order in ("day first", "month first"):
        return order, False
    parts = plain.str.extract(r"^(\d{1,2})/(\d{1,2})/\d{2,4}\b").dropna().astype(int)
    day_first = int(parts[0].between(13, 31).sum())
    month_first = int((parts[1].between(13, 31) & (parts[0] <= 12)).sum())
    if day_first + month_first == 0:
        return "day first", len(parts) > 0
    both = min(day_first, month_first) > 0.2 * max(day_first, month_first)
    return ("day first" if day_first >= month_first else "month first"), both


_DIGIT_FORMS = {
    "year first": ("%Y%m%d", (8, 12, 14)),
    "day first": ("%d%m%Y", (8, 12, 14)),
    "month first": ("%m%d%Y", (8, 12, 14)),
}


def _digits_order(plain: pd.Series, order: str | None) -> tuple[str, bool]:
    """Tell the order of dates that are digits only by which order reads most."""
    if order in ORDERS:
        return str(order), False
    digits = plain[plain.str.fullmatch(r"\d{7,8}|\d{11,14}")].head(2000)
    if digits.empty:
        return "year first", False
    n_read = {
        name: int(_read_digits(digits, name).notna().sum()) for name in _DIGIT_FORMS
    }
    best = max(n_read, key=lambda name: n_read[name])
    rivals = [name for name in n_read if n_read[name] == n_read[best]]
    return best, len(rivals) > 1


def _read_digits(digits: pd.Series, order: str) -> pd.Series:
    """Read digits only; one leading zero may have been lost."""
    form = _DIGIT_FORMS[order][0]
    width = digits.str.len()
    filled = digits.where(width % 2 == 0, "0" + digits)
    times = pd.Series(pd.NaT, index=digits.index, dtype="datetime64[s]")
    for n_digits, tail in ((8, ""), (10, "%H"), (12, "%H%M"), (14, "%H%M%S")):
        here = filled[filled.str.len() == n_digits]
        if n_digits != 10 and len(here):
            times.loc[here.index] = pd.to_datetime(
                here, format=form + tail, errors="coerce"
            ).astype("datetime64[s]")
    return _in_years(times)


def _in_years(times: pd.Series) -> pd.Series:
    return times.where(times.dt.year.between(*YEARS))


def _read_shape(
    shape: str, here: pd.Series, day_month: str, digits_order: str
) -> tuple[pd.Series, str, bool]:
    """Read the values of one shape: times, their order, and if they have hours."""
    none = pd.Series(pd.NaT, index=here.index, dtype="datetime64[s]")
    if re.fullmatch(r"9{7,8}|9{11,14}", shape):
        read = _read_digits(here, digits_order)
        if read.isna().all():
            read = _read_epoch(here)
        return read, digits_order, len(shape) > 8
    if re.fullmatch(r"9{10}", shape):
        return _read_epoch(here), "seconds since 1970", True
    if re.fullmatch(r"9{5}(\.9+)?", shape):
        days = here.astype(float)
        days = days.where(days.between(*SERIALS))
        whole = SERIAL_EPOCH + pd.to_timedelta(days, unit="D")
        return whole.dt.round("s").astype("datetime64[s]"), "serial", "." in shape
    date, _, time = shape.partition(" ")
    form, order = _date_form(date, day_month)
    time_form = _time_form(time)
    if form is None or time_form is None:
        return none, day_month, False
    next_day = here.str.contains(r" 24:?00(?::00)?$", regex=True)
    texts = here.str.replace(r" 24(:?00)", r" 00\1", regex=True)
    texts = texts.str.replace(r"/(\D{3})\D+/", r"/\1/", regex=True)
    read = pd.to_datetime(texts, format=form + time_form, errors="coerce")
    read = read.astype("datetime64[s]")
    read = read.where(~next_day, read + pd.Timedelta(days=1))
    return read, order, bool(time)


def _read_epoch(here: pd.Series) -> pd.Series:
    """Read seconds or milliseconds since 1970, which count in UTC."""
    numbers = here.astype(float)
    seconds = numbers.where(numbers < 1e11, numbers / 1000)
    times = pd.to_datetime(seconds, unit="s", utc=True, errors="coerce")
    return times.dt.tz_convert(LOCAL_TIME).dt.tz_localize(None).astype("datetime64[s]")


def _date_form(date: str, day_month: str) -> tuple[str | None, str]:
    if re.fullmatch(r"9{4}/9{1,2}/9{1,2}", date):
        return "%Y/%m/%d", "year first"
    if re.fullmatch(r"9{4}[-/]9{2}", date):
        return f"%Y{date[4]}%m", "year first"
    if re.fullmatch(r"9{1,2}/A+/9{2}", date):
        return "%d/%b/%y", "month in letters"
    if re.fullmatch(r"9{1,2}/A+/9{4}", date):
        return "%d/%b/%Y", "month in letters"
    if re.fullmatch(r"9{1,2}/9{1,2}/(9{2}|9{4})", date):
        year = "%Y" if len(date.rpartition("/")[2]) == 4 else "%y"
        first = "%d/%m/" if day_month == "day first" else "%m/%d/"
        return first + year, day_month
    return None, day_month


def _time_form(time: str) -> str | None:
    forms = {
        r"": "",
        r"9{1,2}:9{2}": " %H:%M",
        r"9{1,2}:9{2}:9{2}": " %H:%M:%S",
        r"9{1,2}:9{2} AA": " %I:%M %p",
        r"9{1,2}:9{2}:9{2} AA": " %I:%M:%S %p",
        r"9{4}": " %H%M",
        r"9{6}": " %H%M%S",
    }
    return next((f for shape, f in forms.items() if re.fullmatch(shape, time)), None)


def _to_local(times: pd.Series, zones: pd.Series) -> pd.Series:
    """Turn times with a zone into local time."""
    zoned = zones.notna()
    if not zoned.any():
        return times
    minutes = zones[zoned].map(_zone_minutes)
    utc = times[zoned] - pd.to_timedelta(minutes, unit="m")
    local = utc.dt.tz_localize("UTC").dt.tz_convert(LOCAL_TIME).dt.tz_localize(None)
    times = times.copy()
    times.loc[local.index] = local.astype("datetime64[s]")
    return times


def _zone_minutes(zone: str) -> int:
    if zone == "Z":
        return 0
    sign = -1 if zone[0] == "-" else 1
    figures = zone[1:].replace(":", "")
    return sign * (int(figures[:2]) * 60 + int(figures[2:]))
