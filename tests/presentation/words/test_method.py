from __future__ import annotations

import re

import pytest

from hotspots.disclosure.policy import Policy, usual_policy
from hotspots.months import Period
from hotspots.presentation.words import method as method_words
from hotspots.presentation.words import method_steps
from hotspots.presentation.words.settings_in_force import NOT_APPLICABLE, in_force
from hotspots.settings import CATEGORIES, Settings
from hotspots.sources.harm_scales import built_in_scales, scale_title
from hotspots.sources.police_uk.read import read_police_uk
from hotspots.sources.reading import Reading
from tests.toy import write_toy

SETTINGS = Settings(chosen_on=Period("2025-01", "2025-12"), zone_width_m=500, floor=2)


@pytest.fixture(scope="module")
def reading(tmp_path_factory) -> Reading:
    return read_police_uk(write_toy(tmp_path_factory.mktemp("toy")))


def told(reading: Reading, settings: Settings = SETTINGS) -> str:
    steps = method_words.steps(settings, reading, policy=Policy())
    return "\n".join(
        [method_words.done(step) + method_words.limits(step) for step in steps]
    )


def test_the_steps_come_in_the_method_s_order(reading):
    assert [
        step.title for step in method_words.steps(SETTINGS, reading, policy=Policy())
    ] == [
        "Read",
        "Place",
        "Zone",
        "Count and weigh",
        "Rank",
        "Choose",
        "Compare",
        "Estimate what would have happened without patrols",
        "Look at single zones",
        "Compare with similar zones",
        "Look for crime that moved",
        "Measure the county",
        "Publish",
    ]


def test_every_step_tells_its_limits(reading):
    assert all(
        step.limits for step in method_words.steps(SETTINGS, reading, policy=Policy())
    )


def test_every_step_but_the_reading_of_files_has_a_reference(reading):
    first, *others = method_words.steps(SETTINGS, reading, policy=Policy())
    assert "*Reference: " not in method_words.done(first)
    assert all(re.search(r"\b(19|20)\d\d\b", step.reference) for step in others[:3])
    assert all(step.reference in method_words.done(step) for step in others)
    assert all(step.reference for step in others)


@pytest.mark.parametrize(
    "term",
    [
        "counterfactual",
        "regression to the mean",
        "95% prediction interval",
        "false discovery rate 10%",
        "over-dispersion",
        "placebo test",
        "displacement",
        "diffusion of benefits",
        "secondary suppression",
    ],
)
def test_the_field_s_terms_can_be_looked_up(reading, term):
    assert f"({term}" in told(reading)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (SETTINGS, "hexagons 500 metres across"),
        (SETTINGS, "Each district's worst 2 zones are chosen first, then"),
        (Settings(floor=0), "No district is promised one."),
        (Settings(), "Each district's worst zone is chosen first, then"),
        (Settings(), "27 for ASB and 24 for Violence"),
        (Settings(), "Harm makes up 50% of the score for Violence."),
        (
            Settings(include_prisons=True),
            "Zones that are mostly a prison may be chosen.",
        ),
        (
            Settings(patrols_start="2023-09"),
            "Patrols began in September 2023; whether they cover these zones is not known",
        ),
    ],
)
def test_the_figures_in_force_are_told(reading, settings, words):
    assert words in told(reading, settings)


def test_harm_of_a_strand_of_several_categories_is_told(reading):
    wide = Settings().with_strand(
        "asb", categories=("Anti-social behaviour", "Public order"), harm_share=0.25
    )
    words = "Harm makes up 25% of the score for ASB and 50% of the score for Violence."
    assert words in told(reading, wide)


def test_the_data_loaded_are_told(reading):
    words = "Data loaded now: 27 rows read, 27 kept, 0 set aside."
    assert words in told(reading)


def test_settings_in_force_stand_in_a_column_a_strand():
    listed = in_force(SETTINGS).set_index("Setting")
    assert listed.loc["Width of a zone"].to_list() == ["500 metres", "500 metres"]
    assert listed.loc["Number of zones"].to_list() == ["27", "24"]
    assert listed.loc["Harm scale"].to_list() == [
        NOT_APPLICABLE,
        scale_title("cchi-kent"),
    ]


def test_own_weights_are_listed():
    own = Settings().with_strand("violence", weights=(("Robbery", 500.0),))
    listed = in_force(own).set_index("Setting")
    assert listed.loc["Your own weights", "Violence"] == "robbery 500"
    assert (
        listed.loc["Months that zones are chosen on", "ASB"]
        == "Twelve, once data are loaded"
    )


def test_every_setting_in_force_is_listed_recording_changes_too():
    changed = Settings(
        recording_changes=("2024-05", "2024-06"),
        before=Period("2023-01", "2023-03"),
        after=Period("2024-01", "2024-03"),
    )
    listed = in_force(changed).set_index("Setting")["ASB"]
    assert listed["Months in which recording changed"] == "May to June 2024"
    assert listed["Months before, compared"] == "January to March 2023"
    plain = in_force(Settings()).set_index("Setting")["ASB"]
    assert plain["Months in which recording changed"] == "None"
    assert plain["Months after, compared"] == "Set by the patrol start date"


def test_all_weights_of_all_scales_are_listed():
    listed = method_words.scale_table().set_index("Category")
    assert listed.index.to_list() == ["Unit", *CATEGORIES]
    assert set(listed.columns) == {scale.title for scale in built_in_scales().values()}
    kent = listed[scale_title("cchi-kent")]
    assert (kent["Unit"], kent["Robbery"]) == ("days", "365")
    assert kent["Violence and sexual offences"] == "120.8"


def test_every_scale_has_its_sources_and_no_name_of_the_code():
    listed = method_words.source_table()
    assert set(listed["Harm scale"]) == {
        scale.title for scale in built_in_scales().values()
    }
    assert (listed["Source"].str.len() > 20).all()
    assert not listed["Source"].str.contains("cchi-").any()


def test_words_are_those_of_the_words_page():
    listed = method_words.words_table().set_index("Word")["What it means here"]
    assert listed["floor"] == "The fewest zones that each district is promised."
    assert listed["strand"].startswith("One patrol programme, asb or violence:")
    assert not listed.isna().any()
    assert not listed.str.contains("`|---", regex=True).any()


def test_publishing_is_told_by_the_policy_in_force():
    exact = method_steps.publish(usual_policy(is_public=True), is_public=True)
    assert "No count is hidden or rounded" in exact.done
    assert "suppression" not in exact.done
    hidden = method_steps.publish(usual_policy(is_public=False), is_public=False)
    assert "Counts from 1 to 4 are hidden" in hidden.done
    assert "rounded to the nearest 5" in hidden.done
    assert "secondary suppression" in hidden.done


def test_under_rules_the_choice_is_said_to_keep_to_them():
    plainly = method_words._how_good(Settings())
    assert "greedy algorithm" in plainly
    capped = method_words._how_good(Settings(cap=3))
    assert capped.startswith("Rules in force: at most 3 in a district.")
    assert "greedy" not in capped
    by_hand = Settings().with_strand("asb", take_out=(("Z", "hospital"),))
    assert "changes by hand" in method_words._how_good(by_hand)
