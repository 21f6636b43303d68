"""The figures of one release as they bear on each other: zones, totals, months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hotspots.tables import CHOSEN_ZONES, COUNTY, DISTRICT, REST_OF_COUNTY

ZONE = "zone"
KINDS = (ZONE, DISTRICT, CHOSEN_ZONES, REST_OF_COUNTY, COUNTY)
# What is counted month by month.
MONTHLY_KINDS = (COUNTY, CHOSEN_ZONES)


class Row(NamedTuple):
    """What is counted: a zone, or a total; `district` where it is of one."""

    kind: str
    zone: str
    district: str


class MonthCounted(NamedTuple):
    """A month of the county, or of its chosen zones together."""

    kind: str
    month: str


class Falls(NamedTuple):
    """How many zones fell and how many rose."""

    fell: int
    rose: int


@dataclass(frozen=True, eq=False)
class TableToProtect:
    """The figures of one release: each row before and after, then single months.

    Figures are numbered: row by row, before and after, then month by month. The arrays
    hold one value for each.

    Attributes
    ----------
    rows
        What is counted in both periods.
    periods
        The months of before and of after.
    monthly
        What is counted in single months.
    least, most
        What is known of each figure that is shown, both included. In the table to be
        published both are the count itself, of hidden figures too.
    hidden
        Which figures are hidden. Each is known to be 1 at least.
    small
        Which are hidden because they are small.
    falls
        How many zones fell and rose; None where that is not shown.
    """

    rows: tuple[Row, ...]
    periods: tuple[tuple[str, ...], tuple[str, ...]]
    monthly: tuple[MonthCounted, ...]
    least: NDArray[np.int64]
    most: NDArray[np.int64]
    hidden: NDArray[np.bool_]
    small: NDArray[np.bool_]
    falls: Falls | None = None

    @property
    def months(self) -> set[str]:
        """Every month that a figure counts."""
        of_periods = {month for months in self.periods for month in months}
        return of_periods | {each.month for each in self.monthly}

    @property
    def keys(self) -> list[tuple[Row, tuple[str, ...]]]:
        """What each figure counts, and in which months."""
        return keys_of(self.rows, self.periods, self.monthly)

    def rows_of(self, kind: str, district: str = "") -> list[int]:
        """Return the rows of one kind, of one district if it is given."""
        return [
            number
            for number, row in enumerate(self.rows)
            if row.kind == kind and district in ("", row.district)
        ]

    @property
    def zones(self) -> list[str]:
        """The ids of the chosen zones."""
        return [self.rows[number].zone for number in self.rows_of(ZONE)]


def keys_of(
    rows: tuple[Row, ...],
    periods: tuple[tuple[str, ...], tuple[str, ...]],
    monthly: tuple[MonthCounted, ...],
) -> list[tuple[Row, tuple[str, ...]]]:
    """Return what each figure counts, in the order in which figures are numbered."""
    whole = [(row, months) for row in rows for months in periods]
    single = [(Row(each.kind, "", ""), (each.month,)) for each in monthly]
    return [*whole, *single]
