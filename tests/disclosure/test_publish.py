"""Counts into what is published of them: hidden, rounded, consistent, as few as can be.

That nothing hidden follows is attacked in test_disclosure_attack.py.
"""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from hotspots.disclosure.policy import Policy
from hotspots.disclosure.publish import (
    DISTRICTS_NOT_TOLD,
    NOT_LINKED,
    publish_counts,
)
from hotspots.disclosure.releases import Edition
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


def publish(outcomes, totals, **choices):
    given = {"before": BEFORE, "after": AFTER, "policy": Policy()} | choices
    return publish_counts(outcomes, totals, **given)


def hidden(published) -> tuple[int, int]:
    """Figures hidden because they are small, and to protect those."""
    is_hidden, small = published.edition.counts < 0, published.edition.small
    return int(small.sum()), int((is_hidden & ~small).sum())


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
    assert hidden(published) == (0, 0)
    assert published.notes == ()
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
    assert hidden(published) == (1, 1)


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
    assert hidden(published) == (2, 0)


def test_a_hidden_count_stays_hidden_while_its_months_are_published(county):
    first = publish(*county(ONE_SMALL))
    second = publish(*county(ONE_SMALL), earlier=[first.edition])
    pd.testing.assert_frame_equal(first.zones, second.zones)


def test_a_figure_shown_before_does_not_hide_another_now(county):
    """A2 and B2 were hidden then; B2 alone shown now would tell A2 of then."""
    first = publish(*county(ONE_SMALL))
    grown = county(ONE_SMALL.replace("| 20", "| 30"))
    second = publish(
        *grown, after=Period("2025-01", "2025-05"), earlier=[first.edition]
    )
    before = second.zones.set_index("zone")["before"]
    assert before.isna().to_dict() == {"B1": False, "B2": True, "A1": False, "A2": True}


def test_data_that_changed_since_are_said_to_be_unlinked(county):
    first = publish(*county(ONE_SMALL))
    other = county(ONE_SMALL.replace("| 51 ", "| 91 "))
    assert publish(*other, earlier=[first.edition]).notes == (NOT_LINKED,)


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
    assert published.notes == (DISTRICTS_NOT_TOLD,)
    assert "district" not in published.totals["part"].to_list()


def test_what_cannot_be_made_safe_is_refused(county):
    outcomes, totals = county("zone | district | before | after\nA1 | Swale | 2 | 1", 0)
    outcomes = pd.concat([outcomes, outcomes.assign(zone="A2", before=1)])
    totals = totals.assign(before=3, after=2)
    with pytest.raises(InputError, match="cannot be published so that no hidden one"):
        publish(outcomes, totals)


def test_an_edition_survives_json(county):
    edition = publish(*county(ONE_SMALL)).edition
    read = Edition.from_dict(json.loads(json.dumps(edition.to_dict())))
    assert read.to_dict() == edition.to_dict()
    np.testing.assert_array_equal(read.counts, edition.counts)


@pytest.mark.parametrize("values", [None, {}, {"lines": 3}, {"lines": [[1]]}])
def test_a_record_that_is_none_is_refused_in_words(values):
    with pytest.raises(InputError, match="record of the earlier edition cannot be"):
        Edition.from_dict(values)


def test_the_same_counts_are_hidden_every_time(county):
    drawn = county(ONE_SMALL)
    first, second = publish(*drawn), publish(*drawn)
    assert first.edition.to_dict() == second.edition.to_dict()


def test_the_tables_handed_in_are_left_alone(county):
    outcomes, totals = county(ONE_SMALL)
    kept = outcomes.copy(), totals.copy()
    publish(outcomes, totals)
    pd.testing.assert_frame_equal(outcomes, kept[0])
    pd.testing.assert_frame_equal(totals, kept[1])
