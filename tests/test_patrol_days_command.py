"""A patrol log on the command line: days of an extract, and months of data.police.uk."""

from __future__ import annotations

import json

import pandas as pd

from hotspots.cli.commands import main
from hotspots.presentation.words.comparison import DISTRICTS_LEFT_OUT
from tests.made_up_extract import made_up_extract
from tests.toy import write_toy

FEW = ["--strand", "violence", "--number", "4", "--floor", "0"]


def zones_and_log(folder, data):
    zones, log = folder / "zones.geojson", folder / "log.csv"
    months = ["--months", "2023-04:2024-03"]
    assert main(["select", *data, *FEW, *months, "--out", str(zones)]) == 0
    ids = [
        each["properties"]["zone"] for each in json.loads(zones.read_text())["features"]
    ]
    days = pd.date_range("2024-04-01", "2025-03-20", freq="3D").strftime("%Y-%m-%d")
    rows = [f"{zone},{day},1" for zone in ids[:2] for day in days]
    log.write_text("\n".join(["zone,date,hours", *rows, "nowhere,2024-05-01,1"]))
    return ["--zones", str(zones), "--patrol-log", str(log)]


def test_days_of_an_extract_are_compared_with_a_patrol_and_without(tmp_path, capsys):
    path = tmp_path / "extract.csv"
    path.write_bytes(made_up_extract(9000))
    given = zones_and_log(tmp_path, [str(path)])
    out = ["--out", str(tmp_path / "outcomes.csv")]
    assert main(["compare", str(path), *given, *out]) == 0
    said = capsys.readouterr().out
    assert "237 rows read, 236 kept, 1 set aside" in said
    assert "in 2 patrolled zones, there were" in said
    assert "(permutation interval)" in said
    assert "52 weeks before" in said


def test_data_with_months_alone_say_that_days_cannot_be_compared(tmp_path, capsys):
    folder = str(write_toy(tmp_path / "toy"))
    zones, log = tmp_path / "zones.geojson", tmp_path / "log.csv"
    assert main(["select", folder, *FEW, "--out", str(zones)]) == 0
    zone = json.loads(zones.read_text())["features"][0]["properties"]["zone"]
    log.write_text(f"zone,date,hours\n{zone},2025-01-03,1\n")
    given = ["--zones", str(zones), "--patrol-log", str(log)]
    periods = ["--before", "2025-01:2025-01", "--after", "2025-02:2025-02"]
    out = ["--out", str(tmp_path / "outcomes.csv")]
    assert main(["compare", folder, *given, *periods, *out]) == 0
    assert "These data give the month, not the day" in capsys.readouterr().out
    log.write_text("zone,date,hours\nNowhere,2025-01-03,1\nPier,2025-01-04,1\n")
    assert main(["compare", folder, *given, *periods, *out]) == 0
    said = capsys.readouterr().out
    # January and February: the season would be read as a change of districts.
    assert DISTRICTS_LEFT_OUT in said
    assert "\nIn West Northamptonshire, " not in said
    assert "None of the 2 rows of the log lies in one of these zones." in said
    assert "The log names Nowhere and Pier." in said
    assert "the month, not the day" not in said
