"""Files of zones: a user's polygons, and the zone files that this software writes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.settings import STRANDS, Settings
from hotspots.sources.opening import Upload
from hotspots.tables import CHOSEN, check

if TYPE_CHECKING:
    from hotspots.sources.opening import Source
    from hotspots.sources.shapes.polygon_files import PolygonFile

# Columns that tell zones apart, and that name them, likeliest first. LSOA21CD and
# LSOA21NM are the style of the Office for National Statistics.
_ID_COLUMNS = (r"zone(_?id)?", r"id", r"code", r"\w+\d\dCD", r"name", r"\w+\d\dNM")
_NAME_COLUMNS = (r"name", r"\w+\d\dNM")
_DISTRICT_COLUMNS = (r"district", r"LAD\d\dNM")

# Member of a GeoJSON file in which this software keeps what made the zones.
_MADE_WITH = "hotspots"


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


@dataclass(frozen=True, eq=False)
class ChosenZones:
    """Chosen zones read from a file.

    Attributes
    ----------
    name
        The file's name, for messages.
    zones
        Table `CHOSEN`, in the file's order; names and districts are empty where the
        file gives none.
    polygons
        The zones as drawn.
    strand
        `asb` or `violence`; empty if the file does not say.
    settings
        What made the zones; None for a file of another maker.
    missing_months
        Months of selection that the maker's data did not hold.
    """

    name: str
    zones: pd.DataFrame
    polygons: ZonePolygons
    strand: str = ""
    settings: Settings | None = None
    missing_months: tuple[str, ...] = ()

    def strand_or(self, given: str | None) -> str:
        """Return the file's strand, or the one given where the file says none.

        Raises
        ------
        InputError
            If neither says, or both do and differ.
        """
        if self.strand and given and given != self.strand:
            msg = (
                f"{self.name} holds zones of {self.strand}, not of {given}. Leave out "
                f"--strand, or give the zones of {given}."
            )
            raise InputError(msg)
        if not (self.strand or given):
            msg = (
                f"{self.name} does not say its strand. Add --strand "
                f"{' or --strand '.join(STRANDS)}."
            )
            raise InputError(msg)
        return self.strand or str(given)


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
    from hotspots.sources.shapes.polygon_files import read_polygon_file

    return _in_order(read_polygon_file(source))


def read_chosen_zones(source: Source) -> ChosenZones:
    """Read chosen zones, with the strand and the settings where the file tells them.

    Parameters
    ----------
    source
        A zone file that this software wrote, or any file for `read_zones`.

    Raises
    ------
    InputError
        As `read_zones`, or if what the file says of its making cannot be used.
    """
    from hotspots.sources.shapes.polygon_files import read_polygon_file

    file = read_polygon_file(source)
    polygons = _in_order(file)
    made_with = _made_with(source)
    try:
        strand, settings = _strand_of(made_with), _settings_of(made_with)
    except InputError as error:
        msg = f"{file.name} tells how its zones were made, but not usably: {error}"
        raise InputError(msg) from error
    zones = {
        "zone": _texts(file, _ID_COLUMNS),
        "name": _texts(file, _NAME_COLUMNS) or "",
        "district": _texts(file, _DISTRICT_COLUMNS) or "",
    }
    table = check(pd.DataFrame(zones, dtype="str"), CHOSEN)
    missing = tuple(map(str, made_with.get("missing_months") or ()))
    return ChosenZones(file.name, table, polygons, strand, settings, missing)


def _made_with(source: Source) -> dict[str, Any]:
    """Return what a GeoJSON file that was read says of its making."""
    if isinstance(source, Upload):
        path, content = PurePath(source.name), source.content
    else:
        path, content = PurePath(source), Path(source).read_bytes()
    if path.suffix.lower() not in (".geojson", ".json"):
        return {}
    told = json.loads(content.decode("utf-8-sig")).get(_MADE_WITH)
    return told if isinstance(told, dict) else {}


def _strand_of(made_with: dict[str, Any]) -> str:
    strand = made_with.get("strand", "")
    if strand and strand not in STRANDS:
        msg = f"There is no strand “{strand}”. Choose {' or '.join(STRANDS)}."
        raise InputError(msg)
    return str(strand)


def _settings_of(made_with: dict[str, Any]) -> Settings | None:
    if not made_with:
        return None
    settings = Settings.from_json(json.dumps(made_with.get("settings", {})))
    return replace(
        settings,
        first_month=made_with.get("first_month") or settings.first_month,
        last_month=made_with.get("last_month") or settings.last_month,
    )


def _in_order(file: PolygonFile) -> ZonePolygons:
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
    seen: set[str] = set()
    for row, zone in enumerate(ids):
        if not zone.strip():
            msg = f"{name}: row {row + 1} has no id. Give each zone its own."
            raise InputError(msg)
        if zone in seen:
            msg = f"{name} has two zones called {zone}. Give each zone its own id."
            raise InputError(msg)
        seen.add(zone)
