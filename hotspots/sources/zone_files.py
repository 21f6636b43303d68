"""The user's own zones: polygons to use as they are drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class ZonePolygons:
    """Polygons that a user brought as zones, in the order of their ids.

    Attributes
    ----------
    ids
        Identifier of each zone, unique.
    names
        Name of each zone, or empty where the file gives none.
    polygons
        Shapely polygons in EPSG:27700 (metres).
    fingerprint
        sha256 of the file, in hexadecimal.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    polygons: NDArray[np.object_]
    fingerprint: str
