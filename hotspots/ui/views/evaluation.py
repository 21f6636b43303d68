"""What was expected anyway, comparison zones and buffers onto a page."""

from __future__ import annotations

import streamlit as st

from hotspots.method.evaluation.evaluate import Evaluation, RelativeToComparison
from hotspots.method.pipeline import Result
from hotspots.presentation import synthetic
from hotspots.presentation.charts import evaluation as anyway_charts
from hotspots.presentation.charts import placebo as placebo_charts
from hotspots.presentation.charts.ranking import PICKED
from hotspots.presentation.colours import GROUP_COLOURS, colours_of
from hotspots.presentation.lists import evaluation as lists
from hotspots.presentation.lists import placebo as placebo_lists
from hotspots.presentation.maps import zones as maps
from hotspots.presentation.words import comparison as comparison_words
from hotspots.presentation.words import comparison_zones as beside_words
from hotspots.presentation.words import evaluation as evaluation_words
from hotspots.presentation.words import strands as strands_words
from hotspots.presentation.words.patrolled import called
from hotspots.settings import AskedOn
from hotspots.ui import charts as page_charts
from hotspots.ui import say, selection, stages
from hotspots.ui.forms.widgets import ask_for
from hotspots.ui.stages import Evaluated
from hotspots.ui.state import Data
from hotspots.ui.views.tables import table
from hotspots.ui.views.zone_map import Links, show_zone_map


def dumbbells(chosen: Result, evaluated: Evaluated) -> None:
    """Show each zone's before and after beside what was expected anyway."""
    zones = evaluated.evaluation.comparison.outcomes["zone"].to_list()
    chart = anyway_charts.dumbbells(
        evaluated.evaluation,
        colour=colours_of(chosen.programme).strong,
        picked=selection.number_of(selection.picked(), zones),
    )
    by_number = dict(enumerate(zones, start=1))
    found = evaluation_words.zones_by_verdict(evaluated.evaluation)
    page_charts.show(
        chart,
        is_synthetic=chosen.synthetic,
        alt=f"{evaluation_words.CHART_ALT} {found}".strip(),
        **selection.of_chart("dumbbells", PICKED, "Number", by_number),
    )
    if found:
        say.caption(found)


def beside_others(data: Data, chosen: Result, evaluated: Evaluated) -> None:
    """Show the chosen zones beside comparison zones, their rings, and a year before."""
    evaluation = evaluated.evaluation
    unit = str(chosen.ranking["harm_unit"].iloc[0])
    st.header("Compared with zones without patrols", anchor=False)
    zones = called(evaluation.comparison, is_patrolled=chosen.is_patrolled)
    rows = (
        evaluation_words.expected_sentence(evaluation, zones=zones),
        evaluation_words.harm_sentence(evaluation, harm_unit=unit, zones=zones),
        evaluation_words.pooled_sentence(evaluation, zones=zones),
        *beside_words.beside_sentences(evaluation, zones=zones),
    )
    for sentence in filter(None, rows):
        say.markdown(sentence)
    beside = evaluation.relative
    if beside is not None and len(beside.zones.zones):
        _groups(chosen, evaluated, beside)
    if evaluation.by_start:
        return
    st.header("Did crime move nearby (displacement)?", anchor=False)
    ask_for(AskedOn.BUFFERS, chosen.strand)
    moved = beside_words.next_door_sentences(evaluation, harm_unit=unit, zones=zones)
    for sentence in moved or [beside_words.NO_BUFFERS]:
        say.markdown(sentence)
    if chosen.is_patrolled:
        # A placebo test tells of zones that this tool would have chosen.
        return
    st.header("The same analysis a year earlier (placebo test)", anchor=False)
    for sentence in evaluation_words.placebo_sentences(stages.placebo(data, chosen)):
        say.markdown(sentence)
    if evaluation.expected is not None:
        _strip_and_controls(data, chosen, evaluation)


def _strip_and_controls(data: Data, chosen: Result, evaluation: Evaluation) -> None:
    """Show the same sums elsewhere: earlier years, other choices, other crimes."""
    points, controls = stages.strip_and_controls(data, chosen, evaluation)
    chart = placebo_charts.strip(
        placebo_lists.strip_list(points), colour=colours_of(chosen.programme).strong
    )
    page_charts.show(
        chart, alt=evaluation_words.STRIP_ALT, is_synthetic=chosen.synthetic
    )
    say.caption(evaluation_words.strip_note(evaluation))
    if controls:
        st.header("Crimes that patrols should hardly touch", anchor=False)
        say.markdown(evaluation_words.CONTROLS_NOTE)
        table(placebo_lists.control_list(controls))


def _groups(chosen: Result, evaluated: Evaluated, beside: RelativeToComparison) -> None:
    """Show chosen and comparison zones on a map, and list the latter."""
    _groups_map(chosen, evaluated, height_px=560)
    if chosen.zoning.polygons is None or not chosen.is_patrolled:
        selection.link_to_page(chosen)
    rows = lists.comparison_list(beside)
    table(rows, 470, ids=beside.ids, key="comparison-zones")


def _groups_map(chosen: Result, evaluated: Evaluated, *, height_px: int) -> None:
    """Show where the chosen and the comparison zones lie."""
    title = strands_words.title_of(chosen.programme)
    evaluation = evaluated.evaluation
    span = comparison_words.period(evaluation.comparison.periods.after)
    zones = called(evaluation.comparison, is_patrolled=chosen.is_patrolled)
    change = maps.shade_zones(
        chosen.zoning.zones,
        lists.both_groups(evaluation),
        colours=GROUP_COLOURS,
        key=maps.Key(
            title=f"{title}: zones compared",
            note=synthetic.note(span, synthetic=chosen.synthetic),
            label=beside_words.groups_label(evaluation, zones=zones),
            classes=(
                "Patrolled" if chosen.is_patrolled else "Chosen",
                "Comparison (C1, C2 and so on, as in the list)",
            ),
            ends=(
                "Patrolled" if chosen.is_patrolled else "Chosen",
                "Comparison",
            ),
        ),
    )
    clicked = show_zone_map(
        stages.packed_zones(chosen),
        change,
        key="map-groups",
        height_px=height_px,
        streets=stages.packed_streets(chosen),
        links=Links(
            zone_ids=chosen.zoning.zones["zone"].to_list(),
            selected=selection.picked(),
        ),
    )
    selection.go_to(clicked)
