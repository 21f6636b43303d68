"""County measures in words: titles, caveats, the list and its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hotspots.method.evaluation.rates import length_ratio
from hotspots.months import days_in
from hotspots.presentation.words.months_told import months, spans
from hotspots.presentation.words.numbers import percent_change
from hotspots.presentation.words.per_day import per_day

if TYPE_CHECKING:
    from hotspots.method.county.measures import MeasuredCounty

# A ratio beyond this says no more than that there are too few incidents.
MOST_SHOWN = 11
TOO_FEW = "too few incidents for a range"
FELL, ROSE, NOT_CLEAR, UNKNOWN = "fell", "rose", "no clear change", "unknown"


@dataclass(frozen=True)
class MeasureWords:
    """What a measure is called, and what must be known of it."""

    title: str
    caveat: str


MEASURE_WORDS = {
    "violence": MeasureWords(
        "Violence and sexual offences",
        "Without robbery. Includes everything from malicious messages to murder.",
    ),
    "robbery": MeasureWords(
        "Robbery",
        "Robbery of people and of businesses: data.police.uk does not separate them.",
    ),
    "weapons": MeasureWords(
        "Possession of weapons",
        "Searches find weapons, so more searches find more.",
    ),
    "burglary": MeasureWords(
        "Burglary",
        "Burglary of homes and of businesses: data.police.uk does not separate them.",
    ),
    "vehicle crime": MeasureWords(
        "Vehicle crime",
        "Theft of vehicles, theft from vehicles and interference with them.",
    ),
    "theft from the person": MeasureWords(
        "Theft from the person", "Without force. With force it is robbery."
    ),
    "neighbourhood crime": MeasureWords(
        "Neighbourhood crime",
        "Burglary, vehicle crime, theft from the person and robbery together. "
        "Includes burglary and robbery of businesses, which data.police.uk does not "
        "separate.",
    ),
    "drugs": MeasureWords(
        "Drug offences",
        "Follows proactive policing, so it is not a measure of crime.",
    ),
    "asb": MeasureWords(
        "Antisocial behaviour (ASB)",
        "Counts reports. They have no reference number, so repeats are included.",
    ),
    "shoplifting": MeasureWords(
        "Shoplifting", "Follows how much shops report, which changes from year to year."
    ),
}
INTERVAL_NOTE = (
    "The range (95% confidence interval) allows for chance and for districts and "
    "months that changed differently (over-dispersion). It does not allow for anything "
    "that moved all districts and months alike, such as a new way of recording, and it "
    "does not say why a measure changed."
)
NO_INTERVAL = (
    "A range needs at least three months and three districts with incidents in both "
    "years. A change without a range may be chance."
)
BY_DAY = (
    "Percentages compare incidents per day, because the months compared differ in "
    "length (February of a leap year has 29 days)."
)
BASELINE_HELP = (
    "The Commissioner's own reports measure from the year to December 2019. To use a "
    "year, load its months."
)
CHART_ALT = (
    "Chart of each measure's change on the year before, with its range. The table "
    "holds the same figures."
)


def interval(low: float, high: float) -> str:
    """Write the ends of a ratio's interval as per cents, or nothing.

    Examples
    --------
    >>> interval(0.897, 1.017), interval(float("nan"), float("nan"))
    ('\N{MINUS SIGN}10.3% to +1.7%', '')
    >>> interval(0.1, 9e6), interval(12.0, 9e6)
    ('\N{MINUS SIGN}90.0% to more than +1,000%', 'more than +1,000%')
    >>> interval(0.01, 9e6)
    'too few incidents for a range'
    """
    if np.isnan(low) or np.isnan(high):
        return ""
    if tells_nothing(low, high):
        return TOO_FEW
    if high > MOST_SHOWN:
        # Of very few incidents a range has hardly an end.
        beyond = f"more than {percent_change(MOST_SHOWN, decimals=0)}"
        return beyond if low > MOST_SHOWN else f"{percent_change(low)} to {beyond}"
    return f"{percent_change(low)} to {percent_change(high)}"


def tells_nothing(low: float, high: float) -> bool:
    """Say whether a ratio's interval reaches from a tenth to tenfold and beyond."""
    return low * MOST_SHOWN < 1 and high > MOST_SHOWN


def clearly(low: float, high: float) -> str:
    """Say which way a ratio's interval lies.

    Examples
    --------
    >>> clearly(0.7, 0.9), clearly(0.9, 1.1), clearly(float("nan"), 1)
    ('fell', 'no clear change', 'unknown')
    """
    if np.isnan(low) or np.isnan(high):
        return UNKNOWN
    return FELL if high < 1 else ROSE if low > 1 else NOT_CLEAR


def county_notes(measured: MeasuredCounty) -> list[str]:
    """Say what must be known before anything is made of the measures."""
    notes = [_months_sentence(measured), _baseline_sentence(measured)]
    if measured.previous or measured.baseline:
        notes.append(INTERVAL_NOTE)
        notes += [NO_INTERVAL] * _lacks_interval(measured)
        notes += [BY_DAY] * _differ_in_days(measured)
    if len(measured.flags):
        notes.append(
            "Months that look wrong are counted all the same. The notes of each "
            "measure name those that affect it: check the source first."
        )
    return notes


def _months_sentence(measured: MeasuredCounty) -> str:
    this = spans(measured.this)
    left = spans(measured.left_out) if measured.left_out else ""
    if not measured.previous:
        sentence = (
            f"Counted: {this}. None of these months is loaded for the year before, so "
            f"no change can be given."
        )
        return sentence + (f" Not loaded and not counted: {left}." if left else "")
    sentence = f"Counted: {this}, compared with {spans(measured.previous)}."
    if left:
        sentence += (
            f" Left out, because they or the same months a year before are not "
            f"loaded: {left}."
        )
    return sentence


def _baseline_sentence(measured: MeasuredCounty) -> str:
    asked = measured.baseline_asked
    year = months(asked.first, asked.last)
    if measured.baseline:
        same = "" if len(measured.baseline) == 12 else ", the same months"
        return f"The fixed baseline is {year}{same}."
    lacking = spans(measured.baseline_lacking)
    if len(measured.baseline_lacking) == len(measured.this):
        return f"There is no fixed baseline, because {year} is not loaded."
    return f"There is no fixed baseline, because {lacking} would be needed. Load it."


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


def daily(measured: MeasuredCounty, then: Sequence[str]) -> str:
    """Return what follows "change" where it is per day, as in `per_day`."""
    days_then, days_now = (sum(map(days_in, span)) for span in (then, measured.this))
    return per_day(length_ratio(days_then, days_now))


def _differ_in_days(measured: MeasuredCounty) -> bool:
    others = [span for span in (measured.previous, measured.baseline) if span]
    return any(daily(measured, span) for span in others)
