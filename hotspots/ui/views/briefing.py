"""A briefing onto a page: a picture, its words, and the whole pack."""

from __future__ import annotations

import streamlit as st

from hotspots.errors import InputError
from hotspots.method.pipeline import Result
from hotspots.presentation import synthetic
from hotspots.presentation.briefing import pack
from hotspots.presentation.briefing.facts import material_of
from hotspots.presentation.briefing.pack import StrandPack
from hotspots.presentation.briefing.pictures import Drawing
from hotspots.presentation.briefing.settings import PackSettings
from hotspots.presentation.pictures.sizes import NEWSLETTER, PRINT, SIZES, Size
from hotspots.presentation.words import escaping
from hotspots.presentation.words import pack as pack_words
from hotspots.settings import Settings
from hotspots.ui import stages, state
from hotspots.ui.forms import briefing as briefing_inputs
from hotspots.ui.state import Data

MADE = "pack made"
OF_KIND = {"png": "PNG", "svg": "SVG", "pdf": "PDF"}


def brief(data: Data, settings: Settings, strand: str) -> None:
    """Show one strand's pictures and words, and offer the whole pack."""
    try:
        choices = briefing_inputs.choices(settings)
        told = strand_pack(data, settings, strand, choices)
    except InputError as error:
        st.error(escaping.problem(error))
        _policy()
        return
    the_picture, the_words = st.columns([3, 2], gap="large")
    with the_picture:
        _pictures(told, _key(data, strand, choices))
    with the_words:
        _words(told)
    _policy(told)
    _whole_pack(data, settings, choices)


def strand_pack(
    data: Data, settings: Settings, strand: str, choices: PackSettings
) -> StrandPack:
    """Make a strand's part of the pack."""
    chosen = stages.chosen(data, settings, strand)
    return _strand_pack(_key(data, strand, choices), data, chosen, choices)


def _key(data: Data, strand: str, choices: PackSettings) -> tuple[str, str]:
    return strand, choices.to_json(fingerprint=data.reading.fingerprint)


@st.cache_resource(max_entries=8, show_spinner="Writing …")
def _strand_pack(
    key: tuple[str, str],  # noqa: ARG001
    _data: Data,
    _chosen: Result,
    _choices: PackSettings,
) -> StrandPack:
    try:
        evaluation = stages.evaluated(_data, _chosen).evaluation
    except InputError:
        # Nothing can be compared: the pack then tells what was chosen.
        evaluation = None
    material = material_of(_chosen, evaluation, strand=_chosen.strand)
    return pack.strand_pack(material, _choices, _data.districts)


def _pictures(told: StrandPack, key: tuple[str, str]) -> None:
    kinds = [each.kind for each in told.drawings]
    if not kinds:
        st.info(pack_words.NO_PICTURES)
        return
    kept = st.session_state
    if kept[briefing_inputs.KIND] not in kinds:
        kept[briefing_inputs.KIND] = kinds[0]
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
    drawing = told.drawing(kind)
    assert drawing is not None
    briefing_inputs.title_widget(f"{told.facts.strand}-{kind}", drawing.title)
    if kind == "figures":
        briefing_inputs.facts_widget()
    _picture(told, drawing, _size(size), key)
    if "change" not in kinds:
        st.caption(pack_words.NO_CHANGE)


def _picture(
    told: StrandPack, drawing: Drawing, size: Size, key: tuple[str, str]
) -> None:
    facts = told.facts
    # A browser shows no PDF in its place: print is shown as the newsletter has it.
    on_screen = NEWSLETTER if size == PRINT else size
    try:
        made, seen = (
            _rendered((*key, drawing.kind, each.name), told, drawing, each)
            for each in (size, on_screen)
        )
    except InputError as error:
        # Such as a title too long for this size, which stands above to be mended.
        st.error(escaping.problem(error))
        return
    st.image(next(iter(seen.values())), alt=drawing.alt)
    for column, (name, content) in zip(
        st.columns(max(len(made), 2)), made.items(), strict=False
    ):
        plain = name.rpartition("/")[2]
        column.download_button(
            f"Picture ({OF_KIND[plain.rpartition('.')[2]]})",
            content,
            file_name=synthetic.file_name(plain, synthetic=facts.synthetic),
            on_click="ignore",
            type="primary",
            icon=":material/download:",
        )


@st.cache_resource(max_entries=32, show_spinner="Drawing …")
def _rendered(
    key: tuple[str, str, str, str],  # noqa: ARG001
    _told: StrandPack,
    _drawing: Drawing,
    _size: Size,
) -> dict[str, bytes]:
    return pack.rendered(_told.facts.strand, _drawing, _size)


def _words(told: StrandPack) -> None:
    words = told.words
    drawing = told.drawing(st.session_state[briefing_inputs.KIND])
    texts = {
        "Headline": words.headline,
        "Paragraph": words.paragraph,
        "Caption": words.caption,
        "For readers who cannot see the picture": drawing.alt if drawing else "",
        "Note for editors": "\n".join(f"- {sentence}" for sentence in words.note),
    }
    for title, text in texts.items():
        if text:
            st.markdown(f"**{title}**")
            st.code(text, language=None, wrap_lines=True)


def _policy(told: StrandPack | None = None) -> None:
    with st.expander("What may be published"):
        st.markdown(pack_words.POLICY)
        briefing_inputs.policy_widgets()
    for note in told.notes if told else ():
        st.warning(note)


def _whole_pack(data: Data, settings: Settings, choices: PackSettings) -> None:
    """Offer the whole pack: it is made once asked for, and kept until it changes."""
    st.subheader("The whole pack", anchor=False)
    st.markdown(pack_words.PACK)
    key = choices.to_json(fingerprint=data.reading.fingerprint)
    if st.button("Make the pack", icon=":material/folder_zip:"):
        try:
            st.session_state[MADE] = (key, _make(data, settings, choices))
        except InputError as error:
            st.error(escaping.problem(error))
            return
    made_key, content = st.session_state.get(MADE, ("", b""))
    if made_key == key:
        st.download_button(
            "The pack (zip)",
            content,
            file_name=synthetic.file_name(
                "hotspots-briefing.zip", synthetic=data.reading.synthetic
            ),
            on_click="ignore",
            type="primary",
            icon=":material/download:",
        )


def _make(data: Data, settings: Settings, choices: PackSettings) -> bytes:
    strands = [
        strand_pack(data, settings, strand, choices) for strand in settings.strands
    ]
    bar, total = st.progress(0.0, "Drawing …"), pack.n_files(strands)
    contents = pack.files(
        strands,
        choices,
        fingerprint=data.reading.fingerprint,
        attribution=state.credit(data),
    )
    made = []
    try:
        for name, content in contents:
            made.append((name, content))
            bar.progress(len(made) / total, f"Drawing … {len(made)} of {total} files")
    finally:
        bar.empty()
    return pack.as_zip(made)


def _size(name: str) -> Size:
    return next(each for each in SIZES if each.name == name)
