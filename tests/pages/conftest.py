from __future__ import annotations

import pytest

from hotspots.ui.state import Given
from tests.toy import write_toy


@pytest.fixture
def toy(tmp_path) -> Given:
    return Given((str(write_toy(tmp_path)),))
