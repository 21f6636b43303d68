"""Worlds in which nothing was done: how often each test says that patrols worked.

Run: python -m tests.benchmarks.bench_expected [--worlds 200]

Each world has 1,800 zones; the 24 with most incidents of the year before are chosen.
Kinds of worlds are like real years (`docs/counterfactual.md`) or harder than these:

- calm: rates last but for the county's -5%;
- real: a zone's rate varies from year to year by a variance that falls with the rate,
  half of which comes back the year after and half of which stays (drift);
- shock: the same, and what the zones that were busiest the year before share in each
  year, with a standard deviation of 0.05, 0.1 or 0.2 of its logarithm;
- repeats: one cause makes several incidents, 2 to 4 on average;
- trend: busier zones rise or fall more than quiet ones;
- towns: zones near each other are alike, and what is around a zone is known;
- even: the variance from year to year is the same for busy zones as for quiet ones,
  which no real county showed.

Once more with a true fall of 20% in the chosen zones. With three years before, the
shared spread is measured on the earlier pairs, as on real data. The product warns of
repeats, of earlier years that strayed further than usual, and of every clear call that
rests on one year before: the last column but one counts clear calls without a warning.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from hotspots.errors import InputError
from hotspots.method.evaluation.counterfactual import counterfactual
from hotspots.method.evaluation.placebo import placebo_pairs, shared_fate_of
from hotspots.method.evaluation.seen_and_expected import Counterfactual

N_ZONES, N_CHOSEN = 1_800, 24
LATTICE, TOWN = (30, 60), 5
TREND, EFFECT = 0.95, 0.80
SIGNIFICANT = 0.05
MEANS = {"sparse": 1.0, "busy": 6.0}
YEARS_BEFORE = (1, 3)
# Rates of mean 1: a few zones hold much, or a very few nearly all that can be.
PLACES = {
    "gamma": lambda random: random.gamma(0.3, 1 / 0.3, N_ZONES),
    "heavy": lambda random: random.pareto(2.0, N_ZONES),
}
# The variance of the log rate is as given up to this rate, and falls above it.
QUIET_RATE, FALLING = 2.5, 0.7


@dataclass(frozen=True)
class Kind:
    """How a world varies beyond chance.

    Attributes
    ----------
    passing, drift
        Variance of the logarithm of a quiet zone's rate that comes back, and that stays.
    falling
        Power with which these fall with the rate.
    shock
        Standard deviation of what chosen zones share.
    repeats
        Incidents for each cause.
    by_busyness
        Power of the rate by which the trend rises.
    towns
        Standard deviation of the logarithm of what the zones of a town share.
    """

    passing: float = 0.0
    drift: float = 0.0
    falling: float = FALLING
    shock: float = 0.0
    repeats: float = 1.0
    by_busyness: float = 0.0
    towns: float = 0.0


REAL = Kind(passing=0.2, drift=0.15)
KINDS = {
    "calm": Kind(),
    "real": REAL,
    "shock 0.05": replace(REAL, shock=0.05),
    "shock 0.1": replace(REAL, shock=0.1),
    "shock 0.2": replace(REAL, shock=0.2),
    "repeats 2": Kind(repeats=2.0),
    "repeats 3": Kind(repeats=3.0),
    "repeats 4": Kind(repeats=4.0),
    "trend up": replace(REAL, by_busyness=0.05),
    "trend down": replace(REAL, by_busyness=-0.05),
    "towns": replace(REAL, towns=1.0),
    "even 0.15": Kind(passing=0.15, falling=0.0),
    "even 0.3": Kind(passing=0.3, falling=0.0),
}


class World(NamedTuple):
    """Counts of the zones; `patrolled` is `after` with the effect in chosen zones.

    `around` is not known where there are no towns.
    """

    history: np.ndarray
    after: np.ndarray
    patrolled: np.ndarray
    chosen: np.ndarray
    around: np.ndarray | None


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--worlds", type=int, default=200)
    n_worlds = parser.parse_args().worlds
    print(
        f"{'':31} |    log seen/exp | in % of worlds: clear |   zones | refused, |   not  | 20%"
    )
    print(
        f"{'kind':11} mean   places years |   mean     sd | fewer  more  falls | outside |  warned  | warned | found"
    )
    for name, kind in KINDS.items():
        for (mean, level), places, years in itertools.product(
            MEANS.items(), PLACES, YEARS_BEFORE
        ):
            drawn = worlds(n_worlds, kind, places=places, mean=level, years=years)
            label = f"{name:11} {mean:6} {places:6} {years:5}"
            show(label, [verdicts(world) for world in drawn])


def worlds(
    n_worlds: int, kind: Kind, *, places: str, mean: float, years: int
) -> Iterator[World]:
    """Make worlds, the same ones in every run."""
    random = np.random.default_rng([20, int(mean), len(places), years])
    for _ in range(n_worlds):
        own = mean * PLACES[places](random) * towns(random, kind.towns)
        chosen, counts = np.zeros(N_ZONES, dtype=bool), []
        for year in range(years + 1):
            own = drifted(random, own, kind.drift, kind)
            rates = drifted(random, own, kind.passing, kind)
            if year == years:
                rates = rates * TREND
                rates = rates * np.maximum(own / mean, 0.05) ** kind.by_busyness
            rates = rates * np.where(chosen, np.exp(random.normal(0, kind.shock)), 1.0)
            counts.append(incidents(random, rates, kind))
            if year < years:
                chosen = busiest_of(random, counts[-1])
        history, after = np.column_stack(counts[:-1]), counts[-1]
        patrolled = np.where(chosen, random.binomial(after, EFFECT), after)
        around = around_of(history) if kind.towns else None
        yield World(history, after, patrolled, chosen, around)


def busiest_of(random, counts: np.ndarray) -> np.ndarray:
    """Choose the zones with most incidents; of as many, any."""
    ranked = np.argsort(-counts - random.uniform(0, 0.5, N_ZONES))
    return np.isin(np.arange(N_ZONES), ranked[:N_CHOSEN])


def towns(random, sd: float) -> np.ndarray:
    """Return what the zones of each town share, of mean 1; zones lie on a lattice."""
    rows, columns = (size // TOWN for size in LATTICE)
    shared = np.exp(random.normal(-(sd**2) / 2, sd, (rows, columns)))
    return np.kron(shared, np.ones((TOWN, TOWN))).ravel()


def around_of(history: np.ndarray) -> np.ndarray:
    """Return the mean count of the four zones around each."""
    field = history.reshape(*LATTICE, -1)
    beside = [np.roll(field, step, axis) for step in (-1, 1) for axis in (0, 1)]
    return np.mean(beside, axis=0).reshape(N_ZONES, -1)


def drifted(random, rates: np.ndarray, variance: float, kind: Kind) -> np.ndarray:
    """Return rates changed by a log-normal whose variance falls with the rate."""
    each = (
        variance * np.minimum(QUIET_RATE / np.maximum(rates, 1e-9), 1) ** kind.falling
    )
    return rates * np.exp(random.normal(-each / 2, np.sqrt(each)))


def incidents(random, rates: np.ndarray, kind: Kind) -> np.ndarray:
    """Return counts, several incidents to a cause if the world has repeats."""
    causes = random.poisson(rates / kind.repeats)
    return causes + random.poisson((kind.repeats - 1) * causes)


def p_as_few(found: Counterfactual) -> float:
    """Return how likely as few or fewer would have fallen."""
    return float(
        found.spread.numbers_with_fewer(found.before)[: found.n_fell + 1].sum()
    )


def verdicts(world: World) -> list[float] | None:
    """Return what the counterfactual says of a world; None if it refuses."""
    try:
        earlier = placebo_pairs(world.history, n_zones=[N_CHOSEN], around=world.around)
        shared = shared_fate_of(earlier, n_zones=N_CHOSEN)
        found = counterfactual(
            world.history,
            world.after,
            chosen=world.chosen,
            around=world.around,
            shared_sd=shared.sd,
        )
        patrolled = replace(found, seen=world.patrolled[world.chosen])
    except InputError:
        return None
    low, high = found.interval
    falls = min(found.p_as_many, p_as_few(found)) < SIGNIFICANT / 2
    outside = ((found.seen < found.low) | (found.seen > found.high)).mean()
    clear = high < 1 or low > 1
    warned = found.is_bunched or shared.strays or (clear and found.n_periods == 1)
    return [
        found.log_ratio, high < 1, low > 1, falls, outside,
        warned, clear and not warned, patrolled.interval[1] < 1,
    ]  # fmt: skip


def show(label: str, each: list[list[float] | None]) -> None:
    spoken = np.array([told for told in each if told is not None], dtype=float)
    refused = 1 - len(spoken) / len(each)
    if not len(spoken):
        print(f"{label} | {'all refused':>13}", flush=True)
        return
    log_ratio, *shares = spoken.T
    fewer, more, falls, outside, warned, unwarned, found = (
        100 * share.mean() for share in shares
    )
    print(
        f"{label} | {log_ratio.mean():+6.3f} {log_ratio.std():6.3f} |"
        f" {fewer:5.1f} {more:5.1f} {falls:6.1f} | {outside:7.1f} |"
        f" {100 * refused:3.0f} {warned:4.0f} | {unwarned:6.1f} | {found:5.1f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
