"""The county onto a page: its months, its measures and its districts."""

from __future__ import annotations

import streamlit as st

from hotspots.errors import InputError
from hotspots.method.county.broad_categories import broad_counted, broad_incidents
from hotspots.method.county.measures import (
    USUAL_BASELINE,
    MeasuredCounty,
    latest_period,
    measure_county,
)
from hotspots.method.county.month_flags import CheckedMonths, flags_on
from hotspots.method.county.season import season_of
from hotspots.method.pipeline import Result
from hotspots.months import MONTHS_A_YEAR, Period
from hotspots.presentation.charts import county as measure_charts
from hotspots.presentation.colours import colours_of
from hotspots.presentation.lists import county as measure_lists
from hotspots.presentation.words import comparison as comparison_words
from hotspots.presentation.words import county as measure_words
from hotspots.presentation.words import months_told
from hotspots.presentation.words import season as season_words
from hotspots.settings import Stage
from hotspots.ui import charts as page_charts
from hotspots.ui import say, stages, state
from hotspots.ui.stages import Evaluated
from hotspots.ui.state import Data
from hotspots.ui.views import outcomes as show_outcomes
from hotspots.ui.views.tables import table


def county(data: Data, chosen: Result, evaluated: Evaluated) -> None:
    """Show the county's months, districts and measures."""
    comparison = evaluated.evaluation.comparison
    show_outcomes.monthly_charts(data, chosen, comparison)
    checked = stages.month_checks(data, chosen.settings)
    _season(data, chosen, checked)
    st.header("By district", anchor=False)
    show_outcomes.district_table(comparison)
    if note := comparison_words.of_days(comparison):
        say.caption(note)
    if without := comparison_words.without_place_sentence(comparison):
        say.caption(without)
    st.header("County measures", anchor=False)
    _measures(data, chosen, checked)


def _season(data: Data, chosen: Result, checked: CheckedMonths) -> None:
    programme = chosen.settings.strand(chosen.strand)
    season = season_of(
        data.reading.incidents,
        checked.months,
        categories=programme.counted,
        shown=latest_period(checked.months),
    )
    flags = flags_on(
        checked.flags, months=season["month"], categories=broad_counted(programme)
    )
    st.header("What is usual for the season", anchor=False)
    say.markdown(season_words.season_sentence(season))
    chart = measure_charts.season_chart(
        season,
        flags=flags,
        patrols_start=chosen.settings.patrols_start,
        colour=colours_of(chosen.programme).ramp[-1],
    )
    page_charts.show(chart, alt=season_words.CHART_ALT, is_synthetic=chosen.synthetic)
    if wrong := season_words.season_flags(season, flags):
        say.caption(wrong)


def _measures(data: Data, chosen: Result, checked: CheckedMonths) -> None:
    try:
        key = data.key, chosen.settings.key_of(Stage.CHECK_MONTHS)
        measured = _measured(key, data, checked, _baseline(data))
    except InputError as error:
        say.error(error)
        return
    for note in measure_words.county_notes(measured):
        say.markdown(note)
    table(measure_lists.measure_list(measured), more="more-of-measures")
    if measured.previous:
        chart = measure_charts.change_chart(
            measured.table,
            then="previous",
            daily=measure_words.daily(measured, measured.previous),
        )
        page_charts.show(
            chart, alt=measure_words.CHART_ALT, is_synthetic=chosen.synthetic
        )


def _baseline(data: Data) -> Period:
    """Ask which year is the fixed one, if any could be."""
    loaded = state.loaded_months(data)
    starts = [
        USUAL_BASELINE.first,
        *(month for month in loaded if month < loaded[-12:][0]),
    ]
    first = st.selectbox(
        "Fixed baseline: the year that begins in",
        sorted(set(starts)),
        format_func=months_told.month_short,
        key="baseline",
        index=sorted(set(starts)).index(USUAL_BASELINE.first),
        width=280,
        help=measure_words.BASELINE_HELP,
    )
    return Period.starting(first, n_months=MONTHS_A_YEAR)


@st.cache_resource(max_entries=8, show_spinner=False)
def _measured(
    key: tuple[str, str],  # noqa: ARG001
    _data: Data,
    _checked: CheckedMonths,
    baseline: Period,
) -> MeasuredCounty:
    return measure_county(
        broad_incidents(_data.reading),
        _checked,
        period=latest_period(_checked.months),
        baseline=baseline,
    )
