"""What is said of one list over several strands."""

from __future__ import annotations

import pandas as pd

from hotspots.presentation.words.numbers import counted, listed, number

HOW = (
    "One list over all strands. A zone's score is its share of each strand's incidents "
    "and of their harm, by the weights below. Counts of different strands are never "
    "added, so antisocial behaviour does not vanish beside violence. The rules above "
    "hold, and so do zones taken out or put in for any strand."
)
MAKE = "Make one list"
N_ZONES = "Zones in the list"
DOWNLOAD = "This list (CSV)"


def weight_of(strand: str) -> str:
    """Name the weight of a strand."""
    return f"Weight of {strand}"


def sentence(earned_by: pd.Series) -> str:
    """Say how many zones there are and which strand earns them their place.

    Examples
    --------
    >>> sentence(pd.Series(["Violence", "ASB", "ASB"]))
    '3 zones: 2 are in mostly for ASB and 1 is in mostly for Violence.'
    """
    counts = earned_by.value_counts().sort_index()
    parts = [
        f"{number(n)} {'is' if n == 1 else 'are'} in mostly for {strand}"
        for strand, n in counts.items()
    ]
    return f"{counted(len(earned_by), 'zone')}: {listed(parts)}."
