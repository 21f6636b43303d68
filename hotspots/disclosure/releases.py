"""What an edition published, kept so that the next can be checked against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.disclosure.policy import Policy, known_range
from hotspots.disclosure.table_to_protect import Falls, Line, Sheet
from hotspots.errors import InputError
from hotspots.months import Period


@dataclass(frozen=True, eq=False)
class Edition:
    """What an edition published, and which of its hidden counts were small.

    It is kept by the publisher to check the next edition, and not published itself.

    Attributes
    ----------
    lines
        What was counted.
    before, after
        The two periods.
    policy
        The policy in force.
    counts
        Published counts of shape (lines, 2); -1 where hidden.
    small
        Which were hidden for being small.
    falls
        Zones that fell and rose, if told.
    """

    lines: tuple[Line, ...]
    before: Period
    after: Period
    policy: Policy
    counts: NDArray[np.int64]
    small: NDArray[np.bool_]
    falls: Falls | None

    @property
    def months(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The months of each period."""
        return tuple(self.before.months), tuple(self.after.months)

    def as_known(self) -> Sheet:
        """Return the figures as a reader of the edition knows them."""
        hidden = self.counts < 0
        counts = self.counts.ravel().tolist()
        ranges = [known_range(count, self.policy) for count in counts]
        ends = np.array(ranges, dtype=np.int64).reshape(*hidden.shape, 2)
        ends[hidden] = 0
        return Sheet(
            lines=self.lines,
            months=self.months,
            least=ends[..., 0],
            most=ends[..., 1],
            hidden=hidden,
            small=self.small,
            falls=self.falls,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the edition as plain values, for JSON."""
        return {
            "before": str(self.before),
            "after": str(self.after),
            "policy": self.policy.to_dict(),
            "falls": None if self.falls is None else list(self.falls),
            "lines": [
                [*line, *counts, *small]
                for line, counts, small in zip(
                    self.lines, self.counts.tolist(), self.small.tolist(), strict=True
                )
            ],
        }

    @classmethod
    def from_dict(cls, values: object) -> Edition:
        """Read what `to_dict` wrote.

        Raises
        ------
        InputError
            If it was not written by this software.
        """
        try:
            return cls._read(values)
        except (TypeError, KeyError, ValueError, AttributeError) as error:
            if isinstance(error, InputError):
                raise
            msg = (
                "The record of the earlier edition cannot be read. Give the one that "
                "was kept when its pack was made."
            )
            raise InputError(msg) from error

    @classmethod
    def _read(cls, values: Any) -> Edition:  # noqa: ANN401
        rows = values["lines"]
        return cls(
            lines=tuple(Line(*map(str, row[:3])) for row in rows),
            before=Period(*values["before"].split(":")),
            after=Period(*values["after"].split(":")),
            policy=Policy.from_dict(values["policy"]),
            counts=np.array([row[3:5] for row in rows], dtype=np.int64).reshape(-1, 2),
            small=np.array([row[5:7] for row in rows], dtype=np.bool_).reshape(-1, 2),
            falls=None if values["falls"] is None else Falls(*values["falls"]),
        )
