"""Which months hold incidents, and which flags touch the months that are counted."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import pandas as pd

MISSING = "missing"
TOTAL_LOW, TOTAL_HIGH = "total_low", "total_high"
PART_LOW, PART_HIGH, PART_ABSENT = "part_low", "part_high", "part_absent"
RECORDING_CHANGED = "recording_changed"

CATEGORY, DISTRICT = "category", "district"


class CheckedMonths(NamedTuple):
    """The months from the first to the last loaded, and what looks wrong with them.

    Attributes
    ----------
    months
        Table `MONTHS`.
    flags
        Table `MONTH_FLAGS`.
    """

    months: pd.DataFrame
    flags: pd.DataFrame


def loaded_in(months: pd.DataFrame) -> frozenset[str]:
    """Return the months that hold incidents.

    Parameters
    ----------
    months
        Table `MONTHS`.
    """
    return frozenset(months.loc[months["incidents"] > 0, "month"])


def flags_on(
    flags: pd.DataFrame, *, months: Collection[str], categories: Collection[str]
) -> pd.DataFrame:
    """Return the flags of the months counted that touch the categories counted.

    Parameters
    ----------
    flags
        Table `MONTH_FLAGS`.
    months
        Months that the figures hold.
    categories
        Categories that they count. Flags of other categories are left out.

    Examples
    --------
    >>> flags = pd.DataFrame(
    ...     {
    ...         "month": "2025-03",
    ...         "part_of": ["category", "district"],
    ...         "part": ["Drugs", "Dover"],
    ...         "kind": ["part_low", "part_absent"],
    ...     }
    ... )
    >>> flags_on(flags, months=["2025-03"], categories=["Robbery"])["part"].to_list()
    ['Dover']
    """
    is_counted = flags["month"].isin(list(months))
    is_other = (flags["part_of"] == CATEGORY) & ~flags["part"].isin(list(categories))
    return flags[is_counted & ~is_other].reset_index(drop=True)
