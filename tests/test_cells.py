"""Texts into spreadsheets and back: none runs, and none changes on the way."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.presentation.files.exports import safe_csv
from hotspots.sources.opening import Upload
from hotspots.sources.patrol_log import read_patrol_log
from hotspots.sources.shapes.column_files import from_csv
from hotspots.texts import as_cell, from_cell

RUN = [
    "=1+1",
    "+A1",
    "-A1",
    "@SUM(A1)",
    "-1+1",
    "=HYPERLINK(1)",
    "\t=1",
    "-2+3|x",
    " =1",
    "\uff1d1+1",
]


@pytest.mark.parametrize("text", RUN)
def test_no_text_is_written_as_a_formula(text):
    assert as_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-4", "+4", "-4.5%", "-1,429", "", "A-1", "'tis"])
def test_numbers_and_plain_texts_stay_as_they_are(text):
    assert as_cell(text) == text


@given(st.text(alphabet="'=+-@\t\r\nA1", max_size=6))
def test_every_text_comes_back_as_it_was(text):
    assert from_cell(as_cell(text)) == text


def test_an_id_that_begins_with_a_dash_comes_back_from_our_own_files():
    ids = ["-A1", "'-A1", "=B", "-1", "C3"]
    shapes = [f"POLYGON (({n} 0, {n} 1, 1 9, {n} 0))" for n in range(len(ids))]
    written = safe_csv(pd.DataFrame({"zone": ids, "wkt": shapes}))
    assert b"\n-A1" not in written
    read = from_csv("zones.csv", written, None)
    assert read.columns["zone"].to_list() == ids
    zones = pd.DataFrame({"zone": ids, "name": "", "district": ""})
    # Of two ids, one of which is how the other is written, a log cannot tell.
    ids.remove("'-A1")
    zones = zones[zones["zone"].isin(ids)]
    log = pd.DataFrame({"zone": ids, "date": "2025-01-02", "hours": 1})
    patrols = read_patrol_log(Upload("log.csv", safe_csv(log)), zones=zones).patrols
    assert set(patrols["zone"]) == set(ids)


def test_names_of_columns_run_no_more_than_cells():
    written = safe_csv(pd.DataFrame({"=1+1": ["=2"], "n": [-1]}))
    assert written == b"'=1+1,n\n'=2,-1\n"
    assert pd.read_csv(io.BytesIO(written))["n"].to_list() == [-1]
