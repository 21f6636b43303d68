"""The one list over all strands, through the pipeline."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from hotspots.errors import InputError
from hotspots.method.pipeline import run_joint
from hotspots.method.pipeline.joint import (
    joint_ranges,
    price_of_joint,
    with_taken_out,
)
from hotspots.settings import Settings
from tests.toy import write_toy

MILL, PRISON = "H350-1400-0500", "H350-1410-0500"


@pytest.fixture
def joint(tmp_path):
    settings = Settings(joint=True, joint_zones=2, joint_weights=(("violence", 3.0),))
    return run_joint([write_toy(tmp_path)], settings)


# Refuses bad input


def test_a_zone_put_in_for_one_strand_and_taken_out_for_another_is_named(tmp_path):
    settings = Settings(joint_zones=2).with_strand("asb", take_out=((MILL, "prison"),))
    both = settings.with_strand("violence", put_in=((MILL, "asked for"),))
    with pytest.raises(InputError, match=f"{MILL} is put in for one strand and taken"):
        run_joint([write_toy(tmp_path)], both)


# Gives the right answer


def test_each_zone_has_its_share_of_both_strands_by_their_weights(joint):
    # Mill Lane: 4 violence of 64 days, 2 robberies of 365; all: 19 and 3.
    found = joint.ranking.set_index("zone").loc[MILL]
    violence = next(one for one in joint.of_strands if one.strand == "violence")
    own = violence.ranking.set_index("zone").loc[MILL, "score"]
    assert found["score"] == pytest.approx(3 * own / 4)
    assert found["earned_by"] == "violence"
    assert joint.ranking["score"].sum() == pytest.approx(1)


def test_the_price_of_the_promise_is_what_the_zones_that_made_room_have_beyond(
    tmp_path,
):
    # By score alone the list would be the two zones of the highest score.
    settings = Settings(joint_zones=2, joint_weights=(("violence", 20.0),))
    joint = run_joint([write_toy(tmp_path)], settings)
    eligible = joint.ranking[~joint.ranking["zone"].isin(joint.not_eligible)]
    alone, chosen = eligible.nlargest(2, "score"), joint.selection
    price = price_of_joint(joint)
    assert price.n_zones == 1
    assert price.districts == tuple(
        chosen.loc[chosen["chosen_as"] == "district floor", "district"].astype("str")
    )
    lost = alone["score"].sum() - chosen["score"].sum()
    assert price.share == pytest.approx(lost / alone["score"].sum())
    for name in joint.strands:
        column = f"{name}_volume"
        fewer = alone[column].sum() - chosen[column].sum()
        assert price.fewer_incidents[column] == fewer


def test_a_prison_is_ranked_and_not_chosen(joint):
    assert PRISON in joint.ranking["zone"].to_list()
    assert PRISON not in joint.selection["zone"].to_list()
    assert joint.not_eligible == {PRISON}


def test_ranks_have_the_range_that_chance_allows(joint):
    ids = joint.ranking["zone"].to_list()
    ranges = joint_ranges(joint, ids)
    ranks = joint.ranking["rank"]
    assert (ranges["rank_low"] <= ranks).all()
    assert (ranks <= ranges["rank_high"]).all()
    two = joint_ranges(joint, ids[:2]).reset_index(drop=True)
    pd.testing.assert_frame_equal(two, ranges.head(2))


def test_a_zone_taken_out_of_one_strand_is_out_of_the_list(joint):
    again = with_taken_out(joint.of_strands, "asb", {MILL: "hospital"})
    assert MILL not in again.selection["zone"].to_list()
    assert dict(again.choice.rules.take_out) == {MILL: "hospital"}
    assert again.taken_out == ((MILL, "hospital"),)
    assert replace(again.settings, strands=joint.settings.strands) == joint.settings
