from __future__ import annotations

import pytest

from hotspots.ui.server import LOCAL_FILES
from hotspots.ui.state import Upload
from tests.toy import write_toy


@pytest.fixture(autouse=True)
def _at_ones_own_machine(monkeypatch):
    """Let the data page name folders, as an analyst's own machine does."""
    monkeypatch.setenv(LOCAL_FILES, "1")


@pytest.fixture
def toy(tmp_path) -> Upload:
    return Upload((str(write_toy(tmp_path)),))
