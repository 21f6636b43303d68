"""A briefing onto a page: a picture, its words, and the whole pack.

Long because all three are made from the same choices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from hotspots.disclosure.releases import Release
from hotspots.errors import InputError
from hotspots.method import pipeline
from hotspots.method.pipeline import Result
from hotspots.months import Period
from hotspots.presentation import synthetic
from hotspots.presentation.briefing import pack
from hotspots.presentation.briefing.analysis import StrandAnalysis
from hotspots.presentation.briefing.joint import joint_part
from hotspots.presentation.briefing.pack import StrandPack
from hotspots.presentation.briefing.pictures import Drawing
from hotspots.presentation.briefing.settings import PackSettings
from hotspots.presentation.pictures.sizes import NEWSLETTER, PRINT, SIZES, Size
from hotspots.presentation.words import disclosure as disclosure_words
from hotspots.presentation.words import pack as pack_words
from hotspots.presentation.words import patrolled as patrolled_words
from hotspots.settings import Settings
from hotspots.ui import say, stages, state
from hotspots.ui.forms import briefing as briefing_inputs
from hotspots.ui.forms import earlier as earlier_lists
from hotspots.ui.forms import patrolled as patrolled_inputs
from hotspots.ui.page import CHOOSE_PAGE
from hotspots.ui.state import Data
from hotspots.ui.views import private_record
from hotspots.ui.views.private_record import MadePack

OF_KIND = {"png": "PNG", "svg": "SVG", "pdf": "PDF"}


def brief(data: Data, settings: Settings, strand: str) -> None:
    """Show one strand's pictures and words, and offer the whole pack."""
    briefing_inputs.follow(is_public=data.reading.is_public)
    try:
        _zones_of(data, settings, strand)
    except InputError as error:
        # There is no list, so there is nothing to write about.
        say.error(error)
        st.page_link(
            CHOOSE_PAGE.file, label=pack_words.WHERE_RULES_ARE, icon=CHOOSE_PAGE.icon
        )
        return
    choices = None
    try:
        choices = replace(
            briefing_inputs.choices(settings), patrolled=patrolled_inputs.said()
        )
        part = strand_pack(data, settings, strand, choices)
    except InputError as error:
        say.error(error)
        _policy(data)
        if choices is not None:
            private_record.ask(data, choices)
        return
    say.caption(patrolled_words.of_pack(is_patrolled=part.facts.is_patrolled))
    the_picture, the_words = st.columns([3, 2], gap="large")
    with the_picture:
        _pictures(
            part, _key(data, strand, choices), may_leave=_may_leave(data, choices)
        )
    with the_words, st.container(key="page-words"):
        _words(part)
    _policy(data, part)
    _whole_pack(data, settings, choices)


def _may_leave(data: Data, choices: PackSettings) -> bool:
    """Say whether a picture may be had alone: not before it is on record."""
    if data.reading.synthetic or not private_record.is_needed(data, choices):
        # A picture of made-up data says so, and tells of nobody.
        return True
    made = private_record.last_made(private_record.key_of(data, choices))
    return made is not None and made.is_recorded


def strand_pack(
    data: Data, settings: Settings, strand: str, choices: PackSettings
) -> StrandPack:
    """Make a strand's part of the pack."""
    chosen = _zones_of(data, settings, strand)
    earlier = private_record.earlier_releases(data, choices)
    return _strand_pack(
        _key(data, strand, choices), data, chosen, choices, earlier.get(strand, [])
    )


def _zones_of(data: Data, settings: Settings, strand: str) -> Result:
    if held := patrolled_inputs.of_strand(strand):
        return stages.listed(data, settings, strand, held)
    return stages.chosen(data, settings, strand)


def _key(data: Data, strand: str, choices: PackSettings) -> tuple[str, str]:
    earlier = private_record.earlier_releases(data, choices)
    checked = private_record.digest({strand: earlier.get(strand, [])})
    beside = earlier_lists.key_of_all()
    return strand, choices.to_json(fingerprint=data.key) + checked + beside


@st.cache_resource(max_entries=8, show_spinner="Writing the texts …")
def _strand_pack(
    key: tuple[str, str],  # noqa: ARG001
    _data: Data,
    _chosen: Result,
    _choices: PackSettings,
    _earlier: Sequence[Release],
) -> StrandPack:
    try:
        evaluation = stages.evaluated(_data, _chosen).evaluation
    except InputError:
        # Nothing can be compared: the pack then says what was chosen.
        evaluation = None
    beside = None
    if not _chosen.is_patrolled:
        beside = stages.in_and_out_if_any(_data, _chosen)
    analysis = StrandAnalysis(_chosen, evaluation, beside)
    return pack.strand_pack(analysis, _choices, _data.districts, earlier=_earlier)


def _pictures(part: StrandPack, key: tuple[str, str], *, may_leave: bool) -> None:
    kinds = [each.kind for each in part.drawings]
    if not kinds:
        say.info("\n\n".join(part.left_out))
        return
    session = st.session_state
    if session[briefing_inputs.KIND] not in kinds:
        session[briefing_inputs.KIND] = kinds[0]
    left, right = st.columns([3, 2])
    kind = left.selectbox(
        "Picture",
        kinds,
        format_func=pack_words.PICTURES.__getitem__,
        key=briefing_inputs.KIND,
    )
    size = right.selectbox(
        "Size",
        [each.name for each in SIZES],
        format_func=pack_words.SIZES.__getitem__,
        key=briefing_inputs.SIZE,
    )
    drawing = part.drawing(kind)
    assert drawing is not None
    briefing_inputs.title_widget(f"{part.facts.strand}-{kind}", drawing.title)
    if kind == "figures":
        briefing_inputs.facts_widget()
    _picture(part, drawing, _size(size), key, may_leave=may_leave)
    for sentence in part.left_out:
        say.caption(sentence)


def _picture(
    part: StrandPack,
    drawing: Drawing,
    size: Size,
    key: tuple[str, str],
    *,
    may_leave: bool,
) -> None:
    facts = part.facts
    # A browser shows no PDF in its place: print is shown as the newsletter has it.
    on_screen = NEWSLETTER if size == PRINT else size
    try:
        made, seen = (
            _rendered((*key, drawing.kind, each.name), part, drawing, each)
            for each in (size, on_screen)
        )
    except InputError as error:
        # Such as a title too long for this size, which stands above to be mended.
        say.error(error)
        return
    st.image(next(iter(seen.values())), alt=drawing.alt)
    if drawing.note:
        say.caption(drawing.note)
    if not may_leave:
        say.caption(disclosure_words.PACK_FIRST)
        return
    for column, (name, content) in zip(
        st.columns(max(len(made), 2)), made.items(), strict=False
    ):
        plain = name.rpartition("/")[2]
        column.download_button(
            f"Picture ({OF_KIND[plain.rpartition('.')[2]]})",
            content,
            file_name=synthetic.file_name(
                plain,
                synthetic=facts.synthetic,
                months=(facts.chosen_on,) if facts.chosen_on else (),
            ),
            on_click="ignore",
            type="primary",
            icon=":material/download:",
        )


@st.cache_resource(max_entries=32, show_spinner="Drawing the pictures …")
def _rendered(
    key: tuple[str, str, str, str],  # noqa: ARG001
    _part: StrandPack,
    _drawing: Drawing,
    _size: Size,
) -> dict[str, bytes]:
    return pack.rendered(_part.facts.strand, _drawing, _size)


def _words(part: StrandPack) -> None:
    words = part.words
    drawing = part.drawing(st.session_state[briefing_inputs.KIND])
    texts = {
        "Headline": words.headline,
        "Paragraph": words.paragraph,
        "Caption": words.caption,
        "Alternative text for the picture": drawing.alt if drawing else "",
    }
    for title, text in texts.items():
        if text:
            say.markdown(f"**{title}**")
            st.code(text, language=None, wrap_lines=True)
    with st.expander("Note for editors"):
        note = "\n".join(f"- {sentence}" for sentence in words.note)
        st.code(note, language=None, wrap_lines=True)


def _policy(data: Data, part: StrandPack | None = None) -> None:
    is_public = data.reading.is_public
    with st.expander("What may be published"):
        say.markdown(disclosure_words.policy_introduced(is_public=is_public))
        briefing_inputs.policy_widgets()
    for warning in part.warnings if part else ():
        say.warning(warning)


def _whole_pack(data: Data, settings: Settings, choices: PackSettings) -> None:
    """Offer the whole pack: it is made once asked for, and kept until it changes."""
    st.header("The whole pack", anchor=False)
    say.markdown(pack_words.PACK)
    private_record.ask(data, choices)
    key = private_record.key_of(data, choices)
    is_ready = private_record.is_answered(data, choices)
    asked = st.button(
        "Make the pack", icon=":material/folder_zip:", disabled=not is_ready
    )
    if asked and is_ready:
        try:
            made = _make(data, settings, choices, key)
        except InputError as error:
            say.error(error)
            return
        private_record.remember(made)
        # The picture above may be had alone once the pack is on record.
        st.rerun()
    last = private_record.last_made(key)
    if last is not None:
        months = pipeline.with_data(settings, data.reading).months_chosen_on
        is_needed = private_record.is_needed(data, choices)
        _offer(last, is_needed=is_needed, months=months)


def _offer(made: MadePack, *, is_needed: bool, months: Period) -> None:
    """Offer a pack, and before it the record that holds it."""
    if is_needed:
        private_record.give_back(made)
    st.download_button(
        "The pack (zip)",
        made.content,
        file_name=synthetic.file_name(
            "hotspots-briefing.zip", synthetic=made.synthetic, months=(months,)
        ),
        on_click="ignore",
        type="primary",
        icon=":material/download:",
        disabled=is_needed and not made.is_recorded,
    )


def _make(data: Data, settings: Settings, choices: PackSettings, key: str) -> MadePack:
    earlier = private_record.earlier_releases(data, choices)
    strands = [
        strand_pack(data, settings, name, choices)
        for name, strand in settings.strands.items()
        if strand.counted
    ]
    joint = None
    if settings.joint:
        joint = joint_part(stages.joint(data, settings), policy=choices.policy)
    bar = st.progress(0.0, "Drawing the pictures …")
    total = pack.n_files(strands, joint)
    contents = pack.files(
        strands,
        choices,
        fingerprint=data.reading.fingerprint,
        attribution=state.credit(data),
        joint=joint,
    )
    files = []
    try:
        for name, content in contents:
            files.append((name, content))
            bar.progress(len(files) / total, f"Drawing … {len(files)} of {total} files")
    finally:
        bar.empty()
    return MadePack(
        key=key,
        synthetic=data.reading.synthetic,
        earlier=earlier,
        releases={strand.facts.strand: strand.release for strand in strands},
        content=pack.as_zip(files),
    )


def _size(name: str) -> Size:
    return next(each for each in SIZES if each.name == name)
