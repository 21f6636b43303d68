"""What the method made of some data: pages, packs and command line all hold it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely
import xarray as xr
from numpy.typing import NDArray

from hotspots.method.choosing.by_hand import choose_and_compare
from hotspots.method.choosing.constraints import Choice
from hotspots.method.choosing.reasons import left_out
from hotspots.method.choosing.selection import not_eligible
from hotspots.method.choosing.summary import DistinctTotals, by_district
from hotspots.method.evaluation.before_after import BeforeAfter
from hotspots.method.evaluation.evaluate import Evaluation
from hotspots.method.pipeline.stages import (
    StrandCounts,
    choice_inputs,
    compare,
    count_strand,
    evaluate,
    evaluation_inputs,
    harm_weights,
    periods_in_force,
    rank,
    select,
)
from hotspots.method.zoning.counts import is_counted
from hotspots.method.zoning.zones import Zoning
from hotspots.months import Period
from hotspots.settings import Settings, Strand
from hotspots.sources.reading import Reading


@dataclass(frozen=True, eq=False)
class Ranked:
    """What the method made of some files, for one strand, up to the ranking.

    Attributes
    ----------
    reading
        Incidents, rows set aside, files.
    settings
        The settings in force, months filled in.
    strand
        The strand.
    zoning
        The zones and the zone of each incident.
    cube
        Counts of shape (zones, categories, months).
    of_strand
        The strand's incidents in the months counted.
    ranking
        The ranking.
    """

    reading: Reading
    settings: Settings
    strand: str
    zoning: Zoning
    cube: xr.DataArray
    of_strand: StrandCounts
    ranking: pd.DataFrame

    @property
    def programme(self) -> Strand:
        """The settings of its strand."""
        return self.settings.strand(self.strand)

    @property
    def zone_width_m(self) -> int:
        """Width of a zone in metres; of own zones, that of a hexagon as large as most.

        The median area is taken, and the width rounded to 10 metres.
        """
        if self.zoning.polygons is None:
            return self.settings.zone_width_m
        area_m2 = float(np.median(shapely.area(self.zoning.polygons)))
        return round(math.sqrt(2 * area_m2 / math.sqrt(3)) / 10) * 10

    @property
    def synthetic(self) -> bool:
        """Whether the incidents are made up."""
        return self.reading.synthetic

    @property
    def months_counted(self) -> Period:
        """The months that the ranking counts."""
        return self.settings.months_chosen_on

    def counts(self, incidents: pd.DataFrame) -> NDArray[np.bool_]:
        """Say which incidents the strand counts in the months chosen on."""
        span = self.settings.months_chosen_on
        return is_counted(
            incidents,
            categories=self.programme.counted,
            first=span.first,
            last=span.last,
        )

    @property
    def is_patrolled(self) -> bool:
        """Whether the zones are those of a file that are really patrolled."""
        return False


@dataclass(frozen=True, eq=False)
class Result(Ranked):
    """The same with the chosen zones: what pages, packs and command line hold.

    Attributes
    ----------
    selection
        The chosen zones.
    choice
        How they came about; None where no list could be made.
    """

    selection: pd.DataFrame
    choice: Choice | None = None

    @property
    def far_off(self) -> list[str]:
        """Zones of a file that lie far from every incident; none are chosen so here."""
        return []

    def outlines_of(self, zones: Sequence[str]) -> NDArray[np.object_]:
        """Return the outlines (EPSG:27700) of some of the zones."""
        return self.zoning.outlines(self.zoning.rows_of(zones))


def count_and_rank(
    reading: Reading,
    settings: Settings,
    strand: str,
    zoning: Zoning,
    cube: xr.DataArray,
) -> Ranked:
    """Count one strand's incidents in the months chosen on, and rank the zones.

    Parameters
    ----------
    reading
        Incidents, rows set aside, files.
    settings
        The settings in force, months filled in.
    strand
        The strand.
    zoning, cube
        The zones of these incidents, and the counts in them.
    """
    programme = settings.strand(strand)
    of_strand = count_strand(reading, zoning, cube, settings, programme)
    ranking = rank(zoning, of_strand, programme)
    return Ranked(reading, settings, strand, zoning, cube, of_strand, ranking)


def with_chosen(ranked: Ranked) -> Result:
    """Choose among ranked zones."""
    rules, given = choice_inputs(
        ranked.ranking,
        ranked.zoning,
        ranked.reading.area,
        ranked.settings,
        ranked.programme,
    )
    choice = choose_and_compare(ranked.ranking, rules, **given)
    selection = select(choice, ranked.zoning)
    return Result(**vars(ranked), selection=selection, choice=choice)


def left_out_of(result: Result) -> pd.DataFrame:
    """Return the zones that rank high enough, but are not in the list, and why."""
    if result.choice is None:
        return pd.DataFrame()
    excluded = not_eligible(
        result.ranking, include_prisons=result.settings.include_prisons
    )
    return left_out(result.ranking, result.choice, not_eligible=set(excluded["zone"]))


def compare_chosen(result: Result) -> BeforeAfter:
    """Count the zones that were chosen here before and after.

    Raises
    ------
    InputError
        If the data or the settings give no two periods to compare.
    """
    return compare(
        result.reading,
        result.cube,
        result.selection,
        result.settings,
        result.programme,
        zoning=result.zoning,
    )


def distinct_totals(result: Result) -> DistinctTotals | None:
    """Total the strand's incidents once each, where zones overlap; else None."""
    zoning, chosen_on = result.zoning, result.settings.chosen_on
    in_any = zoning.distinct_in(result.ranking["zone"])
    in_chosen = zoning.distinct_in(result.selection["zone"])
    if in_any is None or in_chosen is None or chosen_on is None:
        return None
    weight = harm_weights(result.programme)
    incidents = result.reading.incidents
    counts = is_counted(
        incidents, categories=weight, first=chosen_on.first, last=chosen_on.last
    )
    harm = incidents["category"].astype("str").map(weight).where(counts, 0.0)
    return DistinctTotals(
        volume=int((counts & in_any).sum()),
        volume_chosen=int((counts & in_chosen).sum()),
        harm=float(harm[in_any].sum()),
        harm_chosen=float(harm[in_chosen].sum()),
    )


def districts_of(result: Result) -> pd.DataFrame:
    """Count what each district has, incidents by their own district, as outcomes do.

    Returns
    -------
    pandas.DataFrame
        The districts table.
    """
    incidents = result.reading.incidents
    counts = result.counts(incidents)
    in_chosen = result.zoning.is_in_any(result.selection["zone"])
    own = pd.DataFrame(
        {
            "district": incidents.loc[counts, "district"],
            "in_chosen": in_chosen[counts],
        }
    )
    return by_district(result.selection, own, area=result.reading.area)


def evaluate_chosen(result: Result, compared: BeforeAfter) -> Evaluation:
    """Set the change in the zones chosen here beside what was expected otherwise."""
    inputs = evaluation_inputs(
        result.reading, result.zoning, result.cube, result.ranking, result.settings
    )
    return evaluate(compared, inputs, result.settings, result.programme)


def placebo_settings(settings: Settings, loaded: Sequence[str]) -> Settings | None:
    """Return settings that do the same a year earlier; None if the data lack it.

    Zones are chosen on the year before the one that they were chosen on, and judged on
    a year in which there were no patrols yet.
    """
    periods = periods_in_force(settings, loaded)
    if settings.chosen_on is None:
        return None
    before, after, chosen_on = (
        span.earlier(years=1)
        for span in (periods.before, periods.after, settings.chosen_on)
    )
    lacking = {*before.months, *after.months, *chosen_on.months} - set(loaded)
    is_before = bool(settings.patrols_start) and after.last < settings.patrols_start
    if lacking or not is_before:
        return None
    return replace(
        settings,
        chosen_on=chosen_on,
        patrols_start=after.first,
        before=before,
        after=after,
    )
