"""How a list came about, how sure it is, what changed and whether it lasts."""

from __future__ import annotations

import streamlit as st

from hotspots.errors import InputError
from hotspots.method.choosing.rank_uncertainty import toss_up
from hotspots.method.choosing.reasons import only_ones
from hotspots.method.choosing.scenarios import price_of_each_promise
from hotspots.method.pipeline import Result, lasting, left_out_of
from hotspots.method.pipeline.sureness import ranks_with_ranges
from hotspots.months import Period
from hotspots.presentation.lists import choosing as lists
from hotspots.presentation.words import choosing as choosing_words
from hotspots.presentation.words import in_and_out as in_and_out_words
from hotspots.presentation.words import sureness as words
from hotspots.ui import say, stages, state
from hotspots.ui.forms import earlier
from hotspots.ui.state import Data
from hotspots.ui.views.tables import table
from hotspots.ui.views.zones import (
    district_table,
    in_and_out_download,
    not_chosen_table,
)


def districts(chosen: Result) -> None:
    """Show what each district got, and what the promise to each costs."""
    district_table(chosen)
    _price(chosen)


def not_chosen(chosen: Result) -> None:
    """Show the ranked zones that are not in the list, the nearest to it with why."""
    shown = _left_out(chosen)
    not_chosen_table(chosen, height_px=420, besides=shown)


def _price(chosen: Result) -> None:
    """Show in place of which zones others are in for the promise."""
    if chosen.choice is None:
        return
    prices = price_of_each_promise(chosen.choice, chosen.ranking)
    if len(prices):
        say.markdown(f"**{choosing_words.PRICE}**")
        ids = prices["zone"].to_list()
        rows = lists.price_list(prices, chosen.ranking)
        table(rows, ids=ids, key=f"price-{chosen.strand}")


def _left_out(chosen: Result) -> list[str]:
    """Show the zones that rank high enough but are out, and why; return their ids."""
    found = left_out_of(chosen)
    if len(found):
        say.markdown(f"**{choosing_words.LEFT_OUT}**")
        if chosen.choice is not None:
            held = only_ones(chosen.choice, chosen.ranking)
            if len(held):
                say.caption(choosing_words.only_ones(held))
        table(
            lists.left_out_list(found, chosen.ranking),
            420,
            ids=found["zone"].to_list(),
            key=f"left-out-{chosen.strand}",
        )
    return list(map(str, found["zone"]))


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
    _stays(data, chosen)
    _depends(data, chosen)


def _depends(data: Data, chosen: Result) -> None:
    """Say, when asked, what each zone depends on."""
    key = f"{chosen.strand}-depends"
    if not _asked(key, words.ASK_DEPENDS, stages.key_of_choice(data, chosen)):
        return
    found = stages.dependence_of(data, chosen)
    say.markdown(words.depends_sentence(found))
    table(lists.depends_list(found), 420)
    say.caption(words.HOW_DEPENDS)


def _stays(data: Data, chosen: Result) -> None:
    """Say, when asked, how often zones stay in when counts vary by chance."""
    key, n_zones = f"{chosen.strand}-draws", len(chosen.selection)
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
    """Set the list beside another one: of a file, or chosen on other months."""
    earlier.ask(chosen.strand, _other_years(data, chosen))
    held = earlier.of_strand(chosen.strand)
    if held is None:
        return
    try:
        found = stages.in_and_out(data, chosen, held)
    except InputError as error:
        say.error(error)
        return
    say.markdown(in_and_out_words.changed_sentence(found))
    for note in (
        in_and_out_words.not_the_same_length(found),
        in_and_out_words.how_ranked(found),
    ):
        if note:
            say.caption(note)
    table(lists.in_and_out_list(found), 420)
    in_and_out_download(found, chosen)
    say.caption(in_and_out_words.GOES_ALONG)


def keep_earlier_in_step(data: Data, chosen: Result) -> None:
    """Let the months that the list is set beside follow its own."""
    earlier.keep_in_step(chosen.strand, _other_years(data, chosen))


def _other_years(data: Data, chosen: Result) -> list[Period]:
    now, loaded = chosen.settings.months_chosen_on, state.loaded_months(data)
    return [span for span in lasting.years_back(now, loaded) if span != now]


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
        say.caption(words.ABOUT_INDICES)
    key = f"{chosen.strand}-years"
    if _asked(key, words.ASK_YEARS, stages.key_of_choice(data, chosen)):
        spans = lasting.years_back(chosen.settings.months_chosen_on, loaded)
        years = lasting.years_in(
            spans, lambda span: stages.chosen_on(data, chosen, span)
        )
        say.markdown(words.years_sentence(years, chosen.selection))
        if len(spans) > 1:
            table(lists.years_list(years, chosen.selection), 420)


def _asked(key: str, label: str, of: object) -> bool:
    """Show a button, and say whether it was pressed for what is shown now."""
    if st.button(label, key=f"{key}-ask"):
        st.session_state[f"{key}-of"] = of
    return bool(st.session_state.get(f"{key}-of") == of)
