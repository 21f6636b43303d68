"""Counts before and after into what may be published of them.

Small counts are hidden, others rounded, and further ones hidden so that no hidden count
follows from what is shown, here or in earlier editions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.disclosure.policy import Policy, rounded
from hotspots.disclosure.releases import Edition as Edition
from hotspots.disclosure.suppression import Suppressed, suppress
from hotspots.disclosure.table_to_protect import (
    COUNTY,
    DISTRICT,
    ZONE,
    Falls,
    Line,
    Sheet,
)
from hotspots.errors import InputError
from hotspots.method.evaluation.before_after import directions_of
from hotspots.months import Period

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
    notes
        What a person must know before publishing, in sentences.
    edition
        To be kept for checking the next edition.
    """

    zones: pd.DataFrame
    totals: pd.DataFrame
    falls: Falls | None
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

    Examples
    --------
    The one small count takes the smallest other of its period with it:

    >>> zones = pd.DataFrame(
    ...     {
    ...         "zone": ["A", "B", "C"],
    ...         "name": ["High Road", "Mill Lane", "Quay Row"],
    ...         "district": "Swale",
    ...         "before": [50, 3, 9],
    ...         "after": [41, 12, 20],
    ...     }
    ... )
    >>> totals = pd.DataFrame(
    ...     {
    ...         "part": ["county", "chosen zones", "rest of county", "district"],
    ...         "district": ["", "", "", "Swale"],
    ...         "before": [562, 62, 500, 562],
    ...         "after": [573, 73, 500, 573],
    ...     }
    ... )
    >>> before, after = Period("2024-01", "2024-03"), Period("2025-01", "2025-03")
    >>> published = publish_counts(
    ...     zones, totals, before=before, after=after, policy=Policy()
    ... )
    >>> published.zones[["name", "before", "after", "change"]]
            name  before  after  change
    0  High Road      50     40     -10
    1  Mill Lane    <NA>     10    <NA>
    2   Quay Row    <NA>     20    <NA>
    >>> published.falls
    Falls(fell=1, rose=2)
    """
    ordered = outcomes.sort_values(["district", "name", "zone"], kind="stable")
    for told, notes in _totals_to_tell(totals):
        sheet = _sheet(ordered, told, (before, after), policy)
        sheet.hidden[:] |= _hidden_before(sheet, earlier)
        done = suppress(
            sheet, [one.as_known() for one in earlier], most_hidden=policy.hide_up_to
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
    n_zones = len(outcomes)
    return Published(
        zones=_beside(outcomes[["zone", "name", "district"]], figures[:n_zones]),
        totals=_beside(totals[["part", "district"]], figures[n_zones:]),
        falls=edition.falls,
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
    directions = directions_of(outcomes)
    return Sheet(
        lines=_lines(outcomes, totals),
        months=(tuple(periods[0].months), tuple(periods[1].months)),
        least=counts,
        most=counts,
        hidden=small.copy(),
        small=small,
        falls=Falls(directions.fell, directions.rose),
    )


def _hidden_before(sheet: Sheet, earlier: Sequence[Edition]) -> NDArray[np.bool_]:
    """Say which figures an earlier edition hid for the same months: they stay so."""
    known = {
        (line, months)
        for one in earlier
        for line, counts in zip(one.lines, one.counts.tolist(), strict=True)
        for count, months in zip(counts, one.months, strict=True)
        if count < 0
    }
    of_lines = [
        [(line, months) in known for months in sheet.months] for line in sheet.lines
    ]
    return np.array(of_lines, dtype=np.bool_) & (sheet.least > 0)


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
