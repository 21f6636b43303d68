"""The command line: `python -m hotspots --help` explains."""

from __future__ import annotations

if __name__ == "__main__":
    import signal
    import sys

    # Ctrl-C before or after a command runs ends it without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

    from hotspots.cli.commands import main

    sys.exit(main())
