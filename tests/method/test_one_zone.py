"""One zone of the toy place: what the data hold of it, and why it is in or out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotspots.errors import InputError
from hotspots.method.choosing.reasons import NOT_ELIGIBLE, TAKEN_OUT
from hotspots.method.pipeline import run
from hotspots.method.pipeline.one_zone import (
    BELOW,
    NOT_RANKED,
    RankRange,
    before_and_after,
    exchanged_for,
    why_out,
    zone_facts,
)
from hotspots.months import Period
from hotspots.settings import Settings
from tests.toy import TOY, write_toy

MILL, HIGH, PRISON, QUAY, CHURCH = (
    "H350-1400-0500",
    "H350-1401-0500",
    "H350-1410-0500",
    "H350-1420-0500",
    "H350-1380-0500",
)
TWO_POINTS = TOY + (
    "    2025-02 | Drugs | North Northamptonshire | New Road | 1390 | 500 | 2\n"
)


@pytest.fixture(scope="module")
def of(tmp_path_factory):
    """Choose two zones in the toy place, with other settings of the strand."""
    folder = write_toy(tmp_path_factory.mktemp("toy"), TWO_POINTS)

    def chosen(**strand):
        settings = replace(Settings(), chosen_on=Period("2025-01", "2025-02"))
        wanted = settings.with_strand("violence", **({"n_zones": 2} | strand))
        return run([folder], wanted, "violence")

    return chosen


# Refuses bad input


def test_a_zone_without_incidents_is_refused_in_words(of):
    with pytest.raises(InputError, match="lies in a zone with the id “H350-0001-0001”"):
        zone_facts(of(), "H350-0001-0001")


# Gives the right answer


def test_points_kinds_and_months_of_a_zone_are_the_rows_of_the_drawing(of):
    facts = zone_facts(of(), MILL)
    assert (facts.name, facts.district) == ("Mill Lane", "North Northamptonshire")
    assert facts.points[["location", "incidents"]].to_numpy().tolist() == [
        ["Mill Lane", 6]
    ]
    assert facts.kinds[["kind", "counts", "incidents"]].to_numpy().tolist() == [
        ["Violence and sexual offences", True, 4],
        ["Robbery", True, 2],
    ]
    assert facts.kinds["harm"].sum() == pytest.approx(facts.ranked["harm"])
    assert facts.months.to_dict() == {"2025-01": 4, "2025-02": 2}
    assert facts.volume == 6


def test_kinds_that_the_strand_does_not_count_come_last_without_harm(of):
    kinds = zone_facts(of(), CHURCH).kinds
    assert kinds[["kind", "counts", "incidents"]].to_numpy().tolist() == [
        ["Violence and sexual offences", True, 1],
        ["Anti-social behaviour", False, 3],
        ["Drugs", False, 2],
    ]
    assert kinds["harm"].to_list()[1:] == [0, 0]


def test_ranks_by_score_volume_and_harm_have_ranges(of):
    score, volume, harm = zone_facts(of(), MILL).ranks
    # The prison has most incidents, Mill Lane most harm but it; of so few none is sure.
    assert (score.rank, volume.rank, harm.rank) == (2, 2, 2) or score.low == 1
    assert volume == RankRange(2, 1, 5)
    assert all(each.low <= each.rank <= each.high for each in (score, volume, harm))


def test_a_zone_without_incidents_of_the_strand_has_no_rank_and_says_so(of):
    result = of()
    facts = zone_facts(result, "H350-1390-0500")
    assert (facts.volume, facts.ranked, facts.ranks) == (0, None, ())
    assert facts.kinds["kind"].to_list() == ["Drugs"]
    assert why_out(result, "H350-1390-0500").why == NOT_RANKED


def test_why_a_zone_is_out(of):
    assert why_out(of(), PRISON).why == NOT_ELIGIBLE
    assert why_out(of(), QUAY).why == BELOW
    taken = why_out(of(take_out=((MILL, "a party"),)), MILL)
    assert (taken.why, taken.typed) == (TAKEN_OUT, "a party")


def test_a_zone_of_the_list_keeps_out_whoever_would_come_in_without_it(of):
    result = of()
    assert set(result.selection["zone"]) == {MILL, CHURCH}
    # Each district has one: without Mill Lane its district's next zone comes in.
    assert exchanged_for(result, MILL)["zone"].to_list() == [HIGH]


def test_a_zone_that_is_out_would_take_the_place_of_one_that_is_in(of):
    assert exchanged_for(of(), HIGH)["zone"].to_list() == [MILL]
    # A prison put in by hand takes a place as any other.
    assert exchanged_for(of(), PRISON)["zone"].to_list() == [MILL]
    # One taken out by hand would come back in for the one that it made room for.
    taken = of(take_out=((MILL, ""),))
    assert exchanged_for(taken, MILL)["zone"].to_list() == [HIGH]


def test_without_the_only_zone_of_a_list_of_all_there_is_no_list(of):
    with pytest.raises(InputError):
        exchanged_for(of(n_zones=4), CHURCH)


def test_any_zone_is_counted_before_and_after(of):
    result = of()
    months = {
        "before": Period("2025-01", "2025-01"),
        "after": Period("2025-02", "2025-02"),
    }
    result = replace(result, settings=replace(result.settings, **months))
    for zone, counts in ((MILL, (4, 2)), (HIGH, (5, 0)), (QUAY, (1, 0))):
        row = before_and_after(result, zone).iloc[0]
        assert (row["before"], row["after"]) == counts
