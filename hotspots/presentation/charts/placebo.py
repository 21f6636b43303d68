"""The figure of this year beside years without patrols, as a strip."""

from __future__ import annotations

import altair as alt
import pandas as pd

from hotspots.presentation.charts.ranking import LOOK
from hotspots.presentation.colours import INK, PALE, WHITE

ROW_HEIGHT_PX = 44
AS_CHOSEN, OTHERWISE = "As chosen, with its range", "Other number or size of zones"


def strip(points: pd.DataFrame, *, colour: str) -> alt.LayerChart | alt.FacetChart:
    """Draw a row for each pair of periods and a sign for each choice of zones.

    Parameters
    ----------
    points
        As `lists.placebo.strip_list` gives them.
    colour
        Colour of the comparison in force, as #rrggbb.
    """
    rows = alt.Y("Judged:N", sort=None, title=None, axis=_row_axis())
    across = alt.Axis(orient="top")
    base = alt.Chart(points).encode(
        y=rows, tooltip=[alt.Tooltip(f"{name}:N") for name in points.columns]
    )
    as_chosen = base.transform_filter("datum['As chosen'] == 'Yes'")
    ranges = as_chosen.mark_rule(strokeWidth=3, color=PALE).encode(
        x=alt.X("From:Q", title="Beside expected, %", axis=across),
        x2="To:Q",
    )
    kinds = [AS_CHOSEN, OTHERWISE]
    signs = base.mark_point(filled=True, opacity=0.85, stroke=INK).encode(
        x="Seen beside expected, %:Q",
        shape=alt.Shape(
            "Sign:N",
            scale=alt.Scale(domain=kinds, range=["diamond", "circle"]),
            legend=alt.Legend(title=None, orient="top", columns=1, labelLimit=0),
        ),
        size=alt.condition(
            "datum['As chosen'] == 'Yes'", alt.value(170), alt.value(60)
        ),
        color=alt.condition(
            "datum['Patrols'] == 'Yes'", alt.value(colour), alt.value(WHITE)
        ),
    )
    none = alt.Chart(pd.DataFrame({"x": [0]})).mark_rule(color=INK).encode(x="x:Q")
    drawn: alt.LayerChart | alt.FacetChart = alt.layer(none, ranges, signs).properties(
        width="container",
        height={"step": ROW_HEIGHT_PX},
        background=WHITE,
        config=LOOK,
    )
    return drawn


def _row_axis() -> alt.Axis:
    """Return an axis whose labels take two lines, for narrow screens."""
    in_two = "split(replace(datum.label, ' (', '|('), '|')"
    return alt.Axis(labelExpr=in_two, labelLimit=200, ticks=False)
