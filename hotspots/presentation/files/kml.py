"""Chosen zones as KML, for Google Earth and the mapping programs that read it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import shapely

from hotspots.presentation.files.exports import degrees_of
from hotspots.sources.shapes.made_with import NAME

if TYPE_CHECKING:
    from hotspots.presentation.files.zone_list import ZonesToWrite

NAMESPACE = "http://www.opengis.net/kml/2.2"


def to_kml(zones: ZonesToWrite) -> bytes:
    """Write chosen zones as KML (longitude and latitude), a placemark each."""
    root = ET.Element("kml", xmlns=NAMESPACE)
    document = ET.SubElement(root, "Document")
    _text(document, "name", "Chosen zones")
    _text(document, "description", zones.attribution)
    made_by = json.dumps(dict(zones.made_by), ensure_ascii=False)
    _data(ET.SubElement(document, "ExtendedData"), {NAME: made_by})
    rows = zones.zone_list.to_dict("records")
    for row, outline in zip(rows, zones.outlines, strict=True):
        placemark = ET.SubElement(document, "Placemark")
        _text(placemark, "name", f"{row['number']} {row['name']}".strip())
        _data(ET.SubElement(placemark, "ExtendedData"), row)
        _shape(placemark, outline)
    ET.indent(root, space=" ")
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text


def _data(extended: ET.Element, values: dict[Any, Any]) -> None:
    for name, value in values.items():
        data = ET.SubElement(extended, "Data", name=str(name))
        _text(data, "value", str(value))


def _shape(placemark: ET.Element, outline: shapely.Geometry) -> None:
    parts = shapely.get_parts(outline)
    parent = placemark
    if len(parts) > 1:
        parent = ET.SubElement(placemark, "MultiGeometry")
    for part in parts:
        polygon = ET.SubElement(parent, "Polygon")
        _ring(ET.SubElement(polygon, "outerBoundaryIs"), part.exterior)
        for hole in part.interiors:
            _ring(ET.SubElement(polygon, "innerBoundaryIs"), hole)


def _ring(boundary: ET.Element, ring: shapely.Geometry) -> None:
    corners = degrees_of(shapely.get_coordinates(ring))
    pairs = [f"{longitude},{latitude}" for longitude, latitude in corners.tolist()]
    _text(ET.SubElement(boundary, "LinearRing"), "coordinates", " ".join(pairs))
