"""A real browser that sees this machine alone, and Streamlit servers for it to open.

No name but this machine's is found, so a request to anywhere else fails as it does
where there is no internet; it is remembered too, and the test that made it fails.
"""

from __future__ import annotations

import itertools
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    expect,
    sync_playwright,
)

from tests.conftest import ROOT

THIS_MACHINE = "127.0.0.1"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
# No other machine is found, and nothing of the browser's own goes looking for one.
OPTIONS = [
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {THIS_MACHINE}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]
# Two files of tests may run at once.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)
STARTS_WITHIN_S = 60

Serve = Callable[..., str]
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Start Streamlit on a script, once for each set of options; give its address.

    A `fresh` one is started anew: no page has been opened on it.
    """
    home = tmp_path_factory.mktemp("home")
    addresses: dict[tuple[object, ...], str] = {}
    servers: list[subprocess.Popen[bytes]] = []

    def start(
        script: Path,
        *options: str,
        fresh: bool = False,
        local_files: bool = True,
        **environment: str,
    ) -> str:
        asked = (script, local_files, *options, *environment.items())
        if fresh or asked not in addresses:
            at = _with_static(script, tmp_path_factory)
            port = _free_port()
            log = (home / f"{port}.log").open("wb")
            servers.append(
                _start(
                    at,
                    port,
                    options,
                    home=home,
                    log=log,
                    local_files=local_files,
                    environment=environment,
                )
            )
            log.close()
            addresses[asked] = _address(port, options)
            _wait(addresses[asked], servers[-1], home / f"{port}.log")
        return addresses[asked]

    yield start
    for server in servers:
        server.terminate()
        server.wait(timeout=20)


def _with_static(script: Path, folders: pytest.TempPathFactory) -> Path:
    """Streamlit serves the `static` beside a script, so a test's own needs a copy."""
    if (script.parent / "static").is_dir():
        return script
    folder = folders.mktemp(script.stem)
    shutil.copytree(ROOT / "static", folder / "static")
    return Path(shutil.copy(script, folder))


def _start(
    script: Path,
    port: int,
    options: tuple[str, ...],
    *,
    home: Path,
    log,
    local_files: bool = True,
    environment: Mapping[str, str] | None = None,
):
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += ["--server.headless", "true", "--server.port", str(port), *options]
    own = {"HOME": str(home), "USERPROFILE": str(home), **(environment or {})}
    own["HOTSPOTS_LOCAL_FILES"] = "1" if local_files else ""
    return subprocess.Popen(
        command, cwd=ROOT, env=os.environ | own, stdout=log, stderr=subprocess.STDOUT
    )


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind((THIS_MACHINE, 0))
        return int(asked.getsockname()[1])


def _address(port: int, options: tuple[str, ...]) -> str:
    base = dict(itertools.pairwise(options)).get("--server.baseUrlPath")
    return f"http://{THIS_MACHINE}:{port}" + (f"/{base}" if base else "")


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"Streamlit did not start:\n{log.read_text()}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium, for one file of tests: while it runs it holds the event loop."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed, and CI must not skip its tests.")
        pytest.skip("needs Chromium, which is not installed here")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def new_page(browser: Browser) -> Open:
    """Open a blank page; windows of one kind share a cache, which saves seconds."""
    contexts: dict[str, BrowserContext] = {}

    def new(**kind) -> Page:
        if repr(kind) not in contexts:
            contexts[repr(kind)] = browser.new_context(**kind)
        return contexts[repr(kind)].new_page()

    return new


@pytest.fixture
def open_page(new_page: Open) -> Iterator[Open]:
    """Open an address in a page of its own, in a browser that sees no other machine."""
    pages: list[Page] = []
    outside: list[str] = []
    errors: list[str] = []

    def note(address: str) -> None:
        if not _is_here(address):
            outside.append(address)

    def open_at(address: str, width: int = 1440, height: int = 900, **kind) -> Page:
        page = new_page(viewport={"width": width, "height": height}, **kind)
        pages.append(page)
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", lambda request: note(request.url))
        page.on("websocket", lambda opened: note(opened.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        return page

    yield open_at
    for page in pages:
        page.close()
    assert not outside, f"the browser asked for {outside}"
    assert not errors, f"scripts failed: {errors}"


def _is_here(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("data", "blob") or parts.hostname == THIS_MACHINE
