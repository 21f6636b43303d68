"""What the words in data.police.uk files mean: categories, streets, blanks."""

from __future__ import annotations

import re
from pathlib import PurePath

from hotspots.settings import CATEGORIES

ANTISOCIAL_BEHAVIOUR = "Anti-social behaviour"

# Names and spellings other than the one of today. Until 2013 "Public disorder and
# weapons" held possession of weapons as well, so "Public order" of those months counts
# more than it does today. "violent-crime" is the interface's name for the category
# that files call "Violence and sexual offences".
_OTHER_SPELLINGS: dict[str, str] = {
    "ASB": ANTISOCIAL_BEHAVIOUR,
    "Violent crime": "Violence and sexual offences",
    "Violence and sexual offenses": "Violence and sexual offences",
    "Violence and sex offences": "Violence and sexual offences",
    "Public disorder and weapons": "Public order",
    "Public order offences": "Public order",
    "Criminal damage": "Criminal damage and arson",
    "Possession of weapon": "Possession of weapons",
    "Weapons possession": "Possession of weapons",
    "Cycle theft": "Bicycle theft",
    "Shop lifting": "Shoplifting",
    "Drug offences": "Drugs",
    "Drugs offences": "Drugs",
    "Other crimes": "Other crime",
    "Other thefts": "Other theft",
}
_NOT_A_LETTER = re.compile(r"[^a-z]+")
_SMALL_WORDS = frozenset({"and", "the"})

# What programs write for an empty cell: R, SQL, pandas, Excel and people.
BLANKS = frozenset(
    {
        *("", "na", "n/a", "#n/a", "<na>", "n.a.", "nan", "nat", "null", "(null)"),
        *("#null!", "none", "nil", "-", "--", ".", "\\n", "(blank)", "undefined"),
    }
)

_NEAR = "On or near"
# The files write every word with a capital, and take the s after an apostrophe for one.
_CAPITAL_S = re.compile(r"(?<=\w)(['\u2019])S\b")
_WITH_CAPITAL_S = ("'S", "\u2019S")
_STREET_FILE = re.compile(
    r"(?P<month>\d{4}-\d{2})-(?P<force>.+?)-street", flags=re.IGNORECASE
)


def is_blank(text: str) -> bool:
    """Say whether a cell's text stands for nothing.

    Examples
    --------
    >>> is_blank(" NULL "), is_blank("Nunhead")
    (True, False)
    """
    return text.strip().casefold() in BLANKS


def category_today(category: str) -> str:
    """Return a category by its name of today; a name that is not known stays.

    Examples
    --------
    >>> category_today("Violent crime"), category_today("anti-social-behaviour")
    ('Violence and sexual offences', 'Anti-social behaviour')
    >>> category_today("ANTISOCIAL BEHAVIOUR"), category_today("Ghosts")
    ('Anti-social behaviour', 'Ghosts')
    """
    return _BY_KEY.get(_key(category), category.strip())


def is_known(category: str) -> bool:
    """Say whether a category, by its name of today, is one that data.police.uk uses."""
    return category in CATEGORIES


def _key(category: str) -> str:
    """Return a category's letters without the words that spellings leave out."""
    words = _NOT_A_LETTER.split(category.casefold().replace("&", " and "))
    return "".join(word for word in words if word not in _SMALL_WORDS)


_BY_KEY = {
    _key(name): today
    for name, today in [*_OTHER_SPELLINGS.items(), *((c, c) for c in CATEGORIES)]
}


def street_name(location: str) -> str:
    """Return the street or kind of place without "On or near", written as on its sign.

    Examples
    --------
    >>> street_name("On or near Gabriel'S Hill")
    "Gabriel's Hill"
    """
    street = location.removeprefix(_NEAR).strip()
    if any(letters in street for letters in _WITH_CAPITAL_S):
        return _CAPITAL_S.sub(r"\1s", street)
    return street


def force_in_file_name(name: str) -> str:
    """Return the force that a file's name gives; empty if it gives none.

    Examples
    --------
    >>> force_in_file_name("kent.zip: 2025-01/2025-01-kent-street.csv")
    'kent'
    >>> force_in_file_name("2025-01-avon-and-somerset-street.csv")
    'avon-and-somerset'
    """
    found = _STREET_FILE.search(PurePath(name).name)
    return "" if found is None else found["force"].casefold()


def month_in_file_name(name: str) -> str:
    """Return the month that a file's name gives, as 2025-01; empty if it gives none.

    Examples
    --------
    >>> month_in_file_name("2025-01-kent-street.csv")
    '2025-01'
    """
    found = _STREET_FILE.search(PurePath(name).name)
    return "" if found is None else found["month"]
