"""A planner's rules and a ranking into the list of highest total score.

Long because each rule is refused in words here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.method.choosing.programme import (
    NO_PAIRS,
    Problem,
    Solution,
)
from hotspots.method.choosing.relaxing import not_settled, why_impossible
from hotspots.method.choosing.rules import Rules
from hotspots.method.choosing.solving import solve
from hotspots.method.choosing.spacing import too_close

BY_SCORE = "score"
BY_FLOOR = "district floor"
BY_HAND = "put in"

# Scores as whole numbers, where no exact ones are given: shares to this many decimals.
SCORE_DECIMALS = 12

# How long the programme may look for the best list.
TIME_LIMIT_S = 10.0

Outlines = Callable[[Sequence[str]], NDArray[np.object_]]


@dataclass(frozen=True, eq=False)
class Choice:
    """A chosen list, and how it came about.

    Attributes
    ----------
    zones
        The chosen zones by rank: columns of the ranking, `chosen_as`, `displaced` (the
        zone that the floor kept out for it), `reason` (of a zone put in by hand) and
        `gave_way`, which `by_hand.choose_and_compare` fills in.
    tied
        Zones `zone` that are in, beside `other` of the same score that could be in its
        stead under the same rules.
    rules
        The rules.
    without_floors
        Zones of the list that the same rules without floors give, by rank.
    pairs
        Zones `zone` and `other` that stand too close to each other.
    solution
        Whether the list is proven the best, or by how much another could be better.
    """

    zones: pd.DataFrame
    tied: pd.DataFrame
    rules: Rules
    without_floors: list[str]
    pairs: pd.DataFrame
    solution: Solution


@dataclass(frozen=True, eq=False)
class Prepared:
    """Zones that may be chosen under some rules, by rank, and the choice as numbers."""

    zones: pd.DataFrame
    districts: list[str]
    problem: Problem


def choose(
    ranking: pd.DataFrame,
    rules: Rules,
    *,
    districts: Sequence[str],
    outlines: Outlines | None = None,
    scores: Sequence[int] | None = None,
    not_eligible: Collection[str] = (),
) -> Choice:
    """Choose the list of highest total score that keeps to the rules.

    Parameters
    ----------
    ranking
        The ranking; columns `zone`, `district`, `volume`, `score` and `rank` are read.
    rules
        The rules.
    districts
        Every district of the area.
    outlines
        Given ids of zones, returns their polygons in metres; needed for a distance.
    scores
        Score of each row of the ranking in whole numbers of one unit, for exact totals;
        else `score` is read to 12 decimals.
    not_eligible
        Zones that are chosen only if they are put in by hand.

    Raises
    ------
    InputError
        If a rule names a zone or a district that is unknown, or if no list keeps to all
        the rules; the message names the rules of which one must give way.

    Notes
    -----
    Without a distance the best zones are taken in turn, which is exact (a matroid).
    With one, an integer programme finds the best list and proves it, or says by how
    much another list could be better. Equal scores go to the better rank.
    """
    made_of = _Material(ranking, tuple(districts), outlines, scores, not_eligible)
    prepared = made_of.under(rules)
    try:
        solution = solve(prepared.problem, time_limit_s=TIME_LIMIT_S)
    except TimeoutError:
        raise not_settled(rules, seconds=TIME_LIMIT_S) from None
    if solution is None:
        raise _refusal(made_of, rules)
    free = _without_floors(prepared.problem, solution)
    return Choice(
        zones=_with_reasons(prepared, solution.chosen, free, rules),
        tied=_tied(prepared, solution.chosen),
        rules=rules,
        without_floors=prepared.zones["zone"][free].to_list(),
        pairs=_pairs_of_zones(prepared),
        solution=solution,
    )


@dataclass(frozen=True, eq=False)
class _Material:
    """What a list is chosen from, whatever the rules; as for `choose`."""

    ranking: pd.DataFrame
    districts: tuple[str, ...]
    outlines: Outlines | None
    scores: Sequence[int] | None
    not_eligible: Collection[str]

    def under(self, rules: Rules, *, opened: bool = False) -> Prepared:
        return prepare(
            self.ranking,
            rules,
            districts=self.districts,
            outlines=self.outlines,
            scores=self.scores,
            not_eligible=() if opened else self.not_eligible,
        )


def _refusal(made_of: _Material, rules: Rules) -> InputError:
    opened = None
    if made_of.not_eligible:
        opened = made_of.under(rules, opened=True).problem
    return why_impossible(
        rules,
        lambda tried: made_of.under(tried).problem,
        districts=made_of.districts,
        volumes=made_of.ranking["volume"].to_list(),
        opened=opened,
    )


def prepare(
    ranking: pd.DataFrame,
    rules: Rules,
    *,
    districts: Sequence[str],
    outlines: Outlines | None = None,
    scores: Sequence[int] | None = None,
    not_eligible: Collection[str] = (),
) -> Prepared:
    """Return the zones that may be chosen and the choice as numbers.

    Arguments are as for `choose`.
    """
    _refuse_unknown(ranking, rules, districts)
    whole = _whole_numbers(ranking["score"]) if scores is None else scores
    worths = pd.Series(list(whole), index=ranking.index, dtype=object)
    eligible = may_be_chosen(ranking, rules, not_eligible=not_eligible)
    by_rank = ranking[eligible].sort_values("rank")
    others = sorted(set(map(str, by_rank["district"].unique())) - set(districts))
    names = [*districts, *others]
    code = {name: number for number, name in enumerate(names)}
    floors = [rules.floor_of(name) if name in districts else 0 for name in names]
    problem = Problem(
        worths=worths[by_rank.index].to_numpy(),
        district=_codes(by_rank["district"], code),
        n_zones=rules.n_zones,
        floors=np.array(floors, dtype=np.int64),
        caps=np.array([rules.cap_of(name) for name in names], dtype=np.int64),
        pinned=by_rank["zone"].isin(list(rules.put_in)).to_numpy(dtype=bool),
        pairs=_pairs(by_rank["zone"].to_list(), rules, outlines),
    )
    return Prepared(by_rank.reset_index(drop=True), names, problem)


def _codes(districts: pd.Series, code: dict[str, int]) -> NDArray[np.int64]:
    numbers, names = pd.factorize(districts)
    return np.array([code[str(name)] for name in names], dtype=np.int64)[numbers]


def may_be_chosen(
    ranking: pd.DataFrame, rules: Rules, *, not_eligible: Collection[str] = ()
) -> pd.Series:
    """Say of each zone of the ranking whether the rules for single zones let it in."""
    most = math.inf if rules.most_incidents is None else rules.most_incidents
    excluded = {*not_eligible, *rules.take_out}
    fits = ranking["volume"].between(rules.least_incidents, most)
    by_hand = ranking["zone"].isin(list(rules.put_in))
    return by_hand | (fits & ~ranking["zone"].isin(list(excluded)))


def _whole_numbers(scores: pd.Series) -> list[int]:
    whole = np.rint(scores.to_numpy() * 10**SCORE_DECIMALS).astype(np.int64)
    return [int(each) for each in whole]


def _refuse_unknown(
    ranking: pd.DataFrame, rules: Rules, districts: Sequence[str]
) -> None:
    named = [*rules.take_out, *rules.put_in]
    known = set(ranking["zone"]) if named else set()
    unknown = [zone for zone in named if zone not in known]
    if unknown:
        msg = (
            f"No zone of the ranking is called {', '.join(unknown)}. Use ids of the "
            f"ranking: it lists the zones with an incident of the strand in these "
            f"months."
        )
        raise InputError(msg)
    strange = [name for name in (*rules.floors, *rules.caps) if name not in districts]
    if strange:
        msg = (
            f"No district of the area is called {', '.join(dict.fromkeys(strange))}. "
            f"The districts are {', '.join(districts)}."
        )
        raise InputError(msg)


def _pairs(
    zones: list[str], rules: Rules, outlines: Outlines | None
) -> NDArray[np.int64]:
    if rules.spacing_m is None or not zones:
        return NO_PAIRS
    if outlines is None:
        msg = "A distance between zones needs their outlines, and none are given."
        raise InputError(msg)
    return too_close(outlines(zones), spacing_m=rules.spacing_m)


def _without_floors(problem: Problem, solution: Solution) -> NDArray[np.bool_]:
    """Return the list without floors; the same list where none is found in time."""
    if not problem.floors.any():
        return solution.chosen
    try:
        free = solve(problem.without_floors(), time_limit_s=TIME_LIMIT_S)
    except TimeoutError:
        return solution.chosen
    return solution.chosen if free is None else free.chosen


def _with_reasons(
    prepared: Prepared,
    chosen: NDArray[np.bool_],
    free: NDArray[np.bool_],
    rules: Rules,
) -> pd.DataFrame:
    zone = prepared.zones["zone"]
    listed = prepared.zones[chosen]
    by_floor = (chosen & ~free)[chosen]
    by_hand = listed["zone"].isin(list(rules.put_in)).to_numpy()
    displaced = pd.Series("", index=listed.index, dtype="str")
    displaced[by_floor] = zone[free & ~chosen].to_numpy()
    chosen_as = np.where(by_floor, BY_FLOOR, BY_SCORE)
    return listed.assign(
        chosen_as=np.where(by_hand, BY_HAND, chosen_as),
        displaced=displaced,
        reason=[rules.put_in.get(str(zone), "") for zone in listed["zone"]],
        gave_way="",
    ).reset_index(drop=True)


def _tied(prepared: Prepared, chosen: NDArray[np.bool_]) -> pd.DataFrame:
    """Return the zones that an unchosen zone of equal score could stand in for."""
    problem, zone = prepared.problem, prepared.zones["zone"].to_list()
    listed = np.flatnonzero(chosen & ~problem.pinned).tolist()
    worth = {problem.worths[row] for row in listed}
    rivals = [
        row for row in np.flatnonzero(~chosen).tolist() if problem.worths[row] in worth
    ]
    rows = [
        (zone[row], zone[rival])
        for row in listed
        for rival in rivals
        if problem.worths[row] == problem.worths[rival]
        and _can_swap(problem, chosen, row, rival)
    ]
    return pd.DataFrame(rows, columns=["zone", "other"], dtype="str")


def _can_swap(
    problem: Problem, chosen: NDArray[np.bool_], row: int, rival: int
) -> bool:
    swapped = chosen.copy()
    swapped[[row, rival]] = [False, True]
    held = np.bincount(problem.district[swapped], minlength=len(problem.floors))
    apart = not swapped[problem.pairs].all(axis=1).any()
    return (
        bool((problem.floors <= held).all() and (held <= problem.caps).all()) and apart
    )


def _pairs_of_zones(prepared: Prepared) -> pd.DataFrame:
    zone = prepared.zones["zone"].to_numpy(dtype=object)
    return pd.DataFrame(
        zone[prepared.problem.pairs], columns=["zone", "other"], dtype="str"
    )
