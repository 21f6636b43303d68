"""Counts before and after into what may be published of them.

Small counts are hidden, others rounded, and further ones hidden so that no hidden count
follows from what is shown, here or in earlier releases. Single months are among them.
(Long for its worked example.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.disclosure.policy import Policy, rounded
from hotspots.disclosure.releases import HIDDEN_COUNT, Release
from hotspots.disclosure.suppression import Suppressed, suppress
from hotspots.disclosure.table_to_protect import (
    ZONE,
    Falls,
    MonthCounted,
    Row,
    TableToProtect,
)
from hotspots.errors import InputError
from hotspots.method.evaluation.before_after import directions_of
from hotspots.months import Period
from hotspots.tables import COUNTY, DISTRICT

PERIODS = ("before", "after")
NOT_SAFE = (
    "These counts cannot be published so that no hidden one can be worked out. Compare "
    "longer periods, choose fewer zones, or publish no counts."
)


class LeftOut(NamedTuple):
    """What is not published at all, because hidden counts would follow from it.

    Attributes
    ----------
    districts
        Totals of districts.
    parts
        All totals but the county's.
    months_of_zones, months
        Single months of the chosen zones; all single months.
    falls
        How many zones fell.
    """

    districts: bool = False
    parts: bool = False
    months_of_zones: bool = False
    months: bool = False
    falls: bool = False


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
    monthly
        `part`, `month` and `incidents` of county and chosen zones. Missing where
        hidden.
    falls
        How many zones fell and rose; None where that may not be published.
    n_small, n_secondary
        Figures hidden because they are small, and to protect those (secondary
        suppression).
    left_out
        What is not published at all.
    is_linked
        Whether every earlier release agrees with this one. One that does not was made
        from other data, and what follows from both together was not checked.
    release
        To be kept for checking the next release; None where nothing is hidden.
    """

    zones: pd.DataFrame
    totals: pd.DataFrame
    monthly: pd.DataFrame
    falls: Falls | None
    n_small: int
    n_secondary: int
    left_out: LeftOut
    is_linked: bool
    release: Release | None


def publish_counts(
    outcomes: pd.DataFrame,
    totals: pd.DataFrame,
    monthly: pd.DataFrame,
    *,
    periods: tuple[Period, Period],
    policy: Policy,
    earlier: Sequence[Release] = (),
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
    monthly
        Table `MONTHLY`: county and chosen zones in single months; it may have no rows.
    periods
        The periods counted, before and after.
    policy
        The policy in force.
    earlier
        Earlier releases of the same strand, the oldest first: what they published
        counts as known.

    Raises
    ------
    InputError
        If a hidden count would follow from the county's total alone.

    Notes
    -----
    Zeros are shown and never hidden: nobody is identified by an incident that was not.
    So a reader knows a hidden count to be 1 at least, and is taken to. Earlier releases
    are linked by the ids of zones (`same_places`): the same place is the same zone
    whatever a list calls it; outlines that overlap in part are not linked.

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
    >>> monthly = pd.DataFrame({"part": [], "month": [], "incidents": []})
    >>> periods = Period("2024-01", "2024-03"), Period("2025-01", "2025-03")
    >>> published = publish_counts(
    ...     zones, totals, monthly, periods=periods, policy=Policy()
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
    known = [one.as_known() for one in earlier]
    for shown, months, left_out in _less_and_less(totals, monthly):
        table = _table(ordered, shown, months, periods, policy)
        table.hidden[:] |= _hidden_before(table, earlier)
        done = suppress(table, known, most_hidden=policy.hide_up_to)
        if done is not None:
            release = _release(table, done, periods, policy)
            left_out = left_out._replace(falls=not done.falls_shown)
            return _published(ordered, shown, release, left_out, done)
    raise InputError(NOT_SAFE)


def published_whole(
    outcomes: pd.DataFrame, totals: pd.DataFrame, monthly: pd.DataFrame
) -> Published:
    """Return counts as they are, under a policy that hides and rounds nothing.

    For counts that do not add up, because zones overlap or are counted over different
    months: no hidden one among them could be protected.

    Parameters
    ----------
    outcomes, totals, monthly
        As for `publish_counts`.
    """
    ordered = outcomes.sort_values(["district", "name", "zone"], kind="stable")
    directions = directions_of(outcomes["before"], outcomes["after"])
    columns = [*PERIODS, "change", "ratio"]
    types = dict.fromkeys([*PERIODS, "change"], "Int64")

    def figures(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
        shown: pd.DataFrame = frame[[*keys, *columns]].astype(types)
        return shown.reset_index(drop=True)

    return Published(
        zones=figures(ordered, ["zone", "name", "district"]),
        totals=figures(totals, ["part", "district"]),
        monthly=monthly.astype({"incidents": "Int64"}),
        falls=Falls(directions.fell, directions.rose),
        n_small=0,
        n_secondary=0,
        left_out=LeftOut(),
        is_linked=True,
        release=None,
    )


def _less_and_less(
    totals: pd.DataFrame, monthly: pd.DataFrame
) -> Iterator[tuple[pd.DataFrame, pd.DataFrame, LeftOut]]:
    """Give all totals and months, then fewer.

    A total of few incidents in many zones tells much: three zones that each had an
    incident make a total of at least 3, hidden or not.
    """
    of_county = monthly[monthly["part"] == COUNTY]
    yield totals, monthly, LeftOut()
    if len(of_county) < len(monthly):
        yield totals, of_county, LeftOut(months_of_zones=True)
    without = totals[totals["part"] != DISTRICT]
    yield without, monthly, LeftOut(districts=True)
    county = totals[totals["part"] == COUNTY]
    parts = LeftOut(districts=True, parts=True, months_of_zones=True)
    yield county, of_county, parts
    if len(of_county):
        yield county, monthly.iloc[:0], parts._replace(months=True)


def _release(
    table: TableToProtect,
    done: Suppressed,
    periods: tuple[Period, Period],
    policy: Policy,
) -> Release:
    before, after = periods
    return Release(
        rows=table.rows,
        monthly=table.monthly,
        before=before,
        after=after,
        policy=policy,
        counts=np.where(done.hidden, HIDDEN_COUNT, _rounded(table.least, policy)),
        small=table.small,
        falls=table.falls if done.falls_shown else None,
    )


def _published(
    outcomes: pd.DataFrame,
    totals: pd.DataFrame,
    release: Release,
    left_out: LeftOut,
    done: Suppressed,
) -> Published:
    figures = _figures(release.of_rows, release.before, release.after)
    n_zones = len(outcomes)
    return Published(
        zones=_beside(outcomes[["zone", "name", "district"]], figures[:n_zones]),
        totals=_beside(totals[["part", "district"]], figures[n_zones:]),
        monthly=_months(release),
        falls=release.falls,
        n_small=int(release.small.sum()),
        n_secondary=int((release.hidden & ~release.small).sum()),
        left_out=left_out,
        is_linked=done.linked,
        release=release,
    )


def _months(release: Release) -> pd.DataFrame:
    counts = pd.Series(release.of_months, dtype="Int64")
    return pd.DataFrame(
        {
            "part": pd.Series([each.kind for each in release.monthly], dtype="str"),
            "month": pd.Series([each.month for each in release.monthly], dtype="str"),
            "incidents": counts.mask(counts < 0),
        }
    )


def _rows(outcomes: pd.DataFrame, totals: pd.DataFrame) -> tuple[Row, ...]:
    zones = zip(outcomes["zone"], outcomes["district"], strict=True)
    parts = zip(totals["part"], totals["district"], strict=True)
    return (
        *(Row(ZONE, str(zone), str(district)) for zone, district in zones),
        *(Row(str(part), "", str(district)) for part, district in parts),
    )


def _table(
    outcomes: pd.DataFrame,
    totals: pd.DataFrame,
    monthly: pd.DataFrame,
    periods: tuple[Period, Period],
    policy: Policy,
) -> TableToProtect:
    both = [frame[[*PERIODS]].to_numpy().ravel() for frame in (outcomes, totals)]
    counts = np.concatenate([*both, monthly["incidents"].to_numpy()]).astype(np.int64)
    small = (counts > 0) & (counts <= policy.hide_up_to)
    directions = directions_of(outcomes["before"], outcomes["after"])
    months = zip(monthly["part"], monthly["month"], strict=True)
    return TableToProtect(
        rows=_rows(outcomes, totals),
        periods=(tuple(periods[0].months), tuple(periods[1].months)),
        monthly=tuple(MonthCounted(str(part), str(month)) for part, month in months),
        least=counts,
        most=counts,
        hidden=small.copy(),
        small=small,
        falls=Falls(directions.fell, directions.rose),
    )


def _hidden_before(
    table: TableToProtect, earlier: Sequence[Release]
) -> NDArray[np.bool_]:
    """Say which figures an earlier release hid for the same months: they stay so."""
    known = {
        key
        for one in earlier
        for key, is_hidden in zip(one.keys, one.hidden.tolist(), strict=True)
        if is_hidden
    }
    again = np.array([key in known for key in table.keys], dtype=np.bool_)
    return again & (table.least > 0)


def _rounded(counts: NDArray[np.int64], policy: Policy) -> NDArray[np.int64]:
    return np.array([rounded(n, policy) for n in counts.tolist()], dtype=np.int64)


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
