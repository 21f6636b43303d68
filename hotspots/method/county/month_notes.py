"""Which months hold incidents, and what looks wrong with those that a figure holds."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd


def loaded_in(months: pd.DataFrame) -> frozenset[str]:
    """Return the months that hold incidents.

    Parameters
    ----------
    months
        Table `MONTHS`.
    """
    return frozenset(months.loc[months["incidents"] > 0, "month"])


def notes_on(
    months: pd.DataFrame,
    counted: Collection[str],
    categories: Collection[str],
    known: Collection[str],
) -> str:
    """Say what looks wrong with the months counted, as far as it touches a measure.

    Parameters
    ----------
    months
        Table `MONTHS`.
    counted
        Months that the figures hold.
    categories
        Categories of the measure.
    known
        Every category. What a month's note says of one outside the measure is left out.

    Examples
    --------
    >>> looked_over = pd.DataFrame(
    ...     {
    ...         "month": ["2025-03"],
    ...         "incidents": [900],
    ...         "note": ["Drugs looks low: 9 incidents; Dover is absent: 50 expected"],
    ...     }
    ... )
    >>> notes_on(looked_over, ["2025-03"], ["Robbery"], ["Robbery", "Drugs"])
    '2025-03: Dover is absent: 50 expected'
    """
    others = tuple(
        f"{name} {verb}"
        for name in known
        if name not in categories
        for verb in ("is absent", "looks low", "looks high")
    )
    told = []
    for month, note in zip(months["month"], months["note"], strict=True):
        parts = [part for part in note.split("; ") if not part.startswith(others)]
        if month in counted and any(parts):
            told.append(f"{month}: {'; '.join(parts)}")
    return "; ".join(told)
