"""The formats in which chosen zones leave: a row for each, suffix and writer.

A row added to `FORMATS` is offered by the command line and by the pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePath

from hotspots.errors import InputError
from hotspots.presentation.files.exports import to_csv, to_geojson
from hotspots.presentation.files.geopackage import to_geopackage
from hotspots.presentation.files.geoparquet import to_geoparquet
from hotspots.presentation.files.kml import to_kml
from hotspots.presentation.files.workbook import to_workbook
from hotspots.presentation.files.zone_list import ZonesToWrite, as_wkt
from hotspots.tables import MADE_WITH, WKT


@dataclass(frozen=True)
class Format:
    """A format of a file.

    Attributes
    ----------
    suffix
        How a file's name ends, such as `.csv`.
    title
        What people call it.
    write
        Writes zones as the file's bytes.
    """

    suffix: str
    title: str
    write: Callable[[ZonesToWrite], bytes]


def _csv(zones: ZonesToWrite) -> bytes:
    # One cell holds what made the list: every row would have it a hundred times over.
    said = [json.dumps(dict(zones.made_by), ensure_ascii=False)]
    said += [""] * (len(zones.selection) - 1)
    rows = zones.selection.assign(
        wkt=as_wkt(zones.outlines), hotspots=said[: len(zones.selection)]
    )
    table = replace(zones.table, columns=(*zones.table.columns, WKT, MADE_WITH))
    return to_csv(rows, table)


def _geojson(zones: ZonesToWrite) -> bytes:
    return to_geojson(
        zones.selection,
        zones.table,
        outlines=zones.outlines,
        made_by=zones.made_by,
        attribution=zones.attribution,
    )


FORMATS = (
    Format(".csv", "CSV", _csv),
    Format(".xlsx", "Excel", to_workbook),
    Format(".geojson", "GeoJSON", _geojson),
    Format(".gpkg", "GeoPackage", to_geopackage),
    Format(".kml", "KML", to_kml),
    Format(".parquet", "GeoParquet", to_geoparquet),
)


def suffixes() -> list[str]:
    """Return how the names of files of chosen zones may end."""
    return [each.suffix for each in FORMATS]


def format_of(name: str | PurePath) -> Format:
    """Return the format that a file's name asks for.

    Raises
    ------
    InputError
        If no such file is written.

    Examples
    --------
    >>> format_of("zones.GeoJSON").suffix
    '.geojson'
    """
    suffix = PurePath(name).suffix.lower()
    for each in FORMATS:
        if each.suffix == suffix:
            return each
    msg = f"{name} cannot be written: its name must end in {' or '.join(suffixes())}."
    raise InputError(msg)
