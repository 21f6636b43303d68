"""Rings round chosen and comparison zones, counted by hand and planted."""

from __future__ import annotations

import pytest

from hotspots.errors import InputError
from hotspots.method import pipeline
from hotspots.method.evaluation.buffers import (
    BUFFER,
    COMPARED,
    COMPARED_BUFFER,
    PATROLLED,
)
from hotspots.method.evaluation.periods import Periods
from hotspots.method.evaluation.spillover import measure_spillover
from hotspots.months import Period
from tests.worlds import (
    ASB,
    N_PATROLLED,
    RING_EAST_M,
    WIDTH_M,
    Plan,
    county,
    evaluated,
    id_of,
    reading_of,
)

ON_BEFORE = Plan("2024-01:2024-01")
PERIODS = Periods(Period("2024-01", "2024-01"), Period("2025-01", "2025-01"), "2024-04")
# Outside a zone by so much stand the incidents of its ring.
OUTSIDE_M = RING_EAST_M - WIDTH_M / 2
# Zones 0 and 1 are patrolled, 2 and 3 compared.
COUNTS = {"2024-01": [20, 10, 12, 6], "2025-01": [10, 8, 11, 7]}
RINGS = {"2024-01": [5, 3, 4, 2], "2025-01": [9, 4, 4, 1]}


def looked(width_m: float = 200.0, harm: float = 1.0, **groups):
    reading = reading_of(COUNTS, RINGS)
    zoning = pipeline.zone(reading, width_m=WIDTH_M)
    own, others = groups.get("own", (0, 1)), groups.get("others", (2, 3))
    return measure_spillover(
        reading.incidents,
        zoning,
        groups=([*map(id_of, own)], [*map(id_of, others)]),
        periods=PERIODS,
        weight_of={ASB: harm},
        width_m=width_m,
    )


@pytest.mark.parametrize("width_m", [0, -5])
def test_a_ring_without_width_is_refused(width_m):
    with pytest.raises(InputError, match="A buffer must be wider than 0 metres"):
        looked(width_m)


def test_zones_and_rings_counted_by_hand():
    told = looked()
    assert told.width_m == 200
    assert told.counts == {
        PATROLLED: (30, 18),
        BUFFER: (8, 13),
        COMPARED: (18, 18),
        COMPARED_BUFFER: (6, 5),
    }
    assert float(told.ratio.ratio) == pytest.approx((13 / 8) / (5 / 6))
    # 12 fewer in the zones, none in the others; 5 more in the rings, and 1 of 6 fewer
    # in the others', which stand for 8.
    assert float(told.incidents.estimate) == pytest.approx(-12 - 0 + 5 + 8 / 6)
    assert told.incidents.low < told.incidents.estimate < told.incidents.high


def test_a_ring_reaches_as_far_as_it_is_wide():
    assert looked(OUTSIDE_M + 1).counts[BUFFER] == (8, 13)
    narrow = looked(OUTSIDE_M - 1)
    assert narrow.counts[BUFFER] == narrow.counts[COMPARED_BUFFER] == (0, 0)
    assert narrow.ratio.low < 1 < narrow.ratio.high
    # What lies in no ring is in no zone's difference either.
    assert float(narrow.incidents.estimate) == pytest.approx(-12)


def test_harm_is_the_incidents_weighed():
    told = looked(harm=5)
    for name in ("estimate", "low", "high"):
        weighed = float(getattr(told.harm, name))
        assert weighed == pytest.approx(5 * float(getattr(told.incidents, name)))


def test_a_comparison_zone_stands_for_as_many_incidents_as_the_chosen_ones():
    """12 before stand for 30, so the one fewer counts two and a half times."""
    told = looked(others=(2,))
    assert told.counts[COMPARED] == (12, 11)
    assert told.counts[COMPARED_BUFFER] == (4, 4)
    change = -12 + 5 + 30 / 12
    assert float(told.incidents.estimate) == pytest.approx(change)


def test_a_zone_without_incidents_has_a_ring_all_the_same():
    told = looked(own=(0, 1, 50))
    assert told.counts[PATROLLED] == (30, 18)
    assert float(told.incidents.estimate) == pytest.approx(-12 + 5 + 8 / 6)


@pytest.mark.parametrize(
    ("moved", "is_seen"), [(2.2, "more"), (1.0, "neither"), (0.6, "fewer")]
)
def test_what_was_planted_in_the_rings_is_seen(moved, is_seen):
    world = county(seed=2, effect=0.8, moved=moved)
    ratio = evaluated(world, ON_BEFORE, n_zones=N_PATROLLED).spillover.ratio
    assert ratio.low < moved < ratio.high
    seen = "more" if ratio.low > 1 else "fewer" if ratio.high < 1 else "neither"
    assert seen == is_seen


def test_rings_are_measured_from_months_no_zone_was_chosen_on():
    told = evaluated(county(seed=2), ON_BEFORE, n_zones=N_PATROLLED)
    assert str(told.relative.baseline) == "2023-01:2023-01"
    for part, counts in (
        (PATROLLED, told.relative.patrolled),
        (COMPARED, told.relative.compared),
    ):
        assert told.spillover.counts[part] == counts
    assert told.spillover.incidents.low < told.spillover.incidents.high
