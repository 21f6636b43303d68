from __future__ import annotations

from dataclasses import replace

import pytest

from hotspots.settings import Settings
from hotspots.ui.link import from_link, to_link

# Refuses bad input


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ({"width": "7"}, "from 100 to 5,000 metres, not 7"),
        ({"width": "wide"}, "The link sets width to “wide”, which cannot be used."),
        ({"months": "2025-01"}, "The link sets months to “2025-01”"),
        ({"months": "2025-12:2025-01"}, "first month, 2025-12, comes after the last"),
        ({"prisons": "perhaps"}, "The link sets prisons to “perhaps”"),
        ({"violence-zones": "0"}, "number of zones must be from 1 to 500, not 0"),
        ({"violence-harm-share": "2"}, "between 0 (volume alone) and 1"),
        ({"asb-harm-scale": "mine"}, "There is no harm scale “mine”"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_and_keeps_its_default(address, words):
    settings, problems = from_link(address)
    assert settings == Settings()
    assert len(problems) == 1
    assert words in problems[0]


# Gives the right answer


def test_the_default_settings_make_a_bare_link():
    assert to_link(Settings()) == {}


def test_every_setting_survives_a_link():
    settings = replace(
        Settings(
            first_month="2025-01",
            last_month="2025-12",
            zone_width_m=500,
            floor=2,
            include_prisons=True,
        )
        .with_strand("asb", n_zones=30)
        .with_strand("violence", n_zones=31, harm_share=0.35, harm_scale="ons"),
    )
    assert from_link(to_link(settings)) == (settings, [])


def test_names_that_are_not_ours_are_left_alone():
    assert from_link({"utm_source": "newsletter"}) == (Settings(), [])


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ({"violence-zones": "5000"}, "number of zones must be from 1 to 500, not 5000"),
        ({"floor": "40"}, "floor must be from 0 to 20, not 40"),
    ],
)
def test_a_number_that_no_widget_can_show_is_told(address, words):
    settings, problems = from_link(address)
    assert settings == Settings()
    assert words in problems[0]
