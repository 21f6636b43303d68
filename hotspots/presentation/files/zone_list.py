"""Chosen zones into the list that every file of them holds, with both grids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from hotspots.method.choosing.rank_uncertainty import tiers
from hotspots.method.patrols.strand_times import strand_weeks
from hotspots.method.pipeline import left_out_of, loaded_months
from hotspots.method.pipeline.joint import joint_ranges
from hotspots.method.pipeline.sureness import ranks_with_ranges
from hotspots.presentation.files.exports import (
    DECIMALS,
    DEGREE_DECIMALS,
    made_with,
    rounded,
)
from hotspots.presentation.words.attribution import ATTRIBUTION
from hotspots.presentation.words.when import when_of_zones
from hotspots.sources.police_uk.coordinates import to_degrees
from hotspots.tables import (
    SELECTION_FILE,
    WHEN,
    Table,
    check,
    joint_file,
)

if TYPE_CHECKING:
    from hotspots.method.pipeline import Result
    from hotspots.method.pipeline.in_and_out import InAndOut
    from hotspots.method.pipeline.joint import JointList

# Metres of a centre, and of an outline's corners in text.
CENTRE_DECIMALS, CORNER_DECIMALS = 0, 3


@dataclass(frozen=True, eq=False)
class ZonesToWrite:
    """Chosen zones, with all that a file of them can hold.

    Attributes
    ----------
    selection
        Table `SELECTION_FILE`.
    outlines
        Polygon of each row in EPSG:27700.
    left_out
        Zones that rank high enough, but are not in the list: see `left_out`.
    made_by
        What made them (strand, months, settings), so that they can be made again.
    attribution
        Whom to credit.
    table
        The contract of `selection`: with `when` where the data have times.
    beside
        The list beside an earlier one, where it is set beside one.
    """

    selection: pd.DataFrame
    outlines: NDArray[np.object_]
    left_out: pd.DataFrame
    made_by: Mapping[str, object] = field(default_factory=dict)
    attribution: str = ATTRIBUTION
    table: Table = SELECTION_FILE
    beside: InAndOut | None = None

    @property
    def zone_list(self) -> pd.DataFrame:
        """The same as every format has it: in the contract's order, numbers rounded."""
        rows = rounded(self.selection[self.table.column_names])
        return rows.assign(district=rows["district"].astype("str"))


def zones_to_write(
    result: Result,
    *,
    attribution: str,
    zone_file: Mapping[str, str] | None = None,
    beside: InAndOut | None = None,
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
    beside
        The list beside an earlier one, where it is set beside one.
    """
    outlines = result.outlines_of(result.selection["zone"].to_list())
    selection = with_ranges_and_centres(
        result.selection,
        ranks_with_ranges(result, result.selection["zone"].to_list()),
        outlines,
        months=str(result.settings.months_chosen_on),
    )
    rows_of_file, table = _with_when(result, selection)
    return ZonesToWrite(
        check(rows_of_file, table),
        outlines,
        left_out_of(result),
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
        beside=beside,
    )


def _with_when(result: Result, rows: pd.DataFrame) -> tuple[pd.DataFrame, Table]:
    """Add each zone's peak hours, where the data have times."""
    weeks = strand_weeks(
        result.reading,
        result.zoning,
        result.programme,
        months=result.settings.months_chosen_on,
        zones=rows["zone"].to_list(),
    )
    if weeks is None:
        return rows, SELECTION_FILE
    drawn = pd.array(when_of_zones(weeks), dtype="str")
    columns = (*SELECTION_FILE.columns, WHEN)
    return rows.assign(when=drawn), replace(SELECTION_FILE, columns=columns)


def joint_zones_to_write(
    joint: JointList, *, attribution: str, zone_file: Mapping[str, str] | None = None
) -> ZonesToWrite:
    """Gather what a file of one list over all strands holds.

    Parameters
    ----------
    joint
        The joint list.
    attribution, zone_file
        As for `zones_to_write`.
    """
    outlines = joint.outlines()
    rows = with_ranges_and_centres(
        joint.selection,
        joint_ranges(joint, joint.selection["zone"].to_list()),
        outlines,
        months=str(joint.settings.months_chosen_on),
    )
    decimals = {f"{strand}_harm": DECIMALS["harm"] for strand in joint.strands}
    decimals |= {f"{strand}_part": DECIMALS["score"] for strand in joint.strands}
    rows = rows.round(decimals)
    table = joint_file(joint.strands)
    return ZonesToWrite(
        check(rows, table),
        outlines,
        joint.left_out(),
        made_with(
            joint.settings,
            "",
            fingerprint=joint.reading.fingerprint,
            loaded=loaded_months(joint.reading),
            zone_file=zone_file,
            synthetic=joint.reading.synthetic,
        ),
        attribution,
        table,
    )


def with_ranges_and_centres(
    selection: pd.DataFrame,
    ranges: pd.DataFrame,
    outlines: NDArray[np.object_],
    *,
    months: str,
) -> pd.DataFrame:
    """Add each chosen zone's number, months, range of ranks and centre.

    Parameters
    ----------
    selection
        The chosen zones by rank.
    ranges
        `rank_low` and `rank_high` of each.
    outlines
        Polygon of each in EPSG:27700.
    months
        Months that zones were chosen on.
    """
    centres = shapely.get_coordinates(shapely.centroid(outlines)).reshape(-1, 2)
    east, north = centres.T
    longitude, latitude = to_degrees(east, north)
    return selection.assign(
        number=np.arange(1, len(selection) + 1),
        months=months,
        rank_low=ranges["rank_low"].to_numpy(),
        rank_high=ranges["rank_high"].to_numpy(),
        tier=tiers(selection["chosen_as"].to_list(), ranges["rank_high"].to_list()),
        easting=east.round(CENTRE_DECIMALS),
        northing=north.round(CENTRE_DECIMALS),
        lat=np.round(latitude, DEGREE_DECIMALS),
        lon=np.round(longitude, DEGREE_DECIMALS),
    )


def as_wkt(outlines: NDArray[np.object_]) -> list[str]:
    """Write outlines as text that says its coordinate system, to the millimetre."""
    texts = shapely.to_wkt(outlines, rounding_precision=CORNER_DECIMALS)
    return [f"SRID=27700;{text}" for text in texts]
