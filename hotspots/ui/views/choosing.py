"""How a list came about, how sure it is, what changed and whether it lasts."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from hotspots.errors import InputError
from hotspots.method.choosing.rank_uncertainty import toss_up
from hotspots.method.choosing.scenarios import (
    compare_lists,
    match_zones,
    price_of_promise,
)
from hotspots.method.pipeline import Ranked, Result, lasting, left_out_of
from hotspots.method.pipeline.sureness import ranks_with_ranges
from hotspots.months import Period
from hotspots.presentation.lists import choosing as lists
from hotspots.presentation.words import choosing as choosing_words
from hotspots.presentation.words import months_told
from hotspots.presentation.words import sureness as words
from hotspots.sources.opening import Upload
from hotspots.sources.shapes.polygon_formats import SUFFIXES
from hotspots.sources.shapes.zone_files import ChosenZones, read_chosen_zones
from hotspots.ui import say, stages, state
from hotspots.ui.state import Data
from hotspots.ui.views.zones import table


def price(chosen: Result) -> None:
    """Show what the promise to each district keeps out."""
    if chosen.choice is None:
        return
    prices = price_of_promise(chosen.choice, chosen.ranking)
    if len(prices):
        say.markdown(f"**{choosing_words.PRICE}**")
        table(lists.price_list(prices, chosen.ranking))


def left_out(chosen: Result) -> None:
    """Show the zones that rank high enough, but that a rule keeps out."""
    found = left_out_of(chosen)
    if len(found):
        say.markdown(f"**{choosing_words.LEFT_OUT}**")
        table(lists.left_out_list(found, chosen.ranking), 420)


def how_sure(data: Data, chosen: Result) -> None:
    """Say how sure the ranks are and, when asked, how often zones stay in."""
    ranges = ranks_with_ranges(chosen, chosen.selection["zone"].to_list())
    n_zones = len(chosen.selection)
    first = ranges.iloc[0]
    say.markdown(
        words.sure_sentence(
            int((ranges["rank_high"] > n_zones).sum()),
            n_zones,
            (int(first["rank_low"]), int(first["rank_high"])),
        )
    )
    key = f"{chosen.strand}-draws"
    if not _asked(key, words.ASK_STAYS, stages.key_of_choice(data, chosen)):
        return
    try:
        stays = stages.draws(data, chosen)
    except InputError as error:
        say.error(error)
        return
    open_ones = toss_up(stays)
    unsure = len(open_ones.last_in)
    say.markdown(words.toss_up_sentence(unsure, n_zones, stays.n_draws))
    if unsure:
        name = dict(zip(chosen.ranking["zone"], chosen.ranking["name"], strict=True))
        say.markdown(
            words.toss_up_names(
                [name[zone] for zone in open_ones.last_in],
                [name[zone] for zone in open_ones.first_out],
            )
        )
    table(lists.stays_list(stays, chosen.ranking), 420)
    say.caption(words.HOW_STAYS)


def earlier_list(data: Data, chosen: Result) -> None:
    """Set the list beside an earlier one: of a file, or chosen on other months."""
    source = st.segmented_control(
        words.COMPARE_WITH,
        [words.FILE, words.OTHER_MONTHS],
        default=words.FILE,
        required=True,
        key=f"{chosen.strand}-earlier-source",
    )
    try:
        if source == words.FILE:
            _beside_file(data, chosen)
        else:
            _beside_other_months(data, chosen)
    except InputError as error:
        say.error(error)


def _beside_file(data: Data, chosen: Result) -> None:
    given = st.file_uploader(
        words.EARLIER_FILE,
        type=[suffix.removeprefix(".") for suffix in SUFFIXES],
        key=f"{chosen.strand}-earlier-file",
    )
    if given is None:
        return
    earlier = read_chosen_zones(Upload(given.name, given.getvalue()))
    then = _ranked_then(data, chosen, earlier)
    polygons = earlier.polygons
    old = dict(zip(polygons.ids, polygons.polygons, strict=True))
    matched = match_zones(old, _outlines(chosen))
    same = dict(zip(matched["later"], matched["earlier"], strict=True))
    _show_changes(chosen, earlier.zones, then, same)


def _ranked_then(data: Data, chosen: Result, earlier: ChosenZones) -> Ranked | None:
    """Rank the months that our own earlier file was made on, if they are loaded."""
    made = earlier.settings
    if made is None or made.chosen_on is None:
        return None
    is_same_grid = earlier.zones["zone"].isin(chosen.zoning.zones["zone"]).all()
    lacks = made.chosen_on.missing_from(state.loaded_months(data))
    if lacks or not is_same_grid or earlier.strand not in ("", chosen.strand):
        return None
    settings = replace(chosen.settings, chosen_on=made.chosen_on)
    return stages.ranked(data, settings, chosen.strand)


def _outlines(chosen: Result) -> dict[str, object]:
    row_of = {zone: row for row, zone in enumerate(chosen.zoning.zones["zone"])}
    zones = chosen.selection["zone"].to_list()
    outlines = chosen.zoning.outlines([row_of[zone] for zone in zones])
    return dict(zip(zones, outlines, strict=True))


def _beside_other_months(data: Data, chosen: Result) -> None:
    now = chosen.settings.months_chosen_on
    loaded = state.loaded_months(data)
    spans = [span for span in lasting.years_back(now, loaded) if span != now]
    if not spans:
        say.info(words.NO_OTHER_YEAR)
        return
    span = st.selectbox(
        words.WHICH_MONTHS,
        spans,
        index=len(spans) - 1,
        format_func=months_told.period,
        key=f"{chosen.strand}-earlier-months",
    )
    other = _chosen_on(data, chosen, span)
    _show_changes(chosen, other.selection, other, None)


def _chosen_on(data: Data, chosen: Result, span: Period) -> Result:
    settings = replace(chosen.settings, chosen_on=span)
    return stages.chosen(data, settings, chosen.strand)


def _show_changes(
    chosen: Result,
    earlier: pd.DataFrame,
    then: Ranked | None,
    same: dict[str, str] | None,
) -> None:
    left = left_out_of(chosen)
    compared = compare_lists(
        earlier,
        chosen.selection,
        then=None if then is None else then.ranking,
        now=chosen.ranking,
        why_out=dict(zip(left["zone"], left["why"], strict=True)) if len(left) else {},
        same=same,
    )
    say.markdown(words.changed_sentence(compared["status"]))
    if then is not None:
        note = words.not_the_same_length(
            len(then.settings.months_chosen_on.months),
            len(chosen.settings.months_chosen_on.months),
        )
        if note:
            say.caption(note)
    table(lists.in_and_out_list(compared, earlier, chosen.ranking), 420)


def lasts(data: Data, chosen: Result) -> None:
    """Say what the list caught later and, when asked, in which years it is the same."""
    loaded = state.loaded_months(data)
    later = lasting.next_period(chosen.settings.months_chosen_on, loaded)
    if later is None:
        say.markdown(words.NO_NEXT_MONTHS)
    else:
        caught = lasting.caught_in(chosen, later)
        say.markdown(words.caught_sentence(caught, later))
        table(lists.caught_list(caught))
    key = f"{chosen.strand}-years"
    if _asked(key, words.ASK_YEARS, stages.key_of_choice(data, chosen)):
        spans = lasting.years_back(chosen.settings.months_chosen_on, loaded)
        years = lasting.years_in(spans, lambda span: _chosen_on(data, chosen, span))
        say.markdown(words.years_sentence(years, chosen.selection))
        if len(spans) > 1:
            table(lists.years_list(years, chosen.selection), 420)


def _asked(key: str, label: str, of: object) -> bool:
    """Show a button, and say whether it was pressed for what is shown now."""
    if st.button(label, key=f"{key}-ask"):
        st.session_state[f"{key}-of"] = of
    return bool(st.session_state.get(f"{key}-of") == of)
