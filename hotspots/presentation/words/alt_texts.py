"""What each picture of a pack shows, with its figures, for who cannot see it.

Made of published figures only, as all that a pack says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from hotspots.disclosure.policy import HIDDEN
from hotspots.months import months_between
from hotspots.presentation.words.months_told import month, months
from hotspots.presentation.words.numbers import (
    capital,
    counted,
    in_words,
    listed,
    number,
)

# Districts of so many zones or fewer are named one by one.
FEW = 6
WAYS = {
    "fell": "fell by 5% or more in",
    "rose": "rose by 5% or more in",
    "about the same": "changed by less in",
}


def zones(n_in: Mapping[str, int], *, area: Sequence[str]) -> str:
    """Say how many dots each district has.

    Parameters
    ----------
    n_in
        How many zones each district has, of those that have any.
    area
        Every district.

    Examples
    --------
    >>> zones({"Dover": 3, "Swale": 1, "Thanet": 1}, area=["Dover", "Swale", "Thanet"])
    'Map with 5 dots: three in Dover, one in each other district.'
    """
    dots = counted(sum(n_in.values()), "dot")
    return f"Map with {dots}: {in_districts(n_in, area=area)}."


def districts(
    n_in: Mapping[str, int], *, area: Sequence[str], zones: str = "hotspots"
) -> str:
    """Say which number stands in each district."""
    without = [name for name in area if name not in n_in]
    none = f"; none in {listed(without)}" if without else ""
    return (
        f"Map with the number of {zones} in each district: "
        f"{in_districts(n_in, area=area)}{none}."
    )


def in_districts(n_in: Mapping[str, int], *, area: Sequence[str] = ()) -> str:
    """Say how many of something each district has, the most first.

    Examples
    --------
    >>> in_districts({"Dover": 1, "Gravesham": 4, "Medway": 6, "Thanet": 4})
    'six in Medway, four each in Gravesham and Thanet, one in Dover'
    >>> in_districts({"Dover": 1, "Swale": 1}, area=["Dover", "Swale"])
    'one in each district'
    """
    groups: dict[int, list[str]] = {}
    for name, n in sorted(n_in.items(), key=lambda item: (-item[1], item[0])):
        groups.setdefault(n, []).append(name)
    last = min(groups, default=0)
    is_rest = len(groups.get(last, ())) > 1 and set(n_in) >= set(area) != set()
    parts = []
    for n, names in groups.items():
        if n == last and is_rest:
            other = "other " if len(groups) > 1 else ""
            parts.append(f"{in_words(n)} in each {other}district")
        else:
            each = " each" if len(names) > 1 else ""
            parts.append(f"{in_words(n)}{each} in {listed(names)}")
    return ", ".join(parts)


def change(
    ways: Sequence[str],
    of: Sequence[str],
    *,
    name: str,
    span: str,
    zone: str = "hotspot",
) -> str:
    """Say in how many zones the count went which way, and where they are if few.

    Parameters
    ----------
    ways
        Which way each zone's published count went, as the map draws it.
    of
        The district of each zone.
    name
        What fell or rose.
    span
        The months compared.
    zone
        What a zone is called.

    Examples
    --------
    >>> change(["fell", "fell", "rose"], ["Dover", "Dover", "Swale"],
    ...        name="violence", span="2025 with 2024")
    'Map comparing 2025 with 2024. Of 3 hotspots, violence fell by 5% or more in two
    (two in Dover) and rose by 5% or more in one (one in Swale).'
    """
    of_way = Counter(ways)
    parts = []
    for way, words in WAYS.items():
        if not of_way[way]:
            continue
        where = Counter(
            district for each, district in zip(ways, of, strict=True) if each == way
        )
        named = f" ({in_districts(where)})" if of_way[way] <= FEW else ""
        parts.append(f"{words} {in_words(of_way[way])}{named}")
    text = f"Map comparing {span}. "
    if parts:
        text += f"Of {counted(len(ways), zone)}, {name} {listed(parts)}. "
    if n_hidden := of_way[HIDDEN]:
        text += f"For {in_words(n_hidden)} the change is not shown."
    return text.strip()


def before_after(
    counts: pd.DataFrame,
    *,
    together: Sequence[int | None],
    called: str,
    zone: str = "hotspot",
) -> str:
    """Say how large the circles are before and after.

    Parameters
    ----------
    counts
        Published counts of each zone, a column a period in words; missing if hidden.
    together
        The published counts of all zones, in the same order; None if hidden.
    called
        What is counted, such as "reports".
    zone
        What a zone is called.
    """
    text = (
        f"Two maps with a circle for each of {counted(len(counts), zone)}, larger "
        f"for more {called}."
    )
    for span, of_all in zip(counts.columns, together, strict=True):
        shown = counts[span].dropna()
        parts = []
        if of_all is not None:
            parts.append(f"{number(of_all)} together")
        if len(shown):
            least, most = number(shown.min()), number(shown.max())
            parts.append(f"{least} to {most} in one {zone}")
        if n_hidden := len(counts) - len(shown):
            parts.append(f"{in_words(n_hidden)} not shown")
        text += f" {capital(span)}: {', '.join(parts)}."
    return text


def trend(
    monthly: pd.DataFrame, *, starts: Mapping[str, str], rounded: bool, called: str
) -> str:
    """Say between which counts each line runs, when it is highest, what is missing.

    Parameters
    ----------
    monthly
        Columns `part`, `month` and `incidents`, as published; empty if hidden.
    starts
        Months in which patrols began, with what is written there; none if nobody says.
    rounded
        Whether the counts are rounded.
    called
        What is counted, such as "reports".
    """
    loaded = sorted(set(monthly["month"]))
    runs = _runs(loaded)
    if len(runs) == 1 and starts:
        earlier = [each for each in loaded if each < min(starts)]
        runs = [run for run in (earlier, loaded[len(earlier) :]) if run]
    parts = []
    for part, rows in monthly.groupby("part", sort=False):
        counts: pd.Series = rows.set_index("month")["incidents"].astype(float)
        parts.append(f"{capital(str(part))}: {_line(counts, runs, rounded=rounded)}.")
    missing = [m for m in months_between(loaded[0], loaded[-1]) if m not in loaded]
    gaps = [months(run[0], run[-1]) for run in _runs(missing)]
    if gaps:
        parts.append(f"{listed(gaps)} {'is' if len(missing) == 1 else 'are'} missing.")
    marks = [f"{month(start)} ({label})" for start, label in starts.items()]
    marked = f", with an upright line at {listed(marks)}" if marks else ""
    return f"Line chart of {called} a month{marked}. {' '.join(parts)}"


def _line(counts: pd.Series, runs: Sequence[Sequence[str]], *, rounded: bool) -> str:
    """Say what one line shows, run by run."""
    parts = []
    for run in runs:
        span = months(run[0], run[-1])
        shown = counts.reindex(list(run)).dropna()
        n_hidden = sum(1 for each in run if each in counts.index) - len(shown)
        if shown.empty:
            parts.append(f"not shown in {span}")
            continue
        least, most = number(shown.min()), number(shown.max())
        between = least if least == most else f"{least} to {most}"
        text = f"{'about ' if rounded else ''}{between} in {span}"
        if least != most:
            text += f" (most in {month(str(shown.idxmax()))})"
        parts.append(
            f"{text}, {counted(n_hidden, 'month')} not shown" if n_hidden else text
        )
    return "; ".join(parts)


def _runs(held: Sequence[str]) -> list[list[str]]:
    """Break months where one is missing."""
    runs: list[list[str]] = []
    for each in held:
        follows = bool(runs) and months_between(runs[-1][-1], each)[1:] == [each]
        runs = [*runs[:-1], [*runs[-1], each]] if follows else [*runs, [each]]
    return runs
