"""The stages of the method, each a function of what it reads.

Each stage takes what the one before made and the settings that it reads, no more, so
that whoever caches results (the pages do) redoes only what a changed setting touches: a
changed weight ranks and chooses again, and never counts again.

Long because the whole method stands on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import xarray as xr
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.method.choosing.constraints import Choice
from hotspots.method.choosing.constraints import choose as choose_zones
from hotspots.method.choosing.ranking import rank_zones
from hotspots.method.choosing.rules import Rules
from hotspots.method.choosing.selection import (
    candidates,
    districts_without_zones,
    not_eligible,
    selection_of,
)
from hotspots.method.evaluation import evaluate as evaluation
from hotspots.method.evaluation.before_after import (
    BeforeAfter,
    outcomes_of_zones,
    rows_without_location,
)
from hotspots.method.evaluation.evaluate import Evaluation, EvaluationInputs
from hotspots.method.evaluation.periods import Periods, periods_of
from hotspots.method.evaluation.totals import totals_of_county
from hotspots.method.zoning.addresses import addresses
from hotspots.method.zoning.counts import count, sum_over_months
from hotspots.method.zoning.zones import Zoning, zones_of_grid, zones_of_polygons
from hotspots.months import Period, months_later
from hotspots.settings import PATROLS_START, Settings, Strand
from hotspots.sources.areas import KENT_DISTRICTS
from hotspots.sources.harm_scales import HarmScale, harm_scale
from hotspots.sources.police_uk.row_rules import NO_DISTRICT
from hotspots.sources.reading import Reading
from hotspots.tables import RANKING, RANKING_BY_OFFENCE, Table
from hotspots.texts import counted

if TYPE_CHECKING:
    from hotspots.sources.shapes.zone_files import ZonePolygons

# Zones are chosen on twelve months, so that each season counts once.
MONTHS_OF_SELECTION = 12


def loaded_months(reading: Reading) -> list[str]:
    """Return the months that hold incidents, in order."""
    return list(reading.months)


def with_start(settings: Settings, reading: Reading) -> Settings:
    """Fill in when patrols began, where that is known and the settings do not say.

    It is known of Kent, and of the built-in sample, which is made up after it.
    """
    is_kent = set(reading.area) == set(KENT_DISTRICTS.values())
    if settings.patrols_start or not (is_kent or reading.synthetic):
        return settings
    return replace(settings, patrols_start=PATROLS_START)


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
    >>> filled = with_months(Settings(), Period("2024-11", "2025-12").months)
    >>> str(filled.chosen_on)
    '2025-01:2025-12'
    """
    if not loaded:
        msg = "No row of these files was kept, so there is nothing to count."
        raise InputError(msg)
    chosen_on = settings.chosen_on
    if chosen_on is None:
        chosen_on = _usual_months(loaded, patrols_start=settings.patrols_start)
    if not any(month in chosen_on for month in loaded):
        msg = (
            f"No incidents are loaded for {chosen_on.first} to {chosen_on.last}. The "
            f"data cover {loaded[0]} to {loaded[-1]}: choose months among these."
        )
        raise InputError(msg)
    return replace(settings, chosen_on=chosen_on)


def with_data(settings: Settings, reading: Reading) -> Settings:
    """Fill in what follows from the data: start, months, what of an extract counts.

    Raises
    ------
    InputError
        As `with_months`.
    """
    refuse_if_nothing_was_kept(reading)
    settings = with_start(settings, reading)
    filled = with_months(settings, loaded_months(reading))
    return with_kinds(filled, reading)


def with_kinds(settings: Settings, reading: Reading) -> Settings:
    """Fill in which kinds of incidents of an extract the strands count."""
    if reading.is_public or not reading.kinds:
        return settings
    return settings.for_extract(reading.kinds)


def refuse_counting_nothing(strand: Strand) -> None:
    """Refuse a strand that these data cannot show."""
    if strand.counted:
        return
    name = strand.definition.short
    if strand.kinds is not None:
        msg = (
            f"{name}: no incident of the extract is of the kinds that this strand "
            "counts. Load an extract that has them, or choose another strand."
        )
    elif not strand.categories:
        msg = (
            f"{name}: the data of data.police.uk do not tell these incidents apart. "
            "Load an extract of a police force, or choose another strand."
        )
    else:
        msg = (
            f"{name}: all that it counts is found by police and is left out. Count "
            "such offences too."
        )
    raise InputError(msg)


def _usual_months(loaded: Sequence[str], *, patrols_start: str) -> Period:
    if patrols_start:
        last = months_later(patrols_start, -1)
        year = Period.ending(last, n_months=MONTHS_OF_SELECTION)
        if not year.missing_from(loaded):
            return year
    latest = loaded[-MONTHS_OF_SELECTION:]
    return Period(latest[0], latest[-1])


def refuse_if_nothing_was_kept(reading: Reading) -> None:
    """Refuse data of which no row was kept, with the reasons and what to do."""
    if len(reading.incidents):
        return
    reasons = reading.set_aside["reason"].astype("str").value_counts()
    counts = ", ".join(
        f"{counted(n, 'row')}: {reason}" for reason, n in reasons.items()
    )
    msg = f"No row of these files can be counted ({counts})."
    if NO_DISTRICT in reasons.index or not reading.area:
        msg += (
            " Give the boundaries of your districts (the data page, or --districts), "
            "or load a police force's own files beside these."
        )
    raise InputError(msg)


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
    refuse_counting_nothing(strand)
    chosen_on = settings.months_chosen_on
    span = {"first": chosen_on.first, "last": chosen_on.last}
    categories = strand.counted
    return StrandCounts(
        sum_over_months(cube, categories=categories, **span),
        addresses(reading.incidents, zoning, categories=categories, **span),
    )


def rank(zoning: Zoning, counts: StrandCounts, strand: Strand) -> pd.DataFrame:
    """Weigh the strand's incidents and rank the zones."""
    scale = _scale_of(strand)
    return rank_zones(
        zoning.zones,
        counts.counts,
        weights=scale.weigh(strand.weighed),
        harm_unit=scale.unit,
        harm_share=strand.harm_share,
        addresses=counts.addresses,
        most_of_one=strand.most_of_one,
    )


def ranking_table(strand: Strand) -> Table:
    """Return the contract of a strand's ranking: by offence it has a column more."""
    return RANKING if strand.kinds is None else RANKING_BY_OFFENCE


def choose(
    ranked: pd.DataFrame,
    zoning: Zoning,
    area: Sequence[str],
    settings: Settings,
    strand: Strand,
) -> Choice:
    """Choose the strand's zones under the rules that are set.

    A district in which no zone can be chosen is promised none: see
    `districts_without_zones`.

    Raises
    ------
    InputError
        If no list keeps to all the rules; the message names those to relax.
    """
    rules, given = choice_inputs(ranked, zoning, area, settings, strand)
    return choose_zones(ranked, rules, **given)


def choice_inputs(
    ranked: pd.DataFrame,
    zoning: Zoning,
    area: Sequence[str],
    settings: Settings,
    strand: Strand,
) -> tuple[Rules, dict[str, Any]]:
    """Return the rules in force and what else `choose_zones` and `prepare` take."""
    rules = rules_of(settings, strand)
    include_prisons = settings.include_prisons
    eligible = candidates(ranked, include_prisons=include_prisons)
    others = not_eligible(ranked, include_prisons=include_prisons)
    lacking = districts_without_zones(eligible, area)
    promised_none = dict.fromkeys(lacking, 0) | dict(rules.floors)
    in_force = replace(rules, floors=promised_none).within(ranked["zone"])
    return in_force, {
        "districts": area,
        "outlines": lambda ids: zoning.outlines(zoning.rows_of(ids)),
        "not_eligible": set(others["zone"]),
    }


def rules_of(settings: Settings, strand: Strand) -> Rules:
    """Return the rules for a strand's list, as they are set."""
    return Rules(
        n_zones=strand.n_zones,
        floor=settings.floor_of(strand.definition.name),
        floors=dict(settings.floors),
        cap=settings.cap or None,
        take_out=dict(strand.take_out),
        put_in=dict(strand.put_in),
        spacing_m=settings.spacing_m,
        least_incidents=strand.least_incidents,
        most_incidents=strand.most_incidents or None,
    )


def select(choice: Choice, zoning: Zoning) -> pd.DataFrame:
    """Return a choice as the selection."""
    return selection_of(
        choice, touching=lambda ids: zoning.touching(zoning.rows_of(ids))
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
        before=settings.before,
        after=settings.after,
    )


def compare(
    reading: Reading,
    cube: xr.DataArray,
    chosen: pd.DataFrame,
    settings: Settings,
    strand: Strand,
    *,
    zoning: Zoning | None = None,
) -> BeforeAfter:
    """Count the chosen zones, the county and its parts before and after.

    The zoning is needed where zones overlap: then their counts do not add up.
    """
    refuse_counting_nothing(strand)
    categories, incidents = strand.counted, reading.incidents
    periods = periods_in_force(settings, loaded_months(reading))
    outcomes = outcomes_of_zones(cube, chosen, categories=categories, periods=periods)
    return BeforeAfter(
        periods=periods,
        chosen_on=settings.chosen_on,
        outcomes=outcomes,
        totals=totals_of_county(
            incidents,
            outcomes,
            categories=categories,
            periods=periods,
            area=reading.area,
            in_chosen=None if zoning is None else zoning.distinct_in(chosen["zone"]),
        ),
        without_location=rows_without_location(
            reading.set_aside, categories=categories, periods=periods
        ),
        synthetic=reading.synthetic,
    )


def harm_weights(strand: Strand) -> dict[str, float]:
    """Return the harm of one incident of each category of a strand."""
    weights = _scale_of(strand).weigh(strand.weighed)
    return dict(zip(strand.counted, weights.tolist(), strict=True))


def harm_unit(strand: Strand) -> str:
    """Return the unit of a strand's harm.

    Examples
    --------
    >>> harm_unit(Settings().strand("violence"))
    'days'
    """
    return _scale_of(strand).unit


def _scale_of(strand: Strand) -> HarmScale:
    return harm_scale(strand.harm_scale, edits=strand.weights, unit=strand.harm_unit)


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
    """Set the change in chosen zones beside what was expected without patrols."""
    return evaluation.evaluate(
        comparison,
        inputs,
        weight_of=harm_weights(strand),
        buffer_m=settings.buffer_width_m,
    )
