"""Addresses are not streets: how far a zone is one map point, a prison, a hospital."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.method.zoning.counts import is_among, is_counted
from hotspots.tables import ADDRESS_FLAGS

if TYPE_CHECKING:
    from hotspots.method.zoning.zones import Zoning

MOSTLY_ONE_ADDRESS_FROM = 0.8

# A zone is flagged where more than half of its incidents name such a building.
BUILDING_OF_FLAG = {
    "mostly_prison": "Prison",
    "mostly_hospital": "Hospital",
    "mostly_police_station": "Police Station",
}


def addresses(
    incidents: pd.DataFrame,
    zoning: Zoning,
    *,
    categories: Sequence[str],
    first: str,
    last: str,
) -> pd.DataFrame:
    """Say for each zone how far its incidents stand at one address.

    Parameters
    ----------
    incidents
        The incidents table.
    zoning
        The zones of these incidents.
    categories, first, last
        The incidents that count: of these categories, in these months (included).

    Returns
    -------
    pandas.DataFrame
        A row a zone, in the order of `zoning.zones`: `share_at_one_point` (0 to 1; 0
        where no incident counts) and the flags of `ADDRESS_FLAGS`.
    """
    counts = is_counted(incidents, categories=categories, first=first, last=last)
    incident, zone = zoning.memberships()
    incident, zone = incident[counts[incident]], zone[counts[incident]]
    n_zones = len(zoning.zones)
    volume = np.bincount(zone, minlength=n_zones)
    points = incidents["point"].to_numpy()[incident]
    share = _shares(_busiest_point(zone, points, n_zones), volume)
    flags = {"mostly_one_address": share >= MOSTLY_ONE_ADDRESS_FROM}
    for flag, building in BUILDING_OF_FLAG.items():
        named = is_among(incidents["location"], building.__eq__)[incident]
        flags[flag] = 2 * np.bincount(zone[named], minlength=n_zones) > volume
    return pd.DataFrame({"share_at_one_point": share, **flags})


def is_address(zones: pd.DataFrame) -> pd.Series:
    """Say which zones are mostly one address, a prison, a hospital or a police station.

    Parameters
    ----------
    zones
        Any table with the flags of `ADDRESS_FLAGS`.
    """
    return zones[list(ADDRESS_FLAGS)].any(axis=1)


def names_a_building(name: str) -> bool:
    """Say whether a zone's name is that of a prison, hospital or police station.

    Examples
    --------
    >>> names_a_building("Hospital near Mill Lane"), names_a_building("Hospital Lane")
    (True, False)
    """
    return any(
        name == building or name.startswith((f"{building} near ", f"{building} ("))
        for building in BUILDING_OF_FLAG.values()
    )


def _busiest_point(
    zone: NDArray[np.int64], point: NDArray[np.int64], n_zones: int
) -> NDArray[np.int64]:
    """Return for each zone the incidents at its busiest map point."""
    pair, at_point = np.unique((zone << 32) + point, return_counts=True)
    busiest = np.zeros(n_zones, dtype=np.int64)
    np.maximum.at(busiest, pair >> 32, at_point)
    return busiest


def _shares(part: NDArray[np.int64], whole: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.divide(part, whole, out=np.zeros(len(whole)), where=whole > 0)
