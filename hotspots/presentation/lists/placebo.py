"""Placebo tests and control outcomes as lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from hotspots.presentation.charts.placebo import AS_CHOSEN, OTHERWISE
from hotspots.presentation.words.months_told import period
from hotspots.presentation.words.numbers import counted, number

if TYPE_CHECKING:
    from hotspots.method.evaluation.control_outcomes import ControlOutcome
    from hotspots.method.pipeline import StripPoint

VERDICTS = {
    -1: "Clearly fewer than expected",
    0: "No clear difference",
    1: "Clearly more than expected",
}


def strip_list(points: Sequence[StripPoint]) -> pd.DataFrame:
    """List every pair of periods and choice of zones, the comparison in force last."""
    rows = []
    for point in points:
        low, high = point.found.interval
        patrols = "since patrols began" if point.with_patrols else "before"
        width = f", {point.zone_width_m} m" if point.zone_width_m else ""
        rows.append(
            {
                "Judged": f"{period(point.after)} ({patrols})",
                "Patrols": "Yes" if point.with_patrols else "No",
                "Choice": f"{counted(point.n_zones, 'zone')}{width}",
                "As chosen": "Yes" if point.as_chosen else "No",
                "Seen beside expected, %": _percent(point.found.ratio),
                "From": _percent(low),
                "To": _percent(high),
                "Sign": AS_CHOSEN if point.as_chosen else OTHERWISE,
            }
        )
    return pd.DataFrame(rows)


def control_list(controls: Sequence[ControlOutcome]) -> pd.DataFrame:
    """List what became of crimes that patrols should hardly touch."""
    return pd.DataFrame(
        {
            "Category": [each.category for each in controls],
            "Before": [each.before for each in controls],
            "After": [each.seen for each in controls],
            "Expected without patrols": [round(each.expected) for each in controls],
            "Ordinary range (95%)": [_ordinary(each) for each in controls],
            "Verdict": [VERDICTS[each.side] for each in controls],
        }
    )


def _ordinary(control: ControlOutcome) -> str:
    low, high = control.ordinary
    return f"{number(low)} to {number(high)}"


def _percent(ratio: float) -> int:
    return round(100 * (ratio - 1))
