"""The zones that are really patrolled, beside the ranking, as a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd

from hotspots.presentation.lists.zones import HARM
from hotspots.presentation.words import months_told
from hotspots.presentation.words import patrolled as patrolled_words

if TYPE_CHECKING:
    from hotspots.method.evaluation.before_after import BeforeAfter
    from hotspots.method.pipeline.patrolled import Listed
    from hotspots.method.pipeline.standing import Standing


def standing_list(standing: Standing, result: Listed) -> pd.DataFrame:
    """List the zones with what they hold and where they would rank."""
    zones = standing.zones
    return pd.DataFrame(
        {
            "No.": range(1, len(zones) + 1),
            "Zone": zones["name"].where(zones["name"] != "", zones["zone"]),
            "District": zones["district"].astype("str"),
            **of_patrols(result, zones["zone"]),
            "Incidents": zones["volume"],
            HARM: zones["harm"].round().astype("int64"),
            "Square kilometres": zones["area_km2"].round(2),
            # A zone without incidents is ranked nowhere.
            "Rank": zones["rank"].astype("Int64").mask(zones["volume"] == 0),
        }
    )


def of_patrols(result: Listed, zones: pd.Series) -> dict[str, list[str]]:
    """Return what the file says of the patrols of some zones, as columns of a list."""
    patrols = result.listed.patrols
    held = [name for name in _OF_PATROLS if (patrols[name] != "").any()]
    shown = patrols.assign(
        start=[
            patrolled_words.began(start or result.settings.patrols_start, assumed=lacks)
            if start or lacks
            else ""
            for start, lacks in zip(patrols["start"], result.start_assumed, strict=True)
        ]
    )
    of_zones = shown.set_index("zone").loc[zones.astype("str").to_list()]
    return {
        heading: [write(text) for text in of_zones[column]]
        for column, (heading, write) in _OF_PATROLS.items()
        if column in held
    }


def own_months(comparison: BeforeAfter) -> dict[str, list[str]]:
    """Return the months of each zone, where they differ, as columns of a list."""
    if not comparison.groups:
        return {}
    periods = [comparison.periods_of(str(zone)) for zone in comparison.outcomes["zone"]]
    return {
        "Months before": [months_told.period(each.before) for each in periods],
        "Months after": [months_told.period(each.after) for each in periods],
    }


def _month(text: str) -> str:
    return months_told.month_short(text) if text else ""


_OF_PATROLS: dict[str, tuple[str, Callable[[str], str]]] = {
    "start": ("Patrols began", str),
    "end": ("Patrols ended", _month),
    "tier": ("Tier", str),
    "agency": ("Agency", str),
}
