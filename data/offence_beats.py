"""The beats of the second sample: made-up names, several to a district.

A beat is an LSOA of the first sample, named by the word that most of its streets share.
Prisons and hospitals are beats of their own, so that their zones can be known.
"""

from __future__ import annotations

from collections import Counter

import pandas as pd

from data.sample_places import APART, STREET_WORDS

_WORDS = frozenset(STREET_WORDS.split())


def beats_of(lsoa: pd.Series, location: pd.Series) -> pd.Series:
    """Name the beat of each row.

    Parameters
    ----------
    lsoa
        LSOA names, such as Maidstone 007A; empty for places of no beat.
    location
        Streets, or kinds of place.

    Examples
    --------
    >>> lsoa = pd.Series(["Dover 001A", "Dover 001A", "Dover 002B", "Dover 002B", ""])
    >>> streets = ["Acorn Hill", "Prison", "Acorn Way", "Oast Lane", "No Location"]
    >>> beats_of(lsoa, pd.Series(streets)).to_list()
    ['Acorn', 'Prison', 'Oast', 'Oast', '']
    """
    word = location.str.split(" ").str[0]
    named = pd.DataFrame({"lsoa": lsoa, "word": word})
    named = named[named["word"].isin(_WORDS) & (lsoa != "")]
    words: dict[str, list[str]] = {}
    counted = named.value_counts(sort=False).reset_index()
    counted = counted.sort_values(
        ["lsoa", "count", "word"], ascending=[True, False, True]
    )
    for name, word_of_street in zip(counted["lsoa"], counted["word"], strict=True):
        words.setdefault(name, []).append(word_of_street)
    beats = lsoa.map(_named_once(words)).fillna("")
    return beats.where(~location.isin(list(APART)), location).where(lsoa != "", "")


def _named_once(words: dict[str, list[str]]) -> dict[str, str]:
    """Give each LSOA its commonest word that no other of its district has."""
    taken: set[tuple[str, str]] = set()
    again: Counter[tuple[str, str]] = Counter()
    names = {}
    for lsoa, of_lsoa in words.items():
        district = lsoa.rsplit(" ", 1)[0]
        free = [word for word in of_lsoa if (district, word) not in taken]
        if free:
            names[lsoa] = free[0]
        else:
            again[district, of_lsoa[0]] += 1
            names[lsoa] = f"{of_lsoa[0]} {again[district, of_lsoa[0]] + 1}"
        taken.add((district, names[lsoa]))
    return names
