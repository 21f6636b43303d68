"""What a briefing tells of one strand: published figures, and nothing besides.

Everything that leaves in a pack, words, pictures and `figures.csv`, is made of these,
so that a figure in one is a figure in all, and none is finer than may be published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.disclosure.policy import HIDDEN, Policy, public_name, rounded
from hotspots.disclosure.publish import Published, publish_counts
from hotspots.disclosure.releases import Edition
from hotspots.method.evaluation.before_after import monthly_counts
from hotspots.method.evaluation.periods import Periods
from hotspots.method.zoning.addresses import is_address
from hotspots.months import Period
from hotspots.presentation import synthetic
from hotspots.presentation.words.evaluation import UNUSUAL
from hotspots.sources.areas import KENT_DISTRICTS

if TYPE_CHECKING:
    from hotspots.method.evaluation.evaluate import Evaluation
    from hotspots.method.pipeline import Result
    from hotspots.settings import Settings

COUNTY, CHOSEN_ZONES, REST = "county", "chosen zones", "rest of county"

# "Hotspot" is the public's word for a chosen zone; code and tables never use it.
PUBLIC_NAMES = {"asb": "antisocial behaviour", "violence": "violence"}
# The columns of figures.csv.
FIGURE_COLUMNS = ("data", "strand", "figure", "of", "district", "value")
# A zone whose count changed by less, in per cent, is drawn as about the same.
ABOUT_THE_SAME = 5.0


@dataclass(frozen=True, eq=False)
class Facts:
    """The published figures of one strand.

    Attributes
    ----------
    strand
        `asb` or `violence`.
    whose
        "Kent's" or nothing.
    area
        Every district of the area.
    chosen_on
        Months that the zones were chosen on.
    zones
        A row a chosen zone, by district and name: `zone`, `name` (as it may be
        published), `district`, `before` and `after` (published counts; missing where
        hidden, and where nothing is compared).
    parts
        The same counts of county, chosen zones, rest of county and each district:
        columns `part`, `district`, `before`, `after`. Empty where nothing is compared.
    periods
        The periods compared; None where the data give none.
    n_fell, n_expected
        Chosen zones that fell, and how many would have been expected to anyway; None
        where that cannot be told.
    expected_after
        Incidents expected anyway in the chosen zones together, rounded as counts are.
    of_100
        In how many of 100 such years as many zones or more would have fallen.
    is_unusual
        Whether so many, or so few, is unusual.
    chosen_on_after
        Whether the zones were chosen on the months being judged.
    synthetic
        Whether the data are made up.
    """

    strand: str
    whose: str
    area: tuple[str, ...]
    chosen_on: Period
    zones: pd.DataFrame
    parts: pd.DataFrame
    periods: Periods | None = None
    n_fell: int | None = None
    n_expected: int | None = None
    expected_after: int | None = None
    of_100: int | None = None
    is_unusual: bool = False
    chosen_on_after: bool = False
    synthetic: bool = False

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
        return set(self.area) <= set(self.zones["district"])

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
        return [_direction(before, after) for before, after in counts]

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


@dataclass(frozen=True, eq=False)
class Material:
    """What a strand's part of a pack is made from: the analyst's own figures.

    Attributes
    ----------
    strand, settings
        The strand and the settings in force, months filled in.
    selection
        Table `SELECTION`.
    outlines
        Polygon (EPSG:27700) of each row of the selection.
    evaluation
        What changed; None where the data give no two periods to compare.
    monthly
        Table `MONTHLY`.
    area
        Every district of the area.
    synthetic
        Whether the data are made up.
    """

    strand: str
    settings: Settings
    selection: pd.DataFrame
    outlines: NDArray[np.object_]
    evaluation: Evaluation | None
    monthly: pd.DataFrame
    area: tuple[str, ...]
    synthetic: bool


def material_of(
    result: Result, evaluation: Evaluation | None, *, strand: str
) -> Material:
    """Gather a strand's tables from what the method made."""
    zones = result.zoning.zones["zone"]
    row = pd.Series(range(len(zones)), index=zones)
    monthly = monthly_counts(
        result.cube,
        result.reading.incidents,
        result.selection["zone"],
        categories=result.settings.strand(strand).categories,
    )
    return Material(
        strand=strand,
        settings=result.settings,
        selection=result.selection,
        outlines=result.zoning.outlines(row[result.selection["zone"]].to_numpy()),
        evaluation=evaluation,
        monthly=monthly,
        area=result.reading.area,
        synthetic=result.reading.synthetic,
    )


def facts_of(
    material: Material, *, policy: Policy, earlier: Sequence[Edition] = ()
) -> tuple[Facts, Published | None]:
    """Turn a strand's tables into what may be published of them.

    Parameters
    ----------
    material
        The strand's tables.
    policy
        What may be published.
    earlier
        Editions published before.

    Returns
    -------
    tuple
        The facts, and the published counts that they hold, if any.
    """
    names = _public_names(material.selection, policy)
    settings, evaluation = material.settings, material.evaluation
    is_kent = set(material.area) == set(KENT_DISTRICTS.values())
    chosen = Facts(
        strand=material.strand,
        whose="Kent's" if is_kent else "",
        area=material.area,
        chosen_on=settings.months_chosen_on,
        zones=_without_counts(material.selection, names),
        parts=pd.DataFrame(columns=["part", "district", "before", "after"]),
        synthetic=material.synthetic,
    )
    if evaluation is None:
        return chosen, None
    comparison = evaluation.comparison
    published = publish_counts(
        comparison.outcomes,
        comparison.totals,
        before=comparison.periods.before,
        after=comparison.periods.after,
        policy=policy,
        earlier=earlier,
    )
    told = replace(
        chosen,
        zones=_named(published.zones, names),
        parts=published.totals,
        periods=comparison.periods,
        chosen_on_after=comparison.chosen_on_after,
    )
    return _with_falls(told, evaluation, published, policy), published


def _named(zones: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Name the zones; one with a hidden count by its district, for it holds few."""
    is_hidden = zones[["before", "after"]].isna().any(axis=1)
    by_district = "A zone in " + zones["district"].astype("str")
    named = pd.Series(names[zones["zone"]].to_numpy(), index=zones.index)
    return zones.assign(name=named.mask(is_hidden, by_district))


def _with_falls(
    facts: Facts, evaluation: Evaluation, published: Published, policy: Policy
) -> Facts:
    """Add how many zones fell, and were expected to, where that may be told."""
    if published.falls is None:
        return facts
    told = replace(facts, n_fell=published.falls.fell)
    if evaluation.expected is None:
        return told
    return replace(
        told,
        n_expected=round(evaluation.expected.n_expected_to_fall),
        expected_after=rounded(
            round(float(evaluation.expected.expected.sum())), policy
        ),
        of_100=round(100 * evaluation.p_as_many),
        is_unusual=min(evaluation.p_as_many, evaluation.p_as_few) <= UNUSUAL,
    )


def _public_names(selection: pd.DataFrame, policy: Policy) -> pd.Series:
    names = [
        public_name(name, str(district), is_address=bool(at_address), policy=policy)
        for name, district, at_address in zip(
            selection["name"], selection["district"], is_address(selection), strict=True
        )
    ]
    return pd.Series(names, index=selection["zone"], dtype="str")


def _without_counts(selection: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """List the zones by district and name: their order by rank would tell too much."""
    zones = selection[["zone", "district"]].assign(name=names.to_numpy())
    nothing = pd.array([pd.NA] * len(zones), dtype="Int64")
    return zones.assign(before=nothing, after=nothing).sort_values(
        ["district", "name", "zone"], ignore_index=True
    )


def percent_change(before: int | None, after: int | None) -> float | None:
    """Return a change in per cent to one decimal; None where a count is hidden.

    Examples
    --------
    >>> percent_change(20000, 19100), percent_change(None, 5), percent_change(0, 5)
    (-4.5, None, None)
    """
    if not before or after is None:
        return None
    # Nothing is added but a sign: there is no change of minus nought.
    return round(100 * (after - before) / before, 1) + 0.0


def _direction(before: int | None, after: int | None) -> str:
    """Say which way a published count went."""
    if before is None or after is None:
        return HIDDEN
    change = percent_change(before, after)
    if change is None:
        return "rose" if after else "about the same"
    if abs(change) < ABOUT_THE_SAME:
        return "about the same"
    return "fell" if change < 0 else "rose"


def figures(facts: Facts) -> pd.DataFrame:
    """List every published figure of a strand, a row each: the pack's figures.csv."""
    rows: list[tuple[str, str, str, int | float | None]] = [
        ("zones chosen", "", "", facts.n_zones),
        ("districts with a zone", "", "", facts.n_districts),
        ("districts", "", "", len(facts.area)),
        *[("zones chosen", "", name, n) for name, n in facts.zones_in.items()],
        *_falls(facts),
    ]
    if facts.periods is not None:
        drawn = facts.directions.items()
        rows += [(f"zones drawn as: {change}", "", "", n) for change, n in drawn]
    for of, district, before, after in _counted(facts):
        rows += [
            ("incidents before", of, district, before),
            ("incidents after", of, district, after),
            ("change, %", of, district, percent_change(before, after)),
        ]
    data = synthetic.WORD.lower() if facts.synthetic else "recorded"
    told = [
        (data, facts.strand, figure, of, district, _written(value))
        for figure, of, district, value in rows
    ]
    return pd.DataFrame(told, columns=list(FIGURE_COLUMNS))


def _written(value: float | None) -> str:
    return HIDDEN if value is None else f"{value:g}" if value % 1 else f"{value:.0f}"


def _falls(facts: Facts) -> list[tuple[str, str, str, int | float | None]]:
    if facts.n_fell is None:
        return []
    rows: list[tuple[str, str, str, int | float | None]] = [
        ("zones that fell", "", "", facts.n_fell)
    ]
    if facts.n_expected is not None:
        rows += [
            ("zones expected to fall anyway", "", "", facts.n_expected),
            ("of 100 such years as many or more fall in", "", "", facts.of_100),
            ("incidents expected after anyway", CHOSEN_ZONES, "", facts.expected_after),
        ]
    return rows


def _counted(facts: Facts) -> list[tuple[str, str, int | None, int | None]]:
    """Return what has counts: its name, its district, before and after."""
    if facts.periods is None:
        return []
    parts = [
        (part if part != "district" else "", district, before, after)
        for part, district, before, after in zip(
            facts.parts["part"],
            facts.parts["district"],
            facts.parts["before"],
            facts.parts["after"],
            strict=True,
        )
    ]
    zones = [
        (f"{number}. {name}", district, before, after)
        for number, (name, district, before, after) in enumerate(
            zip(
                facts.zones["name"],
                facts.zones["district"],
                facts.zones["before"],
                facts.zones["after"],
                strict=True,
            ),
            start=1,
        )
    ]
    return [
        (of, district, or_none(before), or_none(after))
        for of, district, before, after in [*parts, *zones]
    ]


def or_none(count: object) -> int | None:
    """Return a published count; None where it is hidden."""
    return None if pd.isna(count) else int(count)  # type: ignore[call-overload]
