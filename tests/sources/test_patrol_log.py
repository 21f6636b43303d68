from __future__ import annotations

import pandas as pd
import pytest

from hotspots.errors import InputError
from hotspots.sources.opening import Upload
from hotspots.sources.patrol_log import read_patrol_log

ZONES = pd.DataFrame(
    {
        "zone": ["A1", "A2", "A3"],
        "name": ["Mill Lane", "High Street", "High Street"],
        "district": ["Swale", "Swale", "Dover"],
    }
)


def read(text: str | bytes):
    content = text if isinstance(text, bytes) else text.encode()
    return read_patrol_log(Upload("log.csv", content), zones=ZONES)


# Refuses bad input


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "log.csv is empty"),
        ("\n \n", "log.csv is empty"),
        ("zone,date,hours\n", "has a heading but no rows"),
        ("zone,hours\nA1,2", "log.csv lacks the column date. It has: zone, hours."),
        ("zone,date\nA1,2025-01-01", r"lacks the column hours \(or visits\)"),
        ("a;b\n1;2", r"lacks the columns zone and date and hours \(or visits\)"),
        ("zone,date,hours,Hours\nA1,2025-01-01,1,2", "the column hours more than once"),
        ("zone,date,hours\nA1,2025-01-01", "line 2: it has 2 fields .* heading has 3"),
        ("zone,date,hours\nA1,2025-01-01,1,5", "line 2: it has 4 fields"),
        ("zone,date,hours\nA1,2025-01-01,1\n\nA1,soon,1", "line 4: 'soon' is no date"),
        ("zone,date,hours\nA1,,1", "line 2: '' is no date"),
        ("zone,date,hours\nA1,2025-02-29,1", "line 2: there is no day 2025-02-29[.]"),
        ("zone,date,hours\nA1,1/2/25,1", "'1/2/25' is no date .* as 31/01/2025"),
        ("zone,date,hours\nA1,1.2.2025,1", "no date that can be read"),
        ("zone,date,hours\nA1,2025-01-01 22:00,1", "no date that can be read"),
        (
            "zone,date,hours\nA1,1/2/2025,1\nA1,1/31/2025,1",
            "line 3: there is no day 1/31/2025: its month would come first",
        ),
        ("zone,date,hours\nA1,2025-01-01,-1", "line 2: hours are -1; they cannot be"),
        (
            "zone,date,visits\nA1,2025-01-01,two",
            "line 2: visits are 'two', .* no number",
        ),
        ("zone,date,hours\nA1,2025-01-01,nan", "line 2: hours are 'nan'"),
        ("zone,date,hours\nA1,2025-01-01,inf", "line 2: hours are 'inf'"),
        (b"PK\x03\x04\0\0", "not a csv file in plain text"),
    ],
)
def test_a_log_that_cannot_be_read_is_refused_in_words(text, words):
    with pytest.raises(InputError, match=words):
        read(text)


def test_a_log_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be opened"):
        read_patrol_log(tmp_path / "log.csv", zones=ZONES)


# Gives the right answer


def test_hours_and_visits_may_both_stand_and_either_be_blank():
    log = read(
        "Zone, DATE ,hours,officer,visits\nA1,2025-01-02,1.5,x,\nA2,2025-01-03,,y,2"
    )
    assert log.patrols["hours"].to_list()[0] == 1.5
    assert log.patrols["hours"].isna().to_list() == [False, True]
    assert log.patrols["visits"].isna().to_list() == [True, False]
    assert log.patrols["line"].to_list() == [2, 3]


def test_dates_are_iso_or_day_first():
    log = read("zone,date,hours\nA1,2025-03-04,1\nA1,3/4/2025,1\nA1,03/04/2025,1")
    assert log.patrols["date"].to_list() == ["2025-03-04", "2025-04-03", "2025-04-03"]
    assert log.has_day_first
    assert not read("zone,date,hours\nA1,2025-03-04,1").has_day_first


def test_rows_kept_and_set_aside_are_the_rows():
    log = read(
        "zone,date,hours\na1,2025-01-01,1\nA9,2025-01-01,1\nA2,2025-01-01,\n\n"
        "mill lane,2025-01-01,1\nHigh Street,2025-01-01,1\nA3,2025-01-01,0"
    )
    assert log.patrols["zone"].to_list() == ["A1", "A1", "A3"]
    assert log.set_aside[["line", "zone", "reason"]].to_numpy().tolist() == [
        [3, "A9", "not a chosen zone"],
        [4, "A2", "no hours and no visits"],
        [7, "High Street", "not a chosen zone"],
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_mark_at_the_start_and_other_encodings_are_read(encoding):
    zones = ZONES.assign(name=["Caf\u00e9 Row", "", ""])
    text = "zone,date,visits\r\nCaf\u00e9 Row,2025-01-01,3\r\n"
    log = read_patrol_log(Upload("log.csv", text.encode(encoding)), zones=zones)
    assert log.patrols["zone"].to_list() == ["A1"]


def test_a_path_is_read_as_an_upload_is(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text('zone,date,hours\n"A1","2025-01-01","2"\n', encoding="utf-8")
    log = read_patrol_log(path, zones=ZONES)
    assert log.patrols["hours"].to_list() == [2.0]
    assert log.set_aside.empty
