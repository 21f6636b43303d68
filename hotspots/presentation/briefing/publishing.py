"""A strand's tables into the figures of it that may be published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from hotspots.disclosure.policy import (
    Policy,
    rounded,
)
from hotspots.disclosure.publish import Published, publish_counts, published_whole
from hotspots.disclosure.releases import Release
from hotspots.disclosure.same_places import ids_of_places
from hotspots.method.choosing.scenarios import BOTH, GONE, NEW
from hotspots.months import Period
from hotspots.presentation.briefing.analysis import StrandAnalysis
from hotspots.presentation.briefing.public_names import (
    public_names,
    with_public_names,
    without_counts,
)
from hotspots.presentation.briefing.published_figures import (
    ByHand,
    Changed,
    PublishedFigures,
)
from hotspots.sources.areas import KENT_DISTRICTS
from hotspots.tables import CHOSEN_ZONES, COUNTY

if TYPE_CHECKING:
    from hotspots.method.evaluation.before_after import BeforeAfter
    from hotspots.method.evaluation.evaluate import Evaluation

# A rough share of so many times the largest hidden count tells nothing of a small one.
LEAST_FOR_SHARE = 50


def published_figures(
    analysis: StrandAnalysis, *, policy: Policy, earlier: Sequence[Release] = ()
) -> PublishedFigures:
    """Turn a strand's tables into what may be published of them.

    Parameters
    ----------
    analysis
        The strand's tables.
    policy
        What may be published.
    earlier
        Releases published before.
    """
    names = public_names(analysis.selection, policy)
    settings, evaluation = analysis.settings, analysis.evaluation
    is_patrolled = analysis.result.is_patrolled
    is_kent = set(analysis.area) == set(KENT_DISTRICTS.values())
    chosen = PublishedFigures(
        programme=settings.strand(analysis.strand),
        where="Kent and Medway" if is_kent else "",
        area=analysis.area,
        chosen_on=settings.chosen_on,
        counted_in=analysis.result.months_counted,
        zones=without_counts(analysis.selection, names),
        parts=pd.DataFrame(columns=["part", "district", "before", "after"]),
        synthetic=analysis.synthetic,
        is_public=analysis.is_public,
        zone_width_m=analysis.result.zone_width_m,
        is_weighed=_is_weighed(analysis),
        has_promise=not is_patrolled and settings.floor_of(analysis.strand) > 0,
        share_of_incidents=_share(
            analysis.monthly, analysis.result.months_counted, policy
        )
        if policy.hides_nothing
        else None,
        **({} if is_patrolled else _shaped(analysis)),
        changed=_changed(analysis),
        is_patrolled=is_patrolled,
        n_left_out=analysis.n_left_out,
    )
    if evaluation is None:
        return chosen
    comparison = evaluation.comparison
    chosen = replace(chosen, starts=comparison.starts)
    counts = _counts(analysis, comparison, policy, earlier)
    if counts is None:
        return replace(chosen, is_withheld=True)
    zones = comparison.outcomes["zone"].astype("str")
    own = zip(zones, comparison.length_ratios, strict=True)
    chosen = replace(
        chosen,
        days_of_zone=dict(own) if comparison.groups else {},
        months_of_zone=(
            {zone: comparison.periods_of(zone) for zone in zones}
            if comparison.groups
            else {}
        ),
        days_of_zones=(
            comparison.length_ratio_of(CHOSEN_ZONES) if comparison.groups else None
        ),
    )
    compared = replace(
        chosen,
        zones=with_public_names(counts.zones, names),
        parts=counts.totals,
        counts=counts,
        share_of_incidents=chosen.share_of_incidents
        if policy.hides_nothing
        else _published_share(analysis, counts, policy),
        periods=comparison.periods,
        chosen_on_after=comparison.chosen_on_after,
    )
    return _with_falls(compared, evaluation, counts, policy)


def _shares_incidents(analysis: StrandAnalysis) -> bool:
    """Say whether a strand before this one counts some of the same incidents."""
    strands = analysis.settings.strands
    names = list(strands)
    own = set(strands[analysis.strand].counted)
    before = names[: names.index(analysis.strand)]
    return any(own.intersection(strands[name].counted) for name in before)


def _counts(
    analysis: StrandAnalysis,
    comparison: BeforeAfter,
    policy: Policy,
    earlier: Sequence[Release],
) -> Published | None:
    """Return the counts that may be published; None where none may be.

    Counts of zones that overlap, or that are counted over months of their own, do not
    add up, and those of a strand that counts incidents of another one tell of what
    the other hides. Under a policy that hides some of them none could be protected.
    """
    if not policy.hides_nothing and _shares_incidents(analysis):
        return None
    in_several = analysis.result.zoning.distinct_in(comparison.outcomes["zone"])
    tables = analysis.outcomes, comparison.totals, analysis.monthly
    if comparison.groups or in_several is not None:
        return published_whole(*tables) if policy.hides_nothing else None
    periods = comparison.periods.before, comparison.periods.after
    place_of = dict(
        zip(
            analysis.selection["zone"].astype("str"),
            ids_of_places(analysis.outlines),
            strict=True,
        )
    )
    outcomes, *others = tables
    zones = outcomes["zone"].astype("str")
    counts = publish_counts(
        outcomes.assign(zone=zones.map(place_of)),
        *others,
        periods=periods,
        policy=policy,
        earlier=earlier,
    )
    zone_at = {place: zone for zone, place in place_of.items()}
    named = counts.zones.assign(zone=counts.zones["zone"].map(zone_at))
    return replace(counts, zones=named)


def _shaped(analysis: StrandAnalysis) -> dict[str, Any]:
    """Return what shaped a list that was chosen here."""
    programme = analysis.result.programme
    return {
        "taken_out": _by_hand(analysis, programme.take_out),
        "put_in": _by_hand(analysis, programme.put_in),
        "spacing_m": analysis.settings.spacing_m,
        "has_other_rules": _has_other_rules(analysis),
    }


def _is_weighed(analysis: StrandAnalysis) -> bool:
    programme = analysis.settings.strand(analysis.strand)
    return programme.counts_several and programme.harm_share > 0


def _by_hand(
    analysis: StrandAnalysis, zones: Sequence[tuple[str, str]]
) -> tuple[ByHand, ...]:
    ranking = analysis.result.ranking
    district = dict(
        zip(ranking["zone"], ranking["district"].astype("str"), strict=True)
    )
    found = [
        ByHand(district[zone], reason) for zone, reason in zones if zone in district
    ]
    return tuple(sorted(found, key=lambda each: (each.district, each.reason)))


def _changed(analysis: StrandAnalysis) -> Changed | None:
    found = analysis.beside
    if found is None:
        return None
    district = found.table["district"]
    new, gone = (
        tuple(sorted(district[found.table["status"] == status]))
        for status in (NEW, GONE)
    )
    return Changed(found.then, found.count(BOTH), new, gone)


def _has_other_rules(analysis: StrandAnalysis) -> bool:
    programme = analysis.result.programme
    bounds = programme.least_incidents, programme.most_incidents
    return bool(analysis.settings.cap or any(bounds))


def _share(monthly: pd.DataFrame, span: Period, policy: Policy) -> float | None:
    """Return the zones' part of all incidents, from counts of single months.

    None where they have few, or where a month is hidden.
    """
    within = monthly[monthly["month"].between(span.first, span.last)]
    if within["incidents"].isna().any():
        return None
    every, chosen = (
        int(within.loc[within["part"] == part, "incidents"].sum())
        for part in (COUNTY, CHOSEN_ZONES)
    )
    is_few = chosen < LEAST_FOR_SHARE * max(policy.hide_up_to, 1)
    return None if is_few or not every else chosen / every


def _published_share(
    analysis: StrandAnalysis, counts: Published, policy: Policy
) -> float | None:
    """Return the same from published months; None where one is not published."""
    own, published = analysis.monthly, counts.monthly
    span = analysis.result.months_counted
    n_own, n_published = (
        int(each["month"].between(span.first, span.last).sum())
        for each in (own, published)
    )
    return _share(published, span, policy) if n_own == n_published else None


def _hides_a_zone(counts: Published) -> bool:
    return bool(counts.zones[["before", "after"]].isna().any(axis=None))


def _with_falls(
    figures: PublishedFigures,
    evaluation: Evaluation,
    counts: Published,
    policy: Policy,
) -> PublishedFigures:
    """Add how many zones fell, and were expected to, where that may be published.

    What is expected is worked out from the count of each zone, so that of a hidden one
    would be in it.
    """
    if counts.falls is None:
        return figures
    with_fell = replace(figures, n_fell=counts.falls.fell)
    if evaluation.expected is None:
        return with_fell
    if _hides_a_zone(counts):
        return replace(with_fell, is_expected_left_out=True)
    return replace(
        with_fell,
        n_expected=round(evaluation.expected.n_expected_to_fall),
        expected_after=rounded(
            round(float(evaluation.expected.expected.sum())), policy
        ),
        of_100=round(100 * evaluation.p_as_many),
        side=evaluation.side,
    )
