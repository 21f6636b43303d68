"""The zones that are really patrolled, beside the ranking, as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from hotspots.presentation.lists.zones import HARM

if TYPE_CHECKING:
    from hotspots.method.pipeline.patrolled import Standing


def standing_list(standing: Standing) -> pd.DataFrame:
    """List the zones with what they hold and where they would rank."""
    zones = standing.zones
    return pd.DataFrame(
        {
            "No.": range(1, len(zones) + 1),
            "Zone": zones["name"].where(zones["name"] != "", zones["zone"]),
            "District": zones["district"].astype("str"),
            "Incidents": zones["volume"],
            HARM: zones["harm"].round().astype("int64"),
            "Square kilometres": zones["area_km2"].round(2),
            "Rank": zones["rank"],
        }
    )
