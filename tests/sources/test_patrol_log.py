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
        (b"PK\x03\x04\0\0", "not a CSV file in plain text"),
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


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("A1,2025-01-01", "not as many fields as the heading"),
        ("A1,2025-01-01,1,5", "not as many fields as the heading"),
        ("A1,soon,1", "date cannot be read"),
        ("A1,,1", "date cannot be read"),
        ("A1,2025-02-29,1", "date cannot be read"),
        ("A1,2025-01-01,-1", "hours or visits below 0"),
        ("A1,2025-01-01,two", "hours or visits cannot be read"),
        ("A1,2025-01-01,inf", "hours or visits cannot be read"),
        ("A1,2025-01-01,25", "more than 24 hours in one visit: check it"),
        ("A1,2025-01-01,", "no hours and no visits"),
        ("A1,2025-01-01,N/A", "no hours and no visits"),
        ("Total,,9", "a total, not a patrol"),
        ("GRAND TOTAL:,,9", "a total, not a patrol"),
        ("A9,2025-01-01,1", "not a chosen zone"),
        ("High Street,2025-01-01,1", "several zones have this name"),
    ],
)
def test_a_row_that_cannot_be_used_is_set_aside_and_the_others_are_kept(row, reason):
    log = read(f"zone,date,hours\nA1,2025-01-02,1\n{row}\nA2,2025-01-03,2")
    assert log.patrols["line"].to_list() == [2, 4]
    assert log.set_aside[["line", "reason"]].to_numpy().tolist() == [[3, reason]]


@pytest.mark.parametrize(
    "date",
    [
        *("2025-01-05", "2025-01-05 14:20", "2025-01-05T14:20:00Z", "2025/1/5"),
        *("05/01/2025", "05/01/25", "5.1.2025", "05-Jan-25", "5 January 2025"),
        *("05/01/2025 14:20", "Sun 5 Jan 2025", "45662"),
    ],
)
def test_dates_of_every_hand_are_read(date):
    log = read(f"zone;date;hours\nA1;{date};1")
    assert log.patrols["date"].to_list() == ["2025-01-05"]


@pytest.mark.parametrize(
    "hours", ["1.5", "1:30", "01:30:00", "1h 30m", "90 min", '"1,5"']
)
def test_hours_of_every_hand_are_read(hours):
    log = read(f"zone,date,hours\nA1,2025-01-05,{hours}")
    assert log.patrols["hours"].to_list() == [1.5]


def test_a_log_with_months_first_is_not_guessed():
    log = read("zone,date,hours\nA1,1/2/2025,1\nA1,1/31/2025,1\nA1,2025-01-05,1")
    assert log.patrols["line"].to_list() == [4]
    assert set(log.set_aside["reason"]) == {"day or month first: the file has both"}


def test_times_make_hours_and_a_visit_each_past_midnight_too():
    log = read(
        "Hotspot,Officer,Start,End\nA1,7,05/01/2025 23:50,06/01/2025 00:20\n"
        "A1,8,05/01/2025 10:00,05/01/2025 09:00"
    )
    assert log.patrols[["date", "hours", "visits"]].to_numpy().tolist() == [
        ["2025-01-05", 0.5, 1.0]
    ]
    assert log.set_aside["reason"].to_list() == ["ends before it starts"]
    clocks = read("zone,date,from,to\nA1,5/1/2025,2350,00:20")
    assert clocks.patrols["hours"].to_list() == [0.5]


def test_rows_kept_and_set_aside_are_the_rows():
    log = read(
        "zone,date,hours\na1,2025-01-01,1\nA9,2025-01-01,1\nA2,2025-01-01,\n\n"
        "mill lane,2025-01-01,1\nHigh Street,2025-01-01,1\nA3,2025-01-01,0"
    )
    assert log.patrols["zone"].to_list() == ["A1", "A1", "A3"]
    assert log.set_aside[["line", "zone", "reason"]].to_numpy().tolist() == [
        [3, "A9", "not a chosen zone"],
        [4, "A2", "no hours and no visits"],
        [7, "High Street", "several zones have this name"],
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
