"""Twenty visitors who all move the slider at once, beside a page that caches less.

Run: python -m tests.benchmarks.bench_sessions [--visitors 20]

Each visitor is a connection that speaks as the browser does: it opens Choose zones, and
then all move the weight of harm in the same instant, first to one value that all share,
then each to a value of its own. A move lasts until the server says that the page is
done. The same moves on naive_page.py, which draws its map anew, give the ratio. What a
browser then draws is in bench_browser. The server's processor time, which other work on
the machine changes little, stands beside what was waited for.
Budget: median under 2 s, or the reason why not.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import time
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.benchmarks.bench_browser import APP, NAIVE, SLIDER, server

PAGE = "choose_zones"
PATIENCE_S = 600
MOST_BYTES = 2**30
FINISHED = {
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
}


class Visitor:
    """One connection to a page, and the slider that was found on it."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.slider = self.page = ""

    async def run(self, message: BackMsg) -> float:
        """Ask the server to run the page; seconds until it is done."""
        start = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(await self.socket.recv())
            kind = answer.WhichOneof("type")
            if kind == "new_session":
                self.page = answer.new_session.page_script_hash
            if kind == "navigation":
                self.page = answer.navigation.page_script_hash
            if kind == "delta":
                self._look_at(answer.delta.new_element)
            if kind == "script_finished" and answer.script_finished in FINISHED:
                return time.perf_counter() - start

    def _look_at(self, element: Element) -> None:
        """Remember the slider; a page that fails is no page to measure."""
        if element.slider.label == SLIDER:
            self.slider = element.slider.id
        if element.WhichOneof("type") == "exception":
            msg = f"The page failed: {element.exception.message}"
            raise SystemExit(msg)

    async def open(self, page: str) -> float:
        message = BackMsg()
        message.rerun_script.page_name = page
        return await self.run(message)

    async def move(self, share: float) -> float:
        message = BackMsg()
        message.rerun_script.page_script_hash = self.page
        state = message.rerun_script.widget_states.widgets.add(id=self.slider)
        state.double_array_value.data.append(share)
        return await self.run(message)


@dataclass(frozen=True)
class Round:
    """What all visitors did at once: what each waited, and the server's work for it."""

    what: str
    waited: list[float]
    processor_s: float


def processor_s() -> float:
    """Return the processor time of the server, this process's child, in seconds."""
    ticks = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            of_process = file.read_text().rpartition(")")[2].split()
        except OSError:
            # It ended since.
            continue
        if int(of_process[1]) == os.getpid():
            ticks += int(of_process[11]) + int(of_process[12])
    return ticks / os.sysconf("SC_CLK_TCK")


async def at_once(what: str, moves: Iterable[Coroutine[None, None, float]]) -> Round:
    """Let all visitors do something in the same instant."""
    before = processor_s()
    waited = await asyncio.gather(*moves)
    return Round(what, waited, processor_s() - before)


async def measure(address: str, page: str, n_visitors: int) -> list[Round]:
    """Let visitors open a page, make one shared move and then each an own one."""
    url = address.replace("http", "ws", 1) + "/_stcore/stream"
    options = {"max_size": MOST_BYTES, "origin": address, "subprotocols": ["streamlit"]}
    visitors = [Visitor(await connect(url, **options)) for _ in range(n_visitors)]
    async with asyncio.timeout(PATIENCE_S):
        # The first one pays what is computed once.
        await visitors[0].open(page)
        opened = await at_once("open the page", (each.open(page) for each in visitors))
        shared = await at_once(
            "one shared value", (each.move(0.7) for each in visitors)
        )
        shares = [(number % 100) / 100 for number in range(n_visitors)]
        own = await at_once(
            "each an own value",
            (each.move(share) for each, share in zip(visitors, shares, strict=True)),
        )
    for each in visitors:
        await each.socket.close()
    return [opened, shared, own]


def tell(name: str, rounds: list[Round]) -> float:
    """Print what visitors waited; give the median of moves to an own value."""
    print(name)
    for each in rounds:
        print(
            f"  {each.what:18} median {statistics.median(each.waited):6.2f} s, "
            f"worst {max(each.waited):6.2f} s; processor time of the server "
            f"{each.processor_s:6.2f} s, {each.processor_s / len(each.waited):.2f} s each"
        )
    return statistics.median(rounds[-1].waited)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--visitors", type=int, default=20)
    asked = parser.parse_args()
    load_before = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{os.cpu_count()} processors; load before: {load_before}")
    medians = []
    for name, script, page in (("ours", APP, PAGE), ("naive page", NAIVE, "")):
        with server(script) as (address, _):
            rounds = asyncio.run(measure(address, page, asked.visitors))
        medians.append(tell(f"{name}, {asked.visitors} visitors at once", rounds))
    print(f"  naive page / ours: {medians[1] / medians[0]:.1f}   budget: 2 s")


if __name__ == "__main__":
    main()
