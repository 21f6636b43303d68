"""A budget shared out over zones, as a list."""

from __future__ import annotations

import pandas as pd

from hotspots.presentation.words.numbers import share


def hours_list(shared: pd.DataFrame, selection: pd.DataFrame) -> pd.DataFrame:
    """List the visits, hours and cost of each chosen zone, an equal split beside.

    Parameters
    ----------
    shared
        From `share_out`.
    selection
        The chosen zones, in the same order.
    """
    rows = pd.DataFrame(
        {
            "No.": range(1, len(shared) + 1),
            "Zone": selection["name"].to_numpy(),
            "District": selection["district"].astype("str").to_numpy(),
            "Share": shared["share"].map(share),
            "Visits": shared["visits"],
            "Visits a day": shared["visits_per_day"].round(1),
            "Hours": shared["hours"].round(1),
            "Pounds": shared["pounds"].round(),
            "Visits, equal split": shared["equal_visits"],
        }
    )
    return rows.dropna(axis="columns", how="all")
