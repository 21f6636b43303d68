"""Counts and weights into how sure a rank is, and how sure a zone is of its list.

Long because counts and harm need a test each.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from hotspots.errors import InputError
from hotspots.method.choosing.constraints import BY_SCORE, Prepared
from hotspots.method.choosing.programme import Problem, is_matroid
from hotspots.method.choosing.solving import solve

CONFIDENCE = 0.95

# Rows of the square of pairs that are held at once.
ROWS_AT_ONCE = 128

# A rare grave offence that did not happen would leave no trace in a variance: so many
# incidents of each category are added to those of all zones for the usual mixture.
UNSEEN = 1

# A zone of the list that stays in fewer of 100 draws than this is a toss-up.
SURE_FROM = 80

# With distances, draws leave out zones so far down that they never come in: those
# beyond so many for each zone of the list, and so many of each district.
DRAWN_FOR_EACH = 20
DRAWN_OF_DISTRICT = 40

# Draws stop after so long, whatever number was asked for.
DRAW_FOR_S = 20.0

# Scores of a draw as whole numbers, for the programme: shares of the greatest.
DRAW_STEPS = 10**9


def rank_ranges(
    counts: ArrayLike,
    weights: ArrayLike,
    *,
    zones: Sequence[int] | None = None,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Return for each zone the range of ranks that chance allows it.

    Parameters
    ----------
    counts
        Incidents of shape (zones, categories), of all zones that are ranked.
    weights
        Worth of one incident of each category: 1 for volume, its harm for harm, or both
        mixed as in the score.
    zones
        Rows of the zones asked about; all if None.
    confidence
        How often a zone's range holds its true rank, at least.

    Returns
    -------
    pandas.DataFrame
        `rank_low` and `rank_high` (1 is the worst), a row for each zone asked about.

    Notes
    -----
    Each zone is compared with every other. Those that are clearly worse and clearly
    better, by Holm's step-down tests over all these pairs, bound its rank. Where
    incidents count alike the pairs are tested exactly, by the binomial of their sum
    (Bazylik, Mogstad, Romano, Shaikh and Wilhelm 2021); else by the normal
    approximation (Mogstad, Romano, Shaikh and Wilhelm 2024, Review of Economic Studies
    91:476), in which the variance of harm is the sum of squared weights, here not less
    than the sum expected of so much harm at the usual mixture of categories.

    Incidents are taken as independent. One event recorded as several makes the range
    too narrow.

    Examples
    --------
    >>> rank_ranges([[100], [90], [10]], [1]).to_numpy().tolist()
    [[1, 2], [1, 2], [3, 3]]
    """
    table = np.atleast_2d(np.asarray(counts))
    worth = np.asarray(weights, dtype=float)
    asked = np.arange(len(table)) if zones is None else np.asarray(zones, dtype=int)
    alpha = 1 - confidence
    counted = worth > 0
    alike = len(np.unique(worth[counted])) <= 1
    if alike:
        volume = table[:, counted].sum(axis=1).astype(np.int64)
        worse, better = _clear_by_count(volume, alpha)
        worse, better = worse[asked], better[asked]
    else:
        worse, better = _clear_by_harm(table, worth, asked, alpha)
    return pd.DataFrame({"rank_low": 1 + worse, "rank_high": len(table) - better})


def upper_tail(
    more: NDArray[np.int64], fewer: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return how likely one of two places alike has so many, and the other so few.

    P(X >= more), X binomial of one half and the sum of both counts.

    Examples
    --------
    >>> upper_tail(np.array([20]), np.array([10])).round(4).tolist()
    [0.0494]
    """
    from scipy.special import betainc

    tail = betainc(np.maximum(more, 1), fewer + 1, 0.5)
    return np.asarray(np.where(more > 0, tail, 1.0))


def _clear_by_count(
    volume: NDArray[np.int64], alpha: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return how many zones are clearly worse and clearly better than each.

    Zones with equal counts stand alike, so only different counts are compared.
    """
    level, of_zone, n_at = np.unique(volume, return_inverse=True, return_counts=True)
    more = np.maximum(level[:, None], level[None, :])
    fewer = np.minimum(level[:, None], level[None, :])
    p = upper_tail(more, fewer)
    np.fill_diagonal(p, 1.0)
    n_tests = 2 * (len(volume) - 1)
    n_clear = np.zeros(len(level), dtype=np.int64)
    while True:
        clear = p <= (alpha / np.maximum(n_tests - n_clear, 1))[:, None]
        now = clear @ n_at
        if (now == n_clear).all():
            break
        n_clear = now
    higher = level[None, :] > level[:, None]
    worse, better = (clear & higher) @ n_at, (clear & ~higher) @ n_at
    return worse[of_zone], better[of_zone]


def _clear_by_harm(
    counts: NDArray[np.int64],
    weights: NDArray[np.float64],
    asked: NDArray[np.int64],
    alpha: float,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    harm = counts @ weights
    spread = counts @ weights**2
    in_all = counts.sum(axis=0) + UNSEEN
    usual = (in_all @ weights**2) / (in_all @ weights)
    variance = np.maximum(spread, harm * usual)
    worse = np.zeros(len(asked), dtype=np.int64)
    better = np.zeros(len(asked), dtype=np.int64)
    for start in range(0, len(asked), ROWS_AT_ONCE):
        part = asked[start : start + ROWS_AT_ONCE]
        gap = harm[None, :] - harm[part, None]
        width = np.sqrt(variance[None, :] + variance[part, None])
        z = np.divide(gap, width, out=np.zeros_like(gap), where=width > 0)
        clear = np.abs(z) >= holm_limit(np.abs(z), 2 * (len(harm) - 1), alpha)
        worse[start : start + len(part)] = (clear & (gap > 0)).sum(axis=1)
        better[start : start + len(part)] = (clear & (gap < 0)).sum(axis=1)
    return worse, better


def holm_limit(
    z: NDArray[np.float64], n_tests: int, alpha: float
) -> NDArray[np.float64]:
    """Return for each row the least z that Holm's test over the row rejects.

    The limit falls with the number rejected so far, until no more are.

    Examples
    --------
    Of two tests the second need only pass at the whole level, once the first has.

    >>> holm_limit(np.array([[2.5, 1.7]]), n_tests=2, alpha=0.05).round(2).tolist()
    [[1.64]]
    """
    from scipy.special import ndtri

    n_clear = np.zeros(len(z), dtype=np.int64)
    while True:
        limit = -ndtri(alpha / np.maximum(n_tests - n_clear, 1))[:, None]
        now = (z >= limit).sum(axis=1)
        if (now == n_clear).all():
            return np.asarray(limit)
        n_clear = now


def tiers(chosen_as: Sequence[str], rank_high: Sequence[int]) -> list[int]:
    """Sort the zones of a list by how surely their score alone puts them in.

    Parameters
    ----------
    chosen_as
        Why each zone was chosen, in words of `constraints`.
    rank_high
        Worst rank that chance allows each.

    Returns
    -------
    list
        1 where chance cannot push the zone's rank below the list, 2 where it can, 3
        where it is in by a promise or by hand.

    Examples
    --------
    >>> tiers(["score", "score", "district floor"], [2, 9, 40])
    [1, 2, 3]
    """
    n_zones = len(chosen_as)
    return [
        3 if why != BY_SCORE else 1 if rank <= n_zones else 2
        for why, rank in zip(chosen_as, rank_high, strict=True)
    ]


def score_weights(
    counts: ArrayLike, harm: ArrayLike, *, harm_share: float
) -> NDArray[np.float64]:
    """Return what one incident of each category adds to a zone's score.

    Parameters
    ----------
    counts
        Incidents of shape (zones, categories), of all zones.
    harm
        Harm of one incident of each category.
    harm_share
        Weight of harm in the score, 0 to 1.

    Examples
    --------
    >>> score_weights([[6, 1], [2, 1]], [1, 6], harm_share=0.5).round(3).tolist()
    [0.075, 0.2]
    """
    table, weights = np.asarray(counts), np.asarray(harm, dtype=float)
    of_volume = np.full(len(weights), (1 - harm_share) / max(table.sum(), 1))
    total = float((table @ weights).sum())
    return of_volume + (harm_share * weights / total if total else 0.0)


@dataclass(frozen=True, eq=False)
class Stays:
    """How often zones are in the list when counts vary by chance.

    Attributes
    ----------
    zones
        `zone`, `chosen` (in the list as counted) and `stays_in_of_100`, by rank; the
        zones that are in the list or came into it in a draw.
    n_draws
        Draws made: fewer than asked for where each takes long.
    """

    zones: pd.DataFrame
    n_draws: int


def stays_in(
    prepared: Prepared,
    chosen: NDArray[np.bool_],
    counts: ArrayLike,
    weights: ArrayLike,
    *,
    n_draws: int = 400,
    seed: int = 0,
) -> Stays:
    """Draw counts again by chance and choose again, under the same rules.

    Parameters
    ----------
    prepared
        The zones that may be chosen and the rules as numbers.
    chosen
        For each of these whether it is in the list.
    counts
        Incidents of shape (zones, categories), in the order of `prepared.zones`.
    weights
        What one incident of each category adds to the score.
    n_draws
        How many draws. With 400 a figure of 80 in 100 is right within 4.
    seed
        Start of the random numbers.

    Raises
    ------
    InputError
        If choosing again under the same rules takes too long.

    Notes
    -----
    Each count is drawn as Poisson of the count seen. Zones chosen after a bad year are
    thought as bad as that year, so real lists last less well than this says.
    """
    rng = np.random.default_rng(seed)
    table, worth = np.atleast_2d(np.asarray(counts)), np.asarray(weights, dtype=float)
    drawn = _drawn_again(prepared.problem, chosen)
    problem = prepared.problem.reordered(drawn, prepared.problem.worths)
    times_in = np.zeros(len(table), dtype=np.int64)
    end, made = time.monotonic() + DRAW_FOR_S, 0
    while made < n_draws and time.monotonic() < end:
        score = rng.poisson(table[drawn]) @ worth
        order = np.argsort(-score, kind="stable")
        times_in[drawn[order[_choose_again(problem, order, score)]]] += 1
        made += 1
    rows = np.flatnonzero(chosen | (times_in > 0))
    zones = pd.DataFrame(
        {
            "zone": prepared.zones["zone"].array[rows],
            "chosen": chosen[rows],
            "stays_in_of_100": 100 * times_in[rows] / made,
        }
    )
    return Stays(zones, made)


def _drawn_again(problem: Problem, chosen: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the zones to draw: all, or with distances those not far down the ranks."""
    every = np.arange(len(problem.district))
    if is_matroid(problem):
        return every
    drawn = problem.pinned | chosen | (every < DRAWN_FOR_EACH * problem.n_zones)
    for code in range(len(problem.floors)):
        drawn[np.flatnonzero(problem.district == code)[:DRAWN_OF_DISTRICT]] = True
    return np.flatnonzero(drawn)


def _choose_again(
    problem: Problem, order: NDArray[np.intp], score: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Return for each zone in this order whether the list of a draw holds it."""
    most = score.max(initial=0.0) or 1.0
    whole = np.round(score / most * DRAW_STEPS).astype(np.int64)
    again = problem.reordered(order, whole)
    try:
        solution = solve(again, time_limit_s=DRAW_FOR_S)
    except TimeoutError:
        solution = None
    if solution is None:
        msg = (
            "How often zones stay in the list cannot be worked out under these rules: "
            "choosing once takes too long. Ask for a shorter distance between zones."
        )
        raise InputError(msg)
    return solution.chosen


@dataclass(frozen=True)
class TossUp:
    """Zones of the list that chance could as well have left out, and for which."""

    last_in: list[str]
    first_out: list[str]


def toss_up(stays: Stays, *, sure_from: float = SURE_FROM) -> TossUp:
    """Return the zones that stay in too seldom, and as many that come in most often.

    Examples
    --------
    >>> zones = pd.DataFrame({
    ...     "zone": ["A", "B", "C", "D"], "chosen": [True, True, False, False],
    ...     "stays_in_of_100": [99.0, 55.0, 40.0, 6.0],
    ... })
    >>> toss_up(Stays(zones, n_draws=100))
    TossUp(last_in=['B'], first_out=['C'])
    """
    table = stays.zones
    unsure = table[table["chosen"] & (table["stays_in_of_100"] < sure_from)]
    rivals = table[~table["chosen"]].sort_values(
        "stays_in_of_100", ascending=False, kind="stable"
    )
    return TossUp(unsure["zone"].to_list(), rivals["zone"].head(len(unsure)).to_list())
