from __future__ import annotations

import pandas as pd

from hotspots.method.choosing.strands import (
    always_chosen,
    differing,
    other_weighings,
    weighs_as_usual,
)
from hotspots.settings import CATEGORIES, Settings, built_in_strands

VIOLENCE = built_in_strands()["violence"]


def chosen(*zones: str) -> pd.DataFrame:
    return pd.DataFrame({"zone": list(zones)})


def test_the_usual_categories_come_first():
    for name, strand in built_in_strands().items():
        ways = [way.categories for way in strand.definition.from_police_uk]
        assert ways[0] == Settings().strand(name).categories
        assert {category for way in ways for category in way} < set(CATEGORIES)


def test_usual_weights_change_nothing_else():
    changed = Settings(floor=2).with_strand(
        "violence",
        n_zones=9,
        categories=(*VIOLENCE.categories, "Possession of weapons"),
        harm_scale="ons",
        harm_share=0.1,
        weights=(("Robbery", 1.0),),
    )
    assert weighs_as_usual(changed, "violence") == Settings(floor=2).with_strand(
        "violence", n_zones=9
    )
    assert weighs_as_usual(changed, "asb") == changed
    assert changed.strand("violence").usual == VIOLENCE


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
