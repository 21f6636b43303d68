"""A file's rows with shapes, before anything is checked or moved to the grid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyproj
from numpy.typing import NDArray

from hotspots.errors import InputError

EXPECTED = (
    "Give a GeoJSON, KML, GeoPackage, GeoParquet, FlatGeobuf or Esri JSON file, a CSV "
    "or XLSX with a column of WKT, or a shapefile in a zip."
)

# Longitude and latitude: what GeoJSON is in unless it says otherwise.
DEGREES = "EPSG:4326"


@dataclass(frozen=True, eq=False)
class StoredRows:
    """A file's rows before anything is checked or moved to the grid.

    Attributes
    ----------
    columns
        What the file says of each row.
    geometry
        The shape of each row, of any kind; None where it has none.
    crs
        The coordinate system that the file names, if it does.
    attribution
        Whom to credit, where the file says so.
    """

    columns: pd.DataFrame
    geometry: NDArray[np.object_]
    crs: pyproj.CRS | None
    attribution: str = ""


class SeveralLayersError(InputError):
    """A file holds several layers of polygons, and one must be chosen.

    Attributes
    ----------
    layers
        Their names.
    """

    def __init__(self, name: str, layers: list[str]) -> None:
        self.layers = tuple(layers)
        super().__init__(
            f"{name} holds {len(layers)} layers of polygons: {', '.join(layers)}. "
            f"Choose one (--layer on the command line)."
        )


def layer_of(name: str, found: list[str], asked: str | None) -> str:
    """Return the one layer to read.

    Raises
    ------
    InputError
        If there is none, or none of that name, or several and none is asked for.
    """
    if asked is not None:
        if asked in found:
            return asked
        listed = ", ".join(found) or "none"
        msg = f"{name} has no layer of polygons called “{asked:.60}”. It has: {listed}."
        raise InputError(msg)
    if not found:
        msg = f"{name} holds no layer of polygons. {EXPECTED}"
        raise InputError(msg)
    if len(found) > 1:
        raise SeveralLayersError(name, found)
    return found[0]
