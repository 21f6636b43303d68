"""Read spoilt files and say what went wrong: only a short sentence may come out."""

from __future__ import annotations

import contextlib
import resource
import signal
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hotspots.errors import InputError
from tests.fuzz.mutations import mutate

MOST_SECONDS = 10.0
MOST_BYTES = 2 * 2**30
MOST_LETTERS = 1200
# A file may take so many seconds of work; and on a busy machine, so many times as long.
WAITS = 6
HANGS, SLOW = "it hangs", "it is slow"


@dataclass(frozen=True)
class Target:
    """A reader to try.

    Attributes
    ----------
    name
        What it is called.
    sound
        Sound files that it reads.
    read
        Reads one and checks what came out, such as kept + set aside = read.
    """

    name: str
    sound: Callable[[], Sequence[bytes]]
    read: Callable[[bytes], object]


@dataclass(frozen=True)
class Fault:
    """What went wrong with one seed."""

    target: str
    seed: int
    what: str


def faults_of(
    target: Target, seeds: Sequence[int], *, most_seconds: float = MOST_SECONDS
) -> list[Fault]:
    """Read a spoilt file for each seed and return every fault."""
    sound = list(target.sound())
    found = []
    for seed in seeds:
        content = mutate(sound[seed % len(sound)], seed=seed, others=sound)
        if what := fault_of(target.read, content, most_seconds=most_seconds):
            found.append(Fault(target.name, seed, what))
    return found


def fault_of(
    read: Callable[[bytes], object], content: bytes, *, most_seconds: float
) -> str:
    """Read one file; return what is wrong with how that went, or nothing."""
    start = time.process_time()
    try:
        with _in_time(most_seconds):
            read(content)
    except InputError as error:
        if what := _wrong_with(str(error)):
            return what
    except TimeoutError:
        return HANGS
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        where = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__}: {str(error)[:200]} ({where.filename}:{where.lineno})"
    if time.process_time() - start > most_seconds:
        return SLOW
    if peak_bytes() > MOST_BYTES:
        return f"it takes more than {MOST_BYTES / 2**30:.0f} GB"
    return ""


def _wrong_with(message: str) -> str:
    if len(message) > MOST_LETTERS:
        return f"a message of {len(message)} letters: {message[:200]}"
    hidden = [each for each in message if not each.isprintable() and each not in "\n"]
    if hidden:
        return f"a message with {hidden[0]!r}: {message[:200]!r}"
    return "" if message.strip() else "a message without words"


def peak_bytes() -> int:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@contextlib.contextmanager
def _in_time(seconds: float) -> Iterator[None]:
    def too_long(*_: object) -> None:
        raise TimeoutError

    clocks = (
        (signal.SIGPROF, signal.ITIMER_PROF, seconds),
        (signal.SIGALRM, signal.ITIMER_REAL, WAITS * seconds),
    )
    before = [signal.signal(number, too_long) for number, _, _ in clocks]
    for _, timer, most in clocks:
        signal.setitimer(timer, most)
    try:
        yield
    finally:
        for (number, timer, _), handler in zip(clocks, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, handler)
