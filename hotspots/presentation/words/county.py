"""County measures in words: titles, caveats, the list and its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from hotspots.months import days_in
from hotspots.presentation.words.month_flags import listed_by_month
from hotspots.presentation.words.months_told import months, spans
from hotspots.presentation.words.numbers import signed

if TYPE_CHECKING:
    from hotspots.method.county.measures import MeasuredCounty

FELL, ROSE, NOT_CLEAR, NOT_TOLD = "fell", "rose", "no clear change", "not told"


@dataclass(frozen=True)
class MeasureWords:
    """What a measure is called, and what must be known of it."""

    title: str
    caveat: str


MEASURE_WORDS = {
    "violence": MeasureWords(
        "Violence and sexual offences",
        "Without robbery; holds malicious messages and murder alike.",
    ),
    "robbery": MeasureWords(
        "Robbery",
        "Robbery of people and of businesses: police.uk cannot tell them apart.",
    ),
    "weapons": MeasureWords(
        "Possession of weapons",
        "Weapons are found by searches: more searches find more.",
    ),
    "burglary": MeasureWords(
        "Burglary",
        "Burglary of homes and of businesses: police.uk cannot tell them apart.",
    ),
    "vehicle crime": MeasureWords(
        "Vehicle crime", "Theft of vehicles, theft from them and interference alike."
    ),
    "theft from the person": MeasureWords(
        "Theft from the person", "Without force; with force it is robbery."
    ),
    "neighbourhood crime": MeasureWords(
        "Neighbourhood crime",
        "Burglary, vehicle crime, theft from the person and robbery together. "
        "Neighbourhood crime: police.uk cannot tell residential burglary or personal "
        "robbery apart.",
    ),
    "drugs": MeasureWords(
        "Drug offences",
        "Drug offences follow proactive policing: not a measure of crime.",
    ),
    "asb": MeasureWords(
        "Antisocial behaviour (ASB)",
        "Reports, not de-duplicated: police.uk gives ASB no number and only a month.",
    ),
    "shoplifting": MeasureWords(
        "Shoplifting", "Follows reporting: shops report more or less from year to year."
    ),
}
INTERVAL_NOTE = (
    "A range (95%) is wider than chance alone: it allows for how differently districts "
    "and months changed between the two years. It does not allow for what moved every "
    "district and month alike, such as a new way of recording, and says nothing of why "
    "a measure changed."
)
NO_INTERVAL = (
    "A range needs three months and three districts with incidents in both years, so "
    "some changes stand without one and cannot be told from chance."
)
BY_DAY = (
    "Per cents compare incidents a day, for the months compared are not equally long "
    "(February of a leap year has 29 days)."
)
BASELINE_HELP = (
    "The Commissioner's own reports measure from the year ending December 2019. Its "
    "months must be loaded."
)
CHART_ALT = (
    "Chart of each measure's change on the year before, with its range. The table "
    "holds the same figures."
)


def percent_change(ratio: float) -> str:
    """Write a ratio as a signed per cent.

    Examples
    --------
    >>> percent_change(0.955), percent_change(1.25), percent_change(1.0)
    ('\N{MINUS SIGN}4.5%', '+25.0%', '0.0%')
    """
    change = round(100 * (ratio - 1), 1)
    return signed(change, f"{abs(change):,.1f}%")


def interval(low: float, high: float) -> str:
    """Write the ends of a ratio's interval as per cents, or nothing.

    Examples
    --------
    >>> interval(0.897, 1.017), interval(float("nan"), float("nan"))
    ('\N{MINUS SIGN}10.3% to +1.7%', '')
    """
    if np.isnan(low) or np.isnan(high):
        return ""
    return f"{percent_change(low)} to {percent_change(high)}"


def clearly(low: float, high: float) -> str:
    """Say which way a ratio's interval lies.

    Examples
    --------
    >>> clearly(0.7, 0.9), clearly(0.9, 1.1), clearly(float("nan"), 1)
    ('fell', 'no clear change', 'not told')
    """
    if np.isnan(low) or np.isnan(high):
        return NOT_TOLD
    return FELL if high < 1 else ROSE if low > 1 else NOT_CLEAR


def measure_list(measured: MeasuredCounty) -> pd.DataFrame:
    """List the measures as the Commissioner's office does, with ranges and notes.

    Columns of the previous year and of the baseline are there only where they are
    loaded; `county_notes` says where they are not.
    """
    table = measured.table
    words = [MEASURE_WORDS[name] for name in table["measure"]]
    columns: dict[str, object] = {
        "Measure": [word.title for word in words],
        spans(measured.this): table["incidents"],
    }
    if measured.previous:
        names = ("previous", "change", "")
        columns |= _compared(table, spans(measured.previous), names)
    if measured.baseline:
        names = ("baseline", "since_change", "since_")
        then = spans(measured.baseline)
        columns |= _compared(table, then, names, since=f" since {then}")
    columns["Note"] = [_note(measured, name) for name in table["measure"]]
    columns["Caveat"] = [word.caveat for word in words]
    return pd.DataFrame(columns)


def _compared(
    table: pd.DataFrame, then: str, names: tuple[str, str, str], *, since: str = ""
) -> dict[str, object]:
    count, change, prefix = names
    ends = list(
        zip(table[f"{prefix}ratio_low"], table[f"{prefix}ratio_high"], strict=True)
    )
    return {
        then: table[count].astype("Int64"),
        f"Change{since}": table[change].astype("Int64"),
        f"Change{since}, %": (100 * (table[f"{prefix}ratio"] - 1)).round(1),
        f"Range of that{since}": [interval(*each) for each in ends],
        f"Verdict{since}": [clearly(*each).capitalize() for each in ends],
    }


def _note(measured: MeasuredCounty, measure: str) -> str:
    left = f"Without {spans(measured.left_out)}" if measured.left_out else ""
    flags = measured.flags[measured.flags["measure"] == measure]
    return "; ".join(text for text in (left, listed_by_month(flags)) if text)


def county_notes(measured: MeasuredCounty) -> list[str]:
    """Say what must be known before anything is made of the measures."""
    told = [_months_sentence(measured), _baseline_sentence(measured)]
    if measured.previous or measured.baseline:
        told.append(INTERVAL_NOTE)
        told += [NO_INTERVAL] * _lacks_interval(measured)
        told += [BY_DAY] * _differ_in_days(measured)
    if len(measured.flags):
        told.append(
            "Months that look wrong are counted all the same, and are named in the "
            "notes of the measures that they touch: look at the source first."
        )
    return told


def _months_sentence(measured: MeasuredCounty) -> str:
    this = spans(measured.this)
    left = spans(measured.left_out) if measured.left_out else ""
    if not measured.previous:
        told = f"Counted: {this}. None of these months is loaded for the year before, "
        told += "so there is no previous year and no change."
        return told + (f" Not loaded and not counted: {left}." if left else "")
    told = f"Counted: {this}, against {spans(measured.previous)}."
    if left:
        told += (
            f" Left out, because they or the same months a year before are not "
            f"loaded: {left}."
        )
    return told


def _baseline_sentence(measured: MeasuredCounty) -> str:
    asked = measured.baseline_asked
    year = f"the year of {months(asked.first, asked.last)}"
    if measured.baseline:
        same = "" if len(measured.baseline) == 12 else ", its same months"
        return f"The baseline is {year}{same}."
    lacking = spans(measured.baseline_lacking)
    if len(measured.baseline_lacking) == len(measured.this):
        lacking = "none of the months needed"
        return f"There is no baseline: of {year}, {lacking} is loaded."
    return f"There is no baseline: of {year}, {lacking} would be needed and not loaded."


def _lacks_interval(measured: MeasuredCounty) -> bool:
    table = measured.table
    compared = [
        (measured.previous, "previous", "ratio_low"),
        (measured.baseline, "baseline", "since_ratio_low"),
    ]
    return any(
        bool(span) and bool(((table[then] > 0) & table[low].isna()).any())
        for span, then, low in compared
    )


def _differ_in_days(measured: MeasuredCounty) -> bool:
    def n_days(span: Sequence[str]) -> int:
        return sum(map(days_in, span))

    others = [span for span in (measured.previous, measured.baseline) if span]
    return any(n_days(span) != n_days(measured.this) for span in others)
