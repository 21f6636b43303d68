"""Zones that overlap: an incident counts in each that holds it, and once in totals."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspots.errors import InputError
from hotspots.method.zoning import overlaps
from hotspots.method.zoning.counts import count
from hotspots.method.zoning.overlaps import overlaps_of
from hotspots.method.zoning.zones import zones_of_grid, zones_of_polygons
from hotspots.sources.shapes.zone_files import ZonePolygons
from hotspots.tables import INCIDENTS, check

WEST, SOUTH = 570_000.0, 150_000.0


def incidents_at(points: list[tuple[float, float]]) -> pd.DataFrame:
    n = len(points)
    at = np.array(points, dtype=float).reshape(-1, 2)
    number = pd.factorize(pd.Series(list(map(tuple, at))))[0]
    frame = pd.DataFrame(
        {
            "month": pd.Categorical(["2025-01"] * n),
            "category": pd.Categorical(["Robbery"] * n),
            "district": pd.Categorical(["Swale"] * n),
            "location": pd.Categorical(["Mill Lane"] * n),
            "point": number.astype(np.int32),
            "easting": WEST + at[:, 0],
            "northing": SOUTH + at[:, 1],
        }
    )
    return check(frame, INCIDENTS)


def zones_of(**boxes: tuple[float, float, float, float]) -> ZonePolygons:
    ids = tuple(sorted(boxes))
    shapes = [
        shapely.box(WEST + x0, SOUTH + y0, WEST + x1, SOUTH + y1)
        for x0, y0, x1, y1 in (boxes[zone] for zone in ids)
    ]
    return ZonePolygons(ids, ids, np.array(shapes, dtype=object), "x")


# Gives the right answer


def test_an_incident_in_two_zones_counts_in_both():
    incidents = incidents_at([(5, 5), (5, 5), (15, 5), (25, 25)])
    zoning = zones_of_polygons(incidents, zones_of(A=(0, 0, 10, 10), B=(0, 0, 20, 10)))
    assert count(incidents, zoning).sum(("category", "month")).to_numpy().tolist() == [
        2,
        3,
    ]
    assert zoning.is_in_any(["A", "B"]).sum() == 3
    assert zoning.zone_of_incident.tolist() == [0, 0, 1, -1]


def test_an_incident_on_the_edge_of_neighbours_counts_once():
    incidents = incidents_at([(10, 5)])
    zoning = zones_of_polygons(incidents, zones_of(A=(0, 0, 10, 10), B=(10, 0, 20, 10)))
    assert int(count(incidents, zoning).sum()) == 1
    assert zoning.empty == ("B",)
    assert zoning.further is None


def test_pairs_that_overlap_are_named_with_the_share_of_the_smaller():
    brought = zones_of(
        A=(0, 0, 10, 10), B=(5, 0, 25, 10), C=(25, 0, 30, 10), D=(0, 0, 4, 4)
    )
    pairs = overlaps_of(brought)
    assert pairs.to_dict("records") == [
        {"zone": "A", "other": "B", "share": 0.5},
        {"zone": "A", "other": "D", "share": 1.0},
    ]


def test_zones_of_one_name_in_a_district_are_told_apart_by_id():
    boxes = {"A": (0, 0, 10, 10), "B": (20, 0, 30, 10)}
    ids = tuple(boxes)
    brought = ZonePolygons(ids, ("Mill Lane",) * 2, zones_of(**boxes).polygons, "x")
    zoning = zones_of_polygons(incidents_at([(5, 5), (25, 5)]), brought)
    assert zoning.zones["name"].to_list() == ["Mill Lane (A)", "Mill Lane (B)"]


side = st.integers(0, 60)
box = st.tuples(side, side, st.integers(1, 40), st.integers(1, 40)).map(
    lambda b: (float(b[0]), float(b[1]), float(b[0] + b[2]), float(b[1] + b[3]))
)
places = st.lists(st.tuples(side, side), min_size=1, max_size=40)


@given(places, st.lists(box, min_size=1, max_size=6))
@settings(max_examples=500, deadline=None)
def test_whatever_the_polygons_each_incident_counts_once_in_totals(points, boxes):
    incidents = incidents_at([(float(x), float(y)) for x, y in points])
    named = {f"Z{n}": each for n, each in enumerate(boxes)}
    brought = zones_of(**named)
    by_hand = [
        [
            z
            for z, (x0, y0, x1, y1) in sorted(named.items())
            if x0 < x < x1 and y0 < y < y1
        ]
        or [
            z
            for z, (x0, y0, x1, y1) in sorted(named.items())
            if x0 <= x <= x1 and y0 <= y <= y1
        ][:1]
        for x, y in points
    ]
    if not any(by_hand):
        with pytest.raises(InputError, match="No incident, .*, lies in a zone of"):
            zones_of_polygons(incidents, brought)
        return
    zoning = zones_of_polygons(incidents, brought)
    in_any = zoning.is_in_any(list(named))
    assert in_any.tolist() == [bool(zones) for zones in by_hand]
    asked = [*reversed(named), "no zone"]
    incident, number = zoning.incidents_in(asked)
    assert sorted(zip(incident.tolist(), number.tolist(), strict=True)) == sorted(
        (row, asked.index(zone)) for row, zones in enumerate(by_hand) for zone in zones
    )
    has_any = [any(zone in zones for zones in by_hand) for zone in asked]
    assert zoning.holds(asked).tolist() == has_any
    counted = pd.Series(
        count(incidents, zoning).sum(("category", "month")).to_numpy(),
        index=zoning.zones["zone"],
    )
    expected = pd.Series([z for zones in by_hand for z in zones]).value_counts()
    assert counted.to_dict() == expected.to_dict()
    assert set(zoning.empty) == set(named) - set(expected.index)


@given(places, st.integers(100, 5000), st.floats(0, 5000), st.floats(0, 5000))
@settings(max_examples=500, deadline=None)
def test_whatever_the_grid_each_incident_counts_once(points, width_m, east, north):
    incidents = incidents_at([(50 * x + east, 50 * y + north) for x, y in points])
    zoning = zones_of_grid(incidents, width_m=width_m)
    assert int(count(incidents, zoning).sum()) == len(points)
    assert zoning.is_in_any(zoning.zones["zone"]).all()


def test_a_file_with_a_zone_in_a_zone_counts_in_both(real_data):
    from hotspots.sources.police_uk.read import read_police_uk
    from hotspots.sources.shapes.zone_files import read_zones

    folder = real_data / "field_cases" / "case14_zone_inside_a_zone"
    reading = read_police_uk(folder / "2025-01-02-kent.csv")
    zoning = zones_of_polygons(reading.incidents, read_zones(folder / "zones.geojson"))
    cube = count(reading.incidents, zoning)
    violence = cube.sel(category=["Violence and sexual offences", "Robbery"])
    violence = violence.sum(("category", "month"))
    found = dict(zip(zoning.zones["name"], violence.to_numpy().tolist(), strict=True))
    assert found["Hotspot B"] == 12
    assert len(zoning.overlaps) >= 1


@pytest.mark.parametrize("n", [0, 1])
def test_without_overlaps_nothing_is_told(n):
    boxes = {f"Z{k}": (20.0 * k, 0.0, 20.0 * k + 10, 10.0) for k in range(n + 1)}
    assert overlaps_of(zones_of(**boxes)).empty


def test_zones_drawn_over_each_other_without_end_are_refused(monkeypatch):
    """3,000 of them took a minute and 3 GB."""
    brought = zones_of(A=(0, 0, 9, 9), B=(0, 0, 9, 8), C=(0, 0, 9, 7))
    found = incidents_at([(1, 1)] * 5)
    assert len(zones_of_polygons(found, brought).overlaps) == 3
    monkeypatch.setattr(overlaps, "MOST_COUNTED", 9)
    with pytest.raises(InputError, match="5 incidents would count 15 times"):
        zones_of_polygons(found, brought)
    monkeypatch.setattr(overlaps, "MOST_PAIRS", 2)
    monkeypatch.setattr(overlaps, "_PAIRS_OF_ZONE", 0)
    with pytest.raises(InputError, match="3 zones lie over each other in 3 pairs"):
        zones_of_polygons(found, brought)
