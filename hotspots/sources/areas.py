"""Police forces, their districts, and every name that a district goes or went by.

Which districts a force has is a fact: `data/forces.csv` lists the 43 forces of England
and Wales with their 318 districts. `data/district_names.csv` leads each name that LSOA
names begin with, in any census, and each former name, to the district of today.
"""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_DATA = Path(__file__).parents[2] / "data"

KENT_FORCE = "Kent Police"

# An LSOA's name is its district's and a number: Maidstone 007A.
_LSOA_NUMBER = re.compile(r"\s+\d+[A-Za-z]+$")
_NOT_A_LETTER = re.compile(r"[^a-z]+")
# Words that forces' names hold and that tell none from another.
_KIND_OF_FORCE = frozenset({"police", "constabulary", "service", "force", "the", "and"})


@dataclass(frozen=True)
class Force:
    """A territorial police force of England and Wales.

    Attributes
    ----------
    slug
        Its name in file names of data.police.uk, such as `kent`.
    name
        Its name in their column “Falls within”.
    districts
        Its districts by their code (Office for National Statistics).
    """

    slug: str
    name: str
    districts: dict[str, str]


@functools.cache
def forces() -> dict[str, Force]:
    """Return the 43 forces by slug.

    Examples
    --------
    >>> len(forces()), sum(len(force.districts) for force in forces().values())
    (43, 318)
    """
    found: dict[str, Force] = {}
    for row in _rows("forces.csv"):
        force = found.setdefault(row["force"], Force(row["force"], row["name"], {}))
        force.districts[row["code"]] = row["district"]
    return found


def force_of(name: str) -> Force | None:
    """Return the force that a name or a slug means; None for any other body.

    Examples
    --------
    >>> force_of("Devon & Cornwall Police").slug, force_of("metropolitan").name
    ('devon-and-cornwall', 'Metropolitan Police Service')
    >>> force_of("British Transport Police") is None
    True
    """
    return _forces_by_key().get(_force_key(name))


def district_of_lsoa(lsoa_name: str) -> str:
    """Return the district of today that an LSOA's name begins with; empty if unknown.

    Examples
    --------
    >>> district_of_lsoa("Maidstone 007A"), district_of_lsoa("Shepway 014B")
    ('Maidstone', 'Folkestone and Hythe')
    >>> district_of_lsoa("Taunton Deane 003C"), district_of_lsoa("NULL")
    ('Somerset', '')
    """
    return district_named(_LSOA_NUMBER.sub("", lsoa_name.strip()))


def district_named(name: str) -> str:
    """Return the district of today that a name means or meant; empty if unknown.

    Examples
    --------
    >>> district_named("TONBRIDGE & MALLING"), district_named("Bristol")
    ('Tonbridge and Malling', 'Bristol, City of')
    """
    return _districts_by_key().get(_key(name), "")


def districts_of(found: Iterable[Force]) -> tuple[str, ...]:
    """Return the districts of some forces together, in the order of the alphabet."""
    return tuple(sorted({name for force in found for name in force.districts.values()}))


def force_with(district: str) -> str:
    """Return the slug of the force that a district belongs to."""
    return _force_by_district()[district]


@functools.cache
def _force_by_district() -> dict[str, str]:
    return {
        name: slug
        for slug, force in forces().items()
        for name in force.districts.values()
    }


@functools.cache
def _forces_by_key() -> dict[frozenset[str], Force]:
    by_key = {_force_key(force.slug): force for force in forces().values()}
    by_key |= {_force_key(force.name): force for force in forces().values()}
    return by_key


@functools.cache
def _districts_by_key() -> dict[str, str]:
    return {_key(row["name"]): row["district"] for row in _rows("district_names.csv")}


def _force_key(name: str) -> frozenset[str]:
    words = _NOT_A_LETTER.split(_plain(name))
    return frozenset(words) - _KIND_OF_FORCE - {""}


def _key(name: str) -> str:
    return _NOT_A_LETTER.sub("", _plain(name))


def _plain(name: str) -> str:
    """Return small letters without accents; an ampersand is a word."""
    apart = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _rows(file: str) -> list[dict[str, str]]:
    with (_DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


# Office for National Statistics codes: Kent's 12 districts and Medway.
KENT_DISTRICTS: dict[str, str] = dict(sorted(forces()["kent"].districts.items()))
