"""500,000 points into about 1,650 hexagons, against a join written with geopandas.

Run: python -m tests.benchmarks.bench_zones
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np

from hotspots.method.zoning.zones import hexagon_ids, hexagon_of, hexagons
from tests.benchmarks.timing import compare

WIDTH_M = 350
N_POINTS = 500_000
# About 1,650 hexagons of 350 m: 13.2 km square.
SIDE_M = 13_200


def main() -> None:
    random = np.random.default_rng(1)
    easting = 570_000 + SIDE_M * random.random(N_POINTS)
    northing = 150_000 + SIDE_M * random.random(N_POINTS)
    pairs = np.unique(
        np.column_stack(hexagon_of(easting, northing, width_m=WIDTH_M)), axis=0
    )
    ids = hexagon_ids(pairs[:, 0], pairs[:, 1], width_m=WIDTH_M)
    zones = gpd.GeoDataFrame({"zone": ids}, geometry=hexagons(ids), crs="EPSG:27700")

    def by_arithmetic() -> np.ndarray:
        q, r = hexagon_of(easting, northing, width_m=WIDTH_M)
        return np.unique((q << 32) + r, return_counts=True)[1]

    def by_join() -> np.ndarray:
        points = gpd.GeoDataFrame(
            geometry=gpd.points_from_xy(easting, northing), crs="EPSG:27700"
        )
        joined = gpd.sjoin(points, zones, predicate="within")
        return joined.groupby("zone").size().to_numpy()

    assert by_arithmetic().sum() == by_join().sum() == N_POINTS
    print(f"{N_POINTS:,} points into {len(ids):,} hexagons")
    compare(by_arithmetic, by_join, target="10 times faster")


if __name__ == "__main__":
    main()
