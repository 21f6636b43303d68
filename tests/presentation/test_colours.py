from __future__ import annotations

import itertools
import re
import tomllib

import numpy as np
import pytest

from hotspots.presentation.colours import (
    CHANGE_COLOURS,
    GROUP_COLOURS,
    INK,
    LEAST_SIGN_CONTRAST,
    LEAST_TEXT_CONTRAST,
    MAP_COLOURS,
    WHITE,
    contrast,
)
from tests.conftest import ROOT

# How colour-blind readers see linear red, green and blue: Machado, Oliveira and
# Fernandes 2009, IEEE Transactions on Visualization and Computer Graphics 15:1291,
# severity 1.
SEEN_BY = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
}
TO_XYZ = [
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
]
# About six of the smallest differences that can be seen side by side (CIE 1976).
TOLD_APART = 15

DARK_LAND = "#232d38"


def inks_of(theme: str) -> dict[str, str]:
    """The plain colours of the map's own script for a theme."""
    script = (ROOT / "static/hotspots/theme.js").read_text("utf-8")
    (table,) = re.findall(rf"const {theme} = {{(.*?)}};", script, flags=re.DOTALL)
    return dict(re.findall(r'(\w+): "(#\w{6})"', table))


strands = pytest.mark.parametrize("strand", MAP_COLOURS)


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(
        channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4
    )


def lab(rgb: np.ndarray) -> np.ndarray:
    part = np.array(TO_XYZ) @ np.clip(rgb, 0, 1) / np.sum(TO_XYZ, axis=1)
    x, y, z = np.where(part > (6 / 29) ** 3, np.cbrt(part), part * 841 / 108 + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@strands
def test_a_ramp_grows_darker_by_steps_that_can_be_seen_in_grey(strand):
    ramp = MAP_COLOURS[strand].ramp
    on_white = [contrast(colour, WHITE) for colour in ramp]
    assert on_white == sorted(on_white)
    steps = [contrast(one, next_one) for one, next_one in itertools.pairwise(ramp)]
    assert min(steps) > 1.25


@strands
def test_on_a_dark_page_a_ramp_grows_lighter_and_its_signs_stand_out(strand):
    colours = MAP_COLOURS[strand]
    on_black = [contrast(colour, "#000000") for colour in colours.ramp_on_dark]
    assert on_black == sorted(on_black)
    ramp = colours.ramp_on_dark
    assert min(contrast(one, two) for one, two in itertools.pairwise(ramp)) > 1.25
    # The land of the map's own script, and the ink of a number on its sign.
    assert contrast(colours.strong_on_dark, DARK_LAND) >= LEAST_SIGN_CONTRAST
    assert contrast(colours.strong_on_dark, INK) >= LEAST_TEXT_CONTRAST


@pytest.mark.parametrize("colours", [CHANGE_COLOURS, GROUP_COLOURS])
def test_classes_of_change_and_of_group_are_told_apart_on_a_dark_page(colours):
    ramp = colours.ramp_on_dark
    apart = [
        np.linalg.norm(lab(linear(one)) - lab(linear(two)))
        for one, two in itertools.combinations(ramp, 2)
    ]
    assert min(apart) > TOLD_APART
    assert contrast(colours.strong_on_dark, DARK_LAND) >= LEAST_SIGN_CONTRAST


def test_the_map_is_readable_on_a_dark_page():
    inks = inks_of("DARK")
    assert inks["land"] == DARK_LAND
    for ground in (inks["paper"], inks["land"]):
        assert contrast(inks["ink"], ground) >= LEAST_TEXT_CONTRAST
        assert contrast(inks["quiet"], ground) >= LEAST_TEXT_CONTRAST
        for sign in ("line", "control", "focus"):
            assert contrast(inks[sign], ground) >= LEAST_SIGN_CONTRAST, sign


@strands
def test_white_numbers_are_readable_on_signs_and_signs_stand_out(strand):
    strong = MAP_COLOURS[strand].strong
    assert contrast(strong, WHITE) >= LEAST_TEXT_CONTRAST
    # Outlines of chosen zones have a white casing, which parts them from any fill.
    assert contrast(strong, WHITE) >= LEAST_SIGN_CONTRAST


@pytest.mark.parametrize("seen_by", SEEN_BY)
def test_colour_blind_readers_tell_the_strands_apart(seen_by):
    matrix = np.array(SEEN_BY[seen_by])
    for one, other in zip(
        MAP_COLOURS["blue"].ramp, MAP_COLOURS["orange"].ramp, strict=True
    ):
        apart = lab(matrix @ linear(one)) - lab(matrix @ linear(other))
        assert np.linalg.norm(apart) > TOLD_APART


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_theme_is_readable(mode):
    theme = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["theme"]
    colours = theme[mode]
    grounds = [
        part[ground]
        for part in (colours, colours["sidebar"])
        for ground in ("backgroundColor", "secondaryBackgroundColor")
    ]
    for ground in grounds:
        for text in ("textColor", "linkColor", "primaryColor"):
            assert contrast(colours[text], ground) >= LEAST_TEXT_CONTRAST, text
