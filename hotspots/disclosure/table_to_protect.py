"""The figures of one edition as they bear on each other: zones, totals, two periods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

ZONE = "zone"
DISTRICT = "district"
CHOSEN_ZONES = "chosen zones"
REST_OF_COUNTY = "rest of county"
COUNTY = "county"


class Line(NamedTuple):
    """One line of a sheet: a zone, or a total; `district` where it is of one."""

    kind: str
    zone: str
    district: str


class Falls(NamedTuple):
    """How many zones fell and how many rose."""

    fell: int
    rose: int


@dataclass(frozen=True, eq=False)
class Sheet:
    """The figures of one edition, a row a line, a column a period.

    Attributes
    ----------
    lines
        What the rows are.
    months
        The months of each period.
    least, most
        What is known of each figure that is shown, both included. In the sheet to be
        published both are the count itself, of hidden figures too.
    hidden
        Which figures are hidden. Each is known to be 1 at least.
    small
        Which are hidden because they are small.
    falls
        How many zones fell and rose; None where that is not told.
    """

    lines: tuple[Line, ...]
    months: tuple[tuple[str, ...], tuple[str, ...]]
    least: NDArray[np.int64]
    most: NDArray[np.int64]
    hidden: NDArray[np.bool_]
    small: NDArray[np.bool_]
    falls: Falls | None = None

    def rows_of(self, kind: str, district: str = "") -> list[int]:
        """Return the rows of one kind, of one district if it is given."""
        return [
            row
            for row, line in enumerate(self.lines)
            if line.kind == kind and district in ("", line.district)
        ]
