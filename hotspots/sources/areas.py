"""Districts and areas by name: Kent's, and what an LSOA's name says."""

from __future__ import annotations

import re

KENT_FORCE = "Kent Police"

# Office for National Statistics codes: Kent's 12 districts and Medway.
KENT_DISTRICTS: dict[str, str] = {
    "E06000035": "Medway",
    "E07000105": "Ashford",
    "E07000106": "Canterbury",
    "E07000107": "Dartford",
    "E07000108": "Dover",
    "E07000109": "Gravesham",
    "E07000110": "Maidstone",
    "E07000111": "Sevenoaks",
    "E07000112": "Folkestone and Hythe",
    "E07000113": "Swale",
    "E07000114": "Thanet",
    "E07000115": "Tonbridge and Malling",
    "E07000116": "Tunbridge Wells",
}

# Forces without a list of their own: a district counts as theirs from this share of
# the force's rows. Below it lie rows recorded far outside the force.
LEAST_SHARE_OF_FORCE = 0.005

# Old names that the files still carry.
DISTRICT_NAMES_TODAY: dict[str, str] = {"Shepway": "Folkestone and Hythe"}

_LSOA_NUMBER = re.compile(r"\s+\d+[A-Z]+$")


def district_of_lsoa(lsoa_name: str) -> str:
    """Return the district, by its name of today, that an LSOA's name begins with.

    Examples
    --------
    >>> district_of_lsoa("Maidstone 007A")
    'Maidstone'
    >>> district_of_lsoa("Shepway 014B")
    'Folkestone and Hythe'
    """
    district = _LSOA_NUMBER.sub("", lsoa_name.strip())
    return DISTRICT_NAMES_TODAY.get(district, district)
