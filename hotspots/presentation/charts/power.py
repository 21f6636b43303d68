"""The smallest fall that would show, beside what patrols did elsewhere."""

from __future__ import annotations

import altair as alt
import pandas as pd

from hotspots.method.evaluation.power import USUAL_EFFECTS
from hotspots.presentation.charts.ranking import LOOK
from hotspots.presentation.colours import INK, WHITE

ROW_HEIGHT_PX = 26
FALL = "Fall that would show, %"


def visible_falls(
    falls: pd.DataFrame, *, colour: str
) -> alt.LayerChart | alt.FacetChart:
    """Draw a bar for each choice, and a rule for each usual effect.

    Parameters
    ----------
    falls
        As `words.power.fall_list` gives them.
    colour
        Colour of the bars, as #rrggbb.
    """
    across = alt.Axis(orient="top", tickMinStep=5)
    bars = (
        alt.Chart(falls)
        .mark_bar(color=colour, height=14)
        .encode(
            y=alt.Y("What:N", sort=None, title=None, axis=alt.Axis(ticks=False)),
            x=alt.X(f"{FALL}:Q", title="Smallest fall that would show, %", axis=across),
            tooltip=[alt.Tooltip(f"{name}:N") for name in falls.columns],
        )
    )
    usual = pd.DataFrame(
        {
            "fall": [100 * effect.fall for effect in USUAL_EFFECTS],
            "what": [f"usual, {effect.what}" for effect in USUAL_EFFECTS],
        }
    )
    base = alt.Chart(usual).encode(x="fall:Q")
    rules = base.mark_rule(color=INK, strokeDash=[5, 4], strokeWidth=2)
    least = f"usual, {min(USUAL_EFFECTS, key=lambda effect: effect.fall).what}"
    left = base.transform_filter(f"datum.what == '{least}'").mark_text(
        color=INK, align="right", dx=-5, dy=8
    )
    right = base.transform_filter(f"datum.what != '{least}'").mark_text(
        color=INK, align="left", dx=5, dy=8
    )
    names = [
        each.encode(text="what:N", y=alt.value("height")) for each in (left, right)
    ]
    drawn: alt.LayerChart | alt.FacetChart = alt.layer(bars, rules, *names).properties(
        width="container",
        height={"step": ROW_HEIGHT_PX},
        background=WHITE,
        config=LOOK,
    )
    return drawn
