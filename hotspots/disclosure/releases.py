"""What a release published, kept so that the next can be checked against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from hotspots.disclosure.policy import Policy, known_range, rounded
from hotspots.disclosure.table_to_protect import (
    KINDS,
    MONTHLY_KINDS,
    ZONE,
    Falls,
    MonthCounted,
    Row,
    TableToProtect,
    keys_of,
)
from hotspots.errors import InputError
from hotspots.months import Period, is_month
from hotspots.tables import DISTRICT

HIDDEN_COUNT = -1
# No force counts more, and no release has more rows, months or longer names.
MOST_COUNT = 10_000_000
MOST_ROWS, MOST_MONTHS, MOST_LETTERS = 2000, 600, 200
FIELDS = {"before", "after", "policy", "falls", "rows", "months"}


@dataclass(frozen=True, eq=False)
class Release:
    """What a release published, and which of its hidden counts were small.

    It is kept by the publisher to check the next release, and not published itself.
    Figures are numbered as in `TableToProtect`.

    Attributes
    ----------
    rows
        What was counted before and after.
    monthly
        What was counted in single months.
    before, after
        The two periods.
    policy
        The policy in force.
    counts
        Published counts, one a figure; -1 where hidden.
    small
        Which were hidden for being small.
    falls
        Zones that fell and rose, if shown.
    """

    rows: tuple[Row, ...]
    monthly: tuple[MonthCounted, ...]
    before: Period
    after: Period
    policy: Policy
    counts: NDArray[np.int64]
    small: NDArray[np.bool_]
    falls: Falls | None

    @property
    def periods(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The months of each period."""
        return tuple(self.before.months), tuple(self.after.months)

    @property
    def keys(self) -> list[tuple[Row, tuple[str, ...]]]:
        """What each figure counts, and in which months."""
        return keys_of(self.rows, self.periods, self.monthly)

    @property
    def hidden(self) -> NDArray[np.bool_]:
        """Which figures are hidden."""
        return self.counts < 0

    @property
    def of_rows(self) -> NDArray[np.int64]:
        """Published counts before and after, of shape (rows, 2)."""
        return self.counts[: 2 * len(self.rows)].reshape(-1, 2)

    @property
    def of_months(self) -> NDArray[np.int64]:
        """Published counts of single months."""
        return self.counts[2 * len(self.rows) :]

    def as_known(self) -> TableToProtect:
        """Return the figures as a reader of the release knows them."""
        ranges = [known_range(count, self.policy) for count in self.counts.tolist()]
        ends = np.array(ranges, dtype=np.int64).reshape(-1, 2)
        ends[self.hidden] = 0
        return TableToProtect(
            rows=self.rows,
            periods=self.periods,
            monthly=self.monthly,
            least=ends[:, 0],
            most=ends[:, 1],
            hidden=self.hidden,
            small=self.small,
            falls=self.falls,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the release as plain values, for JSON."""
        n = 2 * len(self.rows)
        small = self.small[:n].reshape(-1, 2).tolist()
        months = zip(
            self.monthly, self.of_months.tolist(), self.small[n:].tolist(), strict=True
        )
        return {
            "before": str(self.before),
            "after": str(self.after),
            "policy": self.policy.to_dict(),
            "falls": None if self.falls is None else list(self.falls),
            "rows": [
                [*row, *counts, *are_small]
                for row, counts, are_small in zip(
                    self.rows, self.of_rows.tolist(), small, strict=True
                )
            ],
            "months": [[*each, count, is_small] for each, count, is_small in months],
        }

    @classmethod
    def from_dict(cls, values: object) -> Release:
        """Read what `to_dict` wrote.

        Raises
        ------
        InputError
            If anything in it is not as `to_dict` writes it: what is missing or changed
            could give a hidden count away.
        """
        if not isinstance(values, dict) or set(values) != FIELDS:
            _refuse(f"it does not hold {', '.join(sorted(FIELDS))}")
        policy = _policy(values["policy"])
        rows = [_row(each, policy) for each in _listed(values["rows"], MOST_ROWS)]
        months = [
            _month(each, policy) for each in _listed(values["months"], MOST_MONTHS)
        ]
        if not rows or len({row for row, _, _ in rows}) < len(rows):
            _refuse("it has no rows, or one twice")
        if len({month for month, _, _ in months}) < len(months):
            _refuse("it has a month twice")
        before, after = _period(values["before"]), _period(values["after"])
        if before.overlaps(after):
            _refuse("its periods overlap")
        return cls(
            rows=tuple(row for row, _, _ in rows),
            monthly=tuple(month for month, _, _ in months),
            before=before,
            after=after,
            policy=policy,
            counts=np.array(
                [n for _, counts, _ in [*rows, *months] for n in counts], dtype=np.int64
            ),
            small=np.array(
                [is_small for _, _, small in [*rows, *months] for is_small in small],
                dtype=np.bool_,
            ),
            falls=_falls(values["falls"], [row for row, _, _ in rows]),
        )


def _refuse(what: str) -> NoReturn:
    raise InputError(what)


def _listed(values: Any, most: int) -> list[Any]:  # noqa: ANN401
    if not isinstance(values, list) or len(values) > most:
        _refuse(f"its rows or months are no list of {most:,} at most")
    return list(values)


def _row(values: Any, policy: Policy) -> tuple[Row, list[int], list[bool]]:  # noqa: ANN401
    if not isinstance(values, list) or len(values) != 7:
        _refuse("a row has not seven parts")
    row = Row(*(_text(each) for each in values[:3]))
    is_named = (row.zone != "") == (row.kind == ZONE)
    if (
        row.kind not in KINDS
        or not is_named
        or (row.kind == DISTRICT) > bool(row.district)
    ):
        _refuse(f"there is no row “{' '.join(row).strip()}”")
    return row, *_counts(values[3:5], values[5:7], policy)


def _month(values: Any, policy: Policy) -> tuple[MonthCounted, list[int], list[bool]]:  # noqa: ANN401
    if not isinstance(values, list) or len(values) != 4:
        _refuse("a month has not four parts")
    month = MonthCounted(*(_text(each) for each in values[:2]))
    if month.kind not in MONTHLY_KINDS or not is_month(month.month):
        _refuse(f"there is no month “{' '.join(month)}”")
    return month, *_counts(values[2:3], values[3:4], policy)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > MOST_LETTERS:
        _refuse(f"a name must be a text of at most {MOST_LETTERS} letters")
    return str(value)


def _counts(
    counts: list[Any], small: list[Any], policy: Policy
) -> tuple[list[int], list[bool]]:
    """Return counts that the policy can have published, and which were small."""
    least = rounded(policy.hide_up_to + 1, policy)
    for count, is_small in zip(counts, small, strict=True):
        if type(count) is not int or type(is_small) is not bool:
            _refuse("a count is not a whole number, or not said to be small or not")
        is_hidden = count == HIDDEN_COUNT
        is_shown = count == 0 or (
            least <= count <= MOST_COUNT and count % policy.round_to == 0
        )
        if not (is_hidden or is_shown) or is_small > is_hidden:
            _refuse(f"its policy cannot have published a count of {count}")
        if is_small and not policy.hide_up_to:
            _refuse("it hides a small count, and its policy hides none")
    return counts, small


def _policy(values: object) -> Policy:
    if not isinstance(values, dict) or set(values) != set(Policy().to_dict()):
        _refuse("its policy is not whole")
    return Policy.from_dict(values)


def _period(value: object) -> Period:
    first, _, last = str(value).partition(":")
    in_order = is_month(first) and is_month(last) and first <= last
    if not isinstance(value, str) or not in_order:
        _refuse("a period is not written as 2025-01:2025-12")
    return Period(first, last)


def _falls(value: Any, rows: list[Row]) -> Falls | None:  # noqa: ANN401
    if value is None:
        return None
    n_zones = sum(row.kind == ZONE for row in rows)
    are_whole = isinstance(value, list) and [type(n) for n in value] == [int, int]
    if not are_whole or min(value) < 0 or sum(value) > n_zones:
        _refuse("the numbers of zones that fell and rose are not possible")
    return Falls(*value)
