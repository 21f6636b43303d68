"""Patrols, and the hours that incidents happen in."""

from __future__ import annotations

from hotspots.tables.contract import Column, Table
from hotspots.tables.lists import CHOSEN_COLUMNS
from hotspots.tables.outcomes import BEFORE_AND_AFTER

_PATROLLED = (
    Column(
        "hours",
        "number",
        "Hours of patrol. Empty where the log gives none.",
        "hours",
        least=0,
        may_be_empty=True,
    ),
    Column(
        "visits",
        "number",
        "Visits. Empty where the log gives none.",
        "visits",
        least=0,
        may_be_empty=True,
    ),
)

PATROLS = Table(
    name="patrols",
    one_row_per="row of the patrol log that was kept",
    key=("line",),
    columns=(
        Column("line", "count", "Its line in the file; the heading is 1.", least=1),
        Column("zone", "text", "Identifier of the zone patrolled."),
        Column("date", "text", "Day of the patrol, as 2025-01-31."),
        *_PATROLLED,
    ),
)

PATROLS_SET_ASIDE = Table(
    name="patrols set aside",
    one_row_per="row of the patrol log that was not kept",
    key=("line",),
    columns=(
        Column("line", "count", "Its line in the file; the heading is 1.", least=1),
        Column("zone", "text", "Zone as the row gives it."),
        Column("date", "text", "Date as the row gives it."),
        Column("reason", "text", "Why the row was not kept."),
    ),
)

DOSAGE = Table(
    name="dosage",
    one_row_per="chosen zone",
    key=("zone",),
    columns=(
        *CHOSEN_COLUMNS,
        Column("days_patrolled", "count", "Days with a patrol.", "days", least=0),
        *_PATROLLED,
        *BEFORE_AND_AFTER,
    ),
)

WEEK_HOURS = Table(
    name="hours of the week",
    one_row_per="hour of the week",
    key=("day", "hour"),
    columns=(
        Column(
            "day",
            "count",
            "0 Monday to 6 Sunday. A day begins at 05:00: Saturday 02:00 is Friday's.",
            least=0,
            most=6,
        ),
        Column("hour", "count", "Hour of the clock that begins.", least=0, most=23),
        Column("incidents", "number", "Incidents, spans shared out.", least=0),
    ),
)

DAY_AND_NIGHT = Table(
    name="day and night",
    one_row_per="chosen zone",
    key=("zone",),
    columns=(
        *CHOSEN_COLUMNS,
        Column("by_day", "number", "Incidents from 05:00 to 17:00.", least=0),
        Column("by_night", "number", "Incidents from 17:00 to 05:00.", least=0),
        Column("untimed", "count", "Incidents without a time, in neither.", least=0),
        Column("day_rank", "count", "Its rank by day, among the chosen.", least=1),
        Column("night_rank", "count", "Its rank by night.", least=1),
        Column("peak_days", "text", "Days of its peak hours; empty if none stand out."),
        Column("peak_hours", "text", "These hours, as 21:00 to 03:00; empty if none."),
        Column(
            "peak_share",
            "number",
            "Share of its incidents in them; empty if none stand out.",
            least=0,
            most=1,
            may_be_empty=True,
        ),
    ),
)

WHEN = Column("when", "text", "Peak days and hours, where the data have times.")
