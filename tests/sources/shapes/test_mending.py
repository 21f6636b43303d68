"""Own polygons: bounded corners, bounded time."""

from __future__ import annotations

import time

import numpy as np
import pytest
import shapely

from hotspots.errors import InputError
from hotspots.sources.shapes import mending


def tangle(n_corners: int) -> shapely.Polygon:
    return shapely.Polygon(np.random.default_rng(1).random((n_corners, 2)) * 1000)


def array(*shapes: shapely.Geometry) -> np.ndarray:
    found = np.empty(len(shapes), dtype=object)
    found[:] = shapes
    return found


def test_a_bow_tie_becomes_its_two_halves():
    tie = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    square = shapely.box(5, 5, 6, 6)
    fixed = mending.mended("a.geojson", array(square, tie))
    assert fixed[0] is square
    assert (fixed[1].is_valid, fixed[1].area) == (True, 2)


def test_many_crossings_are_mended_the_same_in_a_process_of_their_own(monkeypatch):
    tangled = array(tangle(300))
    apart, here = [], []
    for few, found in ((10, apart), (10_000, here)):
        monkeypatch.setattr(mending, "_FEW_CORNERS", few)
        found.extend(mending.mended("a.geojson", tangled))
    assert apart[0].is_valid
    assert apart[0].equals(here[0])


def test_endless_crossings_are_refused_in_time(monkeypatch):
    monkeypatch.setattr(mending, "MOST_SECONDS", 1.5)
    start = time.perf_counter()
    with pytest.raises(InputError, match="cross themselves so often"):
        mending.mended("a.geojson", array(tangle(6000)))
    assert time.perf_counter() - start < 10


def test_crossings_that_take_much_memory_are_refused(monkeypatch):
    """3,000 corners of a star took 2.7 GB."""
    monkeypatch.setattr(mending, "MOST_MEMORY_BYTES", 2**20)
    with pytest.raises(InputError, match="Mend them in a mapping program"):
        mending.mended("a.geojson", array(tangle(600)))


def test_more_corners_than_any_map_needs_are_refused(monkeypatch):
    monkeypatch.setattr(mending, "MOST_CORNERS", 9)
    mending.refuse_many_corners("a.geojson", array(shapely.box(0, 0, 1, 1)))
    two = array(shapely.box(0, 0, 1, 1), shapely.box(2, 2, 3, 3))
    with pytest.raises(InputError, match="10 corners; at most 9 are read"):
        mending.refuse_many_corners("a.geojson", two)


def test_a_line_drawn_as_a_polygon_has_no_area():
    line = shapely.Polygon([(0, 0), (1, 1), (0, 0)])
    with pytest.raises(InputError, match="polygon 1 has no area"):
        mending.mended("a.geojson", array(line))
