"""Zones whose patrols began in different months, each over its own, into one answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.method.evaluation.before_after import BeforeAfter
from hotspots.method.evaluation.count_spread import CountSpread
from hotspots.method.evaluation.dispersion import dispersion_of_zones
from hotspots.method.evaluation.evaluate import (
    CHOSEN_ON_AFTER,
    Evaluation,
    with_verdicts,
)
from hotspots.method.evaluation.expected_harm import ExpectedHarm
from hotspots.method.evaluation.over_dispersion import wider_interval
from hotspots.method.evaluation.rate_ratio import pooled_ratio
from hotspots.method.evaluation.seen_and_expected import Counterfactual
from hotspots.method.evaluation.starts import Starts
from hotspots.tables import CHOSEN_ZONES, OUTCOMES, REST_OF_COUNTY, TOTALS, check

Number = TypeVar("Number", np.float64, np.int64)


@dataclass(frozen=True, eq=False)
class _Parts:
    """The evaluations of all starts, and which of them each zone belongs to."""

    each: Sequence[Evaluation]
    of_zone: NDArray[np.int64]

    @property
    def rows(self) -> NDArray[np.int64]:
        return np.arange(len(self.of_zone))

    def picked(self, values: Sequence[NDArray[Number]]) -> NDArray[Number]:
        """Return for each zone the value that its own start gives."""
        stacked: NDArray[Number] = np.stack(values)[self.of_zone, self.rows]
        return stacked


def together(
    evaluations: Sequence[Evaluation],
    starts: Starts,
    *,
    distinct: tuple[int, int] | None = None,
) -> Evaluation:
    """Put the evaluations of several starts together, each zone over its own months.

    Parameters
    ----------
    evaluations
        One for each group of `starts`: all the zones that can be compared, in one
        order, over the months of that group.
    starts
        The groups.
    distinct
        Incidents before and after in any of the zones, each counted once, where zones
        overlap.

    Notes
    -----
    Counts, expected counts and harm of a zone are those over its own months. The zones
    of all starts may share one shock, which makes the range of their sum wider than if
    each start had its own. The county, its districts and its rest are compared over the
    months of the start that most zones have.
    """
    groups = starts.groups
    zones = evaluations[0].comparison.outcomes["zone"].astype("str")
    numbers = {
        zone: number for number, group in enumerate(groups) for zone in group.zones
    }
    of_zone = np.array([numbers[zone] for zone in zones], dtype=np.int64)
    parts = _Parts(evaluations, of_zone)
    lead = evaluations[groups.index(starts.lead)]
    comparison = replace(
        lead.comparison,
        outcomes=_outcomes(parts),
        groups=groups,
        not_compared=starts.not_compared,
    )
    comparison = replace(comparison, totals=_totals(comparison, distinct))
    refused = [each for each in evaluations if each.expected is None]
    found = None if refused else _expected(parts)
    # What no start can say, the whole cannot; zones chosen on the months after come
    # first, for they are the graver reason.
    refused.sort(key=lambda each: each.why_not != CHOSEN_ON_AFTER)
    days_before, days_after = comparison.days_of_zones
    return Evaluation(
        comparison=with_verdicts(comparison, found),
        expected=found,
        harm=None if refused else _harm(parts),
        why_not=refused[0].why_not if refused else "",
        refusal=refused[0].refusal if refused else "",
        moved=next((each.moved for each in evaluations if each.moved), None),
        shared=replace(
            lead.shared,
            sd=lead.shared.sd if found is None else found.shared_sd,
            strays=any(each.shared.strays for each in evaluations),
        ),
        pooled=pooled_ratio(
            before=comparison.outcomes["before"],
            after=comparison.outcomes["after"],
            days_before=float(days_before.sum()),
            days_after=float(days_after.sum()),
        ),
        relative=None,
        spillover=None,
        by_start=tuple(evaluations),
    )


def _outcomes(parts: _Parts) -> pd.DataFrame:
    """Take each zone's row from the evaluation of its own start."""
    frames = [each.comparison.outcomes for each in parts.each]
    rows = [
        frames[number].iloc[[row]]
        for row, number in zip(parts.rows, parts.of_zone, strict=True)
    ]
    taken = pd.concat(rows).reset_index(drop=True)
    # Of the whole nothing is said yet, whatever one start alone would have said.
    numbers = dict.fromkeys(
        ("expected_after", "expected_low", "expected_high", "verdict_p"), np.nan
    )
    verdict = pd.Series("", index=taken.index, dtype="str")
    return check(taken.assign(**numbers, verdict=verdict), OUTCOMES)


def _totals(comparison: BeforeAfter, distinct: tuple[int, int] | None) -> pd.DataFrame:
    """Count the zones over their own months; all else stays in those of most zones."""
    totals, outcomes = comparison.totals, comparison.outcomes
    before, after = distinct or (
        int(outcomes["before"].sum()),
        int(outcomes["after"].sum()),
    )
    days = comparison.length_ratio_of(CHOSEN_ZONES)
    low, high = wider_interval(
        before=before,
        after=after,
        days=days,
        dispersion=dispersion_of_zones(outcomes["before"], outcomes["after"]),
    )
    row = {
        "before": before,
        "after": after,
        "change": after - before,
        "ratio": after / before / days if before else np.nan,
        "ratio_low": low,
        "ratio_high": high,
    }
    is_zones = totals["part"] == CHOSEN_ZONES
    changed = totals.copy()
    for name, value in row.items():
        changed.loc[is_zones, name] = value
    assert (changed["part"] == REST_OF_COUNTY).any()
    return check(changed, TOTALS)


def _expected(parts: _Parts) -> Counterfactual:
    found = [each.expected for each in parts.each if each.expected is not None]
    expected = parts.picked([each.expected for each in found])
    n_zones = len(expected)
    weight = np.array(
        [expected[parts.of_zone == number].sum() for number in range(len(found))]
    )
    weight = weight / weight.sum() if weight.sum() else np.full(len(found), 1.0)

    def of_all(values: Sequence[float]) -> float:
        """Return the root of the mean square, each start weighed by what it expects."""
        squares = (weight * np.asarray(values) ** 2).sum() / weight.sum()
        return float(np.sqrt(squares))

    shared_sd = of_all([each.shared_sd for each in found])
    error = of_all([each.error for each in found])
    busiest = found[int(np.argmax(weight))]
    extra = [np.full(n_zones, each.spread.extra) for each in found]
    return replace(
        busiest,
        before=parts.picked([each.before for each in found]),
        seen=parts.picked([each.seen for each in found]),
        spread=CountSpread(
            expected, parts.picked(extra), float(np.hypot(shared_sd, error))
        ),
        n_reference=min(each.n_reference for each in found),
        n_periods=min(each.n_periods for each in found),
        error=error,
        shared_sd=shared_sd,
        bunching=float(np.nanmax([0.0, *(each.bunching for each in found)])),
    )


def _harm(parts: _Parts) -> ExpectedHarm | None:
    found = [each.harm for each in parts.each if each.harm is not None]
    if len(found) < len(parts.each):
        return None
    expected = parts.picked([each.expected for each in found])
    total = expected.sum()
    if not total:
        return None
    # Starts may stray together, so their errors add up.
    error = sum(
        each.standard_error * expected[parts.of_zone == number].sum()
        for number, each in enumerate(found)
    )
    return ExpectedHarm(
        seen=parts.picked([each.seen for each in found]),
        expected=expected,
        standard_error=float(error / total),
        n_categories=max(each.n_categories for each in found),
    )
