"""A budget into visits to zones: by concentration, and split equally beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from hotspots.errors import InputError

# Fifteen minutes: about as long as staying on still adds to a visit's effect (Koper
# 1995, Justice Quarterly 12:649).
VISIT_MINUTES = 15


@dataclass(frozen=True)
class Budget:
    """Patrol hours of a period, and what they cost.

    Attributes
    ----------
    hours
        Hours to share out.
    n_days
        Days of the period.
    pounds_per_hour
        Cost of an hour in pounds; None if unknown.
    """

    hours: float
    n_days: int
    pounds_per_hour: float | None = None

    def __post_init__(self) -> None:
        cost = self.pounds_per_hour
        for what, number in (
            ("The hours", self.hours),
            ("The number of days", self.n_days),
            ("The cost of an hour", 1.0 if cost is None else cost),
        ):
            if not (math.isfinite(number) and number > 0):
                msg = f"{what} must be more than 0, not {number:g}."
                raise InputError(msg)

    @classmethod
    def of_pounds(cls, pounds: float, *, pounds_per_hour: float, n_days: int) -> Budget:
        """Return the hours that so many pounds pay for.

        Examples
        --------
        >>> Budget.of_pounds(1_500_000, pounds_per_hour=50, n_days=365).hours
        30000.0
        """
        if not (math.isfinite(pounds_per_hour) and pounds_per_hour > 0):
            msg = f"The cost of an hour must be more than 0, not {pounds_per_hour:g}."
            raise InputError(msg)
        return cls(pounds / pounds_per_hour, n_days, pounds_per_hour)

    def n_visits(self, *, visit_minutes: int = VISIT_MINUTES) -> int:
        """Return how many whole visits the hours hold."""
        return math.floor(Fraction(self.hours) * 60 / visit_minutes)


def share_out(
    zones: pd.DataFrame,
    budget: Budget,
    *,
    by: str = "volume",
    visit_minutes: int = VISIT_MINUTES,
) -> pd.DataFrame:
    """Share visits out over zones by their part of incidents or of harm.

    Parameters
    ----------
    zones
        The zones, best ranked first: `zone` and the column named by `by`.
    budget
        The hours.
    by
        Column that visits are in proportion to, for instance `volume` or `score`.
    visit_minutes
        Length of a visit.

    Returns
    -------
    pandas.DataFrame
        In the order of `zones`: `zone`, `share` (of `by`), `visits` (whole, in the
        period), `visits_per_day`, `minutes_per_day`, `hours`, `pounds` (empty if an
        hour's cost is unknown) and `equal_visits`, `equal_visits_per_day`: the same
        number of visits for every zone.

    Raises
    ------
    InputError
        If there is no zone, or nothing to share visits out by, or no whole visit.

    Notes
    -----
    Arithmetic, no forecast. Whole visits go by the largest remainder; equal remainders
    go to the zone named first. What is left of the hours is less than one visit.

    Examples
    --------
    Three hours are twelve visits.

    >>> zones = pd.DataFrame({"zone": ["A", "B", "C"], "volume": [60, 25, 15]})
    >>> shared = share_out(zones, Budget(hours=3, n_days=2))
    >>> shared[["zone", "visits", "visits_per_day", "equal_visits"]].to_numpy().tolist()
    [['A', 7, 3.5, 4], ['B', 3, 1.5, 4], ['C', 2, 1.0, 4]]
    """
    amounts = [Fraction(amount) for amount in zones[by].to_list()]
    n_visits = budget.n_visits(visit_minutes=visit_minutes)
    _refuse(amounts, n_visits, visit_minutes=visit_minutes)
    visits = largest_remainders(amounts, n_visits)
    equal = largest_remainders([Fraction(1)] * len(amounts), n_visits)
    hours = visits * visit_minutes / 60
    cost = math.nan if budget.pounds_per_hour is None else budget.pounds_per_hour
    total = sum(amounts)
    return pd.DataFrame(
        {
            "zone": zones["zone"].array,
            "share": [float(amount / total) for amount in amounts],
            "visits": visits,
            "visits_per_day": visits / budget.n_days,
            "minutes_per_day": visits * visit_minutes / budget.n_days,
            "hours": hours,
            "pounds": hours * cost,
            "equal_visits": equal,
            "equal_visits_per_day": equal / budget.n_days,
        }
    )


def largest_remainders(
    amounts: Sequence[Fraction | int], n_whole: int
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Share whole things out in proportion, exactly.

    Examples
    --------
    >>> largest_remainders([1, 1, 1], 10).tolist()
    [4, 3, 3]
    """
    total = sum(amounts)
    exact = [Fraction(amount) * n_whole / total for amount in amounts]
    whole = [math.floor(share) for share in exact]
    by_remainder = sorted(
        range(len(exact)), key=lambda row: (whole[row] - exact[row], row)
    )
    for row in by_remainder[: n_whole - sum(whole)]:
        whole[row] += 1
    return np.array(whole, dtype=np.int64)


def _refuse(amounts: Sequence[Fraction], n_visits: int, *, visit_minutes: int) -> None:
    if not amounts:
        msg = "There is no zone to share hours out over. Choose zones first."
    elif min(amounts) < 0 or not sum(amounts):
        msg = (
            "Hours go by the zones' part of incidents, and these zones have none. "
            "Load the months that they were chosen on."
        )
    elif not n_visits:
        msg = f"The budget does not pay for one visit of {visit_minutes} minutes."
    else:
        return
    raise InputError(msg)
