"""The whole method in order: read -> zone -> count -> rank -> choose -> compare.

Each stage takes what the one before made and the settings that it reads, no more, so
that whoever keeps results (the pages do) redoes only what a changed setting touches: a
changed weight ranks and chooses again, and never counts again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import xarray as xr
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.method.choosing.ranking import rank_zones
from hotspots.method.choosing.selection import candidates, not_eligible, select_zones
from hotspots.method.evaluation import evaluate as evaluation
from hotspots.method.evaluation.before_after import (
    BeforeAfter,
    outcomes_of_zones,
    rows_without_location,
    totals_of_county,
)
from hotspots.method.evaluation.evaluate import Evaluation, EvaluationInputs
from hotspots.method.evaluation.periods import Periods, periods_of
from hotspots.method.zoning.addresses import addresses
from hotspots.method.zoning.chosen_zones import with_names, zone_as_chosen
from hotspots.method.zoning.counts import count, sum_over_months
from hotspots.method.zoning.zones import Zoning, zones_of_grid, zones_of_polygons
from hotspots.months import months_between, period_or_none, years_earlier
from hotspots.settings import Settings, Strand
from hotspots.sources.harm_scales import HarmScale, harm_scale
from hotspots.sources.police_uk.read import read_police_uk
from hotspots.sources.reading import Reading

if TYPE_CHECKING:
    from hotspots.sources.opening import Source
    from hotspots.sources.shapes.boundaries import Districts
    from hotspots.sources.shapes.zone_files import ChosenZones, ZonePolygons

# Zones are chosen on twelve months, so that each season counts once.
MONTHS_OF_SELECTION = 12


@dataclass(frozen=True, eq=False)
class Ranked:
    """What the method made of some files, for one strand, up to the ranking.

    Attributes
    ----------
    reading
        Incidents, rows set aside, files.
    settings
        The settings in force, months filled in.
    zoning
        The zones and the zone of each incident.
    cube
        Counts of shape (zones, categories, months).
    ranking
        The ranking.
    """

    reading: Reading
    settings: Settings
    zoning: Zoning
    cube: xr.DataArray
    ranking: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Result(Ranked):
    """The same with the chosen zones."""

    selection: pd.DataFrame


def run(
    sources: Iterable[Source],
    settings: Settings,
    strand: str,
    *,
    districts: Districts | None = None,
    zone_polygons: ZonePolygons | None = None,
) -> Result:
    """Run the whole method.

    Parameters
    ----------
    sources
        Files, folders or zips of incidents.
    settings
        Every choice that can change a figure.
    strand
        `asb` or `violence`.
    districts
        The user's own districts, in place of those that the data name.
    zone_polygons
        The user's own zones, in place of hexagons.
    """
    ranked = run_to_ranking(
        sources, settings, strand, districts=districts, zone_polygons=zone_polygons
    )
    chosen = choose(
        ranked.ranking,
        ranked.zoning,
        ranked.reading.area,
        ranked.settings,
        ranked.settings.strand(strand),
    )
    return Result(**vars(ranked), selection=chosen)


def run_to_ranking(
    sources: Iterable[Source],
    settings: Settings,
    strand: str,
    *,
    districts: Districts | None = None,
    zone_polygons: ZonePolygons | None = None,
) -> Ranked:
    """Run the method up to the ranking; arguments as for `run`."""
    programme = settings.strand(strand)
    reading = read_police_uk(sources, districts=districts)
    settings = with_months(settings, loaded_months(reading))
    zoning = zone(reading, width_m=settings.zone_width_m, polygons=zone_polygons)
    cube = count_in(reading, zoning)
    of_strand = count_strand(reading, zoning, cube, settings, programme)
    ranking = rank(zoning, of_strand, programme)
    return Ranked(reading, settings, zoning, cube, ranking)


def run_comparison(
    sources: Iterable[Source],
    chosen: ChosenZones,
    settings: Settings,
    strand: str,
    *,
    districts: Districts | None = None,
) -> Evaluation:
    """Compare zones read from a file; the other arguments are as for `run`.

    The settings' months of selection are those that these zones were chosen on, or
    empty if nobody says.
    """
    programme = settings.strand(strand)
    reading = read_police_uk(sources, districts=districts)
    _refuse_nothing_kept(loaded_months(reading))
    zoning = zone_as_chosen(reading, chosen)
    named = with_names(chosen.zones, zoning.zones)
    cube = count_in(reading, zoning)
    compared = compare(reading, cube, named, settings, programme)
    chosen_on = [] if compared.chosen_on is None else compared.chosen_on.months
    lacking = {*chosen_on} - {*chosen.missing_months, *loaded_months(reading)}
    ranked = None
    # Other zones are known where zones are our hexagons, and months of selection told.
    if zoning.polygons is None and chosen_on and not lacking:
        of_strand = count_strand(reading, zoning, cube, settings, programme)
        ranked = rank(zoning, of_strand, programme)
    inputs = evaluation_inputs(reading, zoning, cube, ranked, settings)
    return evaluate(compared, replace(inputs, lacking=lacking), settings, programme)


def loaded_months(reading: Reading) -> list[str]:
    """Return the months that hold incidents, in order."""
    present = reading.incidents["month"].cat
    return [str(present.categories[code]) for code in sorted(present.codes.unique())]


def with_months(settings: Settings, loaded: Sequence[str]) -> Settings:
    """Fill in the months that zones are chosen on, or check those that are set.

    Where none are set: the twelve months before patrols started if all are loaded, else
    the latest twelve that are.

    Raises
    ------
    InputError
        If no incident is loaded, or none in the months set.

    Examples
    --------
    >>> filled = with_months(Settings(), months_between("2024-11", "2025-12"))
    >>> filled.first_month, filled.last_month
    ('2025-01', '2025-12')
    """
    _refuse_nothing_kept(loaded)
    first, last = settings.first_month, settings.last_month
    if not (first and last):
        start = settings.patrols_start
        before = [month for month in loaded if month < start]
        usable = before[-MONTHS_OF_SELECTION:] == _year_before(start)
        latest = (before if usable else list(loaded))[-MONTHS_OF_SELECTION:]
        first, last = first or latest[0], last or latest[-1]
    if not any(first <= month <= last for month in loaded):
        msg = (
            f"No incidents are loaded for {first} to {last}. The data hold {loaded[0]} "
            f"to {loaded[-1]}: choose months among these."
        )
        raise InputError(msg)
    return replace(settings, first_month=first, last_month=last)


def _refuse_nothing_kept(loaded: Sequence[str]) -> None:
    if not loaded:
        msg = "No row of these files was kept, so there is nothing to count."
        raise InputError(msg)


def _year_before(month: str) -> list[str]:
    year = int(month[:4])
    return months_between(f"{year - 1}{month[4:]}", month)[:-1]


def count_in(reading: Reading, zoning: Zoning) -> xr.DataArray:
    """Count the incidents of each zone, category and month."""
    return count(reading.incidents, zoning)


def zone(
    reading: Reading, *, width_m: int, polygons: ZonePolygons | None = None
) -> Zoning:
    """Place the incidents in hexagons, or in the user's polygons."""
    if polygons is not None:
        return zones_of_polygons(reading.incidents, polygons)
    return zones_of_grid(reading.incidents, width_m=width_m)


@dataclass(frozen=True, eq=False)
class StrandCounts:
    """A strand's incidents in some months, zone by zone.

    Attributes
    ----------
    counts
        Incidents of shape (zones, categories of the strand).
    addresses
        `share_at_one_point` and the address flags of each zone.
    """

    counts: NDArray[np.int64]
    addresses: pd.DataFrame


def count_strand(
    reading: Reading,
    zoning: Zoning,
    cube: xr.DataArray,
    settings: Settings,
    strand: Strand,
) -> StrandCounts:
    """Sum the strand's incidents in the months that zones are chosen on."""
    span = {"first": settings.first_month, "last": settings.last_month}
    categories = strand.categories
    return StrandCounts(
        sum_over_months(cube, categories=categories, **span),
        addresses(reading.incidents, zoning, categories=categories, **span),
    )


def rank(zoning: Zoning, of_strand: StrandCounts, strand: Strand) -> pd.DataFrame:
    """Weigh the strand's incidents and rank the zones."""
    scale = _scale_of(strand)
    return rank_zones(
        zoning.zones,
        of_strand.counts,
        weights=scale.weigh(strand.categories),
        harm_unit=scale.unit,
        harm_share=strand.harm_share,
        addresses=of_strand.addresses,
    )


def choose(
    ranked: pd.DataFrame,
    zoning: Zoning,
    area: Sequence[str],
    settings: Settings,
    strand: Strand,
) -> pd.DataFrame:
    """Choose the strand's zones, at least the floor in each district of the area."""
    row = pd.Series(range(len(zoning.zones)), index=zoning.zones["zone"])
    return select_zones(
        candidates(ranked, include_prisons=settings.include_prisons),
        n_zones=strand.n_zones,
        districts=area,
        floor=settings.floor,
        touching=lambda ids: zoning.touching(row[list(ids)].to_numpy()),
    )


def periods_in_force(settings: Settings, loaded: Sequence[str]) -> Periods:
    """Return the periods that are set, or else those that the start of patrols gives.

    Raises
    ------
    InputError
        If these data or these choices give no two periods that can be compared.
    """
    return periods_of(
        loaded,
        patrols_start=settings.patrols_start,
        before=period_or_none(settings.before_first, settings.before_last),
        after=period_or_none(settings.after_first, settings.after_last),
    )


def compare(
    reading: Reading,
    cube: xr.DataArray,
    chosen: pd.DataFrame,
    settings: Settings,
    strand: Strand,
) -> BeforeAfter:
    """Count the chosen zones, the county and its parts before and after."""
    categories, incidents = strand.categories, reading.incidents
    periods = periods_in_force(settings, loaded_months(reading))
    outcomes = outcomes_of_zones(cube, chosen, categories=categories, periods=periods)
    return BeforeAfter(
        periods=periods,
        chosen_on=period_or_none(settings.first_month, settings.last_month),
        outcomes=outcomes,
        totals=totals_of_county(
            incidents,
            outcomes,
            categories=categories,
            periods=periods,
            area=reading.area,
        ),
        without_location=rows_without_location(
            reading.set_aside, categories=categories, periods=periods
        ),
        synthetic=reading.synthetic,
    )


def harm_weights(strand: Strand) -> dict[str, float]:
    """Return the harm of one incident of each category of a strand."""
    weights = _scale_of(strand).weigh(strand.categories)
    return dict(zip(strand.categories, weights.tolist(), strict=True))


def harm_unit(strand: Strand) -> str:
    """Return the unit of a strand's harm.

    Examples
    --------
    >>> harm_unit(Settings().violence)
    'days'
    """
    return _scale_of(strand).unit


def _scale_of(strand: Strand) -> HarmScale:
    return harm_scale(strand.harm_scale, edits=strand.weights, unit=strand.harm_unit)


def run_evaluations(
    sources: Iterable[Source],
    settings: Settings,
    strands: Sequence[str],
    *,
    districts: Districts | None = None,
) -> list[tuple[Result, Evaluation | None]]:
    """Choose and evaluate the zones of several strands, reading the files once.

    An evaluation is None where the data give no two periods to compare. The other
    arguments are as for `run`.
    """
    reading = read_police_uk(sources, districts=districts)
    settings = with_months(settings, loaded_months(reading))
    zoning = zone(reading, width_m=settings.zone_width_m)
    cube = count_in(reading, zoning)
    # Most of an evaluation is arrays, which let another thread work meanwhile.
    with ThreadPoolExecutor(len(strands)) as threads:
        evaluated = partial(_evaluated, reading, zoning, cube, settings)
        return list(threads.map(evaluated, strands))


def _evaluated(
    reading: Reading,
    zoning: Zoning,
    cube: xr.DataArray,
    settings: Settings,
    strand: str,
) -> tuple[Result, Evaluation | None]:
    programme = settings.strand(strand)
    of_strand = count_strand(reading, zoning, cube, settings, programme)
    ranking = rank(zoning, of_strand, programme)
    selection = choose(ranking, zoning, reading.area, settings, programme)
    result = Result(reading, settings, zoning, cube, ranking, selection)
    try:
        compared = compare(reading, cube, selection, settings, programme)
    except InputError:
        return result, None
    inputs = evaluation_inputs(reading, zoning, cube, ranking, settings)
    return result, evaluate(compared, inputs, settings, programme)


def evaluation_inputs(
    reading: Reading,
    zoning: Zoning,
    cube: xr.DataArray,
    ranked: pd.DataFrame | None,
    settings: Settings,
) -> EvaluationInputs:
    """Gather what an evaluation needs beside the comparison.

    Parameters
    ----------
    reading, zoning, cube
        Incidents, zones and counts.
    ranked
        The ranking that the zones were chosen from; None where only they are known.
    settings
        The settings in force.
    """
    prisons = {"include_prisons": settings.include_prisons}
    return EvaluationInputs(
        incidents=reading.incidents,
        zoning=zoning,
        cube=cube,
        candidates=None if ranked is None else candidates(ranked, **prisons),
        not_eligible=()
        if ranked is None
        else tuple(not_eligible(ranked, **prisons)["zone"]),
        loaded=loaded_months(reading),
    )


def evaluate(
    comparison: BeforeAfter,
    inputs: EvaluationInputs,
    settings: Settings,
    strand: Strand,
) -> Evaluation:
    """Set the change in chosen zones beside what would have happened anyway."""
    return evaluation.evaluate(
        comparison,
        inputs,
        weight_of=harm_weights(strand),
        buffer_m=settings.buffer_width_m,
    )


def placebo_settings(settings: Settings, loaded: Sequence[str]) -> Settings | None:
    """Return settings that do the same a year earlier; None if the data lack it.

    Zones are chosen on the year before the one that they were chosen on, and judged on
    a year in which there were no patrols yet.
    """
    periods = periods_in_force(settings, loaded)
    chosen_on = period_or_none(settings.first_month, settings.last_month)
    if chosen_on is None:
        return None
    before, after, chosen_on = (
        years_earlier(span, 1) for span in (periods.before, periods.after, chosen_on)
    )
    lacking = {*before.months, *after.months, *chosen_on.months} - set(loaded)
    if lacking or after.last >= settings.patrols_start:
        return None
    return replace(
        settings,
        first_month=chosen_on.first,
        last_month=chosen_on.last,
        patrols_start=after.first,
        before_first=before.first,
        before_last=before.last,
        after_first=after.first,
        after_last=after.last,
    )
