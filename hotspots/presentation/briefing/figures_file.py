"""Every published figure of a pack as a table: its `figures.csv`."""

from __future__ import annotations

import pandas as pd

from hotspots.disclosure.policy import HIDDEN
from hotspots.presentation import synthetic
from hotspots.presentation.briefing.published_figures import (
    FROM_ZERO,
    PublishedFigures,
    or_none,
    percent_change,
)
from hotspots.presentation.words.per_day import per_day
from hotspots.tables import CHOSEN_ZONES

# The columns of figures.csv.
FIGURE_COLUMNS = ("data", "strand", "figure", "of", "district", "value")

# A figure, what it is of, its district, its value: none if hidden.
FigureRow = tuple[str, str, str, int | float | str | None]


def figures(published: PublishedFigures) -> pd.DataFrame:
    """List every published figure of a strand, a row each: the pack's figures.csv.

    Of data that anyone can have, a zone named by its district alone has no counts of
    its own there: whoever counts again would find the zone that has them.
    """
    listed = "zones patrolled" if published.is_patrolled else "zones chosen"
    rows: list[FigureRow] = [
        (listed, "", "", published.n_zones),
        ("districts with a zone", "", "", published.n_districts),
        ("districts", "", "", len(published.area)),
        *[(listed, "", name, n) for name, n in published.zones_in.items()],
        *_falls(published),
    ]
    if published.periods is not None:
        drawn = published.directions.items()
        rows += [(f"zones drawn as: {change}", "", "", n) for change, n in drawn]
    rows += _least_and_most(published)
    for of, district, before, after, days in _counted(published):
        rows += [
            ("incidents before", of, district, before),
            ("incidents after", of, district, after),
            (
                f"change{per_day(days)}, %",
                of,
                district,
                _change(before, after, days=days),
            ),
        ]
    rows += _own_months(published)
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


def _least_and_most(published: PublishedFigures) -> list[FigureRow]:
    """List the fewest and most incidents of one zone, as the pictures' words say."""
    zones = published.zones
    return [
        (f"{which} incidents {when} in one zone", "", "", int(count))
        for when in ("before", "after")
        if published.periods is not None and not (shown := zones[when].dropna()).empty
        for which, count in (("fewest", shown.min()), ("most", shown.max()))
    ]


def _own_months(published: PublishedFigures) -> list[FigureRow]:
    """List the months of each zone, where patrols began in different ones."""
    zones = published.zones
    rows: list[FigureRow] = []
    for number, (zone, name, district) in enumerate(
        zip(zones["zone"], zones["name"], zones["district"], strict=True), start=1
    ):
        if (periods := published.months_of_zone.get(zone)) is not None:
            of = f"{number}. {name}"
            rows += [
                ("months before", of, district, str(periods.before)),
                ("months after", of, district, str(periods.after)),
            ]
    return rows


def _counted(
    published: PublishedFigures,
) -> list[tuple[str, str, int | None, int | None, float]]:
    """Return what has counts: name, district, before, after, and days for each day."""
    if published.periods is None:
        return []
    parts = [
        (
            part if part != "district" else "",
            district,
            before,
            after,
            published.days_of(part),
        )
        for part, district, before, after in zip(
            published.parts["part"],
            published.parts["district"],
            published.parts["before"],
            published.parts["after"],
            strict=True,
        )
    ]
    zones = [
        (
            f"{number}. {name}",
            district,
            before,
            after,
            published.days_of_zone.get(zone, published.days),
        )
        for number, (zone, name, is_named, district, before, after) in enumerate(
            zip(
                published.zones["zone"],
                published.zones["name"],
                published.zones["is_named"],
                published.zones["district"],
                published.zones["before"],
                published.zones["after"],
                strict=True,
            ),
            start=1,
        )
        if is_named or not published.is_public
    ]
    return [
        (of, district, or_none(before), or_none(after), days)
        for of, district, before, after, days in [*parts, *zones]
    ]
