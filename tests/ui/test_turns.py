"""Pages are made one after the other, and a long one holds nobody up for long."""

from __future__ import annotations

import threading
from time import monotonic

from hotspots.ui.turns import Turns

AGES_S = 60.0


def in_a_thread(
    turns: Turns, *, until: threading.Event | None = None
) -> tuple[threading.Thread, threading.Event]:
    """Make a page in another thread; the event says that its turn has come."""
    begun = threading.Event()

    def run() -> None:
        turns.begin()
        begun.set()
        if until is not None:
            until.wait(AGES_S)
        turns.end()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, begun


def test_a_page_waits_until_the_one_before_it_ends():
    turns = Turns(longest_s=AGES_S)
    turns.begin()
    others = [in_a_thread(turns) for _ in range(3)]
    assert not any(begun.wait(0.05) for _, begun in others)
    turns.end()
    assert all(begun.wait(10) for _, begun in others)
    for thread, _ in others:
        thread.join()


def test_a_page_that_takes_long_or_broke_off_holds_nobody_up_for_longer_than_stated():
    turns = Turns(longest_s=0.2)
    start = monotonic()
    turns.begin()
    thread, begun = in_a_thread(turns)
    assert begun.wait(10)
    assert monotonic() - start >= 0.2
    thread.join()


def test_a_page_whose_turn_is_over_ends_no_other():
    turns = Turns(longest_s=0.5)
    turns.begin()
    ready = threading.Event()
    second, begun = in_a_thread(turns, until=ready)
    assert begun.wait(10)
    turns.end()
    third, begun = in_a_thread(turns)
    assert not begun.wait(0.1)
    ready.set()
    assert begun.wait(10)
    second.join()
    third.join()


def test_a_page_that_is_begun_again_goes_on_at_once():
    turns = Turns(longest_s=AGES_S)
    turns.begin()
    turns.begin()
    turns.end()
    thread, begun = in_a_thread(turns)
    assert begun.wait(10)
    thread.join()
