"""The built-in harm scales against the figures that they were taken from."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from hotspots.settings import CATEGORIES
from hotspots.sources.harm_scales import built_in_scales

PRESET_OF_SCALE = {
    "cchi-kent": "cchi2020_kent_volume_weighted",
    "cchi-patrol": "cchi2020_patrol_relevant",
    "ons": "ons_css_kent_volume_weighted",
    "equal": "volume",
    "cchi-sqrt": "cchi2020_kent_volume_weighted",
}


@pytest.fixture(scope="module")
def presets(real_data):
    long = pd.read_csv(real_data / "harm" / "weight_presets_long.csv")
    return long.set_index(["preset", "category"])["weight"]


@pytest.mark.parametrize("scale", PRESET_OF_SCALE)
def test_every_weight_is_that_of_its_source(presets, scale):
    expected = presets[PRESET_OF_SCALE[scale]].to_dict()
    if scale == "cchi-sqrt":
        expected = {name: round(math.sqrt(days), 3) for name, days in expected.items()}
    weights = built_in_scales()[scale].weights
    assert {name: weights[name] for name in CATEGORIES} == expected


def test_there_are_no_other_scales_and_all_name_the_same_categories(presets):
    scales = built_in_scales()
    assert list(scales) == list(PRESET_OF_SCALE)
    for scale in scales.values():
        assert set(CATEGORIES) < set(scale.weights)
    assert set(presets["volume"].index) == set(CATEGORIES)
