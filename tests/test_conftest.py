from __future__ import annotations

import pytest

from tests.conftest import lacking


@pytest.mark.parametrize(
    ("ci", "meant", "outcome"),
    [
        ("", "", pytest.skip.Exception),
        ("true", "", pytest.fail.Exception),
        ("true", "1", pytest.skip.Exception),
    ],
)
def test_absent_real_data_fail_on_a_ci_server(monkeypatch, ci, meant, outcome):
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("HOTSPOTS_NO_REAL_DATA", meant)
    with pytest.raises(outcome, match="needs the data"):
        lacking("needs the data")
