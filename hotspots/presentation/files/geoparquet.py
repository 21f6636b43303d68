"""Chosen zones as GeoParquet, in metres, with what made them in its metadata."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from hotspots.sources.shapes.made_with import NAME

if TYPE_CHECKING:
    from hotspots.presentation.files.zone_list import ZonesToWrite


def to_geoparquet(zones: ZonesToWrite) -> bytes:
    """Write chosen zones as GeoParquet (EPSG:27700)."""
    import geopandas
    import pyarrow as pa
    import pyarrow.parquet as pq

    frame = geopandas.GeoDataFrame(
        zones.zone_list, geometry=zones.outlines, crs="EPSG:27700"
    )
    plain = io.BytesIO()
    frame.to_parquet(plain, index=False)
    table = pq.read_table(pa.BufferReader(plain.getvalue()))
    made_by = json.dumps(dict(zones.made_by), ensure_ascii=False)
    said = {
        **(table.schema.metadata or {}),
        NAME.encode(): made_by.encode(),
        b"attribution": zones.attribution.encode(),
    }
    content = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(said), content)
    return content.getvalue()
