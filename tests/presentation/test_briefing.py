from __future__ import annotations

import io
import itertools
import math

import numpy as np
import pytest
from PIL import Image

from hotspots.method.pipeline import run
from hotspots.presentation.briefing import (
    DOT_GAP_PX,
    FONT,
    HEIGHT_PX,
    PIXEL_RATIO,
    WIDTH_PX,
    PictureWords,
    as_png,
    county_picture,
)
from hotspots.settings import Settings
from hotspots.sources.boundaries import kent_districts
from tests.toy import write_toy

WORDS = PictureWords(
    title="Three hotspots",
    subtitle="Chosen on January to February 2025",
    source="Incidents: data.police.uk",
    key="A zone where patrols go",
)


def marks(chart: dict) -> list[dict]:
    """Return every layer that draws, with the data that it may have from outside."""
    if "layer" not in chart:
        return [chart]
    data = {"data": chart["data"]} if "data" in chart else {}
    return [mark for layer in chart["layer"] for mark in marks({**data, **layer})]


def data_of(chart: dict, layer: dict) -> list[dict]:
    return chart["datasets"][layer["data"]["name"]]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    toy = write_toy(tmp_path_factory.mktemp("toy"))
    result = run([toy], Settings().with_strand("violence", n_zones=3), "violence")
    zones = result.zoning.zones.set_index("zone").loc[result.selection["zone"]]
    centres = zones[["easting", "northing"]].to_numpy()

    def draw(words: PictureWords = WORDS):
        return county_picture(
            result.selection,
            centres,
            districts=kent_districts(),
            colour="#71151d",
            words=words,
        )

    return draw


def test_there_is_one_dot_a_zone_and_each_can_be_counted(drawn):
    chart = drawn().to_dict()
    dots, *_ = [mark for mark in marks(chart) if mark["mark"]["type"] == "circle"]
    places = [(dot["across"], dot["down"]) for dot in data_of(chart, dots)]
    assert len(places) == 3
    # Two of the three zones touch: on the picture they stand apart all the same.
    nearest = min(math.dist(*pair) for pair in itertools.combinations(places, 2))
    assert nearest == pytest.approx(DOT_GAP_PX, abs=0.5)


def test_every_word_is_drawn_in_the_font_that_the_renderer_carries(drawn):
    chart = drawn(
        PictureWords(**{**vars(WORDS), "warning": "Synthetic data"})
    ).to_dict()
    texts = [mark["mark"] for mark in marks(chart) if mark["mark"]["type"] == "text"]
    told = {text["text"] for text in texts if "text" in text}
    assert told == {*vars(WORDS).values(), "Synthetic data", "20 km"} - {""}
    assert {text["font"] for text in texts} == {FONT}


def test_every_district_is_drawn_and_named_within_itself(drawn):
    chart = drawn().to_dict()
    land = next(m for m in marks(chart) if m["mark"]["type"] == "geoshape")
    assert len(land["data"]["values"]) == 13
    named = next(m for m in marks(chart) if m.get("encoding", {}).get("text"))
    assert {row["name"] for row in data_of(chart, named)} == set(kent_districts().names)


def test_the_picture_is_the_same_each_time_and_its_words_are_on_it(drawn):
    image = as_png(drawn())
    assert image == as_png(drawn())
    pixels = np.asarray(Image.open(io.BytesIO(image)).convert("L"))
    assert pixels.shape == (HEIGHT_PX * PIXEL_RATIO, WIDTH_PX * PIXEL_RATIO)
    # An absent font draws no text and no error: the title's ground must not be empty.
    title = pixels[60:150, 60:700]
    assert (title < 100).mean() > 0.05


def test_no_count_of_a_zone_is_on_the_picture(drawn):
    chart = drawn().to_dict()
    columns = {
        name for rows in chart["datasets"].values() for row in rows for name in row
    }
    assert columns == {"across", "down", "name"}
