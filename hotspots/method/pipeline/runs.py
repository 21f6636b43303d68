"""The whole method on files: to the ranking, to the chosen zones, to what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import xarray as xr

from hotspots.errors import InputError
from hotspots.method.evaluation.evaluate import Evaluation
from hotspots.method.pipeline.joint import JointList, joint_list
from hotspots.method.pipeline.patrolled import list_zones
from hotspots.method.pipeline.patrolled_outcomes import (
    Compared,
    compare_listed,
    evaluate_listed,
)
from hotspots.method.pipeline.results import (
    Ranked,
    Result,
    compare_chosen,
    count_and_rank,
    evaluate_chosen,
    with_chosen,
)
from hotspots.method.pipeline.stages import (
    count_in,
    refuse_counting_nothing,
    refuse_if_nothing_was_kept,
    with_data,
    with_kinds,
    with_start,
    zone,
)
from hotspots.method.zoning.chosen_zones import zone_as_chosen
from hotspots.method.zoning.zones import Zoning
from hotspots.settings import Settings
from hotspots.sources.incident_files import read_incidents
from hotspots.sources.reading import Reading

if TYPE_CHECKING:
    from hotspots.sources.opening import Source
    from hotspots.sources.shapes.boundaries import Districts
    from hotspots.sources.shapes.zone_files import ChosenZones, ZonePolygons


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
        Name of a strand of the settings.
    districts
        The user's own districts, in place of those that the data name.
    zone_polygons
        The user's own zones, in place of hexagons.
    """
    ranked = run_to_ranking(
        sources, settings, strand, districts=districts, zone_polygons=zone_polygons
    )
    return with_chosen(ranked)


def run_to_ranking(
    sources: Iterable[Source],
    settings: Settings,
    strand: str,
    *,
    districts: Districts | None = None,
    zone_polygons: ZonePolygons | None = None,
) -> Ranked:
    """Run the method up to the ranking; arguments as for `run`."""
    settings.strand(strand)
    reading = read_incidents(sources, districts=districts, flags=settings.flags_named)
    settings = with_data(settings, reading)
    zoning = zone(reading, width_m=settings.zone_width_m, polygons=zone_polygons)
    cube = count_in(reading, zoning)
    return count_and_rank(reading, settings, strand, zoning, cube)


def run_joint(
    sources: Iterable[Source],
    settings: Settings,
    *,
    districts: Districts | None = None,
    zone_polygons: ZonePolygons | None = None,
) -> JointList:
    """Choose one list over all strands that the data can show; arguments as `run`."""
    reading = read_incidents(sources, districts=districts, flags=settings.flags_named)
    settings = with_data(settings, reading)
    zoning = zone(reading, width_m=settings.zone_width_m, polygons=zone_polygons)
    cube = count_in(reading, zoning)
    of_strands = [
        count_and_rank(reading, settings, name, zoning, cube)
        for name in _shown(settings, list(settings.strands))
    ]
    return joint_list(of_strands)


def _shown(settings: Settings, strands: Sequence[str]) -> list[str]:
    """Return the strands of which these data can show something."""
    shown = [name for name in strands if settings.strand(name).counted]
    if not shown:
        refuse_counting_nothing(settings.strand(strands[0]))
    return shown


def run_comparison(
    sources: Iterable[Source],
    chosen: ChosenZones,
    settings: Settings,
    strand: str,
    *,
    districts: Districts | None = None,
) -> Compared:
    """Compare zones read from a file; the other arguments are as for `run`.

    The settings' months of selection are those that these zones were chosen on, or
    empty if nobody says.
    """
    settings.strand(strand)
    reading = read_incidents(sources, districts=districts, flags=settings.flags_named)
    refuse_if_nothing_was_kept(reading)
    settings = with_start(settings, reading)
    settings = with_kinds(settings, reading)
    return compare_listed(reading, chosen, settings, strand)


def run_to_chosen(
    sources: Iterable[Source],
    chosen: ChosenZones,
    settings: Settings,
    strand: str,
    *,
    districts: Districts | None = None,
) -> Ranked:
    """Count and rank zones as a file of chosen zones has them, without comparing."""
    settings.strand(strand)
    reading = read_incidents(sources, districts=districts, flags=settings.flags_named)
    settings = with_data(settings, reading)
    zoning = zone_as_chosen(reading, chosen)
    cube = count_in(reading, zoning)
    return count_and_rank(reading, settings, strand, zoning, cube)


def run_evaluations(
    sources: Iterable[Source],
    settings: Settings,
    strands: Sequence[str],
    *,
    districts: Districts | None = None,
    zone_polygons: ZonePolygons | None = None,
    patrolled: Mapping[str, ChosenZones] | None = None,
) -> list[tuple[Result, Evaluation | None]]:
    """Choose and evaluate the zones of several strands, reading the files once.

    Strands that have patrolled zones take these in place of zones chosen here. An
    evaluation is None where the data give no two periods to compare. A strand of
    which the data hold nothing is left out. The other arguments are as for `run`.
    """
    reading = read_incidents(sources, districts=districts, flags=settings.flags_named)
    settings = with_data(settings, reading)
    zoning = zone(reading, width_m=settings.zone_width_m, polygons=zone_polygons)
    cube = count_in(reading, zoning)
    shown = _shown(settings, strands)
    lists = patrolled or {}

    def evaluated(strand: str) -> tuple[Result, Evaluation | None]:
        if strand in lists:
            return _listed(reading, lists[strand], settings, strand, zone_polygons)
        return _evaluated(reading, zoning, cube, settings, strand)

    # Most of an evaluation is arrays, which let another thread work meanwhile.
    with ThreadPoolExecutor(len(shown)) as threads:
        return list(threads.map(evaluated, shown))


def _listed(
    reading: Reading,
    chosen: ChosenZones,
    settings: Settings,
    strand: str,
    grid: ZonePolygons | None,
) -> tuple[Result, Evaluation | None]:
    asked = replace(settings, chosen_on=chosen.chosen_on)
    result = list_zones(reading, chosen, asked, strand, grid=grid)
    try:
        return result, evaluate_listed(result)
    except InputError:
        return result, None


def _evaluated(
    reading: Reading,
    zoning: Zoning,
    cube: xr.DataArray,
    settings: Settings,
    strand: str,
) -> tuple[Result, Evaluation | None]:
    result = with_chosen(count_and_rank(reading, settings, strand, zoning, cube))
    try:
        compared = compare_chosen(result)
    except InputError:
        return result, None
    return result, evaluate_chosen(result, compared)
