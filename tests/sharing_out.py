"""How the files of tests are shared out among processes, so that none idles at the end.

A file goes to one process whole, for its fixtures are its own. Files that open a browser
go together, for they share servers, and wait more than they work: while they do, the
other process has the processor to itself. `conftest.py` puts the longest files first.
"""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadScopeScheduling

IN_ONE_PROCESS = "tests/browser"


class FilesByLength(LoadScopeScheduling):
    """Gives each free process the next file."""

    def __init__(self, config: pytest.Config, log) -> None:
        # Not by the number of tests in a file, which says little of how long it takes.
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(IN_ONE_PROCESS):
            return IN_ONE_PROCESS
        return nodeid.split("::", 1)[0]
