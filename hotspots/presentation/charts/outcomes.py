"""Before and after as charts: month by month, with the periods and the patrol start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.method.evaluation.periods import Periods
from hotspots.presentation.charts.ranking import finished
from hotspots.presentation.colours import INK, PALE, STEEL
from hotspots.presentation.words import months_told
from hotspots.presentation.words.numbers import listed
from hotspots.tables import CHOSEN_ZONES, COUNTY, MONTHLY, check

if TYPE_CHECKING:
    from hotspots.method.evaluation.control_charts import ControlChart

PANEL_HEIGHT_PX = 240
MONTHS_A_YEAR = 12
USUAL, BEYOND, IN_RUN = (
    "A usual month",
    "Outside the limits",
    "Eighth or later on one side",
)
SIGN_OF_MONTH = {USUAL: "circle", BEYOND: "triangle-up", IN_RUN: "square"}
# Axes of one width, so that months stand under each other.
AXIS_PX = 48
# Names of several starts stand in so many lines.
LINE_PX, MOST_LINES = 14, 4
# From this part of the months drawn on, a name stands before its rule.
LATE = 0.55
# Room over the line for the names of the periods.
HEADROOM = 1.3
PANELS = {COUNTY: "County", CHOSEN_ZONES: "Chosen zones together"}


def monthly_line(
    monthly: pd.DataFrame,
    *,
    part: str,
    periods: Periods | None,
    starts: Mapping[str, str],
    colour: str,
    title: str = "",
) -> alt.LayerChart | alt.FacetChart:
    """Draw a part's incidents month by month.

    Parameters
    ----------
    monthly
        Table `MONTHLY`.
    part
        County or chosen zones.
    periods
        The periods compared, shaded; None where zones have months of their own.
    starts
        Each month in which patrols began, marked by a rule, with what is written there.
    colour
        Colour of the line, as #rrggbb.
    title
        What the part is called; its usual name unless given.
    """
    counts = check(monthly, MONTHLY)
    counts = _with_runs(counts[counts["part"] == part])
    month = alt.X("month:T", title=None, axis=_month_axis())
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
                "incidents:Q",
                title="Incidents",
                scale=alt.Scale(domain=[0, most]),
                axis=alt.Axis(minExtent=AXIS_PX),
            ),
            tooltip=[
                alt.Tooltip("month:T", title="Month", format="%B %Y"),
                alt.Tooltip("incidents:Q", title="Incidents", format=",d"),
            ],
        )
    )
    bands = () if periods is None else _bands(periods)
    rules = _starts(starts, months=counts["month"].to_list())
    return finished(
        *bands,
        line,
        *rules,
        height_px=PANEL_HEIGHT_PX,
        title=alt.TitleParams(title or PANELS[part], anchor="start", color=INK),
    )


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


def _around_months(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the span of each month on the axis, half way to the months beside it."""
    first = pd.to_datetime(rows["month"])
    last, next_one = first - pd.offsets.MonthBegin(1), first + pd.offsets.MonthBegin(1)
    start, end = last + (first - last) / 2, first + (next_one - first) / 2
    return rows.assign(**{"from": start, "to": end})


def control_chart(
    months: Sequence[str],
    chart: ControlChart,
    *,
    starts: Mapping[str, str],
    colour: str,
) -> alt.LayerChart | alt.FacetChart:
    """Draw a zone's incidents a day month by month, within its usual limits.

    Parameters
    ----------
    months
        The months of the series.
    chart
        The series with its centre and limits; without them its line alone is drawn.
    starts
        The month in which patrols began, with what is written there; empty if nobody
        says.
    colour
        Colour of the line, as #rrggbb.
    """
    values = chart.values  # noqa: PD011
    if np.isnan(chart.centre).all():
        return _zone_line(months, values, starts=starts, colour=colour)
    rows = pd.DataFrame(
        {
            "month": [f"{month}-01" for month in months],
            "value": values,
            "low": chart.low,
            "high": chart.high,
            "centre": chart.centre,
            "Month": np.where(
                chart.beyond,
                BEYOND,
                np.where(chart.in_run, IN_RUN, USUAL),
            ),
        }
    )
    month = alt.X("month:T", title=None, axis=_month_axis())
    held = [kind for kind in SIGN_OF_MONTH if kind in set(rows["Month"])]
    drawn = _with_runs(_around_months(rows))
    base = alt.Chart(drawn).encode(x=month)
    # A piece a month, so that neither band nor centre runs over months not loaded.
    each_month = alt.Chart(drawn).encode(x=alt.X("from:T", title=None), x2="to:T")
    band = each_month.mark_rect(opacity=0.16, color=STEEL).encode(
        y=alt.Y("low:Q", title="Incidents per day"), y2="high:Q"
    )
    centre = each_month.mark_rule(color=STEEL, strokeDash=[2, 3]).encode(y="centre:Q")
    line = base.mark_line(color=colour, strokeWidth=2).encode(
        y="value:Q", detail="run:N"
    )
    points = base.mark_point(filled=True, size=70, opacity=1, color=colour).encode(
        y="value:Q",
        shape=alt.Shape(
            "Month:N",
            scale=alt.Scale(domain=held, range=[SIGN_OF_MONTH[kind] for kind in held]),
            legend=alt.Legend(title=None, orient="top", symbolFillColor=colour),
        ),
        tooltip=[
            alt.Tooltip("month:T", title="Month", format="%B %Y"),
            alt.Tooltip("value:Q", title="Incidents per day", format=".2f"),
            alt.Tooltip("Month:N", title="What it is"),
        ],
    )
    rules = _starts(starts, months=months, down=10)
    return finished(band, centre, line, points, *rules, height_px=PANEL_HEIGHT_PX)


def _zone_line(
    months: Sequence[str],
    values: NDArray[np.float64],
    *,
    starts: Mapping[str, str],
    colour: str,
) -> alt.LayerChart | alt.FacetChart:
    """Draw a zone's incidents per day month by month, where no limits are known."""
    first_days = [f"{month}-01" for month in months]
    rows = _with_runs(pd.DataFrame({"month": first_days, "value": values}))
    line = (
        alt.Chart(rows)
        .mark_line(color=colour, strokeWidth=2, point=alt.OverlayMarkDef(color=colour))
        .encode(
            x=alt.X("month:T", title=None, axis=_month_axis()),
            y=alt.Y("value:Q", title="Incidents per day"),
            detail="run:N",
            tooltip=[
                alt.Tooltip("month:T", title="Month", format="%B %Y"),
                alt.Tooltip("value:Q", title="Incidents per day", format=".2f"),
            ],
        )
    )
    rules = _starts(starts, months=months, down=10)
    return finished(line, *rules, height_px=PANEL_HEIGHT_PX)


def _month_axis() -> alt.Axis:
    return alt.Axis(format="%b %Y", labelAngle=0, grid=False, tickCount="month")


def alt_of(title: str, starts: Mapping[str, str]) -> str:
    """Say what the chart of a part is, to whoever does not see it."""
    marked = [
        f"{months_told.month(month)} ({label})" for month, label in starts.items()
    ]
    rules = f" Marked: {listed(marked)}." if marked else ""
    return f"{title}: line chart of incidents a month.{rules}"


def _starts(
    starts: Mapping[str, str], *, months: Sequence[str], down: int = 26
) -> tuple[alt.Chart, ...]:
    """Mark each month in which patrols began, with what is written there.

    Names of months close to each other stand under each other. The name of a month
    late among those drawn stands before its rule, so that no edge cuts it.
    """
    if len(starts) <= 1:
        late = sorted(months)[round(LATE * (len(months) - 1))]
        return tuple(
            layer
            for month, label in starts.items()
            for layer in _start(month, label, down=down, is_late=month >= late)
        )
    rows = pd.DataFrame(
        {
            "month": [f"{month}-01" for month in starts],
            "label": list(starts.values()),
            "down": [
                down + LINE_PX * (number % MOST_LINES) for number in range(len(starts))
            ],
        }
    )
    base = alt.Chart(rows).encode(x="month:T")
    label = base.mark_text(align="left", dx=5, color=INK).encode(
        text="label:N", y=alt.Y("down:Q", scale=None, axis=None)
    )
    return base.mark_rule(color=INK, strokeDash=[5, 4]), label


def _start(
    month: str, label: str, *, down: int, is_late: bool
) -> tuple[alt.Chart, alt.Chart]:
    """Mark one month by a rule with its name."""
    base = alt.Chart(pd.DataFrame({"month": [f"{month}-01"]})).encode(x="month:T")
    named = base.mark_text(
        text=label,
        align="right" if is_late else "left",
        dx=-5 if is_late else 5,
        dy=down,
        color=INK,
    )
    rule = base.mark_rule(color=INK, strokeDash=[5, 4])
    return rule, named.encode(y=alt.value(0))
