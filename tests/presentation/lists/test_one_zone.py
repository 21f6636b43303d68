"""What the data hold of one zone, as lists for page and print."""

from __future__ import annotations

import pandas as pd

from hotspots.method.pipeline.one_zone import ZoneFacts
from hotspots.presentation.lists import one_zone as lists
from hotspots.presentation.words import one_zone as words


def facts(kinds: pd.DataFrame, points: pd.DataFrame, **flags: bool) -> ZoneFacts:
    usual = dict.fromkeys(
        (
            "mostly_one_address",
            "mostly_prison",
            "mostly_hospital",
            "mostly_police_station",
        ),
        False,
    )
    return ZoneFacts(
        zone="Z",
        name="Mill Lane",
        district="Swale",
        points=points,
        kinds=kinds,
        months=pd.Series(dtype="int64"),
        ranked=pd.Series(usual | flags),
        ranks=(),
    )


def points(**of_name: list[int]) -> pd.DataFrame:
    rows = [(name, n) for name, counts in of_name.items() for n in counts]
    frame = pd.DataFrame(rows, columns=["location", "incidents"])
    frame = frame.sort_values("incidents", ascending=False, kind="stable")
    return frame.assign(easting=0.0, northing=0.0).reset_index(drop=True)


def kinds(*rows: tuple[str, int, bool, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["kind", "incidents", "counts", "harm"])


def test_a_sheet_shows_the_gravest_kinds_and_says_what_the_rest_hold():
    held = kinds(
        ("Common", 90, True, 90.0),
        ("Usual", 60, True, 600.0),
        ("Some", 20, True, 40.0),
        ("Few", 15, True, 15.0),
        ("Grave", 1, True, 5_475.0),
        ("Shops", 30, False, 0.0),
    )
    shown = lists.kinds_for_print(facts(held, points(Quay=[1])), unit="days", most=3)
    # Two for their harm, and the most frequent of the others.
    assert shown.rows["Kind"].to_list() == ["Grave", "Usual", "Common"]
    assert shown.rows["Harm (days)"].to_list() == ["5,475", "600", "90"]
    assert shown.others == "35 other incidents of 2 kinds, 55 days of harm."
    assert shown.not_counted == (
        "Besides, 30 incidents of kinds that are not counted here."
    )


def test_where_all_kinds_have_room_nothing_is_said_of_others():
    held = kinds(("Common", 2, True, 2.0))
    shown = lists.kinds_for_print(facts(held, points(Quay=[1])), unit="days", most=3)
    assert (shown.others, shown.not_counted) == ("", "")


def test_both_shares_of_an_address_say_what_they_count():
    at = points(Hospital=[230, 50, 7], Quay=[2])
    said = words.one_address(
        facts(kinds(), at, mostly_one_address=True, mostly_hospital=True)
    )
    assert said == (
        "Mostly one address, a hospital: 287 of 289 incidents (99%) are at 3 "
        "map points named Hospital, 230 (80%) at one of them. Check before sending a "
        "patrol."
    )


def test_the_building_is_said_where_a_street_has_the_busiest_point():
    at = points(Hospital=[30, 30], Quay=[40])
    said = words.one_address(facts(kinds(), at, mostly_hospital=True))
    assert "60 of 100 incidents (60%) are at 2 map points named Hospital" in said
    assert "30 (30%) at one of them" in said
