"""What reading gives: the incidents, the rows set aside, and what each file gave."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from hotspots.settings import CATEGORIES
from hotspots.settings.counting import IncidentKind
from hotspots.sources.placing import Area

if TYPE_CHECKING:
    from hotspots.sources.force_extract.reading import ExtractSummary

# Where incidents come from. Those of data.police.uk anyone can have.
POLICE_UK, FORCE_EXTRACT = "data.police.uk", "force extract"


# What became of a file: `status` of table `FILES`.
READ, IN_PART, ELSEWHERE = "read", "in part", "elsewhere"
IDENTICAL, NOT_USED = "identical", "not used"


@dataclass(frozen=True)
class MonthRead:
    """A month that a file does not write as 2025-01, and the month it stands for."""

    file: str
    text: str
    month: str


@dataclass(frozen=True, eq=False)
class ExtractDetails:
    """What an extract says beside the incidents table; no export shows any of it.

    Attributes
    ----------
    rows
        A row for each row of the incidents table, in its order: `start`, `end` (local
        time), `has_time`, and a `flag: MEANING` column of true and false for each flag.
    files
        What is said of each file: its columns, and offences without a class.
    content
        Fingerprint of the incidents, whatever flags were asked for.
    overlaps
        Pairs of files whose days overlap and whose rows cannot be told apart.
    """

    rows: pd.DataFrame
    files: tuple[ExtractSummary, ...]
    content: str
    overlaps: tuple[tuple[str, str], ...] = ()


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
    basis
        Where these districts come from; None where nobody asks.
    months_read
        The months that files write otherwise, as they were read.
    synthetic
        Whether any file used holds made-up incidents, as the built-in sample does;
        whatever shows figures of such a reading says "Synthetic".
    source_kind
        `POLICE_UK`, or `FORCE_EXTRACT` where any file used is one.
    kinds
        Of a force's extract: what the incidents of each category are.
    extract
        Of a force's extract: what no export shows.
    """

    incidents: pd.DataFrame
    set_aside: pd.DataFrame
    files: pd.DataFrame
    fingerprint: str
    area: tuple[str, ...]
    basis: Area | None = None
    months_read: tuple[MonthRead, ...] = ()
    synthetic: bool = False
    source_kind: str = POLICE_UK
    kinds: tuple[IncidentKind, ...] = ()
    extract: ExtractDetails | None = None

    @functools.cached_property
    def months(self) -> tuple[str, ...]:
        """The months that hold incidents, in order."""
        present = self.incidents["month"].cat
        codes = sorted(present.codes.unique())
        return tuple(str(present.categories[code]) for code in codes)

    @property
    def is_public(self) -> bool:
        """Whether anyone can have the same incidents, and count them again."""
        return self.source_kind == POLICE_UK

    @property
    def unknown_categories(self) -> pd.DataFrame:
        """Incidents of categories that data.police.uk does not have.

        No strand counts them unless it names them: `category`, `month` and `incidents`.
        """
        category = self.incidents["category"]
        known = {*CATEGORIES, *(kind.category for kind in self.kinds)}
        unknown = [name for name in category.cat.categories if name not in known]
        rows = self.incidents.loc[category.isin(unknown), ["category", "month"]]
        counted = rows.astype("str").value_counts(sort=False).rename("incidents")
        return counted.reset_index().sort_values(["category", "month"])


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
