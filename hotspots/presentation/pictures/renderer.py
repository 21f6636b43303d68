"""The renderer in a process of its own, which a picture that ends it cannot take along.

vl-convert draws with native code: whatever makes it abort ends the process that it runs
in. So a small process renders (`python -m hotspots.presentation.pictures.renderer`),
which serves one picture after another; if it ends, that picture is refused in words and
the next one gets a new process.
"""

from __future__ import annotations

import atexit
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from hotspots.errors import InputError

# Where the other process finds this package.
ROOT = Path(__file__).parents[3]
# Pictures rendered at once: one waits for Python's layouts, the other for neither.
N_PROCESSES = 2
# A picture takes about 0.3 seconds; one that takes as long as this never ends.
LONGEST_SECONDS = 60.0


class RenderError(InputError):
    """A picture that the renderer refuses, or ends on."""


class Renderers:
    """A few renderers, each started when it is first needed and used again."""

    def __init__(self, n_processes: int = N_PROCESSES) -> None:
        self._idle: queue.LifoQueue[_Process | None] = queue.LifoQueue()
        for _ in range(n_processes):
            self._idle.put(None)
        atexit.register(self.close)

    def render(self, svg: str, *, kind: str, scale: float = 1.0) -> bytes:
        """Render a drawing as PNG or PDF.

        Parameters
        ----------
        svg
            The drawing.
        kind
            `png` or `pdf`.
        scale
            Pixels of a PNG for each of the drawing.

        Raises
        ------
        RenderError
            If the renderer refuses the drawing, or ends on it.
        """
        with self._one() as process:
            return process.render(svg, kind=kind, scale=scale)

    def close(self) -> None:
        """End the renderers that are idle."""
        idle = [self._idle.get() for _ in range(self._idle.qsize())]
        for process in idle:
            if process is not None:
                process.end()
            self._idle.put(None)

    @contextmanager
    def _one(self) -> Iterator[_Process]:
        process = self._idle.get()
        try:
            if process is not None and not process.lives:
                process.end()
                process = None
            process = process or _Process()
            yield process
        finally:
            self._idle.put(process)


class _Process:
    """One renderer: a drawing goes in, an image comes out."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "hotspots.presentation.pictures.renderer"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
        )

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    def render(self, svg: str, *, kind: str, scale: float) -> bytes:
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        too_long = threading.Timer(LONGEST_SECONDS, process.kill)
        too_long.start()
        try:
            _send(process.stdin, {"kind": kind, "scale": scale}, svg.encode())
            answer, image = _receive(process.stdout)
        except (OSError, EOFError) as error:
            self.end()
            raise RenderError(_refusal("the renderer ended")) from error
        finally:
            too_long.cancel()
        if answer["error"]:
            raise RenderError(_refusal(str(answer["error"])))
        return image

    def end(self) -> None:
        self._process.kill()
        # What it had not taken in before it ended cannot be written any more.
        with suppress(BrokenPipeError), self._process:
            pass


def _refusal(why: str) -> str:
    return (
        f"This picture cannot be drawn ({why}). Try another title; the other pictures "
        f"are not affected."
    )


def _send(pipe: IO[bytes], head: dict[str, object], body: bytes) -> None:
    pipe.write(json.dumps(head | {"length": len(body)}).encode() + b"\n" + body)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> tuple[dict[str, object], bytes]:
    line = pipe.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    head = json.loads(line)
    body = pipe.read(head["length"])
    if len(body) < head["length"]:
        raise EOFError
    return head, body


def main() -> None:
    """Render what comes by standard input until it ends."""
    import vl_convert

    # Whatever the renderer prints must not stand among the images.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while True:
        try:
            asked, drawing = _receive(sys.stdin.buffer)
        except EOFError:
            return
        svg, error, image = drawing.decode(), "", b""
        try:
            if asked["kind"] == "pdf":
                image = vl_convert.svg_to_pdf(svg)
            else:
                scale = float(str(asked["scale"]))
                image = vl_convert.svg_to_png(svg, scale=scale)
        except Exception as refused:
            error = str(refused).partition("\n")[0]
        _send(answers, {"error": error}, image)


if __name__ == "__main__":
    main()
