"""Pictures into files, without a browser and without the internet."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hotspots.presentation.pictures.chart import chart_of
from hotspots.presentation.pictures.marks import Picture

A4_WIDTH_POINTS = 842
# Where the other process finds this package.
ROOT = Path(__file__).parents[3]


def as_png(picture: Picture) -> bytes:
    """Render a picture as PNG, as many pixels as its size says.

    The same picture gives the same bytes each time.
    """
    import vl_convert

    image: bytes = vl_convert.vegalite_to_png(
        _specification(picture), scale=picture.size.pixel_ratio
    )
    return image


def as_svg(picture: Picture) -> str:
    """Render a picture as SVG, its words as text; the same text each time."""
    import vl_convert

    drawing: str = vl_convert.vegalite_to_svg(_specification(picture))
    return drawing


def as_pdf(picture: Picture) -> bytes:
    """Render a picture as a page of PDF as wide as A4, its font within the file."""
    import vl_convert

    size, high = picture.size, picture.height_px
    wide_points = A4_WIDTH_POINTS
    high_points = round(wide_points * high / size.width_px)
    drawing = as_svg(picture).replace(
        f'width="{size.width_px}" height="{high}"',
        f'width="{wide_points}" height="{high_points}"',
        1,
    )
    page: bytes = vl_convert.svg_to_pdf(drawing)
    return page


def _specification(picture: Picture) -> dict[str, Any]:
    from altair.utils.schemapi import debug_mode

    # Altair's checks of every mark take longer than drawing it; tests draw them all.
    with debug_mode(False):  # noqa: FBT003
        made: dict[str, Any] = chart_of(picture).to_dict(validate=False)
    return made


@dataclass(frozen=True, eq=False)
class Job:
    """A picture to render into a file, whose name says how."""

    name: str
    picture: Picture


def render(job: Job) -> bytes:
    """Render a picture as its file's name ends: .png, .svg or .pdf."""
    kind = job.name.rpartition(".")[2]
    if kind == "svg":
        return as_svg(job.picture).encode()
    return as_pdf(job.picture) if kind == "pdf" else as_png(job.picture)


def render_all(jobs: Sequence[Job]) -> Iterator[tuple[str, bytes]]:
    """Render many pictures on two processors: each file's name and content.

    The renderer keeps Python waiting, so threads would gain nothing; and a process that
    Python starts by itself would run the web page anew. So every second picture goes to
    a process of our own (`python -m hotspots.presentation.pictures.rendering`).
    """
    command = [sys.executable, "-m", __spec__.name]
    theirs = jobs[1::2]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as other:
        answer: list[bytes] = []
        asking = threading.Thread(
            target=lambda: answer.append(other.communicate(pickle.dumps(theirs))[0])
        )
        asking.start()
        try:
            for job in jobs[::2]:
                yield job.name, render(job)
        except GeneratorExit:
            other.kill()
            raise
        finally:
            asking.join()
    if other.returncode:
        # Whatever ails the other process, the pictures can be had here.
        yield from ((job.name, render(job)) for job in theirs)
        return
    yield from pickle.loads(answer[0])


def main() -> None:
    """Render what comes by standard input, for `render_all`."""
    jobs = pickle.load(sys.stdin.buffer)
    done = [(job.name, render(job)) for job in jobs]
    sys.stdout.buffer.write(pickle.dumps(done))


if __name__ == "__main__":
    main()
