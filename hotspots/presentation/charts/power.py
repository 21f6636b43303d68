"""The smallest fall that would show, beside what patrols did elsewhere."""

from __future__ import annotations

import altair as alt
import pandas as pd

from hotspots.method.evaluation.power import USUAL_EFFECTS
from hotspots.presentation.charts.ranking import LOOK
from hotspots.presentation.colours import INK, WHITE

ROW_HEIGHT_PX = 26
FALL = "Fall that would show, %"


def visible_falls(falls: pd.DataFrame, *, colour: str) -> alt.LayerChart:
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
    names = [
        base.transform_filter(f"datum.what == 'usual, {effect.what}'")
        .mark_text(color=INK, align=align, dx=dx, dy=8)
        .encode(text="what:N", y=alt.value("height"))
        for effect, (align, dx) in zip(
            sorted(USUAL_EFFECTS, key=lambda effect: effect.fall),
            (("right", -5), ("left", 5)),
            strict=True,
        )
    ]
    drawn: alt.LayerChart = alt.layer(bars, rules, *names).properties(
        width="container",
        height={"step": ROW_HEIGHT_PX},
        background=WHITE,
        config=LOOK,
    )
    return drawn
