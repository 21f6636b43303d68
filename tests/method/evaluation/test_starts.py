"""Zones whose patrols began in different months, and what each is compared over."""

from __future__ import annotations

import pytest

from hotspots.errors import InputError
from hotspots.method.evaluation import starts
from hotspots.method.evaluation.starts import starts_of
from hotspots.months import Period

LOADED = Period("2023-01", "2025-03").months


@pytest.fixture
def patrols(table):
    return table("""
        zone | name      | start   | end
        A    | Mill Lane | 2024-04 |
        B    |           |         |
        C    |           | 2024-10 | 2024-12
        D    |           | 2026-01 |
        E    | Bank Row  | 2023-01 |
        F    |           | 2021-01 | 2022-06
        G    |           | 2024-04 |
    """)


# Refuses bad input


@pytest.mark.parametrize(
    ("zones", "begun", "words"),
    [
        (["B"], "", "Say when patrols began"),
        (["E"], "", "No calendar month is loaded both before and after"),
        (
            ["D", "E"],
            "",
            "1 of them: no month before patrols .* which is 2023-01; 1 of",
        ),
    ],
)
def test_a_list_of_which_no_zone_can_be_compared_is_refused(
    patrols, zones, begun, words
):
    rows = patrols[patrols["zone"].isin(zones)]
    with pytest.raises(InputError, match=words):
        starts_of(rows, LOADED, patrols_start=begun)


# Gives the right answer


def test_each_start_has_months_of_its_own_and_a_blank_one_is_the_usual(patrols):
    found = starts_of(patrols, LOADED, patrols_start="2024-04")
    assert [
        (group.start, group.end, group.zones, str(group.periods.after))
        for group in found.groups
    ] == [
        ("2024-04", "", ("A", "B", "G"), "2024-04:2025-03"),
        ("2024-10", "2024-12", ("C",), "2024-10:2024-12"),
    ]
    assert found.lead.zones == ("A", "B", "G")
    # Patrols of three months are compared whole: nothing stands in for anything.
    assert not found.groups[1].periods.stand_in
    assert str(found.groups[1].periods.before) == "2023-10:2023-12"


def test_zones_that_cannot_be_compared_are_given_with_the_reason(patrols):
    found = starts_of(patrols, LOADED, patrols_start="")
    assert [(each.names, each.why) for each in found.not_compared] == [
        (("B",), starts.NOT_SAID),
        (("F",), starts.ENDED_BEFORE),
        (("Bank Row",), starts.NOTHING_BEFORE),
        (("D",), starts.NOT_BEGUN),
    ]
