"""A bound on what a process that works on a visitor's file may take."""

from __future__ import annotations

import contextlib
import sys


def bound_memory(most_bytes: int) -> None:
    """Bound the memory of this process, where the system can be asked to.

    A lower bound that it was started with stays.

    Parameters
    ----------
    most_bytes
        So much may it take.
    """
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    bound = most_bytes if most == resource.RLIM_INFINITY else min(most_bytes, most)
    # Some systems know the bound, and refuse to set it.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (bound, most))
