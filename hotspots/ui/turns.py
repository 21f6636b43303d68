"""Pages of several visitors are made one after the other.

Python runs one thread at a time. Twenty that take turns step by step spend as long
again handing over to each other, on two processors, as they spend on their pages.
"""

from __future__ import annotations

import threading
from time import monotonic

# A page takes about a tenth of a second. One that reads files or draws pictures lets
# the others go on beside it after that.
LONGEST_S = 0.25


class Turns:
    """Who makes a page now, and who waits.

    Parameters
    ----------
    longest_s
        Seconds after which the next need not wait any more.

    Examples
    --------
    >>> turns = Turns(longest_s=1.0)
    >>> turns.begin()
    >>> turns.end()
    """

    def __init__(self, *, longest_s: float = LONGEST_S) -> None:
        self._longest_s = longest_s
        self._changed = threading.Condition()
        self._thread: int | None = None
        self._ends = 0.0

    def begin(self) -> None:
        """Wait for this thread's turn.

        A thread that begins again, because its page was broken off, goes on at once.
        """
        mine = threading.get_ident()
        with self._changed:
            while self._thread not in (None, mine):
                left = self._ends - monotonic()
                if left <= 0:
                    break
                self._changed.wait(left)
            self._thread, self._ends = mine, monotonic() + self._longest_s

    def end(self) -> None:
        """Let the next go on, if this thread's turn is not over already."""
        with self._changed:
            if self._thread == threading.get_ident():
                self._thread = None
                self._changed.notify()


PAGES = Turns()
