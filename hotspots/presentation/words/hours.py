"""What is said of a budget shared out over zones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.numbers import counted

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
SOURCE = "Where this cost is from (shown beside it)"
DOWNLOAD = "Hours (CSV)"
FILL_IN = "Give the budget and, for pounds, what an hour of patrol costs."
ARITHMETIC = (
    "This is arithmetic, not a forecast. Visits of 15 minutes go to each zone by its "
    "part of the chosen zones' incidents. An equal split stands beside it; the Home "
    "Office's guidance advises against one."
)


def sentence(budget: Budget, shared: pd.DataFrame, *, source: str = "") -> str:
    """Say how many visits the budget pays for, and where its cost is from.

    Parameters
    ----------
    budget, shared
        The hours, and what each zone gets.
    source
        Where the cost of an hour is from, in the user's words.
    """
    visits = int(shared["visits"].sum())
    least, most = shared["visits_per_day"].min(), shared["visits_per_day"].max()
    return (
        f"{counted(round(budget.hours), 'hour')} "
        f"{'is' if round(budget.hours) == 1 else 'are'} {counted(visits, 'visit')} of "
        f"15 minutes over {counted(budget.n_days, 'day')}: from {least:.1f} to "
        f"{most:.1f} visits to a zone each day.{_cost(budget, source)}"
    )


def _cost(budget: Budget, source: str) -> str:
    if budget.pounds_per_hour is None:
        return ""
    said = f" An hour costs £{budget.pounds_per_hour:,.2f}"
    return f"{said} (source: {plain(source) if source else 'not given'})."
