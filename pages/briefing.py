"""A picture for the newsletter, right the first time."""

from __future__ import annotations

import streamlit as st

from hotspots.errors import InputError
from hotspots.presentation import wording
from hotspots.ui import inputs, show_briefing, state
from hotspots.ui.page import footer, page


def brief(data: state.Loaded) -> None:
    """Show one strand's county picture."""
    strand = inputs.strand()
    settings = inputs.settings(data)
    try:
        chosen = state.chosen(data, settings, strand)
    except InputError as error:
        st.error(wording.problem(error))
        return
    show_briefing.picture(data, chosen)


page("Briefing")
loaded = inputs.begin(asks=inputs.OF_STRAND)
brief(loaded)
footer(state.credit(loaded))
