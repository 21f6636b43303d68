"""Zones of a file beside the ranking of all zones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from hotspots.method.evaluation.before_after import BeforeAfter
from hotspots.method.pipeline.patrolled import Listed
from hotspots.method.pipeline.results import Ranked, count_and_rank
from hotspots.method.pipeline.stages import (
    count_in,
    harm_weights,
    zone,
)
from hotspots.method.zoning.chosen_zones import with_names, zone_as_chosen
from hotspots.method.zoning.counts import is_counted
from hotspots.months import Period
from hotspots.tables import OUTCOMES_OF_PATROLLED, check

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hotspots.sources.shapes.zone_files import ChosenZones


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


def standing_of(result: Listed) -> Standing:
    """Set zones of a file beside the ranking of the months that they were chosen on.

    Where nobody says which, the usual months are ranked.
    """
    settings = replace(result.settings, chosen_on=result.ranked_on)
    reading, strand = result.reading, result.strand
    if result.zoning.polygons is None:
        ranked = Ranked(
            reading,
            settings,
            strand,
            result.zoning,
            result.cube,
            result.of_strand,
            result.ranking,
        )
    else:
        zoning = zone(reading, width_m=settings.zone_width_m)
        cube = count_in(reading, zoning)
        ranked = count_and_rank(reading, settings, strand, zoning, cube)
    return standing(ranked, result.listed)


def outcomes_beside(
    result: Listed, comparison: BeforeAfter, found: Standing
) -> pd.DataFrame:
    """Return the outcomes with all that is known of each patrolled zone.

    Returns
    -------
    pandas.DataFrame
        Table `OUTCOMES_OF_PATROLLED`.
    """
    outcomes = comparison.outcomes
    zones = outcomes["zone"].astype("str")
    ids = zones.to_list()
    patrols = result.listed.patrols.set_index("zone").loc[ids].reset_index(drop=True)
    periods = [comparison.periods_of(zone) for zone in zones]
    rank_of = found.zones.set_index("zone")["rank"]
    said = patrols["start"] != ""
    begun = patrols["start"].where(said, [each.patrols_start for each in periods])
    patrols = patrols.assign(start=begun, start_assumed=~said & (begun != ""))
    frame = outcomes.reset_index(drop=True).join(patrols)
    complete = frame.assign(
        months_before=[str(each.before) for each in periods],
        months_after=[str(each.after) for each in periods],
        rank=rank_of.loc[ids].to_numpy(dtype="int64"),
    )
    return check(complete, OUTCOMES_OF_PATROLLED)


def _harm_of_incidents(
    ranked: Ranked,
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return each incident's harm, and whether it counts in the ranking's months."""
    weight = harm_weights(ranked.programme)
    months = ranked.settings.months_chosen_on
    incidents = ranked.reading.incidents
    counts = is_counted(
        incidents, categories=weight, first=months.first, last=months.last
    )
    harm = incidents["category"].astype("str").map(weight).fillna(0.0)
    return np.asarray(harm, dtype=np.float64), counts


def _area_km2(ranked: Ranked, best: pd.DataFrame) -> float:
    outlines = ranked.zoning.outlines(ranked.zoning.rows_of(best["zone"]))
    return float(shapely.area(outlines).sum() / 1e6)
