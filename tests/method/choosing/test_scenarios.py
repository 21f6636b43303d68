from __future__ import annotations

import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotspots.method.choosing.constraints import choose
from hotspots.method.choosing.reasons import left_out
from hotspots.method.choosing.rules import Rules
from hotspots.method.choosing.scenarios import (
    compare_lists,
    match_zones,
    price_of_each_promise,
)
from tests.method.choosing.lists_of_zones import (
    DISTRICTS,
    PLACES_M,
    ROWS,
    ranking_of,
    squares_at,
)


def choice(rules, rows=ROWS, **given):
    outlines = squares_at(PLACES_M)
    return choose(
        ranking_of(rows), rules, districts=DISTRICTS, outlines=outlines, **given
    )


# Why not


def why(rules, **given):
    found = left_out(ranking_of(ROWS), choice(rules, **given), **given)
    return found[["zone", "why", "of", "reason"]].to_numpy().tolist()


def test_each_rule_is_named_as_the_reason():
    assert why(Rules(4)) == [["A3", "district floor", "C1", ""]]
    assert why(Rules(3, take_out={"A1": "police station"}, floor=0)) == [
        ["A1", "taken out", "", "police station"]
    ]
    assert why(Rules(3, floor=0), not_eligible=["A2"]) == [
        ["A2", "not eligible", "", ""]
    ]
    assert why(Rules(3, floor=0, spacing_m=0)) == [["A2", "too close", "A1", ""]]
    assert why(Rules(2, floor=0, caps={"Medway": 1})) == [
        ["A2", "district at its cap", "Medway", ""],
        ["A3", "district at its cap", "Medway", ""],
    ]
    assert why(Rules(3, floor=0, most_incidents=80)) == [
        ["A1", "too many incidents", "", ""]
    ]


def test_a_zone_displaced_is_listed_though_it_ranks_below_the_last_by_score():
    # Two of four are in for the promise, so two of the four best are not in the list.
    rows = [(f"A{n}", "Medway", 100 - n) for n in range(4)]
    rows += [("B1", "Swale", 20), ("C1", "Dover", 10)]
    ranking = ranking_of(rows)
    chosen = choose(ranking, Rules(4), districts=DISTRICTS)
    found = left_out(ranking, chosen)
    assert found["zone"].to_list() == ["A2", "A3"]
    assert set(found["why"]) == {"district floor"}
    assert set(found["of"]) == {"B1", "C1"}


def test_zones_taken_out_are_listed_wherever_they_rank():
    rules = Rules(2, floor=0, take_out={"B2": "hospital"})
    assert why(rules) == [["B2", "taken out", "", "hospital"]]


# Side by side


def test_the_same_list_has_nothing_new_and_nothing_gone():
    zones = choice(Rules(4)).zones
    found = compare_lists(zones, zones)
    assert set(found["status"]) == {"both"}
    assert set(found["why"]) == {""}


def test_each_new_and_gone_zone_has_its_reason():
    then = ranking_of(
        [
            (zone, "Swale", n)
            for zone, n in [("A", 9), ("B", 8), ("C", 7), ("D", 6), ("E", 5)]
        ]
    )
    now = ranking_of(
        [
            (zone, "Swale", n)
            for zone, n in [("A", 9), ("B", 2), ("C", 7), ("D", 12), ("E", 7)]
        ]
    )
    found = compare_lists(then.head(3), now.head(3), then=then, now=now)
    told = found[["zone", "status", "rank_then", "rank_now", "why"]].to_numpy().tolist()
    assert told == [
        ["A", "both", 1, 2, ""],
        ["C", "both", 3, 3, ""],
        ["D", "new", 4, 1, "more incidents"],
        ["B", "gone", 2, 5, "fewer incidents"],
    ]


@pytest.mark.parametrize(
    ("then", "now", "new", "gone"),
    [
        # Y has as many as before, and X less harm.
        ([9, 8], [9, 8], "others have fewer", "less harm"),
        ([9, 8], [9, 9], "more incidents", "others have more"),
    ],
)
def test_what_moved_a_zone(then, now, new, gone):
    before = ranking_of([("X", "Swale", then[0]), ("Y", "Swale", then[1])])
    after = ranking_of([("X", "Swale", now[0]), ("Y", "Swale", now[1])])
    after = after.assign(rank=after["zone"].map({"X": 2, "Y": 1}))
    if gone == "less harm":
        after = after.assign(harm=after["zone"].map({"X": 1.0, "Y": 8.0}))
    found = compare_lists(
        before[before["zone"] == "X"],
        after[after["zone"] == "Y"],
        then=before,
        now=after,
    )
    assert found["why"].to_list() == [new, gone]


def test_a_zone_that_was_not_ranked_before_has_more_incidents():
    before = ranking_of([("X", "Swale", 3)])
    after = ranking_of([("Y", "Swale", 3)])
    found = compare_lists(before, after, then=before, now=after)
    assert found["why"].to_list() == ["more incidents", "fewer incidents"]


def test_rules_are_named_before_figures():
    later = choice(Rules(3, take_out={"A1": "prison"}))
    ranking = ranking_of(ROWS)
    out = left_out(ranking, later)
    found = compare_lists(
        ranking.head(3),
        later.zones,
        then=ranking,
        now=ranking,
        why_out=dict(zip(out["zone"], out["why"], strict=True)),
    ).set_index("zone")["why"]
    assert found["A1"] == "taken out"
    assert found["C1"] == "district floor"
    assert found["A3"] == "district floor"


def test_zones_of_another_grid_are_matched_by_ground():
    earlier = {
        "old1": shapely.box(0, 0, 100, 100),
        "old2": shapely.box(500, 0, 600, 100),
    }
    later = {
        "new1": shapely.box(30, 0, 130, 100),
        "new2": shapely.box(560, 0, 660, 100),
        "new3": shapely.box(-40, 0, 60, 100),
    }
    found = match_zones(earlier, later)
    assert found[["earlier", "later"]].to_numpy().tolist() == [["old1", "new1"]]
    assert found["share"].to_list() == pytest.approx([0.7])
    lists = (pd.DataFrame({"zone": list(ids)}) for ids in (earlier, later))
    same = dict(zip(found["later"], found["earlier"], strict=True))
    told = compare_lists(*lists, same=same)[["zone", "earlier_zone", "status"]]
    assert told.to_numpy().tolist() == [
        ["new1", "old1", "both"],
        ["new2", "", "new"],
        ["new3", "", "new"],
        ["old2", "old2", "gone"],
    ]


def test_no_zones_match_none():
    assert match_zones({}, {"a": shapely.box(0, 0, 1, 1)}).empty


# The price of the promise


def test_the_price_names_the_zone_kept_out():
    found = price_of_each_promise(choice(Rules(4)), ranking_of(ROWS))
    told = found.drop(columns="less_score").to_numpy().tolist()
    assert told == [["C1", "Dover", "A3", "Medway", 60, 60.0]]
    assert price_of_each_promise(choice(Rules(4, floor=0)), ranking_of(ROWS)).empty


@given(
    st.lists(
        st.tuples(st.sampled_from(DISTRICTS), st.integers(1, 50)),
        min_size=6,
        max_size=6,
    ),
    st.integers(3, 5),
    st.sampled_from([None, 0, 300]),
)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_prices_add_up_to_what_the_promise_costs(zones, n_zones, spacing_m):
    rows = [(zone, *which) for zone, which in zip(PLACES_M, zones, strict=True)]
    ranking = ranking_of(rows)
    if {district for _, district, _ in rows} != set(DISTRICTS):
        return
    try:
        kept = choice(Rules(n_zones, spacing_m=spacing_m), rows=rows)
    except ValueError:
        return
    free = choice(Rules(n_zones, floor=0, spacing_m=spacing_m), rows=rows)
    price = free.zones["volume"].sum() - kept.zones["volume"].sum()
    assert price_of_each_promise(kept, ranking)["fewer_incidents"].sum() == price
    assert price >= 0
