"""The map on a page: it keeps its view, and looking round never runs the page again."""

from __future__ import annotations

import folium
from streamlit_folium import st_folium

from hotspots.presentation.maps.zones import zone_map


def show_zone_map(
    packed: str,
    change: folium.FeatureGroup,
    *,
    key: str,
    height_px: int = 620,
    group: str = "",
) -> None:
    """Show packed zones with a change on them.

    Parameters
    ----------
    packed
        What `hotspots.presentation.maps.pack_zones` gave.
    change
        What `hotspots.presentation.maps.restyle` gave.
    key
        Tells this map from others on the page.
    height_px
        Height of the map in pixels.
    group
        Maps of one group on a page are panned and zoomed together.
    """
    # A new map each time: st_folium adds the change to the map it is given, so one kept
    # from the last run would differ by that and be drawn anew, its view lost.
    st_folium(
        zone_map(packed, group=group),
        feature_group_to_add=change,
        returned_objects=[],
        use_container_width=True,
        height=height_px,
        key=key,
    )
