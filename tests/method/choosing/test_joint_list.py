from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.errors import InputError
from hotspots.method.choosing.constraints import choose
from hotspots.method.choosing.joint_list import Share, joint_ranking
from hotspots.method.choosing.rules import Rules
from tests.method.choosing.lists_of_zones import ranking_of

ASB = ranking_of([("A", "Swale", 600), ("B", "Swale", 300), ("C", "Dover", 100)])
VIOLENCE = ranking_of([("B", "Swale", 20), ("D", "Dover", 20), ("A", "Swale", 10)])


# Refuses bad input


@pytest.mark.parametrize(
    ("shares", "say"),
    [
        ([], "needs at least one strand"),
        ([Share("asb", ASB), Share("asb", VIOLENCE)], "once. Given: asb, asb"),
        ([Share("asb", ASB, -1)], "must be 0 or more. Given: -1"),
        ([Share("asb", ASB, 0)], "Every strand's weight is 0"),
        ([Share("asb", ASB), Share("robbery", ASB.head(0))], "robbery has no incident"),
    ],
)
def test_refused(shares, say):
    with pytest.raises(InputError, match=say):
        joint_ranking(shares)


# Gives the right answer


def test_each_zone_has_its_share_of_every_strand():
    found = joint_ranking([Share("asb", ASB), Share("violence", VIOLENCE)]).ranking
    # The zone A has 0.6 of one and 0.2 of the other, so 0.4 of both; and so on.
    assert found["zone"].to_list() == ["A", "B", "D", "C"]
    assert found["score"].to_list() == pytest.approx([0.4, 0.35, 0.2, 0.05])
    assert found["earned_by"].to_list() == ["asb", "violence", "violence", "asb"]
    assert found["rank"].to_list() == [1, 2, 3, 4]
    assert found["violence_rank"].to_list() == [3, 1, 2, 0]
    assert found["asb_volume"].to_list() == [600, 300, 0, 100]
    assert found["volume"].to_list() == [610, 320, 20, 100]


def test_a_weight_of_nought_leaves_the_other_strand_alone():
    found = joint_ranking([Share("asb", ASB, 0), Share("violence", VIOLENCE)]).ranking
    assert found["zone"].to_list()[:3] == ["B", "D", "A"]
    assert found["score"].to_list()[-1] == 0


def test_one_strand_ranks_as_it_does_alone():
    found = joint_ranking([Share("asb", ASB)]).ranking
    assert found["zone"].to_list() == ASB["zone"].to_list()
    assert found["score"].to_list() == pytest.approx(ASB["score"].to_list())


def test_equal_scores_go_to_the_greater_single_part_then_volume_then_id():
    one = ranking_of([("A", "Swale", 1), ("B", "Swale", 2), ("C", "Swale", 1)])
    two = ranking_of([("A", "Swale", 2), ("B", "Swale", 1), ("C", "Swale", 1)])
    found = joint_ranking([Share("one", one), Share("two", two)]).ranking
    assert found["zone"].to_list() == ["A", "B", "C"]
    assert found["earned_by"].to_list() == ["two", "one", "one"]


def test_the_list_keeps_to_rules_and_says_what_earned_each_zone_its_place():
    joint = joint_ranking([Share("asb", ASB), Share("violence", VIOLENCE)])
    found = choose(
        joint.ranking, Rules(3), districts=["Dover", "Swale"], scores=joint.scores
    )
    assert found.zones["zone"].to_list() == ["A", "B", "D"]
    assert found.zones["earned_by"].to_list() == ["asb", "violence", "violence"]


counts = st.lists(st.integers(0, 500), min_size=4, max_size=4)


@given(st.lists(counts, min_size=1, max_size=4), st.data())
def test_scores_are_the_weighted_mean_of_shares_whatever_the_strands(volumes, data):
    shares, expected = [], np.zeros(4)
    weights = [data.draw(st.integers(1, 300)) / 100 for _ in volumes]
    for number, (volume, weight) in enumerate(zip(volumes, weights, strict=True)):
        volume[0] += 1
        rows = [(zone, "Swale", n) for zone, n in zip("ABCD", volume, strict=True)]
        shares.append(Share(f"s{number}", ranking_of(rows), weight))
        expected += weight / sum(weights) * np.array(volume) / sum(volume)
    joint = joint_ranking(shares)
    found = joint.ranking.set_index("zone")["score"].reindex(list("ABCD"))
    assert found.to_list() == pytest.approx(expected.tolist())
    assert joint.scores == sorted(joint.scores, reverse=True)
    parts = joint.ranking[[f"{share.strand}_part" for share in shares]]
    assert parts.sum(axis=1).to_list() == pytest.approx(
        joint.ranking["score"].to_list()
    )


def test_harm_counts_as_much_as_each_strand_says():
    grave = ASB.assign(harm=[0.0, 0.0, 50.0])
    found = joint_ranking([Share("asb", grave, harm_share=0.4)]).ranking
    score = pd.Series(found["score"].to_list(), index=found["zone"])
    assert score["C"] == pytest.approx(0.6 * 0.1 + 0.4)
