"""The collector of garbage rests for the first page, and for no other."""

from __future__ import annotations

import gc
import subprocess
import sys

LOOK = """
import gc
from hotspots.ui.collector import begin_page
for _ in range(4):
    begin_page()
    print(gc.isenabled(), gc.get_freeze_count() > 0)
"""


def test_it_rests_for_the_first_page_and_then_leaves_alone_what_that_one_made():
    assert gc.isenabled()
    command = [sys.executable, "-c", LOOK]
    seen = subprocess.run(command, capture_output=True, text=True, check=True)
    assert seen.stdout.split("\n")[:-1] == ["False False", *["True True"] * 3]
