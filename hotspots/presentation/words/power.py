"""What fall could be seen, in words and as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from hotspots.method.evaluation.power import USUAL_EFFECTS, chance_to_show
from hotspots.presentation.words.numbers import counted, number

if TYPE_CHECKING:
    from hotspots.method.evaluation.power import UsualEffect, VisibleFall
    from hotspots.method.pipeline import VisibleFalls

TITLE = "What fall could we see?"
CHART_ALT = (
    "Chart of the smallest fall that would show in four of five programmes, by number "
    "of zones, months and years of history, beside what patrols did elsewhere. The "
    "table below holds the same figures."
)
NOTE = (
    "A smaller fall may happen and not show. More zones, more months and earlier years "
    "of data help a little. What all chosen zones share sets a limit that no number of "
    "zones removes."
)


def main_sentence(falls: VisibleFalls) -> str:
    """Say what fall would show in the chosen zones."""
    fall = falls.chosen
    history = (
        f"{counted(falls.n_pairs, 'comparison')} of two earlier years"
        if falls.n_pairs
        else "other places, because no earlier years are loaded"
    )
    zones = "this zone" if fall.n_zones == 1 else f"these {number(fall.n_zones)} zones"
    return (
        f"In {zones}, with "
        f"{counted(fall.n_months, 'month')} of patrols, a fall of at least "
        f"{_percent(fall.fall)} would show in four of five programmes. About "
        f"{counted(round(fall.expected), 'incident')} would be expected without "
        f"patrols, judged by earlier months alone. (Patrol outcomes also counts how "
        f"other zones changed since, so its number differs.) How much all zones rise "
        f"or fall together is measured on {history}."
    )


def usual_sentences(falls: VisibleFalls) -> list[str]:
    """Say what patrols did elsewhere, and how often that would show here."""
    return [_usual(effect, falls.chosen) for effect in USUAL_EFFECTS]


def _usual(effect: UsualEffect, fall: VisibleFall) -> str:
    times = round(100 * chance_to_show(effect.fall, fall.standard_error))
    return (
        f"Elsewhere {effect.what} fell by about {_percent(effect.fall)} in patrolled "
        f"hotspots ({effect.source}). Such a fall would show here in about "
        f"{number(times)} of 100 programmes."
    )


def fall_list(falls: VisibleFalls) -> pd.DataFrame:
    """List the smallest falls, by number of zones, months and years of history."""
    n_years = len(falls.by_years) + 1
    rows = [
        ("As chosen", falls.chosen, n_years),
        *[(counted(fall.n_months, "month"), fall, n_years) for fall in falls.by_months],
        *[(counted(fall.n_zones, "zone"), fall, n_years) for fall in falls.by_number],
        *[
            (f"{counted(years, 'year')} of history", fall, years)
            for years, fall in falls.by_years
        ],
    ]
    return pd.DataFrame(
        {
            "What": [what for what, _, _ in rows],
            # Next to what it is of, for a telephone shows the first columns.
            "Fall that would show, %": [round(100 * fall.fall) for _, fall, _ in rows],
            "Zones": [fall.n_zones for _, fall, _ in rows],
            "Months with patrols": [fall.n_months for _, fall, _ in rows],
            "Years of history": [years for _, _, years in rows],
            "Incidents expected": [round(fall.expected) for _, fall, _ in rows],
        }
    )


def power_sentences(falls: VisibleFalls) -> list[str]:
    """Write all of it, a sentence a line."""
    listed = fall_list(falls)
    lines = [
        f"{row['What']}: a fall of {row['Fall that would show, %']}% or more."
        for _, row in listed.iloc[1:].iterrows()
    ]
    return [main_sentence(falls), *lines, *usual_sentences(falls), NOTE]


def _percent(share: float) -> str:
    return f"{number(100 * share)}%"
