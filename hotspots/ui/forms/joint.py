"""One list over all strands: how many zones, and each strand's weight."""

from __future__ import annotations

import streamlit as st

from hotspots.errors import InputError
from hotspots.method.pipeline.joint import joint_list
from hotspots.presentation import synthetic
from hotspots.presentation.lists.joint import joint_csv, joint_rows
from hotspots.presentation.words import joint as words
from hotspots.presentation.words.choosing import proof
from hotspots.presentation.words.strands import short_of
from hotspots.settings import Settings
from hotspots.ui import say, stages
from hotspots.ui.forms import memory
from hotspots.ui.state import Data
from hotspots.ui.views.zones import table

N_ZONES, WEIGHT = "joint-zones", "joint-weight"
USUAL = 40


def joint(data: Data, settings: Settings) -> None:
    """Ask for the weights of the strands, and show the one list."""
    say.caption(words.HOW)
    # It ranks every strand, so it is made only when asked for.
    if not st.toggle(words.MAKE, key="joint-made"):
        return
    strands = memory.strands()
    titles = {name: short_of(settings.strand(name)) for name in strands}
    first, *columns = st.columns(len(strands) + 1)
    n_zones = int(first.number_input(words.N_ZONES, 1, 500, USUAL, key=N_ZONES))
    weights = {
        name: float(
            column.number_input(
                words.weight_of(titles[name]),
                0.0,
                100.0,
                1.0,
                step=0.25,
                key=f"{WEIGHT}-{name}",
            )
        )
        for name, column in zip(strands, columns, strict=True)
    }
    try:
        ranked = [stages.ranked(data, settings, name) for name in strands]
        found = joint_list(ranked, n_zones=n_zones, weights=weights)
    except InputError as error:
        say.error(error)
        return
    rows = joint_rows(found, titles)
    say.markdown(words.sentence(rows["Earned by"]))
    if proven := proof(found.choice.solution):
        say.markdown(proven)
    table(rows, 460)
    st.download_button(
        words.DOWNLOAD,
        lambda: joint_csv(found),
        file_name=synthetic.file_name("one-list.csv", synthetic=data.reading.synthetic),
        on_click="ignore",
        icon=":material/download:",
    )
