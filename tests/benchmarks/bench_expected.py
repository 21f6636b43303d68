"""Worlds in which nothing was done: how often each test says that patrols worked.

Run: python -m tests.benchmarks.bench_expected [--worlds 2000]

Each world has 1,800 zones; the 24 with most incidents of the year before are chosen.
Each zone's rate changes from year to year by a lognormal of variance tau squared, and
the county by -5%. Once more with a true fall of 20% in the chosen zones.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from hotspots.method.evaluation.comparison_zones import dispersion, relative_rate_ratio
from hotspots.method.evaluation.expected import chance_of_at_least
from hotspots.method.evaluation.prediction import predict_after
from hotspots.method.evaluation.rates import binomial_p_value

N_ZONES, N_CHOSEN = 1_800, 24
DAYS = 365.0
TREND, EFFECT = 0.95, 0.80
SIGNIFICANT = 0.05
MEANS = {"sparse": 1.0, "busy": 6.0}
TAU2 = (0.0, 0.15, 0.3)
# Rates of mean 1: a few zones hold much, or a very few nearly all that can be.
PLACES = {
    "gamma": lambda random: random.gamma(0.3, 1 / 0.3, N_ZONES),
    "heavy": lambda random: random.pareto(2.0, N_ZONES),
}


class World(NamedTuple):
    """Counts of the zones; `patrolled` is `after` with the effect in chosen zones."""

    before: np.ndarray
    after: np.ndarray
    patrolled: np.ndarray
    chosen: np.ndarray
    compared: np.ndarray


class Verdicts(NamedTuple):
    """What one world led to: counts of falls, ratios, and what was rejected."""

    fell: float
    expected: float
    tau2: float
    trend: float
    seen: float
    mean: float
    relative: float
    sign: bool
    falls: bool
    ratio_apart: bool
    relative_apart: bool
    sign_power: bool
    falls_power: bool
    ratio_power: bool
    relative_power: bool


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--worlds", type=int, default=2_000)
    n_worlds = parser.parse_args().worlds
    print(
        "mean   places tau2 |  fell expect | trend tau2^ |   O/E  RIRR |"
        " rejected in % of worlds:  |    with a fall of 20%:"
    )
    print(
        "                   |              |             |             |"
        " sign  falls   O/E  RIRR  | sign  falls   O/E  RIRR | seconds"
    )
    for kind, mean in MEANS.items():
        for places in PLACES:
            for tau2 in TAU2:
                start = time.perf_counter()
                each = [
                    verdicts(world)
                    for world in worlds(n_worlds, places, mean=mean, tau2=tau2)
                ]
                told = Verdicts(*np.mean(np.array(each, dtype=float), axis=0))
                show(kind, places, tau2, told, time.perf_counter() - start)


def worlds(n_worlds: int, places: str, *, mean: float, tau2: float) -> Iterator[World]:
    """Make worlds, the same ones in every run."""
    random = np.random.default_rng([20, int(mean), int(100 * tau2), len(places)])
    for _ in range(n_worlds):
        rates = mean * PLACES[places](random)
        years = rates * np.exp(random.normal(-tau2 / 2, tau2**0.5, (2, N_ZONES)))
        before = random.poisson(years[0])
        ranked = np.argsort(-before - random.uniform(0, 0.5, N_ZONES))
        chosen = np.isin(np.arange(N_ZONES), ranked[:N_CHOSEN])
        after = random.poisson(years[1] * TREND)
        patrolled = np.where(chosen, random.binomial(after, EFFECT), after)
        compared = np.isin(np.arange(N_ZONES), ranked[N_CHOSEN : 2 * N_CHOSEN])
        yield World(before, after, patrolled, chosen, compared)


def verdicts(world: World) -> Verdicts:
    told = predict_after(
        world.before[:, None],
        world.after,
        chosen=world.chosen,
        days_before=DAYS,
        days_after=DAYS,
    )
    sides = []
    for after in (world.after, world.patrolled):
        came = after[world.chosen]
        _, low, high = told.ratio(int(came.sum()))
        falls = chance_of_at_least(told.n_fell(came), told.p_fall) < SIGNIFICANT
        relative_ratio, relative_high, apart = relative(world, after)
        sides.append((falls, low, high, relative_ratio, relative_high, apart))
    (falls, low, high, ratio, _, apart), (found, _, end, _, relative_end, _) = sides
    came = world.after[world.chosen]
    return Verdicts(
        fell=told.n_fell(came),
        expected=told.p_fall.sum(),
        tau2=told.variation.tau2,
        trend=told.trend,
        seen=came.sum(),
        mean=told.mean.sum(),
        relative=np.log(ratio),
        sign=sign(world, world.after),
        falls=falls,
        ratio_apart=not low <= 1 <= high,
        relative_apart=apart,
        sign_power=sign(world, world.patrolled),
        falls_power=found,
        ratio_power=end < 1,
        relative_power=relative_end < 1,
    )


def relative(world: World, after: np.ndarray) -> tuple[float, float, bool]:
    """Return the ratio against next-ranked zones, its upper end, and if it is clear."""
    groups = [
        (world.before[zones], after[zones]) for zones in (world.chosen, world.compared)
    ]
    found = relative_rate_ratio(
        patrolled=tuple(each.sum() for each in groups[0]),
        compared=tuple(each.sum() for each in groups[1]),
        dispersions=tuple(dispersion(*each) for each in groups),
    )
    clear = not found.low <= 1 <= found.high
    return float(found.ratio), float(found.high), clear


def sign(world: World, after: np.ndarray) -> bool:
    """Say whether the plain sign test finds that more fell than rose."""
    change = (after - world.before)[world.chosen]
    fell, moved = int((change < 0).sum()), int((change != 0).sum())
    p_value = binomial_p_value(fell, moved, alternative="greater") if moved else 1.0
    return p_value < SIGNIFICANT


def show(kind: str, places: str, tau2: float, mean: Verdicts, seconds: float) -> None:
    rates = [f"{100 * rate:5.1f}" for rate in mean[7:]]
    print(
        f"{kind:6} {places:6} {tau2:4.2f} | {mean.fell:5.1f} {mean.expected:6.1f} |"
        f" {mean.trend:5.3f} {mean.tau2:5.3f} |"
        f" {mean.seen / mean.mean:5.3f} {np.exp(mean.relative):5.3f} |"
        f" {' '.join(rates[:4])}   | {' '.join(rates[4:])} | {seconds:6.0f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
