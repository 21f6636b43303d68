"""Longitude and latitude into British National Grid metres, and back.

One pinned transformation (EPSG:1314, 7 parameters, about 2 m). Left to itself pyproj
takes the OSTN15 grid where it is installed and another way where it is not, and then
points near an edge change zone from one machine to the next.
"""

from __future__ import annotations

import functools

import numpy as np
import pyproj
from numpy.typing import ArrayLike, NDArray
from pyproj import network

# EPSG:1314, "OSGB36 to WGS 84 (6)", and the projection of EPSG:27700.
_PINNED = (
    "+proj=pipeline "
    "+step +proj=unitconvert +xy_in=deg +xy_out=rad "
    "+step +proj=cart +ellps=WGS84 "
    "+step +inv +proj=helmert +x=446.448 +y=-125.157 +z=542.06 "
    "+rx=0.15 +ry=0.247 +rz=0.842 +s=-20.489 +convention=position_vector "
    "+step +inv +proj=cart +ellps=airy "
    "+step +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 "
    "+x_0=400000 +y_0=-100000 +ellps=airy"
)


@functools.cache
def _transformer() -> pyproj.Transformer:
    network.set_network_enabled(active=False)  # type: ignore[attr-defined]
    return pyproj.Transformer.from_pipeline(_PINNED)


def to_grid(
    longitude: ArrayLike, latitude: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Turn degrees (WGS 84) into easting and northing.

    Parameters
    ----------
    longitude, latitude
        Degrees, of one shape.

    Returns
    -------
    tuple of arrays
        Easting and northing in metres (EPSG:27700).

    Notes
    -----
    Within 5 m of the Ordnance Survey's own OSTN15 grid.

    Examples
    --------
    Maidstone, County Hall:

    >>> easting, northing = to_grid([0.5217], [51.2787])
    >>> round(float(easting[0])), round(float(northing[0]))
    (575974, 156304)
    """
    easting, northing = _transformer().transform(
        np.asarray(longitude, dtype=float), np.asarray(latitude, dtype=float)
    )
    return np.asarray(easting), np.asarray(northing)


def to_degrees(
    easting: ArrayLike, northing: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Turn easting and northing (metres) into longitude and latitude (degrees).

    Examples
    --------
    >>> longitude, latitude = to_degrees([575974.0], [156304.0])
    >>> float(longitude[0].round(4)), float(latitude[0].round(4))
    (0.5217, 51.2787)
    """
    longitude, latitude = _transformer().transform(
        np.asarray(easting, dtype=float),
        np.asarray(northing, dtype=float),
        direction="INVERSE",
    )
    return np.asarray(longitude), np.asarray(latitude)
