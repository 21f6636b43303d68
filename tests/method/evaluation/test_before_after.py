"""Before and after on a small place, counted by hand, and what must hold on any."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspots.errors import InputError
from hotspots.method.evaluation.before_after import Counts
from hotspots.method.pipeline import compare, count_in, zone
from hotspots.months import Period
from hotspots.settings import Settings
from hotspots.sources.reading import Reading
from hotspots.tables import SET_ASIDE

AREA = ("Medway", "Swale", "Thanet")
PERIODS = Settings(
    before=Period("2023-01", "2023-02"),
    after=Period("2024-01", "2024-02"),
)
ROBBERY = PERIODS.with_strand("violence", categories=("Robbery",)).strand("violence")
MONTHS = ("2022-12", "2023-01", "2023-02", "2023-06", "2024-01", "2024-02", "2024-03")
NO_ROWS = pd.DataFrame({name: [] for name in SET_ASIDE.column_names}, dtype="str")

# Easting of the centres of three hexagons of 350 m in one row.
EASTINGS = {"A": 350.0, "B": 700.0, "C": 1050.0}
IDS = {"A": "H350-0001-0000", "B": "H350-0002-0000", "C": "H350-0003-0000"}


def reading_of(incidents, set_aside=NO_ROWS) -> Reading:
    return Reading(incidents, set_aside, pd.DataFrame(), "", AREA)


def chosen_of(*letters: str) -> pd.DataFrame:
    ids = [IDS.get(letter, letter) for letter in letters]
    return pd.DataFrame({"zone": ids, "name": "", "district": ""}, dtype="str")


def compared(reading: Reading, *letters: str, using: Settings = PERIODS):
    cube = count_in(reading, zone(reading, width_m=350))
    return compare(reading, cube, chosen_of(*letters), using, ROBBERY)


@pytest.fixture(scope="module")
def place(incidents, table):
    """Draw incidents: zone, district, month, category and how many."""

    def draw(text: str) -> pd.DataFrame:
        drawn = table(text)
        rows = drawn.loc[drawn.index.repeat(drawn["n"])].reset_index(drop=True)
        return incidents(
            easting=rows["zone"].map(EASTINGS).to_numpy(),
            northing=0.0,
            district=rows["district"],
            month=rows["month"],
            category=rows["category"],
        )

    return draw


@pytest.fixture(scope="module")
def small(place):
    return place("""
        zone | district | month   | category | n
        A    | Medway   | 2023-01 | Robbery  | 4
        A    | Medway   | 2023-02 | Robbery  | 6
        A    | Medway   | 2024-02 | Robbery  | 5
        A    | Medway   | 2024-01 | Drugs    | 9
        A    | Medway   | 2022-12 | Robbery  | 9
        A    | Medway   | 2024-03 | Robbery  | 9
        B    | Medway   | 2024-01 | Robbery  | 3
        B    | Swale    | 2023-06 | Robbery  | 9
        C    | Swale    | 2023-01 | Robbery  | 2
        C    | Swale    | 2024-01 | Robbery  | 2
    """)


# Refuses bad input


@pytest.mark.parametrize(("missing", "name"), [("2023", "before"), ("2024", "after")])
def test_a_period_without_an_incident_of_the_strand_is_refused(small, missing, name):
    of_drugs = small["category"].where(~small["month"].str.startswith(missing), "Drugs")
    reading = reading_of(small.assign(category=of_drugs.astype("category")))
    with pytest.raises(
        InputError, match=f"No incidents of Robbery lie in the period {name}, {missing}"
    ):
        compared(reading, "A")


# Gives the right answer


def test_the_small_place_counted_by_hand(small):
    comparison = compared(reading_of(small), "A", "B", "H350-0009-0009")
    outcomes = comparison.outcomes.set_index("zone")
    assert outcomes[["before", "after", "change"]].to_numpy().tolist() == [
        [10, 5, -5],
        [0, 3, 3],
        [0, 0, 0],
    ]
    # 2023's two months have 59 days, and 2024's 60.
    assert outcomes["ratio"].iloc[0] == pytest.approx(5 / 60 / (10 / 59))
    assert outcomes["ratio"].isna().tolist() == [False, True, True]
    assert outcomes["ratio_low"].isna().tolist() == [False, False, True]
    assert outcomes["ratio_high"].isna().tolist() == [False, True, True]
    low, ratio, high = outcomes.iloc[0][["ratio_low", "ratio", "ratio_high"]]
    assert low < ratio < 1 < high
    assert (comparison.n_fell, comparison.n_rose, comparison.n_stayed) == (1, 1, 1)


def test_totals_of_the_small_place_counted_by_hand(small, table):
    expected = table("""
        part           | district | before | after | change
        county         |          | 12     | 10    | -2
        chosen zones   |          | 10     | 8     | -2
        rest of county |          | 2      | 2     | 0
        district       | Medway   | 10     | 8     | -2
        district       | Swale    | 2      | 2     | 0
        district       | Thanet   | 0      | 0     | 0
    """)
    totals = compared(reading_of(small), "A", "B").totals
    pd.testing.assert_frame_equal(
        totals[expected.columns.to_list()], expected, check_dtype=False
    )
    assert totals["ratio"].iloc[0] == pytest.approx(10 / 60 / (12 / 59))
    assert totals["ratio"].isna().tolist() == [False] * 5 + [True]


def test_zones_come_in_the_order_of_the_selection(small):
    outcomes = compared(reading_of(small), "C", "A").outcomes
    assert outcomes["zone"].to_list() == [IDS["C"], IDS["A"]]


def test_rows_without_a_place_are_told_by_period(small, table):
    set_aside = table("""
        month   | category       | reason
        2023-01 | Robbery        | no location
        2023-02 | Robbery        | no location
        2024-02 | Robbery        | no location
        2024-02 | Robbery        | outside the area
        2024-02 | Drugs          | no location
        2024-03 | Robbery        | no location
    """)
    assert compared(reading_of(small, set_aside), "A").without_location == Counts(2, 1)


@pytest.mark.parametrize(
    ("first", "last", "overlaps"),
    [
        ("2023-01", "2023-02", False),
        ("2023-01", "2023-12", False),
        ("2023-06", "2024-01", True),
        ("2024-02", "2024-03", True),
        ("2024-03", "2024-03", False),
    ],
)
def test_zones_chosen_on_the_months_being_judged_are_told(small, first, last, overlaps):
    using = replace(PERIODS, chosen_on=Period(first, last))
    comparison = compared(reading_of(small), "A", using=using)
    assert comparison.chosen_on == Period(first, last)
    assert comparison.chosen_on_after is overlaps


def test_months_of_selection_that_nobody_tells_are_none(small):
    comparison = compared(reading_of(small), "A")
    assert comparison.chosen_on is None
    assert not comparison.chosen_on_after


# What must hold on any data

DRAWN = st.tuples(
    st.sampled_from(sorted(EASTINGS)),
    st.sampled_from(AREA),
    st.sampled_from(MONTHS),
    st.sampled_from(("Robbery", "Drugs")),
)
# One incident in each of the four months, so that the periods are never refused.
ALWAYS = [("A", "Medway", month, "Robbery") for month in MONTHS if month[5:] < "03"]


def drawn_incidents(incidents, rows) -> pd.DataFrame:
    zones, districts, months, categories = zip(*rows, *ALWAYS, strict=True)
    return incidents(
        easting=[EASTINGS[name] for name in zones],
        northing=0.0,
        district=list(districts),
        month=list(months),
        category=list(categories),
    )


def figures(comparison) -> pd.DataFrame:
    """Put the counts of all parts and zones in one table, by name."""
    totals, outcomes = comparison.totals, comparison.outcomes
    named = totals["part"].where(totals["district"] == "", totals["district"])
    both = pd.concat([totals.set_index(named), outcomes.set_index("zone")])
    return both[["before", "after", "change"]]


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(DRAWN, max_size=40),
    letters=st.lists(st.sampled_from(sorted(EASTINGS)), min_size=1, unique=True),
)
def test_the_parts_make_up_the_county(incidents, rows, letters):
    made = drawn_incidents(incidents, rows)
    found = figures(compared(reading_of(made), *letters))
    robbery = made[made["category"] == "Robbery"]["month"].astype("str")
    for name, year in (("before", "2023-0[12]"), ("after", "2024-0[12]")):
        county = found.loc["county", name]
        assert county == robbery.str.fullmatch(year).sum()
        assert found.loc[["chosen zones", "rest of county"], name].sum() == county
        assert found.loc[list(AREA), name].sum() == county
        of_zones = found.loc[[IDS[letter] for letter in letters], name].sum()
        assert of_zones == found.loc["chosen zones", name]
    assert (found["change"] == found["after"] - found["before"]).all()


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(DRAWN, min_size=1, max_size=20), month=st.sampled_from(MONTHS))
def test_moving_one_incident_to_another_month_changes_its_own_figures_alone(
    incidents, rows, month
):
    (letter, district, was, category), *others = rows
    letters = ("A", "B")
    moved = [(letter, district, month, category), *others]
    first, second = (
        figures(compared(reading_of(drawn_incidents(incidents, each)), *letters))
        for each in (rows, moved)
    )
    step = {
        name: (
            period.overlaps(Period(month, month)) - period.overlaps(Period(was, was))
        )
        * (category == "Robbery")
        for name, period in (
            ("before", Period("2023-01", "2023-02")),
            ("after", Period("2024-01", "2024-02")),
        )
    }
    inside = letter in letters
    touched = {"county", district, "chosen zones" if inside else "rest of county"}
    touched |= {IDS[letter]} if inside else set()
    for name, changed in step.items():
        expected = first[name] + changed * first.index.isin(touched)
        pd.testing.assert_series_equal(second[name], expected, check_dtype=False)
