from __future__ import annotations

import pandas as pd
import pytest

from hotspots.months import Period
from hotspots.presentation.words import ranking as ranking_words
from hotspots.presentation.words import strands as strands_words
from hotspots.settings import Settings, built_in_strands
from hotspots.tables import ADDRESS_FLAGS

STRANDS = tuple(built_in_strands())
WITH_WEAPONS = built_in_strands()["violence"].definition.from_police_uk[1].categories

MONTHS = Settings(chosen_on=Period("2025-01", "2025-12"))


def zones(*names: str) -> pd.DataFrame:
    told = {"name": list(names), "district": "Swale", "volume": 7}
    return pd.DataFrame(told).assign(**dict.fromkeys(ADDRESS_FLAGS, False))


def test_weapons_come_with_their_caveat():
    wide = Settings().with_strand("violence", categories=WITH_WEAPONS)
    assert "Patrols find weapons" in strands_words.caption_of(wide.strand("violence"))


def test_the_ranking_in_words():
    ranking = zones("Mill Lane", "Bank *Row*", "High Road", "Quay Row")
    told = ranking_words.ranking_sentence(ranking, settings=MONTHS, strand="violence")
    assert told == (
        "**4 zones** had 28 violence and robbery incidents in January to December 2025. "
        r"The highest scores: Mill Lane, Swale; Bank \*Row\*, Swale; High Road, Swale."
    )


def test_a_flagged_zone_is_named_with_its_flag():
    ranking = zones("Range Road").assign(mostly_prison=True)
    told = ranking_words.ranking_sentence(ranking, settings=MONTHS, strand="asb")
    assert told.endswith("Range Road, Swale (mostly a prison).")


@pytest.mark.parametrize(
    ("came", "as_usual", "expected"),
    [
        ([], True, "These are the default weights."),
        (
            [],
            False,
            "These weights choose the same 24 zones as the default weights.",
        ),
        (
            ["A"],
            False,
            "**With these weights 1 of 24 chosen zones differs from the default choice.** "
            "In: A, Swale. Out: Mill Lane, Swale.",
        ),
        (
            list("ABCDEF"),
            False,
            "**With these weights 6 of 24 chosen zones differ from the default choice.** "
            "In: A, Swale; B, Swale; C, Swale; D, Swale; 2 more. Out: Mill Lane, Swale.",
        ),
    ],
)
def test_the_difference_that_weights_make(came, as_usual, expected):
    told = ranking_words.difference_sentence(
        zones(*came), zones("Mill Lane"), n_zones=24, as_usual=as_usual
    )
    assert told == expected


def test_zones_that_stay_whatever_the_weights():
    told = ranking_words.robust_sentence(n_robust=21, n_zones=24, n_weighings=9)
    assert told.startswith("21 of 24 zones are chosen with all 9 built-in weightings")
    assert told.endswith("by half volume and half harm, or by harm only.")


@pytest.mark.parametrize("strand", STRANDS)
def test_usual_weights_need_no_note(strand):
    assert ranking_words.weighing_note(Settings(), strand) == ""


def test_own_weights_and_categories_are_noted():
    settings = Settings().with_strand(
        "violence",
        categories=WITH_WEAPONS,
        weights=(("Robbery", 500.0), ("Possession of weapons", 0.5)),
    )
    assert ranking_words.weighing_note(settings, "violence") == (
        "Violence counts violence and sexual offences, robbery and possession of "
        "weapons, and uses your own weights (robbery 500 and possession of weapons "
        "0.5). Change this on Rank zones."
    )


def test_the_dark_end_of_the_ramp_says_how_many_zones_it_is():
    assert ranking_words.score_key(5535, top_share=0.01) == (
        "Lower score",
        "Highest 1% (56 zones)",
    )


def test_a_list_shown_whole_needs_no_note():
    assert ranking_words.rows_shown(n_shown=9, n_found=9, rest="See elsewhere.") == ""
    assert (
        ranking_words.rows_shown(n_shown=100, n_found=5535, rest="See elsewhere.")
        == "The first 100 of 5,535 are shown. See elsewhere."
    )
