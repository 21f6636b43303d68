"""What changed where patrols went, and what can be made of it."""

from __future__ import annotations

import streamlit as st

from hotspots.errors import InputError
from hotspots.method.pipeline import Result
from hotspots.method.pipeline.patrolled import Listed
from hotspots.presentation.words import comparison as comparison_words
from hotspots.presentation.words import evaluation as evaluation_words
from hotspots.presentation.words import outcomes as outcome_words
from hotspots.presentation.words.patrolled import called, file_notes
from hotspots.presentation.words.strands import noun_of
from hotspots.ui import say, selection, stages, state
from hotspots.ui.forms import periods
from hotspots.ui.forms import settings as inputs
from hotspots.ui.forms.claim import claim
from hotspots.ui.page import footer, page
from hotspots.ui.views import county as show_county
from hotspots.ui.views import evaluation as show_anyway
from hotspots.ui.views import left_out
from hotspots.ui.views import outcomes as show_outcomes
from hotspots.ui.views import patrolled as show_patrolled
from hotspots.ui.views import patrols as show_patrols


def zones(data: state.Data, chosen: Result, evaluated: stages.Evaluated) -> None:
    """Show zone by zone what changed."""
    comparison = evaluated.evaluation.comparison
    if show_outcomes.map_choice():
        with st.container(key="strands"):
            for column, what in zip(st.columns(2), ("before", "after"), strict=True):
                with column:
                    show_outcomes.outcome_map(chosen, comparison, what, height_px=460)
    else:
        show_outcomes.outcome_map(chosen, comparison, "change", height_px=560)
    if chosen.zoning.polygons is None or not chosen.is_patrolled:
        # A polygon of a file of patrolled zones has no page.
        selection.link_to_page(chosen)
    show_outcomes.outcome_table(chosen, evaluated)
    if evaluated.evaluation.expected is not None:
        say.caption(evaluation_words.VERDICTS_NOTE)
        if outside := evaluation_words.outside_sentence(evaluated.evaluation):
            say.caption(outside)
    if not isinstance(chosen, Listed):
        show_outcomes.download(chosen, comparison)
    show_anyway.dumbbells(chosen, evaluated)
    show_outcomes.zone_by_month(data, chosen, evaluated.evaluation)


VIEWS = {
    "zones": zones,
    "others": show_anyway.beside_others,
    "county": show_county.county,
    "patrols": show_patrols.patrols,
}


def compare(data: state.Data) -> None:
    """Show one strand before and after."""
    strand = inputs.strand()
    # The sentence that matters comes first; what it rests on is asked below it.
    head = st.container()
    st.header("Months compared", anchor=False)
    periods.widgets(data)
    settings = inputs.settings(data)
    held = show_patrolled.which_zones(strand)
    is_known = bool(settings.patrols_start or settings.before)
    if not (is_known or (held and held.zones.says_starts)):
        with head:
            say.info(comparison_words.SAY_THE_START)
        return
    chosen: Result
    try:
        if held:
            chosen = stages.listed(data, settings, strand, held)
        else:
            chosen = stages.chosen(data, settings, strand)
        evaluated = stages.evaluated(data, chosen)
    except InputError as error:
        with head:
            say.error(error)
        return
    evaluation, noun = evaluated.evaluation, noun_of(chosen.programme)
    say.markdown(comparison_words.periods_sentence(evaluation.comparison))
    with head:
        zones_called = called(evaluation.comparison, is_patrolled=chosen.is_patrolled)
        show_outcomes.head(data, evaluation, noun=noun, zones=zones_called)
    for note in show_outcomes.notes(data, chosen, evaluation):
        say.warning(note)
    if isinstance(chosen, Listed):
        for note in file_notes(chosen):
            say.caption(note)
    view = st.segmented_control(
        "Look closer",
        list(VIEWS),
        required=True,
        default="zones",
        format_func=outcome_words.VIEWS.__getitem__,
        key="outcomes-view",
        label_visibility="collapsed",
    )
    VIEWS[view](data, chosen, evaluated)
    if held and isinstance(chosen, Listed):
        comparison = evaluation.comparison
        show_patrolled.download(data, settings, held, chosen, comparison)
        show_patrolled.standing(data, settings, held, chosen)


page("Patrol outcomes")
loaded = inputs.begin(asks=inputs.OF_STRAND)
compare(loaded)
claim()
footer(*left_out.small_print(loaded), state.credit(loaded))
