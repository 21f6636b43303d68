"""What a list caught later, and the promise that later months never change it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotspots.method.pipeline import lasting, run
from hotspots.months import Period
from hotspots.settings import Settings
from tests.toy import TOY, write_toy

CHOSEN_ON, LATER = Period("2025-01", "2025-01"), Period("2025-02", "2025-02")
SETTINGS = replace(Settings(), chosen_on=CHOSEN_ON).with_strand("violence", n_zones=2)


def of(folder, drawing=TOY):
    folder.mkdir()
    return run([write_toy(folder, drawing)], SETTINGS, "violence")


def test_the_later_month_gives_what_was_caught(tmp_path):
    result = of(tmp_path / "one")
    caught = lasting.caught_in(result, LATER).set_index("list")
    # Of two robberies in Mill Lane and nine incidents in a prison, the list of High Road
    # and Church Row caught none.
    assert result.selection["name"].to_list() == ["High Road", "Church Row"]
    assert caught.loc["this list", "volume"] == 0
    assert caught.loc["best possible", "volume"] == 11


def test_no_incident_of_the_later_period_changes_the_list(tmp_path):
    more = TOY + (
        "    2025-02 | Robbery | West Northamptonshire | New Road | 1385 | 500 | 90\n"
    )
    plain, busier = of(tmp_path / "one"), of(tmp_path / "two", more)
    assert plain.selection["zone"].to_list() == busier.selection["zone"].to_list()
    caught = lasting.caught_in(busier, LATER).set_index("list")
    assert caught.loc["best possible", "volume"] == 99
    assert caught.loc["this list", "volume"] == 0


def test_years_without_a_list_are_left_out(tmp_path):
    result = of(tmp_path / "one")
    years = lasting.years_in([CHOSEN_ON], lambda _: result)
    assert years["years_in"].to_list() == [1, 1]


@pytest.mark.parametrize("loaded", [["2025-01"], ["2025-01", "2025-03"]])
def test_months_that_do_not_follow_are_no_next_period(loaded):
    assert lasting.next_period(CHOSEN_ON, loaded) is None
