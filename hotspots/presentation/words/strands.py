"""What strands and what they count are called."""

from __future__ import annotations

from collections.abc import Sequence

from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.numbers import listed
from hotspots.settings import Settings, Strand
from hotspots.settings.counting import Notes, PublicWords

ONE_CATEGORY_NOTE = (
    "This strand counts one category, so every incident has the same weight. Ranking "
    "by number and by harm give the same list, and there is no weight to set."
)


def option_of(strand: Strand) -> str:
    """Name what a strand counts, as an option.

    Examples
    --------
    >>> asb = Settings().strand("asb")
    >>> option_of(asb)
    'Antisocial behaviour alone'
    """
    way = strand.counting
    return way.option if way else in_a_sentence(strand.categories).capitalize()


def caption_of(strand: Strand) -> str:
    """Say what there is to know of what a strand counts."""
    way = strand.counting
    return way.caption if way else "Set by the link that you opened."


def title_of(strand: Strand) -> str:
    """Name what a strand is about, as it counts."""
    way = strand.counting
    return way.title if way else option_of(strand)


def noun_of(strand: Strand) -> str:
    """Name the incidents of a strand in a sentence.

    Examples
    --------
    >>> settings = Settings().with_strand("violence", categories=("Drugs", "Robbery"))
    >>> noun_of(settings.strand("violence"))
    'incidents of drugs and robbery'
    """
    way = strand.counting
    return way.noun if way else f"incidents of {in_a_sentence(strand.categories)}"


def short_of(strand: Strand) -> str:
    """Return a strand's short name."""
    way = strand.counting
    return (way.short if way else "") or strand.definition.short


def public_of(strand: Strand) -> PublicWords:
    """Return what the public reads a strand as."""
    way = strand.counting
    return (way.public if way else None) or strand.definition.public


def notes_of(strand: Strand) -> Notes:
    """Return what must be said of what a strand counts."""
    return strand.counting.notes if strand.counting else Notes()


def in_a_sentence(categories: Sequence[str]) -> str:
    """Name categories within a sentence."""
    return listed([category.lower() for category in categories])


HOW_TO_DEFINE = (
    "A strand is one patrol programme. A file says what each counts (categories of "
    "data.police.uk; offence classes, types of antisocial behaviour and flags of an "
    "extract), what it is called and how many zones it has. Start from the built-in "
    "file."
)


def strands_sentence(settings: Settings) -> str:
    """Name the strands in force, with their numbers of zones."""
    named = [
        f"{plain(strand.definition.short)} ({strand.n_zones} zones)"
        for strand in settings.strands.values()
    ]
    return f"{listed(named)}."
