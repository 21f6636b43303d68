"""Parquet of polygons: only the columns count, not what other programs note of them."""

from __future__ import annotations

import io

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from hotspots.sources.opening import Upload
from hotspots.sources.shapes.zone_files import read_zones


@pytest.mark.parametrize("noted", [b"{not JSON", b"[]", b'{"index_columns": ["x"]}'])
def test_what_a_file_says_to_pandas_is_not_asked(noted):
    frame = gpd.GeoDataFrame(
        {"zone": ["A1"]}, geometry=[shapely.box(0.5, 51.2, 0.51, 51.21)], crs=4326
    )
    sound = io.BytesIO()
    frame.to_parquet(sound)
    table = pq.read_table(pa.BufferReader(sound.getvalue()))
    written = io.BytesIO()
    about = {**table.schema.metadata, b"pandas": noted}
    pq.write_table(table.replace_schema_metadata(about), written)
    assert read_zones(Upload("a.parquet", written.getvalue())).ids == ("A1",)
