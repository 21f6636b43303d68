from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.errors import InputError
from hotspots.method.choosing.ranking import rank_zones
from hotspots.tables import ADDRESS_FLAGS


def ranked(counts, *, weights=(1.0, 10.0), harm_share=0.5):
    counts = np.array(counts, dtype=np.int64)
    zones = pd.DataFrame(
        {
            "zone": [f"Z{number:02d}" for number in range(len(counts))],
            "name": "High Street",
            "district": "Swale",
        }
    )
    return rank_zones(
        zones,
        counts,
        weights=np.array(weights),
        harm_unit="days",
        harm_share=harm_share,
        addresses=pd.DataFrame(
            {"share_at_one_point": 0.25, **dict.fromkeys(ADDRESS_FLAGS, False)},
            zones.index,
        ),
    )


# Refuses bad input


def test_harm_cannot_rank_where_every_weight_is_nothing():
    with pytest.raises(InputError, match="Every weight of the strand is 0"):
        ranked([[1, 2]], weights=(0.0, 0.0))


# Gives the right answer


def test_a_ranking_worked_by_hand(table):
    # Volume: 8, 3, 1 of 12. Harm at weights 1 and 10: 8, 30, 1 of 39.
    # Score: (8/12 + 8/39) / 2, (3/12 + 30/39) / 2, (1/12 + 1/39) / 2.
    expected = table("""
        zone | volume | harm | volume_rank | harm_rank | score    | rank
        Z01  | 3      | 30.0 | 2           | 1         | 0.509615 | 1
        Z00  | 8      | 8.0  | 1           | 2         | 0.435897 | 2
        Z03  | 1      | 1.0  | 3           | 3         | 0.054487 | 3
    """)
    ranking = ranked([[8, 0], [0, 3], [0, 0], [1, 0]])
    pd.testing.assert_frame_equal(
        ranking[expected.columns.to_list()].round(6), expected, check_dtype=False
    )


@pytest.mark.parametrize(("harm_share", "first"), [(0.0, "Z00"), (1.0, "Z01")])
def test_at_its_ends_the_score_is_volume_alone_or_harm_alone(harm_share, first):
    ranking = ranked([[8, 0], [0, 3]], harm_share=harm_share)
    assert ranking["zone"][0] == first
    assert ranking["score"].sum() == pytest.approx(1)


def test_equal_scores_go_to_the_greater_harm_then_volume_then_the_first_id():
    # 3/4 of the volume and 3/12 of the harm against 1/4 and 9/12: the same score.
    by_harm = ranked([[3, 0], [0, 1]], weights=(1.0, 9.0))
    assert by_harm["zone"].to_list() == ["Z01", "Z00"]
    # At harm alone, 9 incidents of 1 day and 1 of 9 days: the same score and harm.
    by_volume = ranked([[0, 1], [9, 0]], weights=(1.0, 9.0), harm_share=1.0)
    assert by_volume["zone"].to_list() == ["Z01", "Z00"]
    assert by_volume["harm_rank"].to_list() == [1, 1]
    by_id = ranked([[2, 0], [2, 0], [1, 0]])
    assert by_id["zone"].to_list() == ["Z00", "Z01", "Z02"]
    assert by_id["volume_rank"].to_list() == [1, 1, 3]


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=25
    ).filter(lambda rows: any(map(any, rows))),
    st.integers(0, 100),
    st.tuples(st.integers(1, 9000), st.integers(1, 9000)),
)
def test_the_order_is_that_of_exact_fractions(rows, hundredths, thousandths):
    ranking = ranked(
        rows,
        weights=(thousandths[0] / 1000, thousandths[1] / 1000),
        harm_share=hundredths / 100,
    )
    volume = {f"Z{i:02d}": sum(row) for i, row in enumerate(rows) if any(row)}
    harm = {
        f"Z{i:02d}": row[0] * thousandths[0] + row[1] * thousandths[1]
        for i, row in enumerate(rows)
        if any(row)
    }
    share = Fraction(hundredths, 100)

    def key(zone):
        score = (1 - share) * Fraction(volume[zone], sum(volume.values()))
        score += share * Fraction(harm[zone], sum(harm.values()))
        return (-score, -harm[zone], -volume[zone], zone)

    assert ranking["zone"].to_list() == sorted(volume, key=key)
    assert ranking["volume"].sum() == sum(map(sum, rows))
    assert (ranking["harm"] * 1000).round().sum() == sum(harm.values())


def test_figures_too_large_for_64_bits_are_still_compared_exactly():
    huge = 4_000_000_000
    ranking = ranked([[huge, 0], [huge + 1, 0]], weights=(9000.0, 1.0))
    assert ranking["zone"].to_list() == ["Z01", "Z00"]
