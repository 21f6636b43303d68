"""What a pack says of one strand: published figures, and nothing besides.

Everything that leaves in a pack, words, pictures and `figures.csv`, is made of these,
so that a figure in one is a figure in all, and none is finer than may be published.

Long because it is the one record of them all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from hotspots.disclosure.policy import (
    HIDDEN,
)
from hotspots.disclosure.publish import Published
from hotspots.method.evaluation.periods import Periods
from hotspots.months import Period
from hotspots.presentation.words.strands import notes_of, public_of
from hotspots.settings import Strand
from hotspots.settings.counting import Notes
from hotspots.tables import CHOSEN_ZONES

# A zone whose count changed by less, in per cent, is drawn as about the same.
ABOUT_THE_SAME = 5.0

# What stands for a change in per cent where there were none before.
FROM_ZERO = "from 0"


@dataclass(frozen=True)
class ByHand:
    """A zone taken out or put in by hand, as the public reads of it: no street."""

    district: str
    reason: str


@dataclass(frozen=True)
class Changed:
    """What changed against an earlier list, by district alone.

    Attributes
    ----------
    then
        Months that the earlier list was chosen on; None where nobody says.
    n_both
        Zones in both lists.
    new, gone
        Districts of the zones in one alone, in alphabetical order.
    """

    then: Period | None
    n_both: int
    new: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class PublishedFigures:
    """The published figures of one strand.

    Attributes
    ----------
    programme
        The strand's settings, with its words.
    where
        "Kent and Medway", or nothing where the area has no name.
    area
        Every district of the area.
    chosen_on
        Months that the zones were chosen on; None for patrolled zones of which nobody
        knows it.
    counted_in
        Months in which `share_of_incidents` was counted; those that the zones were
        chosen on unless given.
    zones
        A row a chosen zone, by district and name: `zone`, `name` (as it may be
        published), `is_named` (by its street, not by its district alone), `district`,
        `before` and `after` (published counts; missing where
        hidden, and where nothing is compared).
    parts
        The same counts of county, chosen zones, rest of county and each district:
        columns `part`, `district`, `before`, `after`. Empty where nothing is compared.
    counts
        What disclosure control made of the counts; None where nothing is compared.
    periods
        The periods compared; None where the data give none.
    n_fell, n_expected
        Chosen zones that fell, and how many would have been expected to without
        patrols; None where that is unknown or left out.
    expected_after
        Incidents expected without patrols in the chosen zones together, rounded as
        counts are.
    of_100
        In how many of 100 such years as many zones or more would have fallen.
    side
        Clearly fewer incidents than expected without patrols (-1), clearly more (1), or
        neither.
    chosen_on_after
        Whether the zones were chosen on the months being judged.
    synthetic
        Whether the data are made up.
    is_public
        Whether anyone can have the same data.
    zone_width_m
        Width of a zone, in metres.
    is_weighed
        Whether harm decides, too, which zones are chosen.
    has_promise
        Whether every district was promised a zone.
    share_of_incidents
        Which part of the strand's incidents the zones have in the months that they were
        chosen on; None where so few would tell too much. Under a policy that hides
        counts it is worked out from published months alone.
    taken_out, put_in
        Zones taken out or put in by hand, with the reasons.
    spacing_m
        Least distance between zones, in metres; None where zones may touch.
    has_other_rules
        Whether another rule keeps zones out, such as a cap.
    changed
        What changed against an earlier list; None where there is none.
    is_patrolled
        Whether these are zones really patrolled, and not zones chosen here.
    starts
        Months in which patrols began, with the number of zones.
    days_of_zone, days_of_zones
        Days after for each day before, of each zone and of all together, where patrols
        began in different months; else empty.
    months_of_zone
        The periods that each is then compared over.
    n_left_out
        Patrolled zones that are left out: not compared, or of another area.
    is_expected_left_out
        Whether all that is expected is left out, because it is worked out from counts
        that are hidden.
    is_withheld
        Whether counts before and after are left out, because they do not add up and so
        no hidden one could be protected.
    """

    programme: Strand
    where: str
    area: tuple[str, ...]
    chosen_on: Period | None
    zones: pd.DataFrame
    parts: pd.DataFrame
    counts: Published | None = None
    periods: Periods | None = None
    n_fell: int | None = None
    n_expected: int | None = None
    expected_after: int | None = None
    of_100: int | None = None
    side: int = 0
    chosen_on_after: bool = False
    synthetic: bool = False
    zone_width_m: int = 350
    is_weighed: bool = False
    has_promise: bool = False
    share_of_incidents: float | None = None
    is_public: bool = True
    taken_out: tuple[ByHand, ...] = ()
    put_in: tuple[ByHand, ...] = ()
    spacing_m: int | None = None
    has_other_rules: bool = False
    changed: Changed | None = None
    counted_in: Period | None = None
    is_patrolled: bool = False
    starts: Mapping[str, int] = field(default_factory=dict)
    days_of_zone: Mapping[str, float] = field(default_factory=dict)
    days_of_zones: float | None = None
    months_of_zone: Mapping[str, Periods] = field(default_factory=dict)
    n_left_out: int = 0
    is_expected_left_out: bool = False
    is_withheld: bool = False

    @property
    def called(self) -> str:
        """What the public calls one of the zones."""
        return "patrolled zone" if self.is_patrolled else "hotspot"

    @property
    def has_own_months(self) -> bool:
        """Whether each zone is compared over months of its own."""
        return bool(self.days_of_zone)

    @property
    def is_shaped(self) -> bool:
        """Whether rules or changes by hand keep zones out that have more."""
        by_hand = bool(self.taken_out or self.put_in)
        return by_hand or self.spacing_m is not None or self.has_other_rules

    @property
    def by_number_alone(self) -> bool:
        """Whether no place with more was passed over: no harm, promise or rule."""
        return not (self.is_weighed or self.has_promise or self.is_shaped)

    @property
    def strand(self) -> str:
        """The strand's name in file names and tables."""
        return self.programme.definition.name

    @property
    def name(self) -> str:
        """What the public calls the strand."""
        return public_of(self.programme).name

    @property
    def notes(self) -> Notes:
        """What must be said of what it counts."""
        return notes_of(self.programme)

    @property
    def monthly(self) -> pd.DataFrame:
        """Published counts of county and chosen zones in single months.

        `part`, `month`, `incidents` (missing where hidden); no rows where nothing is
        compared.
        """
        if self.counts is None:
            return pd.DataFrame(columns=["part", "month", "incidents"])
        return self.counts.monthly

    @property
    def days(self) -> float:
        """Days after for each day before, by which changes are put right."""
        return 1.0 if self.periods is None else self.periods.length_ratio

    def days_of(self, part: str) -> float:
        """Return the same of a part: the zones may be counted over other months."""
        is_own = part == CHOSEN_ZONES and self.days_of_zones is not None
        return self.days_of_zones or 1.0 if is_own else self.days

    @property
    def n_zones(self) -> int:
        """How many zones were chosen."""
        return len(self.zones)

    @property
    def n_districts(self) -> int:
        """In how many districts they lie."""
        return int(self.zones["district"].nunique())

    @property
    def has_every_district(self) -> bool:
        """Whether every district of the area has one."""
        return not self.districts_without

    @property
    def districts_without(self) -> tuple[str, ...]:
        """The districts of the area that have none, in order of their names."""
        return tuple(sorted(set(self.area) - set(self.zones["district"].astype("str"))))

    @property
    def zones_in(self) -> dict[str, int]:
        """How many zones each district has, of those that have any, by name."""
        counts = self.zones["district"].astype("str").value_counts().sort_index()
        return {str(district): int(n) for district, n in counts.items()}

    @property
    def zone_directions(self) -> list[str]:
        """Which way each zone's published count went, as the change map draws it."""
        counts = zip(
            map(or_none, self.zones["before"]),
            map(or_none, self.zones["after"]),
            strict=True,
        )
        days = [self.days_of_zone.get(zone, self.days) for zone in self.zones["zone"]]
        return [
            _direction(*both, days=own) for both, own in zip(counts, days, strict=True)
        ]

    @property
    def directions(self) -> dict[str, int]:
        """How many zones are drawn as each of these, the most first."""
        counts = Counter(self.zone_directions)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def counts_of(self, part: str) -> tuple[int | None, int | None]:
        """Return the published counts of a part before and after; None where hidden."""
        rows = self.parts[(self.parts["part"] == part) & (self.parts["district"] == "")]
        if rows.empty:
            return None, None
        before, after = rows[["before", "after"]].iloc[0]
        return or_none(before), or_none(after)


def percent_change(
    before: int | None, after: int | None, *, days: float = 1.0
) -> float | None:
    """Return a change in per cent to one decimal; None where a count is hidden.

    Parameters
    ----------
    before, after
        Published counts.
    days
        Days after for each day before (`PublishedFigures.days`).

    Examples
    --------
    >>> percent_change(20000, 19100), percent_change(None, 5), percent_change(0, 5)
    (-4.5, None, None)
    """
    if not before or after is None:
        return None
    # Nothing is added but a sign: there is no change of minus nought.
    return round(100 * (after / days - before) / before, 1) + 0.0


def _direction(before: int | None, after: int | None, *, days: float) -> str:
    """Say which way a published count went."""
    if before is None or after is None:
        return HIDDEN
    change = percent_change(before, after, days=days)
    if change is None:
        return "rose" if after else "about the same"
    if abs(change) < ABOUT_THE_SAME:
        return "about the same"
    return "fell" if change < 0 else "rose"


def or_none(count: object) -> int | None:
    """Return a published count; None where it is hidden."""
    return None if pd.isna(count) else int(count)  # type: ignore[call-overload]
