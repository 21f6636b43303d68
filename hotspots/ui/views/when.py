"""When incidents happen, onto a page: a week of the strand or of a zone, and lists."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from hotspots.method.patrols.strand_times import (
    StrandWeeks,
    has_times,
    strand_weeks,
    week_of_area,
)
from hotspots.method.patrols.when import (
    LEAST_INCIDENTS,
    SEASONS,
    hours_table,
    peak_of,
)
from hotspots.method.pipeline import Result
from hotspots.presentation import synthetic
from hotspots.presentation.files import exports
from hotspots.presentation.words import escaping
from hotspots.presentation.words import when as words
from hotspots.tables import DAY_AND_NIGHT
from hotspots.ui import charts as page_charts
from hotspots.ui import say
from hotspots.ui.views.tables import table

ALL_CHOSEN, ALL_YEAR = "The whole area", "All year"


def when(chosen: Result) -> None:
    """Show the hours of the week of a zone picked, or of the strand; or why not."""
    if chosen.selection.empty or not has_times(chosen.reading):
        say.caption(words.NO_TIMES)
        return
    of_zone, of_season = st.columns([3, 1])
    names = dict(zip(chosen.selection["zone"], _names(chosen), strict=True))
    picked = of_zone.selectbox(
        "Zone",
        [ALL_CHOSEN, *names],
        format_func=lambda zone: names.get(zone, zone),
        key=f"when-zone-{chosen.strand}",
        persist_state="session",
    )
    season = of_season.selectbox(
        "Season",
        [ALL_YEAR, *SEASONS],
        format_func=str.capitalize,
        key=f"when-season-{chosen.strand}",
        persist_state="session",
    )
    weeks = _weeks(
        chosen,
        zones=[picked] if picked in names else None,
        season="" if season == ALL_YEAR else season,
    )
    if weeks is None:
        return
    week_of(chosen, weeks, where=escaping.plain(names.get(picked, picked)))
    _day_and_night(chosen)


def _names(chosen: Result) -> list[str]:
    selection = chosen.selection
    return [
        f"{number}. {name}, {district}"
        for number, (name, district) in enumerate(
            zip(selection["name"], selection["district"], strict=True), start=1
        )
    ]


def _weeks(
    chosen: Result, *, zones: Sequence[str] | None, season: str = ""
) -> StrandWeeks | None:
    """Return the weeks of zones; of the whole area without them."""
    reading, strand = chosen.reading, chosen.programme
    months = chosen.settings.months_chosen_on
    if zones is None:
        return week_of_area(reading, strand, months=months, season=season)
    return strand_weeks(
        reading, chosen.zoning, strand, months=months, zones=zones, season=season
    )


def week_of(chosen: Result, weeks: StrandWeeks, *, where: str) -> None:
    """Show one week: its peak hours in words, the heat map and the same as a table.

    Parameters
    ----------
    chosen, weeks
        The chosen zones, and the week of one zone or of the area.
    where
        What that is called, safe to show.
    """
    from hotspots.presentation.charts import when as charts

    week, n_untimed = weeks.weeks[0], int(weeks.n_untimed[0])
    n_timed, peak = float(week.sum()), peak_of(week)
    say.markdown(f"**{where}.** {words.peak_sentence(peak, n_timed=n_timed)}")
    if round(n_timed) >= LEAST_INCIDENTS:
        hours = hours_table(week)
        page_charts.show(
            charts.week_heat_map(hours),
            alt=words.chart_alt(where, peak, n_timed=n_timed),
            is_synthetic=chosen.synthetic,
        )
        with st.expander("The same as a table"):
            table(words.hours_list(hours), 420)
    notes = (words.DAY_STARTS, words.METHOD, words.untimed_sentence(n_untimed))
    say.caption(" ".join(note for note in notes if note))


def _day_and_night(chosen: Result) -> None:
    """Show the chosen zones in the order of patrols by day, and by night."""
    weeks = _weeks(chosen, zones=chosen.selection["zone"].to_list())
    if weeks is None:
        return
    of_zones = words.day_and_night_table(weeks, chosen.selection)
    by_day, by_night = st.tabs(["Busiest by day", "Busiest by night"])
    with by_day:
        table(words.day_or_night_list(of_zones, by_night=False), 420)
    with by_night:
        table(words.day_or_night_list(of_zones, by_night=True), 420)
    say.caption(words.DAY_AND_NIGHT_HELP)
    name = f"{chosen.strand}-day-and-night.csv"
    months = (chosen.settings.months_chosen_on,)
    st.download_button(
        "Day and night lists (CSV)",
        lambda: exports.to_csv(of_zones, DAY_AND_NIGHT),
        file_name=synthetic.file_name(name, synthetic=chosen.synthetic, months=months),
        on_click="ignore",
        icon=":material/download:",
    )
