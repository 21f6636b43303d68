"""One of each picture of the pack, on made-up zones, for the tests of pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import shapely

from hotspots.months import months_between
from hotspots.presentation.pictures.cards import Figure, figures_card
from hotspots.presentation.pictures.frame import PictureWords
from hotspots.presentation.pictures.maps import change_map, districts_map, zones_map
from hotspots.presentation.pictures.marks import Picture
from hotspots.presentation.pictures.pair import before_after_maps
from hotspots.presentation.pictures.sizes import NEWSLETTER, Size
from hotspots.presentation.pictures.trend import trend_picture
from hotspots.sources.shapes.boundaries import Districts, kent_districts

COLOUR = "#71151d"
WORDS = PictureWords(
    title="Hotspots in the county",
    subtitle="April 2024 to March 2025, compared with the year before",
    source="Incidents: a made-up source (a licence). Districts: © another, with others.",
    key="A zone where patrols go",
    warning="Synthetic data: made up",
    hidden="Counts under 5 are hidden; others are rounded to 5.",
)
FIGURES = [
    Figure("4.5% less", "ASB", "32,705, then 31,230", "4.1% less anyway", is_fall=True),
    Figure("18 of 24", "Zones that fell", "", "19 expected anyway", is_fall=True),
    Figure("27", "Zones patrolled", "in 21 places"),
    Figure("", "Robberies", "too few to be published"),
]


def zones(n: int = 24, *, districts: Districts | None = None) -> pd.DataFrame:
    """Return zones strewn about some districts, three in a heap, two counts hidden."""
    land = shapely.union_all((districts or kent_districts()).polygons)
    random = np.random.default_rng(7)
    west, south, east, north = land.bounds
    spots: list[tuple[float, float]] = []
    while len(spots) < n:
        spot = (random.uniform(west, east), random.uniform(south, north))
        if shapely.contains_xy(land, *spot):
            spots += [spot] * (3 if not spots and n > 2 else 1)
    before = random.integers(5, 300, n).astype(float)
    after = random.integers(5, 300, n).astype(float)
    before[:1], after[1:2] = np.nan, np.nan
    changes = ["fell", "about the same", "rose", "hidden"]
    placed = pd.DataFrame(spots, columns=["easting", "northing"])
    # Drawn 500 metres from their centres, as a policy may ask.
    land_of = districts or kent_districts()
    return placed.assign(
        district=land_of.district_of(placed["easting"], placed["northing"]).astype(str),
        zone_easting=placed["easting"] + 300,
        zone_northing=placed["northing"] - 400,
        before=before,
        after=after,
        change=[changes[i % 4] for i in range(n)],
    )


def monthly() -> pd.DataFrame:
    """Return three years of the county and of chosen zones, one month hidden."""
    months = months_between("2022-04", "2025-03")
    county = [5000.0 + 400 * (n % 7) for n in range(len(months))]
    chosen = [300.0 + 40 * (n % 5) for n in range(len(months))]
    chosen[-3] = np.nan
    parts = {"County": county, "Chosen zones": chosen}
    return pd.concat(
        pd.DataFrame({"part": part, "month": months, "incidents": counts})
        for part, counts in parts.items()
    ).reset_index(drop=True)


def grid_county(across: int, down: int) -> Districts:
    """Return a county of square districts with long names."""
    corners = [(x, y) for y in range(down) for x in range(across)]
    squares = [
        shapely.box(4e5 + 9e3 * x, 3e5 + 9e3 * y, 4.09e5 + 9e3 * x, 3.09e5 + 9e3 * y)
        for x, y in corners
    ]
    return Districts(
        names=tuple(f"Long Name {n + 1}" for n in range(len(squares))),
        polygons=np.array(squares, dtype=object),
        replaces_lsoa_names=True,
        fingerprint="",
        attribution="",
    )


def pack(
    size: Size = NEWSLETTER,
    *,
    words: PictureWords = WORDS,
    districts: Districts | None = None,
    n_zones: int = 24,
) -> dict[str, Callable[[], Picture]]:
    """Return what draws each picture of the pack, by its name."""
    land = districts or kent_districts()
    placed = zones(n_zones, districts=land)
    where = {"districts": land, "words": words, "size": size}
    chosen = pd.DataFrame(
        {
            "district": land.names,
            "chosen": [float(n % 4) for n in range(len(land.names))],
        }
    )
    chosen.loc[chosen.index[-1], "chosen"] = np.nan
    colours = {"County": "#3a4653", "Chosen zones": COLOUR}
    return {
        "zones": lambda: zones_map(placed, colour=COLOUR, **where),
        "change": lambda: change_map(placed, **where),
        "districts": lambda: districts_map(chosen, colour=COLOUR, **where),
        "pair": lambda: before_after_maps(placed, colour=COLOUR, **where),
        "card": lambda: figures_card(FIGURES, colour=COLOUR, words=words, size=size),
        "trend": lambda: trend_picture(
            monthly(),
            starts={"2024-04": "patrols start"},
            colours=colours,
            words=replace(words, key="incidents a month"),
            size=size,
        ),
    }
