from __future__ import annotations

import pandas as pd

from hotspots.method.choosing.strands import (
    COUNTED,
    USUAL,
    always_chosen,
    differing,
    other_weighings,
    weighs_as_usual,
)
from hotspots.settings import CATEGORIES, STRANDS, VIOLENCE, Settings


def chosen(*zones: str) -> pd.DataFrame:
    return pd.DataFrame({"zone": list(zones)})


def test_the_usual_categories_come_first():
    assert {name: COUNTED[name][0] for name in STRANDS} == {
        name: Settings().strand(name).categories for name in STRANDS
    }
    assert {each for of in COUNTED.values() for one in of for each in one} < set(
        CATEGORIES
    )


def test_usual_weights_change_nothing_else():
    changed = Settings(floor=2).with_strand(
        "violence",
        n_zones=9,
        categories=COUNTED["violence"][1],
        harm_scale="ons",
        harm_share=0.1,
        weights=(("Robbery", 1.0),),
    )
    assert weighs_as_usual(changed, "violence") == Settings(floor=2).with_strand(
        "violence", n_zones=9
    )
    assert weighs_as_usual(changed, "asb") == changed
    assert USUAL["violence"] == VIOLENCE


def test_other_weighings_leave_out_own_weights_and_scales_that_are_volume_again():
    tried = other_weighings(VIOLENCE)
    assert [each.harm_share for each in tried] == [0.0] + [0.5, 1.0] * 4
    assert "equal" not in {each.harm_scale for each in tried}
    assert {each.weights for each in tried} == {()}


def test_what_came_and_what_left():
    came, left = differing(chosen("A", "B", "C"), chosen("B", "D", "E"))
    assert (came["zone"].to_list(), left["zone"].to_list()) == (["A", "C"], ["D", "E"])


def test_zones_always_chosen_are_in_every_selection():
    assert always_chosen([chosen("A", "B")]) == {"A", "B"}
    assert always_chosen([chosen("A", "B"), chosen("B"), chosen("B", "C")]) == {"B"}
