"""A patrol log onto a page, beside what happened in the zones."""

from __future__ import annotations

import streamlit as st

from hotspots.errors import InputError
from hotspots.method.patrols.days import compare_days
from hotspots.method.patrols.dosage import (
    dosage_of_zones,
    patrols_within,
)
from hotspots.method.patrols.strand_times import dated_incidents
from hotspots.method.patrols.visits import visits_of_zones
from hotspots.method.pipeline import Result
from hotspots.presentation.charts import patrols as dosage_charts
from hotspots.presentation.colours import colours_of
from hotspots.presentation.words import patrols as dosage_words
from hotspots.sources.opening import Upload
from hotspots.sources.patrol_log import PatrolLog, read_patrol_log
from hotspots.tables import CHOSEN
from hotspots.ui import charts as page_charts
from hotspots.ui import say, state
from hotspots.ui.stages import Evaluated
from hotspots.ui.state import Data
from hotspots.ui.views.tables import table

# The widget that a change of page empties.
UPLOADER = "patrol-log"


def patrols(data: Data, chosen: Result, evaluated: Evaluated) -> None:  # noqa: ARG001
    """Show hours or visits of patrol beside each zone's outcome."""
    comparison = evaluated.evaluation.comparison
    say.markdown(dosage_words.LOG_HELP)
    st.file_uploader(
        "Patrol log (CSV)", type=["csv"], key=UPLOADER, on_change=_remember
    )
    upload = st.session_state.get(state.LOG)
    if upload is None:
        return
    if st.session_state[UPLOADER] is None:
        st.button("Remove patrol log", on_click=_forget)
    try:
        zones = comparison.outcomes[CHOSEN.column_names]
        log = read_patrol_log(upload, zones=zones)
    except InputError as error:
        say.error(error)
        return
    for sentence in dosage_words.log_sentences(log):
        say.markdown(sentence)
    if nothing := dosage_words.none_in_zones(log):
        say.warning(nothing)
        return
    if visits := dosage_words.visits_sentence(visits_of_zones(log.patrols)):
        say.markdown(visits)
    _beside_outcomes(chosen, evaluated, log)


def _remember() -> None:
    """Keep what the visitor gave, and let go what the visitor took back."""
    given = st.session_state[UPLOADER]
    if given is None:
        _forget()
    else:
        st.session_state[state.LOG] = Upload(given.name, given.getvalue())
        state.hold()


def _forget() -> None:
    st.session_state.pop(state.LOG, None)
    state.hold()


def _beside_outcomes(chosen: Result, evaluated: Evaluated, log: PatrolLog) -> None:
    comparison = evaluated.evaluation.comparison
    after = comparison.periods.after
    within = patrols_within(log.patrols, period=after)
    outside = len(log.patrols) - len(within)
    if outside:
        say.info(dosage_words.outside_sentence(outside, after))
    if within.empty:
        say.info(dosage_words.ALL_OUTSIDE)
    else:
        _dosage(chosen, evaluated, log)
    _by_day(chosen, log)


def _dosage(chosen: Result, evaluated: Evaluated, log: PatrolLog) -> None:
    """Show each zone's patrols of the later months beside its outcome."""
    comparison = evaluated.evaluation.comparison
    after = comparison.periods.after
    dosage = dosage_of_zones(log.patrols, comparison.outcomes, period=after)
    say.markdown(dosage_words.NO_EFFECT_FITTED)
    the_chart, the_list = st.columns([1, 1])
    measured = "hours" if dosage["hours"].notna().any() else "visits"
    with the_chart:
        chart = dosage_charts.dosage_scatter(
            dosage, measured=measured, colour=colours_of(chosen.programme).strong
        )
        page_charts.show(
            chart, alt=dosage_words.CHART_ALT, is_synthetic=chosen.synthetic
        )
    with the_list:
        table(dosage_words.dosage_list(dosage), 420)


def _by_day(chosen: Result, log: PatrolLog) -> None:
    """Compare days, where the data have them."""
    dated = dated_incidents(chosen.reading, chosen.zoning, chosen.programme)
    for sentence in dosage_words.days_sentences(compare_days(log.patrols, dated)):
        say.markdown(sentence)
