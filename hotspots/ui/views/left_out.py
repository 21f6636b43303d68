"""What the figures of a page leave out, onto the page."""

from __future__ import annotations

import streamlit as st

from hotspots.errors import InputError
from hotspots.method.choosing.selection import districts_without_zones
from hotspots.method.county.broad_categories import broad_counted
from hotspots.method.county.month_flags import flags_on
from hotspots.method.pipeline import Ranked
from hotspots.presentation.words import escaping
from hotspots.presentation.words import not_counted as words
from hotspots.presentation.words.zone_files import in_no_zone
from hotspots.sources.reading import Reading
from hotspots.ui import say, stages
from hotspots.ui.page import DATA_PAGE
from hotspots.ui.state import MOST_CACHED, Data


def warn(data: Data) -> None:
    """Say in a line what is not counted beyond the usual, with a link to the rest."""
    if said := _to_correct(data.key, data.reading):
        say.warning(escaping.problem(said))
        st.page_link(DATA_PAGE.file, label=words.SEE_DATA, icon=DATA_PAGE.icon)


@st.cache_resource(max_entries=MOST_CACHED, show_spinner=False)
def _to_correct(key: str, _reading: Reading) -> str:  # noqa: ARG001
    return words.folded(words.to_correct(_reading))


def warn_of_months(data: Data, ranked: Ranked) -> None:
    """Name the months that zones are chosen on and that are missing or look wrong."""
    checked = stages.month_checks(data, ranked.settings)
    flags = flags_on(
        checked.flags,
        months=ranked.settings.months_chosen_on.months,
        categories=broad_counted(ranked.programme),
    )
    if said := words.months_to_check(flags):
        say.warning(escaping.problem(said))


def districts_without(ranked: Ranked) -> None:
    """Name the districts in which no zone can be chosen."""
    area = ranked.reading.area
    lacking = districts_without_zones(ranked.ranking, area)
    if said := words.districts_without(lacking, n_districts=len(area)):
        say.markdown(said)


def small_print(data: Data) -> list[str]:
    """Say what no figure counts, and what maps lack, for the foot of a page."""
    lines = [*_of_data(data.key, data), _in_no_zone(data)]
    return [escaping.plain(line) for line in lines if line]


@st.cache_resource(max_entries=MOST_CACHED, show_spinner=False)
def _of_data(key: str, _data: Data) -> tuple[str, str]:  # noqa: ARG001
    missing = words.outlines_missing(_data.reading.area, _data.districts.names)
    return words.rows_line(_data.reading), missing


def _in_no_zone(data: Data) -> str:
    try:
        zoning = stages.own_zoning(data)
    except InputError:
        # The page says that no incident lies in the zones.
        return ""
    return "" if zoning is None else in_no_zone(zoning)


def in_full(reading: Reading) -> None:
    """Say everything that must be corrected to be counted, a line each."""
    lines = [*words.reason_lines(reading), *words.category_lines(reading)]
    for line in [*lines, *words.file_lines(reading.files)]:
        say.warning(escaping.problem(line))


def of_files(reading: Reading) -> None:
    """Say which months were read from another spelling."""
    lines = words.months_read(reading)
    if lines:
        say.markdown("\n".join(f"- {escaping.plain(line)}" for line in lines))
