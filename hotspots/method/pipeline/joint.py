"""One list over several strands: the rankings into one, and the best list of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.method.choosing.by_hand import choose_and_compare
from hotspots.method.choosing.constraints import Choice
from hotspots.method.choosing.joint_list import Share, joint_ranking
from hotspots.method.choosing.rank_uncertainty import rank_ranges
from hotspots.method.choosing.reasons import left_out
from hotspots.method.choosing.rules import Rules
from hotspots.method.choosing.selection import districts_without_zones, groups
from hotspots.method.choosing.summary import PriceOfPromise, price_of_promise
from hotspots.method.pipeline.results import Ranked
from hotspots.method.pipeline.stages import choice_inputs
from hotspots.method.pipeline.sureness import counts_and_weights
from hotspots.method.zoning.counts import sum_over_months
from hotspots.method.zoning.zones import Zoning
from hotspots.settings import Settings
from hotspots.sources.reading import Reading
from hotspots.tables import ADDRESS_FLAGS, JOINT_SELECTION, check


@dataclass(frozen=True, eq=False)
class JointList:
    """One list over several strands.

    Attributes
    ----------
    of_strands
        Each strand's own ranking, of the same zones.
    ranking
        The joint ranking; see `JointRanking`. A zone has a flag that it has in any
        strand.
    choice
        The list chosen from it.
    selection
        Table `JOINT_SELECTION`, with columns of each strand besides.
    not_eligible
        Zones that are chosen only if they are put in by hand.
    """

    of_strands: tuple[Ranked, ...]
    ranking: pd.DataFrame
    choice: Choice
    selection: pd.DataFrame
    not_eligible: frozenset[str]

    @property
    def strands(self) -> tuple[str, ...]:
        """Names of the strands."""
        return tuple(each.strand for each in self.of_strands)

    @property
    def reading(self) -> Reading:
        """The incidents."""
        return self.of_strands[0].reading

    @property
    def settings(self) -> Settings:
        """The settings in force, months filled in."""
        return self.of_strands[0].settings

    @property
    def zoning(self) -> Zoning:
        """The zones."""
        return self.of_strands[0].zoning

    def outlines(self) -> NDArray[np.object_]:
        """Return the polygon (EPSG:27700) of each chosen zone."""
        return self.zoning.outlines(self.zoning.rows_of(self.selection["zone"]))

    def left_out(self) -> pd.DataFrame:
        """Return the zones that rank high enough, but are not in the list."""
        return left_out(self.ranking, self.choice, not_eligible=self.not_eligible)

    @property
    def taken_out(self) -> tuple[tuple[str, str], ...]:
        """Zones taken out for any strand, ranked or not, with the reasons."""
        return tuple(
            pair
            for each in self.of_strands
            for pair in self.settings.strand(each.strand).take_out
        )


def price_of_joint(joint: JointList) -> PriceOfPromise:
    """Return what the promise to each district costs the one list."""
    return price_of_promise(
        joint.ranking,
        joint.selection,
        volumes=[f"{strand}_volume" for strand in joint.strands],
    )


def joint_list(of_strands: Sequence[Ranked]) -> JointList:
    """Choose one list over several strands, under the rules that are set.

    Parameters
    ----------
    of_strands
        Each strand's ranking, of the same zones.

    Raises
    ------
    InputError
        If no list keeps to all the rules, or a weight cannot be used.

    Notes
    -----
    Zones taken out or put in for any strand are so here; zones not eligible in any
    strand are not. Bounds of a zone's incidents are of single strands and not used.
    """
    settings = of_strands[0].settings
    joint = joint_ranking([_share(each) for each in of_strands])
    ranking = joint.ranking.assign(**_flags(joint.ranking, of_strands))
    rules, given = _rules(of_strands, settings.joint_zones)
    eligible = ranking[~ranking["zone"].isin(list(given["not_eligible"]))]
    lacking = districts_without_zones(eligible, given["districts"])
    floors = dict.fromkeys(lacking, 0) | dict(settings.floors)
    choice = choose_and_compare(
        ranking,
        replace(rules, floors=floors).within(ranking["zone"]),
        scores=joint.scores,
        **given,
    )
    return JointList(
        tuple(of_strands),
        ranking,
        choice,
        _selection(choice, of_strands[0].zoning),
        frozenset(given["not_eligible"]),
    )


def with_taken_out(
    of_strands: Sequence[Ranked], strand: str, out: dict[str, str]
) -> JointList:
    """Choose again with further zones taken out of one strand's list, and so of this.

    Parameters
    ----------
    of_strands
        As for `joint_list`.
    strand
        The strand.
    out
        The zones, each with its reason.
    """
    settings = of_strands[0].settings
    both = dict(settings.strand(strand).take_out) | out
    changed = settings.with_strand(strand, take_out=tuple(both.items()))
    return joint_list([replace(each, settings=changed) for each in of_strands])


def joint_ranges(joint: JointList, zones: Sequence[str]) -> pd.DataFrame:
    """Return the range of ranks that chance allows zones of a joint list.

    An incident that two strands count weighs in both.

    Returns
    -------
    pandas.DataFrame
        `rank_low` and `rank_high`, a row a zone; see `rank_ranges`.
    """
    first = joint.of_strands[0]
    chosen_on = first.settings.months_chosen_on
    weight_of = _weights(joint.of_strands)
    counts = sum_over_months(
        first.cube,
        categories=tuple(weight_of),
        first=chosen_on.first,
        last=chosen_on.last,
    )
    ids = joint.ranking["zone"]
    at = pd.Series(range(len(ids)), index=ids)
    return rank_ranges(
        counts[joint.zoning.rows_of(ids)],
        list(weight_of.values()),
        zones=at[list(zones)].to_list(),
    )


def _weights(of_strands: Sequence[Ranked]) -> dict[str, float]:
    """Return what one incident of each category adds to the joint score."""
    shares = [_share(each) for each in of_strands]
    whole = sum(share.weight for share in shares)
    weight_of: dict[str, float] = {}
    for each, share in zip(of_strands, shares, strict=True):
        _, adds = counts_and_weights(each)
        for category, weight in zip(each.programme.counted, adds, strict=True):
            part = share.weight * float(weight) / whole
            weight_of[category] = weight_of.get(category, 0.0) + part
    return weight_of


def _share(ranked: Ranked) -> Share:
    return Share(
        ranked.strand,
        ranked.ranking,
        weight=ranked.settings.joint_weight_of(ranked.strand),
        harm_share=ranked.programme.harm_share,
    )


def _flags(ranking: pd.DataFrame, of_strands: Sequence[Ranked]) -> dict[str, pd.Series]:
    """Say of each zone whether it has a flag in any strand."""
    flagged = {
        flag: {
            zone
            for each in of_strands
            for zone in each.ranking.loc[each.ranking[flag], "zone"]
        }
        for flag in ADDRESS_FLAGS
    }
    return {flag: ranking["zone"].isin(zones) for flag, zones in flagged.items()}


def _selection(choice: Choice, zoning: Zoning) -> pd.DataFrame:
    number = groups(zoning.touching(zoning.rows_of(choice.zones["zone"])))
    return check(choice.zones.assign(group=number), JOINT_SELECTION)


def _rules(of_strands: Sequence[Ranked], n_zones: int) -> tuple[Rules, dict[str, Any]]:
    """Return the rules for a joint list, and what else `choose_zones` takes."""
    each_of = [
        choice_inputs(
            each.ranking,
            each.zoning,
            each.reading.area,
            each.settings,
            each.programme,
        )
        for each in of_strands
    ]
    first, given = each_of[0]
    put_in = {zone: why for each in of_strands for zone, why in each.programme.put_in}
    taken = {zone: why for each in of_strands for zone, why in each.programme.take_out}
    both = sorted(set(put_in) & set(taken))
    if both:
        msg = (
            f"{both[0]} is put in for one strand and taken out for another, so the one "
            f"list cannot be made. Undo one of these."
        )
        raise InputError(msg)
    rules = replace(
        first,
        n_zones=n_zones,
        floor=max(rules.floor for rules, _ in each_of),
        take_out=taken,
        put_in=put_in,
        least_incidents=0,
        most_incidents=None,
    )
    not_eligible = {zone for _, of in each_of for zone in of["not_eligible"]}
    return rules, {**given, "not_eligible": not_eligible}
