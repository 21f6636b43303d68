from __future__ import annotations

import json
from dataclasses import replace

import pytest

from hotspots.errors import InputError
from hotspots.months import Period
from hotspots.settings import Settings, Stage

# Refuses bad input


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"zone_width_m": 99}, "from 100 to 5,000 metres, not 99"),
        ({"zone_width_m": 350.5}, "zone width must be a whole number, not 350.5"),
        ({"floor": -1}, "The floor must be from 0 to 100,000, not -1"),
        ({"patrols_start": "0024-04"}, "“0024-04” is not a month"),
        ({"chosen_on": "2025-01"}, "months that zones are chosen on must be a period"),
        ({"include_prisons": "no"}, "prisons are included must be true or false, no"),
        ({"floor": 10**400}, "The floor must be from 0 to 100,000, not 10{39}…"),
        ({"zone_width_m": 10**400}, "5,000 metres, not 10{39}…"),
        ({"patrols_start": "April"}, "“April” is not a month"),
        ({"recording_changes": ("May",)}, "“May” is not a month"),
        (
            {"recording_changes": ("2024-05", "2024-05")},
            "month of a recording change “2024-05” is given twice",
        ),
    ],
)
def test_choices_no_figure_could_be_made_with_are_refused(choices, words):
    with pytest.raises(InputError, match=words):
        Settings(**choices)


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"categories": ()}, "at least one category"),
        ({"categories": ("Drugs", "Drugs")}, "category “Drugs” is given twice"),
        ({"categories": ("Drugs", " ")}, "name of a category is empty"),
        ({"categories": (["Drugs"],)}, "name of a category must be a text, not"),
        (
            {"categories": ("\ud800",)},
            "category contains an invalid character .U.D800",
        ),
        ({"harm_scale": 3}, "The harm scale must be a text, not 3"),
        ({"harm_unit": None}, "The unit of harm must be a text, not None"),
        ({"n_zones": 10**400}, "number of zones must be from 1 to 100,000, not 10+…"),
        ({"harm_share": True}, "harm share must be a number, not True"),
        ({"harm_share": 10**400}, "from 0 .* to 1 .*, not 10{39}…"),
        (
            {"weights": (("Robbery", 1e17),)},
            "at most 1,000,000 per incident, not 1e.17",
        ),
        (
            {"weights": (("Robbery", 10**400),)},
            "at most 1,000,000 per incident, not 10",
        ),
        ({"weights": (("Robbery", True),)}, "must be 0 or more, not True"),
        (
            {"weights": (("Robbery", 1), ("Robbery", 2))},
            "weighed category “Robbery” is given twice",
        ),
        ({"weights": ((3, 1),)}, "name of a weighed category must be a text, not 3"),
        ({"n_zones": 0}, "number of zones must be from 1 to 100,000, not 0"),
        ({"n_zones": 2.5}, "number of zones must be a whole number"),
        ({"harm_share": 1.5}, "from 0 .* to 1 .*, not 1.5"),
        ({"harm_share": 0.123}, "two decimals at most, not 0.123"),
        ({"weights": (("Robbery", -1.0),)}, "“Robbery” must be 0 or more, not -1"),
        ({"weights": (("Robbery", float("nan")),)}, "must be 0 or more, not nan"),
    ],
)
def test_a_strand_refuses_the_same(choices, words):
    with pytest.raises(InputError, match=words):
        replace(Settings().strand("violence"), **choices)


def test_an_unknown_strand_is_named_with_those_there_are():
    with pytest.raises(InputError, match="no strand “knife”. Use asb or violence"):
        Settings().strand("knife")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not JSON"),
        ("[]", "must be a JSON object"),
        ("[" * 100_000, "its lists are nested too deeply"),
        (f'{{"floor": {"1" * 5000}}}', "a number has more than 1000 digits"),
        (f'{{"asb": {{"harm_share": {"1" * 400}}}}}', "harm share must be from 0"),
        (
            '{"asb": {"weights": [["Drugs", 1, 2]]}}',
            "contain a value of the wrong kind",
        ),
        ('{"asb": {"weights": [["Drugs", -1]]}}', "^The weight of “Drugs” must be 0"),
        ('{"flor": 1}', "have unknown names: flor. Use: asb, violence,"),
        ('{"asb": {"zones": 3}}', "settings of asb have unknown names: zones"),
        ('{"asb": 3}', "settings of asb must be a JSON object"),
        (
            '{"asb": {"weights": [3]}}',
            "settings of asb contain a value of the wrong kind",
        ),
        ('{"zone_width_m": "350"}', "zone width must be a whole number"),
        ('{"first_month": 202501}', "“202501” is not a month"),
        ('{"first_month": "2025-13"}', "“2025-13” is not a month"),
        (
            '{"first_month": "20\u0662\u0665-01"}',
            "“20\u0662\u0665-01” is not a month",
        ),
        ('{"last_month": null}', "“None” is not a month"),
        (
            '{"first_month": "2025-05", "last_month": "2025-04"}',
            "first month, 2025-05, comes after the last, 2025-04",
        ),
        ('{"first_month": "2025-05"}', "must have both a first and a last month"),
        ('{"last_month": "2025-05"}', "must have both a first and a last month"),
        ('{"before_first": "2024-01"}', "period before must have both a first and"),
        ('{"after_last": "2025-04"}', "period after must have both a first and a"),
        (
            '{"after_first": "2025-04", "after_last": "2025-01"}',
            "first month, 2025-04, comes after the last, 2025-01",
        ),
        ('{"patrols_start": 202404}', "“202404” is not a month"),
        ('{"before_first": 1, "before_last": 2}', "“1” is not a month"),
        ('{"asb": {"harm_share": "half"}}', "harm share must be a number, not half"),
        ('{"asb": {"categories": "Drugs"}}', "categories must be a list"),
    ],
)
def test_settings_that_cannot_be_read_are_refused_in_words(text, words):
    with pytest.raises(InputError, match=words):
        Settings.from_json(text)


# Gives the right answer


def test_settings_survive_json_whole():
    settings = Settings(
        chosen_on=Period("2025-01", "2025-12"),
        patrols_start="2024-06",
        before=Period("2023-07", "2024-05"),
        after=Period("2024-07", "2025-05"),
        recording_changes=("2024-05",),
    ).with_strand(
        "violence",
        categories=("Robbery", "Drugs"),
        n_zones=30,
        harm_scale="mine.csv",
        harm_share=0.35,
        weights=(("Robbery", 10.5), ("Drugs", 3.0)),
        harm_unit="points",
    )
    assert Settings.from_json(settings.to_json()) == settings
    written = json.loads(settings.to_json())
    assert written["violence"]["n_zones"] == 30
    assert (written["first_month"], written["after_last"]) == ("2025-01", "2025-05")


def test_settings_of_earlier_versions_are_read():
    written = {
        "asb": {"categories": ["Drugs"], "n_zones": 3, "weights": [["Drugs", 2.5]]},
        "violence": {"harm_share": 1.0},
        "first_month": "2025-01",
        "last_month": "2025-03",
        "patrols_start": "2024-04",
        "buffer_width_m": 500,
        "recording_changes": ["2025-02"],
        "before_first": "",
        "before_last": "",
        "after_first": "",
        "after_last": "",
    }
    assert Settings.from_json(json.dumps(written)) == Settings(
        chosen_on=Period("2025-01", "2025-03"),
        patrols_start="2024-04",
        buffer_width_m=500,
        recording_changes=("2025-02",),
    ).with_strand(
        "asb", categories=("Drugs",), n_zones=3, weights=(("Drugs", 2.5),)
    ).with_strand("violence", harm_share=1.0)


def test_the_largest_weight_is_far_above_homicide():
    weights = (("Violence and sexual offences", 1_000_000),)
    assert (
        Settings().with_strand("violence", weights=weights).strand("violence").weights
    )


def test_categories_of_other_data_may_be_counted():
    other = ("Violent crime", "Public disorder and weapons", "Dog theft")
    assert (
        Settings().with_strand("asb", categories=other).strand("asb").categories
        == other
    )


def test_what_json_leaves_out_keeps_its_default():
    read = Settings.from_json('{"violence": {"n_zones": 30}}')
    assert read == Settings().with_strand("violence", n_zones=30)


def test_nobody_has_said_when_patrols_began_unless_it_is_set():
    assert Settings().patrols_start == Settings.from_json("{}").patrols_start == ""
    said = Settings(patrols_start="2023-04")
    assert Settings.from_json(said.to_json()) == said
    unsaid = Settings()
    assert Settings.from_json(unsaid.to_json()) == unsaid


def test_the_defaults_are_the_published_numbers_of_zones():
    assert [strand.n_zones for strand in Settings().strands.values()] == [27, 24]


def test_a_stage_s_key_changes_with_what_it_and_the_stages_before_it_read_alone():
    plain = Settings()
    for changed, first in (
        (Settings(zone_width_m=400), Stage.ZONE),
        (Settings(chosen_on=Period("2025-01", "2025-02")), Stage.COUNT),
        (plain.with_strand("violence", categories=("Robbery",)), Stage.COUNT),
        (plain.with_strand("violence", harm_share=1.0), Stage.RANK),
        (Settings(floor=2), Stage.CHOOSE),
        (Settings(buffer_width_m=500), Stage.COMPARE),
    ):
        stages = [Stage.ZONE, Stage.COUNT, Stage.RANK, Stage.CHOOSE, Stage.COMPARE]
        differs = [
            plain.key_of(stage, "violence") != changed.key_of(stage, "violence")
            for stage in stages
        ]
        assert differs.index(True) == stages.index(first)
        assert all(differs[stages.index(first) :])


def test_another_strand_s_settings_are_in_no_key():
    changed = Settings().with_strand("asb", n_zones=3, categories=("Drugs",))
    for stage in Stage:
        assert changed.key_of(stage, "violence") == Settings().key_of(stage, "violence")


def test_recording_changes_are_read_by_the_check_of_months_alone():
    changed = Settings(recording_changes=("2025-02",))
    assert {
        stage for stage in Stage if changed.key_of(stage) != Settings().key_of(stage)
    } == {Stage.CHECK_MONTHS}
