from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely

from hotspots.errors import InputError
from hotspots.method.zoning.chosen_zones import (
    drawn_elsewhere,
    hexagon_width_m,
    with_names,
    zone_as_chosen,
)
from hotspots.method.zoning.zones import hexagons
from hotspots.settings import Settings
from hotspots.sources.reading import Reading
from hotspots.sources.shapes.zone_files import ChosenZones, ZonePolygons
from hotspots.tables import PATROLLED_ZONES

IDS = ["H350-1400-0500", "H350-1401-0500"]
EASTING, NORTHING = 577_500.0, 151_554.4


def chosen_of(ids, *, polygons=None, settings=None) -> ChosenZones:
    outlines = hexagons(IDS) if polygons is None else polygons
    drawn = ZonePolygons(tuple(ids), ("",) * len(ids), outlines, "")
    zones = pd.DataFrame({"zone": ids, "name": "", "district": ""}, dtype="str")
    nothing = dict.fromkeys(PATROLLED_ZONES.column_names[1:], "")
    patrols = zones[["zone"]].assign(**nothing).astype("str")
    return ChosenZones("mine.geojson", zones, drawn, patrols, settings=settings)


@pytest.fixture
def reading(incidents):
    made = incidents(easting=[EASTING, EASTING + 1000], northing=NORTHING, point=[0, 1])
    return Reading(made, pd.DataFrame(), pd.DataFrame(), "", ("Swale",))


def moved(metres: float) -> np.ndarray:
    return shapely.transform(hexagons(IDS), lambda points: np.add(points, (metres, 0)))


# Refuses bad input


def test_zones_of_another_area_are_refused(reading):
    # South of Scotland.
    far = shapely.transform(hexagons(IDS), lambda points: points - [300_000, -500_000])
    with pytest.raises(InputError, match="No incident, of any .* lies in a zone of"):
        zone_as_chosen(reading, chosen_of(["A", "B"], polygons=far))
    ids = ["H350-0001-0001", "H350-0002-0001"]
    with pytest.raises(InputError, match="Check that zones and incidents"):
        zone_as_chosen(reading, chosen_of(ids, settings=Settings()))


# Gives the right answer


def test_our_own_hexagons_are_known_by_id_and_others_used_as_drawn(reading):
    by_id = zone_as_chosen(reading, chosen_of(IDS, settings=Settings()))
    assert by_id.width_m == 350
    assert by_id.zones["zone"].to_list() == [IDS[0], "H350-1403-0500"]
    as_drawn = zone_as_chosen(reading, chosen_of(["A", "B"]))
    assert as_drawn.width_m == 0
    assert as_drawn.zones["zone"].to_list() == ["A"]


def test_hexagons_of_a_file_that_does_not_say_whose_it_is_are_ours_where_they_lie(
    reading,
):
    assert zone_as_chosen(reading, chosen_of(IDS)).width_m == 350
    assert hexagon_width_m(chosen_of(IDS, polygons=moved(1000))) == 0


def test_our_own_hexagons_are_counted_where_the_id_says_wherever_they_are_drawn(
    reading,
):
    chosen = chosen_of(IDS, polygons=moved(1000), settings=Settings())
    zoning = zone_as_chosen(reading, chosen)
    assert zoning.zones["zone"].to_list()[0] == IDS[0]
    assert drawn_elsewhere(chosen) == IDS


@pytest.mark.parametrize(
    "ids",
    [
        ["E01024001", "E01024002"],
        ["H350-1400-0500", "Ward 7"],
        ["H350-1400-0500", "H500-1401-0500"],
        ["H350-1400-500", "H350-1401-0500"],
        ["H7-1400-0500", "H7-1401-0500"],
    ],
)
def test_ids_that_are_not_of_one_grid_name_no_hexagons(ids):
    assert hexagon_width_m(chosen_of(ids, settings=Settings())) == 0


def test_corners_moved_by_a_mapping_program_are_no_other_place():
    assert drawn_elsewhere(chosen_of(IDS, settings=Settings())) == []
    near = chosen_of(IDS, polygons=moved(5), settings=Settings())
    assert drawn_elsewhere(near) == []


def test_names_come_from_the_file_or_else_from_the_incidents(table):
    chosen = table("""
        zone | name     | district
        A    | Bank Row | Swale
        B    |          |
        C    |          | Thanet
    """)
    zones = table("""
        zone | name      | district
        A    | Mill Lane | Medway
        B    | Quay Row  | Medway
    """)
    named = with_names(chosen, zones)
    assert named["name"].to_list() == ["Bank Row", "Quay Row", ""]
    assert named["district"].to_list() == ["Swale", "Medway", "Thanet"]
