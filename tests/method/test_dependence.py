"""What a list depends on: weights, months and where the grid lies."""

from __future__ import annotations

import pytest

from hotspots.method.choosing.strands import other_weighings
from hotspots.method.pipeline import run
from hotspots.method.pipeline.dependence import dependence
from hotspots.presentation.words.sureness import depends_sentence
from hotspots.settings import Settings
from tests.toy import TOY, write_toy

MILL = "H350-1400-0500"
# A year before, Quay Row was the worst and Mill Lane had nothing.
YEAR_BEFORE = """\
    2024-01 | Robbery | North Northamptonshire | Quay Row   | 1420 | 500 | 9
    2024-02 | Robbery | West Northamptonshire  | Church Row | 1380 | 500 | 1
"""


def of(folder, drawing=TOY, **changes):
    settings = Settings.from_json('{"first_month": "2025-01", "last_month": "2025-02"}')
    settings = settings.with_strand("violence", n_zones=2, **changes)
    return run([write_toy(folder, drawing)], settings, "violence")


def test_weighings_and_years_are_counted(tmp_path):
    result = of(tmp_path, TOY + YEAR_BEFORE)
    found = dependence(result)
    assert found.n_weighings == len(other_weighings(result.programme))
    assert found.n_years == 2
    rows = found.zones.set_index("name")
    assert rows["years_in"].to_dict() == {"Mill Lane": 1, "Church Row": 2}
    # It holds the only zone of its district, whatever anything weighs.
    assert rows.loc["Church Row", "weighings_in"] == found.n_weighings
    assert found.in_all.to_list() == [False, True]


def test_every_incident_stands_at_one_point_so_a_moved_grid_holds_all_or_none(tmp_path):
    found = dependence(of(tmp_path))
    assert set(found.zones["kept_on_moved_grid"]) == {1.0}
    assert found.has_grid


def test_a_zone_taken_out_comes_in_on_no_other_grid(tmp_path):
    result = of(tmp_path, take_out=((MILL, "hospital"),))
    assert result.selection["name"].to_list() == ["High Road", "Church Row"]
    found = dependence(result)
    assert found.zones["kept_on_moved_grid"].to_list() == [1.0, 1.0]


@pytest.mark.parametrize("drawing", [TOY, TOY + YEAR_BEFORE])
def test_the_sentence_says_how_many(tmp_path, drawing):
    said = depends_sentence(dependence(of(tmp_path, drawing)))
    assert said.startswith(
        "How many of the two chosen zones stay in when the list is chosen again"
    )
    assert ("on each of 2 years alone" in said) == (drawing != TOY)
    assert "on a grid moved by half a zone" in said
