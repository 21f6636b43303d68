"""What a visitor can set on each page, from the table of settings.

Every widget's value lives in the visit's memory under its key, so it survives a change
of page; `settings` gathers them and writes them to the address.

Long because it is the one way between widgets, memory, link and data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from hotspots.method import pipeline
from hotspots.months import Period
from hotspots.presentation import synthetic
from hotspots.presentation.words import choosing as choosing_words
from hotspots.presentation.words import data as data_words
from hotspots.presentation.words import escaping, months_told
from hotspots.presentation.words import loading as loading_words
from hotspots.presentation.words import ranking as ranking_words
from hotspots.presentation.words import strands as strands_words
from hotspots.presentation.words import zone_files as zone_words
from hotspots.settings import (
    AskedOn,
    Setting,
    Settings,
    built_in_strands,
    setting_named,
    settings_asked,
)
from hotspots.settings.kinds import Whole, YesNo
from hotspots.settings.kinds_of_lists import Distance, DistrictNumbers
from hotspots.settings.kinds_of_strand import Categories, WayOfCounting, Weights
from hotspots.ui import link, say, selection, state, visits, waiting
from hotspots.ui.forms import briefing as briefing_inputs
from hotspots.ui.forms import data as loading
from hotspots.ui.forms import memory, periods, strands, weight_file, weights
from hotspots.ui.forms.widgets import ask, ask_for
from hotspots.ui.page import CHOOSE_PAGE, DATA_PAGE, MenuEntry
from hotspots.ui.state import Data
from hotspots.ui.views import left_out

VISIT = "visit"
PROBLEMS = "problems"
# The months that a link or the visitor asked for; those in force may be others, where
# the data lack them.
ASKED = "months asked for"
# The strand that a link asked for and that was not there.
MISSED = "strand asked in vain"
# The strand that the address named a run ago.
FOLLOWED = "strand of the address"
# What is said once of a month that moved with the other.
MOVED = "month moved"
# Each widget's value as it last was, under a name that is no widget's.
HELD = "values held"
CHOSEN_ON, START, JOINT, FLOOR, WIDTH = map(
    setting_named, ("chosen_on", "patrols_start", "joint", "floor", "zone_width_m")
)
FIRST, LAST = memory.keys_of(CHOSEN_ON)
# Streamlit's own button over a table would give a file that does not say "synthetic".
NO_UNMARKED_FILES = """<style>
[data-testid="stElementToolbarButton"]:has([aria-label="Download as CSV"]) {
  display: none;
}
</style>"""

# What a page can ask in the sidebar: the strand, and the settings that belong there.
STRAND, SETTINGS = "strand", "settings"
OF_COUNTY = (SETTINGS,)
OF_STRAND = (STRAND, SETTINGS)

# What outlives a change of page, beside the settings.
OTHER_KEYS = (loading.FOLDER, link.STRAND, periods.OWN)


def begin(asks: Sequence[str] = OF_COUNTY, *, here: MenuEntry | None = None) -> Data:
    """Begin a page's inputs: the data and what the sidebar asks.

    Parameters
    ----------
    asks
        What the page can be changed by: of `STRAND` and `SETTINGS`.
    here
        The page, where it asks about files that wait for an answer.

    Returns
    -------
    Data
        The built-in sample, until others are loaded.
    """
    _open_visit()
    _resume()
    data = state.data()
    _take_months(data)
    with st.sidebar:
        _sidebar(data, asks)
    if data.reading.synthetic:
        say.banner(synthetic.BANNER)
        st.html(NO_UNMARKED_FILES)
    _say_what_is_missing(here)
    if STRAND in asks:
        _strand_widget(data)
    for problem in st.session_state[PROBLEMS]:
        say.error(problem)
    if gone := _months_gone(data):
        say.warning(gone)
    if asks:
        left_out.warn(data)
    return data


def _say_what_is_missing(here: MenuEntry | None) -> None:
    """Say which data are not in the figures, though the visitor may think so."""
    if visits.is_lost():
        say.warning(loading_words.VISIT_LOST)
    elif st.session_state[loading.LINKED] and state.uses_sample():
        say.info(loading_words.LINK_WITHOUT_DATA)
    for entry in (DATA_PAGE, CHOOSE_PAGE):
        files = waiting.names(on_choose_page=entry is CHOOSE_PAGE)
        if files and entry is not here:
            on_page = data_words.PAGES[entry.label]
            say.warning(data_words.waits_on_page(files, on_page))
            say.page_link(entry.file, data_words.answer_on(on_page), icon=entry.icon)


def usual_strand() -> str:
    """Return the strand that a page shows at first."""
    return memory.strands()[-1]


def strand() -> str:
    """Return the strand that the sidebar asks for."""
    return str(st.session_state[link.STRAND])


def take_strand() -> None:
    """Show the strand that a link to this page names, when it is followed."""
    session = st.session_state
    asked = st.query_params.get(link.STRAND, "")
    is_new = VISIT in session and asked != session.get(FOLLOWED, "")
    if is_new and asked in memory.strands():
        session[link.STRAND] = asked
    session[FOLLOWED] = asked


def choice_widgets(strand: str) -> None:
    """Show what decides a strand's chosen zones, in a row of its own."""
    asked = settings_asked(AskedOn.NUMBERS)
    always = [each for each in asked if not each.of_several]
    if weights.programme_of(strand).counts_several:
        _in_a_row([*always, *(each for each in asked if each.of_several)], strand)
        return
    *_, last = _in_a_row(always, strand, beside=4)
    with last:
        say.caption(strands_words.ONE_CATEGORY_NOTE)


def joint_asked() -> bool:
    """Ask whether one list over all strands is shown, where there are several."""
    if len(memory.strands()) < 2:
        return False
    ask_for(AskedOn.WHICH_LIST)
    return bool(memory.get(JOINT))


def joint_widgets() -> None:
    """Show what decides the one list over all strands, in a row of its own."""
    number, floor, weighing = st.columns([1, 1, 2], vertical_alignment="bottom")
    of_zones, of_weights = settings_asked(AskedOn.JOINT)
    with number:
        ask(of_zones)
    with floor:
        ask(FLOOR)
    with weighing:
        ask(of_weights)


def rule_widgets(strand: str = "") -> None:
    """Show the rules that a list keeps to, folded unless asked for.

    Parameters
    ----------
    strand
        The strand; none for the list over all, which has no rules of single strands.
    """
    # A box whose title changes closes, so the rules in force stand below it.
    with st.expander(choosing_words.RULES):
        left, right = st.columns(2, gap="medium")
        of_zones = [
            each
            for part in (AskedOn.RULES, AskedOn.CANDIDATES)
            for each in settings_asked(part)
            if strand or not each.of_strand
        ]
        for each in of_zones:
            is_of_list = isinstance(each.kind, Distance | DistrictNumbers)
            with left if is_of_list or each.name == "cap" else right:
                ask(each, strand)
    if in_force := choosing_words.rules_in_force(memory.gather(), strand):
        say.caption(in_force)


def _in_a_row(
    asked: Sequence[Setting], strand: str, *, beside: int = 0
) -> list[st.delta_generator.DeltaGenerator]:
    """Ask for settings in a row, with a column of such a width beside them."""
    widths = [1 if isinstance(each.kind, Whole | YesNo) else 2 for each in asked]
    columns = st.columns(
        widths + ([beside] if beside else []), vertical_alignment="bottom"
    )
    for column, each in zip(columns, asked, strict=False):
        with column:
            ask(each, strand)
    return columns


def weighing_widgets(strand: str) -> None:
    """Show what a strand counts and how it weighs, all of it."""
    programme = weights.programme_of(strand)
    is_extract, several = programme.kinds is not None, programme.counts_several
    if is_extract:
        # A table of some twenty classes needs the whole width.
        counts, score = st.columns(2, gap="medium")
        editor = st.container()
    else:
        counts, score, editor = st.columns([4, 4, 5], gap="medium")
    column_of = {Categories: counts, WayOfCounting: counts, Weights: editor}
    other = Categories if is_extract else WayOfCounting
    asked = [
        each
        for each in settings_asked(AskedOn.WEIGHING)
        if not isinstance(each.kind, other)
    ]
    for each in asked:
        column = column_of.get(type(each.kind), score)
        if several or column is counts:
            with column:
                ask(each, strand)
    with score:
        if several:
            weights.reset_button(strand)
        else:
            say.markdown(strands_words.ONE_CATEGORY_NOTE)
    if several:
        with counts if is_extract else editor:
            weight_file.widgets(strand)


def settings(data: Data) -> Settings:
    """Return the settings in force and write them to the page's address."""
    gathered = memory.gather()
    asked = st.session_state[ASKED]
    if asked == _usual_months(data):
        asked = None
    address = link.to_link(replace(gathered, chosen_on=asked))
    # Whoever opens a link without these strands is told so.
    if strand() != usual_strand() or strand() not in built_in_strands():
        address[link.STRAND] = strand()
    if st.session_state[loading.LINKED] or not state.uses_sample():
        address[link.DATA] = link.OWN
    if zone := st.query_params.get(selection.LINK, ""):
        address[selection.LINK] = zone
    if dict(st.query_params) != address:
        st.query_params.from_dict(address)
    filled = pipeline.with_start(gathered, data.reading)
    return pipeline.with_kinds(filled, data.reading)


def _open_visit() -> None:
    """Set every setting anew: from the link at first, then to what it is.

    Streamlit forgets a widget's value with the page that showed it, and a widget that
    it does not know draws its first option. Saying each value again, on every run and
    before any widget is made, keeps all of them on every page.
    """
    session = st.session_state
    briefing_inputs.remember()
    if VISIT in session:
        _say_again()
        for name in memory.strands():
            weights.take_edits(name)
        return
    session[loading.LINKED] = st.query_params.get(link.DATA) == link.OWN
    session[VISIT], session[loading.FOLDER] = True, ""
    session[strands.ADDRESS] = st.query_params.to_dict()
    take_link()


def _say_again() -> None:
    """Say each value again; one that Streamlit forgot is what it was a run ago.

    A run that a click cuts short has drawn no widget yet, and Streamlit forgets all.
    """
    session = st.session_state
    held = dict(session.get(HELD, {}))
    for key in (*OTHER_KEYS, *memory.keys()):
        if key in session:
            held[key] = session[key]
        if key in held:
            session[key] = held[key]
    session[HELD] = held


def take_other_strands() -> None:
    """Set the settings of other strands, and leave the others as they are.

    What the link asked of strands that were not known is asked again.
    """
    session = st.session_state
    opened, address = session[strands.ADDRESS], st.query_params.to_dict()
    asked = {name: text for name, text in opened.items() if name not in session[HELD]}
    address = asked | address
    if session[MISSED]:
        address[link.STRAND] = session[MISSED]
    if address.get(link.STRAND) not in memory.strands():
        address.pop(link.STRAND, None)
    session[strands.ADDRESS] = address
    take_link()


def take_link() -> None:
    """Set every setting to what the link that was opened asks, or to its default."""
    session = st.session_state
    address = session[strands.ADDRESS]
    read, problems = link.from_link(address, state.usual_settings())
    session[PROBLEMS] = problems
    session[ASKED] = read.chosen_on
    memory.remember(read)
    for name in memory.strands():
        weights.remember(name, read.strand(name))
    if wrong := periods.remember(read):
        problems.append(wrong)
    asked = address.get(link.STRAND, usual_strand())
    session[link.STRAND] = asked if asked in memory.strands() else usual_strand()
    session[MISSED] = "" if asked in memory.strands() else asked
    if session[MISSED]:
        problems.append(ranking_words.unknown_strand(asked))
    _say_again()


def _resume() -> None:
    """Take up what this tab of the browser had before the line broke."""
    with st.sidebar:
        earlier = visits.meet(urlencode(dict(st.query_params)))
    if earlier.address and not dict(st.query_params):
        st.query_params.from_dict(dict(parse_qsl(earlier.address)))
        del st.session_state[VISIT]
        _open_visit()
    if state.resume(earlier.loaded):
        take_link()


def _sidebar(data: Data, asks: Sequence[str]) -> None:
    line = data_words.data_line(
        data.reading.incidents,
        state.loaded_months(data),
        is_synthetic=data.reading.synthetic,
    )
    with st.container(key="data-line"):
        say.page_link(DATA_PAGE.file, line, icon=":material/folder_open:")
    known = pipeline.with_kinds(memory.gather(), data.reading)
    if SETTINGS in asks:
        for each in settings_asked(AskedOn.SIDEBAR):
            if each == CHOSEN_ON:
                _month_widgets(data)
            elif each == WIDTH and data.zones is not None:
                say.caption(zone_words.in_sidebar(data.zones))
            else:
                ask(each, strand())
    names = [strand()] if STRAND in asks else memory.strands() if asks else []
    for name in names:
        if note := ranking_words.weighing_note(known, name):
            say.caption(note)


def _strand_widget(data: Data) -> None:
    """Ask for the strand on the page itself: a phone folds the sidebar away."""
    known = pipeline.with_kinds(memory.gather(), data.reading)
    st.segmented_control(
        "Strand",
        memory.strands(),
        required=True,
        format_func=lambda name: escaping.plain(
            strands_words.title_of(known.strand(name))
        ),
        key=link.STRAND,
        label_visibility="collapsed",
    )


def _take_months(data: Data) -> None:
    """Put the months in force into the widgets: those asked for, or the usual ones."""
    asked = st.session_state[ASKED]
    in_force = asked if _are_loaded(asked, data) else _usual_months(data)
    memory.put(CHOSEN_ON, in_force)


def _months_gone(data: Data) -> str:
    """Say that months were asked for that are not loaded, or nothing."""
    asked = st.session_state[ASKED]
    if asked is None or _are_loaded(asked, data):
        return ""
    return data_words.months_gone(asked, _usual_months(data))


def _are_loaded(months: Period | None, data: Data) -> bool:
    loaded = state.loaded_months(data)
    return months is not None and {months.first, months.last} <= set(loaded)


def _usual_months(data: Data) -> Period:
    return state.usual_months(data, patrols_start=memory.get(START))


def _month_widgets(data: Data) -> None:
    """Show the first and the last month that zones are chosen on."""
    loaded = state.loaded_months(data)
    first, last = st.columns(2)
    first.selectbox(
        f"{CHOSEN_ON.label} from",
        loaded,
        format_func=months_told.month_short,
        key=FIRST,
        help=CHOSEN_ON.help,
        on_change=_ask_for_months,
    )
    last.selectbox(
        "to",
        loaded,
        format_func=months_told.month_short,
        key=LAST,
        on_change=_ask_for_months,
        kwargs={"holds": LAST},
    )
    if moved := st.session_state.pop(MOVED, ""):
        say.caption(moved)


def _ask_for_months(holds: str = FIRST) -> None:
    """Take the months asked for; where they stand the wrong way round, move the other.

    Parameters
    ----------
    holds
        Key of the month that the visitor chose, which stays.
    """
    session = st.session_state
    first, last = session[FIRST], session[LAST]
    if first > last:
        first = last = session[holds]
        session[MOVED] = data_words.month_moved(first, is_last=holds == FIRST)
    session[ASKED] = Period(first, last)


def choose_on(months: Period) -> None:
    """Choose zones on these months from now on."""
    st.session_state[ASKED] = months
