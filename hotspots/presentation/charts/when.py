"""Incidents by hour and day of the week, as a heat map."""

from __future__ import annotations

import altair as alt
import pandas as pd

from hotspots.presentation.charts.ranking import LOOK
from hotspots.presentation.colours import SHADES, WHITE
from hotspots.presentation.words.when import DAYS, clock
from hotspots.tables import WEEK_HOURS, check

HEIGHT_PX = 230
EVERY_HOURS = 3


def week_heat_map(hours: pd.DataFrame) -> alt.Chart:
    """Draw a day a row and an hour a column, darker where more happens.

    Parameters
    ----------
    hours
        Table `WEEK_HOURS`: the day's first hour stands left.
    """
    table = check(hours, WEEK_HOURS)
    clocks = [clock(hour) for hour in table["hour"].drop_duplicates()]
    rows = pd.DataFrame(
        {
            "Day": [DAYS[day] for day in table["day"]],
            "Hour": [clock(hour) for hour in table["hour"]],
            "Incidents": table["incidents"],
        }
    )
    axis = alt.Axis(
        title="Hour that begins",
        values=clocks[1::EVERY_HOURS],
        labelAngle=0,
        ticks=False,
        grid=False,
        labelOverlap="parity",
    )
    legend = alt.Legend(title="Incidents", orient="right", format=",.0f")
    most = max(float(table["incidents"].max()), 1.0)
    return (
        alt.Chart(rows)
        .mark_rect(stroke=WHITE, strokeWidth=1)
        .encode(
            x=alt.X("Hour:O", sort=clocks, axis=axis),
            y=alt.Y("Day:O", sort=list(DAYS), axis=alt.Axis(title=None, ticks=False)),
            color=alt.Color(
                "Incidents:Q",
                scale=alt.Scale(type="quantize", domain=[0, most], range=list(SHADES)),
                legend=legend,
            ),
            tooltip=["Day:N", "Hour:N", alt.Tooltip("Incidents:Q", format=",.1f")],
        )
        .properties(width="container", height=HEIGHT_PX, background=WHITE, config=LOOK)
    )
