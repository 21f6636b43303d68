from __future__ import annotations

import contextlib
import io
import json
import random
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from hotspots.errors import InputError
from hotspots.sources.areas import KENT_DISTRICTS
from hotspots.sources.opening import Upload
from hotspots.sources.police_uk.coordinates import to_degrees
from hotspots.sources.shapes.boundaries import REACH_M, kent_districts, read_districts
from hotspots.sources.shapes.polygon_files import read_polygon_file

ROOT = Path(__file__).parents[3]

# A toy place near Maidstone, in grid metres: West and East share the border at 571,000,
# and an island of West lies 100 m off the east coast of East.
WEST = shapely.box(570_000, 155_000, 571_000, 156_000)
EAST = shapely.box(571_000, 155_000, 572_000, 156_000)
ISLAND = shapely.box(572_100, 155_400, 572_300, 155_600)


def frame(names=("West", "East", "West"), *, column="name", crs=27700):
    shapes = [WEST, EAST, ISLAND][: len(names)]
    return gpd.GeoDataFrame({column: list(names)}, geometry=shapes, crs=27700).to_crs(
        crs
    )


def in_degrees(shape):
    return shapely.transform(shape, lambda at: np.column_stack(to_degrees(*at.T)))


def feature(shape, **properties):
    geometry = None if shape is None else shapely.geometry.mapping(shape)
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def geojson(*features, name="toy.geojson", **members):
    content = {"type": "FeatureCollection", **members, "features": list(features)}
    return Upload(name, json.dumps(content).encode())


def toy(column="name"):
    return geojson(
        feature(in_degrees(WEST), **{column: "West"}),
        feature(in_degrees(EAST), **{column: "East"}),
        feature(in_degrees(ISLAND), **{column: "West"}),
    )


def geopackage(shapes, tmp_path, **layer):
    path = tmp_path / "toy.gpkg"
    shapes.to_file(path, driver="GPKG", **layer)
    return path


def shapefile_parts(shapes, tmp_path):
    shapes.to_file(tmp_path / "toy.shp")
    return {path.name: path.read_bytes() for path in tmp_path.glob("toy.*")}


def zipped(parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return Upload("toy.zip", packed.getvalue())


# Refuses bad input


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (
            Upload("toy.dxf", b"0"),
            "toy.dxf is not a boundary file .* Give a GeoJS",
        ),
        (Upload("toy.kml", b"<xml/>"), "toy.kml is not a boundary file: it is not KML"),
        (Upload("toy.fgb", b"<xml/>"), "it is not FlatGeobuf"),
        (Upload("toy.parquet", b"<xml/>"), "it is not Parquet"),
        (
            Upload("toy.csv", b"a,b\n1,2\n"),
            "no column of polygons as WKT. It has: a, b",
        ),
        (Upload("toy.shp", b""), "is one part of a shapefile"),
        (Upload("toy.geojson", b""), "it is not JSON"),
        (Upload("toy.geojson", b"\xff\xfe{"), "it is not JSON"),
        (Upload("toy.json", b"[" * 100_000), "it is not JSON"),
        (Upload("toy.json", b"[1, 2]"), "it has no type, not a GeoJSON FeatureColl"),
        (Upload("toy.json", b'{"type": "Topology"}'), "its type is 'Topology'"),
        (
            geojson(feature(in_degrees(WEST), name=[1, 2])),
            "row 1 has no name in its column name",
        ),
        (geojson(3), "its feature 1 is not GeoJSON"),
        (geojson(), r"contains no polygons \(found: no rows\)"),
        (geojson(feature(shapely.Point(0.5, 51), name="A")), r"no polygons .*Point"),
        (
            geojson(feature(in_degrees(WEST), name="A"), feature(None, name="B")),
            "1 of its rows have no polygon; the first is row 2",
        ),
        (
            geojson({"geometry": {"type": "Polygon", "coordinates": [[[0, 51]]]}}),
            "the shape of feature 1 is broken",
        ),
        (
            geojson(feature(shapely.box(2.2, 48.8, 2.4, 49.0), name="Paris")),
            "lies near longitude 2.3, latitude 48.9; expected Great Britain",
        ),
        (
            geojson(feature(shapely.box(51, 0.4, 51.2, 0.6), name="Swapped")),
            "lies near longitude 51.1, latitude 0.5; expected Great Britain",
        ),
        (
            geojson(feature(WEST, name="West")),
            r"such as \(571000, 155000\), do not fit the coordinate system",
        ),
        (
            geojson(feature(WEST), crs={"properties": {"name": "my/own.prj"}}),
            "(CRS) 'my/own.prj' is not known".replace("(", r"\(").replace(")", r"\)"),
        ),
        (
            geojson(feature(WEST), crs={"properties": {"name": "EPSG:1"}}),
            "'EPSG:1' is not known",
        ),
        (
            geojson(
                feature(shapely.box(5, 5, 6, 6), name="Metres from the origin"),
                crs={"properties": {"name": "EPSG:3857"}},
            ),
            "lies near longitude 0.0, latitude 0.0; expected Great Britain",
        ),
        (toy(column="borough"), "no column that looks like .* It has: borough. Rename"),
        (geojson(feature(in_degrees(WEST), name=" ")), "row 1 has no name in its colu"),
        (geojson(feature(in_degrees(WEST), name=None)), "row 1 has no name in its co"),
        (Upload("toy.gpkg", b"GPKG"), "it is not a GeoPackage"),
        (Upload("toy.zip", b"PK"), "not a whole zip file"),
        (zipped({"a.csv": b""}), r"must hold a shapefile \(.shp\); it holds none"),
        (
            zipped({"a.shp": b"", "b.shp": b""}),
            "holds 2 layers of polygons: a, b. Choose one",
        ),
        (
            zipped({"../a.shp": b""}),
            "refused: it contains a file named ../a.shp, outside",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(upload, words):
    with pytest.raises(InputError, match=words):
        read_districts(upload)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(
        InputError, match=r"none.geojson does not exist. Check its name"
    ):
        read_districts(tmp_path / "none.geojson")


@pytest.mark.parametrize("name", ["a\0.geojson", "\ud800.geojson"])
def test_a_name_that_no_file_can_have_is_told_in_words(name):
    with pytest.raises(
        InputError, match=r"geojson does not exist. Check its name"
    ) as got:
        read_districts(name)
    assert str(got.value).encode()


def test_a_column_asked_for_must_be_there():
    with pytest.raises(InputError, match="no column 'LAD23NM'. It has: name"):
        read_districts(toy(), name_column="LAD23NM")


@pytest.mark.parametrize("suffix", [".dbf", ".shx"])
def test_a_shapefile_without_a_part_is_refused_with_what_it_is_for(tmp_path, suffix):
    parts = shapefile_parts(frame(), tmp_path)
    del parts[f"toy{suffix}"]
    with pytest.raises(
        InputError, match=rf"toy.zip lacks the part {suffix}, which says"
    ):
        read_districts(zipped(parts))


@pytest.mark.parametrize("prj", [b"", None])
def test_a_shapefile_without_a_crs_is_placed_by_its_numbers(tmp_path, prj):
    parts = shapefile_parts(frame(), tmp_path)
    del parts["toy.prj"]
    given = zipped(parts if prj is None else {**parts, "toy.prj": prj})
    assert_is_toy(read_districts(given))
    assert read_polygon_file(given).notes.crs_guessed == "EPSG:27700"


def test_numbers_that_fit_no_crs_are_refused(tmp_path):
    far = frame().set_geometry(frame().translate(9e6))
    parts = shapefile_parts(far, tmp_path)
    del parts["toy.prj"]
    with pytest.raises(InputError, match=r"does not say its coordinate system \(CRS\)"):
        read_districts(zipped(parts))


def test_a_shapefile_that_is_none_is_refused(tmp_path):
    parts = shapefile_parts(frame(), tmp_path)
    with pytest.raises(
        InputError, match=r"toy.zip is damaged. Copy or download it again"
    ):
        read_districts(zipped({**parts, "toy.shp": b"no shapes"}))


@pytest.mark.filterwarnings("ignore")
def test_a_ring_of_a_shapefile_that_is_not_closed_is_told(tmp_path):
    parts = shapefile_parts(frame(), tmp_path)
    content = bytearray(parts["toy.shp"])
    content[-10:-8] = b"\xff\xff"
    with pytest.raises(InputError, match=r"toy.zip cannot be read: .*LinearRing"):
        read_districts(zipped({**parts, "toy.shp": bytes(content)}))


@pytest.mark.parametrize("n_wrong", [1, 4])
@pytest.mark.parametrize("part", [".shp", ".shx", ".dbf", ".prj", ".cpg", ".gpkg"])
@pytest.mark.filterwarnings("ignore")
def test_wrong_bytes_are_told_in_words_or_do_no_harm(tmp_path, part, n_wrong):
    chance = random.Random(1)
    parts = shapefile_parts(frame(), tmp_path)
    parts["toy.gpkg"] = geopackage(frame(), tmp_path).read_bytes()
    for _ in range(40):
        content = bytearray(parts[f"toy{part}"])
        for _ in range(n_wrong):
            content[chance.randrange(len(content))] = chance.choice((0, 1, 64, 255))
        upload = Upload("toy.gpkg", bytes(content))
        if part != ".gpkg":
            upload = zipped({**parts, f"toy{part}": bytes(content)})
        with contextlib.suppress(InputError):
            read_districts(upload)


@pytest.mark.parametrize(
    "upload",
    [
        geojson(feature(in_degrees(WEST), name="\ud800")),
        geojson(feature(in_degrees(WEST), name="A"), attribution="\udfff"),
    ],
)
def test_half_a_letter_is_told_in_words(upload):
    with pytest.raises(InputError, match=r"toy.geojson contains an invalid character"):
        read_districts(upload)


def test_a_letter_of_two_halves_is_whole():
    districts = read_districts(geojson(feature(in_degrees(WEST), name="\U0001f333")))
    assert districts.names == ("\U0001f333",)


@pytest.mark.parametrize(
    "changes",
    [
        # A text of a gigabyte in each row, made as it is read.
        ["ALTER TABLE toy ADD COLUMN big TEXT AS (hex(zeroblob(500000000))) VIRTUAL"],
        # Rows without end.
        [
            "ALTER TABLE toy RENAME TO stored",
            "CREATE VIEW toy AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
            "FROM n) SELECT stored.* FROM n, stored",
        ],
    ],
)
def test_what_a_geopackage_works_out_as_it_is_read_is_not_read(tmp_path, changes):
    path = geopackage(frame(), tmp_path)
    with contextlib.closing(sqlite3.connect(path)) as base:
        for change in changes:
            base.execute(change)
        base.commit()
    with pytest.raises(InputError, match="toy.gpkg holds no layer of polygons"):
        read_districts(Upload("toy.gpkg", path.read_bytes()))


def test_a_geopackage_that_is_cut_short_is_refused(tmp_path):
    content = geopackage(frame(), tmp_path).read_bytes()
    with pytest.raises(
        InputError, match=r"is a damaged GeoPackage|is damaged. Copy or download it"
    ):
        read_districts(Upload("toy.gpkg", content[:10_000]))


def test_a_geopackage_of_two_layers_is_refused_with_their_names(tmp_path):
    geopackage(frame(), tmp_path, layer="wards")
    path = geopackage(frame(), tmp_path, layer="districts")
    with pytest.raises(
        InputError, match="2 layers of polygons: wards, districts. Choose"
    ):
        read_districts(path)
    assert_is_toy(read_districts(path, layer="wards"))
    with pytest.raises(InputError, match="no layer of polygons called “parishes”"):
        read_districts(path, layer="parishes")


# Gives the right answer


def assert_is_toy(districts):
    assert districts.names == ("East", "West")
    east, west = districts.polygons
    for found, drawn in ((east, EAST), (west, shapely.union(WEST, ISLAND))):
        assert shapely.hausdorff_distance(found, drawn) < 0.01
    assert districts.replaces_lsoa_names
    assert len(districts.fingerprint) == 64


def test_geojson_in_degrees_is_read_and_rows_of_one_name_make_one_district():
    districts = read_districts(toy())
    assert_is_toy(districts)
    assert districts.attribution == "District boundaries: toy.geojson"


def test_geojson_in_grid_metres_that_says_so_is_read_as_drawn():
    rows = [feature(WEST, name="West"), feature(EAST, name="East")]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    districts = read_districts(geojson(*rows, crs=crs))
    assert districts.polygons[0].equals(EAST)


@pytest.mark.parametrize("crs", ["EPSG:27700", "EPSG:7405", "EPSG:4326", "EPSG:3857"])
def test_a_geopackage_is_read_whatever_its_coordinate_system(tmp_path, crs):
    drawn = gpd.GeoDataFrame(
        {"name": ["West", "East", "West"]},
        geometry=[in_degrees(shape) for shape in (WEST, EAST, ISLAND)],
        crs=4326,
    )
    if crs in ("EPSG:27700", "EPSG:7405"):
        drawn = frame().set_crs(crs, allow_override=True)
    assert_is_toy(read_districts(geopackage(drawn.to_crs(crs), tmp_path)))


def test_a_zipped_shapefile_is_read_from_a_folder_inside_among_other_files(tmp_path):
    parts = shapefile_parts(frame(column="LAD23NM"), tmp_path)
    inside = {f"districts/{name}": content for name, content in parts.items()}
    junk = {"__MACOSX/districts/._toy.shp": b"junk", "districts/licence.pdf": b"..."}
    assert_is_toy(read_districts(zipped({**inside, **junk})))


@pytest.mark.parametrize(
    "column", ["name", "NAME", "District", "LADNM", "LAD23NM", "CTYUA24NM", "WD25NM"]
)
def test_the_usual_columns_of_names_are_found(column):
    assert_is_toy(read_districts(toy(column)))


def test_the_likeliest_column_is_taken_unless_another_is_asked_for():
    both = geojson(feature(in_degrees(WEST), WD23NM="Fant", LAD23NM="Maidstone"))
    assert read_districts(both).names == ("Maidstone",)
    assert read_districts(both, name_column="WD23NM").names == ("Fant",)


def test_a_file_may_begin_with_a_byte_order_mark():
    upload = toy()
    assert_is_toy(read_districts(Upload("a.JSON", b"\xef\xbb\xbf" + upload.content)))


def test_an_outline_that_crosses_itself_is_mended():
    bow_tie = shapely.Polygon(
        [(570_000, 155_000), (572_000, 157_000), (572_000, 155_000), (570_000, 157_000)]
    )
    districts = read_districts(geojson(feature(in_degrees(bow_tie), name="A")))
    assert districts.polygons[0].is_valid
    assert districts.polygons[0].area == pytest.approx(2e6, rel=1e-4)


def test_the_fingerprint_is_of_the_bytes():
    other = geojson(feature(in_degrees(WEST), name="West"))
    assert read_districts(toy()).fingerprint == read_districts(toy()).fingerprint
    assert read_districts(toy()).fingerprint != read_districts(other).fingerprint


def test_each_point_is_in_one_district_and_on_a_border_in_the_first_by_name():
    crs = {"properties": {"name": "EPSG:27700"}}
    rows = [feature(WEST, name="West"), feature(EAST, name="East")]
    districts = read_districts(geojson(*rows, crs=crs))
    easting = np.array([570_500, 571_000, 571_500, 571_000, 569_999, np.nan])
    northing = np.full(6, 155_500.0)
    found = districts.district_of(easting, northing)
    assert found.tolist() == ["West", "East", "East", "East", "", ""]


def test_where_polygons_overlap_the_first_name_has_it():
    crs = {"properties": {"name": "EPSG:27700"}}
    rows = [feature(WEST, name="B"), feature(WEST, name="A")]
    districts = read_districts(geojson(*rows, crs=crs))
    assert districts.district_of([570_500], [155_500]).tolist() == ["A"]


def test_a_users_districts_are_taken_as_drawn_and_have_no_reach():
    assert read_districts(toy()).district_of([572_050], [155_100]).tolist() == [""]


def test_no_points_have_no_districts():
    assert kent_districts().district_of([], []).tolist() == []


def test_kents_districts_are_the_13_built_in_and_credit_their_sources():
    districts = kent_districts()
    assert districts.names == tuple(sorted(KENT_DISTRICTS.values()))
    assert not districts.replaces_lsoa_names
    assert shapely.is_valid(districts.polygons).all()
    for source in ("OpenStreetMap contributors", "Royal Mail", "OS data", "Statistics"):
        assert source in districts.attribution


def test_off_kents_coast_the_nearest_district_in_reach_has_the_point():
    """The end of Deal pier lies in Dover; a ship in the Channel lies nowhere."""
    districts = kent_districts()
    easting, northing = [638_060.0, 660_000.0], [152_660.0, 150_000.0]
    assert districts.district_of(easting, northing).tolist() == ["Dover", ""]
    kent = shapely.union_all(districts.polygons)
    pier, ship = shapely.points(easting, northing)
    assert 0 < shapely.distance(kent, pier) <= REACH_M < shapely.distance(kent, ship)


def test_of_two_districts_in_reach_the_nearer_has_the_point():
    districts = kent_districts()
    outside = shapely.difference(
        shapely.box(*shapely.total_bounds(districts.polygons)),
        shapely.union_all(districts.polygons),
    )
    rng = np.random.default_rng(1)
    west, south, east, north = outside.bounds
    at = rng.uniform((west, south), (east, north), size=(2_000, 2))
    at = at[shapely.intersects(outside, shapely.points(at))]
    away_m = shapely.distance(shapely.points(at)[:, None], districts.polygons[None, :])
    nearest = np.array(districts.names, dtype=object)[away_m.argmin(axis=1)]
    expected = np.where(away_m.min(axis=1) <= REACH_M, nearest, "")
    assert (districts.district_of(*at.T) == expected).all()
    assert len(set(expected)) > 10


def test_kents_districts_need_no_geopandas():
    """Its import takes longer than all else that placing an incident needs."""
    code = (
        "import sys; from hotspots.sources.shapes.boundaries import kent_districts;"
        "kent_districts(); print('geopandas' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "False"
