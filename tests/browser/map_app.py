"""A page with the map alone, for the browser tests; ?case=... says what it shows."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd
import streamlit as st

from hotspots.method.zoning.zones import Zoning, hexagon_centres, hexagon_ids, hexagons
from hotspots.presentation.colours import MAP_COLOURS
from hotspots.presentation.maps import tiles
from hotspots.presentation.maps.one_zone import one_zone
from hotspots.presentation.maps.packing import pack_streets, pack_zones
from hotspots.presentation.maps.zones import Key, restyle
from hotspots.sources.shapes.boundaries import kent_districts
from hotspots.tables import ADDRESS_FLAGS, SELECTION
from hotspots.ui.views.zone_map import Links, show_one_zone_map, show_zone_map

# Round Maidstone, so that the middle four touch.
Q, R = (part.ravel() for part in np.meshgrid(range(1360, 1390), range(505, 525)))
MIDDLE = [315, 316, 345, 346]
FAR = 0
NASTY = "<img src=x onerror=\"top.ran=1;window.ran=1\">`${top.ran=1}`</script>{{ 'x' }}"

case = st.query_params.get("case", "hexagons")
st.set_page_config(page_title="Map", layout="wide")
st.session_state["runs"] = st.session_state.get("runs", 0) + 1
st.markdown(f"Runs: {st.session_state['runs']}")
shift = st.slider("Shift", 0, 9, 0)
if os.environ.get("MAP_APP_TILES") == "yes":
    from tests.browser.tiny_tiles import write_tiles

    # Where Streamlit serves this page's files from, a copy made for the test.
    tiles.STATIC = Path(__file__).parent / "static"
    write_tiles(tiles.STATIC / "vendor" / "streets.pmtiles")

easting, northing = hexagon_centres(Q, R, width_m=350)
zones = pd.DataFrame(
    {
        "zone": hexagon_ids(Q, R, width_m=350),
        "name": [NASTY if case == "nasty" else f"Street {i}" for i in range(len(Q))],
        "district": NASTY if case == "nasty" else "Maidstone",
        "easting": easting,
        "northing": northing,
    }
)
# Six map points in each zone, one of them a car park.
n_points = 6 * len(zones)
turn = np.arange(n_points) % 6 * np.pi / 3
incidents = pd.DataFrame(
    {
        "month": pd.Categorical(["2025-01"] * n_points),
        "category": pd.Categorical(["Robbery"] * n_points),
        "location": pd.Categorical(
            [
                NASTY if case == "nasty" else f"Road {i}" if i % 6 else "Parking Area"
                for i in range(n_points)
            ]
        ),
        "point": np.arange(n_points),
        "easting": np.repeat(easting, 6) + 110 * np.cos(turn),
        "northing": np.repeat(northing, 6) + 110 * np.sin(turn),
    }
)
times = np.where(
    np.arange(n_points) == 6 * MIDDLE[0] + 1, 9, 1 + np.arange(n_points) % 3
)
counted = (["Robbery"], "2025-01", "2025-01")
streets = pack_streets(
    incidents.loc[np.repeat(np.arange(n_points), times)],
    categories=counted[0],
    first=counted[1],
    last=counted[2],
)
selection = (
    zones.iloc[[*MIDDLE, FAR]][["zone", "name", "district"]]
    .assign(
        **dict.fromkeys(["volume", "volume_rank", "harm_rank", "rank", "group"], 1),
        **dict.fromkeys(["harm", "score", "share_at_one_point"], 0.5),
        **{"harm_unit": "days", "displaced": "", "reason": "", "gave_way": ""},
        **dict.fromkeys(ADDRESS_FLAGS, False)
        | {"mostly_one_address": [False, True, False, False, False]},
        chosen_as=["score"] * 4 + ["district floor"],
    )[SELECTION.column_names]
    .reset_index(drop=True)
)
if case == "widths" and st.button("Fewer zones"):
    zones, selection = zones.iloc[300:].reset_index(drop=True), selection.head(4)
key = Key(
    NASTY if case == "nasty" else "Violence",
    note="These data are made up",
    label="Map of 5 chosen zones",
)
colours = MAP_COLOURS["blue" if shift % 2 else "orange"]
change = restyle(
    zones,
    selection,
    classes=(np.arange(len(zones)) + shift) % 6,
    colours=colours,
    key=key,
    reasons=[NASTY if case == "nasty" else "Score"] * len(selection),
)
packed = pack_zones(
    zones,
    districts=kent_districts(),
    hexagon_width_m=350,
    polygons=hexagons(zones["zone"]) if case == "polygons" else None,
)
shown = {"key": "map", "height_px": 500, "streets": streets}
if case == "hidden":
    first, second = st.tabs(["First", "Second"])
    first.write("Nothing here.")
    with second:
        show_zone_map(packed, change, **shown)
elif case == "clicks":
    if st.button("Last zone"):
        st.session_state["selected"] = zones["zone"].iloc[-1]
    selected = st.session_state.get("selected", "")
    links = Links(zone_ids=zones["zone"].to_list(), selected=selected)
    clicked = show_zone_map(packed, change, **shown, links=links)
    if clicked:
        st.session_state["selected"] = clicked
        st.rerun()
    st.markdown(f"Clicked: {selected}")
elif case == "one":
    zoning = Zoning(zones, np.repeat(np.arange(len(zones), dtype=np.int32), 6), 350)
    one = one_zone(
        zones["zone"].iloc[MIDDLE[0]],
        zoning,
        incidents,
        counted=counted,
        districts=kent_districts(),
        look=(colours, key),
    )
    show_one_zone_map(one, key="one")
else:
    show_zone_map(packed, change, **shown)
