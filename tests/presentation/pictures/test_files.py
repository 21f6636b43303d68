"""Pictures as files: their pixels, their words, and the same bytes each time."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zlib
from dataclasses import replace
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import numpy as np
import pytest
from PIL import Image

from hotspots.presentation.pictures.marks import Text
from hotspots.presentation.pictures.rendering import as_pdf, as_png, as_svg
from hotspots.presentation.pictures.sizes import NEWSLETTER, PRINT, SLIDE, SOCIAL
from hotspots.presentation.pictures.svg import REPLACEMENT, as_xml_text
from tests.presentation.pictures.picture_packs import FIGURES, WORDS, pack

PROJECT = Path(__file__).parents[3]
IN_ANOTHER_PROCESS = """
import hashlib, sys
from hotspots.presentation.pictures.sizes import SOCIAL
from hotspots.presentation.pictures.rendering import as_png, as_svg
from tests.presentation.pictures.picture_packs import pack
drawn = pack(SOCIAL)
for kind in ("change", "trend"):
    picture = drawn[kind]()
    print(hashlib.sha256(as_svg(picture).encode()).hexdigest())
image = as_png(drawn["change"]())
print(hashlib.sha256(image).hexdigest())
open(sys.argv[1], "wb").write(image)
"""


def words_of(svg: str) -> str:
    """Return what an SVG's text says, line after line."""
    lines = re.findall(r"<text[^>]*>(.*?)</text>", svg, flags=re.DOTALL)
    return " ".join(unescape(line) for line in lines)


def contents_of(pdf: bytes) -> list[bytes]:
    """Return what a PDF draws and the fonts that it draws it with, in order."""
    streams = re.findall(rb"stream\n(.*?)\nendstream", pdf, flags=re.DOTALL)
    packed = [stream for stream in streams if stream.startswith(b"x")]
    return sorted(zlib.decompress(stream) for stream in packed)


@pytest.fixture(scope="module")
def without_fonts(tmp_path_factory):
    """Return what another process draws that finds no font on its system."""
    folder = tmp_path_factory.mktemp("no fonts")
    (folder / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig/>'
    )
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("XDG_DATA_HOME", "XDG_DATA_DIRS", "XDG_CONFIG_HOME")
    }
    environment |= {
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
        "HOME": str(folder),
        "PYTHONPATH": str(PROJECT),
    }
    image = folder / "picture.png"
    done = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS, str(image)],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.split(), image.read_bytes()


@pytest.mark.parametrize(
    ("size", "pixels"),
    [(SOCIAL, (1080, 1080)), (SLIDE, (1920, 1080)), (NEWSLETTER, (2400, None))],
    ids=lambda given: getattr(given, "name", ""),
)
def test_a_picture_has_as_many_pixels_as_its_size_says(size, pixels):
    image = Image.open(io.BytesIO(as_png(pack(size)["zones"]())))
    assert image.width == pixels[0]
    assert image.height == (pixels[1] or image.height)


@pytest.mark.parametrize("kind", ["zones", "change", "districts", "pair", "trend"])
def test_every_word_is_in_the_svg(kind):
    told = words_of(as_svg(pack(SOCIAL)[kind]()))
    expected = [WORDS.title, WORDS.subtitle, WORDS.source, WORDS.hidden, WORDS.warning]
    assert [words for words in expected if words not in told] == []
    assert "Count hidden" in told or kind == "zones"
    assert " km" in told or kind == "trend"
    if kind == "trend":
        assert "Apr 2024: patrols start" in told


def test_the_card_tells_each_figure_in_order_with_what_was_expected_anyway():
    told = words_of(as_svg(pack(SOCIAL)["card"]()))
    parts = [
        part
        for figure in FIGURES
        for part in (figure.value or "hidden", figure.label, figure.expected)
        if part
    ]
    places = [told.index(part) for part in parts]
    assert places == sorted(places)


def test_without_a_warning_there_is_no_band():
    told = words_of(as_svg(pack(SOCIAL, words=replace(WORDS, warning=""))["card"]()))
    assert "Synthetic" not in told


def test_names_of_a_file_are_text_and_never_markup():
    words = replace(WORDS, title="<b>Fish & Chips</b>")
    svg = as_svg(pack(SOCIAL, words=words)["card"]())
    assert "<b>" not in svg
    assert "<b>Fish & Chips</b>" in words_of(svg)


def test_a_screen_reader_hears_what_the_picture_shows_once():
    picture = replace(pack(SOCIAL)["change"](), alt='Map: "18 of 24" fell & rose')
    drawn = ET.fromstring(as_svg(picture))
    assert drawn.get("role") == "img"
    assert drawn.get("aria-label") == 'Map: "18 of 24" fell & rose'
    assert as_svg(picture).count("aria-label") == 1


FORBIDDEN = "\x00\x02\x08\x0e\x1b\ud800\udfff\ufffe\uffff"


def test_letters_that_xml_forbids_are_replaced_and_drawn():
    words = replace(
        WORDS, title=f"Mill{FORBIDDEN}Lane", subtitle="\x85\u2028\U0001fffe"
    )
    picture = replace(pack(SOCIAL, words=words)["card"](), alt=FORBIDDEN)
    svg = as_svg(picture)
    drawn = ET.fromstring(svg)
    assert drawn.get("aria-label") == len(FORBIDDEN) * "\ufffd"
    assert f"Mill{len(FORBIDDEN) * REPLACEMENT}Lane" in words_of(svg)
    assert as_png(picture).startswith(b"\x89PNG")
    assert as_pdf(picture).startswith(b"%PDF")


def test_every_letter_that_can_be_written_is_allowed_by_xml():
    # Productions 2 and 84 of XML 1.0: a parser is the judge of each.
    every = "".join(map(chr, range(0x11000)))
    text = as_xml_text(every)
    parsed = ET.fromstring(f"<t>{escape(text)}</t>").text
    # A parser reads every end of a line as one kind.
    assert parsed == text.replace("\r", "\n")
    assert text.count(REPLACEMENT) == 29 + 2048 + 2 + 1


def test_words_are_in_the_pixels():
    with_words = pack(SOCIAL)["card"]()
    without = replace(
        with_words,
        marks=tuple(mark for mark in with_words.marks if not isinstance(mark, Text)),
    )
    pixels = [
        np.asarray(Image.open(io.BytesIO(as_png(each))).convert("L"))
        for each in (with_words, without)
    ]
    assert (pixels[0] != pixels[1]).mean() > 0.02


def test_no_edge_is_drawn_round_a_picture():
    pixels = np.asarray(Image.open(io.BytesIO(as_png(pack(SOCIAL)["zones"]()))))
    sides = [pixels[200:, :6], pixels[200:, -6:], pixels[-6:]]
    assert [int(side.min()) for side in sides] == [255, 255, 255]


def test_the_page_of_pdf_is_a4_with_its_font_inside():
    page = as_pdf(pack(PRINT)["zones"]())
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page)
    assert box is not None
    assert [float(side) for side in box.groups()] == pytest.approx([842, 595], abs=1)
    assert b"LiberationSans" in page


def test_a_page_of_pdf_draws_the_same_each_time():
    # The renderer writes a page's fonts in any order; what is drawn is the same.
    first, second = (as_pdf(pack(PRINT)["zones"]()) for _ in range(2))
    assert len(contents_of(first)) >= 3
    assert contents_of(first) == contents_of(second)


def test_text_is_drawn_where_the_system_has_no_fonts(without_fonts):
    _, image = without_fonts
    pixels = np.asarray(Image.open(io.BytesIO(image)).convert("L"))
    # An absent font draws no text and no error: the title's ground must not be empty.
    title = pack(SOCIAL)["change"]().texts[1]
    assert title.text == WORDS.title
    rect = title.rect
    box = pixels[int(rect.top) : int(rect.bottom), int(rect.left) : int(rect.right)]
    assert 0.1 < (box < 100).mean() < 0.6
    # It ends where the layout says.
    columns = np.flatnonzero(
        (pixels[int(rect.top) : int(rect.bottom)] < 100).any(axis=0)
    )
    assert columns.max() == pytest.approx(rect.right, abs=4)


def test_another_process_without_fonts_draws_the_same_bytes(without_fonts):
    drawn = pack(SOCIAL)
    svgs = [as_svg(drawn[kind]()).encode() for kind in ("change", "trend")]
    image = as_png(drawn["change"]())
    assert image == as_png(drawn["change"]())
    ours = [hashlib.sha256(part).hexdigest() for part in (*svgs, image)]
    assert ours == without_fonts[0]
