"""Zones really patrolled, from a file: what changed in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from hotspots.method.evaluation.before_after import BeforeAfter
from hotspots.method.evaluation.evaluate import (
    Evaluation,
    EvaluationInputs,
    evaluate_alone,
)
from hotspots.method.evaluation.periods import Periods
from hotspots.method.evaluation.starts import (
    NOT_BEGUN,
    Starts,
    starts_of,
)
from hotspots.method.evaluation.together import together
from hotspots.method.pipeline.results import Result
from hotspots.method.pipeline.stages import (
    compare,
    count_in,
    count_strand,
    evaluate,
    evaluation_inputs,
    harm_weights,
    loaded_months,
    rank,
    refuse_counting_nothing,
    with_kinds,
    with_months,
    with_start,
)
from hotspots.method.zoning.chosen_zones import (
    AS_LARGE,
    with_names,
    zone_beside_others,
)
from hotspots.method.zoning.counts import is_counted
from hotspots.method.zoning.zones import Zoning, hexagons
from hotspots.months import Period
from hotspots.settings import Settings
from hotspots.sources.reading import Reading
from hotspots.tables import ADDRESS_FLAGS, CHOSEN, SELECTION, WITHOUT_WORST, check

# So far from every incident of a county no street of it lies.
FAR_M = 5_000.0

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hotspots.sources.shapes.zone_files import ChosenZones, ZonePolygons


@dataclass(frozen=True, eq=False, kw_only=True)
class Listed(Result):
    """Zones of a file in place of zones chosen here: pages and packs take it as such.

    Attributes
    ----------
    listed
        The zones, as the file has them.
    has_others
        Whether zones other than these are known, of about the same size.
    ranked_on
        Months that the ranking counts: those that the zones were chosen on, or the
        usual ones where nobody says.
    """

    listed: ChosenZones
    has_others: bool
    ranked_on: Period

    @property
    def months_counted(self) -> Period:
        """The months that the ranking counts, whether the list rests on them or not."""
        return self.ranked_on

    @property
    def is_patrolled(self) -> bool:
        """Whether the zones are those of a file: they are."""
        return True

    def outlines_of(self, zones: Sequence[str]) -> NDArray[np.object_]:
        """Return the outlines (EPSG:27700) of some of the zones, as counted."""
        if self.zoning.polygons is None:
            return hexagons(list(zones))
        drawn = self.listed.polygons
        row = {zone: number for number, zone in enumerate(drawn.ids)}
        return np.asarray(drawn.polygons[[row[zone] for zone in zones]])

    @property
    def zone_width_m(self) -> int:
        """Width of a hexagon as large as the zones; 0 where they differ in size."""
        area_m2 = shapely.area(self.outlines_of(self.selection["zone"].to_list()))
        middle = float(np.median(area_m2))
        least, most = AS_LARGE
        if not ((area_m2 >= least * middle) & (area_m2 <= most * middle)).all():
            return 0
        return int(round(np.sqrt(2 * middle / np.sqrt(3)), -1))

    @property
    def far_off(self) -> list[str]:
        """Zones that lie far from every incident: `FAR_M` or more."""
        return self.without_incidents[1]

    @property
    def without_incidents(self) -> tuple[list[str], list[str]]:
        """Zones in which no incident ever lies, and those of them that lie far off.

        Of any category and month; far off is `FAR_M` from every incident and more.
        """
        held = set(self.zoning.zones["zone"])
        drawn = zip(
            self.listed.polygons.ids, self.listed.polygons.polygons, strict=True
        )
        empty = {zone: polygon for zone, polygon in drawn if zone not in held}
        if not empty:
            return [], []
        places = self.reading.incidents[["easting", "northing"]].drop_duplicates()
        tree = shapely.STRtree(np.asarray(shapely.points(places.to_numpy())))
        near, _ = tree.query(list(empty.values()), predicate="dwithin", distance=FAR_M)
        zones = list(empty)
        far = [zone for row, zone in enumerate(zones) if row not in set(near.tolist())]
        return zones, far


def list_zones(
    reading: Reading,
    chosen: ChosenZones,
    settings: Settings,
    strand: str,
    *,
    grid: ZonePolygons | None = None,
) -> Listed:
    """Count and rank zones of a file.

    The settings' months of selection are those that these zones were chosen on, or
    empty if nobody says. Other zones are those of the grid, or else hexagons.

    Raises
    ------
    InputError
        If no incident lies in the zones.
    """
    settings = with_kinds(with_start(settings, reading), reading)
    programme = settings.strand(strand)
    refuse_counting_nothing(programme)
    zoning, has_others = zone_beside_others(
        reading, chosen, width_m=settings.zone_width_m, grid=grid
    )
    cube = count_in(reading, zoning)
    counted = _with_loaded_months(settings, reading)
    counts = count_strand(reading, zoning, cube, counted, programme)
    ranking = rank(zoning, counts, programme)
    return Listed(
        reading=reading,
        settings=settings,
        strand=strand,
        zoning=zoning,
        cube=cube,
        ranking=ranking,
        selection=_selection(ranking, _named(chosen, zoning)),
        listed=chosen,
        has_others=has_others,
        ranked_on=counted.months_chosen_on,
    )


def _with_loaded_months(settings: Settings, reading: Reading) -> Settings:
    """Return the settings with months to rank on: the usual ones if none are loaded."""
    loaded = loaded_months(reading)
    chosen_on = settings.chosen_on
    if chosen_on is not None and not any(month in chosen_on for month in loaded):
        settings = replace(settings, chosen_on=None)
    return with_months(settings, loaded)


def _named(chosen: ChosenZones, zoning: Zoning) -> pd.DataFrame:
    """Name the zones of a file; a district that nobody says is that of the nearest."""
    named = with_names(chosen.zones, zoning.zones)
    lacking = named["district"] == ""
    if not lacking.any():
        return named
    held = zoning.zones
    tree = shapely.STRtree(np.asarray(shapely.points(held[["easting", "northing"]])))
    drawn = dict(zip(chosen.polygons.ids, chosen.polygons.polygons, strict=True))
    nearest = tree.nearest([drawn[zone] for zone in named.loc[lacking, "zone"]])
    found = held["district"].astype("str").to_numpy()[nearest]
    named.loc[lacking, "district"] = found
    return named


def _selection(ranking: pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    """Return the zones of a file as a selection, in the file's order."""
    zones = pd.Index(named["zone"])
    rows = ranking.set_index("zone").reindex(zones)
    none = {
        "volume": 0,
        "harm": 0.0,
        "harm_unit": str(ranking["harm_unit"].iloc[0]) if len(ranking) else "",
        "score": 0.0,
        "share_at_one_point": 0.0,
        **dict.fromkeys(ADDRESS_FLAGS, False),
        # After every zone that holds an incident.
        **dict.fromkeys(
            [name for name in ranking.columns if name.endswith("rank")],
            len(ranking) + 1,
        ),
        WITHOUT_WORST: len(ranking) + 1,
    }
    is_ranked = rows["volume"].notna()
    filled = {
        name: rows[name].where(is_ranked, value)
        for name, value in none.items()
        if name in rows
    }
    types = {name: ranking[name].dtype for name in filled}
    frame = pd.DataFrame(filled).astype(types).reset_index(drop=True)
    frame = frame.assign(
        **{name: named[name].array for name in named.columns},
        chosen_as="",
        displaced="",
        reason="",
        place=range(1, len(named) + 1),
    )
    return check(frame.astype({"chosen_as": "str"}), SELECTION)


def evaluate_listed(result: Listed) -> Evaluation:
    """Say what changed in zones of a file, beside what was expected without patrols.

    Each zone is compared over the months that its own start gives, unless the settings
    say which months to compare.

    Raises
    ------
    InputError
        If no zone can be compared.
    """
    settings, loaded = result.settings, loaded_months(result.reading)
    patrols = result.listed.patrols.assign(name=result.selection["name"].array)
    if settings.before is not None or settings.after is not None:
        compared = _compared(result, patrols["zone"])
        return evaluate(compared, _inputs(result, ()), settings, result.programme)
    starts = starts_of(patrols, loaded, patrols_start=settings.patrols_start)
    lead = starts.lead
    others = [
        zone
        for each in starts.not_compared
        if each.why != NOT_BEGUN
        for zone in each.zones
    ]
    inputs = _inputs(result, others)
    zones = [zone for group in starts.groups for zone in group.zones]
    if len(starts.groups) == 1:
        compared = _compared(result, zones, lead.periods)
        compared = replace(compared, not_compared=starts.not_compared)
        return evaluate(compared, inputs, settings, result.programme)
    inputs = replace(inputs, first_patrolled=starts.groups[0].start)
    weight_of = harm_weights(result.programme)
    evaluations = [
        evaluate_alone(
            _compared(result, zones, group.periods), inputs, weight_of=weight_of
        )
        for group in starts.groups
    ]
    return together(evaluations, starts, distinct=_distinct(result, starts))


def _compared(
    result: Listed, zones: Collection[str], periods: Periods | None = None
) -> BeforeAfter:
    """Count zones over the periods given, or those in force."""
    named = result.selection[CHOSEN.column_names].astype("str")
    settings = result.settings
    if periods is not None:
        settings = replace(
            settings,
            before=periods.before,
            after=periods.after,
            patrols_start=periods.patrols_start,
        )
    compared = compare(
        result.reading,
        result.cube,
        named[named["zone"].isin(list(zones))].reset_index(drop=True),
        settings,
        result.programme,
        zoning=result.zoning,
    )
    return compared if periods is None else replace(compared, periods=periods)


def _inputs(result: Listed, without: Collection[str]) -> EvaluationInputs:
    """Gather what an evaluation needs; `without` are zones that are no others."""
    chosen_on = result.settings.chosen_on
    months = [] if chosen_on is None else chosen_on.months
    there = {*result.listed.missing_months, *loaded_months(result.reading)}
    lacking = {*months} - there
    ranked = None
    if result.has_others and months and not lacking:
        ranked = result.ranking[~result.ranking["zone"].isin(list(without))]
    inputs = evaluation_inputs(
        result.reading, result.zoning, result.cube, ranked, result.settings
    )
    not_eligible = (*inputs.not_eligible, *without)
    return replace(inputs, lacking=lacking, not_eligible=not_eligible)


def _distinct(result: Listed, starts: Starts) -> tuple[int, int] | None:
    """Count incidents once each where zones overlap; None where none do."""
    if result.zoning.distinct_in(result.selection["zone"]) is None:
        return None
    incidents = result.reading.incidents
    sums = []
    for name in ("before", "after"):
        is_in = np.zeros(len(incidents), dtype=bool)
        for group in starts.groups:
            span: Period = getattr(group.periods, name)
            is_in |= result.zoning.is_in_any(group.zones) & is_counted(
                incidents,
                categories=result.programme.counted,
                first=span.first,
                last=span.last,
            )
        sums.append(int(is_in.sum()))
    return sums[0], sums[1]


@dataclass(frozen=True, eq=False)
class Compared:
    """What changed in zones of a file.

    Attributes
    ----------
    evaluation
        What changed, beside what was expected without patrols.
    result
        The zones, as the file has them, and their ranking.
    """

    evaluation: Evaluation
    result: Listed


def compare_listed(
    reading: Reading, chosen: ChosenZones, settings: Settings, strand: str
) -> Compared:
    """Compare zones read from a file before and after; as both functions above."""
    result = list_zones(reading, chosen, settings, strand)
    return Compared(evaluate_listed(result), result)
