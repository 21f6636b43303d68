"""What strands and what they count are called."""

from __future__ import annotations

from collections.abc import Sequence

from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.numbers import counted, listed
from hotspots.settings import Strand
from hotspots.settings.counting import Notes, PublicWords

ONE_CATEGORY_NOTE = (
    "This strand counts one category, so every incident has the same weight. Ranking "
    "by number and by harm give the same list, and there is no weight to set."
)


def option_of(strand: Strand) -> str:
    """Name what a strand counts, as an option.

    Examples
    --------
    >>> from hotspots.settings import Settings
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
    >>> from hotspots.settings import Settings
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


TITLE = "Strands"
WHAT_FOR = (
    "A strand is one patrol programme: what it counts, what it is called and how many "
    "zones it has. There can be any number of them, such as knife crime or retail "
    "crime."
)
FROM_A_FILE = "Strands from a file"
HOW_TO_DEFINE = (
    "A file of strands that was saved here, or written like the one that Save strands "
    "gives. It replaces the strands in use. A link cannot carry strands: send the file "
    "with it."
)
SAVE, USE_BUILT_IN = "Save strands (JSON)", "Use the built-in strands"


def strand_line(strand: Strand) -> str:
    """Name a strand, its number of zones and what it counts in each kind of data."""
    definition = strand.definition
    ways = [*definition.from_police_uk[:1], *definition.from_extracts[:1]]
    titles = dict.fromkeys(plain(way.title) for way in ways)
    return (
        f"**{plain(definition.short)}** ({counted(definition.n_zones, 'zone')}): "
        f"{'; '.join(titles)}"
    )
