"""Points that moved between two years, on points made by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hotspots.method.evaluation.moved_points import (
    counts_at_points,
    points_moved,
    share_gone,
)
from hotspots.months import Period

AS_READ = {"month": "category", "category": "category"}
BEFORE, AFTER = Period("2011-01", "2011-01"), Period("2012-01", "2012-01")


def incidents(after_at: int, *, n_points: int = 40) -> pd.DataFrame:
    """Lay 12 incidents at each point before; after, some points stand elsewhere."""
    points = np.arange(n_points)
    later = np.where(points < after_at, points + n_points, points)
    rows = [
        pd.DataFrame({"point": np.repeat(at, 12), "month": month, "category": "ASB"})
        for at, month in ((points, "2011-01"), (later, "2012-01"))
    ]
    return pd.concat(rows, ignore_index=True).astype(AS_READ)


def test_points_that_moved_are_found_by_their_incidents():
    assert share_gone(*counts_at_points(incidents(10), BEFORE, AFTER)) == 0.25
    assert points_moved(incidents(10), BEFORE, AFTER)


def test_points_that_stayed_are_no_warning_and_few_points_show_nothing():
    assert not points_moved(incidents(0), BEFORE, AFTER)
    assert not points_moved(incidents(10, n_points=19), BEFORE, AFTER)


def test_a_category_that_is_no_longer_recorded_moves_no_point():
    stayed = incidents(0)
    points = np.repeat(np.arange(100, 150), 20)
    gone = pd.DataFrame({"point": points, "month": "2011-01", "category": "Violence"})
    one_left = gone.iloc[[0]].assign(month="2012-01")
    for rows in (gone, pd.concat([gone, one_left])):
        both = pd.concat([stayed, rows], ignore_index=True).astype(AS_READ)
        assert share_gone(*counts_at_points(both, BEFORE, AFTER)) == 0
        assert not points_moved(both, BEFORE, AFTER)
