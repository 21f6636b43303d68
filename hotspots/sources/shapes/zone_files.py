"""Files of zones: a user's polygons, and the zone files that this software writes.

Long because any file of polygons may be either.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.months import Period
from hotspots.settings import Settings, built_in_strands
from hotspots.sources.shapes.made_with import made_with
from hotspots.sources.shapes.patrolled_zones import (
    by_strand,
    chosen_on_of,
    patrols_of,
)
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
    from hotspots.settings import Strand
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
    patrols
        Table `PATROLLED_ZONES`, in the order of `zones`.
    chosen_on
        Months that the zones were chosen on, where the file says so; else None.
    """

    name: str
    zones: pd.DataFrame
    polygons: ZonePolygons
    patrols: pd.DataFrame
    strand: str = ""
    settings: Settings | None = None
    missing_months: tuple[str, ...] = ()
    chosen_on: Period | None = None

    @property
    def identity(self) -> str:
        """Text that changes with anything that is shown of the zones."""
        parts = (
            self.name,
            self.polygons.fingerprint,
            self.strand,
            repr(self.polygons.columns),
            *self.polygons.ids,
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    @property
    def says_starts(self) -> bool:
        """Whether the file says when patrols began in any of its zones."""
        return bool((self.patrols["start"] != "").any())

    @property
    def says_patrols(self) -> bool:
        """Whether the file says anything of the patrols of its zones.

        A tier that this software gave says nothing of patrols.
        """
        columns = ["start", "end", "agency"]
        said = self.patrols[columns if self.settings else [*columns, "tier"]]
        return bool((said != "").any(axis=None))

    def settings_or(self, usual: Settings) -> Settings:
        """Return what made the zones, or else the usual settings with their months."""
        if self.settings is None:
            return replace(usual, chosen_on=self.chosen_on)
        if self.says_starts:
            # Each zone has months of its own, whatever its maker compared.
            return replace(self.settings, before=None, after=None)
        return self.settings

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
    source: Source,
    asked: ZoneFileOptions | None = None,
    *,
    strand: str | None = None,
) -> ChosenZones:
    """Read chosen zones, with the strand and the settings where the file tells them.

    Parameters
    ----------
    source
        A zone file that this software wrote, or any file for `read_zones`.
    asked
        As for `read_zones`.
    strand
        The strand wanted, of a file whose rows name several.

    Raises
    ------
    InputError
        As `read_zones`, or if what the file says of its making cannot be used, or its
        rows name several strands and none is wanted.
    """
    lists = read_zone_lists(source, asked)
    wanted = [each for each in lists if strand in (None, each.strand)]
    if len(lists) == 1:
        return lists[0]
    if len(wanted) == 1:
        return wanted[0]
    names = [each.strand for each in lists]
    msg = (
        f"{lists[0].name} contains zones of {' and of '.join(names)}. Add --strand "
        f"{' or --strand '.join(names)}."
    )
    raise InputError(msg)


def read_zone_lists(
    source: Source,
    asked: ZoneFileOptions | None = None,
    *,
    strands: Mapping[str, Collection[str]] | None = None,
) -> list[ChosenZones]:
    """Read the zones of every strand that a file names; one list if it names none.

    Parameters
    ----------
    source, asked
        As for `read_chosen_zones`.
    strands
        For each strand the texts that it may be called; those of the software's own
        unless given.
    """
    asked = asked or ZoneFileOptions()
    file = read_polygon_file(source, layer=asked.layer)
    said = made_with(source)
    parts = by_strand(file, strands or names_of_strands(built_in_strands()))
    return [_chosen(each.file, asked, said, strand=each.strand) for each in parts]


def names_of_strands(strands: Mapping[str, Strand]) -> dict[str, tuple[str, ...]]:
    """Return the texts that each strand may be called in a file."""
    return {
        name: (
            name,
            each.definition.short,
            each.definition.public.name,
            *(way.title for way in each.definition.from_police_uk),
            *(way.title for way in each.definition.from_extracts),
        )
        for name, each in strands.items()
    }


def _chosen(
    file: PolygonFile, asked: ZoneFileOptions, said: dict[str, Any], *, strand: str
) -> ChosenZones:
    columns = columns_of(file, asked)
    if said and not (columns.start or columns.end or columns.agency):
        # The tier of a list made here says how sure a zone is, nothing of patrols.
        columns = replace(columns, tier="")
    polygons = _in_order(file, columns)
    try:
        of_file, settings = _strand_of(said), _settings_of(said)
        if of_file:
            # Refused here if the settings have no such strand.
            (settings or Settings()).strand(of_file)
    except InputError as error:
        msg = (
            f"{file.name} describes how its zones were made in a way that cannot be "
            f"used: {error}"
        )
        raise InputError(msg) from error
    ids = texts_of(file, columns.zone)
    zones = {
        "zone": ids,
        "name": texts_of(file, columns.name),
        "district": texts_of(file, columns.district),
    }
    table = check(pd.DataFrame(zones, dtype="str"), CHOSEN)
    missing = tuple(map(str, said.get("missing_months") or ()))
    chosen_on = settings.chosen_on if settings else None
    return ChosenZones(
        name=file.name,
        zones=table,
        polygons=polygons,
        patrols=patrols_of(file, columns, ids=ids),
        strand=strand or of_file,
        settings=settings,
        missing_months=missing,
        chosen_on=chosen_on or chosen_on_of(file, columns),
    )


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
