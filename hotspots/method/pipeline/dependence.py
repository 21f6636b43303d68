"""What a list depends on: the weights, the months and where the grid lies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.method.choosing.strands import other_weighings
from hotspots.method.pipeline.in_and_out import ranked_on
from hotspots.method.pipeline.lasting import years_back
from hotspots.method.pipeline.results import (
    Ranked,
    Result,
    count_and_rank,
    with_chosen,
)
from hotspots.method.pipeline.stages import (
    count_in,
    loaded_months,
    rank,
)
from hotspots.method.zoning.zones import zones_of_grid

# A zone is in on a moved grid where so many of its incidents lie in zones chosen there.
KEPT_FROM = 0.5


@dataclass(frozen=True, eq=False)
class Dependence:
    """What each chosen zone depends on.

    Attributes
    ----------
    zones
        By rank: `zone`, `name`, `district`, `weighings_in` (lists of other weights that
        hold it), `years_in` (years whose months alone would choose it) and
        `kept_on_moved_grid` (share of its incidents that lie in chosen zones of a grid
        moved by half a zone; empty where zones are the user's own).
    n_weighings, n_years
        Lists that could be made under other weights, and of single years.
    """

    zones: pd.DataFrame
    n_weighings: int
    n_years: int

    @property
    def has_grid(self) -> bool:
        """Whether there is a grid to move."""
        return bool(self.zones["kept_on_moved_grid"].notna().any())

    @property
    def in_all(self) -> pd.Series:
        """Say of each zone whether it is in whatever the weights, years and grid."""
        stays = self.zones["kept_on_moved_grid"].fillna(1.0) >= KEPT_FROM
        in_lists = self.zones["weighings_in"] == self.n_weighings
        return stays & in_lists & (self.zones["years_in"] == self.n_years)


def dependence(result: Result) -> Dependence:
    """Choose again under other weights, of other years and on a moved grid.

    Parameters
    ----------
    result
        The list.

    Notes
    -----
    The rules are the same each time. A list that cannot be made under them counts as
    none. On the moved grid zones taken out by hand have no id: the incidents in them
    are left out instead, and zones put in by hand are not asked about.
    """
    weighings = _lists(_weighed_otherwise(result))
    years = _lists(
        ranked_on(result, span)
        for span in years_back(
            result.settings.months_chosen_on, loaded_months(result.reading)
        )
    )
    selection = result.selection
    zones = selection[["zone", "name", "district"]].assign(
        weighings_in=_times_in(selection["zone"], weighings),
        years_in=_times_in(selection["zone"], years),
        kept_on_moved_grid=_kept_on_moved_grid(result),
    )
    return Dependence(zones, len(weighings), len(years))


def _times_in(zones: pd.Series, lists: Sequence[set[str]]) -> list[int]:
    return [sum(zone in one for one in lists) for zone in zones]


def _lists(every: Iterable[Ranked]) -> list[set[str]]:
    found = []
    for ranked in every:
        try:
            found.append(set(with_chosen(ranked).selection["zone"]))
        except InputError:
            # No list keeps to the rules.
            continue
    return found


def _weighed_otherwise(result: Result) -> list[Ranked]:
    """Rank the same counts under every built-in weighing."""
    ranked = []
    for programme in other_weighings(result.programme):
        settings = result.settings.with_strand_as(result.strand, programme)
        ranking = rank(result.zoning, result.of_strand, programme)
        ranked.append(
            Ranked(
                result.reading,
                settings,
                result.strand,
                result.zoning,
                result.cube,
                result.of_strand,
                ranking,
            )
        )
    return ranked


def _kept_on_moved_grid(result: Result) -> list[float]:
    """Return the share of each zone's incidents that a moved grid's list holds."""
    nothing = [float("nan")] * len(result.selection)
    if result.zoning.polygons is not None:
        return nothing
    counted = _counted(result)
    try:
        moved = with_chosen(_on_moved_grid(result, counted))
    except InputError:
        return nothing
    is_kept = np.zeros(len(counted), dtype=bool)
    is_kept[counted] = moved.zoning.is_in_any(moved.selection["zone"])
    chosen = result.zoning.rows_of(result.selection["zone"])
    n_zones = len(result.zoning.zones)
    of_strand = counted & result.counts(result.reading.incidents)
    zone = result.zoning.zone_of_incident
    held, still_held = (
        np.bincount(zone[rows], minlength=n_zones)[chosen]
        for rows in (of_strand, of_strand & is_kept)
    )
    return [float(share) for share in still_held / np.maximum(held, 1)]


def _counted(result: Result) -> NDArray[np.bool_]:
    """Say of each incident whether it lies in no zone that was taken out by hand."""
    return ~result.zoning.is_in_any([zone for zone, _ in result.programme.take_out])


def _on_moved_grid(result: Result, counted: NDArray[np.bool_]) -> Ranked:
    """Rank the zones of a grid that lies half a zone farther east.

    The incidents are moved west instead, so that zones and ids are made as ever.
    """
    incidents = result.reading.incidents[counted]
    moved = incidents.assign(
        easting=incidents["easting"] - result.zoning.width_m / 2
    ).reset_index(drop=True)
    reading = replace(result.reading, incidents=moved)
    settings = result.settings.with_strand(result.strand, take_out=(), put_in=())
    zoning = zones_of_grid(moved, width_m=result.zoning.width_m)
    cube = count_in(reading, zoning)
    return count_and_rank(reading, settings, result.strand, zoning, cube)
