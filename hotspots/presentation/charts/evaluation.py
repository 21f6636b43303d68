"""Before, after and what was expected anyway, a row for each chosen zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from hotspots.presentation.charts.ranking import LOOK, PICKED, one_line_legend
from hotspots.presentation.colours import BAND, INK, PALE, WHITE

if TYPE_CHECKING:
    from hotspots.method.evaluation.evaluate import Evaluation

ROW_HEIGHT_PX = 20
BEFORE, AFTER, EXPECTED = "Before", "After", "Expected range"


def dumbbells(
    evaluation: Evaluation, *, colour: str, picked: int = 0
) -> alt.LayerChart:
    """Draw each zone's counts as two signs joined by a line.

    Parameters
    ----------
    evaluation
        What can be said of the zones; the range is drawn where it can be told.
    colour
        Colour of the sign for after, as #rrggbb.
    picked
        Number of the zone that stands out; none if 0. A click on a sign picks the
        number of a zone.
    """
    shown = _told(evaluation)
    has_range = evaluation.expected is not None
    rows = alt.Y(
        "Zone:N",
        sort=None,
        title=None,
        axis=alt.Axis(labelLimit=260, ticks=False, grid=False),
    )
    base = alt.Chart(shown).encode(y=rows, tooltip=_tooltip(has_range=has_range))
    across = alt.Axis(format=",.0f", orient="top", tickMinStep=1)
    layers = [
        base.mark_rule(strokeWidth=1.5, color=PALE).encode(x="Before:Q", x2="After:Q")
    ]
    if has_range:
        layers.insert(
            0,
            base.mark_bar(height=11)
            .encode(x=alt.X("Low:Q"), x2="High:Q", color=_kind(colour, has_range=True))
            .transform_calculate(Kind=f"'{EXPECTED}'"),
        )
    if picked:
        strip = base.mark_bar(height=ROW_HEIGHT_PX - 1, opacity=0.35, color=PALE)
        whole_width = strip.encode(x=alt.value(0), x2=alt.value("width"))
        # Never first: the order of rows is that of the first layer.
        layers.append(whole_width.transform_filter(alt.datum.Number == picked))
    for kind in (BEFORE, AFTER):
        layers.append(
            base.mark_point(size=80, opacity=1, strokeWidth=2, stroke=INK)
            .encode(
                x=alt.X(f"{kind}:Q", title="Incidents", axis=across),
                fill=_kind(colour, has_range=has_range, channel=alt.Fill),
            )
            .transform_calculate(Kind=f"'{kind}'")
        )
    layers[-1] = layers[-1].add_params(
        alt.selection_point(name=PICKED, fields=["Number"])
    )
    drawn: alt.LayerChart = (
        alt.layer(*layers)
        .resolve_scale(color="shared", fill="shared")
        .properties(
            width="container",
            height={"step": ROW_HEIGHT_PX},
            background=WHITE,
            config=LOOK,
        )
    )
    return drawn


def _told(evaluation: Evaluation) -> pd.DataFrame:
    outcomes, expected = evaluation.comparison.outcomes, evaluation.expected
    numbers = [f"{number}. " for number in range(1, len(outcomes) + 1)]
    rows = pd.DataFrame(
        {
            "Number": range(1, len(outcomes) + 1),
            "Zone": pd.Series(numbers) + outcomes["name"].astype("str"),
            "District": outcomes["district"].astype("str"),
            BEFORE: outcomes["before"],
            AFTER: outcomes["after"],
        }
    )
    if expected is None:
        return rows
    return rows.assign(
        Low=expected.low, High=expected.high, Expected=expected.expected.round(1)
    )


def _kind(
    colour: str, *, has_range: bool, channel: type = alt.Color
) -> alt.Color | alt.Fill:
    # The key names what is drawn, no more.
    kinds = [BEFORE, AFTER, EXPECTED][: 3 if has_range else 2]
    scale = alt.Scale(domain=kinds, range=[WHITE, colour, BAND][: len(kinds)])
    legend = one_line_legend(len(kinds), symbolType="circle", symbolStrokeColor=INK)
    drawn: alt.Color | alt.Fill = channel("Kind:N", scale=scale, legend=legend)
    return drawn


def _tooltip(*, has_range: bool) -> list[alt.Tooltip]:
    names = ["Zone:N", "District:N", "Before:Q", "After:Q"]
    names += ["Expected:Q", "Low:Q", "High:Q"] if has_range else []
    return [alt.Tooltip(name) for name in names]
