"""A .pmtiles file of a few bytes: vector tiles, all water, for the browser tests."""

from __future__ import annotations

import gzip
from pathlib import Path

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

EXTENT = 4096


def write_tiles(file: Path) -> None:
    """Write the world's tiles of zoom 0 and 1."""
    whole = {"min_lon_e7": -1_800_000_000, "min_lat_e7": -850_000_000}
    whole |= {"max_lon_e7": 1_800_000_000, "max_lat_e7": 850_000_000}
    with file.open("wb") as out:
        writer = Writer(out)
        for place in ((0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 1), (1, 1, 0)):
            content = gzip.compress(_tile(f"ocean {place}"))
            writer.write_tile(zxy_to_tileid(*place), content)
        header = {
            "tile_type": TileType.MVT,
            "tile_compression": Compression.GZIP,
            "min_zoom": 0,
            "max_zoom": 1,
            "center_zoom": 0,
            "center_lon_e7": 0,
            "center_lat_e7": 0,
            **whole,
        }
        writer.finalize(header, {"vector_layers": [{"id": "water", "fields": {}}]})


def _tile(kind: str) -> bytes:
    """Return a vector tile with the layer `water`, a polygon over all of it.

    Tiles differ by their kind: of equal ones the writer keeps one, and its zoom alone.
    """
    zigzag = [_zigzag(step) for step in (EXTENT, 0, 0, EXTENT, -EXTENT, 0)]
    # Move to the corner, three lines, close.
    geometry = b"".join(map(_varint, [9, 0, 0, 26, *zigzag, 15]))
    tags = b"".join(map(_varint, [0, 0]))
    feature = _field(2, tags) + _number(3, 3) + _field(4, geometry)
    layer = (
        _number(15, 2)
        + _field(1, b"water")
        + _field(2, feature)
        + _field(3, b"kind")
        + _field(4, _field(1, kind.encode()))
        + _number(5, EXTENT)
    )
    return _field(3, layer)


def _zigzag(step: int) -> int:
    return (step << 1) ^ (step >> 31)


def _varint(number: int) -> bytes:
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + _varint(rest) if rest else bytes([low])


def _number(field: int, number: int) -> bytes:
    return _varint(field << 3) + _varint(number)


def _field(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content
