"""All that is known of one zone, onto its page.

Long because each part of the page has its own function.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
import streamlit as st

from hotspots.errors import InputError
from hotspots.method.patrols.dosage import patrols_within
from hotspots.method.patrols.strand_times import StrandWeeks, strand_weeks
from hotspots.method.pipeline import Result, harm_unit, loaded_months, one_zone
from hotspots.method.pipeline.one_zone import ZoneFacts
from hotspots.presentation import synthetic
from hotspots.presentation.briefing.zone_sheet import (
    MOST_KINDS,
    ZoneSheet,
    zone_sheet,
)
from hotspots.presentation.colours import colours_of
from hotspots.presentation.lists import one_zone as lists
from hotspots.presentation.maps import zones as maps
from hotspots.presentation.maps.one_zone import one_zone as map_of_zone
from hotspots.presentation.maps.one_zone import rows_near
from hotspots.presentation.pictures.one_zone import months_picture, zone_picture
from hotspots.presentation.words import months_told
from hotspots.presentation.words import one_zone as words
from hotspots.presentation.words import selection as selection_words
from hotspots.presentation.words import strands as strands_words
from hotspots.presentation.words import when as when_words
from hotspots.sources.patrol_log import read_patrol_log
from hotspots.sources.police_uk.coordinates import to_degrees
from hotspots.sources.towns import nearest_town
from hotspots.tables import CHOSEN
from hotspots.ui import charts as page_charts
from hotspots.ui import say, stages, state
from hotspots.ui.selection import number_of
from hotspots.ui.state import Data
from hotspots.ui.views.tables import table
from hotspots.ui.views.when import week_of
from hotspots.ui.views.zone_map import show_one_zone_map


def where(data: Data, chosen: Result, facts: ZoneFacts) -> str:
    """Show where a zone is; return the id of a neighbour that was clicked, or ""."""
    settings, programme = chosen.settings, chosen.programme
    span = settings.months_chosen_on
    note = months_told.span_told(span, loaded_months(chosen.reading))
    the_map, the_list = st.columns([1, 1], gap="medium")
    drawn = map_of_zone(
        facts.zone,
        chosen.zoning,
        chosen.reading.incidents,
        counted=(programme.counted, span.first, span.last),
        districts=data.districts,
        look=(
            colours_of(programme),
            maps.Key(
                title=words.title(facts),
                note=synthetic.note(note, synthetic=chosen.synthetic),
                label=words.map_label(facts),
            ),
        ),
    )
    with the_map:
        clicked = show_one_zone_map(drawn, key="one-zone", height_px=430)
    with the_list:
        say.markdown(_place(chosen, facts))
        say.markdown(words.where(facts))
        say.markdown(words.what(facts))
        say.markdown(_when_in_words(chosen, facts))
        if said := words.one_address(facts):
            say.warning(said)
        if len(facts.points):
            table(lists.streets(facts), 390)
    return clicked


def ranks_and_reason(data: Data, chosen: Result, facts: ZoneFacts) -> None:
    """Show a zone's volume and harm, and why it is in the list or out."""
    unit = harm_unit(chosen.programme)
    if facts.ranked is not None:
        n_ranked = len(chosen.ranking)
        table(lists.ranks(facts, unit=unit, n_ranked=n_ranked))
    for sentence in reason(data, chosen, facts):
        say.markdown(sentence)


def reason(data: Data, chosen: Result, facts: ZoneFacts) -> list[str]:
    """Say why a zone is in or out, and what it would be exchanged for."""
    zone, names = facts.zone, chosen.ranking.set_index("zone")
    in_list = chosen.selection[chosen.selection["zone"] == zone]
    if is_in := len(in_list) > 0:
        said = [words.why_in(in_list.iloc[0], title_of=partial(_title, names))]
    else:
        out = one_zone.why_out(chosen, zone)
        said = [words.why_out(out, facts, of=_title(names, out.of) or out.of)]
    if facts.ranked is None:
        return said
    try:
        others = stages.exchanged(data, chosen, zone)
    except InputError:
        return [*said, words.no_exchange(is_in=is_in)]
    return [*said, words.exchanged(others, facts, is_in=is_in)]


def _title(names: pd.DataFrame, zone: str) -> str:
    if zone not in names.index:
        return ""
    row = names.loc[zone]
    return selection_words.zone_title(str(row["name"]), str(row["district"]))


def kinds(chosen: Result, facts: ZoneFacts) -> None:
    """Show what kinds of incidents a zone has."""
    rows = lists.kinds(facts, unit=harm_unit(chosen.programme))
    table(rows, 320)


def months(chosen: Result, facts: ZoneFacts) -> None:
    """Show a zone month by month, however few months there are."""
    from hotspots.presentation.charts.one_zone import bars_by_month

    said = words.months_sentence(facts)
    say.markdown(said)
    chart = bars_by_month(
        facts.months,
        chosen_on=chosen.settings.months_chosen_on,
        colours=colours_of(chosen.programme),
    )
    page_charts.show(
        chart, alt=f"{words.MONTHS_ALT}{said}", is_synthetic=chosen.synthetic
    )
    with st.expander("The same as a table"):
        table(lists.months(facts), 320)


def when(chosen: Result, facts: ZoneFacts) -> None:
    """Show the hours and days of the week of a zone, where the data have times."""
    weeks = _weeks(chosen, facts)
    if weeks is None:
        say.markdown(when_words.NO_TIMES)
        return
    week_of(chosen, weeks, where=words.title(facts))


def _weeks(chosen: Result, facts: ZoneFacts) -> StrandWeeks | None:
    return strand_weeks(
        chosen.reading,
        chosen.zoning,
        chosen.programme,
        months=chosen.settings.months_chosen_on,
        zones=[facts.zone],
    )


def before_and_after(data: Data, chosen: Result, facts: ZoneFacts) -> None:
    """Show how a zone changed, beside what was expected of it if it is chosen."""
    for sentence in change(data, chosen, facts):
        say.markdown(sentence)


def change(data: Data, chosen: Result, facts: ZoneFacts) -> list[str]:
    """Say how a zone changed, and what was expected of it if it is chosen."""
    try:
        row = one_zone.before_and_after(chosen, facts.zone).iloc[0]
        evaluation = stages.evaluated(data, chosen).evaluation
    except InputError as error:
        return [str(error)]
    comparison = evaluation.comparison
    said = [words.before_after(row, comparison.periods)]
    of_zone = comparison.outcomes[comparison.outcomes["zone"] == facts.zone]
    if of_zone.empty:
        return [*said, words.EXPECTED_OF_CHOSEN]
    return [*said, words.expected(evaluation, of_zone.iloc[0])]


def patrols(data: Data, chosen: Result, facts: ZoneFacts) -> None:
    """Show how much a zone was patrolled, from the patrol log of this visit."""
    said, rows = patrols_of(data, chosen, facts)
    say.markdown(said)
    if len(rows):
        table(lists.patrols(rows), 320)


def patrols_of(
    data: Data, chosen: Result, facts: ZoneFacts
) -> tuple[str, pd.DataFrame]:
    """Return how much a zone was patrolled, in words and as rows of the log."""
    nothing = pd.DataFrame()
    upload = st.session_state.get(state.LOG)
    if upload is None:
        return words.NO_LOG, nothing
    own = one_zone.named(chosen, [one_zone.row_of(chosen, facts.zone)])
    others = chosen.selection[CHOSEN.column_names]
    zones = pd.concat([others[others["zone"] != facts.zone], own], ignore_index=True)
    try:
        log = read_patrol_log(upload, zones=zones)
        after = stages.evaluated(data, chosen).evaluation.comparison.periods.after
    except InputError as error:
        return str(error), nothing
    rows = log.patrols[log.patrols["zone"] == facts.zone]
    within = patrols_within(rows, period=after)
    return words.patrolled(within, after), within


def sheet_download(data: Data, chosen: Result, facts: ZoneFacts) -> None:
    """Offer the zone as one side of A4 for a briefing."""
    name = words.sheet_name(chosen.strand, facts.zone)
    # The sheet is written in a thread that knows nothing of the visit and its log.
    patrols_said, _ = patrols_of(data, chosen, facts)
    st.download_button(
        words.SHEET,
        lambda: zone_sheet(_sheet(data, chosen, facts, patrols_said)),
        file_name=synthetic.file_name(
            name,
            synthetic=chosen.synthetic,
            months=[chosen.settings.months_chosen_on],
        ),
        mime="text/html",
        on_click="ignore",
        icon=":material/print:",
        help=words.SHEET_HELP,
    )


def _sheet(
    data: Data, chosen: Result, facts: ZoneFacts, patrols_said: str
) -> ZoneSheet:
    programme = chosen.programme
    unit = harm_unit(programme)
    colours = colours_of(programme)
    row = one_zone.row_of(chosen, facts.zone)
    outline, *neighbours = chosen.zoning.outlines(rows_near(chosen.zoning, row))
    return ZoneSheet(
        title=words.title(facts),
        strand=strands_words.title_of(programme),
        status=in_list_or_not(chosen, facts),
        flags=list(filter(None, [words.one_address(facts)])),
        map=zone_picture(
            outline,
            np.array(neighbours, dtype=object),
            facts.points,
            colours=colours,
            alt=f"{words.map_label(facts)} {words.where(facts)}",
        ),
        months=months_picture(
            facts.months,
            chosen_on=chosen.settings.months_chosen_on,
            colours=colours,
            alt=f"{words.MONTHS_ALT}{words.months_sentence(facts)}",
        ),
        streets=lists.streets(facts).drop(columns=["What"]),
        kinds=lists.kinds_for_print(facts, unit=unit, most=MOST_KINDS),
        ranks=lists.ranks(facts, unit=unit, n_ranked=len(chosen.ranking)),
        months_sentence=words.months_sentence(facts),
        when=_when_in_words(chosen, facts),
        patrols=patrols_said.replace(words.NO_LOG, words.NO_LOG_ON_SHEET),
        change=change(data, chosen, facts),
        reason=reason(data, chosen, facts),
        credit=state.credit(data),
        synthetic=chosen.synthetic,
        place=_place(chosen, facts),
    )


def _place(chosen: Result, facts: ZoneFacts) -> str:
    """Say where the centre of a zone is."""
    row = one_zone.row_of(chosen, facts.zone)
    centre = chosen.zoning.outlines([row])[0].centroid
    town, way_m = nearest_town(centre.x, centre.y)
    (longitude,), (latitude,) = to_degrees([centre.x], [centre.y])
    return words.place(
        (round(centre.x), round(centre.y)),
        (float(longitude), float(latitude)),
        district=facts.district,
        town=town,
        way_m=way_m,
    )


def in_list_or_not(chosen: Result, facts: ZoneFacts) -> str:
    """Say whether a zone is in the list, and what it holds."""
    return words.in_list_or_not(
        facts,
        n=number(chosen, facts.zone),
        n_zones=len(chosen.selection),
        strand=chosen.programme,
        months=chosen.settings.months_chosen_on,
    )


def _when_in_words(chosen: Result, facts: ZoneFacts) -> str:
    weeks = _weeks(chosen, facts)
    if weeks is None:
        return when_words.NO_TIMES
    (week,) = weeks.weeks
    return when_words.peak_sentence(weeks.peaks()[0], n_timed=float(week.sum()))


def number(chosen: Result, zone: str) -> int:
    """Return a zone's number in the list; 0 if it is not in."""
    return number_of(zone, chosen.selection["zone"].to_list())
