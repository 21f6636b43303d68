"""How far a right method would stray on so few independent years.

An evaluation more of the same year (another number of zones, floor or year of history)
is no evidence of its own: the zones and what happened to them are the same. So the
evaluations of a force, strand and year count as one here, whose standard deviation is
what the method says of it: its counts, its reference zones and the shared shock. A line
asked of the method means something where a right method would hold it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from hotspots.method.evaluation.shared_fate import USUAL_SHARED_SD

N_DRAWS = 20_000
NORMAL_95 = 1.96
BIAS, MOST_CLEAR, MOST_SPREAD = np.log(1.10), 0.12, 0.12


def years_apart(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each force, strand and year: mean log ratio and its error."""
    grouped = pairs.groupby(["force", "strand", "after"])
    years = grouped[["log_ratio", "error_apart"]].mean().reset_index()
    years["error"] = np.hypot(years["error_apart"], USUAL_SHARED_SD)
    return years


def by_strand(years: pd.DataFrame) -> pd.DataFrame:
    """Return the mean of each strand, its standard error and their quotient z."""
    grouped = years.groupby("strand")
    table = pd.DataFrame({"years": grouped.size(), "mean": grouped["log_ratio"].mean()})
    variance = (years["error"] ** 2).groupby(years["strand"]).sum()
    table["error"] = np.sqrt(variance) / table["years"]
    return table.assign(z=table["mean"] / table["error"])


def misses_of_a_right_method(years: pd.DataFrame, sparse: str) -> dict[str, float]:
    """Return how often a method without bias misses each line on years like these."""
    normal = np.random.default_rng(12).standard_normal((N_DRAWS, len(years)))
    drawn = pd.DataFrame((normal * years["error"].to_numpy()).T)
    clear = pd.DataFrame((np.abs(normal) > NORMAL_95).T)
    means = drawn.groupby(years["strand"].to_numpy()).mean().abs()
    sets = (years["force"] + years["strand"]).to_numpy()
    spread = drawn[(years["strand"] != sparse).to_numpy()].std()
    return {
        "bias within 10% in every strand": float((means.max() > BIAS).mean()),
        "clear in at most 12% of every set": float(
            (clear.groupby(sets).mean().max() > MOST_CLEAR).mean()
        ),
        "sd without the sparse strand at most 0.12": float(
            (spread > MOST_SPREAD).mean()
        ),
    }


def report(pairs: pd.DataFrame, sparse: str) -> None:
    """Print what so few independent years can show."""
    years = years_apart(pairs)
    strayed = float(((years["log_ratio"] / years["error"]) ** 2).sum())
    busy = years[years["strand"] != sparse]
    print(f"{len(pairs)} evaluations are {len(years)} independent years")
    print(by_strand(years).round(3).to_string())
    print(
        f"sum of squares of log ratio / error: {strayed:.1f} of {len(years)} expected"
    )
    print(
        f"sd without {sparse} over these years: {busy['log_ratio'].std():.3f}, "
        f"{np.sqrt((busy['error'] ** 2).mean()):.3f} by the method's own errors, "
        f"{np.sqrt((busy['error_apart'] ** 2).mean()):.3f} of it without shared shocks"
    )
    for line, share in misses_of_a_right_method(years, sparse).items():
        print(f"a method without bias misses '{line}' in {share:.0%}")
