"""Flags of an incident: what a column of yes and no means, and what it says."""

from __future__ import annotations

import re

import pandas as pd

# What a flag means, and the words of a heading or qualifier that say so.
MEANINGS = (
    ("domestic abuse", r"\b(domestic|da|dv|dva|da[sv]h|domestic abuse|dom)\b"),
    ("hate crime", r"\bhate\b"),
    ("knife", r"\b(knife|knives|blade|bladed|sharp)\b"),
    ("firearm", r"\b(gun|firearms?|shooting)\b"),
    ("alcohol", r"\b(alcohol|ai|drink|drunk|intoxicated|alc)\b"),
    ("drugs", r"\bdrugs?\b"),
    ("under 25", r"\b(under|u) ?25s?\b"),
    ("gang", r"\b(gangs?|county lines?|ocg)\b"),
    ("child exploitation", r"\b(cse|cce|exploitation)\b"),
    ("mental health", r"\bmental\b"),
    ("vulnerable", r"\bvulnerab"),
    ("repeat", r"\brepeat\b"),
    ("night-time economy", r"\b(nte|night time)\b"),
    ("retail", r"\bretail\b"),
    ("serious violence", r"\b(serious violence|sv|svd)\b"),
    ("weapon", r"\bweapons?\b"),
    ("racial", r"\b(racial|racist)\b"),
)
_YES = frozenset({"Y", "YES", "TRUE", "T", "1", "1.0", "X", "✓"})
_NO = frozenset({"N", "NO", "FALSE", "F", "0", "0.0", ""})


def meaning_of(words: str) -> str | None:
    """Find what a flag means by its heading or its value.

    Examples
    --------
    >>> meaning_of("da flag"), meaning_of("flag code")
    ('domestic abuse', None)
    """
    plain = re.sub(r"[^a-z0-9]+", " ", words.lower())
    return next((name for name, found in MEANINGS if re.search(found, plain)), None)


def share_yes_no(texts: pd.Series) -> float:
    """Share of the filled cells that say yes or no."""
    filled = texts[texts != ""].str.upper()
    return float(filled.isin(list(_YES | _NO)).mean()) if len(filled) else 0.0


def is_yes(texts: pd.Series) -> pd.Series:
    """Tell where a flag says yes."""
    return texts.str.upper().isin(list(_YES))


def not_yes_or_no(texts: pd.Series) -> pd.Series:
    """Tell where a flag says something that is neither yes nor no."""
    return ~texts.str.upper().isin(list(_YES | _NO))


def holds_value(texts: pd.Series, value: str) -> pd.Series:
    """Tell where a column of codes or qualifiers holds the one given."""
    pattern = rf"(?:^|[^A-Z0-9]){re.escape(value.upper())}(?:$|[^A-Z0-9])"
    return texts.str.upper().str.contains(pattern, regex=True)


def flags_of(
    frame: pd.DataFrame, meanings: dict[str, str | dict[str, str]]
) -> dict[str, pd.Series]:
    """Give yes or no for each meaning; two columns of one meaning are joined."""
    said: dict[str, pd.Series] = {}
    for column, meaning in meanings.items():
        texts = frame[column]
        codes = {None: meaning} if isinstance(meaning, str) else meaning
        for code, name in codes.items():
            hit = is_yes(texts) if code is None else holds_value(texts, code)
            said[name] = said[name] | hit if name in said else hit
    return said


def flags_unread(
    frame: pd.DataFrame, meanings: dict[str, str | dict[str, str]]
) -> dict[str, int]:
    """Count, by column of yes and no, the cells that say neither."""
    counts = {
        column: int(not_yes_or_no(frame[column]).sum())
        for column, meaning in meanings.items()
        if isinstance(meaning, str)
    }
    return {column: n for column, n in counts.items() if n}
