from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from hotspots.errors import InputError
from hotspots.method.zoning.zones import (
    from_hexagon_ids,
    hexagon_centres,
    hexagon_ids,
    hexagon_of,
    hexagons,
    zones_of_grid,
    zones_of_polygons,
)
from hotspots.sources.shapes.zone_files import ZonePolygons

WIDTH_M = 350


# Refuses bad input


def test_an_id_of_no_hexagon_is_named():
    with pytest.raises(InputError, match="“Ward 7” is not the id of a hexagon"):
        hexagons(["H350-1389-0514", "Ward 7"])


# Gives the right answer


def on_edges_and_corners(n: int) -> np.ndarray:
    """Return n points of which half lie on corners and half on edges of hexagons."""
    random = np.random.default_rng(20250228)
    q, r = random.integers(1300, 1600, n), random.integers(440, 580, n)
    rings = shapely.get_coordinates(
        hexagons(hexagon_ids(q, r, width_m=WIDTH_M))
    ).reshape(n, 7, 2)
    side = random.integers(0, 6, n)
    start, end = rings[np.arange(n), side], rings[np.arange(n), side + 1]
    along = np.where(np.arange(n) % 2, random.random(n), 0.0)[:, None]
    return start + along * (end - start)


def test_ten_thousand_incidents_on_edges_and_corners_are_each_counted_once(incidents):
    points = on_edges_and_corners(10_000)
    made = incidents(
        easting=points[:, 0], northing=points[:, 1], point=np.arange(10_000)
    )
    zoning = zones_of_grid(made, width_m=WIDTH_M)
    in_zone = np.bincount(zoning.zone_of_incident, minlength=len(zoning.zones))
    assert in_zone.sum() == 10_000
    assert (zoning.zone_of_incident >= 0).all()
    own = zoning.outlines(zoning.zone_of_incident)
    gap_m = shapely.distance(own, shapely.points(points))
    assert gap_m.max() < 1e-6


def test_equally_near_hexagons_settle_on_the_northern_then_the_eastern():
    # Vertical edge between (0, 0) and (1, 0); slanted edge between (0, 0) and (0, 1).
    easting, northing = [50.0, 25.0], [0.0, 25.0 * np.sqrt(3)]
    q, r = hexagon_of(easting, northing, width_m=100)
    assert q.tolist() == [1, 0]
    assert r.tolist() == [0, 1]


@given(st.floats(80_000, 660_000), st.floats(5_000, 1_220_000), st.integers(100, 5000))
def test_no_other_hexagon_is_nearer(easting, northing, width_m):
    q, r = hexagon_of([easting], [northing], width_m=width_m)
    near_q, near_r = np.meshgrid(q[0] + np.arange(-2, 3), r[0] + np.arange(-2, 3))
    east, north = hexagon_centres(near_q, near_r, width_m=width_m)
    own_east, own_north = hexagon_centres(q, r, width_m=width_m)
    nearest = np.hypot(east - easting, north - northing).min()
    own = np.hypot(own_east - easting, own_north - northing)[0]
    assert own <= nearest + 1e-6


def test_the_grid_agrees_with_a_polygon_join_made_by_geopandas(incidents):
    random = np.random.default_rng(1)
    easting = 600_000 + 5_000 * random.random(3_000)
    northing = 160_000 + 5_000 * random.random(3_000)
    made = incidents(easting=easting, northing=northing)
    zoning = zones_of_grid(made, width_m=WIDTH_M)
    polygons = gpd.GeoDataFrame(
        {"zone": zoning.zones["zone"]},
        geometry=hexagons(zoning.zones["zone"]),
        crs="EPSG:27700",
    )
    at = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy(easting, northing), crs="EPSG:27700"
    )
    joined = gpd.sjoin(at, polygons, predicate="within")["zone"].sort_index()
    ours = zoning.zones["zone"].to_numpy()[zoning.zone_of_incident]
    assert joined.to_list() == ours.tolist()


def test_ids_name_places_whatever_else_is_loaded(incidents):
    few = zones_of_grid(incidents(easting=[600_000.0]), width_m=WIDTH_M)
    more = zones_of_grid(incidents(easting=[590_000.0, 600_000.0]), width_m=WIDTH_M)
    assert few.zones["zone"][0] == more.zones["zone"][1] == "H350-1450-0528"


def test_ids_and_numbers_are_the_same_thing_also_west_of_the_first_column():
    ids = hexagon_ids([-7, 12345], [2144, 3], width_m=200)
    assert ids == ["H200--007-2144", "H200-12345-0003"]
    assert from_hexagon_ids(ids).tolist() == [[200, -7, 2144], [200, 12345, 3]]


def test_hexagons_tile_without_gap_or_overlap():
    q, r = (part.ravel() for part in np.meshgrid(range(1400, 1410), range(500, 510)))
    polygons = hexagons(hexagon_ids(q, r, width_m=WIDTH_M))
    area_m2 = np.sqrt(3) / 2 * WIDTH_M**2
    assert shapely.area(polygons) == pytest.approx(area_m2)
    assert shapely.union_all(polygons, grid_size=0.001).area == pytest.approx(
        100 * area_m2, rel=1e-6
    )


def test_touching_hexagons_share_a_side(incidents):
    # Three in a row eastwards, the last two of which leave a gap of one.
    easting = 600_000 + WIDTH_M * np.array([0, 1, 3])
    zoning = zones_of_grid(incidents(easting=easting), width_m=WIDTH_M)
    by_id = zoning.touching([0, 1, 2])
    by_shape = shapely.distance(
        zoning.outlines([0, 1, 2])[:, None], zoning.outlines([0, 1, 2])[None]
    )
    assert by_id.tolist() == [
        [False, True, False],
        [True, False, False],
        [False, False, False],
    ]
    assert ((by_shape < 0.001) & ~np.eye(3, dtype=bool)).tolist() == by_id.tolist()


def squares(*west_edges_m: float) -> ZonePolygons:
    polygons = [shapely.box(west, 0, west + 10, 10) for west in west_edges_m]
    ids = [f"P{number}" for number in range(len(polygons))]
    return ZonePolygons(
        ids=tuple(ids),
        names=tuple("" for _ in ids),
        polygons=np.array(polygons, dtype=object),
        fingerprint="",
    )


def test_brought_polygons_count_each_incident_once_even_on_edges_and_overlaps(
    incidents,
):
    made = incidents(
        easting=[5.0, 10.0, 15.0, 99.0],
        northing=[5.0] * 4,
        point=[0, 1, 2, 3],
        location=["A Street", "B Street", "B Street", "C Street"],
    )
    zoning = zones_of_polygons(made, squares(0, 10, 50))
    assert zoning.zones["zone"].to_list() == ["P0", "P1"]
    assert zoning.zone_of_incident.tolist() == [0, 0, 1, -1]
    assert zoning.zones["name"].to_list() == ["A Street", "B Street"]
    assert zoning.touching([0, 1]).tolist() == [[False, True], [True, False]]
