"""County measures as changes with their ranges, and months against their season."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from hotspots.presentation.charts.ranking import LOOK, one_line_legend
from hotspots.presentation.colours import BAND, INK, PALE, STEEL, WARNING, WHITE
from hotspots.presentation.words.county import (
    FELL,
    MEASURE_WORDS,
    NOT_CLEAR,
    ROSE,
    UNKNOWN,
    clearly,
    interval,
)
from hotspots.presentation.words.month_flags import notes
from hotspots.presentation.words.months_told import month as month_in_words
from hotspots.tables import MEASURED, SEASON, check

ROW_HEIGHT_PX = 30
SEASON_HEIGHT_PX = 260
# Over the highest mark, for the words at the start of patrols.
HEADROOM_PX = 24
# Which sign says what: by shape as well as by colour.
SIGNS = {
    FELL: ("triangle-down", STEEL),
    ROSE: ("triangle-up", WARNING),
    NOT_CLEAR: ("circle", PALE),
    UNKNOWN: ("cross", PALE),
}
RANGE, MEAN, SHOWN = "Range of other years", "Mean of other years", "These months"


def change_chart(
    measured: pd.DataFrame, *, then: str, daily: str
) -> alt.LayerChart | alt.FacetChart:
    """Draw each measure's change on a year before or the baseline, with its range.

    Parameters
    ----------
    measured
        Table `MEASURED`.
    then
        `previous` or `baseline`.
    daily
        What follows "change in incidents" where it is per day, or nothing.
    """
    prefix = {"previous": "", "baseline": "since_"}[then]
    table = check(measured, MEASURED)
    table = table[table[f"{prefix}ratio"].notna()]
    ends = [f"{prefix}ratio_{end}" for end in ("low", "high")]
    pairs = list(zip(table[ends[0]], table[ends[1]], strict=True))
    rows = pd.DataFrame(
        {
            "Measure": [MEASURE_WORDS[name].title for name in table["measure"]],
            "Change": table[f"{prefix}ratio"] - 1,
            "Low": table[ends[0]] - 1,
            "High": table[ends[1]] - 1,
            "Clear change": [clearly(*pair).capitalize() for pair in pairs],
            "Range": [interval(*pair) for pair in pairs],
            "Then": table[then],
            "Now": table["incidents"],
        }
    )
    base = alt.Chart(rows).encode(y=_measure_axis(rows), tooltip=_tooltip())
    percent = alt.Axis(
        format="+.0%",
        labelExpr="datum.value === 0 ? '0%' : datum.label",
        title=f"Change in incidents{daily}",
        tickCount=7,
    )
    rules = base.mark_rule(strokeWidth=2).encode(
        x=alt.X("Low:Q", axis=percent), x2="High:Q", color=_sign(alt.Color, rows, 1)
    )
    points = base.mark_point(filled=True, size=110, opacity=1).encode(
        x="Change:Q", color=_sign(alt.Color, rows, 1), shape=_sign(alt.Shape, rows, 0)
    )
    none = alt.Chart(pd.DataFrame({"Change": [0.0]})).mark_rule(color=INK)
    return alt.layer(none.encode(x="Change:Q"), rules, points).properties(
        width="container",
        height={"step": ROW_HEIGHT_PX},
        background=WHITE,
        config=LOOK,
    )


def season_chart(
    season: pd.DataFrame, *, flags: pd.DataFrame, patrols_start: str, colour: str
) -> alt.LayerChart | alt.FacetChart:
    """Draw months over the range and the mean of the same months of other years.

    Parameters
    ----------
    season
        Table `SEASON`.
    flags
        Table `MONTH_FLAGS`, as far as it touches what is counted.
    patrols_start
        Month in which patrols began, marked if the chart holds it.
    colour
        Colour of the months' line, as #rrggbb.
    """
    noted = check(season, SEASON).assign(note=notes(season["month"], flags))
    rows = _around_months(noted)
    usual = rows[rows["usual"].notna()]
    shown = rows[rows["incidents"].notna()]
    named = _named({RANGE: BAND, MEAN: PALE} if len(usual) else {}, colour)
    span = {"x": alt.X("from:T", title=None), "x2": "to:T"}
    bands = (
        alt.Chart(usual.assign(Kind=RANGE))
        .mark_rect()
        .encode(**span, y="usual_low:Q", y2="usual_high:Q", color=named)
    )
    means = (
        alt.Chart(usual.assign(Kind=MEAN))
        .mark_rule(strokeWidth=2)
        .encode(**span, y="usual:Q", color=named)
    )
    axis = alt.Axis(
        format="%b %Y", labelAngle=0, title=None, tickCount="month", labelFlush=False
    )
    months = alt.Chart(shown.assign(Kind=SHOWN)).encode(
        x=alt.X("month:T", axis=axis),
        y=alt.Y("incidents:Q", title="Incidents", scale=_scale(rows)),
        color=named,
        tooltip=[
            alt.Tooltip("Month:N"),
            alt.Tooltip("incidents:Q", title="Incidents", format=",.0f"),
            alt.Tooltip("usual:Q", title="Mean of other years", format=",.0f"),
            alt.Tooltip("usual_low:Q", title="Least of them", format=",.0f"),
            alt.Tooltip("usual_high:Q", title="Greatest of them", format=",.0f"),
            alt.Tooltip("n_years:Q", title="Other years"),
            alt.Tooltip("note:N", title="Note"),
        ],
    )
    lines = months.mark_line(strokeWidth=2).encode(detail="run:N")
    points = months.mark_point(filled=True, size=46, opacity=1)
    layers = [bands, means, lines, points, *_start(season["month"], patrols_start)]
    return alt.layer(*layers).properties(
        width="container", height=SEASON_HEIGHT_PX, background=WHITE, config=LOOK
    )


def _around_months(season: pd.DataFrame) -> pd.DataFrame:
    """Add to each month its span on the axis, centred on its first day, and its run."""
    first = pd.to_datetime(season["month"] + "-01")
    half = pd.Timedelta(days=15)
    is_gap = season["incidents"].isna()
    return season.assign(
        Month=season["month"].map(month_in_words),
        month=first,
        **{"from": first - half, "to": first + half},
        run=is_gap.cumsum(),
    )


def _scale(rows: pd.DataFrame) -> alt.Scale:
    """Begin at 0, with room over the highest mark."""
    highest = rows[["incidents", "usual_high"]].max().max()
    if pd.isna(highest):
        return alt.Scale(zero=True)
    share_below = 1 - HEADROOM_PX / SEASON_HEIGHT_PX
    return alt.Scale(zero=True, domainMax=float(highest) / share_below)


def _start(months: pd.Series, patrols_start: str) -> list[Any]:
    """Mark the start of patrols, if the chart holds it."""
    if not (patrols_start and months.min() <= patrols_start <= months.max()):
        return []
    start = pd.DataFrame({"month": pd.to_datetime([f"{patrols_start}-01"])})
    rule = alt.Chart(start).mark_rule(color=INK, strokeDash=[5, 4]).encode(x="month:T")
    label = (
        alt.Chart(start)
        .mark_text(text="patrols start", align="left", dx=5, dy=8, color=INK)
        .encode(x="month:T", y=alt.value(0))
    )
    return [rule, label]


def _named(usual: dict[str, str], colour: str) -> Any:  # noqa: ANN401
    """Colour a layer by its kind, in the one legend of all layers."""
    colours = usual | {SHOWN: colour}
    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    legend = one_line_legend(len(colours), symbolType="square")
    return alt.Color("Kind:N", scale=scale, legend=legend)


def _measure_axis(rows: pd.DataFrame) -> Any:  # noqa: ANN401
    axis = alt.Axis(title=None, labelLimit=240, ticks=False)
    return alt.Y("Measure:N", sort=rows["Measure"].to_list(), axis=axis)


def _sign(channel: Any, rows: pd.DataFrame, part: int) -> Any:  # noqa: ANN401
    held = [name for name in SIGNS if name.capitalize() in set(rows["Clear change"])]
    scale = alt.Scale(
        domain=[name.capitalize() for name in held],
        range=[SIGNS[name][part] for name in held],
    )
    return channel("Clear change:N", scale=scale, legend=one_line_legend(len(held)))


def _tooltip() -> list[Any]:
    return [
        alt.Tooltip("Measure:N"),
        alt.Tooltip("Then:Q", title="Then", format=",.0f"),
        alt.Tooltip("Now:Q", title="Now", format=",.0f"),
        alt.Tooltip("Change:Q", format="+.1%"),
        alt.Tooltip("Range:N"),
        alt.Tooltip("Clear change:N"),
    ]
