"""Whether files of one force's month are parts of it, or the same rows told twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

# With fewer ids than this in a file, that none is shared says little.
_LEAST_IDS = 20


@dataclass(frozen=True)
class Part:
    """What a file holds of one force's month.

    Attributes
    ----------
    n_rows
        How many rows.
    categories, lsoas, ids
        The categories, the LSOA names and the Crime IDs that these rows have.
    """

    n_rows: int
    categories: frozenset[str]
    lsoas: frozenset[str]
    ids: frozenset[int]

    def is_apart_from(self, other: Part) -> bool:
        """Say whether no row of one can be a row of the other.

        So it is where they share no category, as files a category do, or no LSOA, as
        files a district do, or no Crime ID though both have many.

        Examples
        --------
        >>> lsoas = frozenset({"Swale 001A"})
        >>> asb = Part(9, frozenset({"Anti-social behaviour"}), lsoas, frozenset())
        >>> drugs = Part(5, frozenset({"Drugs"}), lsoas, frozenset())
        >>> asb.is_apart_from(drugs), drugs.is_apart_from(drugs)
        (True, False)
        """
        if not self.categories & other.categories:
            return True
        if not self.lsoas & other.lsoas and self.lsoas and other.lsoas:
            return True
        enough = min(len(self.ids), len(other.ids)) >= _LEAST_IDS
        return enough and not self.ids & other.ids


def part_of(rows: pa.Table, force_month: tuple[str, str]) -> Part:
    """Return what a file's rows hold of one force's month.

    Parameters
    ----------
    rows
        Rows of `StreetFile`.
    force_month
        The force and the month.
    """
    force, month = force_month
    is_of = pc.and_(pc.equal(rows["force"], force), pc.equal(rows["month"], month))
    of_part = rows.filter(is_of)
    ids = np.unique(of_part["id_1"].to_numpy())
    return Part(
        len(of_part),
        frozenset(_different(of_part["category"])),
        frozenset(_different(of_part["lsoa"])) - {""},
        frozenset(ids[ids != 0].tolist()),
    )


def fuller_parts(parts: Mapping[str, Part]) -> dict[str, str]:
    """Name the files that another gives more fully, each with that other.

    Parameters
    ----------
    parts
        What each file holds, by its name.

    Returns
    -------
    dict
        Empty where all are parts of a whole. The fullest file is read; each next one is
        read beside those before it, unless one of them may hold its rows. Of files with
        as many rows the first by name counts as the fuller.

    Examples
    --------
    >>> robbery, drugs = frozenset({"Robbery"}), frozenset({"Drugs"})
    >>> fuller_parts(
    ...     {
    ...         "early.csv": Part(90, robbery, frozenset(), frozenset()),
    ...         "late.csv": Part(100, robbery, frozenset(), frozenset()),
    ...         "drugs.csv": Part(5, drugs, frozenset(), frozenset()),
    ...     }
    ... )
    {'early.csv': 'late.csv'}
    """
    read: list[str] = []
    fuller: dict[str, str] = {}
    for name in sorted(parts, key=lambda name: (-parts[name].n_rows, name)):
        rivals = [n for n in read if not parts[name].is_apart_from(parts[n])]
        if rivals:
            fuller[name] = rivals[0]
        else:
            read.append(name)
    return fuller


def _different(column: pa.ChunkedArray) -> list[str]:
    return [str(text) for text in pc.unique(column.cast(pa.string())).to_pylist()]
