"""Twenty visitors who all move the slider at once, beside a page that caches less.

Run: python -m tests.benchmarks.bench_sessions [--visitors 20]

Each visitor is a connection that speaks as the browser does: it opens Choose zones, and
then all move the weight of harm in the same instant, first to one value that all share,
then each to a value of its own. A move lasts until the server says that the page is
done. The same moves on naive_page.py, which draws its map anew, give the ratio. What a
browser then draws is in bench_browser.
Budget: median under 2 s, or the reason why not.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import time

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


async def measure(address: str, page: str, n_visitors: int) -> list[list[float]]:
    """Return what each visitor waited: for the page, one shared move and an own one."""
    url = address.replace("http", "ws", 1) + "/_stcore/stream"
    options = {"max_size": MOST_BYTES, "origin": address, "subprotocols": ["streamlit"]}
    visitors = [Visitor(await connect(url, **options)) for _ in range(n_visitors)]
    async with asyncio.timeout(PATIENCE_S):
        # The first one pays what is computed once.
        await visitors[0].open(page)
        opened = await asyncio.gather(*(each.open(page) for each in visitors))
        shared = await asyncio.gather(*(each.move(0.7) for each in visitors))
        shares = [(number % 100) / 100 for number in range(n_visitors)]
        own = await asyncio.gather(
            *(each.move(share) for each, share in zip(visitors, shares, strict=True))
        )
    for each in visitors:
        await each.socket.close()
    return [opened, shared, own]


def tell(name: str, waited: list[list[float]]) -> float:
    """Print what visitors waited; give the median of moves to an own value."""
    print(name)
    for what, seconds in zip(
        ("open the page", "one shared value", "each an own value"), waited, strict=True
    ):
        print(
            f"  {what:18} median {statistics.median(seconds):6.2f} s, "
            f"worst {max(seconds):6.2f} s"
        )
    return statistics.median(waited[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--visitors", type=int, default=20)
    asked = parser.parse_args()
    load_before = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{os.cpu_count()} processors; load before: {load_before}")
    medians = []
    for name, script, page in (("ours", APP, PAGE), ("naive page", NAIVE, "")):
        with server(script) as (address, _):
            waited = asyncio.run(measure(address, page, asked.visitors))
        medians.append(tell(f"{name}, {asked.visitors} visitors at once", waited))
    print(f"  naive page / ours: {medians[1] / medians[0]:.1f}   budget: 2 s")


if __name__ == "__main__":
    main()
