"""What looks wrong with months, in words: the only place that writes these flags."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from hotspots.method.county.month_flags import (
    MISSING,
    PART_ABSENT,
    PART_HIGH,
    PART_LOW,
    RECORDING_CHANGED,
    TOTAL_HIGH,
    TOTAL_LOW,
)
from hotspots.presentation.words.months_told import month_short
from hotspots.presentation.words.numbers import counted, number

PHRASES = {
    MISSING: "no incidents: month missing",
    TOTAL_LOW: "looks low: {found}, about {expected} expected",
    TOTAL_HIGH: "looks high: {found}, about {expected} expected",
    PART_LOW: "{part} looks low: {found}, about {expected} expected",
    PART_HIGH: "{part} looks high: {found}, about {expected} expected",
    PART_ABSENT: "{part} is absent: about {expected} incidents expected",
    RECORDING_CHANGED: "recording changed (marked by the user)",
}


def phrase(flag: Mapping[Hashable, Any]) -> str:
    """Write one row of `MONTH_FLAGS`.

    Examples
    --------
    >>> phrase({"kind": "part_low", "part": "Drugs", "found": 9, "expected": 340.5})
    'Drugs looks low: 9 incidents, about 340 expected'
    """
    known = {
        "part": flag["part"],
        "found": "" if pd.isna(flag["found"]) else counted(flag["found"], "incident"),
        "expected": "" if pd.isna(flag["expected"]) else number(flag["expected"]),
    }
    return PHRASES[flag["kind"]].format(**known)


def notes(months: Iterable[str], flags: pd.DataFrame) -> list[str]:
    """Write for each month all that looks wrong with it; empty where nothing does.

    Parameters
    ----------
    months
        Months, as 2025-01.
    flags
        Table `MONTH_FLAGS`.
    """
    of_month: dict[str, list[str]] = {}
    for flag in flags.to_dict("records"):
        of_month.setdefault(flag["month"], []).append(phrase(flag))
    return ["; ".join(of_month.get(month, [])) for month in months]


def listed_by_month(flags: pd.DataFrame) -> str:
    """Name the months flagged, each with all that looks wrong with it.

    Examples
    --------
    >>> absent = {"kind": "part_absent", "part": "Dover", "found": 0, "expected": 50}
    >>> listed_by_month(pd.DataFrame([{"month": "2025-03", **absent}]))
    'Mar 2025: Dover is absent: about 50 incidents expected'
    """
    months = list(dict.fromkeys(flags["month"]))
    return "; ".join(
        f"{month_short(month)}: {note}"
        for month, note in zip(months, notes(months, flags), strict=True)
    )
