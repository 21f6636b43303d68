"""The tables of offences come out of their script again, byte for byte."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

DATA = Path(__file__).parents[1] / "data"


@pytest.mark.parametrize("name", ["offence_classes.csv", "offence_codes.csv"])
def test_the_table_is_what_its_script_makes(name, real_data, tmp_path):
    script = runpy.run_path(str(DATA / "build_offence_classes.py"))
    script["main"](real_data / "harm", tmp_path)
    assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes()
