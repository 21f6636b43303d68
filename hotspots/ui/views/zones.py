"""Tables and maps onto a page.

Long because it holds every table of zones that pages show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import folium
import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from hotspots.method.choosing.constraints import BY_SCORE
from hotspots.method.choosing.ranking import CLASS_BOUNDS, equal_scores, score_classes
from hotspots.method.choosing.selection import not_eligible
from hotspots.method.choosing.strands import differing, weighs_as_usual
from hotspots.method.choosing.summary import SelectionSummary, summarise
from hotspots.method.county.month_flags import CheckedMonths
from hotspots.method.patrols.strand_times import strand_weeks
from hotspots.method.pipeline import (
    Result,
    distinct_totals,
    districts_of,
    loaded_months,
)
from hotspots.method.pipeline import ranking_table as contract_of
from hotspots.method.pipeline.in_and_out import InAndOut
from hotspots.method.pipeline.patrolled import Listed
from hotspots.method.pipeline.sureness import ranks_with_ranges
from hotspots.method.zoning.streets import find_streets
from hotspots.months import Period
from hotspots.presentation import synthetic
from hotspots.presentation.colours import colours_of
from hotspots.presentation.files import exports
from hotspots.presentation.files.formats import FORMATS
from hotspots.presentation.files.zone_list import ZonesToWrite, zones_to_write
from hotspots.presentation.lists import zones as lists
from hotspots.presentation.lists.zones import range_text
from hotspots.presentation.maps import zones as maps
from hotspots.presentation.words import choosing as choosing_words
from hotspots.presentation.words import data as data_words
from hotspots.presentation.words import home as home_words
from hotspots.presentation.words import in_and_out as in_and_out_words
from hotspots.presentation.words import months_told
from hotspots.presentation.words import ranking as ranking_words
from hotspots.presentation.words import selection as selection_words
from hotspots.presentation.words import strands as strands_words
from hotspots.presentation.words import sureness as sureness_words
from hotspots.presentation.words import weights as weights_words
from hotspots.presentation.words import when as when_words
from hotspots.settings import Settings
from hotspots.sources.reading import Reading
from hotspots.tables import IN_AND_OUT, SET_ASIDE, with_rank_ranges
from hotspots.ui import charts as page_charts
from hotspots.ui import say, screen, selection, stages, state
from hotspots.ui.state import Data
from hotspots.ui.views.tables import table
from hotspots.ui.views.zone_map import Links, show_zone_map

# So many rows of a long list are sent at once: thousands would double what a changed
# weight sends.
MOST_ROWS = 100
# Maps that are looked at one after the other keep one view, over strands and pages.
ONE_VIEW = "zones"


def chosen_map(chosen: Result, *, height_px: int, view: str = "") -> None:
    """Show a strand's chosen zones on the map, over all zones by score.

    Maps of one `view` keep one view, whatever the strand; without, each keeps its own.
    Zones of a file in which no incident lies are not on it; their numbers stay free.
    """
    span = months_told.span_told(chosen.months_counted, loaded_months(chosen.reading))
    has_incidents = chosen.zoning.holds(chosen.selection["zone"])
    numbers = range(1, len(chosen.selection) + 1)
    drawn = chosen.selection.assign(number=numbers)[has_incidents]
    change = maps.restyle(
        chosen.zoning.zones,
        drawn,
        classes=score_classes(chosen.ranking, chosen.zoning.zones),
        colours=colours_of(chosen.programme),
        key=maps.Key(
            title=strands_words.title_of(chosen.programme),
            note=synthetic.note(span, synthetic=chosen.synthetic),
            label=selection_words.map_label(
                chosen.programme,
                len(chosen.selection),
                what="patrolled zone" if chosen.is_patrolled else "chosen zone",
            ),
        ),
        reasons=() if chosen.is_patrolled else lists.reasons(drawn, chosen.ranking),
    )
    key = f"map-{chosen.strand}"
    _map(chosen, change, key=key, height_px=height_px, view=view)


def score_map(chosen: Result, *, height_px: int) -> None:
    """Show all ranked zones on the map, shaded by score, without the chosen ones."""
    settings, zones = chosen.settings, chosen.zoning.zones
    span = months_told.span_told(
        settings.months_chosen_on, loaded_months(chosen.reading)
    )
    low, high = ranking_words.score_key(len(chosen.ranking), top_share=CLASS_BOUNDS[0])
    change = maps.restyle(
        zones,
        chosen.selection.head(0),
        classes=score_classes(chosen.ranking, zones),
        colours=colours_of(chosen.programme),
        key=maps.Key(
            title=strands_words.title_of(chosen.programme),
            note=synthetic.note(span, synthetic=chosen.synthetic),
            label=ranking_words.score_map_label(len(chosen.ranking)),
            low=low,
            high=high,
        ),
    )
    key = f"scores-{chosen.strand}"
    _map(chosen, change, key=key, height_px=height_px, view=ONE_VIEW)


def _map(
    chosen: Result,
    change: folium.FeatureGroup,
    *,
    key: str,
    height_px: int,
    view: str = "",
) -> None:
    """Show a map of zones, on which a click picks one, and the link to its page."""
    clicked = show_zone_map(
        stages.packed_zones(chosen),
        change,
        key=key,
        height_px=height_px,
        streets=stages.packed_streets(chosen),
        links=Links(
            view=view,
            zone_ids=chosen.zoning.zones["zone"].to_list(),
            selected=selection.picked(),
        ),
    )
    selection.go_to(clicked)
    if not chosen.is_patrolled:
        # Zones as they are drawn in a file have no page.
        selection.link_to_page(chosen)


def ranking_table(chosen: Result, *, wanted: str, height_px: int) -> None:
    """Show the ranked zones whose street or district holds the wanted letters."""
    rows = lists.rank_list(
        chosen.ranking,
        chosen.selection,
        _not_eligible(chosen),
        by_offence=chosen.programme.kinds is not None,
    )
    by_zone = _streets_found(chosen, wanted)
    ranked = chosen.ranking["zone"].to_list()
    found = lists.find(rows, wanted, streets=[by_zone.get(zone, "") for zone in ranked])
    if elsewhere := len(set(by_zone) - set(ranked)):
        say.caption(ranking_words.found_elsewhere(elsewhere))
    if found.empty:
        say.info(ranking_words.NO_MATCH)
        return
    _first_rows(
        found,
        height_px,
        chosen,
        ids=[ranked[row] for row in found.index],
        rest=ranking_words.REST_OF_RANKING,
    )


def _streets_found(chosen: Result, wanted: str) -> dict[str, str]:
    """Return the zones with a street of this name, each with the street."""
    found = find_streets(stages.streets(state.data(), chosen), wanted)
    first = found.drop_duplicates("zone")
    return dict(zip(first["zone"], first["street"], strict=True))


def difference(data: Data, chosen: Result) -> None:
    """Say how far the chosen zones depend on the weights, if there are several."""
    settings, strand = chosen.settings, chosen.strand
    if not settings.strand(strand).counts_several:
        return
    usual = stages.usual_selection(data, settings, strand)
    came, left = differing(chosen.selection, usual)
    as_usual = settings == weighs_as_usual(settings, strand)
    n_robust, n_weighings = stages.robust(data, settings, strand)
    n_zones = len(chosen.selection)
    rows = [
        ranking_words.difference_sentence(
            came, left, n_zones=n_zones, as_usual=as_usual
        ),
        ranking_words.robust_sentence(
            n_robust=n_robust, n_zones=n_zones, n_weighings=n_weighings
        ),
    ]
    say.markdown(" ".join(rows))


def harm_chart(chosen: Result) -> None:
    """Show volume against harm, with the score that chosen zones are cut off at."""
    # Altair takes a fifth of a second to import, and the home page has no chart.
    from hotspots.presentation.charts import ranking as charts

    by_score = chosen.selection["chosen_as"] == BY_SCORE
    cut = equal_scores(
        chosen.ranking,
        score=chosen.selection.loc[by_score, "score"].min(),
        harm_share=chosen.settings.strand(chosen.strand).harm_share,
    )
    chart = charts.volume_and_harm(
        chosen.ranking,
        chosen.selection,
        not_eligible=_not_eligible(chosen),
        cut=cut if by_score.any() else cut.head(0),
        colours=colours_of(chosen.programme),
        picked=selection.picked(),
    )
    columns = (chosen.ranking[name].to_list() for name in ("rank", "zone"))
    by_rank = dict(zip(*columns, strict=True))
    page_charts.show(
        chart,
        is_synthetic=chosen.synthetic,
        alt=ranking_words.CHART_ALT,
        **selection.of_chart(f"harm-{chosen.strand}", charts.PICKED, "Rank", by_rank),
    )


def months_chart(checked: CheckedMonths, *, is_synthetic: bool) -> None:
    """Show the incidents of each month."""
    from hotspots.presentation.charts import ranking as charts

    chart = charts.incidents_by_month(checked)
    page_charts.show(chart, alt=data_words.CHART_ALT, is_synthetic=is_synthetic)


def months_table(checked: CheckedMonths, *, height_px: int) -> None:
    """Show the months with their incidents and what looks wrong."""
    table(lists.month_list(checked), height_px)


def reasons_table(reading: Reading) -> None:
    """Show why rows were set aside."""
    table(lists.reason_list(reading.set_aside))


def files_table(reading: Reading, *, height_px: int) -> None:
    """Show the files and what was done with each."""
    table(lists.file_list(reading.files), height_px)


def set_aside_download(reading: Reading) -> None:
    """Offer the rows set aside, each with its file, line and reason."""
    _download(
        "set-aside-rows.csv",
        lambda: exports.to_csv(reading.set_aside, SET_ASIDE),
        is_synthetic=reading.synthetic,
    )


def ranking_download(chosen: Result) -> None:
    """Offer the whole ranking."""
    _download(
        "ranking.csv",
        lambda: exports.to_csv(
            chosen.ranking.join(ranks_with_ranges(chosen).drop(columns="zone")),
            with_rank_ranges(contract_of(chosen.programme)),
        ),
        begins_with=f"{chosen.strand}-",
        is_synthetic=chosen.synthetic,
        months=(chosen.settings.months_chosen_on,),
    )


def _download(
    name: str,
    content: Callable[[], bytes],
    *,
    label: str = "",
    begins_with: str = "",
    is_synthetic: bool = False,
    months: Sequence[Period] = (),
) -> None:
    st.download_button(
        label or selection_words.DOWNLOADS[name],
        content,
        file_name=synthetic.file_name(
            f"{begins_with}{name}", synthetic=is_synthetic, months=months
        ),
        on_click="ignore",
        icon=":material/download:",
        width="stretch",
    )


def _not_eligible(chosen: Result) -> pd.DataFrame:
    include_prisons = chosen.settings.include_prisons
    return not_eligible(chosen.ranking, include_prisons=include_prisons)


def in_and_out_download(found: InAndOut, chosen: Result) -> None:
    """Offer a list beside another one, as a file."""
    then = found.then.in_a_name if found.then else "a-file"
    _download(
        f"{chosen.strand}-in-and-out-{found.now.in_a_name}-beside-{then}.csv",
        lambda: exports.to_csv(found.table, IN_AND_OUT),
        label=in_and_out_words.DOWNLOAD,
        is_synthetic=chosen.synthetic,
    )


def chosen_table(chosen: Result) -> None:
    """Show the chosen zones with the reason for each."""
    meanings = selection_words.signs_sentence(chosen.selection)
    if meanings and screen.room_px():
        # The key of a telephone's map is folded.
        say.caption(meanings)
    rows = lists.chosen_list(chosen.selection, chosen.ranking)
    ranges = ranks_with_ranges(chosen, chosen.selection["zone"].to_list())
    texts = [
        range_text(low, high, n_ranked=len(chosen.ranking))
        for low, high in zip(ranges["rank_low"], ranges["rank_high"], strict=True)
    ]
    rows.insert(list(rows.columns).index("Rank") + 1, lists.RANGE, texts)
    ids = chosen.selection["zone"].to_list()
    weeks = strand_weeks(
        chosen.reading,
        chosen.zoning,
        chosen.programme,
        months=chosen.settings.months_chosen_on,
        zones=ids,
    )
    if weeks is not None:
        rows[when_words.PEAK_HOURS] = when_words.when_of_zones(weeks)
    table(
        rows,
        unit=_unit(chosen),
        ids=ids,
        key=f"list-{chosen.strand}",
        more="more-of-list",
    )
    if lists.HARM in rows and not screen.room_px():
        say.caption(weights_words.harm_help(_unit(chosen)))
    if sureness_words.NEARLY_ANY in texts:
        say.caption(sureness_words.WHY_NEARLY_ANY)


def not_chosen_table(chosen: Result, *, height_px: int, besides: Sequence[str]) -> None:
    """Show the ranked zones that were not chosen, besides those shown already."""
    ranking = chosen.ranking[~chosen.ranking["zone"].isin(list(besides))]
    rows = lists.not_chosen_list(ranking, chosen.selection)
    is_in = ranking["zone"].isin(chosen.selection["zone"])
    say.markdown(f"**{choosing_words.others_out(has_others=len(besides) > 0)}**")
    _first_rows(
        rows,
        height_px,
        chosen,
        ids=ranking.loc[~is_in, "zone"].to_list(),
        rest=ranking_words.REST_OF_NOT_CHOSEN,
    )


def district_table(chosen: Result) -> None:
    """Show what each district got."""
    table(lists.district_list(districts_of(chosen)))
    say.caption(selection_words.BY_OWN_DISTRICT)


def whole_list(chosen: Result) -> None:
    """Show all chosen zones in short, and which of them are mostly one address."""
    rows = lists.chosen_list(chosen.selection, chosen.ranking)
    table(
        rows[["No.", "Zone", "Incidents", "District"]],
        ids=chosen.selection["zone"].to_list(),
        key=f"top-{chosen.strand}",
    )
    if meanings := selection_words.signs_sentence(chosen.selection):
        say.caption(meanings)
    is_listed = isinstance(chosen, Listed)
    say.caption(home_words.AS_LISTED if is_listed else home_words.BY_SCORE)
    if flagged := selection_words.flagged_sentence(chosen.selection):
        say.caption(flagged)


def summary(chosen: Result) -> SelectionSummary:
    """Total the selection."""
    return summarise(chosen.ranking, chosen.selection, distinct=distinct_totals(chosen))


def file_row() -> DeltaGenerator:
    """Begin the row of files, which a telephone folds into one line."""
    if screen.room_px():
        return say.expander(selection_words.DOWNLOADS_HEADING)
    say.caption(selection_words.DOWNLOADS_HEADING)
    return st.container()


def downloads(chosen: Result, data: Data) -> None:
    """Offer the chosen zones, the ranking and the settings as files."""
    downloads_of(
        partial(
            zones_to_write,
            chosen,
            attribution=state.credit(data),
            zone_file=zone_file_of(data),
            beside=stages.in_and_out_if_any(data, chosen),
        ),
        begins_with=chosen.strand,
        months=chosen.settings.months_chosen_on,
        is_synthetic=chosen.synthetic,
    )
    of_ranking, of_settings, _ = st.columns([2, 2, 2])
    with of_ranking:
        ranking_download(chosen)
    with of_settings:
        settings_download(chosen.settings)


def settings_download(settings: Settings) -> None:
    """Offer the settings, which make the list again; they hold no figure of data."""
    _download("settings.json", lambda: settings.to_json().encode())


def zone_file_of(data: Data) -> dict[str, str]:
    """Return name and fingerprint of the visit's own zones; nothing for hexagons."""
    if data.zones is None:
        return {}
    return {"name": data.zones.name, "fingerprint": data.zones.fingerprint}


def downloads_of(
    gather: Callable[[], ZonesToWrite],
    *,
    begins_with: str,
    months: Period,
    is_synthetic: bool,
) -> None:
    """Offer chosen zones in every format.

    Parameters
    ----------
    gather
        Gathers what the files hold, once a file is asked for.
    begins_with, months
        What their names begin with, and the months that zones were chosen on.
    is_synthetic
        Whether the incidents are made up.
    """
    for column, each in zip(st.columns(len(FORMATS)), FORMATS, strict=True):
        with column:
            _download(
                f"{begins_with}-chosen-zones-{months.in_a_name}{each.suffix}",
                partial(_written, each.write, gather),
                label=each.title,
                is_synthetic=is_synthetic,
            )


def _written(
    write: Callable[[ZonesToWrite], bytes], gather: Callable[[], ZonesToWrite]
) -> bytes:
    return write(gather())


def _unit(chosen: Result) -> str:
    return str(chosen.ranking["harm_unit"].iloc[0])


def _first_rows(
    rows: pd.DataFrame, height_px: int, chosen: Result, *, ids: list[str], rest: str
) -> None:
    """Show the first rows of a long list, and say where the rest is."""
    shown = rows.head(MOST_ROWS)
    table(
        shown,
        height_px,
        unit=_unit(chosen),
        ids=ids[:MOST_ROWS],
        key=f"ranked-{chosen.strand}",
    )
    note = ranking_words.rows_shown(n_shown=len(shown), n_found=len(rows), rest=rest)
    if note:
        say.caption(note)
