"""Before and after onto a page."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from hotspots.errors import InputError
from hotspots.method.outcomes import (
    CHOSEN_ZONES,
    COUNTY,
    Comparison,
    change_classes,
    count_classes,
    monthly_counts,
)
from hotspots.presentation import (
    comparison_words,
    exports,
    maps,
    outcome_charts,
    outcome_words,
    synthetic,
)
from hotspots.presentation.colours import CHANGE_COLOURS, STRAND_COLOURS
from hotspots.tables import OUTCOMES
from hotspots.ui import state
from hotspots.ui.show import table
from hotspots.ui.state import Chosen, Loaded
from hotspots.ui.zone_map import show_zone_map

SHOWN = "outcomes-shown"


def headline(data: Loaded, chosen: Chosen) -> None:
    """Say in a sentence how the zones did, where the data can tell it."""
    try:
        comparison = state.compared(data, chosen)
    except InputError:
        # The outcomes page says what is missing.
        return
    if not comparison.chosen_on_after:
        st.markdown(comparison_words.headline(comparison))


def figures(comparison: Comparison) -> None:
    """Show the few figures that a reader must leave with."""
    told = outcome_words.figures(comparison)
    for column, (label, (figure, made_of)) in zip(
        st.columns(len(told)), told.items(), strict=True
    ):
        with column.container(border=True):
            st.metric(label, figure)
            st.caption(made_of)


def outcome_map(chosen: Chosen, comparison: Comparison, *, height_px: int) -> None:
    """Show the chosen zones by their change, or by their count before or after."""
    shown = st.segmented_control(
        "Show on the map",
        list(outcome_words.SHOWN),
        required=True,
        default="change",
        format_func=outcome_words.SHOWN.__getitem__,
        key=SHOWN,
        label_visibility="collapsed",
    )
    outcomes, is_change = comparison.outcomes, shown == "change"
    change = maps.shade_outcomes(
        chosen.zoning.zones,
        outcomes,
        classes=change_classes(outcomes)
        if is_change
        else count_classes(outcomes, shown),
        colours=CHANGE_COLOURS if is_change else STRAND_COLOURS[chosen.strand],
        key=_map_key(chosen, comparison, shown),
        told=outcome_words.zone_sentences(outcomes),
    )
    show_zone_map(chosen.packed, change, key="map-outcomes", height_px=height_px)


def _map_key(chosen: Chosen, comparison: Comparison, shown: str) -> maps.Key:
    key = outcome_words.map_key(comparison, strand=chosen.strand, shown=shown)
    return replace(key, note=synthetic.note(key.note, synthetic=chosen.synthetic))


def outcome_table(comparison: Comparison, *, height_px: int) -> None:
    """Show each zone's counts and change."""
    table(outcome_words.outcome_list(comparison.outcomes), height_px)


def district_table(comparison: Comparison) -> None:
    """Show each district's counts and change."""
    table(outcome_words.district_list(comparison.totals))


def monthly_charts(data: Loaded, chosen: Chosen, comparison: Comparison) -> None:
    """Show the strand month by month, county and chosen zones."""
    monthly = monthly_counts(
        chosen.cube,
        data.reading.incidents,
        comparison.outcomes["zone"],
        categories=chosen.settings.strand(chosen.strand).categories,
    )
    for part in (COUNTY, CHOSEN_ZONES):
        chart = outcome_charts.monthly_line(
            monthly,
            part=part,
            periods=comparison.periods,
            colour=STRAND_COLOURS[chosen.strand].ramp[-1],
        )
        marked = synthetic.chart(chart, synthetic=chosen.synthetic)
        st.altair_chart(
            marked,
            theme=None,
            alt=outcome_charts.PANELS[part],
            key=f"monthly-{part}",
        )


def download(chosen: Chosen, comparison: Comparison) -> None:
    """Offer the zones' outcomes as a file."""
    st.download_button(
        "Outcomes of the zones (CSV)",
        lambda: exports.to_csv(comparison.outcomes, OUTCOMES),
        file_name=synthetic.file_name(
            f"{chosen.strand}-outcomes.csv", synthetic=chosen.synthetic
        ),
        on_click="ignore",
        icon=":material/download:",
    )
