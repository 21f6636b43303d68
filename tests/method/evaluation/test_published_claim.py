"""Claims of the kind "18 of 24 fell", checked without and with counts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hotspots.errors import InputError
from hotspots.method.evaluation.published_claim import USUAL_BEFORE, check_claim
from tests.conftest import ROOT

# --- refuses bad input ---


@pytest.mark.parametrize(("n_zones", "n_fell"), [(24, 25), (24, -1), (0, 0)])
def test_numbers_that_cannot_be_are_refused(n_zones, n_fell):
    with pytest.raises(
        InputError, match="zones cannot have fallen|tells of 1 to 2,000 zones, not 0"
    ):
        check_claim(n_zones=n_zones, n_fell=n_fell)


def test_a_county_change_in_per_cent_is_refused():
    with pytest.raises(InputError, match="cannot have changed by -630%"):
        check_claim(n_zones=24, n_fell=18, county_change=-6.3)


@pytest.mark.parametrize("before", [[3, 4], [-1, 2, 3], [0, 0, 0]])
def test_counts_that_do_not_fit_the_zones_are_refused(before):
    with pytest.raises(InputError, match="one number for each of the 3 zones"):
        check_claim(n_zones=3, n_fell=1, before=before)


@pytest.mark.parametrize(
    ("n_fell", "after", "words"),
    [
        (2, [2, 5, 6], "by these counts 1 of 3 fell"),
        (3, 4, "would hold fewer together"),
        (0, 3, "would hold no fewer together"),
        (2, [2, 5], "Counts after must be one number for each of the 3 zones"),
        (2, 2e6, "up to 1,000,000. Given: 2e"),
        (2, float("nan"), "Given: nan"),
    ],
)
def test_counts_after_that_cannot_be_are_refused(n_fell, after, words):
    with pytest.raises(InputError, match=words):
        check_claim(n_zones=3, n_fell=n_fell, before=[3, 4, 5], after=after)


# --- gives the right answer ---


def test_without_counts_three_kinds_of_places_are_supposed():
    checks = check_claim(n_zones=24, n_fell=18, county_change=-0.063)
    assert [check.before for check in checks] == list(USUAL_BEFORE)
    assert not any(check.counts_known for check in checks)
    assert all(check.low <= 18 <= check.high for check in checks)


def test_quiet_places_fall_back_further():
    changes = [check.change for check in check_claim(n_zones=24, n_fell=18)]
    assert changes == sorted(changes)


def test_one_count_stands_for_each_zone():
    (one,) = check_claim(n_zones=5, n_fell=4, before=20)
    (each,) = check_claim(n_zones=5, n_fell=4, before=[20] * 5)
    assert one == each
    assert one.counts_known


def test_a_falling_county_makes_more_falls_no_wonder():
    (level,) = check_claim(n_zones=24, n_fell=22, before=60)
    (falling,) = check_claim(n_zones=24, n_fell=22, county_change=-0.2, before=60)
    assert falling.expected_fall > level.expected_fall
    assert falling.p_as_many > level.p_as_many


def test_all_of_many_busy_zones_falling_in_a_level_county_is_a_wonder():
    (check,) = check_claim(n_zones=40, n_fell=40, before=100, shared_sd=0.065)
    assert check.p_as_many < 0.01
    assert check.high < 40


def test_chances_are_those_of_the_numbers():
    (check,) = check_claim(n_zones=24, n_fell=0, before=np.arange(10, 34))
    assert check.p_as_many == pytest.approx(1.0)


def test_counts_after_stand_beside_those_expected():
    (known,) = check_claim(n_zones=24, n_fell=18, before=74, after=70)
    (level,) = check_claim(n_zones=24, n_fell=18, before=74)
    assert known.seen == 24 * 70
    assert level.seen is None
    assert level.side == known.side == 0
    assert known.expected == pytest.approx(24 * 74 * (1 + known.change))
    low, high = known.ordinary
    assert low < known.expected < high
    (few,) = check_claim(n_zones=24, n_fell=18, before=74, after=low / 24 - 1)
    (many,) = check_claim(n_zones=24, n_fell=18, before=74, after=high / 24 + 1)
    assert (few.side, many.side) == (-1, 1)


def test_on_real_years_without_patrols_few_claims_by_size_are_clear():
    """Seen in 5% of pairs or fewer, some of them across a move of map points."""
    pairs = pd.read_csv(ROOT / "data" / "placebo_pairs.csv")
    sides = [
        check_claim(
            n_zones=pair.zones,
            n_fell=pair.n_fell,
            county_change=pair.county - 1,
            before=pair.seen_before / pair.zones,
            after=pair.seen / pair.zones,
        )[0].side
        for pair in pairs.itertuples()
    ]
    assert np.mean(np.array(sides) != 0) <= 0.07
