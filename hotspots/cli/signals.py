"""Ctrl-C and being told to end, as one exception that every `finally` sees."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

STOPPED = "Stopped. No file was left half written."
# Windows has fewer of them.
SIGNALS = [
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP")
    if hasattr(signal, name)
]


class Ended(BaseException):
    """A signal asked this process to end; `number` says which."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """Turn signals into `Ended` in here, so that what is open is closed or taken away.

    A second signal while it ends changes nothing: it is ending already.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, _end) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    for each in SIGNALS:
        # Not SIG_IGN: of one that has come by now Python would print a traceback.
        signal.signal(each, _is_ending)
    raise Ended(number)


def _is_ending(_number: int, _frame: FrameType | None) -> None:
    pass
