"""Tables and maps onto a page."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from hotspots.method.ranking import score_classes
from hotspots.method.summary import SelectionSummary, by_district, summarise
from hotspots.presentation import exports, lists, maps, wording
from hotspots.presentation.colours import STRAND_COLOURS
from hotspots.tables import RANKING, SELECTION
from hotspots.ui.state import Chosen
from hotspots.ui.zone_map import show_zone_map

# Narrow enough that number, name, reason and figures of a zone show side by side.
WIDTHS_PX = (
    ("No.", 40),
    ("Zone", 150),
    ("District", 105),
    ("Why", 65),
    ("Incidents", 75),
    ("Rank", 50),
)


def chosen_map(chosen: Chosen, *, height_px: int) -> None:
    """Show a strand's chosen zones on the map, over all zones by score."""
    settings = chosen.settings
    span = wording.months(settings.first_month, settings.last_month)
    change = maps.restyle(
        chosen.zoning.zones,
        chosen.selection,
        classes=score_classes(chosen.ranking, chosen.zoning.zones),
        colours=STRAND_COLOURS[chosen.strand],
        key=maps.Key(
            title=wording.STRAND_TITLES[chosen.strand],
            note=span,
            label=wording.map_label(chosen.strand, len(chosen.selection)),
        ),
        reasons=lists.reasons(chosen.selection, chosen.ranking),
    )
    show_zone_map(
        chosen.packed,
        change,
        key=f"map-{chosen.strand}",
        height_px=height_px,
    )


def chosen_table(chosen: Chosen, *, height_px: int) -> None:
    """Show the chosen zones with the reason for each."""
    told = lists.chosen_list(chosen.selection, chosen.ranking)
    _table(told, height_px, unit=_unit(chosen))


def not_chosen_table(chosen: Chosen, *, height_px: int) -> None:
    """Show the ranked zones that were not chosen."""
    told = lists.not_chosen_list(chosen.ranking, chosen.selection)
    _table(told, height_px, unit=_unit(chosen))


def district_table(chosen: Chosen, area: tuple[str, ...]) -> None:
    """Show what each district got."""
    told = by_district(chosen.ranking, chosen.selection, area=area)
    _table(lists.district_list(told), "content")


def top_table(chosen: Chosen, *, n_zones: int) -> None:
    """Show the first few chosen zones in short."""
    first = lists.chosen_list(chosen.selection, chosen.ranking).head(n_zones)
    _table(first[["No.", "Zone", "District", "Incidents"]], "content")


def summary(chosen: Chosen) -> SelectionSummary:
    """Total the selection."""
    return summarise(chosen.ranking, chosen.selection)


def downloads(chosen: Chosen, fingerprint: str) -> None:
    """Offer the chosen zones, the ranking and the settings as files."""
    row_of = pd.Series(range(len(chosen.zoning.zones)), chosen.zoning.zones["zone"])
    outlines = chosen.zoning.outlines(row_of[chosen.selection["zone"]].to_numpy())
    made_with = exports.made_with(chosen.settings, chosen.strand, fingerprint)
    files = {
        f"{chosen.strand}-chosen-zones.csv": lambda: exports.to_csv(
            chosen.selection, SELECTION
        ),
        f"{chosen.strand}-chosen-zones.geojson": lambda: exports.to_geojson(
            chosen.selection, SELECTION, outlines=outlines, made_by=made_with
        ),
        f"{chosen.strand}-ranking.csv": lambda: exports.to_csv(chosen.ranking, RANKING),
        "settings.json": lambda: chosen.settings.to_json().encode(),
    }
    for column, (name, content) in zip(
        st.columns(len(files)), files.items(), strict=True
    ):
        column.download_button(
            wording.DOWNLOADS[name.removeprefix(f"{chosen.strand}-")],
            content,
            file_name=name,
            on_click="ignore",
            icon=":material/download:",
            width="stretch",
        )


def _unit(chosen: Chosen) -> str:
    return str(chosen.ranking["harm_unit"].iloc[0])


def _table(told: pd.DataFrame, height: int | str, *, unit: str = "") -> None:
    st.dataframe(
        told,
        hide_index=True,
        height=height,  # type: ignore[arg-type]
        column_config=_columns(told, unit),
    )


def _columns(told: pd.DataFrame, unit: str) -> dict[str, Any]:
    numbers = {
        name: st.column_config.NumberColumn(format="localized", step=1)
        for name in told.select_dtypes("number").columns
    }
    harm = st.column_config.NumberColumn(
        f"Harm ({unit})", format="localized", step=1, help=wording.HARM_HELP
    )
    narrow = {
        name: {**numbers.get(name, {}), "width": width} for name, width in WIDTHS_PX
    }
    return {**numbers, **narrow, lists.HARM: {**harm, "width": 90}}
