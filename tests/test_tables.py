from __future__ import annotations

import pandas as pd
import pytest

from hotspots.errors import TableError
from hotspots.tables import MONTHS, TOTALS, ZONES, check


def test_every_broken_rule_is_named_at_once(table):
    zones = table("""
        zone | name        | district | easting
        A1   | High Street | 7        | 600000
        A1   |             | 8        | 600000
    """).assign(name=["High Street", None])
    with pytest.raises(TableError) as told:
        check(zones, ZONES)
    assert str(told.value).splitlines() == [
        "The zones table breaks its contract:",
        "- `northing` is missing. The table has: zone, name, district, easting.",
        "- `name` must be given. Empty cells: 1.",
        "- `district` must be text. It is int64.",
        "- `zone` must be unique. It repeats: A1.",
    ]


def test_bounds_are_included(table):
    months = table("""
        month   | incidents | note
        2025-01 | 0         | -
    """)
    assert check(months, MONTHS) is months


def test_further_columns_are_no_fault():
    months = pd.DataFrame(
        {"month": ["2025-01"], "incidents": [3], "note": [""], "x": 1}
    )
    assert check(months, MONTHS) is months


def test_a_cell_is_empty_only_where_its_column_says_that_it_may_be():
    total = {"part": "county", "district": "", "before": 0, "after": 1, "change": 1}
    totals = pd.DataFrame(
        [total | dict.fromkeys(["ratio", "ratio_low", "ratio_high"], float("nan"))]
    )
    assert check(totals, TOTALS) is totals
    with pytest.raises(TableError, match="`part` must be given"):
        check(totals.assign(part=pd.Series([None], dtype="str")), TOTALS)
