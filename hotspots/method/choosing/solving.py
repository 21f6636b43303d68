"""The best list of a choice: in turn where that is exact, else by integer programme.

The programme is solved over a small core of zones. Every other zone is left out by
proof: the prices (duals) of the relaxed programme bound what any list with that zone in
it could be worth, and that is less than a list already found.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.method.choosing.programme import (
    Problem,
    Solution,
    counts_fit,
    greedy,
    is_matroid,
    least_and_most,
)
from hotspots.method.choosing.spacing import cliques

# Sums of whole numbers up to this are exact in the solver's floating point.
LARGEST_EXACT = 2**50

# The first pool: so many zones for each one chosen, and so many of each district.
POOL_FOR_EACH = 6
POOL_OF_DISTRICT = 10

# Bounds are compared as shares of the worth of the best zone; sums err by less.
CLOSE = 1e-9

OPTIMAL, INFEASIBLE = 0, 2


def solve(problem: Problem, *, time_limit_s: float = 10.0) -> Solution | None:
    """Return the best list; None if there is none.

    Equal totals go to the list with the lesser sum of ranks.

    Raises
    ------
    TimeoutError
        If no list was found in time and it is not known whether there is one.
    """
    if is_matroid(problem) and counts_fit(problem):
        return Solution(greedy(problem), proven=True, gap=0.0, greedy=True)
    return integer_programme(problem, time_limit_s=time_limit_s)


def integer_programme(
    problem: Problem, *, time_limit_s: float = 10.0
) -> Solution | None:
    """Return the best list by an integer programme (HiGHS); None if there is none.

    Raises
    ------
    TimeoutError
        As for `solve`.
    """
    if not counts_fit(problem):
        return None
    worth, unit_share = _objective(problem)
    end = time.monotonic() + time_limit_s
    core = _core(problem, worth, time_limit_s=time_limit_s / 2)
    left_s = max(end - time.monotonic(), time_limit_s / 4)
    result = _milp(problem, core, -worth, time_limit_s=left_s)
    if result.x is None:
        if result.status == INFEASIBLE:
            return None
        raise TimeoutError
    chosen = np.zeros(len(worth), dtype=bool)
    chosen[core[result.x > 0.5]] = True
    closed = result.status == OPTIMAL
    total = float(worth[chosen].sum())
    gap = 0.0 if closed else max(-float(result.mip_dual_bound) / total - 1, 0.0)
    return Solution(chosen, proven=closed, gap=gap + unit_share, greedy=False)


def most_zones(problem: Problem, *, time_limit_s: float = 5.0) -> int:
    """Return how many zones a list can have at most; 0 if it can have none.

    The number of the largest list found in time, where that is not known.
    """
    least, most = least_and_most(problem)
    if (least > most).any():
        return 0
    if is_matroid(problem):
        return int(most.sum())
    every = np.arange(len(problem.district))
    costs = -np.ones(len(every))
    result = _milp(problem, every, costs, time_limit_s=time_limit_s, any_number=True)
    return 0 if result.x is None else int((result.x > 0.5).sum())


def _objective(problem: Problem) -> tuple[NDArray[np.float64], float]:
    """Return whole numbers to sum, and the share that rounding them can hide.

    The rank stands in the last digits, so that it settles equal totals. Values are
    rounded only where their sum would not be exact in floating point.
    """
    whole = [int(value) for value in problem.worths]
    unit = math.gcd(*whole) or 1
    whole = [value // unit for value in whole]
    n_all, n_zones = len(whole), problem.n_zones
    step = n_zones * n_all + 1
    room = LARGEST_EXACT // step
    most = sum(sorted(whole)[-n_zones:])
    if most > room:
        whole = [value * room // most for value in whole]
    ranks = np.arange(n_all, 0, -1)
    worth = np.array([value * step for value in whole], dtype=np.float64) + ranks
    return worth, n_zones / room if most > room else 0.0


def _core(
    problem: Problem, worth: NDArray[np.float64], *, time_limit_s: float
) -> NDArray[np.intp]:
    """Return the zones that a best list can hold; all where that is not shown."""
    every = np.arange(len(worth))
    pool = _first_pool(problem)
    while not pool.all():
        prices = _prices(problem, pool, worth)
        if prices is not None and (prices.reduced[~pool] > CLOSE).any():
            pool = pool | (prices.reduced > CLOSE)
            continue
        if prices is not None:
            members = every[pool]
            found = _milp(problem, members, -worth, time_limit_s=time_limit_s)
            if found.x is not None:
                total = worth[members[found.x > 0.5]].sum() / worth.max()
                can_be_in: NDArray[np.bool_] = (
                    prices.bound + prices.reduced >= total - CLOSE
                )
                return every[pool | can_be_in]
        pool = pool | (every < 4 * pool.sum())
    return every


def _first_pool(problem: Problem) -> NDArray[np.bool_]:
    every = np.arange(len(problem.district))
    pool = problem.pinned | (every < POOL_FOR_EACH * problem.n_zones)
    for code in range(len(problem.floors)):
        pool[np.flatnonzero(problem.district == code)[:POOL_OF_DISTRICT]] = True
    return pool


@dataclass(frozen=True, eq=False)
class Prices:
    """What the relaxed programme says of every list.

    Attributes
    ----------
    bound
        No list is worth more.
    reduced
        For each zone, how much its worth exceeds the price of what it takes: a list
        with the zone in it is worth `bound` plus this at most, where this is below 0.
    """

    bound: float
    reduced: NDArray[np.float64]


def _prices(
    problem: Problem, pool: NDArray[np.bool_], worth: NDArray[np.float64]
) -> Prices | None:
    """Price the rules on a pool of zones; None where no list lies in the pool.

    The bound holds for any prices of the right sign, so that it does not lean on the
    solver's tolerances (weak duality).
    """
    from scipy.optimize import linprog
    from scipy.sparse import csr_array, vstack

    every = np.arange(len(worth))
    value = worth / worth.max()
    n_zones = float(problem.n_zones)
    by_district = _district_rows(problem, every)
    close = _clique_rows(problem, every, np.flatnonzero(pool).tolist())
    at_most = vstack([close, by_district, -by_district], format="csr")
    caps = np.minimum(problem.caps, len(worth))
    limits = np.concatenate([np.ones(close.shape[0]), caps, -problem.floors])
    members = every[pool]
    rules: dict[str, Any] = {
        "A_ub": at_most[:, members],
        "b_ub": limits,
        "A_eq": csr_array(np.ones((1, len(members)))),
        "b_eq": [n_zones],
        "bounds": np.column_stack([problem.pinned[pool], np.ones(len(members))]),
    }
    relaxed = linprog(-value[pool], **rules)
    if relaxed.status != OPTIMAL:
        return None
    price = np.maximum(-relaxed.ineqlin.marginals, 0.0)
    each = -float(relaxed.eqlin.marginals[0])
    reduced = value - at_most.T @ price - each
    gained = np.where(problem.pinned, reduced, np.maximum(reduced, 0.0)).sum()
    bound = float(price @ limits + each * n_zones + gained)
    return Prices(bound, reduced)


def _district_rows(problem: Problem, zones: NDArray[np.intp]) -> Any:  # noqa: ANN401
    from scipy.sparse import csr_array

    places = (problem.district[zones], np.arange(len(zones)))
    shape = (len(problem.floors), len(zones))
    return csr_array((np.ones(len(zones)), places), shape=shape)


def _clique_rows(problem: Problem, zones: NDArray[np.intp], pool: list[int]) -> Any:  # noqa: ANN401
    """Return rows over `zones` of which each sums to 1 at most, for pairs in a pool."""
    from scipy.sparse import csr_array

    sets = cliques(problem.masks, pool)
    sizes = [len(members) for members in sets]
    columns = np.concatenate([np.empty(0, dtype=np.intp), *sets]).astype(np.intp)
    rows = np.repeat(np.arange(len(sets)), sizes)
    shape = (len(sets), len(problem.district))
    return csr_array((np.ones(len(columns)), (rows, columns)), shape=shape)[:, zones]


def _milp(
    problem: Problem,
    zones: NDArray[np.intp],
    costs: NDArray[np.float64],
    *,
    time_limit_s: float,
    any_number: bool = False,
) -> Any:  # noqa: ANN401
    """Solve the programme over some zones; `costs` are those of all."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    n_all, n_zones = len(zones), problem.n_zones
    caps = np.minimum(problem.caps, n_all)
    number = (0, n_all) if any_number else (n_zones, n_zones)
    rules = [
        LinearConstraint(_district_rows(problem, zones), problem.floors, caps),
        LinearConstraint(np.ones((1, n_all)), *number),
    ]
    close = _clique_rows(problem, zones, zones.tolist())
    if close.shape[0]:
        rules.append(LinearConstraint(close, -np.inf, 1.0))
    return milp(
        costs[zones],
        integrality=np.ones(n_all, dtype=np.int64),
        bounds=Bounds(problem.pinned[zones].astype(float), 1.0),
        constraints=rules,
        options={"mip_rel_gap": 0.0, "time_limit": time_limit_s},
    )
