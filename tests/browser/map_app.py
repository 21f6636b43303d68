"""A page with the map alone, for the browser tests; ?case=... says what it shows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from hotspots.method.zoning.zones import hexagon_centres, hexagon_ids, hexagons
from hotspots.presentation.colours import STRAND_COLOURS
from hotspots.presentation.maps.zones import Key, pack_zones, restyle
from hotspots.sources.shapes.boundaries import kent_districts
from hotspots.tables import ADDRESS_FLAGS, SELECTION
from hotspots.ui.views.zone_map import show_zone_map

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
selection = (
    zones.iloc[[*MIDDLE, FAR]][["zone", "name", "district"]]
    .assign(
        **dict.fromkeys(["volume", "volume_rank", "harm_rank", "rank", "place"], 1),
        **dict.fromkeys(["harm", "score", "share_at_one_point"], 0.5),
        **{"harm_unit": "days", "displaced": ""},
        **dict.fromkeys(ADDRESS_FLAGS, False)
        | {"mostly_one_address": [False, True, False, False, False]},
        chosen_as=["score"] * 4 + ["district floor"],
    )[SELECTION.column_names]
    .reset_index(drop=True)
)
change = restyle(
    zones,
    selection,
    classes=(np.arange(len(zones)) + shift) % 6,
    colours=STRAND_COLOURS["asb" if shift % 2 else "violence"],
    key=Key(
        NASTY if case == "nasty" else "Violence",
        note="These data are made up",
        label="Map of 5 chosen zones",
    ),
    reasons=[NASTY if case == "nasty" else "Score"] * len(selection),
)
packed = pack_zones(
    zones,
    districts=kent_districts(),
    hexagon_width_m=350,
    incidents_credit="Incidents: made up for a test.",
    polygons=hexagons(zones["zone"]) if case == "polygons" else None,
)
if case == "hidden":
    first, second = st.tabs(["First", "Second"])
    first.write("Nothing here.")
    with second:
        show_zone_map(packed, change, key="map", height_px=500)
else:
    show_zone_map(packed, change, key="map", height_px=500)
