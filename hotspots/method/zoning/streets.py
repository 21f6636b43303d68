"""Every street and named place of the incidents, and the zones in which it lies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.sources.towns import nearest_towns
from hotspots.tables import STREETS, check

if TYPE_CHECKING:
    from hotspots.method.zoning.zones import Zoning

# People add the name of a village to a street, or of a small or large town.
TOWN_SIZES = (1, 3, 4)
# What people leave out, or write otherwise, when they look for a name.
_BETWEEN_WORDS = re.compile(r"[\s/.,()&-]+")
_UNSAID = re.compile(r"['’`]")  # noqa: RUF001


def streets_of_zones(incidents: pd.DataFrame, zoning: Zoning) -> pd.DataFrame:
    """List each street with each zone that it has incidents in, of any kind and month.

    Parameters
    ----------
    incidents
        The incidents table.
    zoning
        The zones of these incidents.

    Returns
    -------
    pandas.DataFrame
        Table `STREETS`, most incidents first.
    """
    names = incidents["location"].cat
    incident, zone = zoning.memberships()
    width = np.int64(len(names.categories))
    pair, n = np.unique(
        zone * width + names.codes.to_numpy()[incident], return_counts=True
    )
    ids = zoning.zones["zone"].to_numpy()
    street = names.categories.to_numpy(dtype=object)[pair % width]
    streets = pd.DataFrame(
        {
            "street": pd.Series(street, dtype="str"),
            "zone": pd.Series(ids[pair // width], dtype="str"),
            "incidents": n.astype(np.int64),
            "area": _areas(zoning)[pair // width],
        }
    )
    ordered = streets.sort_values(
        ["incidents", "street", "zone"], ascending=[False, True, True], kind="stable"
    )
    return check(ordered.reset_index(drop=True), STREETS)


def _areas(zoning: Zoning) -> NDArray[np.object_]:
    """Return each zone's district and towns, as people add them to a street."""
    zones = zoning.zones
    centres = zones["easting"].to_numpy(), zones["northing"].to_numpy()
    named = zones["district"].to_numpy(dtype=object)
    for size in TOWN_SIZES:
        named = named + " " + nearest_towns(*centres, least_size=size)
    return named


def find_streets(streets: pd.DataFrame, text: str) -> pd.DataFrame:
    """Return the streets whose name holds the words, whole names first.

    Capitals, apostrophes and signs between words make no difference. Where no name
    holds them, each word may begin a word of the name, its district or its town.

    Examples
    --------
    >>> names = ["Kings Road", "King's Lane", "Parking Area", "Kings Road"]
    >>> areas = ["Dover", "Dover Deal", "Swale", "Swale"]
    >>> streets = pd.DataFrame(
    ...     {"street": names, "zone": ["A", "B", "C", "D"], "area": areas}
    ... )
    >>> find_streets(streets, "king's road")["zone"].to_list()
    ['A', 'D']
    >>> find_streets(streets, "KING")["zone"].to_list()
    ['A', 'B', 'D', 'C']
    >>> find_streets(streets, "Kings Ln, Deal")["zone"].to_list()
    []
    >>> find_streets(streets, "King's La, Deal")["zone"].to_list()
    ['B']
    """
    wanted = _folded(text)
    if not wanted:
        return streets.head(0)
    folded = {name: _folded(name) for name in streets["street"].unique()}
    if not any(wanted in each for each in folded.values()):
        return _by_words(streets, folded, wanted.split())
    # Beginning with the words ranks before having them within.
    place = {
        name: _place(each, wanted) for name, each in folded.items() if wanted in each
    }
    found = streets[streets["street"].isin(list(place))]
    order = found["street"].map(place).sort_values(kind="stable").index
    return found.loc[order].reset_index(drop=True)


def _by_words(
    streets: pd.DataFrame, folded: dict[str, str], wanted: list[str]
) -> pd.DataFrame:
    """Return the streets that each word begins a word of; areas lend theirs."""
    in_street = {name: _begun(each, wanted) for name, each in folded.items()}
    areas = streets["area"].unique()
    in_area = {area: _begun(_folded(area), wanted) for area in areas}
    every = set(wanted)
    found = [
        bool(in_street[street]) and in_street[street] | in_area[area] == every
        for street, area in zip(streets["street"], streets["area"], strict=True)
    ]
    return streets[found].reset_index(drop=True)


def _begun(text: str, wanted: list[str]) -> set[str]:
    """Return those of the wanted words that begin a word of a text."""
    words = text.split()
    return {each for each in wanted if any(word.startswith(each) for word in words)}


def _place(name: str, wanted: str) -> int:
    return 0 if name == wanted else 1 if name.startswith(wanted) else 2


def _folded(text: str) -> str:
    return _BETWEEN_WORDS.sub(" ", _UNSAID.sub("", text.casefold())).strip()
