from __future__ import annotations

import pandas as pd

from hotspots.months import Period
from hotspots.presentation.charts.one_zone import (
    CHOSEN_ON,
    NOT_LOADED,
    OTHER,
    bars_by_month,
)
from hotspots.presentation.colours import MAP_COLOURS


def rows_of(months: dict[str, int]) -> list[dict]:
    chart = bars_by_month(
        pd.Series(months),
        chosen_on=Period("2024-02", "2024-03"),
        colours=MAP_COLOURS["blue"],
    )
    (rows,) = chart.to_dict()["datasets"].values()
    return rows


def test_every_month_is_drawn_and_those_that_zones_are_chosen_on_told_apart():
    rows = rows_of({"2024-01": 3, "2024-02": 0, "2024-04": 2})
    assert [(row["month"], row["Incidents"], row["Kind"]) for row in rows] == [
        ("2024-01", 3, OTHER),
        ("2024-02", 0, CHOSEN_ON),
        ("2024-03", None, NOT_LOADED),
        ("2024-04", 2, OTHER),
    ]


def test_a_single_month_is_drawn():
    assert [row["Incidents"] for row in rows_of({"2024-02": 7})] == [7]
