"""What reading gives: the incidents, the rows set aside, and what each file gave."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, eq=False)
class Reading:
    """Incidents and where they came from.

    Attributes
    ----------
    incidents
        Table `INCIDENTS`: the rows kept.
    set_aside
        Table `SET_ASIDE`: the rows not kept, each with its reason.
    files
        Table `FILES`: every file found and what was done with it. Rows kept and rows
        set aside make up the rows read.
    fingerprint
        Text that is the same for the same incidents, whatever their files are called
        and in whatever order or how often they are given. Cache by it.
    area
        The districts in force, in the order of the alphabet.
    synthetic
        Whether any file used holds made-up incidents, as the built-in sample does;
        whatever shows figures of such a reading says "Synthetic".
    """

    incidents: pd.DataFrame
    set_aside: pd.DataFrame
    files: pd.DataFrame
    fingerprint: str
    area: tuple[str, ...]
    synthetic: bool = False


def fingerprint_of(used: Iterable[str], *, area: Iterable[str], polygons: str) -> str:
    """Return the fingerprint of a reading.

    Parameters
    ----------
    used
        One text for each file used: the sha256 of its content, and what of it was left.
    area
        The districts in force.
    polygons
        Identity of the district file that placed incidents; empty if none did.

    Examples
    --------
    >>> one = fingerprint_of(["aa", "bb"], area=["Swale"], polygons="")
    >>> one == fingerprint_of(["bb", "aa", "aa"], area=["Swale"], polygons="")
    True
    """
    parts = [*sorted(set(used)), "area", *sorted(area), "polygons", polygons]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
