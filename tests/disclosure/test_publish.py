"""Counts into what is published of them: hidden, rounded, consistent, as few as can be.

That nothing hidden follows is attacked in test_attack.py.
"""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from hotspots.disclosure.policy import Policy
from hotspots.disclosure.publish import LeftOut, publish_counts
from hotspots.disclosure.releases import Release
from hotspots.errors import InputError
from hotspots.months import Period

BEFORE, AFTER = Period("2024-01", "2024-04"), Period("2025-01", "2025-04")


@pytest.fixture
def county(table):
    """Zones as drawn, and totals with so many incidents elsewhere in each district."""

    def draw(text: str, elsewhere: int = 100):
        outcomes = table(text)
        outcomes["name"] = "Street " + outcomes["zone"]
        periods = ["before", "after"]
        districts = outcomes.groupby("district")[periods].sum() + elsewhere
        chosen, whole = outcomes[periods].sum(), districts.sum()
        parts = pd.DataFrame([whole, chosen, whole - chosen]).assign(
            part=["county", "chosen zones", "rest of county"], district=""
        )
        return outcomes, pd.concat(
            [parts, districts.reset_index().assign(part="district")], ignore_index=True
        )

    return draw


NO_MONTHS = pd.DataFrame({"part": [], "month": [], "incidents": []})


def publish(outcomes, totals, monthly=NO_MONTHS, **choices):
    given = {"periods": (BEFORE, AFTER), "policy": Policy()} | choices
    return publish_counts(outcomes, totals, monthly, **given)


def months_of_zones(before, after) -> pd.DataFrame:
    """Count the chosen zones in the months of both periods."""
    months = [*BEFORE.months, *AFTER.months]
    counts = [*before, *after]
    return pd.DataFrame({"part": "chosen zones", "month": months, "incidents": counts})


QUIET = """
    zone | district | before | after
    A1   | Swale    | 51     | 43
    A2   | Swale    | 12     | 20
    B1   | Dover    | 23     | 8
"""
ONE_SMALL = """
    zone | district | before | after
    A1   | Swale    | 51     | 43
    A2   | Swale    | 3      | 20
    B1   | Dover    | 23     | 8
    B2   | Dover    | 12     | 9
"""


def test_counts_are_rounded_and_changes_follow_from_the_rounded_ones(county):
    published = publish(*county(QUIET))
    zones = published.zones.set_index("zone")
    assert zones["before"].to_dict() == {"B1": 25, "A1": 50, "A2": 10}
    assert zones["after"].to_dict() == {"B1": 10, "A1": 45, "A2": 20}
    assert zones["change"].to_dict() == {"B1": -15, "A1": -5, "A2": 10}
    # January to April 2024 had a leap day: 121 days, then 120.
    assert zones.loc["A1", "ratio"] == pytest.approx((45 / 120) / (50 / 121))
    assert (published.n_small, published.n_secondary) == (0, 0)
    assert not any(published.left_out)
    assert published.is_linked
    assert published.falls == (2, 1)


def test_zones_stand_by_district_and_name_so_that_their_order_tells_no_counts(county):
    outcomes, totals = county(QUIET)
    published = publish(outcomes.iloc[::-1], totals)
    assert published.zones["zone"].to_list() == ["B1", "A1", "A2"]


def test_one_small_count_takes_one_other_with_it_the_smallest(county):
    published = publish(*county(ONE_SMALL))
    before = published.zones.set_index("zone")["before"]
    assert before.isna().to_dict() == {"B1": False, "B2": True, "A1": False, "A2": True}
    assert published.zones["after"].notna().all()
    assert published.totals[["before", "after"]].notna().all(axis=None)
    assert (published.n_small, published.n_secondary) == (1, 1)


def test_a_change_of_a_hidden_count_is_hidden_too(county):
    published = publish(*county(ONE_SMALL))
    hidden = published.zones[published.zones["before"].isna()]
    assert hidden[["change", "ratio"]].isna().all(axis=None)


def test_zero_is_shown_and_has_no_ratio(county):
    text = ONE_SMALL.replace("| 51 ", "| 0  ")
    zones = publish(*county(text)).zones.set_index("zone")
    assert zones.loc["A1", "before"] == 0
    assert pd.isna(zones.loc["A1", "ratio"])


def test_two_small_counts_of_a_total_protect_each_other(county):
    published = publish(*county(ONE_SMALL.replace("| 12 ", "| 4  ")))
    assert (published.n_small, published.n_secondary) == (2, 0)


def test_a_hidden_count_stays_hidden_while_its_months_are_published(county):
    first = publish(*county(ONE_SMALL))
    second = publish(*county(ONE_SMALL), earlier=[first.release])
    pd.testing.assert_frame_equal(first.zones, second.zones)


def test_a_figure_shown_before_does_not_hide_another_now(county):
    """A2 and B2 were hidden then; B2 alone shown now would tell A2 of then."""
    first = publish(*county(ONE_SMALL))
    grown = county(ONE_SMALL.replace("| 20", "| 30"))
    second = publish(
        *grown, periods=(BEFORE, Period("2025-01", "2025-05")), earlier=[first.release]
    )
    before = second.zones.set_index("zone")["before"]
    assert before.isna().to_dict() == {"B1": False, "B2": True, "A1": False, "A2": True}


def test_data_that_changed_since_are_said_to_be_unlinked(county):
    first = publish(*county(ONE_SMALL))
    other = county(ONE_SMALL.replace("| 51 ", "| 91 "))
    assert not publish(*other, earlier=[first.release]).is_linked


def test_of_earlier_packs_those_that_agree_still_count(county):
    """A pack of other data in between must not undo what the first one asks for."""
    first = publish(*county(ONE_SMALL))
    other = publish(*county(ONE_SMALL.replace("| 51 ", "| 91 ")))
    grown = county(ONE_SMALL.replace("| 20", "| 30"))
    earlier = [other.release, first.release]
    second = publish(
        *grown, periods=(BEFORE, Period("2025-01", "2025-05")), earlier=earlier
    )
    assert not second.is_linked
    before = second.zones.set_index("zone")["before"]
    assert before.isna().to_dict() == {"B1": False, "B2": True, "A1": False, "A2": True}


def test_a_month_does_not_follow_from_the_others_and_the_total(county):
    """34 together, of which 9, 12 and 10 shown: the fourth would be the hidden 3."""
    outcomes, totals = county("zone | district | before | after\nA1 | Swale | 34 | 40")
    monthly = months_of_zones((9, 12, 3, 10), (10, 10, 10, 10))
    policy = Policy(round_to=1)
    published = publish(outcomes, totals, monthly, policy=policy)
    shown = published.monthly["incidents"]
    assert shown.isna().to_list() == [True, False, True, False, *[False] * 4]
    assert (published.n_small, published.n_secondary) == (1, 1)
    assert published.totals[["before", "after"]].notna().all(axis=None)
    assert published.zones["before"].to_list() == [34]
    read = Release.from_dict(json.loads(json.dumps(published.release.to_dict())))
    assert read.to_dict() == published.release.to_dict()


def test_a_month_hidden_before_stays_hidden(county):
    drawn = county("zone | district | before | after\nA1 | Swale | 34 | 40")
    first = publish(*drawn, months_of_zones((9, 12, 3, 10), (10, 10, 10, 10)))
    second = publish(
        *drawn,
        months_of_zones((9, 12, 3, 10), (10, 10, 10, 10)),
        earlier=[first.release],
    )
    pd.testing.assert_frame_equal(first.monthly, second.monthly)


def test_months_outside_both_periods_are_hidden_where_they_are_small(county):
    drawn = county("zone | district | before | after\nA1 | Swale | 34 | 40")
    monthly = pd.DataFrame(
        {"part": "chosen zones", "month": ["2023-05", "2023-06"], "incidents": [2, 0]}
    )
    published = publish(*drawn, monthly)
    assert published.monthly["incidents"].isna().to_list() == [True, False]
    assert (published.n_small, published.n_secondary) == (1, 0)


def test_districts_are_left_out_where_few_incidents_lie_in_several_zones(county):
    text = """
        zone | district | before | after
        A1   | Swale    | 1      | 21
        A2   | Swale    | 2      | 20
        B1   | Dover    | 23     | 8
        B2   | Dover    | 12     | 9
    """
    outcomes, totals = county(text, elsewhere=0)
    published = publish(outcomes, totals)
    assert published.left_out == LeftOut(districts=True)
    assert "district" not in published.totals["part"].to_list()


def test_what_cannot_be_made_safe_is_refused(county):
    outcomes, totals = county("zone | district | before | after\nA1 | Swale | 2 | 1", 0)
    outcomes = pd.concat([outcomes, outcomes.assign(zone="A2", before=1)])
    totals = totals.assign(before=3, after=2)
    with pytest.raises(InputError, match="cannot be published so that no hidden one"):
        publish(outcomes, totals)


def test_a_release_survives_json(county):
    release = publish(*county(ONE_SMALL)).release
    read = Release.from_dict(json.loads(json.dumps(release.to_dict())))
    assert read.to_dict() == release.to_dict()
    np.testing.assert_array_equal(read.counts, release.counts)


def test_the_same_counts_are_hidden_every_time(county):
    drawn = county(ONE_SMALL)
    first, second = publish(*drawn), publish(*drawn)
    assert first.release.to_dict() == second.release.to_dict()


def test_the_tables_handed_in_are_left_alone(county):
    outcomes, totals = county(ONE_SMALL)
    kept = outcomes.copy(), totals.copy()
    publish(outcomes, totals)
    pd.testing.assert_frame_equal(outcomes, kept[0])
    pd.testing.assert_frame_equal(totals, kept[1])
