"""County measures as the list that the Commissioner's office prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from hotspots.presentation.words.county import (
    MEASURE_WORDS,
    clearly,
    daily,
    interval,
)
from hotspots.presentation.words.month_flags import listed_by_month
from hotspots.presentation.words.months_told import spans

if TYPE_CHECKING:
    from hotspots.method.county.measures import MeasuredCounty


def measure_list(measured: MeasuredCounty) -> pd.DataFrame:
    """List the measures as the Commissioner's office does, with ranges and notes.

    Columns of the previous year and of the baseline are there only where they are
    loaded; `county_notes` says where they are not, and which months are left out.
    """
    table = measured.table
    words = [MEASURE_WORDS[name] for name in table["measure"]]
    columns: dict[str, object] = {
        "Measure": [word.title for word in words],
        spans(measured.this): table["incidents"],
    }
    if measured.previous:
        names = ("previous", "change", "")
        columns |= _compared(measured, measured.previous, names)
    if measured.baseline:
        names = ("baseline", "since_change", "since_")
        since = f" since {spans(measured.baseline)}"
        columns |= _compared(measured, measured.baseline, names, since=since)
    notes = [_note(measured, name) for name in table["measure"]]
    if any(notes):
        columns["Note"] = notes
    columns["Caveat"] = [word.caveat for word in words]
    return pd.DataFrame(columns)


def _compared(
    measured: MeasuredCounty,
    then: Sequence[str],
    names: tuple[str, str, str],
    *,
    since: str = "",
) -> dict[str, object]:
    table, (count, change, prefix) = measured.table, names
    per_cent = f"Change{daily(measured, then)}{since}, %"
    ends = list(
        zip(table[f"{prefix}ratio_low"], table[f"{prefix}ratio_high"], strict=True)
    )
    return {
        spans(then): table[count].astype("Int64"),
        f"Change{since}": table[change].astype("Int64"),
        per_cent: (100 * (table[f"{prefix}ratio"] - 1)).round(1) + 0.0,
        f"Range of change{since} (95%)": [interval(*each) for each in ends],
        f"Clear change{since}": [clearly(*each).capitalize() for each in ends],
    }


def _note(measured: MeasuredCounty, measure: str) -> str:
    return listed_by_month(measured.flags[measured.flags["measure"] == measure])
