"""Before and after as charts: month by month, with the periods and the patrol start."""

from __future__ import annotations

import altair as alt
import pandas as pd

from hotspots.method.outcomes import CHOSEN_ZONES, COUNTY
from hotspots.method.periods import Periods
from hotspots.presentation.charts import finished
from hotspots.presentation.colours import INK, PALE, STEEL
from hotspots.tables import MONTHLY, check

PANEL_HEIGHT_PX = 240
MONTHS_A_YEAR = 12
# Room over the line for the names of the periods.
HEADROOM = 1.3
PANELS = {COUNTY: "County", CHOSEN_ZONES: "Chosen zones together"}


def monthly_line(
    monthly: pd.DataFrame, *, part: str, periods: Periods, colour: str
) -> alt.LayerChart | alt.FacetChart:
    """Draw a part's incidents month by month.

    Parameters
    ----------
    monthly
        Table `MONTHLY`.
    part
        County or chosen zones.
    periods
        The periods compared, shaded; a rule marks the patrol start.
    colour
        Colour of the line, as #rrggbb.
    """
    counts = check(monthly, MONTHLY)
    counts = _with_runs(counts[counts["part"] == part])
    month = alt.X(
        "month:T", title=None, axis=alt.Axis(format="%b %Y", labelAngle=0, grid=False)
    )
    start = pd.DataFrame({"month": [f"{periods.patrols_start}-01"]})
    most = HEADROOM * max(int(counts["incidents"].max()), 1)
    line = (
        alt.Chart(counts.assign(month=counts["month"] + "-01"))
        .mark_line(
            point=alt.OverlayMarkDef(size=34, color=colour), color=colour, strokeWidth=2
        )
        .encode(
            x=month,
            detail="run:N",
            y=alt.Y(
                "incidents:Q", title="Incidents", scale=alt.Scale(domain=[0, most])
            ),
            tooltip=[
                alt.Tooltip("month:T", title="Month", format="%B %Y"),
                alt.Tooltip("incidents:Q", title="Incidents", format=",d"),
            ],
        )
    )
    rule = alt.Chart(start).mark_rule(color=INK, strokeDash=[5, 4]).encode(x="month:T")
    label = (
        alt.Chart(start)
        .mark_text(text="patrols start", align="left", dx=5, dy=26, color=INK)
        .encode(x="month:T", y=alt.value(0))
    )
    drawn = alt.layer(*_bands(periods), line, rule, label).properties(
        title=alt.TitleParams(PANELS[part], anchor="start", color=INK)
    )
    return finished(drawn, PANEL_HEIGHT_PX)


def _bands(periods: Periods) -> tuple[alt.Chart, alt.Chart]:
    """Shade the two periods, each with its name over it."""
    shaded = pd.DataFrame(
        {
            "period": ["before", "after"],
            "from": [f"{periods.before.first}-01", f"{periods.after.first}-01"],
            "to": [f"{periods.before.last}-28", f"{periods.after.last}-28"],
        }
    )
    base = alt.Chart(shaded).encode(x=alt.X("from:T", title=None))
    bands = base.mark_rect(opacity=0.16).encode(
        x2="to:T",
        color=alt.Color(
            "period:N",
            scale=alt.Scale(domain=["before", "after"], range=[PALE, STEEL]),
            legend=None,
        ),
    )
    names = base.mark_text(align="left", dx=5, dy=10, color=INK, fontWeight=600)
    return bands, names.encode(text="period:N", y=alt.value(0))


def _with_runs(counts: pd.DataFrame) -> pd.DataFrame:
    """Tell runs of months without a gap apart, so that no line crosses one."""
    parts = counts["month"].str.split("-", expand=True).astype(int)
    number = parts[0] * MONTHS_A_YEAR + parts[1]
    return counts.assign(run=(number.diff() != 1).cumsum())
