"""Times of day as forces write them: 21:10, 2110, 9.10 pm, a fraction of a day."""

from __future__ import annotations

import numpy as np
import pandas as pd


def read_clock(texts: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Read a column of times of day: a span since midnight, and what is unreadable.

    Examples
    --------
    >>> spans, bad = read_clock(pd.Series(["02:15", "0215", "0.75", "25:00"]))
    >>> (spans.dt.total_seconds() / 60).to_list()[:3], bad.to_list()[3]
    ([135.0, 135.0, 1080.0], True)
    """
    codes, uniques = pd.factorize(texts)
    values = pd.Series(uniques, dtype="str").str.upper().str.strip()
    seconds = _clock_seconds(values).take(codes)
    seconds.index = texts.index
    spans = pd.to_timedelta(seconds, unit="s")
    return spans, spans.isna() & (texts != "")


def _clock_seconds(values: pd.Series) -> pd.Series:
    if not values.str.contains(r"\d").any():
        return pd.Series(np.nan, index=values.index)
    # A dummy date before the time says nothing: 30/12/1899 02:15, 1900-01-01T02:15.
    plain = values.str.replace(
        r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[T ]+(?=\d)", "", regex=True
    )
    plain = plain.str.replace(r"\s*(HRS?|HOURS|H|Z)$", "", regex=True)
    dotted = plain.str.extract(r"^(\d{1,2})\.(\d\d)$").dropna().astype(int)
    is_clock = len(dotted) > 0 and dotted[0].max() > 0 and dotted[1].max() < 60
    marks = "[H.;]" if is_clock else "[H;]"
    plain = plain.str.replace(rf"^(\d{{1,2}}){marks}(\d\d)$", r"\1:\2", regex=True)
    plain = plain.str.replace(r"\.\d+$", "", regex=True).where(
        plain.str.contains(":"), plain
    )
    seconds = pd.Series(np.nan, index=values.index)
    parts = plain.str.extract(r"^(\d{1,2}):(\d\d)(?::(\d\d))?(?: ?([AP])\.?M\.?)?$")
    fits = parts[0].notna()
    hours = parts[0].astype(float)
    half = parts[3]
    hours = hours.where(half.isna(), hours % 12 + 12 * (half == "P"))
    minutes, rest = parts[1].astype(float), parts[2].astype(float).fillna(0)
    right = fits & (hours <= 24) & (minutes < 60) & (rest < 60)
    right &= (hours < 24) | ((minutes == 0) & (rest == 0))
    seconds[right] = (hours * 3600 + minutes * 60 + rest)[right]
    return _clock_numbers(plain, seconds)


def _clock_numbers(plain: pd.Series, seconds: pd.Series) -> pd.Series:
    """Read fractions of a day, and hours and minutes without a colon."""
    numbers = pd.to_numeric(
        plain.where(plain.str.fullmatch(r"\d+(\.\d+)?(E-?\d+)?")), errors="coerce"
    )
    whole = plain.str.fullmatch(r"\d{1,4}")
    figures = numbers[whole]
    if len(figures) and figures.max() <= 24 and plain[whole].str.len().max() <= 2:
        only_zero = figures.max() == 0
        seconds[whole] = 0.0 if only_zero else figures * 3600
    else:
        hours, minutes = figures // 100, figures % 100
        seconds[whole] = (hours * 3600 + minutes * 60).where(
            (hours < 24) & (minutes < 60)
        )
    long = plain.str.fullmatch(r"\d{5,6}")
    clock = numbers[long]
    right = (clock // 10000 < 24) & (clock // 100 % 100 < 60) & (clock % 100 < 60)
    of_day = clock // 10000 * 3600 + clock // 100 % 100 * 60 + clock % 100
    seconds[long] = of_day.where(right)
    fraction = numbers.notna() & ~whole & ~long
    days = numbers[fraction]
    seconds[fraction] = (days % 1 * 86400).round()
    return seconds
