"""What a public server shows: what the disclosure policy lets out, and nothing else.

Everything here is made from the same published figures as a pack. A visitor can set
nothing: two answers with different settings could give away what each one hides.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from hotspots.errors import HotspotsError, InputError
from hotspots.method.pipeline import run_evaluations
from hotspots.presentation import synthetic
from hotspots.presentation.briefing import pack
from hotspots.presentation.briefing.analysis import StrandAnalysis
from hotspots.presentation.briefing.figures_file import figures
from hotspots.presentation.briefing.pack import StrandPack
from hotspots.presentation.briefing.settings import PackSettings
from hotspots.presentation.pictures.sizes import NEWSLETTER
from hotspots.presentation.words.attribution import attribution
from hotspots.presentation.words.loading import NOT_SHOWN
from hotspots.sources.sample import sample_sources
from hotspots.sources.shapes.boundaries import kent_districts
from hotspots.ui import say, server

NEVER_MADE = InputError("The settings file cannot be opened.")
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class StrandShown:
    """What is shown of a strand: texts, a picture and published figures."""

    name: str
    headline: str
    paragraph: str
    caption: str
    alt: str
    picture: bytes
    notes: tuple[str, ...]
    figures: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Shown:
    """All that a public server shows."""

    strands: tuple[StrandShown, ...]
    synthetic: bool
    credit: str


def show() -> str:
    """Show what may be published; return whom to credit."""
    try:
        shown = published(
            os.environ.get(server.DATA, ""), os.environ.get(server.SETTINGS, "")
        )
    except HotspotsError:
        # Why it failed can quote the data: it is for the server's log alone.
        _LOG.exception("What may be published cannot be made.")
        say.error(NOT_SHOWN)
        return ""
    if shown.synthetic:
        st.markdown(synthetic.BANNER)
    columns = st.columns(len(shown.strands))
    for column, strand in zip(columns, shown.strands, strict=True):
        with column:
            _strand(strand)
    return shown.credit


def _strand(shown: StrandShown) -> None:
    say.header(shown.name.capitalize())
    say.markdown(f"**{shown.headline}**")
    if shown.picture:
        st.image(shown.picture, alt=shown.alt)
    say.caption(shown.caption)
    say.markdown(shown.paragraph)
    with st.expander("Figures"):
        say.table(shown.figures)
    with st.expander("How to read this"):
        say.markdown("\n".join(f"- {note}" for note in shown.notes))


@st.cache_resource(show_spinner="Making the pictures …")
def published(data: str, settings: str) -> Shown:
    """Make what may be published, once for all visitors.

    Parameters
    ----------
    data, settings
        The server's data, and its settings file; empty for the sample and the defaults.

    Raises
    ------
    HotspotsError
        If they cannot be used.
    """
    text = _text(settings)
    asked = PackSettings.from_json(text, is_public=True).settings
    sources = [data] if data else sample_sources()
    results = run_evaluations(sources, asked, list(asked.strands))
    reading = results[0][0].reading
    choices = PackSettings.from_json(text, is_public=reading.is_public)
    districts = kent_districts().within(reading.area)
    parts = [
        pack.strand_pack(StrandAnalysis(result, evaluation), choices, districts)
        for result, evaluation in results
    ]
    return Shown(
        strands=tuple(_shown(parts)),
        synthetic=reading.synthetic,
        credit=attribution(synthetic=reading.synthetic),
    )


def _text(settings: str) -> str:
    if not settings:
        return "{}"
    try:
        return Path(settings).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NEVER_MADE from error


def _shown(parts: list[StrandPack]) -> Iterator[StrandShown]:
    for part in parts:
        drawing = part.drawing(pack.ON_PAGE)
        made = pack.rendered(part.facts.strand, drawing, NEWSLETTER) if drawing else {}
        yield StrandShown(
            name=part.facts.name,
            headline=part.words.headline,
            paragraph=part.words.paragraph,
            caption=part.words.caption,
            alt=drawing.alt if drawing else "",
            picture=next(iter(made.values()), b""),
            notes=tuple(part.words.note),
            figures=figures(part.facts).drop(columns=["data", "strand"]),
        )
