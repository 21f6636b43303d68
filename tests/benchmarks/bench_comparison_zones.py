"""Comparison zones where nothing was done: which of them, and which interval, mislead.

Simulated counties of 1,200 zones with no patrols: 24 zones are chosen on the year
before, 24 others compared. Places differ by a gamma, a log-normal or a Pareto law; the
logarithm of a place's rate in a year has variance tau squared about its own level. A
third year, before the one that zones are chosen on, can match zones or be the baseline.

Printed are the mean relative rate ratio, which should be 1, and how often its interval
of 95% leaves out 1, for

- matched: zones most like the chosen ones in the earlier year, before as it is;
- next: the next-ranked zones, before as it is;
- earlier: the next-ranked zones, the earlier year taken for before;

intervals widened by each group's phi; and for the last design once more by the Pearson
dispersion of the comparison zones.

Run: python -m tests.benchmarks.bench_comparison_zones
"""

from __future__ import annotations

import itertools

import numpy as np
from scipy.optimize import linear_sum_assignment

from hotspots.method.evaluation.dispersion import Dispersion, dispersion_of_zones
from hotspots.method.evaluation.relative_effect import relative_rate_ratio

N_WORLDS = 400
N_ZONES = 1200
N_CHOSEN = 24
N_LIKE = 400

LAWS = {
    "gamma": lambda rng: rng.gamma(0.7, 1 / 0.7, N_ZONES),
    "log-normal": lambda rng: rng.lognormal(-0.72, 1.2, N_ZONES),
    "Pareto": lambda rng: 1.2 * rng.pareto(2.2, N_ZONES),
}


def three_years(rng, law: str, mean: float, tau2: float) -> np.ndarray:
    """Return counts of shape (earlier, before, after; zones), worst before first."""
    rates = mean * LAWS[law](rng) * rng.lognormal(0, np.sqrt(tau2), (3, N_ZONES))
    counts = rng.poisson(rates)
    return counts[:, np.lexsort([rng.random(N_ZONES), -counts[1]])]


def most_alike(earlier: np.ndarray) -> np.ndarray:
    """Return the zones most like the chosen ones in the earlier year, one for each."""
    root = np.sqrt(earlier)
    others = root[N_CHOSEN : N_CHOSEN + N_LIKE]
    apart = (root[:N_CHOSEN, None] - others[None, :]) ** 2
    return N_CHOSEN + linear_sum_assignment(apart)[1]


def pearson(before: np.ndarray, after: np.ndarray) -> Dispersion:
    """Return a dispersion whose phi is Pearson's."""
    both = before + after
    held = both > 0
    expected = both[held] * after.sum() / both.sum()
    squares = (after[held] - expected) ** 2
    variance = expected * (1 - after.sum() / both.sum())
    free = max(int(held.sum()) - 1, 1)
    return Dispersion(max(float((squares / variance).sum()) / free, 1.0), free)


def designs(counts: np.ndarray) -> dict[str, tuple[float, bool]]:
    """Return the ratio of each design, and whether its interval leaves out 1."""
    earlier, before, after = counts
    chosen, following = np.arange(N_CHOSEN), np.arange(N_CHOSEN, 2 * N_CHOSEN)
    matched = most_alike(earlier)
    told = {}
    for name, base, zones, phi_of in (
        ("matched", before, matched, dispersion_of_zones),
        ("next", before, following, dispersion_of_zones),
        ("earlier", earlier, following, dispersion_of_zones),
        ("Pearson", earlier, following, pearson),
    ):
        other = phi_of(base[zones], after[zones])
        own = other if phi_of is pearson else phi_of(base[chosen], after[chosen])
        ratio = relative_rate_ratio(
            patrolled=(base[chosen].sum(), after[chosen].sum()),
            compared=(base[zones].sum(), after[zones].sum()),
            dispersions=(own, other),
        )
        told[name] = float(ratio.ratio), bool(ratio.low > 1 or ratio.high < 1)
    return told


def main() -> None:
    rng = np.random.default_rng(1)
    print(
        "places      mean tau2   ratio: matched next earlier   leaves out 1: ", end=""
    )
    print("matched next earlier Pearson")
    for law, mean, tau2 in itertools.product(LAWS, (2, 15), (0.0, 0.15, 0.3)):
        worlds = [designs(three_years(rng, law, mean, tau2)) for _ in range(N_WORLDS)]
        ratio, out = (
            {
                name: np.array([float(world[name][part]) for world in worlds])
                for name in worlds[0]
            }
            for part in (0, 1)
        )
        print(f"{law:11} {mean:4} {tau2:4.2f}          ", end="")
        for name in ("matched", "next", "earlier"):
            print(f" {np.exp(np.log(ratio[name]).mean()):7.3f}", end="")
        print("                ", *(f"{out[name].mean():7.3f}" for name in out))


if __name__ == "__main__":
    main()
