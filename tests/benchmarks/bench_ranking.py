"""A changed weight to a new ranking: 3,000 zones x 14 categories x 36 months.

Run: python -m tests.benchmarks.bench_ranking

The other way counts the incidents again with pandas, as a page without a counts cube
would.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import xarray as xr

from hotspots.method.choosing.ranking import rank_zones
from hotspots.method.zoning.counts import sum_over_months
from hotspots.months import months_between
from hotspots.settings import CATEGORIES
from hotspots.tables import ADDRESS_FLAGS
from tests.benchmarks.timing import compare

N_ZONES = 3_000
MONTHS = months_between("2022-01", "2024-12")


def main() -> None:
    random = np.random.default_rng(1)
    counts = random.poisson(0.3, (N_ZONES, len(CATEGORIES), len(MONTHS)))
    ids = [f"H350-1{number:03d}-0500" for number in range(N_ZONES)]
    cube = xr.DataArray(
        counts.astype(np.int32),
        dims=("zone", "category", "month"),
        coords={"zone": ids, "category": list(CATEGORIES), "month": MONTHS},
    )
    zones = pd.DataFrame({"zone": ids, "name": "High Street", "district": "Swale"})
    addresses = pd.DataFrame(
        {"share_at_one_point": 0.5, **dict.fromkeys(ADDRESS_FLAGS, False)}, zones.index
    )
    cells = np.repeat(np.arange(counts.size), counts.ravel())
    incidents = pd.DataFrame(
        {
            "zone": cells // (len(CATEGORIES) * len(MONTHS)),
            "category": pd.Categorical.from_codes(
                cells // len(MONTHS) % len(CATEGORIES), list(CATEGORIES)
            ),
        }
    )

    def weights() -> np.ndarray:
        return random.integers(0, 400_000, len(CATEGORIES)) / 1000

    # A weight touches neither the months nor the categories, so this stage is kept.
    of_strand = sum_over_months(
        cube, categories=CATEGORIES, first=MONTHS[0], last=MONTHS[-1]
    )

    def from_the_cube() -> pd.DataFrame:
        return rank_zones(
            zones,
            of_strand,
            weights=weights(),
            harm_unit="days",
            harm_share=0.5,
            addresses=addresses,
        )

    def from_incidents() -> pd.DataFrame:
        weigh = dict(zip(CATEGORIES, weights(), strict=True))
        harm = incidents["category"].map(weigh).astype(float)
        totals = harm.groupby(incidents["zone"]).agg(["size", "sum"])
        score = (
            totals["size"] / totals["size"].sum() + totals["sum"] / totals["sum"].sum()
        )
        return score.sort_values(ascending=False)

    print(f"{len(incidents):,} incidents in {counts.shape} (zones, categories, months)")
    compare(from_the_cube, from_incidents, target="ours under 10 ms", runs=21)


if __name__ == "__main__":
    main()
