from __future__ import annotations

import numpy as np
import shapely

from hotspots.disclosure.same_places import ids_of_places
from hotspots.method.zoning.zones import hexagons

IDS = ["H350-1389-0514", "H200-2400-0900", "H500-0900-0700"]


def test_a_hexagon_is_itself_though_a_file_rounded_its_corners():
    rounded = shapely.set_precision(hexagons(IDS), 0.01)
    assert ids_of_places(hexagons(IDS)) == ids_of_places(rounded) == IDS


def test_a_hexagon_that_is_moved_or_turned_is_another_place():
    zone = hexagons(IDS[:1])
    moved = shapely.transform(zone, lambda points: points + np.array([30, 0]))
    turned = shapely.affinity.rotate(zone[0], 30)
    found = ids_of_places(np.array([*zone, *moved, turned]))
    assert len(set(found)) == 3
    assert found[0] == IDS[0]


def test_another_outline_is_the_same_place_in_any_order_of_its_corners():
    square = shapely.box(600000, 160000, 600400, 160400)
    again = shapely.Polygon(square.exterior.coords[2:] + square.exterior.coords[1:3])
    shifted = shapely.transform(square, lambda points: points + 0.001)
    assert len(set(ids_of_places(np.array([square, again, shifted])))) == 1
