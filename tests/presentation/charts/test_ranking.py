from __future__ import annotations

import pandas as pd
import pytest

from hotspots.errors import TableError
from hotspots.method.choosing.ranking import equal_scores
from hotspots.method.choosing.selection import none_chosen, not_eligible
from hotspots.method.pipeline import run
from hotspots.presentation.charts import ranking as charts
from hotspots.presentation.colours import (
    LEAST_SIGN_CONTRAST,
    MAP_COLOURS,
    PALE,
    STEEL,
    WARNING,
    WHITE,
    contrast,
)
from hotspots.settings import Settings
from tests.months import NAN, checked
from tests.toy import write_toy

COLOURS = MAP_COLOURS["orange"]


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    toy = write_toy(tmp_path_factory.mktemp("toy"))
    return run([toy], Settings().with_strand("violence", n_zones=2), "violence")


@pytest.fixture
def months():
    return checked(
        {"2024-11": 900, "2024-12": 0, "2025-01": 400},
        ("2024-12", "", "", "missing", 0, NAN),
        ("2025-01", "", "", "total_low", 400, 900),
    )


def rows_of(spec, layer):
    """The rows that one layer of a chart draws."""
    return spec["datasets"][spec["layer"][layer]["data"]["name"]]


def values_of(channel):
    return dict(zip(channel["scale"]["domain"], channel["scale"]["range"], strict=True))


# Refuses bad input


def test_a_chart_of_months_needs_the_months_table(months):
    without = months._replace(months=months.months.drop(columns="incidents"))
    with pytest.raises(TableError, match="`incidents` is missing"):
        charts.incidents_by_month(without)


# Gives the right answer


def test_each_month_has_a_bar_and_those_that_look_wrong_a_sign(months):
    spec = charts.incidents_by_month(months).to_dict()
    rows = spec["datasets"][spec["data"]["name"]]
    assert [(row["month"], row["Incidents"], row["Sign"]) for row in rows] == [
        ("2024-11", 900, ""),
        ("2024-12", 0, "?"),
        ("2025-01", 400, "!"),
    ]
    bars, signs = spec["layer"]
    assert bars["mark"]["type"] == "bar"
    assert signs["mark"]["type"] == "text"
    assert signs["encoding"]["text"]["field"] == "Sign"


def test_only_states_that_occur_are_in_the_key():
    spec = charts.incidents_by_month(checked({"2024-11": 900})).to_dict()
    fill = spec["layer"][0]["encoding"]["fill"]
    assert values_of(fill) == {charts.AS_EXPECTED: STEEL}


def test_of_many_months_only_every_sixth_is_named():
    every = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
    named = charts.incidents_by_month(checked(dict.fromkeys(every, 1))).to_dict()[
        "layer"
    ][0]["encoding"]["x"]
    assert named["axis"]["values"] == ["2024-01", "2024-07", "2025-01", "2025-07"]


def test_chosen_zones_differ_in_shape_and_colour(result):
    chart = charts.volume_and_harm(
        result.ranking,
        result.selection,
        not_eligible=not_eligible(result.ranking),
        cut=result.ranking.head(0)[["volume", "harm"]],
        colours=COLOURS,
    )
    (signs,) = chart.to_dict()["layer"]
    encoding = signs["encoding"]
    shapes, fills = values_of(encoding["shape"]), values_of(encoding["fill"])
    assert shapes == {
        charts.CHOSEN["score"]: "circle",
        charts.CHOSEN["district floor"]: "diamond",
        charts.NO_CANDIDATE: "cross",
        charts.NOT_CHOSEN: "circle",
    }
    assert fills[charts.CHOSEN["score"]] == COLOURS.strong
    assert fills[charts.NOT_CHOSEN] == "transparent"
    assert encoding["size"]["scale"]["type"] == "ordinal"


def test_every_zone_is_drawn_at_its_volume_and_harm(result):
    cut = equal_scores(result.ranking, score=0.1, harm_share=0.5)
    spec = charts.volume_and_harm(
        result.ranking,
        result.selection,
        not_eligible=not_eligible(result.ranking),
        cut=cut,
        colours=COLOURS,
    ).to_dict()
    line, zones = rows_of(spec, 0), rows_of(spec, 1)
    assert [row["Incidents"] for row in line] == cut["volume"].to_list()
    told = {
        row["Zone"]: (row["Kind"], row["Incidents"], round(row["Harm"], 1))
        for row in zones
    }
    assert told == {
        "Mill Lane, North Northamptonshire": (charts.CHOSEN["score"], 6, 1213.2),
        "Church Row, West Northamptonshire": (
            charts.CHOSEN["district floor"],
            1,
            120.8,
        ),
        "Prison, North Northamptonshire": (charts.NO_CANDIDATE, 9, 1087.2),
        "High Road, North Northamptonshire": (charts.NOT_CHOSEN, 5, 604.0),
        "Quay Row, North Northamptonshire": (charts.NOT_CHOSEN, 1, 365.0),
    }
    # The first are drawn first, so chosen zones lie on top.
    assert zones[-1]["Kind"] == charts.CHOSEN["score"]


def test_zones_with_the_same_figures_share_a_ring_that_says_how_many(result):
    twice = pd.concat([result.ranking, result.ranking.tail(1).assign(zone="other")])
    ranking = twice.assign(rank=range(1, len(twice) + 1)).reset_index(drop=True)
    spec = charts.volume_and_harm(
        ranking,
        none_chosen(ranking),
        not_eligible=not_eligible(ranking),
        cut=ranking.head(0)[["volume", "harm"]],
        colours=COLOURS,
    ).to_dict()
    zones = spec["datasets"][spec["data"]["name"]]
    assert len(zones) == len(ranking) - 1
    assert "2 zones, same figures" in [row["Zone"] for row in zones]


def test_a_dashed_line_is_cut_off_at_the_field_s_edge(result):
    spec = charts.volume_and_harm(
        result.ranking,
        result.selection,
        not_eligible=not_eligible(result.ranking),
        cut=equal_scores(result.ranking, score=0.2, harm_share=0),
        colours=COLOURS,
    ).to_dict()
    line = spec["layer"][0]
    assert line["mark"]["clip"]
    assert line["encoding"]["x"]["scale"]["domain"][0] == 0


def test_signs_can_be_seen_on_white():
    for colour in (STEEL, PALE, WARNING, COLOURS.strong):
        assert contrast(colour, WHITE) >= LEAST_SIGN_CONTRAST


def test_charts_are_white_and_in_the_pages_font(months):
    spec = charts.incidents_by_month(months).to_dict()
    assert spec["background"] == WHITE
    assert spec["config"]["font"].startswith("IBM Plex Sans")
