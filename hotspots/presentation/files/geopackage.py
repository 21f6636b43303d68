"""Chosen zones as a GeoPackage, in metres, with what made them in its metadata."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from hotspots.sources.shapes.made_with import NAME

if TYPE_CHECKING:
    from hotspots.presentation.files.zone_list import ZonesToWrite

LAYER = "chosen_zones"
# GDAL writes when a file was made; the same zones make the same file at any time.
MADE_AT = "2000-01-01T00:00:00.000Z"


def to_geopackage(zones: ZonesToWrite) -> bytes:
    """Write chosen zones as a GeoPackage (EPSG:27700), one layer."""
    import geopandas
    import pyogrio

    frame = geopandas.GeoDataFrame(
        zones.zone_list, geometry=zones.outlines, crs="EPSG:27700"
    )
    content = io.BytesIO()
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": MADE_AT})
    try:
        pyogrio.write_dataframe(
            frame,
            content,
            driver="GPKG",
            layer=LAYER,
            layer_metadata={
                NAME: json.dumps(dict(zones.made_by), ensure_ascii=False),
                "attribution": zones.attribution,
            },
        )
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
    return content.getvalue()
