"""The newsletter's picture onto a page."""

from __future__ import annotations

import streamlit as st

from hotspots.method.summary import summarise
from hotspots.presentation import synthetic
from hotspots.presentation.briefing import county_picture
from hotspots.presentation.colours import STRAND_COLOURS
from hotspots.presentation.picture_frame import PictureWords
from hotspots.presentation.picture_words import (
    NO_DISTRICTS,
    alt_text,
    picture_words,
)
from hotspots.presentation.rendering import as_png
from hotspots.ui.state import Chosen, Loaded


def picture(data: Loaded, chosen: Chosen) -> None:
    """Show the county picture with its words, and offer it as a file."""
    if not data.districts.names:
        st.info(NO_DISTRICTS)
        return
    words = picture_words(
        summarise(chosen.ranking, chosen.selection),
        strand=chosen.strand,
        settings=chosen.settings,
        area=data.reading.area,
        is_synthetic=chosen.synthetic,
    )
    told = alt_text(words, chosen.selection["district"].to_list())
    ids = tuple(chosen.selection["zone"])
    key = (data.reading.fingerprint, chosen.strand, ids, words)
    image = _png(key, data, chosen)
    st.image(image, alt=told)
    st.download_button(
        "Picture (PNG)",
        image,
        file_name=synthetic.file_name(
            f"{chosen.strand}-hotspots.png", synthetic=chosen.synthetic
        ),
        on_click="ignore",
        type="primary",
        icon=":material/download:",
    )
    st.text("Text for readers who cannot see the picture, to paste beside it:")
    st.code(told, language=None, wrap_lines=True)


@st.cache_resource(max_entries=16, show_spinner="Drawing …")
def _png(
    key: tuple[str, str, tuple[str, ...], PictureWords], _data: Loaded, _chosen: Chosen
) -> bytes:
    strand, words = key[1], key[3]
    zones = _chosen.zoning.zones.set_index("zone")
    centres = zones.loc[_chosen.selection["zone"], ["easting", "northing"]]
    drawn = county_picture(
        _chosen.selection,
        centres.to_numpy(),
        districts=_data.districts,
        colour=STRAND_COLOURS[strand].strong,
        words=words,
    )
    return as_png(drawn)
