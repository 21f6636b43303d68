"""What strands and what they count are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hotspots.presentation.words.numbers import listed
from hotspots.settings import ASB, VIOLENCE

STRAND_TITLES = {
    "asb": "Antisocial behaviour",
    "violence": "Violence and robbery (all recorded)",
}


STRAND_NOUNS = {
    "asb": "antisocial behaviour (ASB) incidents",
    "violence": "violence and robbery incidents",
}


STRAND_SHORT = {"asb": "ASB", "violence": "Violence"}


@dataclass(frozen=True)
class PublicWords:
    """What the public reads a strand as.

    Attributes
    ----------
    name
        What it is about.
    incidents, in_short
        What is counted, in full and once it is known what is meant.
    most
        What places with the highest scores have most of.
    """

    name: str
    incidents: str
    in_short: str
    most: str


PUBLIC_WORDS = {
    "asb": PublicWords(
        name="antisocial behaviour",
        incidents="reports of antisocial behaviour",
        in_short="reports",
        most="reports of antisocial behaviour",
    ),
    "violence": PublicWords(
        name="violence",
        incidents="recorded violence and robbery offences",
        in_short="recorded offences",
        most="recorded violence",
    ),
}


@dataclass(frozen=True)
class CountedWords:
    """What a set of categories is called: to choose, over a map, in a sentence."""

    option: str
    caption: str
    title: str
    noun: str


COUNTED_WORDS = {
    ASB.categories: CountedWords(
        option="Antisocial behaviour alone",
        caption="One category, so zones are ranked by number.",
        title=STRAND_TITLES["asb"],
        noun=STRAND_NOUNS["asb"],
    ),
    (*ASB.categories, "Public order", "Criminal damage and arson"): CountedWords(
        option="ASB and related crimes",
        caption="Adds public order, and criminal damage and arson.",
        title="Antisocial behaviour and related crimes",
        noun="incidents of antisocial behaviour and related crimes",
    ),
    VIOLENCE.categories: CountedWords(
        option="Violence and robbery",
        caption="Violence and sexual offences, and robbery.",
        title=STRAND_TITLES["violence"],
        noun=STRAND_NOUNS["violence"],
    ),
    (*VIOLENCE.categories, "Possession of weapons"): CountedWords(
        option="Violence, robbery and weapons",
        caption=(
            "Adds possession of weapons. Patrols find weapons, so a zone can look "
            "worse because it is patrolled."
        ),
        title="Violence, robbery and weapons (all recorded)",
        noun="violence, robbery and weapons incidents",
    ),
}


ALL_VIOLENCE = (
    "“Violence” here covers robbery and all recorded violence and sexual offences, "
    "including at home, because the public data do not separate them."
)

ALL_VIOLENCE_SHORT = "“Violence” covers all recorded violence, including at home."


ONE_CATEGORY_NOTE = (
    "This strand counts one category, so every incident has the same weight. Ranking "
    "by number and by harm give the same list, and there is no weight to set."
)


def counts_title(categories: Sequence[str]) -> str:
    """Name a set of categories that a strand counts, as an option.

    Examples
    --------
    >>> counts_title(("Anti-social behaviour",)), counts_title(("Drugs", "Robbery"))
    ('Antisocial behaviour alone', 'Drugs and robbery')
    """
    known = COUNTED_WORDS.get(tuple(categories))
    return known.option if known else in_a_sentence(categories).capitalize()


def counts_caption(categories: Sequence[str]) -> str:
    """Say what there is to know of a set of categories."""
    known = COUNTED_WORDS.get(tuple(categories))
    return known.caption if known else "Set by the link that you opened."


def title_of(categories: Sequence[str]) -> str:
    """Name what a strand that counts these categories is about."""
    known = COUNTED_WORDS.get(tuple(categories))
    return known.title if known else counts_title(categories)


def noun_of(categories: Sequence[str]) -> str:
    """Name the incidents of these categories in a sentence.

    Examples
    --------
    >>> noun_of(("Drugs", "Robbery"))
    'incidents of drugs and robbery'
    """
    known = COUNTED_WORDS.get(tuple(categories))
    return known.noun if known else f"incidents of {in_a_sentence(categories)}"


def in_a_sentence(categories: Sequence[str]) -> str:
    """Name categories within a sentence."""
    return listed([category.lower() for category in categories])
