"""The whole pack: pictures in every size, words, figures, a page, and what made them.

The same inputs give the same bytes, PDF files apart, whose fonts carry random names.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from hotspots import __version__
from hotspots.disclosure.releases import Release
from hotspots.presentation.briefing import page as briefing_page
from hotspots.presentation.briefing.analysis import StrandAnalysis
from hotspots.presentation.briefing.figures_file import figures
from hotspots.presentation.briefing.joint import FILE as ONE_LIST
from hotspots.presentation.briefing.joint import JointPart
from hotspots.presentation.briefing.panel import PanelSide, panel_page, panel_side
from hotspots.presentation.briefing.pictures import Drawing, drawings, why_left_out
from hotspots.presentation.briefing.published_figures import PublishedFigures
from hotspots.presentation.briefing.publishing import published_figures
from hotspots.presentation.briefing.settings import PackSettings
from hotspots.presentation.files.exports import safe_csv
from hotspots.presentation.pictures import rendering
from hotspots.presentation.pictures.sizes import NEWSLETTER, PRINT, SIZES, Size
from hotspots.presentation.synthetic import MADE_UP
from hotspots.presentation.words import numbers
from hotspots.presentation.words.briefing import Words, words
from hotspots.presentation.words.disclosure import (
    private_note,
    publishing_rules,
    warnings,
)
from hotspots.presentation.words.pack import left_out_sentences
from hotspots.sources.shapes.boundaries import Districts

PAGE, WORDS, FIGURES = "briefing.html", "words.md", "figures.csv"
# What tells of streets and ranks, or makes the list again: never to be published.
PRIVATE = "private"
PANEL, SETTINGS, PRIVATE_NOTE = (
    f"{PRIVATE}/panel.html",
    f"{PRIVATE}/settings.json",
    f"{PRIVATE}/DO-NOT-PUBLISH.txt",
)
# What every pack holds, besides its pictures.
ALWAYS = (PAGE, WORDS, FIGURES, PANEL, SETTINGS, PRIVATE_NOTE)
# The picture on the page.
ON_PAGE = "zones"
# A zip cannot tell of an earlier time, and no clock may change its bytes.
FIRST_TIME_OF_ZIP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, eq=False)
class StrandPack:
    """One strand's part of a pack: its figures, words and pictures.

    `on_page` are the same words for a page that says at its head that data are made up.
    `panel` is its side of the panel's page.
    `left_out` says which pictures cannot be drawn and why. `warnings` are for the
    publisher, and `release` is the publisher's own record: no
    part of what is published.
    """

    facts: PublishedFigures
    words: Words
    on_page: Words
    drawings: tuple[Drawing, ...]
    panel: PanelSide
    warnings: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    release: Release | None = None

    def drawing(self, kind: str) -> Drawing | None:
        """Return the picture of a kind, if these figures allow it."""
        return next((each for each in self.drawings if each.kind == kind), None)


def strand_pack(
    analysis: StrandAnalysis,
    choices: PackSettings,
    districts: Districts,
    *,
    earlier: Sequence[Release] = (),
) -> StrandPack:
    """Make one strand's part of a pack.

    Parameters
    ----------
    analysis
        The strand's tables.
    choices
        Policy, titles and order of facts.
    districts
        The districts to draw.
    earlier
        Releases published before: nothing that they hid may follow from both.
    """
    facts = published_figures(analysis, policy=choices.policy, earlier=earlier)
    rules = publishing_rules(facts, choices.policy)
    return StrandPack(
        facts=facts,
        words=words(facts, rules=tuple(rules)),
        on_page=words(facts, rules=tuple(rules), is_marked=False),
        drawings=tuple(drawings(facts, analysis, choices, districts)),
        panel=panel_side(facts, analysis),
        warnings=tuple(warnings(facts.counts)),
        left_out=tuple(left_out_sentences(why_left_out(facts, analysis, districts))),
        release=None if facts.counts is None else facts.counts.release,
    )


def n_files(strands: Sequence[StrandPack], joint: JointPart | None = None) -> int:
    """Return how many files the pack has."""
    n_drawings = sum(len(strand.drawings) for strand in strands)
    # Of print there are an SVG and a PDF.
    others = len(ALWAYS) + (joint is not None)
    return n_drawings * (len(SIZES) + 1) + others


def is_public(strands: Sequence[StrandPack]) -> bool:
    """Say whether anyone can have the data that the pack was made from."""
    return all(strand.facts.is_public for strand in strands)


def files(
    strands: Sequence[StrandPack],
    choices: PackSettings,
    *,
    fingerprint: str,
    attribution: str,
    joint: JointPart | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Make the pack, a file at a time: its name in the pack, and its content.

    Parameters
    ----------
    strands
        The strands' parts.
    choices
        What the pack was made with.
    fingerprint
        Fingerprint of the data.
    attribution
        Whom to credit.
    joint
        The one list over all strands, where it is made.
    """
    jobs = (
        job
        for strand in strands
        for drawing in strand.drawings
        for size in SIZES
        for job in jobs_of(strand.facts.strand, drawing, size)
    )
    on_page: dict[str, bytes] = {}
    for name, content in rendering.render_all(jobs):
        if name in map(_on_page, strands):
            on_page[name] = content
        yield name, content
    yield WORDS, words_page(strands, joint).encode()
    yield FIGURES, figures_file(strands)
    if joint is not None:
        yield ONE_LIST, safe_csv(joint.rows)
    synthetic = any(strand.facts.synthetic for strand in strands)
    settings = choices.to_json(
        fingerprint=fingerprint, synthetic=synthetic, is_public=is_public(strands)
    )
    yield PRIVATE_NOTE, private_note().encode()
    yield SETTINGS, settings.encode()
    # The fingerprint of data that are not public would tell two extracts apart.
    of_data = f" from data {fingerprint[:12]}" if is_public(strands) else ""
    made_with = f"Made with Hotspots {__version__}{of_data}."
    page = briefing_page.page(
        [_side(strand, on_page) for strand in strands],
        title=page_title(strands),
        attribution=attribution,
        made_with=made_with,
        joint=joint,
    )
    yield PAGE, page.encode()
    panel = panel_page(
        [strand.panel for strand in strands],
        title=page_title(strands),
        is_synthetic=synthetic,
        attribution=attribution,
    )
    yield PANEL, panel.encode()


def jobs_of(strand: str, drawing: Drawing, size: Size) -> list[rendering.Job]:
    """Lay a picture out in one size: a PNG, or an SVG and a PDF for print."""
    picture = drawing.draw(size)
    kinds = ("svg", "pdf") if size == PRINT else ("png",)
    name = f"pictures/{strand}-{drawing.kind}-{size.name}"
    return [rendering.Job(f"{name}.{kind}", picture) for kind in kinds]


def rendered(strand: str, drawing: Drawing, size: Size) -> dict[str, bytes]:
    """Render a picture in one size: its files by name."""
    return {job.name: rendering.render(job) for job in jobs_of(strand, drawing, size)}


def as_zip(contents: Iterable[tuple[str, bytes]]) -> bytes:
    """Put files into a zip: the same files give the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents:
            member = zipfile.ZipInfo(name, FIRST_TIME_OF_ZIP)
            member.create_system, member.external_attr = 3, 0o644 << 16
            archive.writestr(member, content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def figures_file(strands: Sequence[StrandPack]) -> bytes:
    """Write every published figure as CSV."""
    every = pd.concat([figures(strand.facts) for strand in strands])
    return safe_csv(every)


def words_page(strands: Sequence[StrandPack], joint: JointPart | None = None) -> str:
    """Write the words as Markdown, a strand after the other."""
    lines = [f"# {page_title(strands)}", ""]
    if any(strand.facts.synthetic for strand in strands):
        lines += [f"**Synthetic data.** {MADE_UP}", ""]
    for strand in strands:
        said = strand.words
        lines += [
            f"## {strand.facts.name.capitalize()}",
            "",
            f"**Headline:** {said.headline}",
            "",
            f"**Paragraph:** {said.paragraph}",
            "",
            f"**Caption:** {said.caption}",
            "",
            "**Pictures in words** (alternative text):",
            "",
            *[f"- *{each.kind}*: {each.alt}" for each in strand.drawings],
            "",
            "**Note for editors:**",
            "",
            *[f"- {sentence}" for sentence in said.note],
            "",
        ]
    if joint is not None:
        rows = [
            f"- {row['name']}"
            + (f": mostly for {row['earned_by']}" if "earned_by" in row else "")
            for row in joint.rows.to_dict("records")
        ]
        said_of_it = [f"- {sentence}" for sentence in joint.sentences]
        lines += [f"## {joint.title}", "", *said_of_it, "", *rows, ""]
    return "\n".join(lines)


def page_title(strands: Sequence[StrandPack]) -> str:
    """Return what the pack is called."""
    where = strands[0].facts.where
    are_patrolled = all(strand.facts.is_patrolled for strand in strands)
    what = "Patrolled zones" if are_patrolled else "Patrol hotspots"
    return f"{what} in {where}" if where else what


def _on_page(strand: StrandPack) -> str:
    """Return the name of the picture that stands on the page."""
    return f"pictures/{strand.facts.strand}-{ON_PAGE}-{NEWSLETTER.name}.png"


def _side(strand: StrandPack, made: dict[str, bytes]) -> briefing_page.StrandOnPage:
    drawing, picture = strand.drawing(ON_PAGE), made.get(_on_page(strand), b"")
    if drawing is not None and not picture:
        jobs = [rendering.Job(_on_page(strand), drawing.draw(NEWSLETTER))]
        picture = dict(rendering.render_all(jobs)).get(_on_page(strand), b"")
    return briefing_page.StrandOnPage(
        facts=strand.facts,
        words=strand.on_page,
        picture=picture,
        alt="" if drawing is None else drawing.alt,
    )


def told_again(strand: StrandPack) -> str:
    """Say in one line what a strand's part holds, for the command line."""
    kinds = [each.kind for each in strand.drawings]
    pictures = numbers.listed(kinds) if kinds else "no pictures"
    made = f"{strand.facts.name.capitalize()}: {pictures}."
    return " ".join([made, *strand.left_out])
