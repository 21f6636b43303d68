"""Tables and maps onto a page."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from pandas.api.types import is_numeric_dtype
from streamlit.elements.lib.column_types import ColumnConfig

from hotspots.method.ranking import score_classes
from hotspots.method.summary import SelectionSummary, by_district, summarise
from hotspots.presentation import exports, lists, maps, wording
from hotspots.presentation.colours import STRAND_COLOURS
from hotspots.tables import RANKING, SELECTION
from hotspots.ui.state import Chosen
from hotspots.ui.zone_map import show_zone_map

# Narrow enough that number, name, reason and figures of a zone show side by side.
WIDTHS_PX = {
    "No.": 36,
    "Zone": 135,
    "District": 142,
    "Why": 60,
    "Incidents": 72,
    lists.HARM: 62,
    "Rank": 46,
}
ROW_PX = 35


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
    _table(lists.district_list(told))


def top_table(chosen: Chosen, *, n_zones: int) -> None:
    """Show the first few chosen zones in short."""
    first = lists.chosen_list(chosen.selection, chosen.ranking).head(n_zones)
    _table(first[["No.", "Zone", "District", "Incidents"]])


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


def _table(told: pd.DataFrame, most_px: int | None = None, *, unit: str = "") -> None:
    """Show a table as high as its rows, and no higher than `most_px`."""
    needed_px = ROW_PX * (len(told) + 1) + 3
    st.dataframe(
        told,
        hide_index=True,
        height=min(needed_px, most_px or needed_px),
        column_config={name: _column(told, name, unit) for name in told.columns},
    )


def _column(told: pd.DataFrame, name: str, unit: str) -> ColumnConfig:
    width = WIDTHS_PX.get(name)
    if not is_numeric_dtype(told[name]):
        return st.column_config.TextColumn(width=width)
    return st.column_config.NumberColumn(
        format="localized",
        width=width,
        help=wording.harm_help(unit) if name == lists.HARM else None,
    )
