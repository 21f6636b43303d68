"""Rows of an extract: kept, or set aside with the reason.

Kept and set aside are together all that was read.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from hotspots.sources.force_extract.columns.mapping import Mapping
from hotspots.sources.force_extract.what import WhatHappened
from hotspots.sources.force_extract.when import When

# Why a row is set aside. The first that holds is the row's reason.
REASONS = (
    "broken quotes",
    "wrong number of cells",
    "heading repeated",
    "no date",
    "date not readable",
    "time not readable",
    "no position",
    "neither antisocial behaviour nor an offence",
    "no offence",
    "position outside the area",
    "another person of a crime already read",
    "an earlier version of an incident",
    "the same crime again",
)
# Any 16 letters: keys of one run are told apart by them and say nothing by themselves.
_HASH_KEY = "hotspots-extract"


class SetAside:
    """Reasons gathered row by row; the first one given stays."""

    def __init__(self, rows: pd.Index) -> None:
        self.reason = pd.Series(None, index=rows, dtype=object)

    def where(self, bad: pd.Series | np.ndarray, reason: str) -> None:
        """Set aside the rows that are bad and not set aside yet."""
        hits = np.asarray(bad, dtype=bool) & self.reason.isna().to_numpy()
        self.reason[hits] = reason

    def free(self) -> pd.Series:
        """Rows that nothing speaks against so far."""
        return self.reason.isna()


def incident_keys(identifiers: pd.Series) -> pd.Series:
    """Give a number for each identifier, the same in each file; missing where blank.

    Only these numbers leave the reader; the identifiers stay in it.
    """
    plain = identifiers.str.upper()
    # Most numbers have no space in them, and looking for one is quicker than cutting.
    if any(map(str.isspace, set("".join(plain)))):
        plain = plain.str.replace(r"\s+", "", regex=True)
    hashed = pd.util.hash_array(
        plain.to_numpy(dtype=object), hash_key=_HASH_KEY, categorize=True
    )
    keys = pd.Series(hashed, index=identifiers.index).astype("UInt64")
    return keys.where(plain != "")


def repeats(
    keys: pd.Series,
    what: WhatHappened,
    free: pd.Series,
    version: pd.Series | None,
) -> tuple[pd.Series, pd.Series]:
    """Tell rows that repeat an incident: those to drop, and whether an older version.

    An identifier with two different offences is two offences of one occurrence.
    """
    group = pd.DataFrame({"key": keys, "what": what.label()})[free & keys.notna()]
    dropped = pd.Series(data=False, index=keys.index)
    older = pd.Series(data=False, index=keys.index)
    if version is not None:
        by_version = group.assign(version=version[group.index].fillna(-1))
        newest = by_version.groupby("key")["version"].transform("max")
        older[group.index] = by_version["version"] < newest
        group = group[~older[group.index]]
    dropped[group.index] = group.duplicated()
    return dropped, older


def differing_repeats(
    dropped: pd.Series, keys: pd.Series, when: When, places: pd.DataFrame
) -> int | None:
    """Give the first row that repeats an identifier at another time or place."""
    if not dropped.any():
        return None
    frame = pd.DataFrame(
        {
            "key": keys,
            "start": when.start,
            "easting": places["easting"].round(),
            "northing": places["northing"].round(),
        }
    )[keys.isin(keys[dropped])]
    first = frame.groupby("key").transform("first")
    same = (
        (frame["start"] == first["start"])
        & (frame["easting"] == first["easting"])
        & (frame["northing"] == first["northing"])
    )
    odd = same[~same & dropped[same.index]]
    return int(odd.index[0]) if len(odd) else None


def rows_are_persons(mapping: Mapping, dropped: pd.Series) -> bool:
    """Tell whether rows stand for persons: they repeat, and persons have columns."""
    if mapping.one_row_per is not None:
        return mapping.one_row_per == "person"
    return bool(mapping.person_columns) and bool(dropped.any())
