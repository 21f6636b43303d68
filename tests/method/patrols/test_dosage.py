from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hotspots.errors import InputError
from hotspots.method.patrols.dosage import (
    compare_zone_days,
    dosage_of_zones,
    patrols_within,
)
from hotspots.months import Period

OUTCOMES = pd.DataFrame(
    {
        "zone": ["A1", "A2"],
        "name": ["Mill Lane", "High Street"],
        "district": ["Swale", "Dover"],
        "before": [10, 0],
        "after": [7, 2],
        "change": [-3, 2],
        "ratio": [0.7, np.nan],
        "ratio_low": [0.2, np.nan],
        "ratio_high": [2.1, np.nan],
        "p_adjusted": [0.5, 1.0],
        "expected_after": [8.1, 0.4],
        "expected_low": [3.0, 0.0],
        "expected_high": [14.0, 2.0],
        "expected_fall": [0.6, 0.1],
        "verdict_p": [0.8, 0.9],
        "verdict": ["as expected"] * 2,
    }
)


def patrols(*rows: tuple[str, str, float], visits: float = np.nan) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["zone", "date", "hours"])
    return frame.assign(visits=visits, line=range(2, 2 + len(frame)))


def dated(*rows: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["zone", "date"], dtype="str")


LOG = patrols(
    ("A1", "2025-01-31", 1.5),
    ("A1", "2025-01-31", 2.0),
    ("A1", "2025-02-01", 0.0),
    ("A1", "2025-04-01", 9.0),
)


def test_hours_of_the_period_stand_beside_the_outcome():
    dose = dosage_of_zones(LOG, OUTCOMES, period=Period("2025-01", "2025-03"))
    assert dose["hours"].to_list() == [3.5, 0]
    assert dose["days_patrolled"].to_list() == [1, 0]
    assert dose["visits"].isna().all()
    assert dose["change"].to_list() == [-3, 2]
    assert len(patrols_within(LOG, period=Period("2025-01", "2025-03"))) == 3


def test_visits_alone_count_days_as_well():
    log = patrols(("A2", "2025-01-31", np.nan), visits=3.0)
    dose = dosage_of_zones(log, OUTCOMES, period=Period("2025-01", "2025-01"))
    assert dose["visits"].to_list() == [0, 3]
    assert dose["days_patrolled"].to_list() == [0, 1]
    assert dose["hours"].isna().all()


def test_days_are_compared_within_zone_and_day_of_the_week():
    """Two Mondays of A1, one patrolled; Tuesdays, never patrolled, tell nothing."""
    log = patrols(("A1", "2025-01-06", 1.0))
    seen = dated(
        ("A1", "2025-01-06"),
        ("A1", "2025-01-13"),
        ("A1", "2025-01-13"),
        ("A1", "2025-01-07"),
        ("A2", "2025-01-06"),
        ("A1", "2025-01-20"),
    )
    told = compare_zone_days(log, seen, first="2025-01-06", last="2025-01-13")
    assert (told.n_zones, told.days_patrolled, told.days_other) == (1, 1, 7)
    assert (told.incidents_patrolled, told.incidents_other) == (1, 3)
    assert told.ratio == pytest.approx(0.5)
    assert told.p_permutation == 1


def test_the_span_is_that_of_the_log_unless_given():
    log = patrols(("A1", "2025-01-06", 1.0), ("A1", "2025-01-27", 1.0))
    told = compare_zone_days(log, dated(("A1", "2025-01-13")))
    assert (told.first, told.last) == ("2025-01-06", "2025-01-27")
    assert told.days_patrolled + told.days_other == 22


def test_no_dated_incident_tells_nothing():
    told = compare_zone_days(patrols(("A1", "2025-01-06", 1.0)), dated())
    assert np.isnan([told.ratio, told.low, told.high, told.p_permutation]).all()


@pytest.mark.parametrize("first", ["2026-01-01", None])
def test_a_log_without_a_patrol_on_these_days_is_refused(first):
    log = patrols(("A1", "2025-01-06", 0.0 if first is None else 1.0))
    with pytest.raises(InputError, match="no patrol on the days compared"):
        compare_zone_days(log, dated(("A1", "2025-01-06")), first=first)


def test_a_planted_effect_lies_in_the_interval_and_none_is_found_where_none_is():
    """Busy zones and Saturdays are patrolled more; patrols cut incidents by 30%."""
    rng = np.random.default_rng(11)
    days = pd.date_range("2025-01-01", "2025-12-31")
    rows, seen = [], {0.7: [], 1.0: []}
    for number in range(12):
        for day in days:
            busy = (0.1 + 0.05 * number) * (2 if day.day_of_week == 5 else 1)
            date, zone = day.strftime("%Y-%m-%d"), f"Z{number}"
            is_patrolled = rng.random() < min(0.9, 0.4 * busy + 0.1)
            if is_patrolled:
                rows.append((zone, date, 1.0))
            for effect, found in seen.items():
                n = rng.poisson(busy * (effect if is_patrolled else 1))
                found += [(zone, date)] * n
    log = patrols(*rows)
    planted = compare_zone_days(log, dated(*seen[0.7]))
    assert planted.low < 0.7 < planted.high < 1
    assert planted.p_permutation < 0.001
    none = compare_zone_days(log, dated(*seen[1.0]))
    assert none.low < 1 < none.high
    assert none.p_permutation > 0.05
    # Not so if zones and days of the week are thrown together.
    crude = none.incidents_patrolled / none.days_patrolled
    assert crude > 1.1 * none.incidents_other / none.days_other
