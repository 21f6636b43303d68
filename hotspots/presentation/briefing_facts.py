"""What a briefing tells of one strand: published figures, and nothing besides.

Everything that leaves in a pack, words, pictures and `figures.csv`, is made of these,
so that a figure in one is a figure in all, and none is finer than may be published.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from hotspots.method.periods import Period, Periods

COUNTY, CHOSEN_ZONES, REST = "county", "chosen zones", "rest of county"
HIDDEN = "hidden"

# "Hotspot" is the public's word for a chosen zone; code and tables never use it.
PUBLIC_NAMES = {"asb": "antisocial behaviour", "violence": "violence"}
# The columns of figures.csv.
FIGURE_COLUMNS = ("strand", "figure", "of", "district", "value")


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
        A row a chosen zone, by rank: `zone`, `name` (as it may be published),
        `district`, `before` and `after` (published counts; missing where hidden).
    parts
        The same counts of county, chosen zones, rest of county and each district:
        columns `part`, `district`, `before`, `after`. Empty where nothing is compared.
    periods
        The periods compared; None where the data give none.
    n_fell, n_expected
        Chosen zones that fell, and how many would have been expected to anyway; None
        where that cannot be told.
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

    def counts_of(self, part: str) -> tuple[int | None, int | None]:
        """Return the published counts of a part before and after; None where hidden."""
        rows = self.parts[(self.parts["part"] == part) & (self.parts["district"] == "")]
        if rows.empty:
            return None, None
        before, after = rows[["before", "after"]].iloc[0]
        return or_none(before), or_none(after)

    def change_of(self, part: str) -> float | None:
        """Return a part's change in per cent, of published counts; None if unknown."""
        return percent_change(*self.counts_of(part))


def percent_change(before: int | None, after: int | None) -> float | None:
    """Return a change in per cent to one decimal; None where a count is hidden.

    Examples
    --------
    >>> percent_change(20000, 19100), percent_change(None, 5), percent_change(0, 5)
    (-4.5, None, None)
    """
    if not before or after is None:
        return None
    return round(100 * (after - before) / before, 1)


def figures(facts: Facts) -> pd.DataFrame:
    """List every published figure of a strand, a row each: the pack's figures.csv."""
    rows = [
        ("zones chosen", "", "", facts.n_zones),
        ("districts with a zone", "", "", facts.n_districts),
        ("districts", "", "", len(facts.area)),
        *_falls(facts),
    ]
    for of, district, before, after in _counted(facts):
        rows += [
            ("incidents before", of, district, before),
            ("incidents after", of, district, after),
            ("change, %", of, district, percent_change(before, after)),
        ]
    told = [
        (facts.strand, figure, of, district, HIDDEN if value is None else f"{value:g}")
        if not isinstance(value, int)
        else (facts.strand, figure, of, district, str(value))
        for figure, of, district, value in rows
    ]
    return pd.DataFrame(told, columns=list(FIGURE_COLUMNS))


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
