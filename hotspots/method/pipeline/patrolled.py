"""Zones really patrolled, from a file, in place of zones chosen here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from hotspots.method.pipeline.results import Result
from hotspots.method.pipeline.stages import (
    count_in,
    count_strand,
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
from hotspots.method.zoning.zones import Zoning, hexagons
from hotspots.months import Period
from hotspots.settings import Settings
from hotspots.sources.reading import Reading
from hotspots.tables import ADDRESS_FLAGS, SELECTION, WITHOUT_WORST, check

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
    def start_assumed(self) -> pd.Series:
        """Whether each zone is compared from a start of patrols that the file lacks.

        It is then the one of the settings. Of a list made here that is its own.
        """
        file, of = self.listed, self.settings
        lacks = file.patrols["start"] == ""
        by_hand = of.before is not None or of.after is not None
        made_here = file.settings is not None and not file.says_patrols
        return lacks & bool(of.patrols_start and not by_hand and not made_here)

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
    of_strand = count_strand(reading, zoning, cube, counted, programme)
    ranking = rank(zoning, of_strand, programme)
    return Listed(
        reading=reading,
        settings=settings,
        strand=strand,
        zoning=zoning,
        cube=cube,
        of_strand=of_strand,
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
        gave_way="",
        group=range(1, len(named) + 1),
    )
    return check(frame.astype({"chosen_as": "str"}), SELECTION)
