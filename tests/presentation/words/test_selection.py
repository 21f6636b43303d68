from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from hotspots.method.choosing.summary import PriceOfPromise, SelectionSummary
from hotspots.months import Period
from hotspots.presentation.words import loading as loading_words
from hotspots.presentation.words import months_told
from hotspots.presentation.words import selection as selection_words
from hotspots.presentation.words import strands as strands_words
from hotspots.settings import Settings
from hotspots.tables import ADDRESS_FLAGS

SUMMARY = SelectionSummary(
    n_zones=24,
    n_groups=20,
    n_districts=13,
    n_ranked=5535,
    volume=67464,
    volume_chosen=4274,
    share_of_volume=4274 / 67464,
    share_of_harm=0.07,
    promise=PriceOfPromise(2, ("Ashford", "Dover"), 150 / 4424, {"volume": 150}),
)
MONTHS = Settings(chosen_on=Period("2025-01", "2025-12"))


LOADED = [f"2025-{month:02}" for month in range(1, 13)]


def test_the_selection_in_one_sentence():
    told = selection_words.selection_sentence(
        SUMMARY, strand="violence", settings=MONTHS, loaded=LOADED
    )
    assert told == (
        "**24 zones, some of which touch (20 groups)**, chosen on January to December "
        "2025 from 5,535 zones. They have 4,274 of all 67,464 violence and robbery incidents (6%) and 7% of their harm."
    )


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2025-01", "2025-12", "January to December 2025"),
        (
            "2025-06",
            "2026-05",
            "June 2025 to May 2026, of which January to May 2026 are not loaded",
        ),
        (
            "2024-12",
            "2026-02",
            "December 2024 to February 2026, of which December 2024 and January to "
            "February 2026 are not loaded",
        ),
        (
            "2024-12",
            "2025-02",
            "December 2024 to February 2025, of which December 2024 is not loaded",
        ),
    ],
)
def test_months_that_are_not_loaded_are_named(first, last, expected):
    settings = Settings(chosen_on=Period(first, last))
    assert months_told.span_told(settings.months_chosen_on, LOADED) == expected
    told = selection_words.selection_sentence(
        SUMMARY, strand="violence", settings=settings, loaded=LOADED
    )
    comma = "," if "loaded" in expected else ""
    assert f", chosen on {expected}{comma} from 5,535 zones." in told


def test_harm_is_not_told_where_it_is_volume_again():
    told = selection_words.selection_sentence(
        SUMMARY, strand="asb", settings=MONTHS, loaded=LOADED
    )
    assert "harm" not in told


@pytest.mark.parametrize(
    ("changes", "floor", "expected"),
    [
        (
            {},
            1,
            "Each of the 13 districts has at least one. This promise brings in two zones "
            "(Ashford and Dover) in place of higher-scoring zones elsewhere. It costs "
            "3% of the total score and leaves 150 fewer incidents in chosen zones.",
        ),
        (
            {"n_zones": 0, "districts": (), "fewer_incidents": {"volume": 0}},
            1,
            "Each of the 13 districts has at least one. The scores alone would give that, so the "
            "promise costs nothing.",
        ),
        (
            {"fewer_incidents": {"volume": -3}},
            1,
            "Each of the 13 districts has at least one. This promise brings in two zones "
            "(Ashford and Dover) in place of higher-scoring zones elsewhere. It costs "
            "3% of the total score.",
        ),
        (
            {},
            0,
            "No district is promised a zone. The zones with the highest scores are chosen.",
        ),
    ],
)
def test_the_promise_to_each_district_and_its_price(changes, floor, expected):
    summary = replace(SUMMARY, promise=replace(SUMMARY.promise, **changes))
    assert selection_words.floor_sentence(summary, floor=floor) == expected


def test_the_promise_to_one_district_or_of_many_zones():
    promise = replace(SUMMARY.promise, n_zones=1, districts=("Dover",))
    alone = replace(SUMMARY, n_districts=1, promise=promise)
    assert selection_words.floor_sentence(alone, floor=2).startswith(
        "The district has at least two. This promise brings in one zone (Dover) in place"
    )
    many = replace(SUMMARY, promise=replace(SUMMARY.promise, n_zones=12))
    assert selection_words.floor_sentence(many, floor=10).startswith(
        "Each of the 13 districts has at least 10. This promise brings in 12 zones ("
    )


@pytest.mark.parametrize(
    ("n_districts", "where"),
    [(2, "at least one in each of 2 districts"), (1, "in 1 of 2 districts")],
)
def test_the_headline_tells_the_promise_only_where_it_is_kept(n_districts, where):
    summary = replace(SUMMARY, n_districts=n_districts)
    assert selection_words.headline(summary, area=["Dover", "Swale"]) == (
        f"**24 zones**, {where}. They have 6% of all 67,464 incidents."
    )


def test_zones_that_touch_are_counted_in_groups():
    alone = replace(SUMMARY, n_groups=24)
    assert selection_words.zones_in_groups(alone) == "24 zones, none of which touch"
    assert (
        selection_words.zones_in_groups(replace(SUMMARY, n_groups=1))
        == "24 zones, all in one group"
    )


def zone(name: str, flag: str = "", rank: int = 2) -> dict[str, object]:
    return {
        "name": name,
        "district": "Swale",
        "rank": rank,
        "volume": 301,
        **{each: each == flag for each in ADDRESS_FLAGS},
    }


def test_notes_name_flagged_zones_and_zones_that_are_no_candidates():
    selection = pd.DataFrame([zone("Mill Lane"), zone("Bank Row", "mostly_hospital")])
    not_eligible = pd.DataFrame([zone("Range Road", "mostly_prison")])
    told = selection_words.notes(
        selection, not_eligible, strand=Settings().strand("asb")
    )
    assert told == [
        "Mostly one address: check before sending a patrol to Bank Row, Swale "
        "(a hospital).",
        "Not eligible, because most of their incidents are at a prison, which street "
        "patrols do not cover: Range Road, Swale (rank 2, 301 incidents).",
    ]


def test_violence_is_always_called_a_proxy():
    nothing = pd.DataFrame([zone("Mill Lane")])
    told = selection_words.notes(
        nothing, nothing.head(0), strand=Settings().strand("violence")
    )
    violence = Settings().strand("violence")
    assert told == [strands_words.notes_of(violence).page]
    assert "all recorded" in strands_words.title_of(violence)


def test_rows_add_up_in_words():
    files = pd.DataFrame({"rows_read": [10, 5], "rows_kept": [8, 4]})
    set_aside = pd.DataFrame(
        {"reason": ["no location", "no location", "unknown month"]}
    )
    assert loading_words.rows_sentence(files, set_aside) == (
        "15 rows read, 12 kept, 3 set aside: no location (2) and unknown month (1)."
    )


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ([False, False], ""),
        ([False, True], "Zone 2 is mostly one address: check before"),
        ([True, True], "Zones 1 and 2 are mostly one address: check before"),
    ],
)
def test_addresses_are_said_in_short_by_their_numbers(flags, said):
    none = [False] * len(flags)
    selection = pd.DataFrame(
        {
            "mostly_one_address": none,
            "mostly_prison": none,
            "mostly_hospital": flags,
            "mostly_police_station": none,
        }
    )
    text = selection_words.addresses_in_short(selection)
    assert text.startswith(said)
    assert bool(text) == bool(said)


def test_signs_are_explained_that_the_map_holds_and_no_others():
    both = pd.DataFrame(
        {
            "chosen_as": ["score", "district floor"],
            "mostly_one_address": [True, False],
            "mostly_prison": False,
            "mostly_hospital": False,
            "mostly_police_station": False,
        }
    )
    dot = "a yellow dot marks a zone that is mostly one address."
    assert selection_words.signs_sentence(both) == (
        "On the map an outlined number is a zone chosen so that its district has one "
        f"and {dot}"
    )
    assert selection_words.signs_sentence(both.iloc[:1]) == f"On the map {dot}"
    plain = both.iloc[:1].assign(mostly_one_address=False)
    assert selection_words.signs_sentence(plain) == ""
