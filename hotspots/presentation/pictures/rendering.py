"""Pictures into files, without a browser and without the internet."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from hotspots.presentation.pictures.marks import Picture
from hotspots.presentation.pictures.renderer import N_PROCESSES, RenderError, Renderers
from hotspots.presentation.pictures.svg import svg_of

A4_WIDTH_POINTS = 842
# Pictures laid out ahead of the renderers.
N_AHEAD = 2 * N_PROCESSES

_RENDERERS = Renderers()


def as_png(picture: Picture) -> bytes:
    """Render a picture as PNG, as many pixels as its size says.

    The same picture gives the same bytes each time.
    """
    scale = picture.size.pixel_ratio
    return _RENDERERS.render(svg_of(picture), kind="png", scale=scale)


def as_svg(picture: Picture) -> str:
    """Write a picture as SVG, its words as text; the same text each time."""
    return svg_of(picture)


def as_pdf(picture: Picture) -> bytes:
    """Render a picture as a page of PDF as wide as A4, its font within the file."""
    high = round(A4_WIDTH_POINTS * picture.height_px / picture.size.width_px)
    drawing = svg_of(picture, width=A4_WIDTH_POINTS, height=high)
    return _RENDERERS.render(drawing, kind="pdf")


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


def render_all(jobs: Iterable[Job]) -> Iterator[tuple[str, bytes]]:
    """Render many pictures: each file's name and content, in the order given.

    The next pictures are laid out while the renderers are at work: so `jobs` may lay
    each out when it is asked for. A file that cannot be rendered costs no other: in
    its place stands `NAME.missing.txt`, which says why.
    """
    waiting: deque[tuple[str, Future[bytes]]] = deque()
    with ThreadPoolExecutor(N_PROCESSES, thread_name_prefix="render") as threads:
        try:
            for job in jobs:
                waiting.append((job.name, threads.submit(render, job)))
                if len(waiting) > N_AHEAD:
                    yield _done(*waiting.popleft())
            while waiting:
                yield _done(*waiting.popleft())
        finally:
            for _, content in waiting:
                content.cancel()


def _done(name: str, content: Future[bytes]) -> tuple[str, bytes]:
    try:
        return name, content.result()
    except RenderError as error:
        return f"{name}.missing.txt", f"{error}\n".encode()
