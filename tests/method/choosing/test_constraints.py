from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotspots.errors import InputError
from hotspots.method.choosing.constraints import choose, may_be_chosen, prepare
from hotspots.method.choosing.programme import counts_fit, greedy
from hotspots.method.choosing.reasons import only_ones
from hotspots.method.choosing.rules import Rules
from hotspots.method.choosing.solving import integer_programme
from tests.method.choosing.lists_of_zones import (
    DISTRICTS,
    PLACES_M,
    ROWS,
    allowed_lists,
    is_allowed,
    ranking_of,
    squares_at,
)


def choice(rules: Rules, rows=ROWS, places_m=PLACES_M, districts=DISTRICTS, **given):
    return choose(
        ranking_of(rows),
        rules,
        districts=districts,
        outlines=squares_at(places_m),
        **given,
    )


def chosen(rules: Rules, **given) -> list[str]:
    return choice(rules, **given).zones["zone"].to_list()


# Refuses bad input


def test_every_wrong_number_is_named_at_once():
    with pytest.raises(InputError) as refused:
        Rules(n_zones=0, floors={"Dover": -1}, cap=-2, spacing_m=float("nan"))
    assert str(refused.value) == (
        "The number of zones must be at least 1, not 0. The floor of Dover must be at "
        "least 0, not -1. The cap must be at least 0, not -2. The distance between zones "
        "must be 0 metres or more, not nan."
    )


def test_bounds_of_incidents_must_leave_room():
    with pytest.raises(InputError, match="at least 9 incidents and at most 3"):
        Rules(n_zones=1, least_incidents=9, most_incidents=3)


def test_a_zone_is_not_both_taken_out_and_put_in():
    with pytest.raises(InputError, match="A1 is both taken out and put in"):
        Rules(n_zones=2, take_out={"A1": "prison"}, put_in={"A1": "asked for"})


def test_more_zones_put_in_than_the_list_has_are_refused():
    with pytest.raises(InputError, match="2 zones are put in, but the list has 1"):
        Rules(n_zones=1, put_in={"A1": "", "A2": ""})


def test_unknown_zones_are_named():
    with pytest.raises(InputError, match="No zone of the ranking is called X9, Y9"):
        chosen(Rules(3, take_out={"X9": ""}, put_in={"Y9": ""}))


def test_unknown_districts_are_named():
    with pytest.raises(InputError, match="No district of the area is called Kent. The"):
        chosen(Rules(3, floors={"Kent": 2}))


def test_a_distance_needs_outlines():
    with pytest.raises(InputError, match="needs their outlines"):
        choose(ranking_of(ROWS), Rules(3, spacing_m=0), districts=DISTRICTS)


@pytest.mark.parametrize(
    ("rules", "say"),
    [
        (
            Rules(2),
            "ask for 3 zones in place of 2; or promise Dover no zone in place of 1",
        ),
        (Rules(9), "ask for 6 zones in place of 9"),
        (Rules(4, floors={"Dover": 3}), "promise Dover 1 zone in place of 3"),
        (Rules(4, cap=1), "ask for 3 zones in place of 4; or allow 2 zones a district"),
        (Rules(5, caps={"Medway": 1}), "allow Medway 2 zones in place of 1"),
        (Rules(3, take_out={"C1": "police station"}), "do not take out C1"),
        (
            Rules(3, put_in={"A1": "", "A2": ""}),
            "do not put in A1; or do not put in A2",
        ),
        (Rules(3, least_incidents=30), "at least 10 incidents a zone in place of 30"),
        (Rules(3, most_incidents=50), "allow 70 incidents a zone in place of 50"),
        (
            Rules(6, spacing_m=0),
            "ask for 5 zones in place of 6; or choose zones that may touch in place "
            "of zones that do not touch",
        ),
        (
            Rules(5, spacing_m=1_000),
            "ask for 3 zones in place of 5; or choose zones that do not touch in place of "
            "zones 1,000 metres apart",
        ),
        (
            Rules(3, spacing_m=0, put_in={"A1": "", "A2": ""}, floor=0),
            "choose zones that may touch in place of zones that do not touch; or do not put in "
            "A1; or do not put in A2",
        ),
    ],
)
def test_rules_that_no_list_keeps_to_name_what_to_change(rules, say):
    with pytest.raises(InputError) as refused:
        chosen(rules)
    text = str(refused.value)
    assert text.startswith(f"No list of {rules.n_zones} zones keeps to all of these")
    assert say in text


def test_of_many_districts_whose_promise_could_give_way_one_is_named():
    rows = [(f"{name}1", name, 9 - n) for n, name in enumerate("ABCD")]
    with pytest.raises(InputError) as refused:
        choose(ranking_of(rows), Rules(3), districts=list("ABCD"))
    assert str(refused.value).endswith(
        "in place of 3; or promise A no zone in place of 1 (or the same for one of 3 "
        "others)."
    )


def test_zones_that_are_not_eligible_are_offered_where_a_district_has_no_other():
    with pytest.raises(InputError, match="allow zones that are mostly a prison"):
        chosen(Rules(3), not_eligible=["C1"])


def test_two_rules_that_must_both_give_way_are_said():
    with pytest.raises(InputError, match="Relaxing one of them is not enough"):
        chosen(Rules(9, take_out={"C1": ""}))


# Gives the right answer


def test_rules_in_turn():
    assert chosen(Rules(3)) == ["A1", "B1", "C1"]
    assert chosen(Rules(4, floor=0)) == ["A1", "A2", "A3", "B1"]
    assert chosen(Rules(4, floor=0, cap=2)) == ["A1", "A2", "B1", "B2"]
    assert chosen(Rules(4, floors={"Swale": 2})) == ["A1", "B1", "B2", "C1"]
    assert chosen(Rules(3, take_out={"A1": "prison"})) == ["A2", "B1", "C1"]
    assert chosen(Rules(4, put_in={"B2": "asked for"})) == ["A1", "A2", "B2", "C1"]
    assert chosen(Rules(4, spacing_m=0)) == ["A1", "A3", "B1", "C1"]
    assert chosen(Rules(4, spacing_m=500, floor=0)) == ["A1", "A3", "B1", "C1"]
    assert chosen(Rules(3, spacing_m=501, floor=0)) == ["A1", "B1", "C1"]


def test_zones_taken_out_that_a_strand_does_not_rank_can_be_left_out():
    rules = Rules(3, take_out={"A1": "prison", "X9": "hospital"})
    assert chosen(rules.within([zone for zone, _, _ in ROWS])) == ["A2", "B1", "C1"]


def test_a_zone_that_its_own_promise_holds_in_behind_one_that_made_room():
    found = choice(Rules(4))
    assert found.zones["displaced"].to_list() == ["", "", "", "A3"]
    # B1 would be in without the promise; but it is the only one of Swale.
    assert only_ones(found, ranking_of(ROWS))["zone"].to_list() == ["B1"]
    assert only_ones(choice(Rules(4, floor=0)), ranking_of(ROWS)).empty


def test_why_a_zone_is_in():
    found = choice(Rules(4, put_in={"B2": "asked for by the council"})).zones
    told = found[["zone", "chosen_as", "displaced", "reason"]].to_numpy().tolist()
    assert told == [
        ["A1", "score", "", ""],
        ["A2", "score", "", ""],
        ["B2", "put in", "", "asked for by the council"],
        ["C1", "district floor", "A3", ""],
    ]


def test_a_zone_put_in_need_be_neither_eligible_nor_busy():
    rules = Rules(3, put_in={"C1": "station square"}, least_incidents=50, floor=0)
    assert chosen(rules, not_eligible=["C1", "A1"]) == ["A2", "A3", "C1"]


def test_the_best_in_turn_is_not_the_best_apart():
    # The middle one of three bars both its neighbours, which together are worth more.
    rows = [("M", "Swale", 10), ("L", "Swale", 9), ("R", "Swale", 8), ("Z", "Swale", 1)]
    places_m = {"L": 0, "M": 100, "R": 200, "Z": 5_000}
    found = choice(
        Rules(2, spacing_m=0), rows=rows, places_m=places_m, districts=["Swale"]
    )
    assert found.zones["zone"].to_list() == ["L", "R"]
    assert found.solution.proven
    assert not found.solution.greedy


def test_zones_of_equal_score_that_could_stand_in_are_named():
    rows = [("A", "Swale", 5), ("B", "Swale", 4), ("C", "Swale", 4), ("D", "Dover", 4)]
    found = choose(ranking_of(rows), Rules(3), districts=["Dover", "Swale"])
    assert found.zones["zone"].to_list() == ["A", "B", "D"]
    # C cannot stand in for D, whose district would have none.
    assert found.tied.to_numpy().tolist() == [["B", "C"]]


def test_equal_totals_go_to_the_better_ranks():
    rows = [(name, "Swale", 4) for name in "ABCDEF"]
    places_m = {name: place * 100.0 for place, name in enumerate("ABCDEF")}
    found = choice(
        Rules(3, spacing_m=0), rows=rows, places_m=places_m, districts=["Swale"]
    )
    assert found.zones["zone"].to_list() == ["A", "C", "E"]


def test_ranks_settle_equal_totals_only():
    # A and E are worth 13 together, B and C 12 at better ranks.
    rows = [("A", "Swale", 12), ("B", "Swale", 6), ("C", "Swale", 6)]
    rows += [("D", "Swale", 5), ("E", "Swale", 1)]
    found = choice(
        Rules(2, spacing_m=0),
        rows=rows,
        places_m={"A": 100, "B": 0, "C": 200, "D": 100, "E": 5_000},
        districts=["Swale"],
        scores=[12, 6, 6, 5, 1],
    )
    assert found.zones["zone"].to_list() == ["A", "E"]
    assert found.solution.gap == 0


def test_scores_beyond_floating_point_are_compared_exactly():
    rows = [("A", "Swale", 3), ("B", "Swale", 2), ("C", "Swale", 1)]
    huge = 10**30
    found = choice(
        Rules(1, spacing_m=0),
        rows=rows,
        places_m={"A": 0, "B": 100, "C": 200},
        districts=["Swale"],
        scores=[huge + 1, huge, 1],
    )
    assert found.zones["zone"].to_list() == ["A"]
    assert found.solution.gap < 1e-9


# Never a better list by brute force


zones = st.lists(
    st.tuples(st.sampled_from(DISTRICTS), st.integers(1, 12)), min_size=2, max_size=9
)


a_district = st.sampled_from(DISTRICTS)
few = st.sampled_from([0, 0, 0, 1, 2])


def seldom(strategy, otherwise):
    return st.booleans().flatmap(
        lambda given_so: strategy if given_so else st.just(otherwise)
    )


@st.composite
def cases(draw):
    rows = [
        (f"Z{place}", district, volume)
        for place, (district, volume) in enumerate(draw(zones))
    ]
    ids = [zone for zone, _, _ in rows]
    places_m = {zone: draw(st.sampled_from(range(0, 1_600, 50))) for zone in ids}
    hands = draw(st.permutations(ids))
    n_out, n_in = draw(few), draw(few)
    n_zones = draw(st.integers(max(n_in, 1), 5))
    least = draw(st.sampled_from([0, 0, 0, 2]))
    rules = Rules(
        n_zones,
        floor=draw(st.sampled_from([0, 0, 0, 1])),
        floors=draw(seldom(st.dictionaries(a_district, st.integers(0, 2)), {})),
        cap=draw(st.sampled_from([None, None, 1, 2, 3])),
        caps=draw(seldom(st.dictionaries(a_district, st.integers(1, 3)), {})),
        take_out=dict.fromkeys(hands[:n_out], "out"),
        put_in=dict.fromkeys(hands[n_out : n_out + n_in], "in"),
        spacing_m=draw(st.sampled_from([None, 0, 100, 100, 250])),
        least_incidents=least,
        most_incidents=draw(st.sampled_from([None, None, 5])),
    )
    return rows, places_m, rules


@given(cases(), st.booleans())
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_combination_of_rules_is_kept_to_and_nothing_is_better(case, exact):
    rows, places_m, rules = case
    ranking = ranking_of(rows)
    possible = list(allowed_lists(ranking, rules, DISTRICTS, places_m))
    if not possible:
        with pytest.raises(InputError, match="keeps to all of these rules"):
            choice(rules, rows=rows, places_m=places_m)
        return
    scores = ranking["volume"].to_list() if exact else None
    found = choice(rules, rows=rows, places_m=places_m, scores=scores)
    listed = found.zones.to_dict("records")
    assert is_allowed(listed, rules, DISTRICTS, places_m)
    assert len(listed) == rules.n_zones

    def worth(rows):
        return sum(row["volume"] for row in rows), -sum(row["rank"] for row in rows)

    assert worth(listed) == max(map(worth, possible))
    assert found.solution.proven
    assert found.solution.gap < 1e-9


@given(cases())
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_in_turn_equals_the_programme_where_both_apply(case):
    rows, _, rules = case
    problem = prepare(
        ranking_of(rows), replace(rules, spacing_m=None), districts=DISTRICTS
    ).problem
    found = integer_programme(problem)
    assert (found is not None) == counts_fit(problem)
    if found is not None:
        assert greedy(problem).tolist() == found.chosen.tolist()


@given(cases())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_order_of_rows_changes_nothing(case):
    rows, places_m, rules = case
    ranking = ranking_of(rows)
    given_so = {"districts": DISTRICTS, "outlines": squares_at(places_m)}
    try:
        found = choose(ranking, rules, **given_so).zones
    except InputError:
        return
    again = choose(ranking.iloc[::-1], rules, **given_so).zones
    assert again["zone"].to_list() == found["zone"].to_list()


def test_a_zone_far_down_the_ranks_is_found_where_the_best_list_needs_it():
    # Of each crowd one may be in. Z bars all of both but their worst; the best list
    # has no Z but W, which more than a hundred zones outrank.
    crowds = [("X", 100, 1_000, 11), ("Y", 700, 900, 11), ("F", 100, 450, 100)]
    rows, places_m = [], {}
    for crowd, place_m, volume, size in crowds:
        for number in range(size):
            rows.append((f"{crowd}{number}", "Swale", volume))
            places_m[rows[-1][0]] = place_m
    for zone, place_m, volume in [
        ("Xlow", 0, 500),
        ("Ylow", 800, 500),
        ("Z", 400, 600),
        ("W", 5_000, 399),
        ("V", 9_000, 398),
    ]:
        rows.append((zone, "Swale", volume))
        places_m[zone] = place_m
    found = choice(
        Rules(3, spacing_m=250), rows=rows, places_m=places_m, districts=["Swale"]
    )
    assert found.zones["zone"].to_list() == ["X0", "Y0", "W"]


def test_large_cases_are_solved_over_a_small_core_and_are_the_best_of_all():
    # 900 squares of 100 m in a row, a third of them worth the same: against the exact
    # answer of dynamic programming along the line.
    rng = np.random.default_rng(14)
    volumes = rng.integers(1, 200, size=900)
    rows = [(f"Z{place:03}", "Swale", int(n)) for place, n in enumerate(volumes)]
    places_m = {zone: place * 100.0 for place, (zone, _, _) in enumerate(rows)}
    started = time.perf_counter()
    found = choice(
        Rules(30, spacing_m=150), rows=rows, places_m=places_m, districts=["Swale"]
    )
    assert time.perf_counter() - started < 10
    assert found.zones["volume"].sum() == best_on_a_line(volumes, n_zones=30, apart=3)


def best_on_a_line(volumes, *, n_zones, apart):
    """Return the best total of so many numbers, each so many places from the next."""
    best = np.zeros(len(volumes) + apart)
    for _ in range(n_zones):
        taken = np.full(len(volumes) + apart, -np.inf)
        for place, volume in enumerate(volumes):
            taken[place + apart] = max(taken[place + apart - 1], best[place] + volume)
        best = taken
    return best[-1]


def test_zones_for_the_rules_of_single_zones():
    ranking = ranking_of(ROWS)
    rules = Rules(3, take_out={"A2": ""}, least_incidents=20, put_in={"C1": ""})
    assert may_be_chosen(ranking, rules, not_eligible=["A1"]).to_list() == [
        False,
        False,
        True,
        True,
        True,
        True,
    ]
