"""Charts onto a page, marked where the data are made up.

Altair checks each chart against the grammar of Vega-Lite before it is sent, which takes
longer than all else about it. Tests make every chart with that check; pages leave it
out, because a changed weight draws them anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from hotspots.presentation import synthetic


@dataclass(frozen=True)
class Unchecked:
    """A chart whose grammar is not checked again, and whether its data are made up."""

    chart: Any
    is_synthetic: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the chart as Streamlit asks for it."""
        written = self.chart.to_dict(validate=False)
        return synthetic.chart(written, synthetic=self.is_synthetic)


def show(chart: Any, *, alt: str, is_synthetic: bool, **selected: Any) -> None:  # noqa: ANN401
    """Show a chart of the project.

    Parameters
    ----------
    chart
        The chart, of Altair.
    alt
        What it shows, in words.
    is_synthetic
        Whether its data are made up.
    selected
        Its key, and what `selection.of_chart` gives where a click picks a zone.
    """
    unchecked: Any = Unchecked(chart, is_synthetic)
    st.altair_chart(unchecked, theme=None, alt=alt, **selected)
