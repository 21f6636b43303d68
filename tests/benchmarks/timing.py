"""Two ways of doing one thing, timed in turn in one run, so that noise meets both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

RUNS = 7


def seconds(action: Callable[[], object]) -> float:
    """Time one call."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def compare(
    ours: Callable[[], object],
    other: Callable[[], object],
    *,
    target: str,
    runs: int = RUNS,
) -> None:
    """Run both in turn and print the medians and the median of the ratios."""
    ours(), other()
    pairs = [(seconds(ours), seconds(other)) for _ in range(runs)]
    told = statistics.median(pair[0] for pair in pairs)
    against = statistics.median(pair[1] for pair in pairs)
    ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
    print(f"  ours  {1000 * told:9.1f} ms")
    print(f"  other {1000 * against:9.1f} ms")
    print(f"  ratio {ratio:9.1f}      budget: {target}")
