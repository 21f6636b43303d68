"""Every reader of files from outside: a row each, with sound files to spoil."""

from __future__ import annotations

import contextlib
import functools
import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import geopandas as gpd
import pandas as pd
import shapely

from hotspots.disclosure.record import no_record, read_record, write_record
from hotspots.errors import InputError
from hotspots.method.zoning.national import count_parquet
from hotspots.presentation.briefing.settings import PackSettings
from hotspots.settings import Settings, built_in_strands
from hotspots.settings.strand_files import (
    built_in_definitions,
    definitions_from,
    definitions_to_json,
    read_definitions,
)
from hotspots.sources.force_extract.cells import workbooks as workbook_cells
from hotspots.sources.force_extract.cells.workbook_process import read_apart
from hotspots.sources.force_extract.columns.mapping import Mapping, mapping_from_json
from hotspots.sources.force_extract.read import read_extract
from hotspots.sources.opening import Upload
from hotspots.sources.patrol_log import read_patrol_log
from hotspots.sources.police_uk.read import read_police_uk
from hotspots.sources.shapes.boundaries import read_districts
from hotspots.sources.shapes.polygon_files import read_polygon_file
from hotspots.sources.shapes.zone_files import (
    read_chosen_zones,
    read_zone_lists,
    read_zones,
)
from hotspots.sources.stored_reading import NotAReadingError, from_bytes, to_bytes
from hotspots.sources.weight_files import read_weights
from tests.disclosure.test_record import RELEASE
from tests.fuzz.fuzzing import Target
from tests.sources.force_extract import extracts
from tests.toy import as_csv, rows_of

ZONES = pd.DataFrame(
    {
        "zone": ["A1", "A2", "H350-1389-0514"],
        "name": ["Mill Lane", "High Street", "High Street"],
        "district": ["Swale", "Swale", "Dover"],
    }
)


# Street files of data.police.uk


def street_files() -> list[bytes]:
    rows = rows_of()
    old = "Month,Falls within,Easting,Northing,Location,Crime type\n" + "".join(
        f"2012-03,Kent Police,{575974 + n},{156304 - n},On or near Mill Lane,{kind}\n"
        for n, kind in enumerate(("Robbery", "Violent crime", "Anti-social behaviour"))
    )
    quoted = as_csv(rows[:9]).replace("Mill Lane", '"Mill Lane, off ""High"" Street"')
    return [as_csv(rows).encode(), old.encode(), quoted.encode()]


def read_street(content: bytes, name: str = "2025-01-kent-street.csv") -> None:
    reading = read_police_uk(Upload(name, content))
    files = reading.files
    assert len(reading.incidents) == files["rows_kept"].sum()
    assert len(reading.set_aside) == files["rows_set_aside"].sum()
    both = files["rows_kept"] + files["rows_set_aside"]
    assert (both == files["rows_read"]).all()


def zips() -> list[bytes]:
    one, old, quoted = street_files()
    found = []
    for how in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", how) as archive:
            archive.writestr("2025-01/2025-01-toy-street.csv", one)
            archive.writestr("2025-02/2025-02-toy-street.csv", quoted)
            archive.writestr("2012-03-kent-street.csv", old)
            archive.writestr("notes.txt", b"not read")
        found.append(packed.getvalue())
    return found


def stored_readings() -> list[bytes]:
    return [
        to_bytes(read_police_uk(Upload("2025-01-toy-street.csv", content)))
        for content in street_files()
    ]


def read_stored(content: bytes) -> None:
    try:
        from_bytes(content)
    except NotAReadingError as error:
        msg = "it is read anew"
        raise InputError(msg) from error


# Polygons, in each format


@functools.cache
def _shapes() -> gpd.GeoDataFrame:
    degrees = [shapely.box(0.5 + n / 50, 51.2, 0.51 + n / 50, 51.21) for n in range(3)]
    two = shapely.MultiPolygon([shapely.box(0.6, 51.3, 0.61, 51.31), degrees[2]])
    tie = shapely.Polygon([(0.7, 51.1), (0.71, 51.11), (0.71, 51.1), (0.7, 51.11)])
    return gpd.GeoDataFrame(
        {
            "zone": ["A1", "A2", "B1", "B2"],
            "name": ["Mill Lane", "Quay", "", "High Street"],
            "district": ["Swale", "Swale", "Dover", "Medway"],
            "tier": ["1", "2", "", "x"],
            "start": ["2024-04", "2024-05", "", ""],
        },
        geometry=[*degrees[:2], two, tie],
        crs="EPSG:4326",
    )


def polygons(suffix: str) -> Callable[[], list[bytes]]:
    @functools.cache
    def sound() -> list[bytes]:
        frames = [_shapes(), _shapes().to_crs(27700)]
        return [_written(frame, suffix) for frame in frames]

    return sound


def _written(frame: gpd.GeoDataFrame, suffix: str) -> bytes:
    if suffix in _WRITERS:
        return _WRITERS[suffix](frame)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{suffix}"
        if suffix == "parquet":
            frame.to_parquet(path)
        else:
            frame.to_file(path)
        return path.read_bytes()


def _csv(frame: gpd.GeoDataFrame) -> bytes:
    columns = pd.DataFrame(frame.drop(columns="geometry"))
    return columns.assign(wkt=frame.geometry.to_wkt()).to_csv(index=False).encode()


def _shapefile_zip(frame: gpd.GeoDataFrame) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        frame.to_file(Path(folder) / "a.shp")
        parts = sorted(Path(folder).glob("a.*"))
        return _zipped({part.name: part.read_bytes() for part in parts})


def _zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _sheet(frame: gpd.GeoDataFrame) -> str:
    table = pd.read_csv(io.BytesIO(_csv(frame)), dtype="str").fillna("")
    return extracts.sheet_xml([list(table), *table.to_numpy().tolist()])


def _kml(frame: gpd.GeoDataFrame) -> bytes:
    rows = ""
    for row in frame.to_crs(4326).itertuples():
        rings = [
            " ".join(f"{east},{north}" for east, north in part.exterior.coords)
            for part in shapely.get_parts(row.geometry)
        ]
        drawn = "".join(
            "<Polygon><outerBoundaryIs><LinearRing><coordinates>"
            f"{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon>"
            for ring in rings
        )
        rows += (
            f"<Placemark><name>{row.zone}</name><MultiGeometry>{drawn}</MultiGeometry>"
            "</Placemark>"
        )
    start = '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2">'
    return f"{start}<Document><Folder>{rows}</Folder></Document></kml>".encode()


def _esri_json(frame: gpd.GeoDataFrame) -> bytes:
    rows = [
        {
            "attributes": {"zone": row.zone, "name": row.name_},
            "geometry": {
                "rings": [
                    [list(point) for point in part.exterior.coords]
                    for part in shapely.get_parts(row.geometry)
                ]
            },
        }
        for row in frame.rename(columns={"name": "name_"}).itertuples()
    ]
    return json.dumps(
        {
            "geometryType": "esriGeometryPolygon",
            "spatialReference": {"wkid": frame.crs.to_epsg()},
            "fields": [
                {"name": name, "type": "esriFieldTypeString"}
                for name in ("zone", "name")
            ],
            "features": rows,
        }
    ).encode()


_WRITERS: dict[str, Callable[[gpd.GeoDataFrame], bytes]] = {
    "csv": _csv,
    "zip": _shapefile_zip,
    "kml": _kml,
    "kmz": lambda frame: _zipped({"doc.kml": _kml(frame)}),
    "json": _esri_json,
    "xlsx": lambda frame: extracts.workbook_bytes(
        {"Notes": extracts.sheet_xml([["None"]]), "Zones": _sheet(frame)}
    ),
}


def read_polygons_of_workbook(content: bytes) -> None:
    """As `read_polygons`: each use asks for the same cells, and gets those once read."""
    once = functools.cache(read_apart)
    with mock.patch.object(workbook_cells, "read_apart", once):
        read_polygons(content, suffix="xlsx")


def read_polygons(content: bytes, *, suffix: str) -> None:
    upload = Upload(f"a.{suffix}", content)
    file = read_polygon_file(upload)
    assert len(file.columns) == len(file.polygons)
    assert shapely.is_valid(file.polygons).all()
    assert (shapely.area(file.polygons) > 0).all()
    refusals = []
    for further in (read_zones, read_districts, read_chosen_zones, read_zone_lists):
        # Each may refuse it for a reason of its own, in words.
        try:
            further(upload)
        except InputError as error:
            refusals.append(error)
    if refusals:
        raise max(refusals, key=lambda error: len(str(error)))


# Logs, scales, settings, records


def patrol_logs() -> list[bytes]:
    return [
        b"zone,date,hours\nA1,2025-01-02,1.5\nA2,31/01/2025,2:30\nB9,2025-02-01,1\n",
        b"Hotspot;Date;Start;End\nMill Lane;01/02/2025;22:00;01:30\nA2;2025-02-30;1;2\n",
        b"zone,date,visits,minutes\nH350-1389-0514,3 Feb 2025,2,90\nTotal,,2,90\n",
    ]


def read_log(content: bytes) -> None:
    log = read_patrol_log(Upload("log.csv", content), zones=ZONES)
    lines = [*log.patrols["line"], *log.set_aside["line"]]
    assert len(set(lines)) == len(lines) > 0
    if content.isascii() and not set(content) & set(b'"\r\0\x0b\x0c\x1c\x1d\x1e\x85'):
        written = enumerate(content.decode().split("\n"), start=1)
        _, *rows = [line for line, text in written if text.strip(" ,;\t|")]
        assert set(rows) <= set(lines)


def scales() -> list[bytes]:
    return [
        b"category,weight,unit\nRobbery,365,days\nAnti-social behaviour,1,days\n",
        b"weight,category\n1.5,Burglary\n2,Drugs\n",
        b"Offence code,Offence,Score\n008/06,ABH,10\n34B,Robbery,365\n,Arson,3.5\n",
    ]


def settings_files() -> list[bytes]:
    return [Settings().to_json().encode()]


def read_settings(content: bytes) -> None:
    settings = Settings.from_json(content.decode("utf-8", "replace"))
    assert Settings.from_json(settings.to_json()) == settings


def pack_settings(*, is_public: bool) -> list[bytes]:
    pack = PackSettings(settings=Settings())
    written = pack.to_json(fingerprint="", is_public=is_public)
    return [written.encode(), *settings_files()]


def read_pack_settings(content: bytes, *, is_public: bool) -> None:
    text = content.decode("utf-8", "replace")
    read = PackSettings.from_json(text, is_public=is_public)
    again = read.to_json(fingerprint="", is_public=is_public)
    assert PackSettings.from_json(again, is_public=is_public) == read


def strand_files() -> list[bytes]:
    public = definitions_to_json(built_in_definitions())
    own = {
        "name": "shops",
        "n_zones": 9,
        "floor": 0,
        "from_extracts": [
            {
                "name": "retail",
                "title": "Retail crime",
                "offence_classes": ["30C"],
                "notes": {"page": "From shops."},
            }
        ],
    }
    return [json.dumps(each).encode() for each in (public, {"strands": [own]})]


def read_strands(content: bytes) -> None:
    read = read_definitions(content, name="mine.json")
    assert definitions_from(definitions_to_json(read)) == read


def mappings() -> list[bytes]:
    full = Mapping(
        columns={"point": "P", "from_date": "From", "asb_type": "Type"},
        flags={"Knife": "knife", "DA": {"Y": "domestic abuse"}},
        person_columns=("Victim",),
        date_order="day first",
        swapped=False,
        one_row_per="incident",
        sheet="Data",
        heading_row=2,
    )
    return [full.to_json().encode(), extract_mapping().to_json().encode()]


def extract_mapping() -> Mapping:
    """What the columns of `extract_tables` are."""
    return Mapping(
        {
            "from_date": "Committed from",
            "offence_title": "Offence",
            "easting": "Easting",
            "northing": "Northing",
        }
    )


def read_mapping(content: bytes) -> None:
    mapping = mapping_from_json(content, "columns.json")
    assert mapping_from_json(mapping.to_json()) == mapping
    # It may name columns that this extract has not.
    with contextlib.suppress(InputError):
        reading = read_extract(extract_tables()[0], "extract.csv", mapping=mapping)
        assert len(reading.rows) + len(reading.set_aside) == reading.n_read


def records() -> list[bytes]:
    full = write_record(no_record(), dict.fromkeys(built_in_strands(), RELEASE))
    return [full.encode(), write_record(no_record(), {}).encode()]


def read_private_record(content: bytes) -> None:
    write_record(read_record(content, name="private-record.json"), {})


# A force's own extract


@functools.cache
def extract_tables() -> list[bytes]:
    columns: dict[str, extracts.Cell] = {
        "Committed from": lambda row: row.start.strftime("%d/%m/%Y %H:%M"),
        "Offence": lambda row: row.title,
        "Easting": lambda row: row.easting,
        "Northing": lambda row: row.northing,
    }
    asb: dict[str, extracts.Cell] = {
        "Incident No": lambda row: row.number // 2,
        "Date": lambda row: row.start.date().isoformat(),
        "Type": lambda row: row.asb_type,
        "Latitude": lambda row: row.latitude,
        "Longitude": lambda row: row.longitude,
    }
    rows = extracts.incidents(16)
    return [extracts.csv_bytes(extracts.cells(each, rows)) for each in (columns, asb)]


def workbooks() -> list[bytes]:
    tables = [
        [line.split(",") for line in content.decode().split("\r\n") if line]
        for content in extract_tables()
    ]
    return [
        extracts.workbook_bytes({"Data": extracts.sheet_xml(table)}) for table in tables
    ]


def parquet_tables() -> list[bytes]:
    found = []
    for content in extract_tables():
        written = io.BytesIO()
        pd.read_csv(io.BytesIO(content)).to_parquet(written)
        found.append(written.getvalue())
    return found


def read_force_extract(content: bytes) -> None:
    reading = read_extract(content, "extract.csv")
    assert len(reading.rows) + len(reading.set_aside) == reading.n_read


# Parquet of incidents


def incident_parquet() -> list[bytes]:
    reading = read_police_uk(Upload("2025-01-toy-street.csv", street_files()[0]))
    written = io.BytesIO()
    reading.incidents.to_parquet(written)
    return [written.getvalue()]


def read_parquet(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.parquet"
        path.write_bytes(content)
        assert int(count_parquet(path, width_m=350).sum()) >= 0


SUFFIXES = ("geojson", "json", "gpkg", "fgb", "kml", "kmz", "parquet", "csv", "zip")

TARGETS: tuple[Target, ...] = (
    Target("street csv", street_files, read_street),
    Target("zip", zips, functools.partial(read_street, name="a.zip")),
    Target("stored reading", stored_readings, read_stored),
    *(
        Target(
            f"polygons {suffix}",
            polygons(suffix),
            functools.partial(read_polygons, suffix=suffix),
        )
        for suffix in SUFFIXES
    ),
    Target("polygons xlsx", polygons("xlsx"), read_polygons_of_workbook),
    Target("patrol log", patrol_logs, read_log),
    Target("harm scale", scales, functools.partial(read_weights, name="own.csv")),
    Target("settings", settings_files, read_settings),
    *(
        Target(
            name,
            functools.partial(pack_settings, is_public=is_public),
            functools.partial(read_pack_settings, is_public=is_public),
        )
        for name, is_public in (("pack settings", True), ("private settings", False))
    ),
    Target("private record", records, read_private_record),
    Target("strands", strand_files, read_strands),
    Target("columns", mappings, read_mapping),
    Target("force extract, csv", extract_tables, read_force_extract),
    Target("force extract, workbook", workbooks, read_force_extract),
    Target("force extract, Parquet", parquet_tables, read_force_extract),
    Target("incidents in Parquet", incident_parquet, read_parquet),
)
