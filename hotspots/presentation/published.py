"""Counts before and after into what may be published of them.

Small counts are hidden, others rounded, and further ones hidden so that no hidden count
follows from what is shown, here or in earlier editions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.method.periods import Period
from hotspots.presentation.disclosure import Policy, known_range, rounded
from hotspots.presentation.suppression import Suppressed, suppress
from hotspots.presentation.witnesses import COUNTY, DISTRICT, ZONE, Falls, Line, Sheet

PERIODS = ("before", "after")
NOT_SAFE = (
    "These counts cannot be published so that no hidden one can be worked out. Compare "
    "longer periods, choose fewer zones, or publish no counts."
)
DISTRICTS_NOT_TOLD = (
    "Totals of districts are not published: hidden counts could be worked out from "
    "them."
)
PARTS_NOT_TOLD = (
    "Of the totals only the county's are published: hidden counts could be worked out "
    "from the others."
)
NOT_LINKED = (
    "The figures disagree with an earlier edition, so data have changed since. What "
    "follows from both together could not be checked."
)
FALLS_NOT_TOLD = (
    "How many zones fell is not published: a hidden count could be worked out from it."
)


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


@dataclass(frozen=True, eq=False)
class Published:
    """What may be published.

    Attributes
    ----------
    zones
        `zone`, `name`, `district`, `before`, `after`, `change`, `ratio`: a row a chosen
        zone, by district and name, for an order by rank would tell which count is the
        larger. Missing where hidden. Change and ratio follow from the counts published.
    totals
        The same figures by `part` and `district`, in the order of `TOTALS`.
    falls
        How many zones fell and rose; None where that may not be told.
    n_small, n_further
        Figures hidden because they are small, and to protect those.
    notes
        What a person must know before publishing, in sentences.
    edition
        To be kept for checking the next edition.
    """

    zones: pd.DataFrame
    totals: pd.DataFrame
    falls: Falls | None
    n_small: int
    n_further: int
    notes: tuple[str, ...]
    edition: Edition


def publish_counts(
    outcomes: pd.DataFrame,
    totals: pd.DataFrame,
    *,
    before: Period,
    after: Period,
    policy: Policy,
    earlier: Sequence[Edition] = (),
) -> Published:
    """Return what may be published of the counts of chosen zones and their totals.

    Parameters
    ----------
    outcomes
        `zone`, `name`, `district`, `before` and `after` of each chosen zone, as in
        table `OUTCOMES`.
    totals
        Table `TOTALS`. It may also hold the chosen zones of single districts (`part`
        chosen zones, with a `district`).
    before, after
        The periods counted.
    policy
        The policy in force.
    earlier
        Earlier editions of the same strand: what they published counts as known.

    Raises
    ------
    InputError
        If a hidden count would follow from the county's total alone.

    Notes
    -----
    Zeros are shown and never hidden: nobody is identified by an incident that was not.
    So a reader knows a hidden count to be 1 at least, and is taken to. Earlier editions
    are linked by the ids of zones; outlines that overlap under other ids are not.
    """
    ordered = outcomes.sort_values(["district", "name", "zone"], kind="stable")
    for told, notes in _totals_to_tell(totals):
        sheet = _sheet(ordered, told, (before, after), policy)
        sheet.hidden[:] |= _hidden_before(sheet, earlier)
        done = suppress(
            sheet, [_as_known(one) for one in earlier], most_hidden=policy.hide_up_to
        )
        if done is not None:
            edition = _edition(sheet, done, (before, after), policy)
            return _published(ordered, told, edition, (*notes, *_notes(done)))
    raise InputError(NOT_SAFE)


def _totals_to_tell(
    totals: pd.DataFrame,
) -> Iterator[tuple[pd.DataFrame, tuple[str, ...]]]:
    """Give all totals, then fewer: a total of few incidents in many zones tells much.

    Three zones that each had an incident make a total of at least 3, hidden or not.
    """
    yield totals, ()
    yield totals[totals["part"] != DISTRICT], (DISTRICTS_NOT_TOLD,)
    yield totals[totals["part"] == COUNTY], (PARTS_NOT_TOLD,)


def _edition(
    sheet: Sheet, done: Suppressed, periods: tuple[Period, Period], policy: Policy
) -> Edition:
    before, after = periods
    return Edition(
        lines=sheet.lines,
        before=before,
        after=after,
        policy=policy,
        counts=np.where(done.hidden, -1, _rounded(sheet.least, policy)),
        small=sheet.small,
        falls=sheet.falls if done.falls_told else None,
    )


def _published(
    outcomes: pd.DataFrame,
    totals: pd.DataFrame,
    edition: Edition,
    notes: tuple[str, ...],
) -> Published:
    figures = _figures(edition.counts, edition.before, edition.after)
    n_zones, hidden = len(outcomes), edition.counts < 0
    return Published(
        zones=_beside(outcomes[["zone", "name", "district"]], figures[:n_zones]),
        totals=_beside(totals[["part", "district"]], figures[n_zones:]),
        falls=edition.falls,
        n_small=int(edition.small.sum()),
        n_further=int((hidden & ~edition.small).sum()),
        notes=notes,
        edition=edition,
    )


def _lines(outcomes: pd.DataFrame, totals: pd.DataFrame) -> tuple[Line, ...]:
    zones = zip(outcomes["zone"], outcomes["district"], strict=True)
    parts = zip(totals["part"], totals["district"], strict=True)
    return (
        *(Line(ZONE, str(zone), str(district)) for zone, district in zones),
        *(Line(str(part), "", str(district)) for part, district in parts),
    )


def _sheet(
    outcomes: pd.DataFrame,
    totals: pd.DataFrame,
    periods: tuple[Period, Period],
    policy: Policy,
) -> Sheet:
    counts = np.vstack([frame[[*PERIODS]].to_numpy() for frame in (outcomes, totals)])
    counts = counts.astype(np.int64)
    small = (counts > 0) & (counts <= policy.hide_up_to)
    change = outcomes["after"] - outcomes["before"]
    return Sheet(
        lines=_lines(outcomes, totals),
        months=(tuple(periods[0].months), tuple(periods[1].months)),
        least=counts,
        most=counts,
        hidden=small.copy(),
        small=small,
        falls=Falls(int((change < 0).sum()), int((change > 0).sum())),
    )


def _hidden_before(sheet: Sheet, earlier: Sequence[Edition]) -> NDArray[np.bool_]:
    """Say which figures an earlier edition hid for the same months: they stay so."""
    known = {
        (line, months)
        for one in earlier
        for line, counts in zip(one.lines, one.counts.tolist(), strict=True)
        for count, months in zip(counts, _months(one), strict=True)
        if count < 0
    }
    of_lines = [
        [(line, months) in known for months in sheet.months] for line in sheet.lines
    ]
    return np.array(of_lines, dtype=np.bool_) & (sheet.least > 0)


def _months(edition: Edition) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(edition.before.months), tuple(edition.after.months)


def _as_known(edition: Edition) -> Sheet:
    """Return an earlier edition as its reader knows it."""
    hidden = edition.counts < 0
    ranges = [
        known_range(count, edition.policy) for count in edition.counts.ravel().tolist()
    ]
    least, most = np.where(hidden.ravel(), 0, np.array(ranges).T).astype(np.int64)
    return Sheet(
        lines=edition.lines,
        months=_months(edition),
        least=least.reshape(hidden.shape),
        most=most.reshape(hidden.shape),
        hidden=hidden,
        small=edition.small,
        falls=edition.falls,
    )


def _rounded(counts: NDArray[np.int64], policy: Policy) -> NDArray[np.int64]:
    flat = [rounded(count, policy) for count in counts.ravel().tolist()]
    return np.array(flat, dtype=np.int64).reshape(counts.shape)


def _figures(shown: NDArray[np.int64], before: Period, after: Period) -> pd.DataFrame:
    counts = pd.DataFrame(shown, columns=[*PERIODS]).astype("Int64")
    counts = counts.mask(counts < 0)
    rates = counts["before"] / before.days, counts["after"] / after.days
    return counts.assign(
        change=counts["after"] - counts["before"],
        ratio=(rates[1] / rates[0].mask(rates[0] == 0)).astype("Float64"),
    )


def _beside(keys: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    return pd.concat(
        [frame.reset_index(drop=True) for frame in (keys, figures)], axis=1
    )


def _notes(done: Suppressed) -> tuple[str, ...]:
    notes = []
    if not done.falls_told:
        notes.append(FALLS_NOT_TOLD)
    if not done.linked:
        notes.append(NOT_LINKED)
    return tuple(notes)
