"""Cold start, a changed weight and the browser's memory, in headless Chromium.

Run: python -m tests.benchmarks.bench_browser [FOLDER_OF_MONTHS]
The cold start alone: python -m tests.benchmarks.bench_browser start

A cold start lasts from starting the server to both painted maps of Home, the page opened
as soon as the server answers; naive_page.py, started the same way, gives the ratio. Then
the built-in sample is measured; then the months of the folder, or else the real months
of Kent, if they are there. No name but this machine's is found. A change
lasts from the key press on the slider to the later of two: the map's next frame after
its change, and the last drawing on the list's canvas. The same slider on naive_page.py,
which makes the whole map anew, gives the ratio.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from hotspots.presentation.words.data import USE_SAMPLE
from hotspots.sources.sample import OPENS_WITH
from hotspots.ui.server import LOCAL_FILES
from tests.browser.conftest import OPTIONS, PROGRAMS, THIS_MACHINE, _free_port
from tests.conftest import ROOT, SHARED

APP = ROOT / "app.py"
NAIVE = Path(__file__).parent / "naive_page.py"
KENT = SHARED / "data" / "police_uk"
SLIDER = "Weight of harm in the score"
BOX = "Or a folder, zip or file on this computer"

N_STARTS, N_CHANGES, N_HEAP = 3, 12, 100
N_NAIVE = 6
PATIENCE_MS = 90_000
# Nothing more is drawn or received for so long: a change is over.
QUIET_MS = 700
# A key press that sent nothing within this sends nothing.
UNSENT_MS = 3_000

START_S, CHANGE_S, CHANGE_MANY_S, SENT_KB = 4, 0.3, 0.4, 150
MANY_ZONES = 1_500

# Runs in every page before its own scripts. A map's sign of a new picture is its last
# change (ours) or the map itself (the naive page makes a new one).
WATCH = """
window.seen = {sent: 0, came: 0, bytes: 0, drawn: 0, map: 0, pressed: 0};
const Plain = window.WebSocket;
window.WebSocket = class extends Plain {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({data}) => {
      seen.bytes += data.byteLength ?? data.size ?? data.length;
      seen.came = performance.now();
    });
  }
  send(data) {
    if (!seen.sent) seen.sent = performance.now();
    super.send(data);
  }
};
for (const name of ["fillText", "fillRect", "drawImage"]) {
  const plain = CanvasRenderingContext2D.prototype[name];
  CanvasRenderingContext2D.prototype[name] = function (...given) {
    if (this.canvas.isConnected && this.canvas.closest?.("[data-testid=stDataFrame]") ===
        document.querySelector("[data-testid=stDataFrame]")) {
      seen.drawn = performance.now();
    }
    return plain.apply(this, given);
  };
}
window.pictures = () => [...document.querySelectorAll("iframe")].flatMap((frame) => {
  const map = frame.contentWindow && frame.contentWindow.map;
  if (!map || !map._layers || !map.getContainer) return [];
  if (map.hotspots) return map.getContainer().dataset.classed ? [map.hotspots.change] : [];
  return Object.keys(map._layers).length > 100 ? [map] : [];
});
window.arm = () => {
  const before = pictures()[0];
  Object.assign(seen, {sent: 0, came: 0, bytes: 0, drawn: 0, map: 0, pressed: 0});
  addEventListener("keydown", () => (seen.pressed = performance.now()),
                   {capture: true, once: true});
  const look = () => {
    const [now] = pictures();
    if (!now || now === before) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => (seen.map = performance.now())));
  };
  look();
};
window.stages = {};
const watch = () => {
  const now = performance.timeOrigin + performance.now();
  if (document.querySelector("h1")) stages.heading ??= now;
  if (document.body && pictures().length) stages.map ??= now;
  if (!stages.map) setTimeout(watch, 10);
};
if (window === window.top) watch();
window.isIdle = () => {
  const app = document.querySelector("[data-testid=stApp]");
  return app && app.dataset.testScriptState === "notRunning";
};
// A change that moves no class leaves the map as it is: then what came is the end of it.
// One that the slider never sent, because it stands at its end, changes nothing at all.
window.isOver = (quiet, unsent) => {
  if (!seen.pressed || !isIdle()) return false;
  if (!seen.sent) return performance.now() - seen.pressed > unsent;
  const last = Math.max(seen.map, seen.drawn, seen.came);
  // A map that has not changed yet may still be on its way.
  return seen.came > seen.sent && performance.now() - last > (seen.map ? quiet : unsent);
};
"""


@dataclass(frozen=True)
class Change:
    """What one changed weight took."""

    seconds: float
    until_sent: float
    until_map: float
    until_list: float
    kilobytes: float


@dataclass(frozen=True)
class Start:
    """When each stage of a cold start was reached, in seconds from starting the server."""

    healthy: float
    heading: float
    first_map: float
    all_maps: float


@contextmanager
def server(script: Path, *arguments: str) -> Iterator[tuple[str, float]]:
    """Start Streamlit with an empty home; give its address and when it was started."""
    with tempfile.TemporaryDirectory() as home:
        at = _with_static(script, Path(home))
        port = _free_port()
        command = [sys.executable, "-m", "streamlit", "run", str(at)]
        command += ["--server.headless", "true", "--server.port", str(port)]
        environment = os.environ | {"HOME": home, "USERPROFILE": home}
        environment |= {"PYTHONPATH": str(ROOT), LOCAL_FILES: "1"}
        with (Path(home) / "log").open("wb") as log:
            started = time.monotonic()
            process = subprocess.Popen(
                [*command, "--", *arguments],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            address = f"http://{THIS_MACHINE}:{port}"
            _wait(address, process, Path(home) / "log")
            yield address, started
        finally:
            process.terminate()
            process.wait(timeout=20)


def _with_static(script: Path, folder: Path) -> Path:
    """Streamlit serves the `static` beside a script alone."""
    if (script.parent / "static").is_dir():
        return script
    shutil.copytree(ROOT / "static", folder / "static")
    return Path(shutil.copy(script, folder))


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    while process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.02)
    msg = f"Streamlit did not start:\n{log.read_text()}"
    raise SystemExit(msg)


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Page]:
    """Open a page in a window of its own, with an empty cache."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(WATCH)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(address)
    yield page
    context.close()


def painted(page: Page, n_maps: int) -> None:
    page.wait_for_function("n => pictures().length === n", arg=n_maps)
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
    )


def load(page: Page, folder: Path) -> None:
    box = page.get_by_label(BOX)
    box.fill(str(folder))
    box.press("Enter")


def cold_start(browser: Browser, script: Path, *, n_maps: int) -> Start:
    """Start a server and open its first page with an empty cache."""
    with server(script) as (address, started):
        # The browser's clock counts from 1970, this one from anywhere.
        since_1970 = time.time() - time.monotonic() + started
        healthy = time.monotonic() - started
        with opened(browser, address) as page:
            painted(page, n_maps)
            all_maps = time.monotonic() - started
            seen = page.evaluate("stages")
        at = {name: seen[name] / 1000 - since_1970 for name in seen}
        # The naive page has no heading: its map is the first that it shows.
        heading = at.get("heading", at["map"])
        return Start(healthy, heading, at["map"], all_maps)


def change(page: Page, key: str) -> Change:
    """Press a key on the slider and wait for the map and the list."""
    page.wait_for_function("isIdle()")
    slider = page.get_by_role("slider", name=SLIDER)
    slider.focus()
    page.evaluate("arm()")
    slider.press(key)
    page.wait_for_function("times => isOver(...times)", arg=[QUIET_MS, UNSENT_MS])
    seen = page.evaluate("seen")
    after = {
        name: max(0.0, seen[name] - seen["pressed"]) / 1000
        for name in ("sent", "map", "drawn", "came")
    }
    return Change(
        # Where nothing is drawn anew, until the page has its answer.
        seconds=max(after["map"], after["drawn"]) or after["came"],
        until_sent=after["sent"],
        until_map=after["map"],
        until_list=after["drawn"],
        kilobytes=seen["bytes"] / 1000,
    )


def changes(page: Page, number: int) -> list[Change]:
    """Change the weight so often, each time to one that was not shown before."""
    for _ in range(6):
        change(page, "ArrowLeft")
    return [change(page, "ArrowRight") for _ in range(number)]


def heap_mb(page: Page) -> float:
    """Return what the page's scripts hold, with the map's, after clearing up."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    used = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return used / 1e6


def tell(name: str, done: list[Change]) -> float:
    """Print what changes took; give the median of seconds."""

    def median(what: str) -> float:
        # A list that stays as it was is not drawn anew.
        times = [getattr(one, what) for one in done]
        return statistics.median([one for one in times if one > 0] or [0.0])

    worst = max(one.seconds for one in done)
    lists = sum(one.until_list > 0 for one in done)
    maps = sum(one.until_map > 0 for one in done)
    print(f"  {name}: {len(done)} changes, list drawn anew in {lists}, map in {maps}")
    print(
        f"    map and list      median {median('seconds'):.2f} s, worst {worst:.2f} s"
    )
    print(f"    of it until sent  median {median('until_sent'):.2f} s")
    print(f"    map alone         median {median('until_map'):.2f} s")
    print(f"    list alone        median {median('until_list'):.2f} s")
    most = max(one.kilobytes for one in done)
    print(
        f"    received          median {median('kilobytes'):.0f} KB, most {most:.0f} KB"
    )
    return median("seconds")


def measure_ours(browser: Browser, folder: Path | None) -> float:
    """Measure changed weights and the heap on the choose-zones page."""
    with server(APP) as (address, _), opened(browser, f"{address}/data") as page:
        if folder is not None:
            load(page, folder)
            page.get_by_role("button", name=USE_SAMPLE[OPENS_WITH]).wait_for()
        page.wait_for_function("isIdle()")
        menu = page.locator(".st-key-page-menu")
        menu.get_by_role("link", name="Choose zones").click()
        painted(page, 1)
        drawn = page.locator("iframe").first.element_handle().content_frame()
        shown = int(drawn.evaluate("map.getContainer().dataset.classed"))
        budget = CHANGE_MANY_S if shown > MANY_ZONES else CHANGE_S
        median = tell(f"ours, {shown:,} zones shown", changes(page, N_CHANGES))
        print(f"    budgets           median {budget} s, {SENT_KB} KB")
        before = heap_mb(page)
        for number in range(N_HEAP):
            change(page, "ArrowLeft" if number % 2 else "ArrowRight")
        after = heap_mb(page)
        print(
            f"    heap              {before:.1f} MB, after {N_HEAP} changes {after:.1f}"
        )
        print("    budget            flat")
    return median


def measure_naive(browser: Browser, folder: Path | None) -> float:
    """Measure changed weights on the page that makes its map anew."""
    given = [] if folder is None else [str(folder)]
    with server(NAIVE, *given) as (address, _), opened(browser, address) as page:
        painted(page, 1)
        return tell("naive page", changes(page, N_NAIVE))


def tell_starts(browser: Browser) -> None:
    """Print the median of each stage of a cold start, and the naive page's beside it."""
    ours, naive = [], []
    for _ in range(N_STARTS):
        # By turns, so that what else the machine does meets both.
        ours.append(cold_start(browser, APP, n_maps=2))
        naive.append(cold_start(browser, NAIVE, n_maps=1))

    def median(starts: list[Start], stage: str) -> float:
        return statistics.median(getattr(one, stage) for one in starts)

    total, plain = median(ours, "all_maps"), median(naive, "all_maps")
    print("Cold start to both maps of Home (a browser already open, its cache empty)")
    print(f"  medians of {N_STARTS}, in seconds from starting the server")
    print(f"    the server answers     {median(ours, 'healthy'):.1f}")
    print(f"    the heading stands     {median(ours, 'heading'):.1f}")
    print(f"    the first map is drawn {median(ours, 'first_map'):.1f}")
    print(f"    both maps are drawn    {total:.1f}, budget {START_S}")
    print(f"    naive page, its map    {plain:.1f}")
    print(f"  naive page / ours: {plain / total:.1f}")


def tell_changes(browser: Browser, folder: Path | None) -> None:
    print(f"A changed weight: {folder or 'the built-in sample'}")
    ratio = measure_naive(browser, folder) / measure_ours(browser, folder)
    print(f"  naive page / ours: {ratio:.1f}")


def main() -> None:
    named = KENT
    if sys.argv[1:] not in ([], ["start"]):
        named = Path(sys.argv[1]).resolve()
    folder = named if named.is_dir() else None
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        print("Needs Chromium, which is not installed here.")
        return
    load_before = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{os.cpu_count()} processors; load before: {load_before}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        tell_starts(browser)
        if sys.argv[1:] != ["start"]:
            tell_changes(browser, None)
            if folder is None:
                print(f"The months of {named} are absent, so they are not measured.")
            else:
                tell_changes(browser, folder)
        browser.close()
    load_after = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"load after: {load_after}")


if __name__ == "__main__":
    main()
