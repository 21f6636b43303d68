"""The publishing policy: what it refuses, what it says, how it names zones."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from hotspots.disclosure.policy import (
    Policy,
    known_range,
    public_name,
    rounded,
    usual_policy,
)
from hotspots.errors import InputError
from hotspots.presentation.words.disclosure import settings_explained

EXACT = Policy(coarsen_future=False, reason_not_coarsened="Published before")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"hide_up_to": -1}, "largest number hidden must be from 0 to 50, not -1"),
        ({"hide_up_to": 2.5}, "largest number hidden must be a whole number, not 2.5"),
        ({"round_to": 0}, "The rounding base must be from 1 to 100, not 0"),
        ({"round_to": 20}, "a count of 5 would be published as 0"),
        ({"hide_up_to": 0}, "a count of 1 would be published as 0"),
        ({"least_zone_width_m": 20}, "must be from 100 to 5,000, not 20"),
        ({"future_zone_width_m": 100}, "must be from 350 to 5,000, not 100"),
        ({"name_addresses_by_district": "no"}, "must be true or false, not no"),
        ({"coarsen_future": 1}, "must be true or false, not 1"),
        ({"coarsen_future": False}, "need a reason"),
        ({"coarsen_future": False, "reason_not_coarsened": "  "}, "need a reason"),
        ({"reason_not_coarsened": 3}, "must be a text, not 3"),
        ({"hide": 4}, "has unknown names: hide. Use: hide_up_to"),
        ([], "must be a JSON object of names and values"),
    ],
)
def test_a_policy_that_cannot_be_followed_is_refused_in_words(values, words):
    with pytest.raises(InputError, match=words):
        Policy.from_dict(values)


def test_a_policy_survives_json():
    policy = Policy(coarsen_future=False, reason_not_coarsened="The force agreed.")
    assert Policy.from_dict(json.loads(json.dumps(policy.to_dict()))) == policy


def test_each_setting_is_explained_in_one_sentence():
    told = settings_explained(Policy())
    settings = set(Policy().to_dict()) - {"future_zone_width_m", "reason_not_coarsened"}
    assert set(told) == settings
    for sentence in told.values():
        assert sentence.endswith(".")
        assert sentence.count(". ") == 0


def test_what_anyone_can_count_again_is_not_hidden_and_an_extract_is():
    public, extract = usual_policy(is_public=True), usual_policy(is_public=False)
    assert (public.hide_up_to, public.round_to) == (0, 1)
    assert extract == Policy(hide_up_to=4, round_to=5)
    for policy in (public, extract):
        assert policy.coarsen_future
        assert policy.name_addresses_by_district


@pytest.mark.parametrize("policy", [Policy(), Policy(hide_up_to=9, round_to=10)])
def test_what_a_reader_knows_of_a_rounded_count_holds_the_count(policy):
    for count in [0, *range(policy.hide_up_to + 1, 60)]:
        least, most = known_range(rounded(count, policy), policy)
        assert least <= count <= most
        assert rounded(most, policy) == rounded(count, policy)
        assert rounded(least, policy) == rounded(count, policy)


@pytest.mark.parametrize(
    ("is_address", "shown"), [(False, "Mill Lane, Swale"), (True, "A zone in Swale")]
)
def test_a_zone_that_is_an_address_is_named_by_its_district(is_address, shown):
    name = public_name("Mill Lane", "Swale", is_address=is_address, policy=EXACT)
    assert name == shown


@pytest.mark.parametrize("is_address", [True, False])
def test_where_only_the_general_area_is_shown_no_street_is_named(is_address):
    policy = Policy(name_addresses_by_district=False)
    name = public_name("Mill Lane", "Swale", is_address=is_address, policy=policy)
    assert name == "A zone in Swale"


def test_naming_by_district_can_be_switched_off():
    policy = replace(EXACT, name_addresses_by_district=False)
    name = public_name("Mill Lane", "Swale", is_address=True, policy=policy)
    assert name == "Mill Lane, Swale"
