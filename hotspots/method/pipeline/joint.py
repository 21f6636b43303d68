"""One list over several strands: the rankings into one, and the best list of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from hotspots.method.choosing.constraints import Choice
from hotspots.method.choosing.constraints import choose as choose_zones
from hotspots.method.choosing.joint_list import Share, joint_ranking
from hotspots.method.choosing.rules import Rules
from hotspots.method.choosing.selection import districts_without_zones
from hotspots.method.pipeline.results import Ranked
from hotspots.method.pipeline.stages import choice_inputs


@dataclass(frozen=True, eq=False)
class JointList:
    """One list over several strands.

    Attributes
    ----------
    strands
        Names of the strands.
    ranking
        The joint ranking; see `JointRanking`.
    choice
        The list chosen from it.
    """

    strands: tuple[str, ...]
    ranking: pd.DataFrame
    choice: Choice


def joint_list(
    ranked: Sequence[Ranked], *, n_zones: int, weights: Mapping[str, float]
) -> JointList:
    """Choose one list over several strands, under the rules that are set.

    Parameters
    ----------
    ranked
        Each strand's ranking, of the same zones.
    n_zones
        How many zones.
    weights
        Weight of each strand, to two decimals.

    Raises
    ------
    InputError
        If no list keeps to all the rules, or a weight cannot be used.

    Notes
    -----
    Zones taken out or put in for any strand are so here; zones not eligible in any
    strand are not. Bounds of a zone's incidents are of single strands and not used.
    """
    shares = [
        Share(
            each.strand,
            each.ranking,
            weight=weights[each.strand],
            harm_share=each.programme.harm_share,
        )
        for each in ranked
    ]
    joint = joint_ranking(shares)
    rules, given = _rules(ranked, n_zones)
    eligible = joint.ranking[~joint.ranking["zone"].isin(list(given["not_eligible"]))]
    lacking = districts_without_zones(eligible, given["districts"])
    floors = dict.fromkeys(lacking, 0) | dict(ranked[0].settings.floors)
    choice = choose_zones(
        joint.ranking,
        replace(rules, floors=floors).within(joint.ranking["zone"]),
        scores=joint.scores,
        **given,
    )
    return JointList(tuple(each.strand for each in ranked), joint.ranking, choice)


def _rules(ranked: Sequence[Ranked], n_zones: int) -> tuple[Rules, dict[str, Any]]:
    """Return the rules for a joint list, and what else `choose_zones` takes."""
    each_of = [
        choice_inputs(
            each.ranking,
            each.zoning,
            each.reading.area,
            each.settings,
            each.programme,
        )
        for each in ranked
    ]
    first, given = each_of[0]
    put_in = {zone: why for rules, _ in each_of for zone, why in rules.put_in.items()}
    taken = {zone: why for rules, _ in each_of for zone, why in rules.take_out.items()}
    rules = replace(
        first,
        n_zones=n_zones,
        floor=max(rules.floor for rules, _ in each_of),
        take_out={zone: why for zone, why in taken.items() if zone not in put_in},
        put_in=put_in,
        least_incidents=0,
        most_incidents=None,
    )
    not_eligible = {zone for _, of in each_of for zone in of["not_eligible"]}
    return rules, {**given, "not_eligible": not_eligible}
