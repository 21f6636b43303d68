"""Made-up counties for tests of outcomes: counts of zones and of the rings round them.

Zones are hexagons of 350 m that stand four widths apart; ring incidents lie 300 m east
of a zone's middle, which is 125 m outside it and in the hexagon next to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from hotspots.method import pipeline
from hotspots.method.evaluation.before_after import BeforeAfter
from hotspots.method.evaluation.evaluate import Evaluation, EvaluationInputs
from hotspots.method.zoning.zones import hexagon_centres, hexagon_ids
from hotspots.months import Period
from hotspots.settings import Settings
from hotspots.sources.reading import Reading
from hotspots.tables import CHOSEN

WIDTH_M = 350
APART = 4
RING_EAST_M = 300
N_PATROLLED = 24
ASB = "Anti-social behaviour"
DISTRICT = "Swale"
NOT_KEPT = ("month", "category", "reason")


@dataclass(frozen=True)
class Plan:
    """What is chosen and compared: months as `2024-01:2024-01`."""

    chosen_on: str
    before: str = "2024-01:2024-01"
    after: str = "2025-01:2025-01"
    patrols_start: str = "2024-04"
    buffer_m: int = 250

    def settings(self, *, n_zones: int) -> Settings:
        """Write the plan as settings."""
        return Settings(
            chosen_on=Period.parse(self.chosen_on),
            before=Period.parse(self.before),
            after=Period.parse(self.after),
            patrols_start=self.patrols_start,
            buffer_width_m=self.buffer_m,
            floor=0,
        ).with_strand("asb", n_zones=n_zones)


def place_of(zone: int) -> tuple[int, int]:
    """Return a zone's place in the grid, in rows of twenty."""
    return 1300 + APART * (zone % 20), 450 + APART * (zone // 20)


def id_of(zone: int) -> str:
    """Return the id of a zone by its number."""
    q, r = place_of(zone)
    return hexagon_ids([q], [r], width_m=WIDTH_M)[0]


def reading_of(
    counts: Mapping[str, Sequence[int]],
    rings: Mapping[str, Sequence[int]] | None = None,
    *,
    streets: Mapping[int, str] | None = None,
) -> Reading:
    """Make incidents of so many in each zone, and in each ring, month by month.

    Parameters
    ----------
    counts, rings
        Month -> a number for each zone.
    streets
        Names of the streets of some zones.
    """
    drawn = []
    for shift_m, of_month in ((0, counts), (RING_EAST_M, rings or {})):
        for month, numbers in of_month.items():
            zone = np.repeat(np.arange(len(numbers)), numbers)
            drawn.append(pd.DataFrame({"zone": zone, "month": month, "shift": shift_m}))
    rows = pd.concat(drawn, ignore_index=True)
    places = [place_of(zone) for zone in rows["zone"]]
    q, r = (np.array(each, dtype=int) for each in zip(*places, strict=True))
    easting, northing = hexagon_centres(q, r, width_m=WIDTH_M)
    names = {zone: f"Road {zone}" for zone in range(rows["zone"].max() + 1)}
    names |= dict(streets or {})
    incidents = pd.DataFrame(
        {
            "month": rows["month"],
            "category": ASB,
            "district": DISTRICT,
            "location": rows["zone"].map(names),
            "point": 2 * rows["zone"] + (rows["shift"] > 0),
            "easting": easting + rows["shift"],
            "northing": northing,
        }
    ).astype(dict.fromkeys(["month", "category", "district", "location"], "category"))
    return Reading(
        incidents=incidents,
        set_aside=pd.DataFrame({name: pd.Series(dtype="str") for name in NOT_KEPT}),
        files=pd.DataFrame(),
        fingerprint="world",
        area=(DISTRICT,),
    )


@dataclass(frozen=True, eq=False)
class Staged:
    """A world up to the comparison, so that a test can change what comes next."""

    comparison: BeforeAfter
    inputs: EvaluationInputs
    settings: Settings

    def evaluated(self) -> Evaluation:
        programme = self.settings.strand("asb")
        return pipeline.evaluate(self.comparison, self.inputs, self.settings, programme)


def staged(reading: Reading, plan: Plan, *, n_zones: int = 3, also=()) -> Staged:
    """Choose zones, and others by their ids, and compare them."""
    settings = plan.settings(n_zones=n_zones)
    programme = settings.strand("asb")
    zoning = pipeline.zone(reading, width_m=WIDTH_M)
    cube = pipeline.count_in(reading, zoning)
    of_strand = pipeline.count_strand(reading, zoning, cube, settings, programme)
    ranking = pipeline.rank(zoning, of_strand, programme)
    chosen = pipeline.select(
        pipeline.choose(ranking, zoning, reading.area, settings, programme), zoning
    )
    others = pd.DataFrame({"zone": list(also), "name": "", "district": DISTRICT})
    chosen = pd.concat([others, chosen[CHOSEN.column_names]], ignore_index=True)
    return Staged(
        pipeline.compare(reading, cube, chosen.astype("str"), settings, programme),
        pipeline.evaluation_inputs(reading, zoning, cube, ranking, settings),
        settings,
    )


def evaluated(reading: Reading, plan: Plan, *, n_zones: int = 3) -> Evaluation:
    """Choose zones and say what can be said of their change."""
    return staged(reading, plan, n_zones=n_zones).evaluated()


def county(
    *, seed: int, effect: float = 1.0, moved: float = 1.0, n_zones: int = 300
) -> Reading:
    """Draw three Januaries, of which the worst zones of the second are patrolled.

    Parameters
    ----------
    seed
        Of the random numbers.
    effect, moved
        What patrols make of the incidents of the third January in the 24 patrolled
        zones, and in their rings.
    n_zones
        How many zones there are.
    """
    random = np.random.default_rng(seed)
    rates = 40 * random.gamma(1.5, 1 / 1.5, n_zones)
    ring_rates = random.uniform(8, 16, n_zones)
    counts = {month: random.poisson(rates) for month in ("2023-01", "2024-01")}
    worst = np.argsort(-counts["2024-01"], kind="stable")[:N_PATROLLED]
    is_patrolled = np.isin(np.arange(n_zones), worst)
    counts["2025-01"] = random.poisson(rates * np.where(is_patrolled, effect, 1))
    rings = {month: random.poisson(ring_rates) for month in ("2023-01", "2024-01")}
    rings["2025-01"] = random.poisson(ring_rates * np.where(is_patrolled, moved, 1))
    return reading_of(counts, rings)
