from __future__ import annotations

import pytest

from hotspots.ui.state import Upload
from tests.toy import write_toy


@pytest.fixture
def toy(tmp_path) -> Upload:
    return Upload((str(write_toy(tmp_path)),))
