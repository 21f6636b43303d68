"""What the words in data.police.uk files mean: categories, streets, forces."""

from __future__ import annotations

import re
from pathlib import PurePath

from hotspots.sources.areas import KENT_FORCE

ANTISOCIAL_BEHAVIOUR = "Anti-social behaviour"

# Names until 2013. "Public disorder and weapons" held possession of weapons as well,
# so "Public order" of those months counts more than it does today.
CATEGORY_NAMES_TODAY: dict[str, str] = {
    "Violent crime": "Violence and sexual offences",
    "Public disorder and weapons": "Public order",
}

_NEAR = "On or near"
# The files write every word with a capital, and take the s after an apostrophe for one.
_CAPITAL_S = re.compile(r"(?<=\w)(['\u2019])S\b")
_WITH_CAPITAL_S = ("'S", "\u2019S")
_STREET_FILE = re.compile(r"\d{4}-\d{2}-(?P<force>.+)-street")


def category_today(category: str) -> str:
    """Return a category by its name of today; a name that is not known stays.

    Examples
    --------
    >>> category_today("Violent crime")
    'Violence and sexual offences'
    """
    return CATEGORY_NAMES_TODAY.get(category, category)


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
    """Return the force that a file's name tells; empty if it tells none.

    Examples
    --------
    >>> force_in_file_name("kent.zip: 2025-01/2025-01-kent-street.csv")
    'Kent Police'
    >>> force_in_file_name("2025-01-avon-and-somerset-street.csv")
    'avon-and-somerset'
    """
    told = _STREET_FILE.search(PurePath(name).name)
    if told is None:
        return ""
    force = told["force"]
    return KENT_FORCE if force == "kent" else force
