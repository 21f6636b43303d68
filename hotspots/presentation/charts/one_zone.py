"""One zone's incidents as a bar a month, those that zones are chosen on told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from hotspots.presentation.charts.ranking import WHOLE, finished, month_axis
from hotspots.presentation.colours import WHITE
from hotspots.presentation.words import months_told

if TYPE_CHECKING:
    from hotspots.months import Period
    from hotspots.presentation.colours import MapColours

HEIGHT_PX = 200
CHOSEN_ON, OTHER = "Months that zones are chosen on", "Other months"
NOT_LOADED = "Not loaded"


def bars_by_month(
    months: pd.Series, *, chosen_on: Period, colours: MapColours
) -> alt.Chart:
    """Draw a bar a month; a month that is not loaded has a sign and no bar.

    Parameters
    ----------
    months
        Incidents of each month loaded, by month.
    chosen_on
        The months that zones are chosen on.
    colours
        Colours of the strand.
    """
    rows = _rows(months, chosen_on)
    held = [kind for kind in (CHOSEN_ON, OTHER) if kind in set(rows["Kind"])]
    fill = {CHOSEN_ON: colours.strong, OTHER: WHITE}
    base = alt.Chart(rows).encode(
        x=alt.X("month:O", title=None, axis=month_axis(rows["month"])),
        tooltip=["Month:N", alt.Tooltip("Incidents:Q", format=WHOLE), "Kind:N"],
    )
    legend = alt.Legend(
        title=None, orient="top", labelLimit=320, symbolStrokeColor=colours.strong
    )
    bars = base.mark_bar(stroke=colours.strong, strokeWidth=1.3).encode(
        y=alt.Y("Incidents:Q", axis=alt.Axis(format=WHOLE, tickMinStep=1)),
        fill=alt.Fill(
            "Kind:N",
            scale=alt.Scale(domain=held, range=[fill[kind] for kind in held]),
            legend=legend,
        ),
    )
    signs = base.mark_text(text="?", dy=-9, fontSize=15, fontWeight=700).encode(
        y=alt.datum(0)
    )
    missing = signs.transform_filter(alt.datum.Kind == NOT_LOADED)
    loaded = bars.transform_filter(alt.datum.Kind != NOT_LOADED)
    return finished(loaded, missing, height_px=HEIGHT_PX)


def _rows(months: pd.Series, chosen_on: Period) -> pd.DataFrame:
    first, last = str(months.index[0]), str(months.index[-1])
    every = type(chosen_on)(first, last).months
    return pd.DataFrame(
        {
            "month": every,
            "Month": [months_told.month(month) for month in every],
            "Incidents": [months.get(month) for month in every],
            "Kind": [
                NOT_LOADED
                if month not in months.index
                else CHOSEN_ON
                if month in chosen_on
                else OTHER
                for month in every
            ],
        }
    )
