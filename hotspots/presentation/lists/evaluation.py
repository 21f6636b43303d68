"""What patrols can be credited with, as lists: chosen zones, comparison zones, both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.presentation.words.numbers import number

if TYPE_CHECKING:
    from hotspots.method.evaluation.evaluate import Evaluation, RelativeToComparison


def outcome_list(
    evaluation: Evaluation, *, critical: NDArray[np.float64], harm: pd.DataFrame
) -> pd.DataFrame:
    """List the zones with all that is known of each, numbered as on the map.

    Parameters
    ----------
    evaluation
        What can be said of the zones.
    critical
        Greatest count after that would have been a clear fall, zone by zone.
    harm
        `before` and `after`: harm of each zone.
    """
    outcomes, expected = evaluation.comparison.outcomes, evaluation.expected
    columns: dict[str, object] = {
        "No.": range(1, len(outcomes) + 1),
        "Zone": outcomes["name"],
        "District": outcomes["district"].astype("str"),
        "Before": outcomes["before"],
        "After": outcomes["after"],
        "Change": outcomes["change"],
    }
    if expected is not None:
        columns |= {
            "Expected": expected.expected.round().astype(int),
            "Ordinary (95%)": [
                f"{number(low)} to {number(high)}"
                for low, high in zip(expected.low, expected.high, strict=True)
            ],
            "Verdict": outcomes["verdict"].str.capitalize(),
            "Adjusted p-value": outcomes["verdict_p"].map("{:.3f}".format),
        }
    ends = zip(outcomes["ratio_low"], outcomes["ratio_high"], strict=True)
    columns["Ratio per day"] = outcomes["ratio"].map(
        "{:.2f}".format, na_action="ignore"
    )
    # Where no verdict is given, nothing here may be read as one.
    if expected is not None:
        columns |= {
            "Ratio (95%)": [
                "" if np.isnan(high) else f"{low:.2f} to {high:.2f}"
                for low, high in ends
            ],
            "Clear fall at or below": pd.array(critical, dtype="Float64"),
        }
    # Of one category at a day each, harm says again what incidents do.
    sides = ("before", "after")
    if not all(np.array_equal(harm[side], outcomes[side]) for side in sides):
        columns |= {f"Harm {side}": _whole(harm[side]) for side in sides}
        if evaluation.harm is not None:
            columns["Harm expected"] = _whole(evaluation.harm.expected)
    return pd.DataFrame(columns)


def _whole(harm: pd.Series | NDArray[np.float64]) -> NDArray[np.int64]:
    return np.rint(harm).astype(np.int64)


def comparison_list(beside: RelativeToComparison) -> pd.DataFrame:
    """List the comparison zones."""
    zones = beside.zones.zones
    return pd.DataFrame(
        {
            "No.": _numbers_of_comparison(len(zones)),
            "Zone": zones["name"].astype("str"),
            "District": zones["district"].astype("str"),
            "Rank": zones["rank"],
            "Incidents": zones["volume"],
            "Metres from chosen": zones["distance_m"].round().astype("int64"),
        }
    )


def _numbers_of_comparison(n_zones: int) -> list[str]:
    """Return the numbers of comparison zones, alike on the map and in the list."""
    return [f"C{number}" for number in range(1, n_zones + 1)]


def both_groups(evaluation: Evaluation) -> pd.DataFrame:
    """Return chosen and comparison zones for a map: zone, class, label and tooltip."""
    outcomes, beside = evaluation.comparison.outcomes, evaluation.relative
    others = pd.Series(dtype="str") if beside is None else beside.zones.zones["zone"]
    n_chosen, n_others = len(outcomes), len(others)
    return pd.DataFrame(
        {
            "zone": [*outcomes["zone"], *others],
            "class": [1] * n_chosen + [2] * n_others,
            "label": [
                *map(str, range(1, n_chosen + 1)),
                *_numbers_of_comparison(n_others),
            ],
            "told": ["Chosen zone."] * n_chosen + ["Comparison zone."] * n_others,
        }
    )
