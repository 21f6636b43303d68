"""The zone that a visit looks at: picked on one map, list or chart, shown on all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from hotspots.method.pipeline import Result
from hotspots.presentation.words import one_zone as words
from hotspots.texts import clean
from hotspots.ui import link, say
from hotspots.ui.page import ZONE_PAGE

# Its name in an address, and the visit's memory of it.
LINK, PICKED = "zone", "zone picked"


def picked() -> str:
    """Return the id of the zone that is looked at; empty for none."""
    return str(st.session_state.get(PICKED, ""))


def pick(zone: str) -> None:
    """Look at a zone from now on; at none if empty."""
    st.session_state[PICKED] = zone
    if LINK in st.query_params and zone:
        # The page of a zone is of the zone in its address.
        st.query_params[LINK] = zone


def take_link() -> str:
    """Look at the zone that the page's address names, or name it there.

    Returns
    -------
    str
        The id of the zone that is looked at; empty for none.
    """
    if asked := clean(st.query_params.get(LINK, "")):
        st.session_state[PICKED] = asked
    elif picked():
        st.query_params[LINK] = picked()
    return picked()


def go_to(zone: str) -> None:
    """Look at a zone that was clicked on a map or found; none if empty."""
    if zone and zone != picked():
        pick(zone)
        st.rerun()


def of_table(key: str, ids: Sequence[str]) -> dict[str, Any]:
    """Return what a table needs so that a click on a row picks its zone.

    Parameters
    ----------
    key
        Tells this table from others on the page.
    ids
        Id of the zone of each row.
    """
    wanted = [ids.index(picked())] if picked() in ids else []
    held = st.session_state.get(key, {}).get("selection", {})
    if held.get("rows", []) != wanted or held.get("cells"):
        st.session_state[key] = {"selection": {"rows": wanted}}
    return {
        "key": key,
        "on_select": partial(_pick_row, key, tuple(ids)),
        # A click anywhere in a row picks it, not on its box alone.
        "selection_mode": ["single-row", "single-cell"],
    }


def _pick_row(key: str, ids: Sequence[str]) -> None:
    selected = st.session_state[key]["selection"]
    rows = [row for row, _ in selected["cells"]] or selected["rows"]
    pick(ids[rows[0]] if rows and rows[0] < len(ids) else "")


def of_chart(
    key: str, param: str, field: str, zone_of: Mapping[int, str]
) -> dict[str, Any]:
    """Return what a chart needs so that a click on a mark picks its zone.

    Parameters
    ----------
    key
        Tells this chart from others on the page.
    param, field
        The chart's selection, and the field that it gives the value of.
    zone_of
        Id of the zone for each value.
    """
    on_select = partial(_pick_mark, key, param, field, dict(zone_of))
    return {"key": key, "on_select": on_select, "selection_mode": param}


def _pick_mark(key: str, param: str, field: str, zone_of: Mapping[int, str]) -> None:
    marks = st.session_state[key]["selection"].get(param, [])
    if marks:
        pick(zone_of.get(int(marks[0].get(field, 0)), ""))


def link_to_page(chosen: Result) -> None:
    """Offer the page of the zone that is picked; say how to pick one if none is."""
    zone = picked()
    zones = chosen.zoning.zones
    row = zones[zones["zone"] == zone]
    if row.empty:
        say.caption(words.HOW_TO_PICK)
        return
    label = words.open_page(
        str(row["name"].iloc[0]),
        str(row["district"].iloc[0]),
        n=number_of(zone, chosen.selection["zone"].to_list()),
    )
    query = {LINK: zone, link.STRAND: chosen.strand}
    say.page_link(ZONE_PAGE.file, label, icon=ZONE_PAGE.icon, query=query)


def number_of(zone: str, listed: Sequence[str]) -> int:
    """Return a zone's number in a list, from 1; 0 if it is not in."""
    return list(listed).index(zone) + 1 if zone in listed else 0
