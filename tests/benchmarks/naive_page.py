"""The choose-zones page as most would write it: a new folium map on every run.

Run by bench_browser.py; alone (with `static` beside it for the map's scripts):

    streamlit run naive_page.py -- [FOLDER_OF_MONTHS]

Reading, counting, ranking and choosing are ours, and kept as ours are, so that only the
map differs: every hexagon as GeoJSON, in folium's own way.
"""

from __future__ import annotations

import sys
from pathlib import Path

import folium
import geopandas as gpd
import streamlit as st
from streamlit_folium import st_folium

from hotspots.method import pipeline
from hotspots.method.choosing.ranking import score_classes
from hotspots.presentation.colours import MAP_COLOURS
from hotspots.presentation.lists import zones as lists
from hotspots.presentation.maps import zones as maps
from hotspots.settings import Settings
from hotspots.sources.police_uk.read import read_police_uk
from hotspots.sources.sample import sample_sources

STRAND = "violence"
COLOURS = MAP_COLOURS["orange"]
EAST_NORTH, DEGREES = 27700, 4326


@st.cache_resource
def prepare(sources: tuple[Path, ...]):
    """Do once what no weight changes."""
    reading = read_police_uk(sources)
    settings = pipeline.with_months(Settings(), pipeline.loaded_months(reading))
    zoning = pipeline.zone(reading, width_m=settings.zone_width_m)
    cube = pipeline.count_in(reading, zoning)
    of_strand = pipeline.count_strand(
        reading, zoning, cube, settings, settings.strand(STRAND)
    )
    outlines = gpd.GeoSeries(
        zoning.outlines(range(len(zoning.zones))), crs=EAST_NORTH
    ).to_crs(DEGREES)
    return reading, settings, zoning, of_strand, outlines


def draw(zones: gpd.GeoDataFrame) -> folium.Map:
    # Importing `maps` has made every folium map load Leaflet from this machine.
    drawn = folium.Map(
        location=[51.25, 0.75], zoom_start=9, max_zoom=maps.CLOSEST_ZOOM, tiles=None
    )
    folium.GeoJson(
        zones,
        style_function=lambda feature: {
            "fillColor": COLOURS.ramp[feature["properties"]["class"] - 1],
            "fillOpacity": 0.8,
            "weight": 3 if feature["properties"]["chosen"] else 0.5,
            "color": COLOURS.strong,
        },
        tooltip=folium.GeoJsonTooltip(["name", "district", "score"]),
    ).add_to(drawn)
    return drawn


st.set_page_config(page_title="Naive", layout="wide")
given = tuple(map(Path, sys.argv[1:])) or tuple(sample_sources("police.uk"))
reading, settings, zoning, of_strand, outlines = prepare(given)
harm_share = st.slider("Weight of harm in the score", 0.0, 1.0, 0.5, 0.05)
settings = settings.with_strand(STRAND, harm_share=harm_share)
strand = settings.strand(STRAND)
ranking = pipeline.rank(zoning, of_strand, strand)
selection = pipeline.select(
    pipeline.choose(ranking, zoning, reading.area, settings, strand), zoning
)
classes = score_classes(ranking, zoning.zones)
scores = ranking.set_index("zone")["score"]
zones = gpd.GeoDataFrame(
    {
        "name": zoning.zones["name"].astype(str),
        "district": zoning.zones["district"].astype(str),
        "score": zoning.zones["zone"].map(scores),
        "class": classes,
        "chosen": zoning.zones["zone"].isin(selection["zone"]),
    },
    geometry=outlines.to_numpy(),
    crs=DEGREES,
)[classes > 0]
the_map, the_list = st.columns([5, 6])
with the_map:
    st_folium(draw(zones), height=560)
with the_list:
    st.dataframe(lists.chosen_list(selection, ranking), hide_index=True, height=560)
