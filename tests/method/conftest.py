"""A small place, written as short tables."""

from __future__ import annotations

import pandas as pd
import pytest

DEFAULTS = {
    "month": "2025-01",
    "category": "Robbery",
    "district": "Swale",
    "location": "High Street",
    "easting": 600_000.0,
    "northing": 160_000.0,
}
CATEGORICAL = ("month", "category", "district", "location")


@pytest.fixture(scope="session")
def incidents():
    """Make an incidents table; columns left out hold one value throughout.

    Where no map points are given, each place is one.
    """

    def make(**columns) -> pd.DataFrame:
        length = len(next(iter(columns.values())))
        frame = pd.DataFrame(columns, index=range(length))
        for name, value in DEFAULTS.items():
            if name not in frame:
                frame[name] = value
        if "point" not in frame:
            frame["point"] = frame.groupby(["easting", "northing"]).ngroup()
        return frame.astype(dict.fromkeys(CATEGORICAL, "category"))

    return make
