from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.errors import InputError
from hotspots.method.zoning.counts import count, sum_over_months
from hotspots.method.zoning.zones import zones_of_grid

MONTHS = ("2024-12", "2025-01", "2025-02")
TYPES = ("Burglary", "Drugs", "Robbery")


def small_cube(incidents):
    """Zone 0: a robbery in January, two in February. Zone 1: a burglary in December."""
    made = incidents(
        easting=[600_000.0, 600_000.0, 600_000.0, 610_000.0],
        month=["2025-01", "2025-02", "2025-02", "2024-12"],
        category=["Robbery", "Robbery", "Robbery", "Burglary"],
    )
    return count(made, zones_of_grid(made, width_m=350))


# Refuses bad input


@pytest.mark.parametrize(
    ("category", "months", "words"),
    [
        (
            "Burglary",
            ("2025-01", "2025-02"),
            "No incidents of Burglary lie in a zone from 2025-01 to 2025-02. The data "
            "cover 2024-12 to 2025-02: choose months among these.",
        ),
        # No months would help.
        (
            "Drugs",
            ("2025-01", "2025-02"),
            "No incidents of Drugs lie in a zone in any month of the data (2024-12 to "
            "2025-02). Load data that hold them, or choose another strand.",
        ),
    ],
)
def test_months_without_such_incidents_are_refused_with_what_would_help(
    incidents, category, months, words
):
    first, last = months
    with pytest.raises(InputError, match=re.escape(words)):
        sum_over_months(
            small_cube(incidents), categories=[category], first=first, last=last
        )


# Gives the right answer


def test_sums_hold_the_months_and_categories_asked_for(incidents):
    cube = small_cube(incidents)
    sums = sum_over_months(
        cube, categories=["Robbery", "Burglary"], first="2024-12", last="2025-01"
    )
    # The zone further west comes first.
    assert sums.tolist() == [[1, 0], [0, 1]]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(MONTHS),
            st.sampled_from(TYPES),
            st.floats(590_000, 592_000),
            st.booleans(),
        ),
        min_size=1,
        max_size=60,
    )
)
def test_incidents_in_the_cube_and_in_no_zone_are_all_the_incidents(incidents, rows):
    made = incidents(
        month=[row[0] for row in rows],
        category=[row[1] for row in rows],
        easting=[row[2] for row in rows],
    )
    zoning = zones_of_grid(made, width_m=350)
    in_none = np.array([row[3] for row in rows])
    zoning.zone_of_incident[in_none] = -1
    cube = count(made, zoning)
    assert int(cube.sum()) + in_none.sum() == len(rows)
    kept = made[~in_none]
    for category in TYPES:
        if category in cube["category"]:
            counted = int(cube.sel(category=category).sum())
            assert counted == (kept["category"] == category).sum()
