"""Before and after onto a page."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from hotspots.errors import InputError
from hotspots.method.county.broad_categories import broad_counted
from hotspots.method.county.month_flags import flags_on
from hotspots.method.evaluation.before_after import (
    BeforeAfter,
    change_classes,
    count_classes,
    monthly_counts,
)
from hotspots.method.evaluation.evaluate import Evaluation
from hotspots.method.evaluation.periods import months_before
from hotspots.method.evaluation.verdicts import critical_count
from hotspots.method.evaluation.zone_charts import zone_limits
from hotspots.method.pipeline import Result
from hotspots.method.pipeline.patrolled import Listed
from hotspots.presentation import synthetic
from hotspots.presentation.colours import CHANGE_COLOURS, colours_of
from hotspots.presentation.files import exports
from hotspots.presentation.lists import evaluation as lists
from hotspots.presentation.lists.patrolled import of_patrols, own_months
from hotspots.presentation.maps import zones as maps
from hotspots.presentation.words import comparison as comparison_words
from hotspots.presentation.words import escaping
from hotspots.presentation.words import evaluation as evaluation_words
from hotspots.presentation.words import home as home_words
from hotspots.presentation.words import outcomes as outcome_words
from hotspots.presentation.words.numbers import capital
from hotspots.presentation.words.patrolled import called, start_labels
from hotspots.presentation.words.strands import noun_of
from hotspots.tables import CHOSEN_ZONES, COUNTY, OUTCOMES
from hotspots.ui import charts as page_charts
from hotspots.ui import say, selection, stages, state
from hotspots.ui.forms.settings import choose_on
from hotspots.ui.stages import Evaluated
from hotspots.ui.state import Data
from hotspots.ui.views.tables import table
from hotspots.ui.views.zone_map import Links, show_zone_map

SHOWN = "outcomes-shown"


def headline(data: Data, chosen: Result) -> None:
    """Say in a sentence how the zones did, or why the data cannot tell it."""
    try:
        evaluation = stages.evaluated(data, chosen).evaluation
    except InputError as error:
        say.caption(escaping.problem(error))
        return
    if evaluation.comparison.chosen_on_after:
        chosen_on = chosen.settings.months_chosen_on
        say.markdown(home_words.overlap(chosen_on))
        choose_earlier(data, evaluation.comparison, key=chosen.strand)
        return
    say.markdown(evaluation_words.in_short(evaluation, noun=noun_of(chosen.programme)))


def choose_earlier(data: Data, comparison: BeforeAfter, *, key: str) -> None:
    """Offer to choose zones on months before those compared after, where loaded."""
    months = months_before(state.loaded_months(data), comparison.periods)
    if months is None:
        say.caption(comparison_words.NO_EARLIER_MONTHS)
        return
    st.button(
        comparison_words.choose_on(months),
        key=f"choose-earlier-{key}",
        on_click=choose_on,
        args=(months,),
        icon=":material/event_repeat:",
    )
    if warning := comparison_words.few_months(months):
        say.caption(warning)


def head(
    data: Data,
    evaluation: Evaluation,
    *,
    noun: str,
    zones: str = comparison_words.CHOSEN,
) -> None:
    """Show the sentence that matters, the figures it rests on, and what they mean."""
    comparison = evaluation.comparison
    say.lead(evaluation_words.lead(evaluation, noun=noun, zones=zones))
    if comparison.chosen_on_after and zones == comparison_words.CHOSEN:
        choose_earlier(data, comparison, key="zones")
    with st.container(key="tiles"):
        figures = outcome_words.figures(evaluation)
        for column, (label, (figure, made_of)) in zip(
            st.columns(len(figures)), figures.items(), strict=True
        ):
            with column.container(border=True, height="stretch"):
                say.metric(label, figure)
                say.caption(made_of)
    if evaluation.expected is not None:
        say.markdown(evaluation_words.headline(evaluation, noun=noun, zones=zones))
    elif not comparison.chosen_on_after:
        say.markdown(evaluation_words.why_not(evaluation))
    for periods in comparison.every_periods:
        if stands_in := comparison_words.stand_in_sentence(periods):
            say.caption(stands_in)


def map_choice() -> bool:
    """Ask what the map shows, and say whether that is before and after."""
    shown = st.segmented_control(
        "Show on the map",
        list(outcome_words.SHOWN),
        required=True,
        default="change",
        format_func=outcome_words.SHOWN.__getitem__,
        key=SHOWN,
        label_visibility="collapsed",
    )
    return bool(shown != "change")


def outcome_map(
    chosen: Result, comparison: BeforeAfter, what: str, *, height_px: int
) -> None:
    """Show the chosen zones by their change, or by their count before or after.

    The two counts have one scale, and their maps are panned and zoomed together.
    """
    outcomes, is_change = comparison.outcomes, what == "change"
    zones = called(comparison, is_patrolled=chosen.is_patrolled)
    key = outcome_words.map_key(
        comparison, programme=chosen.programme, shown=what, zones=zones
    )
    shown = outcome_words.zones_shown(
        comparison,
        change_classes(outcomes) if is_change else count_classes(outcomes, what),
    )
    # A patrolled zone in which no incident was ever recorded is not on the map.
    shown = shown[chosen.zoning.holds(shown["zone"])]
    change = maps.shade_zones(
        chosen.zoning.zones,
        shown,
        colours=CHANGE_COLOURS if is_change else colours_of(chosen.programme),
        key=replace(key, note=synthetic.note(key.note, synthetic=chosen.synthetic)),
    )
    clicked = show_zone_map(
        stages.packed_zones(chosen),
        change,
        key=f"map-{what}",
        height_px=height_px,
        streets=stages.packed_streets(chosen),
        links=Links(
            "" if is_change else "before and after",
            view="outcomes",
            zone_ids=chosen.zoning.zones["zone"].to_list(),
            selected=selection.picked(),
        ),
    )
    if is_change and not chosen.reading.is_public:
        say.caption(outcome_words.EXACT)
    selection.go_to(clicked)


def outcome_table(chosen: Result, evaluated: Evaluated) -> None:
    """Show each zone's counts, change, verdict and what was expected anyway."""
    evaluation = evaluated.evaluation
    comparison = evaluation.comparison
    days_before, days_after = comparison.days_of_zones
    clear = critical_count(
        comparison.outcomes["before"], days_before=days_before, days_after=days_after
    )
    rows = lists.outcome_list(evaluation, critical=clear, harm=evaluated.harm)
    if isinstance(chosen, Listed):
        more = of_patrols(chosen, comparison.outcomes["zone"])
        rows = rows.assign(**more, **own_months(comparison))
    ids = comparison.outcomes["zone"].to_list()
    table(rows, ids=ids, key="outcomes-list", more="more-of-outcomes")


def district_table(comparison: BeforeAfter) -> None:
    """Show each district's counts and change."""
    table(outcome_words.district_list(comparison))


def monthly_charts(data: Data, chosen: Result, comparison: BeforeAfter) -> None:
    """Show the strand month by month, county and chosen zones."""
    from hotspots.presentation.charts import outcomes as outcome_charts

    monthly = monthly_counts(
        chosen.cube,
        data.reading.incidents,
        comparison.outcomes["zone"],
        categories=chosen.programme.counted,
    )
    zones = called(comparison, is_patrolled=chosen.is_patrolled)
    panels = {
        COUNTY: outcome_charts.PANELS[COUNTY],
        CHOSEN_ZONES: capital(comparison_words.together(comparison, zones=zones)),
    }
    for part in (COUNTY, CHOSEN_ZONES):
        is_own = bool(comparison.groups) and part == CHOSEN_ZONES
        starts = start_labels(
            comparison.starts, is_patrolled=part == COUNTY or chosen.is_patrolled
        )
        chart = outcome_charts.monthly_line(
            monthly,
            part=part,
            periods=None if is_own else comparison.periods,
            starts=starts,
            title=panels[part],
            colour=colours_of(chosen.programme).ramp[-1],
        )
        page_charts.show(
            chart,
            is_synthetic=chosen.synthetic,
            alt=outcome_charts.alt_of(panels[part], starts),
            key=f"monthly-{part}",
        )


def download(chosen: Result, comparison: BeforeAfter) -> None:
    """Offer the zones' outcomes as a file."""
    months = (comparison.periods.before, comparison.periods.after)
    st.download_button(
        "Outcomes by zone (CSV)",
        lambda: exports.to_csv(comparison.outcomes, OUTCOMES),
        file_name=synthetic.file_name(
            f"{chosen.strand}-outcomes.csv",
            synthetic=chosen.synthetic,
            months=months,
        ),
        on_click="ignore",
        icon=":material/download:",
    )


def notes(data: Data, chosen: Result, evaluation: Evaluation) -> list[str]:
    """Return what must be known before anything is made of these months."""
    comparison = evaluation.comparison
    categories = broad_counted(chosen.programme)
    checked = stages.month_checks(data, chosen.settings)
    flags = flags_on(checked.flags, months=comparison.months, categories=categories)
    sentences = [
        *comparison_words.warnings_of(comparison),
        *evaluation_words.evaluation_notes(evaluation),
    ]
    flagged = [comparison_words.flagged_sentence(flags)] if len(flags) else []
    return [*sentences, *flagged]


def zone_by_month(data: Data, chosen: Result, evaluation: Evaluation) -> None:
    """Show one zone month by month, about what was expected of it without patrols."""
    from hotspots.presentation.charts import outcomes as outcome_charts

    comparison, is_patrolled = evaluation.comparison, chosen.is_patrolled
    outcomes = comparison.outcomes
    st.header("One zone, month by month", anchor=False)
    names = {
        zone: f"{number}. {name}, {district}"
        for number, (zone, name, district) in enumerate(
            zip(outcomes["zone"], outcomes["name"], outcomes["district"], strict=True),
            start=1,
        )
    }
    key = "zone-by-month"
    if selection.picked() in names:
        st.session_state[key] = selection.picked()
    asked = st.selectbox(
        "Zone",
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=lambda: selection.pick(st.session_state[key]),
    )
    own = evaluation.over_months_of(asked)
    months, limits = zone_limits(
        chosen.cube,
        own,
        list(names).index(asked),
        categories=chosen.programme.counted,
    )
    start = own.comparison.periods.patrols_start
    chart = outcome_charts.control_chart(
        months,
        limits,
        starts=start_labels({start: 1} if start else {}, is_patrolled=is_patrolled),
        colour=colours_of(chosen.programme).ramp[-1],
    )
    page_charts.show(
        chart,
        alt=outcome_words.control_alt(limits),
        is_synthetic=data.reading.synthetic,
    )
    say.caption(outcome_words.control_note(limits))
