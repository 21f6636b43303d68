"""What strands and what they count are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hotspots.presentation.words.numbers import listed
from hotspots.settings import ASB, VIOLENCE

if TYPE_CHECKING:
    pass


STRAND_TITLES = {
    "asb": "Antisocial behaviour",
    "violence": "Violence (police.uk proxy)",
}


STRAND_NOUNS = {
    "asb": "antisocial behaviour (ASB) incidents",
    "violence": "violence incidents",
}


STRAND_SHORT = {"asb": "ASB", "violence": "Violence"}


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
        caption="One category, so zones rank by number.",
        title=STRAND_TITLES["asb"],
        noun=STRAND_NOUNS["asb"],
    ),
    (*ASB.categories, "Public order", "Criminal damage and arson"): CountedWords(
        option="ASB and the crimes it goes with",
        caption="Adds public order, and criminal damage and arson.",
        title="Antisocial behaviour and the crimes it goes with",
        noun="incidents of antisocial behaviour and the crimes it goes with",
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
            "Adds possession of weapons. Patrols find weapons: more patrols, more "
            "found, so a zone can look worse because it is patrolled."
        ),
        title="Violence and weapons (police.uk proxy)",
        noun="violence and weapons incidents",
    ),
}


PROXY_NOTE = (
    "data.police.uk does not tell serious violence apart: “Violence and sexual "
    "offences” holds malicious messages and murder alike. So this list stands in for "
    "serious violence until a force extract with offences is loaded."
)


ONE_CATEGORY_NOTE = (
    "This strand counts one category, and each of its incidents weighs the same. So "
    "volume and harm rank alike, and there is no weight to set."
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
    return known.caption if known else "As the link that was opened asks."


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
