"""The command line: `python -m hotspots --help` explains."""

from __future__ import annotations

import sys

from hotspots.cli.commands import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
