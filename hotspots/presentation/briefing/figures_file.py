"""Every published figure of a pack as a table: its `figures.csv`."""

from __future__ import annotations

import pandas as pd

from hotspots.disclosure.policy import HIDDEN
from hotspots.presentation import synthetic
from hotspots.presentation.briefing.published_figures import (
    CHOSEN_ZONES,
    FROM_ZERO,
    PublishedFigures,
    or_none,
    percent_change,
)

# The columns of figures.csv.
FIGURE_COLUMNS = ("data", "strand", "figure", "of", "district", "value")

# A figure, what it is of, its district, its value: none if hidden.
FigureRow = tuple[str, str, str, int | float | str | None]


def figures(published: PublishedFigures) -> pd.DataFrame:
    """List every published figure of a strand, a row each: the pack's figures.csv."""
    rows: list[FigureRow] = [
        ("zones chosen", "", "", published.n_zones),
        ("districts with a zone", "", "", published.n_districts),
        ("districts", "", "", len(published.area)),
        *[("zones chosen", "", name, n) for name, n in published.zones_in.items()],
        *_falls(published),
    ]
    if published.periods is not None:
        drawn = published.directions.items()
        rows += [(f"zones drawn as: {change}", "", "", n) for change, n in drawn]
    for of, district, before, after in _counted(published):
        rows += [
            ("incidents before", of, district, before),
            ("incidents after", of, district, after),
            ("change, %", of, district, _change(before, after, days=published.days)),
        ]
    data = synthetic.WORD.lower() if published.synthetic else "recorded"
    written = [
        (data, published.strand, figure, of, district, _written(value))
        for figure, of, district, value in rows
    ]
    return pd.DataFrame(written, columns=list(FIGURE_COLUMNS))


def _change(
    before: int | None, after: int | None, *, days: float
) -> float | str | None:
    """Return a change in per cent; of a count from 0 there is none, and it says so."""
    if before == 0 and after is not None:
        return FROM_ZERO
    return percent_change(before, after, days=days)


def _written(value: float | str | None) -> str:
    if value is None or isinstance(value, str):
        return value or HIDDEN
    return f"{value:g}" if value % 1 else f"{value:.0f}"


def _falls(published: PublishedFigures) -> list[FigureRow]:
    if published.n_fell is None:
        return []
    rows: list[FigureRow] = [("zones that fell", "", "", published.n_fell)]
    if published.n_expected is not None:
        rows += [
            ("zones expected to fall without patrols", "", "", published.n_expected),
            ("of 100 such years as many or more fall in", "", "", published.of_100),
            (
                "incidents expected after without patrols",
                CHOSEN_ZONES,
                "",
                published.expected_after,
            ),
        ]
    return rows


def _counted(
    published: PublishedFigures,
) -> list[tuple[str, str, int | None, int | None]]:
    """Return what has counts: its name, its district, before and after."""
    if published.periods is None:
        return []
    parts = [
        (part if part != "district" else "", district, before, after)
        for part, district, before, after in zip(
            published.parts["part"],
            published.parts["district"],
            published.parts["before"],
            published.parts["after"],
            strict=True,
        )
    ]
    zones = [
        (f"{number}. {name}", district, before, after)
        for number, (name, district, before, after) in enumerate(
            zip(
                published.zones["name"],
                published.zones["district"],
                published.zones["before"],
                published.zones["after"],
                strict=True,
            ),
            start=1,
        )
    ]
    return [
        (of, district, or_none(before), or_none(after))
        for of, district, before, after in [*parts, *zones]
    ]
