"""Antisocial behaviour: the three national classes and thirteen types."""

from __future__ import annotations

import functools
import re

import pandas as pd

from hotspots.sources.force_extract.values.offences import FOLDER

ASB_CLASSES = ("Personal", "Nuisance", "Environmental")
_MENTION = re.compile(r"\basb[pne]?\b|anti ?social")
_CLASS_WORDS = (
    (r"\bpersonal\b|\basbp\b", "Personal"),
    (r"\bnuisance\b|\basbn\b", "Nuisance"),
    (r"\benviron(ment|mental)?\b|\basbe\b", "Environmental"),
)


@functools.cache
def asb_types() -> pd.DataFrame:
    """Give the thirteen types, and which of them patrols can prevent."""
    return pd.read_csv(FOLDER / "asb_types.csv")


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def is_asb(text: str) -> bool:
    """Tell whether a class of incident is antisocial behaviour.

    Examples
    --------
    >>> [is_asb(text) for text in ("ASB - Nuisance", "Personal", "Crime - Violence")]
    [True, True, False]
    """
    plain = _plain(text)
    return bool(_MENTION.search(plain)) or plain.capitalize() in ASB_CLASSES


def asb_class(text: str) -> str | None:
    """Find the national class in a text that says antisocial behaviour.

    Examples
    --------
    >>> asb_class("Anti-Social Behaviour (Environmental)")
    'Environmental'
    """
    if not is_asb(text):
        return None
    plain = _plain(text)
    return next((name for words, name in _CLASS_WORDS if re.search(words, plain)), None)


def asb_type(text: str) -> str | None:
    """Find the national type; None where the words are of none.

    Examples
    --------
    >>> asb_type("Rowdy/Nuisance Neighbours"), asb_type("ROWDY-INCONSIDERATE BEHAVIOUR")
    ('Rowdy or nuisance neighbours', 'Rowdy or inconsiderate behaviour')
    """
    plain = _plain(text)
    for name, plain_name, words in _type_words():
        if plain == plain_name or words.search(plain):
            return name
    return None


@functools.cache
def _type_words() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    table = asb_types()
    pairs = zip(table["asb_type"], table["words"], strict=True)
    return tuple((name, _plain(name), re.compile(words)) for name, words in pairs)
