from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Template

from hotspots.errors import TableError
from hotspots.method.zoning.zones import hexagon_centres, hexagon_ids, hexagons
from hotspots.presentation.colours import MAP_COLOURS
from hotspots.presentation.maps.packing import key_of, pack_streets, pack_zones
from hotspots.presentation.maps.scripts import js_literal
from hotspots.presentation.maps.shapes import MOST_CORNERS, outlines
from hotspots.presentation.maps.zones import (
    Key,
    restyle,
    with_selected,
    with_streets,
    zone_map,
)
from hotspots.sources.police_uk.coordinates import to_grid
from hotspots.sources.shapes.boundaries import kent_districts
from hotspots.tables import ADDRESS_FLAGS, SELECTION
from tests.conftest import ROOT

COLOURS = MAP_COLOURS["orange"]
KEY = Key("Violence")


def zones_at(q, r, names=None) -> pd.DataFrame:
    easting, northing = hexagon_centres(q, r, width_m=350)
    return pd.DataFrame(
        {
            "zone": hexagon_ids(q, r, width_m=350),
            "name": names or [f"Street {i}" for i in range(len(q))],
            "district": "Maidstone",
            "easting": easting,
            "northing": northing,
        }
    )


# Two neighbours in Maidstone, one in Dover.
ZONES = zones_at([1389, 1390, 1610], [514, 514, 466])


def selection_of(*rows: int, zones=ZONES, **changed) -> pd.DataFrame:
    row = {
        "district": "Maidstone",
        "volume": 5,
        "harm": 5.0,
        "harm_unit": "days",
        "volume_rank": 1,
        "harm_rank": 1,
        "score": 0.5,
        "rank": 1,
        "share_at_one_point": 0.1,
        **dict.fromkeys(ADDRESS_FLAGS, False),
        "chosen_as": "score",
        "displaced": "",
        "gave_way": "",
        "reason": "",
        "group": 1,
    }
    named = zones.iloc[list(rows)][["zone", "name"]].reset_index(drop=True)
    return named.assign(**{**row, **changed})[SELECTION.column_names]


def packed(zones=ZONES, **given) -> dict:
    given = {"hexagon_width_m": 350} | given
    return unpacked(pack_zones(zones, districts=kent_districts(), **given))


def unpacked(text: str) -> dict:
    return json.loads(zlib.decompress(base64.b64decode(text)))


def change_of(group) -> dict:
    """What the map's script is called with."""
    return json.loads(re.search(r"restyle\(map_\w+,(.*)\);$", call_of(group))[1])


def call_of(group) -> str:
    zone_map("").add_child(group)
    (script,) = group._children.values()
    return script.call()


def metres(units) -> np.ndarray:
    return np.column_stack(to_grid(*(np.asarray(units).T / 1e5)))


def walked(steps) -> np.ndarray:
    return np.cumsum(np.reshape(steps, (-1, 2)), axis=0)


def corners(shape, i) -> np.ndarray:
    """The corners of hexagon i in metres, as the browser works them out."""
    centre = walked(shape["centres"])[i]
    east, north = centre - shape["origin"]
    planes = np.array(shape["corners"])
    return metres(centre + planes @ [1, east, north])


# Refuses bad input


def test_classes_must_match_the_zones():
    with pytest.raises(TableError, match=r"one class a zone \(3\). It has \(2,\)"):
        restyle(ZONES, selection_of(), classes=[1, 2], colours=COLOURS, key=KEY)


@pytest.mark.parametrize("wrong", [-1, 6])
def test_classes_must_be_colours_of_the_ramp(wrong):
    with pytest.raises(TableError, match=f"from 0 to 5.*{wrong}"):
        restyle(ZONES, selection_of(), classes=[0, 1, wrong], colours=COLOURS, key=KEY)


def test_a_chosen_zone_must_be_on_the_map():
    elsewhere = selection_of(0).assign(zone="H350-0001-0001")
    with pytest.raises(TableError, match="not in zones: H350-0001-0001"):
        restyle(ZONES, elsewhere, classes=[0, 0, 0], colours=COLOURS, key=KEY)


# Gives the right answer


def test_hexagons_arrive_where_they_are_and_neighbours_meet_within_a_metre():
    shape = packed()["shape"]
    for i, polygon in enumerate(hexagons(ZONES["zone"])):
        drawn = corners(shape, i)
        true = shapely.get_coordinates(polygon)[:-1]
        away = np.linalg.norm(drawn - true, axis=1)
        assert away.max() < 0.75
    # Corners 0 and 5 of a hexagon are corners 2 and 3 of its eastern neighbour.
    west, east = corners(shape, 0), corners(shape, 1)
    assert np.linalg.norm(west[[0, 5]] - east[[2, 3]], axis=1).max() < 1


def test_names_and_districts_stay_with_their_zones():
    content = packed(zones_at([1, 2, 3], [1, 1, 1], ["A", "B", "C"]))
    assert content["names"] == ["A", "B", "C"]
    districts = [content["district_names"][i] for i in content["zone_districts"]]
    assert districts == ["Maidstone"] * 3


def test_every_district_is_drawn_and_its_name_may_stand_inside_it():
    districts = kent_districts()
    drawn = packed()["districts"]
    assert [one["name"] for one in drawn] == list(districts.names)
    for one, polygon in zip(drawn, districts.polygons, strict=True):
        spots = shapely.points(metres(walked(one["spots"])))
        assert shapely.contains(polygon, spots).all()
        parts = [shapely.Polygon(metres(walked(ring))) for ring in one["rings"]]
        assert shapely.area(parts).sum() == pytest.approx(polygon.area, rel=0.02)


def test_polygons_keep_their_holes_and_parts():
    square = shapely.box(575_000, 155_000, 577_000, 157_000)
    pond = shapely.box(575_800, 155_800, 576_200, 156_200)
    island = shapely.box(578_000, 155_000, 579_000, 156_000)
    shapes = np.array([shapely.MultiPolygon([square - pond, island])], dtype=object)
    (rings,) = outlines(shapes)["rings"]
    areas = sorted(shapely.Polygon(metres(walked(ring))).area for ring in rings)
    assert areas == pytest.approx([160_000, 1_000_000, 4_000_000], rel=0.01)


def test_neighbouring_polygons_still_share_one_line_when_drawn_coarser():
    waves = [(575_000 + 40 * np.sin(i), 150_000 + 10 * i) for i in range(500)]
    west = shapely.Polygon([*waves, (570_000, 154_990), (570_000, 150_000)])
    east = shapely.Polygon([*waves, (580_000, 154_990), (580_000, 150_000)])
    rings = outlines(np.array([west, east], dtype=object))["rings"]
    (left,), (right,) = ([set(map(tuple, walked(r))) for r in one] for one in rings)
    assert len(left) < 500
    assert len(left & right) == len(left) - 2


def test_very_many_corners_are_drawn_coarser():
    rng = np.random.default_rng(7)
    angle = np.linspace(0, 2 * np.pi, MOST_CORNERS * 2)[:-1]
    radius = 20_000 + rng.uniform(0, 30, len(angle))
    coast = np.column_stack(
        [580_000 + np.cos(angle) * radius, 150_000 + np.sin(angle) * radius]
    )
    shape = np.array([shapely.Polygon(coast)], dtype=object)
    ((ring,),) = outlines(shape)["rings"]
    assert len(ring) / 2 <= MOST_CORNERS


def test_a_change_holds_classes_chosen_zones_and_the_words_of_the_key():
    chosen = selection_of(
        2,
        0,
        chosen_as=["score", "district floor"],
        mostly_one_address=[True, False],
        mostly_hospital=[True, False],
    )
    change = change_of(
        restyle(
            ZONES,
            chosen,
            classes=[0, 1, 5],
            colours=COLOURS,
            key=Key("Violence", note="January 2025"),
            reasons=["Score", "District floor"],
        )
    )
    assert change["classes"] == "015"
    assert [one["zone"] for one in change["chosen"]] == [2, 0]
    assert [one["label"] for one in change["chosen"]] == ["1", "2"]
    assert [one["reason"] for one in change["chosen"]] == ["Score", "District floor"]
    marks = [one["mark"] for one in change["chosen"]]
    assert marks == ["mostly one address, a hospital", ""]
    assert change["legend"]["note"] == "January 2025"
    assert [(sign["kind"], sign["text"]) for sign in change["legend"]["signs"]] == [
        ("score", "Chosen for its score"),
        ("district floor", "Chosen so that its district has one"),
        ("score", "Mostly one address"),
    ]


def test_the_key_names_only_what_the_map_holds():
    change = change_of(
        restyle(ZONES, selection_of(0), classes=[0, 0, 0], colours=COLOURS, key=KEY)
    )
    assert [sign["text"] for sign in change["legend"]["signs"]] == [
        "Chosen for its score"
    ]


def test_a_name_that_looks_like_our_own_code_is_only_a_name():
    zones = zones_at([1], [1], ["{map}"])
    change = restyle(
        zones,
        selection_of(0, zones=zones),
        classes=[0],
        colours=COLOURS,
        key=Key("{map} {{ 'x' }}"),
    )
    assert change_of(change)["legend"]["title"] == "{map} {{ 'x' }}"


def test_the_map_asks_for_files_of_this_server_only_and_by_their_contents():
    addresses = [address for _, address in zone_map("").default_js]
    addresses += [address for _, address in zone_map("").default_css]
    assert addresses
    for address in addresses:
        assert address.startswith("../../app/static/")
        if "/hotspots/" in address:
            assert re.search(r"\?v=[0-9a-f]{12}$", address)


def test_files_of_others_are_those_that_the_readme_names():
    static = ROOT / "static"
    readme = (static / "README.md").read_text("utf-8")
    named = dict(re.findall(r"^\| `(\S+)` .*`([0-9a-f]{64})` \|$", readme, re.M))
    files = [*static.glob("vendor/*/*.*s*"), *static.glob("fonts/*.woff2")]
    found = {
        file.relative_to(static).as_posix(): hashlib.sha256(file.read_bytes())
        for file in files
    }
    assert named == {name: content.hexdigest() for name, content in found.items()}


def test_same_zones_same_text_so_that_the_map_is_not_drawn_anew():
    one, other = (
        pack_zones(ZONES, districts=kent_districts(), hexagon_width_m=350)
        for _ in range(2)
    )
    assert one == other


AWKWARD = st.text(alphabet="<>&'`_/\\\u2028\u2029{}%#\"!-scriptx")


@given(st.recursive(st.text() | AWKWARD, lambda inner: st.dictionaries(AWKWARD, inner)))
def test_no_text_leaves_its_literal_and_none_is_changed(value):
    literal = js_literal(value)
    assert literal.isascii()
    assert not set("<>&'`_") & set(literal)
    assert Template(literal).render() == literal
    assert json.loads(literal) == value


def test_the_script_of_a_map_holds_the_key_of_what_it_draws_alone():
    text = pack_zones(ZONES, districts=kent_districts(), hexagon_width_m=350)
    script = zone_map(text).get_root().render()
    assert key_of(text) in script
    assert len(script) < 5_000


def test_streets_are_the_map_points_of_the_strand_and_the_months_by_count():
    incidents = incidents_at(
        [
            ("2025-01", "Robbery", "High Street", 1),
            ("2025-02", "Robbery", "High Street", 1),
            ("2025-02", "Robbery", "Supermarket", 2),
            ("2025-03", "Robbery", "Too late", 3),
            ("2025-02", "Drugs", "Another kind", 4),
        ]
    )
    content = unpacked(
        pack_streets(incidents, categories=["Robbery"], first="2025-01", last="2025-02")
    )
    named = [content["names"][i] for i in content["of"]]
    assert dict(zip(named, content["counts"], strict=True)) == {
        "High Street": 2,
        "Supermarket": 1,
    }
    assert [content["names"][i] for i in content["kinds"]] == ["Supermarket"]
    drawn = metres(walked(content["at"]))
    true = [[575_000 + 100 * named_at, 155_000] for named_at in (1, 2)]
    assert np.abs(drawn - true).max() < 1


def test_a_change_names_its_streets_and_never_holds_them():
    packed_streets = "much text" * 1_000
    change = with_streets(change_with_nothing(), packed_streets)
    zone_map("").add_child(change)
    calls = [script.call() for script in change._children.values()]
    assert len(calls) == 2
    assert key_of(packed_streets) in calls[1]
    assert len("".join(calls)) < 2_000


@pytest.mark.parametrize(("row", "told"), [(2, "2"), (None, "-1")])
def test_a_zone_made_to_stand_out_is_told_by_its_row(row, told):
    change = with_selected(change_with_nothing(), row)
    zone_map("").add_child(change)
    *_, call = [script.call() for script in change._children.values()]
    assert call.endswith(f",{told});")


def change_with_nothing():
    return restyle(ZONES, selection_of(), classes=[0, 0, 0], colours=COLOURS, key=KEY)


def incidents_at(rows) -> pd.DataFrame:
    months, kinds, names, points = zip(*rows, strict=True)
    return pd.DataFrame(
        {
            "month": pd.Categorical(months),
            "category": pd.Categorical(kinds),
            "location": pd.Categorical(names),
            "point": points,
            "easting": [575_000.0 + 100 * point for point in points],
            "northing": 155_000.0,
        }
    )


def test_all_of_kent_is_sent_once_and_a_change_is_small(kent_zips):
    from hotspots.method import pipeline
    from hotspots.sources.police_uk.read import read_police_uk

    reading = read_police_uk(kent_zips)
    zones = pipeline.zone(reading, width_m=350).zones
    text = pack_zones(zones, districts=kent_districts(), hexagon_width_m=350)
    streets = pack_streets(
        reading.incidents,
        categories=["Violence and sexual offences", "Robbery"],
        first="2025-01",
        last="2025-12",
    )
    change = restyle(
        zones,
        selection_of(*range(27), zones=zones),
        classes=np.arange(len(zones)) % 6,
        colours=COLOURS,
        key=KEY,
        reasons=["Score"] * 27,
    )
    assert len(zones) > 5_500
    assert len(unpacked(streets)["counts"]) > 14_000
    assert len(text) < 110_000
    assert len(streets) < 190_000
    assert len(call_of(change)) < 15_000
