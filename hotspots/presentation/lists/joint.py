"""One list over several strands, as a list that people read and as a file."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from hotspots.method.pipeline.joint import JointList
from hotspots.presentation.files.exports import safe_csv


def joint_rows(joint: JointList, titles: Mapping[str, str]) -> pd.DataFrame:
    """List the zones with the strand that earns each its place.

    Parameters
    ----------
    joint
        The joint list.
    titles
        What each strand is called in short.
    """
    zones = joint.choice.zones
    rows = pd.DataFrame(
        {
            "No.": range(1, len(zones) + 1),
            "Zone": zones["name"],
            "District": zones["district"].astype("str"),
            "Earned by": zones["earned_by"].map(titles),
            "Share of all": [f"{100 * score:.2f}%" for score in zones["score"]],
        }
    )
    for strand in joint.strands:
        rows[f"{titles[strand]}, incidents"] = zones[f"{strand}_volume"]
        rows[f"{titles[strand]}, rank"] = zones[f"{strand}_rank"]
    return rows


def joint_csv(joint: JointList) -> bytes:
    """Write a joint list as CSV, safe to open in a spreadsheet."""
    return safe_csv(joint.choice.zones.drop(columns=["displaced"]))
