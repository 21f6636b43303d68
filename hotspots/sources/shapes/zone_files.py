"""Files of zones: a user's polygons, and the zone files that this software writes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.settings import Settings, built_in_strands
from hotspots.sources.shapes.made_with import made_with
from hotspots.sources.shapes.polygon_files import (
    PolygonFile,
    ShapeNotes,
    read_polygon_file,
)
from hotspots.sources.shapes.zone_columns import (
    ZoneColumns,
    ZoneFileOptions,
    columns_of,
    texts_of,
)
from hotspots.tables import CHOSEN, check

if TYPE_CHECKING:
    from hotspots.sources.opening import Source


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
    columns
        Which columns of the file gave ids, names and districts.
    notes
        What was done to the shapes.
    name
        The file's name, for messages.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    polygons: NDArray[np.object_]
    fingerprint: str
    columns: ZoneColumns = field(default_factory=ZoneColumns)
    notes: ShapeNotes = field(default_factory=ShapeNotes)
    name: str = ""


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
        Name of the strand; empty if the file does not say.
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
                f"{self.name} contains zones of {self.strand}, not of {given}. Leave "
                f"out --strand, or give the zones of {given}."
            )
            raise InputError(msg)
        if not (self.strand or given):
            msg = (
                f"{self.name} does not say its strand. Add --strand "
                f"{' or --strand '.join(built_in_strands())}."
            )
            raise InputError(msg)
        return self.strand or str(given)


def read_zones(source: Source, asked: ZoneFileOptions | None = None) -> ZonePolygons:
    """Read a user's zones from a file of polygons.

    Parameters
    ----------
    source
        A path or an upload in any format for `read_polygon_file`.
    asked
        Layer and columns; without them the columns are found as `columns_of` says.

    Raises
    ------
    InputError
        If it is no such file, has no column of ids, or repeats an id.
    """
    asked = asked or ZoneFileOptions()
    file = read_polygon_file(source, layer=asked.layer)
    return _in_order(file, columns_of(file, asked))


def read_chosen_zones(
    source: Source, asked: ZoneFileOptions | None = None
) -> ChosenZones:
    """Read chosen zones, with the strand and the settings where the file tells them.

    Parameters
    ----------
    source
        A zone file that this software wrote, or any file for `read_zones`.
    asked
        As for `read_zones`.

    Raises
    ------
    InputError
        As `read_zones`, or if what the file says of its making cannot be used.
    """
    asked = asked or ZoneFileOptions()
    file = read_polygon_file(source, layer=asked.layer)
    columns = columns_of(file, asked)
    polygons = _in_order(file, columns)
    said = made_with(source)
    try:
        strand, settings = _strand_of(said), _settings_of(said)
        if strand:
            # Refused here if the settings have no such strand.
            (settings or Settings()).strand(strand)
    except InputError as error:
        msg = (
            f"{file.name} describes how its zones were made in a way that cannot be "
            f"used: {error}"
        )
        raise InputError(msg) from error
    zones = {
        "zone": texts_of(file, columns.zone),
        "name": texts_of(file, columns.name),
        "district": texts_of(file, columns.district),
    }
    table = check(pd.DataFrame(zones, dtype="str"), CHOSEN)
    missing = tuple(map(str, said.get("missing_months") or ()))
    return ChosenZones(file.name, table, polygons, strand, settings, missing)


def _strand_of(said: dict[str, Any]) -> str:
    return str(said.get("strand", ""))


def _settings_of(said: dict[str, Any]) -> Settings | None:
    if not said:
        return None
    written = said.get("settings", {})
    if isinstance(written, dict):
        # The months that the zones were made on, for settings that leave them open.
        months = {name: said.get(name) for name in ("first_month", "last_month")}
        written = written | {name: month for name, month in months.items() if month}
    return Settings.from_json(json.dumps(written))


def _in_order(file: PolygonFile, columns: ZoneColumns) -> ZonePolygons:
    ids, names = texts_of(file, columns.zone), texts_of(file, columns.name)
    _refuse_repeated(file.name, ids)
    order = np.argsort(np.array(ids, dtype=object), kind="stable")
    return ZonePolygons(
        ids=tuple(ids[row] for row in order),
        names=tuple(names[row] for row in order),
        polygons=file.polygons[order],
        fingerprint=file.fingerprint,
        columns=columns,
        notes=file.notes,
        name=file.name,
    )


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
