"""The user's own zones: polygons to use as they are drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from hotspots.errors import InputError

if TYPE_CHECKING:
    from hotspots.sources.files import Source
    from hotspots.sources.polygon_files import PolygonFile

# Columns that tell zones apart, and that name them, likeliest first. LSOA21CD and
# LSOA21NM are the style of the Office for National Statistics.
_ID_COLUMNS = (r"zone(_?id)?", r"id", r"code", r"\w+\d\dCD", r"name", r"\w+\d\dNM")
_NAME_COLUMNS = (r"name", r"\w+\d\dNM")


@dataclass(frozen=True, eq=False)
class ZonePolygons:
    """Polygons that a user brought as zones, in the order of their ids.

    Attributes
    ----------
    ids
        Identifier of each zone, unique.
    names
        Name of each zone, or empty where the file gives none.
    polygons
        Shapely polygons in EPSG:27700 (metres).
    fingerprint
        sha256 of the file, in hexadecimal.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    polygons: NDArray[np.object_]
    fingerprint: str


def read_zones(source: Source) -> ZonePolygons:
    """Read a user's zones from a file of polygons.

    Parameters
    ----------
    source
        A path or an upload: GeoJSON, GeoPackage or a shapefile in a zip, in any
        coordinate system. Ids come from a column such as `zone`, `id` or `LSOA21CD`;
        names from one such as `name` or `LSOA21NM`, where there is one.

    Raises
    ------
    InputError
        If it is no such file, has no column of ids, or repeats an id.
    """
    from hotspots.sources.polygon_files import read_polygon_file

    file = read_polygon_file(source)
    ids = _texts(file, _ID_COLUMNS)
    if ids is None:
        found = ", ".join(map(str, file.columns)) or "none"
        msg = (
            f"{file.name} has no column that tells its zones apart, such as zone or "
            f"LSOA21CD. It has: {found}. Rename the right one to zone."
        )
        raise InputError(msg)
    _refuse_repeated(file.name, ids)
    names = _texts(file, _NAME_COLUMNS) or [""] * len(ids)
    order = np.argsort(np.array(ids, dtype=object), kind="stable")
    return ZonePolygons(
        ids=tuple(ids[row] for row in order),
        names=tuple(names[row] for row in order),
        polygons=file.polygons[order],
        fingerprint=file.fingerprint,
    )


def _texts(file: PolygonFile, patterns: tuple[str, ...]) -> list[str] | None:
    for pattern in patterns:
        for column in file.columns:
            if re.fullmatch(pattern, str(column), flags=re.IGNORECASE):
                return file.columns[column].fillna("").astype("str").to_list()
    return None


def _refuse_repeated(name: str, ids: list[str]) -> None:
    for row, zone in enumerate(ids):
        if not zone.strip():
            msg = f"{name}: row {row + 1} has no id. Give each zone its own."
            raise InputError(msg)
        if zone in ids[:row]:
            msg = f"{name} has two zones called {zone}. Give each zone its own id."
            raise InputError(msg)
