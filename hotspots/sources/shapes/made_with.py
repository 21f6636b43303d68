"""What a zone file of this software says of its making, whatever its format."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from hotspots.errors import InputError
from hotspots.sources.force_extract.cells.workbooks import read_workbook
from hotspots.sources.opening import Upload
from hotspots.texts import json_of

if TYPE_CHECKING:
    from hotspots.sources.opening import Source

# Member, metadata item, data item or row in which it is kept.
NAME = "hotspots"
# No settings are longer; a table can make a text of any length as it is read.
_LONGEST = 20_000_000
SETTINGS_SHEET = "Settings"
_IN_GEOPACKAGE = re.compile(r'<MDI key="hotspots">(.*?)</MDI>', flags=re.DOTALL)
_IN_KML = re.compile(rb'<Data name="hotspots">\s*<value>(.*?)</value>', flags=re.DOTALL)


def made_with(source: Source) -> dict[str, Any]:
    """Return what a zone file that was read says of its making; nothing if not ours."""
    if isinstance(source, Upload):
        path, content = PurePath(source.name), source.content
    else:
        path, content = PurePath(source), Path(source).read_bytes()
    reader = READERS.get(path.suffix.lower())
    said = reader(content) if reader else None
    if isinstance(said, str | bytes):
        try:
            said = json_of(said)
        except ValueError:
            return {}
    return said if isinstance(said, dict) else {}


def _of_geojson(content: bytes) -> object:
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        # A mapping library may read what is no strict JSON; our own files are.
        return None
    return document.get(NAME) if isinstance(document, dict) else None


def _of_geoparquet(content: bytes) -> object:
    import pyarrow as pa
    import pyarrow.parquet as pq

    return (pq.read_schema(pa.BufferReader(content)).metadata or {}).get(NAME.encode())


def _of_geopackage(content: bytes) -> object:
    with closing(sqlite3.connect(":memory:")) as base:
        base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        try:
            base.deserialize(content)
            is_table = base.execute(
                "SELECT 1 FROM sqlite_master "
                "WHERE type = 'table' AND name = 'gpkg_metadata'"
            ).fetchone()
            rows = (
                base.execute("SELECT metadata FROM gpkg_metadata") if is_table else ()
            )
            found = [_IN_GEOPACKAGE.search(str(row[0])) for row in rows]
        except sqlite3.Error:
            return None
    return next((html.unescape(each[1]) for each in found if each), None)


def _of_kml(content: bytes) -> object:
    found = _IN_KML.search(content)
    return html.unescape(found[1].decode("utf-8", errors="replace")) if found else None


def _of_workbook(content: bytes) -> object:
    try:
        rows = read_workbook(content, "", sheet=SETTINGS_SHEET).cells
    except InputError:
        return None
    return "".join(row[1] for row in rows if row[:1] == [NAME] and row[1:]) or None


def _of_csv(content: bytes) -> object:
    lines = csv.reader(io.StringIO(content.decode("utf-8-sig", errors="replace")))
    try:
        heading, first = next(lines, []), next(lines, [])
    except csv.Error:
        return None
    return dict(zip(heading, first, strict=False)).get(NAME)


READERS: Mapping[str, Callable[[bytes], object]] = {
    ".geojson": _of_geojson,
    ".json": _of_geojson,
    ".parquet": _of_geoparquet,
    ".geoparquet": _of_geoparquet,
    ".gpkg": _of_geopackage,
    ".kml": _of_kml,
    ".xlsx": _of_workbook,
    ".csv": _of_csv,
}
