"""What the values of a column look like, from a sample of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from hotspots.sources.force_extract.columns.names import words_of
from hotspots.sources.force_extract.values.asb import asb_class, asb_type, is_asb
from hotspots.sources.force_extract.values.clocks import read_clock
from hotspots.sources.force_extract.values.dates import read_dates
from hotspots.sources.force_extract.values.flags import share_yes_no
from hotspots.sources.force_extract.values.offences import OffenceTable, normal_codes
from hotspots.sources.force_extract.values.positions import (
    numbers,
    point_parts,
    share_references,
)

SAMPLE = 600


@dataclass(frozen=True)
class Profile:
    """A column: its words and what share of its filled cells reads as what.

    `distinct` is the share of filled cells that differ; `middle` and `most` are of
    the numbers, without sign; `known_code` and `titled` say which share has a class.
    """

    column: str
    words: frozenset[str]
    order: tuple[str, ...]
    n_filled: int
    filled: float
    distinct: float
    n_distinct: int
    number: float
    whole: float
    middle: float
    most: float
    mean: float
    date: float
    timed: float
    clock: float
    colon: float
    reference: float
    point: float
    code: float
    known_code: float
    stroke: float
    titled: float
    asb: float
    asb_class: float
    asb_type: float
    yes_no: float
    mean_length: float


def profile_of(
    column: str, heading: str, texts: pd.Series, offences: OffenceTable
) -> Profile:
    """Describe a column from at most `SAMPLE` of its filled cells, spread evenly."""
    filled = texts[texts != ""]
    step = max(1, -(-len(filled) // SAMPLE))
    some = filled.iloc[::step].reset_index(drop=True)
    figures = numbers(some)
    sizes = figures.abs().dropna()
    n = max(len(some), 1)
    order = words_of(heading)
    dated, timed, clock = _when(some, set(order))
    codes = normal_codes(some)
    # Words that name what happened repeat; figures, dates and numbers of crimes do not.
    words_repeat = dated < 0.5 and len(sizes) < 0.5 * n and some.nunique() < 0.9 * n
    named = some if words_repeat or len(some) < 50 else some.iloc[:0]
    unique = named.value_counts()
    return Profile(
        column=column,
        words=frozenset(order),
        order=order,
        n_filled=len(filled),
        filled=len(filled) / max(len(texts), 1),
        distinct=some.nunique() / n,
        n_distinct=int(filled.nunique()),
        number=len(sizes) / n,
        whole=float((sizes % 1 == 0).mean()) if len(sizes) else 0.0,
        middle=float(sizes.median()) if len(sizes) else 0.0,
        most=float(sizes.max()) if len(sizes) else 0.0,
        mean=float(sizes.mean()) if len(sizes) else 0.0,
        date=dated,
        timed=timed,
        clock=clock,
        colon=float(some.str.contains(r"\d:\d\d", regex=True).mean()) if n else 0.0,
        reference=share_references(some),
        point=float(point_parts(some)[0].notna().mean()) if len(some) else 0.0,
        code=float(codes.notna().sum() / n),
        known_code=float(codes.isin([*offences.by_code, *offences.by_class]).sum() / n),
        stroke=float(some.str.match(r"\s*\d{1,3}[/.\-]\d{1,2}(\D|$)").sum() / n),
        titled=_share(unique, lambda text: offences.class_of(None, text)[0]),
        asb=_share(unique, is_asb),
        asb_class=_share(unique, asb_class),
        asb_type=_share(unique, asb_type),
        yes_no=share_yes_no(some),
        mean_length=float(some.str.len().mean()) if len(some) else 0.0,
    )


def _when(some: pd.Series, words: set[str]) -> tuple[float, float, float]:
    """Give the shares that read as dates, as dates with a time, and as times."""
    if some.empty:
        return 0.0, 0.0, 0.0
    n = len(some)
    figures = some.str.fullmatch(r"[\d.]+")
    says_date = bool(
        words & {"date", "committed", "start", "end", "from", "to", "when"}
    )
    read = read_dates(some if says_date else some.where(~figures, ""))
    clocks, _ = read_clock(some if "time" in words else some.where(~figures, ""))
    midnight = bool((read.times.dropna().dt.normalize() == read.times.dropna()).all())
    timed = 0.0 if midnight else float(read.has_time.sum() / n)
    dated = float(read.times.notna().sum() / n)
    clock = float(clocks.notna().sum() / n)
    # A dummy day before each time (30/12/1899 02:15) is no date.
    days = read.times.dropna().dt.normalize()
    dummy = (
        "time" in words
        and len(days) > 10
        and (days == days.iloc[0]).all()
        and clock >= dated
    )
    if dated >= 0.5 and not dummy:
        return dated, timed, 0.0
    return 0.0, 0.0, clock


def _share(unique: pd.Series, finds: object) -> float:
    """Share of the cells whose text is found; each different text is tried once."""
    total = int(unique.sum())
    if not total or not callable(finds):
        return 0.0
    hits = sum(int(n) for text, n in unique.items() if finds(str(text)))
    return hits / total


_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"


def is_month_heading(heading: str) -> bool:
    """Tell whether a heading is a month, as tables of counts have them.

    Examples
    --------
    >>> [is_month_heading(text) for text in ("201811", "Jan-24", "2024-03", "Month")]
    [True, True, True, False]
    """
    text = heading.strip().lower()
    return bool(
        re.fullmatch(r"(19|20)\d\d[-/ ]?(0[1-9]|1[0-2])", text)
        or re.fullmatch(rf"({_MONTHS})[a-z]*[-/ ']*(\d\d|\d{{4}})", text)
        or re.fullmatch(r"(0?[1-9]|1[0-2])[-/](\d\d|20\d\d)", text)
        or re.fullmatch(r"20\d\d[-/]\d\d(\d\d)?", text)
    )
