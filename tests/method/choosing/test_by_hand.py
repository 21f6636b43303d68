from __future__ import annotations

import pytest

from hotspots.method.choosing.by_hand import choose_and_compare
from hotspots.method.choosing.reasons import FOR_HAND, TAKEN_OUT, left_out
from hotspots.method.choosing.rules import Rules
from tests.method.choosing.lists_of_zones import ranking_of

# Two zones of each district; the list of three takes A1, B1 and A2.
ROWS = [
    ("A1", "Medway", 90),
    ("A2", "Medway", 80),
    ("B1", "Dover", 70),
    ("A3", "Medway", 60),
    ("B2", "Dover", 50),
]
RANKING = ranking_of(ROWS)


def chosen(**by_hand):
    rules = Rules(3, floor=1, **by_hand)
    return choose_and_compare(RANKING, rules, districts=["Medway", "Dover"])


def pairs(choice) -> dict[str, str]:
    rows = choice.zones[choice.zones["gave_way"] != ""]
    return dict(zip(rows["zone"], rows["gave_way"], strict=True))


@pytest.mark.parametrize(
    ("by_hand", "expected"),
    [
        ({}, {}),
        # The next of the scores, or the next of the district that was promised one.
        ({"take_out": {"A1": "hospital"}}, {"A3": "A1"}),
        ({"take_out": {"B1": "hospital"}}, {"B2": "B1"}),
        # What came in for one that is out too is in for the first of them.
        ({"take_out": {"A1": "", "A3": ""}}, {"B2": "A1"}),
        # One that is put in fills the promise, so the last by score makes room.
        ({"put_in": {"B2": "asked for"}}, {"B2": "B1"}),
        ({"put_in": {"A3": "asked for"}}, {"A3": "A2"}),
        ({"take_out": {"A1": ""}, "put_in": {"B2": ""}}, {"B2": "A1"}),
        # One that would not be in, or is in anyway, changes nothing.
        ({"take_out": {"B2": ""}, "put_in": {"A1": ""}}, {}),
    ],
)
def test_each_change_by_hand_says_what_came_in_for_what(by_hand, expected):
    assert pairs(chosen(**by_hand)) == expected


def test_a_zone_that_made_room_has_its_own_reason():
    found = left_out(RANKING, chosen(put_in={"B2": "asked for"}))
    assert found[["zone", "why", "of"]].to_numpy().tolist() == [["B1", FOR_HAND, "B2"]]
    found = left_out(RANKING, chosen(take_out={"A1": "hospital"}))
    assert found["why"].to_list() == [TAKEN_OUT]


def test_where_the_rules_alone_give_no_list_nothing_is_said():
    # Three put in by hand, and the rules alone have room for two.
    rules = Rules(3, floor=1, most_incidents=60, put_in=dict.fromkeys(("A1", "A2"), ""))
    choice = choose_and_compare(RANKING, rules, districts=["Medway", "Dover"])
    assert pairs(choice) == {}
