"""What each made-up offence is like: how common, how public, when, and how flagged.

The shares are those of England and Wales (`offence_classes.csv`); everything else here
is made up, so that weeks of the second sample have a shape to be found. No line knows
of zones or of patrols.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

HOURS, DAYS = 24, 7
# The hour at which a day begins where hours are drawn: nights belong to one day.
FIRST_HOUR = 5

# Chances of each hour from 05:00 to 04:00, and of each day from Monday to Sunday.
_CURVES = {
    "evening": (
        "1 1 2 3 4 4 5 6 6 6 7 8 9 10 11 11 10 8 6 4 3 2 1 1",
        "9 9 9 9 11 12 11",
    ),
    "night out": (
        "0 0 0 0 0 0 0 0 0 0 0 1 1 2 3 5 8 11 14 15 13 9 5 2",
        "3 3 4 6 20 24 7",
    ),
    "at home": (
        "3 3 5 6 6 6 6 6 6 6 6 7 8 9 10 10 10 9 8 11 5 4 3 3",
        "10 9 9 9 10 11 12",
    ),
    "after school": (
        "0 0 1 4 2 2 3 5 3 3 12 16 12 8 7 6 4 2 1 0 0 0 0 0",
        "10 10 10 10 11 5 4",
    ),
    "trading hours": (
        "0 1 2 4 6 8 9 10 10 10 10 10 9 8 6 4 2 1 0 0 0 0 0 0",
        "10 10 10 10 11 12 7",
    ),
}
PATTERNS = tuple(_CURVES)


def weeks() -> NDArray[np.float64]:
    """Return the chance of each hour of a calendar week, Monday 00:00 on, by pattern.

    Examples
    --------
    >>> weeks().shape, weeks().sum(axis=1).round(9).tolist()
    ((5, 168), [1.0, 1.0, 1.0, 1.0, 1.0])
    """
    weeks = []
    for hours, days in _CURVES.values():
        of_hours = np.array(hours.split(), dtype=float)
        of_days = np.array(days.split(), dtype=float)
        from_five = np.outer(of_days, of_hours).ravel()
        weeks.append(np.roll(from_five / from_five.sum(), FIRST_HOUR))
    return np.array(weeks)


@dataclass(frozen=True)
class Habit:
    """What offences of some class are like.

    Attributes
    ----------
    public
        How far in public they happen, from -2 (in homes) to 2 (in the street).
    mix
        Weight of each of `PATTERNS`.
    span_hours
        Median hours between committed from and to, where these differ.
    share_span
        Share of offences whose two times differ by hours.
    domestic, knife
        Share flagged.
    untimed
        Share recorded with a day and no time.
    """

    public: float = 0.0
    mix: tuple[float, ...] = (6, 1, 2, 1, 1)
    span_hours: float = 1.0
    share_span: float = 0.1
    domestic: float = 0.0
    knife: float = 0.0
    untimed: float = 0.01


_STREET = (3, 6, 1, 1, 0.5)
_INDOORS = (1, 0.2, 8, 0.5, 0.5)
_ANY = (5, 1, 3, 1, 1)
_SHOPS = (0.5, 0.1, 0, 0.5, 9)

# By offence class; the rest are as their category says.
OF_CLASS = {
    "105A": Habit(0.2, _ANY, domestic=0.42, knife=0.004),
    "8N": Habit(0.6, (3, 4, 3, 0.7, 0.4), domestic=0.36, knife=0.015),
    "5D": Habit(1.2, _STREET, domestic=0.24, knife=0.28),
    "5E": Habit(0.8, _ANY, domestic=0.2, knife=0.15),
    "2": Habit(0.9, _STREET, domestic=0.2, knife=0.5),
    "1/4.1/4.10/4.2": Habit(0.4, _STREET, domestic=0.3, knife=0.4),
    "8R": Habit(-1.4, _INDOORS, 90, 0.5, domestic=0.3, untimed=0.1),
    "8L": Habit(-1.0, _INDOORS, 200, 0.5, domestic=0.38, untimed=0.06),
    "8Q": Habit(-1.0, _INDOORS, 400, 0.6, domestic=0.6, untimed=0.06),
    "3B": Habit(-0.4, _ANY, domestic=0.3, knife=0.12),
    "104": Habit(0.9, _STREET),
    "8S": Habit(1.0, _STREET, knife=0.02),
    "8P": Habit(0.9, _STREET, knife=0.01),
    "105B": Habit(0.8, _ANY),
    "11A": Habit(-1.5, _INDOORS, 300, 0.5, domestic=0.4, untimed=0.1),
    "36": Habit(0.2, _ANY, domestic=0.3, knife=0.1),
    "20A": Habit(0.5, (2, 4, 3, 0.5, 0.5), 4, 0.3, domestic=0.12, untimed=0.05),
    "34A": Habit(0.8, (4, 1, 0, 0.5, 4), knife=0.3),
    "34B": Habit(1.2, (5, 5, 0.3, 3, 1), knife=0.24),
    "10D": Habit(0.8, (4, 3, 0.5, 2, 2), knife=1.0),
}
# The code that a force would mostly write, where a class has several.
USUAL_CODES = {
    "105A": "105/01",
    "8N": "008/06",
    "8L": "195/94",
    "8R": "008/72",
    "9B": "125/82",
    "20A": "020/05",
    "49": "049/10",
    "58A": "149/00",
    "58B": "149/00",
    "58C": "149/00",
    "58D": "149/00",
    "66": "066/01",
    "86": "086/02",
    "92D": "092/50",
}
# Sexual offences without a line of their own: mostly at home, many reported late.
SEXUAL = Habit(-1.0, _INDOORS, 30, 0.5, domestic=0.25, untimed=0.12)
OF_CATEGORY = {
    "Anti-social behaviour": Habit(0.0, (7, 2, 1.5, 2, 0.5), share_span=0.02),
    "Bicycle theft": Habit(mix=(3, 0.5, 2, 2, 5), span_hours=7, share_span=0.85),
    "Burglary": Habit(mix=(5, 0.5, 4, 0.5, 2), span_hours=9, share_span=0.85),
    "Criminal damage and arson": Habit(
        mix=(6, 2, 3, 1, 0.5), span_hours=7, share_span=0.55, domestic=0.1
    ),
    "Drugs": Habit(0.5, (6, 3, 0.5, 1, 1.5), share_span=0),
    "Other crime": Habit(mix=_ANY, span_hours=24, share_span=0.3, untimed=0.05),
    "Other theft": Habit(mix=(4, 2, 3, 0.5, 4), span_hours=8, share_span=0.6),
    "Possession of weapons": Habit(0.6, (4, 3, 0.5, 1, 1.5), share_span=0),
    "Public order": Habit(0.7, (4, 3, 1, 1.5, 1.5), domestic=0.06),
    "Robbery": Habit(1.0, (5, 5, 0.3, 3, 1), knife=0.24),
    "Shoplifting": Habit(1.0, _SHOPS, share_span=0.05),
    "Theft from the person": Habit(1.2, (2, 6, 0, 1, 5), 1.5, 0.5),
    "Vehicle crime": Habit(mix=(6, 1, 5, 0, 0.5), span_hours=10, share_span=0.9),
    "Violence and sexual offences": Habit(0.0, _ANY),
}

# The thirteen national types: share in a hundred, class, and how public.
ASB_TYPES = {
    "Rowdy or inconsiderate behaviour": (51.0, "Nuisance", 0.3),
    "Rowdy or nuisance neighbours": (14.0, "Personal", -1.4),
    "Vehicle nuisance or inappropriate use": (11.0, "Nuisance", 0.4),
    "Nuisance noise": (6.0, "Nuisance", -1.0),
    "Street drinking": (2.5, "Environmental", 1.6),
    "Littering or drugs paraphernalia": (3.0, "Environmental", 0.4),
    "Vehicle abandoned": (3.0, "Environmental", -0.3),
    "Animal problems": (2.5, "Nuisance", -0.3),
    "Begging": (2.0, "Environmental", 1.8),
    "Trespassing": (2.0, "Nuisance", 0.3),
    "Nuisance calls": (1.5, "Personal", -1.2),
    "Misuse of fireworks": (1.3, "Nuisance", 0.2),
    "Prostitution-related activity": (0.2, "Environmental", 1.0),
}

# Kinds of place: how much more public than a street, and how much more a place of
# nights out and of trading hours.
KINDS = {
    "Bus/Coach Station": (1.2, 0.6, 0.3),
    "Hospital": (0.5, 0.0, 0.0),
    "Nightclub": (2.0, 2.2, -1.0),
    "Park/Open Space": (0.6, -0.4, 0.0),
    "Parking Area": (0.6, 0.6, 0.0),
    "Petrol Station": (0.8, 0.3, 0.3),
    "Prison": (-0.5, -3.0, 0.5),
    "Shopping Area": (1.2, 0.5, 0.8),
    "Supermarket": (0.8, -0.4, 0.8),
    "Theatre/Concert Hall": (0.8, 0.8, 0.0),
}


def habit_of(category: str, offence_class: str, *, subgroup: str = "") -> Habit:
    """Return the habit of an offence class of a category.

    Examples
    --------
    >>> habit_of("Violence and sexual offences", "19C", subgroup="Rape offences").public
    -1.0
    >>> habit_of("Burglary", "28E").span_hours
    9
    """
    if offence_class in OF_CLASS:
        return OF_CLASS[offence_class]
    sexual = any(word in subgroup.lower() for word in ("rape", "sexual"))
    return SEXUAL if sexual else OF_CATEGORY[category]
