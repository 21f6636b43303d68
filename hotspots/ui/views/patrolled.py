"""The zones that are really patrolled: what changed in them, and how they rank."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from hotspots.errors import InputError
from hotspots.method import pipeline
from hotspots.method.evaluation.before_after import change_classes
from hotspots.method.evaluation.verdicts import critical_count
from hotspots.method.pipeline.patrolled import Compared
from hotspots.presentation import synthetic
from hotspots.presentation.colours import CHANGE_COLOURS
from hotspots.presentation.files import exports
from hotspots.presentation.lists import evaluation as lists
from hotspots.presentation.lists.patrolled import standing_list
from hotspots.presentation.maps import zones as maps
from hotspots.presentation.words import comparison as comparison_words
from hotspots.presentation.words import evaluation as evaluation_words
from hotspots.presentation.words import outcomes as outcome_words
from hotspots.presentation.words import patrolled as words
from hotspots.presentation.words.strands import noun_of
from hotspots.settings import Settings, Strand
from hotspots.tables import OUTCOMES
from hotspots.ui import say, stages
from hotspots.ui.forms import patrolled as inputs
from hotspots.ui.forms.patrolled import Patrolled
from hotspots.ui.page import DATA_PAGE
from hotspots.ui.state import Data
from hotspots.ui.views.outcomes import head
from hotspots.ui.views.zone_map import show_zone_map
from hotspots.ui.views.zones import table


def which_zones(strand: str) -> Patrolled | None:
    """Ask whether the page speaks of patrolled zones; None where it does not."""
    held = inputs.of_strand(strand)
    if held is None:
        say.caption(words.NOT_LOADED)
        st.page_link(DATA_PAGE.file, label=words.TITLE, icon=DATA_PAGE.icon)
        return None
    view = st.segmented_control(
        "Zones",
        list(words.VIEWS),
        default="patrolled",
        required=True,
        format_func=words.VIEWS.__getitem__,
        key=f"outcomes-of-{strand}",
        label_visibility="collapsed",
    )
    return held if view == "patrolled" else None


def headline(data: Data, settings: Settings, strand: str) -> bool:
    """Say in a sentence how the patrolled zones did; return whether any are loaded."""
    held = inputs.of_strand(strand)
    if held is None:
        return False
    try:
        found = stages.patrolled(data, settings, strand, held)
    except InputError:
        # The outcomes page says what is missing.
        return True
    rows = evaluation_words.in_short(
        found.compared.evaluation,
        noun=noun_of(found.programme),
        zones=words.PATROLLED,
    )
    say.markdown(f"{rows} {words.MAP_OF_TOOL}")
    return True


def outcomes(
    data: Data,
    settings: Settings,
    strand: str,
    held: Patrolled,
    *,
    at_the_head: DeltaGenerator,
) -> None:
    """Show what changed in the patrolled zones, and how they stand in the ranking.

    Parameters
    ----------
    data, settings, strand, held
        The data, the settings, and the patrolled zones of which strand.
    at_the_head
        Where on the page the sentence that matters stands.
    """
    try:
        found = stages.patrolled(data, settings, strand, held)
    except InputError as error:
        with at_the_head:
            say.error(error)
        return
    evaluation = found.compared.evaluation
    comparison = evaluation.comparison
    programme = found.programme
    noun = noun_of(programme)
    say.markdown(comparison_words.periods_sentence(comparison))
    with at_the_head:
        head(data, evaluation, noun=noun, zones=words.PATROLLED)
    for note in comparison_words.warnings_of(comparison):
        say.warning(note)
    _map(data, programme, found.compared)
    clear = critical_count(
        comparison.outcomes["before"],
        days_before=comparison.periods.before.days,
        days_after=comparison.periods.after.days,
    )
    rows = lists.outcome_list(evaluation, critical=clear, harm=found.harm)
    table(rows)
    _download(strand, found.compared)
    with st.expander(words.ALL_SENTENCES):
        unit = pipeline.harm_unit(programme)
        for sentence in [
            *comparison_words.comparison_sentences(comparison, noun=noun),
            *evaluation_words.evaluation_sentences(
                evaluation, noun=noun, harm_unit=unit
            ),
        ]:
            say.markdown(sentence)
    _standing(data, settings, strand, held)


def _map(data: Data, programme: Strand, compared: Compared) -> None:
    comparison = compared.evaluation.comparison
    key = outcome_words.map_key(comparison, programme=programme, shown="change")
    shown = outcome_words.zones_shown(comparison, change_classes(comparison.outcomes))
    # A zone in which no incident was ever recorded is not on the map.
    shown = shown[shown["zone"].isin(compared.zoning.zones["zone"])]
    change = maps.shade_zones(
        compared.zoning.zones,
        shown,
        colours=CHANGE_COLOURS,
        key=replace(
            key, note=synthetic.note(key.note, synthetic=compared.reading.synthetic)
        ),
    )
    packed = stages.packed_zoning(data, compared.zoning)
    show_zone_map(packed, change, key="map-patrolled", height_px=480)


def _download(strand: str, compared: Compared) -> None:
    is_synthetic = compared.reading.synthetic
    name = f"{strand}-patrolled-zones-outcomes.csv"
    outcomes = compared.evaluation.comparison.outcomes
    st.download_button(
        words.DOWNLOAD,
        lambda: exports.to_csv(outcomes, OUTCOMES),
        file_name=synthetic.file_name(name, synthetic=is_synthetic),
        on_click="ignore",
        icon=":material/download:",
    )


def _standing(data: Data, settings: Settings, strand: str, held: Patrolled) -> None:
    say.subheader(words.STANDING)
    found = stages.standing(data, settings, strand, held)
    say.markdown(words.standing_sentence(found))
    table(standing_list(found), 460)
    say.caption(words.rank_note(found))
