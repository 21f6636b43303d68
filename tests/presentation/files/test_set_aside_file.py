"""The file of rows set aside holds what strangers wrote: no cell may run."""

from __future__ import annotations

import csv
import io

from hotspots.presentation.files.exports import to_csv
from hotspots.sources.opening import Upload
from hotspots.sources.police_uk.read import read_police_uk
from hotspots.tables import SET_ASIDE
from tests.toy import as_csv, rows_of


def test_rows_set_aside_are_written_with_file_line_and_reason_and_no_formula():
    rows = rows_of()
    rows[0]["Crime type"] = '=HYPERLINK("http://example.org")'
    rows[0]["Longitude"] = rows[1]["Longitude"] = ""
    reading = read_police_uk(Upload("2025-01-toy-street.csv", as_csv(rows).encode()))
    written = list(
        csv.DictReader(io.StringIO(to_csv(reading.set_aside, SET_ASIDE).decode()))
    )
    assert [(row["line"], row["reason"]) for row in written] == [
        ("2", "no location"),
        ("3", "no location"),
    ]
    assert written[0]["category"] == '\'=HYPERLINK("http://example.org")'
    assert written[1]["category"] == "Violence and sexual offences"
