"""A long extract with faults planted in it: each is reported with its row."""

from __future__ import annotations

import random

from hotspots.sources.force_extract.read import read_extract
from tests.sources.force_extract.extracts import cells, csv_bytes, incidents

COLUMNS = {
    "Crime No": lambda i: f"46/{i.number:06d}/25",
    "HO Code": lambda i: i.code,
    "Offence": lambda i: i.title,
    "Committed From": lambda i: i.start.strftime("%d/%m/%Y %H:%M"),
    "Committed To": lambda i: i.end.strftime("%d/%m/%Y %H:%M"),
    "Easting": lambda i: i.easting,
    "Northing": lambda i: i.northing,
    "DA Flag": lambda i: "Y" if i.domestic else "N",
}
FAULTS = {
    "no date": {3: ""},
    "date not readable": {3: "31/02/2025 10:00"},
    "no position": {5: "see log"},
    "position outside the area": {5: "999999"},
    "no offence": {1: "", 2: ""},
}


def _planted(n_rows: int, n_faults: int):
    table = cells(COLUMNS, incidents(n_rows))
    source = random.Random(5)
    expected: dict[int, str] = {}
    for at, row in enumerate(source.sample(range(2, n_rows + 1), n_faults)):
        reason = list(FAULTS)[at % len(FAULTS)]
        for column, value in FAULTS[reason].items():
            table[row][column] = value
        expected[row] = reason
    for row in source.sample([r for r in range(2, n_rows) if r not in expected], 20):
        if row - 1 in expected:
            continue
        table[row] = list(table[row - 1])
        expected[row] = "the same crime again"
    return table, expected


def test_every_planted_fault_is_reported_with_its_row():
    table, expected = _planted(n_rows=10_000, n_faults=300)
    reading = read_extract(csv_bytes(table), "long.csv")
    aside = reading.set_aside
    assert dict(zip(aside["row"], aside["reason"], strict=True)) == expected
    assert (aside["line"] == aside["row"] + 1).all()
    assert len(reading.rows) + len(aside) == reading.n_read == 10_000
