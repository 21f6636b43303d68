"""Small lists of zones for tests: rankings, squares on a line, and brute force."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import shapely

from hotspots.tables import ADDRESS_FLAGS

DISTRICTS = ["Dover", "Medway", "Swale"]
ROWS = [
    ("A1", "Medway", 90),
    ("A2", "Medway", 80),
    ("A3", "Medway", 70),
    ("B1", "Swale", 60),
    ("B2", "Swale", 20),
    ("C1", "Dover", 10),
]
# Each 100 m wide: A1 and A2 touch, A3 is 400 m from A2, the others far away.
PLACES_M = {"A1": 0, "A2": 100, "A3": 600, "B1": 5_000, "B2": 5_300, "C1": 9_000}


def ranking_of(rows: list[tuple[str, str, int]]) -> pd.DataFrame:
    """Make a ranking of (zone, district, incidents) rows, in any order."""
    frame = pd.DataFrame(rows, columns=["zone", "district", "volume"])
    frame = frame.sort_values(["volume", "zone"], ascending=[False, True])
    frame = frame.assign(rank=np.arange(1, len(frame) + 1)).reset_index(drop=True)
    return frame.assign(
        name="High Street",
        harm=frame["volume"].astype(float),
        harm_unit="days",
        volume_rank=1,
        harm_rank=1,
        score=frame["volume"] / max(frame["volume"].sum(), 1),
        share_at_one_point=0.5,
        **dict.fromkeys(ADDRESS_FLAGS, False),
    )


def squares_at(places_m: dict[str, float]):
    """Return outlines: squares of 100 m on a line, from so many metres on."""

    def outlines(ids):
        starts = np.array([places_m[zone] for zone in ids], dtype=float)
        return shapely.box(starts, 0, starts + 100, 100)

    return outlines


def allowed_lists(ranking, rules, districts, places_m):
    """Give every list that keeps to the rules, each by the rules' own words."""
    rows = ranking.to_dict("records")
    for chosen in itertools.combinations(rows, rules.n_zones):
        if is_allowed(chosen, rules, districts, places_m):
            yield chosen


def is_allowed(chosen, rules, districts, places_m):
    ids = {row["zone"] for row in chosen}
    in_district = [row["district"] for row in chosen]
    most = rules.most_incidents
    return (
        ids >= set(rules.put_in)
        and not ids & set(rules.take_out)
        and all(
            rules.floor_of(name) <= in_district.count(name) <= rules.cap_of(name)
            for name in districts
        )
        and all(
            row["volume"] >= rules.least_incidents
            and (most is None or row["volume"] <= most)
            for row in chosen
            if row["zone"] not in rules.put_in
        )
        and is_apart(ids, rules.spacing_m, places_m)
    )


def is_apart(ids, spacing_m, places_m):
    if spacing_m is None:
        return True
    gaps = (
        abs(places_m[one] - places_m[other]) - 100
        for one, other in itertools.combinations(sorted(ids), 2)
    )
    return all(gap >= spacing_m if spacing_m else gap > 0 for gap in gaps)
