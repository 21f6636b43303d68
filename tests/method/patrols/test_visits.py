"""Minutes of visits, beside a log of which they were counted by other code."""

from __future__ import annotations

import json

import pandas as pd

from hotspots.method.patrols.visits import visits_of_zones
from hotspots.presentation.words.patrols import visits_sentence
from hotspots.sources.patrol_log import read_patrol_log
from hotspots.sources.shapes.zone_files import read_chosen_zones


def test_a_log_of_visits_gives_the_minutes_counted_elsewhere(real_data):
    folder = real_data / "extracts"
    right = json.loads((folder / "patrol_visits.csv.expected.json").read_text("utf-8"))
    zones = read_chosen_zones(folder / "zones.kml").zones
    log = read_patrol_log(folder / "patrol_visits.csv", zones=zones)
    assert len(log.patrols) + len(log.set_aside) == right["rows"]["read"]
    assert log.set_aside.empty
    found = visits_of_zones(log.patrols)
    found.index = found.index.str.split(" ").str[0]
    assert found.to_dict("index") == right["by_hotspot"]
    assert found["patrol_minutes"].sum() == right["patrol_minutes"]
    months = log.patrols["date"].str[:7].value_counts().to_dict()
    assert months == right["by_month"]
    for named in right["named_rows"]:
        row = log.patrols.iloc[named["row"] - 1]
        began = pd.Timestamp(row["start"], unit="m")
        assert began == pd.Timestamp(named["start"])


def test_a_visit_within_another_adds_no_minute():
    patrols = pd.DataFrame(
        {
            "zone": ["A", "A", "A", "B"],
            "date": ["2025-01-05"] * 4,
            "start": [0, 10, 40, 5],
            "end": [30, 20, 50, 9],
        }
    )
    found = visits_of_zones(patrols)
    assert found["patrol_minutes"].to_dict() == {"A": 40, "B": 4}
    assert visits_sentence(found * 60) == (
        "240 visits with times: 54 hours of officers' time. Officers overlapped, so "
        "someone was there for 44 hours."
    )
    assert visits_sentence(found.loc[["B"]] * 60) == (
        "60 visits with times: 4 hours of officers' time."
    )
    assert visits_sentence(found.head(0)) == ""
