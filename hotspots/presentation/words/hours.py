"""What is said of a budget shared out over zones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hotspots.presentation.words.numbers import counted, number

if TYPE_CHECKING:
    import pandas as pd

    from hotspots.method.patrols.hours import Budget

BUDGET_IN = "Budget in"
POUNDS, HOURS = "Pounds", "Hours"
COST = "Cost of an hour, in pounds"
COST_HELP = (
    "What an hour of patrol costs your force, from its own finance office. No cost is "
    "built in."
)
DAYS = "Days of the period"
FILL_IN = "Give the budget and, for pounds, what an hour of patrol costs."
ARITHMETIC = (
    "This is arithmetic, not a forecast. Visits of 15 minutes go to each zone by its "
    "part of the chosen zones' incidents. An equal split stands beside it; the Home "
    "Office's guidance advises against one."
)


def sentence(budget: Budget, shared: pd.DataFrame) -> str:
    """Say how many visits the budget pays for."""
    visits = int(shared["visits"].sum())
    least, most = shared["visits_per_day"].min(), shared["visits_per_day"].max()
    return (
        f"{number(round(budget.hours))} hours are {counted(visits, 'visit')} of 15 "
        f"minutes over {counted(budget.n_days, 'day')}: from {least:.1f} to {most:.1f} "
        f"visits to a zone each day."
    )
