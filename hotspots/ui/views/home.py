"""The home page: maps first, then how their zones did, then lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from hotspots.errors import InputError
from hotspots.method.pipeline import Result
from hotspots.presentation.words import joint as joint_words
from hotspots.presentation.words import loading as loading_words
from hotspots.presentation.words import selection as selection_words
from hotspots.presentation.words import strands as strands_words
from hotspots.settings import Settings
from hotspots.ui import say, server, stages, state
from hotspots.ui.forms import settings as inputs
from hotspots.ui.page import CHOOSE_PAGE, doors, footer
from hotspots.ui.state import Data
from hotspots.ui.views import left_out
from hotspots.ui.views import zones as show_zones

# Narrower columns than a third hold no map.
MOST_A_ROW = 3


@dataclass(frozen=True, eq=False)
class Shown:
    """A strand on the page: its zones, and the room over and under their map."""

    chosen: Result
    above_the_map: DeltaGenerator
    below_the_map: DeltaGenerator


def show() -> None:
    """Show the home page, or what a public server shows in its place."""
    if server.is_public():
        from hotspots.ui.views import public

        footer(public.show())
        return
    data = inputs.begin()
    settings = inputs.settings(data)
    say.markdown(loading_words.data_sentence(data.reading, state.loaded_months(data)))
    doors()
    is_joint = settings.joint and len(settings.strands) > 1
    if is_joint and not st.session_state.get(state.PATROLLED):
        say.info(joint_words.IN_FORCE)
        st.page_link(CHOOSE_PAGE.file, label=joint_words.SEE_IT, icon=CHOOSE_PAGE.icon)
    with st.container(key="strands"):
        shown = list(_strands(data, settings))
    # These take a second to compute, so the maps come first.
    for one in shown:
        with one.above_the_map:
            _outcome(data, one.chosen)
    # These bring scripts of their own, for which the maps' scripts would have to wait.
    for one in shown:
        with one.below_the_map:
            show_zones.whole_list(one.chosen)
    footer(*left_out.small_print(data), state.credit(data))


def _strands(data: Data, settings: Settings) -> Iterator[Shown]:
    """Show each strand's map, with room over and under it."""
    n_columns = min(len(settings.strands), MOST_A_ROW)
    n_rows = -(-len(settings.strands) // n_columns)
    columns = [column for _ in range(n_rows) for column in st.columns(n_columns)]
    for column, strand in zip(columns, settings.strands, strict=False):
        with column:
            say.header(strands_words.title_of(settings.strand(strand)))
            try:
                chosen = _zones(data, settings, strand)
            except InputError as error:
                say.error(error)
                continue
            above_the_map = st.container()
            show_zones.chosen_map(chosen, height_px=430)
            below_the_map = st.container()
        yield Shown(chosen, above_the_map, below_the_map)


def _zones(data: Data, settings: Settings, strand: str) -> Result:
    """Return the zones that are patrolled, or else those chosen here, and say which."""
    if st.session_state.get(state.PATROLLED):
        # Imported here because most visits have none.
        from hotspots.ui.views import patrolled

        if listed := patrolled.of_home(data, settings, strand):
            return listed
    chosen = stages.chosen(data, settings, strand)
    summary = show_zones.summary(chosen)
    say.markdown(selection_words.headline(summary, area=data.reading.area))
    left_out.districts_without(chosen)
    return chosen


def _outcome(data: Data, chosen: Result) -> None:
    # Imported here because no map needs it.
    from hotspots.method.pipeline.patrolled import Listed
    from hotspots.ui.views import outcomes, patrolled

    if isinstance(chosen, Listed):
        patrolled.headline(data, chosen)
    else:
        outcomes.headline(data, chosen)
