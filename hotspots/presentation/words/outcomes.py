"""Before and after in a page's words: short figures, what a zone did, the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.presentation.words import comparison as comparison_words
from hotspots.presentation.words import numbers
from hotspots.presentation.words import strands as strands_words

if TYPE_CHECKING:
    from hotspots.method.evaluation.before_after import BeforeAfter, Counts
    from hotspots.presentation.maps.zones import Key

VIEWS = {
    "zones": "Zone by zone",
    "others": "Comparison zones",
    "county": "The county",
    "patrols": "Patrol log",
}
SHOWN = {"change": "Change", "both": "Before and after"}
ENDS = {
    "change": ("Fewer by a quarter or more", "More by a quarter or more"),
    "before": ("Fewer incidents", "More incidents"),
    "after": ("Fewer incidents", "More incidents"),
}
PARTS = {
    "county": "County",
    "chosen zones": "Chosen zones",
    "rest of county": "Rest of county",
}
TOO_FEW_MONTHS = "There are too few earlier months to show what is usual."
CONTROL_NOTE = (
    "A zone that carries on as before patrols stays within the band in nearly all "
    "months (control chart). The band allows for how much the zone's own months vary. "
    "A month outside the band, or the eighth in a row on one side of the middle, is "
    "unusual. The chart cannot say why."
)
LINE_ALT = "Line chart of a zone's incidents per day, month by month."
CONTROL_ALT = (
    "Line chart of a zone's incidents per day, month by month, with the usual range of "
    "its months before patrols."
)


def percent(counts: Counts) -> str:
    """Write a change as a signed per cent of what was.

    Examples
    --------
    >>> from hotspots.method.evaluation.before_after import Counts
    >>> percent(Counts(20000, 19100)), percent(Counts(8, 10)), percent(Counts(0, 3))
    ('\N{MINUS SIGN}4.5%', '+25.0%', 'from none')
    """
    if not counts.before:
        return "from none" if counts.after else "none"
    change = 100 * (counts.after - counts.before) / counts.before
    return numbers.signed(change, f"{abs(change):.1f}%")


def figures(comparison: BeforeAfter) -> dict[str, tuple[str, str]]:
    """Return the page's few large figures: label -> figure and what it is made of."""
    shown = {}
    for part, label in PARTS.items():
        counts = comparison.counts_of(part)
        shown[label] = (
            percent(counts),
            f"{numbers.number(counts.before)} before, "
            f"{numbers.number(counts.after)} after",
        )
    shown["Zones where incidents fell"] = (
        comparison_words.fell_of(comparison.n_fell, len(comparison.outcomes)),
        f"{comparison.n_rose} rose, {comparison.n_stayed} stayed the same",
    )
    return shown


def zones_shown(outcomes: pd.DataFrame, classes: NDArray[np.int64]) -> pd.DataFrame:
    """Return the zones for a map, numbered as in the list, each with its change."""
    tooltips = [
        f"Incidents {comparison_words.change(before, after)}."
        for before, after in zip(outcomes["before"], outcomes["after"], strict=True)
    ]
    return pd.DataFrame(
        {
            "zone": outcomes["zone"],
            "class": classes,
            "label": [str(number) for number in range(1, len(outcomes) + 1)],
            "told": tooltips,
        }
    )


def map_key(comparison: BeforeAfter, *, strand: str, shown: str) -> Key:
    """Return the words of the map that shows `change`, `before` or `after`."""
    from hotspots.presentation.maps.zones import Key

    periods = comparison.periods
    before, after = (
        comparison_words.period(periods.before),
        comparison_words.period(periods.after),
    )
    note = {
        "change": f"{before}, then {after}",
        "before": f"Before: {before}",
        "after": f"After: {after}",
    }[shown]
    low, high = ENDS[shown]
    n_zones = numbers.counted(len(comparison.outcomes), "chosen zone")
    return Key(
        title=f"{strands_words.STRAND_TITLES[strand]}: {shown}",
        note=note,
        label=(
            f"Map of {n_zones}: {shown}. The list on this page holds the same figures."
        ),
        low=low,
        high=high,
    )


def district_list(totals: pd.DataFrame) -> pd.DataFrame:
    """List the districts with their counts and change."""
    districts = totals[totals["part"] == "district"]
    return pd.DataFrame(
        {
            "District": districts["district"],
            "Before": districts["before"],
            "After": districts["after"],
            "Change": districts["change"],
            "Ratio per day": districts["ratio"].map(
                "{:.3f}".format, na_action="ignore"
            ),
        }
    ).reset_index(drop=True)
