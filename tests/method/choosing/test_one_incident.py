from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.method.choosing.one_incident import limited_harm, ranks_without_worst

WEIGHTS = np.array([5_475_000, 365_000, 10_000, 1_000])
COUNTS = st.lists(
    st.lists(st.integers(0, 4), min_size=4, max_size=4).filter(any),
    min_size=1,
    max_size=5,
)


def test_without_a_limit_harm_is_the_plain_sum():
    counts = np.array([[1, 2, 0, 3]])
    harm, _ = limited_harm(counts, WEIGHTS, most_of_one=1.0)
    assert harm.tolist() == [5_475_000 + 730_000 + 3_000]


def test_a_homicide_makes_no_more_than_the_share():
    # 100 days beside it: at a quarter it stands for 33.333 days of 133.333.
    counts = np.array([[1, 0, 10, 0]])
    harm, limit = limited_harm(counts, WEIGHTS, most_of_one=0.25)
    assert harm.tolist() == [133_333]
    assert limit[0] == pytest.approx(33_333.33, abs=0.1)


def test_a_zone_of_one_incident_keeps_it():
    harm, _ = limited_harm(np.array([[1, 0, 0, 0]]), WEIGHTS, most_of_one=0.1)
    assert harm.tolist() == [5_475_000]


@given(COUNTS, st.sampled_from([0.05, 0.1, 0.25, 0.5, 0.9]))
def test_no_incident_makes_more_than_the_share_that_a_zone_can_keep(rows, share):
    counts = np.array(rows)
    harm, limit = limited_harm(counts, WEIGHTS, most_of_one=share)
    for row, total, most in zip(counts, harm, limit, strict=True):
        counted = np.minimum(WEIGHTS, most)
        possible = max(share, 1 / row.sum())
        assert total == pytest.approx((row * counted).sum(), abs=2)
        assert counted[row > 0].max() <= possible * total + 2
        assert total <= (row * WEIGHTS).sum()


def test_the_rank_without_the_worst_incident():
    # One homicide, six robberies, twenty assaults.
    counts = np.array([[1, 0, 0, 0], [0, 6, 0, 0], [0, 0, 20, 0]])
    harm, limit = limited_harm(counts, WEIGHTS, most_of_one=1.0)
    of = {"harm": harm, "limit": limit}
    assert ranks_without_worst(counts, WEIGHTS, **of, harm_share=1.0).tolist() == [
        3,
        2,
        3,
    ]
    assert ranks_without_worst(counts, WEIGHTS, **of, harm_share=0.0).tolist() == [
        3,
        2,
        1,
    ]
