from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.months import Period
from hotspots.settings import CATEGORIES, Settings, each_setting
from hotspots.settings.categories import SHORT_NAMES
from hotspots.settings.kinds import BETWEEN
from hotspots.ui.link import from_link, to_link

# Refuses bad input


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ({"width": "7"}, "from 100 to 5,000 metres, not 7"),
        ({"width": "wide"}, "The link sets width to “wide”, which cannot be used."),
        ({"months": "2025-01:"}, "Write months as 2025-01:2025-12"),
        ({"months": "2025-12:2025-01"}, "first month, 2025-12, comes after the last"),
        ({"prisons": "perhaps"}, "The link sets prisons to “perhaps”"),
        ({"violence-zones": "0"}, "The number of zones must be from 1 to 500, not 0"),
        ({"violence-harm-share": "2"}, "from 0 (volume only) to 1"),
        ({"asb-harm-scale": "mine"}, "There is no harm scale “mine”"),
        (
            {"asb-counts": "robbery_magic"},
            "The link sets asb-counts to “robbery_magic”",
        ),
        ({"asb-counts": ""}, "The link sets asb-counts to “”"),
        (
            {"violence-weights": "robbery"},
            "The link sets violence-weights to “robbery”",
        ),
        ({"violence-weights": "robbery--5"}, "The link sets violence-weights"),
        ({"violence-weights": "robbery-nan"}, "weight of “Robbery” must be 0 or more"),
        (
            {"violence-weights": "robbery-1.2345"},
            "“Robbery” can have 3 decimals at most",
        ),
    ],
)
def test_a_value_that_cannot_be_used_is_told_and_keeps_its_default(address, words):
    settings, problems = from_link(address)
    assert settings == Settings()
    assert len(problems) == 1
    assert words in problems[0]


@pytest.mark.parametrize("text", ["a\u202eb", "a\x02b", "\ud800", "x" * 3000])
def test_no_value_brings_letters_that_cannot_be_shown_nor_pages_of_them(text):
    for each, strand in each_setting(Settings().strands):
        if not each.key or each.name in ("take_out", "put_in"):
            continue
        settings, problems = from_link({each.key_of(strand): text})
        assert settings == Settings()
        assert text not in problems[0]
        assert len(problems[0]) < 600


# Gives the right answer


def test_the_default_settings_make_a_bare_link():
    assert to_link(Settings()) == {}


def test_every_setting_survives_a_link():
    settings = replace(
        Settings(
            chosen_on=Period("2025-01", "2025-12"),
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


def test_edited_weights_are_written_in_few_letters_and_read_back():
    settings = Settings().with_strand(
        "violence",
        categories=(*Settings().strand("violence").categories, "Possession of weapons"),
        weights=(("Robbery", 500.0), ("Possession of weapons", 0.125)),
    )
    address = to_link(settings)
    assert address == {
        "violence-counts": "violent-crime_robbery_possession-of-weapons",
        "violence-weights": "robbery-500_possession-of-weapons-0.125",
    }
    assert from_link(address) == (settings, [])


def test_every_category_has_a_name_in_the_address_of_its_own():
    assert set(SHORT_NAMES) == set(CATEGORIES)
    assert len(set(SHORT_NAMES.values())) == len(CATEGORIES)
    assert all(BETWEEN not in slug for slug in SHORT_NAMES.values())


def test_a_category_named_twice_counts_once():
    settings, problems = from_link({"asb-counts": "drugs_robbery_drugs"})
    assert (settings.strand("asb").categories, problems) == (("Drugs", "Robbery"), [])


@given(
    weights=st.dictionaries(
        st.sampled_from(CATEGORIES), st.integers(0, 10**9).map(lambda n: n / 1000)
    )
)
def test_any_weights_survive_a_link(weights):
    settings = Settings().with_strand("asb", weights=tuple(weights.items()))
    assert from_link(to_link(settings)) == (settings, [])
