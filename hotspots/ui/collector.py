"""Python's collector of garbage, which rests while the server makes its first page.

That page imports the program and reads the data, and nearly all of it stays. Looking
through it again and again, as the heap grows, took a quarter of the time.
"""

from __future__ import annotations

import functools
import gc


def begin_page() -> None:
    """Let the collector rest for the first page; call it where each page begins.

    From the second page on it works as ever, but leaves alone what the first one made.
    """
    if gc.isenabled():
        _rest_once()
        return
    gc.freeze()
    gc.enable()


@functools.cache
def _rest_once() -> None:
    gc.disable()
