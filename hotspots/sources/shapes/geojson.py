"""GeoJSON into rows with shapes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyproj
import shapely
from numpy.typing import NDArray
from pyproj.exceptions import CRSError

from hotspots.errors import InputError
from hotspots.sources.shapes.stored_rows import DEGREES, EXPECTED, StoredRows

_BARE_GEOMETRIES = ("Polygon", "MultiPolygon", "GeometryCollection")

# Names of coordinate systems; anything else might be the path of a file.
_CRS_NAMES = ("urn:ogc:def:crs:", "epsg:", "ogc:")

# Half a letter: JSON can write one, and text that holds it can be neither printed nor
# hashed. It is looked for only where the file has such an escape.
_HALF_LETTER = re.compile(rb"\\u[dD][89a-fA-F]")


def from_geojson(name: str, content: bytes) -> StoredRows:
    """Read GeoJSON: a collection of features, one feature, or a bare geometry.

    It goes without geopandas, whose import alone takes longer than this.
    """
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        msg = f"{name} is not a boundary file: it is not JSON. {EXPECTED}"
        raise InputError(msg) from error
    if _HALF_LETTER.search(content):
        _refuse_half_letters(name, document)
    features = _features(name, document)
    properties = [feature.get("properties") or {} for feature in features]
    credit = document.get("attribution", "")
    return StoredRows(
        columns=pd.DataFrame(properties, index=range(len(features))),
        geometry=_geometries(name, [feature.get("geometry") for feature in features]),
        crs=_named_crs(name, document.get("crs")),
        attribution=credit if isinstance(credit, str) else "",
    )


def _refuse_half_letters(name: str, document: object) -> None:
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        msg = (
            f"{name} contains an invalid character ({error.object[error.start]!a}). "
            "Save the file again from a mapping program."
        )
        raise InputError(msg) from error


def _features(name: str, document: object) -> list[dict[str, Any]]:
    kind = document.get("type") if isinstance(document, dict) else None
    if isinstance(document, dict) and kind == "Feature":
        return [document]
    if isinstance(document, dict) and kind in _BARE_GEOMETRIES:
        return [{"geometry": geometry} for geometry in _parts(document)]
    features = document.get("features") if isinstance(document, dict) else None
    if kind != "FeatureCollection" or not isinstance(features, list):
        found = f"its type is {kind!r}" if isinstance(kind, str) else "it has no type"
        msg = (
            f"{name} is not a boundary file: {found:.60}, not a GeoJSON "
            f"FeatureCollection."
        )
        raise InputError(msg)
    for row, feature in enumerate(features, start=1):
        if not isinstance(feature, dict) or not isinstance(
            feature.get("properties") or {}, dict
        ):
            msg = f"{name} is not a boundary file: its feature {row} is not GeoJSON."
            raise InputError(msg)
    return features


def _parts(geometry: dict[str, Any]) -> list[object]:
    """Return the geometries of a bare collection, or the bare geometry itself."""
    held = geometry.get("geometries")
    if geometry.get("type") == "GeometryCollection" and isinstance(held, list):
        return held
    return [geometry]


def _geometries(name: str, stored: list[object]) -> NDArray[np.object_]:
    geometries = np.full(len(stored), None, dtype=object)
    for row, geometry in enumerate(stored):
        if geometry is None:
            continue
        try:
            geometries[row] = shapely.from_geojson(json.dumps(geometry))
        except shapely.errors.GEOSException as error:
            msg = (
                f"{name}: the shape of feature {row + 1} is broken ({error}). Save the "
                "file again from a mapping program."
            )
            raise InputError(msg) from error
    return geometries


def _named_crs(name: str, member: object) -> pyproj.CRS:
    """Return the CRS of the old member `crs`; without it GeoJSON is in degrees."""
    if member is None:
        return pyproj.CRS(DEGREES)
    inner = member.get("properties") if isinstance(member, Mapping) else None
    called = inner.get("name") if isinstance(inner, Mapping) else None
    try:
        if isinstance(called, str) and called.lower().startswith(_CRS_NAMES):
            return pyproj.CRS.from_user_input(called)
    except CRSError:
        called = str(called)
    msg = (
        f"{name}: its coordinate system (CRS) {called!r} is not known. Save it in "
        "longitude and latitude (EPSG:4326)."
    )
    raise InputError(msg)
