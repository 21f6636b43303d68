"""The headline figures of a strand's card, in the words that they are printed in."""

from __future__ import annotations

from collections.abc import Sequence

from hotspots.disclosure.policy import HIDDEN
from hotspots.presentation.briefing.published_figures import (
    PublishedFigures,
    percent_change,
)
from hotspots.presentation.pictures.cards import Figure
from hotspots.presentation.words.briefing import public, zones_called
from hotspots.presentation.words.comparison import beside_falls, by_size, fell_of
from hotspots.presentation.words.disclosure import count_shown
from hotspots.presentation.words.numbers import capital, counted, number, signed
from hotspots.presentation.words.per_day import per_day
from hotspots.tables import CHOSEN_ZONES, COUNTY


def card_figures(facts: PublishedFigures, names: Sequence[str]) -> list[Figure]:
    """Return the figures of a strand's card.

    Parameters
    ----------
    facts
        Published figures.
    names
        Which figures, in order: some of `settings.FACTS`. One that may not be published
        is left out; if none is left, the number of zones is given.
    """
    zones = capital(zones_called(facts))
    where = f"In {counted(facts.n_districts, 'district')}"
    if facts.has_every_district and facts.n_districts > 1:
        where = f"At least one in each of the {number(facts.n_districts)} districts"
    chosen = Figure(number(facts.n_zones), f"{zones} in all", where)
    by_name = {
        "zones that fell": _fell(facts),
        "hotspots together": _counted(
            facts, CHOSEN_ZONES, f"In the {zones_called(facts)} together"
        ),
        "county": _counted(facts, COUNTY, f"{facts.where or 'The area'} as a whole"),
        "zones chosen": chosen,
    }
    figures = [by_name[name] for name in names]
    return [figure for figure in figures if figure is not None] or [chosen]


def figures_in_words(figures: Sequence[Figure]) -> str:
    """Write figures as sentences."""
    return " ".join(map(_in_words, figures))


def _in_words(figure: Figure) -> str:
    parts = (figure.made_of, figure.expected)
    beside = " ".join(f"{part}." for part in parts if part)
    return f"{capital(figure.label)}: {figure.value or HIDDEN}. {beside}".strip()


def _fell(facts: PublishedFigures) -> Figure | None:
    if facts.n_fell is None or facts.n_expected is None:
        return None
    return Figure(
        fell_of(facts.n_fell, facts.n_zones),
        f"{capital(zones_called(facts))} where {facts.name} fell",
        expected=capital(
            beside_falls(facts.n_expected, facts.side, public(facts).in_short)
        ),
        is_fall=True,
    )


def _counted(facts: PublishedFigures, part: str, label: str) -> Figure:
    before, after = facts.counts_of(part)
    change = percent_change(before, after, days=facts.days_of(part))
    if change is None:
        return Figure("", label)
    return Figure(
        signed(change, f"{abs(change):g}%"),
        f"{label}{per_day(facts.days_of(part))}",
        made_of=f"From {count_shown(before)} to {count_shown(after)} "
        f"{public(facts).in_short}",
        # What happens without patrols is asked of the zones, not of the county.
        expected=_expected(facts) if change < 0 and part == CHOSEN_ZONES else "",
        is_fall=change < 0 and part == CHOSEN_ZONES,
    )


def _expected(facts: PublishedFigures) -> str:
    """Say how many incidents were expected in the zones, or why that is not said."""
    if facts.is_expected_left_out:
        return "How many would have been expected without patrols is left out"
    if facts.expected_after is None:
        return "How many would have been expected without patrols is not known"
    return (
        f"About {number(facts.expected_after)} would have been expected without "
        f"patrols: {by_size(facts.side, public(facts).in_short)}"
    )
