"""Rules that no list can keep to into the rules of which one must give way."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from hotspots.errors import InputError
from hotspots.method.choosing.programme import (
    Problem,
    counts_fit,
    is_matroid,
    least_and_most,
)
from hotspots.method.choosing.rules import Rules
from hotspots.method.choosing.solving import most_zones, solve
from hotspots.texts import counted

# Distances that are tried in place of one that is too long, longest first.
SHORTER_M = (5_000.0, 2_000.0, 1_000.0, 500.0, 250.0, 0.0)

# So many steps that differ only in their district or zone are all written.
MOST_ALIKE = 2
# A relaxed rule that takes longer than this to settle is not offered.
TRY_FOR_S = 2.0
TRY_ALL_FOR_S = 20.0

Value = TypeVar("Value", int, float | None)


@dataclass(frozen=True)
class Relaxation:
    """One rule that, relaxed alone, lets a list be made.

    Attributes
    ----------
    rule
        Which: an attribute of `Rules`, or `not_eligible`.
    of
        The district or the zone that it is about; empty if it is about all.
    value
        What it must be instead; None for no such rule.
    rules
        The rules with that change.
    sentence
        The same in words, as something to do.
    """

    rule: str
    of: str
    value: float | None
    rules: Rules
    sentence: str


ProblemOf = Callable[[Rules], Problem]
IsEnough = Callable[[Rules], bool]


def why_impossible(
    rules: Rules,
    problem_of: ProblemOf,
    *,
    districts: Sequence[str],
    volumes: Collection[int],
    opened: Problem | None = None,
) -> InputError:
    """Return the error that says which rule to relax; see `relaxations`."""
    found = relaxations(
        rules, problem_of, districts=districts, volumes=volumes, opened=opened
    )
    start = f"No list of {_zones(rules.n_zones)} keeps to all of these rules."
    if not found:
        return InputError(
            f"{start} Relaxing one of them is not enough: relax two or more, or load "
            f"more months."
        )
    return InputError(f"{start} Change one of them: {'; or '.join(_steps(found))}.")


def _steps(found: Sequence[Relaxation]) -> list[str]:
    """Write what to do; of many like steps the first, and how many there are."""
    alike: dict[tuple[str, float | None], list[Relaxation]] = {}
    for each in found:
        alike.setdefault((each.rule, each.value), []).append(each)
    steps: list[str] = []
    for same in alike.values():
        said = [each.sentence for each in same]
        more = f"{said[0]} (or the same for one of {len(said) - 1} others)"
        steps += [more] if len(said) > MOST_ALIKE else said
    return steps


def not_settled(rules: Rules, *, seconds: float) -> InputError:
    """Return the error for rules of which nobody knows whether a list keeps to them."""
    return InputError(
        f"No list of {_zones(rules.n_zones)} that keeps to these rules was found in "
        f"{seconds:.0f} seconds, and there may be none. Ask for fewer zones, or for a "
        f"shorter distance between them."
    )


def relaxations(
    rules: Rules,
    problem_of: ProblemOf,
    *,
    districts: Sequence[str],
    volumes: Collection[int],
    opened: Problem | None = None,
) -> list[Relaxation]:
    """Return every rule that, relaxed alone and no further than needed, is enough.

    Found by trying each; one that takes too long to settle is left out.

    Parameters
    ----------
    rules
        Rules that no list keeps to.
    problem_of
        Makes the choice under some rules.
    districts
        Every district of the area.
    volumes
        Incidents of the zones ranked.
    opened
        The choice with zones that are not eligible; None if there are none.
    """
    end = time.monotonic() + TRY_ALL_FOR_S

    def is_enough(tried: Rules) -> bool:
        return time.monotonic() < end and is_possible(problem_of(tried))

    found = [
        *_of_number(rules, problem_of(rules)),
        *_of_floors(rules, districts, is_enough),
        *_of_caps(rules, is_enough),
        *_of_spacing(rules, is_enough),
        *_of_hands(rules, is_enough),
        *_of_incidents(rules, volumes, is_enough),
    ]
    if opened is not None and is_possible(opened):
        say = "allow zones that are mostly a prison"
        found.append(Relaxation("not_eligible", "", None, rules, say))
    return found


def is_possible(problem: Problem) -> bool:
    """Say whether some list keeps to the rules; False if not settled in time."""
    if is_matroid(problem):
        return counts_fit(problem)
    worthless = replace(problem, worths=np.zeros(len(problem.worths), dtype=np.int64))
    try:
        return solve(worthless, time_limit_s=TRY_FOR_S) is not None
    except TimeoutError:
        return False


def _of_number(rules: Rules, problem: Problem) -> Iterator[Relaxation]:
    least, most = least_and_most(problem)
    needed, other = int(least.sum()), 0
    if (least <= most).all():
        enough = needed <= rules.n_zones
        other = most_zones(problem, time_limit_s=TRY_FOR_S) if enough else needed
    if 0 < other != rules.n_zones and is_possible(replace(problem, n_zones=other)):
        say = f"ask for {_zones(other)} in place of {rules.n_zones:,}"
        changed = replace(rules, n_zones=other)
        yield Relaxation("n_zones", "", other, changed, say)


def _of_floors(
    rules: Rules, districts: Sequence[str], is_enough: IsEnough
) -> Iterator[Relaxation]:
    if not is_enough(replace(rules, floor=0, floors={})):
        return
    alone = list(_of_single_floors(rules, districts, is_enough))
    yield from alone
    if not alone:
        floors = sorted({rules.floor, *rules.floors.values()})
        tried = [(most, _floors_at_most(rules, most)) for most in _down(floors[-1])]
        was = str(floors[-1]) if len(floors) == 1 else f"up to {floors[-1]}"
        for value, changed in _nearest(tried, is_enough):
            say = f"promise each district {_zones(value)} in place of {was}"
            yield Relaxation("floor", "", value, changed, say)


def _of_single_floors(
    rules: Rules, districts: Sequence[str], is_enough: IsEnough
) -> Iterator[Relaxation]:
    for name in districts:
        floor = rules.floor_of(name)
        tried = [
            (value, replace(rules, floors={**rules.floors, name: value}))
            for value in _down(floor)
        ]
        for value, changed in _nearest(tried, is_enough):
            say = f"promise {name} {_zones(value)} in place of {floor}"
            yield Relaxation("floors", name, value, changed, say)


def _floors_at_most(rules: Rules, most: int) -> Rules:
    floors = {name: min(floor, most) for name, floor in rules.floors.items()}
    return replace(rules, floor=min(rules.floor, most), floors=floors)


def _of_caps(rules: Rules, is_enough: IsEnough) -> Iterator[Relaxation]:
    if rules.cap is not None:
        higher = range(rules.cap + 1, rules.n_zones + 1)
        tried = [(value, replace(rules, cap=value)) for value in higher]
        for value, changed in _nearest(tried, is_enough):
            say = f"allow {_zones(value)} a district in place of {rules.cap}"
            yield Relaxation("cap", "", value, changed, say)
    for name, cap in rules.caps.items():
        higher = range(cap + 1, rules.n_zones + 1)
        tried = [
            (value, replace(rules, caps={**rules.caps, name: value}))
            for value in higher
        ]
        for value, changed in _nearest(tried, is_enough):
            say = f"allow {name} {_zones(value)} in place of {cap}"
            yield Relaxation("caps", name, value, changed, say)


def _of_spacing(rules: Rules, is_enough: IsEnough) -> Iterator[Relaxation]:
    now = rules.spacing_m
    if now is None:
        return
    shorter = [*(metres for metres in SHORTER_M if metres < now), None]
    tried = [(metres, replace(rules, spacing_m=metres)) for metres in shorter]
    for metres, changed in _nearest(tried, is_enough):
        say = f"choose {_distance(metres)} in place of {_distance(now)}"
        yield Relaxation("spacing_m", "", metres, changed, say)


def _distance(metres: float | None) -> str:
    if metres is None:
        return "zones that may touch"
    return f"zones {metres:,.0f} metres apart" if metres else "zones that do not touch"


def _of_hands(rules: Rules, is_enough: IsEnough) -> Iterator[Relaxation]:
    for zone in rules.take_out:
        changed = replace(rules, take_out=_without(rules.take_out, zone))
        if is_enough(changed):
            say = f"do not take out {zone}"
            yield Relaxation("take_out", zone, None, changed, say)
    for zone in rules.put_in:
        changed = replace(rules, put_in=_without(rules.put_in, zone))
        if is_enough(changed):
            say = f"do not put in {zone}"
            yield Relaxation("put_in", zone, None, changed, say)


def _without(reasons: Mapping[str, str], zone: str) -> dict[str, str]:
    return {other: reason for other, reason in reasons.items() if other != zone}


def _of_incidents(
    rules: Rules, volumes: Collection[int], is_enough: IsEnough
) -> Iterator[Relaxation]:
    least, most = rules.least_incidents, rules.most_incidents
    lower = sorted({volume for volume in volumes if volume < least}, reverse=True)
    tried = [(value, replace(rules, least_incidents=value)) for value in lower]
    for value, changed in _nearest(tried, is_enough):
        fewest = counted(value, "incident")
        say = f"ask for at least {fewest} a zone in place of {least:,}"
        yield Relaxation("least_incidents", "", value, changed, say)
    if most is not None:
        higher = sorted({volume for volume in volumes if volume > most})
        tried = [(value, replace(rules, most_incidents=value)) for value in higher]
        for value, changed in _nearest(tried, is_enough):
            say = f"allow {counted(value, 'incident')} a zone in place of {most:,}"
            yield Relaxation("most_incidents", "", value, changed, say)


def _nearest(
    tried: Sequence[tuple[Value, Rules]], is_enough: IsEnough
) -> Iterator[tuple[Value, Rules]]:
    """Give the first that is enough, if any: where one is, all after it are."""
    if not tried or not is_enough(tried[-1][1]):
        return
    low, high = 0, len(tried) - 1
    while low < high:
        middle = (low + high) // 2
        if is_enough(tried[middle][1]):
            high = middle
        else:
            low = middle + 1
    yield tried[low]


def _down(number: int) -> range:
    return range(number - 1, -1, -1)


def _zones(number: int) -> str:
    return counted(number, "zone") if number else "no zone"
