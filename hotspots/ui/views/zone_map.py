"""The map on a page: it keeps its view, and looking round never runs the page again.

What is constant on maps travels in elements of its own, which Streamlit sends once and
afterwards names by a hash; the map itself receives only what changed.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

import folium
import streamlit as st
from streamlit_folium import st_folium

from hotspots.errors import InputError
from hotspots.presentation.maps.one_zone import OneZone
from hotspots.presentation.maps.packing import key_of
from hotspots.presentation.maps.tiles import street_tiles
from hotspots.presentation.maps.zones import with_selected, with_streets, zone_map

# Puts texts where the maps' frames find them, and lets the oldest go.
CARRY = """
export default ({ data }) => {
  const held = (window.hotspotsGiven ??= new Map());
  held.delete(data.key);
  held.set(data.key, data.text);
  while (held.size > 12) held.delete(held.keys().next().value);
};
"""
CLICKED = "last_object_clicked_popup"


@dataclass(frozen=True)
class Links:
    """What a map shares with other maps and with lists.

    Attributes
    ----------
    group
        Maps of one group on a page are panned and zoomed together.
    view
        Maps of one name keep one view, over changed zones and pages; the map's own key
        if empty.
    zone_ids
        Ids of the packed zones in their order, if clicks and `selected` are wanted.
    selected
        Id of the zone to make stand out; the map is panned to it when it changes.
    """

    group: str = ""
    view: str = ""
    zone_ids: Sequence[str] | None = None
    selected: str = ""


ALONE = Links()


def show_zone_map(
    packed: str,
    change: folium.FeatureGroup,
    *,
    key: str,
    height_px: int = 620,
    streets: str = "",
    links: Links = ALONE,
) -> str:
    """Show packed zones with a change on them.

    Parameters
    ----------
    packed
        What `hotspots.presentation.maps.packing.pack_zones` gave.
    change
        What `hotspots.presentation.maps.zones.restyle` or `shade_zones` gave.
    key
        Tells this map from others on the page.
    height_px
        Height of the map in pixels.
    streets
        What `hotspots.presentation.maps.packing.pack_streets` gave; none if empty.
    links
        What it shares with other maps and with lists.

    Returns
    -------
    str
        Id of the zone that was clicked since the last run, or "".
    """
    if streets:
        with_streets(change, streets)
    if links.zone_ids is not None:
        row_of = {zone: row for row, zone in enumerate(links.zone_ids)}
        with_selected(change, row_of.get(links.selected))
    value = _show(
        (packed, streets),
        change,
        key=key,
        height_px=height_px,
        links=links,
    )
    return _clicked(value, key, links.zone_ids or ())


def show_one_zone_map(drawn: OneZone, *, key: str, height_px: int = 380) -> str:
    """Show the map of one zone; as `show_zone_map`, a click gives a neighbour's id.

    Parameters
    ----------
    drawn
        What `hotspots.presentation.maps.one_zone.one_zone` gave.
    key, height_px
        As for `show_zone_map`.
    """
    value = _show(
        (drawn.packed, drawn.streets),
        drawn.change,
        key=key,
        height_px=height_px,
        # A page of one zone looks at that zone, whatever was looked at before.
        links=Links(zone_ids=drawn.ids, view=f"{key} {drawn.ids[0]}"),
    )
    clicked = _clicked(value, key, drawn.ids)
    return clicked if clicked != drawn.ids[0] else ""


def _show(
    packed: tuple[str, str],
    change: folium.FeatureGroup,
    *,
    key: str,
    height_px: int,
    links: Links,
) -> str:
    """Show a map with what it draws; return its last click, as the script wrote it."""
    clicks = links.zone_ids is not None
    with st.container(gap=None, key=f"zone-map-{key}"):
        for text in filter(None, packed):
            _carry(text, key)
        # A new map each time: st_folium adds the change to the map it is given, so one
        # kept from the last run would differ by that and be drawn anew.
        drawn = zone_map(
            packed[0], group=links.group, view=links.view or key, tiles=_tiles()
        )
        value = st_folium(
            drawn,
            feature_group_to_add=change,
            returned_objects=[CLICKED] if clicks else [],
            use_container_width=True,
            height=height_px,
            key=key,
        )
    return str((value or {}).get(CLICKED) or "")


def _carry(text: str, map_key: str) -> None:
    key = key_of(text)
    # Registered on each run: a server that starts on any page must know it.
    carry = st.components.v2.component("hotspots_carrier", js=CARRY)
    carry(data={"key": key, "text": text}, key=f"carry-{map_key}-{key}", height=1)


def _clicked(value: str, key: str, zone_ids: Sequence[str]) -> str:
    """Return the zone of a click that is new: the value stays until the next one."""
    seen = f"zone-map-{key}-seen"
    if not value or st.session_state.get(seen) == value:
        return ""
    st.session_state[seen] = value
    row = value.partition(" ")[2]
    return zone_ids[int(row)] if row.isdecimal() and int(row) < len(zone_ids) else ""


def _tiles() -> dict[str, str]:
    try:
        return street_tiles(os.environ)
    except InputError as error:
        return {"kind": "none", "address": "", "credit": "", "note": str(error)}
