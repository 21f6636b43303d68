from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import connected_components

from hotspots.errors import InputError
from hotspots.method.choosing.constraints import choose
from hotspots.method.choosing.rules import Rules
from hotspots.method.choosing.selection import candidates, groups, selection_of
from hotspots.tables import ADDRESS_FLAGS


def ranking_of(rows: list[tuple[str, str, float]]) -> pd.DataFrame:
    """Make a ranking of (zone, district, score) rows, in any order."""
    frame = pd.DataFrame(rows, columns=["zone", "district", "score"])
    frame = frame.sort_values(["score", "zone"], ascending=[False, True])
    frame = frame.assign(rank=np.arange(1, len(frame) + 1)).reset_index(drop=True)
    return frame.assign(
        name="High Street",
        volume=1,
        harm=1.0,
        harm_unit="days",
        volume_rank=1,
        harm_rank=1,
        share_at_one_point=0.5,
        **dict.fromkeys(ADDRESS_FLAGS, False),
    )


def apart(ids):
    return np.zeros((len(ids), len(ids)), dtype=bool)


def select(ranking, n_zones, *, districts=None, floor=1, touching=apart):
    choice = choose(
        ranking,
        Rules(n_zones, floor=floor),
        districts=districts or sorted(set(ranking["district"])),
    )
    return selection_of(choice, touching=touching)


TWO_DISTRICTS = [("A1", "Medway", 9), ("A2", "Medway", 8), ("B1", "Swale", 1)]


# Refuses bad input


def test_fewer_zones_than_the_floors_need_is_refused():
    with pytest.raises(
        InputError,
        match="No list of 1 zone keeps to all of these rules. Change one of them: ask for "
        "2 zones in place of 1; or promise Medway no zone in place of 1",
    ):
        select(ranking_of(TWO_DISTRICTS), 1)


def test_more_zones_than_there_are_is_refused():
    with pytest.raises(
        InputError,
        match="No list of 4 zones .* ask for 3 zones in place of 4",
    ):
        select(ranking_of(TWO_DISTRICTS), 4)


def test_large_numbers_of_zones_are_told_with_commas():
    rows = [(f"Z{i:04}", "Swale", i) for i in range(1, 1201)]
    with pytest.raises(
        InputError, match="No list of 9,999 zones .* ask for 1,200 zones in"
    ):
        select(ranking_of(rows), 9999)


def test_a_district_without_enough_zones_is_named():
    with pytest.raises(InputError, match="promise Dover no zone in place of 1"):
        select(ranking_of(TWO_DISTRICTS), 3, districts=["Dover", "Medway", "Swale"])


# Gives the right answer


def test_every_district_gets_its_worst_zone_before_any_gets_two():
    chosen = select(ranking_of(TWO_DISTRICTS), 2)
    assert chosen["zone"].to_list() == ["A1", "B1"]
    assert chosen["chosen_as"].to_list() == ["score", "district floor"]
    assert chosen["displaced"].to_list() == ["", "A2"]


def test_a_district_whose_worst_zone_ranks_high_enough_needs_no_floor():
    chosen = select(ranking_of(TWO_DISTRICTS), 3)
    assert chosen["chosen_as"].to_list() == ["score"] * 3


def test_a_zone_at_a_prison_is_no_candidate_unless_wanted():
    ranking = ranking_of(TWO_DISTRICTS)
    ranking.loc[0, ["mostly_one_address", "mostly_prison"]] = True
    ranking.loc[1, "mostly_police_station"] = True
    assert candidates(ranking)["zone"].to_list() == ["A2", "B1"]
    assert candidates(ranking)["rank"].to_list() == [2, 3]
    assert len(candidates(ranking, include_prisons=True)) == 3


def test_zones_of_districts_outside_the_area_get_no_floor():
    rows = [*TWO_DISTRICTS, ("C1", "Bexley", 0.5)]
    chosen = select(ranking_of(rows), 3, districts=["Medway", "Swale"])
    assert chosen["zone"].to_list() == ["A1", "A2", "B1"]
    assert chosen["chosen_as"].to_list() == ["score"] * 3


def test_touching_zones_make_one_place_also_through_others():
    links = {("A1", "B1"), ("B1", "A1"), ("B1", "A2"), ("A2", "B1")}

    def touching(ids):
        return np.array([[(one, other) in links for other in ids] for one in ids])

    rows = [*TWO_DISTRICTS, ("B2", "Swale", 7)]
    chosen = select(ranking_of(rows), 4, touching=touching)
    assert dict(zip(chosen["zone"], chosen["group"], strict=True)) == {
        "A1": 1,
        "A2": 1,
        "B2": 2,
        "B1": 1,
    }


@pytest.mark.parametrize("seed", range(20))
def test_groups_are_those_of_scipy_numbered_by_their_first_zones(seed):
    random = np.random.default_rng(seed)
    touching = random.random((30, 30)) < random.random() * 0.1
    touching |= touching.T
    _, component = connected_components(touching, directed=False)
    number = groups(touching)
    assert [number.tolist().index(one) for one in number] == [
        component.tolist().index(one) for one in component
    ]
    assert pd.unique(number).tolist() == list(range(1, number.max() + 1))


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(1, 12)), min_size=3, max_size=9),
    st.integers(1, 9),
    st.integers(0, 2),
    st.integers(1, 3),
)
def test_exactly_n_with_floors_kept_and_no_better_total_by_brute_force(
    rows, n_zones, floor, n_districts
):
    """Of the districts that rows lie in, some may be outside the area."""
    rows = [
        (f"Z{i}", f"D{district}", score) for i, (district, score) in enumerate(rows)
    ]
    ranking = ranking_of(rows)
    districts = sorted(set(ranking["district"]))[:n_districts]
    assume(floor * len(districts) <= n_zones <= len(rows))
    assume(ranking["district"].value_counts()[districts].min() >= floor)
    chosen = select(ranking, n_zones, districts=districts, floor=floor)

    assert len(chosen) == n_zones == chosen["zone"].nunique()
    assert chosen["district"].value_counts().reindex(districts).fillna(0).min() >= floor

    def keeps_floors(subset):
        held = [row[1] for row in subset]
        return all(held.count(district) >= floor for district in districts)

    best = max(
        sum(row[2] for row in subset)
        for subset in itertools.combinations(rows, n_zones)
        if keeps_floors(subset)
    )
    assert chosen["score"].sum() == best

    unpromised = select(ranking, n_zones, districts=districts, floor=0)
    without_floor = set(unpromised["zone"])
    by_floor = chosen[chosen["chosen_as"] == "district floor"]
    assert set(by_floor["zone"]) == set(chosen["zone"]) - without_floor
    assert set(by_floor["displaced"]) == without_floor - set(chosen["zone"])
    assert (chosen.loc[chosen["chosen_as"] == "score", "displaced"] == "").all()
