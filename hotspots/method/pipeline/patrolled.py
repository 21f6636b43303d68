"""Zones really patrolled, from a file: what changed in them, and how they rank."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from hotspots.method.evaluation.evaluate import Evaluation
from hotspots.method.pipeline.results import Ranked
from hotspots.method.pipeline.stages import (
    compare,
    count_in,
    count_strand,
    evaluate,
    evaluation_inputs,
    harm_weights,
    loaded_months,
    rank,
)
from hotspots.method.zoning.chosen_zones import with_names, zone_as_chosen
from hotspots.method.zoning.zones import Zoning
from hotspots.months import Period
from hotspots.settings import Settings
from hotspots.sources.reading import Reading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hotspots.sources.shapes.zone_files import ChosenZones


@dataclass(frozen=True, eq=False)
class Compared:
    """What changed in zones of a file.

    Attributes
    ----------
    evaluation
        What changed, beside what was expected without patrols.
    reading, zoning
        The incidents, and the zones as the file has them.
    """

    evaluation: Evaluation
    reading: Reading
    zoning: Zoning


def compare_listed(
    reading: Reading, chosen: ChosenZones, settings: Settings, strand: str
) -> Compared:
    """Compare zones read from a file before and after.

    The settings' months of selection are those that these zones were chosen on, or
    empty if nobody says.

    Raises
    ------
    InputError
        If no incident lies in the zones, or no two periods can be compared.
    """
    programme = settings.strand(strand)
    zoning = zone_as_chosen(reading, chosen)
    named = with_names(chosen.zones, zoning.zones)
    cube = count_in(reading, zoning)
    compared = compare(reading, cube, named, settings, programme, zoning=zoning)
    chosen_on = [] if compared.chosen_on is None else compared.chosen_on.months
    lacking = {*chosen_on} - {*chosen.missing_months, *loaded_months(reading)}
    ranked = None
    # Other zones are known where zones are our hexagons, and months of selection said.
    if zoning.polygons is None and chosen_on and not lacking:
        counts = count_strand(reading, zoning, cube, settings, programme)
        ranked = rank(zoning, counts, programme)
    inputs = evaluation_inputs(reading, zoning, cube, ranked, settings)
    inputs = replace(inputs, lacking=lacking)
    return Compared(evaluate(compared, inputs, settings, programme), reading, zoning)


@dataclass(frozen=True, eq=False)
class Standing:
    """How zones of a file stand beside the ranking.

    Attributes
    ----------
    zones
        A row a zone in the file's order: `zone`, `name`, `district`, `volume`, `harm`,
        `area_km2` and `rank`: one more than the ranked zones with a higher score.
    months
        Months that were counted.
    n_ranked
        Zones ranked.
    volume_share, harm_share
        Part of the strand's incidents and harm that lies in the zones, each incident
        once.
    best_volume_share, best_harm_share
        The same of as many zones that rank first.
    area_km2, best_area_km2
        Ground of both.
    """

    zones: pd.DataFrame
    months: Period
    n_ranked: int
    volume_share: float
    harm_share: float
    best_volume_share: float
    best_harm_share: float
    area_km2: float
    best_area_km2: float


def standing(ranked: Ranked, chosen: ChosenZones) -> Standing:
    """Set zones of a file beside a ranking, in the months of the ranking.

    Parameters
    ----------
    ranked
        The ranking of all zones.
    chosen
        Zones of a file, of any shape.

    Notes
    -----
    A larger zone holds more, so ranks compare like with like only where the zones are
    about as large as those ranked.
    """
    ranking, programme = ranked.ranking, ranked.programme
    zoning = zone_as_chosen(ranked.reading, chosen)
    harm_of, counted = _harm_of_incidents(ranked)
    incident, zone = zoning.memberships()
    n_zones = len(zoning.zones)
    is_counted = counted[incident]
    volume = np.bincount(zone[is_counted], minlength=n_zones)
    harm = np.bincount(
        zone[is_counted], weights=harm_of[incident[is_counted]], minlength=n_zones
    )
    total_volume, total_harm = ranking["volume"].sum(), ranking["harm"].sum()
    share = programme.harm_share if total_harm else 0.0
    score = (1 - share) * volume / total_volume + share * harm / (total_harm or 1)
    found = pd.DataFrame({"volume": volume, "harm": harm, "score": score})
    found.index = pd.Index(zoning.zones["zone"])
    listed = with_names(chosen.zones, zoning.zones)
    rows = found.reindex(listed["zone"]).fillna(0.0)
    # Scores that differ by less than rounding are equal.
    higher = ranking["score"].to_numpy()[None, :] > rows["score"].to_numpy()[:, None]
    close = np.isclose(
        ranking["score"].to_numpy()[None, :],
        rows["score"].to_numpy()[:, None],
        rtol=1e-9,
    )
    drawn = dict(zip(chosen.polygons.ids, chosen.polygons.polygons, strict=True))
    area = shapely.area([drawn[zone] for zone in listed["zone"]]) / 1e6
    in_any = zoning.is_in_any(listed["zone"]) & counted
    best = ranking.sort_values("rank").head(len(listed))
    return Standing(
        zones=listed.assign(
            volume=rows["volume"].astype("int64").to_numpy(),
            harm=rows["harm"].to_numpy(),
            area_km2=area,
            rank=1 + (higher & ~close).sum(axis=1),
        ),
        months=ranked.settings.months_chosen_on,
        n_ranked=len(ranking),
        volume_share=float(in_any.sum() / total_volume),
        harm_share=float(harm_of[in_any].sum() / (total_harm or 1)),
        best_volume_share=float(best["volume"].sum() / total_volume),
        best_harm_share=float(best["harm"].sum() / (total_harm or 1)),
        area_km2=float(area.sum()),
        best_area_km2=float(_area_km2(ranked, best)),
    )


def _harm_of_incidents(
    ranked: Ranked,
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return each incident's harm, and whether it counts in the ranking's months."""
    weight = harm_weights(ranked.programme)
    months = ranked.settings.months_chosen_on
    incidents = ranked.reading.incidents
    category = incidents["category"].astype("str")
    month = incidents["month"].astype("str")
    counts = category.isin(list(weight)) & month.between(months.first, months.last)
    harm = category.map(weight).fillna(0.0)
    return np.asarray(harm, dtype=np.float64), counts.to_numpy(dtype=bool)


def _area_km2(ranked: Ranked, best: pd.DataFrame) -> float:
    row = pd.Series(range(len(ranked.zoning.zones)), index=ranked.zoning.zones["zone"])
    outlines = ranked.zoning.outlines(row[best["zone"]].to_numpy())
    return float(shapely.area(outlines).sum() / 1e6)
