"""Zones whose patrols began in different months: each is compared over its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

import pandas as pd

from hotspots.errors import InputError
from hotspots.method.evaluation.periods import Periods, find_periods, periods_of

# Why zones cannot be compared.
NOT_BEGUN = "patrols begin after the months loaded"
NOTHING_BEFORE = "no month before patrols is loaded"
ENDED_BEFORE = "patrols ended before the months loaded"
NO_SEASON = "no calendar month is loaded on both sides"
NOT_SAID = "nobody says when patrols began"


@dataclass(frozen=True)
class StartGroup:
    """Zones whose patrols began, and ended, in the same months.

    Attributes
    ----------
    start, end
        First and last month with patrols; an empty end is none.
    zones
        Their ids.
    periods
        The periods compared.
    """

    start: str
    end: str
    zones: tuple[str, ...]
    periods: Periods


@dataclass(frozen=True)
class NotCompared:
    """Zones that cannot be compared, and why: one of the reasons of this module.

    `names` are what they are called.
    """

    start: str
    end: str
    zones: tuple[str, ...]
    names: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Starts:
    """The starts of a list's patrols.

    Attributes
    ----------
    groups
        Zones that can be compared, by start and end, the earliest first.
    not_compared
        Those that cannot.
    """

    groups: tuple[StartGroup, ...]
    not_compared: tuple[NotCompared, ...]

    @property
    def lead(self) -> StartGroup:
        """The group that most zones are in; of as large ones the earliest."""
        return max(self.groups, key=lambda group: len(group.zones))


def starts_of(
    patrols: pd.DataFrame, loaded: Sequence[str], *, patrols_start: str
) -> Starts:
    """Group zones by the months of their patrols, and find what each is compared over.

    Parameters
    ----------
    patrols
        `zone`, `name`, `start` and `end` of each zone, as in `PATROLLED_ZONES`.
    loaded
        Months that hold incidents, in order.
    patrols_start
        Month in which patrols began in zones of which the table does not say it; empty
        if nobody knows.

    Raises
    ------
    InputError
        If no zone can be compared.

    Examples
    --------
    >>> from hotspots.months import Period
    >>> patrols = pd.DataFrame(
    ...     {"zone": ["A", "B"], "start": ["2024-04", "2024-09"], "end": "", "name": ""}
    ... )
    >>> loaded = Period("2023-01", "2024-12").months
    >>> starts = starts_of(patrols, loaded, patrols_start="")
    >>> [str(group.periods.after) for group in starts.groups]
    ['2024-04:2024-12', '2024-09:2024-12']
    """
    begun = patrols["start"].where(patrols["start"] != "", patrols_start)
    groups: list[StartGroup] = []
    others: list[NotCompared] = []
    parts = patrols.assign(start=begun).groupby(["start", "end"], sort=True)
    for (start, end), part in parts:
        zones = tuple(map(str, part["zone"]))
        in_reach = [month for month in loaded if not end or month <= str(end)]
        why = _why_not(loaded, start=str(start), end=str(end))
        if not why:
            try:
                periods = find_periods(in_reach, patrols_start=str(start))
                if end and (periods.after.first, periods.after.last) == (start, end):
                    # The whole of the patrols, however short.
                    periods = replace(periods, stand_in=False)
                groups.append(StartGroup(str(start), str(end), zones, periods))
                continue
            except InputError:
                why = NO_SEASON
        names = part["name"].where(part["name"] != "", part["zone"])
        others.append(
            NotCompared(str(start), str(end), zones, tuple(map(str, names)), why)
        )
    if not groups:
        _refuse(others, loaded)
    return Starts(tuple(groups), tuple(others))


def _why_not(loaded: Sequence[str], *, start: str, end: str) -> str:
    if not start:
        return NOT_SAID
    if not loaded or start > loaded[-1]:
        return NOT_BEGUN
    if end and end < loaded[0]:
        return ENDED_BEFORE
    return NOTHING_BEFORE if start <= loaded[0] else ""


def _refuse(others: Sequence[NotCompared], loaded: Sequence[str]) -> NoReturn:
    if len(others) == 1:
        only = others[0]
        in_reach = [month for month in loaded if not only.end or month <= only.end]
        # Says what these data lack.
        periods_of(in_reach, patrols_start=only.start)
    reasons = "; ".join(
        f"{len(each.zones)} of them: {each.why}"
        + (f", which is {each.start}" if each.start else "")
        for each in others
    )
    msg = (
        f"None of the patrolled zones can be compared ({reasons}). Load the months "
        f"before and after patrols began, or say when they began."
    )
    raise InputError(msg)
