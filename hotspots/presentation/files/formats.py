"""The formats in which chosen zones leave: a row for each, suffix and writer.

A row added to `FORMATS` is offered by the command line and by the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.method.patrols.strand_times import strand_weeks
from hotspots.method.pipeline import loaded_months
from hotspots.presentation.files.exports import made_with, to_csv, to_geojson
from hotspots.presentation.words.attribution import ATTRIBUTION
from hotspots.presentation.words.when import when_of_zones
from hotspots.tables import SELECTION, WHEN, Table

if TYPE_CHECKING:
    from hotspots.method.pipeline import Result


@dataclass(frozen=True, eq=False)
class ZonesToWrite:
    """Chosen zones, with all that a file of them can hold.

    Attributes
    ----------
    selection
        Table `SELECTION`.
    outlines
        Polygon of each row in EPSG:27700.
    made_by
        What made them (strand, months, settings), so that they can be made again.
    attribution
        Whom to credit.
    table
        The contract of `selection`: with `when` where the data have times.
    """

    selection: pd.DataFrame
    outlines: NDArray[np.object_]
    made_by: Mapping[str, object] = field(default_factory=dict)
    attribution: str = ATTRIBUTION
    table: Table = SELECTION


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
    return to_csv(zones.selection, zones.table)


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
    Format(".geojson", "map file", _geojson),
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


def zones_to_write(
    result: Result,
    *,
    attribution: str,
    zone_file: Mapping[str, str] | None = None,
) -> ZonesToWrite:
    """Gather what a file of chosen zones holds.

    Parameters
    ----------
    result
        The chosen zones.
    attribution
        Whom to credit.
    zone_file
        `name` and `fingerprint` of the user's own zone file; none for hexagons.
    """
    row_of = {zone: row for row, zone in enumerate(result.zoning.zones["zone"])}
    rows = [row_of[zone] for zone in result.selection["zone"]]
    selection, table = _with_when(result)
    return ZonesToWrite(
        selection,
        result.zoning.outlines(rows),
        made_with(
            result.settings,
            result.strand,
            fingerprint=result.reading.fingerprint,
            loaded=loaded_months(result.reading),
            zone_file=zone_file,
            synthetic=result.reading.synthetic,
        ),
        attribution,
        table,
    )


def _with_when(result: Result) -> tuple[pd.DataFrame, Table]:
    """Add each zone's peak hours, where the data have times."""
    selection = result.selection
    weeks = strand_weeks(
        result.reading,
        result.zoning,
        result.programme,
        months=result.settings.months_chosen_on,
        zones=selection["zone"].to_list(),
    )
    if weeks is None:
        return selection, SELECTION
    told = pd.array(when_of_zones(weeks), dtype="str")
    columns = (*SELECTION.columns, WHEN)
    return selection.assign(when=told), replace(SELECTION, columns=columns)
