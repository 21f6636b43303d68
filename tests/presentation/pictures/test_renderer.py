"""The renderer's process: what ends it costs one picture, and nothing else."""

from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from hotspots.presentation.pictures import renderer, rendering
from hotspots.presentation.pictures.renderer import RenderError, Renderers
from hotspots.presentation.pictures.rendering import Job, render_all
from hotspots.presentation.pictures.sizes import SOCIAL
from tests.presentation.pictures.picture_packs import pack

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
with_stand_in = pytest.mark.usefixtures("stand_in")
# Stands in for vl-convert: it tells of itself, prints, and ends as native code can.
STAND_IN = """
import os, time

def svg_to_png(svg, scale):
    print("anything", flush=True)
    if "ABORT" in svg:
        os.abort()
    if "SLEEP" in svg:
        time.sleep(60)
    return f"{os.getpid()} {scale}".encode()

def svg_to_pdf(svg):
    raise RuntimeError("no\\nbacktrace")
"""


@pytest.fixture
def renderers():
    made = Renderers(1)
    yield made
    made.close()


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """Let new processes find a renderer that aborts when it is asked to."""
    (tmp_path / "vl_convert.py").write_text(STAND_IN)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


@with_stand_in
def test_an_abort_costs_that_picture_only(renderers):
    first = renderers.render("<svg/>", kind="png", scale=2)
    with pytest.raises(RenderError, match="cannot be drawn .the renderer ended."):
        renderers.render("<svg>ABORT</svg>", kind="png")
    after = renderers.render("<svg/>", kind="png", scale=2)
    assert [each.split()[1] for each in (first, after)] == [b"2.0", b"2.0"]
    assert first.split()[0] != after.split()[0]


@with_stand_in
def test_one_process_draws_many_pictures_and_is_not_ours(renderers):
    made = {renderers.render("<svg/>", kind="png") for _ in range(5)}
    assert len(made) == 1
    assert made.pop().split()[0] != str(os.getpid()).encode()


@with_stand_in
def test_a_refusal_is_one_sentence_and_the_process_goes_on(renderers):
    before = renderers.render("<svg/>", kind="png")
    with pytest.raises(RenderError, match=r"cannot be drawn \(no\)") as refused:
        renderers.render("<svg/>", kind="pdf")
    assert "\n" not in str(refused.value)
    assert renderers.render("<svg/>", kind="png") == before


@with_stand_in
def test_a_picture_that_never_ends_is_given_up(renderers, monkeypatch):
    monkeypatch.setattr(renderer, "LONGEST_SECONDS", 1.0)
    began = time.monotonic()
    with pytest.raises(RenderError, match="the renderer ended"):
        renderers.render("<svg>SLEEP</svg>", kind="png")
    assert time.monotonic() - began < 30


@with_stand_in
def test_a_process_that_was_ended_meanwhile_is_replaced(renderers):
    pid = int(renderers.render("<svg/>", kind="png").split()[0])
    os.kill(pid, signal.SIGKILL)
    time.sleep(0.2)
    assert int(renderers.render("<svg/>", kind="png").split()[0]) != pid


def test_the_renderer_refuses_what_is_no_drawing(renderers):
    with pytest.raises(RenderError, match="cannot be drawn"):
        renderers.render("<svg>", kind="png")
    assert renderers.render(SQUARE, kind="png").startswith(b"\x89PNG")


@with_stand_in
def test_many_threads_share_the_processes():
    some = Renderers(2)
    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(some.render, "<svg/>", kind="png") for _ in range(40)]
        pids = {each.result().split()[0] for each in asked}
    some.close()
    assert 1 <= len(pids) <= 2


@with_stand_in
def test_in_a_pack_the_other_files_are_made(monkeypatch):
    some = Renderers(2)
    monkeypatch.setattr(rendering, "_RENDERERS", some)
    picture = pack(SOCIAL)["card"]()
    jobs = [Job(name, picture) for name in ("a.png", "b.pdf", "c.svg", "d.png")]
    made = dict(render_all(jobs))
    some.close()
    assert list(made) == ["a.png", "b.pdf.missing.txt", "c.svg", "d.png"]
    assert b"cannot be drawn" in made["b.pdf.missing.txt"]


@with_stand_in
def test_pictures_are_laid_out_only_as_far_ahead_as_they_are_rendered(
    monkeypatch,
):
    some = Renderers(2)
    monkeypatch.setattr(rendering, "_RENDERERS", some)
    picture, laid_out = pack(SOCIAL)["card"](), []

    def jobs():
        for n in range(50):
            laid_out.append(n)
            yield Job(f"{n}.png", picture)

    made = render_all(jobs())
    assert next(made)[0] == "0.png"
    assert len(laid_out) <= rendering.N_AHEAD + 1
    made.close()
    some.close()
    assert not [
        each for each in threading.enumerate() if each.name.startswith("render_")
    ]
