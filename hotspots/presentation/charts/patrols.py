"""Patrols against outcomes, a sign a zone; no line is fitted."""

from __future__ import annotations

import altair as alt
import pandas as pd

from hotspots.presentation.charts.ranking import LOOK
from hotspots.presentation.colours import INK, WHITE
from hotspots.tables import DOSAGE, check

HEIGHT_PX = 320
TITLES = {"hours": "Hours of patrol", "visits": "Visits", "days_patrolled": "Days"}


def dosage_scatter(
    dosage: pd.DataFrame, *, measured: str, colour: str
) -> alt.LayerChart | alt.FacetChart:
    """Draw each zone's change against its patrols, with its number in the list.

    Parameters
    ----------
    dosage
        Table `DOSAGE`.
    measured
        `hours`, `visits` or `days_patrolled`.
    colour
        Colour of the signs, as #rrggbb.
    """
    check(dosage, DOSAGE)
    rows = pd.DataFrame(
        {
            "No.": range(1, len(dosage) + 1),
            "Zone": dosage["name"],
            "District": dosage["district"].astype("str"),
            "Patrols": dosage[measured],
            "Before": dosage["before"],
            "After": dosage["after"],
            "Change": dosage["change"],
        }
    )
    rows = rows[rows["Patrols"].notna()]
    base = alt.Chart(rows).encode(
        x=alt.X(
            "Patrols:Q", title=TITLES[measured], scale=alt.Scale(zero=False, padding=14)
        ),
        y=alt.Y(
            "Change:Q",
            title="Change in incidents (after minus before)",
            axis=alt.Axis(format="+,.0f", labelExpr=_PLAIN_NOUGHT),
        ),
        tooltip=[
            alt.Tooltip("No\\.:Q", title="No."),
            "Zone:N",
            "District:N",
            alt.Tooltip("Patrols:Q", title=TITLES[measured], format=",.1f"),
            alt.Tooltip("Before:Q", format=",.0f"),
            alt.Tooltip("After:Q", format=",.0f"),
            alt.Tooltip("Change:Q", format="+,.0f"),
        ],
    )
    signs = base.mark_point(filled=True, size=70, opacity=0.9, color=colour)
    numbers = base.mark_text(
        align="left", dx=7, dy=-5, fontSize=11.5, color=INK, aria=False
    ).encode(text="No\\.:Q")
    none = alt.Chart(pd.DataFrame({"Change": [0]})).mark_rule(color=INK)
    return alt.layer(none.encode(y="Change:Q"), signs, numbers).properties(
        width="container", height=HEIGHT_PX, background=WHITE, config=LOOK
    )


_PLAIN_NOUGHT = "datum.value === 0 ? '0' : datum.label"
