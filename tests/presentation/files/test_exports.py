from __future__ import annotations

import pandas as pd
import pytest

from hotspots.presentation.files.exports import to_csv
from hotspots.tables import Column, Table

NAMES = Table(
    name="names",
    one_row_per="name",
    key=("name",),
    columns=(Column("name", "text", "A name."),),
)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start):
    frame = pd.DataFrame(
        {"name": [f"{start}cmd()", f"High {start}Street"]}, dtype="str"
    )
    told = to_csv(frame, NAMES).decode().replace('"', "")
    assert told == f"name\n'{start}cmd()\nHigh {start}Street\n"
