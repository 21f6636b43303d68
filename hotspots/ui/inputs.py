"""What a visitor can set: the data, the months, the zones and how they are weighed.

Every widget's value lives in the visit's memory under its key, so it survives a change
of page; `settings` gathers them and writes them to the address.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from hotspots.errors import InputError
from hotspots.method.harm import built_in_scales
from hotspots.presentation import wording
from hotspots.settings import STRANDS, Settings
from hotspots.sources.files import Source, Upload
from hotspots.ui import link, state
from hotspots.ui.state import Given, Loaded

WIDTHS_M = (200, 250, 300, 350, 400, 500, 750, 1000)
LOCAL_ADDRESSES = ("localhost", "127.0.0.1", "::1")

VISIT = "visit"
PROBLEMS = "problems"
CHANGED = "data changed"
UPLOADS = "uploads"
FOLDER = "folder"
BOUNDARIES = "boundaries"
FIRST = "first-month"
LAST = "last-month"

SETTINGS = (
    FIRST,
    LAST,
    FOLDER,
    link.WIDTH,
    link.FLOOR,
    link.PRISONS,
    link.STRAND,
    *(link.zones_key(strand) for strand in STRANDS),
    *(link.share_key(strand) for strand in STRANDS),
    *(link.scale_key(strand) for strand in STRANDS),
)


def begin() -> Loaded | None:
    """Begin a page's inputs: data and the settings that every page shares.

    Returns the data, or nothing if none are loaded; then the page shows how to load
    some, and nothing else.
    """
    _open_visit()
    data = state.loaded()
    if data is None:
        _welcome()
    else:
        with st.sidebar.expander("Data", icon=":material/database:"):
            _data_widgets()
        with st.sidebar:
            _shared_widgets(data)
    for problem in st.session_state[PROBLEMS]:
        st.error(problem)
    return data


def strand_choice() -> str:
    """Show which strand a page is about, and return it."""
    with st.sidebar:
        chosen = st.segmented_control(
            "Strand",
            STRANDS,
            required=True,
            format_func=wording.STRAND_SHORT.__getitem__,
            key=link.STRAND,
            width="stretch",
        )
    return str(chosen)


def choice_widgets(strand: str) -> None:
    """Show what decides a strand's chosen zones, in a row of its own."""
    number, floor, share, scale = st.columns([1, 1, 2, 2], vertical_alignment="bottom")
    number.number_input(
        "Number of zones",
        min_value=1,
        max_value=500,
        step=1,
        key=link.zones_key(strand),
    )
    floor.number_input(
        "Least in each district",
        min_value=0,
        max_value=20,
        step=1,
        key=link.FLOOR,
        help=wording.FLOOR_HELP,
    )
    if len(current().strand(strand).categories) == 1:
        share.caption(wording.ONE_CATEGORY_NOTE)
        return
    share.slider(
        "Weight of harm in the score",
        min_value=0.0,
        max_value=1.0,
        step=0.05,
        key=link.share_key(strand),
        help=wording.SHARE_HELP,
    )
    scale.selectbox(
        "Harm scale",
        list(built_in_scales()),
        format_func=wording.SCALE_TITLES.__getitem__,
        key=link.scale_key(strand),
        help=wording.SCALE_HELP,
    )


def prison_widget() -> None:
    """Show whether zones that are mostly a prison may be chosen."""
    st.toggle(wording.PRISON_LABEL, key=link.PRISONS)


def current() -> Settings:
    """Gather the settings from the visit's memory."""
    kept = st.session_state
    settings = Settings(
        first_month=kept[FIRST],
        last_month=kept[LAST],
        zone_width_m=kept[link.WIDTH],
        floor=kept[link.FLOOR],
        include_prisons=kept[link.PRISONS],
    )
    for name in STRANDS:
        settings = settings.with_strand(
            name,
            n_zones=kept[link.zones_key(name)],
            harm_share=round(kept[link.share_key(name)], 2),
            harm_scale=kept[link.scale_key(name)],
        )
    return settings


def settings(data: Loaded) -> Settings:
    """Return the settings in force and write them to the page's address."""
    gathered = current()
    to_write = gathered
    if (gathered.first_month, gathered.last_month) == state.default_months(data):
        to_write = replace(gathered, first_month="", last_month="")
    address = link.to_link(to_write)
    if dict(st.query_params) != address:
        st.query_params.from_dict(address)
    return gathered


def _open_visit() -> None:
    """Set every setting anew: from the link at first, then to what it is.

    Streamlit forgets a widget's value with the page that showed it, and a widget that
    it does not know draws its first option. Saying each value again, on every run and
    before any widget is made, keeps all of them on every page.
    """
    kept = st.session_state
    if VISIT in kept:
        for key in SETTINGS:
            kept[key] = kept[key]
        return
    read, problems = link.from_link(st.query_params)
    kept[VISIT], kept[PROBLEMS], kept[FOLDER] = True, problems, ""
    kept[FIRST], kept[LAST] = read.first_month, read.last_month
    kept[link.WIDTH], kept[link.FLOOR] = read.zone_width_m, read.floor
    kept[link.PRISONS], kept[link.STRAND] = read.include_prisons, STRANDS[-1]
    for name in STRANDS:
        strand = read.strand(name)
        kept[link.zones_key(name)] = strand.n_zones
        kept[link.share_key(name)] = strand.harm_share
        kept[link.scale_key(name)] = strand.harm_scale


def _welcome() -> None:
    st.subheader("Load some months of recorded crime", anchor=False)
    st.markdown(wording.HOW_TO_LOAD)
    if st.query_params:
        st.info(wording.LINK_WITHOUT_DATA)
    _data_widgets()


def _data_widgets() -> None:
    st.file_uploader(
        "Files from data.police.uk: zip or CSV",
        type=["zip", "csv"],
        accept_multiple_files=True,
        key=UPLOADS,
        on_change=_mark_changed,
    )
    if st.get_option("server.address") in LOCAL_ADDRESSES:
        st.text_input(
            "Or a folder, zip or file on this computer",
            key=FOLDER,
            placeholder="for example C:\\Downloads\\police-data",
            on_change=_mark_changed,
        )
    with st.expander("Other district boundaries"):
        st.file_uploader(
            "Your own districts: GeoJSON, GeoPackage or zipped shapefile",
            type=["geojson", "json", "gpkg", "zip"],
            key=BOUNDARIES,
            on_change=_mark_changed,
        )
    if st.session_state.pop(CHANGED, False):
        _load()


def _mark_changed() -> None:
    st.session_state[CHANGED] = True


def _load() -> None:
    """Load what the widgets hold; if it cannot be, say why and keep what was loaded."""
    kept = st.session_state
    sources: list[Source] = [_upload(file) for file in kept.get(UPLOADS) or []]
    if folder := (kept.get(FOLDER) or "").strip().strip('"'):
        sources.append(folder)
    own = kept.get(BOUNDARIES)
    if not sources and (before := kept.get(state.DATA)):
        sources = list(before.sources)
    if not sources:
        return
    try:
        state.load(Given(tuple(sources), _upload(own) if own else None))
    except InputError as error:
        kept[PROBLEMS] = [str(error)]
    else:
        kept[PROBLEMS] = []
    st.rerun()


def _upload(file: st.runtime.uploaded_file_manager.UploadedFile) -> Upload:
    return Upload(file.name, file.getvalue())


def _shared_widgets(data: Loaded) -> None:
    _month_widgets(data)
    st.selectbox(
        "Width of a zone",
        sorted({*WIDTHS_M, st.session_state[link.WIDTH]}),
        format_func=wording.metres,
        key=link.WIDTH,
        help=wording.WIDTH_HELP,
    )


def _month_widgets(data: Loaded) -> None:
    """Show the first and the last month; months that are not loaded give way."""
    loaded, kept = state.loaded_months(data), st.session_state
    if not {kept[FIRST], kept[LAST]} <= set(loaded):
        kept[FIRST], kept[LAST] = state.default_months(data)
    kept[LAST] = max(kept[FIRST], kept[LAST])
    first, last = st.columns(2)
    first.selectbox(
        "Months from",
        loaded,
        format_func=wording.month_short,
        key=FIRST,
        help=wording.MONTHS_HELP,
    )
    last.selectbox(
        "to",
        [month for month in loaded if month >= kept[FIRST]],
        format_func=wording.month_short,
        key=LAST,
    )
